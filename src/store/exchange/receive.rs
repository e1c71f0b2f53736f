//! Receiving a file: look through all of it, decide every segment's lot, then let in what may go in. A file that is
//! refused, or that brings nothing, changes nothing.
//!
//! Up to [`WHOLE`] operations go in as one immediate transaction. More go in as whole prefixes of their streams, part
//! by part, the lock free between two ([`super::import`]): every state between is a valid `have`, and reading the file
//! again goes on there.

use super::super::db::Db;
use super::super::open::Store;
use super::super::{Fault, accord, sql, trust};
use super::import::Import;
use super::look::look;
use super::take::Halt;
use super::us;
use crate::base::clock::Moment;
use crate::desk::change::Actor;
use crate::desk::sites::exchange::{Finding, Trouble};
use crate::exchange::format::{Opened, SEALED};
use crate::exchange::plan::{self, Us};
use rusqlite::named_params;
use std::collections::BTreeMap;
use std::io::{Read, Seek};

/// Most operations of one transaction: a month of a busy site. SYNC.md section 7 proposes 50,000, which holds the lock
/// for seconds, and a clerk who saves meanwhile waits for no more than one.
pub const WHOLE: u64 = 5_000;
/// How often a file is looked through again because another window read one meanwhile.
const TURNS: usize = 8;

/// What a file brought. `new + known + left_out = operations`.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct Received {
    pub id: String,
    pub from: String,
    pub operations: u64,
    pub new: u64,
    pub known: u64,
    pub left_out: u64,
    /// Records that look different now.
    pub records: u64,
    /// Clashes that stand now and did not before: somebody has to settle them.
    pub clashes: u64,
    /// Of the new ones: personal, without their body.
    pub withheld: u64,
    /// Bodies that came later than their header.
    pub filled: u64,
    /// Held earlier for their clock, let in now.
    pub released: u64,
    /// Our own, which this machine had lost and another site kept: written again here.
    pub home: u64,
    /// Of kinds that a newer program has.
    pub unknown: u64,
    /// In the log, in no list; by reason.
    pub held: BTreeMap<String, u64>,
    /// More than one transaction takes: it goes in part by part. A preview does not look at records and clashes then; `records` is
    /// how many it writes to.
    pub parts: bool,
    /// It brought a newer roster.
    pub roster: bool,
    /// This file was read before.
    pub before: bool,
    /// Did anything change here?
    pub changed: bool,
    #[serde(skip)]
    pub findings: Vec<Finding>,
}

/// Why nothing of a file was taken.
#[derive(Debug)]
pub enum Stop {
    Refused(Finding),
    Fault(Fault),
}

impl From<Finding> for Stop {
    fn from(finding: Finding) -> Stop {
        Stop::Refused(finding)
    }
}

impl From<Fault> for Stop {
    fn from(fault: Fault) -> Stop {
        Stop::Fault(fault)
    }
}

impl From<rusqlite::Error> for Stop {
    fn from(error: rusqlite::Error) -> Stop {
        Stop::Fault(error.into())
    }
}

/// How a file is read.
pub struct Reading<'a> {
    pub who: &'a Actor,
    pub at: Moment,
    /// Count and check, but change nothing.
    pub dry_run: bool,
    /// Told how many lines were read, of how many.
    pub progress: &'a mut dyn FnMut(u64, u64),
}

impl Store {
    /// Reads an opened file into the log and the tables.
    ///
    /// # Errors
    /// [`Stop::Refused`] for the file, [`Stop::Fault`] for the disk; nothing was changed then, except that of a file of
    /// more than [`WHOLE`] operations the parts that were told before stay.
    pub fn receive<R: Read + Seek + Send>(
        &mut self,
        file: &mut Opened<R>,
        who: &Actor,
        at: Moment,
        dry_run: bool,
    ) -> Result<Received, Stop> {
        self.read_bundle(file, Reading { who, at, dry_run, progress: &mut |_, _| {} })
    }

    /// Keeps that a file was refused, so that the hub hears of it.
    ///
    /// # Errors
    /// A fault of the database.
    pub fn bundle_refused(&mut self, finding: &Finding, from: &str, named: &str, who: &Actor, at: Moment) -> Result<(), Fault> {
        let counts = serde_json::json!({"file": named, "facts": finding.facts}).to_string();
        let params = named_params! {":id": self.ids.next("refused"), ":from": from, ":at": at.0, ":clerk": who.clerk,
        ":counts": counts, ":refused": finding.code.name()};
        self.db.run(sql!("exchange/bundle_refused"), params)?;
        Ok(())
    }

    /// The same, telling how far it is.
    ///
    /// # Errors
    /// As [`Store::receive`].
    pub fn read_bundle<R: Read + Seek + Send>(
        &mut self,
        file: &mut Opened<R>,
        mut reading: Reading<'_>,
    ) -> Result<Received, Stop> {
        file.addressed(&self.site.code)?;
        self.db.writable()?;
        match (trust::root(&self.db)?.is_some(), file.header.suite == SEALED) {
            (true, false) => return Err(Finding::of(Trouble::Plain).fact("site", &file.header.from).into()),
            (false, true) => return Err(Finding::of(Trouble::NoRoster).into()),
            _ => {}
        }
        self.db.conn.execute_batch(sql!("exchange/import_begin"))?;
        let done = take_in(&self.db, file, &mut reading);
        self.db.conn.execute_batch(sql!("exchange/import_end"))?;
        accord::scrub(&self.db)?;
        if done.as_ref().is_ok_and(|told| told.home > 0) && !reading.dry_run {
            self.site.epoch = self.db.one(sql!("core/site_state"), [], |r| r.get("epoch"))?.unwrap_or(self.site.epoch);
        }
        if done.as_ref().is_ok_and(|told| told.changed) && !reading.dry_run {
            self.mark()?;
        }
        done
    }
}

fn take_in<R: Read + Seek + Send>(db: &Db, file: &mut Opened<R>, reading: &mut Reading<'_>) -> Result<Received, Stop> {
    let whole = file.manifest.ops <= WHOLE;
    let mut deep = !whole;
    for _ in 0..TURNS {
        let us = us_reading(db, file)?;
        let looked = look(db, file, deep)?;
        let frozen = db.rows(sql!("exchange/frozen"), [], |r| Ok(((r.get(0)?, r.get(1)?), r.get(2)?)))?.into_iter().collect();
        let seen: Vec<_> = looked.iter().map(|l| l.seen.clone()).collect();
        let lots = plan::settle(&file.manifest.segments, &seen, &us, &frozen);
        let mut import = Import { db, file, looked: &looked, lots: &lots, us: &us };
        let done = match (whole, reading.dry_run) {
            (true, dry_run) => import.at_once(reading, dry_run),
            (false, true) => import.count(reading),
            (false, false) => import.in_parts(reading),
        };
        match done {
            Ok(Some(told)) => return Ok(told),
            // Another window has read a file meanwhile: the heads are not where they were.
            Ok(None) => {}
            Err(Halt::Unread) if !deep => deep = true,
            Err(Halt::Unread) => return Err(Finding::of(Trouble::Corrupt).into()),
            Err(Halt::Stop(stop)) => return Err(stop),
        }
    }
    Err(Fault::Busy.into())
}

fn us_reading<R>(db: &Db, file: &Opened<R>) -> Result<Us, Fault> {
    let mut us = us(db)?;
    if us.hub_site.is_none() && file.manifest.hub {
        us.hub_site = Some(file.manifest.from.clone());
    }
    Ok(us)
}
