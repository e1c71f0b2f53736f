//! The forms of this room.

use crate::app::layer::OpenForm;
use crate::desk::change::Fields;
use crate::desk::residents::{Add, Resident, Update};
use crate::form::{Candidate, Field, Form};
use crate::i18n::Lang;
use crate::i18n::residents::{Words, document, group, words};
use crate::text::mask;
use crate::text::name::has_letter;
use serde_json::Value;

/// Documents that are not told from their number.
const DOCUMENTS: &[&str] = &["id_card", "hk_permit", "mo_permit", "tw_permit", "foreign_resident", "passport", "other"];
/// Groups that go first in the queue, as a card's tags name them.
const GROUPS: &[&str] = &["disabled", "soldier_family", "other"];

/// What a field says, trimmed.
pub(super) fn text(values: &Fields, name: &str) -> String {
    values.get(name).and_then(Value::as_str).unwrap_or_default().trim().to_owned()
}

/// An empty card.
pub(super) fn card(name: &'static str, lang: Lang) -> OpenForm {
    let w = words(lang);
    let groups = GROUPS.iter().map(|g| Candidate::of(*g, group(g, lang))).collect();
    let documents = DOCUMENTS.iter().map(|d| Candidate::of(*d, document(d, lang))).collect();
    let form = Form::new(vec![
        Field::text("name", w.name).required().check(has_letter, w.bad_name),
        Field::text("id_number", w.id_number),
        Field::text("phone", w.phone),
        Field::text("address", w.address),
        Field::checks("tags", w.tags, groups),
        Field::choice("id_type", w.id_type, documents),
    ]);
    let title = if name == "resident.edit" { w.edit } else { w.add };
    OpenForm { name, title: title.to_owned(), form }
}

/// The card as it is, to be changed.
pub(super) fn edit(card_: &Resident, lang: Lang) -> OpenForm {
    let mut open = card("resident.edit", lang);
    let told = [("name", &card_.name), ("id_number", &card_.id_number), ("phone", &card_.phone), ("address", &card_.address)];
    for (field, value) in told {
        open.form.fill(field, value, value);
    }
    let tags: Vec<&str> = card_.tags.split_whitespace().collect();
    open.form.fill("tags", &tags.join("\n"), "");
    // A citizen's number says itself what it is.
    let told = DOCUMENTS.contains(&card_.id_type.as_str()) && card_.id_type != "id_card";
    if told {
        open.form.fill("id_type", &card_.id_type, document(&card_.id_type, lang));
    }
    OpenForm { form: open.form.of_record(), ..open }
}

/// Which card it becomes part of.
pub(super) fn merge(card: &Resident, lang: Lang) -> OpenForm {
    let w = words(lang);
    let form = Form::new(vec![Field::note(line(card)), Field::note(w.merge_told), Field::pick("into", w.into).required()]);
    OpenForm { name: "resident.merge", title: w.merge.to_owned(), form }
}

/// Whose data is to be erased, and why.
pub(super) fn erase(card: &Resident, lang: Lang) -> OpenForm {
    let w = words(lang);
    let fields = vec![
        Field::note(line(card)),
        Field::note(w.erase_told),
        Field::note(w.erase_final),
        Field::text("reason", w.erase_why).required(),
    ];
    OpenForm { name: "person.erase", title: w.erase.to_owned(), form: Form::new(fields) }
}

/// The reason for setting a refusal aside.
pub(super) fn reason(lang: Lang) -> OpenForm {
    let w = words(lang);
    let form = Form::new(vec![Field::text("reason", w.reason).required()]);
    OpenForm { name: "resident.reason", title: w.reason.to_owned(), form }
}

fn line(card: &Resident) -> String {
    format!("{}  {}  {}  {}", card.name, mask::id_number(&card.id_number), mask::phone(&card.phone), card.address)
}

/// A card to choose.
pub(super) fn candidate(card: &Resident) -> Candidate {
    let year = card.birth.get(..4).unwrap_or("");
    let detail = format!("{year:<4}  {}  {}", mask::phone(&card.phone), card.address);
    Candidate::of(card.id.clone(), card.name.clone()).detail(detail)
}

fn tags(values: &Fields) -> String {
    text(values, "tags").lines().collect::<Vec<_>>().join(" ")
}

/// A new card; what is empty is left out.
pub(super) fn add(values: &Fields) -> Add {
    let some = |text: String| Some(text).filter(|t| !t.is_empty());
    Add {
        name: text(values, "name"),
        id_type: some(text(values, "id_type")),
        id_number: some(text(values, "id_number")),
        phone: some(text(values, "phone")),
        address: some(text(values, "address")),
        tags: some(tags(values)),
    }
}

/// What was changed of a card, and no more; an emptied field is emptied. A number and what it is go together.
pub(super) fn update(values: &Fields, card: &Resident) -> Update {
    let given = |name: &str| values.contains_key(name).then(|| text(values, name));
    let (kind, number) = (given("id_type"), given("id_number"));
    let document = kind.is_some() || number.is_some();
    let known = || Some(card.id_type.clone()).filter(|t| DOCUMENTS.contains(&t.as_str()));
    Update {
        resident: card.id.clone(),
        name: given("name"),
        id_type: kind.or_else(|| known().filter(|_| document)).filter(|t| !t.is_empty()),
        id_number: number.or_else(|| document.then(|| card.id_number.clone())),
        phone: given("phone"),
        address: given("address"),
        tags: given("tags").map(|_| tags(values)),
    }
}

/// The two side by side, and what to do.
pub(super) fn same(new: &Add, known: &Resident, number: bool, lang: Lang) -> OpenForm {
    let w: &Words = words(lang);
    let typed = |text: &Option<String>| text.clone().unwrap_or_default();
    let rows = [
        (String::new(), w.typed.to_owned(), w.known.to_owned()),
        (w.name.to_owned(), new.name.clone(), known.name.clone()),
        (w.id_number.to_owned(), mask::id_number(&typed(&new.id_number)), mask::id_number(&known.id_number)),
        (w.phone.to_owned(), mask::phone(&typed(&new.phone)), mask::phone(&known.phone)),
        (w.address.to_owned(), typed(&new.address), known.address.clone()),
    ];
    let mut fields: Vec<Field> = rows
        .iter()
        .map(|(label, new, known)| {
            let pad = crate::text::width::pad;
            Field::note(format!("{} {} {}", pad(label, 10), pad(new, 22), pad(known, 24)).trim_end().to_owned())
        })
        .collect();
    let answers = [("use", w.same_use), ("fill", w.same_fill), ("other", w.same_other)];
    fields.push(Field::choice("do", w.same_do, answers.map(|(value, label)| Candidate::of(value, label)).into()).required());
    if number {
        fields.push(Field::text("reason", w.same_reason));
    }
    OpenForm { name: "resident.same", title: w.same.to_owned(), form: Form::new(fields) }
}
