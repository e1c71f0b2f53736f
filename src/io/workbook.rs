//! The first sheet of a workbook (xlsx, xls, ods) as the rows of a list.
//!
//! What a cell holds becomes what the same cell of a CSV file would say, so that a list is judged alike whichever way it
//! came. A workbook from elsewhere can ask for any amount of memory and time (a count of a billion strings, a row repeated
//! for ever), and its reader may panic on it: only a process of its own calls [`read`] (`cli::import::workbook`).

use crate::io::csv::Line;
use crate::io::refused::NotAList;
use calamine::{Data, Ods, Reader, SheetVisible, Xls, XlsError, Xlsx, XlsxError};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::io::Cursor;

/// The largest workbook taken. A million residents are some 60 MB.
pub const MOST_BYTES: usize = 128 << 20;
/// The most cells of a sheet, empty ones between full ones counted too.
const MOST_CELLS: usize = 10_000_000;
/// From here on a spreadsheet's number has lost digits: it keeps fifteen.
const EXACT_BELOW: f64 = 1e15;

/// A sheet, and what else the workbook has.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Sheet {
    #[serde(skip)]
    pub rows: Vec<Line>,
    pub name: String,
    /// Other sheets that can be seen; they are not read.
    pub others: Vec<String>,
}

/// Is it a zip file or one of Microsoft's old compound files?
pub fn looks_like(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || is_compound(bytes)
}

fn is_compound(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0])
}

/// The first sheet that can be seen.
///
/// # Errors
/// It is no workbook, has a password, or is too large.
pub fn read(bytes: &[u8]) -> Result<Sheet, NotAList> {
    if bytes.len() > MOST_BYTES {
        return Err(NotAList::TooLarge);
    }
    let ods = bytes.get(..200).is_some_and(|head| head.windows(27).any(|w| w == b"vnd.oasis.opendocument.spre"));
    let file = Cursor::new(bytes);
    match (is_compound(bytes), ods) {
        // An xlsx with a password is wrapped into a compound file.
        (true, _) => match Xls::new(file.clone()) {
            Ok(book) => dense(book),
            Err(XlsError::Password) => Err(NotAList::Locked),
            Err(_) if matches!(Xlsx::new(file), Err(XlsxError::Password)) => Err(NotAList::Locked),
            Err(_) => Err(NotAList::Workbook),
        },
        (_, true) => match Ods::new(file) {
            Ok(book) => dense(book),
            Err(calamine::OdsError::Password) => Err(NotAList::Locked),
            Err(_) => Err(NotAList::Workbook),
        },
        _ => Xlsx::new(file).map_or(Err(NotAList::Workbook), sparse),
    }
}

/// The sheet without its rows; the first one if all are hidden.
fn first<'a>(book: &impl Reader<Cursor<&'a [u8]>>) -> Result<Sheet, NotAList> {
    let names = || book.sheets_metadata().iter();
    let seen = || names().filter(|s| s.visible == SheetVisible::Visible);
    let name = seen().next().or_else(|| names().next()).map(|s| s.name.clone()).ok_or(NotAList::Empty)?;
    let others = seen().filter(|s| s.name != name).map(|s| s.name.clone()).collect();
    Ok(Sheet { rows: Vec::new(), name, others })
}

/// A format whose reader holds the sheet as a whole.
fn dense<'a>(mut book: impl Reader<Cursor<&'a [u8]>>) -> Result<Sheet, NotAList> {
    let mut sheet = first(&book)?;
    let range = book.worksheet_range(&sheet.name).map_err(|_| NotAList::Workbook)?;
    let (top, left) = range.start().unwrap_or_default();
    let mut gathered = Gathered::default();
    for (row, column, value) in range.used_cells() {
        gathered.put(row + top as usize, column + left as usize, value)?;
    }
    sheet.rows = gathered.lines()?;
    Ok(sheet)
}

