//! A connection with the few ways this program asks it.

use super::find::Late;
use super::queue::Queue;
use super::workdays::Days;
use super::{Fault, sql};
use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension, Params, Row, Statement, named_params};
use std::cell::Cell;

/// A thin cover over rusqlite: cached statements, our own [`Fault`].
#[derive(Debug)]
pub struct Db {
    pub(super) conn: Connection,
    /// Code of this site, for settings.
    pub(super) site: String,
    /// Search keys of the batch that is under way.
    pub(super) late: Late,
    /// The working-day table, as last read.
    pub(super) days: Days,
    /// The disk has failed under us. A failed `fsync` may have dropped pages that no later one writes again, so nothing
    /// more is written until the program starts anew (SYNC.md section 9).
    pub(super) sick: Cell<bool>,
    /// Whose turn it is to write.
    pub(super) queue: Queue,
    /// Text was taken out of the log: the write-ahead log must lose it too.
    pub(super) scrub: Cell<bool>,
    /// The first page is being asked for: see [`Db::asking`].
    pub(super) once: Cell<bool>,
}

impl Db {
    pub(super) fn new(conn: Connection) -> Db {
        let queue = Queue::of(&conn);
        Db {
            conn,
            queue,
            site: String::new(),
            late: Late::default(),
            days: Days::default(),
            sick: Cell::new(false),
            scrub: Cell::new(false),
            once: Cell::new(false),
        }
    }

    /// All rows of a query.
    pub fn rows<T>(
        &self,
        sql: &str,
        params: impl Params,
        f: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>, Fault> {
        self.asking(sql, |statement| statement.query_map(params, f)?.collect())
    }

    /// The first row of a query, if there is one.
    pub fn one<T>(
        &self,
        sql: &str,
        params: impl Params,
        f: impl FnOnce(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Option<T>, Fault> {
        self.asking(sql, |statement| statement.query_row(params, f).optional())
    }

    /// Runs a statement that is kept for the next time; while the first page is asked for, one that is not: SQLite reads
    /// such a statement in memory that it has at hand, and what each takes is the next one's.
    fn asking<T>(&self, sql: &str, ask: impl FnOnce(&mut Statement<'_>) -> rusqlite::Result<T>) -> Result<T, Fault> {
        let asked = if self.once.get() {
            self.conn.prepare(sql).and_then(|mut statement| ask(&mut statement))
        } else {
            self.conn.prepare_cached(sql).and_then(|mut statement| ask(&mut statement))
        };
        asked.map_err(|e| self.told(e))
    }

    /// Runs a statement; how many rows it changed.
    pub(super) fn run(&self, sql: &str, params: impl Params) -> Result<usize, Fault> {
        self.writable()?;
        let run = || self.conn.prepare_cached(sql)?.execute(params);
        run().map_err(|e| self.told(e))
    }

    /// SQLite's error as our own, remembered if the disk itself has failed.
    pub(super) fn told(&self, error: rusqlite::Error) -> Fault {
        let fault = Fault::from(error);
        if fault == Fault::Io {
            self.sick.set(true);
        }
        fault
    }

    /// Begins a transaction that writes, in turn with other sessions.
    pub(super) fn begin(&self) -> rusqlite::Result<rusqlite::Transaction<'_>> {
        self.queue.begin(&self.conn)
    }

    /// Refuses once the disk has failed.
    pub(super) fn writable(&self) -> Result<(), Fault> {
        if self.sick.get() { Err(Fault::Io) } else { Ok(()) }
    }

    /// The next running number of `name` on a local day, from 1. Only inside a write transaction:
    /// a rolled-back command gives its number back.
    pub fn next_number(&self, name: &str, day: NaiveDate) -> Result<i64, Fault> {
        let params = named_params! {":name": name, ":day": day.to_string()};
        let next = self.one(sql!("core/counter_next"), params, |r| r.get(0))?;
        next.ok_or_else(|| Fault::Other("counter".into()))
    }

    /// A number that changes when another session has written. Costs no disk access.
    pub(super) fn data_version(&self) -> Result<i64, Fault> {
        Ok(self.one(sql!("core/data_version"), [], |r| r.get(0))?.unwrap_or(0))
    }

    /// This site's value of a setting, if it was ever set.
    pub fn setting(&self, key: &str) -> Result<Option<String>, Fault> {
        let id = crate::desk::sites::setting_id(&self.site, key);
        self.one(sql!("sites/setting"), named_params! {":id": id}, |r| r.get(0))
    }

    /// Does this id or number name a row? Shorthand for resolvers.
    pub fn id(&self, sql: &str, params: impl Params) -> Result<Option<String>, Fault> {
        self.one(sql, params, |r| r.get(0))
    }
}
