//! Plain records for the tests of this room.

use super::super::{Pause, PauseReason, Request, Service, State, Ticket, TicketState};
use crate::base::clock::{Clock, Moment};
use crate::base::ids::Ids;
use crate::desk::change::{Actor, Ctx, Verdict};

pub fn at(text: &str) -> Moment {
    Moment::parse(text).unwrap()
}

pub fn ticket(number: &str, minute: i64) -> Ticket {
    Ticket {
        id: format!("ticket:{number}"),
        number: number.into(),
        day: "2026-03-02".into(),
        state: TicketState::Waiting,
        window: None,
        wanted: None,
        drawn_at: at("2026-03-02T09:00").plus_ms(minute * 60_000),
        called_at: None,
        calls: 0,
        misses: 0,
        hold: None,
        ended_at: None,
        clerk: None,
        resident: None,
        priority: None,
    }
}

pub fn service() -> Service {
    Service {
        id: "service:dibao".into(),
        code: "dibao".into(),
        name: "Allowance".into(),
        materials: "card\nbook".into(),
        stages: "begin\nvisit #2p\nnotice #7d\ndecide".into(),
        unit: "workday".into(),
        ..Service::default()
    }
}

pub fn request(state: State) -> Request {
    Request {
        id: "request:1".into(),
        number: "QLQ-20260302-0041".into(),
        resident: Some("resident:1".into()),
        service: "service:dibao".into(),
        ticket: None,
        state,
        opened_at: at("2026-03-02T09:00"),
        accepted_at: (state != State::Open).then(|| at("2026-03-02T09:00")),
        told_at: None,
        clerk: "wang".into(),
        owner: "wang".into(),
        due: Some("2026-03-09".into()),
        due_basis: "promised".into(),
        provisional: false,
        extra: 0,
        stage: 0,
        publicity_until: None,
        owed_until: None,
        referred_at: (state == State::Referred).then(|| at("2026-03-02T09:30")),
        finished_at: None,
        amount: None,
        score: None,
        rated_at: None,
        reopened: 0,
        merged_into: None,
        repeat_of: None,
        referral: None,
        summary: "in hospital".into(),
        missing: None,
        owed: None,
        referred_to: None,
        result: None,
    }
}

pub fn pause(from: &str, to: Option<&str>) -> Pause {
    let to_at = to.map(at);
    Pause { id: "pause:1".into(), request: "request:1".into(), reason: PauseReason::Papers, from_at: at(from), to_at }
}

/// Runs a rule as one clerk of one desk at `now`.
pub fn run(now: &str, over: Option<&str>, rule: impl FnOnce(&Ctx<'_>) -> Verdict) -> Verdict {
    let (now, who) = (at(now), Actor { clerk: "wang".into() });
    let ids = Ids::seeded(Clock::Fixed(now), 1);
    rule(&Ctx { at: now, site: "QLQ", hub: false, who: &who, ids: &ids, over })
}

/// The names of the reasons against it, joined.
pub fn refused(verdict: &Verdict) -> String {
    match verdict {
        Ok(plan) => format!("ok {}", plan.warnings.iter().map(|r| r.code.name()).collect::<Vec<_>>().join(" ")).trim().into(),
        Err(reasons) => reasons.iter().map(|r| r.code.name()).collect::<Vec<_>>().join(" "),
    }
}

/// The value that a plan writes to a field of the first change that names it.
pub fn wrote(verdict: &Verdict, field: &str) -> serde_json::Value {
    let plan = verdict.as_ref().unwrap();
    plan.changes.iter().find_map(|c| c.fields.get(field)).cloned().unwrap_or(serde_json::json!("(not written)"))
}
