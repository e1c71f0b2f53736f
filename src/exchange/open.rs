//! Reading the container, cheapest and safest check first. Pure over `Read` and `Seek`. No name inside is used as a path.
//!
//! Magic, header, sender, signature, address, decryption, manifest against header, limits; then the lines, never more
//! than was declared. The signature is held over the bytes as they lie there, before any of them is decrypted.

use super::format::{
    FILE_MAX, HEADER_MAX, Header, MAGIC, MANIFEST_MAX, Manifest, PLAIN, SIGNATURE, SUM, Segment, WINDOW_LOG, agree, limit,
    mismatch, read_header,
};
use super::keys::{KeyRing, Roster, unhex};
use super::op::{LINE_MAX, Line, hex};
use crate::desk::sites::exchange::{Finding, Trouble};
use sha2::{Digest, Sha256, Sha512};
use std::collections::BTreeMap;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};

/// The longest head of an age stream that is read: 22 sites and the hub need 5 kB.
const AGE_HEAD_MAX: usize = 64 * 1024;

/// What a site holds a file against.
#[derive(Debug, Clone, Copy)]
pub enum Trust<'a> {
    /// It has no roster: plain files, held against their checksum.
    Plain,
    /// It is in a roster: sealed files of sites in it, and no others.
    Sealed { roster: &'a Roster, ring: &'a KeyRing },
}

/// A file whose seal, header and manifest hold; its lines have not been looked at yet.
pub struct Opened<R> {
    pub header: Header,
    pub manifest: Manifest,
    /// Segments whose author's signature does not hold, by their place in the manifest, with what is wrong.
    pub unsigned: BTreeMap<usize, Finding>,
    source: R,
    inside: Inside,
}

impl<R> std::fmt::Debug for Opened<R> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Opened({} {})", self.header.from, self.header.id)
    }
}

/// Where the lines are.
enum Inside {
    /// From this byte on.
    Plain { lines_at: u64 },
    /// In an age stream at `at`, behind `skip` bytes of manifest.
    Sealed { at: u64, len: u64, skip: u64, keys: Vec<age::x25519::Identity> },
}

/// Opens a plain bundle.
///
/// # Errors
/// What is wrong with the file; nothing of it has been used.
pub fn open<R: Read + Seek>(source: R) -> Result<Opened<R>, Finding> {
    open_as(source, &Trust::Plain)
}

/// Opens a bundle as a site with this trust does.
///
/// # Errors
/// What is wrong with the file; nothing of it has been used.
pub fn open_as<R: Read + Seek>(mut source: R, trust: &Trust<'_>) -> Result<Opened<R>, Finding> {
    let len = source.seek(SeekFrom::End(0)).map_err(unread)?;
    if len > FILE_MAX {
        return Err(Finding::of(Trouble::Size).fact("limit", FILE_MAX >> 20));
    }
    source.seek(SeekFrom::Start(0)).map_err(unread)?;
    magic(&mut source, len)?;
    let header = read_header(&block(&mut source, HEADER_MAX, Trouble::Header)?)?;
    let at = source.stream_position().map_err(unread)?;
    match (header.suite, trust) {
        (PLAIN, Trust::Plain) => plain(source, header, at, len),
        (PLAIN, Trust::Sealed { .. }) => Err(Finding::of(Trouble::Plain).fact("site", &header.from)),
        (_, Trust::Plain) => Err(Finding::of(Trouble::NoRoster)),
        (_, Trust::Sealed { roster, ring }) => sealed(source, header, (at, len), roster, ring),
    }
}

fn plain<R: Read + Seek>(mut source: R, header: Header, at: u64, len: u64) -> Result<Opened<R>, Finding> {
    if at + 4 + SUM > len {
        return Err(Finding::of(Trouble::Short));
    }
    // A file cut on its way tells its full length in the manifest, if that is still there.
    let told = block(&mut source, MANIFEST_MAX, Trouble::Mismatch);
    let lines_at = source.stream_position().map_err(unread)?;
    let manifest: Option<Manifest> = told.as_ref().ok().and_then(|bytes| serde_json::from_slice(bytes).ok());
    let (sum, closed) = hashed::<Sha256, 32, R>(&mut source, len)?;
    if sum != closed {
        let cut = match &manifest {
            Some(m) => lines_at.saturating_add(m.packed).saturating_add(SUM) > len,
            None => told.is_err_and(|f| f.code == Trouble::Short) || at >= len,
        };
        return Err(Finding::of(if cut { Trouble::Short } else { Trouble::Seal }));
    }
    let manifest = manifest.ok_or_else(|| mismatch("manifest"))?;
    agree(&header, &manifest)?;
    if lines_at.saturating_add(manifest.packed).saturating_add(SUM) != len {
        return Err(mismatch("length"));
    }
    Ok(Opened { header, manifest, unsigned: BTreeMap::new(), source, inside: Inside::Plain { lines_at } })
}

