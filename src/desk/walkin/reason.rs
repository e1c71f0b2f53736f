//! Why this room refuses.

use crate::codes;

codes! {
    /// Reasons of this room.
    pub enum Refusal {
        /// No such prefix of tickets. Facts: `prefix`.
        BadPrefix = "ticket.bad_prefix",
    }
}
