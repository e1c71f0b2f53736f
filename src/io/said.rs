//! What is said of a flaw or a repair, in the clerk's language.

use crate::i18n::io::{column, words};
use crate::i18n::{Lang, fill};
use crate::io::refused::{Flaw, NotAList, RecordFlaw, RepairKind};
use crate::text::mask;

/// Why a row was not taken.
pub fn flaw(flaw: &Flaw, lang: Lang) -> String {
    let w = words(lang);
    match flaw {
        Flaw::Missing { column } => of(w.missing, column, "", lang),
        Flaw::Scientific { column, given } => of(w.scientific, column, given, lang),
        Flaw::Rounded { column, given } => of(w.rounded, column, given, lang),
        Flaw::BadValue { column, given } => of(w.bad_value, column, given, lang),
        Flaw::TooLong { column } => of(w.too_long, column, "", lang),
        Flaw::Repeated { column, given, first } => one(&of(w.repeated, column, given, lang), "first", &first.to_string()),
        Flaw::BadItem { detail } => one(w.bad_item, "detail", detail),
        Flaw::BadRecord(flaw) => record(*flaw, lang),
    }
}

fn record(flaw: RecordFlaw, lang: Lang) -> String {
    let w = words(lang);
    match flaw {
        RecordFlaw::Leader => w.leader.to_owned(),
        RecordFlaw::CutOff => w.cut_off.to_owned(),
        RecordFlaw::Directory => w.directory.to_owned(),
        RecordFlaw::OutOfRange { entry } => one(w.out_of_range, "entry", &entry.to_string()),
        RecordFlaw::Charset => w.charset.to_owned(),
        RecordFlaw::NoTitle => w.no_title.to_owned(),
    }
}

/// Why a file was not taken.
pub fn not_a_list(why: NotAList, lang: Lang) -> String {
    let w = words(lang);
    match why {
        NotAList::Empty => w.empty.to_owned(),
        NotAList::TooLarge => w.too_large.to_owned(),
        NotAList::Workbook => w.workbook.to_owned(),
        NotAList::Locked => w.locked.to_owned(),
        NotAList::TooManyCells => w.too_many_cells.to_owned(),
        NotAList::NoColumn { column } => of(w.no_column, column, "", lang),
        NotAList::NotJson => w.not_json.to_owned(),
    }
}

/// What was set right in a row.
pub fn repair(kind: RepairKind, lang: Lang) -> &'static str {
    let w = words(lang);
    match kind {
        RepairKind::Unwrapped => w.unwrapped,
        RepairKind::DecimalEnd => w.decimal_end,
        RepairKind::LeadingZero => w.leading_zero,
        RepairKind::Expanded => w.expanded,
        RepairKind::DayNumber => w.day_number,
        RepairKind::Directory => w.separators,
        RepairKind::AsPrinted => w.as_printed,
        RepairKind::Completed => w.completed,
        RepairKind::Cut => w.cut,
    }
}

fn of(template: &str, name: &str, given: &str, lang: Lang) -> String {
    // The line says where to look; a whole ID number has no place on a screen.
    let given = if name == "id_number" && given.len() >= 15 { mask::id_number(given) } else { given.to_owned() };
    fill(template, [("column", column(name, lang)), ("given", given.as_str())].into_iter())
}

fn one(template: &str, name: &str, value: &str) -> String {
    fill(template, [(name, value)].into_iter())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_is_filled() {
        let given = || "x".to_owned();
        let flaws = [
            Flaw::Missing { column: "name" },
            Flaw::Scientific { column: "id_number", given: given() },
            Flaw::Rounded { column: "id_number", given: given() },
            Flaw::BadValue { column: "date", given: given() },
            Flaw::TooLong { column: "title" },
            Flaw::Repeated { column: "code", given: given(), first: 3 },
            Flaw::BadItem { detail: given() },
            Flaw::BadRecord(RecordFlaw::OutOfRange { entry: 2 }),
        ];
        for lang in [Lang::Zh, Lang::En] {
            assert!(flaws.iter().all(|f| !flaw(f, lang).contains('{')));
            assert!(!not_a_list(NotAList::NoColumn { column: "title" }, lang).contains('{'));
        }
        assert_eq!(flaw(&flaws[5], Lang::Zh), "编码「x」与第3行重复");
    }
}
