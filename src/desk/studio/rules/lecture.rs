//! Lectures: seats, a waiting list, and offers of freed seats.
//!
//! A lecture is a booking with `seats`; whoever signs up has a booking of his own that names it in
//! `lecture`, so that outcomes are the sign-in list. An offer runs out *when it is read*: nothing
//! runs in the background, every command first sees which offers have lapsed.

use super::booking::Client;
use super::{bad, bounds};
use crate::base::clock::Moment;
use crate::desk::change::{Change, Ctx, Plan, Verdict, verdict};
use crate::desk::reason::{Rank, Reason};
use crate::desk::studio::check::{Room, Wish, against};
use crate::desk::studio::time::{parse_wall, wall_text};
use crate::desk::studio::{Booking, CancelLecture, OpenLecture, Refusal, SessionKind, SignUp, State};

/// How long a freed seat is kept for the next one waiting, milliseconds.
pub const OFFER_MS: i64 = 24 * 3600 * 1000;

/// A lecture with everybody who ever signed up.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Hall {
    pub lecture: Booking,
    pub list: Vec<Booking>,
}

/// Has this offer run out?
pub fn lapsed(seat: &Booking, now: Moment) -> bool {
    seat.state == State::Offered && seat.offer_until < now.0
}

impl Hall {
    /// Seats that are taken or stand offered.
    pub fn taken(&self, now: Moment) -> i64 {
        let holds = |b: &&Booking| b.state.takes_time() || (b.state == State::Offered && !lapsed(b, now));
        i64::try_from(self.list.iter().filter(holds).count()).unwrap_or(i64::MAX)
    }

    /// Seats that anybody may take.
    pub fn free(&self, now: Moment) -> i64 {
        (self.lecture.seats - self.taken(now)).max(0)
    }

    /// Who waits, first come first; whoever let an offer lapse stands behind.
    pub fn waiting(&self, now: Moment) -> Vec<&Booking> {
        let mut waiting: Vec<_> = self.list.iter().filter(|b| b.state == State::Waiting || lapsed(b, now)).collect();
        waiting.sort_by_key(|b| (b.rev + i64::from(lapsed(b, now)), b.id.clone()));
        waiting
    }

    /// Offers `seats` freed seats to those who wait longest; writes down which offers lapsed.
    fn offers(&self, freed: i64, mut plan: Plan, ctx: &Ctx<'_>) -> Plan {
        let until = self.offer_end(ctx.at);
        let next: Vec<_> = self.waiting(ctx.at).into_iter().take(usize::try_from(freed).unwrap_or(0)).collect();
        for seat in self.list.iter().filter(|b| lapsed(b, ctx.at) && !next.iter().any(|n| n.id == b.id)) {
            plan = plan.and(Change::of(&seat.id).set("state", State::Waiting.name()).set("rev", seat.rev + 1));
        }
        for seat in next {
            let change = Change::of(&seat.id).set("state", State::Offered.name()).set("offer_until", until.0);
            let rev = seat.rev + i64::from(lapsed(seat, ctx.at));
            let said = Reason::of(Refusal::SeatOffered).fact("number", &seat.number);
            plan = plan.and(change.set("rev", rev)).warn(said.fact("until", wall_text(until.local())));
        }
        plan
    }

    /// An offer ends a day later, or when the lecture begins.
    fn offer_end(&self, now: Moment) -> Moment {
        Moment((now.0 + OFFER_MS).min(Moment::from_local(self.lecture.start).0))
    }
}

