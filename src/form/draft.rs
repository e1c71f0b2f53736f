//! A form as JSON, to be found again after a cut line: `{"who": {"text": "…", "picked": "…"}}`.

use super::field::{Field, Kind};
use crate::text::line::TextLine;
use serde_json::{Value, json};

/// What is in the fields.
pub(super) fn keep(fields: &[Field]) -> Value {
    let one = |f: &Field| (f.name.to_owned(), json!({"text": f.line.text(), "picked": f.picked}));
    Value::Object(fields.iter().filter(|f| f.kind != Kind::Note).map(one).collect())
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
            let known: Vec<&str> = word("picked").unwrap_or_default().lines().filter(|p| offered(p)).collect();
            (!known.is_empty()).then(|| known.join("\n"))
        }
    };
    let lost = matches!(field.kind, Kind::Choice | Kind::Checks) && picked.is_none();
    field.line = TextLine::with(word("text").filter(|_| !lost).unwrap_or_default());
    field.picked = picked;
    field.wrong = None;
    !field.line.is_empty() || !field.value().is_empty()
}
