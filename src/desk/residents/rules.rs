//! Rules of a resident's card.
