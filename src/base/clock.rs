//! Moments and the one clock. The only place that asks the machine for the time.
//!
//! Local time is Asia/Shanghai, a fixed +08:00 (China has had no summer time since 1991), never the
//! zone of the server: a host left in UTC still prints the right date.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, TimeZone, Utc};
use serde::{Deserialize, Serialize};

/// Seconds east of Greenwich of every wall clock in the program.
const OFFSET: i32 = 8 * 3600;

/// A point in time: milliseconds since 1970-01-01T00:00:00Z. Stored as INTEGER.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Moment(pub i64);

impl Moment {
    /// The wall-clock time at the counter.
    pub fn local(self) -> NaiveDateTime {
        DateTime::<Utc>::from_timestamp_millis(self.0).unwrap_or_default().with_timezone(&zone()).naive_local()
    }

    /// The calendar day at the counter.
    pub fn date(self) -> NaiveDate {
        self.local().date()
    }

    /// The moment at which the counter's wall clock shows `local`.
    pub fn from_local(local: NaiveDateTime) -> Moment {
        Moment(local.and_utc().timestamp_millis() - i64::from(OFFSET) * 1000)
    }

    /// The first moment of a local day.
    pub fn start_of(day: NaiveDate) -> Moment {
        Moment::from_local(day.and_time(NaiveTime::MIN))
    }

    /// `2026-03-02T09:41:07+08:00`, the form of `--now` and of JSON replies.
    pub fn rfc3339(self) -> String {
        zone().from_utc_datetime(&DateTime::<Utc>::from_timestamp_millis(self.0).unwrap_or_default().naive_utc()).to_rfc3339()
    }

    /// Reads RFC 3339; a time without offset is the counter's own.
    pub fn parse(text: &str) -> Option<Moment> {
        if let Ok(t) = DateTime::parse_from_rfc3339(text) {
            return Some(Moment(t.timestamp_millis()));
        }
        let local = NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S")
            .or_else(|_| NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M"));
        local.ok().map(Moment::from_local)
    }

    /// This moment moved by `ms` milliseconds.
    pub fn plus_ms(self, ms: i64) -> Moment {
        Moment(self.0.saturating_add(ms))
    }

    /// Whole minutes from `earlier` to `self`, never below zero.
    pub fn minutes_since(self, earlier: Moment) -> i64 {
        ((self.0 - earlier.0) / 60_000).max(0)
    }
}

fn zone() -> FixedOffset {
    FixedOffset::east_opt(OFFSET).unwrap_or_else(|| unreachable!("+08:00 is a valid offset"))
}

/// Where "now" comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Clock {
    /// The machine's clock.
    System,
    /// A run started with `--now`, or a test: time stands still at this moment.
    Fixed(Moment),
}

impl Clock {
    /// The time this run states (the journal also keeps the real one).
    pub fn now(self) -> Moment {
        match self {
            Clock::System => Clock::real(),
            Clock::Fixed(at) => at,
        }
    }

    /// The machine's own time, whatever this run states.
    pub fn real() -> Moment {
        Moment(Utc::now().timestamp_millis())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_begins_at_midnight_in_shandong_not_in_greenwich() {
        let late = Moment::parse("2026-03-01T16:30:00Z").unwrap();
        assert_eq!(late.date().to_string(), "2026-03-02");
        assert_eq!(late.rfc3339(), "2026-03-02T00:30:00+08:00");
        assert_eq!(Moment::parse("2026-03-02T00:30"), Some(late));
        assert_eq!(Moment::start_of(late.date()), late.plus_ms(-30 * 60_000));
    }
}
