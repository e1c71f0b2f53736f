//! Identity numbers: the citizen number (GB 11643-1999) and, by their form, the permits and passports that
//! come to a counter.
//!
//! Citizen number: 6 digits of region, 8 of birth, 3 of order (the last odd for men), one check character by
//! ISO 7064 MOD 11-2. Regions 81, 82, 83 are residence permits of people from Hong Kong, Macau and Taiwan; a
//! first digit 9 is a foreigner's permanent residence card (2023 form). Until 1999 numbers had 15 digits.

use super::fold::half_width;
use super::note::Note;
use chrono::{Datelike, NaiveDate};
use serde::Serialize;

/// The answer of `desk check id`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct IdCheck {
    pub valid: bool,
    /// As it is kept and compared: half-width, capital letters, no spaces; a 15-digit number as 18 digits.
    pub normal: String,
    /// `resident18`, `resident15`, `hk_permit`, `mo_permit`, `tw_permit`, `passport`, `foreign_resident`.
    pub kind: Option<String>,
    /// `male` or `female`, of a valid citizen number.
    pub sex: Option<String>,
    /// `YYYY-MM-DD`, of a valid citizen number.
    pub birth: Option<String>,
    pub notes: Vec<Note>,
}

/// Provinces of GB/T 2260 by their first two digits, and 81 to 83.
const REGIONS: [u8; 34] = [
    11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46, 50, 51, 52, 53, 54, 61, 62, 63, 64, 65,
    81, 82, 83,
];

/// Checks an identity number, however it was typed.
pub fn check(text: &str) -> IdCheck {
    check_by(text, NaiveDate::MAX)
}

/// As [`check`]; a birth after `today` is refused.
pub fn check_by(text: &str, today: NaiveDate) -> IdCheck {
    let number = tidy(text);
    let Some((kind, digits)) = form(&number) else {
        return unknown(number);
    };
    match kind {
        "resident18" => citizen(kind, number, today, Vec::new()),
        "resident15" => old(&number, today),
        "hk_permit" | "mo_permit" if digits == 10 => {
            let renewal = vec![Note::RenewalDropped, Note::FormOnly];
            formed(kind, number[..9].to_owned(), renewal)
        }
        _ => formed(kind, number, vec![Note::FormOnly]),
    }
}

/// Half-width capitals without spaces, hyphens and brackets.
fn tidy(text: &str) -> String {
    let dropped = |c: char| c.is_whitespace() || c.is_control() || "-()·.".contains(c);
    half_width(text).chars().filter(|c| !dropped(*c)).map(|c| c.to_ascii_uppercase()).collect()
}

/// Which document has a number of this form, and how many digits stand behind its letters.
fn form(number: &str) -> Option<(&'static str, usize)> {
    let letters = number.bytes().take_while(u8::is_ascii_uppercase).count();
    let tail = &number[letters..];
    let digits = if tail.bytes().all(|b| b.is_ascii_digit()) { tail.len() } else { 0 };
    match (number.chars().count(), letters, digits) {
        (18, 0, _) if number.is_ascii() => Some(("resident18", 17)),
        (15, 0, 15) => Some(("resident15", 15)),
        (9 | 11, 1, 8 | 10) if number.starts_with('H') => Some(("hk_permit", digits)),
        (9 | 11, 1, 8 | 10) if number.starts_with('M') => Some(("mo_permit", digits)),
        (8, 0, 8) | (10, 0, 10) => Some(("tw_permit", digits)),
        (11, 0, 0) if old_taiwan(number) => Some(("tw_permit", 10)),
        (8 | 9, 1 | 2, 7 | 8) => Some(("passport", digits)),
        (15, 3, 12) => Some(("foreign_resident", digits)),
        _ => None,
    }
}

/// The booklet form: ten digits and the letter of the issue.
fn old_taiwan(number: &str) -> bool {
    number.is_ascii() && number[..10].bytes().all(|b| b.is_ascii_digit()) && number.ends_with(|c: char| c.is_ascii_uppercase())
}

