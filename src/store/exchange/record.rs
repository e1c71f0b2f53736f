//! What is said and remembered of a file that was read.

use super::super::db::Db;
use super::super::{Fault, report, sql};
use super::receive::{Reading, Received};
use super::{have, streams};
use crate::base::clock::Moment;
use crate::base::planted;
use crate::desk::sites::exchange::{Finding, Trouble};
use crate::exchange::format::{Have, Manifest, Opened, Segment, stream_key};
use crate::exchange::keys::unhex;
use crate::exchange::op::hex;
use crate::exchange::plan::{Lot, Us};
use rusqlite::named_params;

/// A clock this far ahead does not stand for ever, ms.
const DAY_MS: i64 = 24 * 3600 * 1000;

/// Says what was found.
pub(super) fn findings<R>(file: &Opened<R>, lots: &[Lot], told: &mut Received) {
    let from = told.from.clone();
    for (index, (segment, lot)) in file.manifest.segments.iter().zip(lots).enumerate() {
        match file.unsigned.get(&index) {
            Some(finding) if *lot == Lot::Broken => told.findings.push(finding.clone().fact("from", &from)),
            _ => told.findings.extend(finding(segment, *lot, &from)),
        }
    }
    let counted = |code, count: u64| (count > 0).then(|| Finding::of(code).fact("count", count).fact("from", &from));
    let held = |name: &str| told.held.get(name).copied().unwrap_or(0);
    let newer = told.unknown + held("newer") + held("shape");
    let more = [
        counted(Trouble::Clock, held("clock")),
        counted(Trouble::Owner, held("owner") + held("breach")),
        counted(Trouble::Schema, newer),
    ];
    told.findings.extend(more.into_iter().flatten());
}

/// Keeps the authors' signatures, so that what we hold of them can be relayed. One in five thousand numbers is enough.
pub(super) fn sign_for<R>(db: &Db, file: &Opened<R>, lots: &[Lot]) -> Result<(), Fault> {
    for (s, lot) in file.manifest.segments.iter().zip(lots) {
        let (Lot::Take { .. } | Lot::Known, Some(hash), Some(sig)) = (lot, unhex::<32>(&s.hash), unhex::<64>(&s.sig)) else {
            continue;
        };
        let params =
            named_params! {":site": s.site, ":epoch": s.epoch, ":stream": s.stream, ":seq": s.last, ":hash": hash, ":sig": sig};
        db.run(sql!("exchange/checkpoint_put"), params)?;
        let params = named_params! {":site": s.site, ":epoch": s.epoch, ":stream": s.stream, ":seq": s.last};
        db.run(sql!("exchange/checkpoint_thin"), params)?;
    }
    Ok(())
}

/// What is said of a segment that was left out.
fn finding(segment: &Segment, lot: Lot, from: &str) -> Option<Finding> {
    let of = |code| Finding::of(code).fact("site", &segment.site).fact("stream", &segment.stream).fact("from", from);
    Some(match lot {
        Lot::Take { .. } | Lot::Known => return None,
        Lot::Frozen { first } => of(Trouble::Fork).fact("first", first),
        Lot::Gap { first, last } => of(Trouble::Gap).fact("first", first).fact("last", last),
        Lot::Fork { first } => of(Trouble::Fork).fact("first", first),
        Lot::SelfAhead { first, last } => of(Trouble::SelfAhead).fact("first", first).fact("last", last),
        Lot::Broken => of(Trouble::Chain),
        Lot::NotOurs => of(Trouble::Owner).fact("count", segment.last.abs_diff(segment.first) + 1),
    })
}

/// A stream of which the sender holds another history of the same length, or a shorter one.
pub(super) struct Other {
    site: String,
    epoch: i64,
    stream: String,
    seq: i64,
}

impl Other {
    pub fn finding(&self, from: &str) -> Finding {
        let at = Finding::of(Trouble::Fork).fact("site", &self.site).fact("stream", &self.stream);
        at.fact("first", self.seq).fact("from", from)
    }
}

/// Histories that part though no operation was sent: told by the sender's hashes where both hold the same number. An
/// older file read late says nothing of today.
pub(super) fn parted<R>(db: &Db, file: &Opened<R>, lots: &[Lot], at: Moment) -> Result<Vec<Other>, Fault> {
    let manifest = &file.manifest;
    if manifest.heads.is_empty() || planted::is(planted::Fault::ForkUnseen) || !newest(db, file, at)? {
        return Ok(Vec::new());
    }
    let told: Vec<_> = manifest.segments.iter().zip(lots).filter(|(_, lot)| matches!(lot, Lot::Fork { .. })).collect();
    let mut all = Vec::new();
    for ours in streams(db)? {
        let key = stream_key(&ours.site, ours.epoch, &ours.name);
        let (Some(theirs), Some(seq)) = (manifest.heads.get(&key), manifest.have.get(&key)) else { continue };
        let params = named_params! {":site": ours.site, ":epoch": ours.epoch, ":stream": ours.name, ":seq": seq};
        let Some(hash) = db.one(sql!("exchange/op_hash"), params, |r| r.get::<_, Vec<u8>>(0))? else { continue };
        let known = told.iter().any(|(s, _)| (&s.site, s.epoch) == (&ours.site, ours.epoch));
        if !hex(&hash).starts_with(theirs.as_str()) && !known {
            all.push(Other { site: ours.site, epoch: ours.epoch, stream: ours.name, seq: *seq });
        }
    }
    Ok(all)
}