fn sealed<R: Read + Seek>(
    mut source: R,
    header: Header,
    (at, len): (u64, u64),
    roster: &Roster,
    ring: &KeyRing,
) -> Result<Opened<R>, Finding> {
    roster.sender(&header.from)?;
    if at + SIGNATURE > len || u64::try_from(header.length).is_ok_and(|whole| whole > len) {
        return Err(Finding::of(Trouble::Short));
    }
    let (sum, signature) = hashed::<Sha512, 64, R>(&mut source, len)?;
    roster.check_file(&header.from, &sum, &signature)?;
    addressed(&header, &ring.site)?;
    let keys = ring.identities();
    let len = len - SIGNATURE - at;
    let manifest = {
        let mut payload = decrypted(&mut source, at, len, &keys)?;
        block(&mut payload, MANIFEST_MAX, Trouble::Mismatch).map_err(inner)?
    };
    let skip = 4 + manifest.len() as u64;
    let manifest: Manifest = serde_json::from_slice(&manifest).map_err(|_| mismatch("manifest"))?;
    agree(&header, &manifest)?;
    let unsigned = unsigned(&manifest, roster);
    Ok(Opened { header, manifest, unsigned, source, inside: Inside::Sealed { at, len, skip, keys } })
}

/// What a relaying site could have invented or changed: segments that do not end in a checkpoint of their author.
fn unsigned(manifest: &Manifest, roster: &Roster) -> BTreeMap<usize, Finding> {
    let held = |s: &Segment| {
        let chain = || Finding::of(Trouble::Chain).fact("site", &s.site).fact("stream", &s.stream);
        let (hash, sig) = (unhex::<32>(&s.hash).ok_or_else(chain)?, unhex::<64>(&s.sig).ok_or_else(chain)?);
        roster.check_checkpoint((&s.site, s.epoch, &s.stream), s.last, &hash, &sig)
    };
    let wrong = |(index, segment)| held(segment).err().map(|f| (index, f.fact("stream", &segment.stream)));
    manifest.segments.iter().enumerate().filter_map(wrong).collect()
}

/// The header alone, readable by anybody; nothing of it has been checked.
///
/// # Errors
/// It is no bundle.
pub fn header<R: Read + Seek>(source: &mut R) -> Result<Header, Finding> {
    let len = source.seek(SeekFrom::End(0)).map_err(unread)?;
    source.seek(SeekFrom::Start(0)).map_err(unread)?;
    magic(source, len)?;
    read_header(&block(source, HEADER_MAX, Trouble::Header)?)
}

/// Inside a file whose signature holds, an end that comes too early is the sender's doing.
fn inner(finding: Finding) -> Finding {
    if matches!(finding.code, Trouble::Short | Trouble::NoFile) { Finding::of(Trouble::Corrupt) } else { finding }
}

/// The plaintext of the age stream of `len` bytes at `at`.
fn decrypted<'a, R: Read + Seek>(
    source: &'a mut R,
    at: u64,
    len: u64,
    keys: &[age::x25519::Identity],
) -> Result<Box<dyn Read + 'a>, Finding> {
    source.seek(SeekFrom::Start(at)).map_err(unread)?;
    let mut stream = BufReader::with_capacity(AGE_HEAD_MAX, source.take(len));
    // A head without end must not fill the memory: what is read of it ends within the buffer.
    let head = stream.fill_buf().map_err(unread)?;
    if !head.windows(5).any(|w| w == b"\n--- ") {
        return Err(Finding::of(Trouble::Corrupt));
    }
    let corrupt = |_| Finding::of(Trouble::Corrupt);
    let decryptor = age::Decryptor::new_buffered(stream).map_err(corrupt)?;
    match decryptor.decrypt(keys.iter().map(|k| k as &dyn age::Identity)) {
        Ok(plain) => Ok(Box::new(plain)),
        Err(age::DecryptError::NoMatchingKeys) => Err(Finding::of(Trouble::Key)),
        Err(_) => Err(Finding::of(Trouble::Corrupt)),
    }
}

