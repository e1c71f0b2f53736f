//! Wall-clock times of the diary: how they are read, written, and laid side by side.
//!
//! Appointments and opening hours are local time without a zone, `YYYY-MM-DDTHH:MM` (ARCHITECTURE.md, "Time").

use crate::base::clock::Moment;
use chrono::{Duration, NaiveDate, NaiveDateTime, NaiveTime, Timelike};

/// A half-open stretch of wall-clock time: `until` belongs to what comes next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    pub from: NaiveDateTime,
    pub until: NaiveDateTime,
}

impl Span {
    /// `minutes` from `start` on.
    pub fn of(start: NaiveDateTime, minutes: i64) -> Span {
        Span { from: start, until: start + Duration::minutes(minutes) }
    }

    /// Do the two share a minute?
    pub fn overlaps(self, other: Span) -> bool {
        self.from < other.until && other.from < self.until
    }

    /// Does all of `inner` lie within?
    pub fn holds(self, inner: Span) -> bool {
        self.from <= inner.from && inner.until <= self.until
    }

    /// The same with `minutes` of air on both sides.
    pub fn padded(self, minutes: i64) -> Span {
        Span { from: self.from - Duration::minutes(minutes), until: self.until + Duration::minutes(minutes) }
    }
}

/// Reads `2026-03-02T09:30`, also with a blank, with seconds, or as RFC 3339 with an offset.
pub fn parse_wall(text: &str) -> Option<NaiveDateTime> {
    let text = text.trim();
    let plain = ["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%S"];
    let at = plain.iter().find_map(|form| NaiveDateTime::parse_from_str(text, form).ok());
    at.or_else(|| Moment::parse(text).map(Moment::local)).map(whole_minute)
}

fn whole_minute(at: NaiveDateTime) -> NaiveDateTime {
    at.with_second(0).and_then(|t| t.with_nanosecond(0)).unwrap_or(at)
}

/// `2026-03-02T09:30`, the stored form.
pub fn wall_text(at: NaiveDateTime) -> String {
    at.format("%Y-%m-%dT%H:%M").to_string()
}

/// `09:30`.
pub fn clock_text(at: NaiveTime) -> String {
    at.format("%H:%M").to_string()
}

/// Reads `9:30`, `09:30`, `0930` and `930`.
pub fn parse_clock(text: &str) -> Option<NaiveTime> {
    let text = text.trim();
    let (hour, minute) = match text.split_once(':') {
        Some((hour, minute)) => (hour, minute),
        None if text.is_ascii() && (3..=4).contains(&text.len()) => text.split_at(text.len() - 2),
        None => return None,
    };
    let digits = |part: &str| part.len() <= 2 && !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    if !digits(hour) || minute.len() != 2 || !digits(minute) {
        return None;
    }
    NaiveTime::from_hms_opt(hour.parse().ok()?, minute.parse().ok()?, 0)
}

/// Reads `YYYY-MM-DD`.
pub fn parse_day(text: &str) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(text.trim(), "%Y-%m-%d").ok()
}

/// A bound of a leave: a time, or a whole day (its end when `closing`).
pub fn parse_bound(text: &str, closing: bool) -> Option<NaiveDateTime> {
    match parse_day(text) {
        Some(day) if closing => Some(day.succ_opt()?.and_time(NaiveTime::MIN)),
        Some(day) => Some(day.and_time(NaiveTime::MIN)),
        None => parse_wall(text),
    }
}

/// Stored form of a wall-clock time in JSON: `#[serde(with = "wall")]`.
pub mod wall {
    use chrono::NaiveDateTime;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub fn serialize<S: Serializer>(at: &NaiveDateTime, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(&super::wall_text(*at))
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(d: D) -> Result<NaiveDateTime, D::Error> {
        let text = String::deserialize(d)?;
        super::parse_wall(&text).ok_or_else(|| D::Error::custom(format!("not a time: {text}")))
    }
}

/// Stored form of an opening hour in JSON: `#[serde(with = "clock")]`.
pub mod clock {
    use chrono::NaiveTime;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub fn serialize<S: Serializer>(at: &NaiveTime, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(&super::clock_text(*at))
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(d: D) -> Result<NaiveTime, D::Error> {
        let text = String::deserialize(d)?;
        super::parse_clock(&text).ok_or_else(|| D::Error::custom(format!("not an hour: {text}")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case("2026-03-02T09:30", Some("2026-03-02T09:30"))]
    #[case(" 2026-03-02 09:30 ", Some("2026-03-02T09:30"))]
    #[case("2026-03-02T01:30:20Z", Some("2026-03-02T09:30"))]
    #[case("2026-03-02T09:30:59", Some("2026-03-02T09:30"))]
    #[case("2026-02-30T09:30", None)]
    #[case("", None)]
    fn wall_times_are_read_in_every_form_a_script_sends(#[case] given: &str, #[case] read: Option<&str>) {
        assert_eq!(parse_wall(given).map(wall_text).as_deref(), read);
    }

    #[rstest]
    #[case("9:30", Some("09:30"))]
    #[case("0930", Some("09:30"))]
    #[case("930", Some("09:30"))]
    #[case("24:00", None)]
    #[case("9:3", None)]
    #[case("半", None)]
    fn hours_are_read_with_or_without_a_colon(#[case] given: &str, #[case] read: Option<&str>) {
        assert_eq!(parse_clock(given).map(clock_text).as_deref(), read);
    }

    #[test]
    fn touching_stretches_do_not_overlap() {
        let at = |text| parse_wall(text).unwrap();
        let a = Span::of(at("2026-03-02T09:00"), 60);
        assert!(!a.overlaps(Span::of(at("2026-03-02T10:00"), 30)));
        assert!(a.overlaps(Span::of(at("2026-03-02T09:59"), 30)));
        assert_eq!(parse_bound("2026-03-02", true), Some(at("2026-03-03T00:00")), "a leave's last day belongs to it");
    }

    proptest! {
        #[test]
        fn no_input_breaks_a_reader(text in ".{0,24}") {
            let _ = (parse_wall(&text), parse_clock(&text), parse_bound(&text, true), parse_day(&text));
        }
    }
}
