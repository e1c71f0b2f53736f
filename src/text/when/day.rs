//! The date at the beginning of a text.

use super::{Piece, Why, number};
use chrono::{Datelike, Days, Months, NaiveDate};

/// How far back a date without a year may lie before the next year is meant, in days. A slip of yesterday is
/// then seen as yesterday (and refused by the rule of the booking), not taken for next year.
const BACK: u64 = 60;

/// Days from today; longer words first.
const WORDS: [(&str, i64); 15] = [
    ("大后天", 3),
    ("今天", 0),
    ("今日", 0),
    ("明天", 1),
    ("明日", 1),
    ("后天", 2),
    ("后日", 2),
    ("前天", -2),
    ("昨天", -1),
    ("昨日", -1),
    ("今", 0),
    ("明", 1),
    ("后", 2),
    ("昨", -1),
    ("当天", 0),
];

/// Weeks from this one; `None`: the next such day, today included. Longer words first.
const WEEKS: [(&str, Option<i64>); 18] = [
    ("下下星期", Some(2)),
    ("下下周", Some(2)),
    ("下个星期", Some(1)),
    ("下个周", Some(1)),
    ("下星期", Some(1)),
    ("下礼拜", Some(1)),
    ("下周", Some(1)),
    ("这个星期", Some(0)),
    ("这星期", Some(0)),
    ("这礼拜", Some(0)),
    ("这周", Some(0)),
    ("本星期", Some(0)),
    ("本周", Some(0)),
    ("上周", Some(-1)),
    ("星期", None),
    ("礼拜", None),
    ("周", None),
    ("週", None),
];

/// `text` is folded.
pub(super) fn read(text: &str, today: NaiveDate) -> Option<Piece<'_, NaiveDate>> {
    ahead(text, today)
        .or_else(|| weekday(text, today))
        .or_else(|| word(text, today))
        .or_else(|| with_year(text))
        .or_else(|| month_and_day(text, today))
        .or_else(|| day_of_month(text, today))
}

fn piece(date: Option<NaiveDate>, after: &str) -> Option<Piece<'_, NaiveDate>> {
    Some(Piece { value: date.ok_or(Why::NoSuchDate), after })
}

fn shifted(from: NaiveDate, days: i64) -> Option<NaiveDate> {
    from.checked_add_signed(chrono::TimeDelta::try_days(days)?)
}

fn word(text: &str, today: NaiveDate) -> Option<Piece<'_, NaiveDate>> {
    WORDS.iter().find_map(|(word, days)| piece(shifted(today, *days), text.strip_prefix(word)?))
}

/// `+3`, `3天后`.
fn ahead(text: &str, today: NaiveDate) -> Option<Piece<'_, NaiveDate>> {
    let plus = text.strip_prefix('+');
    let days = number::any(plus.unwrap_or(text)).filter(|n| n.value <= 9999)?;
    let after = match plus {
        Some(_) => days.after.strip_prefix('天').unwrap_or(days.after),
        None => days.after.strip_prefix("天后")?,
    };
    piece(shifted(today, i64::from(days.value)), after)
}

fn weekday(text: &str, today: NaiveDate) -> Option<Piece<'_, NaiveDate>> {
    let (weeks, rest) = WEEKS.iter().find_map(|(word, weeks)| Some((weeks, text.strip_prefix(word)?)))?;
    let sign = rest.chars().next()?;
    let after = &rest[sign.len_utf8()..];
    let wanted = match sign {
        '天' | '日' | '7' => 6,
        sign => "一二三四五六".chars().position(|c| c == sign).or_else(|| "123456".find(sign))? as i64,
    };
    let now = i64::from(today.weekday().num_days_from_monday());
    let days = match weeks {
        Some(weeks) => wanted - now + 7 * weeks,
        None => (wanted - now).rem_euclid(7),
    };
    piece(shifted(today, days), after)
}

/// `2026-12-03`, `2026.12.3`, `2026年12月3日`, `20261203`.
fn with_year(text: &str) -> Option<Piece<'_, NaiveDate>> {
    let year = number::arabic(text)?;
    if year.digits == 8 && (text.starts_with("19") || text.starts_with("20")) {
        let date = NaiveDate::from_ymd_opt((year.value / 10_000) as i32, year.value / 100 % 100, year.value % 100);
        return piece(date, year.after);
    }
    let year = Some(year).filter(|y| y.digits == 4)?;
    let sign = year.after.chars().next().filter(|c| "-./年".contains(*c))?;
    let month = number::any(&year.after[sign.len_utf8()..]).filter(|m| m.digits <= 2)?;
    let rest = month.after.strip_prefix(if sign == '年' { '月' } else { sign })?;
    let day = number::any(rest).filter(|d| d.digits <= 2)?;
    piece(NaiveDate::from_ymd_opt(year.value as i32, month.value, day.value), without_day_sign(day.after))
}

fn without_day_sign(text: &str) -> &str {
    text.strip_prefix(['日', '号']).unwrap_or(text)
}

/// `12月3日`, `12月3`, `12.3`, `12/3`, `12-3`.
fn month_and_day(text: &str, today: NaiveDate) -> Option<Piece<'_, NaiveDate>> {
    let month = number::any(text).filter(|m| m.digits <= 2)?;
    let sign = month.after.chars().next().filter(|c| "月./-".contains(*c))?;
    if sign != '月' && month.digits == 0 {
        return None;
    }
    let day = number::any(&month.after[sign.len_utf8()..]).filter(|d| d.digits <= 2 && (sign == '月' || d.digits > 0))?;
    let date = nearest(today, month.value, day.value);
    if sign == '月' {
        return piece(date, without_day_sign(day.after));
    }
    // `9-11点`, `9-11:30` and `14-16` are times; `1.5小时` is a length; `3.14.15` is neither.
    let more = day.after.chars().next().is_some_and(|c| "-~./:点时小个至到".contains(c));
    if more || (sign == '-' && date.is_none()) {
        return None;
    }
    piece(date, day.after)
}

/// The day in the year that brings it nearest ahead, or at most [`BACK`] days behind.
fn nearest(today: NaiveDate, month: u32, day: u32) -> Option<NaiveDate> {
    let earliest = today.checked_sub_days(Days::new(BACK))?;
    let years = today.year() - 1..=today.year() + 1;
    years.filter_map(|year| NaiveDate::from_ymd_opt(year, month, day)).find(|date| *date >= earliest)
}

/// `3号`, `3日`: this month, or the next if it is past. `38号` is a house.
fn day_of_month(text: &str, today: NaiveDate) -> Option<Piece<'_, NaiveDate>> {
    let day = number::any(text).filter(|d| d.digits <= 2 && (1..=31).contains(&d.value))?;
    let after = day.after.strip_prefix(['日', '号'])?;
    let first = today.with_day(1)?;
    let months = (0..3).filter_map(|n| first.checked_add_months(Months::new(n)));
    let date = months.filter_map(|m| m.with_day(day.value)).find(|d| *d >= today);
    piece(date, after)
}
