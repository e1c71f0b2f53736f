//! Do the tables follow from the log? Each record is folded, made a row of an empty database, and held against the
//! row that stands in the file; both come by id, so they walk side by side.

use super::super::db::Db;
use super::super::find::{self, RESIDENT};
use super::super::journal::row_of;
use super::super::open::{Site, Store};
use super::super::table::{Table, project, table, tables};
use super::super::{Fault, sql};
use super::Report;
use crate::base::clock::Clock;
use crate::base::ids::{Ids, kind_of};
use crate::desk::change::Fields;
use rusqlite::types::Value;
use rusqlite::{Rows, named_params};
use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};

/// Holds every row and key of the file against the log.
pub(super) fn check(db: &Db, site: &Site, report: &mut Report) -> Result<(), Fault> {
    let scratch = Store::in_memory(site, Ids::seeded(Clock::System, 0))?.db;
    let mut keys = Keys::default();
    let mut log = db.conn.prepare(sql!("core/entities"))?;
    let mut log = log.query([])?;
    let mut seen: Vec<&str> = Vec::new();
    let mut next = ent(&mut log)?;
    while let Some(first) = next.clone() {
        let kind = kind_of(&first).to_owned();
        let known = table(&kind);
        let mut ours = known.map(|t| db.conn.prepare(t.all)).transpose()?;
        let mut ours = ours.as_mut().map(|all| all.query([])).transpose()?;
        let mut sound = true;
        while let Some(id) = next.take_if(|id| kind_of(id) == kind) {
            report.entities += 1;
            if let (Some(table), Some(rows), true) = (known, ours.as_mut(), sound)
                && let Some(row) = row_of(db, &id)?
            {
                sound = same_row(&scratch, table, &id, &row, rows, report)?;
                keys.expect(db, table, &id, &row)?;
            }
            next = ent(&mut log)?;
        }
        if let (Some(table), Some(rows)) = (known, ours.as_mut()) {
            seen.push(table.kind);
            if sound {
                nothing_more(table, rows, report)?;
            }
        }
    }
    for table in tables().filter(|t| !seen.contains(&t.kind)) {
        nothing_more(table, &mut db.conn.prepare(table.all)?.query([])?, report)?;
    }
    keys.compare(db, report)
}

fn ent(log: &mut Rows<'_>) -> Result<Option<String>, Fault> {
    Ok(log.next()?.map(|row| row.get(0)).transpose()?)
}

/// Is the next row of the file the one that the log makes?
fn same_row(
    scratch: &Db,
    table: &Table,
    id: &str,
    row: &Fields,
    ours: &mut Rows<'_>,
    report: &mut Report,
) -> Result<bool, Fault> {
    project(scratch, id, None, Some(row))?;
    let expected = scratch.one(table.all, [], |r| (0..r.as_ref().column_count()).map(|i| r.get(i)).collect())?;
    project(scratch, id, Some(row), None)?;
    let columns = expected.as_ref().map_or(0, Vec::len);
    let found: Option<Vec<Value>> = ours.next()?.map(|r| (0..columns).map(|i| r.get(i)).collect()).transpose()?;
    if found == expected {
        report.rows += 1;
        return Ok(true);
    }
    report.wrong.push(format!("{}: table and log differ at {id}", table.kind));
    Ok(false)
}

fn nothing_more(table: &Table, ours: &mut Rows<'_>, report: &mut Report) -> Result<(), Fault> {
    if let Some(stray) = ours.next()? {
        let id: String = stray.get(0)?;
        report.wrong.push(format!("{}: {id} is in the table, not in the log", table.kind));
    }
    Ok(())
}

/// Count and sum of hashes of the keys of each room: equal sums are equal sets, in whatever order they were read.
#[derive(Debug, Default)]
struct Keys(BTreeMap<i64, (u64, u128)>);

impl Keys {
    fn add(&mut self, room: i64, key: &str, n: i64) {
        let hash = |salt: u8| {
            let mut hash = DefaultHasher::new();
            (salt, room, key, n).hash(&mut hash);
            u128::from(hash.finish())
        };
        let sum = self.0.entry(room).or_default();
        *sum = (sum.0 + 1, sum.1.wrapping_add(hash(0) << 64 | hash(1)));
    }

    /// The keys that an entity ought to have, under the number it has in the file.
    fn expect(&mut self, db: &Db, table: &Table, id: &str, row: &Fields) -> Result<(), Fault> {
        let Some(keys) = table.keys else { return Ok(()) };
        let number = if table.kind == RESIDENT { sql!("residents/resident_number") } else { sql!("core/entity_get") };
        // Without a number there are no keys in the file, and the counts will differ.
        let n = db.one(number, named_params! {":id": id}, |r| r.get(0))?.unwrap_or(0);
        let room = find::room(table.kind)?;
        let mut each = keys(row);
        each.sort_unstable();
        each.dedup();
        each.iter().for_each(|key| self.add(room, key, n));
        Ok(())
    }

    fn compare(&self, db: &Db, report: &mut Report) -> Result<(), Fault> {
        let mut ours = Keys::default();
        let mut statement = db.conn.prepare(sql!("core/keys_all"))?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            ours.add(row.get(0)?, row.get_ref(1)?.as_str().unwrap_or_default(), row.get(2)?);
            report.rows += 1;
        }
        let rooms = self.0.keys().chain(ours.0.keys().filter(|room| !self.0.contains_key(room)));
        for room in rooms.filter(|room| self.0.get(room) != ours.0.get(room)) {
            report.wrong.push(format!("find_key: table and log differ in room {room}"));
        }
        Ok(())
    }
}
