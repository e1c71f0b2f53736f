//! The walk-in room: the queue and the requests on the left, the one in hand on the right.

mod forms;
mod verbs;

use super::layer::OpenForm;
use super::notice::Notice;
use super::panel::{Cx, Focus, Panel, Person, Wish};
use crate::desk::change::Fields;
use crate::desk::command::Order;
use crate::desk::query::{Answer, Query};
use crate::desk::reason::Reason;
use crate::desk::residents;
use crate::desk::walkin::{self, Call, Card, Find, Offer, One, QueueNow, Requests, Row, State};
use crate::form::Candidate;
use crate::i18n::Lang;
use crate::i18n::fill;
use crate::i18n::walkin::{priority, words};
use crate::list::Move;
use crate::store::Reply;
use crate::text::line::TextLine;
use serde_json::Value;
use std::cell::RefCell;

/// Requests that are read at once; the list is a working list, the search finds the rest.
const SHOWN: &str = "200";

/// The room's state: what its questions answered, and what is selected.
#[derive(Debug)]
pub struct Walkin {
    pub line: TextLine,
    boxed: bool,
    pub queue: QueueNow,
    /// In hand first, then those that wait for papers; each the earliest due first.
    pub requests: Vec<Row>,
    /// Index into the tickets that wait, those put aside, and the requests, one after the other.
    pub cursor: usize,
    pub card: Option<Box<Card>>,
    /// The right side shows the limit day by day.
    pub explaining: bool,
    /// At which window this session calls.
    pub window: String,
    /// What the open form speaks of: a request or a ticket.
    of_form: Option<String>,
    /// A request that waits for its new resident to be registered.
    opening: Option<walkin::Open>,
    /// Refused, and to be sent again with a reason.
    refused: Option<Order>,
    /// The name that is being typed, offered as a new resident.
    typed: RefCell<String>,
}

impl Default for Walkin {
    fn default() -> Walkin {
        Walkin {
            line: TextLine::new(),
            boxed: false,
            queue: QueueNow::default(),
            requests: Vec::new(),
            cursor: 0,
            card: None,
            explaining: false,
            window: "1".into(),
            of_form: None,
            opening: None,
            refused: None,
            typed: RefCell::default(),
        }
    }
}

/// What is selected on the left.
#[derive(Debug, Clone, Copy)]
pub enum Selected<'a> {
    Waiting(&'a walkin::InQueue),
    Aside(&'a walkin::InQueue),
    Request(&'a Row),
}

impl Walkin {
    /// Rows that may be selected.
    pub fn rows(&self) -> usize {
        self.queue.waiting.len() + self.queue.aside.len() + self.requests.len()
    }

    /// What stands in row `at`.
    pub fn at(&self, at: usize) -> Option<Selected<'_>> {
        let (waiting, aside) = (self.queue.waiting.len(), self.queue.aside.len());
        if at < waiting {
            return self.queue.waiting.get(at).map(Selected::Waiting);
        }
        if at < waiting + aside {
            return self.queue.aside.get(at - waiting).map(Selected::Aside);
        }
        self.requests.get(at - waiting - aside).map(Selected::Request)
    }

    /// What is selected.
    pub fn selected(&self) -> Option<Selected<'_>> {
        self.at(self.cursor)
    }

    /// The id of what is selected, so that new data does not move the cursor.
    fn selected_id(&self) -> Option<String> {
        self.selected().map(|s| match s {
            Selected::Waiting(t) | Selected::Aside(t) => t.ticket.id.clone(),
            Selected::Request(r) => r.id.clone(),
        })
    }

    /// The visitor at this session's window.
    pub fn served(&self) -> Option<&walkin::InQueue> {
        self.queue.called.iter().find(|t| t.ticket.window.as_deref() == Some(&self.window))
    }

    /// The request in hand, once its card has come.
    pub fn in_hand(&self) -> Option<&Card> {
        match self.selected() {
            Some(Selected::Request(row)) => self.card.as_deref().filter(|c| c.request.id == row.id),
            _ => None,
        }
    }

    fn back_to(&mut self, id: Option<String>) {
        let same = |at: usize| match self.at(at) {
            Some(Selected::Waiting(t) | Selected::Aside(t)) => Some(&t.ticket.id) == id.as_ref(),
            Some(Selected::Request(r)) => Some(&r.id) == id.as_ref(),
            None => false,
        };
        let found = (0..self.rows()).find(|at| same(*at));
        self.cursor = found.unwrap_or(self.cursor).min(self.rows().saturating_sub(1));
    }

    fn ask_requests(&self, cx: &mut Cx<'_>) {
        let find = self.line.text().trim().to_owned();
        cx.ask("requests", walkin::Query::Requests(Requests { find, rows: SHOWN.into(), ..Requests::default() }));
    }

    fn ask_card(&mut self, cx: &mut Cx<'_>) {
        if let Some(Selected::Request(row)) = self.selected() {
            let one = One { id: row.id.clone(), explain: Some("1".into()) };
            cx.ask("card", walkin::Query::Request(one));
        }
    }

    fn go(&mut self, motion: Move, times: usize, cx: &mut Cx<'_>) {
        let (last, page) = (self.rows().saturating_sub(1), cx.rows.max(2) - 1);
        self.cursor = match motion {
            Move::Up => self.cursor.saturating_sub(times),
            Move::Down => self.cursor.saturating_add(times).min(last),
            Move::PageUp => self.cursor.saturating_sub(page.saturating_mul(times)),
            Move::PageDown => self.cursor.saturating_add(page.saturating_mul(times)).min(last),
            Move::Home => 0,
            Move::End => last,
        };
        self.explaining = false;
        self.ask_card(cx);
    }

    fn call(&self, cx: &mut Cx<'_>) {
        cx.run(walkin::Command::Call(Call { window: self.window.clone(), ticket: None }));
    }

    /// Opens a form about what is in hand.
    fn open_form(&mut self, name: &'static str, cx: &mut Cx<'_>) -> bool {
        let Some(open) = forms::blank(self, name, cx.lang) else { return false };
        self.of_form = self.selected_id();
        cx.open(open);
        true
    }

    /// Registers: the visitor at the window if the desk knows them, else the person in hand.
    fn register(&mut self, hand: bool, cx: &mut Cx<'_>) -> bool {
        let Some(mut open) = forms::blank(self, "request.register", cx.lang) else { return false };
        let at_window = self.served().and_then(|t| Some((t.ticket.resident.clone()?, t.name.clone()?)));
        let person = cx.person.as_ref().filter(|_| hand).map(|p| (p.id.clone(), p.name.clone()));
        if let Some((id, name)) = at_window.or(person) {
            open.form.fill("who", &id, &name);
            open.form.focus_on("service");
        }
        cx.open(open);
        true
    }
}

