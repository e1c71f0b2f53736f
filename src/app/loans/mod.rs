//! The reading room's panel: one box for everything, the reader in hand, the day's work line by line.
//!
//! What a scan means and when the work stops is decided by [`Session`], which is pure; this file hands keys to it and
//! its wishes to the frame. While a message stands ([`Panel::stopped`]) the runtime keeps characters back until it is
//! known whether they are a scan, so a lone `1` that arrives here was alone.

mod came;
mod forms;
mod keys;
mod opening;
pub mod page;
mod sent;
mod verbs;

use self::page::Page;
use super::layer::OpenForm;
use super::notice::{Level, Notice};
use super::panel::{Cx, Focus, Panel, Wish};
use crate::command::key::{Code, Key};
use crate::desk::change::Fields;
use crate::desk::command::{Command, Order};
use crate::desk::loans::session::{Session, Step};
use crate::desk::loans::{Counts, Key as ById, NextNumbers, Query, Rules, Scan, Scanned, Today};
use crate::desk::query::Answer;
use crate::desk::reason::Reason;
use crate::form::Offered;
use crate::i18n::loan_forms::Fields as Labels;
use crate::i18n::{Lang, fill};
use crate::store::Reply;
use crate::text::line::TextLine;
use crate::text::name::has_letter;
use std::cell::RefCell;

#[derive(Debug, Default)]
pub struct Loans {
    pub line: TextLine,
    listed: bool,
    pub session: Session,
    pub counts: Counts,
    /// The way to the last due date is shown day by day.
    pub explained: bool,
    /// Loans and holds to look through, instead of the day's work.
    pub page: Option<Page>,
    /// The next label and card of the house.
    numbers: NextNumbers,
    /// What the open form speaks of.
    about: sent::About,
    /// The number that the open form was opened for: scanned again once it is known.
    entering: Option<String>,
    /// The order that was refused and may be sent again with a reason.
    refused: Option<Order>,
    /// What is being typed into a field that takes new names too.
    typed: RefCell<String>,
}

impl Loans {
    /// Sends the session's next step on its way. A message that has come up meanwhile takes over what stands in the
    /// box: it may be the first half of a scan.
    fn go(&mut self, step: Option<Step>, cx: &mut Cx<'_>) {
        self.half_a_scan(cx);
        match step {
            Some(Step::Ask(Query::Reader(key))) => cx.ask("refresh", Query::Reader(key)),
            Some(Step::Ask(query)) => cx.ask("scan", query),
            Some(Step::Do(command)) => cx.run(command),
            None => {}
        }
    }

    fn on_with(&mut self, cx: &mut Cx<'_>) {
        let step = self.session.next(cx.now);
        self.go(step, cx);
    }
}

impl Panel for Loans {
    fn scope(&self) -> &'static str {
        "loans"
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

    fn finds_itself(&self) -> bool {
        true
    }

    fn veiled(&self) -> Option<String> {
        self.session.reader.as_ref().map(|card| card.reader.id.clone())
    }

    fn lead_to(&mut self, what: &str, cx: &mut Cx<'_>) {
        self.listed = false;
        if what.contains(':') {
            self.scan(what, cx);
        } else if what == "overdue" {
            // What is overdue and on the shelf is the room's own list, whoever was in hand.
            while self.session.let_go() {}
            self.page = None;
            self.turn_page(cx);
        }
    }

    fn typed(&mut self, _cx: &mut Cx<'_>) {
        // Whoever types on has not chosen.
        self.session.several = None;
        self.session.nothing = None;
    }

    fn stopped(&self) -> bool {
        self.session.stop.is_some() || self.session.several.is_some()
    }

    fn stop_key(&mut self, key: Key, cx: &mut Cx<'_>) -> bool {
        if self.session.stop.is_none() {
            return self.choice(key, cx);
        }
        match (key.text(), key.code) {
            (Some(c), _) => self.stop_char(c, cx),
            (None, Code::Enter) => self.session.gathered_enter(cx.now),
            (None, Code::Backspace) => self.session.ungather(),
            (None, Code::Esc) => {
                let gathered = self.session.close();
                self.line.set(&gathered);
                self.on_with(cx);
            }
            _ => return false,
        }
        true
    }

    fn refresh(&mut self, cx: &mut Cx<'_>) {
        cx.ask("counts", Query::Today(Today::default()));
        cx.ask("numbers", Query::Numbers(Rules::default()));
        self.page_again(cx);
        // Its copies and its queue may be others by now.
        if let Some(Scanned::Title(card)) = &self.session.title {
            cx.ask("title", Query::Scan(Scan { text: card.title.id.clone() }));
        }
        if let Some(card) = self.session.reader.as_ref().filter(|_| !self.session.busy()) {
            cx.ask("again", Query::Reader(ById { id: card.reader.id.clone() }));
        }
    }

