//! The sites room: settings, the calendar of working days, undo, the site itself: see the parts in [`crate::desk`].

pub mod clerk;
mod command;
pub mod exchange;
mod query;
mod reason;
mod record;
pub mod rules;
pub mod seed;
pub mod spool;

pub use clerk::{AddClerk, Clerk, DropClerk, fingerprint};
pub use command::*;
pub use query::*;
pub use reason::*;
pub use record::*;
