//! Why this room refuses.

use crate::codes;

codes! {
    /// Reasons of this room.
    pub enum Refusal {
        /// The date is not one. Facts: `given`.
        BadDate = "calendar.bad_date",
        /// No setting of this name. Facts: `key`, `near` (empty: nothing is), `known`.
        NoSetting = "setting.unknown",
        /// Not a value this setting takes. Facts: `key`, `given`, `takes`.
        BadSetting = "setting.bad_value",
        /// Not the line of a public key. No facts: a key does not belong into an answer.
        BadKey = "clerk.bad_key",
        /// The key has another name, or is for something else. Facts: `name`, `key`.
        KeyTaken = "clerk.key_taken",
        /// The entry was changed by somebody since. Facts: `entry`, `command`.
        UndoChanged = "undo.changed_since",
        /// A record made since names what would be taken back. Facts: `entry`, `by`, `command`.
        UndoInUse = "undo.in_use",
    }
}
