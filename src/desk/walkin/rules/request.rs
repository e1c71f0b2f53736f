//! A request from its opening to the work on it: accept, tell, stages.

use super::super::{Accept, Open, Pause, PauseReason, Refusal, Request, Service, Stage, State, Tell};
use super::flow::{Verb, check, list, next};
use super::limit::{self, Told};
use super::{number, some};
use crate::base::clock::Moment;
use crate::calendar::workdays::Workdays;
use crate::desk::change::{Change, Ctx, Plan, Verdict, verdict};
use crate::desk::reason::{Rank, Reason};
use chrono::NaiveDate;
use serde_json::Value;

/// A request with all that its rules look at.
#[derive(Debug)]
pub struct Case<'a> {
    pub request: Request,
    pub service: Service,
    pub pauses: Vec<Pause>,
    pub table: &'a Workdays,
}

impl Case<'_> {
    /// The reason why the verb does not fit, as a list to go on with.
    pub(super) fn check(&self, verb: Verb) -> Vec<Reason> {
        check(verb, &self.request).into_iter().collect()
    }

    /// The state that follows a verb that was checked.
    pub(super) fn next(&self, verb: Verb) -> State {
        next(verb, self.request.state, self.request.accepted_at.is_some()).unwrap_or(self.request.state)
    }

    /// A change of this request into the verb's state, and the step that records it.
    pub(super) fn plan(&self, verb: Verb, change: Change, step: Change) -> Plan {
        let state = self.next(verb).name();
        Plan::one(change.set("state", state)).and(step).tell("number", self.request.number.clone()).tell("state", state)
    }

    /// A change of this request that names no field yet.
    pub(super) fn change(&self) -> Change {
        Change::of(&self.request.id)
    }

    /// The step of a verb.
    pub(super) fn step(&self, ctx: &Ctx<'_>, kind: &str, text: &str) -> Change {
        step(ctx, &self.request.id, kind, text)
    }

    /// The pause that still lasts.
    fn pause(&self) -> Option<&Pause> {
        self.pauses.iter().find(|p| p.to_at.is_none())
    }

    /// The due date with `extra` more and the given pauses.
    pub(super) fn due(&self, start: Moment, extra: i64, pauses: &[Pause], now: Moment) -> Result<Told, Reason> {
        due(&self.service, start, extra, pauses, now, self.table)
    }
}

fn due(service: &Service, start: Moment, extra: i64, pauses: &[Pause], now: Moment, table: &Workdays) -> Result<Told, Reason> {
    let told = limit::due(service, start, extra, pauses, now, table);
    told.map_err(|_| Reason::of(Refusal::LimitOutOfReach).fact("service", &service.name))
}

/// What happened, for the record.
pub(super) fn step(ctx: &Ctx<'_>, request: &str, kind: &str, text: &str) -> Change {
    let change = Change::of(ctx.ids.next("step"))
        .set("request", request)
        .set("kind", kind)
        .set("at", ctx.at.0)
        .set("clerk", ctx.who.clerk.clone());
    if text.trim().is_empty() { change } else { change.set("text", text.trim()) }
}

/// Writes a due date into a change and into the reply.
pub(super) fn with_due(plan: Plan, told: &Told) -> Plan {
    let plan = plan.tell("due", told.due.clone()).tell("due_basis", told.basis.name());
    if told.provisional { plan.tell("provisional", true) } else { plan }
}

pub(super) fn set_due(change: Change, told: &Told) -> Change {
    let change = change.set("due", told.due.clone()).set("due_basis", told.basis.name());
    change.set("provisional", told.provisional)
}

/// What `request.open` needs to know.
#[derive(Debug)]
pub struct OpenState<'a> {
    /// The day's next number.
    pub n: i64,
    pub service: Service,
    pub resident: Option<String>,
    pub ticket: Option<String>,
    /// The same person's unfinished request for the same item.
    pub same: Option<String>,
    /// The same person's last payment of this calendar year: number, date, fen.
    pub paid: Option<(String, String, i64)>,
    pub table: &'a Workdays,
}

/// `request.open`.
pub fn open(state: &OpenState<'_>, cmd: &Open, ctx: &Ctx<'_>) -> Verdict {
    let service = &state.service;
    let mut reasons = Vec::new();
    if some(&cmd.summary).is_none() {
        reasons.push(Refusal::NoSummary.into());
    }
    if service.retired {
        reasons.push(Reason::of(Refusal::ServiceRetired).fact("service", &service.name));
    }
    if let Some(number) = &state.same {
        reasons.push(Reason::of(Refusal::SameOpen).fact("number", number).may_override(Rank::Clerk));
    }
    let told = match due(service, ctx.at, 0, &[], ctx.at, state.table) {
        Ok(told) => told,
        Err(reason) => {
            reasons.push(reason);
            return Err(reasons);
        }
    };
    verdict(ctx, reasons, || {
        let plan = open_plan(state, cmd, &told, ctx);
        let paid = state.paid.as_ref().filter(|_| service.aid).map(|(number, date, fen)| {
            Reason::of(Refusal::PaidBefore).fact("number", number).fact("date", date).fact("yuan", yuan(*fen))
        });
        limit::words(service, &told).into_iter().chain(paid).fold(plan, Plan::warn)
    })
}