/// Cell by cell: a sheet with a stray cell in its last corner is not laid out in memory.
fn sparse(mut book: Xlsx<Cursor<&[u8]>>) -> Result<Sheet, NotAList> {
    let mut sheet = first(&book)?;
    let mut cells = book.worksheet_cells_reader(&sheet.name).map_err(|_| NotAList::Workbook)?;
    let mut gathered = Gathered::default();
    while let Some(cell) = cells.next_cell().map_err(|_| NotAList::Workbook)? {
        let ((row, column), value) = (cell.get_position(), Data::from(cell.get_value().clone()));
        gathered.put(row as usize, column as usize, &value)?;
    }
    sheet.rows = gathered.lines()?;
    Ok(sheet)
}

/// Cells by row, in whatever order they come.
#[derive(Default)]
struct Gathered {
    rows: BTreeMap<usize, Vec<String>>,
    cells: usize,
}

impl Gathered {
    fn put(&mut self, row: usize, column: usize, value: &Data) -> Result<(), NotAList> {
        let text = text(value);
        if text.is_empty() {
            return Ok(());
        }
        let cells = self.rows.entry(row).or_default();
        self.cells += (column + 1).saturating_sub(cells.len());
        if self.cells > MOST_CELLS {
            return Err(NotAList::TooManyCells);
        }
        if cells.len() <= column {
            cells.resize(column + 1, String::new());
        }
        cells[column] = text;
        Ok(())
    }

    /// Numbered as the spreadsheet numbers them.
    fn lines(self) -> Result<Vec<Line>, NotAList> {
        let lines: Vec<_> = self.rows.into_iter().map(|(row, cells)| Line { number: row as u64 + 1, cells }).collect();
        if lines.is_empty() { Err(NotAList::Empty) } else { Ok(lines) }
    }
}

/// What the cell says.
fn text(value: &Data) -> String {
    match value {
        Data::Empty => String::new(),
        Data::String(text) => text.clone(),
        Data::Int(number) => number.to_string(),
        Data::Float(number) => of_number(*number),
        Data::Bool(yes) => yes.to_string(),
        Data::DateTime(at) if at.is_duration() => of_number(at.as_f64()),
        Data::DateTime(at) => {
            let (year, month, day, hour, minute, second, _) = at.to_ymd_hms_milli();
            let date = format!("{year:04}-{month:02}-{day:02}");
            if (hour, minute, second) == (0, 0, 0) { date } else { format!("{date} {hour:02}:{minute:02}") }
        }
        Data::DateTimeIso(text) | Data::DurationIso(text) => text.trim_end_matches("T00:00:00").to_owned(),
        // `#N/A` is nobody's name: the mark makes whoever reads this cell refuse its row.
        Data::Error(what) => format!("{what}{}", char::REPLACEMENT_CHARACTER),
    }
}

/// A whole number with all its digits; one that has lost some in the form in which it is refused.
fn of_number(number: f64) -> String {
    if number.abs() >= EXACT_BELOW { format!("{number:.14E}").replace('E', "E+") } else { number.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case(13_865_312_345.0, "13865312345")]
    #[case(9_787_020_002_207.0, "9787020002207")]
    #[case(59.7, "59.7")]
    #[case(-3.0, "-3")]
    // 18 digits: the nearest number a spreadsheet can hold ends in other digits, which must not pass for those of an ID.
    #[case(371_402_188_001_010_013.0, "3.71402188001010E+17")]
    fn numbers_keep_their_digits_or_say_that_they_lost_some(#[case] number: f64, #[case] text: &str) {
        assert_eq!(of_number(number), text);
    }

    #[test]
    fn what_is_no_workbook_is_refused() {
        for bytes in [&b"PK\x03\x04...."[..], &[0xd0, 0xcf, 0x11, 0xe0, 0, 0, 0, 0], b"", b"name,phone\n"] {
            assert_eq!(read(bytes), Err(NotAList::Workbook));
        }
    }
}
