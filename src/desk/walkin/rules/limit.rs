//! When a request is due: the item's limit, run from the day of acceptance, without its pauses.
//!
//! What the centre promises counts; without a promise the ceiling of the law; without both there is
//! no date. An extension adds to the limit before it is run. Days are days of the limit's own unit.

use super::super::{Pause, Refusal, Request, Service, State};
use crate::base::clock::Moment;
use crate::calendar::deadline::{DayLine, OutOfReach, Unit, working_days_between};
use crate::calendar::pauses::{self, extend};
use crate::calendar::workdays::Workdays;
use crate::desk::reason::Reason;
use chrono::NaiveDate;

const HOUR: i64 = 3_600_000;

/// Whose limit it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basis {
    Promised,
    Ceiling,
    /// No limit to compute.
    None,
}

impl Basis {
    /// As stored.
    pub fn name(self) -> &'static str {
        match self {
            Basis::Promised => "promised",
            Basis::Ceiling => "ceiling",
            Basis::None => "none",
        }
    }
}

/// A due date and how it came about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// `YYYY-MM-DD`, or `YYYY-MM-DDTHH:MM` for limits in hours.
    pub due: Option<String>,
    pub basis: Basis,
    pub provisional: bool,
    /// From the day of the act to the due date; empty for hours and for no limit.
    pub days: Vec<DayLine>,
}

impl Told {
    fn nothing() -> Told {
        Told { due: None, basis: Basis::None, provisional: false, days: Vec::new() }
    }
}

/// The figure that counts for this item.
pub fn figure(service: &Service) -> Option<(i64, Basis)> {
    let promised = service.promised.map(|n| (n, Basis::Promised));
    promised.or(service.ceiling.map(|n| (n, Basis::Ceiling))).filter(|(n, _)| *n > 0)
}

/// The due date of a limit that began at `start`, `extra` longer than the item's own.
pub fn due(
    service: &Service,
    start: Moment,
    extra: i64,
    pauses: &[Pause],
    now: Moment,
    table: &Workdays,
) -> Result<Told, OutOfReach> {
    if service.unit == "instant" {
        let due = Some(start.date().to_string());
        return Ok(Told { due, basis: Basis::Promised, ..Told::nothing() });
    }
    let Some((n, basis)) = figure(service) else { return Ok(Told::nothing()) };
    let n = n.saturating_add(extra);
    if service.unit == "hour" {
        let end = start.plus_ms(n.saturating_mul(HOUR)).plus_ms(stood_still(start, pauses, now));
        let due = Some(end.local().format("%Y-%m-%dT%H:%M").to_string());
        return Ok(Told { due, basis, ..Told::nothing() });
    }
    let Some(unit) = Unit::parse(&service.unit) else { return Ok(Told::nothing()) };
    let n = u32::try_from(n).map_err(|_| OutOfReach::TooLong { given: u32::MAX })?;
    let log: Vec<_> = pauses.iter().map(interval).collect();
    let told = extend(start.date(), n, unit, &log, now.date(), table)?.due;
    Ok(Told { due: Some(told.due.to_string()), basis, provisional: told.provisional, days: told.days })
}

fn interval(pause: &Pause) -> pauses::Pause {
    pauses::Pause { from: pause.from_at.date(), to: pause.to_at.map(Moment::date), reason: pause.reason.name().into() }
}

/// Milliseconds within pauses after `start`; overlapping ones count once.
fn stood_still(start: Moment, pauses: &[Pause], now: Moment) -> i64 {
    let mut log: Vec<_> = pauses.iter().map(|p| (p.from_at.max(start).0, p.to_at.unwrap_or(now).0)).collect();
    log.sort_unstable();
    let mut until = start.0;
    let mut sum = 0;
    for (from, to) in log {
        sum += (to - from.max(until)).max(0);
        until = until.max(to);
    }
    sum
}

/// What deserves a word about an item's limit.
pub fn words(service: &Service, told: &Told) -> Vec<Reason> {
    let of = |code| Reason::of(code).fact("service", &service.name);
    let mut said = Vec::new();
    match told.basis {
        Basis::None => said.push(of(Refusal::NoLimit)),
        Basis::Ceiling => said.push(of(Refusal::NoPromise)),
        Basis::Promised => {}
    }
    if service.unconfirmed && told.basis == Basis::Ceiling {
        said.push(of(Refusal::Unconfirmed));
    }
    if told.provisional {
        said.push(Reason::of(Refusal::Provisional).fact("due", told.due.as_deref().unwrap_or("")));
    }
    said
}

/// The date part of a due value.
fn day(due: &str) -> Option<NaiveDate> {
    due.get(..10)?.parse().ok()
}

/// Working days left until `due`, counted from tomorrow; below zero = late by so many.
pub fn left(due: &str, now: Moment, table: &Workdays) -> Option<i64> {
    working_days_between(now.date(), day(due)?, table).ok().map(|s| s.days)
}

/// Has the limit passed? A limit in days lasts to the end of its day; hours to the minute.
pub fn passed(due: &str, now: Moment) -> bool {
    match due.len() {
        10 => day(due).is_some_and(|d| d < now.date()),
        _ => Moment::parse(due).is_some_and(|m| m < now),
    }
}

/// A moment as due dates are written, for one look at many of them: as texts they are in order of time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Now {
    today: String,
    /// With seconds where the minute has begun to pass.
    minute: String,
}

