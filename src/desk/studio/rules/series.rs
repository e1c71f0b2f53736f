//! What recurs by a rule: every day of it is a booking of its own, whose id follows from the series and the day.

use super::{bad, bounds};
use crate::base::ids::derived;
use crate::calendar::recur::{BadRule, Bounds, Holidays, Occurrence, Occurrences, occurrences};
use crate::calendar::workdays::Workdays;
use crate::desk::change::{Change, Ctx, Plan, Verdict, verdict};
use crate::desk::reason::{Rank, Reason};
use crate::desk::studio::check::{Room, Wish, against};
use crate::desk::studio::time::{parse_day, parse_wall, wall_text};
use crate::desk::studio::{AddSeries, Booking, Refusal, Series, SessionKind, State, StopSeries};
use chrono::{Months, NaiveDate, NaiveDateTime};

/// Bookings one series makes at most in one step.
pub const MOST: usize = 400;

/// What [`add_series`] needs to know.
#[derive(Debug, Clone, Default)]
pub struct SeriesState {
    /// The advisor, the place, and every booking of the days in question.
    pub room: Room,
    pub table: Workdays,
    /// Is this the studio's own desk?
    pub studio: bool,
}

/// The days of a series; the store loads the bookings of exactly these.
pub fn days(cmd: &AddSeries, table: &Workdays) -> Result<(NaiveDateTime, Occurrences), Vec<Reason>> {
    let given = cmd.until.as_deref().map(str::trim).filter(|u| !u.is_empty());
    let until = given.map(|u| parse_day(u).ok_or_else(|| bad("until", u))).transpose();
    let start = parse_wall(&cmd.start).ok_or_else(|| bad("start", &cmd.start));
    let holidays = policy(cmd).ok_or_else(|| bad("holidays", cmd.holidays.as_deref().unwrap_or_default()));
    let (start, holidays, until) = match (start, holidays, until) {
        (Ok(start), Ok(holidays), Ok(until)) => (start, holidays, until),
        (start, holidays, until) => {
            return Err([start.err(), holidays.err(), until.err()].into_iter().flatten().collect());
        }
    };
    let year = start.date().checked_add_months(Months::new(12)).unwrap_or(start.date());
    let bounds = Bounds { count: Some(MOST), until: Some(until.unwrap_or(year)) };
    let found = occurrences(&cmd.rrule, start.date(), bounds, holidays, table);
    let found = found.map_err(|why| vec![Reason::of(Refusal::BadRule).fact("rule", cmd.rrule.trim()).fact("why", code(&why))])?;
    Ok((start, found))
}

fn policy(cmd: &AddSeries) -> Option<Holidays> {
    match cmd.holidays.as_deref().map(str::trim).filter(|h| !h.is_empty()) {
        Some(word) => Holidays::parse(word),
        None => Some(Holidays::default()),
    }
}

/// What is wrong with a rule, for scripts.
fn code(why: &BadRule) -> String {
    match why {
        BadRule::Empty => "empty".into(),
        BadRule::TooLong => "too_long".into(),
        BadRule::Form(part) | BadRule::BelowDay(part) | BadRule::Twice(part) => part.clone(),
        BadRule::Unknown(part, near) => near.map_or_else(|| part.clone(), |near| format!("{part}: {near}?")),
        BadRule::NoFreq => "FREQ".into(),
        BadRule::BadUntil(value) => format!("UNTIL={value}"),
        BadRule::CountAndUntil => "COUNT, UNTIL".into(),
        BadRule::Start => "start".into(),
        BadRule::Refused(detail) => detail.clone(),
        BadRule::Never => "no day".into(),
    }
}

