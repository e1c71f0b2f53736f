//! Packing what a peer lacks. Sending moves nothing: only what the peer says it has does.

use super::super::db::Db;
use super::super::open::Store;
use super::super::{Fault, sql};
use super::{Held, have, peers, streams, us};
use crate::base::clock::Moment;
use crate::desk::change::Actor;
use crate::desk::sites::exchange::Told;
use crate::exchange::format::{Have, Header, Manifest, PLAIN, Packer, Parcel, SEALED, Seal, Segment, Trust, stream_key};
use crate::exchange::keys::{KeyRing, Roster};
use crate::exchange::op::hex;
use crate::exchange::plan::may_read;
use rusqlite::{TransactionBehavior, named_params};
use serde::Deserialize;
use std::collections::BTreeMap;

/// A file is ended at this size and the next begun: far below the limits, so that a reader never waits long.
const PART_OPS: u64 = 200_000;
const PART_RAW: u64 = 64 << 20;
/// So much of a hash tells two histories apart that nobody has made to look alike.
const HEAD_DIGITS: usize = 8;
/// How many operations are read at a time.
const PAGE: i64 = 1000;
/// A `have` older than this is not relied on (SYNC.md section 7), ms.
const STALE_MS: i64 = 90 * 24 * 3600 * 1000;

/// Keys and roster of an enrolled site: what its files are sealed with and held against.
#[derive(Debug, Clone)]
pub struct Sealing {
    pub ring: KeyRing,
    pub roster: Roster,
}

impl Sealing {
    /// What a file is closed with.
    pub fn seal(&self) -> Seal<'_> {
        Seal { key: self.ring.signing(Some(&self.roster)), roster: &self.roster }
    }

    /// What a file is held against.
    pub fn trust(&self) -> Trust<'_> {
        Trust::Sealed { roster: &self.roster, ring: &self.ring }
    }
}

impl Store {
    /// Keys and roster, if this site is enrolled. From then on it writes and reads sealed files only.
    ///
    /// # Errors
    /// The key file cannot be used, or a fault of the database.
    pub fn sealing(&self) -> Result<Option<Sealing>, Fault> {
        match self.roster()? {
            Some(roster) => Ok(Some(Sealing { ring: self.key_ring()?, roster })),
            None => Ok(None),
        }
    }

