//! A form as JSON, to be found again after a cut line: `{"who": {"text": "…", "picked": "…"}}`.

use super::field::{Field, Kind};
use crate::text::line::TextLine;
use serde_json::{Value, json};

/// Where the cursor stood; no field has this name.
const CURSOR: &str = "_at";

/// What is in the fields, and where the cursor stands.
pub(super) fn keep(fields: &[Field], focus: usize) -> Value {
    let one = |f: &Field| {
        let mut kept = json!({"text": f.line.text(), "picked": f.picked});
        if let Some(was) = &f.was {
            kept["was"] = was.as_str().into();
        }
        (f.name.to_owned(), kept)
    };
    let mut all: serde_json::Map<_, _> = fields.iter().filter(|f| f.kind != Kind::Note).map(one).collect();
    all.extend(fields.get(focus).map(|f| (CURSOR.to_owned(), f.name.into())));
    Value::Object(all)
}

/// The field in which the cursor stood, if the form still has it.
pub(super) fn cursor(fields: &[Field], draft: &Value) -> Option<usize> {
    let name = draft.get(CURSOR)?.as_str()?;
    fields.iter().position(|f| f.name == name && f.kind != Kind::Note)
}

/// What the record said when the form was first opened: since then others may have written.
pub(super) fn remember(field: &mut Field, draft: &Value) {
    let was = draft.get(field.name).and_then(|kept| kept.get("was")).and_then(Value::as_str);
    field.was = was.map(str::to_owned).or(field.was.take());
}

/// Fills a field with what a draft says of it; false if that is nothing. Options that are no longer there are dropped.
pub(super) fn fill(field: &mut Field, draft: &Value) -> bool {
    let Some(kept) = draft.get(field.name) else { return false };
    let word = |name: &str| kept.get(name).and_then(Value::as_str);
    let offered = |value: &str| field.candidates.iter().any(|c| c.value == value);
    let picked = match field.kind {
        Kind::Text | Kind::Date => None,
        Kind::Note => return false,
        Kind::Pick => word("picked").map(str::to_owned),
        Kind::Choice => word("picked").filter(|p| offered(p)).map(str::to_owned),
        Kind::Checks => {
            let before = |value: &str| field.was.as_deref().is_some_and(|was| was.lines().any(|w| w == value));
            let known: Vec<&str> = word("picked").unwrap_or_default().lines().filter(|p| offered(p) || before(p)).collect();
            (!known.is_empty()).then(|| known.join("\n"))
        }
    };
    let lost = matches!(field.kind, Kind::Choice | Kind::Checks) && picked.is_none();
    field.line = TextLine::with(word("text").filter(|_| !lost).unwrap_or_default());
    field.picked = picked;
    field.wrong = None;
    !field.line.is_empty() || !field.value().is_empty()
}
