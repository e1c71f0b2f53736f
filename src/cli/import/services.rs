//! Items of the service catalogue. A figure that a file leaves empty is none set; a text, a list of papers or of stages
//! that it leaves empty stays.
//!
//! The catalogue goes round in several hands, and an item's procedure hangs on the marks of its stages (two people, days
//! of publicity). What a file only writes otherwise is no change: [`crate::text::catalogue`] says what means the same.

use super::report::{Altered, Field};
use super::{Entering, Listed, Outcome};
use crate::desk::query::Answer;
use crate::desk::walkin::{self, Command, Find, Query, Service, ServiceSet};
use crate::io::refused::Repair;
use crate::io::services::ServiceRow;
use crate::store::Fault;
use crate::text::catalogue::{alike, is_mark, mark_of, same_figures, same_name, same_stage, without_notes, written};

impl Listed for ServiceRow {
    fn line(&self) -> u64 {
        self.line
    }
    fn repairs(&self) -> &[Repair] {
        &[]
    }
}

pub(super) fn enter(desk: &mut Entering<'_, '_>, row: &ServiceRow) -> Result<Outcome, Fault> {
    let known = known(desk, row)?;
    let wanted = wanted(row, known.as_ref());
    let fields = known.as_ref().map(|k| altered(k, &wanted)).unwrap_or_default();
    let outcome = desk.enter(Command::SetService(Box::new(wanted)), known.is_some())?;
    if let (Outcome::Changed, Some(item)) = (&outcome, &known) {
        desk.altered.push(Altered { line: row.line, name: item.name.clone(), fields });
    }
    Ok(outcome)
}

/// The item of this lasting name; a list without lasting names means the number that is typed.
fn known(desk: &Entering<'_, '_>, row: &ServiceRow) -> Result<Option<Service>, Fault> {
    let Answer::Walkin(walkin::Answer::Services(all)) = desk.ask(Query::Services(Find::default()))? else { return Ok(None) };
    let by_number = row.id == row.code;
    let mut items = all.into_iter().map(|offer| offer.item);
    Ok(items.find(|s| s.code == row.id || (by_number && s.number == row.code)))
}

fn wanted(row: &ServiceRow, known: Option<&Service>) -> ServiceSet {
    let blank = Service::default();
    let there = known.unwrap_or(&blank);
    let figure = |n: Option<u32>| Some(i64::from(n.unwrap_or(0)));
    let number = Some(&row.code).filter(|n| !n.is_empty()).or_else(|| known.is_none().then_some(&row.id));
    ServiceSet {
        code: known.map_or_else(|| row.id.clone(), |s| s.code.clone()),
        number: number.cloned(),
        name: text(&row.name, &there.name),
        category: text(&row.category, &there.category),
        materials: lines(&row.materials, &there.materials, |given, line| alike(given, line).then(|| line.to_owned())),
        stages: lines(&row.stages, &there.stages, stage),
        unit: Some(row.limit.unit.clone()),
        promised: figure(row.limit.promised),
        ceiling: figure(row.limit.ceiling),
        extended: figure(row.limit.extended),
        return_hours: figure(row.limit.return_hours),
        handled_by: text(&row.handled_by, &there.handled_by),
        legal_basis: legal_basis(&row.legal_basis, &there.legal_basis),
        confidence: confidence(&row.confidence, known),
        unconfirmed: doubtful(row, known),
        ..ServiceSet::default()
    }
}

/// A text, unless the item says it already in the house's hand.
fn text(given: &str, there: &str) -> Option<String> {
    (!given.trim().is_empty() && !alike(given, there)).then(|| written(given))
}

/// Lines, each in the house's hand where the item has it; `None` where nothing is said, or nothing else.
fn lines(given: &[String], there: &str, like: impl Fn(&str, &str) -> Option<String>) -> Option<Vec<String>> {
    let mut left: Vec<&str> = there.lines().collect();
    let mut line = |given: &String| {
        let found = left.iter().enumerate().find_map(|(at, line)| like(given, line).map(|told| (at, told)));
        found.map_or_else(
            || written(given),
            |(at, told)| {
                left.remove(at);
                told
            },
        )
    };
    let told: Vec<String> = given.iter().filter(|g| !g.trim().is_empty()).map(&mut line).collect();
    (!told.is_empty() && told.join("\n") != there).then_some(told)
}

