//! One message in, effects out. A list of one-line calls: what a key means is in the keymap, what a verb does in its room.

use super::effect::{Effect, Ticket};
use super::filling::{CANDIDATES, SUBJECT, ask_candidates, close_form, form_verb, offer, on_form};
use super::layer::Layer;
use super::model::Model;
use super::msg::Msg;
use super::notice::{Level, Notice};
use super::panel::{Focus, Panel as _};
use super::routing;
use crate::command::key::{Code, Key};
use crate::command::keymap;
use crate::desk::command::{Command, Order};
use crate::desk::query::Answer;
use crate::desk::sites;
use crate::desk::sites::spool::Outcome;
use crate::form::{FormEvent, edit};
use crate::i18n::{commands, fill, shell};
use crate::list::Move;
use crate::store::{Fault, Refusal, Reply};
use crate::text::line::TextLine;

/// Takes one message; what the runtime is to do.
pub fn update(model: &mut Model, msg: Msg) -> Vec<Effect> {
    let mut effects = Vec::new();
    let fx = &mut effects;
    model.dirty = true;
    match msg {
        Msg::Key(key) => on_key(model, key, fx),
        Msg::Held(key, times) => on_held(model, key, times, fx),
        Msg::Paste(text) => on_paste(model, &text, fx),
        Msg::Scan(text) => on_scan(model, &text, fx),
        Msg::Resize(width, height) => model.size = (width, height),
        Msg::Minute(now) => on_minute(model, now, fx),
        Msg::Answer(ticket, answer) => on_answer(model, ticket, answer, fx),
        Msg::Done(ticket, order, outcome) => on_done(model, ticket, &order, outcome, fx),
        Msg::Drafts(drafts) => on_drafts(model, drafts, fx),
        Msg::Files(outcome) => on_files(model, outcome, fx),
        Msg::Changed => model.with_panel(model.room, fx, |panel, cx| panel.refresh(cx)),
        Msg::Hangup => fx.push(Effect::Quit),
    }
    effects
}

fn on_minute(model: &mut Model, now: crate::base::clock::Moment, fx: &mut Vec<Effect>) {
    model.now = now;
    // Repainting a clock while somebody composes makes the candidate window flicker.
    model.dirty = !model.composing();
    model.with_panel(model.room, fx, |panel, cx| panel.minute(cx));
}

// ---- keys -------------------------------------------------------------------------------------

fn on_key(model: &mut Model, key: Key, fx: &mut Vec<Effect>) {
    // Whoever goes on working is not waiting for a draft.
    model.resuming = None;
    if answer_stop(model, key) || room_stop(model, key, fx) || offer_draft(model, key, fx) {
        return;
    }
    let typing = model.composing();
    if typing && let Some(c) = key.text() {
        return on_text(model, c.encode_utf8(&mut [0; 4]), fx);
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
            _ => {}
        },
    }
}

