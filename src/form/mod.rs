//! The one form engine: a ring of fields over [`TextLine`], candidates chosen by digits or arrows, drafts.
//! Knows no room, no database, no drawing. May be imported by `app`, `ui` and tests.
//!
//! Everything works with an input method on: printable characters are text, a paste equals typing,
//! digits (full-width too) choose a candidate, Enter goes on and at the last field sends.

mod field;

pub use field::{Candidate, Field, Kind};

use crate::command::key::{Code, Key};
use crate::text::fold::half_width_char;
use crate::text::line::TextLine;
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

/// A form being filled.
#[derive(Debug, Clone, Default)]
pub struct Form {
    fields: Vec<Field>,
    focus: usize,
    dirty: bool,
    /// Sent with fields missing: they are marked until filled.
    pub complained: bool,
}

impl Form {
    /// A form of these fields, the cursor in the first.
    pub fn new(fields: Vec<Field>) -> Form {
        Form { fields, ..Form::default() }
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

    /// Sets a field from outside: its value, and what stands in its line.
    pub fn fill(&mut self, name: &str, value: &str, label: &str) {
        if let Some(field) = self.fields.iter_mut().find(|f| f.name == name) {
            field.line.set(label);
            field.picked = field.picks().then(|| value.to_owned());
        }
    }

    /// Moves the cursor to a field.
    pub fn focus_on(&mut self, name: &str) {
        self.focus = self.fields.iter().position(|f| f.name == name).unwrap_or(self.focus);
    }

    /// The field that wants candidates, and its text.
    pub fn asking(&self) -> Option<(&'static str, &str)> {
        let field = self.fields.get(self.focus)?;
        (field.kind == Kind::Pick && field.picked.is_none()).then(|| (field.name, field.line.text()))
    }

    /// Candidates for a field have come.
    pub fn offer(&mut self, name: &str, candidates: Vec<Candidate>) {
        if let Some(field) = self.fields.iter_mut().find(|f| f.name == name) {
            field.candidates = candidates;
            field.chosen = 0;
        }
    }

    /// Text that was typed, pasted or scanned.
    pub fn paste(&mut self, text: &str) -> FormEvent {
        let Some(field) = self.fields.get_mut(self.focus) else { return FormEvent::Nothing };
        let mut chars = text.chars();
        if let (Some(c), None) = (chars.next(), chars.next())
            && let Some(index) = field.digit_chooses(half_width_char(c))
        {
            self.dirty = true;
            return self.choose(index);
        }
        if !field.takes_text() {
            return FormEvent::Nothing;
        }
        field.line.insert_str(text);
        self.edited()
    }

    /// An editing key: anything that is not text and that the keymap does not claim.
    pub fn key(&mut self, key: Key) -> FormEvent {
        let Some(field) = self.fields.get_mut(self.focus) else { return FormEvent::Nothing };
        let before = field.line.text().len();
        match (key.ctrl, key.code) {
            (false, Code::Backspace) | (true, Code::Char('h')) => field.line.backspace(),
            (false, Code::Delete) => field.line.delete(),
            (false, Code::Left) => field.line.left(),
            (false, Code::Right) => field.line.right(),
            (false, Code::Home) | (true, Code::Char('a')) => field.line.home(),
            (false, Code::End) | (true, Code::Char('e')) => field.line.end(),
            (true, Code::Char('w')) => field.line.delete_word(),
            (true, Code::Char('u')) => field.line.delete_to_start(),
            _ => {}
        }
        if field.line.text().len() == before { FormEvent::Nothing } else { self.edited() }
    }

    /// A verb of the `[form]` scope.
    pub fn verb(&mut self, verb: &str) -> FormEvent {
        match verb {
            "next_field" | "accept" => self.enter(),
            "prev_field" => self.step(self.fields.len().saturating_sub(1)),
            "down" => self.arrow(1),
            "up" => self.arrow(-1),
            "save" => self.submit(),
            "back" => FormEvent::Cancel,
            _ => FormEvent::Nothing,
        }
    }

    fn edited(&mut self) -> FormEvent {
        self.dirty = true;
        let Some(field) = self.fields.get_mut(self.focus) else { return FormEvent::Nothing };
        field.picked = None;
        if field.kind == Kind::Pick {
            field.candidates.clear();
            return FormEvent::AskCandidates;
        }
        FormEvent::Changed
    }

    /// Enter: takes the candidate under the mark, then goes on; at the last field sends.
    fn enter(&mut self) -> FormEvent {
        let Some(field) = self.fields.get(self.focus) else { return FormEvent::Nothing };
        let open = field.picks() && field.picked.is_none() && (!field.line.is_empty() || field.required);
        if open && !field.candidates.is_empty() {
            return self.choose(field.chosen);
        }
        if self.focus + 1 == self.fields.len() { self.submit() } else { self.step(1) }
    }

    fn choose(&mut self, index: usize) -> FormEvent {
        let Some(field) = self.fields.get_mut(self.focus) else { return FormEvent::Nothing };
        let Some(candidate) = field.candidates.get(index).cloned() else { return FormEvent::Nothing };
        self.dirty = true;
        if field.kind == Kind::Checks {
            field.toggle(&candidate.value);
            field.chosen = index;
            return FormEvent::Changed;
        }
        field.line.set(&candidate.label);
        field.picked = Some(candidate.value);
        // The last field stays in sight: Enter or Ctrl-S sends.
        if self.focus + 1 < self.fields.len() { self.step(1) } else { FormEvent::Changed }
    }

    fn step(&mut self, by: usize) -> FormEvent {
        if !self.fields.is_empty() {
            self.focus = (self.focus + by) % self.fields.len();
        }
        if self.asking().is_some() { FormEvent::AskCandidates } else { FormEvent::Changed }
    }

    fn arrow(&mut self, by: isize) -> FormEvent {
        let Some(field) = self.fields.get_mut(self.focus) else { return FormEvent::Nothing };
        let choosing = field.picks() && field.picked.is_none() && !field.candidates.is_empty();
        if choosing {
            let last = field.candidates.len() - 1;
            field.chosen = field.chosen.saturating_add_signed(by).min(last);
            return FormEvent::Changed;
        }
        self.step(if by > 0 { 1 } else { self.fields.len().saturating_sub(1) })
    }

    /// Sends if nothing that is required is missing; else goes to the first that is.
    fn submit(&mut self) -> FormEvent {
        // A candidate that stands under the mark of a typed field is meant.
        for field in &mut self.fields {
            field.take_obvious();
        }
        match self.fields.iter().position(Field::missing) {
            Some(first) => {
                self.complained = true;
                self.focus = first;
                if self.asking().is_some() { FormEvent::AskCandidates } else { FormEvent::Changed }
            }
            None => FormEvent::Submit(self.values()),
        }
    }

    /// What would be sent: empty fields are left out.
    pub fn values(&self) -> Map<String, Value> {
        let filled = self.fields.iter().map(|f| (f.name.to_owned(), Value::from(f.value())));
        filled.filter(|(_, value)| value != "").collect()
    }

    /// The form as it stands, for a draft.
    pub fn to_draft(&self) -> Value {
        let one = |f: &Field| (f.name.to_owned(), serde_json::json!({"text": f.line.text(), "picked": f.picked}));
        Value::Object(self.fields.iter().map(one).collect())
    }

    /// Fills the form from a draft; fields it does not know stay empty.
    pub fn restore(&mut self, draft: &Value) {
        for field in &mut self.fields {
            let Some(kept) = draft.get(field.name) else { continue };
            field.line = TextLine::with(kept.get("text").and_then(Value::as_str).unwrap_or(""));
            field.picked = kept.get("picked").and_then(Value::as_str).map(str::to_owned);
        }
        self.focus = self.fields.iter().position(|f| f.value().is_empty()).unwrap_or(0);
        self.dirty = true;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn form() -> Form {
        let options = vec![Candidate::of("a", "甲"), Candidate::of("b", "乙")];
        Form::new(vec![
            Field::pick("who", "来访人").required(),
            Field::choice("kind", "类别", options),
            Field::text("note", "内容").required(),
        ])
    }

    fn people() -> Vec<Candidate> {
        vec![Candidate::of("r1", "张晓明"), Candidate::of("r2", "赵秀梅")]
    }

    #[test]
    fn a_digit_chooses_a_candidate_also_full_width_and_paste_equals_typing() {
        for digit in ["2", "２"] {
            let mut form = form();
            assert_eq!(form.paste("zxm"), FormEvent::AskCandidates);
            form.offer("who", people());
            form.paste(digit);
            assert_eq!(form.values()["who"], "r2");
            assert_eq!(form.focus(), 1);
        }
        let (mut typed, mut pasted) = (form(), form());
        "zxm".chars().for_each(|c| {
            typed.paste(&c.to_string());
        });
        pasted.paste("zxm");
        assert_eq!(typed.to_draft(), pasted.to_draft());
    }

    #[test]
    fn digits_are_text_while_a_number_is_typed() {
        let mut form = form();
        form.paste("5");
        form.offer("who", people());
        form.paste("1");
        assert_eq!(form.asking(), Some(("who", "51")));
        form.offer("who", people());
        form.verb("down");
        form.verb("next_field");
        assert_eq!(form.values()["who"], "r2");
    }

    #[test]
    fn what_is_required_is_asked_for_before_sending() {
        let mut form = form();
        assert_eq!(form.verb("save"), FormEvent::AskCandidates);
        assert!(form.complained && form.focus() == 0);
        form.paste("z");
        form.offer("who", people());
        form.verb("next_field");
        form.paste("2");
        form.paste("报修");
        let FormEvent::Submit(values) = form.verb("next_field") else { panic!("not sent") };
        assert_eq!(
            (values["who"].as_str(), values["kind"].as_str(), values["note"].as_str()),
            (Some("r1"), Some("b"), Some("报修"))
        );
    }

    #[test]
    fn a_draft_brings_the_form_back() {
        let mut form = form();
        form.paste("zxm");
        form.offer("who", people());
        form.paste("1");
        let mut again = super::tests::form();
        again.restore(&form.to_draft());
        assert_eq!(again.values(), form.values());
        assert_eq!(again.focus(), 1, "the cursor goes to what is still empty");
    }

    proptest! {
        #[test]
        fn no_keys_can_break_it(keys in proptest::collection::vec((0u8..12, "\\PC{0,3}"), 0..60)) {
            let mut form = form();
            for (what, text) in keys {
                match what {
                    0 => form.verb("next_field"),
                    1 => form.verb("prev_field"),
                    2 => form.verb("up"),
                    3 => form.verb("down"),
                    4 => form.verb("save"),
                    5 => form.key(Key::plain(Code::Backspace)),
                    6 => form.key(Key::plain(Code::Left)),
                    7 => { form.offer("who", people()); FormEvent::Nothing }
                    8 => { form.offer("who", vec![]); FormEvent::Nothing }
                    _ => form.paste(&text),
                };
                prop_assert!(form.focus() < form.fields().len());
                prop_assert!(form.fields().iter().all(|f| f.candidates.is_empty() || f.chosen < f.candidates.len()));
            }
        }
    }
}
