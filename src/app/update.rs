//! One message in, effects out: a list of one-line calls.

use super::answers::{on_answer, on_done};
use super::drafts::{keep_line, keep_scans, offer_next, on_drafts, on_taken};
use super::effect::Effect;
use super::keys::{on_held, on_key, on_paste, on_scan};
use super::model::Model;
use super::msg::Msg;
use crate::desk::sites::spool::Outcome;

/// Takes one message; what the runtime is to do.
pub fn update(model: &mut Model, msg: Msg) -> Vec<Effect> {
    let mut effects = Vec::new();
    let fx = &mut effects;
    let undrawn = std::mem::replace(&mut model.dirty, true);
    match msg {
        Msg::Key(key) => on_key(model, key, fx),
        Msg::Held(key, times) => on_held(model, key, times, fx),
        Msg::Paste(text) => on_paste(model, &text, fx),
        Msg::Scan(text) => on_scan(model, &text, fx),
        Msg::Resize(width, height) => on_resize(model, (width, height), fx),
        Msg::Minute(now) => on_minute(model, now, undrawn, fx),
        Msg::Answer(ticket, answer) => on_answer(model, ticket, answer, fx),
        Msg::Burst(msgs) => msgs.into_iter().for_each(|msg| fx.append(&mut update(model, msg))),
        Msg::Done(ticket, order, outcome) => on_done(model, ticket, &order, outcome, fx),
        Msg::Drafts(drafts) => on_drafts(model, drafts, fx),
        Msg::Taken(draft) => on_taken(model, draft.as_ref(), fx),
        Msg::Revealed(ent) => model.revealed = Some(ent),
        Msg::Files(outcome) => on_files(model, outcome, fx),
        Msg::FilesFailed(fault) => on_files(model, Outcome::Failed(fault.told(model.lang)), fx),
        Msg::Changed => model.with_panel(model.room, fx, |panel, cx| panel.refresh(cx)),
        Msg::Hangup => fx.push(Effect::Quit),
    }
    model.veil();
    keep_scans(model, fx);
    keep_line(model, fx);
    offer_next(model);
    effects
}

/// More or fewer rows and columns may fit: the room asks for what it shows now.
fn on_resize(model: &mut Model, size: (u16, u16), fx: &mut Vec<Effect>) {
    model.size = size;
    model.with_panel(model.room, fx, |panel, cx| panel.refresh(cx));
}

fn on_minute(model: &mut Model, now: crate::base::clock::Moment, undrawn: bool, fx: &mut Vec<Effect>) {
    model.now = now;
    // Repainting a clock while somebody composes makes the candidate window flicker.
    model.dirty = undrawn || !model.composing();
    model.with_panel(model.room, fx, |panel, cx| panel.minute(cx));
}

fn on_files(model: &mut Model, outcome: Outcome, fx: &mut Vec<Effect>) {
    if let Some(room) = model.panels.index("exchange") {
        model.with_panel(room, fx, |panel, cx| panel.files(outcome, cx));
    }
}
