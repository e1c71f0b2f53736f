//! Everything that speaks against a time, one reason each, all together.
//!
//! Make, move, confirm and the finder of free times ask here, so that what is proposed is never refused.

use super::time::{Span, clock_text, wall_text};
use super::{Advisor, Booking, HORIZON, Hours, Leave, Place, Refusal, SessionKind, State};
use crate::desk::reason::{Rank, Reason};
use chrono::{Datelike, Duration, NaiveDate, NaiveDateTime, NaiveTime};
use std::collections::{BTreeMap, BTreeSet};

/// What is known of the bookables and of the days in question.
#[derive(Debug, Clone, Default)]
pub struct Room {
    pub advisor: Option<Advisor>,
    pub place: Option<Place>,
    pub kind: SessionKind,
    /// Rows of the advisor and of the place.
    pub hours: Vec<Hours>,
    /// Of the advisor and of the place.
    pub leave: Vec<Leave>,
    /// Every booking of the days in question, by start.
    pub bookings: Vec<Booking>,
    /// Days on which the centre is closed, and why.
    pub closed: BTreeMap<NaiveDate, String>,
    /// Saturdays and Sundays that are worked by the official notice, or by the site's own calendar.
    pub worked: BTreeSet<NaiveDate>,
    /// Times granted to other desks that may be in use there.
    pub granted: Vec<Granted>,
}

/// A time of an advisor or place that another desk may have filled by now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Granted {
    /// Ids; empty = none.
    pub advisor: String,
    pub place: String,
    pub span: Span,
    pub to: String,
    /// `YYYY-MM-DDTHH:MM`.
    pub until: String,
}

/// The time that is wanted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Wish<'a> {
    pub start: NaiveDateTime,
    pub minutes: i64,
    /// The resident's id, if it is known who comes.
    pub client: Option<&'a str>,
    /// The booking that is being moved: it is not in its own way.
    pub skip: Option<&'a str>,
}

impl Wish<'_> {
    /// The time it would take.
    pub fn span(&self) -> Span {
        Span::of(self.start, self.minutes)
    }
}

/// All that speaks against `wish`; empty = it may be booked.
pub fn against(room: &Room, wish: &Wish<'_>, now: NaiveDateTime) -> Vec<Reason> {
    let mut found = Vec::new();
    when(room, wish, now, &mut found);
    if let Some(advisor) = &room.advisor {
        service(advisor, wish, &mut found);
        open(room, &advisor.id, &advisor.name, wish, &mut found);
        advisor_free(room, advisor, wish, &mut found);
        day_max(room, advisor, wish, &mut found);
    }
    if let Some(place) = &room.place {
        if room.hours.iter().any(|h| h.owner == place.id) {
            open(room, &place.id, &place.name, wish, &mut found);
        } else {
            off(room, &place.id, &place.name, wish, &mut found);
        }
        place_free(room, place, wish, &mut found);
    }
    granted(room, wish, &mut found);
    seats(room, wish, &mut found);
    client_free(room, wish, &mut found);
    found
}

/// What nobody may set aside: the time is another's by now. For undo and redo, which bring back what was once right.
pub fn taken_since(room: &Room, wish: &Wish<'_>) -> Vec<Reason> {
    let mut found = Vec::new();
    if let Some(advisor) = &room.advisor {
        advisor_free(room, advisor, wish, &mut found);
    }
    if let Some(place) = &room.place {
        place_free(room, place, wish, &mut found);
    }
    granted(room, wish, &mut found);
    seats(room, wish, &mut found);
    found.retain(|reason| reason.over.is_none());
    found
}

/// Past, too soon, too far, closed, beyond midnight.
fn when(room: &Room, wish: &Wish<'_>, now: NaiveDateTime, found: &mut Vec<Reason>) {
    let start = wall_text(wish.start);
    let (notice, horizon) = room.advisor.as_ref().map_or((0, 0), |a| (a.notice, a.horizon));
    let last = now.date() + Duration::days(if horizon > 0 { horizon } else { HORIZON });
    if wish.start < now {
        found.push(Reason::of(Refusal::InPast).fact("start", &start).may_override(Rank::Clerk));
    } else if wish.start < now + Duration::minutes(notice) {
        found.push(Reason::of(Refusal::TooSoon).fact("start", &start).fact("minutes", notice).may_override(Rank::Clerk));
    }
    if wish.start.date() > last {
        found.push(Reason::of(Refusal::TooFar).fact("start", &start).fact("last", last).may_override(Rank::Clerk));
    }
    if let Some(why) = room.closed.get(&wish.start.date()) {
        let why = if why.is_empty() { "-" } else { why };
        found.push(Reason::of(Refusal::Closed).fact("day", wish.start.date()).fact("why", why).may_override(Rank::Clerk));
    }
    if wish.span().until > (wish.start.date() + Duration::days(1)).and_time(NaiveTime::MIN) {
        found.push(Reason::of(Refusal::PastMidnight).fact("start", &start).fact("minutes", wish.minutes));
    }
}

