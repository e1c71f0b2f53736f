//! The reading room's one form: a hold, for whom and on what.

use crate::app::layer::OpenForm;
use crate::desk::change::Fields;
use crate::desk::loans::{self, Find, PlaceHold, Query};
use crate::desk::query::Answer;
use crate::form::{Candidate, Field, Form};
use crate::i18n::Lang;
use crate::i18n::fill;
use crate::i18n::loans::Loans as Words;
use serde_json::Value;

/// Its name, and that of its draft.
pub const HOLD: &str = "loan.hold";

/// The form with what is known.
pub fn hold(title: Option<(String, String)>, reader: Option<(String, String)>, lang: Lang) -> OpenForm {
    let w = Words::of(lang);
    let mut form = Form::new(vec![Field::pick("reader", w.reader).required(), Field::pick("title", w.title).required()]);
    let known = reader.is_some();
    for (field, value) in [("reader", reader), ("title", title)] {
        if let Some((id, label)) = value {
            form.fill(field, &id, &label);
        }
    }
    form.focus_on(if known { "title" } else { "reader" });
    OpenForm { name: HOLD, title: w.held.to_owned(), form }
}

/// Readers by name or card, titles by any of their words.
pub fn candidates_for(field: &str, typed: &str) -> Option<crate::desk::query::Query> {
    let find = Find { find: typed.to_owned(), after: None, rows: Some("9".into()) };
    let query = if field == "reader" { Query::Readers(find) } else { Query::Titles(find) };
    (!typed.trim().is_empty()).then(|| query.into())
}

/// The clerk must tell readers apart: names are whole here, and the card beside them.
pub fn candidates(answer: Answer, lang: Lang) -> Vec<Candidate> {
    match answer {
        Answer::Loans(loans::Answer::Readers(rows)) => {
            rows.into_iter().map(|r| Candidate::of(r.reader.id, r.reader.name).detail(r.reader.card)).collect()
        }
        Answer::Loans(loans::Answer::Titles(rows)) => rows.into_iter().map(|t| title(t, lang)).collect(),
        _ => Vec::new(),
    }
}

fn title(row: loans::TitleRow, lang: Lang) -> Candidate {
    let (count, free) = (row.copies.to_string(), row.free_here.to_string());
    let facts = [("count", count.as_str()), ("free", free.as_str())];
    let detail = fill(Words::of(lang).copies, facts.into_iter());
    Candidate::of(row.title.id, row.title.name).detail(format!("{}  {detail}", row.title.author))
}

/// The command of a sent form.
pub fn place(values: &Fields) -> PlaceHold {
    let text = |name: &str| values.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    PlaceHold { reader: text("reader"), title: text("title") }
}
