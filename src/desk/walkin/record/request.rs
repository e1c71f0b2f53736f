//! A request, its steps, its pauses, its call-backs, its hand-over.

use crate::base::clock::Moment;
use serde::Serialize;

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
    /// Whom to call; not of an item that must not be listed with its person.
    pub name: Option<String>,
    /// The item, or the kind of the booking.
    pub about: String,
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
