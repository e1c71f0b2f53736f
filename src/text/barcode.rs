//! What a scanner sent: a book's own barcode, or a label of the library.

use super::fold::half_width;
use super::isbn;
use super::note::Note;
use serde::Serialize;

/// The answer of `desk check barcode`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BarcodeCheck {
    pub valid: bool,
    /// Half-width, without spaces and the start and stop stars of Code 39; letters keep their case.
    pub normal: String,
    /// `isbn`, `issn` (977), `ean13`, `library14` (14 digits with a right Luhn digit), `plain`.
    pub kind: Option<String>,
    pub notes: Vec<Note>,
}

/// Longest label that is read.
const LONGEST: usize = 24;

/// Recognises a scanned or typed barcode. Labels of the house may be any letters and digits; only a book's
/// own barcode (978, 979) is refused for its check digit, because it can be nothing else.
pub fn check(text: &str) -> BarcodeCheck {
    let normal = tidy(text);
    let signs_right = normal.chars().all(|c| c.is_ascii_alphanumeric() || "-._/".contains(c));
    let note = match normal.chars().count() {
        _ if !signs_right => Some(Note::WrongCharacter),
        0 | LONGEST.. => Some(Note::WrongLength),
        _ => None,
    };
    if let Some(note) = note {
        return BarcodeCheck { valid: false, normal, kind: None, notes: vec![note] };
    }
    let kind = kind(&normal);
    let wrong_book = kind == "plain" && is_book(&normal);
    BarcodeCheck {
        valid: !wrong_book,
        kind: Some(if wrong_book { "isbn" } else { kind }.to_owned()),
        notes: wrong_book.then_some(Note::CheckDigit).into_iter().collect(),
        normal,
    }
}

fn tidy(text: &str) -> String {
    let plain: String = half_width(text).chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
    let inner = plain.strip_prefix('*').and_then(|p| p.strip_suffix('*'));
    inner.unwrap_or(&plain).to_owned()
}

fn is_book(code: &str) -> bool {
    code.len() == 13 && digits(code) && (code.starts_with("978") || code.starts_with("979"))
}

fn digits(code: &str) -> bool {
    code.bytes().all(|b| b.is_ascii_digit())
}

fn kind(code: &str) -> &'static str {
    match code.len() {
        13 if digits(code) && code.ends_with(isbn::check13(&code[..12])) => match &code[..3] {
            "978" | "979" => "isbn",
            "977" => "issn",
            _ => "ean13",
        },
        14 if digits(code) && luhn(code) => "library14",
        _ => "plain",
    }
}

/// The check digit of 14-digit library labels: every second digit doubled, digits added, modulo 10.
fn luhn(code: &str) -> bool {
    let doubled = |d: u32| if d > 4 { 2 * d - 9 } else { 2 * d };
    let value = |(at, b): (usize, u8)| if at % 2 == 1 { doubled(u32::from(b - b'0')) } else { u32::from(b - b'0') };
    code.bytes().rev().enumerate().map(value).sum::<u32>() % 10 == 0
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn knows_books_from_labels() {
        for (text, valid, kind, normal) in [
            ("9787020002207", true, Some("isbn"), "9787020002207"),
            ("9787020002208", false, Some("isbn"), "9787020002208"),
            ("9771671688002", true, Some("issn"), "9771671688002"),
            ("6901234567892", true, Some("ean13"), "6901234567892"),
            ("*QLQ-000123*", true, Some("plain"), "QLQ-000123"),
            ("ＱＬＱ０００１２３", true, Some("plain"), "QLQ000123"),
            ("00012345", true, Some("plain"), "00012345"),
            ("29999000000012", true, Some("plain"), "29999000000012"),
            ("红楼梦", false, None, "红楼梦"),
            ("", false, None, ""),
        ] {
            let c = check(text);
            assert_eq!((c.valid, c.kind.as_deref(), c.normal.as_str()), (valid, kind, normal), "{text}");
        }
    }

    #[test]
    fn a_library_label_has_a_luhn_digit() {
        let right = (0..10).filter(|d| check(&format!("3714020000001{d}")).kind.as_deref() == Some("library14"));
        assert_eq!(right.count(), 1);
        assert!(luhn("79927398713"));
    }

    proptest! {
        #[test]
        fn no_text_breaks_it(text in any::<String>(), near in "[0-9A-Z*]{0,26}") {
            check(&text);
            prop_assert_eq!(check(&check(&near).normal).valid || near.contains('*'), check(&near).valid || near.contains('*'));
        }
    }
}
