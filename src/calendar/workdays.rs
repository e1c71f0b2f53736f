//! Which days are worked. China moves working days: a holiday week is joined together by working
//! the weekends around it, and a notice of the State Council says each autumn which.
//!
//! A date in the table decides; otherwise Monday to Friday is worked. A year whose notice is not in
//! the table is guessed the same way and marked *provisional*, so nobody takes the guess for law.

use chrono::{Datelike, NaiveDate, Weekday};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What the table says of a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DayKind {
    /// A day off, whatever its weekday.
    Holiday,
    /// Worked, whatever its weekday.
    Workday,
}

impl DayKind {
    /// The word in files, tables and commands.
    pub fn name(self) -> &'static str {
        match self {
            DayKind::Holiday => "holiday",
            DayKind::Workday => "workday",
        }
    }

    /// Reads the word of [`DayKind::name`].
    pub fn parse(word: &str) -> Option<DayKind> {
        [DayKind::Holiday, DayKind::Workday].into_iter().find(|k| k.name() == word)
    }
}

/// One row of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpecialDay {
    pub date: NaiveDate,
    pub kind: DayKind,
    /// Of the holiday that moves this day.
    pub name: String,
    /// The year of the notice that says so (the notice of 2026 may speak of December 2025). `None` is a
    /// day the site has set itself, which does not make its year known.
    pub notice: Option<i32>,
}

/// Why a day is worked or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DayWhy {
    /// Monday to Friday, not in the table.
    Weekday,
    /// Saturday or Sunday, not in the table.
    Weekend,
    /// Off by the table; the holiday's name.
    Holiday(String),
    /// A Saturday or Sunday worked by the table; the holiday it makes up for.
    WorkedWeekend(String),
    /// A weekday that the table names as worked.
    SetWorked(String),
}

/// What is known of one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Day {
    pub works: bool,
    pub why: DayWhy,
    /// The year's notice is not in the table: Monday to Friday was assumed.
    pub provisional: bool,
}

/// The table of special days and of the years it is complete for. Cheap to clone: rules of every request take one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Workdays {
    days: Arc<BTreeMap<NaiveDate, (DayKind, String)>>,
    years: Arc<BTreeSet<i32>>,
}

impl Workdays {
    /// Builds the table. Where rows speak of the same date, a later notice stands over an earlier
    /// one, and the site's own day over both.
    pub fn from_rows(rows: impl IntoIterator<Item = SpecialDay>) -> Workdays {
        let mut rows: Vec<_> = rows.into_iter().collect();
        rows.sort_by_key(|r| (r.notice.is_none(), r.notice));
        let (mut days, mut years) = (BTreeMap::new(), BTreeSet::new());
        for row in rows {
            years.extend(row.notice);
            days.insert(row.date, (row.kind, row.name));
        }
        Workdays { days: Arc::new(days), years: Arc::new(years) }
    }

    /// As [`Workdays::from_rows`] for rows that do not say their notice: a year whose National Day (1 October)
    /// they name as a holiday is complete. Every notice names it; a site's own few days do not.
    pub fn from_days(rows: impl IntoIterator<Item = SpecialDay>) -> Workdays {
        let mut rows: Vec<_> = rows.into_iter().collect();
        let years = complete_years(&rows);
        for row in &mut rows {
            row.notice = row.notice.or(Some(row.date.year()).filter(|y| years.contains(y)));
        }
        Workdays::from_rows(rows)
    }

    /// The years whose notice is in the table, ascending.
    pub fn years(&self) -> impl Iterator<Item = i32> + '_ {
        self.years.iter().copied()
    }

    /// Is the notice of this year in the table?
    pub fn knows(&self, year: i32) -> bool {
        self.years.contains(&year)
    }

    /// Is this day worked, and why?
    pub fn is_workday(&self, date: NaiveDate) -> Day {
        let weekend = matches!(date.weekday(), Weekday::Sat | Weekday::Sun);
        let (works, why) = match self.days.get(&date) {
            Some((DayKind::Holiday, name)) => (false, DayWhy::Holiday(name.clone())),
            Some((DayKind::Workday, name)) if weekend => (true, DayWhy::WorkedWeekend(name.clone())),
            Some((DayKind::Workday, name)) => (true, DayWhy::SetWorked(name.clone())),
            None if weekend => (false, DayWhy::Weekend),
            None => (true, DayWhy::Weekday),
        };
        Day { works, why, provisional: !self.knows(date.year()) }
    }

    /// `is_workday(date).works` without its reason.
    pub fn works(&self, date: NaiveDate) -> bool {
        match self.days.get(&date) {
            Some((kind, _)) => *kind == DayKind::Workday,
            None => !matches!(date.weekday(), Weekday::Sat | Weekday::Sun),
        }
    }
}

/// The years whose National Day these rows name as a holiday.
pub fn complete_years(rows: &[SpecialDay]) -> BTreeSet<i32> {
    let national = |d: &&SpecialDay| (d.date.month(), d.date.day()) == (10, 1) && d.kind == DayKind::Holiday;
    rows.iter().filter(national).map(|d| d.date.year()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::official::workdays;
    use rstest::rstest;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[rstest]
    #[case("2024-02-09", true)] // New Year's Eve was a working day in 2024
    #[case("2024-02-18", true)] // a worked Sunday
    #[case("2025-09-28", true)]
    #[case("2025-10-01", false)]
    #[case("2025-10-08", false)]
    #[case("2025-10-11", true)]
    #[case("2025-10-12", false)]
    #[case("2026-01-04", true)]
    fn the_table_decides_then_the_weekday(#[case] date: &str, #[case] works: bool) {
        let table = workdays();
        let told = table.is_workday(day(date));
        assert_eq!((told.works, told.provisional), (works, false));
        assert_eq!(table.works(day(date)), works);
    }

    #[rstest]
    #[case(2024, 251)]
    #[case(2025, 248)]
    #[case(2026, 248)]
    fn years_have_their_number_of_working_days(#[case] year: i32, #[case] expected: usize) {
        let table = workdays();
        let first = NaiveDate::from_ymd_opt(year, 1, 1).unwrap();
        assert_eq!(first.iter_days().take_while(|d| d.year() == year).filter(|d| table.works(*d)).count(), expected);
    }

    #[test]
    fn a_year_without_notice_is_a_guess() {
        let told = workdays().is_workday(day("2027-10-01"));
        assert_eq!(told, Day { works: true, why: DayWhy::Weekday, provisional: true });
    }

    #[test]
    fn the_sites_own_day_stands_but_does_not_make_a_year_known() {
        let row = |notice, kind| SpecialDay { date: day("2027-03-04"), kind, name: "x".into(), notice };
        let table = Workdays::from_rows([row(None, DayKind::Holiday), row(Some(2026), DayKind::Workday)]);
        assert!(!table.works(day("2027-03-04")));
        assert_eq!(table.years().collect::<Vec<_>>(), [2026]);
        assert!(table.is_workday(day("2027-03-04")).provisional);
    }

    /// The derived list of all 1,096 days, when the shared data is at hand.
    #[test]
    fn every_day_agrees_with_the_derived_list() {
        let path = "/work/shared/data/holidays/workday_flags_2024_2026.csv";
        let Ok(text) = std::fs::read_to_string(path) else {
            println!("skipped: {path} is not here");
            return;
        };
        let table = workdays();
        let mut seen = 0;
        for line in text.lines().skip(1) {
            let (date, flag) = line.split_once(',').unwrap();
            assert_eq!(table.works(day(date)), flag.trim() == "1", "{date}");
            seen += 1;
        }
        assert_eq!(seen, 1096);
    }
}
