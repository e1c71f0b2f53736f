//! The time, or from and to, at the beginning of a text.
//!
//! A counter is open by day: an hour from 1 to 6 written without a leading zero and without 上午 is meant in
//! the afternoon (`3点`, `330` are 15:00, 15:30; `0330` is half past three at night).

use super::{Piece, Why, number};
use chrono::NaiveTime;

/// Start, and end if there is one.
pub(super) type Span = (NaiveTime, Option<NaiveTime>);

/// Signs and words between from and to, folded.
pub(super) const RANGE: [&str; 7] = ["-", "~", "至", "到", "—", "–", "--"];

const PERIODS: [(&str, Part); 14] = [
    ("上午", Part::Morning),
    ("早上", Part::Morning),
    ("早晨", Part::Morning),
    ("凌晨", Part::Morning),
    ("早", Part::Morning),
    ("中午", Part::Noon),
    ("下午", Part::Afternoon),
    ("午后", Part::Afternoon),
    ("傍晚", Part::Afternoon),
    ("晚上", Part::Afternoon),
    ("晚", Part::Afternoon),
    ("am", Part::Morning),
    ("pm", Part::Afternoon),
    ("夜里", Part::Afternoon),
];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Morning,
    Noon,
    Afternoon,
}

/// One time as written.
struct Point<'a> {
    hour: u32,
    minute: u32,
    part: Option<Part>,
    leading_zero: bool,
    after: &'a str,
}

/// Whether the whole text is bare digits.
pub(super) fn is_plain(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_digit())
}

/// Whether a text begins with a bare number that no time sign follows: `930刘` may be a name with a number.
pub(super) fn is_plain_start(text: &str) -> bool {
    number::arabic(text).is_some_and(|n| !n.after.starts_with(['点', '时', ':', '-', '~', '至', '到', '—', '–']))
}

/// Whether a word without an hour is the morning (or else the afternoon), folded.
pub(super) fn half(text: &str) -> Option<bool> {
    let halves = PERIODS.iter().filter(|(word, _)| matches!(*word, "上午" | "下午" | "am" | "pm"));
    halves.into_iter().find(|(word, _)| *word == text).map(|(_, part)| *part == Part::Morning)
}

/// `text` is folded.
pub(super) fn read(text: &str) -> Option<Piece<'_, Span>> {
    let first = point(text)?;
    let second = RANGE.iter().rev().find_map(|sign| point(first.after.strip_prefix(sign)?));
    let start = first.time();
    let Some(second) = second else {
        return Some(Piece { value: start.map(|s| (s, None)).ok_or(Why::NoSuchTime), after: first.after });
    };
    let value = match (start, second.end_after(&first)) {
        (Some(from), Some(to)) if from < to => Ok((from, Some(to))),
        (Some(_), Some(_)) => Err(Why::EndBeforeStart),
        _ => Err(Why::NoSuchTime),
    };
    Some(Piece { value, after: second.after })
}

/// `下午3点半`, `3点`, `14时30分`, `9:30`, `930`, `9`.
fn point(text: &str) -> Option<Point<'_>> {
    let found = PERIODS.iter().find_map(|(word, part)| Some((*part, text.strip_prefix(word)?)));
    let (part, rest) = found.map_or((None, text), |(part, rest)| (Some(part), rest));
    let hour = number::any(rest).filter(|h| h.digits <= 4)?;
    let made = |hour: number::Number<'_>, value, minute, after| Point {
        hour: value,
        minute,
        part,
        leading_zero: hour.leading_zero,
        after,
    };
    if let Some(after) = hour.after.strip_prefix(['点', '时']).filter(|_| hour.digits <= 2) {
        let (minute, after) = minute(after);
        return Some(made(hour, hour.value, minute, after));
    }
    if let Some(after) = hour.after.strip_prefix(':') {
        let minute = number::arabic(after).filter(|m| m.digits == 2 && (1..=2).contains(&hour.digits))?;
        return Some(made(hour, hour.value, minute.value, minute.after));
    }
    match hour.digits {
        3 | 4 => Some(made(hour, hour.value / 100, hour.value % 100, hour.after)),
        1 | 2 if hour.value < 24 => Some(made(hour, hour.value, 0, hour.after)),
        _ => None,
    }
}

/// What follows 点: 半, 一刻, 三刻, 整, 钟, or minutes.
fn minute(after: &str) -> (u32, &str) {
    const WORDS: [(&str, u32); 5] = [("半", 30), ("一刻", 15), ("三刻", 45), ("整", 0), ("钟", 0)];
    if let Some(found) = WORDS.iter().find_map(|(word, minute)| Some((*minute, after.strip_prefix(word)?))) {
        return found;
    }
    match number::any(after).filter(|m| m.digits <= 2) {
        Some(m) => (m.value, m.after.strip_prefix('分').unwrap_or(m.after)),
        None => (0, after),
    }
}

impl Point<'_> {
    fn time(&self) -> Option<NaiveTime> {
        let hour = match (self.part, self.hour) {
            (Some(Part::Afternoon), 1..=11) | (Some(Part::Noon), 1..=3) => self.hour + 12,
            (Some(Part::Afternoon), 12) if self.minute == 0 => 12,
            (None, 1..=6) if !self.leading_zero => self.hour + 12,
            _ => self.hour,
        };
        NaiveTime::from_hms_opt(hour, self.minute, 0)
    }

    /// The end of a range: if it would lie before the start, it is meant after noon (`11点-1点`, `晚上7点到9点`).
    fn end_after(&self, start: &Point<'_>) -> Option<NaiveTime> {
        let end = self.time()?;
        let late = NaiveTime::from_hms_opt(self.hour + 12, self.minute, 0).filter(|_| self.part.is_none() && !self.leading_zero);
        match (start.time(), late) {
            (Some(from), Some(late)) if end <= from && late > from => Some(late),
            _ => Some(end),
        }
    }
}
