//! Why this room refuses.

use crate::codes;

codes! {
    /// Reasons of this room.
    pub enum Refusal {
        /// The copy is lent to somebody. Facts: `reader`, `due`.
        CopyOnLoan = "loan.copy_on_loan",
    }
}
