//! The walk-in room: the queue and the requests on the left, the one in hand on the right.

mod came;
mod forms;
mod house;
mod list;
mod offers;
mod opening;
mod submit;
mod told;
mod verbs;

pub use list::{Section, Selected};

use super::layer::OpenForm;
use super::notice::Notice;
use super::panel::{Cx, Focus, Panel, Wish};
use crate::desk::change::Fields;
use crate::desk::command::Order;
use crate::desk::query::{Answer, Query};
use crate::desk::reason::Reason;
use crate::desk::residents;
use crate::desk::walkin::{self, Call, Card, One, QueueNow, Requests, Row};
use crate::form::{Form, Offered};
use crate::i18n::Lang;
use crate::list::Move;
use crate::store::Reply;
use crate::text::line::TextLine;
use std::cell::RefCell;

/// Requests that are read at once; the list is a working list, the search finds the rest.
const SHOWN: &str = "200";
/// Finished ones of today that stay in sight.
const SETTLED: &str = "30";
/// Forms that are about no record.
const ALONE: &[&str] = &["request.register", "ticket.draw", "request.guide", "day.close"];
fn alone(name: &str) -> bool {
    ALONE.contains(&name) || house::FORMS.contains(&name)
}

/// Below so many cells the detail is a page of its own.
pub const NARROW: usize = 80;

/// The room's state: what its questions answered, and what is selected.
#[derive(Debug)]
pub struct Walkin {
    pub line: TextLine,
    boxed: bool,
    pub queue: QueueNow,
    /// In hand first, then those that wait for papers; each the earliest due first.
    pub requests: Vec<Row>,
    /// Handed over by other desks, unanswered.
    pub incoming: Vec<walkin::ReferralRow>,
    /// Taken by other desks, or finished there lately.
    pub away: Vec<walkin::ReferralRow>,
    /// Calls owed, the oldest first.
    pub callbacks: Vec<walkin::Callback>,
    /// Finished today, the latest first.
    pub settled: Vec<Row>,
    /// Row of the left side.
    pub cursor: usize,
    pub card: Option<Box<Card>>,
    /// The right side shows the limit day by day.
    pub explaining: bool,
    /// On a narrow screen the detail has the whole of it.
    pub paged: bool,
    /// The screen was narrow when the room was last asked about.
    narrow: bool,
    /// Only these are listed: `redated`, `returned`; empty = all.
    pub which: String,
    /// At which window this session calls.
    pub window: String,
    /// What the cursor goes to once it is read.
    wanted: Option<String>,
    /// What the open form speaks of: a request, a ticket or a call.
    of_form: Option<String>,
    /// The command on its way came from a form that is still open.
    from_form: bool,
    /// A request that waits for its new resident to be registered.
    opening: Option<walkin::Open>,
    /// Refused, and to be sent again with a reason; true: its form is still open beneath.
    refused: Option<(Order, bool)>,
    /// The name that is being typed, offered as a new resident.
    typed: RefCell<String>,
    house: RefCell<house::House>,
}

impl Default for Walkin {
    fn default() -> Walkin {
        Walkin {
            line: TextLine::new(),
            boxed: false,
            queue: QueueNow::default(),
            requests: Vec::new(),
            incoming: Vec::new(),
            away: Vec::new(),
            callbacks: Vec::new(),
            settled: Vec::new(),
            cursor: 0,
            card: None,
            explaining: false,
            paged: false,
            narrow: false,
            which: String::new(),
            window: "1".into(),
            wanted: None,
            of_form: None,
            from_form: false,
            opening: None,
            refused: None,
            typed: RefCell::default(),
            house: RefCell::default(),
        }
    }
}

impl Walkin {
    fn ask_requests(&self, cx: &mut Cx<'_>) {
        let find = self.line.text().trim().to_owned();
        let which = if find.is_empty() { self.which.clone() } else { String::new() };
        cx.ask("requests", walkin::Query::Requests(Requests { find, which, rows: SHOWN.into(), ..Requests::default() }));
    }

