//! Rules of the diary: pure, `(state, command, ctx) -> Verdict`, every reason at once.
//!
//! * [`setup`] – advisors, places, hours, leave, kinds of session;
//! * [`booking`] – make, move, cancel, confirm, outcome;
//! * [`lecture`] – seats, waiting list, offers;
//! * [`notes`] – notes and follow-ups;
//! * [`series`] – what recurs.

pub mod booking;
pub mod lecture;
pub mod notes;
pub mod series;
pub mod setup;

pub use booking::*;
pub use lecture::*;
pub use notes::*;
pub use series::*;
pub use setup::*;

use super::Refusal;
use crate::desk::reason::{Common, Reason};

/// A value that is not of its form.
fn bad(field: &str, given: &str) -> Reason {
    Reason::of(Common::BadValue).fact("field", field).fact("given", given)
}

/// Pushes a reason when `given` lies outside `least..=most`.
fn bounds(field: &'static str, given: i64, least: i64, most: i64, reasons: &mut Vec<Reason>) {
    if !(least..=most).contains(&given) {
        let reason = Reason::of(Refusal::OutOfBounds).fact("field", field).fact("given", given);
        reasons.push(reason.fact("least", least).fact("most", most));
    }
}
