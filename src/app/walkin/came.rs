//! What has come: rows of the left side, the card in hand, a person by an ID card.

use super::{Walkin, house};
use crate::app::panel::{Cx, Person, Wish};
use crate::desk::accord;
use crate::desk::query::Answer;
use crate::desk::residents;
use crate::desk::walkin::{self, Card, State};

impl Walkin {
    /// Takes an answer to one of the room's questions.
    pub(super) fn take_answer(&mut self, slot: &str, answer: Answer, cx: &mut Cx<'_>) {
        if let Answer::Residents(residents::Answer::One(found)) = answer {
            return self.met(slot, found, cx);
        }
        if let Answer::Accord(accord::Answer::Retention(due)) = &answer {
            return house::show_due(due, cx);
        }
        let Answer::Walkin(answer) = answer else { return };
        let id = self.selected().map(|s| s.id().to_owned());
        match answer {
            walkin::Answer::Queue(queue) => self.queue = queue,
            walkin::Answer::Requests(rows) if slot == "settled" => {
                let shown: Vec<_> = self.requests.iter().map(|r| r.id.clone()).collect();
                self.settled = rows.into_iter().filter(|r| !shown.contains(&r.id)).collect();
            }
            walkin::Answer::Requests(mut rows) => {
                rows.sort_by_key(|r| r.state == State::Papers.name());
                self.requests = rows;
            }
            walkin::Answer::Callbacks(rows) => self.callbacks = rows,
            walkin::Answer::Referrals(rows) if slot == "away" => self.away = rows,
            walkin::Answer::Referrals(rows) => self.incoming = rows,
            walkin::Answer::Request(card) => return self.take_card(slot, card, cx),
            walkin::Answer::Certificates(_) | walkin::Answer::Services(_) => return,
            walkin::Answer::Counts(_) => return,
        }
        self.settle_cursor(id, slot == "settled");
        if slot == "settled" || self.in_hand().is_none() {
            self.ask_card(cx);
        }
    }

    /// New rows have come: the cursor stays on its record, or goes to the one that is wanted.
    pub(super) fn settle_cursor(&mut self, id: Option<String>, last: bool) {
        if let Some(wanted) = self.wanted.clone()
            && (self.put_on(&wanted) || self.put_on_section(&wanted))
        {
            if last {
                self.wanted = None;
            }
            return;
        }
        if last {
            self.wanted = None;
        }
        match id {
            Some(id) => _ = self.put_on(&id),
            None => self.cursor = self.cursor.min(self.rows().saturating_sub(1)),
        }
    }

    pub(super) fn take_card(&mut self, slot: &str, card: Option<Box<Card>>, cx: &mut Cx<'_>) {
        let Some(card) = card else { return };
        if slot == "led" {
            let shown = (0..self.rows()).any(|at| self.at(at).is_some_and(|s| s.request() == Some(&card.request.id)));
            if !shown {
                self.line.set(&card.short);
                self.wanted = Some(card.request.id.clone());
                self.ask_requests(cx);
            }
            return;
        }
        if let (Some(id), Some(name)) = (&card.request.resident, &card.name) {
            let phone = card.phone.clone().unwrap_or_default();
            *cx.person = Some(Person { id: id.clone(), name: name.clone(), phone });
        }
        self.card = Some(card);
    }

    /// A person was asked for: of a ticket, or by an ID card.
    pub(super) fn met(&mut self, slot: &str, found: Option<Box<residents::Resident>>, cx: &mut Cx<'_>) {
        let scanned = slot == "scanned";
        match found {
            Some(card) => {
                *cx.person = Some(Person { id: card.id, name: card.name, phone: card.phone });
                if scanned {
                    self.register(true, cx);
                }
            }
            None if scanned => {
                let number = self.typed.borrow().clone();
                cx.wishes.push(Wish::Lead("residents", format!("number:{number}")));
            }
            None => {}
        }
    }
}
