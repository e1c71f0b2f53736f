//! Agreements between sites in the database. [`after`] is called once what was written or let in shows: it judges who
//! may have written it, blanks what was erased, and brings the table of clashes up to the facts.

mod card;
mod clashes;
mod erase;
mod grants;
mod judge;
mod settle;

use super::db::Db;
use super::open::Site;
use super::table::Table;
use super::{Fault, sql, studio};
use crate::base::clock::Moment;
use crate::base::ids::kind_of;
use crate::desk::accord::{Answer, Command, Query, Refusal, Settlement, rules};
use crate::desk::change::{Change, Ctx, Verdict};
use crate::desk::reason::Reason;
use rusqlite::named_params;
use std::collections::BTreeSet;

pub(super) use clashes::{all as all_conflicts, kept as kept_conflicts};
pub(super) use erase::{ERASE, REDACT, noted, scrub, touched as erased, wrongs as erased_wrongs};
pub(super) use grants::{ending, granted, may_fill};
pub(super) use judge::{all as all_breaches, owner};

/// One kind's table from its three queries.
macro_rules! table {
    ($kind:literal, $put:literal, $drop:literal, $all:literal) => {
        Table { kind: $kind, put: sql!($put), drop: sql!($drop), all: sql!($all), keys: None }
    };
}

pub(super) const TABLES: &[Table] = &[
    table!("settlement", "accord/settlement_put", "accord/settlement_drop", "accord/settlement_all"),
    table!("handover", "accord/handover_put", "accord/handover_drop", "accord/handover_all"),
    table!("grant", "accord/grant_put", "accord/grant_drop", "accord/grant_all"),
];

/// Where the touched records come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Source {
    /// Written here, and checked before.
    Here,
    /// Let in from a file.
    File,
}

/// Derives what follows from these records, within the same transaction as what touched them. In any order, as often
/// as one likes: the outcome depends on the log alone.
///
/// Tells how many operations were found to be another desk's to write.
pub(super) fn after<'a>(db: &Db, touched: impl IntoIterator<Item = &'a str>, source: Source) -> Result<u64, Fault> {
    derive(db, touched.into_iter().map(str::to_owned).collect(), &BTreeSet::new(), source)
}

/// The same for records of a file. Of those that are `lone` the log holds what one writer wrote and nothing else.
pub(super) fn let_in(db: &Db, touched: BTreeSet<String>, lone: &BTreeSet<String>) -> Result<u64, Fault> {
    derive(db, touched, lone, Source::File)
}

fn derive(db: &Db, mut touched: BTreeSet<String>, lone: &BTreeSet<String>, source: Source) -> Result<u64, Fault> {
    let mut breaches = 0;
    if source == Source::File {
        let judged = judge::again(db, &touched, lone)?;
        breaches = judged.held;
        touched.extend(judged.changed);
    }
    touched.extend(erase::apply(db, &touched)?);
    clashes::refresh(db, &touched, lone, source)?;
    Ok(breaches)
}

/// The ids that a query finds for a list of them (`:ents`, a JSON list), some hundred at a time.
fn ids_of_many<'a>(db: &Db, sql: &str, ents: impl Iterator<Item = &'a String>) -> Result<BTreeSet<String>, Fault> {
    let all: Vec<&String> = ents.collect();
    let mut found = BTreeSet::new();
    for some in all.chunks(512) {
        let ents = serde_json::to_string(some)?;
        found.extend(db.rows(sql, named_params! {":ents": ents}, |r| r.get::<_, String>(0))?);
    }
    Ok(found)
}

/// May this site write these changes? All reasons why not, before anything is written.
pub(super) fn check(db: &Db, site: &Site, changes: &[Change]) -> Result<Vec<Reason>, Fault> {
    for change in changes {
        if erase::forbids(db, change)? {
            return Ok(vec![Reason::of(Refusal::Erased)]);
        }
    }
    judge::check(db, site, changes)
}

