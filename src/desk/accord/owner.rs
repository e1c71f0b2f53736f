//! Who decides what (SYNC.md section 5): a table of rows, and the judge that reads it.
//!
//! The judge is a function of the log alone: the same operations give the same judgement at every site, in whatever
//! order they came. What permits an operation (a hand-over, a grant) must lie before it by the clock, and whoever used
//! it had received it, so its clock does. A later rule is a row with a later `since`.

use crate::desk::change::{DELETED, Fields};
use crate::desk::studio::State;
use serde_json::Value;
use std::collections::BTreeSet;

/// What decides between concurrent writes: clock, site, epoch, sequence number.
pub type Order = (i64, String, i64, i64);

/// Who may write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decider {
    /// Any desk that holds the record: field by field, concurrent values are asked about.
    AnyHolder,
    /// The present owner: the desk that made it, or the one it was handed over to.
    Owner,
    /// The present owner, or the hub.
    OwnerOrHub,
    /// The present owner of the record that this field names.
    OwnerOf(&'static str),
    /// The present owner of the record that this field names, or the hub.
    OwnerOfOrHub(&'static str),
    /// The desk whose advisor or place it is; the holder of a grant for that time; for all that is not a yes, the
    /// booking's own desk too.
    Studio,
    /// The desk whose advisor or place it is, alone.
    StudioAlone,
    /// A room that has the copy in hand, or had: a scan is the proof, and is never refused.
    InHand,
    /// The hub, through the stream that only it may write; a site's own value stays at the site.
    Hub,
}

/// One row: fields of a kind, from a version of the operation format on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    pub kind: &'static str,
    /// Empty: every field that no other row of the kind names.
    pub fields: &'static [&'static str],
    /// Holds for operations of this version and later ones, until a later row of the same fields.
    pub since: u32,
    pub who: Decider,
}

const fn row(kind: &'static str, who: Decider) -> Row {
    Row { kind, fields: &[], since: 1, who }
}

/// Who decides what, as it stands.
pub const ROWS: &[Row] = &[
    row("resident", Decider::AnyHolder),
    row("request", Decider::Owner),
    row("ticket", Decider::Owner),
    row("dayclose", Decider::Owner),
    row("guidance", Decider::Owner),
    // Notes and what happened: small records of their own, added by anybody.
    row("step", Decider::AnyHolder),
    // Known to the two desks and the hub alone; each writes its own part.
    row("referral", Decider::AnyHolder),
    row("pause", Decider::OwnerOf("request")),
    row("callback", Decider::OwnerOf("request")),
    row("service", Decider::Hub),
    row("certificate", Decider::Hub),
    row("setting", Decider::Hub),
    row("calday", Decider::Hub),
    row("rule", Decider::Hub),
    row("advisor", Decider::Owner),
    row("place", Decider::Owner),
    row("series", Decider::Owner),
    row("clerk", Decider::Owner),
    row("visit", Decider::Owner),
    row("hours", Decider::OwnerOf("owner")),
    row("leave", Decider::OwnerOf("owner")),
    row("session_kind", Decider::AnyHolder),
    row("booking", Decider::Studio),
    row("booking_note", Decider::AnyHolder),
    row("followup", Decider::AnyHolder),
    row("title", Decider::AnyHolder),
    row("copy", Decider::InHand),
    row("reader", Decider::OwnerOrHub),
    row("loan", Decider::OwnerOrHub),
    row("hold", Decider::OwnerOrHub),
    row("sitekey", Decider::Hub),
    row("settlement", Decider::AnyHolder),
    row("handover", Decider::OwnerOfOrHub("ent")),
    row("grant", Decider::StudioAlone),
];

/// The row that holds for a field in an operation of version `v`; a kind without row is anybody's.
pub fn decider(rows: &[Row], kind: &str, field: &str, v: u32) -> Decider {
    let holds = |r: &&Row| r.kind == kind && r.since <= v;
    let named = rows.iter().filter(holds).filter(|r| r.fields.contains(&field)).max_by_key(|r| r.since);
    let other = || rows.iter().filter(holds).filter(|r| r.fields.is_empty()).max_by_key(|r| r.since);
    named.or_else(other).map_or(Decider::AnyHolder, |r| r.who)
}

/// One operation about the record that is judged.
#[derive(Debug, Clone, PartialEq)]
pub struct Op {
    /// `site.epoch.stream.seq`.
    pub id: String,
    pub order: Order,
    /// Of the operation format.
    pub v: u32,
    pub fields: Fields,
}

