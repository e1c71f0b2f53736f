//! The working-day table of this site, for every rule that counts working days.

use super::db::Db;
use super::{Fault, Store, sites};
use crate::calendar::official;
use crate::calendar::workdays::{DayKind, SpecialDay, Workdays, complete_years};
use crate::desk::sites::CalendarDay;
use chrono::Datelike as _;
use std::cell::RefCell;

/// The kind whose rows the table is made of.
pub(super) const KIND: &str = "calday";

/// The table as last read, with `PRAGMA data_version` at that time: it holds until another session writes anything or
/// this one writes a day.
#[derive(Debug, Default)]
pub(super) struct Days(RefCell<Option<(i64, Workdays)>>);

impl Days {
    pub fn forget(&self) {
        *self.0.borrow_mut() = None;
    }
}

impl Db {
    /// The days entered here. For a year that is not (yet) complete here, the shipped notice stands underneath.
    pub fn workdays(&self) -> Result<Workdays, Fault> {
        let version = self.data_version()?;
        if let Some((read_at, table)) = self.days.0.borrow().as_ref()
            && *read_at == version
        {
            return Ok(table.clone());
        }
        let table = table(sites::caldays(self, FIRST, LAST)?);
        *self.days.0.borrow_mut() = Some((version, table.clone()));
        Ok(table)
    }

    /// The table as it will be once `day` is entered; a kind that is none takes the day out.
    pub fn workdays_with(&self, day: CalendarDay) -> Result<Workdays, Fault> {
        let mut days = sites::caldays(self, FIRST, LAST)?;
        days.retain(|d| d.day != day.day);
        days.push(day);
        Ok(table(days))
    }
}

/// Every day there may be.
const FIRST: &str = "0000-01-01";
const LAST: &str = "9999-12-31";

fn table(days: Vec<CalendarDay>) -> Workdays {
    let own: Vec<SpecialDay> = days
        .into_iter()
        .filter_map(|d| {
            let (date, kind) = (d.day.parse().ok()?, DayKind::parse(&d.kind)?);
            Some(SpecialDay { date, kind, name: d.name, notice: None })
        })
        .collect();
    let complete = complete_years(&own);
    let shipped = official::rows().into_iter().filter(|d| !complete.contains(&d.date.year()));
    // The shipped rows come first: where both name a date, the site's own stands.
    Workdays::from_days(shipped.map(|d| SpecialDay { notice: None, ..d }).chain(own))
}

impl Store {
    /// The working-day table of this site.
    ///
    /// # Errors
    /// A fault of the database.
    pub fn workdays(&self) -> Result<Workdays, Fault> {
        self.db.workdays()
    }
}
