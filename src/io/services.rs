//! The service catalogue from a file: the JSON of `db/seed/services.json`, or a list.

use crate::calendar::deadline::LONGEST;
use crate::io::csv::{self, Line, Table};
use crate::io::plain;
use crate::io::refused::{Flaw, NotAList, Refused, Row};
use crate::text::catalogue::DITTO;
use crate::text::fold;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;

const LIST: &str = "services";

/// One item of the catalogue.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServiceRow {
    /// Line of a list or number of the item, from 1.
    #[serde(skip)]
    pub line: u64,
    /// Lasting name, `dibao`; a list without it uses the code.
    #[serde(default)]
    pub id: String,
    /// What is typed at the desk, `01`; without it an item keeps the one it has, and a new one is typed by its lasting name.
    #[serde(default)]
    pub code: String,
    pub name: String,
    #[serde(default)]
    pub category: String,
    #[serde(default)]
    pub handled_by: String,
    #[serde(default)]
    pub materials: Vec<String>,
    #[serde(default)]
    pub stages: Vec<String>,
    pub limit: Limit,
    #[serde(default)]
    pub legal_basis: String,
    /// P primary text, G government page, S secondary page, M unconfirmed.
    #[serde(default)]
    pub confidence: String,
}

/// The time limit of an item, in days of its unit. `None` = not set.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limit {
    /// One of [`UNITS`].
    pub unit: String,
    /// What the centre promises.
    #[serde(default)]
    pub promised: Option<u32>,
    /// The most the law allows.
    #[serde(default)]
    pub ceiling: Option<u32>,
    /// The most with an approved extension.
    #[serde(default)]
    pub extended: Option<u32>,
    /// Hours within which another unit may send it back as not its own.
    #[serde(default)]
    pub return_hours: Option<u32>,
    /// How sure the figures are, as [`ServiceRow::confidence`].
    #[serde(default)]
    pub confidence: Option<String>,
    /// The same of the ceiling alone.
    #[serde(default)]
    pub ceiling_confidence: Option<String>,
}

/// The units of the catalogue.
pub const UNITS: &[&str] =
    &["workday", "natural_day", "day", "day_roll", "hour", "instant", "yearly_batch", "none", "deadline_for_citizen"];

/// Reads a catalogue, JSON or a list.
pub fn read(bytes: &[u8]) -> Result<Vec<Row<ServiceRow>>, NotAList> {
    let first = bytes.iter().find(|b| !b.is_ascii_whitespace() && !matches!(b, 0xef | 0xbb | 0xbf));
    match first {
        Some(b'{' | b'[') => from_json(bytes).map(without_repeats),
        _ => rows(&csv::read(bytes)?),
    }
}

/// Every row of a list.
pub fn rows(table: &Table) -> Result<Vec<Row<ServiceRow>>, NotAList> {
    from_table(table).map(without_repeats)
}

fn without_repeats(mut rows: Vec<Row<ServiceRow>>) -> Vec<Row<ServiceRow>> {
    refuse_repeats(&mut rows);
    say_in_full(&mut rows);
    rows
}

/// A unit given as "the same as above" is written out. Behind a row that was refused nobody knows which one is meant:
/// then nothing is said of it.
fn say_in_full(rows: &mut [Row<ServiceRow>]) {
    let mut above = String::new();
    for row in rows {
        match row {
            Ok(row) if row.handled_by == DITTO => row.handled_by.clone_from(&above),
            Ok(row) => above.clone_from(&row.handled_by),
            Err(_) => above.clear(),
        }
    }
}

fn from_json(bytes: &[u8]) -> Result<Vec<Row<ServiceRow>>, NotAList> {
    let (text, _) = crate::io::charset::decode(bytes);
    let items = match serde_json::from_str(&text).map_err(|_| NotAList::NotJson)? {
        Value::Object(mut whole) => whole.remove("items").unwrap_or_default(),
        bare => bare,
    };
    let Value::Array(items) = items else { return Err(NotAList::NotJson) };
    Ok(items.into_iter().zip(1..).map(|(item, line)| from_item(item, line).map_err(|reason| Refused { line, reason })).collect())
}

fn from_item(item: Value, line: u64) -> Result<ServiceRow, Flaw> {
    let row: ServiceRow = serde_json::from_value(item).map_err(|e| Flaw::BadItem { detail: e.to_string() })?;
    checked(ServiceRow { line, ..row })
}

fn from_table(table: &Table) -> Result<Vec<Row<ServiceRow>>, NotAList> {
    table.need(LIST, "name")?;
    table.need(LIST, "code")?;
    Ok(table.rows.iter().map(|l| from_line(table, l).map_err(|reason| Refused { line: l.number, reason })).collect())
}

fn from_line(table: &Table, line: &Line) -> Result<ServiceRow, Flaw> {
    let cell = |field| line.cell(table.column(LIST, field));
    let text = |field| plain::bounded(field, cell(field));
    let days = |field| number(field, cell(field));
    let unit = Some(text("unit")?).filter(|u| !u.is_empty()).unwrap_or_else(|| "none".to_owned());
    let limit =
        Limit { unit, promised: days("promised")?, ceiling: days("ceiling")?, extended: days("extended")?, ..Limit::default() };
    checked(ServiceRow {
        line: line.number,
        id: text("id")?,
        code: text("code")?,
        name: text("name")?,
        category: text("category")?,
        handled_by: text("handled_by")?,
        materials: parts(cell("materials")),
        stages: parts(cell("stages")),
        limit,
        legal_basis: text("legal_basis")?,
        confidence: text("confidence")?,
    })
}

