//! Settling a clash. A person decides, and only who decides about the matter; nothing is cancelled by the machine.

use super::super::{Conflict, Refusal, Settle};
use crate::desk::change::{Change, Ctx, DELETED, Plan, Verdict, verdict};
use crate::desk::loans::{Copy, Loan, copy_state};
use crate::desk::reason::Reason;
use crate::desk::studio::{Booking, State};
use crate::text::safe;
use serde_json::Value;

/// A clash with what settling it needs to know.
#[derive(Debug, Clone, PartialEq)]
pub struct Matter {
    pub conflict: Conflict,
    /// The desks that decide.
    pub decides: Vec<String>,
    pub sides: Sides,
}

/// The two (or more) that cannot both be so.
#[derive(Debug, Clone, PartialEq)]
pub enum Sides {
    Bookings(Vec<Booking>),
    Loans(Vec<Loan>),
    /// The copy; by room, the state its own last write gave it; open loans known here.
    Custody {
        copy: Box<Copy>,
        rooms: Vec<(String, String)>,
        open: Vec<Loan>,
    },
    /// Operation and value of each head of a field.
    Values {
        ent: String,
        field: String,
        heads: Vec<(String, Value)>,
    },
    /// A delete against an edit.
    Gone {
        ent: String,
    },
    /// Operations without effect.
    Breach {
        ops: Vec<String>,
    },
    /// Nothing to choose: something has not come yet.
    Waiting {
        missing: String,
    },
}

impl Sides {
    /// What `keep` and `drop` may name.
    pub fn ids(&self) -> Vec<String> {
        match self {
            Sides::Bookings(all) => all.iter().map(|b| b.id.clone()).collect(),
            Sides::Loans(all) => all.iter().map(|l| l.id.clone()).collect(),
            Sides::Custody { rooms, .. } => rooms.iter().map(|(room, _)| room.clone()).collect(),
            Sides::Values { heads, .. } => heads.iter().map(|(op, _)| op.clone()).collect(),
            Sides::Gone { .. } => vec!["delete".into(), "edit".into()],
            Sides::Breach { ops } => ops.clone(),
            Sides::Waiting { .. } => Vec::new(),
        }
    }
}

/// `conflict.settle`. `matter` is `None` when there is no such clash (any more).
pub fn settle(matter: Option<&Matter>, cmd: &Settle, ctx: &Ctx<'_>) -> Verdict {
    let Some(matter) = matter else { return Err(vec![Reason::of(Refusal::NoConflict).fact("given", &cmd.conflict)]) };
    let mut reasons = Vec::new();
    if !matter.decides.iter().any(|d| d == ctx.site) {
        reasons.push(Reason::of(Refusal::NotYours).fact("who", matter.decides.join(" ")));
    }
    if let Sides::Waiting { missing } = &matter.sides {
        reasons.push(Reason::of(Refusal::Waits).fact("waits", missing));
        return Err(reasons);
    }
    let sides = matter.sides.ids();
    let keep = cmd.keep.as_deref().map(str::trim).filter(|k| !k.is_empty());
    for named in keep.into_iter().chain(cmd.drop.iter().map(String::as_str)) {
        if !sides.iter().any(|s| s == named) {
            reasons.push(Reason::of(Refusal::NoSide).fact("given", named).fact("sides", sides.join(" ")));
        }
    }
    let drop: Vec<String> = match cmd.drop.is_empty() {
        true => sides.iter().filter(|s| Some(s.as_str()) != keep).cloned().collect(),
        false => cmd.drop.clone(),
    };
    let both = matches!(matter.sides, Sides::Bookings(_) | Sides::Breach { .. });
    let contrary = keep.is_some_and(|k| drop.iter().any(|d| d == k));
    let left = sides.iter().filter(|s| !drop.contains(s)).count();
    if contrary || (keep.is_none() && !both) || (matches!(matter.sides, Sides::Loans(_) | Sides::Bookings(_)) && left > 1) {
        reasons.push(Reason::of(Refusal::KeepOne).fact("sides", sides.join(" ")));
    }
    verdict(ctx, reasons, || {
        let changes = changes(&matter.sides, keep, &drop, cmd.reason.as_deref(), ctx);
        let id = ctx.ids.next("settlement");
        let mut record = Change::of(&id)
            .set("conflict", matter.conflict.id.clone())
            .set("kind", matter.conflict.kind.name())
            .set("keep", keep.unwrap_or_default())
            .set("drop", drop.join("\n"))
            .set("at", ctx.at.0)
            .set("site", ctx.site);
        if let Some(reason) = cmd.reason.as_deref().map(safe::clean).filter(|r| !r.trim().is_empty()) {
            record = record.set("reason", reason.trim());
        }
        let told = Plan { changes, ..Plan::default() }.and(record).tell("id", id);
        let told = told.tell("conflict", matter.conflict.id.clone()).tell("kind", matter.conflict.kind.name());
        told.tell("keep", keep.unwrap_or_default()).tell("dropped", drop.len())
    })
}

