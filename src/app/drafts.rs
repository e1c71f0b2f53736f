//! What a cut line left: forms, opened again over the record that they are about, and scans that waited behind a
//! message. Both are offered at start.

use super::effect::Effect;
use super::filling::{SEEN, SUBJECT, ask_candidates, reshape};
use super::layer::Layer;
use super::model::Model;
use super::notice::{Level, Notice};
use super::panel::Focus;
use crate::command::key::{Code, Key};
use crate::command::keymap;
use crate::i18n::{fill, shell};
use crate::store::Draft;

/// What the last session left, and how far it has been offered.
#[derive(Debug, Default)]
pub struct Left {
    /// Those that the message line speaks of, the first by name.
    pub offered: Vec<Draft>,
    /// Those that come once nothing else is in hand.
    later: Vec<Draft>,
    /// One was taken up: whoever is at work is asked for a yes alone, no key of his may throw anything away.
    at_work: bool,
    /// One is on its way to this window.
    taking: bool,
    /// The offer as it was said.
    words: String,
}

impl Left {
    /// Does the message line speak of a draft? Another message in its place takes the offer with it.
    pub(super) fn stands(&self, notice: Option<&Notice>) -> bool {
        !self.offered.is_empty() && notice.is_some_and(|n| n.text == self.words || n.hint == self.words)
    }
}

/// The offer of a draft stands in the message line: Enter resumes, at start d or Delete drops, anything else waits.
pub(super) fn offer_draft(model: &mut Model, key: Key, fx: &mut Vec<Effect>) -> bool {
    let Some(draft) = model.left_over.offered.first().cloned() else { return false };
    match keymap::fold(key).code {
        Code::Enter => {
            let left = &mut model.left_over;
            left.offered.remove(0);
            left.later = std::mem::take(&mut left.offered);
            (left.taking, left.at_work) = (true, true);
            fx.push(Effect::TakeUp(draft));
            true
        }
        Code::Char('d') | Code::Delete if !model.left_over.at_work => {
            model.left_over.offered.remove(0);
            fx.push(Effect::Throw(draft));
            say_drafts(model);
            true
        }
        _ => {
            model.left_over.offered.clear();
            false
        }
    }
}

/// After each message: the next draft is offered as soon as the one before was sent or put down, over nothing that is
/// typed or waits for an answer. An offer that another message has taken the place of comes back behind it.
pub(super) fn offer_next(model: &mut Model) {
    if !model.left_over.offered.is_empty() && !model.left_over.stands(model.notice.as_ref()) {
        let unsaid = std::mem::take(&mut model.left_over.offered);
        model.left_over.later.splice(0..0, unsaid);
    }
    if !model.left_over.later.is_empty() && rests(model) {
        model.left_over.offered = std::mem::take(&mut model.left_over.later);
        say_drafts(model);
    }
}

fn rests(model: &mut Model) -> bool {
    let quiet = model.notice.as_ref().is_none_or(|n| n.level == Level::Info);
    let free = model.layers.is_empty() && model.resuming.is_none() && !model.left_over.taking && !model.stopped();
    let room = model.room;
    quiet && free && model.panels.get_mut(room).line().is_none_or(|line| line.is_empty())
}

/// It is this window's now, and nobody else's: its form is opened.
pub(super) fn on_taken(model: &mut Model, draft: Option<&Draft>, fx: &mut Vec<Effect>) {
    model.left_over.taking = false;
    match draft {
        None => model.notice = Some(Notice::info(shell::words(model.lang).draft_taken)),
        Some(draft) if draft.form == SCANS => scan_again(model, draft, fx),
        Some(draft) if draft.form == LINE => type_again(model, draft, fx),
        Some(draft) => resume(model, draft, fx),
    }
}

/// The draft of the reading room's scans that wait, a JSON list in their order.
const SCANS: &str = "loans/scans";

/// Keeps the scans that wait for a person, and forgets them once they do not.
pub(super) fn keep_scans(model: &mut Model, fx: &mut Vec<Effect>) {
    let left = model.panels.loans.session.left();
    if left != model.left {
        let body = (!left.is_empty()).then(|| serde_json::json!(left).to_string());
        fx.push(Effect::Draft { form: SCANS.into(), body });
        model.left = left;
    }
}

/// The draft of the studio's own line, a JSON string.
const LINE: &str = "studio/line";
/// A shorter line is typed again sooner than an offer is read, in characters.
const SHORTEST: usize = 4;

/// Keeps what stands in the studio's line; a form that was made of it keeps it itself.
pub(super) fn keep_line(model: &mut Model, fx: &mut Vec<Effect>) {
    let text = if model.layers.is_empty() { model.panels.studio.line.text().trim() } else { "" };
    let line = if text.chars().count() < SHORTEST { "" } else { text };
    if line != model.line {
        let line = line.to_owned();
        let body = (!line.is_empty()).then(|| serde_json::json!(line).to_string());
        fx.push(Effect::Draft { form: LINE.into(), body });
        model.line = line;
    }
}

