//! One field of a form.

use crate::text::line::TextLine;

/// What a field takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Text,
    /// One of the candidates that its room finds for what is typed.
    Pick,
    /// One of a fixed few.
    Choice,
    /// Any of a fixed few.
    Checks,
}

/// Something that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    pub value: String,
    /// Stands in the line once chosen.
    pub label: String,
    /// Stands beside it in the list.
    pub detail: String,
}

impl Candidate {
    pub fn of(value: impl Into<String>, label: impl Into<String>) -> Candidate {
        Candidate { value: value.into(), label: label.into(), detail: String::new() }
    }

    pub fn detail(mut self, detail: impl Into<String>) -> Candidate {
        self.detail = detail.into();
        self
    }
}

/// One field: its line, and what can be chosen for it.
#[derive(Debug, Clone)]
pub struct Field {
    pub name: &'static str,
    pub label: String,
    pub kind: Kind,
    pub required: bool,
    pub line: TextLine,
    /// The value of the chosen candidate.
    pub picked: Option<String>,
    pub candidates: Vec<Candidate>,
    /// The candidate under the mark.
    pub chosen: usize,
}

/// Values of a `Checks` field are parted by line feeds.
const BETWEEN: &str = "\n";

impl Field {
    fn new(name: &'static str, label: impl Into<String>, kind: Kind, candidates: Vec<Candidate>) -> Field {
        let (line, label) = (TextLine::new(), label.into());
        Field { name, label, kind, required: false, line, picked: None, candidates, chosen: 0 }
    }

    pub fn text(name: &'static str, label: impl Into<String>) -> Field {
        Field::new(name, label, Kind::Text, Vec::new())
    }

    pub fn pick(name: &'static str, label: impl Into<String>) -> Field {
        Field::new(name, label, Kind::Pick, Vec::new())
    }

    pub fn choice(name: &'static str, label: impl Into<String>, options: Vec<Candidate>) -> Field {
        Field::new(name, label, Kind::Choice, options)
    }

    pub fn checks(name: &'static str, label: impl Into<String>, options: Vec<Candidate>) -> Field {
        Field::new(name, label, Kind::Checks, options)
    }

    pub fn required(mut self) -> Field {
        self.required = true;
        self
    }

    /// Is it filled by choosing?
    pub fn picks(&self) -> bool {
        self.kind != Kind::Text
    }

    /// Is what is typed text of the line?
    pub fn takes_text(&self) -> bool {
        matches!(self.kind, Kind::Text | Kind::Pick)
    }

    /// What would be sent.
    pub fn value(&self) -> &str {
        match self.kind {
            Kind::Text => self.line.text().trim(),
            _ => self.picked.as_deref().unwrap_or(""),
        }
    }

    /// Required and empty.
    pub fn missing(&self) -> bool {
        self.required && self.value().is_empty()
    }

    /// Is this one of the checked values?
    pub fn checked(&self, value: &str) -> bool {
        self.picked.as_deref().is_some_and(|all| all.split(BETWEEN).any(|v| v == value))
    }

    pub(super) fn toggle(&mut self, value: &str) {
        let mut all: Vec<&str> = self.picked.as_deref().unwrap_or("").split(BETWEEN).filter(|v| !v.is_empty()).collect();
        match all.iter().position(|v| *v == value) {
            Some(at) => {
                all.remove(at);
            }
            None => all.push(value),
        }
        self.picked = Some(all.join(BETWEEN));
    }

    /// The candidate that a digit chooses: only while the typed text is not itself a number (phone tail, ID number).
    pub(super) fn digit_chooses(&self, c: char) -> Option<usize> {
        let digit = usize::try_from(c.to_digit(10)?).ok()?;
        let numeric = !self.line.is_empty() && self.line.text().chars().all(|c| c.is_ascii_digit());
        let typing_first = self.kind == Kind::Pick && self.line.is_empty() && !self.required;
        let open = self.kind == Kind::Checks || self.picked.is_none() || self.kind == Kind::Choice;
        let chooses = self.picks() && open && !numeric && !typing_first;
        (chooses && (1..=self.candidates.len()).contains(&digit)).then(|| digit - 1)
    }

    /// Takes the candidate under the mark for a text that was typed but not chosen.
    pub(super) fn take_obvious(&mut self) {
        if self.kind == Kind::Pick
            && self.picked.is_none()
            && !self.line.is_empty()
            && let Some(candidate) = self.candidates.get(self.chosen)
        {
            self.line.set(&candidate.label);
            self.picked = Some(candidate.value.clone());
        }
    }
}
