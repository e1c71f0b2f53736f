//! Saves that come home. A site that is put back without care goes on under numbers it has used before; what others
//! had read of it parts from its new line. Where they give way to the hub's line, they would be the last to hold the
//! old one: so they send it back to its author, as records of the kind `returned` in their own stream to it, which
//! travels like everything else. The author checks that it has signed it once, and writes it again in a new epoch.

use super::super::db::Db;
use super::super::journal::{Header, Journal, chain};
use super::super::open::Store;
use super::super::{Fault, place, sql, trust};
use super::again::{Clock, Cut, Parted, Touched, again};
use crate::base::clock::Moment;
use crate::desk::change::Fields;
use crate::exchange::keys::unhex as unhex_of;
use crate::exchange::op::{self, hex};
use crate::exchange::plan::RETURNED;
use rusqlite::named_params;
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// An operation sent back, as it travels: header and body as they were, the body's hash, and where its author has
/// signed the chain the signature.
const HEADER: &str = "header";
const BODY: &str = "body";
const SUM: &str = "sum";
const SIG: &str = "sig";
/// Longest body that is sent back, bytes: as text within text it may be twice as long.
const BODY_MAX: usize = 24 * 1024;

/// Where the author has signed this stream from `first` on.
pub(super) fn signed(db: &Db, segment: &crate::exchange::format::Segment, first: i64) -> Result<BTreeMap<i64, Vec<u8>>, Fault> {
    let params = named_params! {":site": segment.site, ":epoch": segment.epoch, ":stream": segment.stream, ":from": first - 1,
    ":head": i64::MAX};
    Ok(db.rows(sql!("exchange/checkpoints"), params, |r| Ok((r.get(0)?, r.get(1)?)))?.into_iter().collect())
}

/// Writes what was cut off to its author, in this site's own stream to it.
pub(super) fn give_back(
    store: &Store,
    author: &str,
    cut: &[Cut],
    signed: &BTreeMap<i64, Vec<u8>>,
    at: Moment,
) -> Result<u64, Fault> {
    let last = match trust::root(&store.db)?.is_some() {
        // Beyond his last signature the author could not know it again.
        true => signed.keys().next_back().copied().unwrap_or(0),
        false => i64::MAX,
    };
    let entry = store.ids.next("entry");
    let mut journal = Journal::begin(&store.db, &store.site, &store.ids)?;
    let mut count = 0;
    for op in cut.iter().filter(|op| op.seq <= last) {
        let header: Header = serde_json::from_slice(&op.header)?;
        let text = |bytes: &[u8]| Value::String(String::from_utf8_lossy(bytes).into_owned());
        let mut fields =
            Fields::from_iter([(HEADER.to_owned(), text(&op.header)), (SUM.to_owned(), Value::String(hex(&op.sum)))]);
        if let Some(body) = op.body.as_ref().filter(|b| b.len() <= BODY_MAX) {
            fields.insert(BODY.to_owned(), text(body));
        }
        if let Some(sig) = signed.get(&op.seq) {
            fields.insert(SIG.to_owned(), Value::String(hex(sig)));
        }
        let ent = format!("{RETURNED}:{}", header.ent);
        journal.carry(&ent, author, header.p == 1, fields, (&header.by, &entry, at))?;
        count += 1;
    }
    journal.end()?;
    Ok(count)
}

/// An operation of ours as it came back: where it stands in the sender's stream, and what it was.
struct Back {
    at: (String, i64, i64),
    cut: Cut,
    sig: Option<String>,
}

