//! The studio room: see the parts in [`crate::desk`].

mod command;
mod query;
mod reason;
mod record;
pub mod rules;

pub use command::*;
pub use query::*;
pub use reason::*;
pub use record::*;
