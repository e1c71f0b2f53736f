//! A new site is made beside its place and put there once it is whole: a first start that is killed, or finds the disk
//! full, leaves nothing that stands in the way of the next one.

use super::open::FILE;
use super::{Fault, place};
use crate::exchange::keys::KEY_FILE;
use std::fs::{self, DirBuilder, File};
use std::io::ErrorKind;
use std::os::unix::fs::DirBuilderExt as _;
use std::path::{Path, PathBuf};

/// Where it is made, within the data folder.
const PART: &str = ".making";

/// A site that is being made. Dropped before [`Making::finish`], it is gone.
#[derive(Debug)]
pub struct Making {
    folder: PathBuf,
    part: PathBuf,
}

fn fault(path: &Path) -> impl Fn(std::io::Error) -> Fault {
    move |e| match e.kind() {
        ErrorKind::StorageFull => Fault::Full,
        _ => Fault::Folder { path: path.display().to_string(), why: e.to_string() },
    }
}

impl Making {
    /// Begins a site for `folder`. What an earlier start left half made goes; a key that is there is taken.
    ///
    /// # Errors
    /// There is a site already, or the folder cannot be written.
    pub fn begin(folder: &Path) -> Result<Making, Fault> {
        let private = |path: &Path| DirBuilder::new().recursive(true).mode(0o700).create(path).map_err(fault(path));
        private(folder)?;
        if super::exists(folder) {
            return Err(Fault::Exists(folder.join(FILE).display().to_string()));
        }
        let part = folder.join(PART);
        match fs::remove_dir_all(&part) {
            Err(e) if e.kind() != ErrorKind::NotFound => return Err(fault(&part)(e)),
            _ => private(&part)?,
        }
        let making = Making { folder: folder.to_owned(), part };
        let key = making.folder.join(KEY_FILE);
        if key.exists() {
            // Copied with its mode: others may not read it there either.
            fs::copy(&key, making.part.join(KEY_FILE)).map_err(fault(&key))?;
        }
        Ok(making)
    }

    /// The folder to make it in.
    pub fn part(&self) -> &Path {
        &self.part
    }

    /// Puts the closed database in its place, the database itself last.
    ///
    /// # Errors
    /// Somebody else has made a site there meanwhile, or the disk refuses; nothing stands in the place then.
    pub fn finish(self) -> Result<(), Fault> {
        let made = self.part.join(FILE);
        // A log that could not be brought into the file would be left behind.
        let log = self.part.join(format!("{FILE}-wal"));
        if fs::metadata(&log).is_ok_and(|facts| facts.len() > 0) {
            return Err(Fault::Full);
        }
        if !self.folder.join(KEY_FILE).exists() {
            self.put(KEY_FILE)?;
        }
        self.put(place::STATE_FILE)?;
        let place = self.folder.join(FILE);
        if fs::metadata(&place).is_ok_and(|facts| facts.len() == 0) {
            // An earlier program made the file first of all.
            fs::remove_file(&place).map_err(fault(&place))?;
        }
        // A second name, unlike another place, is never taken from somebody; where there are none the file moves.
        match fs::hard_link(&made, &place) {
            Err(e) if e.kind() == ErrorKind::AlreadyExists => return Err(fault(&place)(e)),
            Err(_) => fs::rename(&made, &place).map_err(fault(&place))?,
            Ok(()) => {}
        }
        File::open(&self.folder).and_then(|folder| folder.sync_all()).map_err(fault(&self.folder))
    }

    fn put(&self, name: &str) -> Result<(), Fault> {
        let to = self.folder.join(name);
        fs::rename(self.part.join(name), &to).map_err(fault(&to))
    }
}

impl Drop for Making {
    fn drop(&mut self) {
        // What stays is removed by the next start.
        let _ = fs::remove_dir_all(&self.part);
    }
}
