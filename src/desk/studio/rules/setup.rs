//! Setting up the diary: who coaches, where, when, and what a session is.

use super::{bad, bounds};
use crate::desk::change::{Change, Ctx, DELETED, Plan, Verdict, verdict};
use crate::desk::reason::Reason;
use crate::desk::studio::time::{Span, clock_text, parse_bound, parse_clock, parse_day, wall_text};
use crate::desk::studio::{
    AddAdvisor, AddKind, AddPlace, Advisor, Booking, Hours, Place, Refusal, SetAdvisor, SetHours, SetPlace,
};
use crate::text::when::week;

/// Longest session, minutes.
const LONGEST: i64 = 720;

/// `advisor.add`. `same` = an advisor of this name is registered.
pub fn add_advisor(cmd: &AddAdvisor, same: bool, ctx: &Ctx<'_>) -> Verdict {
    let mut reasons = named(&cmd.name, same);
    let limits = [("buffer", cmd.buffer), ("notice", cmd.notice), ("horizon", cmd.horizon), ("daily_max", cmd.daily_max)];
    check_limits(&limits, &mut reasons);
    let dates = [("active_from", cmd.active_from.as_deref()), ("active_to", cmd.active_to.as_deref())];
    check_dates(&dates, &mut reasons);
    verdict(ctx, reasons, || {
        let change = Change::of(ctx.ids.next("advisor")).set("name", cmd.name.trim());
        Plan::one(with_dates(with_limits(change, &limits), &dates))
    })
}

/// `advisor.set`: what is left out stays.
pub fn set_advisor(advisor: &Advisor, cmd: &SetAdvisor, same: bool, ctx: &Ctx<'_>) -> Verdict {
    let mut reasons = cmd.name.as_ref().map(|name| named(name, same)).unwrap_or_default();
    let limits = [("buffer", cmd.buffer), ("notice", cmd.notice), ("horizon", cmd.horizon), ("daily_max", cmd.daily_max)];
    check_limits(&limits, &mut reasons);
    let dates = [("active_from", cmd.active_from.as_deref()), ("active_to", cmd.active_to.as_deref())];
    check_dates(&dates, &mut reasons);
    verdict(ctx, reasons, || {
        let mut change = with_dates(with_limits(Change::of(&advisor.id), &limits), &dates);
        if let Some(name) = &cmd.name {
            change = change.set("name", name.trim());
        }
        Plan::one(change)
    })
}

fn named(name: &str, same: bool) -> Vec<Reason> {
    if name.trim().is_empty() {
        return vec![Reason::of(Refusal::NoName)];
    }
    let twice = Reason::of(Refusal::SameName).fact("name", name.trim());
    if same { vec![twice.may_override(crate::desk::reason::Rank::Clerk)] } else { Vec::new() }
}

