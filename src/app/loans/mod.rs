//! The reading room's panel: one box for everything, the reader in hand, the day's work line by line.
//!
//! What a scan means and when the work stops is decided by [`Session`], which is pure; this file hands keys to it and
//! its wishes to the frame. While a message stands ([`Panel::stopped`]) the runtime keeps characters back until it is
//! known whether they are a scan, so a lone `1` that arrives here was alone.

mod forms;

use super::layer::OpenForm;
use super::panel::{Cx, Focus, Panel, Wish};
use crate::command::key::{Code, Key};
use crate::command::keymap;
use crate::desk::change::Fields;
use crate::desk::command::{Command, Order};
use crate::desk::loans::session::{ALONE_MS, Session, Step};
use crate::desk::loans::{self, Counts, Key as ById, Query, Scanned, Today};
use crate::desk::query::Answer;
use crate::desk::reason::Reason;
use crate::form::Candidate;
use crate::i18n::Lang;
use crate::i18n::loans::Loans as Words;
use crate::store::Reply;
use crate::text::line::TextLine;
use chrono::Days;

#[derive(Debug, Default)]
pub struct Loans {
    pub line: TextLine,
    listed: bool,
    pub session: Session,
    pub counts: Counts,
    /// The way to the last due date is shown day by day.
    pub explained: bool,
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

    fn half_a_scan(&mut self, cx: &Cx<'_>) {
        if self.session.stop.is_some() && !self.line.is_empty() {
            let text = self.line.text().to_owned();
            self.line.clear();
            text.chars().for_each(|c| self.session.gather(c, cx.now));
        }
    }

    fn on_with(&mut self, cx: &mut Cx<'_>) {
        let step = self.session.next(cx.now);
        self.go(step, cx);
    }

    /// A character while a message stands: a lone `1` closes it, `2` insists, the rest is gathered.
    fn stop_char(&mut self, c: char, cx: &mut Cx<'_>) {
        self.session.gather(c, cx.now);
        let insisted = self.session.quiet(cx.now.plus_ms(ALONE_MS));
        if let Some(command) = insisted {
            let over = Some(Words::of(cx.lang).insisted.to_owned());
            cx.wishes.push(Wish::Do(Order { command: command.into(), over }));
        }
        self.on_with(cx);
    }

    fn choice(&mut self, key: Key, cx: &mut Cx<'_>) -> bool {
        match keymap::fold(key).code {
            Code::Char(c @ '1'..='9') => {
                let step = self.session.choose(c as usize - '1' as usize);
                self.go(step, cx);
                true
            }
            Code::Esc => self.session.let_go(),
            _ => false,
        }
    }

    /// Enter in the box: what stands there is a scan.
    fn accept(&mut self, cx: &mut Cx<'_>) {
        let text = self.line.text().to_owned();
        self.line.clear();
        self.session.scan(&text, cx.now);
        self.on_with(cx);
    }

    fn book_drop(&mut self, cx: &Cx<'_>) {
        let yesterday = cx.now.date().checked_sub_days(Days::new(1)).map(|d| d.to_string());
        self.session.box_day = if self.session.box_day.is_some() { None } else { yesterday };
    }

