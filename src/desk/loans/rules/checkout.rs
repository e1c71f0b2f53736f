//! May this copy be lent to this reader?

use super::super::state::{Borrower, CheckoutState, House, Item, Waiting};
use super::super::{Checkout, Refusal, Rule, copy_state, hold_state};
use super::{about, date, from_elsewhere, plan_for};
use crate::desk::change::{Change, Ctx, Plan, Verdict, verdict};
use crate::desk::reason::{Rank, Reason};
use crate::text::mask;
use chrono::NaiveDate;
use serde_json::Value;

/// `loan.checkout`. The result says the due date, the rule that decided and how many the reader has now.
pub fn checkout(state: &CheckoutState, cmd: &Checkout, ctx: &Ctx<'_>) -> Verdict {
    let mut reasons = Vec::new();
    let reader = state.reader.or_say("reader", &cmd.reader, &mut reasons);
    let item = state.copy.or_say("copy", &cmd.copy, &mut reasons);
    let today = ctx.at.date();
    if let Some(reader) = reader {
        reasons.extend(standing(reader, today));
    }
    if let Some(item) = item {
        reasons.extend(on_loan(item, reader));
        reasons.extend(condition(item));
    }
    let (Some(reader), Some(item)) = (reader, item) else { return Err(reasons) };
    let rule = state.house.rule(&reader.reader.kind, &item.copy.kind);
    reasons.extend(allowance(reader, item, &rule, &state.house));
    reasons.extend(wanted_by_others(reader, item, today));
    verdict(ctx, reasons, || lend(reader, item, &rule, &state.house, ctx))
}

/// What speaks against the reader, whatever the copy.
pub(super) fn standing(b: &Borrower, today: NaiveDate) -> Vec<Reason> {
    let mut reasons = Vec::new();
    let name = mask::name(&b.reader.name);
    if let Some(until) = b.reader.until.as_deref().filter(|u| date(u).is_some_and(|u| u < today)) {
        reasons.push(Reason::of(Refusal::CardExpired).fact("reader", &name).fact("until", until));
    }
    if let Some(until) = b.reader.blocked_until.as_deref().filter(|u| date(u).is_some_and(|u| u >= today)) {
        reasons.push(Reason::of(Refusal::ReaderSuspended).fact("reader", &name).fact("until", until));
    }
    let late = b.loans.iter().filter_map(|i| i.loan().map(|l| (l.loan.due.as_str(), i.title.name.as_str())));
    let late: Vec<_> = late.filter(|(due, _)| date(due).is_some_and(|d| d < today)).collect();
    if let Some((due, title)) = late.iter().min() {
        let reason = Reason::of(Refusal::ReaderOverdue).fact("reader", &name).fact("count", late.len());
        reasons.push(reason.fact("title", title).fact("due", due));
    }
    reasons.into_iter().map(|r| r.may_override(Rank::Clerk)).collect()
}

/// A copy that somebody has cannot be lent; nobody may override that. It must come back first.
fn on_loan(item: &Item, reader: Option<&Borrower>) -> Option<Reason> {
    let lent = item.loan()?;
    let own = reader.is_some_and(|r| lent.loan.reader.as_deref() == Some(r.reader.id.as_str()));
    let code = if own { Refusal::AlreadyYours } else { Refusal::CopyOnLoan };
    Some(about(code, item).fact("reader", mask::surname(&lent.reader_name)).fact("due", &lent.loan.due))
}

fn condition(item: &Item) -> Option<Reason> {
    let code = match item.copy.state.as_str() {
        copy_state::LOST => Refusal::CopyLost,
        copy_state::DAMAGED => Refusal::CopyDamaged,
        _ => return None,
    };
    Some(about(code, item).may_override(Rank::Clerk))
}

/// The deciding rule's own limits. A rule's cap counts the loans it would decide about, so that a cap for discs leaves
/// books alone, and a rule for every kind counts everything.
fn allowance(reader: &Borrower, item: &Item, rule: &Rule, house: &House) -> Vec<Reason> {
    let mut reasons = Vec::new();
    if rule.days == 0 {
        reasons.push(about(Refusal::RoomUseOnly, item).fact("rule", rule.named()).may_override(Rank::Clerk));
    }
    let count = counted(reader, rule, house);
    if count >= rule.cap {
        let reason = Reason::of(Refusal::CapReached).fact("reader", mask::name(&reader.reader.name));
        let reason = reason.fact("count", count).fact("cap", rule.cap).fact("rule", rule.named());
        reasons.push(reason.may_override(Rank::Clerk));
    }
    reasons
}

