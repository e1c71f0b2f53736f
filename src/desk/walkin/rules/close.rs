//! A request handed on, settled, taken up again, or made part of another.

use super::super::{Finish, Handed, Merge, Refer, Referral, Refusal, Reopen, Request, SendBack, State, Take, fen};
use super::flow::{Verb, list};
use super::referral::{self, OtherDesk};
use super::request::{Case, minute, set_due, with_due};
use super::{limit, some};
use crate::base::clock::Moment;
use crate::calendar::deadline::{Unit, due};
use crate::desk::change::{Change, Ctx, Plan, Verdict, verdict};
use crate::desk::reason::{Rank, Reason};
use serde_json::Value;

/// `request.refer`: the one who hands over answers for it until the other takes it (首问负责).
/// To another community's desk (`desk`) it goes as a hand-over that travels there by file.
pub fn refer(case: &Case<'_>, desk: Option<&OtherDesk>, cmd: &Refer, ctx: &Ctx<'_>) -> Verdict {
    let to = some(&cmd.to);
    let mut reasons = case.check(Verb::Refer);
    reasons.extend(to.is_none().then(|| Refusal::NoUnit.into()));
    verdict(ctx, reasons, || {
        let to = desk.map_or(to.unwrap_or_default(), |d| d.name.as_str());
        let change = case.change().set("referred_to", to).set("referred_at", ctx.at.0);
        let sent = desk.map(|desk| referral::send(case, desk, ctx));
        let change = match (&sent, &case.request.referral) {
            (Some(sent), _) => change.set("referral", sent.ent.clone()),
            (None, Some(_)) => change.set("referral", Value::Null),
            (None, None) => change,
        };
        let plan = case.plan(Verb::Refer, change, case.step(ctx, "refer", to)).tell("to", to);
        let plan = plan.tell("responsible", case.request.owner.clone());
        match (sent, desk) {
            (Some(sent), Some(desk)) => plan.tell("referral", sent.ent.clone()).tell("site", desk.site.clone()).and(sent),
            _ => plan,
        }
    })
}

/// `request.take`: who takes it answers for it. One that was not accepted before is thereby.
pub fn take(case: &Case<'_>, handed: Option<&Referral>, _cmd: &Take, ctx: &Ctx<'_>) -> Verdict {
    let start = case.request.accepted_at.unwrap_or(ctx.at);
    let told = case.due(start, case.request.extra, &case.pauses, ctx.at);
    let mut reasons = case.check(Verb::Take);
    reasons.extend(referral::theirs(case, handed));
    reasons.extend(told.as_ref().err().cloned());
    verdict(ctx, reasons, || {
        let told = told.unwrap_or_else(|_| unreachable!("a date that cannot be given was refused"));
        let change = set_due(case.change().set("owner", ctx.who.clerk.clone()).set("accepted_at", start.0), &told);
        let plan = case.plan(Verb::Take, change, case.step(ctx, "take", case.request.referred_to.as_deref().unwrap_or("")));
        with_due(plan, &told)
    })
}

/// The last moment at which a unit may say "not ours": the item's hours, else the next working day.
pub fn return_until(case: &Case<'_>) -> Option<Moment> {
    let at = case.request.referred_at?;
    match case.service.return_hours {
        Some(hours) => Some(at.plus_ms(hours.saturating_mul(3_600_000))),
        None => {
            let day = due(at.date(), 1, Unit::Workday, case.table).ok()?.due;
            Some(Moment::start_of(day.succ_opt()?).plus_ms(-1))
        }
    }
}

/// `request.send_back`.
/// At the desk that handed it on it notes the answer, or takes an unanswered hand-over back.
pub fn send_back(case: &Case<'_>, handed: Option<&Referral>, cmd: &SendBack, ctx: &Ctx<'_>) -> Verdict {
    let mut reasons = case.check(Verb::SendBack);
    reasons.extend(referral::gone(case, handed));
    if let Some(until) = return_until(case).filter(|until| *until < ctx.at && handed.is_none()) {
        let late = Reason::of(Refusal::TooLateToReturn).fact("until", minute(until));
        reasons.push(late.may_override(Rank::Supervisor));
    }
    verdict(ctx, reasons, || {
        let change = case.change().set("referred_to", Value::Null).set("referred_at", Value::Null);
        let step = case.step(ctx, "send_back", cmd.reason.as_deref().unwrap_or(""));
        let plan = case.plan(Verb::SendBack, change, step).tell("responsible", case.request.owner.clone());
        let open = handed.filter(|h| h.state == Handed::Sent);
        open.into_iter().fold(plan, |plan, h| plan.and(referral::recall(h, ctx)))
    })
}

