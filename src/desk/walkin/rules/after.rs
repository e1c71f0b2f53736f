//! Notes, ratings (好差评), the calls they bring about, and guidance on certificates.

use super::super::{Callback, CallbackDone, Certificate, Guide, Note, Rate, Refusal};
use super::flow::Verb;
use super::request::{Case, minute};
use super::some;
use crate::calendar::deadline::{Unit, due};
use crate::desk::change::{Change, Ctx, Plan, Verdict, verdict};
use crate::desk::reason::Reason;

/// Scores up to this one are bad and bring a call on the next working day.
pub const BAD: i64 = 2;

/// `request.note`.
pub fn note(case: &Case<'_>, cmd: &Note, ctx: &Ctx<'_>) -> Verdict {
    let mut reasons = case.check(Verb::Note);
    reasons.extend(some(&cmd.text).is_none().then(|| Refusal::EmptyNote.into()));
    verdict(ctx, reasons, || Plan::one(case.step(ctx, "note", &cmd.text)).tell("number", case.request.number.clone()))
}

/// `request.rate`: one a visit (a request taken up again may be rated again).
pub fn rate(case: &Case<'_>, cmd: &Rate, ctx: &Ctx<'_>) -> Verdict {
    let request = &case.request;
    let mut reasons = case.check(Verb::Rate);
    if !(1..=5).contains(&cmd.score) {
        reasons.push(Reason::of(Refusal::BadScore).fact("given", cmd.score));
    }
    // A rating from before the request was settled for the last time belongs to another visit.
    let again = request.rated_at.is_some_and(|at| request.finished_at.is_none_or(|f| at >= f));
    if let Some(score) = request.score.filter(|_| again) {
        reasons.push(Reason::of(Refusal::RatedBefore).fact("score", score));
    }
    verdict(ctx, reasons, || {
        let text = cmd.text.as_deref().unwrap_or("");
        let change = case.change().set("score", cmd.score).set("rated_at", ctx.at.0);
        let step = case.step(ctx, "rate", text).set("stage", cmd.score);
        let plan = case.plan(Verb::Rate, change, step).tell("score", cmd.score);
        if cmd.score > BAD { plan } else { call_back(case, plan, text, ctx) }
    })
}

fn call_back(case: &Case<'_>, plan: Plan, text: &str, ctx: &Ctx<'_>) -> Plan {
    let today = ctx.at.date();
    // Without a table that reaches so far the call is owed at once rather than never.
    let day = due(today, 1, Unit::Workday, case.table).map_or(today, |d| d.due).to_string();
    let id = ctx.ids.next("callback");
    let mut change = Change::of(&id)
        .set("request", case.request.id.clone())
        .set("due", day.clone())
        .set("made_at", ctx.at.0)
        .set("site", ctx.site);
    if let Some(resident) = &case.request.resident {
        change = change.set("resident", resident.clone());
    }
    if let Some(text) = some(text) {
        change = change.set("reason", text);
    }
    plan.and(change).tell("callback", id).tell("callback_due", day)
}

/// `callback.done`.
pub fn called_back(callback: &Callback, cmd: &CallbackDone, ctx: &Ctx<'_>) -> Verdict {
    let mut reasons = Vec::new();
    if let Some(at) = callback.done_at {
        reasons.push(Reason::of(Refusal::CallMade).fact("at", minute(at)));
    }
    reasons.extend(some(&cmd.result).is_none().then(|| Refusal::NoResult.into()));
    verdict(ctx, reasons, || {
        let change = Change::of(&callback.id).set("done_at", ctx.at.0).set("clerk", ctx.who.clerk.clone());
        Plan::one(change.set("result", cmd.result.trim())).tell("number", callback.number.clone())
    })
}

/// `request.guide`: not us, go to …; the answer is kept.
pub fn guide(certificate: &Certificate, resident: Option<&str>, ticket: Option<&str>, _cmd: &Guide, ctx: &Ctx<'_>) -> Verdict {
    let mut change = Change::of(ctx.ids.next("guidance"))
        .set("certificate", certificate.id.clone())
        .set("office", certificate.office.clone())
        .set("at", ctx.at.0)
        .set("day", ctx.at.date().to_string())
        .set("clerk", ctx.who.clerk.clone())
        .set("site", ctx.site);
    for (field, value) in [("resident", resident), ("ticket", ticket)] {
        if let Some(value) = value {
            change = change.set(field, value);
        }
    }
    Ok(Plan::one(change).tell("certificate", certificate.name.clone()).tell("office", certificate.office.clone()))
}
