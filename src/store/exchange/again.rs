//! Our own operations written again in a new epoch, and the records that change by it.

use super::super::db::Db;
use super::super::journal::{Header, Span, chain, row_of};
use super::super::table::project;
use super::super::{Fault, accord, sql};
use super::restate;
use crate::desk::change::Fields;
use rusqlite::named_params;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

/// An operation that was taken out of the log.
pub(super) struct Cut {
    pub stream: String,
    pub epoch: i64,
    pub seq: i64,
    pub header: Vec<u8>,
    pub body: Option<Vec<u8>>,
    /// The body's hash.
    pub sum: Vec<u8>,
}

/// Entities whose operations changed, as they were shown before.
#[derive(Default)]
pub(super) struct Touched(BTreeMap<String, Option<Fields>>);

impl Touched {
    pub fn note(&mut self, db: &Db, ent: &str) -> Result<(), Fault> {
        if !self.0.contains_key(ent) {
            self.0.insert(ent.to_owned(), row_of(db, ent)?);
        }
        Ok(())
    }

    /// Rows, and what follows from them: who may have written them, what was erased, what clashes.
    pub fn project(self, db: &Db) -> Result<(), Fault> {
        for (ent, before) in &self.0 {
            project(db, ent, before.as_ref(), row_of(db, ent)?.as_ref())?;
        }
        accord::after(db, self.0.keys().map(String::as_str), accord::Source::File)?;
        Ok(())
    }
}

/// From which number on an epoch's stream of ours has two histories. Below it a name means the same to everybody.
pub(super) type Parted = BTreeMap<(i64, String), i64>;

/// The clock of what is written again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Clock {
    /// It goes on from here: what the hub's line says was there before.
    Later,
    /// As it was: it is older than what was written here since.
    Kept,
}

/// Writes our own operations again at the end of their streams in the new epoch: same record, same values, same clerk
/// and entry. What one of them replaced of another is replaced again; what it replaced of a history that is not here
/// is nothing that others know under that name.
pub(super) fn again(db: &Db, site: &str, epoch: i64, cut: Vec<Cut>, parted: &Parted, clock: Clock) -> Result<u64, Fault> {
    let mut hlc: i64 = db.one(sql!("core/site_state"), [], |r| r.get("hlc"))?.unwrap_or(0);
    let mut renamed: BTreeMap<String, String> = BTreeMap::new();
    for op in &cut {
        if let Some(stands) = standing(db, site, op)? {
            renamed.insert(name_of(site, op.epoch, &op.stream, op.seq), stands);
        }
    }
    let mut moved: BTreeMap<String, BTreeMap<String, (i64, i64)>> = BTreeMap::new();
    let mut all = Vec::with_capacity(cut.len());
    for op in cut {
        all.push((serde_json::from_slice::<Header>(&op.header)?, op));
    }
    all.sort_by_key(|(header, _)| header.t);
    let (mut count, mut ents) = (0, BTreeSet::new());
    for (mut header, op) in all {
        let name = name_of(site, op.epoch, &op.stream, op.seq);
        // A body that was erased stays so: there is nothing to say again.
        let Some(body) = op.body.filter(|_| !renamed.contains_key(&name)) else { continue };
        // What was written while this site's clock ran ahead is not older than what it writes next.
        if clock == Clock::Later || header.t >= hlc {
            hlc += 1;
            header.t = hlc;
        }
        header.e = epoch;
        for ids in header.base.values_mut() {
            now_called(ids, &renamed, site, parted);
        }
        header.base.retain(|_, ids| !ids.is_empty());
        let seq = append(db, &mut header, &body)?;
        renamed.insert(name, name_of(site, epoch, &op.stream, seq));
        ents.insert(header.ent);
        moved.entry(header.c).or_default().entry(op.stream).or_insert((seq, seq)).1 = seq;
        count += 1;
    }
    restate::deletes(db, site, epoch, &ents, (&renamed, parted), &mut hlc)?;
    for (entry, spans) in moved {
        let Some(ops): Option<String> = db.one(sql!("exchange/entry_ops"), named_params! {":id": entry}, |r| r.get(0))? else {
            continue;
        };
        let mut ops: Span = serde_json::from_str(&ops)?;
        for (stream, span) in spans {
            ops.remove(&stream);
            ops.insert(format!("{epoch}.{stream}"), span);
        }
        db.run(sql!("exchange/entry_moved"), named_params! {":id": entry, ":ops": serde_json::to_string(&ops)?})?;
    }
    db.run(sql!("core/hlc_set"), named_params! {":hlc": hlc})?;
    Ok(count)
}

/// Puts an operation of ours at the end of its stream; its number there.
pub(super) fn append(db: &Db, header: &mut Header, body: &[u8]) -> Result<i64, Fault> {
    let params = named_params! {":site": header.s, ":epoch": header.e, ":name": header.st};
    let last = db.one(sql!("core/stream_head"), params, |r| Ok((r.get::<_, i64>(0)?, r.get::<_, Vec<u8>>(1)?)))?;
    let (seq, prev) = last.map_or((1, Vec::new()), |(head, hash)| (head + 1, hash));
    header.q = seq;
    let bytes = serde_json::to_vec(&header)?;
    let body_hash = Sha256::digest(body).to_vec();
    let hash = chain(&prev, &bytes, &body_hash);
    db.run(
        sql!("core/op_add"),
        named_params! {":site": header.s, ":epoch": header.e, ":stream": header.st, ":seq": seq, ":hlc": header.t,
        ":ent": header.ent, ":header": bytes, ":body": body, ":body_hash": body_hash, ":hash": hash, ":via": None::<String>},
    )?;
    let params = named_params! {":site": header.s, ":epoch": header.e, ":name": header.st, ":head": seq, ":hash": hash};
    db.run(sql!("core/stream_put"), params)?;
    Ok(seq)
}

/// The names of these operations by now; of those that are another history's, none.
pub(super) fn now_called(ids: &mut Vec<String>, renamed: &BTreeMap<String, String>, site: &str, parted: &Parted) {
    ids.retain_mut(|id| match renamed.get(id) {
        Some(now) => {
            id.clone_from(now);
            true
        }
        None => !beyond(id, site, parted),
    });
}

fn name_of(site: &str, epoch: i64, stream: &str, seq: i64) -> String {
    format!("{site}.{epoch}.{stream}.{seq}")
}

/// Does this name stand for another operation by now?
fn beyond(id: &str, site: &str, parted: &Parted) -> bool {
    let Some(rest) = id.strip_prefix(site).and_then(|rest| rest.strip_prefix('.')) else { return false };
    let mut parts = rest.splitn(3, '.');
    let (Some(epoch), Some(stream), Some(seq)) = (parts.next(), parts.next(), parts.next()) else { return false };
    let (Ok(epoch), Ok(seq)) = (epoch.parse(), seq.parse::<i64>()) else { return false };
    parted.get(&(epoch, stream.to_owned())).is_some_and(|first| seq >= *first)
}

/// The operation of ours that says the same already: it was never lost, or has come home before.
fn standing(db: &Db, site: &str, op: &Cut) -> Result<Option<String>, Fault> {
    let header: Header = serde_json::from_slice(&op.header)?;
    let params = named_params! {":ent": header.ent, ":site": site, ":stream": op.stream, ":sum": op.sum};
    db.one(sql!("exchange/op_standing"), params, |r| Ok(name_of(site, r.get(0)?, &op.stream, r.get(1)?)))
}
