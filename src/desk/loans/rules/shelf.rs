//! Lost, found, damaged.

use super::super::state::{CopyInHand, Item};
use super::super::{DamageCopy, FindCopy, LoseCopy, Refusal, copy_state};
use super::take_back::end;
use super::{about, from_elsewhere, plan_for, settle};
use crate::desk::change::{Change, Ctx, Plan, Verdict, verdict};
use crate::desk::reason::Reason;
use crate::text::{mask, safe};
use serde_json::Value;

/// `copy.lost`. An open loan ends as lost; a hold on the shelf waits again.
pub fn lost(state: &CopyInHand, cmd: &LoseCopy, ctx: &Ctx<'_>) -> Verdict {
    let mut reasons = Vec::new();
    let Some(item) = state.copy.or_say("copy", &cmd.copy, &mut reasons) else { return Err(reasons) };
    super::still_that(item, cmd.loan.as_deref(), &mut reasons);
    reasons.extend(is_already(item, copy_state::LOST));
    verdict(ctx, reasons, || {
        let mut plan = plan_for(item).tell("state", copy_state::LOST);
        for lent in &item.lent {
            plan = plan.and(end(lent, "lost", ctx.at, &state.house)).tell("reader", mask::surname(&lent.reader_name));
        }
        out_of_use(plan, item, Change::of(&item.copy.id).set("state", copy_state::LOST))
    })
}

/// `copy.damaged`. A lent copy must come back first.
pub fn damaged(state: &CopyInHand, cmd: &DamageCopy, ctx: &Ctx<'_>) -> Verdict {
    let mut reasons = Vec::new();
    let Some(item) = state.copy.or_say("copy", &cmd.copy, &mut reasons) else { return Err(reasons) };
    reasons.extend(is_already(item, copy_state::DAMAGED));
    if let Some(lent) = item.loan() {
        let reason = about(Refusal::CopyOnLoan, item).fact("reader", mask::surname(&lent.reader_name));
        reasons.push(reason.fact("due", &lent.loan.due));
    }
    verdict(ctx, reasons, || {
        let mut change = Change::of(&item.copy.id).set("state", copy_state::DAMAGED);
        if let Some(note) = &cmd.note {
            change = change.set("note", safe::clean(note).trim());
        }
        out_of_use(plan_for(item).tell("state", copy_state::DAMAGED), item, change)
    })
}

/// `copy.found`: back into use, for the next hold or its shelf.
pub fn found(state: &CopyInHand, cmd: &FindCopy, ctx: &Ctx<'_>) -> Verdict {
    let mut reasons = Vec::new();
    let Some(item) = state.copy.or_say("copy", &cmd.copy, &mut reasons) else { return Err(reasons) };
    if item.copy.state != copy_state::LOST && item.copy.state != copy_state::DAMAGED {
        reasons.push(about(Refusal::NotMissing, item).fact("state", &item.copy.state));
    }
    verdict(ctx, reasons, || {
        let mut plan = plan_for(item);
        plan.warnings.extend(from_elsewhere(item, ctx));
        settle(item, &state.house, ctx, plan)
    })
}

fn is_already(item: &Item, state: &str) -> Option<Reason> {
    (item.copy.state == state).then(|| about(Refusal::SameState, item).fact("state", state))
}

fn out_of_use(plan: Plan, item: &Item, change: Change) -> Plan {
    let plan = plan.and(change.set("due", Value::Null).set("hold", Value::Null));
    let Some(held) = item.held_for() else { return plan };
    let reason = Reason::of(Refusal::HoldBack).fact("title", &item.title.name);
    plan.and(super::hold::wait_again(&held.hold.id)).warn(reason.fact("reader", mask::surname(&held.reader_name)))
}