fn open_plan(state: &OpenState<'_>, cmd: &Open, told: &Told, ctx: &Ctx<'_>) -> Plan {
    let number = number::whole(ctx.site, ctx.at.date(), state.n);
    let accept = cmd.accept.unwrap_or(false);
    let stands = if accept { State::Accepted } else { State::Open };
    let id = ctx.ids.next("request");
    let mut change = Change::of(&id)
        .set("number", number.clone())
        .set("service", state.service.id.clone())
        .set("summary", cmd.summary.trim())
        .set("state", stands.name())
        .set("opened_at", ctx.at.0)
        .set("clerk", ctx.who.clerk.clone())
        .set("owner", ctx.who.clerk.clone())
        .set("extra", 0)
        .set("stage", 0)
        .set("reopened", 0);
    for (field, value) in [("resident", &state.resident), ("ticket", &state.ticket)] {
        if let Some(value) = value {
            change = change.set(field, value.clone());
        }
    }
    if accept {
        change = change.set("accepted_at", ctx.at.0);
    }
    let plan = Plan::one(set_due(change, told)).tell("number", number).tell("state", stands.name());
    let plan = plan.tell("service", state.service.name.clone());
    let plan = with_due(plan.and(step(ctx, &id, "open", "")), told);
    if accept { plan.and(step(ctx, &id, "accept", "")) } else { plan }
}

/// Fen as yuan: `500`, `500.50`.
pub fn yuan(fen: i64) -> String {
    if fen % 100 == 0 { (fen / 100).to_string() } else { format!("{}.{:02}", fen / 100, fen % 100) }
}

/// `request.accept`: the limit begins today.
pub fn accept(case: &Case<'_>, cmd: &Accept, ctx: &Ctx<'_>) -> Verdict {
    let owed: Vec<_> = cmd.owed.iter().filter_map(|p| some(p)).collect();
    let until = cmd.until.as_deref().and_then(some);
    let mut reasons = case.check(Verb::Accept);
    let day = until.and_then(|u| u.parse::<NaiveDate>().ok()).filter(|d| *d > ctx.at.date());
    // Papers that are owed need a day, and a day needs papers.
    if until.is_some() == owed.is_empty() || until.is_some() != day.is_some() {
        reasons.push(Reason::of(Refusal::BadUntil).fact("until", until.unwrap_or("")));
    }
    let told = case.due(ctx.at, case.request.extra, &[], ctx.at);
    reasons.extend(told.as_ref().err().cloned());
    verdict(ctx, reasons, || {
        let told = told.unwrap_or_else(|_| unreachable!("a date that cannot be given was refused"));
        let mut change = set_due(case.change().set("accepted_at", ctx.at.0), &told).set("missing", Value::Null);
        let mut step = case.step(ctx, "accept", &owed.join("\n"));
        if let Some(day) = day {
            change = change.set("owed", owed.join("\n")).set("owed_until", day.to_string());
            step = step.set("until", day.to_string());
        }
        let plan = with_due(case.plan(Verb::Accept, change, step), &told);
        limit::words(&case.service, &told).into_iter().fold(plan, Plan::warn)
    })
}

/// `request.tell`: everything that is missing, once; the limit stands still until the papers come.
pub fn tell(case: &Case<'_>, cmd: &Tell, ctx: &Ctx<'_>) -> Verdict {
    let missing: Vec<_> = cmd.missing.iter().filter_map(|m| some(m)).collect();
    let mut reasons = case.check(Verb::Tell);
    if missing.is_empty() {
        reasons.push(Refusal::NothingMissing.into());
    }
    if let Some(at) = case.request.told_at {
        let before = Reason::of(Refusal::ToldBefore).fact("number", &case.request.number).fact("at", minute(at));
        reasons.push(before.fact("missing", list(case.request.missing.as_deref())).may_override(Rank::Clerk));
    }
    verdict(ctx, reasons, || {
        let lines = missing.join("\n");
        let mut change = case.change().set("missing", lines.clone());
        if case.request.told_at.is_none() {
            change = change.set("told_at", ctx.at.0);
        }
        let plan = case.plan(Verb::Tell, change, case.step(ctx, "tell", &lines)).tell("missing", missing.len());
        let runs = case.request.accepted_at.is_some() && case.pause().is_none();
        if runs { plan.and(begin(case, PauseReason::Papers, ctx)) } else { plan }
    })
}

pub(super) fn begin(case: &Case<'_>, reason: PauseReason, ctx: &Ctx<'_>) -> Change {
    let pause = Change::of(ctx.ids.next("pause")).set("request", case.request.id.clone());
    pause.set("reason", reason.name()).set("from_at", ctx.at.0)
}

/// A moment in a sentence.
pub(super) fn minute(at: Moment) -> String {
    at.local().format("%Y-%m-%d %H:%M").to_string()
}

