//! The container of suite 0: plain, closed by a SHA-256 of everything before (SYNC.md section 8).
//!
//! ```text
//! magic 8 | u32 header length | header JSON | u32 manifest length | manifest JSON | zstd of op lines | sha256
//! ```
//! Pure over `Read`, `Seek` and `Write`. No name inside is used as a path.

use super::op::{LINE_MAX, Line, hex};
use crate::desk::sites::exchange::{Finding, Trouble};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom, Write};

/// First bytes of every bundle: name, 0, major format, LF.
pub const MAGIC: [u8; 8] = *b"QTBND\x00\x01\n";
const HEADER_MAX: u32 = 4096;
const MANIFEST_MAX: u32 = 1 << 20;
/// Largest file, bytes.
pub const FILE_MAX: u64 = 256 << 20;
/// Most bytes of lines, unpacked.
pub const RAW_MAX: u64 = 512 << 20;
/// Most operations of a file.
pub const OPS_MAX: u64 = 1_000_000;
/// log2 of the largest zstd window taken, 8 MiB.
const WINDOW_LOG: u32 = 23;
const SUM: u64 = 32;

/// Highest number held without hole, by `site.epoch.stream`.
pub type Have = BTreeMap<String, i64>;

/// The name of a stream in [`Have`].
pub fn stream_key(site: &str, epoch: i64, stream: &str) -> String {
    format!("{site}.{epoch}.{stream}")
}

/// Readable by whoever finds the stick: no personal data.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Header {
    pub id: String,
    pub from: String,
    pub epoch: i64,
    pub to: Vec<String>,
    /// 0 = plain.
    pub suite: u32,
    /// When it was written, ms.
    pub at: i64,
}

/// A run of operations of one stream.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Segment {
    pub site: String,
    pub epoch: i64,
    pub stream: String,
    pub first: i64,
    pub last: i64,
    /// Hash before `first` and at `last`, hex; empty before number 1.
    pub prev_hash: String,
    pub hash: String,
}

/// What the file holds.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    pub id: String,
    pub from: String,
    pub to: Vec<String>,
    /// The sender's name, and whether it is the hub.
    pub name: String,
    pub hub: bool,
    /// What the sender holds: replaces what the reader believed.
    pub have: Have,
    pub segments: Vec<Segment>,
    pub ops: u64,
    /// Bytes of the lines, unpacked and packed.
    pub raw: u64,
    pub packed: u64,
    /// Of the unpacked lines, hex.
    pub sha256: String,
    /// Personal operations whose body stayed at the sender.
    pub withheld: u64,
    pub app: String,
    pub schema: i64,
}

/// Packs lines; counts and hashes what goes in.
pub struct Packer {
    out: zstd::stream::write::Encoder<'static, Vec<u8>>,
    sum: Sha256,
    pub ops: u64,
    pub raw: u64,
    pub withheld: u64,
}

/// The packed lines with their counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Packed {
    pub bytes: Vec<u8>,
    pub ops: u64,
    pub raw: u64,
    pub withheld: u64,
    pub sha256: String,
}

impl Packer {
    /// An empty pack.
    ///
    /// # Errors
    /// No memory for the compressor.
    pub fn new() -> io::Result<Packer> {
        let mut out = zstd::stream::write::Encoder::new(Vec::new(), 3)?;
        out.include_checksum(true)?;
        Ok(Packer { out, sum: Sha256::new(), ops: 0, raw: 0, withheld: 0 })
    }

    /// Adds an operation; without a body its hash stands in.
    ///
    /// # Errors
    /// The line is longer than a reader would take.
    pub fn add(&mut self, header: &[u8], body: Option<&[u8]>, body_hash: &[u8]) -> io::Result<()> {
        let mut line = Vec::with_capacity(header.len() + body.map_or(70, <[u8]>::len) + 2);
        line.extend_from_slice(header);
        line.push(b'\t');
        match body {
            Some(body) => line.extend_from_slice(body),
            None => {
                line.push(b'\t');
                line.extend_from_slice(hex(body_hash).as_bytes());
                self.withheld += 1;
            }
        }
        line.push(b'\n');
        if line.len() > LINE_MAX {
            return Err(io::Error::new(io::ErrorKind::InvalidData, String::from_utf8_lossy(header).into_owned()));
        }
        self.sum.update(&line);
        self.ops += 1;
        self.raw += line.len() as u64;
        self.out.write_all(&line)
    }

