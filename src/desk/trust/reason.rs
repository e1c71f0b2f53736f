//! Why this room refuses.

use crate::codes;

codes! {
    /// Reasons of this room.
    pub enum Refusal {
        /// The file is no card, or damaged.
        BadCard = "site.bad_card",
        /// The digits must be compared first. Facts: `site`, `name`, `digits`.
        DigitsMissing = "site.digits_missing",
        /// The digits given are not the card's. Facts: `site`, `name`, `given`.
        DigitsDiffer = "site.digits_differ",
        /// Another site's card says that it is a hub. Facts: `site`.
        SecondHub = "site.second_hub",
        /// The key stands in the roster already, for this site or another, and has ended there. Facts: `site`.
        KeyUsed = "site.key_used",
        /// The site has no key in force. Facts: `site`.
        NoKey = "site.no_key",
        /// The hub cannot withdraw its own key; it changes it.
        OwnKey = "site.own_key",
        /// Changes of the roster are not taken back by undo. Facts: `command`.
        NotUndone = "site.not_undone",
    }
}
