//! Lines read ahead. A second thread decrypts, unpacks, splits, hashes and reads the operations; the caller, who holds
//! the database, takes them in their order. What waits between the two is bounded: [`WAITING`] batches of about
//! [`BATCH`] bytes of lines.

use super::format::{Opened, Segment};
use super::op::{self, Bad, Head, Line};
use crate::desk::change::Fields;
use crate::desk::sites::exchange::{Finding, Trouble};
use std::io::{Read, Seek};
use std::ops::Range;
use std::sync::mpsc::{SyncSender, sync_channel};

/// Bytes of lines after which a batch is handed over.
const BATCH: usize = 64 * 1024;
/// Batches that wait at most.
const WAITING: usize = 4;

/// A line with what was worked out of it.
#[derive(Debug)]
pub struct Ready<'a> {
    /// The place of its segment in the manifest.
    pub index: usize,
    pub seq: i64,
    pub line: Line<'a>,
    /// Of the chain, after this line.
    pub hash: [u8; 32],
    /// Header and fields, where they were asked for.
    pub op: Option<Parsed>,
}

/// What [`op::read`] answers.
pub type Parsed = Result<(Head, Option<Fields>), Bad>;

struct Held {
    index: usize,
    seq: i64,
    header: Range<usize>,
    body: Option<Range<usize>>,
    body_hash: [u8; 32],
    hash: [u8; 32],
    op: Option<Parsed>,
}

#[derive(Default)]
struct Batch {
    bytes: Vec<u8>,
    lines: Vec<Held>,
}

impl Batch {
    fn keep(&mut self, bytes: &[u8]) -> Range<usize> {
        let from = self.bytes.len();
        self.bytes.extend_from_slice(bytes);
        from..self.bytes.len()
    }
}

/// Why the reading thread stops early.
enum Halt {
    Wrong(Finding),
    /// Nobody takes what it reads any more.
    Gone,
}

impl From<Finding> for Halt {
    fn from(finding: Finding) -> Halt {
        Halt::Wrong(finding)
    }
}

impl<R: Read + Seek + Send> Opened<R> {
    /// Every line, as [`Opened::lines`] gives them, chained and (where `wanted` says so of segment and number) read as an
    /// operation. `each` is called in the caller's thread.
    ///
    /// # Errors
    /// What is wrong with the lines, or what `each` returns. What is wrong with the file as a whole shows at its end.
    pub fn ahead<E: From<Finding>>(
        &mut self,
        wanted: impl Fn(usize, i64) -> bool + Send,
        mut each: impl FnMut(Ready<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        std::thread::scope(|scope| {
            let (give, take) = sync_channel(WAITING);
            let reader = std::thread::Builder::new().name("lines".into()).spawn_scoped(scope, move || self.give(&give, wanted));
            let reader = reader.map_err(|e| Finding::of(Trouble::NoFile).fact("why", e))?;
            let taken = take.into_iter().try_for_each(|batch: Batch| {
                let Batch { bytes, lines } = batch;
                lines.into_iter().try_for_each(|held| each(ready(&bytes, held)))
            });
            match (reader.join(), taken) {
                (Err(panic), _) => std::panic::resume_unwind(panic),
                (Ok(Err(Halt::Wrong(finding))), Ok(())) => Err(finding.into()),
                (Ok(_), taken) => taken,
            }
        })
    }

    fn give(&mut self, give: &SyncSender<Batch>, wanted: impl Fn(usize, i64) -> bool) -> Result<(), Halt> {
        let segments = self.manifest.segments.clone();
        let mut batch = Batch::default();
        let mut chain = Chain::default();
        self.lines(|index, seq, line| -> Result<(), Halt> {
            let hash = chain.next(&segments[index], seq, &line);
            let op = wanted(index, seq).then(|| op::read(&line));
            let (header, body) = (batch.keep(line.header), line.body.map(|b| batch.keep(b)));
            batch.lines.push(Held { index, seq, header, body, body_hash: line.body_hash, hash, op });
            if batch.bytes.len() >= BATCH {
                give.send(std::mem::take(&mut batch)).map_err(|_| Halt::Gone)?;
            }
            Ok(())
        })?;
        give.send(batch).map_err(|_| Halt::Gone)
    }
}

fn ready(bytes: &[u8], held: Held) -> Ready<'_> {
    let Held { index, seq, header, body, body_hash, hash, op } = held;
    let line = Line { header: &bytes[header], body: body.map(|b| &bytes[b]), body_hash };
    Ready { index, seq, line, hash, op }
}

/// The hash chain of one segment after another.
#[derive(Debug, Default)]
struct Chain {
    prev: Vec<u8>,
}

impl Chain {
    fn next(&mut self, segment: &Segment, seq: i64, line: &Line<'_>) -> [u8; 32] {
        if seq == segment.first {
            self.prev = op::unhex(segment.prev_hash.as_bytes()).map(Vec::from).unwrap_or_default();
        }
        let hash = line.chained(&self.prev);
        self.prev.clear();
        self.prev.extend_from_slice(&hash);
        hash
    }
}
