//! The one box of the reading room: who is in hand, what waits, what stopped.
//!
//! A scanner is a keyboard that ends with Enter. Every scan enters the queue first; one piece of work is under way at
//! a time, so the answers come in the order of the scans. A refusal becomes a *stop*: work pauses until a person has
//! read it. While it stands, what arrives is gathered: ended by Enter it is a scan and joins the queue; a single `1`
//! or `y` alone for [`ALONE_MS`] closes it. So no scan is swallowed, and no scanner closes a message.

mod line;
mod stop;
#[cfg(test)]
mod tests;

use super::{Checkout, Command, CopyCard, Key, Query, ReaderCard, ReceiveCopy, Renew, Return, Scan, Scanned, copy_state};
use crate::base::clock::Moment;
use crate::desk::change::Fields;
use crate::desk::reason::Reason;
pub use line::{Act, Line};
use line::{lend_line, renew_lines, return_line};
use std::collections::VecDeque;
pub use stop::{ALONE_MS, Answered, Stop, Why};

/// The same number within this time, in ms, is the scanner reading twice.
const TWICE_MS: i64 = 1500;
/// After so long without work the reader in hand has gone, in ms.
const GONE_MS: i64 = 180_000;
/// Lines of the day's work that are kept on screen.
const LINES: usize = 50;

/// What the session wants done next. One at a time; the answer comes back through [`Session::answered`],
/// [`Session::done`] or [`Session::refused`].
#[allow(clippy::large_enum_variant, reason = "a few at a time; only the catalogue's commands are large")]
#[derive(Debug, Clone, PartialEq)]
pub enum Step {
    Ask(Query),
    Do(Command),
}

/// What is under way.
#[allow(clippy::large_enum_variant, reason = "a few at a time; only the catalogue's commands are large")]
#[derive(Debug, Clone, PartialEq)]
enum Doing {
    /// A scan is being looked up.
    Look(String),
    /// A command, kept so that it can be sent again with an override.
    Work(Command),
    /// The reader's counts are fetched anew.
    Refresh,
}

/// The state of the box.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Session {
    /// Who borrows.
    pub reader: Option<Box<ReaderCard>>,
    /// The message that stands.
    pub stop: Option<Stop>,
    /// What was found when several fit; digits choose.
    pub several: Option<Scanned>,
    /// A title that was looked up.
    pub title: Option<Scanned>,
    /// The day's work, newest first.
    pub lines: VecDeque<Line>,
    /// Returns count for this day instead of today: the box that was filled overnight.
    pub box_day: Option<String>,
    /// A short word for the message line: a scan read twice.
    pub twice: Option<String>,
    /// Another: words that nothing was found for. They stop nobody.
    pub nothing: Option<String>,
    queue: VecDeque<String>,
    doing: Option<Doing>,
    last_scan: Option<(String, Moment)>,
    last_work: Moment,
}

impl Session {
    /// Scans that wait.
    pub fn waiting(&self) -> usize {
        self.queue.len()
    }

    /// Scans that wait for a person who reads a message, or who enters what was not known, behind the card of whoever is
    /// in hand: scanned again in this order they take the work up where it stands. Empty while the work goes on by itself.
    pub fn left(&self) -> Vec<String> {
        if self.queue.is_empty() || self.busy() {
            return Vec::new();
        }
        let card = self.reader.as_ref().map(|card| card.reader.card.clone());
        card.into_iter().chain(self.queue.iter().cloned()).collect()
    }

    /// Is something under way?
    pub fn busy(&self) -> bool {
        self.doing.is_some()
    }

    /// A text ended by Enter. It joins the queue whatever stands on the screen.
    pub fn scan(&mut self, text: &str, at: Moment) {
        let text = text.trim();
        if text.is_empty() {
            return;
        }
        let twice = self.last_scan.as_ref().is_some_and(|(last, when)| last == text && at.0 - when.0 < TWICE_MS && at.0 > when.0);
        self.last_scan = Some((text.to_owned(), at));
        self.twice = twice.then(|| text.to_owned());
        self.nothing = None;
        if !twice {
            self.queue.push_back(text.to_owned());
        }
    }