/// The advisor's dates of service.
fn service(advisor: &Advisor, wish: &Wish<'_>, found: &mut Vec<Reason>) {
    let day = wish.start.date().to_string();
    let early = !advisor.active_from.is_empty() && day < advisor.active_from;
    let late = !advisor.active_to.is_empty() && day > advisor.active_to;
    if early || late {
        let shown = |text: &str| if text.is_empty() { "-".to_owned() } else { text.to_owned() };
        let reason = Reason::of(Refusal::NotActive).fact("name", &advisor.name);
        found.push(reason.fact("from", shown(&advisor.active_from)).fact("to", shown(&advisor.active_to)));
    }
}

/// Weekly hours and leave of one owner.
fn open(room: &Room, owner: &str, name: &str, wish: &Wish<'_>, found: &mut Vec<Reason>) {
    let day = wish.start.date();
    let rows = open_spans(room, owner, day);
    if !rows.iter().any(|row| row.holds(wish.span())) {
        let times: Vec<_> =
            rows.iter().map(|r| format!("{}-{}", clock_text(r.from.time()), clock_text(r.until.time()))).collect();
        let times = if times.is_empty() { "-".to_owned() } else { times.join(" ") };
        let reason = Reason::of(Refusal::OutsideHours).fact("name", name).fact("day", day).fact("hours", times);
        found.push(reason.may_override(Rank::Clerk));
    }
    off(room, owner, name, wish, found);
}

fn off(room: &Room, owner: &str, name: &str, wish: &Wish<'_>, found: &mut Vec<Reason>) {
    if let Some(leave) = room.leave.iter().find(|l| l.owner == owner && l.span().overlaps(wish.span())) {
        let reason = Reason::of(Refusal::OnLeave).fact("name", name);
        let reason = reason.fact("from", wall_text(leave.from)).fact("to", wall_text(leave.to));
        found.push(reason.may_override(Rank::Clerk));
    }
}

/// An owner's opening stretches of one day. A worked Saturday or Sunday without hours of its own opens what is common to
/// all days from Monday to Friday: who comes on every workday comes then, who comes on Tuesdays alone is not presumed to.
pub fn open_spans(room: &Room, owner: &str, day: NaiveDate) -> Vec<Span> {
    let of = |weekday| spans_of(&room.hours, owner, weekday, day);
    let own = of(day.weekday().number_from_monday());
    if !own.is_empty() || !room.worked.contains(&day) {
        return own;
    }
    (2..=5).fold(of(1), |common, weekday| both(&common, &of(weekday)))
}

/// Where stretches of both lists lie.
fn both(one: &[Span], other: &[Span]) -> Vec<Span> {
    let meet = |a: &Span, b: &Span| Span { from: a.from.max(b.from), until: a.until.min(b.until) };
    one.iter().flat_map(|a| other.iter().map(move |b| meet(a, b))).filter(|span| span.from < span.until).collect()
}

/// The rows of a weekday as stretches of a day, touching ones joined.
fn spans_of(hours: &[Hours], owner: &str, weekday: u32, day: NaiveDate) -> Vec<Span> {
    let of_day = hours.iter().filter(|h| h.owner == owner && h.weekday == weekday);
    let mut rows: Vec<_> = of_day.map(|h| Span { from: day.and_time(h.from), until: day.and_time(h.to) }).collect();
    rows.sort();
    let mut joined: Vec<Span> = Vec::new();
    for row in rows {
        match joined.last_mut() {
            Some(last) if row.from <= last.until => last.until = last.until.max(row.until),
            _ => joined.push(row),
        }
    }
    joined
}

/// Bookings that keep something busy on the day of the wish, without the one that is moved. The list
/// is sorted by start and nothing runs past midnight, so a day is a range.
fn busy<'a>(room: &'a Room, wish: &'a Wish<'_>) -> impl Iterator<Item = &'a Booking> {
    let day = wish.start.date();
    let first = room.bookings.partition_point(|b| b.start.date() < day);
    let of_day = room.bookings[first..].iter().take_while(move |b| b.start.date() == day);
    of_day.filter(|b| b.busy() && wish.skip != Some(b.id.as_str()))
}

/// Is `booking` the same group session as the wish: same kind for several people, same time, same place?
fn same_session(room: &Room, wish: &Wish<'_>, booking: &Booking) -> bool {
    let of = |id: Option<&String>| id.cloned().unwrap_or_default();
    room.kind.capacity > 1
        && booking.seats == 0
        && booking.kind == room.kind.id
        && booking.span() == wish.span()
        && booking.advisor == of(room.advisor.as_ref().map(|a| &a.id))
        && booking.place == of(room.place.as_ref().map(|p| &p.id))
}

fn advisor_free(room: &Room, advisor: &Advisor, wish: &Wish<'_>, found: &mut Vec<Reason>) {
    for booking in busy(room, wish).filter(|b| b.advisor == advisor.id && !same_session(room, wish, b)) {
        if booking.span().overlaps(wish.span()) {
            found.push(taken(Refusal::AdvisorBusy, &advisor.name, booking));
        } else if booking.span().padded(advisor.buffer).overlaps(wish.span()) {
            let reason = Reason::of(Refusal::NoAir).fact("name", &advisor.name).fact("minutes", advisor.buffer);
            found.push(reason.fact("number", &booking.number).may_override(Rank::Clerk));
        }
    }
}

