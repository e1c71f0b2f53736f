//! What is named and is not there, told with all that the line has wrong in itself.

use crate::desk::change::Verdict;
use crate::desk::reason::{Code, Common, Reason};
use crate::desk::studio::check::Room;
use crate::desk::studio::{Booking, Refusal, SessionKind};

/// What stands in the way of the rule's own answer: something that is named is not there.
pub(super) type Missing = Vec<Reason>;

pub(super) fn missing(what: &str, given: &str) -> Missing {
    vec![Reason::of(Common::NotFound).fact("what", what).fact("given", given)]
}

/// Reasons about what a line says itself, whatever it names.
const OF_THE_LINE: &[Code] = &[
    Code::Common(Common::BadValue),
    Code::Studio(Refusal::OutOfBounds),
    Code::Studio(Refusal::NoClient),
    Code::Studio(Refusal::NoName),
    Code::Studio(Refusal::BadHours),
    Code::Studio(Refusal::BadWeek),
    Code::Studio(Refusal::BadLeave),
    Code::Studio(Refusal::BadRule),
    Code::Studio(Refusal::EmptyNote),
];

/// What is not there, and with it all that the line has wrong in itself: the rule has looked at a stand-in, and what it
/// says of that one is not told.
pub(super) fn with_values(missing: Missing, verdict: Verdict) -> Missing {
    let values = verdict.err().into_iter().flatten().filter(|r| OF_THE_LINE.contains(&r.code));
    missing.into_iter().chain(values).collect()
}

/// For a booking that is not there.
pub(super) fn stand_in() -> Booking {
    Booking { minutes: 30, ..Booking::default() }
}

/// For what is booked, where some of it is not there: the kind if it is, else an hour's half.
pub(super) fn some_room(kind: Option<&SessionKind>) -> Room {
    let any = || SessionKind { minutes: 30, capacity: 1, ..SessionKind::default() };
    Room { kind: kind.cloned().unwrap_or_else(any), ..Room::default() }
}
