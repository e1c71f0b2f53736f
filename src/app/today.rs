//! Today: what waits, what is due, what is late; and the box that finds anything.
//!
//! Each line leads somewhere: Enter goes there, to the record if the line names one, else to its part of the room.

use super::panel::{Cx, Focus, Panel, Wish};
pub use super::search::{Find, Search};
use crate::base::clock::Moment;
use crate::desk::command::Order;
use crate::desk::query::Answer;
use crate::desk::sites::exchange::{Counts as Exchange, Peer};
use crate::desk::{loans, sites, studio, walkin};
use crate::list::Move;
use crate::store::Reply;
use crate::text::line::TextLine;

/// Bookings that are named at most; the rest is counted.
const BOOKINGS: usize = 4;

/// Lines of the fullest day: as many as 80x24 has room for.
const LINES: usize = 16;

/// A line of the day that is worth a look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Line {
    Waiting,
    Called,
    Late,
    DueToday,
    /// Handed over by other desks.
    Incoming,
    /// Handed to other desks and sent back by them.
    Returned,
    Papers,
    Callbacks,
    /// Due dates that a new table of holidays has moved.
    Redated,
    Booking(usize),
    MoreBookings,
    Unfinished,
    Followups,
    Reading,
    Exchange,
}

impl Line {
    /// The room that the line leads to.
    pub fn room(self) -> &'static str {
        match self {
            Line::Booking(_) | Line::MoreBookings | Line::Unfinished | Line::Followups => "studio",
            Line::Reading => "loans",
            Line::Exchange => "exchange",
            _ => "walkin",
        }
    }
}

#[derive(Debug, Default)]
pub struct Today {
    pub search: Search,
    /// In the list after Esc; the box has the cursor otherwise.
    listed: bool,
    /// With the queue, and the first request that is late or due today.
    pub counts: Option<Box<walkin::Today>>,
    /// Bookings of today that are not over.
    pub bookings: Vec<studio::Entry>,
    /// How many more there are, and how many seats of lectures are taken and waited for, by lecture.
    pub seats: Vec<(String, usize, usize)>,
    pub studio: studio::Figures,
    pub loans: loans::Pressing,
    pub peers: Vec<Peer>,
    pub exchange: Option<Exchange>,
    /// Row under the mark, of the day's lines.
    pub chosen: usize,
}

impl Today {
    /// The visitors at a window now, this window's first.
    pub fn called(&self) -> Option<&walkin::InQueue> {
        self.counts.as_ref()?.queue.called.first()
    }

    /// The lines of the day; those with nothing to do are left out, the queue apart.
    pub fn lines(&self) -> Vec<Line> {
        let mut lines = vec![Line::Waiting];
        lines.extend(self.called().map(|_| Line::Called));
        if let Some(c) = &self.counts {
            let asked = [
                (c.late, Line::Late),
                (c.due_today, Line::DueToday),
                (c.incoming, Line::Incoming),
                (c.returned, Line::Returned),
                (c.papers, Line::Papers),
                (c.callbacks, Line::Callbacks),
                (c.redated, Line::Redated),
            ];
            lines.extend(asked.into_iter().filter(|(n, _)| *n > 0).map(|(_, line)| line));
        }
        let below = self.below_bookings();
        let named = self.bookings.len().min(self.named(lines.len() + below.len()));
        lines.extend((0..named).map(Line::Booking));
        lines.extend((self.bookings.len() > named).then_some(Line::MoreBookings));
        lines.extend(below);
        lines
    }

    /// What comes after the bookings.
    fn below_bookings(&self) -> Vec<Line> {
        let reading = self.loans.overdue + self.loans.due + self.loans.ready;
        let asked = [
            (self.studio.unfinished > 0, Line::Unfinished),
            (self.studio.followups > 0, Line::Followups),
            (reading > 0, Line::Reading),
            (!self.peers.is_empty(), Line::Exchange),
        ];
        asked.into_iter().filter(|(is, _)| *is).map(|(_, line)| line).collect()
    }

    /// So many bookings are named beside so many other lines: on a full day fewer, and the line that counts the others.
    fn named(&self, others: usize) -> usize {
        match LINES.saturating_sub(others) {
            room if room >= self.bookings.len().min(BOOKINGS + 1) => BOOKINGS,
            room => room.saturating_sub(1).clamp(1, BOOKINGS),
        }
    }

    /// Bookings of today beyond those named.
    pub fn more(&self) -> usize {
        let named = self.lines().iter().filter(|line| matches!(line, Line::Booking(_))).count();
        self.bookings.len() - named
    }

    fn go(&mut self, motion: Move) {
        if !self.search.is_empty() {
            let by = match motion {
                Move::Up => -1,
                Move::Down => 1,
                Move::PageUp => -10,
                Move::PageDown => 10,
                Move::Home => isize::MIN,
                Move::End => isize::MAX,
            };
            return self.search.go(by);
        }
        let last = self.lines().len().saturating_sub(1);
        self.chosen = match motion {
            Move::Up => self.chosen.saturating_sub(1),
            Move::Down => (self.chosen + 1).min(last),
            Move::PageUp | Move::Home => 0,
            Move::PageDown | Move::End => last,
        };
    }

