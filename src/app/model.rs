//! Everything the screen is made from.

use super::drafts::Left;
use super::effect::{Effect, Ticket};
use super::exchange::Exchange;
use super::layer::Layer;
use super::loans::Loans;
use super::notice::Notice;
use super::panel::{Cx, Focus, Panel, Person, Wish};
use super::report::Report;
use super::residents::Residents;
use super::studio::Studio;
use super::today::Today;
use super::walkin::Walkin;
use crate::base::clock::Moment;
use crate::command::hints::Here;
use crate::command::keymap::Keymap;
use crate::command::palette::Entry;
use crate::i18n::Lang;
use std::collections::HashMap;

/// The rooms, in the order of their digits. Concrete, because `view` draws each by its own facts.
#[derive(Debug, Default)]
pub struct Panels {
    pub today: Today,
    pub walkin: Walkin,
    pub studio: Studio,
    pub loans: Loans,
    pub residents: Residents,
    pub exchange: Exchange,
    pub report: Report,
}

impl Panels {
    pub const COUNT: usize = 7;

    /// The panel in this place; the last one for any place beyond.
    pub fn get(&self, index: usize) -> &dyn Panel {
        let all: [&dyn Panel; Panels::COUNT] =
            [&self.today, &self.walkin, &self.studio, &self.loans, &self.residents, &self.exchange, &self.report];
        all[index.min(Panels::COUNT - 1)]
    }

    pub fn get_mut(&mut self, index: usize) -> &mut dyn Panel {
        match index {
            0 => &mut self.today,
            1 => &mut self.walkin,
            2 => &mut self.studio,
            3 => &mut self.loans,
            4 => &mut self.residents,
            5 => &mut self.exchange,
            _ => &mut self.report,
        }
    }

    /// The panel of a scope.
    pub fn index(&self, scope: &str) -> Option<usize> {
        (0..Panels::COUNT).find(|i| self.get(*i).scope() == scope)
    }
}

#[derive(Debug)]
pub struct Model {
    pub lang: Lang,
    pub site_name: String,
    pub site: String,
    pub clerk: String,
    /// Nobody has said yet who sits here: asked once, the login name until then.
    pub unnamed: bool,
    /// The clerk was named from outside (`--as`, a key): nobody may take another name here.
    pub given: bool,
    pub now: Moment,
    pub size: (u16, u16),
    pub keymap: Keymap,
    pub panels: Panels,
    pub room: usize,
    pub layers: Vec<Layer>,
    pub notice: Option<Notice>,
    pub person: Option<Person>,
    /// The record that is shown whole, by id; see [`Model::reveals`].
    pub(super) revealed: Option<String>,
    /// Forms the last session left.
    pub left_over: Left,
    /// A draft about a record, while its room is led there: the panel, the form's name, what stood in it.
    pub(super) resuming: Option<(usize, String, serde_json::Value)>,
    /// Scans that wait, as they are kept against a cut line.
    pub(super) left: Vec<String>,
    /// The studio's line as it was last kept.
    pub(super) line: String,
    /// The last key was the digit that sent a form.
    pub(super) sent_by_digit: bool,
    /// Something visible may have changed since the last frame.
    pub dirty: bool,
    /// What was last sent with each form, for "same as last".
    pub(super) sent: HashMap<&'static str, serde_json::Value>,
    generations: HashMap<(usize, &'static str), u64>,
}

/// What the head of the centre sets, by name from any room.
const SET_ANYWHERE: [&str; 5] = ["service.set", "certificate.set", "calendar.set", "setting.set", "retention.run"];

/// Rows that the frame itself takes: title, rooms, rule; rule, message, two lines of keys.
pub const FURNITURE: usize = 7;

impl Model {
    pub fn new(lang: Lang, site: (&str, &str), clerk: &str, now: Moment, keymap: Keymap) -> Model {
        Model {
            lang,
            site_name: site.1.to_owned(),
            site: site.0.to_owned(),
            clerk: clerk.to_owned(),
            unnamed: false,
            given: false,
            now,
            size: (80, 24),
            keymap,
            panels: Panels::default(),
            room: 0,
            layers: Vec::new(),
            notice: None,
            person: None,
            revealed: None,
            left_over: Left::default(),
            resuming: None,
            left: Vec::new(),
            line: String::new(),
            sent_by_digit: false,
            dirty: true,
            sent: HashMap::new(),
            generations: HashMap::new(),
        }
    }

