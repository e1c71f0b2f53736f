//! What pauses do to a deadline: days on which a request stood still are not counted.
//!
//! The log keeps one interval a pause. As with every limit the day of the act is not counted, so a
//! pause holds from the day after it began up to and including the day it ended; one that begins and
//! ends on the same day costs nothing. Overlapping pauses count once.

use super::deadline::{Due, OutOfReach, Unit, Why, walk};
use super::workdays::Workdays;
use chrono::NaiveDate;

/// One pause of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pause {
    /// The day it was ordered; still counted.
    pub from: NaiveDate,
    /// The day work went on, the last one not counted; `None` while it lasts.
    pub to: Option<NaiveDate>,
    /// The code of its reason, as the request has it.
    pub reason: String,
}

impl Pause {
    /// Does the limit stand still on `date`? A pause without end lasts up to `today`.
    fn holds(&self, date: NaiveDate, today: NaiveDate) -> bool {
        self.from < date && date <= self.to.unwrap_or(today)
    }
}

/// A due date moved by pauses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extended {
    /// The due date without pauses.
    pub original: NaiveDate,
    /// The due date with them, explained day by day. While a pause lasts: as if it ended `today`.
    pub due: Due,
    /// Days of the limit's own unit that the pauses took out.
    pub paused: u32,
    /// A pause still lasts: the due date is the earliest possible one.
    pub open: bool,
}

/// The end of a limit of `n` units from `start`, with the request's pauses taken out.
pub fn extend(
    start: NaiveDate,
    n: u32,
    unit: Unit,
    pauses: &[Pause],
    today: NaiveDate,
    table: &Workdays,
) -> Result<Extended, OutOfReach> {
    let original = super::deadline::due(start, n, unit, table)?.due;
    let reason = |date| pauses.iter().find(|p| p.holds(date, today)).map(|p| p.reason.clone());
    let due = walk(start, n, unit, table, &reason)?;
    let costs = |date| unit != Unit::Workday || table.works(date);
    let paused = due.days.iter().filter(|d| matches!(d.why, Why::Paused(_)) && costs(d.date)).count();
    // A pause ordered after the limit had run out changes nothing.
    let open = pauses.iter().any(|p| p.to.is_none() && p.from < due.due);
    Ok(Extended { original, due, paused: paused as u32, open })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::official::workdays;
    use rstest::rstest;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn pauses(text: &str) -> Vec<Pause> {
        let one = |p: &str| {
            let (from, to) = p.split_once("..").unwrap();
            Pause { from: day(from), to: to.parse().ok(), reason: "supplement".into() }
        };
        text.split_whitespace().map(one).collect()
    }

    #[rstest]
    // 5 working days from Monday 2 March 2026 end on Monday 9.
    #[case("", "2026-03-09", 0, false)]
    #[case("2026-03-04..2026-03-04", "2026-03-09", 0, false)] // same day
    #[case("2026-03-04..2026-03-06", "2026-03-11", 2, false)]
    #[case("2026-03-06..2026-03-08", "2026-03-09", 0, false)] // over the weekend only
    #[case("2026-03-03..2026-03-05 2026-03-04..2026-03-06", "2026-03-12", 3, false)] // overlapping
    #[case("2026-03-04..", "2026-03-16", 5, true)] // lasts; today is the 11th
    #[case("2026-03-20..2026-03-30", "2026-03-09", 0, false)] // after the end
    #[case("2026-03-20..", "2026-03-09", 0, false)]
    #[case("2026-03-06..2026-03-04", "2026-03-09", 0, false)] // turned round: no days
    fn moved(#[case] log: &str, #[case] end: &str, #[case] paused: u32, #[case] open: bool) {
        let told = extend(day("2026-03-02"), 5, Unit::Workday, &pauses(log), day("2026-03-11"), &workdays()).unwrap();
        assert_eq!((told.due.due, told.paused, told.open), (day(end), paused, open));
        assert_eq!(told.original, day("2026-03-09"));
    }

    #[test]
    fn calendar_days_pause_too_and_still_roll() {
        // 15 days from 20 September 2025 end on 5 October, a holiday: the 9th. Three days paused: 8 October, again the 9th.
        let log = pauses("2025-09-22..2025-09-25");
        let told = extend(day("2025-09-20"), 15, Unit::DayRoll, &log, day("2025-09-30"), &workdays()).unwrap();
        assert_eq!((told.original, told.due.due, told.paused), (day("2025-10-09"), day("2025-10-09"), 3));
    }

    #[test]
    fn an_endless_pause_is_an_error_not_a_long_loop() {
        let log = pauses("2025-09-22..2190-01-01");
        assert_eq!(extend(day("2025-09-20"), 15, Unit::Workday, &log, day("2025-09-30"), &workdays()), Err(OutOfReach::NoEnd));
    }
}
