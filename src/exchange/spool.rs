//! The spool: folders that sticks, Syncthing, rclone or rsync fill and empty. Files arrive by rename; one that is still
//! being written is not looked at.

use std::fs;
use std::os::unix::fs::DirBuilderExt as _;
use std::path::{Path, PathBuf};

/// The folders of a spool.
pub struct Spool {
    pub inbox: PathBuf,
    pub refused: PathBuf,
    /// Read, kept for a while.
    pub done: PathBuf,
    /// Written for others.
    pub out: PathBuf,
}

impl Spool {
    /// Makes what is missing of it, for the owner alone.
    ///
    /// # Errors
    /// The disk refuses.
    pub fn make(folder: &Path) -> std::io::Result<Spool> {
        let at = |name: &str| folder.join(name);
        let spool = Spool { inbox: at("in"), refused: at("in/refused"), done: at("done"), out: at("out") };
        for part in [&spool.inbox, &spool.refused, &spool.done, &spool.out] {
            fs::DirBuilder::new().recursive(true).mode(0o700).create(part)?;
        }
        Ok(spool)
    }

    /// Files that have arrived whole, by name; names begin with site and time, so the oldest of a site comes first.
    ///
    /// # Errors
    /// The folder cannot be read.
    pub fn arrived(&self) -> std::io::Result<Vec<PathBuf>> {
        let mut found = Vec::new();
        for entry in fs::read_dir(&self.inbox)? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            // A link or a folder is not looked into; the reader refuses it as well.
            if is_bundle(&name) && entry.file_type()?.is_file() {
                found.push(entry.path());
            }
        }
        found.sort();
        Ok(found)
    }
}

/// Not a half file, not hidden, and not Syncthing's second version of a file.
fn is_bundle(name: &str) -> bool {
    name.ends_with(".qtb") && !name.starts_with('.') && !name.contains(".sync-conflict-")
}

/// Moves a file into a folder, never over another one.
///
/// # Errors
/// The disk refuses; the file is where it was.
pub fn put_away(path: &Path, folder: &Path) -> std::io::Result<PathBuf> {
    let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let mut to = folder.join(&name);
    for n in 2.. {
        if !to.exists() {
            break;
        }
        to = folder.join(format!("{n}-{name}"));
    }
    fs::rename(path, &to)?;
    Ok(to)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_files_and_second_versions_are_passed_over() {
        for (name, is) in [
            ("S07-HUB-20261123-101512-0042.qtb", true),
            ("S07-HUB-20261123-101512-0042.qtb.part", false),
            (".syncthing.S07.qtb", false),
            ("S07.sync-conflict-20261123-101512-ABCDEFG.qtb", false),
            ("notes.txt", false),
        ] {
            assert_eq!(is_bundle(name), is, "{name}");
        }
    }

    #[test]
    fn a_second_file_of_a_name_does_not_replace_the_first() {
        let dir = tempfile::tempdir().unwrap();
        let spool = Spool::make(dir.path()).unwrap();
        for text in ["one", "two"] {
            fs::write(spool.inbox.join("a.qtb"), text).unwrap();
            put_away(&spool.inbox.join("a.qtb"), &spool.done).unwrap();
        }
        assert_eq!(fs::read_to_string(spool.done.join("a.qtb")).unwrap(), "one");
        assert_eq!(fs::read_to_string(spool.done.join("2-a.qtb")).unwrap(), "two");
    }
}