/// `request.finish`. `repeat_of` is the request that `cmd.repeat_of` names.
/// The desk that handed it here learns the outcome (`handed`).
pub fn finish(case: &Case<'_>, handed: Option<&Referral>, repeat_of: Option<&Request>, cmd: &Finish, ctx: &Ctx<'_>) -> Verdict {
    let given = cmd.amount.as_deref().and_then(some);
    let amount = given.map(fen);
    let mut reasons = case.check(Verb::Finish);
    if some(&cmd.result).is_none() {
        reasons.push(Refusal::NoResult.into());
    }
    if amount == Some(None) {
        reasons.push(Reason::of(Refusal::BadAmount).fact("given", given.unwrap_or("")));
    }
    let left = stages_left(case);
    if let Some(left) = left.as_ref().filter(|_| case.service.aid) {
        reasons.push(left.clone().may_override(Rank::Clerk));
    }
    reasons.extend(still_open(case, ctx));
    reasons.extend(repeats(case, repeat_of, cmd, ctx));
    verdict(ctx, reasons, || {
        let mut change = case.change().set("result", cmd.result.trim()).set("finished_at", ctx.at.0);
        if let Some(fen) = amount.flatten() {
            change = change.set("amount", fen);
        }
        let mut step = case.step(ctx, "finish", &cmd.result);
        if let Some(before) = repeat_of {
            change = change.set("repeat_of", before.id.clone());
            step = step.set("by", cmd.second.as_deref().unwrap_or("").trim());
        }
        let late = case.request.due.as_deref().is_some_and(|d| limit::passed(d, ctx.at));
        let plan = case.plan(Verb::Finish, change, step).tell("late", late);
        let plan = handed.into_iter().fold(plan, |plan, h| plan.and(referral::outcome(h, Some(cmd.result.trim()), ctx)));
        match left.filter(|_| !case.service.aid) {
            Some(left) => plan.warn(Reason { code: Refusal::StagesSkipped.into(), ..left }),
            None => plan,
        }
    })
}

fn stages_left(case: &Case<'_>) -> Option<Reason> {
    let done = usize::try_from(case.request.stage).unwrap_or(0);
    let left: Vec<_> = case.service.stages().iter().skip(done).filter(|s| !s.optional).map(|s| s.name.to_owned()).collect();
    (!left.is_empty()).then(|| Reason::of(Refusal::StagesLeft).fact("left", left.join(", ")))
}

/// Publicity that runs, papers that were promised.
fn still_open(case: &Case<'_>, ctx: &Ctx<'_>) -> Vec<Reason> {
    let mut reasons = Vec::new();
    if let Some(until) = case.request.publicity_until.as_deref().filter(|u| !limit::passed(u, ctx.at)) {
        reasons.push(Reason::of(Refusal::PublicityRuns).fact("until", until).may_override(Rank::Supervisor));
    }
    if case.request.owed.is_some() {
        let owed = Reason::of(Refusal::PapersOwed).fact("owed", list(case.request.owed.as_deref()));
        reasons.push(owed.may_override(Rank::Clerk));
    }
    reasons
}

/// A repeat of a settled request is closed only with a second person.
fn repeats(case: &Case<'_>, before: Option<&Request>, cmd: &Finish, ctx: &Ctx<'_>) -> Vec<Reason> {
    let Some(before) = before else { return Vec::new() };
    let mut reasons = Vec::new();
    if before.state != State::Finished || before.id == case.request.id {
        reasons.push(Reason::of(Refusal::NotSettled).fact("number", &before.number));
    }
    if cmd.second.as_deref().and_then(some).is_none_or(|s| s == ctx.who.clerk) {
        reasons.push(Refusal::SecondPerson.into());
    }
    reasons
}

/// `request.reopen`: the limit begins anew today.
pub fn reopen(case: &Case<'_>, handed: Option<&Referral>, cmd: &Reopen, ctx: &Ctx<'_>) -> Verdict {
    let told = case.due(ctx.at, 0, &[], ctx.at);
    let mut reasons = case.check(Verb::Reopen);
    reasons.extend(told.as_ref().err().cloned());
    verdict(ctx, reasons, || {
        let told = told.unwrap_or_else(|_| unreachable!("a date that cannot be given was refused"));
        let change = set_due(case.change(), &told)
            .set("reopened", case.request.reopened + 1)
            .set("accepted_at", ctx.at.0)
            .set("extra", 0)
            .set("finished_at", Value::Null)
            .set("result", Value::Null);
        let plan =
            with_due(case.plan(Verb::Reopen, change, case.step(ctx, "reopen", cmd.reason.as_deref().unwrap_or(""))), &told);
        handed.into_iter().fold(plan, |plan, h| plan.and(referral::outcome(h, None, ctx)))
    })
}

/// `request.merge`: `into` goes on; the old number still finds it.
pub fn merge(case: &Case<'_>, into: &Request, _cmd: &Merge, ctx: &Ctx<'_>) -> Verdict {
    let mut reasons = case.check(Verb::Merge);
    if into.id == case.request.id || into.state == State::Merged {
        reasons.push(Reason::of(Refusal::BadMerge).fact("number", &into.number));
    }
    verdict(ctx, reasons, || {
        let change = case.change().set("merged_into", into.id.clone());
        let plan: Plan = case.plan(Verb::Merge, change, case.step(ctx, "merge", &into.number));
        let other = super::request::step(ctx, &into.id, "merged", &case.request.number);
        let open = case.pauses.iter().filter(|p| p.to_at.is_none());
        open.fold(plan.and(other), |plan, p| plan.and(Change::of(&p.id).set("to_at", ctx.at.0))).tell("into", into.number.clone())
    })
}
