//! Lists of comma, semicolon or tab separated values, as Excel, WPS and old library programs write them.
//!
//! Own splitter, for one reason: a stray quotation mark must not swallow the rest of the file. A quoted
//! value that does not end within [`QUOTED_LINES`] lines is taken as plain text of its own line.

use crate::io::charset::{Charset, decode};
use crate::io::refused::{MOST_BYTES, NotAList};
use crate::io::vocabulary;

/// The most lines one quoted value may span.
const QUOTED_LINES: usize = 20;
/// How many lines of titles and remarks may stand above the headings.
const HEADING_WITHIN: usize = 10;

/// A list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    pub headers: Vec<String>,
    pub rows: Vec<Line>,
    pub charset: Charset,
    pub delimiter: char,
}

/// One row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The line of the file on which it begins, from 1.
    pub number: u64,
    pub cells: Vec<String>,
}

impl Line {
    /// The cell of this column, empty when the row is short.
    pub fn cell(&self, column: Option<usize>) -> &str {
        column.and_then(|c| self.cells.get(c)).map_or("", String::as_str)
    }
}

impl Table {
    /// The place of a field of this kind of list.
    pub fn column(&self, list: &str, field: &str) -> Option<usize> {
        self.headers.iter().position(|h| vocabulary::field(list, h) == Some(field))
    }

    /// As [`Table::column`]; a list without it is not of this kind.
    pub fn need(&self, list: &str, field: &'static str) -> Result<usize, NotAList> {
        self.column(list, field).ok_or(NotAList::NoColumn { column: field })
    }

    /// Columns that no field of this kind of list takes, with how many rows say something there. A row may have more values
    /// than the list has headings, and a heading may be blank: such a column has its number.
    pub fn unused(&self, list: &str) -> Vec<(String, u64)> {
        let own = |h: &String| vocabulary::field(list, h).is_some();
        let mut found = Vec::new();
        let widest = self.rows.iter().map(|l| l.cells.len()).max().unwrap_or(0);
        let blank = String::new();
        for at in 0..widest.max(self.headers.len()) {
            let heading = self.headers.get(at).unwrap_or(&blank);
            let first = self.headers.iter().position(|h| vocabulary::field(list, h) == vocabulary::field(list, heading));
            // A second column of the same field is not read either.
            if own(heading) && first == Some(at) {
                continue;
            }
            let said = self.rows.iter().filter(|l| !l.cell(Some(at)).trim().is_empty()).count() as u64;
            if said > 0 {
                let name = heading.trim();
                found.push((if name.is_empty() { format!("#{}", at + 1) } else { name.to_owned() }, said));
            }
        }
        found
    }

    /// A list of rows that come from elsewhere than a file of lines. The headings are the row with the most known header words.
    ///
    /// # Errors
    /// There is no row.
    pub fn of(mut rows: Vec<Line>) -> Result<Table, NotAList> {
        let headings = headings(&rows).ok_or(NotAList::Empty)?;
        let headers = rows.drain(..=headings).next_back().map(|l| l.cells).unwrap_or_default();
        Ok(Table { headers, rows, charset: Charset::Utf8, delimiter: ',' })
    }
}

/// Lines on which a quoted value begins that does not end: the mark is a stray one, or the file was cut inside the value.
pub fn open_quotes(bytes: &[u8]) -> Vec<u64> {
    let (text, _) = decode(bytes);
    let delimiter = delimiter(&text);
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let (mut at, mut open) = (0, Vec::new());
    while at < lines.len() {
        let (taken, used) = match quoted_row(&lines[at..lines.len().min(at + QUOTED_LINES)], delimiter) {
            Some((_, used)) => (true, used),
            None => (false, 1),
        };
        open.extend((!taken).then_some(at as u64 + 1));
        at += used;
    }
    open
}

/// Reads a whole list.
pub fn read(bytes: &[u8]) -> Result<Table, NotAList> {
    if bytes.len() > MOST_BYTES {
        return Err(NotAList::TooLarge);
    }
    if crate::io::workbook::looks_like(bytes) {
        return Err(NotAList::Workbook);
    }
    let (text, charset) = decode(bytes);
    let delimiter = delimiter(&text);
    Ok(Table { charset, delimiter, ..Table::of(split(&text, delimiter))? })
}

/// The one of tab, semicolon, comma that the first ten lines hold most often.
fn delimiter(text: &str) -> char {
    let count = |d: char| text.lines().take(HEADING_WITHIN).map(|l| l.matches(d).count()).sum::<usize>();
    [',', ';', '\t'].into_iter().rev().max_by_key(|d| count(*d)).unwrap_or(',')
}

fn headings(rows: &[Line]) -> Option<usize> {
    let known = |l: &Line| l.cells.iter().filter(|c| vocabulary::is_heading(c)).count();
    (0..rows.len().min(HEADING_WITHIN)).rev().max_by_key(|i| known(&rows[*i]))
}

