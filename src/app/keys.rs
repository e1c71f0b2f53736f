//! Keys, pastes and scans: what was pressed, and who takes it. What a key means stands in the keymap.

use super::drafts::offer_draft;
use super::effect::Effect;
use super::filling::on_form;
use super::layer::Layer;
use super::model::Model;
use super::notice::{Level, Notice};
use super::panel::{Focus, Panel as _};
use super::routing;
use super::searching::{TODAY, search_text, to_box};
use super::verbs::on_verb;
use crate::command::key::{Code, Key};
use crate::command::keymap;
use crate::form::{FormEvent, Kind, edit};
use crate::i18n::shell;
use crate::list::Move;
use crate::text::line::TextLine;

pub(super) fn on_key(model: &mut Model, key: Key, fx: &mut Vec<Effect>) {
    // Whoever goes on working is not waiting for a draft.
    model.resuming = None;
    let offered = model.left_over.stands(model.notice.as_ref());
    if answer_stop(model, key) || room_stop(model, key, fx) || (offered && offer_draft(model, key, fx)) {
        return;
    }
    if std::mem::take(&mut model.sent_by_digit) && sends_again(model, key) {
        return;
    }
    let typing = model.composing();
    if typing && let Some(c) = key.text() {
        return on_text(model, c.encode_utf8(&mut [0; 4]), fx);
    }
    let panel = model.panels.get(model.room);
    let begun = key.text().filter(|c| model.layers.is_empty() && panel.begins(*c));
    if let Some(c) = begun {
        return to_box(model, c.encode_utf8(&mut [0; 4]), fx);
    }
    let scopes = model.scopes();
    let scopes: Vec<&str> = scopes.iter().map(String::as_str).collect();
    let found = model.keymap.find_where(&scopes, keymap::fold(key), |verb| model.available(verb));
    match found {
        Some(verb) => on_verb(model, verb, fx),
        None if typing => on_edit(model, key, fx),
        None => match key.text() {
            // Han text typed in a list starts a search with it.
            Some(c) if !c.is_ascii() => to_box(model, c.encode_utf8(&mut [0; 4]), fx),
            // So do initials in a room that has a line of its own, if the letter is no key there.
            Some(c) if c.is_ascii_lowercase() && begins_a_line(model, &scopes, key) => {
                to_box(model, c.encode_utf8(&mut [0; 4]), fx);
            }
            _ => {}
        },
    }
}

/// The key that sends a form, pressed out of habit behind the digit that has sent it: in the list it would mean the next step.
fn sends_again(model: &Model, key: Key) -> bool {
    model.layers.is_empty() && model.keymap.find(&["form"], keymap::fold(key)) == Some("save")
}

/// Is it a letter without any meaning, here or at another moment, in a room whose box takes what is typed?
fn begins_a_line(model: &Model, scopes: &[&str], key: Key) -> bool {
    let panel = model.panels.get(model.room);
    let lists = model.layers.is_empty() && panel.finds_itself() && panel.focus() == Focus::List;
    lists && model.keymap.find_where(scopes, key, |_| true).is_none()
}

/// A key held down. In a list its motions are one motion of so many steps, with one question at its end.
pub(super) fn on_held(model: &mut Model, key: Key, times: usize, fx: &mut Vec<Effect>) {
    // The first press may put a message away, take up a draft or stand before a stop.
    on_key(model, key, fx);
    let rest = times.saturating_sub(1);
    match motion(model, key) {
        Some(verb) if rest > 0 => {
            model.with_panel(model.room, fx, |panel, cx| panel.verb_by(verb, rest, cx));
        }
        _ => (0..rest).for_each(|_| on_key(model, key, fx)),
    }
}

/// The motion that a key means in the room that is shown, if it means one.
fn motion(model: &Model, key: Key) -> Option<&'static str> {
    let text = model.composing() && key.text().is_some();
    if text || !model.layers.is_empty() || model.stopped() || model.notice.is_some() || !model.left_over.offered.is_empty() {
        return None;
    }
    let scopes = model.scopes();
    let scopes: Vec<&str> = scopes.iter().map(String::as_str).collect();
    let verb = model.keymap.find_where(&scopes, keymap::fold(key), |verb| model.available(verb))?;
    (Move::of(verb).is_some() || matches!(verb, "left" | "right")).then_some(verb)
}

/// A stop message is closed by `1`, `y` or Esc and by nothing else; Enter never closes it (scanners send Enter).
fn answer_stop(model: &mut Model, key: Key) -> bool {
    let Some(notice) = &model.notice else { return false };
    if notice.level != Level::Stop {
        // Any key puts an ordinary message away, and is then done.
        model.notice = None;
        return false;
    }
    if matches!(keymap::fold(key).code, Code::Char('1' | 'y') | Code::Esc) {
        model.notice = None;
        return true;
    }
    false
}

