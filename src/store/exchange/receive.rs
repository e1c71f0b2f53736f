//! Receiving a file: look through all of it, decide every segment's lot, then let in what may go in. One immediate
//! transaction; a file that is refused, or that brings nothing, changes nothing.

use super::super::db::Db;
use super::super::journal::writes_of;
use super::super::open::Store;
use super::super::table::{project, tables};
use super::super::{Fault, sql};
use super::{have, us};
use crate::base::clock::Moment;
use crate::base::ids::kind_of;
use crate::desk::change::{Actor, Fields};
use crate::desk::merge::fold;
use crate::desk::sites::exchange::{Finding, Trouble};
use crate::exchange::format::{Opened, Segment, stream_key};
use crate::exchange::op::{self, Bad, Line};
use crate::exchange::plan::{self, Hold, Lot, Seen, Us};
use rusqlite::{TransactionBehavior, named_params};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Read, Seek};

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
    /// Of kinds that a newer program has.
    pub unknown: u64,
    /// In the log, in no list; by reason.
    pub held: BTreeMap<String, u64>,
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

impl Store {
    /// Reads an opened file into the log and the tables.
    ///
    /// # Errors
    /// [`Stop::Refused`] for the file, [`Stop::Fault`] for the disk; nothing was changed then.
    pub fn receive<R: Read + Seek>(
        &mut self,
        file: &mut Opened<R>,
        who: &Actor,
        at: Moment,
        dry_run: bool,
    ) -> Result<Received, Stop> {
        file.addressed(&self.site.code)?;
        let transaction = rusqlite::Transaction::new_unchecked(&self.db.conn, TransactionBehavior::Immediate)?;
        let db = &self.db;
        let mut us = us(db)?;
        if us.hub_site.is_none() && file.manifest.hub {
            us.hub_site = Some(file.manifest.from.clone());
        }
        let walked = walk(db, file)?;
        let lots = plan::settle(&file.manifest.segments, &walked.iter().map(|w| w.seen.clone()).collect::<Vec<_>>(), &us);
        let mut import =
            Import { db, now: at, via: file.header.id.clone(), before: BTreeMap::new(), told: Received::default(), hlc: 0 };
        import.told.id.clone_from(&file.header.id);
        import.told.from.clone_from(&file.header.from);
        import.told.operations = file.manifest.ops;
        import.release()?;
        import.take(file, &lots, &walked)?;
        import.heads(&file.manifest.segments, &lots)?;
        import.project_all()?;
        let mut told = import.finish(&file.manifest.segments, &lots)?;
        told.before = db.one(sql!("exchange/bundle_in_get"), named_params! {":id": told.id}, |_| Ok(()))?.is_some();
        told.changed = told.new + told.filled + told.released > 0 || !told.before;
        if told.changed && !dry_run {
            record(db, file, &told, &lots, &us, who, at)?;
            transaction.commit()?;
        }
        Ok(told)
    }
}

/// A segment as it was walked through.
struct Walked {
    seen: Seen,
    /// Numbers we hold without their body.
    bare: BTreeSet<i64>,
}