fn place_free(room: &Room, place: &Place, wish: &Wish<'_>, found: &mut Vec<Reason>) {
    let in_way = busy(room, wish).filter(|b| b.place == place.id && b.span().overlaps(wish.span()));
    let in_way: Vec<_> = in_way.filter(|b| place.shared || !same_session(room, wish, b)).collect();
    if !place.shared {
        found.extend(in_way.iter().map(|b| taken(Refusal::PlaceBusy, &place.name, b)));
        return;
    }
    let most = most_at_once(&in_way, wish.span());
    if most >= place.capacity.max(1) {
        found.push(Reason::of(Refusal::Full).fact("capacity", place.capacity.max(1)).fact("taken", most));
    }
}

/// The greatest number of bookings that run at one moment within `span`.
fn most_at_once(bookings: &[&Booking], span: Span) -> i64 {
    let starts = bookings.iter().map(|b| b.start.max(span.from));
    let most = starts.map(|at| bookings.iter().filter(|b| b.span().from <= at && at < b.span().until).count()).max();
    i64::try_from(most.unwrap_or(0)).unwrap_or(i64::MAX)
}

/// A confirmed booking stands in the way for good; a mere request may be set aside by a person.
fn taken(code: Refusal, name: &str, booking: &Booking) -> Reason {
    let span = booking.span();
    let times = |r: Reason| r.fact("from", clock_text(span.from.time())).fact("to", clock_text(span.until.time()));
    if booking.state == State::Requested {
        let reason = times(Reason::of(Refusal::Requested)).fact("home", &booking.home);
        return reason.fact("number", &booking.number).may_override(Rank::Clerk);
    }
    times(Reason::of(code).fact("name", name)).fact("number", &booking.number)
}

/// A slot given to another desk is as good as taken.
fn granted(room: &Room, wish: &Wish<'_>, found: &mut Vec<Reason>) {
    let same = |id: &str, of: Option<&String>| !id.is_empty() && of.is_some_and(|of| of == id);
    let in_way = room.granted.iter().filter(|g| {
        let shared = room.place.as_ref().is_some_and(|p| p.shared);
        let place = !shared && same(&g.place, room.place.as_ref().map(|p| &p.id));
        g.span.overlaps(wish.span()) && (same(&g.advisor, room.advisor.as_ref().map(|a| &a.id)) || place)
    });
    found.extend(in_way.map(|g| {
        let reason = Reason::of(Refusal::Granted).fact("to", &g.to).fact("until", &g.until);
        reason.fact("from", wall_text(g.span.from))
    }));
}

/// Seats of a group session that is there already.
fn seats(room: &Room, wish: &Wish<'_>, found: &mut Vec<Reason>) {
    if room.kind.capacity <= 1 {
        return;
    }
    let place = room.place.as_ref().map_or(0, |p| p.capacity);
    let capacity = if place > 0 { room.kind.capacity.min(place) } else { room.kind.capacity };
    let taken = busy(room, wish).filter(|b| same_session(room, wish, b)).count();
    if i64::try_from(taken).unwrap_or(i64::MAX) >= capacity {
        found.push(Reason::of(Refusal::Full).fact("capacity", capacity).fact("taken", taken));
    }
}

fn day_max(room: &Room, advisor: &Advisor, wish: &Wish<'_>, found: &mut Vec<Reason>) {
    // A group is one session, however many come.
    let sessions = busy(room, wish).filter(|b| b.advisor == advisor.id && !same_session(room, wish, b));
    let sessions: std::collections::BTreeSet<_> = sessions.map(|b| (b.start, &b.kind, &b.place)).collect();
    if advisor.daily_max > 0 && i64::try_from(sessions.len()).unwrap_or(i64::MAX) >= advisor.daily_max {
        let reason = Reason::of(Refusal::DayFull).fact("name", &advisor.name).fact("day", wish.start.date());
        found.push(reason.fact("max", advisor.daily_max).may_override(Rank::Clerk));
    }
}

fn client_free(room: &Room, wish: &Wish<'_>, found: &mut Vec<Reason>) {
    let Some(client) = wish.client.filter(|c| !c.is_empty()) else { return };
    let theirs = room.bookings.iter().filter(|b| b.client == client && b.state.takes_time());
    for booking in theirs.filter(|b| wish.skip != Some(b.id.as_str()) && b.span().overlaps(wish.span())) {
        let (from, to) = (clock_text(booking.start.time()), clock_text(booking.span().until.time()));
        let reason = Reason::of(Refusal::ClientBusy).fact("from", from).fact("to", to).fact("number", &booking.number);
        found.push(reason.may_override(Rank::Clerk));
    }
}

#[cfg(test)]
mod tests;