    fn open(&mut self, cx: &mut Cx<'_>) {
        if !self.search.is_empty() {
            if !self.search.open(cx) {
                cx.say(crate::i18n::shell::words(cx.lang).nothing_found);
            }
            return;
        }
        let Some(line) = self.lines().get(self.chosen).copied() else { return };
        let counts = self.counts.as_deref();
        let id = |row: Option<&walkin::Row>, word: &str| row.map_or_else(|| word.to_owned(), |r| r.id.clone());
        let booking = |entry: Option<&studio::Entry>| entry.map(|e| e.booking.id.clone());
        let what = match line {
            Line::Waiting => "queue".into(),
            Line::Called => "called".into(),
            Line::Late => id(counts.and_then(|c| c.first_late.as_ref()), "late"),
            Line::DueToday => id(counts.and_then(|c| c.first_due.as_ref()), "today"),
            Line::Incoming => "incoming".into(),
            Line::Returned => "returned".into(),
            Line::Papers => "papers".into(),
            Line::Callbacks => "callbacks".into(),
            Line::Redated => "redated".into(),
            Line::Booking(at) => booking(self.bookings.get(at)).unwrap_or_default(),
            Line::MoreBookings => booking(self.bookings.get(self.bookings.len() - self.more())).unwrap_or_default(),
            Line::Unfinished => "unfinished".into(),
            Line::Followups => "followups".into(),
            Line::Reading => "overdue".into(),
            Line::Exchange => "lacks".into(),
        };
        cx.wishes.push(Wish::Lead(line.room(), what));
    }

    /// Those of today that are still to come or under way; a seat in a lecture is counted with the lecture.
    fn take_bookings(&mut self, rows: Vec<studio::Entry>, now: Moment) {
        use studio::State::{Attended, Booked, Offered, Requested, Waiting};
        let seat = |state: studio::State, lecture: &str| {
            rows.iter().filter(|e| e.booking.lecture == lecture && e.booking.state == state).count()
        };
        let lectures = rows.iter().filter(|e| e.booking.seats > 0).map(|e| e.booking.id.clone());
        self.seats = lectures
            .map(|id| {
                let taken = [Booked, Attended, Offered].into_iter().map(|s| seat(s, &id)).sum();
                let waiting = seat(Waiting, &id);
                (id, taken, waiting)
            })
            .collect();
        let ends = |e: &studio::Entry| e.booking.start + chrono::Duration::minutes(e.booking.minutes);
        let open = |e: &studio::Entry| matches!(e.booking.state, Booked | Requested) && e.booking.lecture.is_empty();
        self.bookings = rows.into_iter().filter(|e| open(e) && ends(e) > now.local()).collect();
    }
}

impl Panel for Today {
    fn scope(&self) -> &'static str {
        "today"
    }

    fn focus(&self) -> Focus {
        if self.listed { Focus::List } else { Focus::Box }
    }

    fn set_focus(&mut self, focus: Focus) {
        self.listed = focus == Focus::List;
    }

    fn line(&mut self) -> Option<&mut TextLine> {
        Some(&mut self.search.line)
    }

    fn finds_itself(&self) -> bool {
        true
    }

    fn typed(&mut self, cx: &mut Cx<'_>) {
        self.search.ask(cx);
    }

    fn refresh(&mut self, cx: &mut Cx<'_>) {
        cx.ask("counts", walkin::Query::Counts(walkin::Nothing {}));
        cx.ask("bookings", studio::Query::Bookings(studio::Bookings::default()));
        cx.ask("studio", studio::Query::Figures(studio::All {}));
        cx.ask("loans", loans::Query::Pressing(loans::Rules {}));
        cx.ask("peers", sites::Query::Peers(sites::Nothing {}));
    }

    fn verb(&mut self, verb: &str, cx: &mut Cx<'_>) -> bool {
        if let Some(motion) = Move::of(verb) {
            self.go(motion);
            return true;
        }
        match verb {
            "accept" | "open" => self.open(cx),
            "back" => self.search.clear(),
            _ => return false,
        }
        true
    }

    fn available(&self, verb: &str) -> bool {
        match verb {
            "accept" | "open" => true,
            "back" => self.listed && !self.search.is_empty(),
            "focus_list" => !self.listed,
            "focus_box" => self.listed,
            other => Move::of(other).is_some(),
        }
    }

    fn answer(&mut self, slot: &str, answer: Answer, cx: &mut Cx<'_>) {
        match (slot, answer) {
            ("counts", Answer::Walkin(walkin::Answer::Counts(counts))) => self.counts = Some(counts),
            ("loans", Answer::Loans(loans::Answer::Pressing(pressing))) => self.loans = pressing,
            ("studio", Answer::Studio(studio::Answer::Figures(figures))) => self.studio = figures,
            ("bookings", Answer::Studio(studio::Answer::Bookings(rows))) => self.take_bookings(rows, cx.now),
            ("peers", Answer::Sites(sites::Answer::Peers(peers))) => {
                if !peers.is_empty() {
                    cx.ask("exchange", sites::Query::Exchange(sites::Nothing {}));
                }
                self.peers = peers;
            }
            ("exchange", Answer::Sites(sites::Answer::Exchange(counts))) => self.exchange = Some(counts),
            (slot, answer) => {
                self.search.answer(slot, answer, cx);
            }
        }
        self.chosen = self.chosen.min(self.lines().len().saturating_sub(1));
    }

    fn done(&mut self, _order: &Order, _reply: &Reply, _cx: &mut Cx<'_>) {}

    fn scan(&mut self, text: &str, cx: &mut Cx<'_>) {
        self.search.line.set(text);
        self.search.ask(cx);
    }

    fn minute(&mut self, cx: &mut Cx<'_>) {
        self.refresh(cx);
    }
}
