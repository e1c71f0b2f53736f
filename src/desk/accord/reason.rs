//! Why this room refuses.

use crate::codes;

codes! {
    /// Reasons of this room.
    pub enum Refusal {
        /// No such clash, or it is settled. Facts: `given`.
        NoConflict = "conflict.none",
        /// Another desk decides about it. Facts: `who`.
        NotYours = "conflict.not_yours",
        /// What was to be written is another desk's to write. Facts: `who`, `what` (the kind of record).
        NotOwner = "owner.not_yours",
        /// Not a side of the clash. Facts: `given`, `sides`.
        NoSide = "conflict.no_side",
        /// One side must stay. Facts: `sides`.
        KeepOne = "conflict.keep_one",
        /// It closes by itself when what it waits for has come. Facts: `waits`.
        Waits = "conflict.waits",
    }
}
