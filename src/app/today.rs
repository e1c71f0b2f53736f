//! Today: what waits, what is due, what is late; and the box that finds anything.
//!
//! Each line leads somewhere: Enter goes there, to the person found or to the room that the line speaks of.

use super::panel::{Cx, Focus, Panel, Person, Wish};
use crate::desk::command::Order;
use crate::desk::query::Answer;
use crate::desk::residents::{self, Resident};
use crate::desk::{loans, studio, walkin};
use crate::store::Reply;
use crate::text::line::TextLine;

/// How many finds are shown of each sort.
const FINDS: usize = 6;

/// Something found by what was typed.
#[derive(Debug, Clone, PartialEq)]
pub enum Find {
    Person(Box<Resident>),
    Request(Box<walkin::Row>),
    Title(Box<loans::TitleRow>),
}

/// A line of the day that is worth a look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Line {
    Waiting,
    DueToday,
    Late,
    Papers,
    Callbacks,
    Booking(usize),
    Unfinished,
    Overdue,
    Shelf,
}

impl Line {
    /// The room that the line leads to.
    pub fn room(self) -> &'static str {
        match self {
            Line::Booking(_) | Line::Unfinished => "studio",
            Line::Overdue | Line::Shelf => "loans",
            _ => "walkin",
        }
    }
}

#[derive(Debug, Default)]
pub struct Today {
    pub line: TextLine,
    /// In the list after Esc; the box has the cursor otherwise.
    listed: bool,
    people: Vec<Resident>,
    requests: Vec<walkin::Row>,
    titles: Vec<loans::TitleRow>,
    pub counts: Option<walkin::Today>,
    pub bookings: Vec<studio::Entry>,
    pub unfinished: usize,
    pub loans: Option<loans::Counts>,
    /// Row under the mark, of the finds or of the day's lines.
    pub chosen: usize,
}

impl Today {
    /// Everything found, people first.
    pub fn finds(&self) -> Vec<Find> {
        let people = self.people.iter().cloned().map(|card| Find::Person(Box::new(card)));
        let requests = self.requests.iter().cloned().map(|r| Find::Request(Box::new(r)));
        let titles = self.titles.iter().cloned().map(|t| Find::Title(Box::new(t)));
        people.chain(requests).chain(titles).collect()
    }

    /// The lines of the day; those with nothing to do are left out, the queue apart.
    pub fn lines(&self) -> Vec<Line> {
        let mut lines = vec![Line::Waiting];
        if let Some(c) = &self.counts {
            let asked =
                [(c.late, Line::Late), (c.due_today, Line::DueToday), (c.papers, Line::Papers), (c.callbacks, Line::Callbacks)];
            lines.extend(asked.into_iter().filter(|(n, _)| *n > 0).map(|(_, line)| line));
        }
        lines.extend((0..self.bookings.len()).map(Line::Booking));
        if self.unfinished > 0 {
            lines.push(Line::Unfinished);
        }
        if let Some(c) = &self.loans {
            lines.extend((c.overdue > 0).then_some(Line::Overdue));
            lines.extend((c.ready > 0).then_some(Line::Shelf));
        }
        lines
    }

    fn rows(&self) -> usize {
        if self.line.is_empty() { self.lines().len() } else { self.finds().len() }
    }

    fn open(&self, cx: &mut Cx<'_>) {
        if self.line.is_empty() {
            if let Some(line) = self.lines().get(self.chosen) {
                cx.wishes.push(Wish::Go(line.room()));
            }
            return;
        }
        let room = match self.finds().into_iter().nth(self.chosen) {
            Some(Find::Person(card)) => {
                *cx.person = Some(Person { id: card.id, name: card.name, phone: card.phone });
                "residents"
            }
            Some(Find::Request(_)) => "walkin",
            Some(Find::Title(_)) => "loans",
            None => return,
        };
        cx.wishes.push(Wish::Go(room));
    }

    fn clear_finds(&mut self) {
        self.people.clear();
        self.requests.clear();
        self.titles.clear();
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
        Some(&mut self.line)
    }

    fn typed(&mut self, cx: &mut Cx<'_>) {
        self.chosen = 0;
        if self.line.is_empty() {
            return self.clear_finds();
        }
        let find = self.line.text().to_owned();
        cx.ask("people", residents::Query::Page(residents::Page { find: find.clone(), rows: FINDS, ..Default::default() }));
        cx.ask("titles", loans::Query::Titles(loans::Find { find: find.clone(), rows: Some(FINDS.to_string()), after: None }));
        cx.ask("requests", walkin::Query::Requests(walkin::Requests { find, rows: FINDS.to_string(), ..Default::default() }));
    }

    fn refresh(&mut self, cx: &mut Cx<'_>) {
        cx.ask("counts", walkin::Query::Counts(walkin::Nothing {}));
        cx.ask("bookings", studio::Query::Bookings(studio::Bookings::default()));
        cx.ask("unfinished", studio::Query::Unfinished(studio::Unfinished::default()));
        cx.ask("loans", loans::Query::Today(loans::Today::default()));
        if !self.line.is_empty() {
            self.typed(cx);
        }
    }

    fn verb(&mut self, verb: &str, cx: &mut Cx<'_>) -> bool {
        match verb {
            "down" => self.chosen = (self.chosen + 1).min(self.rows().saturating_sub(1)),
            "up" => self.chosen = self.chosen.saturating_sub(1),
            "home" => self.chosen = 0,
            "end" => self.chosen = self.rows().saturating_sub(1),
            "accept" | "open" => self.open(cx),
            _ => return false,
        }
        true
    }

    fn available(&self, verb: &str) -> bool {
        match verb {
            "up" | "down" | "home" | "end" | "accept" | "open" => self.rows() > 0,
            "focus_list" => !self.listed,
            "focus_box" | "search" => self.listed,
            _ => false,
        }
    }

    fn answer(&mut self, slot: &str, answer: Answer, _cx: &mut Cx<'_>) {
        match answer {
            Answer::Residents(residents::Answer::Page(rows)) => self.people = rows.into_iter().map(|(_, card)| card).collect(),
            Answer::Walkin(walkin::Answer::Requests(rows)) => self.requests = rows,
            Answer::Loans(loans::Answer::Titles(rows)) => self.titles = rows,
            Answer::Walkin(walkin::Answer::Counts(counts)) => self.counts = Some(counts),
            Answer::Loans(loans::Answer::Counts(counts)) => self.loans = Some(counts),
            Answer::Studio(studio::Answer::Bookings(rows)) if slot == "unfinished" => self.unfinished = rows.len(),
            Answer::Studio(studio::Answer::Bookings(rows)) => self.bookings = rows,
            _ => {}
        }
        self.chosen = self.chosen.min(self.rows().saturating_sub(1));
    }

    fn done(&mut self, _order: &Order, _reply: &Reply, _cx: &mut Cx<'_>) {}

    fn scan(&mut self, text: &str, cx: &mut Cx<'_>) {
        self.line.set(text);
        self.typed(cx);
    }

    fn minute(&mut self, cx: &mut Cx<'_>) {
        self.refresh(cx);
    }
}
