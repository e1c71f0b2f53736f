//! When a time limit ends, with one line for every day on the way.
//!
//! The day of the act is not counted (Civil Code art. 201); a limit in calendar days that ends on a
//! rest day moves on to the next working day (art. 203); a limit in working days counts worked days
//! only. Publicity days run as they fall.

use super::workdays::{Day, DayWhy, Workdays};
use chrono::{Datelike, Days, NaiveDate};
use serde_json::{Value, json};

/// The longest limit taken, in days of its unit (ten years).
pub const LONGEST: u32 = 3_650;
/// The longest way in days that any answer looks along.
pub(super) const FARTHEST: i64 = 12_000;
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2200;

/// The unit of a limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unit {
    /// Working days.
    Workday,
    /// Calendar days as they fall (publicity).
    Day,
    /// Calendar days; an end on a rest day moves on (legal limits).
    DayRoll,
}

impl Unit {
    /// The word in commands and JSON.
    pub fn name(self) -> &'static str {
        match self {
            Unit::Workday => "workday",
            Unit::Day => "day",
            Unit::DayRoll => "day_roll",
        }
    }

    /// Reads the word; `natural_day`, the catalogue's word, is a legal limit and rolls. Other units of
    /// the catalogue (`hour`, `instant` …) have no date to compute.
    pub fn parse(word: &str) -> Option<Unit> {
        match word {
            "natural_day" => Some(Unit::DayRoll),
            _ => [Unit::Workday, Unit::Day, Unit::DayRoll].into_iter().find(|u| u.name() == word),
        }
    }
}

/// Why a day was counted or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// The day of the act itself.
    FirstDay,
    /// A calendar day, counted as it falls.
    CalendarDay,
    /// What the working-day table says; `assumed` when the year's notice is missing.
    Table { day: DayWhy, assumed: bool },
    /// The limit stood still; the reason's code as the request has it.
    Paused(String),
    /// The limit had ended on a rest day: still a rest day.
    RollsOn { day: DayWhy, assumed: bool },
    /// The first working day after a limit that ended on a rest day.
    RolledTo { day: DayWhy, assumed: bool },
}

impl Why {
    pub(super) fn table(day: Day) -> Why {
        Why::Table { day: day.why, assumed: day.provisional }
    }
}

/// One day on the way to the due date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayLine {
    pub date: NaiveDate,
    pub counted: bool,
    pub why: Why,
}

/// The end of a limit and how it came about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// The last day of the limit.
    pub due: NaiveDate,
    /// A day that mattered lies in a year without a table.
    pub provisional: bool,
    /// From the day of the act to the due date.
    pub days: Vec<DayLine>,
}

impl Due {
    /// The answer of `desk check due --json`; `word` says a reason in the clerk's language.
    pub fn json(&self, word: impl Fn(&Why) -> String) -> Value {
        let line = |d: &DayLine| json!({"date": d.date.to_string(), "counted": d.counted, "why": word(&d.why)});
        let days: Vec<Value> = self.days.iter().map(line).collect();
        json!({"due": self.due.to_string(), "provisional": self.provisional, "days": days})
    }
}

/// Why no date can be given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OutOfReach {
    #[error("{given} days is more than {LONGEST}")]
    TooLong { given: u32 },
    #[error("{date} is outside 1900 to 2200")]
    Date { date: NaiveDate },
    #[error("the limit does not end within {FARTHEST} days")]
    NoEnd,
}

/// The last day of a limit of `n` units that began with an act on `start`.
pub fn due(start: NaiveDate, n: u32, unit: Unit, table: &Workdays) -> Result<Due, OutOfReach> {
    walk(start, n, unit, table, &|_| None)
}

/// As [`due`]; days for which `paused` names a reason are not counted.
pub(super) fn walk(
    start: NaiveDate,
    n: u32,
    unit: Unit,
    table: &Workdays,
    paused: &dyn Fn(NaiveDate) -> Option<String>,
) -> Result<Due, OutOfReach> {
    if n > LONGEST {
        return Err(OutOfReach::TooLong { given: n });
    }
    let mut walk = Walk { at: in_range(start)?, provisional: false, days: Vec::new(), table, paused };
    walk.days.push(DayLine { date: start, counted: false, why: Why::FirstDay });
    walk.count(n, unit)?;
    if unit != Unit::Day {
        walk.roll(n, unit)?;
    }
    Ok(Due { due: walk.at, provisional: walk.provisional, days: walk.days })
}

