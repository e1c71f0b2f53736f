//! What a check found, as codes: stable in JSON, worded for people in `i18n::check`.

use serde::Serialize;

macro_rules! notes {
    ($($(#[$doc:meta])* $name:ident = $code:literal,)*) => {
        /// One finding of a check of a number.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
        pub enum Note { $($(#[$doc])* #[serde(rename = $code)] $name,)* }

        impl Note {
            /// The code in JSON answers.
            pub const fn code(self) -> &'static str {
                match self { $(Note::$name => $code,)* }
            }

            /// The finding behind a code.
            pub fn of_code(code: &str) -> Option<Note> {
                match code { $($code => Some(Note::$name),)* _ => None }
            }
        }
    };
}

notes! {
    /// Too many or too few characters.
    WrongLength = "wrong_length",
    /// A character that such a number cannot hold.
    WrongCharacter = "wrong_character",
    /// The check digit does not fit: some digit was misread.
    CheckDigit = "check_digit",
    /// The birth date is no date of the calendar.
    NoSuchDate = "no_such_date",
    BirthInFuture = "birth_in_future",
    /// The first two digits are no province.
    UnknownRegion = "unknown_region",
    /// 15 digits, issued until 1999; `normal` has the 18.
    OldForm = "old_form",
    /// A 15-digit number with the code of those born in the 19th century.
    Centenarian = "centenarian",
    /// Residence permit of someone from Hong Kong, Macau or Taiwan.
    ResidencePermit = "residence_permit",
    /// The two digits of the renewal are dropped: the holder's lifelong number stands before them.
    RenewalDropped = "renewal_dropped",
    /// The number has no check digit: only its form was looked at.
    FormOnly = "form_only",
    /// No document has a number like this.
    UnknownForm = "unknown_form",
    NoAreaCode = "no_area_code",
    CountryCodeDropped = "country_code_dropped",
    TrunkZeroDropped = "trunk_zero_dropped",
    /// An ISBN-13 begins with 978 or 979.
    NotABook = "not_a_book",
    /// The price or issue code behind a barcode is dropped.
    AddonDropped = "addon_dropped",
    /// No publisher's range is known for it, so there are no hyphens.
    UnknownRange = "unknown_range",
    /// A 979 number has no ISBN-10.
    NoIsbn10 = "no_isbn10",
}

/// Codes joined for one fact of a reason: `check_digit, unknown_region`.
pub fn joined(notes: &[Note]) -> String {
    notes.iter().map(|n| n.code()).collect::<Vec<_>>().join(", ")
}