    /// Ends the pack.
    ///
    /// # Errors
    /// The compressor failed.
    pub fn finish(self) -> io::Result<Packed> {
        let bytes = self.out.finish()?;
        Ok(Packed { bytes, ops: self.ops, raw: self.raw, withheld: self.withheld, sha256: hex(&self.sum.finalize()) })
    }
}

/// A file ready to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parcel {
    pub header: Header,
    pub manifest: Manifest,
    pub packed: Vec<u8>,
}

impl Parcel {
    /// Writes the whole container.
    ///
    /// # Errors
    /// The target refuses, or a part is longer than the format allows.
    pub fn write(&self, out: &mut impl Write) -> io::Result<()> {
        let (header, manifest) = (serde_json::to_vec(&self.header)?, serde_json::to_vec(&self.manifest)?);
        let mut sum = Sha256::new();
        let lengths = [(header.len(), HEADER_MAX), (manifest.len(), MANIFEST_MAX)];
        let [a, b] = lengths.map(|(len, max)| u32::try_from(len).ok().filter(|n| *n <= max));
        let (Some(a), Some(b)) = (a, b) else { return Err(io::Error::other("header or manifest too long")) };
        for part in [&MAGIC[..], &a.to_le_bytes(), &header, &b.to_le_bytes(), &manifest, &self.packed] {
            sum.update(part);
            out.write_all(part)?;
        }
        out.write_all(&sum.finalize())
    }
}

/// A file whose seal, header and manifest hold; its lines have not been looked at yet.
#[derive(Debug)]
pub struct Opened<R> {
    pub header: Header,
    pub manifest: Manifest,
    source: R,
    /// Where the packed lines begin.
    lines_at: u64,
}

/// Opens a bundle, cheapest and safest check first.
///
/// # Errors
/// What is wrong with the file; nothing of it has been used.
pub fn open<R: Read + Seek>(mut source: R) -> Result<Opened<R>, Finding> {
    let len = source.seek(SeekFrom::End(0)).map_err(unread)?;
    if len > FILE_MAX {
        return Err(Finding::of(Trouble::Size).fact("limit", FILE_MAX >> 20));
    }
    source.seek(SeekFrom::Start(0)).map_err(unread)?;
    magic(&mut source, len)?;
    let header = block(&mut source, HEADER_MAX, Trouble::Header)?;
    if 8 + 4 + header.len() as u64 + 4 + SUM > len {
        return Err(Finding::of(Trouble::Short));
    }
    let header = read_header(&header)?;
    let manifest_at = source.stream_position().map_err(unread)?;
    // A file cut on its way tells its full length in the manifest, if that is still there.
    let told = block(&mut source, MANIFEST_MAX, Trouble::Mismatch);
    let lines_at = source.stream_position().map_err(unread)?;
    let manifest: Option<Manifest> = told.as_ref().ok().and_then(|bytes| serde_json::from_slice(bytes).ok());
    if !sealed(&mut source, len)? {
        let cut = match &manifest {
            Some(m) => lines_at.saturating_add(m.packed).saturating_add(SUM) > len,
            None => told.is_err_and(|f| f.code == Trouble::Short) || manifest_at >= len,
        };
        return Err(Finding::of(if cut { Trouble::Short } else { Trouble::Seal }));
    }
    let manifest = manifest.ok_or_else(|| mismatch("manifest"))?;
    agree(&header, &manifest)?;
    if lines_at + manifest.packed + SUM != len {
        return Err(mismatch("length"));
    }
    Ok(Opened { header, manifest, source, lines_at })
}