struct Walk<'a> {
    at: NaiveDate,
    provisional: bool,
    days: Vec<DayLine>,
    table: &'a Workdays,
    paused: &'a dyn Fn(NaiveDate) -> Option<String>,
}

impl Walk<'_> {
    fn count(&mut self, n: u32, unit: Unit) -> Result<(), OutOfReach> {
        let mut left = n;
        while left > 0 {
            self.step()?;
            let line = self.line(unit);
            left -= u32::from(line.counted);
            self.days.push(line);
        }
        Ok(())
    }

    fn line(&mut self, unit: Unit) -> DayLine {
        let date = self.at;
        if let Some(reason) = (self.paused)(date) {
            return DayLine { date, counted: false, why: Why::Paused(reason) };
        }
        if unit != Unit::Workday {
            return DayLine { date, counted: true, why: Why::CalendarDay };
        }
        let day = self.table.is_workday(date);
        self.provisional |= day.provisional;
        DayLine { date, counted: day.works, why: Why::table(day) }
    }

    /// Moves on from a rest day (a limit of no working days may also begin on one).
    fn roll(&mut self, n: u32, unit: Unit) -> Result<(), OutOfReach> {
        let day = self.table.is_workday(self.at);
        if unit == Unit::DayRoll || n == 0 {
            self.provisional |= day.provisional;
        }
        if day.works {
            return Ok(());
        }
        loop {
            self.step()?;
            let (date, day) = (self.at, self.table.is_workday(self.at));
            self.provisional |= day.provisional;
            let (works, assumed) = (day.works, day.provisional);
            if let Some(reason) = (self.paused)(date) {
                self.days.push(DayLine { date, counted: false, why: Why::Paused(reason) });
                continue;
            }
            let why = if works { Why::RolledTo { day: day.why, assumed } } else { Why::RollsOn { day: day.why, assumed } };
            self.days.push(DayLine { date, counted: false, why });
            if works {
                return Ok(());
            }
        }
    }

    fn step(&mut self) -> Result<(), OutOfReach> {
        if self.days.len() as i64 > FARTHEST {
            return Err(OutOfReach::NoEnd);
        }
        self.at = in_range(self.at.checked_add_days(Days::new(1)).unwrap_or(NaiveDate::MAX))?;
        Ok(())
    }
}

fn in_range(date: NaiveDate) -> Result<NaiveDate, OutOfReach> {
    if YEARS.contains(&date.year()) { Ok(date) } else { Err(OutOfReach::Date { date }) }
}

/// A number of working days that may rest on a guess.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    pub days: i64,
    pub provisional: bool,
}

