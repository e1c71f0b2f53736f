//! The week as a grid: a column a day, a row a half hour, what each cell says.

use super::check::Room;
use super::slots::{STEP, opening};
use super::time::{Span, clock, wall_text};
use super::{Booking, State};
use chrono::{Datelike, Duration, NaiveDate, NaiveDateTime, NaiveTime};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One half hour of one day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "cell")]
pub enum Cell {
    Closed,
    Free,
    Booked {
        /// The booking that is selected with this cell.
        id: String,
        /// Kind of session, or who asks.
        label: String,
        /// Its first half hour, where the label stands.
        first: bool,
        /// A request that waits for the studio.
        requested: bool,
        /// Further bookings in this half hour (other advisors, other places, or a clash that came by file).
        more: usize,
        /// Somebody else is free then all the same.
        free: bool,
    },
}

/// A row of the grid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    #[serde(with = "clock")]
    pub time: NaiveTime,
    /// One a day, Monday first.
    pub cells: Vec<Cell>,
}

/// A week.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Week {
    /// ISO 8601 week number.
    pub number: u32,
    pub days: Vec<NaiveDate>,
    /// Half hours at which anybody is open or anything is booked; where time is left out, nothing happens.
    pub rows: Vec<Row>,
}

/// The Monday of the week of `day`.
pub fn monday(day: NaiveDate) -> NaiveDate {
    day - Duration::days(i64::from(day.weekday().num_days_from_monday()))
}

/// Lays out the week that begins on `first`. `rooms` are the bookables shown (one for each advisor);
/// `bookings` theirs, by start; `label` says what stands in a booking's first cell.
pub fn grid(first: NaiveDate, rooms: &[Room], bookings: &[Booking], label: impl Fn(&Booking) -> String) -> Week {
    let busy: Vec<&Booking> = bookings.iter().filter(|b| b.busy()).collect();
    let week: Vec<_> = first.iter_days().take(7).collect();
    let used = |day: NaiveDate| rooms.iter().any(|r| !opening(r, day).is_empty()) || busy.iter().any(|b| b.start.date() == day);
    // Saturday and Sunday are drawn only when something happens then.
    let shown = (5..=7).find(|n| week[*n..].iter().all(|day| !used(*day))).unwrap_or(7);
    let days = week[..shown].to_vec();
    let columns: Vec<BTreeMap<NaiveTime, Cell>> = days.iter().map(|day| column(*day, rooms, &busy, &label)).collect();
    let mut times: Vec<NaiveTime> = columns.iter().flat_map(|c| c.keys().copied()).collect();
    times.sort();
    times.dedup();
    let row = |time| Row { time, cells: columns.iter().map(|c| c.get(&time).cloned().unwrap_or(Cell::Closed)).collect() };
    Week { number: first.iso_week().week(), rows: times.into_iter().map(row).collect(), days }
}

/// The cells of one day that are not plainly closed, or lie in opening hours.
fn column(day: NaiveDate, rooms: &[Room], busy: &[&Booking], label: &impl Fn(&Booking) -> String) -> BTreeMap<NaiveTime, Cell> {
    let halves = (0..48).map(|n| Span::of(day.and_time(NaiveTime::MIN) + Duration::minutes(n * STEP), STEP));
    let mut cells = BTreeMap::new();
    for half in halves {
        let open = rooms.iter().any(|room| opening(room, day).iter().any(|o| o.overlaps(half)));
        let cell = cell(half, rooms, busy, label);
        if open || cell != Cell::Closed {
            cells.insert(half.from.time(), cell);
        }
    }
    cells
}

fn cell(half: Span, rooms: &[Room], busy: &[&Booking], label: &impl Fn(&Booking) -> String) -> Cell {
    let here: Vec<&&Booking> = busy.iter().filter(|b| b.span().overlaps(half)).collect();
    let free = rooms.iter().any(|room| at_work(room, half) && !here.iter().any(|b| of_room(room, b)));
    // The one that begins here comes first, so that every booking has a cell of its own to be selected with.
    let begins = here.iter().position(|b| half.from <= b.start);
    let Some(booking) = here.get(begins.unwrap_or(0)) else { return if free { Cell::Free } else { Cell::Closed } };
    let sessions: std::collections::BTreeSet<_> = here.iter().map(|b| session(b)).collect();
    Cell::Booked {
        id: booking.id.clone(),
        label: label(booking),
        first: begins.is_some(),
        requested: booking.state == State::Requested,
        more: sessions.len().saturating_sub(1),
        free,
    }
}

