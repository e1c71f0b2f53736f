//! Days of a notice.

use super::{Entering, Listed, Outcome};
use crate::desk::query::Answer;
use crate::desk::sites;
use crate::io::calendar::CalendarRow;
use crate::io::refused::Repair;
use crate::store::Fault;
use chrono::Datelike as _;

impl Listed for CalendarRow {
    fn line(&self) -> u64 {
        self.line
    }
    fn repairs(&self) -> &[Repair] {
        &self.repairs
    }
}

pub(super) fn enter(desk: &mut Entering<'_, '_>, row: &CalendarRow) -> Result<Outcome, Fault> {
    let date = row.day.date.to_string();
    let year = sites::Query::Calendar(sites::Year { year: format!("{:04}", row.day.date.year()) });
    let known = match desk.ask(year)? {
        Answer::Sites(sites::Answer::Calendar(days)) => days.iter().any(|d| d.day == date),
        _ => false,
    };
    let set = sites::SetDay { date, kind: row.day.kind.name().into(), name: row.day.name.clone() };
    desk.enter(sites::Command::SetDay(set), known)
}
