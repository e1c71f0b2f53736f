//! Second pass over a file: its operations into the log, and the rows that follow, chunk by chunk.
//!
//! A record nobody has heard of needs no look at its past: its rows follow from the file. One that is known is folded
//! again from the whole log. Rows and search keys are written at the end of each chunk, in their own order.

use super::super::db::Db;
use super::super::journal::{row_of, writes_of};
use super::super::table::project;
use super::super::{Fault, accord, reproject, sql};
use super::look::{Looked, beyond};
use super::rows::{self, Row};
use super::{Received, Stop};
use crate::base::clock::Moment;
use crate::base::planted;
use crate::desk::change::{DELETED, Fields};
use crate::desk::merge::{Write, fold};
use crate::desk::sites::exchange::{Finding, Trouble};
use crate::exchange::format::{Parsed, Ready, Segment};
use crate::exchange::op::{self, Bad, Line};
use crate::exchange::plan::{self, Hold, Lot};
use rusqlite::{CachedStatement, named_params, params};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Operations whose rows are brought up to date together: bounds the memory of an import.
pub(super) const CHUNK: usize = 8192;

/// Why the second pass stops.
#[derive(Debug)]
pub(super) enum Halt {
    Stop(Stop),
    /// A line is no operation: the file must be looked through deeply, and its segment left out.
    Unread,
}

macro_rules! into_halt {
    ($($from:ty,)+) => {$(
        impl From<$from> for Halt { fn from(why: $from) -> Halt { Halt::Stop(why.into()) } }
    )+};
}
into_halt! { Stop, Finding, Fault, rusqlite::Error, }

/// An import on its way.
pub(super) struct Take<'a> {
    pub db: &'a Db,
    pub now: Moment,
    pub via: String,
    pub told: Received,
    /// The highest clock let in.
    pub hlc: i64,
    add: CachedStatement<'a>,
    /// Operations of this chunk that show, by record.
    fresh: Vec<(String, Write)>,
    /// Of this chunk, all that went into the log, by record: held ones too.
    added: BTreeMap<String, Added>,
    /// The site whose segment is read.
    writer: Arc<str>,
    /// As they were shown: records that a filled body or a released hold changes.
    before: BTreeMap<String, Option<Fields>>,
}

/// What went into the log of a record.
#[derive(Debug, Clone, PartialEq)]
struct Added {
    operations: i64,
    /// Its writer, and whether nobody else is.
    by: (Arc<str>, i64),
    lone: bool,
}

