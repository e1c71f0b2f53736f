//! The month: every day with what is booked on it, to be chosen from.

use super::Studio;
use crate::app::panel::Cx;
use crate::desk::studio::{Bookings, Entry, Query, State};
use chrono::{Datelike, Days, Months, NaiveDate, NaiveTime};

/// A month that is looked at.
#[derive(Debug, Clone, PartialEq)]
pub struct Month {
    /// The day under the mark.
    pub day: NaiveDate,
    /// Bookings of the month, as far as they have been read.
    pub bookings: Vec<Entry>,
}

impl Month {
    /// Its first day.
    pub fn first(&self) -> NaiveDate {
        self.day.with_day(1).unwrap_or(self.day)
    }

    /// Its last day.
    pub fn last(&self) -> NaiveDate {
        self.first().checked_add_months(Months::new(1)).and_then(|d| d.pred_opt()).unwrap_or(self.day)
    }

    /// Bookings on a day that take their time.
    pub fn count(&self, day: NaiveDate) -> usize {
        let counts = |e: &&Entry| e.booking.start.date() == day && (e.booking.busy() || e.booking.state == State::ToMove);
        self.bookings.iter().filter(counts).count()
    }

    /// Moves the mark; false = no such motion.
    pub fn go(&mut self, verb: &str) -> bool {
        let days = |n: u64, back: bool| {
            if back { self.day.checked_sub_days(Days::new(n)) } else { self.day.checked_add_days(Days::new(n)) }
        };
        let to = match verb {
            "left" => days(1, true),
            "right" => days(1, false),
            "up" => days(7, true),
            "down" => days(7, false),
            "studio.prev_week" | "page_up" => self.day.checked_sub_months(Months::new(1)),
            "studio.next_week" | "page_down" => self.day.checked_add_months(Months::new(1)),
            "home" => Some(self.first()),
            "end" => Some(self.last()),
            _ => return false,
        };
        // The calendar of a desk ends somewhere.
        self.day = to.filter(|d| (1900..=2200).contains(&d.year())).unwrap_or(self.day);
        true
    }
}

impl Studio {
    /// Opens the month of the selected day, or closes it.
    pub(super) fn turn_month(&mut self, cx: &mut Cx<'_>) {
        if self.month.take().is_some() {
            return;
        }
        let day = self.page.as_ref().and_then(|p| p.week.days.get(self.spot.column).copied()).unwrap_or_else(|| cx.now.date());
        self.month = Some(Month { day, bookings: Vec::new() });
        self.ask_month(cx);
    }

    pub(super) fn ask_month(&self, cx: &mut Cx<'_>) {
        let Some(month) = &self.month else { return };
        let (from, to) = (Some(month.first().to_string()), Some(month.last().to_string()));
        let (advisor, place) = (self.advisor().map(|a| a.advisor.id.clone()), self.place().map(|p| p.id.clone()));
        cx.ask("month", Query::Bookings(Bookings { from, to, advisor, place, ..Bookings::default() }));
    }

    /// A verb while the month is open; false = not one of its own.
    pub(super) fn month_verb(&mut self, verb: &str, cx: &mut Cx<'_>) -> bool {
        let Some(month) = &mut self.month else { return false };
        let before = month.first();
        if month.go(verb) {
            if month.first() != before {
                month.bookings.clear();
                self.ask_month(cx);
            }
            return true;
        }
        match verb {
            "booking.first" | "open" => {
                let day = month.day;
                self.month = None;
                self.listed = false;
                self.show(day.and_time(NaiveTime::MIN), cx);
            }
            "back" => self.month = None,
            _ => return false,
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mark_walks_over_months_and_stays_on_days_that_are() {
        let mut month = Month { day: "2026-01-31".parse().unwrap(), bookings: Vec::new() };
        assert!(month.go("page_down"));
        assert_eq!((month.day.to_string(), month.last().to_string()), ("2026-02-28".into(), "2026-02-28".into()));
        month.go("right");
        assert_eq!(month.first().to_string(), "2026-03-01");
        month.go("up");
        assert_eq!(month.day.to_string(), "2026-02-22");
        month.day = "1900-01-01".parse().unwrap();
        month.go("left");
        assert_eq!(month.day.to_string(), "1900-01-01");
        assert!(!month.go("undo"));
    }
}
