//! The trust room: which sites there are, by which keys, and whose line of records stands. Decided at the hub only;
//! the signed roster follows from it.

mod command;
mod query;
mod reason;
mod record;
pub mod rules;

pub use command::*;
pub use query::*;
pub use reason::*;
pub use record::*;
