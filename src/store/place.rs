//! Where a database is at home: noticing that an older copy was put back by hand, or that the whole machine was copied
//! (SYNC.md section 10, SAFETY.md R11 and R16).
//!
//! The database counts its generations, one more with each file that leaves or comes and each sitting that writes; the
//! last count stands also in `desk.state` beside it. A database that is behind that file is older than what this folder
//! has already told the world. It also knows the machine it works on.

use super::db::Db;
use super::open::{FILE, Store};
use super::{Fault, sql};
use crate::exchange::op::hex;
use rusqlite::named_params;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fs::{self, File, OpenOptions};
use std::io::Write as _;
use std::os::unix::fs::{MetadataExt as _, OpenOptionsExt as _};
use std::path::Path;
use std::sync::LazyLock;

/// The file's name within the data folder.
pub(super) const STATE_FILE: &str = "desk.state";

/// Under this name stands that the database was looked at and is at home; see [`standing`].
const SEEN_FILE: &str = "desk.seen";

/// Why a database may not simply be gone on with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Displaced {
    /// An older copy stands in the place of a newer one.
    Older,
    /// It was at home on another machine: moved, or copied.
    Moved,
}

/// What the file beside the database remembers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) struct Kept {
    pub epoch: i64,
    pub generation: i64,
}

/// Reads the file; without one, or with one that is not readable, nothing is known.
pub(super) fn kept(folder: &Path) -> Kept {
    fs::read(folder.join(STATE_FILE)).ok().and_then(|text| serde_json::from_slice(&text).ok()).unwrap_or_default()
}

/// Writes the file if it would rise.
pub(super) fn keep(folder: &Path, now: Kept) -> Result<(), Fault> {
    if kept(folder) >= now {
        return Ok(());
    }
    let text = serde_json::to_vec(&now)?;
    put_whole(folder, STATE_FILE, &text, true)
        .map_err(|e| Fault::Folder { path: folder.join(STATE_FILE).display().to_string(), why: e.to_string() })
}

/// Writes a small file that is there whole or not at all; `surely`: on the disk when this returns.
fn put_whole(folder: &Path, name: &str, text: &[u8], surely: bool) -> std::io::Result<()> {
    let part = folder.join(format!("{name}.{}.part", std::process::id()));
    let mut file = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&part)?;
    file.write_all(text)?;
    if surely {
        file.sync_all()?;
    }
    fs::rename(&part, folder.join(name))?;
    if surely { File::open(folder)?.sync_all() } else { Ok(()) }
}

/// This machine, as a hash: its id and its built-in network cards, which a copied disk does not take along.
/// Empty when the machine says nothing of itself.
pub(super) fn machine() -> String {
    static MACHINE: LazyLock<String> = LazyLock::new(look_at_machine);
    MACHINE.clone()
}

fn look_at_machine() -> String {
    let mut parts: Vec<String> = fs::read_dir("/sys/class/net").into_iter().flatten().flatten().filter_map(card).collect();
    parts.sort();
    parts.extend(fs::read_to_string("/etc/machine-id").ok().filter(|id| !id.trim().is_empty()));
    if parts.is_empty() { String::new() } else { hex(&Sha256::digest(parts.join("\n"))[..16]) }
}

/// The address of a network card on the machine's own bus; cards that come and go by cable do not count.
fn card(entry: fs::DirEntry) -> Option<String> {
    let bus = fs::read_link(entry.path().join("device/subsystem")).ok()?;
    if bus.file_name().is_none_or(|name| name != "pci") {
        return None;
    }
    Some(fs::read_to_string(entry.path().join("address")).ok()?.trim().to_owned())
}

/// What cannot be said of a copy: this very file (device and inode), since this machine was last switched on. A file of
/// which this was said with `home` need not be looked at again. `None` where the system does not tell.
fn standing(file: &Path, home: &str) -> Option<String> {
    let facts = fs::metadata(file).ok()?;
    let boot = fs::read_to_string("/proc/sys/kernel/random/boot_id").ok()?;
    Some(format!("{} {} {} {home}", boot.trim(), facts.dev(), facts.ino()))
}

/// Epoch, generation and machine of the database.
fn state(db: &Db) -> Result<(Kept, String), Fault> {
    let found = db.one(sql!("core/site_state"), [], |r| {
        Ok((Kept { epoch: r.get("epoch")?, generation: r.get("generation")? }, r.get("machine")?))
    })?;
    found.ok_or(Fault::NoSite)
}

impl Store {
    /// Is this database where it was, and as new as it was?
    ///
    /// # Errors
    /// A fault of the database.
    pub fn displaced(&self) -> Result<Option<Displaced>, Fault> {
        let Some(folder) = self.folder() else { return Ok(None) };
        let (ours, home) = state(&self.db)?;
        if kept(&folder) > ours {
            return Ok(Some(Displaced::Older));
        }
        if home.is_empty() {
            return Ok(None);
        }
        let (stands, seen) = (standing(&folder.join(FILE), &home), folder.join(SEEN_FILE));
        if stands.is_some() && fs::read_to_string(&seen).ok() == stands {
            return Ok(None);
        }
        let here = machine();
        if !here.is_empty() && home != here {
            return Ok(Some(Displaced::Moved));
        }
        if let Some(stands) = stands {
            // Where it cannot be written, the next start looks at the machine again.
            let _ = put_whole(&folder, SEEN_FILE, stands.as_bytes(), false);
        }
        Ok(None)
    }

