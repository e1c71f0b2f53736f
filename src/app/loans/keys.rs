//! What the keys do in the one box: a scan, a choice, a message that stands, the page of loans and holds.

use super::Loans;
use super::page::{Page, Row};
use crate::app::panel::{Cx, Wish};
use crate::command::key::{Code, Key};
use crate::command::keymap;
use crate::desk::command::Order;
use crate::desk::loans::session::{ALONE_MS, Answered};
use crate::i18n::loans::Loans as Words;
use chrono::Days;

impl Loans {
    /// A character while a message stands: a lone `1` closes it, `2` insists, the rest is gathered.
    pub(super) fn stop_char(&mut self, c: char, cx: &mut Cx<'_>) {
        self.session.gather(c, cx.now);
        match self.session.quiet(cx.now.plus_ms(ALONE_MS)) {
            Some(Answered::Insist(command, read)) => {
                let over = Some(Words::of(cx.lang).insisted.to_owned());
                let order = Order::from(crate::desk::command::Command::from(command)).having_read(&read);
                cx.wishes.push(Wish::Do(Order { over, ..order }));
            }
            Some(Answered::Enter { text, as_what }) => return self.enter_unknown(&text, &as_what, cx),
            None => {}
        }
        self.on_with(cx);
    }

    pub(super) fn choice(&mut self, key: Key, cx: &mut Cx<'_>) -> bool {
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
    pub(super) fn accept(&mut self, cx: &mut Cx<'_>) {
        (self.page, self.explained) = (None, false);
        let text = self.line.text().to_owned();
        self.line.clear();
        self.session.scan(&text, cx.now);
        self.on_with(cx);
    }

    pub(super) fn book_drop(&mut self, cx: &Cx<'_>) {
        let yesterday = cx.now.date().checked_sub_days(Days::new(1)).map(|d| d.to_string());
        self.session.box_day = if self.session.box_day.is_some() { None } else { yesterday };
    }

    /// Opens the page of what is in hand, or closes it.
    pub(super) fn turn_page(&mut self, cx: &mut Cx<'_>) {
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
    pub(super) fn page_again(&self, cx: &mut Cx<'_>) {
        if let Some(page) = &self.page {
            page.ask(&self.session, cx);
        }
    }

    pub(super) fn row(&self) -> Option<Row> {
        self.page.as_ref().and_then(Page::row)
    }

    pub(super) fn half_a_scan(&mut self, cx: &Cx<'_>) {
        if self.session.stop.is_some() && !self.line.is_empty() {
            let text = self.line.text().to_owned();
            self.line.clear();
            text.chars().for_each(|c| self.session.gather(c, cx.now));
        }
    }
}
