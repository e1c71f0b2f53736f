//! The reading room: titles and copies, readers, loans, holds, and the rules between them.
//!
//! * [`rules`]   – may this be lent, taken back, renewed, held? Every answer names its facts and the deciding rule.
//! * [`terms`]   – which rule decides, and the due date on the opening calendar.
//! * [`scan`]    – what a scanned or typed text is.
//! * [`session`] – the one box: reader in hand, queue of scans, stop messages.

mod command;
pub mod keys;
mod query;
mod reason;
mod record;
pub mod rules;
pub mod scan;
pub mod seed;
pub mod session;
pub mod state;
pub mod terms;

pub use command::*;
pub use query::*;
pub use reason::*;
pub use record::*;
pub use session::Session;
