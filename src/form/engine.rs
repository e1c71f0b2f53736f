//! The form: focus, keys, candidates, checks.

mod given;

use super::draft;
use super::edit::{self, Edit};
use super::field::{Field, Kind, Offered};
use crate::command::key::{Code, Key};
use crate::text::fold::half_width_char;
use serde_json::{Map, Value};

/// What a key did to the form.
#[derive(Debug, Clone, PartialEq)]
pub enum FormEvent {
    Nothing,
    Changed,
    /// The field that has the cursor wants candidates for its text.
    AskCandidates,
    Submit(Map<String, Value>),
    Cancel,
}

/// Checks what several fields say together: names of fields, with words.
pub type Whole = fn(&Map<String, Value>) -> Vec<(&'static str, &'static str)>;

/// A form being filled.
#[derive(Debug, Clone, Default)]
pub struct Form {
    fields: Vec<Field>,
    focus: usize,
    dirty: bool,
    /// Sent with fields missing: they are marked until filled.
    pub complained: bool,
    whole: Option<Whole>,
    /// Draft of the form sent before, for "same as last".
    last: Option<Value>,
    /// Candidates were asked for and have not come.
    awaited: bool,
    /// Enter came before them.
    hurried: bool,
}

impl Form {
    /// A form of these fields, the cursor in the first.
    pub fn new(fields: Vec<Field>) -> Form {
        let focus = fields.iter().position(|f| f.kind != Kind::Note).unwrap_or(0);
        Form { fields, focus, ..Form::default() }
    }

    /// The last field that can be filled.
    fn last_field(&self) -> usize {
        self.fields.iter().rposition(|f| f.kind != Kind::Note).unwrap_or(0)
    }

    /// With a check over several fields.
    pub fn with_check(self, whole: Whole) -> Form {
        Form { whole: Some(whole), ..self }
    }

    /// With the draft of the form sent before, from which "same as last" copies.
    pub fn with_last(self, last: Option<Value>) -> Form {
        Form { last, ..self }
    }

    /// Other fields in the same form (a service brings its own): what fields of the same name say stays.
    pub fn set_fields(&mut self, fields: Vec<Field>) {
        let (kept, focus) = (self.to_draft(), self.fields.get(self.focus).map(|f| f.name));
        self.fields = fields;
        self.fields.iter_mut().for_each(|f| _ = draft::fill(f, &kept));
        self.focus = self.fields.iter().position(|f| Some(f.name) == focus).unwrap_or(0);
        (self.awaited, self.hurried) = (false, false);
    }

    pub fn fields(&self) -> &[Field] {
        &self.fields
    }

    /// Index of the field that has the cursor.
    pub fn focus(&self) -> usize {
        self.focus
    }

    pub fn is_dirty(&self) -> bool {
        self.dirty
    }

    /// The field that wants candidates, and its text.
    pub fn asking(&self) -> Option<(&'static str, &str)> {
        let field = self.fields.get(self.focus)?;
        (field.kind == Kind::Pick && field.picked.is_none()).then(|| (field.name, field.line.text()))
    }

    /// Was something typed for which there is nothing to choose?
    pub fn found_nothing(&self) -> bool {
        let Some(field) = self.fields.get(self.focus) else { return false };
        let typed = field.picked.is_none() && !field.line.text().trim().is_empty();
        field.kind == Kind::Pick && typed && field.candidates.is_empty() && !self.awaited
    }

    /// Candidates for a field have come.
    pub fn offer(&mut self, name: &str, offered: impl Into<Offered>) -> FormEvent {
        let focus = self.focus;
        let Some((at, field)) = self.fields.iter_mut().enumerate().find(|(_, f)| f.name == name) else {
            return FormEvent::Nothing;
        };
        let Offered { candidates, more } = offered.into();
        (field.candidates, field.more) = (candidates, more);
        field.chosen = 0;
        if at != focus {
            return FormEvent::Changed;
        }
        self.awaited = false;
        let only = field.candidates.len() == 1;
        if std::mem::take(&mut self.hurried) && only { self.choose(0) } else { FormEvent::Changed }
    }

