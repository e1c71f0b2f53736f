//! A booking's life, told by its rules.

use super::*;
use crate::base::clock::Clock;
use crate::base::ids::Ids;
use crate::desk::change::Actor;
use crate::desk::studio::slots::tests::{at, monday_room};
use rstest::rstest;

const NOW: &str = "2026-03-02T08:00";

fn with<T>(site: &str, now: &str, over: Option<&str>, run: impl FnOnce(&Ctx<'_>) -> T) -> T {
    let moment = Moment::parse(now).unwrap();
    let (who, ids) = (Actor { clerk: "c01".into() }, Ids::seeded(Clock::Fixed(moment), 1));
    run(&Ctx { at: moment, site, hub: false, who: &who, ids: &ids, over })
}

fn state() -> MakeState {
    let client = Client { id: "resident:1".into(), name: "李和".into(), phone: "13812345678".into() };
    MakeState { room: monday_room(), client, number: "QLQ-B20260302-001".into(), studio: true }
}

fn wish(start: &str) -> MakeBooking {
    MakeBooking { kind: "session_kind:coach".into(), start: start.into(), client: "resident:1".into(), ..MakeBooking::default() }
}

fn booking(state: State) -> Booking {
    Booking {
        id: "booking:1".into(),
        number: "QLQ-B20260302-001".into(),
        advisor: "advisor:liu".into(),
        start: at("2026-03-02T09:00"),
        minutes: 60,
        home: "QLQ".into(),
        state,
        ..Booking::default()
    }
}

fn codes(verdict: Verdict) -> Vec<&'static str> {
    verdict.map_or_else(|reasons| reasons.iter().map(|r| r.code.name()).collect(), |_| Vec::new())
}

#[test]
fn the_studio_books_and_another_desk_asks() {
    let plan = with("QLQ", NOW, None, |ctx| make(&state(), &wish("2026-03-02T09:30"), ctx)).unwrap();
    let fields = &plan.changes[0].fields;
    assert_eq!((fields["state"].as_str(), fields["minutes"].as_i64()), (Some("booked"), Some(60)));
    assert_eq!(fields["phone"], "13812345678");
    assert!(fields.keys().all(|name| crate::desk::kind::find("booking").unwrap().field(name).is_some()));
    let far = MakeState { studio: false, ..state() };
    let plan = with("FHS", NOW, None, |ctx| make(&far, &wish("2026-03-02T09:30"), ctx)).unwrap();
    assert_eq!(plan.changes[0].fields["state"], "requested");
    assert_eq!(plan.warnings[0].code.name(), "studio.awaits_studio");
}

#[test]
fn all_reasons_come_together() {
    let mut empty = state();
    (empty.client, empty.room.kind.needs_place) = (Client::default(), true);
    let verdict = with("QLQ", NOW, None, |ctx| make(&empty, &wish("2026-03-04T12:00"), ctx));
    let all = ["studio.needs_place", "studio.no_client", "studio.outside_hours", "studio.on_leave"];
    assert_eq!(codes(verdict), all);
    let long = MakeBooking { minutes: Some(0), start: "bald".into(), ..wish("") };
    assert_eq!(codes(with("QLQ", NOW, None, |ctx| make(&state(), &long, ctx))), ["studio.out_of_bounds", "desk.bad_value"]);
}

#[test]
fn a_clerk_may_set_hours_aside_but_never_a_taken_time() {
    let plan = with("QLQ", NOW, Some("加班"), |ctx| make(&state(), &wish("2026-03-02T12:00"), ctx)).unwrap();
    assert_eq!(plan.warnings[0].code.name(), "studio.outside_hours");
    let mut taken = state();
    taken.room.bookings = vec![booking(State::Booked)];
    let verdict = with("QLQ", NOW, Some("加班"), |ctx| make(&taken, &wish("2026-03-02T09:30"), ctx));
    assert_eq!(codes(verdict), ["studio.advisor_busy"]);
}

#[test]
fn a_move_keeps_the_booking_and_counts_up() {
    let mut room = monday_room();
    room.bookings = vec![booking(State::Booked)];
    let to = |start: &str| MoveBooking { booking: "booking:1".into(), start: start.into(), ..MoveBooking::default() };
    let go = |start: &str, state, studio, site: &str| {
        with(site, NOW, None, |ctx| move_to(&room, &booking(state), studio, &to(start), ctx))
    };
    let plan = go("2026-03-02T09:30", State::Booked, true, "QLQ").unwrap();
    assert_eq!((plan.changes[0].ent.as_str(), plan.changes[0].fields["rev"].as_i64()), ("booking:1", Some(1)));
    assert_eq!(codes(go("2026-03-02T09:00", State::Booked, true, "QLQ")), ["studio.same_time"]);
    assert_eq!(codes(go("2026-03-02T09:30", State::Attended, true, "QLQ")), ["studio.has_outcome"]);
    assert_eq!(codes(go("2026-03-02T09:30", State::Booked, false, "FHS")), ["studio.not_studio"]);
    assert_eq!(go("2026-03-02T09:30", State::Booked, false, "QLQ").unwrap().changes[0].fields["state"], "requested");
}

#[rstest]
#[case("attended", State::Booked, "2026-03-02T08:50", &[])]
#[case("attended", State::Booked, "2026-03-01T23:59", &["studio.not_yet"])]
#[case("no_show", State::Booked, "2026-03-02T08:59", &["studio.not_yet"])]
#[case("no_show", State::Booked, "2026-03-02T09:00", &[])]
#[case("no_show", State::Attended, "2026-03-02T10:00", &["studio.has_outcome"])]
#[case("booked", State::Booked, "2026-03-02T10:00", &["desk.bad_value"])]
fn an_outcome_is_entered_when_it_can_be_known(
    #[case] word: &str,
    #[case] state: State,
    #[case] now: &str,
    #[case] expected: &[&str],
) {
    let cmd = SetOutcome { booking: "booking:1".into(), outcome: word.into(), rev: None };
    assert_eq!(codes(with("QLQ", now, None, |ctx| outcome(&booking(state), true, &cmd, ctx))), expected);
}

#[test]
fn who_cancelled_is_kept_and_a_request_is_confirmed_once() {
    let cmd = CancelBooking { booking: "booking:1".into(), by: "client".into(), reason: Some("出差".into()), rev: None };
    let plan = with("QLQ", NOW, None, |ctx| cancel(&booking(State::Booked), true, &cmd, ctx)).unwrap();
    assert_eq!(plan.changes[0].fields["state"], "cancelled_client");
    let us = CancelBooking { by: "us".into(), reason: Some(" ".into()), ..cmd.clone() };
    assert_eq!(codes(with("QLQ", NOW, None, |ctx| cancel(&booking(State::Booked), true, &us, ctx))), ["desk.bad_value"]);
    let us = CancelBooking { by: "us".into(), ..cmd.clone() };
    assert!(with("QLQ", NOW, None, |ctx| cancel(&booking(State::Booked), true, &us, ctx)).is_ok());
    let nobody = CancelBooking { by: "cat".into(), ..cmd };
    assert_eq!(codes(with("QLQ", NOW, None, |ctx| cancel(&booking(State::Booked), true, &nobody, ctx))), ["desk.bad_value"]);
    let yes = |state, studio| {
        with("QLQ", NOW, None, |ctx| confirm(&monday_room(), &booking(state), studio, &ConfirmBooking::default(), ctx))
    };
    assert_eq!(yes(State::Requested, true).unwrap().changes[0].fields["state"], "booked");
    assert_eq!(codes(yes(State::Booked, false)), ["studio.not_studio", "studio.not_requested"]);
}
