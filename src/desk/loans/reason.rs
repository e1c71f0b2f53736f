//! Why the reading room refuses, or what it says although it was done.

use crate::codes;

codes! {
    /// Reasons of this room.
    pub enum Refusal {
        /// The copy is lent to somebody. Facts: `title`, `barcode`, `reader`, `due`.
        CopyOnLoan = "loan.copy_on_loan",
        /// This reader has the copy already. Facts: `title`, `due`.
        AlreadyYours = "loan.already_yours",
        /// Somebody else's copy lies on the hold shelf. Facts: `title`, `reader`, `until`.
        CopyHeld = "loan.copy_held",
        /// All free copies are wanted by readers who came first. Facts: `title`, `reader`, `waiting`.
        TitleWaited = "loan.title_waited",
        /// The copy is marked lost. Facts: `title`, `barcode`.
        CopyLost = "loan.copy_lost",
        /// The copy is out of use. Facts: `title`, `barcode`.
        CopyDamaged = "loan.copy_damaged",
        /// The rule lets this kind be read in the room only. Facts: `title`, `rule`.
        RoomUseOnly = "loan.room_use_only",
        /// As many loans as the rule allows. Facts: `reader`, `count`, `cap`, `rule`.
        CapReached = "loan.cap_reached",
        /// The reader has overdue copies. Facts: `reader`, `count`, `title`, `due`.
        ReaderOverdue = "loan.reader_overdue",
        /// The reader is suspended for late returns. Facts: `reader`, `until`.
        ReaderSuspended = "loan.reader_suspended",
        /// The card has run out. Facts: `reader`, `until`.
        CardExpired = "loan.card_expired",
        /// There is no open loan of this copy, or of this reader. Facts: `title` or `reader`.
        NotOnLoan = "loan.not_on_loan",
        /// The loan that was shown is over by now; somebody else may have the copy. Facts: `title`, `barcode`.
        LoanOver = "loan.over",
        /// Lent again since it came back, so that its return cannot be undone. Facts: `title`.
        LentSince = "loan.lent_since",
        /// Renewed as often as the rule allows. Facts: `title`, `count`, `rule`.
        RenewedOut = "loan.renewed_out",
        /// Readers wait for the title, so no renewal. Facts: `title`, `reader`, `waiting`.
        WaitedFor = "loan.waited_for",
        /// The loan is overdue, so no renewal. Facts: `title`, `due`, `days`.
        Overdue = "loan.overdue",
        /// The renewal would not move the due date. Facts: `title`, `due`.
        NoGain = "loan.no_gain",
        /// The day of return lies before the loan or after today. Facts: `given`, `out`.
        BadReturnDay = "loan.bad_return_day",
        /// Done: it came back late. Facts: `title`, `reader`, `days`, `until` (end of suspension, or empty).
        WasLate = "loan.was_late",
        /// Done: the copy now waits on the hold shelf. Facts: `title`, `reader`, `until`.
        HoldReady = "loan.hold_ready",
        /// Done: a lost copy has come to hand. Facts: `title`.
        WasLost = "loan.was_lost",
        /// Done: more than one open loan of the copy was known; all are closed. Facts: `title`, `count`.
        DoubleLoan = "loan.double_loan",
        /// Done: the log had the copy elsewhere. Facts: `title`, `site`.
        FromElsewhere = "loan.from_elsewhere",
        /// Done: the due date was moved on from a closed day. Facts: `from`, `due`.
        DueMoved = "loan.due_moved",
        /// Done: it was lent out of the hold shelf; the hold waits again. Facts: `title`, `reader`.
        HoldBack = "loan.hold_back",
        /// The reader waits for this title already. Facts: `title`, `place`.
        AlreadyWaiting = "hold.already_waiting",
        /// The reader has this title on loan. Facts: `title`, `due`.
        HasItself = "hold.has_itself",
        /// As many holds as the rule allows. Facts: `reader`, `count`, `cap`, `rule`.
        HoldCap = "hold.cap_reached",
        /// The room has no copy of this title. Facts: `title`.
        NoCopy = "hold.no_copy",
        /// Done, but a copy stands on the shelf. Facts: `title`, `count`, `call_number`.
        OnShelf = "hold.on_shelf",
        /// The hold is over. Facts: `title`, `state`.
        HoldOver = "hold.over",
        /// The barcode belongs to another copy. Facts: `barcode`, `title`.
        SameBarcode = "copy.same_barcode",
        /// The copy is neither lost nor damaged. Facts: `title`, `state`.
        NotMissing = "copy.not_missing",
        /// It is so already. Facts: `title`, `state`.
        SameState = "copy.same_state",
        /// The card belongs to another reader. Facts: `card`, `reader`.
        SameCard = "reader.same_card",
        /// The resident has a card. Facts: `reader`, `card`.
        HasCard = "reader.has_card",
        /// The ID number is of a resident of another name. Facts: `given`, `reader`.
        OtherName = "reader.other_name",
        /// A title of this ISBN is in the catalogue. Facts: `isbn`, `title`, `id`.
        SameIsbn = "title.same_isbn",
        /// The ISBN's check digit or length is wrong. Facts: `given`.
        BadIsbn = "title.bad_isbn",
        /// Sent to this room itself, or to no room's code. Facts: `given`.
        BadRoom = "transfer.bad_room",
        /// A copy that is marked lost cannot be sent. Facts: `title`, `barcode`.
        SentLost = "transfer.lost",
        /// Done: it has come, and is out of use until it is mended. Facts: `title`, `barcode`.
        StillDamaged = "transfer.still_damaged",
        /// The copy stands in this room and is not on its way. Facts: `title`.
        NotMoving = "transfer.not_moving",
    }
}
