//! Plays an older release: kinds and fields that it did not know yet are hidden (tests of what happens at an upgrade).
//!
//! The switch exists in debug builds only and holds for one thread; in a release [`hides`] is `false` at compile time.

/// A kind, or one field of a kind.
pub type Hidden = (&'static str, Option<&'static str>);

#[cfg(debug_assertions)]
mod switch {
    use super::Hidden;
    use std::cell::RefCell;

    thread_local! { static HIDDEN: RefCell<Vec<Hidden>> = const { RefCell::new(Vec::new()) }; }

    /// Is this kind, or this field of it, unknown to the release that is played?
    pub fn hides(kind: &str, field: Option<&str>) -> bool {
        HIDDEN.with_borrow(|all| all.iter().any(|(k, f)| *k == kind && (f.is_none() || *f == field)))
    }

    /// From now on this thread knows nothing of these; nothing hidden is this release.
    pub fn play(hidden: &[Hidden]) {
        HIDDEN.set(hidden.to_vec());
    }
}

#[cfg(debug_assertions)]
pub use switch::{hides, play};

/// Never, in a release.
#[cfg(not(debug_assertions))]
pub const fn hides(_: &str, _: Option<&str>) -> bool {
    false
}
