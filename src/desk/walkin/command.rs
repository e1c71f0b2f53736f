//! What may be done in this room.

use super::loose::{number, word, word_or_none};
use crate::commands;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

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

/// Declares a command's fields; optional ones are left out of the line when empty.
macro_rules! body {
    ($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $field:ident: $type:ty,)* }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
        #[serde(deny_unknown_fields)]
        pub struct $name { $($(#[$doc])* pub $field: $type,)* }
    };
}

body! {
    /// `ticket.draw`.
    Draw {
        /// One or two Latin letters, a line of business: `A`.
        prefix: String,
        /// `booked`, `age80`, `disabled`, `soldier_family`, `other`; told from the resident's card when left out.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        priority: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        resident: Option<String>,
    }
}

body! {
    /// `ticket.call`.
    Call {
        #[serde(deserialize_with = "word")]
        window: String,
        /// Out of turn: this one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        ticket: Option<String>,
    }
}

body! {
    /// `ticket.recall`. Without a ticket: the one this clerk called last.
    Recall {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        ticket: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "word_or_none")]
        window: Option<String>,
    }
}

body! {
    /// `ticket.miss`.
    Miss {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        ticket: Option<String>,
    }
}

body! {
    /// `ticket.leave`.
    Leave {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        ticket: Option<String>,
    }
}

body! {
    /// `ticket.done`.
    DoneTicket {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        ticket: Option<String>,
    }
}

body! {
    /// `ticket.hold`.
    HoldTicket {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        ticket: Option<String>,
        /// `papers`, `form` or `other`.
        kind: String,
    }
}

body! {
    /// `ticket.transfer`.
    Transfer {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        ticket: Option<String>,
        /// The only window that may call it from now on.
        #[serde(deserialize_with = "word")]
        window: String,
    }
}

body! {
    /// `day.close`.
    CloseDay {
        /// Those still waiting keep their place on the next working day.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        carry: Option<bool>,
    }
}

body! {
    /// `request.open`.
    Open {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        resident: Option<String>,
        /// Code, id, name or initials of a catalogue item.
        service: String,
        summary: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        ticket: Option<String>,
        /// Accepted on the spot.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        accept: Option<bool>,
    }
}

body! {
    /// `request.accept`.
    Accept {
        request: String,
        /// Papers promised for later (容缺受理).
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        owed: Vec<String>,
        /// `YYYY-MM-DD`, needed with `owed`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until: Option<String>,
    }
}

body! {
    /// `request.tell`.
    Tell {
        request: String,
        /// All of it.
        missing: Vec<String>,
    }
}

body! {
    /// `request.stage`.
    Stage {
        request: String,
        /// Its number counted from 1, or its name.
        #[serde(deserialize_with = "word")]
        stage: String,
        /// Who did it; some stages need two people.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        by: Vec<String>,
        #[serde(default)]
        result: String,
    }
}

body! {
    /// `request.pause`.
    PauseRequest {
        request: String,
        /// `supplement`, `third_party`, `publicity`, `appraisal`.
        reason: String,
    }
}

body! {
    /// `request.resume`.
    Resume { request: String, }
}

body! {
    /// `request.extend`.
    Extend {
        request: String,
        /// Of the limit's own unit.
        #[serde(deserialize_with = "number")]
        days: i64,
        reason: String,
        /// Somebody else than the clerk who asks.
        approver: String,
    }
}

body! {
    /// `request.refer`.
    Refer {
        request: String,
        /// A street office, a co-building unit, a volunteer team, another community.
        to: String,
        /// Code of that community's desk, where its name alone does not say so.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        site: Option<String>,
    }
}

body! {
    /// `request.take`.
    Take { request: String, }
}

body! {
    /// `request.send_back`.
    SendBack {
        request: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
    }
}

body! {
    /// `request.finish`.
    Finish {
        request: String,
        result: String,
        /// Yuan paid, at most two decimals.
        #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "word_or_none")]
        amount: Option<String>,
        /// The settled request that this one repeats.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        repeat_of: Option<String>,
        /// The second person, needed with `repeat_of`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        second: Option<String>,
    }
}

body! {
    /// `request.reopen`.
    Reopen {
        request: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
    }
}

body! {
    /// `request.merge`.
    Merge {
        request: String,
        into: String,
    }
}

body! {
    /// `request.note`.
    Note {
        request: String,
        text: String,
    }
}

body! {
    /// `request.rate`.
    Rate {
        request: String,
        /// 1 (very dissatisfied) to 5.
        #[serde(deserialize_with = "number")]
        score: i64,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        text: Option<String>,
    }
}

body! {
    /// `request.guide`.
    Guide {
        /// Code or name on the refuse-list.
        certificate: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        resident: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        ticket: Option<String>,
    }
}

body! {
    /// `callback.done`.
    CallbackDone {
        callback: String,
        result: String,
    }
}

body! {
    /// `service.set`. A figure of 0 means "none set".
    ServiceSet {
        code: String,
        /// A short number for the number pad.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        number: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        name: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        category: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        materials: Option<Vec<String>>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        stages: Option<Vec<String>>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        unit: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        promised: Option<i64>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        ceiling: Option<i64>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        extended: Option<i64>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        return_hours: Option<i64>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        aid: Option<bool>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        sealed: Option<bool>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        handled_by: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        legal_basis: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        confidence: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        unconfirmed: Option<bool>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        retired: Option<bool>,
    }
}

body! {
    /// `certificate.set`.
    CertificateSet {
        code: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        name: Option<String>,
        /// Who issues it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        office: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        retired: Option<bool>,
    }
}
