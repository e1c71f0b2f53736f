//! A full hall, told by its rules.

use super::*;
use crate::base::clock::Clock;
use crate::base::ids::Ids;
use crate::desk::change::Actor;
use crate::desk::studio::slots::tests::at;

fn with<T>(now: &str, run: impl FnOnce(&Ctx<'_>) -> T) -> T {
    let moment = Moment::parse(now).unwrap();
    let (who, ids) = (Actor { clerk: "c01".into() }, Ids::seeded(Clock::Fixed(moment), 1));
    run(&Ctx { at: moment, site: "QLQ", hub: false, who: &who, ids: &ids, over: None })
}

fn seat(n: i64, state: State) -> Booking {
    let (id, number) = (format!("booking:{n}"), format!("N{n}"));
    Booking { id, number, client: format!("resident:{n}"), lecture: "booking:0".into(), state, ..Booking::default() }
}

/// Two seats; the lecture is on Wednesday at two.
fn hall(states: &[State]) -> Hall {
    let lecture = Booking { id: "booking:0".into(), seats: 2, start: at("2026-03-04T14:00"), minutes: 90, ..Booking::default() };
    Hall { lecture, list: (1..).zip(states).map(|(n, state)| seat(n, *state)).collect() }
}

fn codes(verdict: Verdict) -> Vec<&'static str> {
    verdict.map_or_else(|reasons| reasons.iter().map(|r| r.code.name()).collect(), |_| Vec::new())
}

fn written(verdict: Verdict) -> Vec<String> {
    let plan = verdict.unwrap();
    plan.changes.iter().map(|c| format!("{} {}", c.ent, c.fields["state"].as_str().unwrap())).collect()
}

#[test]
fn whoever_comes_when_it_is_full_waits_and_comes_once() {
    use State::{Booked, Waiting};
    let client = |n: i64| Client { id: format!("resident:{n}"), name: "李和".into(), phone: String::new() };
    let go =
        |states: &[State], n| with("2026-03-02T09:00", |ctx| sign_up(&hall(states), &client(n), "N9", &SignUp::default(), ctx));
    assert_eq!(go(&[Booked], 9).unwrap().changes[0].fields["state"], "booked");
    let full = go(&[Booked, Booked, Waiting], 9).unwrap();
    assert_eq!((full.changes[0].fields["state"].as_str(), full.warnings[0].facts["place"].as_str()), (Some("waiting"), "2"));
    // A seat is free, but somebody waits for it already.
    assert_eq!(go(&[Booked, Waiting], 9).unwrap().changes[0].fields["state"], "waiting");
    assert_eq!(codes(go(&[Booked], 1)), ["studio.on_list"]);
    let late = with("2026-03-04T14:01", |ctx| sign_up(&hall(&[]), &client(9), "N9", &SignUp::default(), ctx));
    assert_eq!(codes(late), ["studio.in_past"]);
}

#[test]
fn a_seat_given_back_is_offered_to_whoever_waits_longest() {
    use State::{Booked, CancelledClient, Waiting};
    let full = hall(&[Booked, Booked, Waiting, Waiting]);
    let go = |now: &str| with(now, |ctx| give_back(&full, &full.list[0], CancelledClient, None, ctx));
    assert_eq!(written(go("2026-03-02T09:00")), ["booking:1 cancelled_client", "booking:3 offered"]);
    assert_eq!(go("2026-03-02T09:00").unwrap().changes[1].fields["offer_until"], Moment::parse("2026-03-03T09:00").unwrap().0);
    let close = go("2026-03-04T10:00").unwrap().changes[1].fields["offer_until"].clone();
    assert_eq!(close, Moment::parse("2026-03-04T14:00").unwrap().0, "never beyond the beginning");
    assert_eq!(written(go("2026-03-04T14:30")), ["booking:1 cancelled_client"], "nothing is offered once it has begun");
}

#[test]
fn an_offer_runs_out_when_it_is_read_and_goes_to_the_next() {
    use State::{Booked, CancelledClient, Offered, Waiting};
    let mut hall = hall(&[Booked, Offered, Waiting, Booked]);
    hall.lecture.seats = 3;
    hall.list[1].offer_until = Moment::parse("2026-03-03T09:00").unwrap().0;
    let take = |n: usize, now: &str| with(now, |ctx| take_offer(&hall, &hall.list[n], ctx));
    assert_eq!(written(take(1, "2026-03-03T08:00")), ["booking:2 booked"]);
    assert_eq!(codes(take(2, "2026-03-03T08:00")), ["studio.no_offer"]);
    assert_eq!(codes(take(1, "2026-03-03T09:01")), ["studio.offer_expired"], "somebody stands before him now");
    assert_eq!(written(take(2, "2026-03-03T09:01")), ["booking:3 booked"]);
    let later = with("2026-03-03T09:01", |ctx| give_back(&hall, &hall.list[0], CancelledClient, None, ctx));
    // Two seats are free then: the one that lapsed and the one given back.
    assert_eq!(written(later), ["booking:1 cancelled_client", "booking:3 offered", "booking:2 offered"]);
}

#[test]
fn a_lecture_called_off_takes_every_open_seat_with_it() {
    let hall = hall(&[State::Booked, State::Waiting, State::CancelledClient]);
    let go = |studio| with("2026-03-02T09:00", |ctx| cancel_lecture(&hall, studio, &CancelLecture::default(), ctx));
    let all = ["booking:0 cancelled_us", "booking:1 cancelled_us", "booking:2 cancelled_us"];
    assert_eq!(written(go(true)), all);
    assert_eq!(codes(go(false)), ["studio.not_studio"]);
    let one = Hall { lecture: seat(1, State::Booked), list: vec![] };
    let verdict = with("2026-03-02T09:00", |ctx| cancel_lecture(&one, true, &CancelLecture::default(), ctx));
    assert_eq!(codes(verdict), ["studio.not_lecture"]);
}
