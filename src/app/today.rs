//! Today: what waits, what is due, what is late; and the box that finds anything.
//!
//! Each line of it leads somewhere: Enter goes there.

use super::panel::{Cx, Focus, Panel, Person};
use crate::desk::command::Order;
use crate::desk::query::Answer;
use crate::desk::residents::{self, Resident};
use crate::store::Reply;
use crate::text::line::TextLine;

/// How many finds are shown of each sort.
const FINDS: usize = 8;

#[derive(Debug, Default)]
pub struct Today {
    pub line: TextLine,
    /// In the list after Esc; the box has the cursor otherwise.
    listed: bool,
    /// Residents that fit what was typed.
    pub found: Vec<Resident>,
    pub chosen: usize,
}

impl Today {
    /// The find that Enter opens.
    pub fn chosen(&self) -> Option<&Resident> {
        self.found.get(self.chosen)
    }
}

impl Panel for Today {
    fn scope(&self) -> &'static str {
        "today"
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

    fn typed(&mut self, cx: &mut Cx<'_>) {
        self.chosen = 0;
        if self.line.is_empty() {
            self.found.clear();
            return;
        }
        let page = residents::Page { find: self.line.text().to_owned(), rows: FINDS, ..Default::default() };
        cx.ask("found", residents::Query::Page(page));
    }

    fn refresh(&mut self, cx: &mut Cx<'_>) {
        self.typed(cx);
    }

    fn verb(&mut self, verb: &str, cx: &mut Cx<'_>) -> bool {
        match verb {
            "down" => self.chosen = (self.chosen + 1).min(self.found.len().saturating_sub(1)),
            "up" => self.chosen = self.chosen.saturating_sub(1),
            "accept" | "open" => {
                let Some(card) = self.chosen() else { return false };
                *cx.person = Some(Person { id: card.id.clone(), name: card.name.clone(), phone: card.phone.clone() });
                cx.wishes.push(super::panel::Wish::Go("residents"));
            }
            _ => return false,
        }
        true
    }

    fn available(&self, verb: &str) -> bool {
        match verb {
            "up" | "down" | "accept" | "open" => !self.found.is_empty(),
            "focus_list" => !self.listed,
            "focus_box" | "search" => self.listed,
            _ => false,
        }
    }

    fn answer(&mut self, _slot: &str, answer: Answer, _cx: &mut Cx<'_>) {
        if let Answer::Residents(residents::Answer::Page(rows)) = answer {
            self.found = rows.into_iter().map(|(_, card)| card).collect();
            self.chosen = self.chosen.min(self.found.len().saturating_sub(1));
        }
    }

    fn done(&mut self, _order: &Order, _reply: &Reply, _cx: &mut Cx<'_>) {}

    fn scan(&mut self, text: &str, cx: &mut Cx<'_>) {
        self.line.set(text);
        self.typed(cx);
    }
}
