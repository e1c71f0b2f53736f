//! Free times: every start on the half hour at which nothing speaks against a session.

use super::check::{Room, Wish, against, open_spans};
use super::time::{Span, wall};
use chrono::{Duration, NaiveDate, NaiveDateTime, NaiveTime, Timelike};
use serde::{Deserialize, Serialize};

/// Starts are proposed on this grid, as the week is drawn.
pub const STEP: i64 = 30;

/// When a place without hours of its own may be proposed (a person may still type another time).
const DAY: [(u32, u32); 2] = [(8, 30), (17, 30)];

/// A free time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Slot {
    #[serde(with = "wall")]
    pub start: NaiveDateTime,
    pub minutes: i64,
    /// Ids; empty = none.
    pub advisor: String,
    pub place: String,
    pub advisor_name: String,
    pub place_name: String,
}

/// Free times of `room` between two moments, earliest first, found one by one as they are asked for.
pub fn free_slots<'a>(
    room: &'a Room,
    minutes: i64,
    from: NaiveDateTime,
    until: NaiveDateTime,
    now: NaiveDateTime,
) -> impl Iterator<Item = Slot> + 'a {
    let days = from.date().iter_days().take_while(move |day| *day <= until.date());
    let starts = days.filter(|day| !room.closed.contains_key(day)).flat_map(move |day| starts(room, day, minutes));
    let within = starts.filter(move |start| *start >= from.max(now) && *start + Duration::minutes(minutes) <= until);
    within.filter(move |start| is_free(room, *start, minutes, now)).map(move |start| slot(room, start, minutes))
}

/// Would a booking at `start` be accepted as it is?
pub fn is_free(room: &Room, start: NaiveDateTime, minutes: i64, now: NaiveDateTime) -> bool {
    against(room, &Wish { start, minutes, client: None, skip: None }, now).is_empty()
}

/// The earliest first slot of several rooms (the same kind at every advisor).
pub fn first_of(rooms: &[Room], minutes: i64, from: NaiveDateTime, until: NaiveDateTime, now: NaiveDateTime) -> Option<Slot> {
    rooms.iter().filter_map(|room| free_slots(room, minutes, from, until, now).next()).min_by_key(|slot| slot.start)
}

fn slot(room: &Room, start: NaiveDateTime, minutes: i64) -> Slot {
    let (advisor, advisor_name) = room.advisor.as_ref().map(|a| (a.id.clone(), a.name.clone())).unwrap_or_default();
    let (place, place_name) = room.place.as_ref().map(|p| (p.id.clone(), p.name.clone())).unwrap_or_default();
    Slot { start, minutes, advisor, place, advisor_name, place_name }
}

/// Starts on the half hour within the opening stretches of a day.
fn starts(room: &Room, day: NaiveDate, minutes: i64) -> Vec<NaiveDateTime> {
    let mut found = Vec::new();
    for open in opening(room, day) {
        let mut start = round_up(open.from);
        while open.holds(Span::of(start, minutes.max(1))) {
            found.push(start);
            start += Duration::minutes(STEP);
        }
    }
    found
}

/// The advisor's hours; without an advisor the place's; without hours of its own the usual day.
pub fn opening(room: &Room, day: NaiveDate) -> Vec<Span> {
    if let Some(advisor) = &room.advisor {
        return open_spans(room, &advisor.id, day);
    }
    let own = |id: &str| room.hours.iter().any(|h| h.owner == id);
    match &room.place {
        Some(place) if own(&place.id) => open_spans(room, &place.id, day),
        _ => usual_day(day).into_iter().collect(),
    }
}

fn usual_day(day: NaiveDate) -> Option<Span> {
    let at = |(hour, minute)| NaiveTime::from_hms_opt(hour, minute, 0).map(|time| day.and_time(time));
    Some(Span { from: at(DAY[0])?, until: at(DAY[1])? })
}

/// The next half hour, or `at` itself if it is one.
fn round_up(at: NaiveDateTime) -> NaiveDateTime {
    let over = i64::from(at.minute()) % STEP;
    if over == 0 { at } else { at + Duration::minutes(STEP - over) }
}

#[cfg(test)]
pub(super) mod tests {
    use super::super::time::{clock_text, parse_clock, parse_wall};
    use super::super::{Advisor, Booking, Hours, Leave, SessionKind};
    use super::*;
    use proptest::prelude::*;