    /// Does the cursor stand in text? Then no clock is repainted (an input method may be composing).
    pub fn composing(&self) -> bool {
        match self.layers.last() {
            Some(Layer::Form(..) | Layer::Palette { .. } | Layer::Search) => true,
            Some(Layer::Help { .. }) => false,
            None => self.panels.get(self.room).focus() == Focus::Box && !self.stopped(),
        }
    }

    /// Does a message stand that only a lone key may close? Then the runtime keeps characters back until it is known
    /// whether they are a scan.
    pub fn stopped(&self) -> bool {
        let told = self.notice.as_ref().is_some_and(|n| n.level == super::notice::Level::Stop);
        told || (self.layers.is_empty() && self.panels.get(self.room).stopped())
    }

    /// The scopes in which a key is looked up, nearest first.
    pub fn scopes(&self) -> Vec<String> {
        let room = self.panels.get(self.room);
        let names = match self.layers.last() {
            Some(Layer::Form(..)) => vec!["form".to_owned()],
            Some(Layer::Palette { .. } | Layer::Search) => vec!["palette".to_owned(), "form".to_owned()],
            Some(Layer::Help { .. }) => vec!["dialog".to_owned()],
            None => {
                let focus = if room.focus() == Focus::Box { "box" } else { "list" };
                let place = room.place().filter(|_| focus == "list").map(str::to_owned);
                place.into_iter().chain([format!("{}.{focus}", room.scope()), focus.to_owned()]).collect()
            }
        };
        let stop = self.notice.as_ref().is_some_and(|n| n.level == super::notice::Level::Stop);
        stop.then(|| "stop".to_owned()).into_iter().chain(names).chain(["global".to_owned()]).collect()
    }

    /// The scopes of the room itself, under any layer: what the palette and the help page speak of.
    fn room_scopes(&self) -> Vec<String> {
        let room = self.panels.get(self.room);
        let places = room.place().into_iter().chain(room.places().iter().copied().filter(|p| room.place() != Some(p)));
        let own = [format!("{}.box", room.scope()), format!("{}.list", room.scope())];
        places.map(str::to_owned).chain(own).chain(["box", "list", "global"].map(str::to_owned)).collect()
    }

    /// Would this verb do something here and now?
    pub fn available(&self, verb: &str) -> bool {
        self.available_under(&self.layers, verb)
    }

    /// The same, were these the layers. What holds everywhere goes through palette, search and help to what lies beneath.
    fn available_under(&self, layers: &[Layer], verb: &str) -> bool {
        match layers.split_last() {
            Some((Layer::Form(..), _)) => {
                let room = verb.strip_prefix("room.").is_some_and(|scope| self.panels.index(scope).is_some());
                let forms = ["up", "down", "next_field", "prev_field", "save", "same_as_last", "back", "help", "quit"];
                room || forms.contains(&verb)
            }
            Some((top, beneath)) => {
                let own = matches!(verb, "up" | "down" | "page_up" | "page_down" | "accept" | "back" | "open");
                own || (top.lets_through(verb) && self.available_under(beneath, verb))
            }
            None => self.framed(verb) || self.panels.get(self.room).available(verb),
        }
    }

    /// Verbs that the frame itself does.
    fn framed(&self, verb: &str) -> bool {
        match verb.strip_prefix("room.") {
            Some(scope) => self.panels.index(scope).is_some_and(|to| to != self.room),
            None if matches!(verb, "ticket.call" | "request.register") || SET_ANYWHERE.contains(&verb) => true,
            None if verb == "reveal" => self.panels.get(self.room).veiled().is_some(),
            None => matches!(verb, "undo" | "redo" | "palette" | "help" | "quit" | "seat" | "search"),
        }
    }

    /// What the palette offers for a text.
    pub fn palette(&self, typed: &str) -> Vec<Entry> {
        self.with_here(|here| here.palette(typed))
    }

    /// The help page of the room, or of the form that lies over it, as lines of so many cells.
    pub fn help(&self, cells: usize) -> Vec<String> {
        let Some(form) = self.layers.iter().rposition(|layer| matches!(layer, Layer::Form(..))) else {
            return self.with_here(|here| here.help_lines(cells));
        };
        let available = |verb: &str| self.available_under(&self.layers[..=form], verb);
        Here { map: &self.keymap, scopes: &["form", "global"], lang: self.lang, available: &available }.help_lines(cells)
    }

