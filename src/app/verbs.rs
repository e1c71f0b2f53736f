//! What a verb does, by what stands on top: a form, the palette, the help, the search, or the room itself.

use super::effect::{Effect, Ticket};
use super::filling::{form_verb, on_form};
use super::layer::Layer;
use super::model::{Model, Panels};
use super::panel::Focus;
use super::searching::{open_search, search_verb};
use crate::desk::command::{Command, Order};
use crate::desk::sites;
use crate::form::FormEvent;
use crate::text::line::TextLine;

pub(super) fn on_verb(model: &mut Model, verb: &'static str, fx: &mut Vec<Effect>) {
    match model.layers.last() {
        Some(top) if top.lets_through(verb) => {
            if matches!(model.layers.pop(), Some(Layer::Search)) {
                model.panels.today.search.clear();
            }
            on_verb(model, verb, fx);
        }
        // The help page lies over the form; a room's key puts the form down (its draft stays) and goes there.
        Some(Layer::Form(..)) if verb == "help" => room_verb(model, verb, fx),
        // What was typed is its draft, offered at the next start.
        Some(Layer::Form(..)) if verb == "quit" => room_verb(model, verb, fx),
        Some(Layer::Form(..)) if verb.starts_with("room.") => {
            on_form(model, FormEvent::Cancel, fx);
            room_verb(model, verb, fx);
        }
        Some(Layer::Form(..)) => form_verb(model, verb, fx),
        Some(Layer::Palette { .. }) => palette_verb(model, verb, fx),
        Some(Layer::Help { .. }) => help_verb(model, verb),
        Some(Layer::Search) => search_verb(model, verb, fx),
        None => room_verb(model, verb, fx),
    }
}

/// Does a verb in the room that is shown, or in the frame.
fn room_verb(model: &mut Model, verb: &str, fx: &mut Vec<Effect>) {
    if let Some(scope) = verb.strip_prefix("room.") {
        if let Some(to) = model.panels.index(scope) {
            model.go(to, fx);
        }
        return;
    }
    match verb {
        "undo" => run(model, sites::Command::Undo(sites::Undo {}).into(), fx),
        "redo" => run(model, sites::Command::Redo(sites::Redo {}).into(), fx),
        "palette" => model.layers.push(Layer::Palette { typed: TextLine::new(), chosen: 0 }),
        "help" => model.layers.push(Layer::Help { top: 0 }),
        "quit" => fx.push(Effect::Quit),
        "reveal" => reveal(model, fx),
        "seat" => model.ask_seat(),
        "search" => open_search(model, "", fx),
        "focus_box" => model.panels.get_mut(model.room).set_focus(Focus::Box),
        "focus_list" => model.panels.get_mut(model.room).set_focus(Focus::List),
        other => panel_verb(model, other, fx),
    }
}

/// One record, and not before that is noted; the same key masks it again.
fn reveal(model: &mut Model, fx: &mut Vec<Effect>) {
    if model.reveals() {
        model.revealed = None;
    } else if let Some(ent) = model.panels.get(model.room).veiled() {
        fx.push(Effect::Reveal(ent));
    }
}

fn panel_verb(model: &mut Model, verb: &str, fx: &mut Vec<Effect>) {
    if model.with_panel(model.room, fx, |panel, cx| panel.verb(verb, cx)) {
        return;
    }
    for index in 0..Panels::COUNT {
        if model.with_panel(index, fx, |panel, cx| panel.anywhere(verb, cx)) {
            return;
        }
    }
}

fn run(model: &Model, command: Command, fx: &mut Vec<Effect>) {
    fx.push(Effect::Do(Ticket { room: model.room, slot: "do", generation: 0 }, Order::from(command)));
}

fn help_verb(model: &mut Model, verb: &str) {
    let Some(Layer::Help { top }) = model.layers.last_mut() else { return };
    match verb {
        "down" => *top += 1,
        "up" => *top = top.saturating_sub(1),
        "page_down" => *top += 10,
        "page_up" => *top = top.saturating_sub(10),
        _ => {
            model.layers.pop();
        }
    }
}

fn palette_verb(model: &mut Model, verb: &str, fx: &mut Vec<Effect>) {
    let Some(Layer::Palette { typed, chosen }) = model.layers.last() else { return };
    let entries = model.palette(typed.text());
    let chosen = *chosen;
    let last = entries.len().saturating_sub(1);
    let to = match verb {
        "down" | "next_field" => (chosen + 1).min(last),
        "up" | "prev_field" => chosen.saturating_sub(1),
        "page_down" => (chosen + 10).min(last),
        "page_up" => chosen.saturating_sub(10),
        "accept" | "open" | "save" => {
            model.layers.pop();
            if let Some(entry) = entries.get(chosen) {
                room_verb(model, entry.verb, fx);
            }
            return;
        }
        _ => {
            model.layers.pop();
            return;
        }
    };
    if let Some(Layer::Palette { chosen, .. }) = model.layers.last_mut() {
        *chosen = to;
    }
}
