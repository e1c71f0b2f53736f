//! The message that stands: what stopped the work, what arrives meanwhile, and the lone key that a person answers with.

use super::{Doing, Session};
use crate::base::clock::Moment;
use crate::desk::loans::{Command, CopyCard};
use crate::desk::reason::Reason;

/// How long a lone `1` must stay alone to be a person's key, in ms. A scanner sends its next character within 30.
pub const ALONE_MS: i64 = 150;

/// A message that must be read.
#[derive(Debug, Clone, PartialEq)]
pub struct Stop {
    pub why: Why,
    /// What a person may insist on.
    pub again: Option<Command>,
    gathered: String,
    last: Moment,
}

/// What a person's lone key under a message asks for.
#[allow(clippy::large_enum_variant, reason = "a few at a time; only the catalogue's commands are large")]
#[derive(Debug, Clone, PartialEq)]
pub enum Answered {
    /// Send this again, set aside what speaks against it and was read.
    Insist(Command, Vec<Reason>),
    /// Enter what is not known yet: the number, and what it was taken for.
    Enter { text: String, as_what: String },
}

/// What stopped the work.
#[derive(Debug, Clone, PartialEq)]
pub enum Why {
    Refused(Vec<Reason>),
    /// No record; what it was taken for.
    Unknown {
        text: String,
        as_what: String,
    },
    /// A copy on its shelf was scanned and nobody is in hand.
    NoReader(Box<CopyCard>),
    /// The program could not do it (disk, lock); in the program's words.
    Fault(String),
}

impl Stop {
    /// May the key `2` do something: insist, or enter what is not known?
    pub fn offers(&self) -> bool {
        self.again.is_some() || matches!(self.why, Why::Unknown { .. })
    }

    /// What has arrived since and is not yet a scan.
    pub fn gathered(&self) -> &str {
        &self.gathered
    }
}

impl Session {
    /// The work stops until a person has read why.
    pub(super) fn stop(&mut self, why: Why, again: Option<Command>, at: Moment) {
        self.stop = Some(Stop { why, again, gathered: String::new(), last: at });
    }

    /// A printable key while a message stands. [`Session::quiet`] is to be called when it was alone for [`ALONE_MS`].
    pub fn gather(&mut self, c: char, at: Moment) {
        if let Some(stop) = &mut self.stop {
            stop.gathered.push(c);
            stop.last = at;
        }
    }

    /// Enter while a message stands: what was gathered is a scan. With nothing gathered it is a stray Enter.
    pub fn gathered_enter(&mut self, at: Moment) {
        let Some(stop) = &mut self.stop else { return };
        let text = std::mem::take(&mut stop.gathered);
        self.scan(&text, at);
    }

    /// Takes back the last character gathered.
    pub fn ungather(&mut self) {
        if let Some(stop) = &mut self.stop {
            stop.gathered.pop();
        }
    }

    /// Closes the message by a key that no scanner sends; what had been gathered.
    pub fn close(&mut self) -> String {
        self.stop.take().map(|stop| stop.gathered).unwrap_or_default()
    }

    /// Nothing has come for a while: a lone `1` or `y` closes the message, a lone `2` insists where that is allowed or
    /// enters what is not known; anything else is the beginning of a number and stays.
    pub fn quiet(&mut self, at: Moment) -> Option<Answered> {
        let stop = self.stop.as_mut().filter(|s| at.0 - s.last.0 >= ALONE_MS)?;
        match std::mem::take(&mut stop.gathered).as_str() {
            "1" | "y" | "Y" | "\u{ff11}" => {
                self.stop = None;
                None
            }
            "2" | "\u{ff12}" => {
                let answered = match (&stop.again, &stop.why) {
                    (Some(command), Why::Refused(read)) => Answered::Insist(command.clone(), read.clone()),
                    (_, Why::Unknown { text, as_what }) => Answered::Enter { text: text.clone(), as_what: as_what.clone() },
                    _ => return None,
                };
                self.stop = None;
                if let Answered::Insist(command, _) = &answered {
                    self.doing = Some(Doing::Work(command.clone()));
                }
                Some(answered)
            }
            // The beginning of a number: its end is still on its way.
            gathered => {
                stop.gathered = gathered.to_owned();
                None
            }
        }
    }
}
