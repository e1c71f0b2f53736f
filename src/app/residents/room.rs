//! The residents' room as the frame sees it: its keys, its answers, its forms sent.

use super::{Residents, forms};
use crate::app::layer::OpenForm;
use crate::app::notice::Notice;
use crate::app::panel::{Cx, Focus, Panel, Wish};
use crate::desk::accord;
use crate::desk::change::Fields;
use crate::desk::command::Order;
use crate::desk::query::{Answer, Query};
use crate::desk::reason::{Code, Reason};
use crate::desk::residents::{self, Command, Merge, One, Page, Refusal};
use crate::form::Offered;
use crate::i18n::Lang;
use crate::list::Move;
use crate::store::Reply;
use crate::text::line::TextLine;

/// Cards that are offered at once, a digit for each.
const OFFERED: usize = 9;

impl Panel for Residents {
    fn scope(&self) -> &'static str {
        "residents"
    }

    fn focus(&self) -> Focus {
        if self.boxed { Focus::Box } else { Focus::List }
    }

    fn set_focus(&mut self, focus: Focus) {
        self.boxed = focus == Focus::Box;
        self.paged &= !self.boxed;
    }

    fn line(&mut self) -> Option<&mut TextLine> {
        Some(&mut self.line)
    }

    fn veiled(&self) -> Option<String> {
        self.current().map(|card| card.id.clone())
    }

    fn lead_to(&mut self, what: &str, cx: &mut Cx<'_>) {
        match what.strip_prefix("number:") {
            Some(number) => self.add_with(number, cx),
            None => cx.ask("led", residents::Query::One(One { id: what.to_owned() })),
        }
    }

    fn typed(&mut self, cx: &mut Cx<'_>) {
        let query = self.page(None, false, cx.rows.saturating_sub(1).max(1));
        cx.ask("typed", query);
    }

    fn refresh(&mut self, cx: &mut Cx<'_>) {
        // Ask again from the first row on the screen, so that the page stays where it is.
        let first = self.list.rows().first().map(|(key, _)| (key.clone(), String::new()));
        let query = self.page(first, false, cx.rows.saturating_sub(1).max(1));
        cx.ask("again", query);
        if self.paged
            && let Some(card) = &self.card
        {
            cx.ask("led", residents::Query::One(One { id: card.resident.id.clone() }));
        }
    }

    fn verb(&mut self, verb: &str, cx: &mut Cx<'_>) -> bool {
        if Move::of(verb).is_some() {
            return self.verb_by(verb, 1, cx);
        }
        match verb {
            "accept" => {
                self.boxed = false;
                self.hold(cx);
            }
            "open" => {
                let Some(card) = self.current().cloned() else { return false };
                self.show(card, cx);
            }
            "back" => self.back(cx),
            "resident.add" => {
                self.editing = None;
                cx.open(forms::card("resident.add", cx.lang));
            }
            "resident.edit" => {
                let Some(card) = self.current() else { return false };
                let open = forms::edit(card, cx.lang);
                // The form shows the numbers whole.
                cx.wishes.push(Wish::Reveal(card.id.clone()));
                self.editing = Some(card.clone());
                cx.open(open);
            }
            "person.erase" => {
                let Some(card) = self.current() else { return false };
                let open = forms::erase(card, cx.lang);
                self.editing = Some(card.clone());
                cx.open(open);
            }
            "resident.merge" => {
                let Some(card) = self.current() else { return false };
                let open = forms::merge(card, cx.lang);
                self.editing = Some(card.clone());
                cx.open(open);
            }
            _ => return false,
        }
        true
    }

    fn verb_by(&mut self, verb: &str, times: usize, cx: &mut Cx<'_>) -> bool {
        let Some(motion) = Move::of(verb) else { return (0..times).fold(true, |_, _| self.verb(verb, cx)) };
        self.paged = false;
        let need = self.list.move_by(motion, times);
        self.turn(need, cx);
        self.hold(cx);
        true
    }

    fn available(&self, verb: &str) -> bool {
        match verb {
            "open" => self.current().is_some() && !self.paged,
            "accept" => self.boxed,
            "resident.edit" | "resident.merge" | "person.erase" => self.current().is_some(),
            "resident.add" => true,
            "back" => !self.boxed && (self.paged || !self.line.is_empty()),
            "focus_box" => !self.boxed,
            "focus_list" => self.boxed,
            other => Move::of(other).is_some(),
        }
    }

    fn answer(&mut self, slot: &str, answer: Answer, cx: &mut Cx<'_>) {
        match (slot, answer) {
            ("same", Answer::Residents(residents::Answer::Page(rows))) => self.compare(rows, cx),
            (_, Answer::Residents(residents::Answer::One(found))) => self.met(slot, found, cx),
            ("turn", Answer::Residents(residents::Answer::Page(rows))) => {
                let need = self.list.turned(rows);
                self.turn(need, cx);
                self.hold(cx);
            }
            ("again", Answer::Residents(residents::Answer::Page(rows))) => {
                self.list.reloaded(rows, |(_, card)| card.id.clone());
            }
            (_, Answer::Residents(residents::Answer::Page(rows))) => {
                self.list.reset(rows);
                self.hold(cx);
            }
            (slot, answer) => self.theirs(slot, answer),
        }
    }

    fn done(&mut self, order: &Order, reply: &Reply, cx: &mut Cx<'_>) {
        if self.refused.take().is_some_and(|o| o.command == order.command) {
            cx.wishes.push(Wish::Close);
        }
        if matches!(reply.cmd, "resident.add" | "resident.update") && self.same.take().is_some() {
            // The form of the new card still stands beneath the comparison.
            cx.wishes.push(Wish::Close);
        }
        // What was made or kept is shown: the list narrowed to it, its card in hand.
        if let crate::desk::command::Command::Residents(Command::Add(add)) = &order.command {
            self.line.set(&add.name);
            self.typed(cx);
        }
        if reply.cmd == "person.erase" {
            // Nothing of the card stays on the screen or in hand.
            (self.card, self.paged) = (None, false);
            *cx.person = None;
            self.line.clear();
            self.typed(cx);
        }
        let record = if reply.cmd == "resident.merge" { "id" } else { "record" };
        if matches!(reply.cmd, "resident.merge" | "undo" | "redo")
            && let Some(id) = reply.result.get(record).and_then(|v| v.as_str()).filter(|id| id.starts_with("resident:"))
        {
            cx.ask("led", residents::Query::One(One { id: id.to_owned() }));
        }
    }

    fn refused(&mut self, order: &Order, reasons: &[Reason], cx: &mut Cx<'_>) -> bool {
        let same = Code::Residents(Refusal::SameIdNumber);
        let number = reasons.iter().find(|r| r.code == same).and_then(|r| r.facts.get("id")).filter(|_| order.over.is_none());
        if let (Some(id), Some(_)) = (number, &self.same)
            && reasons.len() == 1
        {
            cx.wishes.push(Wish::Say(Notice::refusal(reasons, cx.lang)));
            cx.ask("same_number", residents::Query::One(One { id: id.clone() }));
            return true;
        }
        self.same = None;
        if !reasons.is_empty() && reasons.iter().all(|r| r.over.is_some()) {
            self.refused = Some(order.clone());
            cx.wishes.push(Wish::Say(Notice::refusal(reasons, cx.lang)));
            // Where a reason was given, the form that asks for it still stands: it serves for what came up meanwhile as well.
            if order.over.is_none() {
                cx.open(forms::reason(cx.lang));
            }
            return true;
        }
        false
    }

    fn scan(&mut self, text: &str, cx: &mut Cx<'_>) {
        text.trim().clone_into(&mut self.scanned);
        cx.ask("scanned", residents::Query::One(One { id: text.trim().to_owned() }));
    }

    fn candidates_for(&self, form: &str, field: &str, typed: &str) -> Option<Query> {
        let wanted = form == "resident.merge" && field == "into" && !typed.trim().is_empty();
        wanted
            .then(|| residents::Query::Page(Page { find: typed.trim().to_owned(), rows: OFFERED + 1, ..Page::default() }).into())
    }

    fn candidates(&self, _form: &str, _field: &str, answer: Answer, _lang: Lang) -> Offered {
        let Answer::Residents(residents::Answer::Page(rows)) = answer else { return Offered::default() };
        let more = rows.len() > OFFERED;
        let others =
            rows.into_iter().map(|(_, card)| card).filter(|card| self.editing.as_ref().is_none_or(|of| of.id != card.id));
        Offered { candidates: others.take(OFFERED).map(|card| forms::candidate(&card)).collect(), more }
    }

    fn submit(&mut self, form: &str, values: &Fields, cx: &mut Cx<'_>) {
        let text = |name: &str| forms::text(values, name);
        match (form, &self.editing) {
            ("resident.same", _) => self.decide(values, cx),
            ("resident.reason", _) => {
                if let Some(mut order) = self.refused.clone() {
                    order.over = Some(text("reason"));
                    cx.wishes.push(Wish::Do(order));
                }
            }
            ("person.erase", Some(card)) => {
                cx.run(accord::Command::ErasePerson(accord::ErasePerson { person: card.id.clone(), reason: text("reason") }));
            }
            ("resident.merge", Some(card)) => {
                cx.run(Command::Merge(Merge { resident: card.id.clone(), into: text("into") }));
            }
            ("resident.edit", Some(card)) => cx.run(Command::Update(forms::update(values, card))),
            _ => self.add(forms::add(values), cx),
        }
    }

    fn keeps(&self, form: &str) -> bool {
        !matches!(form, "resident.same" | "resident.reason")
    }

    fn subject(&self) -> Option<String> {
        self.editing.as_ref().map(|card| card.id.clone())
    }

    fn resume(&mut self, form: &str, cx: &Cx<'_>) -> Option<OpenForm> {
        if form == "resident.add" {
            return self.form(form, cx);
        }
        let card = self.card.as_ref().filter(|_| self.paged).map(|c| c.resident.clone())?;
        self.editing = Some(card.clone());
        match form {
            "resident.edit" => Some(forms::edit(&card, cx.lang)),
            "resident.merge" => Some(forms::merge(&card, cx.lang)),
            "person.erase" => Some(forms::erase(&card, cx.lang)),
            _ => None,
        }
    }

    fn form(&self, form: &str, cx: &Cx<'_>) -> Option<OpenForm> {
        (form == "resident.add").then(|| forms::card("resident.add", cx.lang))
    }
}
