//! Readers' cards from a list.

use crate::io::csv::{self, Line, Table};
use crate::io::day;
use crate::io::refused::{Flaw, NotAList, Refused, Repair, Row};
use crate::io::repair::Mender;
use crate::io::vocabulary;
use std::collections::HashMap;

const LIST: &str = "readers";

/// One card. Empty = not said. Whose card it is, and whether the kind is one of the room's, is for others to find.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReaderRow {
    pub line: u64,
    pub card: String,
    pub name: String,
    /// `adult`, `child`, `worker`, or the list's own word.
    pub kind: String,
    pub id_number: String,
    pub phone: String,
    /// `YYYY-MM-DD`.
    pub until: String,
    pub repairs: Vec<Repair>,
}

/// Reads a list of cards.
pub fn read(bytes: &[u8]) -> Result<Vec<Row<ReaderRow>>, NotAList> {
    rows(&csv::read(bytes)?)
}

/// Every row of a list.
pub fn rows(table: &Table) -> Result<Vec<Row<ReaderRow>>, NotAList> {
    table.need(LIST, "card")?;
    let mut seen: HashMap<String, u64> = HashMap::new();
    let mut one = |line: &Line| {
        let row = row(table, line)?;
        // Two rows of one card would change it to and fro at every import.
        match seen.insert(row.card.clone(), line.number) {
            Some(first) => Err(Flaw::Repeated { column: "card", given: row.card, first }),
            None => Ok(row),
        }
    };
    Ok(table.rows.iter().map(|line| one(line).map_err(|reason| Refused { line: line.number, reason })).collect())
}

fn row(table: &Table, line: &Line) -> Result<ReaderRow, Flaw> {
    let mut mender = Mender::default();
    let cell = |field| line.cell(table.column(LIST, field));
    let card = mender.digits("card", cell("card"))?.to_uppercase();
    if card.is_empty() {
        return Err(Flaw::Missing { column: "card" });
    }
    let kind = mender.text("kind", cell("kind"))?;
    let until = mender.text("until", cell("until"))?;
    let good = if until.is_empty() { None } else { day::read("until", &until, &mut mender) };
    if good.is_none() && !until.is_empty() {
        return Err(Flaw::BadValue { column: "until", given: until });
    }
    Ok(ReaderRow {
        line: line.number,
        card,
        name: mender.text("name", cell("name"))?,
        kind: vocabulary::key("reader", &kind).map_or(kind, str::to_owned),
        id_number: mender.id_number("id_number", cell("id_number"))?.to_uppercase(),
        phone: mender.phone("phone", cell("phone"))?,
        until: good.map(|day| day.to_string()).unwrap_or_default(),
        repairs: mender.repairs,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cards_with_their_words_days_and_reasons() {
        let text = "读者证号,姓名,读者类型,身份证号,手机,有效期至\n１,张明,少儿,,13865312345,2027/1/1\n2,李四,老年读者,3.71402E+17,,\n,王五,,,,\n4,赵六,,,,明年\n1,张明,,,,\n";
        let rows = read(text.as_bytes()).unwrap();
        let first = rows[0].as_ref().unwrap();
        let told = (first.card.as_str(), first.kind.as_str(), first.until.as_str());
        assert_eq!(told, ("1", "child", "2027-01-01"));
        let why: Vec<_> = rows[1..].iter().map(|r| r.as_ref().map_err(|r| (r.line, r.reason.name())).unwrap_err()).collect();
        assert_eq!(why, [(3, "row.digits_lost"), (4, "row.missing"), (5, "row.bad_value"), (6, "row.repeated")]);
        assert_eq!(read("姓名,电话\n张明,1\n".as_bytes()), Err(NotAList::NoColumn { column: "card" }));
    }
}
