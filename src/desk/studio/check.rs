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
mod tests {
    use super::super::slots::tests::{at, monday_room};
    use super::*;
    use chrono::Timelike as _;
    use rstest::rstest;

    fn booking(id: &str, start: &str, minutes: i64) -> Booking {
        let advisor = "advisor:liu".into();
        Booking { id: id.into(), number: id.to_uppercase(), advisor, start: at(start), minutes, ..Booking::default() }
    }

    fn codes(room: &Room, start: &str, minutes: i64) -> Vec<&'static str> {
        let wish = Wish { start: at(start), minutes, client: None, skip: None };
        against(room, &wish, at("2026-03-02T08:00")).into_iter().map(|r| r.code.name()).collect()
    }

    /// Monday 2026-03-02; hours Mon–Fri 08:30–11:30 and 14:00–17:00; leave on Wednesday.
    #[rstest]
    #[case("2026-03-02T09:30", 60, &[])]
    #[case("2026-03-02T11:00", 60, &["studio.outside_hours"])]
    #[case("2026-03-02T11:30", 150, &["studio.outside_hours"])]
    #[case("2026-03-02T07:30", 60, &["studio.in_past", "studio.outside_hours"])]
    #[case("2026-03-04T09:00", 60, &["studio.on_leave"])]
    #[case("2026-03-07T09:00", 60, &["studio.outside_hours"])]
    #[case("2026-06-01T09:00", 60, &["studio.too_far"])]
    #[case("2026-03-05T09:00", 60, &["studio.closed"])]
    #[case("2026-03-02T23:30", 60, &["studio.past_midnight", "studio.outside_hours"])]
    fn each_limit_speaks_for_itself(#[case] start: &str, #[case] minutes: i64, #[case] expected: &[&str]) {
        assert_eq!(codes(&monday_room(), start, minutes), expected);
    }

    #[test]
    fn a_taken_hour_is_refused_for_good_but_a_request_may_be_set_aside() {
        let mut room = monday_room();
        room.bookings = vec![booking("booking:1", "2026-03-02T09:00", 60)];
        assert_eq!(codes(&room, "2026-03-02T09:30", 60), ["studio.advisor_busy"]);
        assert_eq!(codes(&room, "2026-03-02T10:00", 60), [""; 0], "touching is free");
        let wish = Wish { start: at("2026-03-02T09:30"), minutes: 60, client: None, skip: Some("booking:1") };
        assert!(against(&room, &wish, at("2026-03-02T08:00")).is_empty(), "it is not in its own way");
        room.bookings[0].state = State::Requested;
        let found = against(&room, &Wish { skip: None, ..wish }, at("2026-03-02T08:00"));
        assert_eq!((found[0].code.name(), found[0].over), ("studio.requested_by_other", Some(Rank::Clerk)));
        room.bookings[0].state = State::CancelledClient;
        assert!(codes(&room, "2026-03-02T09:30", 60).is_empty());
    }

    #[test]
    fn limits_of_the_advisor_count_air_notice_dates_and_sessions() {
        let mut room = monday_room();
        room.bookings = vec![booking("booking:1", "2026-03-02T09:00", 60)];
        if let Some(advisor) = &mut room.advisor {
            (advisor.buffer, advisor.notice, advisor.daily_max) = (15, 180, 1);
            advisor.active_to = "2026-03-01".into();
        }
        let all = ["studio.too_soon", "studio.not_active", "studio.no_air", "studio.day_full"];
        assert_eq!(codes(&room, "2026-03-02T10:00", 60), all);
    }

    #[test]
    fn a_worked_saturday_opens_what_every_workday_has() {
        let mut room = monday_room();
        assert_eq!(codes(&room, "2026-03-07T09:00", 60), ["studio.outside_hours"]);
        room.worked = [at("2026-03-07T00:00").date()].into();
        assert!(codes(&room, "2026-03-07T09:00", 60).is_empty());
        assert_eq!(codes(&room, "2026-03-07T12:00", 60), ["studio.outside_hours"]);
        // Fridays begin later; then so does the Saturday.
        room.hours
            .iter_mut()
            .filter(|h| h.weekday == 5 && h.from.hour() < 12)
            .for_each(|h| h.from = at("2026-03-07T10:00").time());
        assert_eq!(codes(&room, "2026-03-07T09:00", 60), ["studio.outside_hours"]);
        assert!(codes(&room, "2026-03-07T10:00", 60).is_empty());
        // Hours of its own stand; who does not come on every workday is not presumed to come.
        room.hours.push(Hours {
            weekday: 6,
            from: at("2026-03-07T13:00").time(),
            to: at("2026-03-07T15:00").time(),
            ..room.hours[0].clone()
        });
        assert!(codes(&room, "2026-03-07T13:00", 60).is_empty());
        room.hours.retain(|h| h.weekday == 2);
        assert_eq!(codes(&room, "2026-03-07T10:00", 60), ["studio.outside_hours"]);
    }

    #[test]
    fn a_group_fills_seat_by_seat() {
        let mut room = monday_room();
        room.kind = SessionKind { id: "session_kind:lecture".into(), capacity: 2, minutes: 90, ..SessionKind::default() };
        let seat = |id| Booking { kind: "session_kind:lecture".into(), ..booking(id, "2026-03-02T14:00", 90) };
        room.bookings = vec![seat("booking:1")];
        assert!(codes(&room, "2026-03-02T14:00", 90).is_empty());
        assert_eq!(codes(&room, "2026-03-02T14:30", 90), ["studio.advisor_busy"], "another start is another session");
        room.bookings.push(seat("booking:2"));
        assert_eq!(codes(&room, "2026-03-02T14:00", 90), ["studio.full"]);
    }

    #[test]
    fn shared_seats_are_full_when_one_moment_is_full() {
        let place = Place { id: "place:seats".into(), capacity: 2, shared: true, ..Place::default() };
        let mut room = Room { place: Some(place), ..Room::default() };
        let seat = |id: &str, start, minutes| Booking {
            advisor: String::new(),
            place: "place:seats".into(),
            ..booking(id, start, minutes)
        };
        room.bookings = vec![seat("a", "2026-03-02T09:00", 60), seat("b", "2026-03-02T10:00", 60)];
        assert!(codes(&room, "2026-03-02T09:30", 60).is_empty(), "never more than one beside it");
        room.bookings.push(seat("c", "2026-03-02T10:15", 30));
        assert_eq!(codes(&room, "2026-03-02T09:30", 60), ["studio.full"]);
    }
}
