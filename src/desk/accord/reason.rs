//! Why this room refuses.

use crate::codes;

codes! {
    /// Reasons of this room.
    pub enum Refusal {
        /// No such clash, or it is settled. Facts: `given`.
        NoConflict = "conflict.none",
        /// Another desk decides about it. Facts: `who`.
        NotYours = "conflict.not_yours",
        /// What was to be written is another desk's to write. Facts: `who`, `what` (the kind of record).
        NotOwner = "owner.not_yours",
        /// Not a side of the clash. Facts: `given`, `sides`.
        NoSide = "conflict.no_side",
        /// One side must stay. Facts: `sides`.
        KeepOne = "conflict.keep_one",
        /// Not another desk's code. Facts: `given`.
        BadDesk = "grant.bad_desk",
        /// A grant must end after now and not after its slot begins. Facts: `given`, `latest`.
        BadUntil = "grant.bad_until",
        /// The slot was filled. Facts: `to`, `number`.
        GrantUsed = "grant.used",
        /// It was taken back. Facts: `at`.
        TakenBefore = "grant.taken_before",
        /// The far desk may have used it: nothing past its end has come from there. Facts: `to`, `until`.
        NotHeardYet = "grant.not_heard_yet",
        /// An erasure needs a reason.
        EraseReason = "person.erase_reason",
        /// Business of the person is still open. Facts: `count`.
        StillOpen = "person.still_open",
        /// Other desks hold records only they may erase (said, not refused). Facts: `who`.
        ErasedHereOnly = "person.erased_here_only",
        /// The person of this record was erased; it takes nothing personal any more.
        Erased = "person.erased",
        /// What was erased or redacted cannot be brought back.
        UndoErased = "undo.erased",
        /// It closes by itself when what it waits for has come. Facts: `waits`.
        Waits = "conflict.waits",
    }
}
