//! What holds a request's limit, lets it go on, and lengthens it: pause, resume, extension.

use super::super::{Extend, Pause, PauseReason, PauseRequest, Refusal, Resume};
use super::flow::Verb;
use super::request::{Case, begin, set_due, with_due};
use super::{limit, some};
use crate::desk::change::{Change, Ctx, Verdict, verdict};
use crate::desk::reason::{Rank, Reason};
use serde_json::Value;

/// `request.pause`.
pub fn pause(case: &Case<'_>, cmd: &PauseRequest, ctx: &Ctx<'_>) -> Verdict {
    let why = PauseReason::parse(cmd.reason.trim());
    let mut reasons = case.check(Verb::Pause);
    reasons.extend(why.is_none().then(|| Reason::of(Refusal::BadPause).fact("given", &cmd.reason)));
    verdict(ctx, reasons, || {
        let why = why.unwrap_or(PauseReason::Papers);
        case.plan(Verb::Pause, case.change(), case.step(ctx, "pause", why.name())).and(begin(case, why, ctx))
    })
}

/// `request.resume`: the due date moves on by what stood still.
pub fn resume(case: &Case<'_>, _cmd: &Resume, ctx: &Ctx<'_>) -> Verdict {
    let mut reasons = case.check(Verb::Resume);
    let ended: Vec<Pause> = case.pauses.iter().map(|p| Pause { to_at: p.to_at.or(Some(ctx.at)), ..p.clone() }).collect();
    let start = case.request.accepted_at.unwrap_or(ctx.at);
    let told = case.due(start, case.request.extra, &ended, ctx.at);
    reasons.extend(told.as_ref().err().cloned());
    verdict(ctx, reasons, || {
        let told = told.unwrap_or_else(|_| unreachable!("a date that cannot be given was refused"));
        let change = set_due(case.change(), &told).set("missing", Value::Null);
        let plan = with_due(case.plan(Verb::Resume, change, case.step(ctx, "resume", "")), &told);
        case.pauses.iter().filter(|p| p.to_at.is_none()).fold(plan, |plan, p| plan.and(Change::of(&p.id).set("to_at", ctx.at.0)))
    })
}

/// `request.extend`.
pub fn extend(case: &Case<'_>, cmd: &Extend, ctx: &Ctx<'_>) -> Verdict {
    let request = &case.request;
    let mut reasons = case.check(Verb::Extend);
    if !(1..=3650).contains(&cmd.days) {
        reasons.push(Reason::of(Refusal::BadDays).fact("days", cmd.days));
    }
    if some(&cmd.reason).is_none() {
        reasons.push(Refusal::NoReason.into());
    }
    if some(&cmd.approver).is_none_or(|a| a == ctx.who.clerk) {
        reasons.push(Reason::of(Refusal::OwnApproval).fact("approver", &cmd.approver));
    }
    if request.extra > 0 {
        reasons.push(Reason::of(Refusal::ExtendedBefore).fact("number", &request.number).fact("days", request.extra));
    }
    if limit::late(request, ctx.at) {
        let late = Reason::of(Refusal::AlreadyLate).fact("due", request.due.as_deref().unwrap_or(""));
        reasons.push(late.may_override(Rank::Supervisor));
    }
    match limit::figure(&case.service) {
        None => reasons.push(Reason::of(Refusal::NoLimit).fact("service", &case.service.name)),
        Some((n, _)) => reasons.extend(beyond(case, n.saturating_add(cmd.days))),
    }
    let told = case.due(request.accepted_at.unwrap_or(ctx.at), cmd.days, &case.pauses, ctx.at);
    reasons.extend(told.as_ref().err().cloned());
    verdict(ctx, reasons, || {
        let told = told.unwrap_or_else(|_| unreachable!("a date that cannot be given was refused"));
        let change = set_due(case.change().set("extra", cmd.days), &told);
        let step = case.step(ctx, "extend", &cmd.reason).set("by", cmd.approver.trim());
        with_due(case.plan(Verb::Extend, change, step), &told)
    })
}

fn beyond(case: &Case<'_>, asked: i64) -> Option<Reason> {
    let most = case.service.extended.or(case.service.ceiling).filter(|most| asked > *most)?;
    let reason = Reason::of(Refusal::BeyondCeiling).fact("most", most).fact("asked", asked);
    Some(reason.may_override(Rank::Supervisor))
}

#[cfg(test)]
mod tests {
    use super::super::super::State;
    use super::super::sample::{pause as one_pause, refused, request, run, service, wrote};
    use super::*;
    use crate::calendar::official::workdays;
    use crate::calendar::workdays::Workdays;
    use crate::desk::walkin::Service;
    use rstest::rstest;

    fn case(state: State, table: &Workdays) -> Case<'_> {
        let service = Service { promised: Some(5), ceiling: Some(8), extended: Some(10), ..service() };
        Case { request: request(state), service, pauses: vec![], table }
    }

    #[rstest]
    #[case(State::Accepted, 5, "lin", "2026-03-02T10:00", "ok")]
    #[case(State::Accepted, 6, "lin", "2026-03-02T10:00", "request.beyond_ceiling")]
    #[case(State::Accepted, 1, "wang", "2026-03-10T10:00", "request.own_approval request.already_late")]
    #[case(State::Open, 1, "lin", "2026-03-02T10:00", "request.not_accepted")]
    fn extending(#[case] state: State, #[case] days: i64, #[case] by: &str, #[case] now: &str, #[case] told: &str) {
        let cmd = Extend { request: String::new(), days, reason: "parts".into(), approver: by.into() };
        assert_eq!(refused(&run(now, None, |ctx| extend(&case(state, &workdays()), &cmd, ctx))), told);
    }

    #[test]
    fn going_on_ends_the_pause_and_moves_the_date() {
        let table = workdays();
        let mut case = case(State::Paused, &table);
        case.pauses = vec![one_pause("2026-03-03T09:00", None)];
        let told = run("2026-03-05T09:00", None, |ctx| resume(&case, &Resume::default(), ctx));
        assert_eq!((wrote(&told, "due"), wrote(&told, "to_at") == Value::Null), ("2026-03-11".into(), false));
    }
}