/// Working days after `from`, up to and including `to`; below zero when `to` lies before `from`.
pub fn working_days_between(from: NaiveDate, to: NaiveDate, table: &Workdays) -> Result<Span, OutOfReach> {
    let (first, last, sign) = if from <= to { (from, to, 1) } else { (to, from, -1) };
    if (in_range(last)? - in_range(first)?).num_days() > FARTHEST {
        return Err(OutOfReach::NoEnd);
    }
    let days = first.iter_days().skip(1).take_while(|d| *d <= last).filter(|d| table.works(*d)).count();
    let begins = first.succ_opt().unwrap_or(first);
    let provisional = first != last && (begins.year()..=last.year()).any(|y| !table.knows(y));
    Ok(Span { days: sign * days as i64, provisional })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::official::workdays;
    use proptest::prelude::*;
    use rstest::rstest;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[rstest]
    // Around National Day 2025: 27 September off, Sunday 28 worked, 1 to 8 October off, Saturday 11 worked.
    #[case("2025-09-26", 1, "workday", "2025-09-28", false)]
    #[case("2025-09-26", 3, "workday", "2025-09-30", false)]
    #[case("2025-09-30", 1, "workday", "2025-10-09", false)]
    #[case("2025-09-30", 3, "workday", "2025-10-11", false)]
    #[case("2025-09-30", 4, "workday", "2025-10-13", false)]
    #[case("2025-10-03", 1, "workday", "2025-10-09", false)] // begun on a holiday
    #[case("2025-09-26", 5, "day", "2025-10-01", false)] // publicity runs as it falls
    #[case("2025-09-26", 5, "day_roll", "2025-10-09", false)] // a legal limit moves on
    #[case("2025-09-26", 2, "day_roll", "2025-09-28", false)] // the worked Sunday holds it
    #[case("2025-09-26", 0, "workday", "2025-09-26", false)]
    #[case("2025-10-02", 0, "workday", "2025-10-09", false)]
    #[case("2025-10-02", 0, "day", "2025-10-02", false)]
    // New Year 2026: 1 to 3 January off, Sunday 4 worked.
    #[case("2025-12-31", 1, "workday", "2026-01-04", false)]
    // 2027 has no notice yet.
    #[case("2026-12-30", 1, "workday", "2026-12-31", false)]
    #[case("2026-12-30", 2, "workday", "2027-01-01", true)]
    #[case("2026-12-25", 15, "day_roll", "2027-01-11", true)]
    #[case("2026-12-25", 15, "day", "2027-01-09", false)]
    #[case("2026-12-30", 15, "natural_day", "2027-01-14", true)]
    fn limits(#[case] start: &str, #[case] n: u32, #[case] unit: &str, #[case] end: &str, #[case] guess: bool) {
        let told = due(day(start), n, Unit::parse(unit).unwrap(), &workdays()).unwrap();
        assert_eq!((told.due, told.provisional), (day(end), guess));
    }

    #[test]
    fn every_day_says_why() {
        let told = due(day("2025-09-26"), 2, Unit::Workday, &workdays()).unwrap();
        let why = |d| Why::Table { day: d, assumed: false };
        let expected = [
            ("2025-09-26", false, Why::FirstDay),
            ("2025-09-27", false, why(DayWhy::Weekend)),
            ("2025-09-28", true, why(DayWhy::WorkedWeekend("国庆节、中秋节".into()))),
            ("2025-09-29", true, why(DayWhy::Weekday)),
        ];
        let lines = expected.map(|(date, counted, why)| DayLine { date: day(date), counted, why });
        assert_eq!(told.days, lines);
    }

    #[test]
    fn json_has_the_promised_shape() {
        let told = due(day("2025-09-27"), 7, Unit::DayRoll, &workdays()).unwrap();
        let json = told.json(|w| if matches!(w, Why::RolledTo { .. }) { "rolled".into() } else { "w".into() });
        assert_eq!(json["due"], "2025-10-09");
        assert_eq!(json["provisional"], false);
        assert_eq!(json["days"][0], json!({"date": "2025-09-27", "counted": false, "why": "w"}));
        assert_eq!(json["days"][12], json!({"date": "2025-10-09", "counted": false, "why": "rolled"}));
        assert_eq!(json["days"].as_array().unwrap().len(), 13);
    }

    #[rstest]
    #[case("2025-01-01", 3_651)]
    #[case("2025-01-01", u32::MAX)]
    #[case("2200-12-30", 30)]
    #[case("1899-12-31", 1)]
    #[case("9999-12-31", 1)]
    fn what_cannot_be_reached_is_said(#[case] start: &str, #[case] n: u32) {
        for unit in [Unit::Workday, Unit::Day, Unit::DayRoll] {
            assert!(due(day(start), n, unit, &workdays()).is_err());
        }
    }

    #[rstest]
    #[case("2025-09-26", "2025-10-11", 6, false)]
    #[case("2025-10-11", "2025-09-26", -6, false)]
    #[case("2025-10-01", "2025-10-08", 0, false)]
    #[case("2026-12-31", "2027-01-04", 2, true)]
    #[case("2027-01-04", "2027-01-04", 0, false)]
    fn between(#[case] from: &str, #[case] to: &str, #[case] days: i64, #[case] provisional: bool) {
        assert_eq!(working_days_between(day(from), day(to), &workdays()), Ok(Span { days, provisional }));
    }

    #[test]
    fn a_span_of_centuries_is_refused() {
        assert!(working_days_between(day("1901-01-01"), day("2199-01-01"), &workdays()).is_err());
        assert!(working_days_between(NaiveDate::MIN, NaiveDate::MAX, &workdays()).is_err());
    }

    proptest! {
        #[test]
        fn exactly_n_days_are_counted_and_the_end_is_worked(offset in 0u64..1_400, n in 1u32..200) {
            let table = workdays();
            let start = day("2024-01-01") + Days::new(offset);
            let told = due(start, n, Unit::Workday, &table).unwrap();
            prop_assert_eq!(told.days.iter().filter(|d| d.counted).count(), n as usize);
            prop_assert!(table.works(told.due));
            prop_assert_eq!(working_days_between(start, told.due, &table).unwrap().days, i64::from(n));
            let rolled = due(start, n, Unit::DayRoll, &table).unwrap();
            prop_assert!(table.works(rolled.due) && rolled.due >= start + Days::new(u64::from(n)));
        }
    }
}
