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

/// Bookings that are named; the rest is counted.
const BOOKINGS: usize = 4;

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
    pub counts: Option<walkin::Today>,
    pub queue: walkin::QueueNow,
    /// The first request that is late, and the first that is due today.
    pub late: Option<walkin::Row>,
    pub due: Option<walkin::Row>,
    /// Bookings of today that are not over.
    pub bookings: Vec<studio::Entry>,
    /// How many more there are, and how many seats of lectures are taken and waited for, by lecture.
    pub seats: Vec<(String, usize, usize)>,
    pub unfinished: Vec<studio::Entry>,
    pub followups: usize,
    pub loans: Option<loans::Counts>,
    pub peers: Vec<Peer>,
    pub exchange: Option<Exchange>,
    /// Row under the mark, of the day's lines.
    pub chosen: usize,
}

impl Today {
    /// The visitors at a window now, this window's first.
    pub fn called(&self) -> Option<&walkin::InQueue> {
        self.queue.called.first()
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
        lines.extend((0..self.bookings.len().min(BOOKINGS)).map(Line::Booking));
        lines.extend((self.more() > 0).then_some(Line::MoreBookings));
        lines.extend((!self.unfinished.is_empty()).then_some(Line::Unfinished));
        lines.extend((self.followups > 0).then_some(Line::Followups));
        lines.extend(self.loans.as_ref().filter(|c| c.overdue + c.due + c.ready > 0).map(|_| Line::Reading));
        lines.extend((!self.peers.is_empty()).then_some(Line::Exchange));
        lines
    }

    /// Bookings of today beyond those named.
    pub fn more(&self) -> usize {
        self.bookings.len().saturating_sub(BOOKINGS)
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
        let id = |row: &Option<walkin::Row>, word: &str| row.as_ref().map_or_else(|| word.to_owned(), |r| r.id.clone());
        let start = |entry: Option<&studio::Entry>| entry.map(|e| studio::time::wall_text(e.booking.start));
        let what = match line {
            Line::Waiting => "queue".into(),
            Line::Called => "called".into(),
            Line::Late => id(&self.late, "late"),
            Line::DueToday => id(&self.due, "today"),
            Line::Incoming => "incoming".into(),
            Line::Returned => "returned".into(),
            Line::Papers => "papers".into(),
            Line::Callbacks => "callbacks".into(),
            Line::Redated => "redated".into(),
            Line::Booking(at) => start(self.bookings.get(at)).unwrap_or_default(),
            Line::MoreBookings => start(self.bookings.get(BOOKINGS)).unwrap_or_default(),
            Line::Unfinished => start(self.unfinished.first()).unwrap_or_default(),
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

    /// The first of those that are late and of those due today, where there are any.
    fn take_counts(&mut self, counts: walkin::Today, cx: &mut Cx<'_>) {
        for (slot, which, many, row) in
            [("late", "late", counts.late, &mut self.late), ("due", "today", counts.due_today, &mut self.due)]
        {
            if many == 0 {
                *row = None;
                continue;
            }
            let first = walkin::Requests { which: which.into(), rows: "1".into(), ..Default::default() };
            cx.ask(slot, walkin::Query::Requests(first));
        }
        self.counts = Some(counts);
    }

    fn take_request(&mut self, slot: &str, rows: Vec<walkin::Row>) {
        match slot {
            "late" => self.late = rows.into_iter().next(),
            _ => self.due = rows.into_iter().next(),
        }
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
        cx.ask("queue", walkin::Query::Queue(walkin::Queue::default()));
        cx.ask("bookings", studio::Query::Bookings(studio::Bookings::default()));
        cx.ask("unfinished", studio::Query::Unfinished(studio::Unfinished::default()));
        let to = Some(cx.now.date().to_string());
        cx.ask("followups", studio::Query::Followups(studio::Followups { to }));
        cx.ask("loans", loans::Query::Today(loans::Today::default()));
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
            ("counts", Answer::Walkin(walkin::Answer::Counts(counts))) => self.take_counts(counts, cx),
            ("queue", Answer::Walkin(walkin::Answer::Queue(queue))) => self.queue = queue,
            ("late" | "due", Answer::Walkin(walkin::Answer::Requests(rows))) => self.take_request(slot, rows),
            ("loans", Answer::Loans(loans::Answer::Counts(counts))) => self.loans = Some(counts),
            ("unfinished", Answer::Studio(studio::Answer::Bookings(rows))) => self.unfinished = rows,
            ("bookings", Answer::Studio(studio::Answer::Bookings(rows))) => self.take_bookings(rows, cx.now),
            ("followups", Answer::Studio(studio::Answer::Followups(rows))) => self.followups = rows.len(),
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
