//! ISBN, 10 and 13 digits: check digits (ISO 2108), one from the other, hyphens by the ranges of the
//! International ISBN Agency (crate `isbn`).

use super::fold::half_width;
use super::note::Note;
use serde::Serialize;

/// The answer of `desk check isbn`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct IsbnCheck {
    pub valid: bool,
    /// 13 digits, of a valid number: the form to keep and compare.
    pub isbn13: Option<String>,
    /// Only numbers that begin with 978 have one.
    pub isbn10: Option<String>,
    /// The 13 digits with hyphens.
    pub hyphenated: Option<String>,
    pub notes: Vec<Note>,
}

/// Checks a number as scanned, typed or printed (`ISBN 7-02-000220-X`, full width, with hyphens).
pub fn check(text: &str) -> IsbnCheck {
    let number = tidy(text);
    if !number.is_ascii() {
        return refused(Note::WrongCharacter);
    }
    let (head, notes) = match number.len() {
        // A scanner may send the price code (5 digits) or the issue (2) behind the book's own number.
        15 | 18 => (&number[..13], vec![Note::AddonDropped]),
        _ => (number.as_str(), Vec::new()),
    };
    match head.len() {
        10 => ten(head, notes),
        13 => thirteen(head, notes),
        _ => refused(Note::WrongLength),
    }
}

fn refused(note: Note) -> IsbnCheck {
    IsbnCheck { notes: vec![note], ..IsbnCheck::default() }
}

/// Capitals without the word ISBN, spaces and any of the dashes books use.
fn tidy(text: &str) -> String {
    let plain: String =
        half_width(text).chars().filter(|c| !c.is_whitespace() && !c.is_control() && !"-‐‑‒–—―−·:.".contains(*c)).collect();
    let upper = plain.to_ascii_uppercase();
    let Some(bare) = upper.strip_prefix("ISBN") else {
        return upper;
    };
    // `ISBN-13: 978…` and `ISBN-10: 7…` are printed, too.
    match bare.len() {
        12 => bare.strip_prefix("10").unwrap_or(bare).to_owned(),
        15 => bare.strip_prefix("13").unwrap_or(bare).to_owned(),
        _ => bare.to_owned(),
    }
}

fn ten(number: &str, notes: Vec<Note>) -> IsbnCheck {
    let (body, last) = number.split_at(9);
    if !body.bytes().all(|b| b.is_ascii_digit()) || !matches!(last.as_bytes()[0], b'0'..=b'9' | b'X') {
        return refused(Note::WrongCharacter);
    }
    if last != check10(body).to_string() {
        return refused(Note::CheckDigit);
    }
    let long = format!("978{body}");
    found(format!("{long}{}", check13(&long)), notes)
}

fn thirteen(number: &str, notes: Vec<Note>) -> IsbnCheck {
    if !number.bytes().all(|b| b.is_ascii_digit()) {
        return refused(Note::WrongCharacter);
    }
    if !(number.starts_with("978") || number.starts_with("979")) {
        return refused(Note::NotABook);
    }
    if !number.ends_with(check13(&number[..12])) {
        return refused(Note::CheckDigit);
    }
    found(number.to_owned(), notes)
}

/// `isbn13`: a right one.
fn found(isbn13: String, mut notes: Vec<Note>) -> IsbnCheck {
    let isbn10 = isbn13.strip_prefix("978").map(|rest| format!("{}{}", &rest[..9], check10(&rest[..9])));
    let hyphenated = isbn13.parse::<isbn::Isbn13>().ok().and_then(|i| i.hyphenate().ok()).map(|h| h.to_string());
    notes.extend(isbn10.is_none().then_some(Note::NoIsbn10));
    notes.extend(hyphenated.is_none().then_some(Note::UnknownRange));
    IsbnCheck { valid: true, isbn13: Some(isbn13), isbn10, hyphenated, notes }
}

/// Weights 10 to 2, modulo 11; ten is X.
fn check10(body: &str) -> char {
    let sum: u32 = body.bytes().zip((2..=10).rev()).map(|(b, w)| u32::from(b - b'0') * w).sum();
    char::from(b"0123456789X"[((11 - sum % 11) % 11) as usize])
}

/// Weights 1 and 3 in turn, modulo 10 (the EAN rule). `body`: digits.
pub(super) fn check13(body: &str) -> char {
    let sum: u32 = body.bytes().zip([1, 3].into_iter().cycle()).map(|(b, w)| u32::from(b - b'0') * w).sum();
    char::from(b'0' + ((10 - sum % 10) % 10) as u8)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn one_number_in_all_its_forms() {
        for text in [
            "9787020002207",
            "978-7-02-000220-7",
            "ISBN 7-02-000220-X",
            "702000220x",
            "９７８７０２０００２２０７",
            "ISBN-13: 978-7-02-000220-7",
        ] {
            let c = check(text);
            assert!(c.valid, "{text} {c:?}");
            assert_eq!(c.isbn13.as_deref(), Some("9787020002207"));
            assert_eq!(c.isbn10.as_deref(), Some("702000220X"));
            assert_eq!(c.hyphenated.as_deref(), Some("978-7-02-000220-7"));
            assert!(c.notes.is_empty());
        }
        assert_eq!(check("978702000220712345").notes, [Note::AddonDropped]);
    }

    #[test]
    fn a_979_number_has_no_ten_digits() {
        let c = check("979-8-602-40545-3");
        assert_eq!((c.valid, c.isbn10, c.notes), (true, None, vec![Note::NoIsbn10]));
    }

    #[test]
    fn says_what_is_wrong() {
        for (text, note) in [
            ("9787020002208", Note::CheckDigit),
            ("7020002201", Note::CheckDigit),
            ("6901234567892", Note::NotABook),
            ("978702000220", Note::WrongLength),
            ("97870200022O7", Note::WrongCharacter),
            ("红楼梦", Note::WrongCharacter),
            ("", Note::WrongLength),
        ] {
            assert_eq!(check(text), refused(note), "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_text_breaks_it(text in any::<String>(), near in "[0-9X-]{8,20}") {
            check(&text);
            check(&near);
        }

        #[test]
        fn ten_and_thirteen_digits_are_the_same_book(body in "[0-9]{9}") {
            let ten = format!("{body}{}", check10(&body));
            let c = check(&ten);
            prop_assert_eq!(c.isbn10.as_deref(), Some(ten.as_str()));
            prop_assert_eq!(check(c.isbn13.as_deref().unwrap()), c);
        }

        #[test]
        fn the_check_digits_agree_with_the_crate(body in "978[0-9]{9}") {
            let whole = format!("{body}{}", check13(&body));
            prop_assert!(whole.parse::<isbn::Isbn13>().is_ok());
        }
    }
}