impl Panel for Walkin {
    fn scope(&self) -> &'static str {
        "walkin"
    }

    fn focus(&self) -> Focus {
        if self.boxed { Focus::Box } else { Focus::List }
    }

    fn set_focus(&mut self, focus: Focus) {
        self.boxed = focus == Focus::Box;
    }

    fn line(&mut self) -> Option<&mut TextLine> {
        Some(&mut self.line)
    }

    fn typed(&mut self, cx: &mut Cx<'_>) {
        self.ask_requests(cx);
    }

    fn refresh(&mut self, cx: &mut Cx<'_>) {
        cx.ask("queue", walkin::Query::Queue(walkin::Queue::default()));
        self.ask_requests(cx);
    }

    fn verb(&mut self, verb: &str, cx: &mut Cx<'_>) -> bool {
        if let Some(motion) = Move::of(verb) {
            self.go(motion, 1, cx);
            return true;
        }
        verbs::run(self, verb, cx)
    }

    fn verb_by(&mut self, verb: &str, times: usize, cx: &mut Cx<'_>) -> bool {
        match Move::of(verb) {
            Some(motion) => self.go(motion, times, cx),
            None => return (0..times).fold(true, |_, _| self.verb(verb, cx)),
        }
        true
    }

    fn available(&self, verb: &str) -> bool {
        verbs::available(self, verb)
    }

    fn anywhere(&mut self, verb: &str, cx: &mut Cx<'_>) -> bool {
        match verb {
            "ticket.call" => {
                self.call(cx);
                true
            }
            "request.register" => self.register(true, cx),
            _ => false,
        }
    }

    fn answer(&mut self, slot: &str, answer: Answer, cx: &mut Cx<'_>) {
        let Answer::Walkin(answer) = answer else { return };
        let id = self.selected_id();
        match answer {
            walkin::Answer::Queue(queue) => self.queue = queue,
            walkin::Answer::Requests(mut rows) => {
                rows.sort_by_key(|r| r.state == State::Papers.name());
                self.requests = rows;
            }
            walkin::Answer::Request(card) => {
                if let Some(card) = &card
                    && let (Some(id), Some(name)) = (&card.request.resident, &card.name)
                {
                    let phone = card.phone.clone().unwrap_or_default();
                    *cx.person = Some(Person { id: id.clone(), name: name.clone(), phone });
                }
                self.card = card;
                return;
            }
            walkin::Answer::Certificates(_) | walkin::Answer::Services(_) => return,
            walkin::Answer::Callbacks(_) | walkin::Answer::Counts(_) | walkin::Answer::Referrals(_) => return,
        }
        self.back_to(id);
        if slot == "requests" {
            self.ask_card(cx);
        }
    }

    fn done(&mut self, order: &Order, reply: &Reply, cx: &mut Cx<'_>) {
        if self.refused.take().is_some_and(|of| of.command == order.command) && reply.cmd == "request.open" {
            // The form that was refused still stands under the reason.
            cx.wishes.push(Wish::Close);
        }
        let fact = |name: &str| match reply.result.get(name) {
            Some(Value::String(text)) => text.clone(),
            Some(Value::Null) | None => String::new(),
            Some(other) => other.to_string(),
        };
        if let (Some(mut open), "resident.add") = (self.opening.take(), reply.cmd) {
            open.resident = Some(fact("id"));
            cx.run(walkin::Command::Open(open));
            return;
        }
        let w = words(cx.lang);
        let (number, why) = (fact("number"), priority(&fact("why"), cx.lang));
        let said = match reply.cmd {
            "ticket.call" | "ticket.recall" => fill(w.called, [("number", number.as_str()), ("why", &why)].into_iter()),
            "ticket.miss" => fill(w.missed, [("number", number.as_str())].into_iter()),
            "ticket.draw" => {
                let before = fact("waiting").parse::<i64>().unwrap_or(1) - 1;
                fill(w.drawn, [("number", number.as_str()), ("n", before.to_string().as_str())].into_iter())
            }
            "request.open" => {
                let due = Some(fact("due")).filter(|d| !d.is_empty()).unwrap_or_else(|| w.no_limit.into());
                fill(w.registered, [("number", number.as_str()), ("due", due.as_str())].into_iter())
            }
            "request.guide" => {
                let (name, office) = (fact("certificate"), fact("office"));
                fill(w.guided, [("name", name.as_str()), ("office", office.as_str())].into_iter())
            }
            _ => return,
        };
        if reply.warnings.is_empty() {
            cx.say(said.trim_end().to_owned());
        } else {
            let mut notice = Notice::of(super::notice::Level::Warning, &reply.warnings, cx.lang);
            notice.text = format!("{said}  {}", notice.text);
            cx.wishes.push(Wish::Say(notice));
        }
    }

    fn refused(&mut self, order: &Order, reasons: &[Reason], cx: &mut Cx<'_>) -> bool {
        self.opening = None;
        if reasons.is_empty() || reasons.iter().any(|r| r.over.is_none()) {
            return false;
        }
        let Some(mut open) = forms::blank(self, "request.override", cx.lang) else { return false };
        let notice = Notice::refusal(reasons, cx.lang);
        open.title = notice.text.clone();
        self.refused = Some(order.clone());
        cx.wishes.push(Wish::Say(notice));
        cx.open(open);
        true
    }

    fn scan(&mut self, text: &str, cx: &mut Cx<'_>) {
        self.line.set(text);
        self.typed(cx);
    }

    fn candidates_for(&self, _form: &str, field: &str, typed: &str) -> Option<Query> {
        typed.trim().clone_into(&mut self.typed.borrow_mut());
        match field {
            // Nothing is offered before something is typed: a first digit is then the item's number, not a choice.
            "who" | "service" if typed.trim().is_empty() => None,
            "who" => {
                let page = residents::Page { find: typed.to_owned(), rows: 8, ..residents::Page::default() };
                Some(residents::Query::Page(page).into())
            }
            "service" => Some(walkin::Query::Services(Find { find: typed.to_owned() }).into()),
            "certificate" => Some(walkin::Query::Certificates(Find { find: typed.to_owned() }).into()),
            _ => None,
        }
    }

    fn candidates(&self, form: &str, _field: &str, answer: Answer, lang: Lang) -> Vec<Candidate> {
        match answer {
            Answer::Residents(residents::Answer::Page(rows)) => {
                let typed = self.typed.borrow().clone();
                forms::people(rows.into_iter().map(|(_, card)| card).collect(), &typed, form == "request.register", lang)
            }
            Answer::Walkin(walkin::Answer::Services(offers)) => offers.iter().map(|o: &Offer| forms::offered(o, lang)).collect(),
            Answer::Walkin(walkin::Answer::Certificates(all)) => {
                all.into_iter().map(|c| Candidate::of(c.id, c.name).detail(c.office)).collect()
            }
            _ => Vec::new(),
        }
    }

    fn submit(&mut self, form: &str, values: &Fields, cx: &mut Cx<'_>) {
        forms::submit(self, form, values, cx);
    }

    fn form(&self, form: &str, cx: &Cx<'_>) -> Option<OpenForm> {
        (form == "request.register").then(|| forms::blank(self, "request.register", cx.lang)).flatten()
    }

    fn minute(&mut self, cx: &mut Cx<'_>) {
        cx.ask("queue", walkin::Query::Queue(walkin::Queue::default()));
    }
}
