//! The queue of a title.

use super::super::state::{Borrower, CancelState, PlaceState, Wanted};
use super::super::{CancelHold, PlaceHold, Refusal, copy_state, hold_state};
use super::checkout::standing;
use super::settle;
use crate::desk::change::{Change, Ctx, Plan, Verdict, verdict};
use crate::desk::reason::{Rank, Reason};
use crate::text::mask;
use serde_json::Value;

/// `hold.place`. The result says the place in the queue.
pub fn place_hold(state: &PlaceState, cmd: &PlaceHold, ctx: &Ctx<'_>) -> Verdict {
    let mut reasons = Vec::new();
    let reader = state.reader.or_say("reader", &cmd.reader, &mut reasons);
    let wanted = state.title.or_say("title", &cmd.title, &mut reasons);
    if let Some(reader) = reader {
        reasons.extend(standing(reader, ctx.at.date()));
    }
    let (Some(reader), Some(wanted)) = (reader, wanted) else { return Err(reasons) };
    reasons.extend(already(reader, wanted));
    reasons.extend(hold_cap(reader, wanted, state));
    verdict(ctx, reasons, || queue_up(reader, wanted, ctx))
}

fn already(reader: &Borrower, wanted: &Wanted) -> Vec<Reason> {
    let mut reasons = Vec::new();
    if let Some(place) = wanted.queue.iter().position(|w| w.hold.reader == reader.reader.id) {
        reasons.push(Reason::of(Refusal::AlreadyWaiting).fact("title", &wanted.title.name).fact("place", place + 1));
    }
    let own = reader.loans.iter().find(|i| i.title.id == wanted.title.id).and_then(|i| i.loan());
    if let Some(lent) = own {
        let reason = Reason::of(Refusal::HasItself).fact("title", &wanted.title.name).fact("due", &lent.loan.due);
        reasons.push(reason.may_override(Rank::Clerk));
    }
    if wanted.copies.is_empty() {
        reasons.push(Reason::of(Refusal::NoCopy).fact("title", &wanted.title.name));
    }
    reasons
}

fn hold_cap(reader: &Borrower, wanted: &Wanted, state: &PlaceState) -> Option<Reason> {
    let item_kind = wanted.copies.first().map_or("book", |c| c.kind.as_str());
    let rule = state.house.rule(&reader.reader.kind, item_kind);
    let count = reader.holds.len() as i64;
    let reason = Reason::of(Refusal::HoldCap).fact("reader", mask::name(&reader.reader.name)).fact("count", count);
    (count >= rule.holds).then(|| reason.fact("cap", rule.holds).fact("rule", rule.named()).may_override(Rank::Clerk))
}

fn queue_up(reader: &Borrower, wanted: &Wanted, ctx: &Ctx<'_>) -> Plan {
    let change = Change::of(ctx.ids.next("hold"))
        .set("title", wanted.title.id.as_str())
        .set("reader", reader.reader.id.as_str())
        .set("placed_at", ctx.at.0)
        .set("state", hold_state::WAITING)
        .set("site", ctx.site);
    let place = wanted.queue.iter().filter(|w| w.hold.state == hold_state::WAITING).count() + 1;
    let plan = Plan::one(change).tell("place", place).tell("title", wanted.title.name.as_str());
    let plan = plan.tell("reader", mask::name(&reader.reader.name));
    let free = |c: &&super::super::Copy| c.state == copy_state::IN && c.site == ctx.site;
    let on_shelf = wanted.copies.iter().filter(free).count();
    if on_shelf == 0 {
        return plan;
    }
    let reason = Reason::of(Refusal::OnShelf).fact("title", &wanted.title.name).fact("count", on_shelf);
    // Without one the sentence would end in the air.
    let shelf = Some(wanted.title.call_number.as_str()).filter(|call| !call.is_empty()).unwrap_or("-");
    plan.warn(reason.fact("call_number", shelf))
}

/// `hold.cancel`. A copy on the hold shelf goes to the next reader, or back to its shelf.
pub fn cancel_hold(state: &CancelState, cmd: &CancelHold, ctx: &Ctx<'_>) -> Verdict {
    let mut reasons = Vec::new();
    let given = cmd.hold.as_deref().or(cmd.title.as_deref()).unwrap_or_default();
    let Some(hold) = state.hold.or_say("hold", given, &mut reasons) else { return Err(reasons) };
    if hold.state != hold_state::WAITING && hold.state != hold_state::READY {
        reasons.push(Reason::of(Refusal::HoldOver).fact("title", &state.title_name).fact("state", &hold.state));
    }
    verdict(ctx, reasons, || {
        let plan = Plan::one(Change::of(&hold.id).set("state", hold_state::CANCELLED).set("ended_at", ctx.at.0));
        let plan = plan.tell("title", state.title_name.as_str());
        let on_shelf = state.copy.as_ref().filter(|c| c.copy.state == copy_state::HELD && c.copy.hold.as_ref() == Some(&hold.id));
        on_shelf.map_or(plan.clone(), |item| settle(item, &state.house, ctx, plan))
    })
}

/// A hold whose copy was taken from it: it keeps its place, for the queue is ordered by the time of placing.
pub(super) fn wait_again(hold: &str) -> Change {
    Change::of(hold).set("state", hold_state::WAITING).set("copy", Value::Null).set("until", Value::Null)
}
