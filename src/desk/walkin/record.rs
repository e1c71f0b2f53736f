//! What is kept about visitors, their requests and the service catalogue.

use crate::base::clock::Moment;
use crate::desk::kind::{Class, Field, Kind, ask, field};
use serde::{Deserialize, Serialize};

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

words! {
    /// Where a ticket stands.
    pub enum TicketState {
        Waiting = "waiting",
        /// At a window.
        Called = "called",
        /// Was called and did not come; may be recalled.
        Missed = "missed",
        /// Put aside while the visitor fetches something; may be recalled.
        Held = "held",
        Done = "done",
        /// Went away unserved.
        Left = "left",
        /// Still open when the day was closed.
        Closed = "closed",
    }
}

words! {
    /// Who goes first.
    pub enum Priority {
        Booked = "booked",
        Age80 = "age80",
        Disabled = "disabled",
        SoldierFamily = "soldier_family",
        Other = "other",
    }
}

words! {
    /// Why a ticket is put aside.
    pub enum Hold {
        /// Fetches papers.
        Papers = "papers",
        /// Fills in a form.
        Form = "form",
        Other = "other",
    }
}

words! {
    /// Where a request stands.
    pub enum State {
        /// Registered, not yet accepted.
        Open = "open",
        /// In hand.
        Accepted = "accepted",
        /// The visitor was told which papers are missing.
        Papers = "papers",
        Paused = "paused",
        /// Handed to another unit that has not taken it; the first clerk stays responsible.
        Referred = "referred",
        Finished = "finished",
        /// Part of another request.
        Merged = "merged",
    }
}

words! {
    /// Why the clock may stand still.
    pub enum PauseReason {
        /// Papers are being completed (补正).
        Papers = "supplement",
        /// A third party must be heard.
        ThirdParty = "third_party",
        Publicity = "publicity",
        /// An expert examines or assesses.
        Appraisal = "appraisal",
    }
}

/// A ticket of the queue.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Ticket {
    pub id: String,
    /// `A017`, counted per site, prefix and local day.
    pub number: String,
    pub day: String,
    pub state: TicketState,
    /// Where it is or was last called.
    pub window: Option<String>,
    /// The only window that may call it.
    pub wanted: Option<String>,
    pub drawn_at: Moment,
    /// Its latest call.
    pub called_at: Option<Moment>,
    pub calls: i64,
    pub misses: i64,
    pub hold: Option<Hold>,
    pub ended_at: Option<Moment>,
    /// Who called it last.
    pub clerk: Option<String>,
    pub resident: Option<String>,
    pub priority: Option<Priority>,
}

/// A request of a visitor. Moments are ms UTC, dates `YYYY-MM-DD`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Request {
    pub id: String,
    /// `QLQ-20260302-0041`.
    pub number: String,
    pub resident: Option<String>,
    pub service: String,
    pub ticket: Option<String>,
    pub state: State,
    pub opened_at: Moment,
    /// The limit runs from this day.
    pub accepted_at: Option<Moment>,
    /// When the visitor was told everything that is missing.
    pub told_at: Option<Moment>,
    /// Who registered it (首问).
    pub clerk: String,
    /// Who answers for it now.
    pub owner: String,
    /// A date, or `YYYY-MM-DDTHH:MM` for limits in hours; none without a limit.
    pub due: Option<String>,
    /// `promised`, `ceiling` or `none`.
    pub due_basis: String,
    /// A year on the way has no table of holidays yet.
    pub provisional: bool,
    /// Days (or hours) that an extension added.
    pub extra: i64,
    /// The last stage recorded, counted from 1; 0 = none.
    pub stage: i64,
    pub publicity_until: Option<String>,
    /// The day by which promised papers must come (容缺受理).
    pub owed_until: Option<String>,
    pub referred_at: Option<Moment>,
    pub finished_at: Option<Moment>,
    /// Fen paid.
    pub amount: Option<i64>,
    /// 1 (very dissatisfied) to 5.
    pub score: Option<i64>,
    pub rated_at: Option<Moment>,
    pub reopened: i64,
    pub merged_into: Option<String>,
    pub repeat_of: Option<String>,
    /// Its latest hand-over to or from another community's desk.
    pub referral: Option<String>,
    pub summary: String,
    /// One a line.
    pub missing: Option<String>,
    /// One a line.
    pub owed: Option<String>,
    pub referred_to: Option<String>,
    pub result: Option<String>,
}

