//! Residents in the database.

use super::db::Db;
use super::find::{self, RESIDENT, Span};
use super::table::Table;
use super::{Fault, sql};
use crate::base::clock::Moment;
use crate::desk::change::{Ctx, Fields, Verdict};
use crate::desk::reason::{Common, Reason};
use crate::desk::residents::keys::Wanted;
use crate::desk::residents::{Answer, Command, Page, Query, Resident, keys, rules};
use rusqlite::{Row, named_params};

pub(super) const TABLES: &[Table] = &[Table {
    kind: RESIDENT,
    put: sql!("residents/resident_put"),
    drop: sql!("residents/resident_drop"),
    all: sql!("residents/resident_all"),
    keys: Some(keys_of),
}];

fn keys_of(row: &Fields) -> Vec<String> {
    let text = |name: &str| row.get(name).and_then(|v| v.as_str()).unwrap_or("");
    if !text("merged_into").is_empty() {
        return Vec::new();
    }
    keys::of(text("name"), text("phone"))
}

pub(super) fn plan(db: &Db, command: &Command, ctx: &Ctx<'_>) -> Result<Verdict, Fault> {
    match command {
        Command::Add(c) => {
            let same = same_number(db, c.id_number.as_deref())?;
            Ok(rules::add(c, same.as_ref(), ctx))
        }
        Command::Update(c) => {
            let Some(card) = resolve(db, &c.resident)? else { return Ok(Err(vec![not_found(&c.resident)])) };
            let same = same_number(db, c.id_number.as_deref())?.filter(|other| other.id != card.id);
            Ok(rules::update(&card, c, same.as_ref(), ctx))
        }
        Command::Merge(c) => match (resolve(db, &c.resident)?, resolve(db, &c.into)?) {
            (Some(card), Some(into)) => Ok(rules::merge(&card, &into, c, ctx)),
            (None, _) => Ok(Err(vec![not_found(&c.resident)])),
            (_, None) => Ok(Err(vec![not_found(&c.into)])),
        },
    }
}

pub(super) fn not_found(given: &str) -> Reason {
    Reason::of(Common::NotFound).fact("what", "resident").fact("given", given)
}

fn same_number(db: &Db, given: Option<&str>) -> Result<Option<Resident>, Fault> {
    match given.map(keys::id_number).filter(|n| !n.is_empty()) {
        Some(number) => by_number(db, &number),
        None => Ok(None),
    }
}

fn by_number(db: &Db, number: &str) -> Result<Option<Resident>, Fault> {
    match db.id(sql!("residents/by_number"), named_params! {":number": number})? {
        Some(id) => one(db, &id),
        None => Ok(None),
    }
}

/// A resident by id or whole ID number.
pub(super) fn resolve(db: &Db, given: &str) -> Result<Option<Resident>, Fault> {
    if given.starts_with("resident:") {
        return one(db, given);
    }
    by_number(db, &keys::id_number(given))
}

/// A resident by id; a card that was merged is answered by the one it is part of.
pub(super) fn one(db: &Db, id: &str) -> Result<Option<Resident>, Fault> {
    let with = |id: &str| {
        let pair = |r: &Row<'_>| Ok((read(r)?, r.get::<_, Option<String>>("merged_into")?));
        db.one(sql!("residents/resident"), named_params! {":id": id}, pair)
    };
    let mut found = with(id)?;
    // Two sites may have merged two cards into each other: so many steps and no more.
    for _ in 0..8 {
        let Some((_, Some(next))) = &found else { break };
        match with(next)? {
            Some(survivor) => found = Some(survivor),
            None => break,
        }
    }
    Ok(found.map(|(card, _)| card))
}

fn read(row: &Row<'_>) -> rusqlite::Result<Resident> {
    Ok(Resident {
        id: row.get("id")?,
        name: row.get("name")?,
        id_type: row.get("id_type")?,
        id_number: row.get("id_number")?,
        phone: row.get("phone")?,
        address: row.get("address")?,
        birth: row.get("birth")?,
        sex: row.get("sex")?,
        tags: row.get("tags")?,
    })
}

pub(super) fn answer(db: &Db, query: &Query, _at: Moment) -> Result<Answer, Fault> {
    Ok(match query {
        Query::Page(page) => Answer::Page(rows(db, page)?),
        Query::One(q) => Answer::One(resolve(db, &q.id)?.map(Box::new)),
    })
}

fn rows(db: &Db, page: &Page) -> Result<Vec<(String, Resident)>, Fault> {
    let rows = if page.rows == 0 { 20 } else { page.rows.min(200) };
    let from = page.from.as_ref().map(|(key, id)| (key.as_str(), id.as_str()));
    let span = Span { prefix: "", from, back: page.back, rows };
    let keyed = |row: &Row<'_>| Ok((row.get(0)?, read(row)?));
    let found = match keys::wanted(&page.find) {
        Wanted::Number(prefix) => {
            let queries = (sql!("residents/numbers_after"), sql!("residents/numbers_before"));
            find::read(db, None, Span { prefix: &prefix, ..span }, queries, keyed)?
        }
        Wanted::Key(prefix) => {
            let queries = (sql!("residents/page_after"), sql!("residents/page_before"));
            find::read(db, Some(RESIDENT), Span { prefix: &prefix, ..span }, queries, keyed)?
        }
    };
    let mut each: Vec<(String, Resident)> = Vec::with_capacity(found.len());
    for (key, card) in found {
        // A name of two readings may stand in the range twice.
        if !each.iter().any(|(_, other)| other.id == card.id) {
            each.push((key, card));
        }
    }
    Ok(each)
}
