//! The residents room: see the parts in [`crate::desk`].

mod command;
pub mod keys;
mod query;
mod reason;
mod record;
pub mod rules;

pub use command::*;
pub use query::*;
pub use reason::*;
pub use record::*;
