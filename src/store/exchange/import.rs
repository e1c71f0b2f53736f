//! Letting a file in whose segments have their lots: as one transaction, or part by part with the lock free between two.

use super::super::db::Db;
use super::super::{Fault, sql, trust};
use super::count::count_lots;
use super::home;
use super::look::Looked;
use super::receive::{Reading, Received, WHOLE};
use super::record::{findings, parted, record, sign_for};
use super::take::{CHUNK, Halt, Take};
use crate::desk::sites::exchange::Trouble;
use crate::exchange::format::{Opened, Segment};
use crate::exchange::op;
use crate::exchange::plan::{Lot, Us};
use rusqlite::{Transaction, named_params};
use std::collections::BTreeSet;
use std::io::{Read, Seek};
use std::time::{Duration, Instant};

/// A part of a long file takes operations for so long; bringing its rows up to date takes about as long again. On a slow
/// machine parts are smaller, and who waits for the lock waits the same.
const PART: Duration = Duration::from_millis(150);
/// Between two parts, at least: a window that waits asks again every 2 ms (`wait_a_little`) and gets its turn.
const BREATH: Duration = Duration::from_millis(6);

fn immediate(db: &Db) -> Result<Transaction<'_>, Fault> {
    Ok(db.begin()?)
}

/// Which lines are read as operations: those that go in.
pub(super) fn wanted(lots: &[Lot]) -> impl Fn(usize, i64) -> bool + Send + '_ {
    |index, seq| matches!(lots[index], Lot::Take { from } if seq >= from)
}

/// The transaction of a part, and how long it has held the lock.
struct Part<'a> {
    db: &'a Db,
    open: Option<Transaction<'a>>,
    since: Instant,
}

impl<'a> Part<'a> {
    fn begin(db: &'a Db) -> Result<Part<'a>, Fault> {
        let open = Some(immediate(db)?);
        Ok(Part { db, open, since: Instant::now() })
    }

    /// Has it taken operations for long enough?
    fn is_long(&self) -> bool {
        self.since.elapsed() >= PART
    }

    /// Ends the part; the lock is free, and whoever waits for it takes it now.
    fn commit(&mut self) -> Result<(), Fault> {
        if let Some(open) = self.open.take() {
            open.commit()?;
            self.db.queue.wrote();
            // The longer the others waited, the longer they have.
            std::thread::sleep(BREATH.max(self.since.elapsed() / 32));
        }
        Ok(())
    }

    /// Begins the next part if none is open. True if it did: another window may have written meanwhile.
    fn go_on(&mut self) -> Result<bool, Fault> {
        if self.open.is_some() {
            return Ok(false);
        }
        *self = Part::begin(self.db)?;
        Ok(true)
    }
}

/// One file with the lot of each of its segments.
pub(super) struct Import<'a, R> {
    pub db: &'a Db,
    pub file: &'a mut Opened<R>,
    pub looked: &'a [Looked],
    pub lots: &'a [Lot],
    pub us: &'a Us,
}