/// One thing that happened to a request; never changed, so two clerks' notes never fight.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Step {
    pub id: String,
    pub request: String,
    /// The command's verb: `accept`, `stage`, `note` …
    pub kind: String,
    pub at: Moment,
    pub clerk: String,
    pub stage: Option<i64>,
    pub until: Option<String>,
    pub by: Option<String>,
    pub text: Option<String>,
}

/// One interval in which the limit stands still.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Pause {
    pub id: String,
    pub request: String,
    pub reason: PauseReason,
    pub from_at: Moment,
    pub to_at: Option<Moment>,
}

/// A telephone call owed to somebody who was not content.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Callback {
    pub id: String,
    pub request: String,
    pub number: String,
    pub resident: Option<String>,
    pub due: String,
    pub done_at: Option<Moment>,
    pub reason: Option<String>,
    pub result: Option<String>,
}

words! {
    /// Where a hand-over stands.
    pub enum Handed {
        /// Not answered: the desk it comes from answers for the request.
        Sent = "sent",
        /// The other desk answers for it, under a number of its own.
        Taken = "taken",
        /// Not theirs.
        SentBack = "sent_back",
        /// Taken back before it was answered.
        Recalled = "recalled",
        /// Settled where it was taken.
        Finished = "finished",
    }
}

/// A request handed from one community's desk to another's.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Referral {
    pub id: String,
    pub from_site: String,
    pub to_site: String,
    /// Id and number at the desk that hands it over.
    pub request: String,
    pub number: String,
    pub service: String,
    pub state: Handed,
    pub sent_at: Moment,
    pub answered_at: Option<Moment>,
    pub finished_at: Option<Moment>,
    /// The limit runs from here; none: it was not accepted before.
    pub accepted_at: Option<Moment>,
    pub due: Option<String>,
    pub due_basis: String,
    /// Its number at the desk that took it.
    pub taken_as: Option<String>,
    pub resident: Option<String>,
    pub name: Option<String>,
    pub id_type: Option<String>,
    pub id_number: Option<String>,
    pub phone: Option<String>,
    pub address: Option<String>,
    pub summary: String,
    /// What the visitor still has to bring, one a line.
    pub papers: Option<String>,
    /// Clerks of the two desks.
    pub sender: String,
    pub taker: Option<String>,
    /// Why it was sent back.
    pub reason: Option<String>,
    pub result: Option<String>,
}

/// An item of the service catalogue (事项). Every figure is the site's to set.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Service {
    pub id: String,
    pub code: String,
    /// Two digits, for the number pad.
    pub number: String,
    pub name: String,
    pub category: String,
    /// One a line.
    pub materials: String,
    /// One a line, with its tags: see [`super::rules::stage`].
    pub stages: String,
    /// `workday`, `natural_day`, `hour`, `instant`, `yearly_batch`, `none`, `deadline_for_citizen`.
    pub unit: String,
    /// What the centre promises.
    pub promised: Option<i64>,
    /// What the law allows at most.
    pub ceiling: Option<i64>,
    /// The ceiling with an approved extension.
    pub extended: Option<i64>,
    /// Hours within which a unit may send it back as not its own.
    pub return_hours: Option<i64>,
    /// Social aid: stages are fixed and all are needed.
    pub aid: bool,
    /// Never in lists or exports with its person.
    pub sealed: bool,
    pub handled_by: String,
    pub legal_basis: String,
    pub confidence: String,
    /// The figure is from memory: shown as to be set by the site, never as law.
    pub unconfirmed: bool,
    pub note: String,
    pub retired: bool,
}

impl Service {
    /// The papers that are asked for.
    pub fn materials(&self) -> impl Iterator<Item = &str> {
        self.materials.lines().filter(|l| !l.is_empty())
    }
}

/// A certificate that a community must not issue, and who answers instead.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Certificate {
    pub id: String,
    pub code: String,
    pub name: String,
    pub office: String,
}
