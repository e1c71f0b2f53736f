//! Bundle files on a disk or stick: opened once without following links, written so that a half file never has
//! the name of a whole one.

use super::format::FILE_MAX;
use crate::desk::sites::exchange::{Finding, Trouble};
use rustix::fs::OFlags;
use std::fs::{self, File, OpenOptions};
use std::io;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

/// Opens a file for reading: a regular one, no link, not too large.
///
/// # Errors
/// E-FILE or E-SIZE.
pub fn open(path: &Path) -> Result<File, Finding> {
    let unread = |e: io::Error| Finding::of(Trouble::NoFile).fact("why", e);
    // A pipe must not make the desk wait, hence NONBLOCK.
    let flags = (OFlags::NOFOLLOW | OFlags::NONBLOCK).bits();
    let file = OpenOptions::new().read(true).custom_flags(i32::try_from(flags).unwrap_or(0)).open(path).map_err(unread)?;
    let facts = file.metadata().map_err(unread)?;
    if !facts.is_file() {
        return Err(Finding::of(Trouble::NoFile).fact("why", "not a regular file"));
    }
    if facts.len() > FILE_MAX {
        return Err(Finding::of(Trouble::Size).fact("limit", FILE_MAX >> 20));
    }
    Ok(file)
}

/// Writes a new file of this name: as `.part`, to the disk, renamed, the folder to the disk.
///
/// # Errors
/// There is one already, or the disk refuses; no file of that name is left then.
pub fn put(folder: &Path, name: &str, write: impl FnOnce(&mut File) -> io::Result<()>) -> io::Result<PathBuf> {
    fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    let (path, part) = (folder.join(name), folder.join(format!("{name}.part")));
    if path.exists() {
        return Err(io::Error::new(io::ErrorKind::AlreadyExists, name.to_owned()));
    }
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&part)?;
    let done = write(&mut file).and_then(|()| file.sync_all()).and_then(|()| fs::rename(&part, &path));
    if let Err(error) = done {
        // The half file is useless; if it cannot be removed, its ending says so.
        let _ = fs::remove_file(&part);
        return Err(error);
    }
    File::open(folder)?.sync_all()?;
    Ok(path)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write as _;

    #[test]
    fn a_failed_write_leaves_no_file_and_a_link_or_folder_is_not_opened() {
        let dir = tempfile::tempdir().unwrap();
        let failed = put(dir.path(), "a.qtb", |_| Err(io::Error::other("full")));
        assert!(failed.is_err() && fs::read_dir(dir.path()).unwrap().next().is_none());
        let made = put(dir.path(), "a.qtb", |f| f.write_all(b"x")).unwrap();
        assert!(put(dir.path(), "a.qtb", |f| f.write_all(b"y")).is_err(), "a file is never written over");
        assert_eq!(fs::read(&made).unwrap(), b"x");
        let link = dir.path().join("link");
        std::os::unix::fs::symlink(&made, &link).unwrap();
        for path in [link.as_path(), dir.path(), Path::new("/dev/null"), Path::new("/no/such")] {
            assert_eq!(open(path).unwrap_err().code, Trouble::NoFile, "{}", path.display());
        }
    }
}
