//! The search over everything: in the box of Today, and over any other room.

use super::effect::Effect;
use super::keys::type_in_box;
use super::layer::Layer;
use super::model::Model;
use super::panel::{Focus, Panel as _};

/// The room whose panel keeps what is searched for.
pub(super) const TODAY: usize = 0;

/// Text for the search: a digit chooses among the finds, the rest is typed.
pub(super) fn search_text(model: &mut Model, text: &str, fx: &mut Vec<Effect>) {
    match model.panels.today.search.chooses(text) {
        Some(at) => {
            model.panels.today.search.chosen = at;
            search_verb(model, "accept", fx);
        }
        None => model.with_panel(TODAY, fx, |panel, cx| {
            if let Some(line) = panel.line() {
                line.insert_str(text);
            }
            panel.typed(cx);
        }),
    }
}

/// A verb in the search, wherever it stands.
pub(super) fn search_verb(model: &mut Model, verb: &str, fx: &mut Vec<Effect>) {
    let over = matches!(model.layers.last(), Some(Layer::Search));
    match verb {
        "accept" | "open" if model.panels.today.search.finds().is_empty() && !over => {
            model.with_panel(TODAY, fx, |panel, cx| panel.verb("accept", cx));
        }
        "accept" | "open" => {
            if over {
                model.layers.pop();
            }
            model.with_panel(TODAY, fx, |panel, cx| panel.verb("accept", cx));
        }
        "up" => model.panels.today.search.go(-1),
        "down" => model.panels.today.search.go(1),
        "page_up" => model.panels.today.search.go(-10),
        "page_down" => model.panels.today.search.go(10),
        _ => {
            model.panels.today.search.clear();
            model.layers.pop();
        }
    }
}

/// Opens the search over the room, with the first of what is typed.
pub(super) fn open_search(model: &mut Model, text: &str, fx: &mut Vec<Effect>) {
    if model.room == TODAY {
        model.panels.today.set_focus(Focus::Box);
    } else {
        model.panels.today.search.clear();
        model.layers.push(Layer::Search);
    }
    if !text.is_empty() {
        search_text(model, text, fx);
    }
}

pub(super) fn to_box(model: &mut Model, text: &str, fx: &mut Vec<Effect>) {
    let room = model.room;
    if !model.panels.get(room).finds_itself() {
        return open_search(model, text, fx);
    }
    model.panels.get_mut(room).set_focus(Focus::Box);
    type_in_box(model, |line| line.insert_str(text), fx);
}