/// `lecture.open`: takes the advisor's and the place's time like any booking.
pub fn open_lecture(room: &Room, number: &str, studio: bool, cmd: &OpenLecture, ctx: &Ctx<'_>) -> Verdict {
    let minutes = cmd.minutes.unwrap_or(room.kind.minutes);
    let capacity = cmd.capacity.unwrap_or(room.kind.capacity);
    let mut reasons = Vec::new();
    if !studio {
        reasons.push(Reason::of(Refusal::NotStudio).fact("home", ctx.site));
    }
    if room.advisor.is_none() && room.place.is_none() {
        reasons.push(Reason::of(Refusal::NothingToBook));
    }
    bounds("minutes", minutes, 5, 720, &mut reasons);
    let most = room.place.as_ref().map(|p| p.capacity).filter(|c| *c > 0).unwrap_or(10_000);
    bounds("capacity", capacity, 1, most, &mut reasons);
    let start = parse_wall(&cmd.start);
    match start {
        Some(start) => {
            let wish = Wish { start, minutes: minutes.clamp(5, 720), client: None, skip: None };
            // A lecture never joins a group that is there: it needs its time for itself.
            let alone = Room { kind: SessionKind { capacity: 1, ..room.kind.clone() }, ..room.clone() };
            reasons.extend(against(&alone, &wish, ctx.at.local()));
        }
        None => reasons.push(bad("start", &cmd.start)),
    }
    verdict(ctx, reasons, || {
        let change = Change::of(ctx.ids.next("booking"))
            .set("number", number)
            .set("kind", room.kind.id.clone())
            .set("advisor", room.advisor.as_ref().map(|a| a.id.clone()).unwrap_or_default())
            .set("place", room.place.as_ref().map(|p| p.id.clone()).unwrap_or_default())
            .set("start", start.map(wall_text).unwrap_or_default())
            .set("minutes", minutes)
            .set("seats", capacity)
            .set("title", cmd.title.clone().unwrap_or_default())
            .set("state", State::Booked.name())
            .set("rev", 0)
            .set("home", ctx.site)
            .set("made", ctx.at.0);
        Plan::one(change).tell("number", number)
    })
}

fn not_lecture(lecture: &Booking) -> Option<Reason> {
    (lecture.seats <= 0).then(|| Reason::of(Refusal::NotLecture).fact("number", &lecture.number))
}

/// `lecture.sign_up`: a seat if one is free and nobody waits for it, else the waiting list.
pub fn sign_up(hall: &Hall, client: &Client, number: &str, cmd: &SignUp, ctx: &Ctx<'_>) -> Verdict {
    let lecture = &hall.lecture;
    let mut reasons: Vec<_> = not_lecture(lecture).into_iter().collect();
    if !lecture.state.open() {
        let reason = Reason::of(Refusal::HasOutcome).fact("number", &lecture.number);
        reasons.push(reason.fact("state", lecture.state.name()));
    }
    if client.name.trim().is_empty() {
        reasons.push(Reason::of(Refusal::NoClient));
    }
    if ctx.at.local() > lecture.start {
        let reason = Reason::of(Refusal::InPast).fact("start", wall_text(lecture.start));
        reasons.push(reason.may_override(Rank::Clerk));
    }
    let on_list = |b: &&Booking| !client.id.is_empty() && b.client == client.id && (b.state.open() || b.state == State::Attended);
    if let Some(there) = hall.list.iter().find(on_list) {
        let reason = Reason::of(Refusal::OnList).fact("number", &there.number);
        reasons.push(reason.fact("state", there.state.name()));
    }
    let waiting = hall.waiting(ctx.at).len();
    let seated = waiting == 0 && hall.free(ctx.at) > 0;
    verdict(ctx, reasons, || {
        let state = if seated { State::Booked } else { State::Waiting };
        let change = Change::of(ctx.ids.next("booking"))
            .set("number", number)
            .set("lecture", lecture.id.clone())
            .set("kind", lecture.kind.clone())
            .set("start", wall_text(lecture.start))
            .set("minutes", lecture.minutes)
            .set("state", state.name())
            .set("community", cmd.community.clone().unwrap_or_default())
            .set("rev", 0)
            .set("home", ctx.site)
            .set("made", ctx.at.0)
            .set("client", client.id.clone())
            .set("client_name", client.name.clone())
            .set("phone", cmd.phone.clone().unwrap_or_else(|| client.phone.clone()));
        let plan = Plan::one(change).tell("number", number).tell("state", state.name());
        if seated { plan } else { plan.warn(Reason::of(Refusal::OnWaitingList).fact("place", waiting + 1)) }
    })
}

