//! The one database file: opening, migrating, and the one door for writes, [`Store::execute`].
//! The only room that knows rusqlite. SQL lives in `db/`, one query a file.
//!
//! A command runs in one immediate transaction: load what the rule needs, ask the pure rule, write its
//! changes to the journal and the tables, commit. Nothing else writes to a table.

mod accord;
mod audit;
mod db;
mod draft;
mod exchange;
mod execute;
mod fault;
mod find;
mod journal;
mod loans;
mod making;
mod open;
mod place;
mod queue;
mod rekey;
mod report;
mod reproject;
mod residents;
mod restore;
mod seen;
mod sites;
mod studio;
mod table;
mod trust;
mod undo;
mod verify;
mod walkin;
mod window;
mod workdays;

pub use draft::Draft;
pub use exchange::{Reading, Realigned, Received, Sealing, Stop as BundleStop, WHOLE};
pub use execute::{Batch, Refusal, Reply};
pub use fault::Fault;
pub use making::Making;
pub use open::{Site, Store, exists};
pub use place::Displaced;
pub use report::{LogOp, LogPart};
pub use restore::{Restored, Unfit, restore};
pub use verify::Report as VerifyReport;

/// Includes a query of `db/queries`.
macro_rules! sql {
    ($path:literal) => {
        include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/db/queries/", $path, ".sql"))
    };
}
pub(crate) use sql;
