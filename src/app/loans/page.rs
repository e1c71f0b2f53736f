//! What a keeper looks through: a reader's loans and holds, who waits for a title, what is overdue and on the shelf.

use crate::app::panel::Cx;
use crate::desk::loans::{HoldRow, Holds, LoanRow, Loans as LoansOf, Page as OverduePage, Query, Scanned, Session};

/// Rows asked for; a reading room's morning list.
const ROWS: &str = "200";

/// Whose page it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Of {
    Reader,
    Title,
    #[default]
    Room,
}

/// A row that something can be done with.
#[derive(Debug, Clone, PartialEq)]
pub enum Row {
    Loan(Box<LoanRow>),
    Hold(Box<HoldRow>),
}

/// The page: loans first, then holds.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Page {
    pub of: Of,
    pub loans: Vec<LoanRow>,
    pub holds: Vec<HoldRow>,
    pub chosen: usize,
}

impl Page {
    /// The page of what is in hand.
    pub fn of(session: &Session) -> Page {
        let of = match (&session.title, &session.reader) {
            (Some(Scanned::Title(_)), _) => Of::Title,
            (_, Some(_)) => Of::Reader,
            _ => Of::Room,
        };
        Page { of, ..Page::default() }
    }

    /// Asks for its rows.
    pub fn ask(&self, session: &Session, cx: &mut Cx<'_>) {
        let rows = Some(ROWS.to_owned());
        match (self.of, &session.reader, &session.title) {
            (Of::Reader, Some(card), _) => {
                let reader = Some(card.reader.id.clone());
                cx.ask("page_loans", Query::Loans(LoansOf { reader: reader.clone(), after: None, rows }));
                cx.ask("page_holds", Query::Holds(Holds { reader, title: None }));
            }
            (Of::Title, _, Some(Scanned::Title(card))) => {
                cx.ask("page_holds", Query::Holds(Holds { reader: None, title: Some(card.title.id.clone()) }));
            }
            _ => {
                cx.ask("page_loans", Query::Overdue(OverduePage { after: None, rows }));
                cx.ask("page_holds", Query::Holds(Holds::default()));
            }
        }
    }

    /// How many rows.
    pub fn len(&self) -> usize {
        self.loans.len() + self.holds.len()
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The row under the mark.
    pub fn row(&self) -> Option<Row> {
        match self.loans.get(self.chosen) {
            Some(loan) => Some(Row::Loan(Box::new(loan.clone()))),
            None => self.holds.get(self.chosen - self.loans.len()).map(|h| Row::Hold(Box::new(h.clone()))),
        }
    }

    /// Moves the mark; false = no such motion.
    pub fn go(&mut self, verb: &str, page: usize) -> bool {
        let last = self.len().saturating_sub(1);
        self.chosen = match verb {
            "up" => self.chosen.saturating_sub(1),
            "down" => (self.chosen + 1).min(last),
            "page_up" => self.chosen.saturating_sub(page),
            "page_down" => (self.chosen + page).min(last),
            "home" => 0,
            "end" => last,
            _ => return false,
        };
        true
    }

    /// Keeps the mark on a row.
    pub fn settle(&mut self) {
        self.chosen = self.chosen.min(self.len().saturating_sub(1));
    }
}