    /// Nothing but one choice between several, and none made yet: a digit says all there is to say. A single option is a
    /// confirmation, and what stands chosen already may be looked at after it was changed: both want Enter.
    fn asks_one_thing(&self) -> bool {
        let mut asked = self.fields.iter().filter(|f| f.kind != Kind::Note);
        let (Some(field), None) = (asked.next(), asked.next()) else { return false };
        field.kind == Kind::Choice && field.picked.is_none() && field.candidates.len() > 1
    }

    /// Text that was typed, pasted or scanned. A single character may choose; input methods commit by paste too.
    pub fn paste(&mut self, text: &str) -> FormEvent {
        let Some(field) = self.fields.get_mut(self.focus) else { return FormEvent::Nothing };
        let mut chars = text.chars();
        if let (Some(c), None) = (chars.next(), chars.next())
            && let Some(index) = field.chooses(c)
        {
            // The space bar walks through a Choice, a digit decides it.
            let decides = half_width_char(c) != ' ';
            return match (decides, self.asks_one_thing()) {
                (true, true) => {
                    self.take(index);
                    self.submit()
                }
                (true, false) => self.choose(index),
                (false, _) => self.take(index),
            };
        }
        if !field.takes_text() {
            return FormEvent::Nothing;
        }
        if std::mem::take(&mut field.proposed) {
            field.line.clear();
        }
        let done = edit::paste(&mut field.line, text);
        self.edited(done)
    }

    /// An editing key: anything that is not text and that the keymap does not claim.
    pub fn key(&mut self, key: Key) -> FormEvent {
        let Some(field) = self.fields.get_mut(self.focus) else { return FormEvent::Nothing };
        let sideways = match key.code {
            Code::Left => Some(false),
            Code::Right => Some(true),
            _ => None,
        };
        match (field.kind, sideways) {
            (Kind::Choice, Some(on)) => field.neighbour(on).map_or(FormEvent::Nothing, |at| self.take(at)),
            (Kind::Checks, Some(on)) => self.arrow(if on { 1 } else { -1 }),
            _ => {
                field.proposed = false;
                let done = field.edit(key);
                self.edited(done)
            }
        }
    }

    /// A verb of the `[form]` scope.
    pub fn verb(&mut self, verb: &str) -> FormEvent {
        match verb {
            "next_field" | "accept" => self.enter(),
            "prev_field" => self.step(self.fields.len().saturating_sub(1)),
            "down" => self.arrow(1),
            "up" => self.arrow(-1),
            "save" => self.submit(),
            "same_as_last" => self.same_as_last(),
            "back" => FormEvent::Cancel,
            _ => FormEvent::Nothing,
        }
    }

    fn edited(&mut self, done: Edit) -> FormEvent {
        let Some(field) = self.fields.get_mut(self.focus) else { return FormEvent::Nothing };
        match done {
            Edit::Ignored => return FormEvent::Nothing,
            Edit::Moved => return FormEvent::Changed,
            Edit::Changed => {}
        }
        self.dirty = true;
        field.picked = None;
        field.wrong = None;
        if field.kind != Kind::Pick {
            return FormEvent::Changed;
        }
        field.candidates.clear();
        field.more = false;
        self.ask()
    }

    fn ask(&mut self) -> FormEvent {
        (self.awaited, self.hurried) = (self.asking().is_some(), false);
        if self.awaited { FormEvent::AskCandidates } else { FormEvent::Changed }
    }

    /// Enter: takes the candidate under the mark, then goes on; at the last field sends.
    fn enter(&mut self) -> FormEvent {
        let Some(field) = self.fields.get(self.focus) else { return FormEvent::Nothing };
        let typed = field.kind == Kind::Pick && field.picked.is_none() && !field.line.is_empty();
        if typed && self.awaited && !self.hurried {
            // Once only: an answer that never comes must not hold anybody.
            self.hurried = true;
            return FormEvent::Nothing;
        }
        let open = field.picks() && field.picked.is_none() && (!field.line.is_empty() || field.required);
        if open && !field.candidates.is_empty() {
            return self.choose(field.chosen);
        }
        if self.focus >= self.last_field() { self.submit() } else { self.step(1) }
    }

