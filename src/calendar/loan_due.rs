//! When a loan is due: the four modes of Koha's `useDaysMode` over closed days, fixed dates and
//! ceilings, and the one rule that decided.
//!
//! Order: the period or the fixed date; moved as the mode says; never past the ceiling (the card's
//! last day, the end of term); never before the loan itself.

use chrono::{Datelike, Days, NaiveDate};
use std::collections::BTreeSet;

/// The longest period taken, in days.
pub const LONGEST: u32 = 3_650;
/// How far an open day is looked for.
const SEARCH: u32 = 800;

/// What closed days do to a due date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Mode {
    /// Nothing: a loan may fall due on a closed day.
    Days,
    /// The end moves on to the next open day.
    #[default]
    Datedue,
    /// Only open days are counted.
    Calendar,
    /// A period of whole weeks moves on by weeks to an open day of the same weekday; any other
    /// period, or a weekday that is never open, as `Datedue`.
    Dayweek,
}

impl Mode {
    /// The word in rules and JSON.
    pub fn name(self) -> &'static str {
        match self {
            Mode::Days => "days",
            Mode::Datedue => "datedue",
            Mode::Calendar => "calendar",
            Mode::Dayweek => "dayweek",
        }
    }

    /// Reads the word, in any case.
    pub fn parse(word: &str) -> Option<Mode> {
        [Mode::Days, Mode::Datedue, Mode::Calendar, Mode::Dayweek].into_iter().find(|m| word.eq_ignore_ascii_case(m.name()))
    }
}

/// When a reading room is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opening {
    /// Monday first.
    pub weekdays: [bool; 7],
    /// Closed on these dates whatever the weekday.
    pub closed: BTreeSet<NaiveDate>,
    /// Open on these dates whatever the weekday; wins over `closed`.
    pub opened: BTreeSet<NaiveDate>,
}

impl Opening {
    /// Open on these weekdays, digits 1 (Monday) to 7 as in `2345671`; anything else in the text is `None`.
    pub fn on(weekdays: &str) -> Option<Opening> {
        let mut open = [false; 7];
        for digit in weekdays.chars().filter(|c| !matches!(c, ' ' | ',')) {
            let n = digit.to_digit(10).filter(|n| (1..=7).contains(n))?;
            open[n as usize - 1] = true;
        }
        Some(Opening { weekdays: open, closed: BTreeSet::new(), opened: BTreeSet::new() })
    }

    /// Is the room open on this day?
    pub fn is_open(&self, date: NaiveDate) -> bool {
        self.opened.contains(&date) || (self.weekday_open(date) && !self.closed.contains(&date))
    }

    fn weekday_open(&self, date: NaiveDate) -> bool {
        self.weekdays[date.weekday().num_days_from_monday() as usize]
    }

    /// The first open day at `from`, or after it in steps of `step` days.
    pub fn next_open(&self, from: NaiveDate, step: u32) -> Option<NaiveDate> {
        let tries = SEARCH / step.max(1);
        (0..=tries).find_map(|i| ahead(from, i * step).filter(|d| self.is_open(*d)))
    }

    /// The last open day at or before `until`, not before `first`.
    pub fn last_open(&self, until: NaiveDate, first: NaiveDate) -> Option<NaiveDate> {
        let back = |i: u32| until.checked_sub_days(Days::new(u64::from(i))).filter(|d| *d >= first);
        (0..=SEARCH).map_while(back).find(|d| self.is_open(*d))
    }
}

/// What the loan rule and the reader's card ask for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Term {
    /// Calendar days, or open days in `Calendar` mode.
    pub days: u32,
    pub mode: Mode,
    /// Every loan is due on this date instead (end of term).
    pub fixed: Option<NaiveDate>,
    /// No loan is due later than this (end of the card, of the term).
    pub ceiling: Option<NaiveDate>,
}

/// What moved or set the date. The last one in [`LoanDue::steps`] decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rule {
    /// The period in calendar days.
    Period,
    /// The period in open days.
    OpenDays,
    /// The fixed due date.
    Fixed,
    /// Closed that day: the next open day.
    NextOpen,
    /// Closed that day: the same weekday of the next open week.
    SameWeekday,
    /// Later than the ceiling.
    Ceiling,
    /// The ceiling is a closed day: the last open day before it.
    LastOpen,
    /// It would have been before the loan.
    NotBeforeLoan,
}

