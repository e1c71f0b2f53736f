//! The residents. Nobody who lives can be meant: every ID number is of the 1880s, every phone of a range that no
//! operator has been given, surname and given name are drawn apart.

use super::desk::{Desk, Filling, Stopped, one_of, percent};
use crate::desk::residents::{Add, Command};
use crate::io::seed::names;
use crate::text::idcard::check_digit;
use chrono::{Days, NaiveDate};

/// Days of the 1880s, and the order codes 001 to 999 of each.
const DAYS: u64 = 3653;
const CODES: u64 = 999;

/// As many as the 1880s have ID numbers in one district.
pub const MOST: u64 = DAYS * CODES;

/// Decheng district, by GB/T 2260.
const DISTRICT: &str = "371402";

/// Coprime to [`MOST`] (13 x 27 x 37 x 281): steps by it meet every number once before any comes again.
const STRIDE: u64 = 1_000_003;

/// Ranges that no operator has been given.
const UNUSED: [&str; 6] = ["154", "160", "161", "163", "164", "168"];

/// Residents in one transaction.
const CHUNK: u64 = 20_000;

/// Residents that the other rooms know.
const KNOWN: usize = 4_000;

/// A resident as the other rooms need it.
#[derive(Debug, Clone)]
pub struct Known {
    pub id: String,
    pub name: String,
    /// The card has an ID number; by it everybody here is very old.
    pub numbered: bool,
}

/// Registers `size` residents over the years before now; the first of them.
pub fn fill(filling: &mut Filling<'_>, size: u64, progress: &mut dyn FnMut(u64)) -> Result<Vec<Known>, Stopped> {
    let town = Town::new(&mut filling.rng);
    let mut known = Vec::new();
    let first = filling.now.plus_ms(-3 * 365 * 24 * 3_600_000);
    let step = 2 * 365 * 24 * 3_600_000 / i64::try_from(size).unwrap_or(1).max(1);
    for from in (0..size).step_by(usize::try_from(CHUNK).unwrap_or(1)) {
        let until = (from + CHUNK).min(size);
        filling.batch(|desk| {
            for n in from..until {
                let card = town.resident(desk, n);
                let (name, numbered) = (card.name.clone(), card.id_number.is_some());
                let at = first.plus_ms(step * i64::try_from(n).unwrap_or(0));
                let id = desk.make(Command::Add(card), at)?;
                if known.len() < KNOWN {
                    known.push(Known { id, name, numbered });
                }
                if n % 1000 == 999 {
                    progress(n + 1);
                }
            }
            Ok(())
        })?;
        progress(until);
    }
    Ok(known)
}

/// What residents are made of.
struct Town {
    surnames: Vec<&'static str>,
    women: Vec<&'static str>,
    men: Vec<&'static str>,
    streets: Vec<&'static str>,
    estates: Vec<&'static str>,
    house: Vec<&'static str>,
    /// Where the walk through the ID numbers begins.
    start: u64,
}

impl Town {
    fn new(rng: &mut fastrand::Rng) -> Town {
        Town {
            surnames: names("surnames"),
            women: names("given_f"),
            men: names("given_m"),
            streets: names("streets"),
            estates: names("estates"),
            house: names("house"),
            start: rng.u64(..MOST),
        }
    }

    /// The `n`th resident; no two have the same ID number.
    fn resident(&self, desk: &mut Desk<'_, '_>, n: u64) -> Add {
        let rng = &mut *desk.rng;
        let (number, woman) = self.number(n);
        let given = if woman { &self.women } else { &self.men };
        // Twice drawn, the lower taken: the front surnames are the frequent ones.
        let surname = rng.usize(..self.surnames.len()).min(rng.usize(..self.surnames.len()));
        let name = format!("{}{}", self.surnames[surname], one_of(rng, given));
        Add {
            name,
            id_type: None,
            id_number: percent(rng, 93).then_some(number),
            phone: percent(rng, 90).then(|| format!("{}{:08}", one_of(rng, &UNUSED), rng.u32(..100_000_000))),
            address: Some(self.address(rng)),
            tags: tags(rng),
        }
    }

    /// An ID number of the 1880s and whether it is a woman's.
    fn number(&self, n: u64) -> (String, bool) {
        let at = (self.start + n * STRIDE) % MOST;
        let (day, code) = (at / CODES, at % CODES + 1);
        let birth = NaiveDate::from_ymd_opt(1880, 1, 1).and_then(|d| d.checked_add_days(Days::new(day))).unwrap_or_default();
        let body = format!("{DISTRICT}{}{code:03}", birth.format("%Y%m%d"));
        let check = check_digit(body.as_bytes());
        (format!("{body}{check}"), code % 2 == 0)
    }

    fn address(&self, rng: &mut fastrand::Rng) -> String {
        let mut text = format!("{}{}", one_of(rng, &self.streets), one_of(rng, &self.estates));
        let numbers = [rng.u32(1..=24).to_string(), rng.u32(1..=4).to_string(), format!("{}0{}", rng.u32(1..=6), rng.u32(1..=3))];
        for (number, word) in numbers.iter().zip(&self.house) {
            text.push_str(number);
            text.push_str(word);
        }
        text
    }
}

fn tags(rng: &mut fastrand::Rng) -> Option<String> {
    match rng.u32(..100) {
        0..=2 => Some("disabled".into()),
        3..=4 => Some("soldier_family".into()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{idcard, phone};
    use std::collections::BTreeSet;

    #[test]
    fn no_number_comes_twice_and_all_are_of_the_1880s() {
        let town = Town::new(&mut fastrand::Rng::with_seed(3));
        let numbers: BTreeSet<String> = (0..5000).map(|n| town.number(n).0).collect();
        assert_eq!(numbers.len(), 5000);
        for number in &numbers {
            let checked = idcard::check(number);
            assert!(checked.valid && number.starts_with("371402188"), "{number}");
        }
        let (number, woman) = town.number(17);
        assert_eq!(idcard::check(&number).sex.as_deref(), Some(if woman { "female" } else { "male" }));
        assert!(
            [3, 13, 37, 281].iter().all(|prime| !STRIDE.is_multiple_of(*prime)),
            "a stride that shares a factor would repeat"
        );
        assert_eq!(MOST % (3 * 13 * 37 * 281), 0);
    }

    #[test]
    fn phones_have_the_form_of_a_mobile() {
        assert!(UNUSED.iter().all(|range| phone::check(&format!("{range}00000000")).kind.as_deref() == Some("mobile")));
    }
}
