//! Residents from a list.

use crate::io::csv::{self, Line, Table};
use crate::io::refused::{Flaw, NotAList, Refused, Repair, Row};
use crate::io::repair::Mender;

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
    let table = csv::read(bytes)?;
    table.need(LIST, "name")?;
    Ok(table.rows.iter().map(|l| row(&table, l).map_err(|reason| Refused { line: l.number, reason })).collect())
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
        let text = "青龙桥社区居民表,,,\n姓 名,身份证号码,联系电话（手机）,家庭住址\n张*明,=\"371402188001010017\",5342612345,北院1号\n李四,3.71402E+17,,\n,,13800000000,\n";
        let rows = read(text.as_bytes()).unwrap();
        let first = rows[0].as_ref().unwrap();
        assert_eq!((first.line, first.id_number.as_str(), first.phone.as_str()), (3, "371402188001010017", "05342612345"));
        assert_eq!(first.repairs.iter().map(|r| r.kind).collect::<Vec<_>>(), [RepairKind::Unwrapped, RepairKind::LeadingZero]);
        let given = "3.71402E+17".to_owned();
        assert_eq!(rows[1], Err(Refused { line: 4, reason: Flaw::Scientific { column: "id_number", given } }));
        assert_eq!(rows[2], Err(Refused { line: 5, reason: Flaw::Missing { column: "name" } }));
    }

    #[test]
    fn a_list_of_something_else_is_not_taken() {
        assert_eq!(read("书名,作者\n红楼梦,曹雪芹\n".as_bytes()), Err(NotAList::NoColumn { column: "name" }));
    }
}
