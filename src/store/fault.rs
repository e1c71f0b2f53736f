//! What can go wrong below the rules, as facts. Words come from `i18n`.

use crate::i18n::shell::{self, FaultName};
use crate::i18n::{Lang, fill, storage};
use rusqlite::ErrorCode;
use std::path::Path;

/// A failure of the database, not of a rule. Except for `Io`, the file is sound and what was
/// acknowledged before is there.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// E-FULL: this step was not saved.
    #[error("disk full; this step was not saved")]
    Full,
    /// E-IO: writing must stop until restart and check.
    #[error("disk read or write error")]
    Io,
    /// E-BUSY: nobody could write for 10 seconds.
    #[error("another window is writing; try again")]
    Busy,
    /// E-READONLY: the folder or its file system takes no writing.
    #[error("the data folder is read-only or closed to this account; nothing was written")]
    Shut,
    /// The file was made by a newer program.
    #[error("the database is of version {found}, this program knows up to {known}")]
    Newer { found: i64, known: i64 },
    /// The file is not a sound database; it was not touched.
    #[error("the database file is damaged: {0}")]
    Damaged(String),
    /// The folder or file is readable by others, or cannot be made.
    #[error("{path}: {why}")]
    Folder { path: String, why: String },
    /// A file that is there is not written over.
    #[error("{0}: exists")]
    Exists(String),
    /// Others may read it.
    #[error("{path}: mode {mode:o}, must be 600")]
    OpenToOthers { path: String, mode: u32 },
    /// An older copy was put back by hand, or the machine is another one: going on would clash with what was sent.
    #[error("not the database that was used last ({0:?}): desk site moved, or desk restore")]
    Displaced(super::Displaced),
    /// No site has been set up in this file yet.
    #[error("no site yet: run desk init")]
    NoSite,
    /// Anything else of SQLite or of stored JSON.
    #[error("{0}")]
    Other(String),
}

/// Less free room than this (bytes) is none: what SQLite needs to open its index of the log.
const NO_ROOM: u64 = 64 * 1024;

impl Fault {
    /// Which words it has in [`crate::i18n::shell::fault`].
    pub fn name(&self) -> FaultName {
        match self {
            Fault::Full => FaultName::Full,
            Fault::Io => FaultName::Io,
            Fault::Busy => FaultName::Busy,
            Fault::Shut => FaultName::Shut,
            _ => FaultName::Other,
        }
    }

    /// In the words of the language: what happened, whether data is safe, the next step.
    pub fn told(&self, lang: Lang) -> String {
        let w = storage::words(lang);
        let told = |template, facts: &[(&str, &str)]| fill(template, facts.iter().copied());
        match self {
            Fault::Folder { path, why } => storage::file_said(path, why, lang),
            Fault::Exists(path) => told(w.there, &[("file", path)]),
            Fault::OpenToOthers { path, mode } => told(w.open_to_others, &[("file", path), ("mode", &format!("{mode:o}"))]),
            Fault::Newer { found, known } => told(w.newer, &[("found", &found.to_string()), ("known", &known.to_string())]),
            Fault::Damaged(why) => told(w.damaged, &[("why", &storage::said(why, lang))]),
            Fault::Other(detail) => told(w.detail, &[("detail", detail)]),
            Fault::NoSite => shell::words(lang).no_site.to_owned(),
            Fault::Full | Fault::Io | Fault::Busy | Fault::Shut | Fault::Displaced(_) => {
                shell::fault(self.name(), lang).to_owned()
            }
        }
    }

    /// Opening on a full disk fails in the index of the log, which SQLite calls an I/O error: said as what it is.
    pub(super) fn of_opening(self, folder: &Path) -> Fault {
        let full = || rustix::fs::statvfs(folder).is_ok_and(|s| s.f_bavail.saturating_mul(s.f_frsize) < NO_ROOM);
        if self == Fault::Io && full() { Fault::Full } else { self }
    }
}

impl From<rusqlite::Error> for Fault {
    fn from(error: rusqlite::Error) -> Fault {
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Fault::Full,
            Some(ErrorCode::SystemIoFailure) => Fault::Io,
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Fault::Busy,
            Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => Fault::Shut,
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => Fault::Damaged(error.to_string()),
            _ => Fault::Other(error.to_string()),
        }
    }
}

impl From<serde_json::Error> for Fault {
    fn from(error: serde_json::Error) -> Fault {
        Fault::Other(error.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fault_of_a_file_says_what_happened_and_the_next_step() {
        let path = || "/b/x.sqlite3".to_owned();
        let all = [
            (Fault::Folder { path: path(), why: "No such file or directory (os error 2)".into() }, "请核对文件名"),
            (Fault::Exists(path()), "换一个文件名"),
            (Fault::OpenToOthers { path: path(), mode: 0o644 }, "chmod 600 /b/x.sqlite3"),
            (Fault::Newer { found: 30, known: 21 }, "新版程序"),
            (Fault::Damaged("file is not a database".into()), "desk restore"),
        ];
        for (fault, next) in all {
            let told = fault.told(Lang::Zh);
            assert!(told.contains(next) && !told.contains("error") && !told.contains("not "), "{told}");
            assert!(told.contains("数据未变") || told.contains("没有改动"), "{told}");
        }
    }

    #[test]
    fn a_folder_that_takes_no_writing_is_said_as_that() {
        for code in [rusqlite::ffi::SQLITE_READONLY, rusqlite::ffi::SQLITE_CANTOPEN, rusqlite::ffi::SQLITE_READONLY_DIRECTORY] {
            let fault = Fault::from(rusqlite::Error::SqliteFailure(rusqlite::ffi::Error::new(code), None));
            assert_eq!((&fault, fault.name().code()), (&Fault::Shut, "E-READONLY"));
            assert!(shell::fault(fault.name(), Lang::Zh).contains("只读"));
        }
    }
}
