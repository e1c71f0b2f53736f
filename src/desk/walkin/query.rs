//! What may be asked about this room.

use super::rules::queue::Place;
use super::{Callback, Certificate, Referral, Request, Service, Step, Ticket};
use crate::queries;
use serde::{Deserialize, Serialize};

queries! {
    /// Questions of this room.
    pub enum Query {
        /// Who waits, in the order of calling with its reason; who is at a window, missed or put aside.
        "queue" => Queue(Queue),
        /// Requests: late first, in hand, waiting for papers; or found by number, name or item.
        "requests" => Requests(Requests),
        /// One request with its steps, papers and limit.
        "request" => Request(One),
        /// Items of the catalogue by code, name or initials.
        "services" => Services(Find),
        /// The refuse-list by name or initials.
        "certificates" => Certificates(Find),
        /// Calls owed, the oldest first.
        "callbacks" => Callbacks(Nothing),
        /// Requests handed between communities: `which=in` (waiting for this desk's answer) or `out`.
        "referrals" => Referrals(Referrals),
        /// Today's figures.
        "walkin" => Counts(Nothing),
    }
}

/// No fields.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Nothing {}

/// `queue`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[serde(deny_unknown_fields)]
pub struct Queue {
    /// Only those whom this window may call.
    pub window: Option<String>,
}

/// `requests`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[serde(deny_unknown_fields)]
pub struct Requests {
    /// `open` (all unfinished, the default), `papers`, `late`, `today` (due today), `finished`, `settled` (finished today),
    /// `redated` (a new table of holidays moved their date in the last seven days), `returned` (another desk has sent them
    /// back).
    pub which: String,
    /// A number or part of one.
    pub find: String,
    /// The id after which the page begins.
    pub from: Option<String>,
    /// Rows wanted; empty = 50.
    pub rows: String,
    /// At the hub: the requests of this community. Without it, this site's own.
    pub site: Option<String>,
}

/// `referrals`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[serde(deny_unknown_fields)]
pub struct Referrals {
    /// `in` (the default), `out`, or `away`: what another desk has taken, and what it has finished in the last 7 days.
    pub which: String,
    /// Rows wanted; empty = 50.
    pub rows: String,
}

/// A row of `referrals`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ReferralRow {
    #[serde(flatten)]
    pub referral: Referral,
    pub service_name: String,
}

/// `request`: id, number or short number; `explain` of any value adds the limit day by day.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct One {
    pub id: String,
    #[serde(default)]
    pub explain: Option<String>,
}

/// `services`, `certificates`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[serde(deny_unknown_fields)]
pub struct Find {
    /// What was typed; empty lists all.
    pub find: String,
}

/// A row of `services`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Offer {
    #[serde(flatten)]
    pub item: Service,
    /// The due date of a request accepted now.
    pub due: Option<String>,
    pub due_basis: &'static str,
    pub provisional: bool,
}

/// A row of `requests`.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Row {
    pub id: String,
    pub number: String,
    /// As shown at this site: `0302-0041` in its own year.
    pub short: String,
    pub state: String,
    pub service: String,
    pub service_name: String,
    pub resident: Option<String>,
    pub name: Option<String>,
    pub due: Option<String>,
    /// Working days until the due date; below zero = late by so many. None without a limit.
    pub left: Option<i64>,
    pub late: bool,
    /// How many papers are missing.
    pub missing: usize,
    pub opened_at: crate::base::clock::Moment,
    /// Where its hand-over to another community's desk stands: `sent`, `sent_back` …
    #[serde(skip_serializing_if = "Option::is_none")]
    pub handed: Option<String>,
    /// What was asked for, where that is what was searched for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub said: Option<String>,
}

/// A row of `queue`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct InQueue {
    #[serde(flatten)]
    pub ticket: Ticket,
    /// Of the resident, when known.
    pub name: Option<String>,
    /// Minutes since the number was drawn.
    pub minutes: i64,
    /// Its place, for those that wait.
    pub place: Option<Place>,
}

/// `queue`'s answer.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct QueueNow {
    /// In the order of calling.
    pub waiting: Vec<InQueue>,
    /// At a window now.
    pub called: Vec<InQueue>,
    /// Missed or put aside.
    pub aside: Vec<InQueue>,
    pub closed: bool,
}

/// A stage on the card.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StageLine {
    /// Counted from 1.
    pub n: i64,
    pub name: String,
    pub people: i64,
    pub done: bool,
    /// When it was recorded.
    pub at: Option<crate::base::clock::Moment>,
    /// The last day of its publicity, `YYYY-MM-DD`.
    pub until: Option<String>,
}

/// A paper on the card.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Paper {
    pub name: String,
    /// `here`, `missing` or `owed`.
    pub state: String,
}

/// One day of an explained limit.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DueDay {
    pub date: String,
    pub counted: bool,
    /// The reason's code.
    pub why: String,
    /// The holiday's name or the pause's reason.
    pub of: Option<String>,
    /// For words.
    #[serde(skip)]
    pub line: crate::calendar::deadline::DayLine,
}

/// `request`'s answer.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Card {
    #[serde(flatten)]
    pub request: Request,
    pub short: String,
    pub service_item: Service,
    pub name: Option<String>,
    pub phone: Option<String>,
    pub id_number: Option<String>,
    pub left: Option<i64>,
    pub late: bool,
    pub stages: Vec<StageLine>,
    pub papers: Vec<Paper>,
    pub steps: Vec<Step>,
    /// Its hand-over to or from another community's desk.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub handed: Option<Referral>,
    /// Only when asked for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub days: Vec<DueDay>,
}

/// Today's figures, and what stands beside them on the screen. The queue and the requests have questions of their own
/// for whoever wants only those.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Today {
    /// Whether the day is closed is not told here.
    #[serde(skip)]
    pub queue: QueueNow,
    /// The first of those that are late, and of those due today.
    #[serde(skip)]
    pub first_late: Option<Row>,
    #[serde(skip)]
    pub first_due: Option<Row>,
    pub waiting: i64,
    /// Number of the next ticket.
    pub next: Option<String>,
    pub called: i64,
    pub open: i64,
    pub papers: i64,
    pub due_today: i64,
    pub late: i64,
    /// Calls due today or before.
    pub callbacks: i64,
    /// Requests that other communities hand to this desk and that wait for an answer.
    pub incoming: i64,
    /// Requests that other desks have sent back and that nobody has taken up again.
    pub returned: i64,
    /// Requests whose date a new table of holidays has moved in the last seven days.
    pub redated: i64,
}

/// What comes back.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Answer {
    Queue(QueueNow),
    Requests(Vec<Row>),
    Request(Option<Box<Card>>),
    Services(Vec<Offer>),
    Certificates(Vec<Certificate>),
    Callbacks(Vec<Callback>),
    Referrals(Vec<ReferralRow>),
    Counts(Box<Today>),
}
