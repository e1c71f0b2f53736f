//! Phone numbers as people give them, in one normal form, so that the same phone is found again.
//!
//! Mobile: 11 digits from 13 to 19. Landline: area code (010, 02x, 0 and three digits), 7 or 8 digits, an
//! extension (numbering plan of the ministry, 2017). Service: 110, 12345, 95xxx, 400.

use super::fold::half_width;
use super::note::Note;
use serde::Serialize;

/// The answer of `desk check phone`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PhoneCheck {
    pub valid: bool,
    /// `13800005678`, `0534-2345678`, `0534-2345678-801`, `400-123-4567`, `+85221234567`; of an invalid one
    /// what was given, half-width.
    pub normal: String,
    /// `mobile`, `landline`, `service`, `foreign`.
    pub kind: Option<String>,
    pub notes: Vec<Note>,
}

/// Checks a phone number, however it was typed.
pub fn check(text: &str) -> PhoneCheck {
    let given = half_width(text).trim().to_owned();
    let (main, extension) = extension(&given);
    let mut notes = Vec::new();
    let Some(digits) = digits(main) else {
        return refused(given, vec![Note::WrongCharacter]);
    };
    if let Some(other) = abroad(&digits) {
        return other;
    }
    let digits = domestic(&digits, &mut notes);
    let plain = main.trim_start().trim_start_matches(['+']);
    let found = mobile(digits).or_else(|| service(digits)).or_else(|| landline(plain, digits, extension, &mut notes));
    match found {
        Some((kind, normal)) => PhoneCheck { valid: true, normal, kind: Some(kind.to_owned()), notes },
        None => refused(given, vec![Note::WrongLength]),
    }
}

fn refused(normal: String, notes: Vec<Note>) -> PhoneCheck {
    PhoneCheck { valid: false, normal, kind: None, notes }
}

/// What stands behind 转, `#`, `x` or `ext`.
fn extension(given: &str) -> (&str, Option<&str>) {
    match given.split_once(['转', '#', 'x', 'X', 'e', 'E']) {
        Some((main, rest)) => (main, Some(rest.trim_matches(|c: char| !c.is_ascii_digit())).filter(|r| !r.is_empty())),
        None => (given, None),
    }
}

/// The digits (a `+` in front kept), if nothing but the usual signs stands between them.
fn digits(main: &str) -> Option<String> {
    let main = main.trim();
    let kept: String = main.chars().filter(|c| !c.is_whitespace() && !"-().".contains(*c)).collect();
    let tail = kept.strip_prefix('+').unwrap_or(&kept);
    (!tail.is_empty() && tail.bytes().all(|b| b.is_ascii_digit())).then_some(kept)
}

/// A number of another country: `+` or `00` and not 86.
fn abroad(digits: &str) -> Option<PhoneCheck> {
    let rest = digits.strip_prefix('+').or_else(|| digits.strip_prefix("00"))?;
    if rest.starts_with("86") {
        return None;
    }
    let valid = (7..=15).contains(&rest.len()) && !rest.starts_with('0');
    let notes = if valid { Vec::new() } else { vec![Note::WrongLength] };
    Some(PhoneCheck { valid, normal: format!("+{rest}"), kind: valid.then(|| "foreign".to_owned()), notes })
}

/// Without +86 and without the 0 that was once dialled before mobiles of other towns.
fn domestic<'a>(digits: &'a str, notes: &mut Vec<Note>) -> &'a str {
    let marked = digits.strip_prefix("+86").or_else(|| digits.strip_prefix("0086"));
    let bare = digits.strip_prefix("86").filter(|rest| mobile(rest).is_some());
    let rest = marked.or(bare);
    notes.extend(rest.map(|_| Note::CountryCodeDropped));
    let rest = rest.unwrap_or(digits);
    match rest.strip_prefix('0').filter(|r| mobile(r).is_some()) {
        Some(mobile) => {
            notes.push(Note::TrunkZeroDropped);
            mobile
        }
        None => rest,
    }
}

