//! Titles and their copies, from MARC files and from lists.

use crate::io::csv::{self, Line, Table};
use crate::io::iso2709;
use crate::io::marc;
use crate::io::plain;
use crate::io::refused::{Flaw, LONGEST_VALUE, MOST_BYTES, NotAList, Refused, Repair, RepairKind, Row};
use crate::io::repair::Mender;
use crate::text::isbn;

const LIST: &str = "titles";

/// One title, with the copies that came with it. Empty = not said.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TitleRow {
    /// Line of the list or number of the record.
    pub line: u64,
    pub title: String,
    pub author: String,
    pub publisher: String,
    /// Four digits.
    pub year: String,
    /// As given; the rule of the reading room checks it.
    pub isbn: String,
    pub call_number: String,
    /// Chinese Library Classification.
    pub class: String,
    pub barcodes: Vec<String>,
    /// `chi`, `eng` … as in MARC, or the list's own word.
    pub language: String,
    pub pages: String,
    pub series: String,
    /// Joined by `; `.
    pub subjects: String,
    pub summary: String,
    pub notes: String,
    /// Of a MARC record every field as it stood, one a line: what has no column of its own is not lost.
    pub record: String,
    pub repairs: Vec<Repair>,
}

/// Reads a MARC file or a list, told apart by their first bytes. `barcode_width` is the length of the
/// site's barcodes, to which lost leading zeros are put back; without it none are.
pub fn read(bytes: &[u8], barcode_width: Option<usize>) -> Result<Vec<Row<TitleRow>>, NotAList> {
    if bytes.len() > MOST_BYTES {
        return Err(NotAList::TooLarge);
    }
    if iso2709::looks_like(bytes) {
        return Ok(iso2709::records(bytes).map(|record| record.and_then(from_record)).collect());
    }
    rows(&csv::read(bytes)?, barcode_width)
}

fn from_record(record: iso2709::Record) -> Row<TitleRow> {
    let line = record.number;
    let refused = |reason| Refused { line, reason };
    let mut row = marc::title(&record).map_err(refused)?;
    let long = [("title", &row.title), ("author", &row.author), ("publisher", &row.publisher)];
    if let Some((column, _)) = long.iter().find(|(_, value)| value.len() > LONGEST_VALUE) {
        return Err(refused(Flaw::TooLong { column }));
    }
    row.record = written(&record);
    tell_bad_isbn(&row.isbn, &mut row.repairs);
    let texts = [
        ("summary", &mut row.summary),
        ("notes", &mut row.notes),
        ("subjects", &mut row.subjects),
        ("series", &mut row.series),
        ("record", &mut row.record),
    ];
    for (column, text) in texts {
        if text.len() > LONGEST_VALUE {
            let (before, after) = (text.len().to_string(), LONGEST_VALUE.to_string());
            text.truncate(text.floor_char_boundary(LONGEST_VALUE));
            row.repairs.push(Repair { column, kind: RepairKind::Cut, before, after });
        }
    }
    Ok(row)
}

/// A record as lines of tag, indicators and subfields: `245 10$aTitle$cAuthor`.
fn written(record: &iso2709::Record) -> String {
    let field = |f: &iso2709::Field| {
        let parts: String = f.subfields.iter().map(|(code, value)| format!("${code}{value}")).collect();
        format!("{} {}{parts}", f.tag, f.text)
    };
    record.fields.iter().map(field).collect::<Vec<_>>().join("\n")
}

/// Every row of a list.
pub fn rows(table: &Table, barcode_width: Option<usize>) -> Result<Vec<Row<TitleRow>>, NotAList> {
    let title = table.need(LIST, "title")?;
    let width = barcode_width.unwrap_or_else(|| evident_width(table));
    Ok(table
        .rows
        .iter()
        .map(|line| row(table, line, title, width).map_err(|reason| Refused { line: line.number, reason }))
        .collect())
}

/// A number that is no ISBN stays as the book has it, and the report says so.
fn tell_bad_isbn(isbn: &str, repairs: &mut Vec<Repair>) {
    if !isbn.is_empty() && !isbn::check(isbn).valid {
        let (before, after) = (isbn.to_owned(), isbn.to_owned());
        repairs.push(Repair { column: "isbn", kind: RepairKind::AsPrinted, before, after });
    }
}

