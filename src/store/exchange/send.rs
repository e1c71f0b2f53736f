//! Packing what a peer lacks. Sending moves nothing: only what the peer says it has does.

use super::super::db::Db;
use super::super::open::Store;
use super::super::{Fault, sql};
use super::{Held, have, peers, streams, us};
use crate::base::clock::Moment;
use crate::desk::change::Actor;
use crate::exchange::format::{Have, Header, Manifest, Packer, Parcel, Segment, stream_key};
use crate::exchange::op::{Head, hex};
use crate::exchange::plan::may_read;
use rusqlite::{TransactionBehavior, named_params};

/// A file is ended at this size and the next begun: far below the limits, so that a reader never waits long.
const PART_OPS: u64 = 200_000;
const PART_RAW: u64 = 128 << 20;
/// How many operations are read at a time.
const PAGE: i64 = 1000;
/// A `have` older than this is not relied on (SYNC.md section 7), ms.
const STALE_MS: i64 = 90 * 24 * 3600 * 1000;

impl Store {
    /// The sites that files are written for: those heard from or written to, the hub and the studio's site.
    ///
    /// # Errors
    /// A fault of the database.
    pub fn exchange_partners(&self) -> Result<Vec<String>, Fault> {
        let mut all: Vec<String> = peers(&self.db)?.into_iter().map(|p| p.site).collect();
        all.extend(us(&self.db)?.hub_site);
        all.extend(self.db.setting("studio.site")?);
        all.retain(|s| !s.is_empty() && *s != self.site.code);
        all.sort();
        all.dedup();
        Ok(all)
    }

    /// Everything `to` may read and has not said it has, as files ready to be written; at least one, because
    /// it also carries what we have.
    ///
    /// # Errors
    /// A fault of the database, or an operation no reader would take.
    pub fn pack(&self, to: &str, full: bool, hub: bool, at: Moment) -> Result<Vec<Parcel>, Fault> {
        // One snapshot for heads and operations, while others go on writing.
        let snapshot = rusqlite::Transaction::new_unchecked(&self.db.conn, TransactionBehavior::Deferred)?;
        let db = &self.db;
        let us = us(db)?;
        let known = db.one(sql!("exchange/peer"), named_params! {":site": to}, |r| {
            Ok((r.get::<_, bool>(1)?, r.get::<_, String>(2)?, r.get::<_, i64>(3)?))
        })?;
        let hub = hub || known.as_ref().is_some_and(|k| k.0) || us.hub_site.as_deref().unwrap_or("HUB") == to;
        let theirs: Have = match known {
            Some((_, have, heard)) if !full && heard > at.0 - STALE_MS => serde_json::from_str(&have)?,
            _ => Have::new(),
        };
        let mut packing =
            Packing { store: self, to, at, have: have(db)?, done: Vec::new(), packer: new_packer()?, segments: vec![] };
        for stream in streams(db)?.iter().filter(|s| may_read(&s.name, &s.site, to, hub)) {
            let from = theirs.get(&stream_key(&stream.site, stream.epoch, &stream.name)).copied().unwrap_or(0);
            packing.stream(stream, from.max(0))?;
        }
        if packing.done.is_empty() || packing.packer.ops > 0 {
            packing.end_part()?;
        }
        let done = packing.done;
        drop(snapshot);
        Ok(done)
    }

    /// A running number for the file's name; a number that is not used leaves a gap, no more.
    ///
    /// # Errors
    /// A fault of the database.
    pub fn bundle_number(&mut self, at: Moment) -> Result<i64, Fault> {
        let transaction = rusqlite::Transaction::new_unchecked(&self.db.conn, TransactionBehavior::Immediate)?;
        let number = self.db.next_number("bundle", at.date())?;
        transaction.commit()?;
        Ok(number)
    }

    /// Remembers that a file was written. What the peer has does not move by it.
    ///
    /// # Errors
    /// A fault of the database.
    pub fn bundle_written(&mut self, parcel: &Parcel, who: &Actor, at: Moment) -> Result<(), Fault> {
        let have = serde_json::to_string(&parcel.manifest.have)?;
        for to in &parcel.header.to {
            let params = named_params! {":id": parcel.header.id, ":to": to, ":at": at.0, ":clerk": who.clerk, ":have": have};
            self.db.run(sql!("exchange/bundle_out_put"), params)?;
        }
        self.mark()
    }
}

