//! The accord between sites: what clashes and who settles it, who decides what, slots granted to far desks, what is
//! erased and redacted. See the parts in [`crate::desk`]; [`clash`] finds what cannot both be so, [`owner`] is the
//! table of who decides.

pub mod clash;
mod command;
pub mod owner;
mod query;
mod reason;
mod record;
pub mod rules;

pub use command::*;
pub use query::*;
pub use reason::*;
pub use record::*;
