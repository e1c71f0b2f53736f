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
    room.hours.iter_mut().filter(|h| h.weekday == 5 && h.from.hour() < 12).for_each(|h| h.from = at("2026-03-07T10:00").time());
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
    let seat =
        |id: &str, start, minutes| Booking { advisor: String::new(), place: "place:seats".into(), ..booking(id, start, minutes) };
    room.bookings = vec![seat("a", "2026-03-02T09:00", 60), seat("b", "2026-03-02T10:00", 60)];
    assert!(codes(&room, "2026-03-02T09:30", 60).is_empty(), "never more than one beside it");
    room.bookings.push(seat("c", "2026-03-02T10:15", 30));
    assert_eq!(codes(&room, "2026-03-02T09:30", 60), ["studio.full"]);
}
