//! What a form is given from outside: what its record says, values and proposals, a card or a label that was read, what a
//! rule found wrong.

use super::{Field, Form, Kind};
use serde_json::{Map, Value};

/// Fields that a person's card answers.
const PERSON: [&str; 3] = ["who", "reader", "id_number"];

impl Form {
    /// Over a record: what the fields say now is what it says. Of them only what is then changed is sent, so that what
    /// somebody else writes meanwhile stays.
    pub fn of_record(mut self) -> Form {
        self.fields.iter_mut().for_each(|f| f.was = Some(f.sent()));
        self
    }

    /// What the record said of the fields that are sent changed.
    pub fn was(&self) -> Map<String, Value> {
        let known = |f: &Field| f.was.clone().filter(|_| f.is_sent() && !f.insists);
        self.fields.iter().filter_map(|f| Some((f.name.to_owned(), known(f)?.into()))).collect()
    }

    /// It was told what somebody else has put into a field: sent again, it is meant to stand in the place of that, and of
    /// nothing that is put there later.
    pub fn told(&mut self, name: &str, now: &str) {
        self.fields.iter_mut().filter(|f| f.name == name).for_each(|f| f.was = Some(now.to_owned()));
    }

    /// The record does not say all that the field shows: what is sent is meant to stand, whatever it says.
    pub fn insist(&mut self, name: &str) {
        self.fields.iter_mut().filter(|f| f.name == name).for_each(|f| f.insists = true);
    }

    /// What stands in it was typed, if not into its fields: it is worth keeping.
    pub fn touch(&mut self) {
        self.dirty = true;
    }

    /// Sets a field from outside: its value, and what stands in its line.
    pub fn fill(&mut self, name: &str, value: &str, label: &str) {
        if let Some(field) = self.fields.iter_mut().find(|f| f.name == name) {
            field.line.set(label);
            field.picked = field.picks().then(|| value.to_owned());
        }
    }

    /// As [`Form::fill`], for something that the clerk may scan or type over (the next label).
    pub fn propose(&mut self, name: &str, value: &str) {
        self.fill(name, value, value);
        if let Some(field) = self.fields.iter_mut().find(|f| f.name == name) {
            field.proposed = !value.is_empty();
        }
    }

    /// Moves the cursor to a field.
    pub fn focus_on(&mut self, name: &str) {
        self.focus = self.fields.iter().position(|f| f.name == name).unwrap_or(self.focus);
    }

    /// A scan belongs to this field: the cursor goes there, and what stood there makes room. The field that had the cursor.
    pub fn make_room(&mut self, name: &str) -> Option<&'static str> {
        let from = self.fields.get(self.focus).map(|f| f.name);
        self.focus_on(name);
        if let Some(field) = self.fields.get_mut(self.focus) {
            field.line.clear();
            (field.picked, field.proposed) = (None, false);
        }
        from
    }

    /// A person's card was read: the cursor goes to the field that takes it, and what stood there makes room. The field
    /// that had the cursor; `None`: this form asks for nobody, and a number must not go into its words.
    pub fn to_person(&mut self) -> Option<&'static str> {
        let from = self.fields.get(self.focus).map(|f| (f.name, f.kind));
        let here = from.is_some_and(|(name, _)| PERSON.contains(&name));
        let there = if here { Some(self.focus) } else { self.fields.iter().position(|f| PERSON.contains(&f.name)) };
        let (name, kind) = from?;
        match there {
            Some(at) => self.focus = at,
            None if kind != Kind::Pick => return None,
            None => {}
        }
        if let Some(field) = self.fields.get_mut(self.focus) {
            field.line.clear();
            field.picked = None;
        }
        Some(name)
    }

    /// Says beside a field what is wrong with it (a rule refused it).
    pub fn mark_wrong(&mut self, name: &str, words: &'static str) {
        if let Some(field) = self.fields.iter_mut().find(|f| f.name == name) {
            field.wrong.get_or_insert(words);
        }
    }
}