impl Op {
    /// The desk that wrote it.
    pub fn site(&self) -> &str {
        &self.order.1
    }
}

/// A grant as the judge needs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    pub order: Order,
    pub to: String,
    /// ms UTC.
    pub until: i64,
    pub advisor: String,
    pub place: String,
    /// Local, `YYYY-MM-DDTHH:MM`.
    pub start: String,
    pub minutes: i64,
}

/// What the log says beside the operations of one record.
pub trait Log {
    /// Why it could not be read.
    type Error;
    /// The owner of a record before `order`; none when nothing of it has come.
    ///
    /// # Errors
    /// The log cannot be read.
    fn owner(&self, ent: &str, order: &Order) -> Result<Option<String>, Self::Error>;
    /// Grants to a desk, given by whoever may; one that was taken back or undone since too, for who used it could not
    /// know.
    ///
    /// # Errors
    /// The log cannot be read.
    fn grants(&self, to: &str) -> Result<Vec<Given>, Self::Error>;
    /// The hub's code, once it is known.
    fn hub(&self) -> Option<&str>;
}

/// An operation that was not its writer's to write, and who may.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Breach {
    pub op: String,
    pub who: Vec<String>,
}

/// Which of a record's operations have no effect. `ops` in any order.
///
/// # Errors
/// The log cannot be read.
pub fn judge<L: Log>(rows: &[Row], ent: &str, ops: &[Op], log: &L) -> Result<Vec<Breach>, L::Error> {
    let mut sorted: Vec<&Op> = ops.iter().collect();
    sorted.sort_by(|a, b| a.order.cmp(&b.order));
    let mut so_far = SoFar::default();
    let mut breaches = Vec::new();
    for op in sorted {
        match may(rows, ent, op, &so_far, log)? {
            Ok(()) => so_far.add(op),
            Err(who) => breaches.push(Breach { op: op.id.clone(), who }),
        }
    }
    Ok(breaches)
}

/// May `next` be written after `ops`? Who may, if not.
///
/// # Errors
/// The log cannot be read.
pub fn may_write<L: Log>(rows: &[Row], ent: &str, ops: &[Op], next: &Op, log: &L) -> Result<Result<(), Vec<String>>, L::Error> {
    let held: BTreeSet<String> = judge(rows, ent, ops, log)?.into_iter().map(|b| b.op).collect();
    let mut sorted: Vec<&Op> = ops.iter().filter(|op| !held.contains(&op.id)).collect();
    sorted.sort_by(|a, b| a.order.cmp(&b.order));
    let mut so_far = SoFar::default();
    sorted.into_iter().for_each(|op| so_far.add(op));
    may(rows, ent, next, &so_far, log)
}

/// The record as its valid operations left it.
#[derive(Debug, Default)]
struct SoFar {
    fields: Fields,
    /// Rooms that had it in hand: they made it, or wrote that it is with them.
    rooms: BTreeSet<String>,
}

impl SoFar {
    fn add(&mut self, op: &Op) {
        if self.rooms.is_empty() || op.fields.get("site").is_some_and(|s| *s == *op.site()) {
            self.rooms.insert(op.site().to_owned());
        }
        self.fields.extend(op.fields.iter().map(|(name, value)| (name.clone(), value.clone())));
    }

    fn text<'a>(&'a self, op: &'a Op, name: &str) -> &'a str {
        op.fields.get(name).or_else(|| self.fields.get(name)).and_then(Value::as_str).unwrap_or("")
    }
}

type May = Result<(), Vec<String>>;

fn may<L: Log>(rows: &[Row], ent: &str, op: &Op, so_far: &SoFar, log: &L) -> Result<May, L::Error> {
    let kind = crate::base::ids::kind_of(ent);
    let mut deciders: Vec<Decider> = Vec::new();
    for field in op.fields.keys().map(String::as_str) {
        let who = decider(rows, kind, if field == DELETED { "" } else { field }, op.v);
        if !deciders.contains(&who) {
            deciders.push(who);
        }
    }
    for who in deciders {
        if let Err(who) = one(who, ent, op, so_far, log)? {
            return Ok(Err(who));
        }
    }
    Ok(Ok(()))
}