    /// Takes a candidate and goes on. The last field stays in sight: Enter or Ctrl-S sends.
    fn choose(&mut self, index: usize) -> FormEvent {
        let several = self.fields.get(self.focus).is_some_and(|f| f.kind == Kind::Checks);
        let event = self.take(index);
        if several || event == FormEvent::Nothing { event } else { self.on_or_stay() }
    }

    fn take(&mut self, index: usize) -> FormEvent {
        let Some(field) = self.fields.get_mut(self.focus) else { return FormEvent::Nothing };
        let Some(candidate) = field.candidates.get(index).cloned() else { return FormEvent::Nothing };
        self.dirty = true;
        field.wrong = None;
        field.chosen = index;
        if field.kind == Kind::Checks {
            field.toggle(&candidate.value);
        } else {
            field.line.set(&candidate.label);
            field.picked = Some(candidate.value);
        }
        FormEvent::Changed
    }

    fn on_or_stay(&mut self) -> FormEvent {
        if self.focus < self.last_field() { self.step(1) } else { FormEvent::Changed }
    }

    fn step(&mut self, by: usize) -> FormEvent {
        if !self.fields.is_empty() {
            self.focus = (self.focus + by) % self.fields.len();
        }
        if self.fields.get(self.focus).is_some_and(|f| f.kind == Kind::Note) && self.fields.iter().any(|f| f.kind != Kind::Note) {
            return self.step(by);
        }
        self.ask()
    }

    fn arrow(&mut self, by: isize) -> FormEvent {
        let Some(field) = self.fields.get_mut(self.focus) else { return FormEvent::Nothing };
        let choosing = field.kind == Kind::Checks || (field.picks() && field.picked.is_none());
        let to = field.chosen.saturating_add_signed(by);
        if choosing && !field.candidates.is_empty() && (field.kind != Kind::Checks || to < field.candidates.len()) {
            field.chosen = to.min(field.candidates.len() - 1);
            return FormEvent::Changed;
        }
        self.step(if by > 0 { 1 } else { self.fields.len().saturating_sub(1) })
    }

    /// Copies this field from the form sent before, and goes on.
    fn same_as_last(&mut self) -> FormEvent {
        let filled = match (&self.last, self.fields.get_mut(self.focus)) {
            (Some(last), Some(field)) => draft::fill(field, last),
            _ => false,
        };
        self.dirty |= filled;
        if filled { self.on_or_stay() } else { FormEvent::Nothing }
    }

    /// Sends if everything is in order; else says all that is not, and goes to the first of it.
    fn submit(&mut self) -> FormEvent {
        for (at, field) in self.fields.iter_mut().enumerate() {
            field.take_obvious(at == self.focus);
            field.wrong = field.fault();
        }
        let values = self.values();
        for (name, words) in self.whole.map(|whole| whole(&values)).unwrap_or_default() {
            self.mark_wrong(name, words);
        }
        self.complained = self.fields.iter().any(Field::missing);
        match self.fields.iter().position(|f| f.missing() || f.wrong.is_some()) {
            Some(first) => {
                self.focus = first;
                self.ask()
            }
            None => FormEvent::Submit(values),
        }
    }

    /// What would be sent: empty fields are left out, and over a record what it says already.
    pub fn values(&self) -> Map<String, Value> {
        self.fields.iter().filter(|f| f.is_sent()).map(|f| (f.name.to_owned(), Value::from(f.sent()))).collect()
    }

    /// The form as it stands, for a draft.
    pub fn to_draft(&self) -> Value {
        draft::keep(&self.fields, self.focus)
    }

    /// Fills the form from a draft; fields it does not know stay empty.
    pub fn restore(&mut self, draft: &Value) {
        for field in &mut self.fields {
            draft::remember(field, draft);
            self.dirty |= draft::fill(field, draft);
        }
        let empty = || self.fields.iter().position(|f| f.value().is_empty() && f.kind != Kind::Note);
        self.focus = draft::cursor(&self.fields, draft).or_else(empty).unwrap_or(self.focus);
    }
}

#[cfg(test)]
mod tests;
