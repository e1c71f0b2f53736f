//! What every site begins with, as commands: the official calendar, and what each room brings.

use super::command::Command;
use super::sites::{self, SetDay};

/// The calendar of the official notices (db/seed/SOURCES.md).
const CALENDAR: &str = include_str!("../../db/seed/calendar.csv");

/// Every command of the seed, in an order in which each finds what it needs. Doing it twice changes nothing.
pub fn orders() -> Vec<Command> {
    let calendar = CALENDAR.lines().skip(1).filter_map(day);
    calendar.collect()
}

fn day(line: &str) -> Option<Command> {
    let mut cells = line.split(',');
    let (date, kind, name) = (cells.next()?, cells.next()?, cells.next()?);
    Some(sites::Command::SetDay(SetDay { date: date.into(), kind: kind.into(), name: name.into() }).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_years_of_notices_are_in_the_seed() {
        assert_eq!(orders().iter().filter(|c| c.name() == "calendar.set").count(), 108);
    }
}