/// `request.stage`.
pub fn stage(case: &Case<'_>, cmd: &Stage, ctx: &Ctx<'_>) -> Verdict {
    let mut reasons = case.check(Verb::Stage);
    let stages = case.service.stages();
    let Some(at) = case.service.find_stage(&cmd.stage) else {
        let names: Vec<_> = stages.iter().map(|s| s.name).collect();
        reasons.push(Reason::of(Refusal::NoSuchStage).fact("given", &cmd.stage).fact("stages", names.join(", ")));
        return Err(reasons);
    };
    let (stage, before) = (&stages[at], usize::try_from(case.request.stage).unwrap_or(0));
    let skipped: Vec<_> = stages.iter().take(at).skip(before).filter(|s| !s.optional).map(|s| s.name).collect();
    if case.service.aid && !skipped.is_empty() {
        let order = Reason::of(Refusal::StageOrder).fact("stage", stage.name).fact("before", skipped.join(", "));
        reasons.push(order.may_override(Rank::Clerk));
    }
    let people = people(&cmd.by);
    if people.len() < stage.people && stage.people > 1 {
        reasons.push(Reason::of(Refusal::TwoPeople).fact("stage", stage.name));
    }
    if let Some(until) = publicity(case, &stages, at, ctx) {
        reasons.push(Reason::of(Refusal::PublicityRuns).fact("until", until).may_override(Rank::Clerk));
    }
    verdict(ctx, reasons, || {
        let until = stage.published_until(ctx.at.date(), case.table).map(|d| d.to_string());
        let reached = case.request.stage.max(at as i64 + 1);
        let mut change = case.change().set("stage", reached);
        let mut step = case.step(ctx, "stage", &cmd.result).set("stage", at + 1);
        if !people.is_empty() {
            step = step.set("by", people.join("\n"));
        }
        if let Some(until) = &until {
            change = change.set("publicity_until", until.clone());
            step = step.set("until", until.clone());
        }
        let plan = case.plan(Verb::Stage, change, step).tell("stage", stage.name);
        match until {
            Some(until) => plan.tell("until", until),
            None => plan,
        }
    })
}

/// Who did it, each once. Names come parted by the signs of an input method as often as one by one.
fn people(by: &[String]) -> Vec<&str> {
    let parts = by.iter().flat_map(|names| names.split(['\u{3001}', '\u{ff0c}', '\u{ff1b}', ',', ';', '/']));
    let mut people: Vec<_> = parts.filter_map(some).collect();
    people.sort_unstable();
    people.dedup();
    people
}

/// The last day of a publicity that runs, where the stage at this place comes after it.
fn publicity<'a>(case: &'a Case<'_>, stages: &[super::stage::Stage<'_>], at: usize, ctx: &Ctx<'_>) -> Option<&'a str> {
    let after = stages.iter().take(at).any(|s| s.publicity.is_some()) && stages[at].publicity.is_none();
    case.request.publicity_until.as_deref().filter(|until| after && !limit::passed(until, ctx.at))
}

#[cfg(test)]
mod tests {
    use super::super::sample::{refused, request, run, service};
    use super::*;
    use crate::calendar::official::workdays;
    use rstest::rstest;

    const NOW: &str = "2026-03-02T10:00";

    fn case(state: State, table: &Workdays) -> Case<'_> {
        let service = Service { promised: Some(5), ceiling: Some(8), extended: Some(10), ..service() };
        Case { request: request(state), service, pauses: vec![], table }
    }

    #[rstest]
    #[case(&[], None, "ok")]
    #[case(&["card"], Some("2026-03-03"), "ok")]
    #[case(&["card"], None, "request.bad_until")]
    #[case(&[], Some("2026-03-03"), "request.bad_until")]
    #[case(&["card"], Some("2026-03-02"), "request.bad_until")]
    #[case(&["card"], Some("soon"), "request.bad_until")]
    fn papers_may_be_owed_until_a_day(#[case] owed: &[&str], #[case] until: Option<&str>, #[case] told: &str) {
        let owed = owed.iter().map(|o| (*o).to_owned()).collect();
        let cmd = Accept { request: String::new(), owed, until: until.map(Into::into) };
        assert_eq!(refused(&run(NOW, None, |ctx| accept(&case(State::Open, &workdays()), &cmd, ctx))), told);
    }

    #[test]
    fn all_reasons_come_together() {
        let table = workdays();
        let paid = Some(("QLQ-20260101-0001".into(), "2026-01-01".into(), 50_050));
        let service = Service { retired: true, aid: true, ..service() };
        let mut state = OpenState { n: 1, service, resident: None, ticket: None, same: Some("x".into()), paid, table: &table };
        let cmd = Open::default();
        let told = run(NOW, None, |ctx| open(&state, &cmd, ctx));
        assert_eq!(refused(&told), "request.no_summary request.service_retired request.same_open");
        state.service.retired = false;
        let cmd = Open { summary: "s".into(), ..Open::default() };
        let told = run(NOW, Some("another matter"), |ctx| open(&state, &cmd, ctx));
        assert_eq!(refused(&told), "ok request.no_limit request.paid_before request.same_open");
        assert_eq!(told.unwrap().warnings[1].facts["yuan"], "500.50");
    }
}
