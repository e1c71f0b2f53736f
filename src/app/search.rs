//! The search over everything: people, requests, bookings, titles, by what was typed. Today shows it in its own place;
//! everywhere else it stands in a layer. A digit chooses, Enter opens what is marked in its room.

use super::panel::{Cx, Person};
use crate::desk::query::Answer;
use crate::desk::residents::{self, Resident};
use crate::desk::{loans, studio, walkin};
use crate::text::fold::half_width_char;
use crate::text::line::TextLine;

/// How many are shown of each sort.
const FINDS: usize = 6;

/// Something found by what was typed.
#[derive(Debug, Clone, PartialEq)]
pub enum Find {
    Person(Box<Resident>),
    Request(Box<walkin::Row>),
    Booking(Box<studio::Entry>),
    Title(Box<loans::TitleRow>),
}

/// What was typed, and what fits it.
#[derive(Debug, Default)]
pub struct Search {
    pub line: TextLine,
    people: Vec<Resident>,
    requests: Vec<walkin::Row>,
    bookings: Vec<studio::Entry>,
    titles: Vec<loans::TitleRow>,
    /// Row under the mark.
    pub chosen: usize,
}

impl Search {
    /// Everything found, people first, then what is theirs.
    pub fn finds(&self) -> Vec<Find> {
        let people = self.people.iter().take(FINDS).cloned().map(|card| Find::Person(Box::new(card)));
        let requests = self.requests.iter().take(FINDS).cloned().map(|r| Find::Request(Box::new(r)));
        let bookings = self.bookings.iter().cloned().map(|b| Find::Booking(Box::new(b)));
        let titles = self.titles.iter().take(FINDS).cloned().map(|t| Find::Title(Box::new(t)));
        people.chain(requests).chain(bookings).chain(titles).collect()
    }

    /// Do more fit than are shown?
    pub fn more(&self) -> bool {
        self.people.len() > FINDS || self.requests.len() > FINDS || self.titles.len() > FINDS
    }

    pub fn is_empty(&self) -> bool {
        self.line.is_empty()
    }

    pub fn clear(&mut self) {
        *self = Search::default();
    }

    /// Asks for what fits the text.
    pub fn ask(&mut self, cx: &mut Cx<'_>) {
        self.chosen = 0;
        self.requests.clear();
        self.bookings.clear();
        let find = self.line.text().trim().to_owned();
        if find.is_empty() {
            self.people.clear();
            self.titles.clear();
            return;
        }
        cx.ask("people", residents::Query::Page(residents::Page { find: find.clone(), rows: FINDS + 1, ..Default::default() }));
        let more = Some((FINDS + 1).to_string());
        cx.ask("titles", loans::Query::Titles(loans::Find { find: find.clone(), rows: more, after: None }));
        cx.ask("booking", studio::Query::Booking(studio::One { id: find.clone() }));
        cx.ask(
            "requests",
            walkin::Query::Requests(walkin::Requests { find, rows: (FINDS + 1).to_string(), ..Default::default() }),
        );
    }

    /// Takes an answer; false = not one of the search.
    pub fn answer(&mut self, slot: &str, answer: Answer, cx: &mut Cx<'_>) -> bool {
        match (slot, answer) {
            ("people", Answer::Residents(residents::Answer::Page(rows))) => {
                self.people = rows.into_iter().map(|(_, card)| card).collect();
                self.ask_theirs(cx);
            }
            ("requests" | "requests_of", Answer::Walkin(walkin::Answer::Requests(rows))) => {
                let new = rows.into_iter().filter(|r| !self.requests.iter().any(|known| known.id == r.id)).collect::<Vec<_>>();
                self.requests.extend(new);
            }
            ("bookings_of", Answer::Studio(studio::Answer::Bookings(rows))) => self.add_bookings(rows),
            ("booking", Answer::Studio(studio::Answer::Booking(found))) => {
                self.add_bookings(found.into_iter().map(|d| d.entry).collect());
            }
            ("titles", Answer::Loans(loans::Answer::Titles(rows))) => self.titles = rows,
            _ => return false,
        }
        self.chosen = self.chosen.min(self.finds().len().saturating_sub(1));
        true
    }

    fn add_bookings(&mut self, rows: Vec<studio::Entry>) {
        for row in rows.into_iter().take(FINDS) {
            if !self.bookings.iter().any(|known| known.booking.id == row.booking.id) {
                self.bookings.push(row);
            }
        }
    }

    /// Whom one person is meant, the requests and bookings are asked for as well.
    fn ask_theirs(&self, cx: &mut Cx<'_>) {
        let [only] = self.people.as_slice() else { return };
        let find = only.id.clone();
        let rows = (FINDS + 1).to_string();
        cx.ask("requests_of", walkin::Query::Requests(walkin::Requests { find, rows, ..Default::default() }));
        let (client, from) = (Some(only.id.clone()), Some(cx.now.date().to_string()));
        cx.ask("bookings_of", studio::Query::Bookings(studio::Bookings { client, from, ..Default::default() }));
    }

    /// The find that a typed character chooses: a digit, while the text itself holds none.
    pub fn chooses(&self, text: &str) -> Option<usize> {
        let mut chars = text.chars().map(half_width_char);
        let (Some(c), None) = (chars.next(), chars.next()) else { return None };
        let digit = usize::try_from(c.to_digit(10)?).ok()?;
        let words = !self.line.text().trim().is_empty() && !self.is_number();
        (words && (1..=self.finds().len().min(9)).contains(&digit)).then(|| digit - 1)
    }

    /// May what was typed be a label, a card, a number of a book or of a person? Then Enter takes it as a scan.
    pub fn is_number(&self) -> bool {
        self.line.text().chars().any(|c| half_width_char(c).is_ascii_digit())
    }

    /// Moves the mark.
    pub fn go(&mut self, by: isize) {
        self.chosen = self.chosen.saturating_add_signed(by).min(self.finds().len().saturating_sub(1));
    }

    /// Goes to what is marked. A number under which nothing is listed is taken as a scan. False: nothing found.
    pub fn open(&mut self, cx: &mut Cx<'_>) -> bool {
        match self.finds().into_iter().nth(self.chosen) {
            Some(Find::Person(card)) => {
                let id = card.id.clone();
                *cx.person = Some(Person { id: card.id, name: card.name, phone: card.phone });
                cx.lead("residents", id);
            }
            Some(Find::Request(row)) => cx.lead("walkin", row.id),
            Some(Find::Booking(entry)) => cx.lead("studio", entry.booking.id),
            Some(Find::Title(row)) => cx.lead("loans", row.title.id),
            None => {
                if !self.is_number() {
                    return false;
                }
                cx.wishes.push(super::panel::Wish::Scan(self.line.text().trim().to_owned()));
            }
        }
        self.clear();
        true
    }
}
