//! Forms being filled: their verbs, their candidates, their drafts. What a form means is its room's business.

use super::effect::Effect;
use super::layer::Layer;
use super::model::Model;
use super::notice::Notice;
use super::seat::{self, SEAT};
use crate::desk::query::Answer;
use crate::form::{FormEvent, Offered};
use crate::i18n::shell;

pub(super) fn form_verb(model: &mut Model, verb: &str, fx: &mut Vec<Effect>) {
    let Some(Layer::Form(_, open)) = model.layers.last_mut() else { return };
    let event = open.form.verb(verb);
    on_form(model, event, fx);
}

pub(super) fn on_form(model: &mut Model, event: FormEvent, fx: &mut Vec<Effect>) {
    match event {
        FormEvent::Nothing => {}
        FormEvent::Changed => {
            if reshape(model) {
                ask_candidates(model, fx);
            }
            keep_draft(model, fx);
        }
        FormEvent::AskCandidates => {
            reshape(model);
            keep_draft(model, fx);
            ask_candidates(model, fx);
        }
        FormEvent::Submit(values) => {
            let Some(Layer::Form(owner, open)) = model.layers.last() else { return };
            let (owner, name) = (*owner, open.name);
            if name == SEAT {
                return seat::sit(model, &values, fx);
            }
            model.with_panel(owner, fx, |panel, cx| panel.submit(name, &values, cx));
        }
        // The draft stays: Esc puts a form down, it does not throw it away.
        FormEvent::Cancel if is_seat(model) => seat::stay(model, fx),
        FormEvent::Cancel => {
            keep_draft(model, fx);
            put_down(model, fx);
        }
    }
}

/// Gives the form on top the fields that it takes by what stands in it now.
pub(super) fn reshape(model: &mut Model) -> bool {
    let Model { layers, panels, lang, .. } = model;
    match layers.last_mut() {
        Some(Layer::Form(owner, open)) => panels.get(*owner).reshape(open.name, &mut open.form, *lang),
        _ => false,
    }
}

/// Where a draft keeps the record that its form is about; no field has this name.
pub(super) const SUBJECT: &str = "_of";
/// Where it keeps what was shown of what the form changes: since then others may have written.
pub(super) const SEEN: &str = "_seen";

fn is_seat(model: &Model) -> bool {
    matches!(model.layers.last(), Some(Layer::Form(_, open)) if open.name == SEAT)
}

fn draft_name(model: &Model, owner: usize, form: &str) -> String {
    format!("{}/{form}", model.panels.get(owner).scope())
}

pub(super) fn keep_draft(model: &Model, fx: &mut Vec<Effect>) {
    let Some(Layer::Form(owner, open)) = model.layers.last() else { return };
    if open.form.is_dirty() && open.name != SEAT && model.panels.get(*owner).keeps(open.name) {
        let mut body = open.form.to_draft();
        let panel = model.panels.get(*owner);
        if let Some(fields) = body.as_object_mut() {
            fields.extend(panel.subject().map(|subject| (SUBJECT.to_owned(), subject.into())));
            fields.extend(panel.seen(open.name).map(|seen| (SEEN.to_owned(), seen)));
        }
        fx.push(Effect::Draft { form: draft_name(model, *owner, open.name), body: Some(body.to_string()) });
    }
}

/// The form on top goes with what was typed; opened again, it gives that back field by field, as it does of the one sent.
fn put_down(model: &mut Model, fx: &mut Vec<Effect>) {
    let Some(Layer::Form(owner, open)) = model.layers.pop() else { return };
    if open.form.is_dirty() && model.panels.get(owner).keeps(open.name) {
        model.sent.insert(open.name, open.form.to_draft());
        model.notice = Some(Notice::info(shell::words(model.lang).put_down));
    }
    model.with_panel(owner, fx, |panel, cx| panel.put_down(cx));
}

/// The form on top was saved: it goes, and its draft with it.
pub(super) fn close_form(model: &mut Model, fx: &mut Vec<Effect>) {
    if let Some(Layer::Form(owner, open)) = model.layers.last() {
        fx.push(Effect::Draft { form: draft_name(model, *owner, open.name), body: None });
        let (name, sent) = (open.name, open.form.to_draft());
        model.sent.insert(name, sent);
        model.layers.pop();
    }
}

/// Asks for the candidates of the field that has the cursor.
pub(super) fn ask_candidates(model: &mut Model, fx: &mut Vec<Effect>) {
    let Some(Layer::Form(owner, open)) = model.layers.last() else { return };
    let Some((field, typed)) = open.form.asking() else { return };
    let query = model.panels.get(*owner).candidates_for(open.name, field, typed);
    let owner = *owner;
    match query {
        Some(query) => fx.push(Effect::Ask(model.ticket(owner, CANDIDATES), query)),
        None => offer_to(model, field, Offered::default(), fx),
    }
}

/// The slot of candidate questions.
pub(super) const CANDIDATES: &str = "candidates";

pub(super) fn offer(model: &mut Model, owner: usize, answer: Answer, fx: &mut Vec<Effect>) {
    let Some(Layer::Form(of, open)) = model.layers.last_mut() else { return };
    if *of != owner {
        return;
    }
    let Some((field, _)) = open.form.asking() else { return };
    let offered = model.panels.get(owner).candidates(open.name, field, answer, model.lang);
    offer_to(model, field, offered, fx);
}

/// Gives a field its candidates; one that Enter was waiting for is taken, and the form goes on.
fn offer_to(model: &mut Model, field: &'static str, offered: Offered, fx: &mut Vec<Effect>) {
    let Some(Layer::Form(_, open)) = model.layers.last_mut() else { return };
    match open.form.offer(field, offered) {
        FormEvent::Changed => {}
        event => on_form(model, event, fx),
    }
}