    /// The sites that files are written for: those heard from or written to, the hub and the studio's site; at the hub
    /// every site of the roster. One that has left the roster is none.
    ///
    /// # Errors
    /// A fault of the database.
    pub fn exchange_partners(&self) -> Result<Vec<String>, Fault> {
        let us = us(&self.db)?;
        let mut all: Vec<String> = peers(&self.db)?.into_iter().map(|p| p.site).collect();
        all.extend(us.hub_site);
        all.extend(self.db.setting("studio.site")?);
        if let Some(roster) = self.roster()? {
            all.extend(roster.members().filter(|m| us.hub || m.hub).map(|m| m.site.clone()));
            all.retain(|site| roster.member(site).is_some());
        }
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
        let sealing = self.sealing()?;
        // One snapshot for heads and operations, while others go on writing.
        let snapshot = rusqlite::Transaction::new_unchecked(&self.db.conn, TransactionBehavior::Deferred)?;
        let db = &self.db;
        let us = us(db)?;
        let known = db.one(sql!("exchange/peer"), named_params! {":site": to}, |r| {
            Ok((r.get::<_, bool>(1)?, r.get::<_, String>(2)?, r.get::<_, i64>(3)?))
        })?;
        let hub = match &sealing {
            Some(sealing) => sealing.roster.member(to).is_some_and(|m| m.hub),
            None => hub || known.as_ref().is_some_and(|k| k.0) || us.hub_site.as_deref().unwrap_or("HUB") == to,
        };
        let theirs: Have = match known {
            Some((_, have, heard)) if !full && heard > at.0 - STALE_MS => serde_json::from_str(&have)?,
            _ => Have::new(),
        };
        let told = if hub { told(db)? } else { Vec::new() };
        let mut packing = Packing {
            store: self,
            sealing: sealing.as_ref(),
            to,
            at,
            have: have(db)?,
            heads: BTreeMap::new(),
            told,
            done: Vec::new(),
            packer: new_packer()?,
            segments: vec![],
        };
        for stream in streams(db)?.iter().filter(|s| may_read(&s.name, &s.site, to, hub)) {
            let from = theirs.get(&stream_key(&stream.site, stream.epoch, &stream.name)).copied().unwrap_or(0);
            // A peer that has more than the hub is told the hub's too: it may have gone on from another history, and
            // nothing that the hub could send it would show it. Others leave that to the hub, whose line it is that stands:
            // who holds the right one need not stop for their sake.
            if from == stream.head || us.hub && from > stream.head {
                packing
                    .heads
                    .insert(stream_key(&stream.site, stream.epoch, &stream.name), hex(&stream.hash)[..HEAD_DIGITS].to_owned());
            }
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
        let transaction = self.db.begin()?;
        let number = self.db.next_number("bundle", at.date())?;
        transaction.commit()?;
        Ok(number)
    }

    /// Remembers that a file was written, not where. What the peer has does not move by it.
    ///
    /// # Errors
    /// A fault of the database.
    pub fn bundle_written(&mut self, parcel: &Parcel, who: &Actor, at: Moment) -> Result<(), Fault> {
        self.bundle_stands(parcel, "", who, at)
    }

    /// Remembers that a file was written as `file`; a spool folder is tidied by it.
    ///
    /// # Errors
    /// A fault of the database.
    pub fn bundle_stands(&mut self, parcel: &Parcel, file: &str, who: &Actor, at: Moment) -> Result<(), Fault> {
        let have = serde_json::to_string(&parcel.manifest.have)?;
        let covers: Have = parcel.manifest.segments.iter().map(|s| (stream_key(&s.site, s.epoch, &s.stream), s.last)).collect();
        let covers = serde_json::to_string(&covers)?;
        for to in &parcel.header.to {
            let params = named_params! {":id": parcel.header.id, ":to": to, ":at": at.0, ":clerk": who.clerk, ":have": have,
            ":file": file, ":covers": covers};
            self.db.run(sql!("exchange/bundle_out_put"), params)?;
        }
        self.mark()
    }

    /// Files written that stand somewhere still and need not: the peer has said it holds all of it, or 30 days are over.
    /// They are forgotten by this; the caller removes them.
    ///
    /// # Errors
    /// A fault of the database.
    pub fn bundles_done(&mut self, at: Moment) -> Result<Vec<String>, Fault> {
        let standing = self.db.rows(sql!("exchange/bundle_standing"), [], |r| {
            Ok((
                r.get::<_, String>(0)?,
                r.get::<_, String>(1)?,
                r.get::<_, i64>(2)?,
                r.get::<_, String>(3)?,
                r.get::<_, String>(4)?,
            ))
        })?;
        let mut done = Vec::new();
        for (id, file, written, covers, have) in standing {
            let covers: Have = serde_json::from_str(&covers)?;
            let have: Have = serde_json::from_str(&have)?;
            let held = covers.iter().all(|(stream, last)| have.get(stream).is_some_and(|h| h >= last));
            // One that carries nothing but what we have is done with once it is a day old.
            let old = at.0 - written > if covers.is_empty() { DAY_MS } else { KEEP_MS };
            if (held && !covers.is_empty()) || old {
                self.db.run(sql!("exchange/bundle_gone"), named_params! {":id": id})?;
                done.push(file);
            }
        }
        Ok(done)
    }
}

const DAY_MS: i64 = 24 * 3600 * 1000;
/// How long a file that nobody has acknowledged stays in a spool folder (SYNC.md section 10), ms.
const KEEP_MS: i64 = 30 * DAY_MS;

/// What this site has refused or lacks, for the hub.
fn told(db: &Db) -> Result<Vec<Told>, Fault> {
    db.rows(sql!("exchange/told"), [], |r| {
        Ok(Told { code: r.get(0)?, site: r.get(1)?, stream: r.get(2)?, first: r.get(3)?, last: r.get(4)?, at: r.get(5)? })
    })
}

fn new_packer() -> Result<Packer, Fault> {
    Packer::new().map_err(|e| Fault::Other(e.to_string()))
}

struct Packing<'a> {
    store: &'a Store,
    sealing: Option<&'a Sealing>,
    to: &'a str,
    at: Moment,
    have: Have,
    heads: BTreeMap<String, String>,
    told: Vec<Told>,
    done: Vec<Parcel>,
    packer: Packer,
    segments: Vec<Segment>,
}

/// Number, header, body, body hash, hash.
type Row = (i64, Vec<u8>, Option<Vec<u8>>, Vec<u8>, Vec<u8>);

/// The one member of a header that packing looks at.
#[derive(Deserialize)]
struct Personal {
    #[serde(default)]
    p: u8,
}

