//! What is kept about visitors, their requests and the service catalogue.

use crate::desk::kind::{Class, Field, Kind, ask, field};

/// Declares a code that is stored and sent as a word.
macro_rules! words {
    ($(#[$meta:meta])* $vis:vis enum $name:ident { $($(#[$doc:meta])* $variant:ident = $text:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        $vis enum $name { $($(#[$doc])* #[serde(rename = $text)] $variant,)+ }
        impl $name {
            /// Every value.
            pub const ALL: &'static [$name] = &[$($name::$variant,)+];
            /// As stored and as scripts see it.
            pub fn name(self) -> &'static str {
                match self { $($name::$variant => $text,)+ }
            }
            /// Reads [`Self::name`].
            pub fn parse(word: &str) -> Option<$name> {
                Self::ALL.iter().copied().find(|v| v.name() == word)
            }
        }
    };
}

mod catalogue;
mod request;
mod ticket;

pub use catalogue::*;
pub use request::*;
pub use ticket::*;

const fn hub(name: &'static str) -> Field {
    field(name, Class::Hub)
}

const fn person(name: &'static str) -> Field {
    field(name, Class::Person)
}

const fn sys(name: &'static str) -> Field {
    field(name, Class::Sys)
}

/// Entity kinds of this room.
pub const KINDS: &[Kind] = &[
    Kind { name: "ticket", fields: TICKET },
    Kind { name: "dayclose", fields: DAY },
    Kind { name: "request", fields: REQUEST },
    Kind { name: "step", fields: STEP },
    Kind { name: "pause", fields: PAUSE },
    Kind { name: "callback", fields: CALLBACK },
    Kind { name: "guidance", fields: GUIDANCE },
    Kind { name: "service", fields: SERVICE },
    Kind { name: "certificate", fields: CERTIFICATE },
    Kind { name: "referral", fields: REFERRAL },
];

/// Why somebody goes first tells of age and health: personal.
const TICKET: &[Field] = &[
    hub("number"),
    hub("prefix"),
    hub("day"),
    hub("state"),
    hub("window"),
    hub("wanted"),
    hub("drawn_at"),
    hub("called_at"),
    hub("calls"),
    hub("misses"),
    hub("hold"),
    hub("ended_at"),
    hub("clerk"),
    hub("resident"),
    hub("site"),
    person("priority"),
];

const DAY: &[Field] = &[hub("day"), hub("closed_at"), hub("clerk"), hub("served"), hub("unserved"), hub("carried"), hub("site")];

const REQUEST: &[Field] = &[
    hub("number"),
    hub("resident"),
    hub("service"),
    hub("ticket"),
    ask("state", Class::Hub),
    hub("opened_at"),
    hub("accepted_at"),
    hub("told_at"),
    hub("clerk"),
    hub("owner"),
    ask("due", Class::Hub),
    hub("due_basis"),
    hub("provisional"),
    hub("extra"),
    hub("stage"),
    hub("publicity_until"),
    hub("owed_until"),
    hub("referred_at"),
    hub("finished_at"),
    hub("amount"),
    hub("score"),
    hub("rated_at"),
    hub("reopened"),
    hub("merged_into"),
    hub("repeat_of"),
    hub("referral"),
    person("summary"),
    person("missing"),
    person("owed"),
    person("referred_to"),
    person("result"),
];

const STEP: &[Field] =
    &[hub("request"), hub("kind"), hub("at"), hub("clerk"), hub("stage"), hub("until"), person("by"), person("text")];

const PAUSE: &[Field] = &[hub("request"), hub("reason"), hub("from_at"), hub("to_at")];

const CALLBACK: &[Field] = &[
    hub("request"),
    hub("resident"),
    hub("due"),
    hub("made_at"),
    hub("done_at"),
    hub("clerk"),
    hub("site"),
    person("reason"),
    person("result"),
];

const GUIDANCE: &[Field] =
    &[hub("certificate"), hub("office"), hub("at"), hub("clerk"), hub("ticket"), hub("resident"), hub("day"), hub("site")];

const SERVICE: &[Field] = &[
    sys("code"),
    sys("number"),
    sys("name"),
    sys("category"),
    sys("materials"),
    sys("stages"),
    sys("unit"),
    sys("promised"),
    sys("ceiling"),
    sys("extended"),
    sys("return_hours"),
    sys("aid"),
    sys("sealed"),
    sys("handled_by"),
    sys("legal_basis"),
    sys("confidence"),
    sys("unconfirmed"),
    sys("note"),
    sys("retired"),
];

const CERTIFICATE: &[Field] = &[sys("code"), sys("name"), sys("office"), sys("retired")];

const fn desks(name: &'static str) -> Field {
    field(name, Class::Desks)
}

const fn told(name: &'static str) -> Field {
    field(name, Class::DesksPerson)
}

/// A request handed to another community's desk. It is a record of its own, because the request itself is its home's and
/// the hub's alone: the desk that takes it opens one of its own, and no third desk sees either.
const REFERRAL: &[Field] = &[
    desks("from_site"),
    desks("to_site"),
    desks("request"),
    desks("number"),
    desks("service"),
    ask("state", Class::Desks),
    desks("sent_at"),
    desks("answered_at"),
    desks("finished_at"),
    desks("accepted_at"),
    desks("due"),
    desks("due_basis"),
    desks("taken_as"),
    told("resident"),
    told("name"),
    told("id_type"),
    told("id_number"),
    told("phone"),
    told("address"),
    told("summary"),
    told("papers"),
    told("sender"),
    told("taker"),
    told("reason"),
    told("result"),
];