impl<'a, R: Read + Seek + Send> Import<'a, R> {
    pub(super) fn begin(&self, reading: &Reading<'_>) -> Result<Take<'a>, Fault> {
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

    pub(super) fn at_once(&mut self, reading: &mut Reading<'_>, dry_run: bool) -> Result<Option<Received>, Halt> {
        let transaction = immediate(self.db)?;
        let told = self.under_lock(reading, Self::all_lines)?;
        if told.as_ref().is_some_and(|told| told.changed) && !dry_run {
            transaction.commit()?;
        }
        Ok(told)
    }

    /// What both ways have in common; none if our heads have moved. The caller holds the lock and commits.
    fn under_lock(
        &mut self,
        reading: &mut Reading<'_>,
        lines: impl FnOnce(&mut Self, &mut Take<'a>, &mut Reading<'_>) -> Result<(), Halt>,
    ) -> Result<Option<Received>, Halt> {
        if !self.unmoved()? {
            return Ok(None);
        }
        let stood = self.clashes()?;
        let mut take = self.begin(reading)?;
        take.release()?;
        if self.idle() {
            count_lots(&self.file.manifest.segments, self.lots, &mut take.told);
        } else {
            lines(self, &mut take, reading)?;
        }
        take.chunk()?;
        self.end(take, &stood, reading).map(Some)
    }

    fn all_lines(&mut self, take: &mut Take<'_>, reading: &mut Reading<'_>) -> Result<(), Halt> {
        let (segments, total) = (self.file.manifest.segments.clone(), self.file.manifest.ops);
        let (looked, lots) = (self.looked, self.lots);
        let mut done = 0;
        self.file.ahead(wanted(lots), |ready| -> Result<(), Halt> {
            let index = ready.index;
            take.line(&segments[index], &looked[index], lots[index], ready)?;
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
                put_head(self.db, segment, segment.last, &hash)?;
            }
        }
        Ok(())
    }

    /// Keeps part after part; a part ends where the chain was noted at the first look.
    pub(super) fn in_parts(&mut self, reading: &mut Reading<'_>) -> Result<Option<Received>, Halt> {
        let mut part = Part::begin(self.db)?;
        let told = self.under_lock(reading, |import, take, reading| {
            import.lines_in_parts(take, &mut part, reading)?;
            part.go_on()?;
            Ok(())
        })?;
        if told.as_ref().is_some_and(|told| told.changed) {
            part.commit()?;
        }
        Ok(told)
    }

    fn lines_in_parts(&mut self, take: &mut Take<'_>, part: &mut Part<'_>, reading: &mut Reading<'_>) -> Result<(), Halt> {
        let (segments, total) = (self.file.manifest.segments.clone(), self.file.manifest.ops);
        let (db, looked, lots) = (self.db, self.looked, self.lots);
        let mut done = 0;
        self.file.ahead(wanted(lots), |ready| -> Result<(), Halt> {
            let (index, seq, hash) = (ready.index, ready.seq, ready.hash);
            let segment = &segments[index];
            let first = matches!(lots[index], Lot::Take { from } if from == seq);
            if part.go_on()? || first {
                take.still(segment, seq, lots[index])?;
            }
            take.line(segment, &looked[index], lots[index], ready)?;
            done += 1;
            if seq != segment.last && looked[index].mark(segment, seq).is_none() {
                return Ok(());
            }
            if let Lot::Take { from } = lots[index]
                && seq >= from
            {
                put_head(db, segment, seq, &hash)?;
            }
            if take.waiting() >= CHUNK || part.is_long() {
                take.chunk()?;
                take.raise_clock()?;
                part.commit()?;
                (reading.progress)(done, total);
            }
            Ok(())
        })?;
        (reading.progress)(total, total);
        Ok(())
    }

    pub(super) fn read_before(&self) -> Result<bool, Fault> {
        Ok(self.db.one(sql!("exchange/bundle_in_get"), named_params! {":id": self.file.header.id}, |_| Ok(()))?.is_some())
    }

    /// What clashes here: few, since each waits for a person.
    fn clashes(&self) -> Result<BTreeSet<String>, Fault> {
        Ok(self.db.rows(sql!("accord/conflict_ids"), [], |r| r.get(0))?.into_iter().collect())
    }

    /// The clock, what is said, and what is remembered; within the last transaction. `stood`: what clashed before.
    fn end(&self, take: Take<'_>, stood: &BTreeSet<String>, reading: &Reading<'_>) -> Result<Received, Halt> {
        take.raise_clock()?;
        let mut told = take.told;
        told.clashes = self.clashes()?.difference(stood).count() as u64;
        told.home = home::come_home(self.db)?;
        told.parts = self.file.manifest.ops > WHOLE;
        findings(self.file, self.lots, &mut told);
        let others = parted(self.db, self.file, self.lots, reading.at)?;
        told.findings.extend(others.iter().map(|other| other.finding(&told.from)));
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
            record(self.db, self.file, &told, self.lots, self.us, reading, &others)?;
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