/// `lecture.cancel` of the whole lecture: everybody's seat with it.
pub fn cancel_lecture(hall: &Hall, studio: bool, cmd: &CancelLecture, ctx: &Ctx<'_>) -> Verdict {
    let lecture = &hall.lecture;
    let mut reasons: Vec<_> = not_lecture(lecture).into_iter().collect();
    if !studio {
        reasons.push(Reason::of(Refusal::NotStudio).fact("home", &lecture.home));
    }
    if !lecture.state.open() {
        let reason = Reason::of(Refusal::HasOutcome).fact("number", &lecture.number);
        reasons.push(reason.fact("state", lecture.state.name()));
    }
    verdict(ctx, reasons, || {
        let why = cmd.reason.clone().unwrap_or_default();
        let off = |b: &Booking| {
            let change = Change::of(&b.id).set("state", State::CancelledUs.name()).set("rev", b.rev + 1);
            change.set("reason", why.clone())
        };
        let open: Vec<_> = hall.list.iter().filter(|b| b.state.open()).collect();
        let plan = Plan::one(off(lecture)).tell("number", lecture.number.clone()).tell("seats", open.len());
        open.into_iter().fold(plan, |plan, seat| plan.and(off(seat)))
    })
}

/// A seat given back, by `lecture.cancel` or `booking.cancel`: the next one waiting is offered it.
pub fn give_back(hall: &Hall, seat: &Booking, by: State, reason: Option<&str>, ctx: &Ctx<'_>) -> Verdict {
    let there = Reason::of(Refusal::HasOutcome).fact("number", &seat.number).fact("state", seat.state.name());
    let reasons = if seat.state.open() { Vec::new() } else { vec![there.may_override(Rank::Clerk)] };
    verdict(ctx, reasons, || {
        let change = Change::of(&seat.id).set("state", by.name()).set("rev", seat.rev + 1);
        let plan = Plan::one(change.set("reason", reason.unwrap_or_default())).tell("number", seat.number.clone());
        let mut after = hall.clone();
        after.list.retain(|b| b.id != seat.id);
        let begun = ctx.at.local() >= hall.lecture.start;
        let freed = if begun { 0 } else { after.free(ctx.at) };
        after.offers(freed, plan, ctx)
    })
}

/// `offer.take`: a standing offer, or a seat that is free all the same.
pub fn take_offer(hall: &Hall, seat: &Booking, ctx: &Ctx<'_>) -> Verdict {
    let mut reasons = Vec::new();
    let late = lapsed(seat, ctx.at);
    let waits = late || seat.state == State::Waiting;
    let first = hall.waiting(ctx.at).first().is_some_and(|b| b.id == seat.id);
    if !waits && seat.state != State::Offered {
        let reason = Reason::of(Refusal::NoOffer).fact("number", &seat.number);
        reasons.push(reason.fact("state", seat.state.name()));
    } else if waits && !(first && hall.free(ctx.at) > 0) {
        reasons.push(match late {
            true => Reason::of(Refusal::OfferExpired).fact("until", wall_text(Moment(seat.offer_until).local())),
            false => Reason::of(Refusal::NoOffer).fact("number", &seat.number).fact("state", seat.state.name()),
        });
    }
    verdict(ctx, reasons, || {
        let change = Change::of(&seat.id).set("state", State::Booked.name()).set("offer_until", 0).set("rev", seat.rev + 1);
        Plan::one(change).tell("number", seat.number.clone()).tell("state", State::Booked.name())
    })
}

#[cfg(test)]
#[path = "lecture_tests.rs"]
mod tests;
