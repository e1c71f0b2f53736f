//! Lending longer.

use super::super::state::{Borrower, House, Item, Lent, RenewState};
use super::super::{Refusal, Renew};
use super::checkout::standing;
use super::{about, date, days_late, plan_for};
use crate::desk::change::{Change, Ctx, Plan, Verdict, verdict};
use crate::desk::reason::{Common, Rank, Reason};
use crate::text::mask;
use serde_json::{Value, json};

/// `loan.renew`. With `copy` the one loan; with `reader` every loan that can be renewed, the others told as warnings.
/// When none can be, all reasons come back.
pub fn renew(state: &RenewState, cmd: &Renew, ctx: &Ctx<'_>) -> Verdict {
    let mut reasons = Vec::new();
    match (&state.copy, &cmd.copy) {
        (Some(copy), given) => {
            let item = copy.or_say("copy", given.as_deref().unwrap_or_default(), &mut reasons);
            let item = item.filter(|item| super::still_that(item, cmd.loan.as_deref(), &mut reasons));
            item.map_or(Err(reasons), |item| renew_one(state, item, ctx))
        }
        (None, _) if cmd.reader.is_none() => Err(vec![Reason::of(Common::BadValue).fact("field", "copy").fact("given", "")]),
        (None, _) => {
            let reader = state.reader.or_say("reader", cmd.reader.as_deref().unwrap_or_default(), &mut reasons);
            reader.map_or(Err(reasons), |reader| renew_all(reader, &state.house, ctx))
        }
    }
}

fn renew_one(state: &RenewState, item: &Item, ctx: &Ctx<'_>) -> Verdict {
    let Some(lent) = item.loan() else { return Err(vec![about(Refusal::NotOnLoan, item).fact("state", &item.copy.state)]) };
    let mut reasons = Vec::new();
    if let super::super::state::Found::One(reader) = &state.reader {
        // Its own lateness is told by `against`, with the facts of this loan.
        reasons.extend(standing(reader, ctx.at.date()).into_iter().filter(|r| r.code != Refusal::ReaderOverdue.into()));
    }
    reasons.extend(against(item, lent, &state.house, ctx));
    verdict(ctx, reasons, || prolong(plan_for(item), item, lent, &state.house, ctx).0)
}

fn renew_all(reader: &Borrower, house: &House, ctx: &Ctx<'_>) -> Verdict {
    let mut reasons = standing(reader, ctx.at.date());
    reasons.retain(|r| r.code != Refusal::ReaderOverdue.into());
    if reader.loans.is_empty() {
        reasons.push(Reason::of(Refusal::NotOnLoan).fact("reader", mask::name(&reader.reader.name)));
    }
    let standing_bad = reasons.iter().any(|r| r.over.is_none() || ctx.over.is_none());
    let (mut plan, mut renewed) = (Plan::default(), Vec::new());
    for item in &reader.loans {
        let Some(lent) = item.loan() else { continue };
        let against = against(item, lent, house, ctx);
        if against.iter().any(|r| r.over.is_none() || ctx.over.is_none()) {
            reasons.extend(against);
            continue;
        }
        let (next, told) = prolong(plan, item, lent, house, ctx);
        plan = next;
        plan.warnings.extend(against);
        renewed.push(told);
    }
    if renewed.is_empty() || standing_bad {
        return Err(reasons);
    }
    plan.warnings.extend(reasons);
    Ok(plan.tell("count", renewed.len()).tell("renewed", renewed))
}

/// What speaks against renewing this loan.
fn against(item: &Item, lent: &Lent, house: &House, ctx: &Ctx<'_>) -> Vec<Reason> {
    let mut reasons = Vec::new();
    let rule = house.rule(&lent.loan.reader_kind, &item.copy.kind);
    if lent.loan.renewals >= rule.renewals {
        reasons.push(about(Refusal::RenewedOut, item).fact("count", lent.loan.renewals).fact("rule", rule.named()));
    }
    if let Some(first) = item.waiting().next() {
        let reason = about(Refusal::WaitedFor, item).fact("reader", mask::surname(&first.reader_name));
        reasons.push(reason.fact("waiting", item.waiting().count()));
    }
    let late = days_late(&lent.loan.due, ctx.at.date());
    if late > 0 {
        reasons.push(about(Refusal::Overdue, item).fact("due", &lent.loan.due).fact("days", late));
    }
    if late == 0 && house.due(from(lent, ctx), rule.renewal_days, None).date.to_string() <= lent.loan.due {
        reasons.push(about(Refusal::NoGain, item).fact("due", &lent.loan.due));
    }
    reasons.into_iter().map(|r| r.may_override(Rank::Clerk)).collect()
}

/// A renewal runs from the due date, so that renewing early loses no day; a late one (overridden) from today.
fn from(lent: &Lent, ctx: &Ctx<'_>) -> chrono::NaiveDate {
    let today = ctx.at.date();
    date(&lent.loan.due).map_or(today, |due| due.max(today))
}

fn prolong(plan: Plan, item: &Item, lent: &Lent, house: &House, ctx: &Ctx<'_>) -> (Plan, Value) {
    let rule = house.rule(&lent.loan.reader_kind, &item.copy.kind);
    let due = house.due(from(lent, ctx), rule.renewal_days, None);
    let (text, times) = (due.date.to_string(), lent.loan.renewals + 1);
    let mut plan = plan
        .and(Change::of(&lent.loan.id).set("due", text.as_str()).set("renewals", times))
        .and(Change::of(&item.copy.id).set("due", text.as_str()))
        .tell("id", lent.loan.id.as_str())
        .tell("due", text.as_str())
        .tell("renewals", times)
        .tell("rule", rule.renewing())
        .tell("way", due.way())
        .tell("each_day", due.each_day());
    plan.warnings.extend(due.moved());
    let told = json!({"id": lent.loan.id, "title": item.title.name, "barcode": item.copy.barcode, "due": text,
        "renewals": times, "rule": rule.renewing(), "way": due.way(), "each_day": due.each_day()});
    (plan, told)
}