    /// What is known of what is selected: the card of a request, the person of a ticket.
    fn ask_card(&mut self, cx: &mut Cx<'_>) {
        let Some(selected) = self.selected() else { return };
        if let Some(id) = selected.request().map(str::to_owned) {
            cx.ask("card", walkin::Query::Request(One { id, explain: Some("1".into()) }));
        } else if let Selected::Called(t) = selected
            && let Some(id) = t.ticket.resident.clone()
        {
            cx.ask("person", residents::Query::One(residents::One { id }));
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
        self.wanted = None;
        self.narrow = cx.cells < NARROW;
        self.ask_card(cx);
    }

    fn call(&mut self, ticket: Option<String>, cx: &mut Cx<'_>) {
        self.run(walkin::Command::Call(Call { window: self.window.clone(), ticket }), cx);
    }

    /// Sends a command that no form stands behind.
    fn run(&mut self, command: walkin::Command, cx: &mut Cx<'_>) {
        self.from_form = false;
        cx.run(command);
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

    fn place(&self) -> Option<&'static str> {
        match self.selected()? {
            Selected::Called(_) => Some("walkin.called"),
            Selected::Waiting(_) => Some("walkin.queue"),
            Selected::Aside(_) => Some("walkin.aside"),
            Selected::Incoming(_) => Some("walkin.incoming"),
            Selected::Callback(_) => Some("walkin.callback"),
            Selected::Away(_) => None,
            Selected::Request(_) => self.in_hand().filter(|c| verbs::unaccepted(c)).map(|_| "walkin.open"),
        }
    }

    fn places(&self) -> &'static [&'static str] {
        &["walkin.called", "walkin.queue", "walkin.aside", "walkin.incoming", "walkin.open", "walkin.callback"]
    }

    fn veiled(&self) -> Option<String> {
        let card = self.in_hand().map(|card| card.request.id.clone());
        card.or_else(|| self.selected().map(|selected| selected.id().to_owned()))
    }

    fn lead_to(&mut self, what: &str, cx: &mut Cx<'_>) {
        self.boxed = false;
        self.line.clear();
        self.which = if matches!(what, "redated" | "returned") { what.into() } else { String::new() };
        self.wanted = Some(what.to_owned());
        self.refresh(cx);
        if what.starts_with("request:") {
            // It may be finished and stand in no list: its card is asked for, and its number found by it.
            cx.ask("led", walkin::Query::Request(One { id: what.to_owned(), explain: None }));
        }
    }

    fn typed(&mut self, cx: &mut Cx<'_>) {
        self.ask_requests(cx);
    }

