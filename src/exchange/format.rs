//! The container (SYNC.md section 8): header, manifest, limits. [`super::pack`] writes it, [`super::open`] reads it.
//!
//! ```text
//! suite 0  magic 8 | u32 header length | header | u32 manifest length | manifest | zstd of op lines | sha256
//! suite 1  magic 8 | u32 header length | header | age v1 stream of (u32, manifest, zstd of op lines) | Ed25519 64
//! ```
//! Suite 0 is plain and leaves out personal bodies; only a site without a roster writes or reads it.

pub use super::ahead::{Parsed, Ready};
pub use super::open::{Opened, Trust, header, open, open_as};
pub use super::pack::{Packed, Packer, Parcel, Seal};

use super::op::LINE_MAX;
use crate::desk::sites::exchange::{Finding, Told, Trouble};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// First bytes of every bundle: name, 0, major format, LF.
pub const MAGIC: [u8; 8] = *b"QTBND\x00\x01\n";
pub(super) const HEADER_MAX: u32 = 4096;
pub(super) const MANIFEST_MAX: u32 = 1 << 20;
/// Largest file, bytes.
pub const FILE_MAX: u64 = 256 << 20;
/// Most bytes of lines, unpacked.
pub const RAW_MAX: u64 = 512 << 20;
/// Most operations of a file.
pub const OPS_MAX: u64 = 1_000_000;
/// log2 of the largest zstd window taken, 8 MiB.
pub(super) const WINDOW_LOG: u32 = 23;
/// Plain, closed by a SHA-256.
pub const PLAIN: u32 = 0;
/// X25519 and ChaCha20-Poly1305 (age v1), Ed25519, SHA-2.
pub const SEALED: u32 = 1;
/// Bytes that close a plain file, and a sealed one.
pub(super) const SUM: u64 = 32;
pub(super) const SIGNATURE: u64 = 64;

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
    /// [`PLAIN`] or [`SEALED`].
    pub suite: u32,
    /// When it was written, ms.
    pub at: i64,
    /// Version of the sender's roster; 0: none.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub roster: i64,
    /// Bytes of the whole sealed file, so that a copy that was cut is told from one that was changed.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub length: i64,
}

fn is_zero(n: &i64) -> bool {
    *n == 0
}

/// A run of operations of one stream.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Segment {
    pub site: String,
    pub epoch: i64,
    pub stream: String,
    pub first: i64,
    pub last: i64,
    /// Hash before `first`, hex; empty before number 1.
    pub prev_hash: String,
    /// Checkpoint: the hash at `last`, hex.
    pub hash: String,
    /// The author's signature for the checkpoint, hex; none in a plain file.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub sig: String,
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
    /// Of streams of which the reader is believed to hold as much as the sender, or more than the hub that sends: the first
    /// eight digits of the chain's hash at the number in `have`. Two histories of one length would otherwise not be noticed until one goes
    /// on, and the longer of two never by the site that holds it.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub heads: BTreeMap<String, String>,
    /// By site, epoch and stream, each at most once.
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
    /// The sender's roster, if the reader's is older.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub roster: Option<String>,
    /// For the hub: what this site has refused or lacks.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub told: Vec<Told>,
}

pub(super) fn mismatch(what: &str) -> Finding {
    Finding::of(Trouble::Mismatch).fact("what", what)
}

pub(super) fn limit(what: &str, limit: u64) -> Finding {
    Finding::of(Trouble::Limit).fact("what", what).fact("limit", limit)
}

pub(super) fn read_header(bytes: &[u8]) -> Result<Header, Finding> {
    #[derive(Deserialize)]
    struct Suite {
        suite: u32,
    }
    let suite: Suite = serde_json::from_slice(bytes).map_err(|_| Finding::of(Trouble::Header))?;
    if suite.suite > SEALED {
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

/// Manifest against header, and against the limits: what is declared is checked before anything is unpacked.
pub(super) fn agree(header: &Header, m: &Manifest) -> Result<(), Finding> {
    if (&m.id, &m.from, &m.to) != (&header.id, &header.from, &header.to) {
        return Err(mismatch("header"));
    }
    if m.raw > RAW_MAX {
        return Err(limit("raw", RAW_MAX));
    }
    if m.ops > OPS_MAX {
        return Err(limit("ops", OPS_MAX));
    }
    let most = m.ops * LINE_MAX as u64;
    if m.raw > most {
        return Err(limit("raw", most));
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

#[cfg(test)]
mod tests;
