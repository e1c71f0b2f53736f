//! The one key file of a site, `site.key` beside the database: this key and those before it.
//!
//! ```text
//! desk-site-key 1
//! site S03
//! key 2 <64 hex digits>
//! key 1 <64 hex digits>
//! ```

use super::super::format::is_site;
use super::super::op::hex;
use super::{Roster, SiteKey, unhex};
use crate::base::ids::Ids;
use rustix::fs::OFlags;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _, Write as _};
use std::os::unix::fs::{MetadataExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// The file's name within the data folder.
pub const KEY_FILE: &str = "site.key";
const FIRST_LINE: &str = "desk-site-key 1";
/// Largest key file, bytes; a key a year for a century fits.
const FILE_MAX: u64 = 16 * 1024;
/// How long a key that was replaced still opens files (SYNC.md section 12), ms.
const KEEP_MS: i64 = 90 * 24 * 3600 * 1000;

/// Why there is no usable key.
#[derive(Debug, thiserror::Error)]
#[error("{path}: {why}")]
pub struct KeyFault {
    pub path: String,
    pub why: String,
}

fn fault(path: &Path, why: impl ToString) -> KeyFault {
    KeyFault { path: path.display().to_string(), why: why.to_string() }
}

/// All keys of this site, the newest first; never empty.
#[derive(Debug, Clone)]
pub struct KeyRing {
    pub site: String,
    keys: Vec<SiteKey>,
}

impl KeyRing {
    /// A ring with one key.
    pub fn with(site: &str, key: SiteKey) -> KeyRing {
        KeyRing { site: site.into(), keys: vec![key] }
    }

    /// The key that a card is made of: the last one made.
    pub fn newest(&self) -> &SiteKey {
        self.keys.first().unwrap_or_else(|| unreachable!("a ring holds a key"))
    }

    /// The key whose public part this is.
    pub fn key(&self, sign: &str) -> Option<&SiteKey> {
        self.keys.iter().find(|k| k.sign_key() == sign)
    }

    /// The key before the newest.
    pub fn before(&self) -> Option<&SiteKey> {
        self.keys.get(1)
    }

    /// The key to sign with: the one that the roster names for us, so that a new key is used as soon as the hub
    /// has said that it holds, and not before; without a roster the newest.
    pub fn signing(&self, roster: Option<&Roster>) -> &SiteKey {
        let named = roster.and_then(|r| r.member(&self.site)).map(|m| m.sign.as_str());
        self.keys.iter().find(|k| named == Some(k.sign_key().as_str())).unwrap_or_else(|| self.newest())
    }

    /// Everything that opens files for this site, the newest first.
    pub fn identities(&self) -> Vec<age::x25519::Identity> {
        self.keys.iter().map(SiteKey::identity).collect()
    }

    /// Adds a new key; it is signed with once a roster names it.
    pub fn rotate(&mut self, ids: &Ids) {
        let number = self.newest().number.saturating_add(1);
        self.keys.insert(0, SiteKey::generate(number, ids));
    }

    /// Adds a key that was made elsewhere (a recovery sheet). False if it was there.
    pub fn add(&mut self, key: SiteKey) -> bool {
        if self.keys.iter().any(|k| k.sign_key() == key.sign_key()) {
            return false;
        }
        self.keys.push(key);
        self.keys.sort_by_key(|k| std::cmp::Reverse(k.number));
        true
    }

    /// Drops keys that the roster replaced more than 90 days before `now` (ms). True if any went.
    pub fn prune(&mut self, roster: &Roster, now: i64) -> bool {
        let Some(current) = roster.member(&self.site).filter(|m| m.from.saturating_add(KEEP_MS) < now) else { return false };
        let count = self.keys.len();
        if self.keys.iter().any(|k| k.sign_key() == current.sign) {
            self.keys.retain(|k| k.number >= current.number);
        }
        self.keys.len() < count
    }

    /// The text of the file.
    pub fn to_text(&self) -> Zeroizing<String> {
        // Room for all of it at once: a string that grows leaves copies behind.
        let mut text = Zeroizing::new(String::with_capacity(64 + self.keys.len() * 96));
        text.push_str(&format!("{FIRST_LINE}\nsite {}\n", self.site));
        for key in &self.keys {
            let seed = Zeroizing::new(hex(key.seed()));
            text.push_str(&format!("key {} ", key.number));
            text.push_str(&seed);
            text.push('\n');
        }
        text
    }

    /// Reads the text of the file; `None` if it is not one.
    pub fn parse(text: &str) -> Option<KeyRing> {
        let mut lines = text.lines();
        let (first, site) = (lines.next()?, lines.next()?.strip_prefix("site ")?);
        let mut keys = Vec::new();
        for line in lines {
            let (number, seed) = line.strip_prefix("key ")?.split_once(' ')?;
            keys.push(SiteKey::from_seed(number.parse().ok()?, unhex(seed)?));
        }
        let falling = keys.windows(2).all(|w| w[0].number > w[1].number);
        let right = first == FIRST_LINE && is_site(site) && !keys.is_empty() && falling && keys.iter().all(|k| k.number > 0);
        right.then(|| KeyRing { site: site.to_owned(), keys })
    }

    /// Reads the file in `folder`; `None` if there is none.
    ///
    /// # Errors
    /// It is no regular file of mode 0600 or tighter, or not a key file.
    pub fn load(folder: &Path) -> Result<Option<KeyRing>, KeyFault> {
        let path = folder.join(KEY_FILE);
        let flags = i32::try_from((OFlags::NOFOLLOW | OFlags::NONBLOCK).bits()).unwrap_or(0);
        let file = match OpenOptions::new().read(true).custom_flags(flags).open(&path) {
            Ok(file) => file,
            Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(e) => return Err(fault(&path, e)),
        };
        let facts = file.metadata().map_err(|e| fault(&path, e))?;
        if !facts.is_file() || facts.len() > FILE_MAX {
            return Err(fault(&path, "not a key file"));
        }
        if facts.mode() & 0o077 != 0 {
            return Err(fault(&path, format!("mode {:o}, must be 600", facts.mode() & 0o777)));
        }
        let mut text = Zeroizing::new(String::with_capacity(FILE_MAX as usize));
        file.take(FILE_MAX).read_to_string(&mut text).map_err(|e| fault(&path, e))?;
        KeyRing::parse(&text).map(Some).ok_or_else(|| fault(&path, "not a key file"))
    }

    /// Writes the file anew: 0600 before it has content, to the disk, then in place of the old one.
    ///
    /// # Errors
    /// The disk refuses; the old file is as it was then.
    pub fn save(&self, folder: &Path) -> Result<(), KeyFault> {
        let (path, part) = (folder.join(KEY_FILE), self.part(folder)?);
        fs::rename(&part, &path).and_then(|()| File::open(folder)?.sync_all()).map_err(|e| fault(&path, e))
    }

    /// Writes the first file of a folder; if another process was quicker, its key stands and is returned.
    ///
    /// # Errors
    /// The disk refuses, or what stands there is not a key file.
    pub fn save_first(self, folder: &Path) -> Result<KeyRing, KeyFault> {
        let (path, part) = (folder.join(KEY_FILE), self.part(folder)?);
        let linked = fs::hard_link(&part, &path);
        // The name it was written under is not needed any more; if it stays, it is as private as the other.
        let _ = fs::remove_file(&part);
        match linked {
            Ok(()) => File::open(folder).and_then(|f| f.sync_all()).map(|()| self).map_err(|e| fault(&path, e)),
            Err(e) if e.kind() == io::ErrorKind::AlreadyExists => {
                KeyRing::load(folder)?.ok_or_else(|| fault(&path, "not a key file"))
            }
            Err(e) => Err(fault(&path, e)),
        }
    }

    fn part(&self, folder: &Path) -> Result<PathBuf, KeyFault> {
        let part = folder.join(format!("{KEY_FILE}.{}.part", std::process::id()));
        let write = || -> io::Result<()> {
            let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&part)?;
            file.write_all(self.to_text().as_bytes())?;
            file.sync_all()
        };
        if part.exists() {
            fs::remove_file(&part).map_err(|e| fault(&part, e))?;
        }
        write().map(|()| part.clone()).map_err(|e| fault(&part, e))
    }
}