fn row(table: &Table, line: &Line, title: usize, width: usize) -> Result<TitleRow, Flaw> {
    let mut mender = Mender::default();
    let cell = |field| line.cell(table.column(LIST, field));
    let mut text = |field| mender.text(field, cell(field));
    let mut row = TitleRow {
        line: line.number,
        author: text("author")?,
        publisher: text("publisher")?,
        call_number: text("call_number")?,
        class: text("class")?,
        language: text("language")?,
        pages: text("pages")?,
        series: text("series")?,
        subjects: text("subjects")?,
        summary: text("summary")?,
        notes: text("notes")?,
        year: plain::year(cell("year")).unwrap_or_default(),
        ..TitleRow::default()
    };
    row.title = mender.text("title", line.cell(Some(title)))?;
    if row.title.is_empty() {
        return Err(Flaw::Missing { column: "title" });
    }
    row.isbn = mender.isbn("isbn", cell("isbn"))?;
    let barcodes = mender.digits("barcode", cell("barcode"))?;
    row.barcodes = marc::several(&barcodes).map(|b| mender.pad("barcode", b, width)).collect();
    row.repairs = mender.repairs;
    tell_bad_isbn(&row.isbn, &mut row.repairs);
    Ok(row)
}

/// The barcode length that a list itself proves: most all-digit barcodes have it and one of them begins with
/// a zero, so the shorter ones have lost theirs. Otherwise 0.
fn evident_width(table: &Table) -> usize {
    let column = table.column(LIST, "barcode");
    let codes: Vec<&str> = table.rows.iter().map(|l| l.cell(column).trim()).filter(|c| digits(c)).collect();
    let Some(width) = codes.iter().filter(|c| c.starts_with('0')).map(|c| c.len()).max() else { return 0 };
    let of_width = codes.iter().filter(|c| c.len() == width).count();
    if of_width * 2 > codes.len() { width } else { 0 }
}

fn digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::io::iso2709::tests::made;
    use proptest::prelude::*;

    fn list(text: &str) -> Vec<Row<TitleRow>> {
        read(text.as_bytes(), None).unwrap()
    }

    #[test]
    fn a_list_with_bad_rows_keeps_the_good_ones() {
        let rows = list(
            "书名,作者,ISBN,条码,出版年\n红楼梦,曹雪芹,9787020002207,00101,1996.5\n,无名,,00102,\n西游记,,9.78702E+12,00103,\n水浒传,施耐庵,,104,\n",
        );
        let lines: Vec<_> = rows.iter().map(|r| r.as_ref().map(|t| t.barcodes.join(" ")).map_err(|r| r.line)).collect();
        assert_eq!(lines, [Ok("00101".to_owned()), Err(3), Err(4), Ok("00104".into())]);
        assert_eq!(rows[0].as_ref().unwrap().year, "1996");
        assert_eq!(rows[3].as_ref().unwrap().repairs[0].kind, RepairKind::LeadingZero);
        assert!(matches!(&rows[2], Err(Refused { reason: Flaw::Scientific { column: "isbn", .. }, .. })));
    }

    #[test]
    fn barcodes_are_only_padded_with_proof_or_a_given_width() {
        let text = "题名,条码\n甲,1001\n乙,99\n";
        assert_eq!(list(text)[1].as_ref().unwrap().barcodes, ["99"]);
        let rows = read(text.as_bytes(), Some(6)).unwrap();
        assert_eq!(rows[0].as_ref().unwrap().barcodes, ["001001"]);
    }

    #[test]
    fn marc_is_told_from_a_list_and_a_list_needs_titles() {
        let rows = read(&made(&[("200", "1 ^a红楼梦")]), None).unwrap();
        assert_eq!(rows[0].as_ref().unwrap().title, "红楼梦");
        assert_eq!(rows[0].as_ref().unwrap().record, "200 1$a红楼梦");
        let long = "长".repeat(2000);
        let rows = read(&made(&[("200", "1 ^a甲"), ("330", &format!("  ^a{long}")), ("999", "  ^x自有")]), None).unwrap();
        let row = rows[0].as_ref().unwrap();
        assert!(row.summary.len() <= LONGEST_VALUE && row.record.len() <= LONGEST_VALUE);
        assert_eq!(
            row.repairs.iter().map(|r| (r.column, r.kind)).collect::<Vec<_>>(),
            [("summary", RepairKind::Cut), ("record", RepairKind::Cut)]
        );
        assert_eq!(read("姓名,电话\n张,1\n".as_bytes(), None), Err(NotAList::NoColumn { column: "title" }));
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            let _ = read(&bytes, None);
            let _ = read(&[b"00100nam  2200037   4500".as_slice(), &bytes].concat(), Some(8));
            let _ = read(&["题名,条码\n".as_bytes(), &bytes].concat(), Some(8));
        }
    }
}
