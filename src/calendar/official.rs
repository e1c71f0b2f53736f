//! The official table that ships with the program: `db/seed/calendar.csv`, see `db/seed/SOURCES.md`.
//!
//! A site's own table (imported notices, days it set itself) takes its place as soon as there is one.

use super::workdays::{DayKind, SpecialDay, Workdays};
use std::sync::LazyLock;

const CSV: &str = include_str!("../../db/seed/calendar.csv");

/// Read once: the rules ask at every booking and every due date.
static ROWS: LazyLock<Vec<SpecialDay>> = LazyLock::new(|| CSV.lines().skip(1).filter_map(row).collect());

/// The rows of the shipped notices (2024, 2025, 2026), as they stand in the file.
pub fn shipped() -> &'static [SpecialDay] {
    &ROWS
}

/// The rows of the shipped notices, to change.
pub fn rows() -> Vec<SpecialDay> {
    shipped().to_vec()
}

/// The shipped table.
pub fn workdays() -> Workdays {
    Workdays::from_rows(rows())
}

fn row(line: &str) -> Option<SpecialDay> {
    let mut cells = line.split(',');
    let date = cells.next()?.parse().ok()?;
    let kind = DayKind::parse(cells.next()?)?;
    let name = cells.next()?.to_owned();
    let notice = cells.next()?.trim().parse().ok();
    Some(SpecialDay { date, kind, name, notice })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_seed_is_a_row() {
        let rows = rows();
        assert_eq!(rows.len(), CSV.lines().count() - 1);
        let off = rows.iter().filter(|r| r.kind == DayKind::Holiday).count();
        assert_eq!((rows.len(), off), (108, 89));
        assert_eq!(workdays().years().collect::<Vec<_>>(), [2024, 2025, 2026]);
    }
}
