//! A request handed to another community's desk and answered there (SYNC.md section 5: a hand-over is an operation by
//! the present owner that names the next; the first desk answers for it until the other takes it).
//!
//! Each desk keeps its own request; between them travels one [`Referral`], which the two of them and the hub hold.

use super::super::{Handed, Referral, Refusal, SendBack, State};
use super::request::{Case, minute, step};
use super::{number, some};
use crate::base::clock::Moment;
use crate::calendar::deadline::{Unit, due};
use crate::calendar::workdays::Workdays;
use crate::desk::change::{Change, Ctx, Plan, Verdict, verdict};
use crate::desk::reason::{Rank, Reason};
use crate::desk::residents::Resident;
use serde_json::Value;

/// The desk that a request goes to, and the person it is about.
#[derive(Debug, Clone, Default)]
pub struct OtherDesk {
    /// Its code.
    pub site: String,
    pub name: String,
    pub person: Option<Resident>,
}

/// The hand-over of a request, as its desk sends it: what the other needs to go on, and no more.
pub(super) fn send(case: &Case<'_>, to: &OtherDesk, ctx: &Ctx<'_>) -> Change {
    let request = &case.request;
    let mut change = Change::of(ctx.ids.next("referral"))
        .set("from_site", ctx.site)
        .set("to_site", to.site.clone())
        .set("request", request.id.clone())
        .set("number", request.number.clone())
        .set("service", request.service.clone())
        .set("state", Handed::Sent.name())
        .set("sent_at", ctx.at.0)
        .set("due_basis", request.due_basis.clone())
        .set("sender", ctx.who.clerk.clone());
    // An item that must not be listed with its person does not travel with it either.
    let sealed = case.service.sealed;
    if let Some(at) = request.accepted_at {
        change = change.set("accepted_at", at.0);
    }
    let papers = [request.missing.as_deref(), request.owed.as_deref()].into_iter().flatten().collect::<Vec<_>>().join("\n");
    let texts = [("due", request.due.as_deref()), ("papers", some(&papers)), ("summary", some(&request.summary))];
    let person = to.person.as_ref().filter(|_| !sealed);
    let card = person.map(|p| {
        [
            ("resident", some(&p.id)),
            ("name", some(&p.name)),
            ("id_type", some(&p.id_type)),
            ("id_number", some(&p.id_number)),
            ("phone", some(&p.phone)),
            ("address", some(&p.address)),
        ]
    });
    let given = texts.into_iter().chain(card.into_iter().flatten());
    given.filter_map(|(name, value)| Some((name, value?))).fold(change, |change, (name, value)| change.set(name, value))
}

/// The reason why the desk that handed it on may not say that it was taken: the other desk says so itself.
pub(super) fn theirs(case: &Case<'_>, handed: Option<&Referral>) -> Option<Reason> {
    let waits = handed.filter(|h| h.state == Handed::Sent && h.request == case.request.id)?;
    Some(Reason::of(Refusal::WaitsForDesk).fact("number", &waits.number).fact("to", &waits.to_site))
}

/// The reason why a request is no longer this desk's to go on with.
pub(super) fn gone(case: &Case<'_>, handed: Option<&Referral>) -> Option<Reason> {
    let taken = handed.filter(|h| matches!(h.state, Handed::Taken | Handed::Finished) && h.request == case.request.id)?;
    let reason = Reason::of(Refusal::TakenByDesk).fact("number", &taken.number).fact("to", &taken.to_site);
    Some(reason.fact("as", taken.taken_as.as_deref().unwrap_or("")))
}

/// Taken back before it was answered.
pub(super) fn recall(handed: &Referral, ctx: &Ctx<'_>) -> Change {
    Change::of(&handed.id).set("state", Handed::Recalled.name()).set("answered_at", ctx.at.0)
}

/// What the desk that handed it on learns when it is settled, or taken up again (`None`).
pub(super) fn outcome(handed: &Referral, result: Option<&str>, ctx: &Ctx<'_>) -> Change {
    let change = Change::of(&handed.id);
    match result {
        Some(result) => change.set("state", Handed::Finished.name()).set("finished_at", ctx.at.0).set("result", result),
        None => change.set("state", Handed::Taken.name()).set("finished_at", Value::Null).set("result", Value::Null),
    }
}

