//! The cell that is selected: moving it, and finding a booking's own.

use crate::desk::studio::Entry;
use crate::desk::studio::week::{Cell, Week};
use chrono::{NaiveDateTime, NaiveTime};

/// Where the selection stands. Kept within the week when it is read again.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Spot {
    pub row: usize,
    pub column: usize,
}

/// What a move of the selection asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    Stay,
    /// The week before, its last column.
    Before,
    /// The week after, its first column.
    After,
}

impl Spot {
    /// Moves by a verb of the keymap; beyond the sides another week is wanted.
    pub fn go(&mut self, verb: &str, week: &Week) -> Turn {
        let (rows, columns) = (week.rows.len(), week.days.len());
        match verb {
            "up" => self.row = self.row.saturating_sub(1),
            "down" => self.row = (self.row + 1).min(rows.saturating_sub(1)),
            "home" => self.row = 0,
            "end" => self.row = rows.saturating_sub(1),
            "left" if self.column == 0 => return Turn::Before,
            "left" => self.column -= 1,
            "right" if self.column + 1 >= columns => return Turn::After,
            "right" => self.column += 1,
            _ => {}
        }
        Turn::Stay
    }

    /// The same spot within this week.
    pub fn within(self, week: &Week) -> Spot {
        Spot { row: self.row.min(week.rows.len().saturating_sub(1)), column: self.column.min(week.days.len().saturating_sub(1)) }
    }

    /// What is there.
    pub fn cell(self, week: &Week) -> Option<&Cell> {
        week.rows.get(self.row)?.cells.get(self.column)
    }

    /// The time it stands for.
    pub fn start(self, week: &Week) -> Option<NaiveDateTime> {
        let (row, day) = (week.rows.get(self.row)?, week.days.get(self.column)?);
        Some(day.and_time(row.time))
    }
}

/// The spot of a time: its half hour, or the first one after it.
pub fn at(week: &Week, time: NaiveDateTime) -> Option<Spot> {
    let column = week.days.iter().position(|day| *day == time.date())?;
    let half = |t: NaiveTime| week.rows.iter().rposition(|r| r.time <= t);
    let row = half(time.time()).unwrap_or(0);
    Some(Spot { row, column })
}

/// Bookings whose time touches the selected half hour, the one drawn there first.
pub fn here<'a>(week: &Week, bookings: &'a [Entry], spot: Spot) -> Vec<&'a Entry> {
    let Some(Cell::Booked { id, .. }) = spot.cell(week) else { return Vec::new() };
    let Some(start) = spot.start(week) else { return Vec::new() };
    let half = crate::desk::studio::time::Span::of(start, crate::desk::studio::slots::STEP);
    let touching = bookings.iter().filter(|e| e.booking.busy() && e.booking.span().overlaps(half));
    let mut found: Vec<_> = touching.collect();
    found.sort_by_key(|e| (e.booking.id != *id, e.booking.start));
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::studio::week::Row;

    fn week() -> Week {
        let time = |h, m| NaiveTime::from_hms_opt(h, m, 0).unwrap();
        let row = |t| Row { time: t, cells: vec![Cell::Free, Cell::Free] };
        let days = vec!["2026-03-02".parse().unwrap(), "2026-03-03".parse().unwrap()];
        Week { number: 10, days, rows: vec![row(time(9, 0)), row(time(9, 30)), row(time(14, 0))] }
    }

    #[test]
    fn arrows_stay_within_the_day_and_turn_the_week_at_its_sides() {
        let (week, mut spot) = (week(), Spot::default());
        assert_eq!((spot.go("up", &week), spot), (Turn::Stay, Spot::default()));
        assert_eq!(spot.go("left", &week), Turn::Before);
        spot.go("right", &week);
        assert_eq!(spot.go("right", &week), Turn::After);
        spot.go("end", &week);
        assert_eq!((spot.start(&week).unwrap().to_string(), spot.within(&week)), ("2026-03-03 14:00:00".into(), spot));
        let odd = at(&week, "2026-03-03T09:40:00".parse().unwrap());
        assert_eq!(odd, Some(Spot { row: 1, column: 1 }));
        let empty = Week { number: 1, days: vec![], rows: vec![] };
        assert_eq!(Spot { row: 5, column: 5 }.within(&empty), Spot::default());
    }
}
