//! Why this room refuses.

use crate::codes;

codes! {
    /// Reasons of this room.
    pub enum Refusal {
        /// A resident needs a name of at least one character.
        NoName = "resident.no_name",
        /// A name has a letter or a Hanzi; this is a number or signs. Facts: `given`.
        NoLetter = "resident.no_letter",
        /// The ID number is not one. Facts: `given`, `wrong` (length, date, region or check digit).
        BadIdNumber = "resident.bad_id_number",
        /// No such kind of document. Facts: `given`, `types` (the words that are).
        BadIdType = "resident.bad_id_type",
        /// The phone number is not one. Facts: `given`.
        BadPhone = "resident.bad_phone",
        /// Longer than a card takes. Facts: `field`, `most`.
        TooLong = "resident.too_long",
        /// A card cannot be merged into itself. Facts: `name`.
        BadMerge = "resident.bad_merge",
        /// Two cards with different ID numbers are two people as a rule. Facts: `name`, `into`.
        TwoNumbers = "resident.two_numbers",
        /// Somebody with this ID number is registered. Facts: `name`, `id`.
        SameIdNumber = "resident.same_id_number",
    }
}