/// What taking a hand-over looks at.
#[derive(Debug)]
pub struct TakeState<'a> {
    /// The day's next number.
    pub n: i64,
    pub handed: Referral,
    /// The item's hours within which it may be sent back.
    pub return_hours: Option<i64>,
    /// The card that this desk has of the same person.
    pub known: Option<String>,
    pub table: &'a Workdays,
}

/// `request.take` of what another community hands over: a request of this desk, with the limit that the visitor was told.
pub fn take(state: &TakeState<'_>, ctx: &Ctx<'_>) -> Verdict {
    let handed = &state.handed;
    let number = number::whole(ctx.site, ctx.at.date(), state.n);
    let id = ctx.ids.next("request");
    let person = person(state, ctx);
    let mut change = Change::of(&id)
        .set("number", number.clone())
        .set("service", handed.service.clone())
        .set("summary", handed.summary.clone())
        .set("state", State::Accepted.name())
        .set("opened_at", ctx.at.0)
        .set("accepted_at", handed.accepted_at.unwrap_or(ctx.at).0)
        .set("due_basis", handed.due_basis.clone())
        .set("clerk", ctx.who.clerk.clone())
        .set("owner", ctx.who.clerk.clone())
        .set("extra", 0)
        .set("stage", 0)
        .set("reopened", 0)
        .set("referral", handed.id.clone());
    let (resident, card) = person.map_or((None, None), |(id, card)| (Some(id), card));
    for (field, value) in [("due", &handed.due), ("missing", &handed.papers), ("resident", &resident)] {
        if let Some(value) = value {
            change = change.set(field, value.clone());
        }
    }
    let answer = Change::of(&handed.id)
        .set("state", Handed::Taken.name())
        .set("answered_at", ctx.at.0)
        .set("taken_as", number.clone())
        .set("taker", ctx.who.clerk.clone());
    let plan = Plan::one(change).and(step(ctx, &id, "take", &handed.number)).and(answer);
    let plan = card.into_iter().fold(plan, Plan::and).tell("number", number).tell("state", State::Accepted.name());
    Ok(plan.tell("from", handed.from_site.clone()).tell("due", handed.due.clone()))
}

/// Whom it is about: the card this desk has, or a new one with the same id as where it comes from, so that the hub sees
/// one person and not two.
fn person(state: &TakeState<'_>, ctx: &Ctx<'_>) -> Option<(String, Option<Change>)> {
    if let Some(known) = &state.known {
        return Some((known.clone(), None));
    }
    let handed = &state.handed;
    let (id, name) = (handed.resident.clone()?, handed.name.clone()?);
    let mut card = Change::of(&id).set("home", ctx.site).set("name", name);
    for (field, value) in
        [("id_type", &handed.id_type), ("id_number", &handed.id_number), ("phone", &handed.phone), ("address", &handed.address)]
    {
        if let Some(value) = value {
            card = card.set(field, value.clone());
        }
    }
    Some((id, Some(card)))
}

/// `request.send_back` of what another community hands over: not ours, within the limit.
pub fn send_back(state: &TakeState<'_>, cmd: &SendBack, ctx: &Ctx<'_>) -> Verdict {
    let handed = &state.handed;
    let mut reasons = Vec::new();
    if let Some(until) = return_until(state).filter(|until| *until < ctx.at) {
        let late = Reason::of(Refusal::TooLateToReturn).fact("until", minute(until));
        reasons.push(late.may_override(Rank::Supervisor));
    }
    verdict(ctx, reasons, || {
        let mut change = Change::of(&handed.id).set("state", Handed::SentBack.name()).set("answered_at", ctx.at.0);
        change = change.set("taker", ctx.who.clerk.clone());
        if let Some(why) = cmd.reason.as_deref().and_then(some) {
            change = change.set("reason", why);
        }
        Plan::one(change).tell("number", handed.number.clone()).tell("responsible", handed.from_site.clone())
    })
}

fn return_until(state: &TakeState<'_>) -> Option<Moment> {
    let at = state.handed.sent_at;
    match state.return_hours {
        Some(hours) => Some(at.plus_ms(hours.saturating_mul(3_600_000))),
        None => {
            let day = due(at.date(), 1, Unit::Workday, state.table).ok()?.due;
            Some(Moment::start_of(day.succ_opt()?).plus_ms(-1))
        }
    }
}