/// A key held down. In a list its motions are one motion of so many steps, with one question at its end.
fn on_held(model: &mut Model, key: Key, times: usize, fx: &mut Vec<Effect>) {
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
    if text || !model.layers.is_empty() || model.stopped() || model.notice.is_some() || !model.drafts.is_empty() {
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
fn on_paste(model: &mut Model, text: &str, fx: &mut Vec<Effect>) {
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

/// The offer of a draft stands in the message line at start: Enter resumes, d or Delete drops, anything else waits.
fn offer_draft(model: &mut Model, key: Key, fx: &mut Vec<Effect>) -> bool {
    let Some(draft) = model.drafts.first().cloned() else { return false };
    match keymap::fold(key).code {
        Code::Enter => {
            model.drafts.clear();
            resume(model, &draft, fx);
            true
        }
        Code::Char('d') | Code::Delete => {
            model.drafts.remove(0);
            fx.push(Effect::Draft { form: draft.form, body: None });
            say_drafts(model);
            true
        }
        _ => {
            model.drafts.clear();
            false
        }
    }
}

/// Opens the draft's form. One about a record waits until its room has been led to the record.
fn resume(model: &mut Model, draft: &crate::store::Draft, fx: &mut Vec<Effect>) {
    let Some((index, name)) = owner_of(model, &draft.form) else { return };
    let body: serde_json::Value = serde_json::from_str(&draft.body).unwrap_or_default();
    match body.get(SUBJECT).and_then(|v| v.as_str()).map(str::to_owned) {
        Some(subject) => {
            model.go(index, fx);
            model.resuming = Some((index, name, body));
            model.with_panel(index, fx, |panel, cx| panel.lead_to(&subject, cx));
        }
        None => {
            model.go(index, fx);
            model.resuming = Some((index, name, body));
            go_on(model, index, fx);
        }
    }
}

/// The panel and the name of a draft's form.
fn owner_of(model: &Model, form: &str) -> Option<(usize, String)> {
    let (owner, name) = form.split_once('/')?;
    Some((model.panels.index(owner)?, name.to_owned()))
}

/// The form that is being resumed, if its room has what it is about.
fn go_on(model: &mut Model, room: usize, fx: &mut Vec<Effect>) {
    let Some((index, name, body)) = model.resuming.clone().filter(|(index, ..)| *index == room) else { return };
    let Some(mut open) = model.with_panel(index, fx, |panel, cx| panel.resume(&name, cx)) else { return };
    model.resuming = None;
    open.form.restore(&body);
    model.layers.push(Layer::Form(index, open));
    ask_candidates(model, fx);
}

fn on_files(model: &mut Model, outcome: Outcome, fx: &mut Vec<Effect>) {
    if let Some(room) = model.panels.index("exchange") {
        model.with_panel(room, fx, |panel, cx| panel.files(outcome, cx));
    }
}

/// Drafts of forms that can be opened again are offered; not before it is known who sits here.
fn on_drafts(model: &mut Model, drafts: Vec<crate::store::Draft>, fx: &mut Vec<Effect>) {
    if model.unnamed {
        return;
    }
    model.drafts.clear();
    for draft in drafts {
        let Some((index, name)) = owner_of(model, &draft.form) else { continue };
        let about = draft.body.contains(SUBJECT);
        if about || model.with_panel(index, fx, |panel, cx| panel.form(&name, cx)).is_some() {
            model.drafts.push(draft);
        }
    }
    say_drafts(model);
}

fn say_drafts(model: &mut Model) {
    let Some(draft) = model.drafts.first() else { return };
    let name = draft.form.split('/').nth(1).unwrap_or(&draft.form);
    let form = crate::command::table::verb(name).map_or(name, |v| v.label(model.lang));
    let time = draft.at.local().format("%H:%M").to_string();
    let words = shell::words(model.lang).draft_found;
    model.notice = Some(Notice::info(fill(words, [("form", form), ("time", time.as_str())].into_iter())));
}

fn on_text(model: &mut Model, text: &str, fx: &mut Vec<Effect>) {
    match model.layers.last_mut() {
        Some(Layer::Form(_, open)) => {
            let event = open.form.paste(text);
            on_form(model, event, fx);
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

/// The room whose panel keeps what is searched for.
const TODAY: usize = 0;

/// Text for the search: a digit chooses among the finds, the rest is typed.
fn search_text(model: &mut Model, text: &str, fx: &mut Vec<Effect>) {
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
fn search_verb(model: &mut Model, verb: &str, fx: &mut Vec<Effect>) {
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
fn open_search(model: &mut Model, text: &str, fx: &mut Vec<Effect>) {
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

fn to_box(model: &mut Model, text: &str, fx: &mut Vec<Effect>) {
    let room = model.room;
    if !model.panels.get(room).finds_itself() {
        return open_search(model, text, fx);
    }
    model.panels.get_mut(room).set_focus(Focus::Box);
    type_in_box(model, |line| line.insert_str(text), fx);
}

fn type_in_box(model: &mut Model, edit: impl FnOnce(&mut TextLine), fx: &mut Vec<Effect>) {
    let room = model.room;
    if let Some(line) = model.panels.get_mut(room).line() {
        edit(line);
        model.with_panel(room, fx, |panel, cx| panel.typed(cx));
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

fn on_scan(model: &mut Model, text: &str, fx: &mut Vec<Effect>) {
    match model.layers.last() {
        // In a form a reader types into the field that has the cursor, as if by hand.
        Some(Layer::Form(..)) => {
            on_text(model, text, fx);
            on_key(model, Key::plain(Code::Enter), fx);
        }
        _ => routing::scan(model, text, fx),
    }
}

// ---- verbs ------------------------------------------------------------------------------------

fn on_verb(model: &mut Model, verb: &'static str, fx: &mut Vec<Effect>) {
    match model.layers.last() {
        // The help page lies over the form; a room's key puts the form down (its draft stays) and goes there.
        Some(Layer::Form(..)) if verb == "help" => room_verb(model, verb, fx),
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
pub fn room_verb(model: &mut Model, verb: &str, fx: &mut Vec<Effect>) {
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
        "reveal" => model.revealed = !model.revealed,
        "seat" => model.ask_seat(),
        "search" => open_search(model, "", fx),
        "focus_box" => model.panels.get_mut(model.room).set_focus(Focus::Box),
        "focus_list" => model.panels.get_mut(model.room).set_focus(Focus::List),
        other => panel_verb(model, other, fx),
    }
}

fn panel_verb(model: &mut Model, verb: &str, fx: &mut Vec<Effect>) {
    if model.with_panel(model.room, fx, |panel, cx| panel.verb(verb, cx)) {
        return;
    }
    for index in 0..super::model::Panels::COUNT {
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

// ---- answers ----------------------------------------------------------------------------------

fn on_answer(model: &mut Model, ticket: Ticket, answer: Result<Answer, Fault>, fx: &mut Vec<Effect>) {
    if model.overtaken(ticket) {
        model.dirty = false;
        return;
    }
    match answer {
        Ok(answer) if ticket.slot == CANDIDATES => offer(model, ticket.room, answer, fx),
        Ok(answer) => {
            model.with_panel(ticket.room, fx, |panel, cx| panel.answer(ticket.slot, answer, cx));
            go_on(model, ticket.room, fx);
        }
        Err(fault) => failed(model, ticket.room, &fault, fx),
    }
}

fn failed(model: &mut Model, room: usize, fault: &Fault, fx: &mut Vec<Effect>) {
    let notice = Notice::fault(fault, model.lang);
    model.with_panel(room, fx, |panel, cx| panel.failed(&notice.text, cx));
    model.notice = Some(notice);
}

fn on_done(model: &mut Model, ticket: Ticket, order: &Order, outcome: Result<Reply, Refusal>, fx: &mut Vec<Effect>) {
    let room = ticket.room;
    match outcome {
        Ok(reply) => {
            say_done(model, &reply);
            if is_of_form(model, room) {
                close_form(model, fx);
            }
            model.with_panel(room, fx, |panel, cx| panel.done(order, &reply, cx));
            hint_undo(model, &reply);
            model.with_panel(model.room, fx, |panel, cx| panel.refresh(cx));
        }
        Err(Refusal::Rule(reasons)) => {
            let taken = model.with_panel(room, fx, |panel, cx| panel.refused(order, &reasons, cx));
            if !taken {
                model.notice = Some(Notice::refusal(&reasons, model.lang));
            }
        }
        Err(Refusal::Fault(fault)) => failed(model, room, &fault, fx),
    }
}

/// Every act that was saved says how to take it back.
fn hint_undo(model: &mut Model, reply: &Reply) {
    let words = shell::words(model.lang);
    if let Some(notice) = model.notice.as_mut().filter(|n| n.level == Level::Info && n.hint.is_empty() && !reply.unchanged) {
        let redo = reply.cmd == "undo";
        (if redo { words.redo_hint } else { words.undo_hint }).clone_into(&mut notice.hint);
    }
}

fn is_of_form(model: &Model, room: usize) -> bool {
    matches!(model.layers.last(), Some(Layer::Form(owner, _)) if *owner == room)
}

fn say_done(model: &mut Model, reply: &Reply) {
    let words = shell::words(model.lang);
    let fact = |name: &str| reply.result.get(name).and_then(|v| v.as_str());
    let template = match reply.cmd {
        "undo" => words.undone,
        "redo" => words.redone,
        _ => words.done,
    };
    // What was taken back, and whose number it bears.
    let what = commands::label(fact("undone").unwrap_or(reply.cmd), model.lang);
    let of = fact("of").or_else(|| fact("number")).unwrap_or_default();
    let what = format!("{what} {of}");
    let text = fill(template, [("what", what.trim_end())].into_iter());
    let warned = Notice::of(Level::Warning, &reply.warnings, model.lang);
    model.notice = Some(if reply.warnings.is_empty() { Notice::info(text) } else { warned });
}
