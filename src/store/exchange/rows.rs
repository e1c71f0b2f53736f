//! The rows and search keys of many records at once, each kind of write in the order of its table.

use super::super::db::Db;
use super::super::table::{Table, tables};
use super::super::{Fault, sql};
use crate::base::ids::kind_of;
use crate::desk::change::Fields;
use rusqlite::{named_params, params};

/// A record as it was shown and as it is shown now.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Row {
    pub ent: String,
    pub before: Option<Fields>,
    pub after: Option<Fields>,
}

/// Search keys to add or to drop, with their room and record.
type Keys<'a> = Vec<(&'static str, String, &'a str)>;

/// Writes all of them; gives back those that a table cannot hold, which are left as they were.
pub(super) fn put<'a>(db: &Db, rows: &'a [Row]) -> Result<Vec<&'a Row>, Fault> {
    let mut order: Vec<&Row> = rows.iter().filter(|row| row.before != row.after || row.before.is_none()).collect();
    order.sort_by(|a, b| a.ent.cmp(&b.ent));
    let (mut add, mut drop): (Keys<'a>, Keys<'a>) = Default::default();
    let mut unfit = Vec::new();
    for of_kind in order.chunk_by(|a, b| kind_of(&a.ent) == kind_of(&b.ent)) {
        // A kind of a newer program stays in the log and is counted there.
        let Some(table) = of_kind.first().and_then(|row| tables().find(|t| t.kind == kind_of(&row.ent))) else { continue };
        for row in of_kind {
            if one(db, table, row)? {
                keys(table, row, &mut add, &mut drop);
            } else {
                unfit.push(*row);
            }
        }
    }
    for (sql, mut keys) in [(sql!("core/key_drop"), drop), (sql!("core/key_add"), add)] {
        keys.sort_unstable();
        let mut statement = db.conn.prepare_cached(sql)?;
        for (room, key, ent) in keys {
            statement.execute(params![room, key, ent])?;
        }
    }
    Ok(unfit)
}

/// False: the table refuses the values.
fn one(db: &Db, table: &Table, row: &Row) -> Result<bool, Fault> {
    let done = match &row.after {
        Some(after) => db.run(table.put, named_params! {":id": row.ent, ":row": serde_json::to_string(after)?}),
        None if row.before.is_none() => return Ok(true),
        None => db.run(table.drop, named_params! {":id": row.ent}),
    };
    match done {
        Ok(_) => Ok(true),
        Err(Fault::Other(_)) => Ok(false),
        Err(fault) => Err(fault),
    }
}

fn keys<'a>(table: &Table, row: &'a Row, add: &mut Keys<'a>, drop: &mut Keys<'a>) {
    let Some(keys) = table.keys else { return };
    let old = row.before.as_ref().map(keys).unwrap_or_default();
    let new = row.after.as_ref().map(keys).unwrap_or_default();
    drop.extend(old.iter().filter(|k| !new.contains(k)).map(|k| (table.kind, k.clone(), row.ent.as_str())));
    add.extend(new.into_iter().filter(|k| !old.contains(k)).map(|k| (table.kind, k, row.ent.as_str())));
}
