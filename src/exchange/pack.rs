//! Writing the container: lines packed and counted, then closed by a checksum or sealed and signed.

use super::format::{HEADER_MAX, Header, MAGIC, MANIFEST_MAX, Manifest, PLAIN, SEALED, SIGNATURE};
use super::keys::{Bytes64, Roster, SiteKey};
use super::op::{LINE_MAX, hex};
use sha2::{Digest, Sha256, Sha512};
use std::io::{self, Write};

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

/// What a sealed file is closed with.
#[derive(Debug, Clone, Copy)]
pub struct Seal<'a> {
    /// Signs.
    pub key: &'a SiteKey,
    /// Says whom it is encrypted to.
    pub roster: &'a Roster,
}

/// A file ready to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parcel {
    pub header: Header,
    pub manifest: Manifest,
    pub packed: Vec<u8>,
}

impl Parcel {
    /// Writes the whole container, plain.
    ///
    /// # Errors
    /// The target refuses, or a part is longer than the format allows.
    pub fn write(&self, out: &mut impl Write) -> io::Result<()> {
        let (header, manifest) = (block(&self.header, HEADER_MAX)?, block(&self.manifest, MANIFEST_MAX)?);
        if self.header.suite != PLAIN {
            return Err(io::Error::other("a sealed file needs its keys"));
        }
        let mut sum = Sha256::new();
        for part in [&MAGIC[..], &header, &manifest, &self.packed] {
            sum.update(part);
            out.write_all(part)?;
        }
        out.write_all(&sum.finalize())
    }

    /// Writes it sealed if there is something to seal with, else plain.
    ///
    /// # Errors
    /// As [`Parcel::write`]; or a site in `to` has no key.
    pub fn write_as(&self, out: &mut impl Write, seal: Option<&Seal<'_>>) -> io::Result<()> {
        let Some(seal) = seal else { return self.write(out) };
        let body = self.encrypted(seal)?;
        let mut header = self.header.clone();
        (header.suite, header.roster) = (SEALED, seal.roster.version);
        // The length stands in the header whose length it counts: one more round once it has its digits.
        let mut head = block(&header, HEADER_MAX)?;
        for _ in 0..2 {
            let whole = MAGIC.len() + head.len() + body.len() + usize::try_from(SIGNATURE).unwrap_or(0);
            header.length = i64::try_from(whole).unwrap_or(i64::MAX);
            head = block(&header, HEADER_MAX)?;
        }
        let mut sum = Sha512::new();
        for part in [&MAGIC[..], &head, &body] {
            sum.update(part);
            out.write_all(part)?;
        }
        let sum: Bytes64 = sum.finalize().into();
        out.write_all(&seal.key.sign_file(&sum))
    }

    fn encrypted(&self, seal: &Seal<'_>) -> io::Result<Vec<u8>> {
        let told = |f: crate::desk::sites::exchange::Finding| io::Error::other(f.code.name());
        let to = seal.roster.recipients(&self.header.to).map_err(told)?;
        let age = age::Encryptor::with_recipients(to.iter().map(|r| r as &dyn age::Recipient)).map_err(io::Error::other)?;
        let mut out = age.wrap_output(Vec::with_capacity(self.packed.len() + 64 * 1024))?;
        out.write_all(&block(&self.manifest, MANIFEST_MAX)?)?;
        out.write_all(&self.packed)?;
        out.finish()
    }
}

/// A length and the JSON of that length.
fn block(what: &impl serde::Serialize, max: u32) -> io::Result<Vec<u8>> {
    let json = serde_json::to_vec(what)?;
    let len = u32::try_from(json.len()).ok().filter(|n| *n <= max);
    let len = len.ok_or_else(|| io::Error::other("header or manifest too long"))?;
    Ok([&len.to_le_bytes()[..], &json].concat())
}