    fn with_here<T>(&self, work: impl FnOnce(&Here<'_>) -> T) -> T {
        let scopes = self.room_scopes();
        let scopes: Vec<&str> = scopes.iter().map(String::as_str).collect();
        let available = |verb: &str| self.framed(verb) || self.panels.get(self.room).available(verb);
        work(&Here { map: &self.keymap, scopes: &scopes, lang: self.lang, available: &available })
    }

    /// Lets a panel work and carries out its wishes.
    pub fn with_panel<T>(
        &mut self,
        index: usize,
        effects: &mut Vec<Effect>,
        work: impl FnOnce(&mut dyn Panel, &mut Cx<'_>) -> T,
    ) -> T {
        let mut wishes = Vec::new();
        let mut cx = Cx {
            now: self.now,
            lang: self.lang,
            site: &self.site,
            rows: usize::from(self.size.1).saturating_sub(FURNITURE),
            cells: usize::from(self.size.0),
            person: &mut self.person,
            wishes: &mut wishes,
        };
        let result = work(self.panels.get_mut(index), &mut cx);
        for wish in wishes {
            self.grant(index, wish, effects);
        }
        result
    }

    pub(super) fn grant(&mut self, index: usize, wish: Wish, effects: &mut Vec<Effect>) {
        match wish {
            Wish::Ask(slot, query) => effects.push(Effect::Ask(self.ticket(index, slot), query)),
            Wish::Do(mut order) => {
                // A correction over a record says what it has changed from; for a reason given, it was said before.
                if let Some(Layer::Form(_, open)) = self.layers.last().filter(|l| matches!(l, Layer::Form(of, _) if *of == index))
                {
                    order.was = if order.over.is_none() { open.form.was() } else { order.was };
                }
                effects.push(Effect::Do(Ticket { room: index, slot: "do", generation: 0 }, order));
            }
            Wish::Open(mut form) => {
                form.form = form.form.with_last(self.sent.get(form.name).cloned());
                // A form made of the line in the box was typed, too: it is kept from its first picture on.
                // Where the box only narrows a list, nothing of it is in the form.
                let panel = self.panels.get_mut(index);
                let typed = panel.finds_itself() && panel.line().is_some_and(|line| !line.is_empty());
                if typed {
                    form.form.touch();
                }
                self.layers.push(Layer::Form(index, form));
                if typed {
                    super::filling::keep_draft(self, effects);
                }
                super::filling::ask_candidates(self, effects);
            }
            Wish::Close => super::filling::close_form(self, effects),
            Wish::Say(notice) => self.notice = Some(notice),
            Wish::Wrong(field) => {
                if let Some(Layer::Form(_, open)) = self.layers.last_mut() {
                    open.form.focus_on(field);
                }
            }
            Wish::Send(errand) => effects.push(Effect::Send(errand)),
            Wish::Go(scope) => {
                if let Some(to) = self.panels.index(scope) {
                    self.go(to, effects);
                }
            }
            Wish::Lead(scope, what) => {
                if let Some(to) = self.panels.index(scope) {
                    self.go(to, effects);
                    self.with_panel(to, effects, |panel, cx| panel.lead_to(&what, cx));
                }
            }
            Wish::Scan(text) => super::routing::scan(self, &text, effects),
            Wish::Reveal(ent) => effects.push(Effect::Reveal(ent)),
            Wish::Seat { clerk, window } => {
                let clerk = if self.given { self.clerk.clone() } else { clerk };
                self.clerk.clone_from(&clerk);
                self.unnamed = false;
                self.panels.walkin.window.clone_from(&window);
                effects.push(Effect::Seat { clerk, window });
            }
        }
    }

    /// Is the record in hand the one that is shown whole?
    pub fn reveals(&self) -> bool {
        self.revealed.is_some() && self.revealed == self.panels.get(self.room).veiled()
    }

    /// Another record has come in hand: what was shown whole is masked again, and stays so when it comes back.
    pub(super) fn veil(&mut self) {
        if !self.reveals() {
            self.revealed = None;
        }
    }

    /// Shows a room.
    pub fn go(&mut self, room: usize, effects: &mut Vec<Effect>) {
        self.room = room;
        self.revealed = None;
        self.with_panel(room, effects, |panel, cx| panel.refresh(cx));
    }

    /// A ticket that overtakes the slot's earlier ones.
    pub fn ticket(&mut self, room: usize, slot: &'static str) -> Ticket {
        let generation = self.generations.entry((room, slot)).or_insert(0);
        *generation += 1;
        Ticket { room, slot, generation: *generation }
    }

    /// Has a later question of the same slot been asked?
    pub fn overtaken(&self, ticket: Ticket) -> bool {
        self.generations.get(&(ticket.room, ticket.slot)).is_some_and(|newest| *newest != ticket.generation)
    }
}