/// Is this the newest word of its sender? An older file read late must not take back what a newer one said; one from a
/// clock gone wrong must not stand for ever; a machine that was restored speaks for itself.
fn newest<R>(db: &Db, file: &Opened<R>, at: Moment) -> Result<bool, Fault> {
    let header = &file.header;
    let heard: Option<(i64, i64)> =
        db.one(sql!("exchange/peer"), named_params! {":site": file.manifest.from}, |r| Ok((r.get(4)?, r.get(3)?)))?;
    Ok(heard.is_none_or(|(epoch, heard)| {
        header.epoch > epoch || (header.epoch == epoch && (header.at >= heard || heard > at.0 + DAY_MS))
    }))
}

/// What the peer has, that the file was read, what is open since and what is healed.
pub(super) fn record<R>(
    db: &Db,
    file: &Opened<R>,
    told: &Received,
    lots: &[Lot],
    us: &Us,
    reading: &Reading<'_>,
    others: &[Other],
) -> Result<(), Fault> {
    let (who, at) = (reading.who, reading.at);
    let (manifest, header) = (&file.manifest, &file.header);
    // What it has replaces what we believed, also downwards.
    if newest(db, file, at)? {
        let hub = us.hub_site.as_deref() == Some(manifest.from.as_str());
        let params = named_params! {":site": manifest.from, ":name": manifest.name, ":hub": i64::from(hub),
        ":have": serde_json::to_string(&believed(db, manifest)?)?, ":at": header.at, ":via": header.id, ":epoch": header.epoch,
        ":told": serde_json::to_string(&manifest.told)?, ":roster": header.roster};
        db.run(sql!("exchange/peer_put"), params)?;
        report::heard_by(db, manifest)?;
    }
    let counts = serde_json::to_string(told)?;
    let params = named_params! {":id": header.id, ":from": manifest.from, ":at": at.0, ":clerk": who.clerk, ":counts": counts};
    db.run(sql!("exchange/bundle_in_put"), params)?;
    let held = have(db)?;
    for (index, (segment, lot)) in manifest.segments.iter().zip(lots).enumerate() {
        let (code, first, last) = match *lot {
            Lot::Gap { first, last } => (Trouble::Gap, first, last),
            Lot::SelfAhead { first, last } => (Trouble::SelfAhead, first, last),
            Lot::Fork { first } => (Trouble::Fork, first, segment.last),
            Lot::Broken => (file.unsigned.get(&index).map_or(Trouble::Chain, |f| f.code), segment.first, segment.last),
            Lot::Take { .. } | Lot::Known | Lot::NotOurs | Lot::Frozen { .. } => continue,
        };
        let mine = held.get(&stream_key(&segment.site, segment.epoch, &segment.stream)).copied().unwrap_or(0);
        debug_assert!(code != Trouble::Gap || first == mine + 1, "a gap begins after what is held");
        let params = named_params! {":site": segment.site, ":epoch": segment.epoch, ":stream": segment.stream, ":code": code.name(),
        ":first": first, ":last": last, ":at": at.0, ":via": header.id};
        db.run(sql!("exchange/trouble_put"), params)?;
    }
    for other in others {
        let params = named_params! {":site": other.site, ":epoch": other.epoch, ":stream": other.stream,
        ":code": Trouble::Fork.name(), ":first": other.seq, ":last": other.seq, ":at": at.0, ":via": header.id};
        db.run(sql!("exchange/trouble_put"), params)?;
    }
    db.run(sql!("exchange/trouble_healed"), [])?;
    Ok(())
}

/// What the sender holds: what it says, and nothing we know better.
fn believed(db: &Db, manifest: &Manifest) -> Result<Have, Fault> {
    let mut told = manifest.have.clone();
    if planted::is(planted::Fault::HaveGuessed) {
        told = have(db)?;
    }
    if planted::is(planted::Fault::HaveOnlyRises) {
        let old: Option<String> = db.one(sql!("exchange/peer"), named_params! {":site": manifest.from}, |r| r.get("have"))?;
        for (stream, last) in serde_json::from_str::<Have>(&old.unwrap_or_else(|| "{}".into()))? {
            let told = told.entry(stream).or_default();
            *told = last.max(*told);
        }
    }
    Ok(told)
}
