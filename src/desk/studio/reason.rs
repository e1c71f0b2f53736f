//! Why this room refuses.

use crate::codes;

codes! {
    /// Reasons of this room.
    pub enum Refusal {
        /// A name is needed.
        NoName = "studio.no_name",
    }
}