/// Checks every line of the file against its place, its chain and our own log.
fn walk<R: Read + Seek>(db: &Db, file: &mut Opened<R>) -> Result<Vec<Walked>, Stop> {
    let segments = file.manifest.segments.clone();
    let mut walked = Vec::with_capacity(segments.len());
    let mut ours: Vec<BTreeMap<i64, Vec<u8>>> = Vec::with_capacity(segments.len());
    for segment in &segments {
        let params = named_params! {":site": segment.site, ":epoch": segment.epoch, ":name": segment.stream};
        let head: i64 = db.one(sql!("core/stream_head"), params, |r| r.get(0))?.unwrap_or(0);
        let params = named_params! {":site": segment.site, ":epoch": segment.epoch, ":stream": segment.stream,
        ":first": segment.first - 1, ":last": head.min(segment.last)};
        let held = db.rows(sql!("exchange/op_hashes"), params, |r| {
            Ok((r.get::<_, i64>(0)?, r.get::<_, Vec<u8>>(1)?, r.get::<_, bool>(2)?))
        })?;
        let bare = held.iter().filter(|(_, _, bare)| *bare).map(|(seq, _, _)| *seq).collect();
        let held: BTreeMap<i64, Vec<u8>> = held.into_iter().map(|(seq, hash, _)| (seq, hash)).collect();
        let prev = op::unhex(segment.prev_hash.as_bytes());
        let parted = held.get(&(segment.first - 1)).is_some_and(|ours| prev.is_none_or(|p| p != ours.as_slice()));
        let seen = Seen { head, parts_at: parted.then_some(segment.first), intact: segment.first == 1 || prev.is_some() };
        walked.push(Walked { seen, bare });
        ours.push(held);
    }
    let mut prev: Vec<u8> = Vec::new();
    file.lines(|index, seq, line| -> Result<(), Stop> {
        let (segment, Walked { seen, .. }) = (&segments[index], &mut walked[index]);
        if seq == segment.first {
            prev = op::unhex(segment.prev_hash.as_bytes()).map(Vec::from).unwrap_or_default();
        }
        prev = line.chained(&prev).to_vec();
        if ours[index].get(&seq).is_some_and(|ours| *ours != prev) {
            seen.parts_at.get_or_insert(seq);
        }
        match op::read(&line) {
            Ok((head, _)) => {
                seen.intact &= (&head.s, head.e, &head.st, head.q) == (&segment.site, segment.epoch, &segment.stream, seq)
            }
            Err(Bad::Form) => seen.intact = false,
            Err(Bad::Limit) => {
                return Err(Finding::of(Trouble::Limit).fact("what", "fields").fact("limit", op::FIELDS_MAX).into());
            }
        }
        if seq == segment.last {
            seen.intact &= op::hex(&prev) == segment.hash;
        }
        Ok(())
    })?;
    Ok(walked)
}

struct Import<'a> {
    db: &'a Db,
    now: Moment,
    via: String,
    /// Every entity touched, as it was shown before.
    before: BTreeMap<String, Option<Fields>>,
    told: Received,
    hlc: i64,
}

/// The state an entity shows, or `None` if it is in no list.
fn shown(db: &Db, ent: &str) -> Result<Option<Fields>, Fault> {
    let folded = fold(&writes_of(db, ent)?);
    Ok((!folded.heads.is_empty() && !folded.deleted()).then(|| folded.shown()))
}

