//! Holidays and worked weekends from a list, as the notices are passed round each autumn.

use crate::calendar::workdays::{self, DayKind, SpecialDay};
use crate::io::charset::Charset;
use crate::io::csv::{self, Line, Table};
use crate::io::day;
use crate::io::plain;
use crate::io::refused::{Flaw, NotAList, Refused, Repair, Row};
use crate::io::repair::Mender;
use crate::io::vocabulary;
use chrono::{Datelike, NaiveDate};
use std::collections::{BTreeMap, BTreeSet};

const LIST: &str = "calendar";

/// One day of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarRow {
    pub line: u64,
    pub day: SpecialDay,
    pub repairs: Vec<Repair>,
}

/// Reads a calendar. Without a column for the year of the notice, a year whose National Day (1 October) the
/// list names is taken as complete: every notice names it, a site's own few days do not.
pub fn read(bytes: &[u8]) -> Result<Vec<Row<CalendarRow>>, NotAList> {
    rows(&json(bytes).map_or_else(|| csv::read(bytes), Ok)?)
}

/// Every row of a list.
pub fn rows(table: &Table) -> Result<Vec<Row<CalendarRow>>, NotAList> {
    let (date, kind) = (table.need(LIST, "date")?, table.need(LIST, "kind")?);
    let mut rows: Vec<_> =
        table.rows.iter().map(|l| row(table, l, date, kind).map_err(|reason| Refused { line: l.number, reason })).collect();
    refuse_repeats(&mut rows);
    if table.column(LIST, "notice").is_none() {
        complete_years(&mut rows);
    }
    Ok(rows)
}

/// The same list as an array of JSON objects, `[{"date": "2026-01-01", "kind": "holiday", …}, …]`; `None` = not that.
fn json(bytes: &[u8]) -> Option<Table> {
    let days: Vec<BTreeMap<String, serde_json::Value>> = serde_json::from_slice(bytes).ok()?;
    let headers: Vec<String> = days.iter().flat_map(BTreeMap::keys).cloned().collect::<BTreeSet<_>>().into_iter().collect();
    let text = |value: &serde_json::Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let cells = |day: &BTreeMap<_, _>| headers.iter().map(|h| day.get(h).map(text).unwrap_or_default()).collect();
    let rows = days.iter().zip(1..).map(|(day, number)| Line { number, cells: cells(day) }).collect();
    Some(Table { headers, rows, charset: Charset::Utf8, delimiter: ',' })
}

fn row(table: &Table, line: &Line, date: usize, kind: usize) -> Result<CalendarRow, Flaw> {
    let mut mender = Mender::default();
    let given = mender.text("date", line.cell(Some(date)))?;
    let date = day::read("date", &given, &mut mender).ok_or(Flaw::BadValue { column: "date", given })?;
    let word = mender.text("kind", line.cell(Some(kind)))?;
    let kind = vocabulary::key("day", &word).and_then(DayKind::parse).ok_or(Flaw::BadValue { column: "kind", given: word })?;
    let name = mender.text("name", line.cell(table.column(LIST, "name")))?;
    let notice = notice(line.cell(table.column(LIST, "notice")))?;
    Ok(CalendarRow { line: line.number, day: SpecialDay { date, kind, name, notice }, repairs: mender.repairs })
}

fn notice(cell: &str) -> Result<Option<i32>, Flaw> {
    let given = plain::value(cell);
    if given.is_empty() {
        return Ok(None);
    }
    match plain::year(&given).and_then(|y| y.parse().ok()) {
        Some(year) => Ok(Some(year)),
        None => Err(Flaw::BadValue { column: "notice", given }),
    }
}

fn refuse_repeats(rows: &mut [Row<CalendarRow>]) {
    let mut seen: BTreeMap<NaiveDate, u64> = BTreeMap::new();
    for slot in rows.iter_mut() {
        let Ok(row) = slot else { continue };
        match seen.get(&row.day.date) {
            Some(first) => {
                let reason = Flaw::Repeated { column: "date", given: row.day.date.to_string(), first: *first };
                *slot = Err(Refused { line: row.line, reason });
            }
            None => {
                seen.insert(row.day.date, row.line);
            }
        }
    }
}

fn complete_years(rows: &mut [Row<CalendarRow>]) {
    let days: Vec<SpecialDay> = rows.iter().flatten().map(|r| r.day.clone()).collect();
    let years = workdays::complete_years(&days);
    for row in rows.iter_mut().flatten() {
        row.day.notice = Some(row.day.date.year()).filter(|y| years.contains(y));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::official;

    #[test]
    fn the_shipped_table_reads_as_itself() {
        let rows = read(include_bytes!("../../db/seed/calendar.csv")).unwrap();
        let days: Vec<SpecialDay> = rows.into_iter().map(|r| r.unwrap().day).collect();
        assert_eq!(days, official::rows());
    }

    #[test]
    fn a_list_without_notice_years_is_complete_where_it_names_national_day() {
        let text = "日期,类型,名称\n2026-12-31,休,本站\n2027-10-01,放假,国庆节\n2027-10-09,补班,国庆节\n2027-10-09,休,重\n2027-13-01,休,错\n2027-10-02,也许,错\n";
        let rows = read(text.as_bytes()).unwrap();
        let told: Vec<_> = rows.iter().map(|r| r.as_ref().map(|r| r.day.notice).map_err(|r| r.line)).collect();
        assert_eq!(told, [Ok(None), Ok(Some(2027)), Ok(Some(2027)), Err(5), Err(6), Err(7)]);
    }
}