fn one<L: Log>(who: Decider, ent: &str, op: &Op, so_far: &SoFar, log: &L) -> Result<May, L::Error> {
    let of = |ent: &str| log.owner(ent, &op.order);
    // What has not come cannot be held against anybody.
    let only = |allowed: Vec<Option<String>>| {
        let known: Vec<String> = allowed.into_iter().flatten().collect();
        if known.is_empty() || known.iter().any(|k| k == op.site()) { Ok(()) } else { Err(known) }
    };
    let hub = || log.hub().map(str::to_owned);
    let or_hub = |owner: Option<String>| match owner {
        Some(owner) => only(vec![Some(owner), hub()]),
        None => Ok(()),
    };
    Ok(match who {
        Decider::AnyHolder | Decider::Hub => Ok(()),
        Decider::Owner => only(vec![of(ent)?]),
        Decider::OwnerOrHub => or_hub(of(ent)?),
        Decider::OwnerOf(field) => match so_far.text(op, field) {
            "" => Ok(()),
            parent => only(vec![of(parent)?]),
        },
        Decider::OwnerOfOrHub(field) => match so_far.text(op, field) {
            "" => Ok(()),
            parent => or_hub(of(parent)?),
        },
        Decider::StudioAlone => only(vec![studio(op, so_far, log)?]),
        Decider::InHand => {
            let here = so_far.rooms.is_empty() || so_far.rooms.contains(op.site());
            let scanned = op.fields.get("site").is_some_and(|s| *s == *op.site());
            if here || scanned { Ok(()) } else { Err(so_far.rooms.iter().cloned().collect()) }
        }
        Decider::Studio => booking(ent, op, so_far, log)?,
    })
}

/// The desk whose advisor it is, or whose place where there is no advisor.
fn studio<L: Log>(op: &Op, so_far: &SoFar, log: &L) -> Result<Option<String>, L::Error> {
    let bookable = [so_far.text(op, "advisor"), so_far.text(op, "place")].into_iter().find(|b| !b.is_empty());
    bookable.map_or(Ok(None), |b| log.owner(b, &op.order))
}

/// A booking: the studio says yes, or whoever holds a grant for that time; the desk that asked may change what it asked.
fn booking<L: Log>(ent: &str, op: &Op, so_far: &SoFar, log: &L) -> Result<May, L::Error> {
    // A seat in a lecture is anybody's to give: the list of seats decides, not the diary.
    if !so_far.text(op, "lecture").is_empty() {
        return Ok(Ok(()));
    }
    let Some(studio) = studio(op, so_far, log)? else { return Ok(Ok(())) };
    if op.site() == studio {
        return Ok(Ok(()));
    }
    let home = log.owner(ent, &op.order)?;
    if home.as_deref().is_some_and(|home| home != op.site()) {
        return Ok(Err(std::iter::once(studio).chain(home).collect()));
    }
    let slot = ["state", "start", "minutes", "advisor", "place"];
    let yes = so_far.text(op, "state") == State::Booked.name() && slot.iter().any(|f| op.fields.contains_key(*f));
    if !yes {
        return Ok(Ok(()));
    }
    let minutes = op.fields.get("minutes").or_else(|| so_far.fields.get("minutes")).and_then(Value::as_i64).unwrap_or(0);
    let wanted = (so_far.text(op, "advisor"), so_far.text(op, "place"), so_far.text(op, "start"), minutes);
    let granted = log.grants(op.site())?.iter().any(|g| g.order < op.order && op.order.0 >> 16 <= g.until && g.covers(wanted));
    Ok(if granted { Ok(()) } else { Err(vec![studio]) })
}

impl Given {
    /// Does it cover advisor, place, start and minutes of a booking?
    pub fn covers(&self, (advisor, place, start, minutes): (&str, &str, &str, i64)) -> bool {
        use crate::desk::studio::time::{Span, parse_wall};
        let span = |start: &str, minutes| parse_wall(start).map(|s| Span::of(s, minutes));
        let within = match (span(&self.start, self.minutes), span(start, minutes)) {
            (Some(slot), Some(wanted)) => slot.holds(wanted),
            _ => false,
        };
        let place = self.place.is_empty() || self.place == place;
        within && self.advisor == advisor && place
    }
}

/// The owner after hand-overs: each counts if the owner of that moment (or the hub) gave it. `given`: order, giver, to.
pub fn handed_over(made_by: &str, given: &[(Order, String)], hub: Option<&str>, before: &Order) -> String {
    let mut sorted: Vec<&(Order, String)> = given.iter().filter(|(order, _)| order < before).collect();
    sorted.sort();
    let mut owner = made_by.to_owned();
    for (order, to) in sorted {
        if order.1 == owner || Some(order.1.as_str()) == hub {
            owner.clone_from(to);
        }
    }
    owner
}

#[cfg(test)]
#[path = "owner_tests.rs"]
mod tests;
