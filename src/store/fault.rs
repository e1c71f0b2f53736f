//! What can go wrong below the rules, as facts. Words come from `i18n`.

use rusqlite::ErrorCode;

/// A failure of the database, not of a rule. Except for `Io`, the file is sound and what was
/// acknowledged before is there.
#[derive(Debug, thiserror::Error)]
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
    /// The file was made by a newer program.
    #[error("the database is of version {found}, this program knows up to {known}")]
    Newer { found: i64, known: i64 },
    /// The file is not a sound database; it was not touched.
    #[error("the database file is damaged: {0}")]
    Damaged(String),
    /// The folder or file is readable by others, or cannot be made.
    #[error("{path}: {why}")]
    Folder { path: String, why: String },
    /// No site has been set up in this file yet.
    #[error("no site yet: run desk init")]
    NoSite,
    /// Anything else of SQLite or of stored JSON.
    #[error("{0}")]
    Other(String),
}

impl From<rusqlite::Error> for Fault {
    fn from(error: rusqlite::Error) -> Fault {
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Fault::Full,
            Some(ErrorCode::SystemIoFailure) => Fault::Io,
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Fault::Busy,
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