    /// The next piece of work, if nothing is under way and nothing stands in the way.
    pub fn next(&mut self, at: Moment) -> Option<Step> {
        if self.doing.is_some() || self.stop.is_some() || self.several.is_some() {
            return None;
        }
        let text = self.queue.pop_front()?;
        if at.0 - self.last_work.0 > GONE_MS {
            self.reader = None;
        }
        self.last_work = at;
        self.title = None;
        self.doing = Some(Doing::Look(text.clone()));
        Some(Step::Ask(Query::Scan(Scan { text })))
    }

    /// What a scan turned out to be. A card changes the reader; a lent copy is returned; a copy on its shelf is lent
    /// to the reader in hand.
    pub fn answered(&mut self, what: Scanned, at: Moment) -> Option<Step> {
        let Some(Doing::Look(_)) = self.doing.take() else { return None };
        self.take(what, at)
    }

    fn take(&mut self, what: Scanned, at: Moment) -> Option<Step> {
        match what {
            Scanned::Reader(card) => self.reader = Some(card),
            Scanned::Copy(copy) => return self.copy(copy, at),
            Scanned::Title(_) => self.title = Some(what),
            Scanned::Several { .. } => self.several = Some(what),
            // A name that was typed wrong is typed again; a label that nobody knows is in somebody's hand.
            Scanned::Nothing { text, as_what } if as_what == "words" => self.nothing = Some(text),
            Scanned::Nothing { text, as_what } => self.stop(Why::Unknown { text, as_what }, None, at),
        }
        self.next(at)
    }

    fn copy(&mut self, copy: Box<CopyCard>, at: Moment) -> Option<Step> {
        let id = copy.copy.id.clone();
        // A lent copy in the hand is coming back; so is a lost one.
        let back = copy.copy.state == copy_state::LENT || copy.copy.state == copy_state::LOST && self.reader.is_none();
        if back {
            return Some(self.work(Command::Return(Return { copy: id, on: self.box_day.clone() })));
        }
        if copy.copy.state == copy_state::MOVING && self.reader.is_none() {
            return Some(self.work(Command::ReceiveCopy(ReceiveCopy { copy: id })));
        }
        match &self.reader {
            Some(card) => {
                let reader = card.reader.id.clone();
                Some(self.work(Command::Checkout(Checkout { reader, copy: id })))
            }
            None => {
                self.stop(Why::NoReader(copy), None, at);
                None
            }
        }
    }

    /// Renews everything that the reader in hand has.
    pub fn renew_all(&mut self) -> Option<Step> {
        if self.doing.is_some() || self.stop.is_some() {
            return None;
        }
        let reader = self.reader.as_ref()?.reader.id.clone();
        Some(self.work(Command::Renew(Renew { reader: Some(reader), ..Renew::default() })))
    }

    /// Renews one loan of a copy.
    pub fn renew(&mut self, copy: &str, loan: &str) -> Option<Step> {
        let rests = self.doing.is_none() && self.stop.is_none();
        rests.then(|| {
            self.work(Command::Renew(Renew { copy: Some(copy.to_owned()), loan: Some(loan.to_owned()), ..Renew::default() }))
        })
    }

    /// Starts a command that the panel was asked for (a hold, a lost copy).
    pub fn work(&mut self, command: Command) -> Step {
        self.doing = Some(Doing::Work(command.clone()));
        Step::Do(command)
    }

    /// A command of a form was done, beside the work of the box: its line, and the counts anew.
    pub fn noted(&mut self, name: &'static str, result: &Fields, warnings: &[Reason], at: Moment) {
        self.line(Line::plain(Act::Other(name), result, warnings, at));
    }

    /// Is a command of the box itself under way (not one that a form has sent)?
    pub fn working(&self) -> bool {
        matches!(self.doing, Some(Doing::Work(_)))
    }