/// A date on the way and the rule that gave it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    pub date: NaiveDate,
    pub rule: Rule,
}

/// A due date with its way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoanDue {
    pub due: NaiveDate,
    /// From the period to the due date; never empty.
    pub steps: Vec<Step>,
}

impl LoanDue {
    /// The rule that decided.
    pub fn decided(&self) -> Rule {
        self.steps.last().map_or(Rule::Period, |s| s.rule)
    }
}

/// Why there is no due date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoDueDate {
    #[error("{given} days is more than {LONGEST}")]
    TooLong { given: u32 },
    #[error("no open day within {SEARCH} days")]
    NeverOpen,
    #[error("the date is out of range")]
    Date,
}

/// The due date of a loan made (or renewed) on `lent`.
pub fn loan_due(lent: NaiveDate, term: &Term, opening: &Opening) -> Result<LoanDue, NoDueDate> {
    if term.days > LONGEST {
        return Err(NoDueDate::TooLong { given: term.days });
    }
    let mut steps = vec![first_step(lent, term, opening)?];
    let mut due = steps[0].date;
    if let Some(moved) = moved_from_closed(due, term, opening)? {
        steps.push(moved);
        due = moved.date;
    }
    if let Some(ceiling) = term.ceiling.filter(|c| due > *c) {
        steps.push(Step { date: ceiling, rule: Rule::Ceiling });
        due = ceiling;
        if term.mode != Mode::Days
            && !opening.is_open(ceiling)
            && let Some(date) = opening.last_open(ceiling, lent)
        {
            steps.push(Step { date, rule: Rule::LastOpen });
            due = date;
        }
    }
    if due < lent {
        steps.push(Step { date: lent, rule: Rule::NotBeforeLoan });
        due = lent;
    }
    Ok(LoanDue { due, steps })
}

fn first_step(lent: NaiveDate, term: &Term, opening: &Opening) -> Result<Step, NoDueDate> {
    if let Some(date) = term.fixed {
        return Ok(Step { date, rule: Rule::Fixed });
    }
    if term.mode == Mode::Calendar {
        return Ok(Step { date: open_days_after(lent, term.days, opening)?, rule: Rule::OpenDays });
    }
    ahead(lent, term.days).map(|date| Step { date, rule: Rule::Period }).ok_or(NoDueDate::Date)
}

fn moved_from_closed(due: NaiveDate, term: &Term, opening: &Opening) -> Result<Option<Step>, NoDueDate> {
    if term.mode == Mode::Days || opening.is_open(due) {
        return Ok(None);
    }
    let weeks = term.mode == Mode::Dayweek && term.fixed.is_none() && term.days > 0 && term.days.is_multiple_of(7);
    if weeks
        && opening.weekday_open(due)
        && let Some(date) = opening.next_open(due, 7)
    {
        return Ok(Some(Step { date, rule: Rule::SameWeekday }));
    }
    let date = opening.next_open(due, 1).ok_or(NoDueDate::NeverOpen)?;
    Ok(Some(Step { date, rule: Rule::NextOpen }))
}

fn open_days_after(lent: NaiveDate, n: u32, opening: &Opening) -> Result<NaiveDate, NoDueDate> {
    let mut at = lent;
    for _ in 0..n {
        let from = ahead(at, 1).ok_or(NoDueDate::Date)?;
        at = opening.next_open(from, 1).ok_or(NoDueDate::NeverOpen)?;
    }
    Ok(at)
}

