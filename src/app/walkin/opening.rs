//! Which form opens, and what it is about: the record in hand, the visitor at the window.

use super::{Walkin, alone, forms, house};
use crate::app::panel::Cx;

impl Walkin {
    /// Opens a form about what is in hand.
    pub(super) fn open_form(&mut self, name: &'static str, cx: &mut Cx<'_>) -> bool {
        let Some(open) = forms::blank(self, name, cx.lang, cx.now) else { return false };
        self.of_form = self.subject_of(name);
        house::open(self, open, cx);
        true
    }

    /// The record that a form of this name is about, here and now.
    pub(super) fn subject_of(&self, name: &str) -> Option<String> {
        match name {
            "ticket.hold" | "ticket.transfer" => self.ticket().map(|t| t.ticket.id.clone()),
            "callback.done" => self.selected().map(|s| s.id().to_owned()),
            name if alone(name) => None,
            "request.send_back" if self.handed().is_some() => self.handed().map(|h| h.id.clone()),
            _ => self.in_hand().map(|c| c.request.id.clone()),
        }
    }

    /// Registers: the visitor at the window if the desk knows them, else the person in hand.
    pub(super) fn register(&mut self, hand: bool, cx: &mut Cx<'_>) -> bool {
        let Some(mut open) = forms::blank(self, "request.register", cx.lang, cx.now) else { return false };
        let at_window = self.served().and_then(|t| Some((t.ticket.resident.clone()?, t.name.clone()?)));
        let person = cx.person.as_ref().filter(|_| hand).map(|p| (p.id.clone(), p.name.clone()));
        let (first, second) = if hand { (person, at_window) } else { (at_window, None) };
        self.of_form = None;
        if let Some((id, name)) = first.or(second) {
            open.form.fill("who", &id, &name);
            open.form.focus_on("service");
        }
        cx.open(open);
        true
    }
}
