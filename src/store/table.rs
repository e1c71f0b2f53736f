//! Projections: how an entity of a kind becomes a row. One table of facts a kind.

use super::db::Db;
use super::{Fault, loans, residents, sites, sql, studio, walkin};
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
    /// What the entity is found by, from its whole state.
    pub keys: Option<fn(&Fields) -> Vec<String>>,
}

/// Every kind's table.
pub(super) fn tables() -> impl Iterator<Item = &'static Table> {
    [residents::TABLES, loans::TABLES, sites::TABLES, studio::TABLES, walkin::TABLES].into_iter().flatten()
}

/// Brings the row and the search keys of `ent` from one state to the next. `None` = not in any list.
pub(super) fn project(db: &Db, ent: &str, before: Option<&Fields>, after: Option<&Fields>) -> Result<(), Fault> {
    let kind = kind_of(ent);
    // A kind of a newer program stays in the log and is counted there.
    let Some(table) = tables().find(|t| t.kind == kind) else { return Ok(()) };
    match after {
        Some(row) => {
            let row = Value::Object(row.clone()).to_string();
            db.run(table.put, named_params! {":id": ent, ":row": row})?;
        }
        None => {
            db.run(table.drop, named_params! {":id": ent})?;
        }
    }
    let Some(keys) = table.keys else { return Ok(()) };
    let old = before.map(keys).unwrap_or_default();
    let new = after.map(keys).unwrap_or_default();
    for key in old.iter().filter(|k| !new.contains(k)) {
        db.run(sql!("core/key_drop"), named_params! {":room": kind, ":key": key, ":ent": ent})?;
    }
    for key in new.iter().filter(|k| !old.contains(k)) {
        db.run(sql!("core/key_add"), named_params! {":room": kind, ":key": key, ":ent": ent})?;
    }
    Ok(())
}