    /// The command was done.
    pub fn done(&mut self, result: &Fields, warnings: &[Reason], at: Moment) -> Option<Step> {
        let Some(Doing::Work(command)) = self.doing.take() else { return None };
        self.last_work = at;
        match &command {
            Command::Checkout(_) => self.line(lend_line(result, warnings, at)),
            Command::Return(_) => self.line(return_line(result, warnings, at)),
            Command::Renew(_) => renew_lines(result, warnings, at).into_iter().for_each(|l| self.line(l)),
            other => self.line(Line::plain(Act::Other(other.name()), result, warnings, at)),
        }
        let Some(card) = &self.reader else { return self.next(at) };
        let id = card.reader.id.clone();
        self.doing = Some(Doing::Refresh);
        Some(Step::Ask(Query::Reader(Key { id })))
    }

    /// The reader's counts after a piece of work.
    pub fn refreshed(&mut self, card: Option<Box<ReaderCard>>, at: Moment) -> Option<Step> {
        let Some(Doing::Refresh) = self.doing else { return None };
        self.doing = None;
        let same = self.reader.as_ref().map(|r| &r.reader.id) == card.as_ref().map(|c| &c.reader.id);
        if same {
            self.reader = card;
        }
        self.next(at)
    }

    /// The command was refused: nothing happened, and the work stops until somebody has read why.
    pub fn refused(&mut self, reasons: Vec<Reason>, at: Moment) {
        let command = match self.doing.take() {
            Some(Doing::Work(command)) => Some(command),
            _ => None,
        };
        let soft = reasons.iter().all(|r| r.over.is_some());
        self.stop(Why::Refused(reasons), command.filter(|_| soft), at);
    }

    /// The program could not do it.
    pub fn failed(&mut self, words: String, at: Moment) {
        let scan = match self.doing.take() {
            Some(Doing::Look(text)) => Some(text),
            _ => None,
        };
        // What was scanned is not lost with the failure: it is tried again when the message has been read.
        self.queue.extend(scan.clone());
        if scan.is_some() {
            self.queue.rotate_right(1);
        }
        self.stop(Why::Fault(words), None, at);
    }

    fn line(&mut self, line: Line) {
        self.lines.push_front(line);
        self.lines.truncate(LINES);
    }

    /// Somebody else may have changed the reader's counts.
    pub fn renewed_card(&mut self, card: Option<Box<ReaderCard>>) {
        let same = self.reader.as_ref().map(|r| &r.reader.id) == card.as_ref().map(|c| &c.reader.id);
        if same && self.doing.is_none() {
            self.reader = card;
        }
    }

    /// The clerk has undone a command of this name: its line goes.
    pub fn undone(&mut self, command: &str) {
        let act = match command {
            "loan.checkout" => Act::Lent,
            "loan.return" => Act::Returned,
            "loan.renew" => Act::Renewed,
            _ => return,
        };
        if self.lines.front().is_some_and(|l| l.act == act) {
            self.lines.pop_front();
        }
    }

    /// Chooses the n-th of several, from 0. The step looks the choice up by its id.
    pub fn choose(&mut self, n: usize) -> Option<Step> {
        let Some(Scanned::Several { readers, copies, titles }) = &self.several else { return None };
        let mut ids = readers
            .iter()
            .map(|r| &r.reader.id)
            .chain(copies.iter().map(|c| &c.copy.id))
            .chain(titles.iter().map(|t| &t.title.id));
        let text = ids.nth(n)?.clone();
        self.several = None;
        self.doing = Some(Doing::Look(text.clone()));
        Some(Step::Ask(Query::Scan(Scan { text })))
    }

    /// Lets go: the choice first, then the title shown, then the reader. False when there was nothing.
    pub fn let_go(&mut self) -> bool {
        self.several.take().is_some() || self.title.take().is_some() || self.reader.take().is_some()
    }
}
