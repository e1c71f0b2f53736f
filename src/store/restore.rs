//! `desk restore`: a backup in the place of the database, in a new epoch (SYNC.md section 10). The old database is kept
//! aside. Killed at any moment, the folder holds the old database or the new one, whole.

use super::db::Db;
use super::open::{FILE, Store};
use super::place::{self, Kept};
use super::{Fault, sql};
use crate::base::ids::Ids;
use rusqlite::{TransactionBehavior, named_params};
use std::fs::{self, File, OpenOptions};
use std::io;
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};

/// What a restore did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restored {
    pub site: String,
    pub epoch: i64,
    pub operations: u64,
    /// The database that stood there before.
    pub aside: Option<PathBuf>,
    /// Is the key file there? If not, it comes from its sheet.
    pub key: bool,
}

/// Why a restore was not done; nothing was changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unfit {
    /// The backup's log and tables do not agree, or the file is damaged.
    Unsound(Vec<String>),
    /// It is another site's.
    OtherSite { backup: String, here: String },
    /// A window of the desk is open.
    InUse,
}

fn fault(path: &Path) -> impl Fn(io::Error) -> Fault {
    move |e| Fault::Folder { path: path.display().to_string(), why: e.to_string() }
}

/// Puts a backup in the place of the database of `folder`. `stamp` names the old one that is kept aside.
///
/// # Errors
/// A fault of a file; the inner one says why the backup is not fit.
pub fn restore(folder: &Path, backup: &Path, ids: &Ids, stamp: &str) -> Result<Result<Restored, Unfit>, Fault> {
    fs::DirBuilder::new().recursive(true).mode(0o700).create(folder).map_err(fault(folder))?;
    let copy = folder.join(format!("{FILE}.restoring"));
    clear(&copy)?;
    copy_private(backup, &copy)?;
    let done = prepare(folder, &copy, ids).and_then(|ready| match ready {
        Ok(ready) => swap(folder, &copy, ready, stamp),
        Err(unfit) => Ok(Err(unfit)),
    });
    clear(&copy)?;
    done
}

/// What a killed restore may have left.
fn clear(copy: &Path) -> Result<(), Fault> {
    for ending in ["", "-wal", "-shm", "-journal"] {
        let path = PathBuf::from(format!("{}{ending}", copy.display()));
        if path.exists() {
            fs::remove_file(&path).map_err(fault(&path))?;
        }
    }
    Ok(())
}

/// 0600 before it has content.
fn copy_private(from: &Path, to: &Path) -> Result<(), Fault> {
    let mut source = File::open(from).map_err(fault(from))?;
    if !source.metadata().map_err(fault(from))?.is_file() {
        return Err(fault(from)(io::Error::other("not a regular file")));
    }
    let mut target = OpenOptions::new().write(true).create_new(true).mode(0o600).open(to).map_err(fault(to))?;
    io::copy(&mut source, &mut target).and_then(|_| target.sync_all()).map_err(fault(to))
}

/// The copy, checked and moved to its new epoch, closed as one file.
fn prepare(folder: &Path, copy: &Path, ids: &Ids) -> Result<Result<Restored, Unfit>, Fault> {
    let mut store = match Store::open_file(copy, ids.clone()) {
        Ok(store) => store,
        Err(Fault::Damaged(why)) => return Ok(Err(Unfit::Unsound(vec![why]))),
        Err(Fault::NoSite) => return Ok(Err(Unfit::Unsound(vec!["no site".into()]))),
        Err(fault) => return Err(fault),
    };
    let report = match store.verify() {
        Ok(report) => report,
        Err(Fault::Damaged(why) | Fault::Other(why)) => return Ok(Err(Unfit::Unsound(vec![why]))),
        Err(fault) => return Err(fault),
    };
    if !report.wrong.is_empty() {
        return Ok(Err(Unfit::Unsound(report.wrong)));
    }
    let standing = Store::open(folder, ids.clone()).ok().map(|s| s.site().clone());
    if let Some(here) = standing.as_ref().filter(|here| here.code != store.site.code) {
        return Ok(Err(Unfit::OtherSite { backup: store.site.code.clone(), here: here.code.clone() }));
    }
    let last = place::kept(folder);
    let floor = standing.map_or(0, |s| s.epoch).max(last.epoch).saturating_add(1);
    let floor = store.roster()?.map_or(floor, |r| floor.max(r.epoch_from(&store.site.code)));
    let transaction = rusqlite::Transaction::new_unchecked(&store.db.conn, TransactionBehavior::Immediate)?;
    let epoch = place::next_epoch(&store.db, floor, true)?;
    store.db.run(sql!("place/generation"), named_params! {":generation": last.generation})?;
    store.db.run(sql!("place/mark"), named_params! {":machine": place::machine()})?;
    transaction.commit()?;
    store.site.epoch = epoch;
    if !alone(&store.db)? {
        return Err(Fault::Busy);
    }
    let key = folder.join(crate::exchange::keys::KEY_FILE).exists();
    Ok(Ok(Restored { site: store.site.code.clone(), epoch, operations: report.operations, aside: None, key }))
}

/// Turns a database into one file without a log beside it; false if another window has it open.
fn alone(db: &Db) -> Result<bool, Fault> {
    match db.one(sql!("place/alone"), [], |r| r.get::<_, String>(0)) {
        Ok(mode) => Ok(mode.as_deref() == Some("delete")),
        Err(Fault::Busy) => Ok(false),
        Err(fault) => Err(fault),
    }
}

/// The copy takes the place of the old database in one step.
fn swap(folder: &Path, copy: &Path, mut ready: Restored, stamp: &str) -> Result<Result<Restored, Unfit>, Fault> {
    let current = folder.join(FILE);
    if current.exists() {
        match Store::open_file(&current, Ids::system(crate::base::clock::Clock::System)) {
            Ok(old) if !alone(&old.db)? => return Ok(Err(Unfit::InUse)),
            Ok(_) => {}
            Err(Fault::Busy) => return Ok(Err(Unfit::InUse)),
            // Too damaged to be opened: it is kept as it is, with its log.
            Err(_) => set_logs_aside(&current, stamp)?,
        }
        let aside = folder.join(format!("{FILE}.before-restore-{stamp}"));
        if !aside.exists() {
            fs::hard_link(&current, &aside).map_err(fault(&aside))?;
        }
        ready.aside = Some(aside);
    }
    let synced = || File::open(folder)?.sync_all();
    synced().map_err(fault(folder))?;
    fs::rename(copy, &current).and_then(|()| synced()).map_err(fault(&current))?;
    let last = place::kept(folder);
    place::keep(folder, Kept { epoch: ready.epoch, generation: last.generation.saturating_add(1) })?;
    Ok(Ok(ready))
}

fn set_logs_aside(current: &Path, stamp: &str) -> Result<(), Fault> {
    for ending in ["-wal", "-shm"] {
        let path = PathBuf::from(format!("{}{ending}", current.display()));
        if path.exists() {
            let aside = PathBuf::from(format!("{}.before-restore-{stamp}{ending}", current.display()));
            fs::rename(&path, &aside).map_err(fault(&path))?;
        }
    }
    Ok(())
}