impl Packing<'_> {
    fn ours(&self, stream: &Held) -> bool {
        stream.site == self.store.site.code
    }

    /// Numbers of another's stream that its author has signed for, with the signatures. A sealed file's part of it ends
    /// at one of them; our own streams and plain files may end anywhere.
    fn signed(&self, stream: &Held, from: i64) -> Result<Option<BTreeMap<i64, String>>, Fault> {
        if self.sealing.is_none() || self.ours(stream) {
            return Ok(None);
        }
        let params = named_params! {":site": stream.site, ":epoch": stream.epoch, ":stream": stream.name, ":from": from,
        ":head": stream.head};
        let found = self.store.db.rows(sql!("exchange/checkpoints"), params, |r| Ok((r.get(0)?, r.get::<_, Vec<u8>>(1)?)))?;
        Ok(Some(found.into_iter().map(|(seq, sig)| (seq, hex(&sig))).collect()))
    }

    fn stream(&mut self, stream: &Held, from: i64) -> Result<(), Fault> {
        let signed = self.signed(stream, from)?;
        let last = signed.as_ref().map_or(stream.head, |s| s.keys().next_back().copied().unwrap_or(0));
        let mut after = from;
        let mut prev = hash_at(&self.store.db, stream, after)?;
        while after < last {
            let params = named_params! {":site": stream.site, ":epoch": stream.epoch, ":stream": stream.name,
            ":after": after, ":last": last, ":rows": PAGE};
            let rows: Vec<Row> = self
                .store
                .db
                .rows(sql!("exchange/ops_from"), params, |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?, r.get(4)?)))?;
            if rows.is_empty() {
                return Err(Fault::Damaged(format!("{} ends at {after}", stream_key(&stream.site, stream.epoch, &stream.name))));
            }
            for (seq, header, body, body_hash, hash) in rows {
                let may_end = signed.as_ref().is_none_or(|s| after == from || s.contains_key(&after));
                if may_end && (self.packer.ops >= PART_OPS || self.packer.raw >= PART_RAW) {
                    self.close_segment(signed.as_ref());
                    self.end_part()?;
                }
                self.add(stream, seq, &prev, (&header, body.as_deref(), &body_hash), &hash)?;
                (after, prev) = (seq, hex(&hash));
            }
        }
        self.close_segment(signed.as_ref());
        Ok(())
    }

    /// Puts the author's signature to the segment that ends here.
    fn close_segment(&mut self, signed: Option<&BTreeMap<i64, String>>) {
        let (Some(sealing), Some(segment)) = (self.sealing, self.segments.last_mut()) else { return };
        if !segment.sig.is_empty() {
            return;
        }
        segment.sig = match signed {
            Some(signed) => signed.get(&segment.last).cloned().unwrap_or_default(),
            None => {
                let hash = crate::exchange::op::unhex(segment.hash.as_bytes()).unwrap_or_default();
                hex(&sealing.seal().key.sign_checkpoint(&segment.site, segment.epoch, &segment.stream, segment.last, &hash))
            }
        };
    }

    fn add(&mut self, of: &Held, seq: i64, prev: &str, op: (&[u8], Option<&[u8]>, &[u8]), hash: &[u8]) -> Result<(), Fault> {
        let (header, body, body_hash) = op;
        // What is personal travels sealed, and only in a stream of few readers; never in a plain file.
        let few = self.sealing.is_some() && (of.name == "hub" || of.name.starts_with("to:"));
        let open = few || serde_json::from_slice::<Personal>(header)?.p == 0;
        self.packer.add(header, body.filter(|_| open), body_hash).map_err(|e| Fault::Other(format!("E-LIMIT: {e}")))?;
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
                sig: String::new(),
            }),
        }
        Ok(())
    }

    fn end_part(&mut self) -> Result<(), Fault> {
        let packed = std::mem::replace(&mut self.packer, new_packer()?).finish().map_err(|e| Fault::Other(e.to_string()))?;
        let site = &self.store.site;
        // Later than every earlier part of the same run, so that the newest `have` stands.
        let id = self.store.ids.next("bundle");
        let header = Header {
            id,
            from: site.code.clone(),
            epoch: site.epoch,
            to: vec![self.to.to_owned()],
            suite: if self.sealing.is_some() { SEALED } else { PLAIN },
            at: self.at.0,
            roster: self.sealing.map_or(0, |s| s.roster.version),
            length: 0,
        };
        let manifest = Manifest {
            id: header.id.clone(),
            from: header.from.clone(),
            to: header.to.clone(),
            name: site.name.clone(),
            hub: site.hub,
            have: self.have.clone(),
            heads: self.heads.clone(),
            segments: std::mem::take(&mut self.segments),
            ops: packed.ops,
            raw: packed.raw,
            packed: packed.bytes.len() as u64,
            sha256: packed.sha256,
            withheld: packed.withheld,
            app: env!("CARGO_PKG_VERSION").into(),
            schema: self.store.db.conn.pragma_query_value(None, "user_version", |r| r.get(0))?,
            roster: self.newer_roster()?,
            told: self.told.clone(),
        };
        self.done.push(Parcel { header, manifest, packed: packed.bytes });
        Ok(())
    }

    /// Our roster, unless the peer's newest file was written under it or a newer one.
    fn newer_roster(&self) -> Result<Option<String>, Fault> {
        let Some(sealing) = self.sealing else { return Ok(None) };
        let theirs: i64 = self.store.db.one(sql!("exchange/peer"), named_params! {":site": self.to}, |r| r.get(5))?.unwrap_or(0);
        Ok((theirs < sealing.roster.version).then(|| sealing.roster.text().to_owned()))
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
