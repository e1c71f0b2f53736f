//! The reading room's panel: one box for everything, the reader in hand, the day's work line by line.
//!
//! What a scan means and when the work stops is decided by [`Session`], which is pure; this file hands keys to it and
//! its wishes to the frame. While a message stands ([`Panel::stopped`]) the runtime keeps characters back until it is
//! known whether they are a scan, so a lone `1` that arrives here was alone.

mod forms;
pub mod page;
mod sent;

use self::page::{Page, Row};
use super::layer::OpenForm;
use super::notice::{Level, Notice};
use super::panel::{Cx, Focus, Panel, Person, Wish};
use crate::command::key::{Code, Key};
use crate::command::keymap;
use crate::desk::change::Fields;
use crate::desk::command::{Command, Order};
use crate::desk::loans::session::{ALONE_MS, Answered, Session, Step};
use crate::desk::loans::{self, CancelHold, Counts, Key as ById, NextNumbers, Query, Rules, Scanned, Title, Today};
use crate::desk::query::Answer;
use crate::desk::reason::Reason;
use crate::form::Candidate;
use crate::i18n::loan_forms::Fields as Labels;
use crate::i18n::loans::Loans as Words;
use crate::i18n::{Lang, fill};
use crate::store::Reply;
use crate::text::line::TextLine;
use crate::text::name::has_letter;
use chrono::Days;
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
        match self.session.quiet(cx.now.plus_ms(ALONE_MS)) {
            Some(Answered::Insist(command)) => {
                let over = Some(Words::of(cx.lang).insisted.to_owned());
                cx.wishes.push(Wish::Do(Order { command: command.into(), over }));
            }
            Some(Answered::Enter { text, as_what }) => return self.enter_unknown(&text, &as_what, cx),
            None => {}
        }
        self.on_with(cx);
    }

    /// The form for a number that nobody knows: a reader for a card or an ID number, else a book.
    fn enter_unknown(&mut self, text: &str, as_what: &str, cx: &mut Cx<'_>) {
        match as_what {
            "card" => self.open_reader(&loans::scan::whole_card(text, cx.site), cx),
            "id_number" => {
                // The card's owner is looked up; the form opens with him, or with nobody.
                self.entering = Some(text.to_owned());
                cx.ask("owner", crate::desk::residents::Query::One(crate::desk::residents::One { id: text.to_owned() }));
            }
            "isbn" => {
                let barcode = self.numbers.barcode.clone();
                self.open_book(text, None, &barcode, cx);
            }
            _ => self.open_book("", None, &loans::scan::whole_barcode(text, cx.site), cx),
        }
    }

    fn open_book(&mut self, isbn: &str, title: Option<&Title>, barcode: &str, cx: &mut Cx<'_>) {
        self.entering = self.session.reader.is_some().then(|| barcode.to_owned()).filter(|_| title.is_none());
        if let Some(open) = forms::enter(isbn, title, barcode, cx.lang) {
            cx.open(open);
        }
    }

    fn open_reader(&mut self, card: &str, cx: &mut Cx<'_>) {
        self.entering = None;
        let person = cx.person.as_ref().map(|p| (p.id.clone(), p.name.clone()));
        let person = person.as_ref().map(|(id, name)| (id.as_str(), name.as_str()));
        if let Some(open) = forms::new_reader(person, card, cx.lang) {
            cx.open(open);
        }
    }

    /// A form about what is in hand or under the mark.
    fn form_here(&mut self, name: &str, cx: &mut Cx<'_>) -> bool {
        let shown = match &self.session.title {
            Some(Scanned::Title(card)) => Some(card.title.clone()),
            _ => None,
        };
        let open = match name {
            forms::ENTER => {
                let barcode = self.numbers.barcode.clone();
                self.open_book("", shown.as_ref(), &barcode, cx);
                return true;
            }
            forms::READER => {
                let card = self.numbers.card.clone();
                self.open_reader(&card, cx);
                return true;
            }
            forms::TITLE => shown.and_then(|title| {
                self.about.id = title.id.clone();
                forms::of_title(&title, cx.lang)
            }),
            forms::CARD => self.session.reader.clone().and_then(|card| {
                self.about.id = card.reader.id.clone();
                forms::of_reader(&card.reader, cx.lang)
            }),
            _ => forms::of_copy(name, cx.lang).or_else(|| forms::blank(name, cx.lang)),
        };
        let Some(mut open) = open else { return false };
        if let Some(Row::Loan(row)) = self.page.as_ref().and_then(Page::row) {
            open.form.fill("copy", &row.barcode, &row.barcode);
            open.form.focus_on("state");
        }
        cx.open(open);
        true
    }

    /// Opens the page of what is in hand, or closes it.
    fn turn_page(&mut self, cx: &mut Cx<'_>) {
        self.explained = false;
        self.page = match self.page.take() {
            Some(_) => None,
            None => {
                let page = Page::of(&self.session);
                page.ask(&self.session, cx);
                Some(page)
            }
        };
    }

    /// Reads the page again after something was done to one of its rows.
    fn page_again(&self, cx: &mut Cx<'_>) {
        if let Some(page) = &self.page {
            page.ask(&self.session, cx);
        }
    }

    fn row(&self) -> Option<Row> {
        self.page.as_ref().and_then(Page::row)
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
        (self.page, self.explained) = (None, false);
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
        if let Some(card) = self.session.reader.as_ref().filter(|_| !self.session.busy()) {
            cx.ask("again", Query::Reader(ById { id: card.reader.id.clone() }));
        }
    }

    fn verb(&mut self, verb: &str, cx: &mut Cx<'_>) -> bool {
        match verb {
            "accept" => self.accept(cx),
            "back" => {
                let shown = self.page.take().is_some() || std::mem::take(&mut self.explained);
                return shown || self.session.let_go();
            }
            "loan.renew_all" => {
                self.explained = false;
                let step = self.session.renew_all();
                self.go(step, cx);
            }
            "loan.renew" => {
                let Some(Row::Loan(row)) = self.row() else { return false };
                let step = self.session.renew(&row.loan.copy);
                self.go(step, cx);
            }
            "hold.cancel" => {
                let Some(Row::Hold(row)) = self.row() else { return false };
                cx.run(loans::Command::CancelHold(CancelHold { hold: Some(row.id), reader: None, title: None }));
            }
            "loan.hold" => self.hold(cx),
            "loan.bookdrop" => self.book_drop(cx),
            "loan.page" => self.turn_page(cx),
            "loan.explain" => {
                self.page = None;
                self.explained = !self.explained;
            }
            "copy.lost" | "copy.damaged" | "copy.found" => return self.form_here(verb, cx),
            name if forms::blank(name, cx.lang).is_some() => return self.form_here(name, cx),
            motion => {
                let rows = cx.rows.saturating_sub(10).max(1);
                return self.page.as_mut().is_some_and(|page| page.go(motion, rows));
            }
        }
        true
    }

    fn available(&self, verb: &str) -> bool {
        match verb {
            "accept" => !self.line.is_empty(),
            "back" => self.page.is_some() || self.explained || self.session.reader.is_some() || self.session.title.is_some(),
            "up" | "down" | "page_up" | "page_down" | "home" | "end" => self.page.as_ref().is_some_and(|p| !p.is_empty()),
            "loan.page" => !self.stopped(),
            "loan.renew" => matches!(self.row(), Some(Row::Loan(_))) && !self.stopped(),
            "hold.cancel" => matches!(self.row(), Some(Row::Hold(_))) && self.line.is_empty() && !self.stopped(),
            "title.update" => matches!(self.session.title, Some(Scanned::Title(_))) && !self.stopped(),
            "reader.update" => self.session.reader.is_some() && !self.stopped(),
            "copy.enter" | "reader.add" | "copy.update" | "copy.state" | "copy.lost" | "copy.damaged" | "copy.found"
            | "rule.set" | "visit.count" | "transfer.send" => !self.stopped(),
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
        if let Answer::Residents(crate::desk::residents::Answer::One(found)) = answer {
            // An ID number that no reader has: its owner, if he is a resident, gets a card.
            if let Some(card) = found {
                *cx.person = Some(Person { id: card.id.clone(), name: card.name.clone(), phone: card.phone.clone() });
            } else {
                *cx.person = None;
            }
            let card = self.numbers.card.clone();
            return self.open_reader(&card, cx);
        }
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
            ("numbers", loans::Answer::Numbers(numbers)) => {
                self.numbers = numbers;
                None
            }
            ("page_loans", loans::Answer::Loans(rows)) => {
                if let Some(page) = &mut self.page {
                    page.loans = rows;
                    page.settle();
                }
                None
            }
            ("page_holds", loans::Answer::Holds(rows)) => {
                if let Some(page) = &mut self.page {
                    // The room's morning list is of what lies on the shelf; who only waits is for the title's page.
                    let shelf = page.of == page::Of::Room;
                    page.holds = rows.into_iter().filter(|h| !shelf || h.state != loans::hold_state::WAITING).collect();
                    page.settle();
                }
                None
            }
            _ => None,
        };
        self.go(step, cx);
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
        if order.over.is_none() && !reasons.is_empty() && reasons.iter().all(|r| r.over.is_some()) {
            self.refused = Some(order.clone());
            if let Some(open) = forms::blank(forms::OVERRIDE, cx.lang) {
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

    fn candidates_for(&self, _form: &str, field: &str, typed: &str) -> Option<crate::desk::query::Query> {
        self.typed.replace(typed.to_owned());
        forms::candidates_for(field, typed)
    }

    fn candidates(&self, form: &str, field: &str, answer: Answer, lang: Lang) -> Vec<Candidate> {
        let typed = self.typed.borrow();
        // A book may be called 1984, a reader not.
        let new = match (form, field) {
            (forms::ENTER, "title") => true,
            (forms::READER, "who") => has_letter(&typed),
            _ => false,
        };
        forms::candidates(answer, new.then_some(typed.as_str()), lang)
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
            }
        }
    }

    fn form(&self, form: &str, cx: &Cx<'_>) -> Option<OpenForm> {
        // A correction without what it corrects makes no sense after a restart.
        (!matches!(form, forms::TITLE | forms::CARD | forms::OVERRIDE)).then(|| forms::blank(form, cx.lang)).flatten()
    }
}

impl Loans {
    /// A form's command was done: its line, and what follows from it.
    fn noted(&mut self, command: &loans::Command, reply: &Reply, cx: &mut Cx<'_>) {
        self.session.noted(reply.cmd, &reply.result, &reply.warnings, cx.now);
        self.page_again(cx);
        let text = |name: &str| reply.result.get(name).and_then(|v| v.as_str()).unwrap_or_default().to_owned();
        match command {
            // The new reader is in hand at once.
            loans::Command::AddReader(_) => self.session.scan(&text("card"), cx.now),
            // What was scanned and not known is lent to the reader in hand, as it was meant to be.
            loans::Command::AddTitle(_) | loans::Command::AddCopy(_) => {
                if let Some(wanted) = self.entering.take().filter(|w| *w == text("barcode")) {
                    self.session.scan(&wanted, cx.now);
                }
            }
            loans::Command::UpdateTitle(_) => {
                self.session.title = None;
                self.session.scan(&self.about.id.clone(), cx.now);
            }
            loans::Command::UpdateReader(_) => self.session.scan(&self.about.id.clone(), cx.now),
            _ => {}
        }
        self.on_with(cx);
    }
}