    /// Notes that something has left, has come, or begins: one generation more, here and beside the database.
    ///
    /// # Errors
    /// A fault of the database or the folder.
    pub fn mark(&self) -> Result<(), Fault> {
        let Some(folder) = self.folder() else { return Ok(()) };
        let transaction = self.db.begin()?;
        self.db.run(sql!("place/mark"), named_params! {":machine": machine()})?;
        let (now, _) = state(&self.db)?;
        transaction.commit()?;
        keep(&folder, now)
    }

    /// Goes on in a new epoch, not below `from`: what is written from now on is numbered anew. `forget`: what other
    /// sites were believed to have is forgotten, because this database is not the one they told it to.
    ///
    /// # Errors
    /// A fault of the database or the folder.
    pub fn begin_epoch(&mut self, from: i64, forget: bool) -> Result<i64, Fault> {
        let last = self.folder().map(|folder| kept(&folder)).unwrap_or_default();
        let transaction = self.db.begin()?;
        let epoch = next_epoch(&self.db, from.max(last.epoch.saturating_add(1)), forget)?;
        self.db.run(sql!("place/generation"), named_params! {":generation": last.generation})?;
        transaction.commit()?;
        self.site.epoch = epoch;
        self.mark()?;
        Ok(epoch)
    }
}

/// The step to a new epoch, within the transaction of the caller.
pub(super) fn next_epoch(db: &Db, from: i64, forget: bool) -> Result<i64, Fault> {
    db.run(sql!("place/epoch"), named_params! {":from": from})?;
    if forget {
        db.run(sql!("place/forget"), [])?;
    }
    Ok(state(db)?.0.epoch)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::clock::{Clock, Moment};
    use crate::base::ids::Ids;
    use crate::store::Site;

    fn ids() -> Ids {
        Ids::seeded(Clock::Fixed(Moment(0)), 1)
    }

    fn made(folder: &Path) -> Store {
        let site = Site { code: "A1".into(), name: "A1".into(), hub: false, epoch: 0, for_play: true, studio: None };
        Store::create(folder, &site, ids()).unwrap()
    }

    #[test]
    fn an_older_copy_put_back_by_hand_and_a_copied_machine_are_noticed_until_a_new_epoch_begins() {
        let dir = tempfile::tempdir().unwrap();
        let folder = dir.path().join("data");
        let store = made(&folder);
        store.mark().unwrap();
        assert_eq!(store.displaced().unwrap(), None);
        drop(store);
        let (file, copy) = (folder.join("desk.sqlite3"), dir.path().join("copy"));
        fs::copy(&file, &copy).unwrap();
        let store = Store::open(&folder, ids()).unwrap();
        store.mark().unwrap();
        drop(store);
        fs::copy(&copy, &file).unwrap();
        let mut store = Store::open(&folder, ids()).unwrap();
        assert_eq!(store.displaced().unwrap(), Some(Displaced::Older));
        assert_eq!(store.begin_epoch(0, true).unwrap(), 1);
        assert_eq!(store.displaced().unwrap(), None);
        if machine().is_empty() {
            return; // This machine says nothing of itself, so there is nothing to be noticed by.
        }
        store.db.conn.execute("UPDATE site_state SET machine = 'another'", []).unwrap();
        assert_eq!(store.displaced().unwrap(), Some(Displaced::Moved));
        assert_eq!(store.begin_epoch(7, false).unwrap(), 7);
        assert_eq!(store.displaced().unwrap(), None);
        assert_eq!((store.site().epoch, machine()), (7, machine()), "the same machine gives the same hash");
    }

    #[test]
    fn a_database_that_was_seen_at_home_is_looked_at_again_only_as_another_file_or_with_another_home() {
        if machine().is_empty() {
            return; // Nothing to be noticed by.
        }
        let dir = tempfile::tempdir().unwrap();
        let folder = dir.path().join("data");
        let store = made(&folder);
        let home = |store: &Store, text: &str| store.db.conn.execute("UPDATE site_state SET machine = ?1", [text]).unwrap();
        assert_eq!(store.displaced().unwrap(), None);
        let seen = fs::read_to_string(folder.join(SEEN_FILE)).unwrap();
        assert!(seen.ends_with(&machine()), "{seen}");
        home(&store, "another");
        assert_eq!(store.displaced().unwrap(), Some(Displaced::Moved), "the note speaks of another home");
        fs::write(folder.join(SEEN_FILE), standing(&folder.join(FILE), "another").unwrap()).unwrap();
        assert_eq!(store.displaced().unwrap(), None, "seen, so the machine is not asked");
        drop(store);
        // As another machine would find it: the same content, another file, the note copied along.
        let copy = dir.path().join("copy");
        fs::copy(folder.join(FILE), &copy).unwrap();
        fs::rename(&copy, folder.join(FILE)).unwrap();
        let store = Store::open(&folder, ids()).unwrap();
        assert_eq!(store.displaced().unwrap(), Some(Displaced::Moved));
        home(&store, &machine());
        assert_eq!(store.displaced().unwrap(), None);
    }

    #[test]
    fn the_file_beside_never_falls_and_a_broken_one_says_nothing() {
        let dir = tempfile::tempdir().unwrap();
        let at = |epoch, generation| Kept { epoch, generation };
        for (write, read) in [(at(0, 5), at(0, 5)), (at(0, 4), at(0, 5)), (at(1, 1), at(1, 1)), (at(0, 9), at(1, 1))] {
            keep(dir.path(), write).unwrap();
            assert_eq!(kept(dir.path()), read);
        }
        fs::write(dir.path().join(STATE_FILE), b"{").unwrap();
        assert_eq!(kept(dir.path()), Kept::default());
    }
}
