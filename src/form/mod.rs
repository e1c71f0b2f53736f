//! The one form engine: a ring of fields over `text::line::TextLine`, candidates chosen by digits or arrows, checks, drafts.
//! Knows no room, no database, no drawing. May be imported by `app`, `ui` and tests.
//!
//! Everything works with an input method on: printable characters are text, a paste equals typing,
//! digits (full-width too) choose a candidate, Enter goes on and at the last field sends.
//!
//! **Digits.** A digit takes a candidate only while candidates are shown and the text is not itself digits: the tail of a
//! telephone or an ID number is typed in digits, and there the arrows and Enter choose. In an empty Pick field a digit
//! chooses only where the field is required. A paste of several characters is always text.
//!
//! **Enter before the candidates.** A reader or a thin line brings text and Enter at once, before the store has answered:
//! then a single candidate is taken when it comes, several are shown and nothing is taken unseen.

mod draft;
pub mod edit;
mod engine;
mod field;
pub mod number;

pub use engine::{Form, FormEvent, Whole};
pub use field::{Candidate, DateReader, Field, Good, Kind, Offered};
