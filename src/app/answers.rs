//! What the store answers: rows for a room, a command done, a refusal in words.

use super::drafts::go_on;
use super::effect::{Effect, Ticket};
use super::filling::{CANDIDATES, close_form, offer};
use super::layer::Layer;
use super::model::Model;
use super::notice::{Level, Notice};
use super::wrong;
use crate::desk::command::{Command, Order};
use crate::desk::query::Answer;
use crate::desk::reason::{Code, Common, Reason};
use crate::desk::sites;
use crate::form::Form;
use crate::i18n::{commands, fill, shell};
use crate::store::{Fault, Refusal, Reply};

pub(super) fn on_answer(model: &mut Model, ticket: Ticket, answer: Result<Answer, Fault>, fx: &mut Vec<Effect>) {
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

pub(super) fn on_done(model: &mut Model, ticket: Ticket, order: &Order, outcome: Result<Reply, Refusal>, fx: &mut Vec<Effect>) {
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
            if let Some(Layer::Form(_, open)) = model.layers.last_mut() {
                refused_form(&mut open.form, &reasons);
            }
            // Sent again with a reason, it sets aside what is shown now and nothing that comes up later.
            let order = &order.having_read(&reasons);
            let taken = model.with_panel(room, fx, |panel, cx| panel.refused(order, &reasons, cx));
            if !taken {
                let mut notice = Notice::refusal(&reasons, model.lang);
                // Words of a room's rule do not say by themselves that it was an undo that did not happen.
                let of_room = reasons.iter().any(|r| !matches!(r.code, Code::Sites(_) | Code::Common(_)));
                if of_room && matches!(order.command, Command::Sites(sites::Command::Undo(_) | sites::Command::Redo(_))) {
                    notice.text.insert_str(0, shell::words(model.lang).not_undone);
                }
                model.notice = Some(notice);
            }
            // Refused, most often, because the record is not what is shown: somebody else was quicker.
            model.with_panel(model.room, fx, |panel, cx| panel.refresh(cx));
        }
        Err(Refusal::Fault(fault)) => failed(model, room, &fault, fx),
    }
}

/// The form that was refused is told what others have written meanwhile, and the cursor goes to the field that is spoken of.
fn refused_form(form: &mut Form, reasons: &[Reason]) {
    for reason in reasons.iter().filter(|r| r.code == Code::Common(Common::Changed)) {
        if let (Some(field), Some(now)) = (reason.facts.get("field"), reason.facts.get("now")) {
            form.told(field, now);
        }
    }
    if let Some(field) = reasons.iter().find_map(wrong::field) {
        form.focus_on(field);
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
    let what = commands::label(fact("undone").or_else(|| fact("redone")).unwrap_or(reply.cmd), model.lang);
    let of = fact("of").or_else(|| fact("number")).unwrap_or_default();
    let what = format!("{what} {of}");
    let text = fill(template, [("what", what.trim_end())].into_iter());
    // That it was done comes first: what was set aside must not read like a refusal.
    let warned = Notice::done_with(&text, &reply.warnings, model.lang);
    model.notice = Some(if reply.warnings.is_empty() { Notice::info(text) } else { warned });
}
