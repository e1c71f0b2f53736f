//! Search keys, and pages of a list as ranges of them: the same cost with a thousand rows and with a million.
//!
//! A key names its record by a number: `n` of the row itself for residents, of table `entity` for every other kind. A
//! number lives as long as its row and means nothing at another site; `desk verify` counts it as part of the tables.
//!
//! Keys come in any order and a B-tree likes them sorted, so within a batch they are held back ([`Late`]) and go in
//! together, sorted, before the first question that reads keys and before the commit.

use super::db::Db;
use super::{Fault, sql};
use rusqlite::{Row, ToSql};
use std::cell::RefCell;
use std::collections::BTreeMap;

/// The room of `find_key` of each kind that is found by keys. A number stands in files and never changes its meaning.
const ROOMS: &[(&str, i64)] = &[(RESIDENT, 1), ("title", 2), ("reader", 3), ("service", 4), ("certificate", 5), (REQUEST, 6)];

/// The kind that carries its number in its own row: there may be a million.
pub(super) const RESIDENT: &str = "resident";

/// Found by its words; its keys are whole, not beginnings.
pub(super) const REQUEST: &str = "request";

/// The room of this kind's keys.
pub(super) fn room(kind: &str) -> Result<i64, Fault> {
    let found = ROOMS.iter().find(|(name, _)| *name == kind);
    found.map(|(_, room)| *room).ok_or_else(|| Fault::Other(format!("{kind} has keys and no room in find.rs")))
}

/// One key: room, text, the record's number. Its order is that of the table.
pub(super) type Key = (i64, String, i64);

/// Keys to add (true) or to drop (false) that wait for the end of a batch, in the order of the table; none wait outside
/// of one.
#[derive(Debug, Default)]
pub(super) struct Late(RefCell<Option<BTreeMap<Key, bool>>>);

/// As many keys wait at most (some 40 MB).
const MOST_WAITING: usize = 400_000;

impl Late {
    /// From now on keys wait.
    pub fn begin(&self) {
        *self.0.borrow_mut() = Some(BTreeMap::new());
    }

    /// Keys no longer wait; those that did and were not written are forgotten, with the batch that made them.
    pub fn end(&self) {
        *self.0.borrow_mut() = None;
    }

    fn take(&self) -> BTreeMap<Key, bool> {
        self.0.borrow_mut().as_mut().map(std::mem::take).unwrap_or_default()
    }
}

impl Db {
    /// Does `work`, which brings many records up to date by [`super::table::project`]; their search keys go in together,
    /// sorted, when it is done. For whole files, thousands of records at once; only within a write transaction, which
    /// must be given up if this fails.
    pub(super) fn keys_together<T>(&self, work: impl FnOnce() -> Result<T, Fault>) -> Result<T, Fault> {
        if self.late.0.borrow().is_some() {
            return work();
        }
        self.late.begin();
        let done = work().and_then(|done| self.write_keys().map(|()| done));
        self.late.end();
        done
    }

    /// Adds a key (or takes it away), now or with the others of the batch.
    pub(super) fn set_key(&self, key: Key, there: bool) -> Result<(), Fault> {
        let full = match self.late.0.borrow_mut().as_mut() {
            Some(waiting) => {
                waiting.insert(key, there);
                waiting.len() >= MOST_WAITING
            }
            None => return write(self, &key, there),
        };
        if full { self.write_keys() } else { Ok(()) }
    }

    /// Writes the keys that wait.
    pub(super) fn write_keys(&self) -> Result<(), Fault> {
        let waiting = self.late.take();
        if waiting.is_empty() {
            return Ok(());
        }
        self.writable()?;
        let run = || -> rusqlite::Result<()> {
            let (mut add, mut drop) =
                (self.conn.prepare_cached(sql!("core/key_add"))?, self.conn.prepare_cached(sql!("core/key_drop"))?);
            for ((room, key, n), there) in &waiting {
                if *there { &mut add } else { &mut drop }.execute(rusqlite::params![room, key, n])?;
            }
            Ok(())
        };
        run().map_err(|e| self.told(e))
    }
}

fn write(db: &Db, (room, key, n): &Key, there: bool) -> Result<(), Fault> {
    let sql = if there { sql!("core/key_add") } else { sql!("core/key_drop") };
    db.run(sql, rusqlite::params![room, key, n])?;
    Ok(())
}

/// Which page of a range.
#[derive(Debug, Clone, Copy)]
pub struct Span<'a> {
    /// Every key that begins with this.
    pub prefix: &'a str,
    /// The key and entity beside the page.
    pub from: Option<(&'a str, &'a str)>,
    /// The page before `from` instead of after it.
    pub back: bool,
    pub rows: usize,
}

/// Key and entity of each row of the page, in list order.
pub fn page(db: &Db, kind: &str, span: Span<'_>) -> Result<Vec<(String, String)>, Fault> {
    let pair = |r: &Row<'_>| Ok((r.get(0)?, r.get(1)?));
    match kind {
        RESIDENT => read(db, Some(kind), span, (sql!("residents/page_after"), sql!("residents/page_before")), pair),
        _ => read(db, Some(kind), span, (sql!("core/keys_after"), sql!("core/keys_before")), pair),
    }
}

/// A page by two queries, forwards and backwards, whatever their rows are; of a kind's keys or, with none, of an order
/// of their own.
pub(super) fn read<T>(
    db: &Db,
    kind: Option<&str>,
    span: Span<'_>,
    (after, before): (&str, &str),
    row: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
) -> Result<Vec<T>, Fault> {
    db.write_keys()?;
    let (room, high) = (kind.map(room).transpose()?, above(span.prefix));
    let rows = i64::try_from(span.rows).unwrap_or(i64::MAX);
    // The page begins at the row beside it, unless that lies outside of the range.
    let inside = |key: &str| if span.back { *key < *high } else { key >= span.prefix };
    let edge = if span.back { high.as_str() } else { span.prefix };
    let (key, ent) = span.from.filter(|(key, _)| inside(key)).unwrap_or((edge, ""));
    let mut params: Vec<(&str, &dyn ToSql)> = vec![(":key", &key), (":ent", &ent), (":rows", &rows)];
    params.extend(room.as_ref().map(|room| (":room", room as &dyn ToSql)));
    params.push(if span.back { (":low", &span.prefix) } else { (":high", &high) });
    let mut found = db.rows(if span.back { before } else { after }, params.as_slice(), row)?;
    if span.back {
        found.reverse();
    }
    Ok(found)
}

/// The least text above every text that begins with `prefix`.
fn above(prefix: &str) -> String {
    format!("{prefix}\u{10FFFF}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_with_keys_has_a_room_of_its_own() {
        let rooms: Vec<i64> = super::super::table::tables().filter(|t| t.keys.is_some()).map(|t| room(t.kind).unwrap()).collect();
        let mut distinct = rooms.clone();
        distinct.sort_unstable();
        distinct.dedup();
        assert_eq!(distinct.len(), rooms.len());
        assert!(room("nothing").is_err());
    }
}