impl Import<'_> {
    /// Lets in what was held for its clock and is near enough now.
    fn release(&mut self) -> Result<(), Fault> {
        let limit = plan::clock_limit(self.now);
        let due = self.db.rows(sql!("exchange/held_due"), named_params! {":limit": limit}, |r| {
            Ok((r.get::<_, i64>(0)?, r.get::<_, String>(1)?))
        })?;
        for (hlc, ent) in due {
            self.touch(&ent)?;
            self.hlc = self.hlc.max(hlc);
            self.told.released += 1;
        }
        self.db.run(sql!("exchange/held_release"), named_params! {":limit": limit})?;
        Ok(())
    }

    fn touch(&mut self, ent: &str) -> Result<(), Fault> {
        if !self.before.contains_key(ent) {
            self.before.insert(ent.to_owned(), shown(self.db, ent)?);
        }
        Ok(())
    }

    /// Second pass over the lines: inserts what is new, fills what was withheld, counts the rest.
    fn take<R: Read + Seek>(&mut self, file: &mut Opened<R>, lots: &[Lot], walked: &[Walked]) -> Result<(), Stop> {
        let segments = file.manifest.segments.clone();
        let mut prev: Vec<u8> = Vec::new();
        file.lines(|index, seq, line| -> Result<(), Stop> {
            let segment = &segments[index];
            if seq == segment.first {
                prev = op::unhex(segment.prev_hash.as_bytes()).map(Vec::from).unwrap_or_default();
            }
            prev = line.chained(&prev).to_vec();
            match lots[index] {
                Lot::Take { from } if seq >= from => self.insert(segment, seq, &line, &prev)?,
                Lot::Take { .. } | Lot::Known => {
                    self.told.known += 1;
                    if walked[index].bare.contains(&seq) {
                        self.fill(segment, seq, &line)?;
                    }
                }
                _ => self.told.left_out += 1,
            }
            Ok(())
        })
    }

    fn insert(&mut self, at: &Segment, seq: i64, line: &Line<'_>, hash: &[u8]) -> Result<(), Stop> {
        let (head, fields) = op::read(line).map_err(|_| Finding::of(Trouble::Corrupt))?;
        self.touch(&head.ent)?;
        self.db.run(
            sql!("core/op_add"),
            named_params! {":site": at.site, ":epoch": at.epoch, ":stream": at.stream, ":seq": seq, ":hlc": head.t, ":ent": head.ent,
            ":header": line.header, ":body": line.body, ":body_hash": line.body_hash, ":hash": hash, ":via": self.via},
        )?;
        self.told.new += 1;
        self.told.withheld += u64::from(line.body.is_none());
        self.told.unknown += u64::from(!tables().any(|t| t.kind == kind_of(&head.ent)));
        match plan::hold(&head, fields.as_ref(), self.now) {
            Some(hold) => {
                self.db.run(
                    sql!("exchange/hold"),
                    named_params! {":site": at.site, ":epoch": at.epoch, ":stream": at.stream, ":seq": seq, ":hlc": head.t,
                    ":ent": head.ent, ":reason": hold.name()},
                )?;
                *self.told.held.entry(hold.name().into()).or_default() += 1;
                // A clock that is ahead must not pull ours along.
                if hold != Hold::Clock {
                    self.hlc = self.hlc.max(head.t);
                }
            }
            None => self.hlc = self.hlc.max(head.t),
        }
        Ok(())
    }

    /// The chain has shown that it is the same operation; the body is taken if its hash fits.
    fn fill(&mut self, at: &Segment, seq: i64, line: &Line<'_>) -> Result<(), Stop> {
        let Some(body) = line.body else { return Ok(()) };
        let (head, _) = op::read(line).map_err(|_| Finding::of(Trouble::Corrupt))?;
        self.touch(&head.ent)?;
        let params = named_params! {":site": at.site, ":epoch": at.epoch, ":stream": at.stream, ":seq": seq, ":body": body,
        ":body_hash": line.body_hash};
        self.told.filled += self.db.run(sql!("exchange/op_fill"), params)? as u64;
        Ok(())
    }

    fn heads(&self, segments: &[Segment], lots: &[Lot]) -> Result<(), Fault> {
        for (segment, lot) in segments.iter().zip(lots) {
            if let Lot::Take { .. } = lot {
                let hash = op::unhex(segment.hash.as_bytes()).unwrap_or_default();
                let params = named_params! {":site": segment.site, ":epoch": segment.epoch, ":name": segment.stream,
                ":head": segment.last, ":hash": hash};
                self.db.run(sql!("core/stream_put"), params)?;
            }
        }
        Ok(())
    }

    /// Folds each touched entity and brings its row up to it.
    fn project_all(&mut self) -> Result<(), Fault> {
        for (ent, before) in std::mem::take(&mut self.before) {
            let mut after = shown(self.db, &ent)?;
            match project(self.db, &ent, before.as_ref(), after.as_ref()) {
                Ok(()) => {}
                // The tables cannot hold what came: it stays in the log, and the row as it was.
                Err(Fault::Other(_)) => {
                    let params = named_params! {":ent": ent, ":via": self.via, ":reason": Hold::Shape.name()};
                    let held = self.db.run(sql!("exchange/hold_entity"), params)? as u64;
                    *self.told.held.entry(Hold::Shape.name().into()).or_default() += held;
                    after = shown(self.db, &ent)?;
                    project(self.db, &ent, before.as_ref(), after.as_ref())?;
                }
                Err(fault) => return Err(fault),
            }
            self.told.records += u64::from(before != after);
        }
        Ok(())
    }

    /// Raises the clock and says what was found.
    fn finish(mut self, segments: &[Segment], lots: &[Lot]) -> Result<Received, Fault> {
        let ours: i64 = self.db.one(sql!("core/site_state"), [], |r| r.get("hlc"))?.unwrap_or(0);
        if self.hlc > ours {
            self.db.run(sql!("core/hlc_set"), named_params! {":hlc": self.hlc})?;
        }
        let from = self.told.from.clone();
        let findings = segments.iter().zip(lots).filter_map(|(s, lot)| finding(s, *lot, &from));
        self.told.findings.extend(findings);
        let counted = |code, count: u64| (count > 0).then(|| Finding::of(code).fact("count", count).fact("from", &from));
        let held = |name: &str| self.told.held.get(name).copied().unwrap_or(0);
        let newer = self.told.unknown + held("newer") + held("shape");
        let more =
            [counted(Trouble::Clock, held("clock")), counted(Trouble::Owner, held("owner")), counted(Trouble::Schema, newer)];
        self.told.findings.extend(more.into_iter().flatten());
        Ok(self.told)
    }
}

