//! What each verb does in the reading room, and when it would do something.

use super::page::Row;
use super::{Loans, forms};
use crate::app::panel::{Cx, Panel as _};
use crate::desk::loans::{self, CancelHold, Scanned};

impl Loans {
    /// Does a verb; false = not one of this room.
    pub(super) fn do_verb(&mut self, verb: &str, cx: &mut Cx<'_>) -> bool {
        // A word about the last scan is over with the next act.
        (self.session.twice, self.session.nothing) = (None, None);
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
                let step = self.session.renew(&row.loan.copy, &row.loan.id);
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

    /// Would the verb do something now?
    pub(super) fn can(&self, verb: &str) -> bool {
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
}
