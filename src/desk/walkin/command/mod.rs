//! What may be done in this room.

use crate::commands;

/// Declares a command's fields; optional ones are left out of the line when empty.
macro_rules! body {
    ($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $field:ident: $type:ty,)* }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
        #[serde(deny_unknown_fields)]
        pub struct $name { $($(#[$doc])* pub $field: $type,)* }
    };
}

mod catalogue;
mod request;
mod ticket;

pub use catalogue::*;
pub use request::*;
pub use ticket::*;

commands! {
    /// Commands of this room.
    pub enum Command {
        /// Gives a visitor a number.
        "ticket.draw" => Draw,
        /// Calls the next visitor to a window; the one before is thereby served.
        "ticket.call" => Call,
        /// Calls the same visitor again, or one who missed or was put aside.
        "ticket.recall" => Recall,
        /// The visitor called did not come.
        "ticket.miss" => Miss,
        /// The visitor went away unserved.
        "ticket.leave" => Leave,
        /// Puts a ticket aside.
        "ticket.hold" => HoldTicket,
        /// Sends a visitor to another window, keeping the place.
        "ticket.transfer" => Transfer,
        /// The visitor is served, and no next one is called.
        "ticket.done" => DoneTicket,
        /// Closes the day's queue.
        "day.close" => CloseDay,
        /// Registers a request.
        "request.open" => Open,
        /// Accepts it: the limit begins.
        "request.accept" => Accept,
        /// Tells everything that is missing, once (一次性告知).
        "request.tell" => Tell,
        /// Records a stage.
        "request.stage" => Stage,
        /// Stops the clock for a reason of the list.
        "request.pause" => PauseRequest,
        /// The clock runs again.
        "request.resume" => Resume,
        /// Lengthens the limit, once, with an approver.
        "request.extend" => Extend,
        /// Hands it to another unit.
        "request.refer" => Refer,
        /// The unit takes it.
        "request.take" => Take,
        /// The unit says it is not theirs.
        "request.send_back" => SendBack,
        /// Settles it.
        "request.finish" => Finish,
        /// Takes a settled request up again.
        "request.reopen" => Reopen,
        /// Makes it part of another; the old number still finds it.
        "request.merge" => Merge,
        /// Adds a note.
        "request.note" => Note,
        /// The visitor's own judgement, 1 to 5.
        "request.rate" => Rate,
        /// Tells who issues a certificate that a community must not.
        "request.guide" => Guide,
        /// A call owed to a visitor was made.
        "callback.done" => CallbackDone,
        /// Adds or changes an item of the catalogue; fields left out stay.
        "service.set" => SetService,
        /// Adds or changes a certificate of the refuse-list.
        "certificate.set" => CertificateSet,
    }
}

/// The widest command, kept aside so that every other stays small.
pub type SetService = Box<ServiceSet>;