    fn done(&mut self, order: &Order, reply: &Reply, cx: &mut Cx<'_>) {
        match &order.command {
            Command::Loans(_) if self.session.working() => {
                let step = self.session.done(&reply.result, &reply.warnings, cx.now);
                self.go(step, cx);
                self.page_again(cx);
            }
            Command::Loans(command) => self.noted(command, reply, cx),
            _ if reply.cmd == "undo" => {
                let what = reply.result.get("undone").and_then(|v| v.as_str()).unwrap_or_default();
                self.session.undone(what);
            }
            _ => {}
        }
    }

    fn verb(&mut self, verb: &str, cx: &mut Cx<'_>) -> bool {
        self.do_verb(verb, cx)
    }

    fn available(&self, verb: &str) -> bool {
        self.can(verb)
    }

    fn answer(&mut self, slot: &str, answer: Answer, cx: &mut Cx<'_>) {
        self.take_answer(slot, answer, cx);
    }

    fn refused(&mut self, order: &Order, reasons: &[Reason], cx: &mut Cx<'_>) -> bool {
        if !matches!(order.command, Command::Loans(_)) {
            return false;
        }
        if self.session.working() {
            self.session.refused(reasons.to_vec(), cx.now);
            self.half_a_scan(cx);
            return true;
        }
        // A form's: what may be set aside is, for a reason given there and then.
        cx.wishes.push(Wish::Say(Notice::refusal(reasons, cx.lang)));
        if !reasons.is_empty() && reasons.iter().all(|r| r.over.is_some()) {
            self.refused = Some(order.clone());
            if let Some(mut open) = forms::blank(forms::OVERRIDE, cx.lang) {
                // Something came up meanwhile: the reason that was given may serve for it as well.
                let given = order.over.as_deref().unwrap_or_default();
                open.form.fill("reason", given, given);
                cx.open(open);
            }
        }
        true
    }

    fn failed(&mut self, words: &str, cx: &mut Cx<'_>) {
        if self.session.busy() {
            self.session.failed(words.to_owned(), cx.now);
            self.half_a_scan(cx);
        }
    }

    fn scan(&mut self, text: &str, cx: &mut Cx<'_>) {
        self.session.several = None;
        (self.page, self.explained) = (None, false);
        self.session.scan(text, cx.now);
        self.on_with(cx);
    }

    fn field_of_scan(&self, open: &OpenForm, text: &str, cx: &Cx<'_>) -> Option<&'static str> {
        forms::field_of_scan(open, text, cx.site)
    }

    fn candidates_for(&self, _form: &str, field: &str, typed: &str) -> Option<crate::desk::query::Query> {
        self.typed.replace(typed.to_owned());
        forms::candidates_for(field, typed)
    }

    fn candidates(&self, form: &str, field: &str, answer: Answer, lang: Lang) -> Offered {
        let typed = self.typed.borrow();
        // A book may be called 1984, a reader not.
        let new = match (form, field) {
            (forms::ENTER, "title") => true,
            (forms::READER, "who") => has_letter(&typed),
            _ => false,
        };
        forms::candidates(answer, new.then_some(typed.as_str()), lang).into()
    }

    fn submit(&mut self, form: &str, values: &Fields, cx: &mut Cx<'_>) {
        if form == forms::OVERRIDE {
            let Some(mut order) = self.refused.take() else { return };
            order.over = values.get("reason").and_then(|r| r.as_str()).map(str::to_owned);
            // The reason goes first; the form it was asked for stays until the command is done.
            cx.wishes.push(Wish::Close);
            cx.wishes.push(Wish::Do(order));
            return;
        }
        match sent::command(form, values, &self.about, cx.now.date()) {
            Ok(Some(command)) => cx.run(command),
            Ok(None) => {}
            Err(field) => {
                let l = Labels::of(cx.lang);
                let text = fill(l.unclear, [("field", l.label(field))].into_iter());
                cx.wishes.push(Wish::Say(Notice { level: Level::Warning, text, hint: String::new() }));
                cx.wishes.push(Wish::Wrong(field));
            }
        }
    }

    fn put_down(&mut self, cx: &mut Cx<'_>) {
        self.on_with(cx);
    }

    fn subject(&self) -> Option<String> {
        Some(self.about.id.clone()).filter(|id| !id.is_empty())
    }

    fn keeps(&self, form: &str) -> bool {
        form != forms::OVERRIDE
    }

    fn resume(&mut self, form: &str, cx: &Cx<'_>) -> Option<OpenForm> {
        match form {
            forms::TITLE => self.about_title(cx.lang),
            forms::CARD => self.about_card(cx.lang),
            _ => self.form(form, cx),
        }
    }

    fn form(&self, form: &str, cx: &Cx<'_>) -> Option<OpenForm> {
        // A correction is opened over what it corrects.
        (!matches!(form, forms::TITLE | forms::CARD | forms::OVERRIDE)).then(|| forms::blank(form, cx.lang)).flatten()
    }
}
