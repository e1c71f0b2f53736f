//! Rules of a booking's life: made or asked for, moved, confirmed, cancelled, its outcome entered.

use super::{bad, bounds};
use crate::base::clock::Moment;
use crate::desk::change::{Change, Ctx, Plan, Verdict, verdict};
use crate::desk::reason::{Rank, Reason};
use crate::desk::studio::check::{Room, Wish, against};
use crate::desk::studio::time::{parse_wall, wall_text};
use crate::desk::studio::{Booking, CancelBooking, ConfirmBooking, MakeBooking, MoveBooking, Refusal, SetOutcome, State};

/// Who comes, as far as the desk knows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Client {
    /// A resident's id; empty when only a name was given.
    pub id: String,
    pub name: String,
    pub phone: String,
}

/// What [`make`] needs to know.
#[derive(Debug, Clone, Default)]
pub struct MakeState {
    pub room: Room,
    pub client: Client,
    /// The number of the new booking.
    pub number: String,
    /// Is this the studio's own desk? Any other one asks (SYNC.md section 5).
    pub studio: bool,
}

/// `booking.make`: a booking at the studio's desk, a request at any other.
pub fn make(state: &MakeState, cmd: &MakeBooking, ctx: &Ctx<'_>) -> Verdict {
    let room = &state.room;
    let minutes = cmd.minutes.unwrap_or(room.kind.minutes);
    let mut reasons = needs(room, &state.client);
    bounds("minutes", minutes, 5, 720, &mut reasons);
    let start = parse_wall(&cmd.start);
    match start {
        Some(start) if reasons.iter().all(|r| r.code != Refusal::OutOfBounds.into()) => {
            let wish = Wish { start, minutes, client: Some(&state.client.id), skip: None };
            reasons.extend(against(room, &wish, ctx.at.local()));
        }
        Some(_) => {}
        None => reasons.push(bad("start", &cmd.start)),
    }
    verdict(ctx, reasons, || {
        let first = if state.studio { State::Booked } else { State::Requested };
        let change = Change::of(ctx.ids.next("booking"))
            .set("number", state.number.clone())
            .set("kind", room.kind.id.clone())
            .set("advisor", room.advisor.as_ref().map(|a| a.id.clone()).unwrap_or_default())
            .set("place", room.place.as_ref().map(|p| p.id.clone()).unwrap_or_default())
            .set("start", start.map(wall_text).unwrap_or_default())
            .set("minutes", minutes)
            .set("state", first.name())
            .set("community", cmd.community.clone().unwrap_or_default())
            .set("rev", 0)
            .set("home", ctx.site)
            .set("made", ctx.at.0)
            .set("client", state.client.id.clone())
            .set("client_name", state.client.name.clone())
            .set("phone", cmd.phone.clone().unwrap_or_else(|| state.client.phone.clone()))
            .set("topic", cmd.topic.clone().unwrap_or_default());
        let plan = Plan::one(change).tell("number", state.number.clone()).tell("state", first.name());
        awaits(plan, state.studio, &state.number)
    })
}

/// What the kind of session asks for.
fn needs(room: &Room, client: &Client) -> Vec<Reason> {
    let mut reasons = Vec::new();
    let kind = &room.kind;
    if room.advisor.is_none() && room.place.is_none() {
        reasons.push(Reason::of(Refusal::NothingToBook));
    } else if kind.needs_advisor && room.advisor.is_none() {
        reasons.push(Reason::of(Refusal::NeedsAdvisor).fact("kind", &kind.name));
    }
    if kind.needs_place && room.place.is_none() && room.advisor.is_some() {
        reasons.push(Reason::of(Refusal::NeedsPlace).fact("kind", &kind.name));
    }
    if client.name.trim().is_empty() {
        reasons.push(Reason::of(Refusal::NoClient));
    }
    reasons
}

fn awaits(plan: Plan, studio: bool, number: &str) -> Plan {
    if studio { plan } else { plan.warn(Reason::of(Refusal::AwaitsStudio).fact("number", number)) }
}

/// A desk that is not the studio's may change only what it asked for itself.
fn ownership(booking: &Booking, studio: bool, ctx: &Ctx<'_>) -> Option<Reason> {
    let ours = studio || booking.home == ctx.site;
    (!ours).then(|| Reason::of(Refusal::NotStudio).fact("home", &booking.home))
}

/// What was shown is another by now: somebody else has moved it, or answered. Nothing is written over unseen.
fn changed_since(booking: &Booking, seen: Option<i64>) -> Option<Reason> {
    let reason = Reason::of(Refusal::ChangedSince).fact("number", &booking.number).fact("rev", booking.rev);
    let reason = reason.fact("start", wall_text(booking.start)).fact("state", booking.state.name());
    // What has an outcome is refused for that.
    seen.filter(|seen| *seen != booking.rev && booking.state.open()).map(|_| reason)
}

fn outcome_there(booking: &Booking) -> Option<Reason> {
    let reason = Reason::of(Refusal::HasOutcome).fact("number", &booking.number).fact("state", booking.state.name());
    (!booking.state.open()).then_some(reason)
}

/// Another end than it has is a correction, for a reason; the same one is there already.
fn corrects(booking: &Booking, state: State) -> Option<Reason> {
    let there = outcome_there(booking)?;
    Some(if booking.state == state { there } else { there.may_override(Rank::Clerk) })
}

