//! What has come: the answer to a scan, rows for the page, a form's command that was done.

use super::{Loans, page};
use crate::app::panel::{Cx, Person};
use crate::desk::loans;
use crate::desk::query::Answer;
use crate::store::Reply;

impl Loans {
    /// Takes an answer to one of the room's questions.
    pub(super) fn take_answer(&mut self, slot: &str, answer: Answer, cx: &mut Cx<'_>) {
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
            ("title", loans::Answer::Scanned(loans::Scanned::Title(card))) => {
                if let Some(loans::Scanned::Title(shown)) = &mut self.session.title
                    && shown.title.id == card.title.id
                {
                    *shown = card;
                }
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

    /// A form's command was done: its line, and what follows from it.
    pub(super) fn noted(&mut self, command: &loans::Command, reply: &Reply, cx: &mut Cx<'_>) {
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
