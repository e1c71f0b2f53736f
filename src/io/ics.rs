//! Bookings as iCalendar (RFC 5545), for the calendar program of an advisor or of the centre.
//!
//! Times are written in UTC, so that no time zone has to travel with them. Lines end with CR LF and are folded at 75
//! octets, between characters and never within one.

use crate::base::clock::Moment;

/// Octets of a line, the break left out (RFC 5545 section 3.1).
const OCTETS: usize = 75;

/// Where an event stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    Confirmed,
    Tentative,
    Cancelled,
}

/// One booking. The same id with a higher `seq` replaces what a calendar has of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    pub id: String,
    pub seq: i64,
    pub start: Moment,
    pub minutes: i64,
    pub status: Status,
    pub summary: String,
    pub place: String,
    pub about: String,
}

/// A whole calendar of this name, as it stands at `stamp`.
pub fn calendar(name: &str, events: &[Event], stamp: Moment) -> String {
    let mut out = String::new();
    for (name, value) in
        [("BEGIN", "VCALENDAR"), ("VERSION", "2.0"), ("PRODID", "-//desk//front desk//EN"), ("METHOD", "PUBLISH")]
    {
        line(&mut out, name, value);
    }
    line(&mut out, "X-WR-CALNAME", &escaped(name));
    for event in events {
        self::event(&mut out, event, stamp);
    }
    line(&mut out, "END", "VCALENDAR");
    out
}

fn event(out: &mut String, event: &Event, stamp: Moment) {
    let status = match event.status {
        Status::Confirmed => "CONFIRMED",
        Status::Tentative => "TENTATIVE",
        Status::Cancelled => "CANCELLED",
    };
    let end = event.start.plus_ms(event.minutes.max(0).saturating_mul(60_000));
    line(out, "BEGIN", "VEVENT");
    line(out, "UID", &escaped(&format!("{}@desk", event.id)));
    line(out, "DTSTAMP", &utc(stamp));
    line(out, "DTSTART", &utc(event.start));
    line(out, "DTEND", &utc(end));
    line(out, "SEQUENCE", &event.seq.max(0).to_string());
    line(out, "STATUS", status);
    for (name, text) in [("SUMMARY", &event.summary), ("LOCATION", &event.place), ("DESCRIPTION", &event.about)] {
        if !text.is_empty() {
            line(out, name, &escaped(text));
        }
    }
    line(out, "END", "VEVENT");
}

/// `20260302T013000Z`.
fn utc(at: Moment) -> String {
    let east = chrono::Duration::hours(8);
    (at.local() - east).format("%Y%m%dT%H%M%SZ").to_string()
}

/// Text as a value: backslash, semicolon, comma and line feed are written with a backslash; other controls go.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// A content line, folded: what goes on begins with a space, which counts.
fn line(out: &mut String, name: &str, value: &str) {
    let mut used = 0;
    for c in name.chars().chain([':']).chain(value.chars()) {
        if used + c.len_utf8() > OCTETS {
            out.push_str("\r\n ");
            used = 1;
        }
        out.push(c);
        used += c.len_utf8();
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample(summary: &str) -> Event {
        Event {
            id: "booking:01".into(),
            seq: 2,
            start: Moment::parse("2026-03-02T09:30").unwrap(),
            minutes: 60,
            status: Status::Confirmed,
            summary: summary.into(),
            place: "工作室".into(),
            about: String::new(),
        }
    }

    /// What a strict reader sees: name and value of every line, unfolded and with its text as it was.
    fn read(text: &str) -> Vec<(String, String)> {
        assert!(text.ends_with("\r\n") && !text.replace("\r\n", "").contains(['\r', '\n']), "{text:?}");
        assert!(text.split("\r\n").all(|l| l.len() <= OCTETS), "{text}");
        let whole = text.replace("\r\n ", "");
        let pair = |l: &str| l.split_once(':').map(|(n, v)| (n.to_owned(), v.to_owned())).unwrap();
        whole.trim_end().split("\r\n").map(pair).collect()
    }

    fn plain(value: &str) -> String {
        let mut out = String::new();
        let mut chars = value.chars();
        while let Some(c) = chars.next() {
            match (c, if c == '\\' { chars.next() } else { None }) {
                (_, Some('n')) => out.push('\n'),
                (_, Some(kept)) => out.push(kept),
                (c, None) => out.push(c),
            }
        }
        out
    }

    #[test]
    fn a_booking_is_an_event_with_all_that_is_required() {
        let text = calendar("青龙桥", &[sample("重点指导, 刘老师")], Moment::parse("2026-03-01T08:00").unwrap());
        let lines = read(&text);
        let of = |name: &str| lines.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str());
        for (name, value) in [
            ("VERSION", "2.0"),
            ("UID", "booking:01@desk"),
            ("DTSTAMP", "20260301T000000Z"),
            ("DTSTART", "20260302T013000Z"),
            ("DTEND", "20260302T023000Z"),
            ("SEQUENCE", "2"),
            ("STATUS", "CONFIRMED"),
            ("SUMMARY", "重点指导\\, 刘老师"),
            ("LOCATION", "工作室"),
        ] {
            assert_eq!(of(name), Some(value), "{text}");
        }
        assert_eq!(of("DESCRIPTION"), None, "nothing empty is written");
        let edges: Vec<_> = lines.iter().filter(|(n, _)| n == "BEGIN" || n == "END").map(|(_, v)| v.as_str()).collect();
        assert_eq!(edges, ["VCALENDAR", "VEVENT", "VEVENT", "VCALENDAR"]);
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_folded_between_characters_and_comes_back(text in "[\\PC\n,;\\\\]{0,200}") {
            let lines = read(&calendar("x", &[sample(&text)], Moment(0)));
            let back = lines.iter().find(|(n, _)| n == "SUMMARY").map(|(_, v)| plain(v)).unwrap_or_default();
            proptest::prop_assert_eq!(back, text);
        }
    }
}