/// What is said of a segment that was left out.
fn finding(segment: &Segment, lot: Lot, from: &str) -> Option<Finding> {
    let of = |code| Finding::of(code).fact("site", &segment.site).fact("stream", &segment.stream).fact("from", from);
    Some(match lot {
        Lot::Take { .. } | Lot::Known | Lot::Frozen => return None,
        Lot::Gap { first, last } => of(Trouble::Gap).fact("first", first).fact("last", last),
        Lot::Fork { first } => of(Trouble::Fork).fact("first", first),
        Lot::SelfAhead { first, last } => of(Trouble::SelfAhead).fact("first", first).fact("last", last),
        Lot::Broken => of(Trouble::Chain),
        Lot::NotOurs => of(Trouble::Owner).fact("count", segment.last.abs_diff(segment.first) + 1),
    })
}

/// What the peer has, that the file was read, what is open since and what is healed.
fn record<R>(db: &Db, file: &Opened<R>, told: &Received, lots: &[Lot], us: &Us, who: &Actor, at: Moment) -> Result<(), Fault> {
    let (manifest, header) = (&file.manifest, &file.header);
    let heard: Option<i64> = db.one(sql!("exchange/peer"), named_params! {":site": manifest.from}, |r| r.get(3))?;
    // An older file read late must not take back what a newer one said; one from a clock gone wrong must not stand for ever.
    if heard.is_none_or(|heard| header.at >= heard || heard > at.0 + 24 * 3600 * 1000) {
        let hub = us.hub_site.as_deref() == Some(manifest.from.as_str());
        let params = named_params! {":site": manifest.from, ":name": manifest.name, ":hub": i64::from(hub),
        ":have": serde_json::to_string(&manifest.have)?, ":at": header.at, ":via": header.id};
        db.run(sql!("exchange/peer_put"), params)?;
    }
    let counts = serde_json::to_string(told)?;
    let params = named_params! {":id": header.id, ":from": manifest.from, ":at": at.0, ":clerk": who.clerk, ":counts": counts};
    db.run(sql!("exchange/bundle_in_put"), params)?;
    let held = have(db)?;
    for (segment, lot) in manifest.segments.iter().zip(lots) {
        let (code, first, last) = match *lot {
            Lot::Gap { first, last } => (Trouble::Gap, first, last),
            Lot::SelfAhead { first, last } => (Trouble::SelfAhead, first, last),
            Lot::Fork { first } => (Trouble::Fork, first, segment.last),
            Lot::Broken => (Trouble::Chain, segment.first, segment.last),
            Lot::Take { .. } | Lot::Known | Lot::NotOurs | Lot::Frozen => continue,
        };
        let mine = held.get(&stream_key(&segment.site, segment.epoch, &segment.stream)).copied().unwrap_or(0);
        debug_assert!(code != Trouble::Gap || first == mine + 1, "a gap begins after what is held");
        let params = named_params! {":site": segment.site, ":epoch": segment.epoch, ":stream": segment.stream, ":code": code.name(),
        ":first": first, ":last": last, ":at": at.0, ":via": header.id};
        db.run(sql!("exchange/trouble_put"), params)?;
    }
    db.run(sql!("exchange/trouble_healed"), [])?;
    Ok(())
}