fn new_packer() -> Result<Packer, Fault> {
    Packer::new().map_err(|e| Fault::Other(e.to_string()))
}

struct Packing<'a> {
    store: &'a Store,
    to: &'a str,
    at: Moment,
    have: Have,
    done: Vec<Parcel>,
    packer: Packer,
    segments: Vec<Segment>,
}

/// Number, header, body, body hash, hash.
type Row = (i64, Vec<u8>, Option<Vec<u8>>, Vec<u8>, Vec<u8>);

impl Packing<'_> {
    fn stream(&mut self, stream: &Held, from: i64) -> Result<(), Fault> {
        let mut after = from;
        let mut prev = hash_at(&self.store.db, stream, after)?;
        while after < stream.head {
            let params = named_params! {":site": stream.site, ":epoch": stream.epoch, ":stream": stream.name,
            ":after": after, ":last": stream.head, ":rows": PAGE};
            let rows: Vec<Row> = self
                .store
                .db
                .rows(sql!("exchange/ops_from"), params, |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?, r.get(4)?)))?;
            if rows.is_empty() {
                return Err(Fault::Damaged(format!("{} ends at {after}", stream_key(&stream.site, stream.epoch, &stream.name))));
            }
            for (seq, header, body, body_hash, hash) in rows {
                self.add(stream, seq, &prev, (&header, body.as_deref(), &body_hash), &hash)?;
                (after, prev) = (seq, hex(&hash));
            }
        }
        Ok(())
    }

    fn add(&mut self, of: &Held, seq: i64, prev: &str, op: (&[u8], Option<&[u8]>, &[u8]), hash: &[u8]) -> Result<(), Fault> {
        if self.packer.ops >= PART_OPS || self.packer.raw >= PART_RAW {
            self.end_part()?;
        }
        let (header, body, body_hash) = op;
        let head: Head = serde_json::from_slice(header)?;
        // A plain file never carries what is personal.
        let body = body.filter(|_| head.p == 0);
        self.packer.add(header, body, body_hash).map_err(|e| Fault::Other(format!("E-LIMIT: {e}")))?;
        let same = |s: &Segment| (&s.site, s.epoch, &s.stream) == (&of.site, of.epoch, &of.name);
        match self.segments.last_mut().filter(|s| same(s)) {
            Some(segment) => (segment.last, segment.hash) = (seq, hex(hash)),
            None => self.segments.push(Segment {
                site: of.site.clone(),
                epoch: of.epoch,
                stream: of.name.clone(),
                first: seq,
                last: seq,
                prev_hash: prev.to_owned(),
                hash: hex(hash),
            }),
        }
        Ok(())
    }

    fn end_part(&mut self) -> Result<(), Fault> {
        let packed = std::mem::replace(&mut self.packer, new_packer()?).finish().map_err(|e| Fault::Other(e.to_string()))?;
        let site = &self.store.site;
        // Later than every earlier part of the same run, so that the newest `have` stands.
        let id = self.store.ids.next("bundle");
        let to = vec![self.to.to_owned()];
        let header = Header { id, from: site.code.clone(), epoch: site.epoch, to, suite: 0, at: self.at.0 };
        let manifest = Manifest {
            id: header.id.clone(),
            from: header.from.clone(),
            to: header.to.clone(),
            name: site.name.clone(),
            hub: site.hub,
            have: self.have.clone(),
            segments: std::mem::take(&mut self.segments),
            ops: packed.ops,
            raw: packed.raw,
            packed: packed.bytes.len() as u64,
            sha256: packed.sha256,
            withheld: packed.withheld,
            app: env!("CARGO_PKG_VERSION").into(),
            schema: self.store.db.conn.pragma_query_value(None, "user_version", |r| r.get(0))?,
        };
        self.done.push(Parcel { header, manifest, packed: packed.bytes });
        Ok(())
    }
}

fn hash_at(db: &Db, stream: &Held, seq: i64) -> Result<String, Fault> {
    if seq == 0 {
        return Ok(String::new());
    }
    let params = named_params! {":site": stream.site, ":epoch": stream.epoch, ":stream": stream.name, ":seq": seq};
    let hash: Option<Vec<u8>> = db.one(sql!("exchange/op_hash"), params, |r| r.get(0))?;
    Ok(hash.map(|h| hex(&h)).unwrap_or_default())
}