/// `series.add`. `numbers` gives each booking its number.
pub fn add_series(state: &SeriesState, numbers: &[String], cmd: &AddSeries, ctx: &Ctx<'_>) -> Verdict {
    let room = &state.room;
    let name = cmd.name.trim();
    let mut reasons = Vec::new();
    if name.is_empty() {
        reasons.push(Reason::of(Refusal::NoName));
    }
    if !state.studio {
        reasons.push(Reason::of(Refusal::NotStudio).fact("home", ctx.site));
    }
    if room.advisor.is_none() && room.place.is_none() {
        reasons.push(Reason::of(Refusal::NothingToBook));
    }
    let minutes = cmd.minutes.unwrap_or(room.kind.minutes);
    bounds("minutes", minutes, 5, 720, &mut reasons);
    let (start, found) = match days(cmd, &state.table) {
        Ok(found) => found,
        Err(wrong) => {
            reasons.extend(wrong);
            return Err(reasons);
        }
    };
    let time = |day: NaiveDate| day.and_time(start.time());
    // What lies behind us is not booked; a series may have begun long ago.
    let coming: Vec<&Occurrence> = found.days.iter().filter(|o| time(o.date) >= ctx.at.local()).collect();
    let clashes: Vec<(NaiveDate, String)> =
        coming.iter().filter_map(|o| Some((o.date, clash(room, time(o.date), minutes.clamp(5, 720), ctx)?))).collect();
    let free: Vec<&&Occurrence> = coming.iter().filter(|o| clashes.iter().all(|(day, _)| *day != o.date)).collect();
    if free.is_empty() {
        reasons.push(Reason::of(Refusal::SeriesEmpty).fact("name", name));
    } else if let Some((first, number)) = clashes.first() {
        let reason = Reason::of(Refusal::SeriesClash).fact("count", clashes.len()).fact("first", first);
        reasons.push(reason.fact("number", number).may_override(Rank::Clerk));
    }
    verdict(ctx, reasons, || {
        let id = ctx.ids.next("series");
        let of = |name: &Option<String>| name.clone().unwrap_or_default();
        let (advisor, place) = (of(&room.advisor.as_ref().map(|a| a.id.clone())), of(&room.place.as_ref().map(|p| p.id.clone())));
        let series = Change::of(&id)
            .set("name", name)
            .set("rule", cmd.rrule.trim())
            .set("start", wall_text(start))
            .set("minutes", minutes)
            .set("holidays", policy(cmd).unwrap_or_default().name())
            .set("kind", room.kind.id.as_str())
            .set("advisor", advisor.as_str())
            .set("place", place.as_str())
            .set("stopped", "");
        let mut plan = Plan::one(series).tell("count", free.len());
        let mut dates = Vec::new();
        for (one, number) in free.iter().zip(numbers) {
            dates.push(one.date.to_string());
            plan = plan.and(
                // The same id wherever the series is laid out: by the day of the rule, not the one it moved to.
                Change::of(derived("booking", &[&id, &one.by_rule.to_string()]))
                    .set("number", number.as_str())
                    .set("kind", room.kind.id.as_str())
                    .set("advisor", advisor.as_str())
                    .set("place", place.as_str())
                    .set("start", wall_text(time(one.date)))
                    .set("minutes", minutes)
                    .set("title", name)
                    .set("series", id.as_str())
                    .set("state", State::Booked.name())
                    .set("rev", 0)
                    .set("home", ctx.site)
                    .set("made", ctx.at.0),
            );
        }
        said(&found, name, plan.tell("dates", dates))
    })
}

/// Whose time it is on that day already: a booking's number, or what keeps the advisor or place away.
fn clash(room: &Room, start: NaiveDateTime, minutes: i64, ctx: &Ctx<'_>) -> Option<String> {
    // A series never joins a group that is there; hours, notice and horizon are for those who book one session.
    let alone = Room { kind: SessionKind { capacity: 1, ..room.kind.clone() }, ..room.clone() };
    let wish = Wish { start, minutes, client: None, skip: None };
    let hard = [
        Refusal::AdvisorBusy,
        Refusal::PlaceBusy,
        Refusal::Requested,
        Refusal::OnLeave,
        Refusal::NotActive,
        Refusal::PastMidnight,
        Refusal::NoAir,
    ];
    let against = against(&alone, &wish, ctx.at.local());
    let found = against.iter().find(|r| hard.iter().any(|code| r.code == (*code).into()))?;
    Some(found.facts.get("number").or_else(|| found.facts.get("name")).cloned().unwrap_or_default())
}

fn said(found: &Occurrences, name: &str, mut plan: Plan) -> Plan {
    if let Some(first) = found.skipped.first() {
        plan = plan.warn(Reason::of(Refusal::SeriesSkipped).fact("count", found.skipped.len()).fact("first", first.date));
    }
    let moved: Vec<&Occurrence> = found.days.iter().filter(|o| o.date != o.by_rule).collect();
    if let Some(first) = moved.first() {
        let reason = Reason::of(Refusal::SeriesMoved).fact("count", moved.len());
        plan = plan.warn(reason.fact("from", first.by_rule).fact("to", first.date));
    }
    if let Some(last) = found.days.last().filter(|_| found.more) {
        plan = plan.warn(Reason::of(Refusal::SeriesGoesOn).fact("last", last.date));
    }
    if found.provisional {
        plan = plan.warn(Reason::of(Refusal::SeriesProvisional).fact("name", name));
    }
    plan
}

/// `series.stop`: its open bookings from the day on are called off by us.
pub fn stop_series(series: &Series, coming: &[Booking], studio: bool, cmd: &StopSeries, ctx: &Ctx<'_>) -> Verdict {
    let mut reasons = Vec::new();
    if !studio {
        reasons.push(Reason::of(Refusal::NotStudio).fact("home", ctx.site));
    }
    if !series.stopped.is_empty() {
        reasons.push(Reason::of(Refusal::SeriesStopped).fact("name", &series.name).fact("day", &series.stopped));
    }
    let given = cmd.from.as_deref().map(str::trim).filter(|f| !f.is_empty());
    let from = match given {
        Some(text) => parse_day(text).unwrap_or_else(|| {
            reasons.push(bad("from", text));
            ctx.at.date()
        }),
        None => ctx.at.date(),
    };
    verdict(ctx, reasons, || {
        let off: Vec<&Booking> = coming.iter().filter(|b| b.state.open() && b.start.date() >= from).collect();
        let plan = Plan::one(Change::of(&series.id).set("stopped", from.to_string())).tell("count", off.len());
        off.into_iter().fold(plan, |plan, b| {
            plan.and(
                Change::of(&b.id)
                    .set("state", State::CancelledUs.name())
                    .set("rev", b.rev + 1)
                    .set("reason", series.name.as_str()),
            )
        })
    })
}
