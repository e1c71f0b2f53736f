//! The file of an import as it was given: bytes that each kind reads in its own way, or the first sheet of a workbook.

use super::super::{Problem, World, of_file};
use super::report::{Sheets, Unused};
use super::workbook;
use crate::io::csv::{self, Table};
use crate::io::refused::{NotAList, Row};
use crate::io::{calendar, iso2709, readers, residents, said, services, titles};
use std::path::{Path, PathBuf};

pub(super) struct Given<'a> {
    path: PathBuf,
    world: &'a World,
    body: Body,
}

enum Body {
    /// Lines of values.
    Lines(Vec<u8>),
    /// MARC records, or items in JSON.
    Records(Vec<u8>),
    Sheet(Table, Sheets),
}

/// Both ways in which a kind is read.
type Read<T> = (fn(&[u8]) -> Result<Vec<Row<T>>, NotAList>, fn(&Table) -> Result<Vec<Row<T>>, NotAList>);

pub(super) const CALENDAR: Read<calendar::CalendarRow> = (calendar::read, calendar::rows);
pub(super) const READERS: Read<readers::ReaderRow> = (readers::read, readers::rows);
pub(super) const RESIDENTS: Read<residents::ResidentRow> = (residents::read, residents::rows);
pub(super) const SERVICES: Read<services::ServiceRow> = (services::read, services::rows);
pub(super) const TITLES: Read<titles::TitleRow> = (|bytes| titles::read(bytes, None), |table| titles::rows(table, None));

impl<'a> Given<'a> {
    pub fn open(path: &Path, world: &'a World) -> Result<Given<'a>, Problem> {
        let bytes = std::fs::read(path).map_err(|e| Problem::Usage(of_file(path, &e, world.lang)))?;
        let mut given = Given { path: path.to_owned(), world, body: Body::Lines(Vec::new()) };
        given.body = if crate::io::workbook::looks_like(&bytes) {
            let sheet = workbook::sheet(&bytes).map_err(|e| Problem::Data(of_file(path, &e, world.lang)))?;
            let mut sheet = sheet.map_err(|why| given.unread(why))?;
            let table = Table::of(std::mem::take(&mut sheet.rows)).map_err(|why| given.unread(why))?;
            Body::Sheet(table, Sheets { read: sheet.name, others: sheet.others })
        } else if iso2709::looks_like(&bytes) || matches!(bytes.iter().find(|b| !b.is_ascii_whitespace()), Some(b'{' | b'[')) {
            Body::Records(bytes)
        } else {
            Body::Lines(bytes)
        };
        Ok(given)
    }

    /// Why the file as a whole is not taken.
    fn unread(&self, why: NotAList) -> Problem {
        let (why, untouched) = (said::not_a_list(why, self.world.lang), crate::i18n::import::words(self.world.lang).untouched);
        Problem::Data(format!("{}: {why}  {untouched}", self.path.display()))
    }

    pub fn rows<T>(&self, (of_bytes, of_table): Read<T>) -> Result<Vec<Row<T>>, Problem> {
        let rows = match &self.body {
            Body::Lines(bytes) | Body::Records(bytes) => of_bytes(bytes),
            Body::Sheet(table, _) => of_table(table),
        };
        rows.map_err(|why| self.unread(why))
    }

    /// Columns that this kind of list has no place for.
    pub fn unused(&self, list: &str) -> Vec<Unused> {
        let found = match &self.body {
            Body::Lines(bytes) => csv::read(bytes).map(|table| table.unused(list)).unwrap_or_default(),
            Body::Records(_) => Vec::new(),
            Body::Sheet(table, _) => table.unused(list),
        };
        found.into_iter().map(|(column, rows)| Unused { column, rows }).collect()
    }

    pub fn open_quotes(&self) -> Vec<u64> {
        if let Body::Lines(bytes) = &self.body { csv::open_quotes(bytes) } else { Vec::new() }
    }

    /// Of records and of items in JSON the number is told, not the line.
    pub fn by_number(&self) -> bool {
        matches!(self.body, Body::Records(_))
    }

    /// Of a workbook: which sheet was read, and which were not.
    pub fn sheets(&self) -> Option<Sheets> {
        if let Body::Sheet(_, sheets) = &self.body { Some(sheets.clone()) } else { None }
    }
}
