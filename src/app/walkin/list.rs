//! The left side: everything that waits, section by section, as one list with one cursor.

use super::Walkin;
use crate::desk::walkin::{self, Card, Row, State};

/// A part of the left side, from top to bottom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Section {
    /// The visitor at this window.
    Called,
    Waiting,
    Aside,
    /// Handed over by other communities' desks, to be taken or sent back.
    Incoming,
    InHand,
    Papers,
    /// Taken by other communities' desks, or lately finished there.
    Away,
    Callbacks,
    /// Finished today: still to be rated.
    Settled,
}

impl Section {
    pub const ALL: [Section; 9] = [
        Section::Called,
        Section::Waiting,
        Section::Aside,
        Section::Incoming,
        Section::InHand,
        Section::Papers,
        Section::Away,
        Section::Callbacks,
        Section::Settled,
    ];
}

/// What is selected on the left.
#[derive(Debug, Clone, Copy)]
pub enum Selected<'a> {
    Called(&'a walkin::InQueue),
    Waiting(&'a walkin::InQueue),
    Aside(&'a walkin::InQueue),
    Incoming(&'a walkin::ReferralRow),
    Away(&'a walkin::ReferralRow),
    Request(&'a Row),
    Callback(&'a walkin::Callback),
}

impl<'a> Selected<'a> {
    /// The record's id.
    pub fn id(self) -> &'a str {
        match self {
            Selected::Called(t) | Selected::Waiting(t) | Selected::Aside(t) => &t.ticket.id,
            Selected::Incoming(r) | Selected::Away(r) => &r.referral.id,
            Selected::Request(r) => &r.id,
            Selected::Callback(c) => &c.id,
        }
    }

    /// The request that it is about.
    pub fn request(self) -> Option<&'a str> {
        match self {
            Selected::Request(r) => Some(&r.id),
            Selected::Callback(c) => Some(&c.request),
            Selected::Away(r) => Some(&r.referral.request),
            _ => None,
        }
    }

    pub fn ticket(self) -> Option<&'a walkin::InQueue> {
        match self {
            Selected::Called(t) | Selected::Waiting(t) | Selected::Aside(t) => Some(t),
            _ => None,
        }
    }
}

impl Walkin {
    /// How many rows a section has.
    pub fn count(&self, section: Section) -> usize {
        match section {
            Section::Called => usize::from(self.served().is_some()),
            Section::Waiting => self.queue.waiting.len(),
            Section::Aside => self.queue.aside.len(),
            Section::Incoming => self.incoming.len(),
            Section::InHand => self.requests.len() - self.papers(),
            Section::Papers => self.papers(),
            Section::Away => self.away.len(),
            Section::Callbacks => self.callbacks.len(),
            Section::Settled => self.settled.len(),
        }
    }

    /// Those waiting for papers stand last among the requests.
    fn papers(&self) -> usize {
        self.requests.iter().filter(|r| r.state == State::Papers.name()).count()
    }

    /// Rows that may be selected.
    pub fn rows(&self) -> usize {
        Section::ALL.into_iter().map(|s| self.count(s)).sum()
    }

    /// The first row of a section.
    pub fn first(&self, section: Section) -> usize {
        Section::ALL.into_iter().take_while(|s| *s != section).map(|s| self.count(s)).sum()
    }

    /// What stands in row `at`.
    pub fn at(&self, at: usize) -> Option<Selected<'_>> {
        let mut first = 0;
        for section in Section::ALL {
            let n = self.count(section);
            if at < first + n {
                return self.of(section, at - first);
            }
            first += n;
        }
        None
    }

    fn of(&self, section: Section, i: usize) -> Option<Selected<'_>> {
        match section {
            Section::Called => self.served().map(Selected::Called),
            Section::Waiting => self.queue.waiting.get(i).map(Selected::Waiting),
            Section::Aside => self.queue.aside.get(i).map(Selected::Aside),
            Section::Incoming => self.incoming.get(i).map(Selected::Incoming),
            Section::InHand => self.requests.get(i).map(Selected::Request),
            Section::Papers => self.requests.get(self.count(Section::InHand) + i).map(Selected::Request),
            Section::Away => self.away.get(i).map(Selected::Away),
            Section::Callbacks => self.callbacks.get(i).map(Selected::Callback),
            Section::Settled => self.settled.get(i).map(Selected::Request),
        }
    }

    /// What is selected.
    pub fn selected(&self) -> Option<Selected<'_>> {
        self.at(self.cursor)
    }

    /// The visitor at this session's window.
    pub fn served(&self) -> Option<&walkin::InQueue> {
        self.queue.called.iter().find(|t| t.ticket.window.as_deref() == Some(&self.window))
    }

    /// The ticket that a verb means: the selected one, else the one at this window.
    pub fn ticket(&self) -> Option<&walkin::InQueue> {
        self.selected().and_then(Selected::ticket).or(self.served())
    }

    /// The hand-over that is selected.
    pub fn handed(&self) -> Option<&walkin::Referral> {
        match self.selected() {
            Some(Selected::Incoming(row)) => Some(&row.referral),
            _ => None,
        }
    }

    /// The request in hand, once its card has come.
    pub fn in_hand(&self) -> Option<&Card> {
        let wanted = self.selected()?.request()?;
        self.card.as_deref().filter(|c| c.request.id == wanted)
    }

    /// Puts the cursor on a record, if it is there.
    pub(super) fn put_on(&mut self, id: &str) -> bool {
        let found = (0..self.rows()).find(|at| self.at(*at).is_some_and(|s| s.id() == id || s.request() == Some(id)));
        self.cursor = found.unwrap_or(self.cursor).min(self.rows().saturating_sub(1));
        found.is_some()
    }

    /// Puts the cursor on the first row of what a word names; false = not a word of this room.
    pub(super) fn put_on_section(&mut self, word: &str) -> bool {
        let section = match word {
            "called" => Section::Called,
            "queue" => Section::Waiting,
            "incoming" => Section::Incoming,
            "papers" => Section::Papers,
            "away" => Section::Away,
            "callbacks" => Section::Callbacks,
            "late" | "today" | "redated" | "returned" => Section::InHand,
            _ => return false,
        };
        self.cursor = self.first(section).min(self.rows().saturating_sub(1));
        true
    }
}
