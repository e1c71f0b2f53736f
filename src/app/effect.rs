//! What `update` asks the runtime to do.

use crate::desk::command::Order;
use crate::desk::query::Query;
use crate::desk::sites::spool::Errand;

/// Whose question or command it was, and which one of them: an answer that has been overtaken is dropped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ticket {
    /// Index of the panel.
    pub room: usize,
    /// Which of the panel's questions.
    pub slot: &'static str,
    pub generation: u64,
}

#[allow(clippy::large_enum_variant, reason = "a few at a time; only the catalogue's commands are large")]
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    Ask(Ticket, Query),
    Do(Ticket, Order),
    /// Keep a form as it stands, or forget it (`None`).
    Draft {
        form: String,
        body: Option<String>,
    },
    /// A draft that nobody holds is to be this window's; told as [`crate::app::Msg::Taken`].
    TakeUp(crate::store::Draft),
    /// The same, to be thrown away.
    Throw(crate::store::Draft),
    /// From now on this clerk works, at this window; both are remembered.
    Seat {
        clerk: String,
        window: String,
    },
    /// Note that this record is shown whole; told as [`crate::app::Msg::Revealed`].
    Reveal(String),
    /// Remember what the probe found out about this terminal.
    Terminal(&'static str),
    /// Write or read files of other sites, beside everything else.
    Send(Errand),
    Quit,
}