/// People of one group session count once; two one-to-one bookings of one hour are a clash and count twice.
fn session(booking: &Booking) -> (NaiveDateTime, &str, &str, &str) {
    (booking.start, &booking.advisor, &booking.place, if booking.seats > 0 { "" } else { &booking.kind })
}

fn at_work(room: &Room, half: Span) -> bool {
    let day = half.from.date();
    let owner = room.advisor.as_ref().map(|a| (&a.id, &a.active_from, &a.active_to));
    let id = owner.map(|o| o.0).or(room.place.as_ref().map(|p| &p.id));
    let text = day.to_string();
    let serving = owner.is_none_or(|(_, from, to)| (from.is_empty() || *from <= text) && (to.is_empty() || text <= *to));
    serving
        && !room.closed.contains_key(&day)
        && opening(room, day).iter().any(|open| open.holds(half))
        && !room.leave.iter().any(|l| Some(&l.owner) == id && l.span().overlaps(half))
}

fn of_room(room: &Room, booking: &Booking) -> bool {
    room.advisor.as_ref().is_some_and(|a| a.id == booking.advisor) || room.place.as_ref().is_some_and(|p| p.id == booking.place)
}

/// The start that a cell stands for, `YYYY-MM-DDTHH:MM`.
pub fn start_of(week: &Week, row: usize, column: usize) -> Option<String> {
    let (row, day) = (week.rows.get(row)?, week.days.get(column)?);
    Some(wall_text(day.and_time(row.time)))
}

#[cfg(test)]
mod tests {
    use super::super::slots::tests::{at, monday_room};
    use super::*;

    fn drawn(week: &Week) -> Vec<String> {
        let mark = |cell: &Cell| match cell {
            Cell::Closed => "-".to_owned(),
            Cell::Free => ".".to_owned(),
            Cell::Booked { label, first: true, more, .. } => format!("{label}+{more}"),
            Cell::Booked { .. } => "|".to_owned(),
        };
        let row = |r: &Row| format!("{} {}", r.time.format("%H:%M"), r.cells.iter().map(mark).collect::<Vec<_>>().join(" "));
        week.rows.iter().map(row).collect()
    }

    fn booked(id: &str, start: &str, minutes: i64) -> Booking {
        Booking { id: id.into(), advisor: "advisor:liu".into(), start: at(start), minutes, ..Booking::default() }
    }

    #[test]
    fn the_week_shows_what_is_open_taken_off_and_closed() {
        let bookings = [booked("a", "2026-03-02T09:30", 60), booked("b", "2026-03-03T09:00", 30)];
        let week = grid(at("2026-03-02T00:00").date(), &[monday_room()], &bookings, |b| b.id.clone());
        assert_eq!((week.number, week.days.len()), (10, 5), "no weekend column without need");
        let rows = drawn(&week);
        assert_eq!(rows[0], "08:30 . . - - .");
        assert_eq!(rows[1], "09:00 . b+0 - - .");
        assert_eq!(rows[2], "09:30 a+0 . - - .");
        assert_eq!(rows[3], "10:00 | . - - .");
        assert_eq!(rows[6], "14:00 . . - - .", "the midday break is left out");
        assert_eq!(start_of(&week, 6, 1).as_deref(), Some("2026-03-03T14:00"));
    }

    #[test]
    fn a_clash_from_a_file_and_a_saturday_are_shown() {
        let bookings = [
            Booking { kind: "x".into(), ..booked("a", "2026-03-02T09:30", 60) },
            Booking { kind: "y".into(), ..booked("b", "2026-03-02T09:30", 30) },
            booked("c", "2026-03-07T10:10", 30),
        ];
        let week = grid(at("2026-03-02T00:00").date(), &[monday_room()], &bookings, |b| b.id.clone());
        assert_eq!(week.days.len(), 6);
        let rows = drawn(&week);
        assert_eq!(rows[2], "09:30 a+1 . - - . -");
        assert_eq!(rows[3], "10:00 | . - - . c+0", "it begins within this half hour");
    }
}