fn unread(error: io::Error) -> Finding {
    match error.kind() {
        io::ErrorKind::UnexpectedEof => Finding::of(Trouble::Short),
        _ => Finding::of(Trouble::NoFile).fact("why", error),
    }
}

fn mismatch(what: &str) -> Finding {
    Finding::of(Trouble::Mismatch).fact("what", what)
}

fn limit(what: &str, limit: u64) -> Finding {
    Finding::of(Trouble::Limit).fact("what", what).fact("limit", limit)
}

fn magic(source: &mut impl Read, len: u64) -> Result<(), Finding> {
    let mut found = [0u8; 8];
    let here = usize::try_from(len.min(8)).unwrap_or(8);
    source.read_exact(&mut found[..here]).map_err(unread)?;
    if found[..here.min(6)] != MAGIC[..here.min(6)] {
        return Err(Finding::of(Trouble::NotBundle));
    }
    match found {
        _ if here < 8 => Err(Finding::of(Trouble::Short)),
        MAGIC => Ok(()),
        [.., major, b'\n'] if major > MAGIC[6] => Err(Finding::of(Trouble::NewFormat).fact("format", major)),
        _ => Err(Finding::of(Trouble::NotBundle)),
    }
}

/// A length and that many bytes.
fn block(source: &mut impl Read, max: u32, wrong: Trouble) -> Result<Vec<u8>, Finding> {
    let mut len = [0u8; 4];
    source.read_exact(&mut len).map_err(unread)?;
    let len = u32::from_le_bytes(len);
    if len > max {
        return Err(Finding::of(wrong).fact("what", "length"));
    }
    let mut bytes = vec![0u8; len as usize];
    source.read_exact(&mut bytes).map_err(unread)?;
    Ok(bytes)
}

fn read_header(bytes: &[u8]) -> Result<Header, Finding> {
    #[derive(Deserialize)]
    struct Suite {
        suite: u32,
    }
    let suite: Suite = serde_json::from_slice(bytes).map_err(|_| Finding::of(Trouble::Header))?;
    if suite.suite != 0 {
        return Err(Finding::of(Trouble::NewFormat).fact("format", format!("1/{}", suite.suite)));
    }
    let header: Header = serde_json::from_slice(bytes).map_err(|_| Finding::of(Trouble::Header))?;
    let good = is_site(&header.from) && !header.to.is_empty() && header.to.iter().all(|to| is_site(to)) && is_id(&header.id);
    if good && header.epoch >= 0 { Ok(header) } else { Err(Finding::of(Trouble::Header)) }
}

/// Two to eight capital letters and digits.
pub fn is_site(code: &str) -> bool {
    (2..=8).contains(&code.len()) && code.bytes().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit())
}

fn is_id(id: &str) -> bool {
    id.len() <= 64 && id.strip_prefix("bundle:").is_some_and(|rest| rest.bytes().all(|b| b.is_ascii_alphanumeric()))
}

fn is_stream(name: &str) -> bool {
    matches!(name, "pub" | "hub" | "sys") || name.strip_prefix("to:").is_some_and(is_site)
}

/// Does the last hash fit everything before it?
fn sealed(source: &mut (impl Read + Seek), len: u64) -> Result<bool, Finding> {
    source.seek(SeekFrom::Start(0)).map_err(unread)?;
    let (mut left, mut sum, mut piece) = (len.saturating_sub(SUM), Sha256::new(), vec![0u8; 64 * 1024]);
    while left > 0 {
        let want = usize::try_from(left.min(piece.len() as u64)).unwrap_or(piece.len());
        source.read_exact(&mut piece[..want]).map_err(unread)?;
        sum.update(&piece[..want]);
        left -= want as u64;
    }
    let mut told = [0u8; 32];
    source.read_exact(&mut told).map_err(unread)?;
    Ok(sum.finalize().as_slice() == told)
}

