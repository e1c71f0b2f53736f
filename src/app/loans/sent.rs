//! Which command a sent form becomes.

use super::forms::{self, NEW};
use crate::desk::change::Fields;
use crate::desk::loans::{
    AddCopy, AddReader, AddTitle, Command, CountVisits, DamageCopy, FindCopy, LoseCopy, PlaceHold, SendCopy, SetRule, UpdateCopy,
    UpdateReader, UpdateTitle, copy_state,
};
use crate::form::number::whole;
use crate::text::when;
use chrono::NaiveDate;
use serde_json::Value;

/// What the form speaks of, beside its fields.
#[derive(Debug, Clone, Default)]
pub struct About {
    /// The title or reader that is being changed.
    pub id: String,
    /// The label of the copy under the mark, and its loan.
    pub loan: Option<(String, String)>,
}

/// The command, or the name of the field that cannot be meant.
pub fn command(form: &str, values: &Fields, about: &About, today: NaiveDate) -> Result<Option<Command>, &'static str> {
    let text = |name: &str| values.get(name).and_then(Value::as_str).map(|t| t.trim().to_owned()).unwrap_or_default();
    let some = |name: &str| Some(text(name)).filter(|t| !t.is_empty());
    // Of a form over a record only what was changed is there, emptied or not.
    let given = |name: &str| values.contains_key(name).then(|| text(name));
    let number = |name: &str| some(name).and_then(|t| whole(&t));
    Ok(Some(match form {
        forms::HOLD => Command::PlaceHold(PlaceHold { reader: text("reader"), title: text("title") }),
        forms::ENTER => entered(&text, &some),
        forms::TITLE => Command::UpdateTitle(UpdateTitle {
            title: about.id.clone(),
            name: given("name"),
            author: given("author"),
            publisher: given("publisher"),
            year: given("year"),
            isbn: given("isbn"),
            call_number: given("call_number"),
            class: given("class"),
            language: given("language"),
            pages: given("pages"),
            series: given("series"),
            subjects: given("subjects"),
            summary: given("summary"),
            notes: given("notes"),
            record: None,
        }),
        forms::READER => {
            let who = text("who");
            let bare = who.strip_prefix(NEW).map(str::to_owned);
            let resident = if bare.is_some() { None } else { Some(who) };
            let until = some("until").map(|t| day(&t, today).ok_or("until")).transpose()?;
            // Without a name the resident's own stands on the card.
            let name = bare.unwrap_or_default();
            Command::AddReader(AddReader { name, card: text("card"), kind: some("kind"), resident, until })
        }
        forms::CARD => {
            let until = some("until").map(|t| day(&t, today).ok_or("until")).transpose()?;
            Command::UpdateReader(UpdateReader {
                reader: about.id.clone(),
                name: some("name"),
                card: some("card"),
                kind: some("kind"),
                until: given("until").map(|_| until.unwrap_or_default()),
                resident: None,
            })
        }
        forms::COPY => Command::UpdateCopy(UpdateCopy {
            copy: text("copy"),
            barcode: some("barcode"),
            call_number: some("call_number"),
            kind: some("kind"),
        }),
        forms::RULE => Command::SetRule(SetRule {
            reader_kind: some("reader_kind"),
            item_kind: some("item_kind"),
            days: number("days"),
            renewals: number("renewals"),
            renewal_days: number("renewal_days"),
            cap: number("cap"),
            holds: number("holds"),
        }),
        forms::VISITS => {
            let day = some("day").map(|t| day(&t, today).ok_or("day")).transpose()?;
            Command::CountVisits(CountVisits { count: number("count").ok_or("count")?, day })
        }
        forms::STATE => match text("state").as_str() {
            copy_state::LOST => {
                let loan = about.loan.as_ref().filter(|(label, _)| *label == text("copy")).map(|(_, loan)| loan.clone());
                Command::LoseCopy(LoseCopy { copy: text("copy"), loan })
            }
            copy_state::DAMAGED => Command::DamageCopy(DamageCopy { copy: text("copy"), note: some("note") }),
            _ => Command::FindCopy(FindCopy { copy: text("copy") }),
        },
        forms::SEND => Command::SendCopy(SendCopy { copy: text("copy"), to: text("to") }),
        _ => return Ok(None),
    }))
}

/// A copy of a title that is there, or a title with its first copy.
fn entered(text: &impl Fn(&str) -> String, some: &impl Fn(&str) -> Option<String>) -> Command {
    let title = text("title");
    match title.strip_prefix(NEW) {
        None => {
            let (barcode, call_number, kind) = (text("barcode"), some("call_number"), some("kind"));
            Command::AddCopy(AddCopy { title, barcode, call_number, kind })
        }
        Some(name) => Command::AddTitle(AddTitle {
            name: name.to_owned(),
            author: some("author"),
            publisher: some("publisher"),
            year: some("year"),
            isbn: some("isbn"),
            call_number: some("call_number"),
            barcode: some("barcode"),
            kind: some("kind"),
            ..AddTitle::default()
        }),
    }
}

/// A day as people type it.
fn day(text: &str, today: NaiveDate) -> Option<String> {
    when::parse(text, today).ok()?.date.map(|d| d.to_string())
}
