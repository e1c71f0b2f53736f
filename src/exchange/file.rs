//! Bundle files on a disk or stick: opened once without following links, written so that a half file never has
//! the name of a whole one.

use super::format::FILE_MAX;
use crate::desk::sites::exchange::{Finding, Trouble};
use rustix::fs::OFlags;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write as _};
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

/// Writes these bytes as a new file, then reads them back from the medium and compares: only then may a stick go.
///
/// # Errors
/// As [`put`]; or it reads back differently, and is removed then.
pub fn put_checked(folder: &Path, name: &str, bytes: &[u8]) -> io::Result<PathBuf> {
    let path = put(folder, name, |file| file.write_all(bytes))?;
    let same = reads_back(&path, bytes);
    if !matches!(same, Ok(true)) {
        fs::remove_file(&path)?;
        return Err(same.err().unwrap_or_else(|| io::Error::other("reads back differently")));
    }
    Ok(path)
}

fn reads_back(path: &Path, bytes: &[u8]) -> io::Result<bool> {
    let mut file = File::open(path)?;
    // What the system remembers of it is dropped, so that the stick itself is asked. Where that is not possible the
    // comparison is all the same one of bytes.
    let _ = rustix::fs::fadvise(&file, 0, None, rustix::fs::Advice::DontNeed);
    let (mut piece, mut rest) = (vec![0u8; 64 * 1024], bytes);
    loop {
        let got = file.read(&mut piece)?;
        if got == 0 {
            return Ok(rest.is_empty());
        }
        match rest.strip_prefix(&piece[..got]) {
            Some(after) => rest = after,
            None => return Ok(false),
        }
    }
}

/// A file that comes through a pipe, kept without a name in `folder` until it is closed.
///
/// # Errors
/// E-FILE or E-SIZE.
pub fn from_pipe(pipe: &mut impl Read, folder: &Path) -> Result<File, Finding> {
    let unread = |e: io::Error| Finding::of(Trouble::NoFile).fact("why", e);
    let part = folder.join(format!("pipe-{}.part", std::process::id()));
    let mut file = OpenOptions::new().read(true).write(true).create_new(true).mode(0o600).open(&part).map_err(unread)?;
    fs::remove_file(&part).map_err(unread)?;
    let len = io::copy(&mut pipe.take(FILE_MAX + 1), &mut file).map_err(unread)?;
    if len > FILE_MAX {
        return Err(Finding::of(Trouble::Size).fact("limit", FILE_MAX >> 20));
    }
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_compared_and_what_comes_through_a_pipe_has_no_name() {
        let dir = tempfile::tempdir().unwrap();
        let bytes: Vec<u8> = (0..200_000u32).map(|n| n as u8).collect();
        let path = put_checked(dir.path(), "a.qtb", &bytes).unwrap();
        assert!(reads_back(&path, &bytes).unwrap());
        for other in [&bytes[1..], &bytes[..199_999], &[bytes.as_slice(), b"x"].concat(), &[]] {
            assert!(!reads_back(&path, other).unwrap());
        }
        let mut file = from_pipe(&mut bytes.as_slice(), dir.path()).unwrap();
        let mut back = Vec::new();
        io::Seek::rewind(&mut file).unwrap();
        file.read_to_end(&mut back).unwrap();
        assert_eq!(back, bytes);
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1, "only the first file has a name");
    }

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
