//! Rules of a resident's card: pure. Only the name is needed (PIPL art. 6: the smallest scope);
//! what is given must be right.

use super::{Add, Merge, Refusal, Resident, Update, keys};
use crate::desk::change::{Change, Ctx, Plan, Verdict, verdict};
use crate::desk::reason::{Rank, Reason};
use crate::text::name::has_letter;
use crate::text::note::Note;
use crate::text::{document, idcard, note, phone, safe};

/// Registers a resident. `same` is the card that already has this ID number.
pub fn add(cmd: &Add, same: Option<&Resident>, ctx: &Ctx<'_>) -> Verdict {
    let mut reasons = same_reasons(same);
    let change = Change::of(ctx.ids.next("resident")).set("home", ctx.site);
    let change = write(change, Given::from(cmd), true, &mut reasons);
    verdict(ctx, reasons, || Plan::one(change))
}

/// Changes the fields that are given.
pub fn update(card: &Resident, cmd: &Update, same: Option<&Resident>, ctx: &Ctx<'_>) -> Verdict {
    let mut reasons = same_reasons(same);
    let mut change = write(Change::of(card.id.clone()), Given::from(cmd), false, &mut reasons);
    // What was empty and stays so is no change: a passport tells no birthday, however often it is entered.
    let empty = [("id_type", &card.id_type), ("id_number", &card.id_number), ("birth", &card.birth), ("sex", &card.sex)];
    change.fields.retain(|field, value| value != "" || !empty.iter().any(|(name, there)| name == field && there.is_empty()));
    verdict(ctx, reasons, || Plan::one(change))
}

/// Makes `card` part of `into`, which takes over what it lacks: phone, address, number, groups.
pub fn merge(card: &Resident, into: &Resident, _cmd: &Merge, ctx: &Ctx<'_>) -> Verdict {
    let mut reasons = Vec::new();
    if card.id == into.id {
        reasons.push(Reason::of(Refusal::BadMerge).fact("name", &card.name));
    }
    // What stays must bear a name, should an older program have let a number pass for one.
    if !has_letter(&into.name) {
        reasons.push(Reason::of(Refusal::NoLetter).fact("given", &into.name));
    }
    if !card.id_number.is_empty() && !into.id_number.is_empty() && card.id_number != into.id_number {
        let two = Reason::of(Refusal::TwoNumbers).fact("name", &card.name).fact("into", &into.name);
        reasons.push(two.may_override(Rank::Clerk));
    }
    verdict(ctx, reasons, || {
        let mut stays = Change::of(&into.id);
        for (field, mine, theirs) in [("phone", &card.phone, &into.phone), ("address", &card.address, &into.address)] {
            if theirs.is_empty() && !mine.is_empty() {
                stays = stays.set(field, mine.clone());
            }
        }
        if into.id_number.is_empty() && !card.id_number.is_empty() {
            let told = [("id_number", &card.id_number), ("id_type", &card.id_type), ("birth", &card.birth), ("sex", &card.sex)];
            stays = told.into_iter().fold(stays, |c, (field, value)| c.set(field, value.clone()));
        }
        let mut tags: Vec<&str> = into.tags.split_whitespace().chain(card.tags.split_whitespace()).collect();
        tags.sort_unstable();
        tags.dedup();
        let own: Vec<&str> = into.tags.split_whitespace().collect();
        if tags.len() > own.len() {
            stays = stays.set("tags", tags.join(" "));
        }
        let gone = Change::of(&card.id).set("merged_into", into.id.clone());
        let plan = Plan::one(gone).tell("id", into.id.clone()).tell("name", into.name.clone());
        if stays.fields.is_empty() { plan } else { plan.and(stays) }
    })
}

fn same_reasons(same: Option<&Resident>) -> Vec<Reason> {
    let told = |r: &Resident| Reason::of(Refusal::SameIdNumber).fact("name", &r.name).fact("id", &r.id).may_override(Rank::Clerk);
    same.map(told).into_iter().collect()
}

