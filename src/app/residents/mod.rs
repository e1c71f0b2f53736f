//! The residents' room: the list of everybody by name, narrowed by what is typed; the card of one with what is theirs.

mod forms;
mod room;
mod same;

use super::panel::{Cx, Panel as _, Person};
use crate::desk::command::Order;
use crate::desk::loans::{self, ReaderCard, Scanned};
use crate::desk::query::Answer;
use crate::desk::residents::{self, Page, Resident};
use crate::desk::{studio, walkin};
use crate::list::{Need, Window};
use crate::text::line::TextLine;
use same::Same;

/// A row with its place in the list.
type Row = (String, Resident);

/// From so many cells the card stands beside the list.
pub const WIDE: usize = 120;
/// Rows of history that are read.
const HISTORY: &str = "20";

/// One person with what is theirs.
#[derive(Debug, Default)]
pub struct PersonCard {
    pub resident: Resident,
    pub requests: Vec<walkin::Row>,
    pub bookings: Vec<studio::Entry>,
    pub reader: Option<Box<ReaderCard>>,
}

#[derive(Debug, Default)]
pub struct Residents {
    pub line: TextLine,
    boxed: bool,
    pub list: Window<Row>,
    /// The card that is open, or beside the list.
    pub card: Option<Box<PersonCard>>,
    /// The card has the whole room.
    pub paged: bool,
    /// The card that a form is changing or merging.
    editing: Option<Resident>,
    /// A new card that looks like one that is there.
    same: Option<Same>,
    /// A number from an ID card, while it is looked up.
    scanned: String,
    /// Refused, and to be sent again with a reason; true: its form is still open beneath.
    refused: Option<Order>,
}

impl Residents {
    fn page(&self, from: Option<(String, String)>, back: bool, rows: usize) -> residents::Query {
        residents::Query::Page(Page { find: self.line.text().to_owned(), from, back, rows })
    }

    fn turn(&mut self, need: Need, cx: &mut Cx<'_>) {
        let place = |row: Option<&Row>| row.map(|(key, card)| (key.clone(), card.id.clone()));
        let rows = cx.rows.saturating_sub(1).max(1);
        let query = match need {
            Need::Nothing => return,
            Need::After => self.page(place(self.list.rows().last()), false, rows),
            Need::Before => self.page(place(self.list.rows().first()), true, rows),
            Need::First => self.page(None, false, rows),
            Need::Last => self.page(None, true, rows),
        };
        cx.ask("turn", query);
    }

    /// The card that is meant: the open one, else the row under the cursor.
    pub fn current(&self) -> Option<&Resident> {
        match &self.card {
            Some(card) if self.paged => Some(&card.resident),
            _ => self.list.current().map(|(_, card)| card),
        }
    }

    /// Who is under the cursor is the person in hand: what is registered next is theirs.
    fn hold(&mut self, cx: &mut Cx<'_>) {
        if self.boxed {
            return;
        }
        let Some(card) = self.current().cloned() else { return };
        *cx.person = Some(Person { id: card.id.clone(), name: card.name.clone(), phone: card.phone.clone() });
        if cx.cells >= WIDE && self.card.as_ref().is_none_or(|c| c.resident != card) {
            self.open(card, cx);
        }
    }

    /// Shows a card and asks for what is theirs.
    fn open(&mut self, card: Resident, cx: &mut Cx<'_>) {
        let (id, number) = (card.id.clone(), card.id_number.clone());
        self.card = Some(Box::new(PersonCard { resident: card, ..PersonCard::default() }));
        let mine = walkin::Requests { find: id.clone(), rows: HISTORY.into(), ..Default::default() };
        cx.ask("requests_of", walkin::Query::Requests(mine));
        let from = cx.now.date() - chrono::Duration::days(90);
        let bookings = studio::Bookings { client: Some(id), from: Some(from.to_string()), ..Default::default() };
        cx.ask("bookings_of", studio::Query::Bookings(bookings));
        if !number.is_empty() {
            cx.ask("reader", loans::Query::Scan(loans::Scan { text: number }));
        }
    }

    fn show(&mut self, card: Resident, cx: &mut Cx<'_>) {
        *cx.person = Some(Person { id: card.id.clone(), name: card.name.clone(), phone: card.phone.clone() });
        self.paged = true;
        self.boxed = false;
        self.open(card, cx);
    }

    fn back(&mut self, cx: &mut Cx<'_>) {
        if self.paged {
            self.paged = false;
            self.hold(cx);
        } else {
            self.line.clear();
            self.typed(cx);
        }
    }

    /// One card has come: for which question it was asked.
    fn met(&mut self, slot: &str, found: Option<Box<Resident>>, cx: &mut Cx<'_>) {
        match (slot, found) {
            ("same_number", Some(card)) => self.offer_same(*card, true, cx),
            (_, Some(card)) => self.show(*card, cx),
            ("scanned", None) => {
                let number = std::mem::take(&mut self.scanned);
                self.add_with(&number, cx);
            }
            _ => {}
        }
    }

    /// The form for a new card with a number that was read.
    fn add_with(&mut self, number: &str, cx: &mut Cx<'_>) {
        self.editing = None;
        let mut open = forms::card("resident.add", cx.lang);
        open.form.fill("id_number", number, number);
        cx.open(open);
    }

    fn theirs(&mut self, slot: &str, answer: Answer) {
        let Some(card) = &mut self.card else { return };
        match (slot, answer) {
            ("requests_of", Answer::Walkin(walkin::Answer::Requests(rows))) => card.requests = rows,
            ("bookings_of", Answer::Studio(studio::Answer::Bookings(mut rows))) => {
                rows.reverse();
                card.bookings = rows;
            }
            ("reader", Answer::Loans(loans::Answer::Scanned(Scanned::Reader(reader)))) => card.reader = Some(reader),
            _ => {}
        }
    }
}
