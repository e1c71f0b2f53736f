//! Reports: the figures of a site over a period; at the hub, those of every community, and the state of the network. Pure.

pub mod figures;
pub mod lines;
pub mod period;
mod query;

pub use figures::{Figures, ServiceLine, Tally};
pub use lines::Line;
pub use period::{Period, Span};
pub use query::*;