fn unknown(normal: String) -> IdCheck {
    let digits = normal.chars().filter(char::is_ascii_digit).count();
    let note = if digits > 9 && digits + 1 >= normal.chars().count() { Note::WrongLength } else { Note::UnknownForm };
    IdCheck { valid: false, normal, kind: None, sex: None, birth: None, notes: vec![note] }
}

fn formed(kind: &str, normal: String, notes: Vec<Note>) -> IdCheck {
    IdCheck { valid: true, normal, kind: Some(kind.to_owned()), sex: None, birth: None, notes }
}

/// A 15-digit number: checked as the 18-digit number that replaced it.
fn old(number: &str, today: NaiveDate) -> IdCheck {
    // GB 11643-1989 kept the order codes 996 to 999 for those over a hundred.
    let centenarian = number[12..].parse().is_ok_and(|order: u16| order >= 996);
    let body = format!("{}{}{}", &number[..6], if centenarian { "18" } else { "19" }, &number[6..]);
    let whole = format!("{body}{}", check_digit(body.as_bytes()));
    let mut notes = vec![Note::OldForm];
    notes.extend(centenarian.then_some(Note::Centenarian));
    citizen("resident15", whole, today, notes)
}

/// `number`: 18 ASCII characters.
fn citizen(kind: &str, number: String, today: NaiveDate, mut notes: Vec<Note>) -> IdCheck {
    let bytes = number.as_bytes();
    if !bytes[..17].iter().all(u8::is_ascii_digit) || !(bytes[17].is_ascii_digit() || bytes[17] == b'X') {
        let notes = vec![Note::WrongCharacter];
        return IdCheck { valid: false, normal: number, kind: Some(kind.to_owned()), sex: None, birth: None, notes };
    }
    let foreign = bytes[0] == b'9';
    let birth = date(&number[6..14]);
    let faults = faults(bytes, foreign, birth, today);
    let valid = faults.is_empty();
    notes.extend(faults);
    notes.extend((bytes[0] == b'8' && valid).then_some(Note::ResidencePermit));
    let sex = if bytes[16] % 2 == 1 { "male" } else { "female" };
    IdCheck {
        valid,
        kind: Some(if foreign { "foreign_resident" } else { kind }.to_owned()),
        sex: valid.then(|| sex.to_owned()),
        birth: birth.filter(|_| valid).map(|d| d.to_string()),
        normal: number,
        notes,
    }
}

/// All that is wrong, not the first alone. ASCII digits are odd as the digits are.
fn faults(bytes: &[u8], foreign: bool, birth: Option<NaiveDate>, today: NaiveDate) -> Vec<Note> {
    let region = if foreign { &bytes[1..3] } else { &bytes[..2] };
    let region = (region[0] - b'0') * 10 + (region[1] - b'0');
    [
        (!REGIONS.contains(&region), Note::UnknownRegion),
        (birth.is_none(), Note::NoSuchDate),
        (birth.is_some_and(|d| d > today), Note::BirthInFuture),
        (char::from(bytes[17]) != check_digit(&bytes[..17]), Note::CheckDigit),
    ]
    .into_iter()
    .filter_map(|(wrong, note)| wrong.then_some(note))
    .collect()
}

/// A real day of the calendar, not before 1800.
fn date(text: &str) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(text, "%Y%m%d").ok().filter(|d| d.year() >= 1800)
}

