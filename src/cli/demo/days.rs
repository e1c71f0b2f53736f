//! Days on which the centre works, and times of such a day.

use crate::base::clock::Moment;
use crate::calendar::official;
use crate::calendar::workdays::{DayKind, SpecialDay};
use chrono::{Datelike, Duration, NaiveDate};
use std::collections::BTreeSet;

/// Monday to Friday without the days off of the official notice. Worked weekends are left out: nobody has hours then.
#[derive(Debug)]
pub struct Open {
    off: BTreeSet<NaiveDate>,
}

impl Open {
    pub fn new() -> Open {
        let off = |day: &SpecialDay| (day.kind == DayKind::Holiday).then_some(day.date);
        Open { off: official::shipped().iter().filter_map(off).collect() }
    }

    pub fn is_open(&self, day: NaiveDate) -> bool {
        day.weekday().num_days_from_monday() < 5 && !self.off.contains(&day)
    }

    /// The open days from `first` to `last`.
    pub fn between(&self, first: NaiveDate, last: NaiveDate) -> Vec<NaiveDate> {
        first.iter_days().take_while(|day| *day <= last).filter(|day| self.is_open(*day)).collect()
    }

    /// The open day at least `days` before `day`.
    pub fn before(&self, day: NaiveDate, days: i64) -> NaiveDate {
        let mut found = day - Duration::days(days);
        while !self.is_open(found) {
            found -= Duration::days(1);
        }
        found
    }
}

/// A time of a day.
pub fn at(day: NaiveDate, minute: i64) -> Moment {
    Moment::start_of(day).plus_ms(minute * 60_000)
}