    pub fn at(text: &str) -> NaiveDateTime {
        parse_wall(text).unwrap()
    }

    /// Advisor 刘: Monday to Friday 08:30–11:30 and 14:00–17:00; leave on Wednesday 2026-03-04, centre closed on Thursday.
    pub fn monday_room() -> Room {
        let hour = |weekday, from: &str, to: &str| {
            let (from, to) = (parse_clock(from).unwrap(), parse_clock(to).unwrap());
            Hours { id: format!("hours:{weekday}{from}"), owner: "advisor:liu".into(), weekday, from, to }
        };
        let hours = (1..=5).flat_map(|day| [hour(day, "08:30", "11:30"), hour(day, "14:00", "17:00")]).collect();
        let (from, to) = (at("2026-03-04T00:00"), at("2026-03-05T00:00"));
        let leave = vec![Leave { id: "leave:1".into(), owner: "advisor:liu".into(), from, to }];
        let kind = SessionKind { id: "session_kind:coach".into(), minutes: 60, capacity: 1, ..SessionKind::default() };
        let advisor = Some(Advisor { id: "advisor:liu".into(), name: "刘老师".into(), ..Advisor::default() });
        let closed = [(at("2026-03-05T00:00").date(), "停电".to_owned())].into();
        Room { advisor, kind, hours, leave, closed, ..Room::default() }
    }

    fn list(room: &Room, minutes: i64, from: &str, until: &str) -> Vec<String> {
        let now = at("2026-03-02T09:10");
        let found = free_slots(room, minutes, at(from), at(until), now);
        found.map(|s| format!("{} {}", s.start.format("%d"), clock_text(s.start.time()))).collect()
    }

    #[test]
    fn free_times_skip_the_past_breaks_bookings_leave_and_closed_days() {
        let mut room = monday_room();
        let advisor = "advisor:liu".to_owned();
        room.bookings = vec![Booking { advisor, start: at("2026-03-02T10:00"), minutes: 60, ..Booking::default() }];
        let day = list(&room, 60, "2026-03-02T00:00", "2026-03-02T23:59");
        assert_eq!(day, ["02 14:00", "02 14:30", "02 15:00", "02 15:30", "02 16:00"]);
        let half = list(&room, 30, "2026-03-02T00:00", "2026-03-02T12:00");
        assert_eq!(half, ["02 09:30", "02 11:00"]);
        let week = list(&room, 180, "2026-03-02T00:00", "2026-03-08T23:59");
        assert_eq!(week, ["02 14:00", "03 08:30", "03 14:00", "06 08:30", "06 14:00"]);
    }

    #[test]
    fn the_first_slot_is_the_earliest_of_all_advisors() {
        let mut busy = monday_room();
        let advisor = "advisor:liu".to_owned();
        busy.bookings = vec![Booking { advisor, start: at("2026-03-02T08:30"), minutes: 180, ..Booking::default() }];
        let mut other = monday_room();
        other.advisor = Some(Advisor { id: "advisor:he".into(), name: "何老师".into(), ..Advisor::default() });
        other.hours.iter_mut().for_each(|h| h.owner = "advisor:he".into());
        let now = at("2026-03-02T08:00");
        let first = first_of(&[busy, other], 60, now, at("2026-03-09T00:00"), now).unwrap();
        assert_eq!((first.advisor.as_str(), first.start), ("advisor:he", at("2026-03-02T08:30")));
    }

    proptest! {
        #[test]
        fn what_is_proposed_never_overlaps_what_is_booked(starts in proptest::collection::vec((0i64..5, 16i64..36, 15i64..120), 0..12)) {
            let mut room = monday_room();
            let booked = |(day, half, minutes): (i64, i64, i64)| {
                let start = at("2026-03-02T00:00") + Duration::days(day) + Duration::minutes(half * 30);
                Booking { advisor: "advisor:liu".into(), start, minutes, ..Booking::default() }
            };
            room.bookings = starts.into_iter().map(booked).collect();
            room.bookings.sort_by_key(|b| b.start);
            for slot in free_slots(&room, 60, at("2026-03-02T00:00"), at("2026-03-08T00:00"), at("2026-03-02T00:00")) {
                let span = Span::of(slot.start, slot.minutes);
                prop_assert!(room.bookings.iter().all(|b| !b.span().overlaps(span)));
                prop_assert!(opening(&room, slot.start.date()).iter().any(|open| open.holds(span)));
            }
        }
    }
}