/// Writes again what others have sent back of ours and is not here; how many operations.
pub(super) fn come_home(db: &Db) -> Result<u64, Fault> {
    if db.one(sql!("exchange/returned_any"), [], |_| Ok(()))?.is_none() {
        return Ok(0);
    }
    let site = db.site.clone();
    let ours = format!("to:{site}");
    let mut lines: BTreeMap<(String, i64, i64, String), Vec<Back>> = BTreeMap::new();
    for back in returned(db, &site, &ours)? {
        let line = (back.at.0.clone(), back.at.1, back.cut.epoch, back.cut.stream.clone());
        lines.entry(line).or_default().push(back);
    }
    let (mut parted, mut accepted) = (Parted::new(), Vec::new());
    for ((_, _, epoch, stream), line) in lines {
        let first = line.iter().map(|b| b.cut.seq).min().unwrap_or(0);
        let known = proven(db, &site, line)?;
        if !known.is_empty() {
            let at = parted.entry((epoch, stream)).or_insert(first);
            *at = first.min(*at);
        }
        accepted.extend(known);
    }
    let mut lost: BTreeMap<(i64, String, Vec<u8>), Cut> = BTreeMap::new();
    let mut touched = Touched::default();
    for Back { at, cut, .. } in accepted {
        let params = named_params! {":site": at.0, ":epoch": at.1, ":stream": ours, ":seq": at.2};
        db.run(sql!("exchange/returned_home"), params)?;
        if cut.body.is_some() {
            touched.note(db, &serde_json::from_slice::<Header>(&cut.header)?.ent)?;
            // Two sites may send back the same.
            lost.insert((cut.epoch, cut.stream.clone(), cut.sum.clone()), cut);
        }
    }
    if lost.is_empty() {
        return Ok(0);
    }
    let folder = db.conn.path().and_then(|p| std::path::Path::new(p).parent());
    let noted = folder.map_or(0, |folder| place::kept(folder).epoch);
    let used: i64 = db.one(sql!("exchange/epochs_of"), named_params! {":site": site}, |r| r.get(0))?.unwrap_or(0);
    let epoch = place::next_epoch(db, noted.max(used) + 1, false)?;
    let count = again(db, &site, epoch, lost.into_values().collect(), &parted, Clock::Kept)?;
    touched.project(db)?;
    Ok(count)
}

fn returned(db: &Db, site: &str, ours: &str) -> Result<Vec<Back>, Fault> {
    let rows = db.rows(sql!("exchange/returned"), named_params! {":stream": ours}, |r| {
        Ok(((r.get::<_, String>(0)?, r.get::<_, i64>(1)?, r.get::<_, i64>(3)?), r.get::<_, Vec<u8>>(4)?))
    })?;
    let mut all = Vec::with_capacity(rows.len());
    for (at, body) in rows {
        let fields = super::super::journal::fields_of(Some(&body))?;
        let text = |name: &str| fields.get(name).and_then(Value::as_str);
        let (Some(header), Some(sum)) = (text(HEADER), text(SUM).and_then(|s| op::unhex(s.as_bytes()))) else { continue };
        let Ok(read) = serde_json::from_str::<Header>(header) else { continue };
        let body = text(BODY).map(|b| b.as_bytes().to_vec());
        // What is not ours, or not what it says it is, stays where it is.
        if read.s != site || body.as_ref().is_some_and(|b| Sha256::digest(b).as_slice() != sum) {
            continue;
        }
        let cut =
            Cut { stream: read.st, epoch: read.e, seq: read.q, header: header.as_bytes().to_vec(), body, sum: sum.to_vec() };
        all.push(Back { at, cut, sig: text(SIG).map(str::to_owned) });
    }
    Ok(all)
}

/// Of a line that came back, the part that goes on from ours and that we have signed. Where nobody signs, files
/// between sites are open, and it is as good as any of them.
fn proven(db: &Db, site: &str, mut line: Vec<Back>) -> Result<Vec<Back>, Fault> {
    line.sort_by_key(|back| back.cut.seq);
    let Some(first) = line.first().map(|b| &b.cut) else { return Ok(line) };
    let before = named_params! {":site": site, ":epoch": first.epoch, ":stream": first.stream, ":seq": first.seq - 1};
    let found: Option<Vec<u8>> = db.one(sql!("exchange/op_hash"), before, |r| r.get(0))?;
    let Some(mut prev) = found.or_else(|| (first.seq == 1).then(Vec::new)) else { return Ok(Vec::new()) };
    let (roster, mut sound, mut next) = (trust::roster(db)?, 0, first.seq);
    for (n, back) in line.iter().enumerate() {
        if back.cut.seq != next {
            break;
        }
        next += 1;
        prev = chain(&prev, &back.cut.header, &back.cut.sum);
        let ours = match (&roster, back.sig.as_deref().and_then(unhex_of::<64>)) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some(roster), Some(sig)) => {
                let at = (site, back.cut.epoch, back.cut.stream.as_str());
                roster.check_checkpoint(at, back.cut.seq, &prev, &sig).is_ok()
            }
        };
        if ours {
            sound = n + 1;
        }
    }
    line.truncate(sound);
    Ok(line)
}
