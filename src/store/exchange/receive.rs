//! Receiving a file: look through all of it, decide every segment's lot, then let in what may go in. A file that is
//! refused, or that brings nothing, changes nothing.
//!
//! Up to [`WHOLE`] operations go in as one immediate transaction. More go in as whole prefixes of their streams, part
//! by part, the lock free between two: every state between is a valid `have`, and reading the file again goes on there.

use super::super::db::Db;
use super::super::open::Store;
use super::super::{Fault, accord, sql, trust};
use super::home;
use super::look::{Looked, look};
use super::record::{findings, record, sign_for};
use super::take::{CHUNK, Halt, Take};
use super::us;
use crate::base::clock::Moment;
use crate::desk::change::Actor;
use crate::desk::sites::exchange::{Finding, Trouble};
use crate::exchange::format::{Opened, SEALED, Segment};
use crate::exchange::op;
use crate::exchange::plan::{self, Lot, Us};
use rusqlite::{Transaction, named_params};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Read, Seek};
use std::time::Duration;

/// Most operations of one transaction (SYNC.md section 7).
pub const WHOLE: u64 = 50_000;
/// Between two parts of a long file: a waiting window asks again every 25 to 100 ms and gets its turn.
const BREATH: Duration = Duration::from_millis(60);
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
    /// More than one transaction takes: it goes in part by part. A preview does not look at records then; `records` is
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
    pub fn receive<R: Read + Seek>(
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
    pub fn read_bundle<R: Read + Seek>(&mut self, file: &mut Opened<R>, mut reading: Reading<'_>) -> Result<Received, Stop> {
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

fn take_in<R: Read + Seek>(db: &Db, file: &mut Opened<R>, reading: &mut Reading<'_>) -> Result<Received, Stop> {
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

fn immediate(db: &Db) -> Result<Transaction<'_>, Fault> {
    Ok(db.begin()?)
}

/// One file with the lot of each of its segments.
struct Import<'a, R> {
    db: &'a Db,
    file: &'a mut Opened<R>,
    looked: &'a [Looked],
    lots: &'a [Lot],
    us: &'a Us,
}

impl<'a, R: Read + Seek> Import<'a, R> {
    fn begin(&self, reading: &Reading<'_>) -> Take<'a> {
        let (id, from) = (self.file.header.id.clone(), self.file.header.from.clone());
        let told = Received { id: id.clone(), from, operations: self.file.manifest.ops, ..Received::default() };
        Take::new(self.db, reading.at, id, told)
    }

    /// Are our heads still where they were when the file was looked through?
    fn unmoved(&self) -> Result<bool, Fault> {
        for (segment, looked) in self.file.manifest.segments.iter().zip(self.looked) {
            let params = named_params! {":site": segment.site, ":epoch": segment.epoch, ":name": segment.stream};
            let head: i64 = self.db.one(sql!("core/stream_head"), params, |r| r.get(0))?.unwrap_or(0);
            if head != looked.seen.head {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Does nothing of the lines matter: all known, and no body to fill?
    fn idle(&self) -> bool {
        let nothing = |(lot, looked): (&Lot, &Looked)| !matches!(lot, Lot::Take { .. }) && looked.bare.is_empty();
        self.lots.iter().zip(self.looked).all(nothing)
    }

    fn at_once(&mut self, reading: &mut Reading<'_>, dry_run: bool) -> Result<Option<Received>, Halt> {
        let db = self.db;
        let transaction = immediate(db)?;
        if !self.unmoved()? {
            return Ok(None);
        }
        let mut take = self.begin(reading);
        take.release()?;
        if self.idle() {
            count_lots(&self.file.manifest.segments, self.lots, &mut take.told);
        } else {
            let (segments, total) = (self.file.manifest.segments.clone(), self.file.manifest.ops);
            let (looked, lots) = (self.looked, self.lots);
            let mut done = 0;
            self.file.lines(|index, seq, line| -> Result<(), Halt> {
                take.line(&segments[index], &looked[index], lots[index], seq, &line)?;
                done += 1;
                if take.waiting() >= CHUNK {
                    take.chunk()?;
                    (reading.progress)(done, total);
                }
                Ok(())
            })?;
            (reading.progress)(total, total);
            for (segment, lot) in segments.iter().zip(lots) {
                if let Lot::Take { .. } = lot {
                    let hash = op::unhex(segment.hash.as_bytes()).unwrap_or_default();
                    put_head(db, segment, segment.last, &hash)?;
                }
            }
        }
        take.chunk()?;
        let told = self.end(take, reading)?;
        if told.changed && !dry_run {
            transaction.commit()?;
        }
        Ok(Some(told))
    }

    /// Keeps part after part; a part ends where the chain was noted at the first look.
    fn in_parts(&mut self, reading: &mut Reading<'_>) -> Result<Option<Received>, Halt> {
        let db = self.db;
        let mut transaction = Some(immediate(db)?);
        if !self.unmoved()? {
            return Ok(None);
        }
        let mut take = self.begin(reading);
        take.release()?;
        if self.idle() {
            count_lots(&self.file.manifest.segments, self.lots, &mut take.told);
        } else {
            let (segments, total) = (self.file.manifest.segments.clone(), self.file.manifest.ops);
            let (looked, lots) = (self.looked, self.lots);
            let mut done = 0;
            self.file.lines(|index, seq, line| -> Result<(), Halt> {
                let segment = &segments[index];
                if transaction.is_none() {
                    std::thread::sleep(BREATH);
                    transaction = Some(immediate(db)?);
                    take.still(segment, seq, lots[index])?;
                }
                let hash = take.line(segment, &looked[index], lots[index], seq, &line)?;
                done += 1;
                let noted = seq == segment.last || looked[index].mark(segment, seq).is_some();
                if noted
                    && let Lot::Take { from } = lots[index]
                    && seq >= from
                {
                    put_head(db, segment, seq, &hash)?;
                }
                if noted && take.waiting() >= CHUNK / 2 {
                    take.chunk()?;
                    take.raise_clock()?;
                    if let Some(part) = transaction.take() {
                        part.commit()?;
                    }
                    (reading.progress)(done, total);
                }
                Ok(())
            })?;
            (reading.progress)(total, total);
        }
        let transaction = match transaction {
            Some(open) => open,
            None => immediate(db)?,
        };
        take.chunk()?;
        let told = self.end(take, reading)?;
        if told.changed {
            transaction.commit()?;
        }
        Ok(Some(told))
    }

    /// A preview of a long file: counted line by line, without a lock. What it would do to records is not told.
    fn count(&mut self, reading: &mut Reading<'_>) -> Result<Option<Received>, Halt> {
        let mut told = self.begin(reading).told;
        let (segments, total, at) = (self.file.manifest.segments.clone(), self.file.manifest.ops, reading.at);
        count_lots(&segments, self.lots, &mut told);
        let (looked, lots) = (self.looked, self.lots);
        let mut ents = BTreeSet::new();
        let mut done = 0;
        self.file.lines(|index, seq, line| -> Result<(), Halt> {
            done += 1;
            if done % (CHUNK as u64) == 0 {
                (reading.progress)(done, total);
            }
            match lots[index] {
                Lot::Take { from } if seq >= from => {}
                Lot::Take { .. } | Lot::Known => {
                    told.filled += u64::from(line.body.is_some() && looked[index].bare.contains(&seq));
                    return Ok(());
                }
                _ => return Ok(()),
            }
            let (head, fields) = op::read(&line).map_err(|_| Halt::Unread)?;
            told.withheld += u64::from(line.body.is_none());
            told.unknown += u64::from(super::super::table::tables().all(|t| t.kind != crate::base::ids::kind_of(&head.ent)));
            if let Some(hold) = plan::hold(&head, fields.as_ref(), at) {
                *told.held.entry(hold.name().into()).or_default() += 1;
            } else {
                use std::hash::{DefaultHasher, Hash, Hasher};
                let mut short = DefaultHasher::new();
                head.ent.hash(&mut short);
                ents.insert(short.finish());
            }
            Ok(())
        })?;
        told.records = ents.len() as u64;
        told.parts = true;
        findings(self.file, self.lots, &mut told);
        told.before = self.read_before()?;
        told.changed = told.new + told.filled > 0 || !told.before;
        Ok(Some(told))
    }

    fn read_before(&self) -> Result<bool, Fault> {
        Ok(self.db.one(sql!("exchange/bundle_in_get"), named_params! {":id": self.file.header.id}, |_| Ok(()))?.is_some())
    }

    /// The clock, what is said, and what is remembered; within the last transaction.
    fn end(&self, take: Take<'_>, reading: &Reading<'_>) -> Result<Received, Halt> {
        take.raise_clock()?;
        let mut told = take.told;
        told.home = home::come_home(self.db)?;
        told.parts = self.file.manifest.ops > WHOLE;
        findings(self.file, self.lots, &mut told);
        told.before = self.read_before()?;
        if let Some(text) = &self.file.manifest.roster {
            match trust::take_roster(self.db, text, &told.id, reading.at)? {
                Ok(newer) => told.roster = newer,
                // An older one is no news; ours stays.
                Err(finding) if finding.code == Trouble::RosterOld => {}
                Err(finding) => told.findings.push(finding),
            }
        }
        told.changed = told.new + told.filled + told.released + told.home > 0 || told.roster || !told.before;
        if told.changed {
            sign_for(self.db, self.file, self.lots)?;
            record(self.db, self.file, &told, self.lots, self.us, reading)?;
        }
        Ok(told)
    }
}

fn put_head(db: &Db, segment: &Segment, seq: i64, hash: &[u8; 32]) -> Result<(), Fault> {
    let params =
        named_params! {":site": segment.site, ":epoch": segment.epoch, ":name": segment.stream, ":head": seq, ":hash": hash};
    db.run(sql!("core/stream_put"), params)?;
    Ok(())
}

/// The counts of a file whose lines need not be read.
fn count_lots(segments: &[Segment], lots: &[Lot], told: &mut Received) {
    for (segment, lot) in segments.iter().zip(lots) {
        let all = segment.last.abs_diff(segment.first) + 1;
        match lot {
            Lot::Known => told.known += all,
            Lot::Take { from } => {
                told.new += segment.last.abs_diff(*from) + 1;
                told.known += from.abs_diff(segment.first);
            }
            _ => told.left_out += all,
        }
    }
}
