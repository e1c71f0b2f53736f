//! What everything stands on: time, ids. No room below this one; every room may import it.
//!
//! Time and ids are *injected* ([`clock::Clock`], [`ids::Ids`]), so a test, a script with `--now` and
//! the program at the counter run the same code.

pub mod clock;
pub mod ids;
pub mod older;
pub mod planted;