fn changes(sides: &Sides, keep: Option<&str>, drop: &[String], reason: Option<&str>, ctx: &Ctx<'_>) -> Vec<Change> {
    match sides {
        Sides::Bookings(all) => all.iter().filter(|b| drop.contains(&b.id)).map(|b| to_move(b, reason)).collect(),
        Sides::Loans(all) => all.iter().filter(|l| drop.contains(&l.id)).map(|l| closed(l, ctx)).collect(),
        Sides::Custody { copy, rooms, open } => in_hand(copy, rooms, open, keep.unwrap_or_default(), ctx),
        Sides::Values { ent, field, heads } => {
            let kept = heads.iter().find(|(op, _)| Some(op.as_str()) == keep);
            kept.map(|(_, value)| Change::of(ent).set(field, value.clone())).into_iter().collect()
        }
        Sides::Gone { ent } => {
            let gone = if keep == Some("delete") { Value::Bool(true) } else { Value::Null };
            vec![Change::of(ent).set(DELETED, gone)]
        }
        // Kept without effect; the settlement says that it was seen.
        Sides::Breach { .. } | Sides::Waiting { .. } => Vec::new(),
    }
}

/// A booking that gives way needs another time; its home desk calls.
fn to_move(booking: &Booking, reason: Option<&str>) -> Change {
    let change = Change::of(&booking.id).set("state", State::ToMove.name()).set("rev", booking.rev + 1);
    match reason.map(safe::clean).filter(|r| !r.trim().is_empty()) {
        Some(reason) => change.set("reason", reason.trim()),
        None => change,
    }
}

/// How a loan ended that was not the one in hand.
pub const SETTLED: &str = "settled";

/// The loan stays in the history, with how it ended.
fn closed(loan: &Loan, ctx: &Ctx<'_>) -> Change {
    Change::of(&loan.id).set("back_at", ctx.at.0).set("ended", SETTLED)
}

/// The copy is in the room `keep`. The room that has it says so; another room only gives up its own claim.
fn in_hand(copy: &Copy, rooms: &[(String, String)], open: &[Loan], keep: &str, ctx: &Ctx<'_>) -> Vec<Change> {
    let said = rooms.iter().find(|(room, _)| room == keep).map(|(_, state)| state.clone()).unwrap_or_default();
    let ours = keep == ctx.site;
    let newest = open.iter().max_by_key(|l| (l.out_at, l.id.clone())).filter(|_| ours);
    let state = match (newest, said.as_str()) {
        (Some(_), _) => copy_state::LENT.to_owned(),
        (None, copy_state::LENT | "") if ours => copy_state::IN.to_owned(),
        _ => said,
    };
    let due = newest.map_or(Value::Null, |l| l.due.clone().into());
    let mut change = Change::of(&copy.id).set("site", keep).set("state", state.clone());
    if ours || state != copy_state::LENT {
        change = change.set("due", due);
    }
    let given_up = open.iter().filter(|l| newest.is_none_or(|n| n.id != l.id));
    std::iter::once(change).chain(given_up.map(|l| closed(l, ctx))).collect()
}
