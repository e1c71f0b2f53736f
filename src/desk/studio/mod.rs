//! The studio's diary: advisors, bookable places, sessions, outcomes, follow-ups. Parts as in [`crate::desk`], and:
//! * [`time`]  – wall-clock stretches;
//! * [`seed`]  – the kinds of session that are built in;
//! * [`check`] – everything that speaks against a time, one reason each;
//! * [`pick`]  – one of a few by what was typed;
//! * [`slots`] – free times; [`week`] – the week as a grid.

pub mod check;
mod command;
pub mod pick;
mod query;
mod reason;
mod record;
pub mod rules;
pub mod seed;
pub mod slots;
pub mod time;
pub mod week;

pub use command::*;
pub use query::*;
pub use reason::*;
pub use record::*;