/// Open loans that count against the cap of `rule`.
pub fn counted(reader: &Borrower, rule: &Rule, house: &House) -> i64 {
    let same = |i: &&Item| house.rule(&reader.reader.kind, &i.copy.kind) == *rule;
    reader.loans.iter().filter(same).count() as i64
}

/// Another's copy on the hold shelf, or a free copy of a title that others wait for. A hold past its day on the shelf
/// stands in nobody's way.
fn wanted_by_others(reader: &Borrower, item: &Item, today: NaiveDate) -> Option<Reason> {
    let mine = |w: &Waiting| w.hold.reader == reader.reader.id;
    if item.copy.state == copy_state::HELD {
        let holder = item.held_for().filter(|w| !mine(w) && !past_shelf(w, today))?;
        let reason = about(Refusal::CopyHeld, item).fact("reader", mask::surname(&holder.reader_name));
        return Some(reason.fact("until", holder.hold.until.as_deref().unwrap_or_default()).may_override(Rank::Clerk));
    }
    if item.queue.iter().any(|w| mine(w) && w.hold.state == hold_state::READY) {
        return None;
    }
    let ahead: Vec<_> = item.waiting().take_while(|w| !mine(w)).collect();
    let first = ahead.first().filter(|_| ahead.len() as i64 >= item.free)?;
    let reason = about(Refusal::TitleWaited, item).fact("reader", mask::surname(&first.reader_name));
    Some(reason.fact("waiting", ahead.len()).may_override(Rank::Clerk))
}

/// Has a copy on the hold shelf lain there longer than its day?
pub(super) fn past_shelf(w: &Waiting, today: NaiveDate) -> bool {
    w.hold.until.as_deref().and_then(date).is_some_and(|until| until < today)
}

fn lend(reader: &Borrower, item: &Item, rule: &Rule, house: &House, ctx: &Ctx<'_>) -> Plan {
    let until = reader.reader.until.as_deref().and_then(date).filter(|u| *u >= ctx.at.date());
    let due = house.due(ctx.at.date(), rule.days, until);
    let id = ctx.ids.next("loan");
    let loan = Change::of(&id)
        .set("copy", item.copy.id.as_str())
        .set("reader", reader.reader.id.as_str())
        .set("reader_kind", reader.reader.kind.as_str())
        .set("out_at", ctx.at.0)
        .set("due", due.date.to_string())
        .set("renewals", 0)
        .set("site", ctx.site);
    let copy = Change::of(&item.copy.id)
        .set("state", copy_state::LENT)
        .set("due", due.date.to_string())
        .set("hold", Value::Null)
        .set("site", ctx.site);
    let mut plan = plan_for(item).and(loan).and(copy).tell("id", id).tell("due", due.date.to_string());
    plan = plan.tell("reader", mask::name(&reader.reader.name)).tell("reader_id", reader.reader.id.as_str());
    plan = plan.tell("rule", rule.named()).tell("days", rule.days).tell("due_mode", due.mode.name()).tell("way", due.way());
    plan = plan.tell("each_day", due.each_day());
    plan = plan.tell("loans", reader.loans.len() + 1).tell("cap", rule.cap);
    plan = holds_after(reader, item, ctx, plan);
    plan.warnings.extend(due.moved());
    plan.warnings.extend(from_elsewhere(item, ctx));
    plan
}

/// The reader's own hold is fulfilled; another's hold on this copy waits again, or is over when its day is past.
fn holds_after(reader: &Borrower, item: &Item, ctx: &Ctx<'_>, mut plan: Plan) -> Plan {
    let own = item.queue.iter().filter(|w| w.hold.reader == reader.reader.id);
    let own = own.max_by_key(|w| (w.hold.state == hold_state::READY, -w.hold.placed_at));
    if let Some(w) = own {
        plan = plan.and(Change::of(&w.hold.id).set("state", hold_state::DONE).set("ended_at", ctx.at.0));
    }
    let Some(other) = item.held_for().filter(|w| w.hold.reader != reader.reader.id) else { return plan };
    if past_shelf(other, ctx.at.date()) {
        return plan.and(Change::of(&other.hold.id).set("state", hold_state::EXPIRED).set("ended_at", ctx.at.0));
    }
    plan.and(super::hold::wait_again(&other.hold.id))
        .warn(Reason::of(Refusal::HoldBack).fact("title", &item.title.name).fact("reader", mask::surname(&other.reader_name)))
}