fn ahead(from: NaiveDate, days: u32) -> Option<NaiveDate> {
    from.checked_add_days(Days::new(u64::from(days))).filter(|d| d.year() <= 9999)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    /// Closed on Mondays and from 1 to 8 October 2025.
    fn room() -> Opening {
        let mut opening = Opening::on("234567").unwrap();
        opening.closed = day("2025-10-01").iter_days().take(8).collect();
        opening
    }

    #[rstest]
    #[case(Mode::Days, 14, "2025-10-01", Rule::Period)] // due on a closed day, as the mode says
    #[case(Mode::Datedue, 14, "2025-10-09", Rule::NextOpen)]
    #[case(Mode::Dayweek, 14, "2025-10-15", Rule::SameWeekday)] // Wednesdays 1 and 8 are closed, 15 is open
    #[case(Mode::Dayweek, 15, "2025-10-09", Rule::NextOpen)] // not whole weeks
    #[case(Mode::Calendar, 14, "2025-10-11", Rule::OpenDays)] // two Mondays and eight days skipped
    #[case(Mode::Datedue, 10, "2025-09-27", Rule::Period)]
    #[case(Mode::Dayweek, 7, "2025-09-24", Rule::Period)]
    #[case(Mode::Datedue, 0, "2025-09-17", Rule::Period)]
    fn modes(#[case] mode: Mode, #[case] days: u32, #[case] end: &str, #[case] rule: Rule) {
        let told = loan_due(day("2025-09-17"), &Term { days, mode, ..Term::default() }, &room()).unwrap();
        assert_eq!((told.due, told.decided()), (day(end), rule));
    }

    #[test]
    fn a_weekday_never_open_falls_back_to_the_next_open_day() {
        let term = Term { days: 14, mode: Mode::Dayweek, ..Term::default() };
        let told = loan_due(day("2025-09-08"), &term, &room()).unwrap(); // Monday to Monday
        assert_eq!((told.due, told.decided()), (day("2025-09-23"), Rule::NextOpen));
    }

    #[rstest]
    #[case(None, Some("2025-09-28"), "2025-09-28", Rule::Ceiling)]
    #[case(None, Some("2025-10-05"), "2025-09-30", Rule::LastOpen)]
    #[case(None, Some("2025-12-31"), "2025-10-19", Rule::Period)]
    #[case(None, Some("2025-09-01"), "2025-09-19", Rule::NotBeforeLoan)] // the card has run out
    #[case(Some("2025-12-30"), None, "2025-12-30", Rule::Fixed)]
    #[case(Some("2025-12-29"), None, "2025-12-30", Rule::NextOpen)] // a Monday
    #[case(Some("2025-09-01"), None, "2025-09-19", Rule::NotBeforeLoan)]
    #[case(Some("2025-12-30"), Some("2025-11-30"), "2025-11-30", Rule::Ceiling)]
    fn fixed_dates_and_ceilings(
        #[case] fixed: Option<&str>,
        #[case] ceiling: Option<&str>,
        #[case] end: &str,
        #[case] rule: Rule,
    ) {
        let term = Term { days: 30, mode: Mode::Datedue, fixed: fixed.map(day), ceiling: ceiling.map(day) };
        let told = loan_due(day("2025-09-19"), &term, &room()).unwrap();
        assert_eq!((told.due, told.decided()), (day(end), rule));
    }

    #[test]
    fn a_room_that_never_opens_is_said_not_searched_for_ever() {
        let never = Opening::on("").unwrap();
        for mode in [Mode::Datedue, Mode::Calendar, Mode::Dayweek] {
            let term = Term { days: 14, mode, ..Term::default() };
            assert_eq!(loan_due(day("2025-09-17"), &term, &never), Err(NoDueDate::NeverOpen));
        }
        let long = Term { days: u32::MAX, ..Term::default() };
        assert_eq!(loan_due(day("2025-09-17"), &long, &room()), Err(NoDueDate::TooLong { given: u32::MAX }));
        assert!(loan_due(NaiveDate::MAX, &Term { days: 1, ..Term::default() }, &room()).is_err());
        assert_eq!(Opening::on("128"), None);
    }

    proptest! {
        #[test]
        fn never_before_the_loan_and_never_closed(offset in 0u64..400, days in 0u32..120, mode in 1usize..4, top in 0u64..200) {
            let mode = [Mode::Days, Mode::Datedue, Mode::Calendar, Mode::Dayweek][mode];
            let lent = day("2025-01-01") + Days::new(offset);
            let ceiling = Some(lent + Days::new(top));
            let told = loan_due(lent, &Term { days, mode, fixed: None, ceiling }, &room()).unwrap();
            prop_assert!(told.due >= lent && told.due <= lent + Days::new(top));
            prop_assert!(room().is_open(told.due) || room().last_open(told.due, lent).is_none());
        }
    }
}