/// A message of the room's own takes the keys before anything else does.
fn room_stop(model: &mut Model, key: Key, fx: &mut Vec<Effect>) -> bool {
    let room = model.room;
    let stands = model.layers.is_empty() && model.panels.get(room).stopped();
    stands && model.with_panel(room, fx, |panel, cx| panel.stop_key(key, cx))
}

/// What an input method commits while a message stands: one character is a key, more are a scan.
pub(super) fn on_paste(model: &mut Model, text: &str, fx: &mut Vec<Effect>) {
    let room = model.room;
    if !(model.layers.is_empty() && model.panels.get(room).stopped()) {
        return on_text(model, text, fx);
    }
    let mut chars = text.chars();
    match (chars.next(), chars.next()) {
        (Some(one), None) => on_key(model, Key::char(one), fx),
        _ => model.with_panel(room, fx, |panel, cx| panel.scan(text, cx)),
    }
}

pub(super) fn on_scan(model: &mut Model, text: &str, fx: &mut Vec<Effect>) {
    match model.layers.last() {
        Some(Layer::Form(..)) if routing::is_card(text) => card_in_form(model, text, fx),
        // In a form a scanner types into the field that has the cursor, as if by hand, unless its room knows better.
        Some(Layer::Form(..)) => {
            let back = code_in_form(model, text, fx);
            on_text(model, text.trim(), fx);
            on_key(model, Key::plain(Code::Enter), fx);
            if let (Some(from), Some(Layer::Form(_, open))) = (back, model.layers.last_mut()) {
                open.form.focus_on(from);
            }
        }
        _ => routing::scan(model, text, fx),
    }
}

/// The number on a book goes where the form asks for it. The field to which the cursor goes back, if what was scanned is
/// not the end of the form.
fn code_in_form(model: &mut Model, text: &str, fx: &mut Vec<Effect>) -> Option<&'static str> {
    let Some(Layer::Form(owner, mut open)) = model.layers.pop() else { return None };
    let to = model.with_panel(owner, fx, |panel, cx| panel.field_of_scan(&open, text, cx));
    let last = open.form.fields().last().map(|f| f.name);
    let from = to.and_then(|to| open.form.make_room(to)).filter(|from| to != Some(from) && to != last);
    model.layers.push(Layer::Form(owner, open));
    from
}

/// A person's card goes where the form asks for the person, wherever the cursor stands; never into words.
fn card_in_form(model: &mut Model, text: &str, fx: &mut Vec<Effect>) {
    let Some(Layer::Form(_, open)) = model.layers.last_mut() else { return };
    let Some(from) = open.form.to_person() else {
        model.notice = Some(Notice::info(shell::words(model.lang).no_card_here));
        return;
    };
    on_text(model, text.trim(), fx);
    let Some(Layer::Form(_, open)) = model.layers.last_mut() else { return };
    let written = open.form.fields().get(open.form.focus()).is_some_and(|f| f.kind == Kind::Text && f.name != from);
    if written {
        // The number stands; the cursor goes back to what was being typed.
        open.form.focus_on(from);
    } else {
        on_key(model, Key::plain(Code::Enter), fx);
    }
}

fn on_text(model: &mut Model, text: &str, fx: &mut Vec<Effect>) {
    match model.layers.last_mut() {
        Some(Layer::Form(_, open)) => {
            let event = open.form.paste(text);
            let sent = matches!(event, FormEvent::Submit(_));
            on_form(model, event, fx);
            model.sent_by_digit = sent;
        }
        Some(Layer::Palette { typed, chosen }) => {
            typed.insert_str(text);
            *chosen = 0;
        }
        Some(Layer::Help { .. }) => {}
        Some(Layer::Search) => search_text(model, text, fx),
        None if model.room == TODAY && model.panels.today.focus() == Focus::Box => search_text(model, text, fx),
        None if model.panels.get(model.room).focus() == Focus::Box => type_in_box(model, |line| line.insert_str(text), fx),
        None => to_box(model, text, fx),
    }
}

/// Editing keys in whatever has the cursor.
fn on_edit(model: &mut Model, key: Key, fx: &mut Vec<Effect>) {
    match model.layers.last_mut() {
        Some(Layer::Form(_, open)) => {
            let event = open.form.key(key);
            on_form(model, event, fx);
        }
        Some(Layer::Palette { typed, .. }) => {
            edit::press(typed, key);
        }
        Some(Layer::Help { .. }) => {}
        Some(Layer::Search) => model.with_panel(TODAY, fx, |panel, cx| {
            let changed = panel.line().is_some_and(|line| edit::press(line, key) == edit::Edit::Changed);
            if changed {
                panel.typed(cx);
            }
        }),
        None => type_in_box(
            model,
            |line| {
                edit::press(line, key);
            },
            fx,
        ),
    }
}

pub(super) fn type_in_box(model: &mut Model, edit: impl FnOnce(&mut TextLine), fx: &mut Vec<Effect>) {
    let room = model.room;
    if let Some(line) = model.panels.get_mut(room).line() {
        edit(line);
        model.with_panel(room, fx, |panel, cx| panel.typed(cx));
    }
}
