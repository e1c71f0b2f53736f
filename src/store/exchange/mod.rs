//! The only SQL of exchange between sites: what we hold and what a peer lacks, packing, and receiving a file
//! in one immediate transaction.

mod again;
mod count;
mod home;
mod import;
mod look;
mod realign;
mod receive;
mod record;
mod restate;
mod rows;
mod send;
mod spool;
mod take;

pub use realign::Realigned;
pub use receive::{Reading, Received, Stop, WHOLE};
pub use send::Sealing;

use super::db::Db;
use super::{Fault, reproject, sql, trust};
use crate::base::clock::Moment;
use crate::desk::sites::exchange::{Bundle, Counts, Open, Peer};
use crate::exchange::format::{Have, stream_key};
use crate::exchange::plan::{Us, may_read};
use rusqlite::named_params;
use std::collections::BTreeMap;

/// A stream with our highest number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Held {
    pub(super) site: String,
    pub(super) epoch: i64,
    pub(super) name: String,
    pub(super) head: i64,
    /// The chain's hash there.
    pub(super) hash: Vec<u8>,
}

pub(super) fn streams(db: &Db) -> Result<Vec<Held>, Fault> {
    db.rows(sql!("exchange/streams"), [], |r| {
        Ok(Held { site: r.get(0)?, epoch: r.get(1)?, name: r.get(2)?, head: r.get(3)?, hash: r.get(4)? })
    })
}

/// What we hold without hole.
pub(super) fn have(db: &Db) -> Result<Have, Fault> {
    Ok(streams(db)?.into_iter().map(|s| (stream_key(&s.site, s.epoch, &s.name), s.head)).collect())
}

fn us(db: &Db) -> Result<Us, Fault> {
    let (site, hub, epoch): (String, bool, i64) =
        db.one(sql!("core/site_state"), [], |r| Ok((r.get("site")?, r.get("hub")?, r.get("epoch")?)))?.ok_or(Fault::NoSite)?;
    let hub_site = match (hub, trust::roster(db)?) {
        (true, _) => Some(site.clone()),
        // In a roster nobody else's word counts.
        (false, Some(roster)) => roster.hub().map(|hub| hub.site.clone()),
        (false, None) => hub_site(db)?,
    };
    Ok(Us { site, hub, hub_site, epoch })
}

/// The hub's code: the setting, else the first site whose file said it is the hub.
fn hub_site(db: &Db) -> Result<Option<String>, Fault> {
    match db.setting("hub.site")?.filter(|s| !s.is_empty()) {
        Some(set) => Ok(Some(set)),
        None => db.one(sql!("exchange/hub_known"), [], |r| r.get(0)),
    }
}

/// Other sites, with what each lacks of what it may read.
pub(super) fn peers(db: &Db) -> Result<Vec<Peer>, Fault> {
    let said = |ms: i64| Moment(ms).rfc3339();
    let mut found: BTreeMap<String, (Peer, String)> = BTreeMap::new();
    for (site, name, hub, have, heard) in db.rows(sql!("exchange/peers"), [], |r| {
        Ok((r.get::<_, String>(0)?, r.get(1)?, r.get(2)?, r.get(3)?, r.get::<_, i64>(4)?))
    })? {
        let heard = if heard == 0 { String::new() } else { said(heard) };
        found.insert(site.clone(), (Peer { site, name, hub, heard, ..Peer::default() }, have));
    }
    if db.one(sql!("exchange/written_any"), [], |_| Ok(()))?.is_some() {
        for (site, written) in db.rows(sql!("exchange/last_written"), [], |r| Ok((r.get::<_, String>(0)?, r.get(1)?)))? {
            let peer = found.entry(site.clone()).or_insert_with(|| (Peer { site, ..Peer::default() }, String::new()));
            peer.0.written = said(written);
        }
    }
    if found.is_empty() {
        return Ok(Vec::new());
    }
    let (us, streams) = (us(db)?, streams(db)?);
    let filled = found.into_values().map(|(mut peer, have)| {
        peer.have = if have.is_empty() { Have::new() } else { serde_json::from_str(&have)? };
        peer.hub = peer.hub || us.hub_site.as_deref() == Some(peer.site.as_str());
        let readable = streams.iter().filter(|s| may_read(&s.name, &s.site, &peer.site, peer.hub));
        let missing = |s: &Held| (s.head - peer.have.get(&stream_key(&s.site, s.epoch, &s.name)).copied().unwrap_or(0)).max(0);
        peer.lacks = readable.map(missing).sum();
        Ok(peer)
    });
    filled.collect()
}

/// Files written and read, newest first.
pub(super) fn bundles(db: &Db, rows: usize) -> Result<Vec<Bundle>, Fault> {
    let rows = i64::try_from(if rows == 0 { 20 } else { rows.min(1000) }).unwrap_or(20);
    let found = db.rows(sql!("exchange/bundles"), named_params! {":rows": rows}, |r| {
        let at: i64 = r.get(3)?;
        let bundle = Bundle {
            id: r.get(0)?,
            way: r.get(1)?,
            peer: r.get(2)?,
            at: Moment(at).rfc3339(),
            clerk: r.get(4)?,
            counts: serde_json::Value::Null,
        };
        Ok((bundle, r.get::<_, String>(5)?))
    })?;
    found.into_iter().map(|(bundle, counts)| Ok(Bundle { counts: serde_json::from_str(&counts)?, ..bundle })).collect()
}

/// Exchange in numbers.
pub(super) fn counts(db: &Db) -> Result<Counts, Fault> {
    let us = us(db)?;
    let epoch = db.one(sql!("core/site_state"), [], |r| r.get("epoch"))?.unwrap_or(0);
    let pair = |r: &rusqlite::Row<'_>| Ok((r.get::<_, i64>(0)?, r.get::<_, i64>(1)?));
    let (written, read) = db.one(sql!("exchange/bundle_counts"), [], pair)?.unwrap_or_default();
    let (foreign, withheld) = db.one(sql!("exchange/foreign_count"), [], pair)?.unwrap_or_default();
    let held = db.rows(sql!("exchange/held_count"), [], |r| Ok((r.get(0)?, r.get(1)?)))?.into_iter().collect();
    let open = db.rows(sql!("exchange/troubles"), [], |r| {
        let (code, site, stream) = (r.get(0)?, r.get(1)?, r.get(2)?);
        Ok(Open { code, site, stream, first: r.get(3)?, last: r.get(4)?, via: r.get(5)? })
    })?;
    let peers = i64::try_from(peers(db)?.len()).unwrap_or(0);
    let newer = reproject::count(db)?;
    Ok(Counts { site: us.site, epoch, hub: us.hub, peers, written, read, foreign, withheld, held, newer, have: have(db)?, open })
}