    /// A hold on the title that is shown for the reader in hand; a form asks for what is missing.
    fn hold(&mut self, cx: &mut Cx<'_>) {
        let title = match &self.session.title {
            Some(Scanned::Title(card)) => Some((card.title.id.clone(), card.title.name.clone())),
            _ => None,
        };
        let reader = self.session.reader.as_ref().map(|r| (r.reader.id.clone(), r.masked.clone()));
        match (title, reader) {
            (Some((title, _)), Some((reader, _))) if !self.session.busy() => {
                let step = self.session.work(loans::Command::PlaceHold(loans::PlaceHold { reader, title }));
                self.go(Some(step), cx);
            }
            (title, reader) => cx.open(forms::hold(title, reader, cx.lang)),
        }
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

    fn lead_to(&mut self, what: &str, cx: &mut Cx<'_>) {
        self.listed = false;
        if what.contains(':') {
            self.scan(what, cx);
        }
    }

    fn typed(&mut self, _cx: &mut Cx<'_>) {
        // Whoever types on has not chosen.
        self.session.several = None;
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
        if let Some(card) = self.session.reader.as_ref().filter(|_| !self.session.busy()) {
            cx.ask("again", Query::Reader(ById { id: card.reader.id.clone() }));
        }
    }

    fn verb(&mut self, verb: &str, cx: &mut Cx<'_>) -> bool {
        match verb {
            "accept" => self.accept(cx),
            "back" => return self.session.let_go(),
            "loan.renew_all" => {
                let step = self.session.renew_all();
                self.go(step, cx);
            }
            "loan.hold" => self.hold(cx),
            "loan.bookdrop" => self.book_drop(cx),
            "loan.explain" => self.explained = !self.explained,
            _ => return false,
        }
        true
    }

    fn available(&self, verb: &str) -> bool {
        match verb {
            "accept" => !self.line.is_empty(),
            "back" => self.session.reader.is_some() || self.session.title.is_some(),
            "loan.renew_all" => self.session.reader.as_ref().is_some_and(|r| r.loans > 0) && !self.stopped(),
            "loan.hold" => !self.stopped(),
            "loan.bookdrop" => true,
            "loan.explain" => self.session.lines.front().is_some_and(|l| !l.way.is_empty()),
            "focus_box" | "search" => self.listed,
            "focus_list" => !self.listed,
            _ => false,
        }
    }

    fn answer(&mut self, slot: &str, answer: Answer, cx: &mut Cx<'_>) {
        let Answer::Loans(answer) = answer else { return };
        let step = match (slot, answer) {
            ("scan", loans::Answer::Scanned(what)) => self.session.answered(what, cx.now),
            ("refresh", loans::Answer::Reader(card)) => self.session.refreshed(card, cx.now),
            ("again", loans::Answer::Reader(card)) => {
                self.session.renewed_card(card);
                None
            }
            ("counts", loans::Answer::Counts(counts)) => {
                self.counts = counts;
                None
            }
            _ => None,
        };
        self.go(step, cx);
    }

    fn done(&mut self, order: &Order, reply: &Reply, cx: &mut Cx<'_>) {
        match &order.command {
            Command::Loans(_) => {
                let step = self.session.done(&reply.result, &reply.warnings, cx.now);
                self.go(step, cx);
            }
            _ if reply.cmd == "undo" => {
                let what = reply.result.get("undone").and_then(|v| v.as_str()).unwrap_or_default();
                self.session.undone(what);
            }
            _ => {}
        }
    }

    fn refused(&mut self, order: &Order, reasons: &[Reason], cx: &mut Cx<'_>) -> bool {
        let mine = matches!(order.command, Command::Loans(_)) && self.session.busy();
        if mine {
            self.session.refused(reasons.to_vec(), cx.now);
            self.half_a_scan(cx);
        }
        mine
    }

    fn failed(&mut self, words: &str, cx: &mut Cx<'_>) {
        if self.session.busy() {
            self.session.failed(words.to_owned(), cx.now);
            self.half_a_scan(cx);
        }
    }

    fn scan(&mut self, text: &str, cx: &mut Cx<'_>) {
        self.session.several = None;
        self.session.scan(text, cx.now);
        self.on_with(cx);
    }

    fn candidates_for(&self, _form: &str, field: &str, typed: &str) -> Option<crate::desk::query::Query> {
        forms::candidates_for(field, typed)
    }

    fn candidates(&self, _form: &str, _field: &str, answer: Answer, lang: Lang) -> Vec<Candidate> {
        forms::candidates(answer, lang)
    }

    fn submit(&mut self, _form: &str, values: &Fields, cx: &mut Cx<'_>) {
        cx.run(loans::Command::PlaceHold(forms::place(values)));
    }

    fn form(&self, form: &str, cx: &Cx<'_>) -> Option<OpenForm> {
        (form == forms::HOLD).then(|| forms::hold(None, None, cx.lang))
    }
}