/// Manifest against header, and against the limits: what is declared is checked before anything is unpacked.
fn agree(header: &Header, m: &Manifest) -> Result<(), Finding> {
    if (&m.id, &m.from, &m.to) != (&header.id, &header.from, &header.to) {
        return Err(mismatch("header"));
    }
    if m.raw > RAW_MAX {
        return Err(limit("raw", RAW_MAX));
    }
    if m.ops > OPS_MAX {
        return Err(limit("ops", OPS_MAX));
    }
    let mut names = std::collections::BTreeSet::new();
    let mut ops = 0u64;
    for s in &m.segments {
        let good = is_site(&s.site) && is_stream(&s.stream) && s.epoch >= 0 && s.first >= 1 && s.last >= s.first;
        if !good || !names.insert((&s.site, s.epoch, &s.stream)) || s.prev_hash.is_empty() != (s.first == 1) {
            return Err(mismatch("segments"));
        }
        ops = ops.saturating_add(s.last.abs_diff(s.first)).saturating_add(1);
    }
    if ops != m.ops || m.withheld > m.ops || m.have.values().any(|n| *n < 0) {
        return Err(mismatch("ops"));
    }
    Ok(())
}

impl<R: Read + Seek> Opened<R> {
    /// Is it addressed to `site`?
    ///
    /// # Errors
    /// E-ADDR, naming whom it is for.
    pub fn addressed(&self, site: &str) -> Result<(), Finding> {
        if self.header.to.iter().any(|to| to == site) && self.header.from != site {
            return Ok(());
        }
        Err(Finding::of(Trouble::Address).fact("to", self.header.to.join(" ")).fact("site", site))
    }

    /// Every line with its segment's index and its number. Never unpacks more than was declared.
    ///
    /// # Errors
    /// What is wrong with the lines, or what `each` returns.
    pub fn lines<E: From<Finding>>(&mut self, mut each: impl FnMut(usize, i64, Line<'_>) -> Result<(), E>) -> Result<(), E> {
        let corrupt = |_| Finding::of(Trouble::Corrupt);
        self.source.seek(SeekFrom::Start(self.lines_at)).map_err(unread)?;
        let packed = BufReader::new((&mut self.source).take(self.manifest.packed));
        let mut unpack = zstd::stream::read::Decoder::with_buffer(packed).map_err(corrupt)?.single_frame();
        unpack.window_log_max(WINDOW_LOG).map_err(corrupt)?;
        let mut lines = BufReader::new(unpack.take(self.manifest.raw + 1));
        let (mut raw, mut sum, mut line, mut withheld) = (0u64, Sha256::new(), Vec::new(), 0u64);
        for (index, segment) in self.manifest.segments.iter().enumerate() {
            for seq in segment.first..=segment.last {
                line.clear();
                (&mut lines).take(LINE_MAX as u64 + 1).read_until(b'\n', &mut line).map_err(corrupt)?;
                raw += line.len() as u64;
                if raw > self.manifest.raw {
                    return Err(limit("raw", self.manifest.raw).into());
                }
                if line.len() > LINE_MAX {
                    return Err(limit("line", LINE_MAX as u64).into());
                }
                sum.update(&line);
                let Some((b'\n', text)) = line.split_last() else { return Err(mismatch("lines").into()) };
                let split = Line::split(text).ok_or_else(|| mismatch("line"))?;
                withheld += u64::from(split.body.is_none());
                each(index, seq, split)?;
            }
        }
        if lines.read_until(b'\n', &mut line).map_err(corrupt)? > 0 {
            return Err(limit("raw", self.manifest.raw).into());
        }
        if (raw, withheld) != (self.manifest.raw, self.manifest.withheld) || hex(&sum.finalize()) != self.manifest.sha256 {
            return Err(mismatch("lines").into());
        }
        // The frame must be the whole of what was declared as packed.
        let mut rest = lines.into_inner().into_inner().finish();
        if rest.fill_buf().map_err(unread)?.is_empty() { Ok(()) } else { Err(mismatch("length").into()) }
    }
}

#[cfg(test)]
mod tests;
