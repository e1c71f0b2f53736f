//! A copy comes back.

use super::super::state::{CopyInHand, House, Item, Lent};
use super::super::{Refusal, Return, copy_state};
use super::{about, days_late, from_elsewhere, given_date, plan_for, settle};
use crate::base::clock::Moment;
use crate::desk::change::{Change, Ctx, Plan, Verdict, verdict};
use crate::desk::reason::Reason;
use crate::text::mask;
use chrono::{Days, NaiveDate};
use serde_json::Value;

/// `loan.return`. A return is a fact: it closes every open loan of the copy, wherever that was written, and gives the
/// copy to the next hold. The result says whose it was and what to do with the copy.
pub fn take_back(state: &CopyInHand, cmd: &Return, ctx: &Ctx<'_>) -> Verdict {
    let mut reasons = Vec::new();
    let item = state.copy.or_say("copy", &cmd.copy, &mut reasons);
    let day = cmd.on.as_deref().map_or(Some(ctx.at.date()), |on| given_date("on", on, &mut reasons));
    let (Some(item), Some(day)) = (item, day) else { return Err(reasons) };
    if item.lent.is_empty() && item.copy.state != copy_state::LOST {
        reasons.push(about(Refusal::NotOnLoan, item).fact("state", &item.copy.state));
    }
    if let Some(out) = item.loan().map(|l| Moment(l.loan.out_at).date()).filter(|out| day < *out || day > ctx.at.date()) {
        reasons.push(Reason::of(Refusal::BadReturnDay).fact("given", day).fact("out", out));
    }
    verdict(ctx, reasons, || closed(state, item, day, ctx))
}

fn closed(state: &CopyInHand, item: &Item, day: NaiveDate, ctx: &Ctx<'_>) -> Plan {
    let mut plan = plan_for(item);
    if item.copy.state == copy_state::LOST {
        plan = plan.warn(about(Refusal::WasLost, item));
    }
    if item.lent.len() > 1 {
        plan = plan.warn(about(Refusal::DoubleLoan, item).fact("count", item.lent.len()));
    }
    for lent in &item.lent {
        let at = if day == ctx.at.date() { ctx.at } else { Moment::start_of(day).max(Moment(lent.loan.out_at)) };
        let ended = end(lent, "returned", at, &state.house).set("late_days", days_late(&lent.loan.due, day));
        plan = plan.and(ended);
    }
    if let Some(lent) = item.loan() {
        plan = plan.tell("id", lent.loan.id.as_str()).tell("reader", mask::surname(&lent.reader_name));
        plan = late(plan, item, lent, day, state);
    }
    plan.warnings.extend(from_elsewhere(item, ctx));
    settle(item, &state.house, ctx, plan)
}

/// Closes a loan; the reader's name leaves it where history is not kept.
pub(super) fn end(lent: &Lent, how: &str, at: Moment, house: &House) -> Change {
    let change = Change::of(&lent.loan.id).set("back_at", at.0).set("ended", how);
    if house.settings.keep_history { change } else { change.set("reader", Value::Null) }
}

/// Says that it is late, and suspends the reader where the room does so.
fn late(plan: Plan, item: &Item, lent: &Lent, day: NaiveDate, state: &CopyInHand) -> Plan {
    let days = days_late(&lent.loan.due, day);
    if days == 0 {
        return plan.tell("late_days", 0);
    }
    let reason = about(Refusal::WasLate, item).fact("reader", mask::surname(&lent.reader_name)).fact("days", days);
    let plan = plan.tell("late_days", days);
    let suspension = days.saturating_mul(state.house.settings.suspension_factor);
    let (true, Some(reader)) = (suspension > 0, lent.loan.reader.as_deref()) else { return plan.warn(reason.fact("until", "")) };
    let running = state.blocked_until.as_deref().and_then(super::date);
    let until = running.max(Some(day)).unwrap_or(day).checked_add_days(Days::new(suspension.unsigned_abs())).unwrap_or(day);
    let block = Change::of(reader).set("blocked_until", until.to_string());
    plan.and(block).tell("blocked_until", until.to_string()).warn(reason.fact("until", until))
}