impl<'a> Take<'a> {
    pub fn new(db: &'a Db, now: Moment, via: String, told: Received) -> Result<Take<'a>, Fault> {
        let (fresh, added, writer, before) = Default::default();
        let add = db.conn.prepare_cached(sql!("core/op_add"))?;
        Ok(Take { db, now, via, told, hlc: 0, add, fresh, added, writer, before })
    }

    /// Lets in what was held for its clock and is near enough now.
    pub fn release(&mut self) -> Result<(), Fault> {
        let limit = plan::clock_limit(self.now);
        let due = self.db.rows(sql!("exchange/held_due"), named_params! {":limit": limit}, |r| {
            let at: (String, i64, String, i64) = (r.get(2)?, r.get(3)?, r.get(4)?, r.get(5)?);
            Ok(((r.get::<_, i64>(0)?, r.get::<_, String>(1)?), at, r.get::<_, Vec<u8>>(6)?, r.get::<_, Option<Vec<u8>>>(7)?))
        })?;
        for ((hlc, ent), (site, epoch, stream, seq), header, body) in due {
            self.keep(&ent)?;
            self.hlc = self.hlc.max(hlc);
            self.told.released += 1;
            // Its clock was looked at first; whatever else it would have been held for holds it now.
            let line = Line { header: &header, body: body.as_deref(), body_hash: [0; 32] };
            if let Ok((head, fields)) = op::read(&line)
                && let Some(hold) = plan::hold(&head, fields.as_ref(), self.now)
            {
                let params =
                    named_params! {":site": site, ":epoch": epoch, ":stream": stream, ":seq": seq, ":reason": hold.name()};
                self.db.run(sql!("exchange/held_now_for"), params)?;
            }
        }
        self.db.run(sql!("exchange/held_release"), named_params! {":limit": limit})?;
        Ok(())
    }

    fn keep(&mut self, ent: &str) -> Result<(), Fault> {
        if !self.before.contains_key(ent) {
            self.before.insert(ent.to_owned(), row_of(self.db, ent)?);
        }
        Ok(())
    }

    /// How much of a chunk is waiting for its rows.
    pub fn waiting(&self) -> usize {
        self.added.len().max(self.fresh.len()) + self.before.len()
    }

    /// One line: inserts what is new, fills what was withheld, counts the rest.
    pub fn line(&mut self, segment: &Segment, looked: &Looked, lot: Lot, ready: Ready<'_>) -> Result<(), Halt> {
        let Ready { seq, line, hash, op, .. } = ready;
        // The stick may give other bytes at the second reading.
        if looked.mark(segment, seq).is_some_and(|noted| *noted != hash) {
            return Err(Finding::of(Trouble::Corrupt).into());
        }
        match (lot, op) {
            (Lot::Take { .. }, Some(op)) => self.insert(segment, seq, (&line, op), &hash)?,
            (Lot::Take { .. } | Lot::Known, _) => {
                self.told.known += 1;
                if looked.bare.contains(&seq) {
                    self.fill(segment, seq, &line)?;
                }
            }
            _ => self.told.left_out += 1,
        }
        Ok(())
    }

    /// Between two parts another window may have read the same file: what is in by now is not written again.
    pub fn still(&self, segment: &Segment, seq: i64, lot: Lot) -> Result<(), Halt> {
        let Lot::Take { from } = lot else { return Ok(()) };
        let params = named_params! {":site": segment.site, ":epoch": segment.epoch, ":name": segment.stream};
        let head: i64 = self.db.one(sql!("core/stream_head"), params, |r| r.get(0))?.unwrap_or(0);
        if head == seq.max(from) - 1 { Ok(()) } else { Err(Fault::Busy.into()) }
    }

    /// Our clock follows the highest one let in.
    pub fn raise_clock(&self) -> Result<(), Fault> {
        let ours: i64 = self.db.one(sql!("core/site_state"), [], |r| r.get("hlc"))?.unwrap_or(0);
        if self.hlc > ours && !planted::is(planted::Fault::ClockStays) {
            self.db.run(sql!("core/hlc_set"), named_params! {":hlc": self.hlc})?;
        }
        Ok(())
    }

    fn insert(&mut self, at: &Segment, seq: i64, (line, op): (&Line<'_>, Parsed), hash: &[u8; 32]) -> Result<(), Halt> {
        let (head, fields) = match op {
            Ok((head, _)) if !head.stands_at(at, seq) => return Err(Halt::Unread),
            Ok(read) => read,
            Err(Bad::Form) => return Err(Halt::Unread),
            Err(Bad::Limit) => return Err(beyond().into()),
        };
        let body_hash = line.body_hash;
        self.add.execute(params![
            at.site,
            at.epoch,
            at.stream,
            seq,
            head.t,
            head.ent,
            line.header,
            line.body,
            body_hash,
            hash,
            self.via
        ])?;
        accord::noted(self.db, (&at.site, at.epoch, &at.stream, seq), (head.t, &head.ent, &head.k))?;
        self.told.new += 1;
        self.told.withheld += u64::from(line.body.is_none());
        let unknown = reproject::unknown(&head, fields.as_ref());
        self.told.unknown += u64::from(unknown);
        if *self.writer != *at.site {
            self.writer = at.site.as_str().into();
        }
        match self.added.get_mut(&head.ent) {
            Some(added) => {
                added.operations += 1;
                added.lone &= (&*added.by.0, added.by.1) == (at.site.as_str(), at.epoch);
            }
            None => {
                let by = (Arc::clone(&self.writer), at.epoch);
                self.added.insert(head.ent.clone(), Added { operations: 1, by, lone: true });
            }
        }
        let held = plan::hold(&head, fields.as_ref(), self.now);
        if unknown || held == Some(Hold::Newer) {
            reproject::note(self.db, &head.ent)?;
        }
        if held != Some(Hold::Clock) {
            // A clock that is ahead must not pull ours along.
            self.hlc = self.hlc.max(head.t);
        }
        if let Some(hold) = held {
            self.db.run(
                sql!("exchange/hold"),
                named_params! {":site": at.site, ":epoch": at.epoch, ":stream": at.stream, ":seq": seq, ":hlc": head.t,
                ":ent": head.ent, ":reason": hold.name()},
            )?;
            *self.told.held.entry(hold.name().into()).or_default() += 1;
            return Ok(());
        }
        let id = format!("{}.{}.{}.{seq}", at.site, at.epoch, at.stream);
        let order = (head.t, at.site.clone(), at.epoch, seq);
        self.fresh.push((head.ent, Write { id, order, base: head.base, fields: fields.unwrap_or_default() }));
        Ok(())
    }

    /// The chain has shown that it is the same operation; the body is taken if its hash fits.
    fn fill(&mut self, at: &Segment, seq: i64, line: &Line<'_>) -> Result<(), Halt> {
        let Some(body) = line.body else { return Ok(()) };
        let (head, fields) = op::read(line).map_err(|_| Finding::of(Trouble::Corrupt))?;
        if reproject::unknown(&head, fields.as_ref()) {
            reproject::note(self.db, &head.ent)?;
        }
        self.keep(&head.ent)?;
        let params = named_params! {":site": at.site, ":epoch": at.epoch, ":stream": at.stream, ":seq": seq, ":body": body,
        ":body_hash": line.body_hash};
        self.told.filled += self.db.run(sql!("exchange/op_fill"), params)? as u64;
        Ok(())
    }

    /// Brings the rows of this chunk's records up to the log.
    pub fn chunk(&mut self) -> Result<(), Fault> {
        let added = std::mem::take(&mut self.added);
        let known = self.known(&added)?;
        let mut before = std::mem::take(&mut self.before);
        let mut fresh = std::mem::take(&mut self.fresh);
        fresh.sort_by(|a, b| a.0.cmp(&b.0));
        let mut rows: Vec<Row> = Vec::with_capacity(added.len() + before.len());
        let mut fresh = fresh.into_iter().peekable();
        while let Some((ent, first)) = fresh.next() {
            let mut ours = vec![first];
            while let Some((_, write)) = fresh.next_if(|(next, _)| *next == ent) {
                ours.push(write);
            }
            if !before.contains_key(&ent) && !known.contains(&ent) {
                rows.push(Row { ent, before: None, after: shown_new(ours) });
                continue;
            }
            if planted::is(planted::Fault::RowStays) {
                continue;
            }
            let all = writes_of(self.db, &ent)?;
            let was = match before.remove(&ent) {
                Some(was) => was,
                None => {
                    let ours: BTreeSet<&str> = ours.iter().map(|w| w.id.as_str()).collect();
                    fold(&all.iter().filter(|w| !ours.contains(w.id.as_str())).cloned().collect::<Vec<_>>()).row()
                }
            };
            rows.push(Row { ent, before: was, after: fold(&all).row() });
        }
        for (ent, was) in before {
            let after = row_of(self.db, &ent)?;
            rows.push(Row { ent, before: was, after });
        }
        self.told.records += rows.iter().filter(|row| row.before != row.after).count() as u64;
        for row in rows::put(self.db, &rows)? {
            self.unfit(row)?;
        }
        if !rows.is_empty() {
            let lone = |(ent, added): (String, Added)| (added.lone && !known.contains(&ent)).then_some(ent);
            let lone: BTreeSet<String> = added.into_iter().filter_map(lone).collect();
            let breaches = accord::let_in(self.db, rows.into_iter().map(|row| row.ent).collect(), &lone)?;
            *self.told.held.entry(Hold::Breach.name().into()).or_default() += breaches;
            self.told.held.retain(|_, count| *count > 0);
        }
        Ok(())
    }

    /// Of the records of this chunk, those the log knew before.
    fn known(&self, added: &BTreeMap<String, Added>) -> Result<BTreeSet<String>, Fault> {
        let mut known = BTreeSet::new();
        let all: Vec<&String> = added.keys().collect();
        for some in all.chunks(512) {
            let ents = serde_json::to_string(some)?;
            let found = self.db.rows(sql!("exchange/op_counts"), named_params! {":ents": ents}, |r| {
                Ok((r.get::<_, String>(0)?, r.get::<_, i64>(1)?))
            })?;
            known.extend(
                found
                    .into_iter()
                    .filter(|(ent, count)| added.get(ent).is_some_and(|a| a.operations != *count))
                    .map(|(ent, _)| ent),
            );
        }
        Ok(known)
    }

    /// The tables cannot hold what came: it stays in the log, and the row as it was.
    fn unfit(&mut self, row: &Row) -> Result<(), Fault> {
        let params = named_params! {":ent": row.ent, ":via": self.via, ":reason": Hold::Shape.name()};
        let held = self.db.run(sql!("exchange/hold_entity"), params)? as u64;
        reproject::note(self.db, &row.ent)?;
        *self.told.held.entry(Hold::Shape.name().into()).or_default() += held;
        self.told.records = self.told.records.saturating_sub(u64::from(row.before != row.after));
        let after = row_of(self.db, &row.ent)?;
        project(self.db, &row.ent, row.before.as_ref(), after.as_ref())
    }
}

/// The same for a record whose whole past is at hand.
fn shown_new(mut writes: Vec<Write>) -> Option<Fields> {
    let alone = matches!(writes.as_slice(), [one] if one.base.is_empty() && !one.fields.contains_key(DELETED));
    match writes.pop() {
        Some(only) if alone => (!only.fields.is_empty()).then_some(only.fields),
        last => {
            writes.extend(last);
            fold(&writes).row()
        }
    }
}