impl Now {
    pub fn at(now: Moment) -> Now {
        let local = now.local();
        let whole = now.0.rem_euclid(60_000) == 0;
        let minute = local.format(if whole { "%Y-%m-%dT%H:%M" } else { "%Y-%m-%dT%H:%M:%S" }).to_string();
        Now { today: now.date().to_string(), minute }
    }

    /// Is a limit's last day today?
    pub fn is_last_day(&self, due: &str) -> bool {
        due.get(..10) == Some(self.today.as_str())
    }

    /// As [`passed`].
    pub fn has_passed(&self, due: &str) -> bool {
        if due.len() == 10 { due < self.today.as_str() } else { due < self.minute.as_str() }
    }
}

/// Does the clock of a request in this state run? A settled or merged one is over; papers and pauses stop it.
pub fn runs(state: State) -> bool {
    !matches!(state, State::Finished | State::Merged | State::Papers | State::Paused)
}

/// Is this request late?
pub fn late(request: &Request, now: Moment) -> bool {
    runs(request.state) && request.due.as_deref().is_some_and(|d| passed(d, now))
}

#[cfg(test)]
mod tests {
    use super::super::sample::{at, pause, service};
    use super::*;
    use crate::calendar::official::workdays;
    use rstest::rstest;

    #[rstest]
    #[case("2026-03-09")]
    #[case("2026-03-10")]
    #[case("2026-03-11")]
    #[case("2026-03-10T09:59")]
    #[case("2026-03-10T10:00")]
    #[case("2026-03-10T10:01")]
    fn many_are_looked_at_as_one_is(#[case] due: &str) {
        for later in [0, 1_000, 59_999, 60_000] {
            let now = at("2026-03-10T10:00").plus_ms(later);
            assert_eq!(Now::at(now).has_passed(due), passed(due, now), "{due} {later}");
            assert_eq!(Now::at(now).is_last_day(due), day(due) == Some(now.date()));
        }
    }

    #[rstest]
    #[case("workday", Some(3), Some(9), Some("2025-09-30"), Basis::Promised)] // the worked Sunday counts
    #[case("workday", None, Some(3), Some("2025-09-30"), Basis::Ceiling)]
    #[case("natural_day", Some(5), None, Some("2025-10-09"), Basis::Promised)] // rolls over the holiday
    #[case("day", Some(5), None, Some("2025-10-01"), Basis::Promised)]
    #[case("hour", Some(24), None, Some("2025-09-27T10:30"), Basis::Promised)]
    #[case("instant", None, None, Some("2025-09-26"), Basis::Promised)]
    #[case("workday", None, None, None, Basis::None)]
    #[case("none", None, None, None, Basis::None)]
    #[case("yearly_batch", Some(3), None, None, Basis::None)]
    fn units(
        #[case] unit: &str,
        #[case] promised: Option<i64>,
        #[case] ceiling: Option<i64>,
        #[case] end: Option<&str>,
        #[case] basis: Basis,
    ) {
        let service = Service { unit: unit.into(), promised, ceiling, ..service() };
        let told = due(&service, at("2025-09-26T10:30"), 0, &[], at("2025-09-26T10:30"), &workdays()).unwrap();
        assert_eq!((told.due.as_deref(), told.basis), (end, if unit == "yearly_batch" { Basis::None } else { basis }));
    }

    #[rstest]
    #[case("workday", "2026-03-11", "2026-03-04T09:00", Some("2026-03-06T09:00"))] // two working days
    #[case("hour", "2026-03-02T14:30", "2026-03-02T10:00", Some("2026-03-02T10:30"))]
    #[case("hour", "2026-03-02T15:00", "2026-03-02T11:00", None)] // lasts until now, 12:00
    fn pauses_move_the_date(#[case] unit: &str, #[case] end: &str, #[case] from: &str, #[case] to: Option<&str>) {
        let service = Service { unit: unit.into(), promised: Some(5), ..service() };
        let log = [pause(from, to)];
        let told = due(&service, at("2026-03-02T09:00"), 0, &log, at("2026-03-02T12:00"), &workdays()).unwrap();
        assert_eq!(told.due.as_deref(), Some(end));
    }

    #[test]
    fn an_extension_adds_and_a_year_without_table_is_provisional() {
        let service = Service { promised: Some(3), ..service() };
        let told = due(&service, at("2025-09-26T10:00"), 1, &[], at("2025-09-26T10:00"), &workdays()).unwrap();
        assert_eq!(told.due.as_deref(), Some("2025-10-09"));
        let told = due(&service, at("2026-12-30T10:00"), 0, &[], at("2026-12-30T10:00"), &workdays()).unwrap();
        assert!(told.provisional);
        assert_eq!(words(&service, &told)[0].code.name(), "request.provisional");
    }

    #[test]
    fn a_limit_in_days_lasts_to_the_end_of_its_day() {
        let now = at("2026-03-02T17:30");
        assert!(!passed("2026-03-02", now) && passed("2026-03-01", now));
        assert!(passed("2026-03-02T17:29", now) && !passed("2026-03-02T17:30", now));
        assert!(!passed("", now));
        let left = ["2026-03-02", "2026-03-03", "2026-02-27", "x"].map(|d| left(d, now, &workdays()));
        assert_eq!(left, [Some(0), Some(1), Some(-2), None])
    }
}
