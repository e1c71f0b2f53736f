//! The opening calendar: on which days the reading room is open.
//!
//! Two settings make it: `loans.open_days` (weekdays 1–7, Monday first, `123456`) and `loans.closed_days` (dates
//! separated by spaces or commas). A day named in `loans.open_extra` is open whatever its weekday.

use chrono::{Datelike, Days, NaiveDate};
use std::collections::BTreeSet;

/// How far a search for an open day goes. A room closed for longer has no calendar to speak of.
const HORIZON: u64 = 366;

/// When the room is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opening {
    /// Monday first.
    weekdays: [bool; 7],
    closed: BTreeSet<NaiveDate>,
    extra: BTreeSet<NaiveDate>,
}

impl Default for Opening {
    /// Open every day.
    fn default() -> Opening {
        Opening { weekdays: [true; 7], closed: BTreeSet::new(), extra: BTreeSet::new() }
    }
}

impl Opening {
    /// Reads the three settings. What is not a date is passed over: a slip in a setting must not stop the desk.
    pub fn read(open_days: Option<&str>, closed_days: Option<&str>, open_extra: Option<&str>) -> Opening {
        let mut opening = Opening { closed: dates(closed_days), extra: dates(open_extra), ..Opening::default() };
        let named: BTreeSet<u32> = open_days.unwrap_or_default().chars().filter_map(|c| c.to_digit(10)).collect();
        if named.iter().any(|d| (1..=7).contains(d)) {
            for (i, open) in opening.weekdays.iter_mut().enumerate() {
                *open = named.contains(&(i as u32 + 1));
            }
        }
        opening
    }

    /// Is the room open on `day`?
    pub fn is_open(&self, day: NaiveDate) -> bool {
        let weekday = day.weekday().num_days_from_monday() as usize;
        self.extra.contains(&day) || (self.weekdays[weekday] && !self.closed.contains(&day))
    }

    /// `day`, or the next open day after it; `day` itself when there is none within a year.
    pub fn on_or_after(&self, day: NaiveDate) -> NaiveDate {
        (0..HORIZON).filter_map(|n| day.checked_add_days(Days::new(n))).find(|d| self.is_open(*d)).unwrap_or(day)
    }

    /// The `n`-th open day after `day`.
    pub fn nth_open_after(&self, day: NaiveDate, n: i64) -> NaiveDate {
        let mut last = day;
        for _ in 0..n.max(0) {
            let Some(next) = last.succ_opt() else { return last };
            last = self.on_or_after(next);
        }
        last
    }
}

fn dates(text: Option<&str>) -> BTreeSet<NaiveDate> {
    let parts = text.unwrap_or_default().split(|c: char| c.is_whitespace() || c == ',' || c == ';');
    parts.filter_map(|p| NaiveDate::parse_from_str(p.trim(), "%Y-%m-%d").ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        NaiveDate::parse_from_str(text, "%Y-%m-%d").unwrap()
    }

    #[test]
    fn weekdays_closed_days_and_extra_days() {
        let o = Opening::read(Some("1 2 3 4 5 6"), Some("2026-03-03, nonsense"), Some("2026-03-08"));
        for (date, open) in [("2026-03-02", true), ("2026-03-03", false), ("2026-03-08", true), ("2026-03-15", false)] {
            assert_eq!(o.is_open(day(date)), open, "{date}");
        }
        assert_eq!(o.on_or_after(day("2026-03-15")), day("2026-03-16"));
        assert_eq!(o.nth_open_after(day("2026-03-02"), 3), day("2026-03-06"));
    }

    #[test]
    fn a_room_that_never_opens_does_not_hang() {
        let mut o = Opening::default();
        o.weekdays = [false; 7];
        assert_eq!(o.on_or_after(day("2026-03-02")), day("2026-03-02"));
        assert!(Opening::read(Some("abc"), None, None).is_open(day("2026-03-01")));
    }
}
