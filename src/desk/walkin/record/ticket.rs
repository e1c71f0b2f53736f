//! A number of the queue.

use crate::base::clock::Moment;
use serde::Serialize;

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