/// Cleans the texts and refuses what no rule could use.
fn checked(mut row: ServiceRow) -> Result<ServiceRow, Flaw> {
    let texts = [
        ("id", &mut row.id),
        ("code", &mut row.code),
        ("name", &mut row.name),
        ("category", &mut row.category),
        ("handled_by", &mut row.handled_by),
        ("legal_basis", &mut row.legal_basis),
        ("confidence", &mut row.confidence),
    ];
    for (column, text) in texts {
        *text = plain::bounded(column, text)?;
    }
    for part in row.materials.iter_mut().chain(&mut row.stages) {
        *part = plain::value(part);
    }
    if row.id.is_empty() {
        row.id = row.code.clone();
    }
    for (column, text) in [("code", &row.id), ("name", &row.name)] {
        if text.is_empty() {
            return Err(Flaw::Missing { column });
        }
    }
    let limit = &row.limit;
    if !UNITS.contains(&limit.unit.as_str()) {
        return Err(Flaw::BadValue { column: "unit", given: limit.unit.clone() });
    }
    for (column, days) in [("promised", limit.promised), ("ceiling", limit.ceiling), ("extended", limit.extended)] {
        if let Some(days) = days.filter(|d| *d > LONGEST) {
            return Err(Flaw::BadValue { column, given: days.to_string() });
        }
    }
    let below = |a: Option<u32>, b: Option<u32>| a.zip(b).is_some_and(|(a, b)| a < b);
    if below(limit.extended, limit.ceiling) {
        return Err(Flaw::BadValue { column: "extended", given: limit.extended.unwrap_or_default().to_string() });
    }
    if below(limit.ceiling, limit.promised) {
        return Err(Flaw::BadValue { column: "promised", given: limit.promised.unwrap_or_default().to_string() });
    }
    Ok(row)
}

fn number(column: &'static str, cell: &str) -> Result<Option<u32>, Flaw> {
    let given = fold::half_width(&plain::value(cell));
    if given.is_empty() {
        return Ok(None);
    }
    given.trim_end_matches(".0").parse().map(Some).map_err(|_| Flaw::BadValue { column, given })
}

/// A cell that holds a list: by line, semicolon or `|`.
fn parts(cell: &str) -> Vec<String> {
    cell.split(['\n', ';', '|', '\u{ff1b}']).map(plain::value).filter(|p| !p.is_empty()).collect()
}

fn refuse_repeats(rows: &mut [Row<ServiceRow>]) {
    let mut seen: BTreeMap<(&'static str, String), u64> = BTreeMap::new();
    for slot in rows.iter_mut() {
        let Ok(row) = slot else { continue };
        let keys = [("id", row.id.clone()), ("code", row.code.clone())].into_iter().filter(|(_, text)| !text.is_empty());
        let keys: Vec<_> = keys.collect();
        if let Some((key, first)) = keys.iter().find_map(|k| seen.get(k).map(|first| (k, *first))) {
            let reason = Flaw::Repeated { column: key.0, given: key.1.clone(), first };
            *slot = Err(Refused { line: row.line, reason });
            continue;
        }
        seen.extend(keys.into_iter().map(|k| (k, row.line)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn items_and_their_faults() {
        let json = r#"{"items":[
            {"id":"a","code":"01","name":"甲","limit":{"unit":"workday","promised":5}},
            {"code":"02","name":"乙","limit":{"unit":"fortnight"}},
            {"code":"01","name":"丙","limit":{"unit":"none"}},
            {"name":"丁","limit":{"unit":"none"}},
            {"code":"05","name":"戊","limit":{"unit":"workday","ceiling":30,"extended":20}},
            {"code":"06","name":"己","limit":{"unit":"workday","promised":99999}}]}"#;
        let rows = read(json.as_bytes()).unwrap();
        assert_eq!(rows[0].as_ref().unwrap().limit.promised, Some(5));
        let reasons: Vec<_> = rows.into_iter().skip(1).map(|r| r.unwrap_err()).collect();
        assert_eq!(reasons[0], Refused { line: 2, reason: Flaw::BadValue { column: "unit", given: "fortnight".into() } });
        assert_eq!(reasons[1].reason, Flaw::Repeated { column: "code", given: "01".into(), first: 1 });
        assert_eq!(reasons[2].reason, Flaw::Missing { column: "code" });
        assert!(matches!(reasons[3].reason, Flaw::BadValue { column: "extended", .. }));
        assert!(matches!(reasons[4].reason, Flaw::BadValue { column: "promised", .. }));
    }

    #[test]
    fn an_item_without_a_number_has_its_lasting_name() {
        let json = r#"{"items":[{"id":"a","name":"甲","limit":{"unit":"none"}},{"id":"b","name":"乙","limit":{"unit":"none"}},
            {"name":"丙"}]}"#;
        let rows = read(json.as_bytes()).unwrap();
        assert!(rows[..2].iter().all(|r| r.as_ref().is_ok_and(|r| r.code.is_empty() && !r.id.is_empty())), "{rows:?}");
        assert!(matches!(&rows[2].as_ref().unwrap_err().reason, Flaw::BadItem { detail } if detail.contains("limit")));
    }

    #[test]
    fn a_list_of_services() {
        let text =
            "编码,事项名称,所需材料,期限单位,承诺期限\n01,失业登记,身份证；终止就业材料,workday,5.0\n02,坏,,workday,很快\n";
        let rows = read(text.as_bytes()).unwrap();
        let first = rows[0].as_ref().unwrap();
        assert_eq!((first.materials.len(), first.limit.promised, first.id.as_str()), (2, Some(5), "01"));
        assert_eq!(rows[1].as_ref().unwrap_err().line, 3);
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = read(&bytes);
            let _ = read(&[b"{\"items\":[".as_slice(), &bytes].concat());
        }
    }
}
