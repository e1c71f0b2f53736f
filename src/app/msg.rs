//! What reaches `update`.

use super::effect::Ticket;
use crate::base::clock::Moment;
use crate::command::key::Key;
use crate::desk::command::Order;
use crate::desk::query::Answer;
use crate::desk::sites::spool::Outcome;
use crate::store::{Draft, Fault, Refusal, Reply};

#[derive(Debug)]
pub enum Msg {
    Key(Key),
    /// The same key so many times: a key held down, folded before anything is drawn.
    Held(Key, usize),
    Paste(String),
    /// Many characters and an Enter within a blink: a barcode scanner or an ID reader.
    Scan(String),
    Resize(u16, u16),
    /// A minute has begun.
    Minute(Moment),
    Answer(Ticket, Result<Answer, Fault>),
    /// What was asked together and is answered together: one frame.
    Burst(Vec<Msg>),
    Done(Ticket, Box<Order>, Result<Reply, Refusal>),
    /// Forms left unfinished by the last session, newest first.
    Drafts(Vec<Draft>),
    /// A draft is this window's now; `None`: another window was quicker.
    Taken(Option<Draft>),
    /// It is noted that this record is shown whole.
    Revealed(String),
    /// How an errand with files goes.
    Files(Outcome),
    /// An errand with files has come to nothing.
    FilesFailed(Fault),
    /// Another session has written.
    Changed,
    /// The line is gone, or the machine wants us to end.
    Hangup,
}