/// `booking.move`: the same booking, its number and notes; revision + 1. `room` holds the advisor and
/// place it moves to, and the bookings of the new day.
pub fn move_to(room: &Room, booking: &Booking, studio: bool, cmd: &MoveBooking, ctx: &Ctx<'_>) -> Verdict {
    let mut reasons: Vec<_> = ownership(booking, studio, ctx).into_iter().chain(outcome_there(booking)).collect();
    reasons.extend(changed_since(booking, cmd.rev));
    let minutes = cmd.minutes.unwrap_or(booking.minutes);
    let (advisor, place) = (room.advisor.as_ref().map(|a| a.id.as_str()), room.place.as_ref().map(|p| p.id.as_str()));
    bounds("minutes", minutes, 5, 720, &mut reasons);
    let start = parse_wall(&cmd.start);
    match start {
        Some(start) => {
            let same = start == booking.start && minutes == booking.minutes;
            if same && advisor.unwrap_or("") == booking.advisor && place.unwrap_or("") == booking.place {
                reasons.push(Reason::of(Refusal::SameTime).fact("start", wall_text(start)));
            }
            let wish = Wish { start, minutes: minutes.clamp(5, 720), client: Some(&booking.client), skip: Some(&booking.id) };
            reasons.extend(against(room, &wish, ctx.at.local()));
        }
        None => reasons.push(bad("start", &cmd.start)),
    }
    verdict(ctx, reasons, || {
        let next = if studio { State::Booked } else { State::Requested };
        let change = Change::of(&booking.id)
            .set("start", start.map(wall_text).unwrap_or_default())
            .set("minutes", minutes)
            .set("advisor", advisor.unwrap_or(""))
            .set("place", place.unwrap_or(""))
            .set("state", next.name())
            .set("rev", booking.rev + 1);
        // A request that is asked for anew says so, or the studio's yes of that moment would count for the new time.
        let change = if studio { change } else { change.firmly() };
        let plan = Plan::one(change).tell("number", booking.number.clone()).tell("rev", booking.rev + 1);
        awaits(plan, studio, &booking.number)
    })
}

/// `booking.confirm`: the studio's yes to a request. The time is checked again, since the far desk
/// could not know everything.
pub fn confirm(room: &Room, booking: &Booking, studio: bool, cmd: &ConfirmBooking, ctx: &Ctx<'_>) -> Verdict {
    let mut reasons = Vec::new();
    if !studio {
        reasons.push(Reason::of(Refusal::NotStudio).fact("home", &booking.home));
    }
    if booking.state != State::Requested {
        let reason = Reason::of(Refusal::NotRequested).fact("number", &booking.number);
        reasons.push(reason.fact("state", booking.state.name()));
    }
    reasons.extend(changed_since(booking, cmd.rev).filter(|_| booking.state == State::Requested));
    let wish = Wish { start: booking.start, minutes: booking.minutes, client: Some(&booking.client), skip: Some(&booking.id) };
    reasons.extend(against(room, &wish, ctx.at.local()));
    verdict(ctx, reasons, || {
        let change = Change::of(&booking.id).set("state", State::Booked.name()).set("rev", booking.rev + 1);
        Plan::one(change).tell("number", booking.number.clone())
    })
}

/// `booking.cancel` by the client or by us.
pub fn cancel(booking: &Booking, studio: bool, cmd: &CancelBooking, ctx: &Ctx<'_>) -> Verdict {
    let mut reasons: Vec<_> = ownership(booking, studio, ctx).into_iter().collect();
    reasons.extend(changed_since(booking, cmd.rev));
    let state = match cmd.by.trim() {
        "client" => State::CancelledClient,
        "us" => State::CancelledUs,
        other => {
            reasons.push(bad("by", other));
            booking.state
        }
    };
    reasons.extend(corrects(booking, state));
    // Whoever had the time is told why it is not kept.
    if state == State::CancelledUs && cmd.reason.as_deref().is_none_or(|reason| reason.trim().is_empty()) {
        reasons.push(bad("reason", ""));
    }
    verdict(ctx, reasons, || {
        let change = Change::of(&booking.id).set("state", state.name()).set("rev", booking.rev + 1);
        let change = change.set("reason", cmd.reason.clone().unwrap_or_default());
        Plan::one(change).tell("number", booking.number.clone()).tell("state", state.name())
    })
}

/// `booking.outcome`. Somebody who came early may be marked on the day; a no-show is known only after
/// the start. A wrong outcome is put right with an override.
pub fn outcome(booking: &Booking, studio: bool, cmd: &SetOutcome, ctx: &Ctx<'_>) -> Verdict {
    let mut reasons: Vec<_> = ownership(booking, studio, ctx).into_iter().collect();
    reasons.extend(changed_since(booking, cmd.rev));
    let state = match State::parse(cmd.outcome.trim()) {
        Some(state @ (State::Attended | State::NoShow)) => state,
        _ => {
            reasons.push(bad("outcome", &cmd.outcome));
            State::Attended
        }
    };
    reasons.extend(corrects(booking, state));
    let known_from = if state == State::Attended { Moment::start_of(booking.start.date()).local() } else { booking.start };
    if ctx.at.local() < known_from {
        reasons.push(Reason::of(Refusal::NotYet).fact("start", wall_text(booking.start)));
    }
    verdict(ctx, reasons, || {
        let plan = Plan::one(Change::of(&booking.id).set("state", state.name()));
        plan.tell("number", booking.number.clone()).tell("state", state.name())
    })
}

#[cfg(test)]
#[path = "booking_tests.rs"]
mod tests;
