//! The window that a draft belongs to: a program that runs. It is known by a file beside the database that it holds
//! locked, made when it keeps its first draft.
//!
//! A lock goes with its process, however that ends, and does not outlive the machine's start; unlike the number of a
//! process it is never given to another, and unlike `/proc` it can be asked for where sessions of one account may not see
//! each other (SAFETY.md 4.1: `hidepid`, no dumps).

use std::cell::OnceCell;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

/// Begins the name of each window's file within the data folder.
const MARK: &str = "desk.window.";

/// This program's own mark, once it has kept a draft.
#[derive(Debug, Default)]
pub(super) struct Window(OnceCell<Mark>);

#[derive(Debug)]
struct Mark {
    name: String,
    /// Locked until the program ends. `None`: there is no folder, or it takes no file; then drafts are offered to all, as
    /// those of a program that has ended.
    held: Option<(File, PathBuf)>,
}

impl Window {
    /// The name that stands in this window's drafts.
    pub(super) fn name(&self, folder: Option<&Path>) -> &str {
        let mark = || {
            let name = getrandom::u64().map_or_else(|_| format!("{}", std::process::id()), |n| format!("{n:016x}"));
            let held = folder.and_then(|folder| hold(folder, &name).ok());
            Mark { name, held }
        };
        &self.0.get_or_init(mark).name
    }

    /// Is it another window's, and that one open?
    pub(super) fn is_held(&self, folder: Option<&Path>, holder: &str) -> bool {
        let own = self.0.get().is_some_and(|mark| mark.name == holder);
        !own && folder.is_some_and(|folder| is_open(&folder.join(format!("{MARK}{holder}"))))
    }
}

impl Drop for Mark {
    fn drop(&mut self) {
        if let Some((_, path)) = &self.held {
            // One that cannot be removed is not locked any more: it says nothing.
            let _ = fs::remove_file(path);
        }
    }
}

/// Makes the file under another name and locks it before anybody can take it for one that was left.
fn hold(folder: &Path, name: &str) -> std::io::Result<(File, PathBuf)> {
    sweep(folder);
    let (path, part) = (folder.join(format!("{MARK}{name}")), folder.join(format!("desk.part.{name}")));
    let file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&part)?;
    file.try_lock()?;
    fs::rename(&part, &path)?;
    Ok((file, path))
}

/// Takes away the files of programs that were killed: one that is not there says the same.
fn sweep(folder: &Path) {
    let all = fs::read_dir(folder).into_iter().flatten().flatten();
    for entry in all.filter(|e| e.file_name().to_string_lossy().starts_with(MARK)) {
        if !is_open(&entry.path()) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Does a program hold this file? Asked with a shared lock, so that two who ask do not take each other for its owner.
fn is_open(path: &Path) -> bool {
    File::open(path).is_ok_and(|file| matches!(file.try_lock_shared(), Err(TryLockError::WouldBlock)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_is_open_until_it_ends() {
        let folder = tempfile::tempdir().unwrap();
        let at = Some(folder.path());
        let (one, other) = (Window::default(), Window::default());
        let name = one.name(at).to_owned();
        assert!(other.is_held(at, &name) && !one.is_held(at, &name));
        assert_ne!(other.name(at), name);
        drop(one);
        assert!(!other.is_held(at, &name) && !other.is_held(at, "") && !other.is_held(None, &name));
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "its file goes with it");
    }

    #[test]
    fn the_file_of_a_program_that_was_killed_says_nothing_and_is_taken_away() {
        let folder = tempfile::tempdir().unwrap();
        let left = folder.path().join("desk.window.0123456789abcdef");
        fs::write(&left, "").unwrap();
        let (window, at) = (Window::default(), Some(folder.path()));
        assert!(!window.is_held(at, "0123456789abcdef"));
        window.name(at);
        assert!(!left.exists());
    }
}
