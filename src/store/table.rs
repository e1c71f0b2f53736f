//! Projections: how an entity of a kind becomes a row. One table of facts a kind.

use super::db::Db;
use super::find::{self, RESIDENT};
use super::{Fault, accord, loans, residents, sites, sql, studio, trust, walkin};
use crate::base::ids::kind_of;
use crate::desk::change::Fields;
use rusqlite::named_params;
use serde_json::Value;

/// How one kind is kept as rows.
#[derive(Debug, Clone, Copy)]
pub struct Table {
    pub kind: &'static str,
    /// Upserts the row from `:id` and `:row`, the JSON of the entity's whole state.
    pub put: &'static str,
    /// Deletes the row `:id`.
    pub drop: &'static str,
    /// All rows by id, for `desk verify`.
    pub all: &'static str,
    /// What the entity is found by, from its whole state. A kind that has keys needs a room in `find.rs`.
    pub keys: Option<fn(&Fields) -> Vec<String>>,
}

/// Every kind's table.
pub(super) fn tables() -> impl Iterator<Item = &'static Table> {
    [residents::TABLES, loans::TABLES, sites::TABLES, studio::TABLES, trust::TABLES, walkin::TABLES, accord::TABLES]
        .into_iter()
        .flatten()
}

/// The table of this kind. A kind of a newer program has none: it stays in the log and is counted there.
pub(super) fn table(kind: &str) -> Option<&'static Table> {
    tables().find(|t| t.kind == kind)
}

/// Brings the row and the search keys of `ent` from one state to the next. `None` = not in any list. For many at once
/// see [`Db::keys_together`].
///
/// # Errors
/// [`Fault::Other`] if the table cannot hold the values; nothing was changed then.
pub(super) fn project(db: &Db, ent: &str, before: Option<&Fields>, after: Option<&Fields>) -> Result<(), Fault> {
    let Some(table) = table(kind_of(ent)) else { return Ok(()) };
    if table.kind == super::workdays::KIND {
        db.days.forget();
    }
    let own = match after {
        Some(row) => {
            let row = Value::Object(row.clone()).to_string();
            write(db, table, table.put, named_params! {":id": ent, ":row": row})?
        }
        None => write(db, table, table.drop, named_params! {":id": ent})?,
    };
    let Some(keys) = table.keys else { return Ok(()) };
    let room = find::room(table.kind)?;
    let old = before.map(keys).unwrap_or_default();
    let new = after.map(keys).unwrap_or_default();
    if old == new {
        return Ok(());
    }
    let n = match own {
        Some(n) => n,
        // No row, no keys: it was dropped before.
        None if table.kind == RESIDENT => return Ok(()),
        None => number(db, ent)?,
    };
    for key in old.iter().filter(|k| !new.contains(k)) {
        db.set_key((room, key.clone(), n), false)?;
    }
    if after.is_none() && own.is_none() {
        db.run(sql!("core/entity_drop"), named_params! {":id": ent})?;
    }
    for key in new.into_iter().filter(|k| !old.contains(k)) {
        db.set_key((room, key, n), true)?;
    }
    Ok(())
}

/// Runs `put` or `drop`; the number of the row, if it carries one.
fn write(db: &Db, table: &Table, sql: &str, params: impl rusqlite::Params) -> Result<Option<i64>, Fault> {
    if table.kind == RESIDENT {
        return db.one(sql, params, |r| r.get(0));
    }
    db.run(sql, params)?;
    Ok(None)
}

/// The number of an entity of table `entity`, given out at the first use.
fn number(db: &Db, ent: &str) -> Result<i64, Fault> {
    let known = db.one(sql!("core/entity_get"), named_params! {":id": ent}, |r| r.get(0))?;
    match known {
        Some(n) => Ok(n),
        None => {
            let made = db.one(sql!("core/entity_number"), named_params! {":id": ent}, |r| r.get(0))?;
            made.ok_or_else(|| Fault::Other("entity number".into()))
        }
    }
}
