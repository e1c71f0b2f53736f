//! What leaves the log for good: a person on demand (PIPL art. 47), single fields when their time is over (art. 19).

use super::super::{ErasePerson, Refusal};
use crate::desk::change::{Change, Ctx, Plan, Removal, Verdict, verdict};
use crate::desk::reason::{Rank, Reason};
use crate::text::safe;

/// A person as this site holds him.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Held {
    /// The person's card and what hangs on it, each with whether this desk may erase it.
    pub records: Vec<(String, bool)>,
    /// Requests, loans and bookings that are still open.
    pub open: i64,
    /// Desks that hold records of the person this desk may not erase.
    pub elsewhere: Vec<String>,
}

/// `person.erase`: blanks what is personal of every record of the person, here and wherever it was sent. What stays is
/// without a person: times, states, counts.
pub fn erase_person(held: &Held, cmd: &ErasePerson, ctx: &Ctx<'_>) -> Verdict {
    let mut reasons = Vec::new();
    let ours: Vec<&String> = held.records.iter().filter(|(_, ours)| *ours).map(|(ent, _)| ent).collect();
    if ours.is_empty() {
        reasons.push(Reason::of(Refusal::NotYours).fact("who", held.elsewhere.join(" ")));
    }
    if cmd.reason.trim().is_empty() {
        reasons.push(Reason::of(Refusal::EraseReason));
    }
    if held.open > 0 {
        reasons.push(Reason::of(Refusal::StillOpen).fact("count", held.open).may_override(Rank::Clerk));
    }
    verdict(ctx, reasons, || {
        let who = held.records.first().map(|(ent, _)| ent.clone()).unwrap_or_default();
        let record = Change::of(ctx.ids.next("settlement"))
            .set("kind", "erase")
            .set("keep", who)
            .set("at", ctx.at.0)
            .set("site", ctx.site)
            .set("reason", safe::clean(&cmd.reason).trim());
        let mut plan = Plan::default().tell("records", ours.len()).and(record);
        plan.removals = ours.into_iter().map(|ent| Removal::Erase(ent.clone())).collect();
        match held.elsewhere.is_empty() {
            true => plan,
            false => plan.warn(Reason::of(Refusal::ErasedHereOnly).fact("who", held.elsewhere.join(" "))),
        }
    })
}

/// `retention.run`: the fields whose time is over, record by record.
pub fn retain(due: &[(String, Vec<String>)], _ctx: &Ctx<'_>) -> Verdict {
    let mut plan = Plan::default().tell("records", due.len());
    plan.removals = due.iter().map(|(ent, fields)| Removal::Redact(ent.clone(), fields.clone())).collect();
    Ok(plan)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::clock::{Clock, Moment};
    use crate::base::ids::Ids;
    use crate::desk::change::Actor;

    fn codes(held: &Held, reason: &str, over: Option<&str>) -> Result<usize, Vec<&'static str>> {
        let (who, ids) = (Actor { clerk: "c".into() }, Ids::seeded(Clock::Fixed(Moment(0)), 1));
        let ctx = Ctx { at: Moment(0), site: "A1", hub: false, who: &who, ids: &ids, over };
        let cmd = ErasePerson { person: "resident:1".into(), reason: reason.into() };
        erase_person(held, &cmd, &ctx).map(|p| p.removals.len()).map_err(|r| r.iter().map(|r| r.code.name()).collect())
    }

    #[test]
    fn a_person_is_erased_with_a_reason_by_who_holds_the_card() {
        let held = Held {
            records: vec![("resident:1".into(), true), ("booking:1".into(), false)],
            open: 0,
            elsewhere: vec!["S1".into()],
        };
        assert_eq!(codes(&held, "本人要求", None), Ok(1));
        assert_eq!(codes(&held, " ", None), Err(vec!["person.erase_reason"]));
        let busy = Held { open: 2, ..held.clone() };
        assert_eq!(codes(&busy, "x", None), Err(vec!["person.still_open"]));
        assert_eq!(codes(&busy, "x", Some("本人坚持")), Ok(1));
        let theirs = Held { records: vec![("resident:1".into(), false)], ..held };
        assert_eq!(codes(&theirs, "x", None), Err(vec!["conflict.not_yours"]));
    }
}