struct Given<'a> {
    name: Option<&'a str>,
    id_type: Option<&'a str>,
    id_number: Option<&'a str>,
    phone: Option<&'a str>,
    address: Option<&'a str>,
    tags: Option<&'a str>,
}

impl<'a> From<&'a Add> for Given<'a> {
    fn from(c: &'a Add) -> Given<'a> {
        Given {
            name: Some(&c.name),
            id_type: c.id_type.as_deref(),
            id_number: c.id_number.as_deref(),
            phone: c.phone.as_deref(),
            address: c.address.as_deref(),
            tags: c.tags.as_deref(),
        }
    }
}

impl<'a> From<&'a Update> for Given<'a> {
    fn from(c: &'a Update) -> Given<'a> {
        Given {
            name: c.name.as_deref(),
            id_type: c.id_type.as_deref(),
            id_number: c.id_number.as_deref(),
            phone: c.phone.as_deref(),
            address: c.address.as_deref(),
            tags: c.tags.as_deref(),
        }
    }
}

/// The longest text a field of a card takes, in characters. Longer ones are refused, never cut.
const LONGEST: usize = 200;

fn too_long(field: &str, text: &str, reasons: &mut Vec<Reason>) {
    if text.chars().count() > LONGEST {
        reasons.push(Reason::of(Refusal::TooLong).fact("field", field).fact("most", LONGEST));
    }
}

fn write(mut change: Change, given: Given<'_>, new: bool, reasons: &mut Vec<Reason>) -> Change {
    if let Some(name) = given.name {
        let name = tidy(name);
        if name.is_empty() {
            reasons.push(Refusal::NoName.into());
        } else if !has_letter(&name) {
            reasons.push(Reason::of(Refusal::NoLetter).fact("given", &name));
        }
        too_long("name", &name, reasons);
        change = change.set("name", name);
    }
    let id_type = given.id_type.map(str::trim).filter(|t| !t.is_empty());
    if let Some(word) = id_type.filter(|word| document::of(word).is_none()) {
        reasons.push(Reason::of(Refusal::BadIdType).fact("given", word).fact("types", document::WORDS.join(" ")));
    }
    if let Some(number) = given.id_number.map(keys::id_number) {
        change = id_number(change, &number, id_type, reasons);
    }
    if let Some(given) = given.phone.map(tidy) {
        let checked = phone::check(&given);
        if !given.is_empty() && !checked.valid {
            reasons.push(Reason::of(Refusal::BadPhone).fact("given", &given));
        }
        change = change.set("phone", if checked.valid { checked.normal } else { given });
    }
    for (field, value) in [("address", given.address), ("tags", given.tags)] {
        if let Some(value) = value.map(tidy) {
            too_long(field, &value, reasons);
            change = change.set(field, value);
        }
    }
    if new {
        change.fields.retain(|_, value| value != "");
    }
    change
}

fn id_number(change: Change, number: &str, id_type: Option<&str>, reasons: &mut Vec<Reason>) -> Change {
    if number.is_empty() {
        return ["id_number", "id_type", "birth", "sex"].iter().fold(change, |c, field| c.set(field, ""));
    }
    let checked = idcard::check(number);
    let document = id_type.and_then(document::of);
    // A document that nobody knows is a reason of its own; its number cannot be judged.
    let unknown = id_type.is_some() && document.is_none();
    let fits = document.map_or(checked.valid, |d| d.fits(number, &checked));
    if !fits && !unknown {
        let notes = if checked.valid { vec![Note::UnknownForm] } else { checked.notes.clone() };
        reasons.push(Reason::of(Refusal::BadIdNumber).fact("given", number).fact("wrong", note::joined(&notes)));
    }
    let kind = document.map_or_else(|| checked.kind.clone().unwrap_or_default(), |d| d.kept(&checked));
    let kept = if checked.valid { checked.normal } else { number.to_owned() };
    let change = change.set("id_type", kind).set("id_number", kept);
    let change = change.set("birth", checked.birth.unwrap_or_default());
    change.set("sex", checked.sex.unwrap_or_default())
}

/// Without control characters, no space around it.
fn tidy(text: &str) -> String {
    safe::clean(text).trim().to_owned()
}
