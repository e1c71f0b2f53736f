//! Damage that Excel does to numbers that are no numbers, and how much of it can be undone.
//!
//! Undone, with a note: `="0123"`, `'0123`, `0123.0`, a lost leading zero where the number's own rules
//! show it. Not undone: `3.71402E+17`, and 18 digits that end in three zeros because Excel keeps only 15.

use crate::io::plain;
use crate::io::refused::{Flaw, Repair, RepairKind};
use crate::text::fold;

/// Collects the repairs of one row.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Mender {
    pub repairs: Vec<Repair>,
}

impl Mender {
    /// A name, a title, an address: cleaned, unwrapped, nothing else.
    pub fn text(&mut self, column: &'static str, raw: &str) -> Result<String, Flaw> {
        let value = plain::bounded(column, raw)?;
        Ok(self.unwrap(column, value))
    }

    /// Digits that are a name, not an amount: barcodes, ID numbers, phones.
    pub fn digits(&mut self, column: &'static str, raw: &str) -> Result<String, Flaw> {
        let value = fold::half_width(&plain::bounded(column, raw)?);
        let value = self.unwrap(column, value);
        if let Some(power) = scientific(&value) {
            let expanded = power.map_err(|()| Flaw::Scientific { column, given: value.clone() })?;
            return Ok(self.note(column, RepairKind::Expanded, value, expanded));
        }
        if let Some((whole, part)) = value.split_once('.')
            && all_digits(whole)
            && !part.is_empty()
            && part.bytes().all(|b| b == b'0')
        {
            let whole = whole.to_owned();
            return Ok(self.note(column, RepairKind::DecimalEnd, value, whole));
        }
        Ok(value)
    }

    /// An ID number; 18 digits ending in `000` were rounded unless the check digit holds.
    pub fn id_number(&mut self, column: &'static str, raw: &str) -> Result<String, Flaw> {
        let value: String = self.digits(column, raw)?.split_whitespace().collect();
        if value.len() == 18 && all_digits(&value) && value.ends_with("000") && !id_check_holds(&value) {
            return Err(Flaw::Rounded { column, given: value });
        }
        Ok(value)
    }

    /// A phone number; the zero before an area code is put back.
    pub fn phone(&mut self, column: &'static str, raw: &str) -> Result<String, Flaw> {
        let value = self.digits(column, raw)?;
        if !lost_area_zero(&value) {
            return Ok(value);
        }
        let mended = format!("0{value}");
        Ok(self.note(column, RepairKind::LeadingZero, value, mended))
    }

    /// An ISBN; the zeros of an old English one are put back when the check digit then holds.
    pub fn isbn(&mut self, column: &'static str, raw: &str) -> Result<String, Flaw> {
        let value = self.digits(column, raw)?;
        let padded = format!("{value:0>10}");
        if (7..10).contains(&value.len()) && isbn10_holds(&padded) {
            return Ok(self.note(column, RepairKind::LeadingZero, value, padded));
        }
        Ok(value)
    }

    /// Puts leading zeros back up to `width`, the site's barcode length.
    pub fn pad(&mut self, column: &'static str, value: String, width: usize) -> String {
        if value.len() >= width || value.is_empty() || !all_digits(&value) {
            return value;
        }
        let padded = format!("{value:0>width$}");
        self.note(column, RepairKind::LeadingZero, value, padded)
    }

    /// Remembers a change and hands on the new value.
    pub fn note(&mut self, column: &'static str, kind: RepairKind, before: String, after: String) -> String {
        self.repairs.push(Repair { column, kind, before, after: after.clone() });
        after
    }

    fn unwrap(&mut self, column: &'static str, value: String) -> String {
        let inner = value.strip_prefix("=\"").and_then(|v| v.strip_suffix('"'));
        let inner = inner.or_else(|| value.strip_prefix('\'').filter(|v| v.starts_with(|c: char| c.is_ascii_digit())));
        match inner.map(|i| i.trim().to_owned()) {
            Some(inner) => self.note(column, RepairKind::Unwrapped, value, inner),
            None => value,
        }
    }
}

fn all_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

/// `None`: not of that form. `Err`: digits are lost. `Ok`: all digits are there.
fn scientific(value: &str) -> Option<Result<String, ()>> {
    let (mantissa, power) = value.split_once(['E', 'e'])?;
    let (whole, part) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let power = power.strip_prefix('+').unwrap_or(power);
    if whole.len() != 1 || !all_digits(whole) || !(part.is_empty() || all_digits(part)) || !all_digits(power) {
        return None;
    }
    let digits = format!("{whole}{part}");
    let complete = power.parse() == Ok(part.len()) && digits.len() <= 15 && digits.len() > 6;
    Some(if complete { Ok(digits) } else { Err(()) })
}