/// The item's line of a stage that is named alike; with another remark behind the name, that remark and the line's marks:
/// two people are not dropped by a word in brackets. A stage that carries marks of its own has those.
fn stage(given: &str, line: &str) -> Option<String> {
    let parted = |text: &str| {
        text.find(" #")
            .map_or((text.trim().to_owned(), String::new()), |at| (text[..at].trim().to_owned(), text[at..].to_owned()))
    };
    let ((name, own), (known, marks)) = (parted(given), parted(line));
    let marks = if own.is_empty() { marks } else { own };
    match (same_stage(&name, &known), same_name(&name, &known)) {
        (true, _) => Some(format!("{known}{marks}")),
        (_, true) => Some(format!("{}{marks}", written(&name))),
        _ => None,
    }
}

/// Notes on where a sentence was found are no legal basis: one that names the same articles stays as it is.
fn legal_basis(given: &str, there: &str) -> Option<String> {
    let (plain, noted) = without_notes(given);
    let kept = noted && !there.is_empty() && same_figures(&plain, there);
    text(&plain, there).filter(|_| !kept)
}

/// A mark of trust; a sentence about it is none, and gives a new item the mark that it begins with.
fn confidence(given: &str, known: Option<&Service>) -> Option<String> {
    match known {
        _ if is_mark(given) => Some(given.trim().to_owned()),
        Some(_) => None,
        None => Some(mark_of(given).to_owned()),
    }
}

/// Is the limit from memory? A file that says nothing of it leaves that as it is, as long as the figures are the same.
fn doubtful(row: &ServiceRow, known: Option<&Service>) -> Option<bool> {
    let limit = &row.limit;
    let told: Vec<&str> = [&limit.confidence, &limit.ceiling_confidence].into_iter().flatten().map(String::as_str).collect();
    let memory = told.contains(&"M");
    let Some(there) = known else { return memory.then_some(true) };
    let figures = [limit.promised, limit.ceiling, limit.extended].map(|n| n.map(i64::from).filter(|n| *n > 0));
    let same = figures == [there.promised, there.ceiling, there.extended];
    Some(memory).filter(|memory| *memory || there.unconfirmed && !(told.is_empty() && same))
}

/// What would be another thing than the item says, field by field.
fn altered(there: &Service, set: &ServiceSet) -> Vec<Field> {
    let texts = [
        ("number", &set.number, &there.number),
        ("name", &set.name, &there.name),
        ("category", &set.category, &there.category),
        ("unit", &set.unit, &there.unit),
        ("handled_by", &set.handled_by, &there.handled_by),
        ("legal_basis", &set.legal_basis, &there.legal_basis),
        ("confidence", &set.confidence, &there.confidence),
    ];
    let texts = texts.into_iter().filter_map(|(column, new, old)| Some(Field::of(column, old.clone(), new.clone()?)));
    let figures = [
        ("promised", set.promised, there.promised),
        ("ceiling", set.ceiling, there.ceiling),
        ("extended", set.extended, there.extended),
        ("return_hours", set.return_hours, there.return_hours),
    ];
    let shown = |n: Option<i64>| n.filter(|n| *n != 0).map(|n| n.to_string()).unwrap_or_default();
    let figures = figures.into_iter().filter(|(_, new, _)| new.is_some());
    let figures = figures.map(|(column, new, old)| Field::of(column, shown(old), shown(new)));
    let lists = [("materials", &set.materials, &there.materials), ("stages", &set.stages, &there.stages)];
    let lists = lists.into_iter().filter_map(|(column, new, old)| new.as_ref().map(|new| differing(column, old, new)));
    texts.chain(figures).chain(lists).filter(|f| f.before != f.after).collect()
}

/// The lines of one list that the other has not.
fn only<'a>(these: &[&'a str], those: &[&str]) -> Vec<&'a str> {
    these.iter().filter(|l| !those.contains(l)).copied().collect()
}

/// The lines that only one of two lists has; of lists that differ in their order alone, both whole.
fn differing(column: &'static str, old: &str, new: &[String]) -> Field {
    let old: Vec<&str> = old.lines().collect();
    let new: Vec<&str> = new.iter().map(String::as_str).collect();
    let (gone, come) = (only(&old, &new), only(&new, &old));
    let (gone, come) = if gone.is_empty() && come.is_empty() { (old, new) } else { (gone, come) };
    Field::of(column, gone.join(" / "), come.join(" / "))
}
