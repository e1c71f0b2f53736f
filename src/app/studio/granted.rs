//! Times granted to another desk (号源), which it may fill without asking; and taken back while they are not used.

use super::Studio;
use crate::app::layer::OpenForm;
use crate::app::panel::Cx;
use crate::desk::accord::{Command, GiveGrant, GrantRow, Grants, Query, TakeBackGrant};
use crate::desk::change::Fields;
use crate::form::number::{is_whole, whole};
use crate::form::{Candidate, Field, Form};
use crate::i18n::Lang;
use crate::i18n::studio_setup::words;
use serde_json::Value;

pub(super) const GIVE: &str = "grant.give";
pub(super) const TAKE: &str = "grant.take_back";

/// Is it one of these forms?
pub(super) fn is_mine(form: &str) -> bool {
    matches!(form, GIVE | TAKE)
}

fn titled(name: &'static str, fields: Vec<Field>, lang: Lang) -> OpenForm {
    let title = crate::command::table::verb(name).map_or("", |v| v.label(lang)).to_owned();
    OpenForm { name, title, form: Form::new(fields) }
}

/// The form of a grant: the selected time, which desk, until when it may say yes.
pub(super) fn give(panel: &Studio, lang: Lang) -> Option<OpenForm> {
    let w = words(lang);
    let (advisors, places) = (panel.advisor_choices(), panel.place_choices());
    if advisors.is_empty() && places.is_empty() {
        return None;
    }
    let mut fields = vec![
        Field::text("when", w.start).required(),
        Field::text("to", w.to_desk).required(),
        Field::text("until", w.grant_until).required(),
        Field::text("minutes", w.minutes).check(is_whole, w.a_number),
    ];
    fields.extend((!advisors.is_empty()).then(|| Field::choice("advisor", w.advisor, advisors)));
    fields.extend((!places.is_empty()).then(|| Field::choice("place", w.place, places)));
    Some(titled(GIVE, fields, lang))
}

/// The form that takes one back, of those that are open.
fn take(rows: &[GrantRow], lang: Lang) -> Option<OpenForm> {
    let open = rows.iter().filter(|g| matches!(g.state.as_str(), "open" | "ended" | "unheard"));
    let label = |g: &GrantRow| format!("{} {} {}", g.grant.start.replace('T', " "), g.advisor_name, g.place_name);
    let all: Vec<_> = open.map(|g| Candidate::of(&g.grant.id, label(g).trim()).detail(g.grant.to.clone())).collect();
    (!all.is_empty()).then(|| titled(TAKE, vec![Field::choice("grant", words(lang).grant, all).required()], lang))
}

impl Studio {
    /// Opens one of these forms; what may be taken back is asked for first.
    pub(super) fn grant(&mut self, verb: &str, cx: &mut Cx<'_>) -> bool {
        if verb == TAKE {
            cx.ask("grants", Query::Grants(Grants::default()));
            return true;
        }
        let Some(mut open) = give(self, cx.lang) else { return false };
        self.of_form = None;
        if let Some(start) = self.spot_start() {
            let text = start.format("%Y-%m-%d %H:%M").to_string();
            open.form.fill("when", &text, &text);
            // The evening before is the usual end; of today's hours their beginning.
            let eve = (start.date() - chrono::Duration::days(1)).and_hms_opt(17, 0, 0).filter(|eve| *eve > cx.now.local());
            open.form.propose("until", &eve.unwrap_or(start).format("%Y-%m-%d %H:%M").to_string());
            open.form.focus_on("to");
        }
        if let Some(card) = self.advisor_meant() {
            open.form.fill("advisor", &card.advisor.id, &card.advisor.name);
        }
        cx.open(open);
        true
    }

    /// The grants have come.
    pub(super) fn granted(&self, rows: &[GrantRow], cx: &mut Cx<'_>) {
        match take(rows, cx.lang) {
            Some(open) => cx.open(open),
            None => cx.say(words(cx.lang).no_grant),
        }
    }

    /// Sends one of these forms.
    pub(super) fn send_grant(&mut self, form: &str, values: &Fields, cx: &mut Cx<'_>) {
        let some = |name: &str| values.get(name).and_then(Value::as_str).map(|t| t.trim().to_owned()).filter(|t| !t.is_empty());
        let text = |name: &str| some(name).unwrap_or_default();
        if form == TAKE {
            return cx.run(Command::TakeBackGrant(TakeBackGrant { grant: text("grant") }));
        }
        let Some((start, minutes)) = self.start("when", &text("when"), cx) else { return };
        let Some((until, _)) = self.start("until", &text("until"), cx) else { return };
        let minutes = some("minutes").and_then(|t| whole(&t)).or(minutes);
        let to = crate::text::fold::half_width(&text("to")).to_ascii_uppercase();
        cx.run(Command::GiveGrant(GiveGrant { start, to, until, minutes, advisor: some("advisor"), place: some("place") }));
    }
}
