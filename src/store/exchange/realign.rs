//! After a careless restore or a copied machine: coming back to one line of records (SYNC.md sections 9 and 10).
//!
//! * Our own later records that only others have come back as what they are, operations of the old epoch; we go on in
//!   a new one.
//! * Two histories under the same numbers: **the line that the hub holds stands**. A site that holds the other one
//!   reads the hub's file with `--recover`: what parts from the hub's line is kept aside, and if it was our own it is
//!   written again in our new epoch, so nothing of it is lost; if it was another site's it is sent back to that site
//!   ([`home`]), which may have lost it. The hub itself never gives way.
//!
//! All of it only when a person asks for it, and in one transaction.

use super::super::db::Db;
use super::super::open::Store;
use super::super::place;
use super::super::{Fault, sql};
use super::Stop;
use super::again::{Clock, Cut, Parted, Touched, again};
use super::home;
use super::look::look;
use crate::base::clock::Moment;
use crate::desk::sites::exchange::{Finding, Trouble};
use crate::exchange::format::{Opened, Segment};
use rusqlite::named_params;
use std::collections::BTreeSet;
use std::io::{Read, Seek};

/// What was done so that a file can be read.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct Realigned {
    /// The new epoch, if our own history was concerned.
    pub epoch: Option<i64>,
    /// Operations kept aside because the hub's line has others.
    pub aside: u64,
    /// Of these, our own, written again in the new epoch.
    pub again: u64,
    /// Of these, other sites', sent back to who wrote them and may have lost them.
    pub back: u64,
}

impl Store {
    /// Makes room for the line of records that this file brings; afterwards it is read as any other.
    ///
    /// # Errors
    /// [`Stop::Refused`]: the file cannot settle it (not the hub's, or it begins after the histories part).
    pub fn realign<R: Read + Seek + Send>(&mut self, file: &mut Opened<R>, at: Moment) -> Result<Realigned, Stop> {
        file.addressed(&self.site.code)?;
        let looked = look(&self.db, file, true)?;
        let segments = file.manifest.segments.clone();
        let (site, ours_now) = (self.site.code.clone(), self.site.epoch);
        let mut forks = Vec::new();
        let mut ahead = 0;
        for (segment, looked) in segments.iter().zip(&looked) {
            let seen = &looked.seen;
            if segment.site == site && segment.epoch >= ours_now && (segment.last > seen.head || seen.parts_at.is_some()) {
                ahead = ahead.max(segment.epoch + 1);
            }
            if let (Some(first), true) = (seen.parts_at, seen.intact) {
                forks.push((segment, first));
            }
        }
        self.may_settle(&file.manifest.from, &forks)?;
        let own = forks.iter().any(|(s, _)| s.site == site);
        if forks.is_empty() && ahead == 0 {
            return Ok(Realigned::default());
        }
        let floor = self.folder().map(|f| place::kept(&f).epoch.saturating_add(1)).unwrap_or(0).max(ahead);
        let transaction = self.db.begin()?;
        let mut done = Realigned::default();
        if own || ahead > 0 {
            done.epoch = Some(place::next_epoch(&self.db, floor, false)?);
        }
        let mut touched = Touched::default();
        let (mut ours, mut others, mut parted) = (Vec::new(), Vec::new(), Parted::new());
        for (segment, first) in forks {
            let signed = home::signed(&self.db, segment, first)?;
            let cut = cut(&self.db, segment, first, at, &mut touched)?;
            done.aside += cut.len() as u64;
            if segment.site == site {
                parted.insert((segment.epoch, segment.stream.clone()), first);
                ours.extend(cut);
            } else {
                others.push((segment, cut, signed));
            }
            self.db.run(sql!("exchange/unfreeze"), named_params! {":site": segment.site, ":epoch": segment.epoch})?;
        }
        if let Some(epoch) = done.epoch {
            done.again = again(&self.db, &site, epoch, ours, &parted, Clock::Later)?;
        }
        for (segment, cut, signed) in others {
            done.back += home::give_back(self, &segment.site, &cut, &signed, at)?;
        }
        touched.project(&self.db)?;
        transaction.commit()?;
        if let Some(epoch) = done.epoch {
            self.site.epoch = epoch;
            self.mark()?;
        }
        Ok(done)
    }

    /// Only the hub's file settles two histories, never at the hub, and only from where they part.
    fn may_settle(&self, from: &str, forks: &[(&Segment, i64)]) -> Result<(), Stop> {
        let Some((segment, first)) = forks.first() else { return Ok(()) };
        let told = |code| Finding::of(code).fact("site", &segment.site).fact("stream", &segment.stream).fact("first", first);
        if self.site.hub || super::us(&self.db)?.hub_site.as_deref() != Some(from) {
            return Err(told(Trouble::Fork).into());
        }
        for (segment, first) in forks {
            if *first == segment.first && segment.first > 1 {
                return Err(told(Trouble::ForkEarlier).into());
            }
        }
        Ok(())
    }

    /// Reads of this site are tried again: a fork that is still there freezes it at the next file, so this merges nothing.
    ///
    /// # Errors
    /// A fault of the database.
    pub fn unfreeze(&mut self, site: &str) -> Result<u64, Fault> {
        let epochs: Vec<i64> = self.db.rows(sql!("exchange/frozen_of"), named_params! {":site": site}, |r| r.get(0))?;
        for epoch in &epochs {
            self.db.run(sql!("exchange/unfreeze"), named_params! {":site": site, ":epoch": epoch})?;
        }
        Ok(epochs.len() as u64)
    }
}

/// Takes a stream's operations from `first` on out of the log and keeps them aside.
fn cut(db: &Db, segment: &Segment, first: i64, at: Moment, touched: &mut Touched) -> Result<Vec<Cut>, Fault> {
    let params = named_params! {":site": segment.site, ":epoch": segment.epoch, ":stream": segment.stream, ":first": first};
    let ents: BTreeSet<String> = db.rows(sql!("exchange/branch_entities"), params, |r| r.get(0))?.into_iter().collect();
    for ent in &ents {
        touched.note(db, ent)?;
    }
    let params = named_params! {":site": segment.site, ":epoch": segment.epoch, ":stream": segment.stream, ":first": first};
    let cut = db.rows(sql!("exchange/branch"), params, |r| {
        let (stream, epoch) = (segment.stream.clone(), segment.epoch);
        Ok(Cut { stream, epoch, seq: r.get(0)?, header: r.get(1)?, body: r.get(2)?, sum: r.get(3)? })
    })?;
    db.run(
        sql!("exchange/branch_aside"),
        named_params! {":site": segment.site, ":epoch": segment.epoch, ":stream": segment.stream, ":first": first, ":at": at.0},
    )?;
    for query in [sql!("exchange/branch_drop"), sql!("exchange/branch_held"), sql!("exchange/branch_checkpoints")] {
        let params = named_params! {":site": segment.site, ":epoch": segment.epoch, ":stream": segment.stream, ":first": first};
        db.run(query, params)?;
    }
    let params = named_params! {":site": segment.site, ":epoch": segment.epoch, ":stream": segment.stream, ":seq": first - 1};
    let hash: Option<Vec<u8>> = db.one(sql!("exchange/op_hash"), params, |r| r.get(0))?;
    let params = named_params! {":site": segment.site, ":epoch": segment.epoch, ":name": segment.stream, ":head": first - 1,
    ":hash": hash.unwrap_or_default()};
    db.run(sql!("core/stream_put"), params)?;
    Ok(cut)
}
