//! Faults planted on purpose, so that a test can show that it would find them (tests/simulate).
//!
//! The switch exists in debug builds only and is off unless a test of the same thread turns it on; in a release
//! [`is`] is `false` at compile time and nothing of this is left.

/// A mistake in exchange between sites that was made somewhere in the world, or nearly made here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// A peer is believed to hold what we hold, as if all that was sent had arrived.
    HaveGuessed,
    /// What a peer says it has never goes down: a restored peer is never helped.
    HaveOnlyRises,
    /// A segment that begins after a hole goes in.
    HoleTaken,
    /// Other content under known numbers is not noticed.
    ForkUnseen,
    /// What only some may read goes to all.
    TakenByAll,
    /// Reading does not raise the clock, so that a later write may lose against what it saw.
    ClockStays,
    /// Of two values the one with the greater name wins, not the later.
    NameWins,
    /// A write does not name what it saw.
    BaseForgotten,
    /// The row of a record that was known before is not brought up to date.
    RowStays,
}

/// Every planted fault.
pub const ALL: [Fault; 9] = [
    Fault::HaveGuessed,
    Fault::HaveOnlyRises,
    Fault::HoleTaken,
    Fault::ForkUnseen,
    Fault::TakenByAll,
    Fault::ClockStays,
    Fault::NameWins,
    Fault::BaseForgotten,
    Fault::RowStays,
];

#[cfg(debug_assertions)]
mod switch {
    use super::Fault;
    use std::cell::Cell;

    thread_local! { static PLANTED: Cell<Option<Fault>> = const { Cell::new(None) }; }

    /// Has a test planted this fault?
    pub fn is(fault: Fault) -> bool {
        PLANTED.get() == Some(fault)
    }

    /// Plants a fault in this thread, or takes it out.
    pub fn plant(fault: Option<Fault>) {
        PLANTED.set(fault);
    }
}

#[cfg(debug_assertions)]
pub use switch::{is, plant};

/// Never, in a release.
#[cfg(not(debug_assertions))]
pub const fn is(_: Fault) -> bool {
    false
}
