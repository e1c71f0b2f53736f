//! The residents' room: the list of everybody by name, narrowed by what is typed; the card beside it.

use super::layer::OpenForm;
use super::panel::{Cx, Focus, Panel, Person};
use crate::desk::change::Fields;
use crate::desk::command::Order;
use crate::desk::query::Answer;
use crate::desk::residents::{self, Add, Command, Page, Resident, Update};
use crate::form::{Field, Form};
use crate::i18n::Lang;
use crate::i18n::residents::words;
use crate::list::{Move, Need, Window};
use crate::store::Reply;
use crate::text::line::TextLine;
use serde_json::Value;

/// A row with its place in the list.
type Row = (String, Resident);

#[derive(Debug, Default)]
pub struct Residents {
    pub line: TextLine,
    boxed: bool,
    pub list: Window<Row>,
    /// The card that a form is changing.
    editing: Option<String>,
}

impl Residents {
    fn page(&self, from: Option<(String, String)>, back: bool, rows: usize) -> residents::Query {
        residents::Query::Page(Page { find: self.line.text().to_owned(), from, back, rows })
    }

    fn turn(&mut self, need: Need, cx: &mut Cx<'_>) {
        let place = |row: Option<&Row>| row.map(|(key, card)| (key.clone(), card.id.clone()));
        let rows = cx.rows.saturating_sub(1).max(1);
        let query = match need {
            Need::Nothing => return,
            Need::After => self.page(place(self.list.rows().last()), false, rows),
            Need::Before => self.page(place(self.list.rows().first()), true, rows),
            Need::First => self.page(None, false, rows),
            Need::Last => self.page(None, true, rows),
        };
        cx.ask("turn", query);
    }

    fn hold(&self, cx: &mut Cx<'_>) {
        if let Some((_, card)) = self.list.current() {
            *cx.person = Some(Person { id: card.id.clone(), name: card.name.clone(), phone: card.phone.clone() });
        }
    }
}

fn blank(name: &'static str, title: &str, lang: Lang) -> OpenForm {
    let w = words(lang);
    let form = Form::new(vec![
        Field::text("name", w.name).required(),
        Field::text("id_number", w.id_number),
        Field::text("phone", w.phone),
        Field::text("address", w.address),
    ]);
    OpenForm { name, title: title.to_owned(), form }
}

impl Panel for Residents {
    fn scope(&self) -> &'static str {
        "residents"
    }

    fn focus(&self) -> Focus {
        if self.boxed { Focus::Box } else { Focus::List }
    }

    fn set_focus(&mut self, focus: Focus) {
        self.boxed = focus == Focus::Box;
    }

    fn line(&mut self) -> Option<&mut TextLine> {
        Some(&mut self.line)
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
            "open" => self.hold(cx),
            "resident.add" => {
                self.editing = None;
                let open = blank("resident.add", words(cx.lang).add, cx.lang);
                cx.open(open);
            }
            "resident.edit" => {
                let Some((_, card)) = self.list.current() else { return false };
                let mut open = blank("resident.edit", words(cx.lang).edit, cx.lang);
                for (field, value) in
                    [("name", &card.name), ("id_number", &card.id_number), ("phone", &card.phone), ("address", &card.address)]
                {
                    open.form.fill(field, value, value);
                }
                self.editing = Some(card.id.clone());
                cx.open(open);
            }
            _ => return false,
        }
        true
    }

    fn verb_by(&mut self, verb: &str, times: usize, cx: &mut Cx<'_>) -> bool {
        let Some(motion) = Move::of(verb) else { return (0..times).fold(true, |_, _| self.verb(verb, cx)) };
        let need = self.list.move_by(motion, times);
        self.turn(need, cx);
        true
    }

    fn available(&self, verb: &str) -> bool {
        match verb {
            "open" | "accept" | "resident.edit" => self.list.current().is_some(),
            "resident.add" => true,
            "focus_box" | "search" => !self.boxed,
            "focus_list" => self.boxed,
            other => Move::of(other).is_some(),
        }
    }

    fn answer(&mut self, slot: &str, answer: Answer, cx: &mut Cx<'_>) {
        let Answer::Residents(residents::Answer::Page(rows)) = answer else { return };
        match slot {
            "turn" => {
                let need = self.list.turned(rows);
                self.turn(need, cx);
            }
            "again" => self.list.reloaded(rows, |(_, card)| card.id.clone()),
            _ => self.list.reset(rows),
        }
    }

    fn done(&mut self, order: &Order, reply: &Reply, cx: &mut Cx<'_>) {
        // A new card is shown alone, so that the clerk sees what was made.
        if reply.cmd == "resident.add"
            && let crate::desk::command::Command::Residents(Command::Add(add)) = &order.command
        {
            self.line.set(&add.name);
            self.typed(cx);
        }
    }

    fn scan(&mut self, text: &str, cx: &mut Cx<'_>) {
        self.line.set(text);
        self.typed(cx);
    }

    fn submit(&mut self, form: &str, values: &Fields, cx: &mut Cx<'_>) {
        let text = |name: &str| values.get(name).and_then(Value::as_str).map(str::to_owned);
        let name = text("name").unwrap_or_default();
        match (form, &self.editing) {
            ("resident.edit", Some(id)) => cx.run(Command::Update(Update {
                resident: id.clone(),
                name: Some(name),
                id_number: Some(text("id_number").unwrap_or_default()),
                phone: Some(text("phone").unwrap_or_default()),
                address: Some(text("address").unwrap_or_default()),
                ..Update::default()
            })),
            _ => cx.run(Command::Add(Add {
                name,
                id_number: text("id_number"),
                phone: text("phone"),
                address: text("address"),
                ..Add::default()
            })),
        }
    }

    fn form(&self, form: &str, cx: &Cx<'_>) -> Option<OpenForm> {
        (form == "resident.add").then(|| blank("resident.add", words(cx.lang).add, cx.lang))
    }
}
