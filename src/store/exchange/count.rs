//! Counting a file without letting it in.

use super::super::reproject;
use super::import::{Import, wanted};
use super::receive::{Reading, Received};
use super::record::findings;
use super::take::{CHUNK, Halt};
use crate::exchange::format::{Ready, Segment};
use crate::exchange::plan::{self, Lot};
use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{Read, Seek};

impl<R: Read + Seek + Send> Import<'_, R> {
    /// A preview of a long file: counted line by line, without a lock. What it would do to records is not told.
    pub(super) fn count(&mut self, reading: &mut Reading<'_>) -> Result<Option<Received>, Halt> {
        let mut told = self.begin(reading)?.told;
        let (segments, total, at) = (self.file.manifest.segments.clone(), self.file.manifest.ops, reading.at);
        count_lots(&segments, self.lots, &mut told);
        let (looked, lots) = (self.looked, self.lots);
        let mut ents = BTreeSet::new();
        let mut done = 0;
        self.file.ahead(wanted(lots), |Ready { index, seq, line, op, .. }| -> Result<(), Halt> {
            done += 1;
            if done % (CHUNK as u64) == 0 {
                (reading.progress)(done, total);
            }
            let Some(op) = op else {
                let known = matches!(lots[index], Lot::Take { .. } | Lot::Known);
                told.filled += u64::from(known && line.body.is_some() && looked[index].bare.contains(&seq));
                return Ok(());
            };
            let (head, fields) = op.map_err(|_| Halt::Unread)?;
            told.withheld += u64::from(line.body.is_none());
            told.unknown += u64::from(reproject::unknown(&head, fields.as_ref()));
            if let Some(hold) = plan::hold(&head, fields.as_ref(), at) {
                *told.held.entry(hold.name().into()).or_default() += 1;
            } else {
                let mut short = DefaultHasher::new();
                head.ent.hash(&mut short);
                ents.insert(short.finish());
            }
            Ok(())
        })?;
        told.records = ents.len() as u64;
        told.parts = true;
        findings(self.file, self.lots, &mut told);
        told.before = self.read_before()?;
        told.changed = told.new + told.filled > 0 || !told.before;
        Ok(Some(told))
    }
}

/// The counts of a file whose lines need not be read.
pub(super) fn count_lots(segments: &[Segment], lots: &[Lot], told: &mut Received) {
    for (segment, lot) in segments.iter().zip(lots) {
        let all = segment.last.abs_diff(segment.first) + 1;
        match lot {
            Lot::Known => told.known += all,
            Lot::Take { from } => {
                told.new += segment.last.abs_diff(*from) + 1;
                told.known += from.abs_diff(segment.first);
            }
            _ => told.left_out += all,
        }
    }
}
