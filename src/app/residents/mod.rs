//! The residents' room: the list of everybody by name, narrowed by what is typed; the card of one with what is theirs.

mod forms;
mod same;

use super::layer::OpenForm;
use super::notice::Notice;
use super::panel::{Cx, Focus, Panel, Person, Wish};
use crate::desk::accord;
use crate::desk::change::Fields;
use crate::desk::command::Order;
use crate::desk::loans::{self, ReaderCard, Scanned};
use crate::desk::query::{Answer, Query};
use crate::desk::reason::{Code, Reason};
use crate::desk::residents::{self, Command, Merge, One, Page, Refusal, Resident};
use crate::desk::{studio, walkin};
use crate::form::Offered;
use crate::i18n::Lang;
use crate::list::{Move, Need, Window};
use crate::store::Reply;
use crate::text::line::TextLine;
use same::Same;

/// A row with its place in the list.
type Row = (String, Resident);

/// From so many cells the card stands beside the list.
pub const WIDE: usize = 120;
/// Cards that are offered at once, a digit for each.
const OFFERED: usize = 9;
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

impl Panel for Residents {
    fn scope(&self) -> &'static str {
        "residents"
    }

    fn focus(&self) -> Focus {
        if self.boxed { Focus::Box } else { Focus::List }
    }

    fn set_focus(&mut self, focus: Focus) {
        self.boxed = focus == Focus::Box;
        self.paged &= !self.boxed;
    }

    fn line(&mut self) -> Option<&mut TextLine> {
        Some(&mut self.line)
    }

    fn lead_to(&mut self, what: &str, cx: &mut Cx<'_>) {
        match what.strip_prefix("number:") {
            Some(number) => self.add_with(number, cx),
            None => cx.ask("led", residents::Query::One(One { id: what.to_owned() })),
        }
    }

    fn typed(&mut self, cx: &mut Cx<'_>) {
        let query = self.page(None, false, cx.rows.saturating_sub(1).max(1));
        cx.ask("typed", query);
    }

    fn refresh(&mut self, cx: &mut Cx<'_>) {
        // Ask again from the first row on the screen, so that the page stays where it is.
        let first = self.list.rows().first().map(|(key, _)| (key.clone(), String::new()));
        let query = self.page(first, false, cx.rows.saturating_sub(1).max(1));
        cx.ask("again", query);
        if self.paged
            && let Some(card) = &self.card
        {
            cx.ask("led", residents::Query::One(One { id: card.resident.id.clone() }));
        }
    }

    fn verb(&mut self, verb: &str, cx: &mut Cx<'_>) -> bool {
        if Move::of(verb).is_some() {
            return self.verb_by(verb, 1, cx);
        }
        match verb {
            "accept" => {
                self.boxed = false;
                self.hold(cx);
            }
            "open" => {
                let Some(card) = self.current().cloned() else { return false };
                self.show(card, cx);
            }
            "back" => self.back(cx),
            "resident.add" => {
                self.editing = None;
                cx.open(forms::card("resident.add", cx.lang));
            }
            "resident.edit" => {
                let Some(card) = self.current() else { return false };
                let open = forms::edit(card, cx.lang);
                self.editing = Some(card.clone());
                cx.open(open);
            }
            "person.erase" => {
                let Some(card) = self.current() else { return false };
                let open = forms::erase(card, cx.lang);
                self.editing = Some(card.clone());
                cx.open(open);
            }
            "resident.merge" => {
                let Some(card) = self.current() else { return false };
                let open = forms::merge(card, cx.lang);
                self.editing = Some(card.clone());
                cx.open(open);
            }
            _ => return false,
        }
        true
    }

    fn verb_by(&mut self, verb: &str, times: usize, cx: &mut Cx<'_>) -> bool {
        let Some(motion) = Move::of(verb) else { return (0..times).fold(true, |_, _| self.verb(verb, cx)) };
        self.paged = false;
        let need = self.list.move_by(motion, times);
        self.turn(need, cx);
        self.hold(cx);
        true
    }

    fn available(&self, verb: &str) -> bool {
        match verb {
            "open" => self.current().is_some() && !self.paged,
            "accept" => self.boxed,
            "resident.edit" | "resident.merge" | "person.erase" => self.current().is_some(),
            "resident.add" => true,
            "back" => !self.boxed && (self.paged || !self.line.is_empty()),
            "focus_box" => !self.boxed,
            "focus_list" => self.boxed,
            other => Move::of(other).is_some(),
        }
    }

    fn answer(&mut self, slot: &str, answer: Answer, cx: &mut Cx<'_>) {
        match (slot, answer) {
            ("same", Answer::Residents(residents::Answer::Page(rows))) => self.compare(rows, cx),
            (_, Answer::Residents(residents::Answer::One(found))) => self.met(slot, found, cx),
            ("turn", Answer::Residents(residents::Answer::Page(rows))) => {
                let need = self.list.turned(rows);
                self.turn(need, cx);
                self.hold(cx);
            }
            ("again", Answer::Residents(residents::Answer::Page(rows))) => {
                self.list.reloaded(rows, |(_, card)| card.id.clone());
            }
            (_, Answer::Residents(residents::Answer::Page(rows))) => {
                self.list.reset(rows);
                self.hold(cx);
            }
            (slot, answer) => self.theirs(slot, answer),
        }
    }

    fn done(&mut self, order: &Order, reply: &Reply, cx: &mut Cx<'_>) {
        if self.refused.take().is_some_and(|o| o.command == order.command) {
            cx.wishes.push(Wish::Close);
        }
        if matches!(reply.cmd, "resident.add" | "resident.update") && self.same.take().is_some() {
            // The form of the new card still stands beneath the comparison.
            cx.wishes.push(Wish::Close);
        }
        // What was made or kept is shown: the list narrowed to it, its card in hand.
        if let crate::desk::command::Command::Residents(Command::Add(add)) = &order.command {
            self.line.set(&add.name);
            self.typed(cx);
        }
        if reply.cmd == "person.erase" {
            // Nothing of the card stays on the screen or in hand.
            (self.card, self.paged) = (None, false);
            *cx.person = None;
            self.line.clear();
            self.typed(cx);
        }
        if reply.cmd == "resident.merge"
            && let Some(id) = reply.result.get("id").and_then(|v| v.as_str())
        {
            cx.ask("led", residents::Query::One(One { id: id.to_owned() }));
        }
    }

    fn refused(&mut self, order: &Order, reasons: &[Reason], cx: &mut Cx<'_>) -> bool {
        let same = Code::Residents(Refusal::SameIdNumber);
        let number = reasons.iter().find(|r| r.code == same).and_then(|r| r.facts.get("id")).filter(|_| order.over.is_none());
        if let (Some(id), Some(_)) = (number, &self.same)
            && reasons.len() == 1
        {
            cx.wishes.push(Wish::Say(Notice::refusal(reasons, cx.lang)));
            cx.ask("same_number", residents::Query::One(One { id: id.clone() }));
            return true;
        }
        self.same = None;
        if order.over.is_none() && !reasons.is_empty() && reasons.iter().all(|r| r.over.is_some()) {
            self.refused = Some(order.clone());
            cx.wishes.push(Wish::Say(Notice::refusal(reasons, cx.lang)));
            cx.open(forms::reason(cx.lang));
            return true;
        }
        false
    }

    fn scan(&mut self, text: &str, cx: &mut Cx<'_>) {
        text.trim().clone_into(&mut self.scanned);
        cx.ask("scanned", residents::Query::One(One { id: text.trim().to_owned() }));
    }

    fn candidates_for(&self, form: &str, field: &str, typed: &str) -> Option<Query> {
        let wanted = form == "resident.merge" && field == "into" && !typed.trim().is_empty();
        wanted
            .then(|| residents::Query::Page(Page { find: typed.trim().to_owned(), rows: OFFERED + 1, ..Page::default() }).into())
    }

    fn candidates(&self, _form: &str, _field: &str, answer: Answer, _lang: Lang) -> Offered {
        let Answer::Residents(residents::Answer::Page(rows)) = answer else { return Offered::default() };
        let more = rows.len() > OFFERED;
        let others =
            rows.into_iter().map(|(_, card)| card).filter(|card| self.editing.as_ref().is_none_or(|of| of.id != card.id));
        Offered { candidates: others.take(OFFERED).map(|card| forms::candidate(&card)).collect(), more }
    }

    fn submit(&mut self, form: &str, values: &Fields, cx: &mut Cx<'_>) {
        let text = |name: &str| forms::text(values, name);
        match (form, &self.editing) {
            ("resident.same", _) => self.decide(values, cx),
            ("resident.reason", _) => {
                if let Some(mut order) = self.refused.clone() {
                    order.over = Some(text("reason"));
                    cx.wishes.push(Wish::Do(order));
                }
            }
            ("person.erase", Some(card)) => {
                cx.run(accord::Command::ErasePerson(accord::ErasePerson { person: card.id.clone(), reason: text("reason") }));
            }
            ("resident.merge", Some(card)) => {
                cx.run(Command::Merge(Merge { resident: card.id.clone(), into: text("into") }));
            }
            ("resident.edit", Some(card)) => cx.run(Command::Update(forms::update(values, card))),
            _ => self.add(forms::add(values), cx),
        }
    }

    fn keeps(&self, form: &str) -> bool {
        !matches!(form, "resident.same" | "resident.reason")
    }

    fn subject(&self) -> Option<String> {
        self.editing.as_ref().map(|card| card.id.clone())
    }

    fn resume(&mut self, form: &str, cx: &Cx<'_>) -> Option<OpenForm> {
        if form == "resident.add" {
            return self.form(form, cx);
        }
        let card = self.card.as_ref().filter(|_| self.paged).map(|c| c.resident.clone())?;
        self.editing = Some(card.clone());
        match form {
            "resident.edit" => Some(forms::edit(&card, cx.lang)),
            "resident.merge" => Some(forms::merge(&card, cx.lang)),
            "person.erase" => Some(forms::erase(&card, cx.lang)),
            _ => None,
        }
    }

    fn form(&self, form: &str, cx: &Cx<'_>) -> Option<OpenForm> {
        (form == "resident.add").then(|| forms::card("resident.add", cx.lang))
    }
}