/// ISO 7064 MOD 11-2 over 17 ASCII digits.
pub fn check_digit(body: &[u8]) -> char {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = body.iter().zip(WEIGHTS).map(|(b, w)| u32::from(b - b'0') * w).sum();
    char::from(b"10X98765432"[(sum % 11) as usize])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn told(text: &str) -> (bool, Option<String>, Vec<Note>) {
        let c = check_by(text, NaiveDate::from_ymd_opt(2026, 3, 2).unwrap());
        (c.valid, c.kind, c.notes)
    }

    #[test]
    fn a_citizen_number_tells_birth_and_sex() {
        let c = check("１１０１０５ 19491231 002x");
        assert!(c.valid);
        assert_eq!(c.normal, "11010519491231002X");
        assert_eq!((c.sex.as_deref(), c.birth.as_deref()), (Some("female"), Some("1949-12-31")));
        let json = serde_json::to_value(&c).unwrap();
        assert_eq!(json["kind"], "resident18");
        assert_eq!(json.as_object().unwrap().len(), 6);
    }

    #[test]
    fn says_what_is_wrong() {
        for (text, kind, notes) in [
            ("110105194912310021", Some("resident18"), &[Note::CheckDigit][..]),
            ("110105194902300021", Some("resident18"), &[Note::NoSuchDate, Note::CheckDigit]),
            ("00010519491231002X", Some("resident18"), &[Note::UnknownRegion, Note::CheckDigit]),
            ("1101051949123100AX", Some("resident18"), &[Note::WrongCharacter]),
            ("1101051949123100", None, &[Note::WrongLength]),
            ("一二三四五六", None, &[Note::UnknownForm]),
            ("", None, &[Note::UnknownForm]),
        ] {
            assert_eq!(told(text), (false, kind.map(str::to_owned), notes.to_vec()), "{text}");
        }
        let unborn = format!("37140220990101001{}", check_digit(b"37140220990101001"));
        assert_eq!(told(&unborn), (false, Some("resident18".into()), vec![Note::BirthInFuture]));
    }

    #[test]
    fn an_old_number_becomes_a_new_one() {
        let c = check("110105491231002");
        assert_eq!((c.valid, c.normal.as_str(), c.kind.as_deref()), (true, "11010519491231002X", Some("resident15")));
        assert_eq!(c.notes, [Note::OldForm]);
        let c = check("371402880101997");
        assert_eq!((c.birth.as_deref(), c.notes.as_slice()), (Some("1888-01-01"), &[Note::OldForm, Note::Centenarian][..]));
        assert!(!check("110105490230002").valid);
    }

    #[test]
    fn other_documents_by_their_form() {
        for (text, kind, normal) in [
            ("H12345678", "hk_permit", "H12345678"),
            ("h1234567801", "hk_permit", "H12345678"),
            ("Ｍ12345678", "mo_permit", "M12345678"),
            ("01234567", "tw_permit", "01234567"),
            ("1234567890(B)", "tw_permit", "1234567890B"),
            ("E12345678", "passport", "E12345678"),
            ("EA1234567", "passport", "EA1234567"),
            ("USA110080010105", "foreign_resident", "USA110080010105"),
        ] {
            let c = check(text);
            assert_eq!((c.valid, c.kind.as_deref(), c.normal.as_str()), (true, Some(kind), normal), "{text}");
            assert!(c.notes.contains(&Note::FormOnly));
        }
        let permit = format!("81000018880101001{}", check_digit(b"81000018880101001"));
        assert_eq!(told(&permit), (true, Some("resident18".into()), vec![Note::ResidencePermit]));
        let foreign = format!("91184018880101001{}", check_digit(b"91184018880101001"));
        assert_eq!(told(&foreign), (true, Some("foreign_resident".into()), vec![]));
    }

    proptest! {
        #[test]
        fn no_text_breaks_it(text in any::<String>(), near in "[0-9A-ZX张]{0,20}") {
            check(&text);
            check(&near);
        }

        #[test]
        fn one_wrong_digit_is_always_found(order in 0u32..1000, days in 0i64..50_000, at in 0usize..17, add in 1u8..10) {
            let birth = NaiveDate::from_ymd_opt(1880, 1, 1).unwrap() + chrono::Days::new(days as u64);
            let body = format!("371402{}{order:03}", birth.format("%Y%m%d"));
            let right = format!("{body}{}", check_digit(body.as_bytes()));
            prop_assert!(check(&right).valid);
            prop_assert_eq!(check(&check(&right).normal), check(&right));
            let mut wrong = right.into_bytes();
            wrong[at] = b'0' + (wrong[at] - b'0' + add) % 10;
            prop_assert!(!check(&String::from_utf8(wrong).unwrap()).valid);
        }
    }
}