pub(super) fn plan(db: &Db, command: &Command, ctx: &Ctx<'_>) -> Result<Verdict, Fault> {
    match command {
        Command::Settle(c) => settle::plan(db, c, ctx),
        Command::GiveGrant(c) => grants::give(db, c, ctx),
        Command::TakeBackGrant(c) => grants::take_back(db, c, ctx),
        Command::HandOver(c) => grants::hand_over(db, c, ctx),
        Command::ErasePerson(c) => erase::person(db, c, ctx),
        Command::Retain(c) => {
            let most = usize::try_from(c.most.unwrap_or(500)).unwrap_or(500);
            Ok(rules::retain(&erase::due(db, ctx.at, most)?, ctx))
        }
    }
}

pub(super) fn answer(db: &Db, query: &Query, at: Moment) -> Result<Answer, Fault> {
    Ok(match query {
        Query::Conflicts(q) => Answer::Conflicts(card::list(db, q, at)?),
        Query::Conflict(q) => Answer::Conflict(card::one(db, &q.id, at)?.map(Box::new)),
        Query::Grants(q) => Answer::Grants(grants::list(db, q, at)?),
        Query::Erasures(q) => Answer::Erasures(erase::erasures(db, q.rows)?),
        Query::Retention(_) => Answer::Retention(erase::due_counts(db, at)?),
        Query::Settlements(q) => Answer::Settlements(settlements(db, q.rows)?),
    })
}

fn settlements(db: &Db, rows: usize) -> Result<Vec<Settlement>, Fault> {
    let rows = i64::try_from(if rows == 0 { 20 } else { rows.min(1000) }).unwrap_or(20);
    let lines = |text: String| text.lines().map(str::to_owned).collect();
    db.rows(sql!("accord/settlements"), named_params! {":rows": rows}, |r| {
        Ok(Settlement {
            id: r.get("id")?,
            conflict: r.get("conflict")?,
            kind: r.get("kind")?,
            keep: lines(r.get("keep")?),
            drop: lines(r.get("drop")?),
            at: Moment(r.get("at")?).rfc3339(),
            site: r.get("site")?,
            reason: r.get("reason")?,
        })
    })
}

/// Records of these kinds clash with others, not only within themselves.
fn meets_others(ent: &str) -> bool {
    matches!(kind_of(ent), "booking" | "loan" | "copy" | "place" | "session_kind")
}

/// The one other desk that reads what is personal or the hub's of a record, if there is one: the desk whose record it
/// is; of a booking made here, the studio's. `known`: something of the record is in the log already.
pub(super) fn party(db: &Db, ent: &str, known: bool, state: &crate::desk::change::Fields) -> Result<Option<String>, Fault> {
    let kind = kind_of(ent);
    let shared = matches!(kind, "booking" | "booking_note" | "followup");
    if !known && !shared || db.one(sql!("accord/foreign"), named_params! {":site": db.site}, |_| Ok(()))?.is_none() {
        return Ok(None);
    }
    let other = |owner: Option<String>| owner.filter(|o| *o != db.site);
    let text = |name: &str| state.get(name).and_then(|v| v.as_str()).filter(|v| !v.is_empty());
    if known && let Some(home) = other(owner(db, ent)?) {
        return Ok(Some(home));
    }
    let (booking, bookable) = match kind {
        "booking" => (None, text("advisor").or_else(|| text("place")).map(str::to_owned)),
        "booking_note" | "followup" => {
            let booking = text("booking").map(str::to_owned);
            let row = match &booking {
                Some(id) => db.one(sql!("studio/booking"), named_params! {":id": id}, studio::load::booking)?,
                None => None,
            };
            let bookable = row.map(|b| if b.advisor.is_empty() { b.place } else { b.advisor });
            (booking, bookable.filter(|b| !b.is_empty()))
        }
        _ => return Ok(None),
    };
    if let Some(booking) = booking
        && let Some(home) = other(owner(db, &booking)?)
    {
        return Ok(Some(home));
    }
    bookable.map_or(Ok(None), |b| Ok(other(owner(db, &b)?)))
}