fn unread(error: io::Error) -> Finding {
    match error.kind() {
        io::ErrorKind::UnexpectedEof => Finding::of(Trouble::Short),
        _ => Finding::of(Trouble::NoFile).fact("why", error),
    }
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

/// The hash of all but the last `N` bytes, and those.
fn hashed<D: Digest, const N: usize, R: Read + Seek>(source: &mut R, len: u64) -> Result<([u8; N], [u8; N]), Finding> {
    source.seek(SeekFrom::Start(0)).map_err(unread)?;
    let (mut left, mut sum, mut piece) = (len.saturating_sub(N as u64), D::new(), vec![0u8; 64 * 1024]);
    while left > 0 {
        let want = usize::try_from(left.min(piece.len() as u64)).unwrap_or(piece.len());
        source.read_exact(&mut piece[..want]).map_err(unread)?;
        sum.update(&piece[..want]);
        left -= want as u64;
    }
    let (mut told, mut found) = ([0u8; N], [0u8; N]);
    source.read_exact(&mut told).map_err(unread)?;
    found.copy_from_slice(&sum.finalize());
    Ok((found, told))
}

fn addressed(header: &Header, site: &str) -> Result<(), Finding> {
    if header.to.iter().any(|to| to == site) && header.from != site {
        return Ok(());
    }
    Err(Finding::of(Trouble::Address).fact("to", header.to.join(" ")).fact("site", site))
}

impl<R: Read + Seek> Opened<R> {
    /// Is it addressed to `site`?
    ///
    /// # Errors
    /// E-ADDR, naming whom it is for.
    pub fn addressed(&self, site: &str) -> Result<(), Finding> {
        addressed(&self.header, site)
    }

    /// The packed lines.
    fn packed(&mut self) -> Result<Box<dyn Read + '_>, Finding> {
        match &self.inside {
            Inside::Plain { lines_at } => {
                self.source.seek(SeekFrom::Start(*lines_at)).map_err(unread)?;
                Ok(Box::new((&mut self.source).take(self.manifest.packed)))
            }
            Inside::Sealed { at, len, skip, keys } => {
                let mut plain = decrypted(&mut self.source, *at, *len, keys)?;
                let passed = io::copy(&mut (&mut plain).take(*skip), &mut io::sink()).map_err(unread).map_err(inner)?;
                if passed == *skip { Ok(plain) } else { Err(Finding::of(Trouble::Corrupt)) }
            }
        }
    }

    /// Every line with its segment's index and its number. Never unpacks more than was declared.
    ///
    /// # Errors
    /// What is wrong with the lines, or what `each` returns.
    pub fn lines<E: From<Finding>>(&mut self, mut each: impl FnMut(usize, i64, Line<'_>) -> Result<(), E>) -> Result<(), E> {
        let corrupt = |_| Finding::of(Trouble::Corrupt);
        let (segments, declared, told) = (self.manifest.segments.clone(), self.manifest.raw, self.manifest.withheld);
        let (told_sum, told_packed) = (self.manifest.sha256.clone(), self.manifest.packed);
        let packed = Counted { of: BufReader::with_capacity(32 * 1024, self.packed()?), taken: 0 };
        let mut unpack = zstd::stream::read::Decoder::with_buffer(packed).map_err(corrupt)?.single_frame();
        unpack.window_log_max(WINDOW_LOG).map_err(corrupt)?;
        let mut lines = BufReader::with_capacity(64 * 1024, unpack.take(declared + 1));
        let (mut raw, mut sum, mut line, mut withheld) = (0u64, Sha256::new(), Vec::new(), 0u64);
        for (index, segment) in segments.iter().enumerate() {
            for seq in segment.first..=segment.last {
                line.clear();
                (&mut lines).take(LINE_MAX as u64 + 1).read_until(b'\n', &mut line).map_err(corrupt)?;
                raw += line.len() as u64;
                if raw > declared {
                    return Err(limit("raw", declared).into());
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
        // Not a line more; only looked at, however long it may be.
        if !lines.fill_buf().map_err(corrupt)?.is_empty() {
            return Err(limit("raw", declared).into());
        }
        if (raw, withheld) != (declared, told) || hex(&sum.finalize()) != told_sum {
            return Err(mismatch("lines").into());
        }
        // The frame must be the whole of what was declared as packed, and nothing may follow it.
        let mut rest = lines.into_inner().into_inner().finish();
        let taken = rest.taken;
        let over = rest.fill_buf().map_err(corrupt)?.is_empty();
        if over && taken == told_packed { Ok(()) } else { Err(mismatch("length").into()) }
    }
}

/// Counts what is taken out of a buffer.
struct Counted<B> {
    of: B,
    taken: u64,
}

impl<B: BufRead> Read for Counted<B> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        let got = self.of.read(to)?;
        self.taken += got as u64;
        Ok(got)
    }
}

impl<B: BufRead> BufRead for Counted<B> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.of.fill_buf()
    }
    fn consume(&mut self, count: usize) {
        self.taken += count as u64;
        self.of.consume(count);
    }
}