/// Area code and number without the trunk zero: 10 digits `534 2612345` (but not 400 and 800 numbers), or 11
/// digits of a three-digit code with eight (but not a mobile, `1[3-9]…`).
fn lost_area_zero(value: &str) -> bool {
    let bytes = value.as_bytes();
    if !all_digits(value) || value.starts_with('0') {
        return false;
    }
    match bytes.len() {
        10 => value.starts_with("10") || (bytes[0] >= b'2' && !value.starts_with("400") && !value.starts_with("800")),
        11 => bytes[0] >= b'3',
        _ => false,
    }
}

/// GB 11643 check digit of 18 digits.
fn id_check_holds(value: &str) -> bool {
    let digits = value.bytes().map(|b| u32::from(b.wrapping_sub(b'0')));
    let sum: u32 = digits.enumerate().map(|(i, d)| d * (2u32.pow(17 - i as u32) % 11)).sum();
    sum % 11 == 1
}

fn isbn10_holds(value: &str) -> bool {
    let digit = |c: char| c.to_digit(10).or(if c == 'X' { Some(10) } else { None });
    let sum = value.chars().enumerate().try_fold(0, |sum, (i, c)| Some(sum + digit(c)? * (10 - i as u32)));
    value.len() == 10 && sum.is_some_and(|s| s % 11 == 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    fn mend(column: &'static str, raw: &str) -> (Result<String, Flaw>, Vec<RepairKind>) {
        let mut mender = Mender::default();
        let value = match column {
            "phone" => mender.phone(column, raw),
            "isbn" => mender.isbn(column, raw),
            "id_number" => mender.id_number(column, raw),
            "title" => mender.text(column, raw),
            _ => mender.digits(column, raw),
        };
        (value, mender.repairs.into_iter().map(|r| r.kind).collect())
    }

    #[rstest]
    #[case("barcode", "=\"000123\"", "000123", &[RepairKind::Unwrapped])]
    #[case("barcode", "'000123", "000123", &[RepairKind::Unwrapped])]
    #[case("barcode", "1001.0", "1001", &[RepairKind::DecimalEnd])]
    #[case("barcode", "A1001.5", "A1001.5", &[])]
    #[case("barcode", "１００１", "1001", &[])]
    #[case("phone", "5342612345", "05342612345", &[RepairKind::LeadingZero])]
    #[case("phone", "1061234567", "01061234567", &[RepairKind::LeadingZero])]
    #[case("phone", "53187654321", "053187654321", &[RepairKind::LeadingZero])]
    #[case("phone", "13865312345", "13865312345", &[])]
    #[case("phone", "4008001234", "4008001234", &[])]
    #[case("phone", "13865312345.0", "13865312345", &[RepairKind::DecimalEnd])]
    #[case("phone", "1.3865312345E+10", "13865312345", &[RepairKind::Expanded])]
    #[case("phone", "2612345", "2612345", &[])]
    #[case("isbn", "306406152", "0306406152", &[RepairKind::LeadingZero])]
    #[case("isbn", "7020002207", "7020002207", &[])]
    #[case("isbn", "978-7-02-000220-7", "978-7-02-000220-7", &[])]
    #[case("id_number", "371402 18800101 0019", "371402188001010019", &[])]
    #[case("title", "'90年代", "90年代", &[RepairKind::Unwrapped])]
    #[case("title", "1.5E+3", "1.5E+3", &[])]
    fn mended(#[case] column: &'static str, #[case] raw: &str, #[case] value: &str, #[case] kinds: &[RepairKind]) {
        assert_eq!(mend(column, raw), (Ok(value.to_owned()), kinds.to_vec()));
    }

    #[rstest]
    #[case("id_number", "3.71402E+17")]
    #[case("id_number", "3.71402188001010E+17")]
    #[case("barcode", "9.78702E+12")]
    #[case("phone", "1.38653E+10")]
    fn lost_digits_are_not_guessed(#[case] column: &'static str, #[case] raw: &str) {
        assert_eq!(mend(column, raw).0, Err(Flaw::Scientific { column, given: raw.to_owned() }));
    }

    #[test]
    fn eighteen_digits_rounded_by_excel_are_refused() {
        let given = "371402188001010000".to_owned();
        assert_eq!(mend("id_number", &given).0, Err(Flaw::Rounded { column: "id_number", given }));
        let honest = "371402188001012000"; // ends in zeros, and its check digit is one of them
        assert_eq!(mend("id_number", honest).0, Ok(honest.to_owned()));
    }

    proptest! {
        #[test]
        fn nothing_makes_it_panic(raw in "\\PC{0,40}", numeric in "[0-9.eE+='\"-]{0,24}") {
            for column in ["phone", "isbn", "id_number", "title", "barcode"] {
                let _ = mend(column, &raw);
                let _ = mend(column, &numeric);
            }
        }
    }
}
