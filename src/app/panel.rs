//! What a room must be able to do. The frame calls these and nothing else of a room.

use super::layer::OpenForm;
use super::notice::Notice;
use crate::base::clock::Moment;
use crate::command::key::Key;
use crate::desk::change::Fields;
use crate::desk::command::Order;
use crate::desk::query::{Answer, Query};
use crate::desk::reason::Reason;
use crate::desk::sites::spool::{Errand, Outcome};
use crate::form::{Form, Offered};
use crate::i18n::Lang;
use crate::store::Reply;
use crate::text::line::TextLine;

/// Where the cursor is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Focus {
    /// In the room's box: everything printable is text.
    Box,
    /// In its list: digits jump rooms, letters are accelerators.
    List,
}

/// The person whom the clerk has before him, whichever room is shown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Person {
    pub id: String,
    pub name: String,
    pub phone: String,
}

/// What a room wishes for; the frame turns it into effects.
#[allow(clippy::large_enum_variant, reason = "a few at a time; only the catalogue's commands are large")]
#[derive(Debug)]
pub enum Wish {
    /// Ask; the answer comes back with the same slot, only the newest of a slot.
    Ask(&'static str, Query),
    Do(Order),
    Open(OpenForm),
    /// Close the form on top (it was saved).
    Close,
    Say(Notice),
    /// What stands in this field of the form on top cannot be meant: the cursor goes there.
    Wrong(&'static str),
    /// Write or read files.
    Send(Errand),
    /// Go to a room, by its scope.
    Go(&'static str),
    /// Go to a room and show one thing of it: an id, or a word that the room knows.
    Lead(&'static str, String),
    /// What was typed is a number: take it as if it had been scanned.
    Scan(String),
    /// Show this record whole, once that is noted.
    Reveal(String),
    /// Who sits here, and at which window.
    Seat {
        clerk: String,
        window: String,
    },
}

/// What a room may see while it works, and where it puts its wishes.
#[derive(Debug)]
pub struct Cx<'a> {
    pub now: Moment,
    pub lang: Lang,
    /// Code of this site.
    pub site: &'a str,
    /// Rows of the body of the screen.
    pub rows: usize,
    /// Cells across the screen.
    pub cells: usize,
    pub person: &'a mut Option<Person>,
    pub wishes: &'a mut Vec<Wish>,
}

impl Cx<'_> {
    pub fn ask(&mut self, slot: &'static str, query: impl Into<Query>) {
        self.wishes.push(Wish::Ask(slot, query.into()));
    }

    pub fn run(&mut self, command: impl Into<crate::desk::command::Command>) {
        self.wishes.push(Wish::Do(Order::from(command.into())));
    }

    /// Leads to another room's record or list.
    pub fn lead(&mut self, scope: &'static str, what: impl Into<String>) {
        self.wishes.push(Wish::Lead(scope, what.into()));
    }

    pub fn open(&mut self, form: OpenForm) {
        self.wishes.push(Wish::Open(form));
    }

    pub fn say(&mut self, text: impl Into<String>) {
        self.wishes.push(Wish::Say(Notice::info(text)));
    }
}

pub trait Panel {
    /// First part of its keymap scopes, `walkin`.
    fn scope(&self) -> &'static str;

    fn focus(&self) -> Focus;

    fn set_focus(&mut self, focus: Focus);

    /// The text of its box, if it has one.
    fn line(&mut self) -> Option<&mut TextLine>;

    /// A narrower place within its list, whose keys come before the room's: `walkin.queue`.
    fn place(&self) -> Option<&'static str> {
        None
    }

    /// Every such place, for help and palette.
    fn places(&self) -> &'static [&'static str] {
        &[]
    }

    /// Does its own box take what is typed in its list? Otherwise `/` and Han text search everything.
    fn finds_itself(&self) -> bool {
        false
    }

    /// Does this character, typed in the list, begin a line in the box, whatever it would do there?
    fn begins(&self, _c: char) -> bool {
        false
    }

