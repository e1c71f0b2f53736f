//! The walk-in room (来访事项): tickets and the order they are called in, the service catalogue, requests
//! from 受理 to 办结 with their deadlines, ratings and call-backs, and the certificates nobody may issue
//! here. See the parts in [`crate::desk`].

mod command;
pub mod keys;
mod loose;
mod query;
mod reason;
mod record;
pub mod rules;
pub mod seed;

pub use command::*;
pub use loose::fen;
pub use query::*;
pub use reason::*;
pub use record::*;
