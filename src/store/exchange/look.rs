//! First look through a file: does every segment chain, and where does it meet our own log? Reads only; no lock is held.
//!
//! A hash of the chain stands for everything before it. One look at our own hash where file and log end together
//! tells whether all that both hold is the same; a file whose last hashes we hold needs no unpacking at all.

use super::super::db::Db;
use super::super::{Fault, sql};
use super::Stop;
use crate::desk::sites::exchange::{Finding, Trouble};
use crate::exchange::format::{Opened, Ready, Segment};
use crate::exchange::op::{self, Bad};
use crate::exchange::plan::Seen;
use rusqlite::named_params;
use std::collections::BTreeSet;
use std::io::{Read, Seek};

/// Every so many lines of a segment the chain is noted; a part of a long file may be kept from one note to the next.
pub(super) const MARK: i64 = 512;

/// A segment as it was looked through.
#[derive(Debug, Clone, Default)]
pub(super) struct Looked {
    pub seen: Seen,
    /// Numbers we hold without their body, not erased.
    pub bare: BTreeSet<i64>,
    /// The chain after every [`MARK`]-th line.
    pub marks: Vec<[u8; 32]>,
    /// We hold all of it, to the same last hash.
    held: bool,
}

impl Looked {
    /// The chain noted after this number, if it is one that is noted.
    pub fn mark(&self, segment: &Segment, seq: i64) -> Option<&[u8; 32]> {
        let nth = seq - segment.first + 1;
        (nth % MARK == 0).then(|| usize::try_from(nth / MARK - 1).ok().and_then(|i| self.marks.get(i))).flatten()
    }
}

/// Where file and log end together, and our hash there.
type End = Option<(i64, Vec<u8>)>;

/// What the log says where the segment begins and where both end.
fn meet(db: &Db, segment: &Segment) -> Result<(Looked, End), Fault> {
    let params = named_params! {":site": segment.site, ":epoch": segment.epoch, ":name": segment.stream};
    let head: i64 = db.one(sql!("core/stream_head"), params, |r| r.get(0))?.unwrap_or(0);
    let prev = op::unhex(segment.prev_hash.as_bytes());
    let before = hash_at(db, segment, segment.first - 1)?;
    let parted = segment.first > 1 && before.is_some_and(|ours| prev.is_none_or(|p| p != ours.as_slice()));
    let seen = Seen { head, parts_at: parted.then_some(segment.first), intact: segment.first == 1 || prev.is_some() };
    let end = head.min(segment.last);
    let ours = if end < segment.first { None } else { hash_at(db, segment, end)?.map(|hash| (end, hash)) };
    let held = !parted && end == segment.last && ours.as_ref().is_some_and(|(_, h)| op::hex(h) == segment.hash);
    let params = named_params! {":site": segment.site, ":epoch": segment.epoch, ":stream": segment.stream,
    ":first": segment.first, ":last": end};
    let bare = db.rows(sql!("exchange/bare"), params, |r| r.get(0))?.into_iter().collect();
    Ok((Looked { seen, bare, marks: Vec::new(), held }, ours))
}

fn hash_at(db: &Db, segment: &Segment, seq: i64) -> Result<Option<Vec<u8>>, Fault> {
    let params = named_params! {":site": segment.site, ":epoch": segment.epoch, ":stream": segment.stream, ":seq": seq};
    db.one(sql!("exchange/op_hash"), params, |r| r.get(0))
}

/// Looks through the file. `deep`: reads every operation too, so that what follows can be kept part by part.
pub(super) fn look<R: Read + Seek + Send>(db: &Db, file: &mut Opened<R>, deep: bool) -> Result<Vec<Looked>, Stop> {
    let segments = file.manifest.segments.clone();
    let mut looked = Vec::with_capacity(segments.len());
    let mut ends = Vec::with_capacity(segments.len());
    for (index, segment) in segments.iter().enumerate() {
        let (mut one, end) = meet(db, segment)?;
        if file.unsigned.contains_key(&index) {
            (one.seen.intact, one.held) = (false, false);
        }
        looked.push(one);
        ends.push(end);
    }
    let whole = file.manifest.withheld == 0;
    if looked.iter().all(|l| l.held && (l.bare.is_empty() || !whole)) {
        return Ok(looked);
    }
    let mut parted = BTreeSet::new();
    // The other thread has enough to do with unpacking and hashing: what is read deeply is read here.
    file.ahead(
        |_, _| false,
        |Ready { index, seq, line, hash, .. }| -> Result<(), Stop> {
            let (segment, one) = (&segments[index], &mut looked[index]);
            if (seq - segment.first + 1) % MARK == 0 {
                one.marks.push(hash);
            }
            if ends[index].as_ref().is_some_and(|(end, ours)| *end == seq && *ours != hash) {
                parted.insert(index);
            }
            if deep && one.seen.intact {
                match op::read(&line) {
                    Ok((head, _)) => one.seen.intact = head.stands_at(segment, seq),
                    Err(Bad::Form) => one.seen.intact = false,
                    Err(Bad::Limit) => return Err(beyond().into()),
                }
            }
            if seq == segment.last {
                one.seen.intact &= op::hex(&hash) == segment.hash;
            }
            Ok(())
        },
    )?;
    if !parted.is_empty() {
        part(db, file, &segments, &parted, &mut looked)?;
    }
    Ok(looked)
}

pub(super) fn beyond() -> Finding {
    Finding::of(Trouble::Limit).fact("what", "fields").fact("limit", op::FIELDS_MAX)
}

/// Finds the first number at which file and log differ. Rare, so it may look at every number.
fn part<R: Read + Seek + Send>(
    db: &Db,
    file: &mut Opened<R>,
    segments: &[Segment],
    parted: &BTreeSet<usize>,
    looked: &mut [Looked],
) -> Result<(), Stop> {
    file.ahead(
        |_, _| false,
        |Ready { index, seq, hash, .. }| -> Result<(), Stop> {
            let seen = &mut looked[index].seen;
            if parted.contains(&index) && seq <= seen.head && seen.parts_at.is_none() {
                let differs = hash_at(db, &segments[index], seq)?.is_some_and(|ours| ours != hash);
                seen.parts_at = differs.then_some(seq);
            }
            Ok(())
        },
    )
}