type Found = (&'static str, String);

fn mobile(digits: &str) -> Option<Found> {
    let right = digits.len() == 11 && digits.starts_with('1') && matches!(digits.as_bytes()[1], b'3'..=b'9');
    right.then(|| ("mobile", digits.to_owned()))
}

fn service(digits: &str) -> Option<Found> {
    match digits.len() {
        3 if digits.starts_with('1') => Some(("service", digits.to_owned())),
        5 if ["10", "11", "12", "95", "96"].contains(&&digits[..2]) => Some(("service", digits.to_owned())),
        10 if digits.starts_with("400") || digits.starts_with("800") => {
            Some(("service", format!("{}-{}-{}", &digits[..3], &digits[3..6], &digits[6..])))
        }
        _ => None,
    }
}

/// `given` is the number with its hyphens: a last short group is an extension.
fn landline(given: &str, digits: &str, extension: Option<&str>, notes: &mut Vec<Note>) -> Option<Found> {
    let groups: Vec<&str> = given.split(|c: char| !c.is_ascii_digit()).filter(|g| !g.is_empty()).collect();
    let last = groups.last().filter(|g| groups.len() > 1 && g.len() <= 6 && extension.is_none()).copied();
    let whole = local(digits, notes).map(|n| (n, extension));
    let shortened = || {
        let last = last?;
        local(digits.strip_suffix(last)?, notes).map(|n| (n, Some(last)))
    };
    let (number, extension) = whole.or_else(shortened)?;
    let tail = extension.filter(|e| e.len() <= 6).map(|e| format!("-{e}")).unwrap_or_default();
    Some(("landline", format!("{number}{tail}")))
}

/// Area code and number, or a number alone.
fn local(digits: &str, notes: &mut Vec<Note>) -> Option<String> {
    // After +86 the 0 of the area code is left out; it is put back.
    let called = notes.contains(&Note::CountryCodeDropped) && !digits.starts_with('0') && digits.len() > 8;
    let digits = if called { format!("0{digits}") } else { digits.to_owned() };
    let area = match digits.as_bytes() {
        [b'0', b'1', b'0', ..] | [b'0', b'2', ..] => 3,
        [b'0', b'3'..=b'9', ..] => 4,
        _ => 0,
    };
    let (area, number) = digits.split_at_checked(area)?;
    let right = matches!(number.len(), 7 | 8) && matches!(number.as_bytes()[0], b'2'..=b'8');
    if !right {
        return None;
    }
    if area.is_empty() {
        notes.push(Note::NoAreaCode);
        return Some(number.to_owned());
    }
    Some(format!("{area}-{number}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn one_form_for_one_phone() {
        for (text, kind, normal, notes) in [
            ("13800005678", "mobile", "13800005678", &[][..]),
            ("138 0000 5678", "mobile", "13800005678", &[]),
            ("１３８-００００-５６７８", "mobile", "13800005678", &[]),
            ("+86 138-0000-5678", "mobile", "13800005678", &[Note::CountryCodeDropped]),
            ("8613800005678", "mobile", "13800005678", &[Note::CountryCodeDropped]),
            ("013800005678", "mobile", "13800005678", &[Note::TrunkZeroDropped]),
            ("0534-2345678", "landline", "0534-2345678", &[]),
            ("(0534)2345678", "landline", "0534-2345678", &[]),
            ("05342345678", "landline", "0534-2345678", &[]),
            ("+86 534 2345678", "landline", "0534-2345678", &[Note::CountryCodeDropped]),
            ("010-62345678", "landline", "010-62345678", &[]),
            ("0534-2345678-801", "landline", "0534-2345678-801", &[]),
            ("0534-2345678转801", "landline", "0534-2345678-801", &[]),
            ("2345678", "landline", "2345678", &[Note::NoAreaCode]),
            ("12345", "service", "12345", &[]),
            ("4001234567", "service", "400-123-4567", &[]),
            ("+852 2123 4567", "foreign", "+85221234567", &[]),
        ] {
            let c = check(text);
            assert_eq!(
                (c.valid, c.kind.as_deref(), c.normal.as_str(), c.notes.as_slice()),
                (true, Some(kind), normal, notes),
                "{text}"
            );
        }
    }

    #[test]
    fn refuses_what_is_no_phone() {
        for (text, note) in [
            ("1380000567", Note::WrongLength),
            ("138000056789", Note::WrongLength),
            ("12800005678", Note::WrongLength),
            ("张晓明", Note::WrongCharacter),
            ("13800005678/0534-2345678", Note::WrongCharacter),
            ("", Note::WrongCharacter),
            ("+1", Note::WrongLength),
        ] {
            let c = check(text);
            assert_eq!((c.valid, c.notes.as_slice()), (false, &[note][..]), "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_text_breaks_it(text in any::<String>(), near in "[-+0-9转x ()]{0,18}") {
            check(&text);
            let once = check(&near);
            if once.valid {
                prop_assert_eq!(check(&once.normal).normal, once.normal, "the normal form is its own normal form");
            }
        }
    }
}