    fn refresh(&mut self, cx: &mut Cx<'_>) {
        self.narrow = cx.cells < NARROW;
        cx.ask("queue", walkin::Query::Queue(walkin::Queue::default()));
        self.ask_requests(cx);
        cx.ask("incoming", walkin::Query::Referrals(walkin::Referrals::default()));
        cx.ask("away", walkin::Query::Referrals(walkin::Referrals { which: "away".into(), ..Default::default() }));
        cx.ask("callbacks", walkin::Query::Callbacks(walkin::Nothing {}));
        let settled = Requests { which: "settled".into(), rows: SETTLED.into(), ..Requests::default() };
        cx.ask("settled", walkin::Query::Requests(settled));
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
                self.call(None, cx);
                true
            }
            "request.register" => self.register(true, cx),
            "day.close" | "ticket.draw" | "request.guide" => verbs::run(self, verb, cx),
            set if house::FORMS.contains(&set) => verbs::run(self, set, cx),
            _ => false,
        }
    }

    fn answer(&mut self, slot: &str, answer: Answer, cx: &mut Cx<'_>) {
        self.take_answer(slot, answer, cx);
    }

    fn done(&mut self, order: &Order, reply: &Reply, cx: &mut Cx<'_>) {
        if self.refused.take().is_some_and(|(of, under)| of.command == order.command && under) {
            // The form that was refused still stands under the reason.
            cx.wishes.push(Wish::Close);
        }
        let id = reply.result.get("id").and_then(|v| v.as_str()).map(str::to_owned);
        if let (Some(mut open), "resident.add") = (self.opening.take(), reply.cmd) {
            open.resident = id;
            cx.run(walkin::Command::Open(open));
            return;
        }
        if matches!(reply.cmd, "ticket.call" | "ticket.recall" | "request.open" | "request.take") {
            self.wanted = id;
            self.line.clear();
            self.which.clear();
        }
        if matches!(reply.cmd, "undo" | "redo") {
            // The cursor goes to what is again as it was; where that has left every list, it stays.
            self.wanted = reply.result.get("record").and_then(|v| v.as_str()).map(str::to_owned);
        }
        if let crate::desk::command::Command::Walkin(walkin::Command::Finish(finished)) = &order.command {
            // The cursor goes with it to those of today: the visitor is asked for a word, and the same keys do not meet the
            // next request in the list.
            self.wanted = Some(finished.request.clone());
        }
        if let Some(said) = told::told(order, reply, cx.lang) {
            told::say(said, reply, cx);
        }
    }

    fn refused(&mut self, order: &Order, reasons: &[Reason], cx: &mut Cx<'_>) -> bool {
        if reasons.is_empty() || reasons.iter().any(|r| r.over.is_none()) {
            self.opening = None;
            return false;
        }
        let Some(mut open) = forms::blank(self, "request.override", cx.lang, cx.now) else { return false };
        let notice = Notice::refusal(reasons, cx.lang);
        open.title = notice.text.clone();
        let mut under = self.from_form;
        if let Some(given) = &order.over {
            // Something came up meanwhile: the reason that was given may serve for it as well.
            open.form.fill("reason", given, given);
            under = self.refused.take().is_some_and(|(_, under)| under);
            cx.wishes.push(Wish::Close);
        }
        self.refused = Some((order.clone(), under));
        cx.wishes.push(Wish::Say(notice));
        cx.open(open);
        true
    }

    fn scan(&mut self, text: &str, cx: &mut Cx<'_>) {
        // An ID card laid on the reader: the visitor is registered; one who is not known goes to the residents.
        text.trim().clone_into(&mut self.typed.borrow_mut());
        cx.ask("scanned", residents::Query::One(residents::One { id: text.trim().to_owned() }));
    }

    fn candidates_for(&self, form: &str, field: &str, typed: &str) -> Option<Query> {
        offers::ask(self, form, field, typed)
    }

    fn candidates(&self, form: &str, field: &str, answer: Answer, lang: Lang) -> Offered {
        offers::candidates(self, form, field, answer, lang)
    }

    fn reshape(&self, form: &str, of: &mut Form, lang: Lang) -> bool {
        if form == "request.register" { forms::ask_name(of, lang) } else { house::reshape(self, form, of, lang) }
    }

    fn submit(&mut self, form: &str, values: &Fields, cx: &mut Cx<'_>) {
        submit::submit(self, form, values, cx);
    }

    fn form(&self, form: &str, cx: &Cx<'_>) -> Option<OpenForm> {
        let name = ALONE.iter().chain(house::FORMS).copied().find(|name| *name == form)?;
        forms::blank(self, name, cx.lang, cx.now)
    }

    fn keeps(&self, form: &str) -> bool {
        !matches!(form, "request.override" | house::RETENTION)
    }

    fn subject(&self) -> Option<String> {
        self.of_form.clone()
    }

    fn resume(&mut self, form: &str, cx: &Cx<'_>) -> Option<OpenForm> {
        if let Some(open) = self.form(form, cx) {
            return Some(open);
        }
        let open = forms::blank(self, verbs::form_of(form)?, cx.lang, cx.now)?;
        self.of_form = self.subject_of(form);
        Some(open)
    }

    fn minute(&mut self, cx: &mut Cx<'_>) {
        cx.ask("queue", walkin::Query::Queue(walkin::Queue::default()));
    }
}
