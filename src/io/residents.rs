//! Residents from a list.

use crate::io::csv::{self, Line, Table};
use crate::io::refused::{Flaw, NotAList, Refused, Repair, Row};
use crate::io::repair::Mender;
use std::collections::HashMap;

const LIST: &str = "residents";

/// One resident. Empty = not said. Whether the numbers are real is for the rules to judge.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ResidentRow {
    pub line: u64,
    pub name: String,
    pub id_type: String,
    pub id_number: String,
    pub phone: String,
    pub address: String,
    /// Separated by spaces.
    pub tags: String,
    pub repairs: Vec<Repair>,
}

/// Reads a list of residents.
pub fn read(bytes: &[u8]) -> Result<Vec<Row<ResidentRow>>, NotAList> {
    rows(&csv::read(bytes)?)
}

/// Every row of a list.
pub fn rows(table: &Table) -> Result<Vec<Row<ResidentRow>>, NotAList> {
    table.need(LIST, "name")?;
    let mut seen = Seen::default();
    let one = |l: &Line| {
        let row = row(table, l).and_then(|row| seen.first_time(row));
        row.map_err(|reason| Refused { line: l.number, reason })
    };
    Ok(table.rows.iter().map(one).collect())
}

/// What stood in the file so far. A second row for the same person is refused: two rows that contradict each
/// other would change the card to and fro at every import.
#[derive(Default)]
struct Seen(HashMap<(&'static str, String), u64>);

impl Seen {
    fn first_time(&mut self, row: ResidentRow) -> Result<ResidentRow, Flaw> {
        let digits: String = row.phone.chars().filter(char::is_ascii_digit).collect();
        let all = [
            ("id_number", row.id_number.clone(), !row.id_number.is_empty()),
            ("phone", format!("{} {digits}", row.name), !digits.is_empty()),
            ("address", format!("{} {}", row.name, row.address), !row.address.is_empty()),
            ("name", row.name.clone(), true),
        ];
        // The strongest sign that the row has tells who it is; the others are noted for weaker rows.
        let strongest = all.iter().find(|(_, _, has)| *has);
        if let Some((column, key, _)) = strongest
            && let Some(first) = self.0.get(&(*column, key.clone()))
        {
            return Err(Flaw::Repeated { column, given: key.clone(), first: *first });
        }
        let bare = all[..3].iter().all(|(_, _, has)| !has);
        for (column, key, has) in all {
            if has && (column != "name" || bare) {
                self.0.entry((column, key)).or_insert(row.line);
            }
        }
        Ok(row)
    }
}

fn row(table: &Table, line: &Line) -> Result<ResidentRow, Flaw> {
    let mut mender = Mender::default();
    let cell = |field| line.cell(table.column(LIST, field));
    let name = mender.text("name", cell("name"))?;
    if name.is_empty() {
        return Err(Flaw::Missing { column: "name" });
    }
    Ok(ResidentRow {
        line: line.number,
        name,
        id_type: mender.text("id_type", cell("id_type"))?,
        id_number: mender.id_number("id_number", cell("id_number"))?.to_uppercase(),
        phone: mender.phone("phone", cell("phone"))?,
        address: mender.text("address", cell("address"))?,
        tags: mender.text("tags", cell("tags"))?.replace([',', ';', '\u{3001}', '\u{ff0c}', '\u{ff1b}'], " "),
        repairs: mender.repairs,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::io::refused::RepairKind;

    #[test]
    fn rows_with_their_lines_repairs_and_reasons() {
        let text = "青龙桥社区居民表,,,\n姓 名,身份证号码,联系电话（手机）,家庭住址\n张*明,=\"371402188001010013\",5342612345,北院1号\n李四,3.71402E+17,,\n,,13800000000,\n";
        let rows = read(text.as_bytes()).unwrap();
        let first = rows[0].as_ref().unwrap();
        assert_eq!((first.line, first.id_number.as_str(), first.phone.as_str()), (3, "371402188001010013", "05342612345"));
        assert_eq!(first.repairs.iter().map(|r| r.kind).collect::<Vec<_>>(), [RepairKind::Unwrapped, RepairKind::LeadingZero]);
        let given = "3.71402E+17".to_owned();
        assert_eq!(rows[1], Err(Refused { line: 4, reason: Flaw::Scientific { column: "id_number", given } }));
        assert_eq!(rows[2], Err(Refused { line: 5, reason: Flaw::Missing { column: "name" } }));
    }

    #[test]
    fn a_second_row_for_the_same_person_is_refused() {
        let text = "name,id_number,phone,address\nA,371402188001010013,1,x\nB,371402188001010013,2,\nA,,1,y\nA,,,x\nA,,,\nA,,,\nA,37140218800101003X,1,x\n";
        let lines: Vec<_> =
            read(text.as_bytes()).unwrap().iter().map(|r| r.as_ref().map(|r| r.line).map_err(|e| e.line)).collect();
        assert_eq!(lines, [Ok(2), Err(3), Err(4), Err(5), Ok(6), Err(7), Ok(8)]);
    }

    #[test]
    fn a_list_of_something_else_is_not_taken() {
        assert_eq!(read("书名,作者\n红楼梦,曹雪芹\n".as_bytes()), Err(NotAList::NoColumn { column: "name" }));
    }
}
