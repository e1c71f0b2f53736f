//! Projections: how an entity of a kind becomes a row. One table of facts a kind.

use super::db::Db;
use super::find::{self, RESIDENT};
use super::{Fault, accord, loans, residents, sites, sql, studio, trust, walkin};
use crate::base::ids::kind_of;
use crate::base::older;
use crate::desk::change::Fields;
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{CachedStatement, Statement, named_params};
use serde_json::Value;

/// How one kind is kept as rows.
#[derive(Debug, Clone, Copy)]
pub struct Table {
    pub kind: &'static str,
    /// Upserts the row from `:id` and the entity's whole state, each field as a parameter of its name; a field that the
    /// entity has not is NULL.
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
    tables().find(|t| t.kind == kind && !older::hides(kind, None))
}

/// Brings the row and the search keys of `ent` from one state to the next. `None` = not in any list. For many at once
/// see [`Db::keys_together`].
///
/// # Errors
/// [`Fault::Other`] if the table cannot hold the values; nothing was changed then.
pub(super) fn project(db: &Db, ent: &str, before: Option<&Fields>, after: Option<&Fields>) -> Result<(), Fault> {
    project_next(db, &mut None, ent, before, after)
}

/// The statement that puts rows of a kind, kept from one record to the next.
pub(super) type Put<'a> = Option<(&'static str, CachedStatement<'a>)>;

/// The same for one of many records that come kind by kind.
pub(super) fn project_next<'a>(
    db: &'a Db,
    put: &mut Put<'a>,
    ent: &str,
    before: Option<&Fields>,
    after: Option<&Fields>,
) -> Result<(), Fault> {
    let Some(table) = table(kind_of(ent)) else { return Ok(()) };
    if table.kind == super::workdays::KIND {
        db.days.forget();
    }
    let own = match after {
        Some(row) => {
            let (_, statement) = match put.take().filter(|(kind, _)| *kind == table.kind) {
                Some(kept) => put.insert(kept),
                None => put.insert((table.kind, db.conn.prepare_cached(table.put)?)),
            };
            write(db, table, statement, ent, row)?
        }
        None => write(db, table, &mut *db.conn.prepare_cached(table.drop)?, ent, &Fields::new())?,
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
fn write(db: &Db, table: &Table, statement: &mut Statement<'_>, ent: &str, row: &Fields) -> Result<Option<i64>, Fault> {
    db.writable()?;
    let mut run = || -> rusqlite::Result<Option<i64>> {
        bind(statement, ent, row)?;
        if table.kind == RESIDENT {
            return statement.raw_query().next()?.map(|r| r.get(0)).transpose();
        }
        statement.raw_execute()?;
        Ok(None)
    };
    run().map_err(|e| db.told(e))
}

/// Gives each parameter the field of its name.
fn bind(statement: &mut Statement<'_>, ent: &str, row: &Fields) -> rusqlite::Result<()> {
    let known = |name: &str| {
        let hidden = older::hides(kind_of(ent), Some(name));
        move |_: &&Value| !hidden
    };
    for at in 1..=statement.parameter_count() {
        let name = statement.parameter_name(at).and_then(|name| name.get(1..)).unwrap_or_default();
        let value = if name == "id" { ToSqlOutput::from(ent) } else { row.get(name).filter(known(name)).map_or(NULL, value) };
        statement.raw_bind_parameter(at, value)?;
    }
    Ok(())
}

const NULL: ToSqlOutput<'static> = ToSqlOutput::Borrowed(ValueRef::Null);

/// A field as SQLite stores it.
fn value(value: &Value) -> ToSqlOutput<'_> {
    match value {
        Value::Null => NULL,
        Value::Bool(yes) => ToSqlOutput::from(*yes),
        Value::Number(n) => n.as_i64().map_or_else(|| n.as_f64().map_or(NULL, ToSqlOutput::from), ToSqlOutput::from),
        Value::String(text) => ToSqlOutput::from(text.as_str()),
        // No operation holds one (`exchange::op::read`); a table that is given one refuses it or keeps its text.
        list => ToSqlOutput::from(list.to_string()),
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::clock::{Clock, Moment};
    use crate::base::ids::Ids;
    use crate::desk::kind;
    use crate::store::{Site, Store};
    use serde_json::json;

    fn store() -> Store {
        let site = Site { code: "QLQ".into(), name: "Q".into(), hub: false, epoch: 0, for_play: true, studio: None };
        Store::in_memory(&site, Ids::seeded(Clock::Fixed(Moment(1)), 1)).unwrap()
    }

    #[test]
    fn every_parameter_of_a_put_is_a_field_of_its_kind() {
        let store = store();
        for table in tables() {
            let fields: Vec<&str> = kind::find(table.kind).unwrap().fields.iter().map(|f| f.name).collect();
            let put = store.db.conn.prepare(table.put).unwrap();
            for at in 1..=put.parameter_count() {
                let name = &put.parameter_name(at).unwrap()[1..];
                assert!(name == "id" || fields.contains(&name), "{}: {name}", table.kind);
            }
        }
    }

    #[test]
    fn values_are_stored_as_what_they_are() {
        let store = store();
        for (given, kept) in [
            (json!("13800005678"), "text 13800005678"),
            (json!(7), "integer 7"),
            (json!(-1), "integer -1"),
            (json!(true), "integer 1"),
            (json!(false), "integer 0"),
            (json!(1.5), "real 1.5"),
            (json!(u64::MAX), "real 1.8446744073709552e+19"),
            (json!(null), "null "),
        ] {
            let row = Fields::from_iter([("x".to_owned(), given)]);
            let mut ask = store.db.conn.prepare("SELECT typeof(:x) || ' ' || COALESCE(:x, '')").unwrap();
            bind(&mut ask, "ent", &row).unwrap();
            let found: String = ask.raw_query().next().unwrap().unwrap().get(0).unwrap();
            assert_eq!(found, kept);
        }
    }
}
