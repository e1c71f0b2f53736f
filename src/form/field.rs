//! One field of a form.

use super::edit::{self, Edit};
use crate::command::key::{Code, Key};
use crate::text::fold::half_width_char;
use crate::text::line::TextLine;
use chrono::NaiveDate;

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
    /// A day, typed as people do; sent as `YYYY-MM-DD`.
    Date,
    /// No field but a line to read, across the form; the cursor passes it by.
    Note,
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

/// What a field may be chosen from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Offered {
    pub candidates: Vec<Candidate>,
    /// There are more than are offered: type on.
    pub more: bool,
}

impl From<Vec<Candidate>> for Offered {
    fn from(candidates: Vec<Candidate>) -> Offered {
        Offered { candidates, more: false }
    }
}

/// Whether a text (trimmed, not empty) is in order.
pub type Good = fn(&str) -> bool;
/// Reads a typed day, given today.
pub type DateReader = fn(&str, NaiveDate) -> Option<NaiveDate>;

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
    /// More fit what is typed than are offered.
    pub more: bool,
    /// The candidate under the mark.
    pub chosen: usize,
    /// What stands in the line is a proposal: the first character or scan takes its place.
    pub proposed: bool,
    /// What was found wrong when the form was last sent, in words; gone as soon as the field is changed.
    pub wrong: Option<&'static str>,
    /// What the record says that the form was opened over: the field is sent if it says another thing, be it nothing.
    pub was: Option<String>,
    /// What the record says of it is not all that was shown: nothing is held against it.
    pub(super) insists: bool,
    /// How it is written, shown while it is empty.
    pub hint: &'static str,
    check: Option<(Good, &'static str)>,
    date: Option<(DateReader, NaiveDate, &'static str)>,
}

/// Values of a `Checks` field are parted by line feeds.
const BETWEEN: &str = "\n";

impl Field {
    fn new(name: &'static str, label: impl Into<String>, kind: Kind, candidates: Vec<Candidate>) -> Field {
        let (line, label) = (TextLine::new(), label.into());
        let (picked, wrong, check, date) = (None, None, None, None);
        let hint = "";
        Field {
            name,
            label,
            kind,
            hint,
            required: false,
            line,
            picked,
            candidates,
            more: false,
            chosen: 0,
            proposed: false,
            was: None,
            insists: false,
            wrong,
            check,
            date,
        }
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

    /// A day: `read` understands what is typed, counting from `today`; `words` say that it could not.
    pub fn date(name: &'static str, label: impl Into<String>, read: DateReader, today: NaiveDate, words: &'static str) -> Field {
        Field { date: Some((read, today, words)), ..Field::new(name, label, Kind::Date, Vec::new()) }
    }

    /// A line to read.
    pub fn note(text: impl Into<String>) -> Field {
        Field::new("", text, Kind::Note, Vec::new())
    }

    pub fn required(mut self) -> Field {
        self.required = true;
        self
    }

    /// With how it is written.
    pub fn hint(mut self, words: &'static str) -> Field {
        self.hint = words;
        self
    }

    /// With a check of what is typed; `words` are shown beside the field when it fails.
    pub fn check(mut self, good: Good, words: &'static str) -> Field {
        self.check = Some((good, words));
        self
    }

    /// Is it filled by choosing?
    pub fn picks(&self) -> bool {
        matches!(self.kind, Kind::Pick | Kind::Choice | Kind::Checks)
    }

    /// Is what is typed text of the line?
    pub fn takes_text(&self) -> bool {
        matches!(self.kind, Kind::Text | Kind::Pick | Kind::Date)
    }

    /// What it says: trimmed text, or the value that was chosen.
    pub fn value(&self) -> &str {
        match self.kind {
            Kind::Text | Kind::Date => self.line.text().trim(),
            _ => self.picked.as_deref().unwrap_or(""),
        }
    }

    /// What would be sent: of a day that can be read `YYYY-MM-DD`.
    pub fn sent(&self) -> String {
        let day = self.date.and_then(|(read, today, _)| read(self.value(), today)).filter(|_| !self.value().is_empty());
        day.map_or_else(|| self.value().to_owned(), |d| d.format("%Y-%m-%d").to_string())
    }

    /// Is it sent? What is empty is not, nor what a record says already.
    pub(super) fn is_sent(&self) -> bool {
        let says = self.sent();
        self.kind != Kind::Note && self.was.as_ref().map_or(!says.is_empty(), |was| *was != says)
    }

    /// Required and empty, or typed with nothing chosen for it: what was typed would be lost.
    pub fn missing(&self) -> bool {
        let unchosen = self.kind == Kind::Pick && self.picked.is_none() && !self.line.text().trim().is_empty();
        unchosen || (self.required && self.value().is_empty())
    }

    /// What is wrong with what it says, in words.
    pub(super) fn fault(&self) -> Option<&'static str> {
        let said = self.value();
        if said.is_empty() {
            return None;
        }
        let unread = self.date.and_then(|(read, today, words)| read(said, today).is_none().then_some(words));
        unread.or_else(|| self.check.and_then(|(good, words)| (!good(said)).then_some(words)))
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

    /// The candidate that a key chooses: a digit, and among options the space bar (the next one; of several the marked).
    pub(super) fn chooses(&self, c: char) -> Option<usize> {
        let c = half_width_char(c);
        let count = self.candidates.len();
        match self.kind {
            Kind::Text | Kind::Date | Kind::Note => None,
            Kind::Checks if c == ' ' => Some(self.chosen).filter(|at| *at < count),
            Kind::Choice if c == ' ' => self.neighbour(true),
            _ => self.digit_chooses(c),
        }
    }

    fn digit_chooses(&self, c: char) -> Option<usize> {
        let digit = usize::try_from(c.to_digit(10)?).ok()?;
        (self.by_digit() && (1..=self.candidates.len()).contains(&digit)).then(|| digit - 1)
    }

    /// Does a digit choose? Not while the typed text is itself a number (phone tail, ID number).
    pub fn by_digit(&self) -> bool {
        let typed = self.line.text();
        let numeric = !typed.is_empty() && typed.chars().all(|c| half_width_char(c).is_ascii_digit());
        let typing_first = self.kind == Kind::Pick && typed.is_empty() && !self.required;
        let open = self.kind != Kind::Pick || self.picked.is_none();
        open && (self.kind != Kind::Pick || !numeric) && !typing_first
    }

    /// The option beside the chosen one of a Choice, round the ring.
    pub(super) fn neighbour(&self, on: bool) -> Option<usize> {
        let count = self.candidates.len().max(1);
        let here = self.picked.as_ref().and_then(|p| self.candidates.iter().position(|c| c.value == *p));
        let next = match (here, on) {
            (Some(at), true) => (at + 1) % count,
            (Some(at), false) => (at + count - 1) % count,
            (None, true) => 0,
            (None, false) => count - 1,
        };
        (!self.candidates.is_empty()).then_some(next)
    }

    /// An editing key in its line; among options Backspace takes the choice back.
    pub(super) fn edit(&mut self, key: Key) -> Edit {
        if self.takes_text() {
            return edit::press(&mut self.line, key);
        }
        let back = matches!(key.code, Code::Backspace | Code::Delete) || key == Key::ctrl('h');
        if !back || self.value().is_empty() {
            return Edit::Ignored;
        }
        self.line.clear();
        Edit::Changed
    }

    /// Takes the candidate under the mark for a text that was typed but not chosen, where this is what the clerk sees
    /// (`here`), or the only one.
    pub(super) fn take_obvious(&mut self, here: bool) {
        let meant = here || self.candidates.len() == 1;
        if meant
            && self.kind == Kind::Pick
            && self.picked.is_none()
            && !self.line.is_empty()
            && let Some(candidate) = self.candidates.get(self.chosen)
        {
            self.line.set(&candidate.label);
            self.picked = Some(candidate.value.clone());
        }
    }
}