/// Every line that is not blank.
fn split(text: &str, delimiter: char) -> Vec<Line> {
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let (mut at, mut rows) = (0, Vec::new());
    while at < lines.len() {
        let (cells, used) = row(&lines[at..lines.len().min(at + QUOTED_LINES)], delimiter);
        if cells.iter().any(|c| !c.trim().is_empty()) {
            rows.push(Line { number: at as u64 + 1, cells });
        }
        at += used;
    }
    rows
}

/// The row that begins on the first of these lines, and how many lines it takes.
fn row(lines: &[&str], delimiter: char) -> (Vec<String>, usize) {
    quoted_row(lines, delimiter).unwrap_or_else(|| (plain_row(lines.first().unwrap_or(&""), delimiter), 1))
}

/// `None` when a quotation mark stays open.
fn quoted_row(lines: &[&str], delimiter: char) -> Option<(Vec<String>, usize)> {
    let (mut cells, mut cell, mut inside) = (Vec::new(), String::new(), false);
    for (used, line) in lines.iter().enumerate() {
        let mut chars = line.chars().peekable();
        while let Some(c) = chars.next() {
            match c {
                '"' if inside && chars.peek() == Some(&'"') => {
                    chars.next();
                    cell.push('"');
                }
                '"' if inside => inside = false,
                '"' if cell.is_empty() => inside = true,
                c if c == delimiter && !inside => cells.push(std::mem::take(&mut cell)),
                c => cell.push(c),
            }
        }
        if !inside {
            while cell.ends_with(['\n', '\r']) {
                cell.pop();
            }
            cells.push(cell);
            return Some((cells, used + 1));
        }
    }
    None
}

fn plain_row(line: &str, delimiter: char) -> Vec<String> {
    ending_off(line).split(delimiter).map(|c| c.trim_matches('"').to_owned()).collect()
}

fn ending_off(line: &str) -> &str {
    line.trim_end_matches(['\n', '\r'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    fn cells(table: &Table) -> Vec<(u64, Vec<&str>)> {
        table.rows.iter().map(|l| (l.number, l.cells.iter().map(String::as_str).collect())).collect()
    }

    #[rstest]
    #[case("姓名,电话\n张三,1\n", ',')]
    #[case("姓名;电话\r\n张三;1\r\n", ';')]
    #[case("姓名\t电话\n张三\t1", '\t')]
    fn separators(#[case] text: &str, #[case] delimiter: char) {
        let table = read(text.as_bytes()).unwrap();
        assert_eq!((table.delimiter, table.headers.len()), (delimiter, 2));
        assert_eq!(cells(&table), [(2, vec!["张三", "1"])]);
    }

    #[test]
    fn quotes_line_numbers_and_titles_above_the_headings() {
        let text = "居民登记表,,\n\n姓名,地址,备注\n张三,\"一区,2号\n北门\",\"说\"\"好\"\"\"\n,,\n李四,三区,x\n";
        let table = read(text.as_bytes()).unwrap();
        assert_eq!(table.headers, ["姓名", "地址", "备注"]);
        assert_eq!(cells(&table), [(4, vec!["张三", "一区,2号\n北门", "说\"好\""]), (7, vec!["李四", "三区", "x"])]);
    }

    #[test]
    fn a_stray_quote_stays_on_its_line() {
        let mut text = String::from("书名,条码\n\"红楼梦,0001\n");
        (2..60).for_each(|n| text.push_str(&format!("书{n},{n:04}\n")));
        let table = read(text.as_bytes()).unwrap();
        assert_eq!(table.rows.len(), 59);
        assert_eq!(table.rows[0].cells, ["红楼梦", "0001"]);
        assert_eq!(table.rows[58].cells, ["书59", "0059"]);
        assert_eq!(open_quotes(text.as_bytes()), [2]);
        assert_eq!(open_quotes("姓名,住址\n张三,\"一区\n2号\"\n李四,\"顺城小区".as_bytes()), [4]);
    }

    #[test]
    fn values_without_a_heading_are_told_by_their_column() {
        let text = "姓名,电话,\n张三,1,x,y\n李四,2\n王五,3,,z\n";
        assert_eq!(read(text.as_bytes()).unwrap().unused("residents"), [("#3".to_owned(), 1), ("#4".to_owned(), 2)]);
    }

    #[test]
    fn gbk_and_workbooks() {
        let (gbk, _, _) = encoding_rs::GBK.encode("姓名,电话\n张三,1\n");
        assert_eq!(read(&gbk).unwrap().rows[0].cells[0], "张三");
        assert_eq!(read(b"PK\x03\x04rest"), Err(NotAList::Workbook));
        assert_eq!(read(b" \n\n"), Err(NotAList::Empty));
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            let _ = read(&bytes);
        }

        #[test]
        fn what_is_quoted_comes_back(values in proptest::collection::vec("[a-z,\";\t张 ]{0,8}", 2..5)) {
            let quoted: Vec<_> = values.iter().map(|v| format!("\"{}\"", v.replace('"', "\"\""))).collect();
            let line = format!("{}\n", quoted.join(","));
            prop_assert_eq!(row(&[&line], ','), (values, 1));
        }
    }
}