fn check_limits(limits: &[(&'static str, Option<i64>)], reasons: &mut Vec<Reason>) {
    for (field, given) in limits.iter().filter_map(|(f, v)| v.map(|v| (*f, v))) {
        let most = match field {
            "buffer" => 240,
            "notice" => 60 * 24 * 60,
            "horizon" => 3660,
            _ => 50,
        };
        bounds(field, given, 0, most, reasons);
    }
}

fn check_dates(dates: &[(&str, Option<&str>)], reasons: &mut Vec<Reason>) {
    for (field, given) in dates.iter().filter_map(|(f, v)| v.map(|v| (*f, v))) {
        if !given.is_empty() && parse_day(given).is_none() {
            reasons.push(bad(field, given));
        }
    }
}

fn with_limits(change: Change, limits: &[(&'static str, Option<i64>)]) -> Change {
    limits.iter().filter_map(|(f, v)| v.map(|v| (f, v))).fold(change, |change, (field, value)| change.set(field, value))
}

fn with_dates(change: Change, dates: &[(&str, Option<&str>)]) -> Change {
    dates.iter().filter_map(|(f, v)| v.map(|v| (f, v))).fold(change, |change, (field, value)| change.set(field, value))
}

/// `place.add`.
pub fn add_place(cmd: &AddPlace, same: bool, ctx: &Ctx<'_>) -> Verdict {
    let mut reasons = named(&cmd.name, same);
    bounds("capacity", cmd.capacity.unwrap_or(0), 0, 10_000, &mut reasons);
    verdict(ctx, reasons, || {
        let change = Change::of(ctx.ids.next("place")).set("name", cmd.name.trim());
        let change = change.set("capacity", cmd.capacity.unwrap_or(0)).set("shared", cmd.shared.unwrap_or(false));
        Plan::one(change.set("community", cmd.community.clone().unwrap_or_default()))
    })
}

/// `place.set`: what is left out stays. `same` = another place has the new name.
pub fn set_place(place: &Place, cmd: &SetPlace, same: bool, ctx: &Ctx<'_>) -> Verdict {
    let mut reasons = cmd.name.as_ref().map(|name| named(name, same)).unwrap_or_default();
    bounds("capacity", cmd.capacity.unwrap_or(0), 0, 10_000, &mut reasons);
    verdict(ctx, reasons, || {
        let mut change = Change::of(&place.id);
        for (field, text) in [("name", &cmd.name), ("community", &cmd.community)] {
            if let Some(text) = text {
                change = change.set(field, text.trim());
            }
        }
        if let Some(capacity) = cmd.capacity {
            change = change.set("capacity", capacity);
        }
        if let Some(shared) = cmd.shared {
            change = change.set("shared", shared);
        }
        Plan::one(change)
    })
}

/// `kind.add`. `known` is the id of a kind of this name: it is changed, so that its bookings keep their kind.
pub fn add_kind(cmd: &AddKind, known: Option<&str>, ctx: &Ctx<'_>) -> Verdict {
    let mut reasons = named(&cmd.name, false);
    bounds("minutes", cmd.minutes, 5, LONGEST, &mut reasons);
    bounds("capacity", cmd.capacity.unwrap_or(1), 1, 10_000, &mut reasons);
    verdict(ctx, reasons, || {
        let id = known.map_or_else(|| ctx.ids.next("session_kind"), str::to_owned);
        let change = Change::of(id).set("name", cmd.name.trim()).set("minutes", cmd.minutes);
        let change = change.set("capacity", cmd.capacity.unwrap_or(1));
        let change = change.set("needs_advisor", cmd.needs_advisor.unwrap_or(true));
        Plan::one(change.set("needs_place", cmd.needs_place.unwrap_or(false)))
    })
}

/// `advisor.hours` and `place.hours`: one more row; a break is the gap between two.
pub fn add_hours(owner: &str, weekday: u32, times: (&str, &str), rows: &[Hours], ctx: &Ctx<'_>) -> Verdict {
    let read = (parse_clock(times.0), parse_clock(times.1));
    let mut reasons = Vec::new();
    let facts = |code: Refusal| Reason::of(code).fact("weekday", weekday).fact("from", times.0).fact("to", times.1);
    match read {
        (Some(from), Some(to)) if from < to && (1..=7).contains(&weekday) => {
            let same = rows.iter().find(|h| h.owner == owner && h.weekday == weekday && h.from < to && from < h.to);
            let there = same.map(|h| (clock_text(h.from), clock_text(h.to)));
            reasons.extend(there.map(|(from, to)| facts(Refusal::HoursOverlap).fact("from", from).fact("to", to)));
        }
        _ => reasons.push(facts(Refusal::BadHours)),
    }
    verdict(ctx, reasons, || {
        let text = |time: Option<chrono::NaiveTime>| time.map(clock_text).unwrap_or_default();
        let change = Change::of(ctx.ids.next("hours")).set("owner", owner).set("weekday", weekday);
        Plan::one(change.set("from", text(read.0)).set("to", text(read.1)))
    })
}

/// `hours.set`: the week as it is given; rows that stay keep their ids.
pub fn set_hours(owner: &str, cmd: &SetHours, rows: &[Hours], ctx: &Ctx<'_>) -> Verdict {
    let wanted = match week::hours(&cmd.week) {
        Ok(wanted) => wanted,
        Err(piece) => return Err(vec![Reason::of(Refusal::BadWeek).fact("given", piece)]),
    };
    let clash = wanted.windows(2).find(|w| w[0].weekday == w[1].weekday && w[1].from < w[0].to);
    let mut reasons: Vec<Reason> = clash
        .into_iter()
        .map(|w| {
            let reason = Reason::of(Refusal::HoursOverlap).fact("weekday", w[0].weekday);
            reason.fact("from", clock_text(w[0].from)).fact("to", clock_text(w[0].to))
        })
        .collect();
    let own: Vec<&Hours> = rows.iter().filter(|h| h.owner == owner).collect();
    let same = |h: &Hours, w: &week::Row| (h.weekday, h.from, h.to) == (w.weekday, w.from, w.to);
    let now = own.iter().map(|h| week::Row { weekday: h.weekday, from: h.from, to: h.to }).collect::<Vec<_>>();
    let now = week::text(&now);
    if cmd.seen.as_ref().is_some_and(|seen| *seen != now) && now != week::text(&wanted) {
        reasons.push(Reason::of(Refusal::HoursSince).fact("week", if now.is_empty() { "-" } else { &now }));
    }
    verdict(ctx, reasons, || {
        let gone = own.iter().filter(|h| !wanted.iter().any(|w| same(h, w)));
        let plan = gone.fold(Plan::default(), |plan, h| plan.and(Change::of(&h.id).set(DELETED, true)));
        let new = wanted.iter().filter(|w| !own.iter().any(|h| same(h, w)));
        let plan = new.fold(plan, |plan, w| {
            let change = Change::of(ctx.ids.next("hours")).set("owner", owner).set("weekday", w.weekday);
            plan.and(change.set("from", clock_text(w.from)).set("to", clock_text(w.to)))
        });
        plan.tell("week", week::text(&wanted))
    })
}

/// `advisor.leave` and `place.close`. Bookings within it stay and are named: a person must move them.
pub fn add_leave(owner: &str, bounds: (&str, &str), bookings: &[Booking], ctx: &Ctx<'_>) -> Verdict {
    let (Some(from), Some(until)) = (parse_bound(bounds.0, false), parse_bound(bounds.1, true)) else {
        return Err(vec![Reason::of(Refusal::BadLeave).fact("from", bounds.0).fact("to", bounds.1)]);
    };
    let mut reasons = Vec::new();
    if from >= until {
        reasons.push(Reason::of(Refusal::BadLeave).fact("from", bounds.0).fact("to", bounds.1));
    }
    let span = Span { from, until };
    let hit: Vec<_> = bookings.iter().filter(|b| b.busy() && b.state.open() && b.span().overlaps(span)).collect();
    verdict(ctx, reasons, || {
        let change = Change::of(ctx.ids.next("leave")).set("owner", owner);
        let plan = Plan::one(change.set("from", wall_text(from)).set("to", wall_text(until)));
        match hit.iter().min_by_key(|b| b.start) {
            Some(first) => {
                let said = Reason::of(Refusal::LeaveOverBookings).fact("count", hit.len());
                plan.warn(said.fact("first", wall_text(first.start)))
            }
            None => plan,
        }
    })
}

/// `hours.drop` and `leave.drop`: taken out of every list, kept in the journal.
pub fn drop_row(id: &str, ctx: &Ctx<'_>) -> Verdict {
    verdict(ctx, Vec::new(), || Plan::one(Change::of(id).set(DELETED, true)))
}