    /// Another room leads here: show this record (by id) or part of the room (by a word). Called after the room is shown.
    fn lead_to(&mut self, _what: &str, _cx: &mut Cx<'_>) {}

    /// The box's text has changed.
    fn typed(&mut self, _cx: &mut Cx<'_>) {}

    /// It is shown, or data may have changed: ask for what it shows.
    fn refresh(&mut self, cx: &mut Cx<'_>);

    /// Does a verb of the keymap; false = not one of mine (here and now).
    fn verb(&mut self, verb: &str, cx: &mut Cx<'_>) -> bool;

    /// Does a motion so many times, as a key held down asks for it: one question at its end is enough.
    fn verb_by(&mut self, verb: &str, times: usize, cx: &mut Cx<'_>) -> bool {
        (0..times).fold(true, |_, _| self.verb(verb, cx))
    }

    /// Would the verb do something here and now? Decides what the footer shows.
    fn available(&self, verb: &str) -> bool;

    /// Does the verb from any room (F5 calls the next visitor)? False = not mine.
    fn anywhere(&mut self, _verb: &str, _cx: &mut Cx<'_>) -> bool {
        false
    }

    /// The one record, by id, that the reveal key shows whole: whose names and numbers are masked on the screen now.
    fn veiled(&self) -> Option<String> {
        None
    }

    fn answer(&mut self, slot: &str, answer: Answer, cx: &mut Cx<'_>);

    /// A command of this room was done. The frame refreshes afterwards.
    fn done(&mut self, order: &Order, reply: &Reply, cx: &mut Cx<'_>);

    /// A command of this room was refused. False: the frame shows the reasons.
    fn refused(&mut self, _order: &Order, _reasons: &[Reason], _cx: &mut Cx<'_>) -> bool {
        false
    }

    /// The database failed under one of this room's questions or commands; the frame shows why as well.
    fn failed(&mut self, _words: &str, _cx: &mut Cx<'_>) {}

    /// A message of the room's own stands, which a scan must not close.
    fn stopped(&self) -> bool {
        false
    }

    /// A key while such a message stands; a character comes only after it was known not to be part of a scan.
    /// False = an ordinary key after all.
    fn stop_key(&mut self, _key: Key, _cx: &mut Cx<'_>) -> bool {
        false
    }

    /// A scan arrived while the room is shown.
    fn scan(&mut self, text: &str, cx: &mut Cx<'_>);

    /// The field of this form that a scan belongs to, wherever the cursor stands.
    fn field_of_scan(&self, _form: &OpenForm, _text: &str, _cx: &Cx<'_>) -> Option<&'static str> {
        None
    }

    /// The question whose answer offers candidates for a form field.
    fn candidates_for(&self, _form: &str, _field: &str, _typed: &str) -> Option<Query> {
        None
    }

    /// Candidates from that answer.
    fn candidates(&self, _form: &str, _field: &str, _answer: Answer, _lang: Lang) -> Offered {
        Offered::default()
    }

    /// Something was filled in or chosen: does the form take other fields by it? True = it was given them.
    fn reshape(&self, _form: &str, _of: &mut Form, _lang: Lang) -> bool {
        false
    }

    /// A form of this room was sent: wish for its command. The form closes when the command is done.
    fn submit(&mut self, _form: &str, _values: &Fields, _cx: &mut Cx<'_>) {}

    /// A form of this room was put down: what waited behind it goes on.
    fn put_down(&mut self, _cx: &mut Cx<'_>) {}

    /// Is a draft of this form worth keeping? Not of an answer to a refusal, which makes no sense by itself.
    fn keeps(&self, _form: &str) -> bool {
        true
    }

    /// The record that the open form is about, by id: kept with its draft.
    fn subject(&self) -> Option<String> {
        None
    }

    /// What was shown of what this form changes, where its command is held against that: kept with its draft.
    fn seen(&self, _form: &str) -> Option<serde_json::Value> {
        None
    }

    /// The form was opened again from its draft: this, and not what stands there now, is what had been shown.
    fn seen_before(&mut self, _form: &str, _seen: &serde_json::Value) {}

    /// Opens a form about a record again, once the room has been led to it; `None` = not there yet.
    fn resume(&mut self, form: &str, cx: &Cx<'_>) -> Option<OpenForm> {
        self.form(form, cx)
    }

    /// Opens a form again from its draft: an empty form of that name.
    fn form(&self, _form: &str, _cx: &Cx<'_>) -> Option<OpenForm> {
        None
    }

    /// Can a draft of this form be taken up again by itself? Asked at start, before the room has read anything.
    fn knows(&self, form: &str, cx: &Cx<'_>) -> bool {
        self.form(form, cx).is_some()
    }

    /// Files are on their way, or have arrived there.
    fn files(&mut self, _outcome: Outcome, _cx: &mut Cx<'_>) {}

    /// A minute has begun (waiting times).
    fn minute(&mut self, _cx: &mut Cx<'_>) {}
}
