//! Who sits here, at which window: asked once when nobody has said so, and whenever the clerk or the window changes.
//! A clerk who was named by a key or by `--as` is asked for the window alone.

use super::effect::Effect;
use super::layer::{Layer, OpenForm};
use super::model::Model;
use super::panel::Wish;
use crate::desk::change::Fields;
use crate::form::{Field, Form};
use crate::i18n::{fill, shell};
use crate::text::{fold, safe};

/// The name of the form; it leaves no draft.
pub(super) const SEAT: &str = "seat";

/// The longest name of a clerk, and of a window, in characters.
const LONGEST: (usize, usize) = (20, 8);

impl Model {
    /// Opens the question over whatever is shown; the room works on beneath it.
    pub fn ask_seat(&mut self) {
        let w = shell::words(self.lang);
        let window = self.panels.walkin.window.clone();
        let mut fields = vec![Field::text("window", w.window)];
        if self.unnamed {
            fields.push(Field::note(fill(w.seat_esc, [("name", self.clerk.as_str())].into_iter())));
        }
        if !self.given {
            fields.insert(0, Field::text("clerk", w.clerk).required());
        }
        let mut form = Form::new(fields);
        // What stands there is typed over.
        form.propose("window", &window);
        if !self.unnamed && !self.given {
            form.propose("clerk", &self.clerk);
        }
        let owner = self.panels.index("walkin").unwrap_or(0);
        self.layers.push(Layer::Form(owner, OpenForm { name: SEAT, title: w.who_are_you.to_owned(), form }));
        self.dirty = true;
    }
}

/// The form was sent.
pub(super) fn sit(model: &mut Model, values: &Fields, fx: &mut Vec<Effect>) {
    let text = |name: &str, most: usize| {
        let said = values.get(name).and_then(|v| v.as_str()).unwrap_or_default();
        safe::clean(said).trim().chars().take(most).collect::<String>()
    };
    let window = fold::half_width(&text("window", LONGEST.1));
    let window = if window.is_empty() { "1".to_owned() } else { window };
    model.layers.pop();
    model.grant(0, Wish::Seat { clerk: text("clerk", LONGEST.0), window: window.clone() }, fx);
    let said = shell::words(model.lang).seated;
    let facts = [("name", model.clerk.clone()), ("window", window)];
    model.notice = Some(super::notice::Notice::info(fill(said, facts.iter().map(|(k, v)| (*k, v.as_str())))));
}

/// Esc: the login name will do, and is not asked about again.
pub(super) fn stay(model: &mut Model, fx: &mut Vec<Effect>) {
    model.layers.pop();
    if model.unnamed {
        let (clerk, window) = (model.clerk.clone(), model.panels.walkin.window.clone());
        model.grant(0, Wish::Seat { clerk, window }, fx);
    }
}