/// Puts the line back where it was typed.
fn type_again(model: &mut Model, draft: &Draft, fx: &mut Vec<Effect>) {
    let text: String = serde_json::from_str(&draft.body).unwrap_or_default();
    let Some(room) = model.panels.index("studio") else { return };
    model.line.clone_from(&text);
    model.go(room, fx);
    model.panels.studio.line.set(&text);
    model.panels.get_mut(room).set_focus(Focus::Box);
}

/// Scans them once more, in their order: each does what it would have done.
fn scan_again(model: &mut Model, draft: &Draft, fx: &mut Vec<Effect>) {
    let scans: Vec<String> = serde_json::from_str(&draft.body).unwrap_or_default();
    let Some(room) = model.panels.index("loans") else { return };
    fx.push(Effect::Draft { form: SCANS.into(), body: None });
    model.go(room, fx);
    model.with_panel(room, fx, |panel, cx| scans.iter().for_each(|text| panel.scan(text, cx)));
}

/// Opens the draft's form. One about a record waits until its room has been led to the record.
fn resume(model: &mut Model, draft: &Draft, fx: &mut Vec<Effect>) {
    let Some((index, name)) = owner_of(model, &draft.form) else { return };
    let body: serde_json::Value = serde_json::from_str(&draft.body).unwrap_or_default();
    match body.get(SUBJECT).and_then(|v| v.as_str()).map(str::to_owned) {
        Some(subject) => {
            model.go(index, fx);
            model.resuming = Some((index, name, body));
            // Gone with the form's first picture; else the record is in no list any more, and this says what becomes of it.
            model.notice = Some(Notice::info(shell::words(model.lang).draft_sought));
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
pub(super) fn go_on(model: &mut Model, room: usize, fx: &mut Vec<Effect>) {
    let Some((index, name, body)) = model.resuming.clone().filter(|(index, ..)| *index == room) else { return };
    let Some(mut open) = model.with_panel(index, fx, |panel, cx| panel.resume(&name, cx)) else { return };
    let wanted = body.get(SUBJECT).and_then(|v| v.as_str());
    if wanted.is_some() && model.panels.get(index).subject().is_some_and(|now| Some(now.as_str()) != wanted) {
        // The room still shows another record: what was typed of one must not be sent for it.
        return;
    }
    if let Some(seen) = body.get(SEEN) {
        model.panels.get_mut(index).seen_before(&name, seen);
    }
    (model.resuming, model.notice) = (None, None);
    open.form.restore(&body);
    model.layers.push(Layer::Form(index, open));
    if reshape(model)
        && let Some(Layer::Form(_, open)) = model.layers.last_mut()
    {
        open.form.restore(&body);
    }
    ask_candidates(model, fx);
}

/// Drafts of forms that can be opened again are offered; not before it is known who sits here.
pub(super) fn on_drafts(model: &mut Model, drafts: Vec<Draft>, fx: &mut Vec<Effect>) {
    if model.unnamed {
        return;
    }
    model.left_over = Left::default();
    for draft in drafts {
        let Some((index, name)) = owner_of(model, &draft.form) else { continue };
        let whole = draft.form == SCANS || draft.form == LINE || draft.body.contains(SUBJECT);
        if whole || model.with_panel(index, fx, |panel, cx| panel.knows(&name, cx)) {
            model.left_over.later.push(draft);
        }
    }
}

fn say_drafts(model: &mut Model) {
    let Some(draft) = model.left_over.offered.first() else { return };
    let name = draft.form.split('/').nth(1).unwrap_or(&draft.form);
    let label = crate::command::table::verb(name).map_or(name, |v| v.label(model.lang));
    let form = match draft.form.as_str() {
        SCANS => shell::words(model.lang).scans_left,
        LINE => shell::words(model.lang).line_left,
        _ => label,
    };
    let time = draft.at.local().format("%H:%M").to_string();
    let words = shell::words(model.lang);
    let words = if model.left_over.at_work { words.draft_next } else { words.draft_found };
    let offer = fill(words, [("form", form), ("time", time.as_str())].into_iter());
    model.left_over.words.clone_from(&offer);
    // What was just done stays in sight before it.
    let said = model.notice.take().map(|n| format!("{}  {}", n.text, n.hint).trim_end().to_owned());
    model.notice = Some(match said.filter(|said| !said.is_empty()) {
        Some(text) => Notice { level: Level::Info, text, hint: offer },
        None => Notice::info(offer),
    });
}
