//! Why this room refuses, and what it says although it did.

use crate::codes;

codes! {
    /// Reasons of this room.
    pub enum Refusal {
        /// A prefix is one or two Latin letters. Facts: `prefix`.
        BadPrefix = "ticket.bad_prefix",
        /// No such reason to go first. Facts: `given`.
        BadPriority = "ticket.bad_priority",
        /// No such reason to put aside. Facts: `given`.
        BadHold = "ticket.bad_hold",
        /// A window needs a name. Facts: none.
        NoWindow = "ticket.no_window",
        /// A window is a number from 1 to `most`, or a short name. Facts: `given`, `most`.
        BadWindow = "ticket.bad_window",
        /// Nobody waits for this window. Facts: `window`.
        QueueEmpty = "ticket.queue_empty",
        /// Another has been passed over as often as allowed. Facts: `number`, `first`, `limit`.
        OutOfTurn = "ticket.out_of_turn",
        /// The ticket has not been called. Facts: `number`.
        TicketWaits = "ticket.waits",
        /// The ticket is at a window. Facts: `number`, `window`.
        TicketCalled = "ticket.is_called",
        /// The visitor missed the call. Facts: `number`.
        TicketMissed = "ticket.is_missed",
        /// The ticket is put aside. Facts: `number`.
        TicketHeld = "ticket.is_held",
        /// The visitor was served or went. Facts: `number`.
        TicketOver = "ticket.is_over",
        /// The day's queue is closed. Facts: `day`.
        DayClosed = "day.closed",
        /// It is to be closed a second time, and nobody has come since. Facts: `day`, `at`, `clerk`.
        ClosedBefore = "day.closed_before",
        /// Somebody is still at a window. Facts: `numbers`.
        StillCalled = "day.still_called",

        /// A part of a name, or of its initials, opens nothing. Facts: `given`, `fits` (what it could mean).
        PartOfName = "request.part_of_name",
        /// The other community's desk has not answered; it does so itself. Facts: `number`, `to`.
        WaitsForDesk = "request.waits_for_desk",
        /// The other community's desk has taken it. Facts: `number`, `to`, `as`.
        TakenByDesk = "request.taken_by_desk",
        /// A request needs some words on what it is about.
        NoSummary = "request.no_summary",
        /// This item is no longer offered. Facts: `service`.
        ServiceRetired = "request.service_retired",
        /// The same person has the same item open. Facts: `number`.
        SameOpen = "request.same_open",
        /// This person was paid such aid before. Facts: `number`, `date`, `yuan`.
        PaidBefore = "request.paid_before",
        /// The item has no promised limit; the ceiling of the law counts. Facts: `service`.
        NoPromise = "request.no_promise",
        /// The item has no limit at all. Facts: `service`.
        NoLimit = "request.no_limit",
        /// The figure is unconfirmed, to be set by the site. Facts: `service`.
        Unconfirmed = "request.unconfirmed_limit",
        /// The date rests on a year without a table of holidays. Facts: `due`.
        Provisional = "request.provisional",
        /// The limit cannot be computed. Facts: `service`.
        LimitOutOfReach = "request.limit_out_of_reach",
        /// Not accepted yet. Facts: `number`.
        NotAccepted = "request.not_accepted",
        /// It is in hand. Facts: `number`.
        InHand = "request.in_hand",
        /// Accepted before. Facts: `number`.
        AcceptedBefore = "request.accepted_before",
        /// Its clock runs: nothing to go on with. Facts: `number`.
        NotPaused = "request.not_paused",
        /// Nobody has handed it on: nothing to take or to send back. Facts: `number`.
        NotReferred = "request.not_referred",
        /// It is rated once it is settled. Facts: `number`.
        RatedLater = "request.rated_later",
        /// It is not settled: nothing to take up again. Facts: `number`.
        StillOpen = "request.still_open",
        /// It waits for papers. Facts: `number`, `missing`.
        WaitsPapers = "request.waits_papers",
        /// Its clock stands still. Facts: `number`, `reason`.
        IsPaused = "request.is_paused",
        /// Another unit has it. Facts: `number`, `to`.
        IsReferred = "request.is_referred",
        /// It is settled. Facts: `number`.
        IsFinished = "request.is_finished",
        /// It is part of another. Facts: `number`, `into`.
        IsMerged = "request.is_merged",
        /// Nothing was named as missing.
        NothingMissing = "request.nothing_missing",
        /// The visitor was already told, and is to be told once. Facts: `number`, `at`, `missing`.
        ToldBefore = "request.told_before",
        /// Promised papers need a day in the future. Facts: `until`.
        BadUntil = "request.bad_until",
        /// The item has no such stage. Facts: `given`, `stages`.
        NoSuchStage = "request.no_such_stage",
        /// The stage comes later; these come before. Facts: `stage`, `before`.
        StageOrder = "request.stage_order",
        /// This stage needs two different people. Facts: `stage`.
        TwoPeople = "request.two_people",
        /// Not a reason of the list. Facts: `given`.
        BadPause = "request.bad_pause",
        /// An extension is at least one day. Facts: `days`.
        BadDays = "request.bad_days",
        /// It was extended once. Facts: `number`, `days`.
        ExtendedBefore = "request.extended_before",
        /// Nobody approves their own extension, and somebody must. Facts: `approver`.
        OwnApproval = "request.own_approval",
        /// A reason is needed.
        NoReason = "request.no_reason",
        /// The law allows less. Facts: `most`, `asked`.
        BeyondCeiling = "request.beyond_ceiling",
        /// It is late already. Facts: `due`.
        AlreadyLate = "request.already_late",
        /// Whom to hand it to is missing.
        NoUnit = "request.no_unit",
        /// The time to send it back has passed. Facts: `until`.
        TooLateToReturn = "request.too_late_to_return",
        /// A result is needed.
        NoResult = "request.no_result",
        /// An amount is yuan with at most two decimals. Facts: `given`.
        BadAmount = "request.bad_amount",
        /// Stages are not recorded. Facts: `left`.
        StagesLeft = "request.stages_left",
        /// The same, of a request that was finished nevertheless.
        StagesSkipped = "request.stages_skipped",
        /// Publicity still runs. Facts: `until`.
        PublicityRuns = "request.publicity_runs",
        /// Promised papers have not come. Facts: `owed`.
        PapersOwed = "request.papers_owed",
        /// A repeat is closed only with a second person. Facts: none.
        SecondPerson = "request.second_person",
        /// What it is said to repeat is not a settled request. Facts: `number`.
        NotSettled = "request.not_settled",
        /// A request cannot be merged into itself or into a merged one. Facts: `number`.
        BadMerge = "request.bad_merge",
        /// A score is 1 to 5. Facts: `given`.
        BadScore = "request.bad_score",
        /// One rating a visit. Facts: `score`.
        RatedBefore = "request.rated_before",
        /// The note has no words.
        EmptyNote = "request.empty_note",
        /// The call was made. Facts: `at`.
        CallMade = "callback.done_before",
        /// A new item or certificate needs a name. Facts: `code`.
        NoName = "service.no_name",
        /// A code is Latin letters, digits and `_`. Facts: `given`.
        BadCode = "service.bad_code",
        /// Not a unit of limits. Facts: `given`.
        BadUnit = "service.bad_unit",
        /// Limits are 1 to 3650 and rise from promise to ceiling to extension. Facts: `promised`, `ceiling`, `extended`.
        BadLimit = "service.bad_limit",
    }
}
