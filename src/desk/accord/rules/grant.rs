//! Studio slots granted to far desks (号源), so that they can say yes at once without a connection.

use super::super::{GiveGrant, Grant, HandOver, Refusal, TakeBackGrant};
use crate::base::clock::Moment;
use crate::desk::change::{Change, Ctx, Plan, Verdict, verdict};
use crate::desk::reason::{Rank, Reason};
use crate::desk::studio::check::{Room, Wish, against};
use crate::desk::studio::time::{parse_wall, wall_text};

/// What [`give`] needs to know.
#[derive(Debug, Default)]
pub struct GiveState {
    pub room: Room,
    /// Who decides about the advisor or place; `None`: it is not known here.
    pub studio: Option<String>,
}

/// Is it a site's code: two to eight capital letters and digits?
fn is_site(code: &str) -> bool {
    (2..=8).contains(&code.len()) && code.bytes().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit())
}

/// `grant.give`: a time that is free, to one desk, until a moment not after it begins.
pub fn give(state: &GiveState, cmd: &GiveGrant, ctx: &Ctx<'_>) -> Verdict {
    let mut reasons = Vec::new();
    if state.studio.as_deref().is_some_and(|studio| studio != ctx.site) {
        reasons.push(Reason::of(Refusal::NotYours).fact("who", state.studio.as_deref().unwrap_or_default()));
    }
    let to = cmd.to.trim().to_uppercase();
    if !is_site(&to) || to == ctx.site {
        reasons.push(Reason::of(Refusal::BadDesk).fact("given", &cmd.to));
    }
    if state.room.advisor.is_none() && state.room.place.is_none() {
        reasons.push(Reason::of(crate::desk::studio::Refusal::NothingToBook));
    }
    let minutes = cmd.minutes.unwrap_or(60);
    let until = Moment::parse(cmd.until.trim());
    let start = parse_wall(&cmd.start).filter(|_| (5..=720).contains(&minutes));
    if let Some(start) = start {
        let wish = Wish { start, minutes, client: None, skip: None };
        reasons.extend(against(&state.room, &wish, ctx.at.local()));
    }
    let ends = start.map(Moment::from_local);
    let Some(until) = until.filter(|until| *until > ctx.at && ends.is_some_and(|ends| *until <= ends)) else {
        let latest = ends.map(|m| wall_text(m.local())).unwrap_or_default();
        reasons.push(Reason::of(Refusal::BadUntil).fact("given", &cmd.until).fact("latest", latest));
        return Err(reasons);
    };
    verdict(ctx, reasons, || {
        let id = |of: Option<String>| of.unwrap_or_default();
        let change = Change::of(ctx.ids.next("grant"))
            .set("advisor", id(state.room.advisor.as_ref().map(|a| a.id.clone())))
            .set("place", id(state.room.place.as_ref().map(|p| p.id.clone())))
            .set("start", start.map(wall_text).unwrap_or_default())
            .set("minutes", minutes)
            .set("to", to.clone())
            .set("until", until.0)
            .set("given", ctx.at.0)
            .set("taken", 0)
            .set("by_phone", 0);
        Plan::one(change).tell("to", to).tell("until", until.rfc3339())
    })
}

/// What [`take_back`] needs to know.
#[derive(Debug, Default)]
pub struct TakeBackState {
    pub grant: Grant,
    pub studio: Option<String>,
    /// The number of the booking that fills it.
    pub used: Option<String>,
    /// Has everything the far desk wrote up to the grant's end been received?
    pub heard_past_end: bool,
}

/// `grant.take_back`. An unused grant is free again only when the far desk can no longer use it without our knowing:
/// its log has come past the grant's end, or it was told on the telephone (an override, recorded).
pub fn take_back(state: &TakeBackState, _cmd: &TakeBackGrant, ctx: &Ctx<'_>) -> Verdict {
    let grant = &state.grant;
    let mut reasons = Vec::new();
    if state.studio.as_deref().is_some_and(|studio| studio != ctx.site) {
        reasons.push(Reason::of(Refusal::NotYours).fact("who", state.studio.as_deref().unwrap_or_default()));
    }
    if grant.taken > 0 {
        reasons.push(Reason::of(Refusal::TakenBefore).fact("at", Moment(grant.taken).rfc3339()));
    }
    if let Some(number) = &state.used {
        reasons.push(Reason::of(Refusal::GrantUsed).fact("to", &grant.to).fact("number", number));
    }
    if !state.heard_past_end {
        let reason = Reason::of(Refusal::NotHeardYet).fact("to", &grant.to).fact("until", Moment(grant.until).rfc3339());
        reasons.push(reason.may_override(Rank::Clerk));
    }
    verdict(ctx, reasons, || {
        let change = Change::of(&grant.id).set("taken", ctx.at.0).set("by_phone", i64::from(!state.heard_past_end));
        Plan::one(change).tell("to", grant.to.clone())
    })
}

/// `owner.hand_over`: the present owner (or the hub) names the next.
pub fn hand_over(ent: &str, owner: Option<&str>, cmd: &HandOver, ctx: &Ctx<'_>) -> Verdict {
    let mut reasons = Vec::new();
    let to = cmd.to.trim().to_uppercase();
    if !is_site(&to) || owner == Some(to.as_str()) {
        reasons.push(Reason::of(Refusal::BadDesk).fact("given", &cmd.to));
    }
    if let Some(owner) = owner.filter(|owner| *owner != ctx.site && !ctx.hub) {
        reasons.push(Reason::of(Refusal::NotYours).fact("who", owner));
    }
    verdict(ctx, reasons, || {
        let change = Change::of(ctx.ids.next("handover")).set("ent", ent).set("to", to.clone()).set("at", ctx.at.0);
        Plan::one(change).tell("to", to)
    })
}
