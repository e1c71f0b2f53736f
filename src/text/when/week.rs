//! The hours of a week on one line: `1-5 0830-1130 1400-1700; 6 900-1130`, `周一至周五 8点半-11点半；周六 9-11`.
//!
//! A group is days, then times; groups are parted by `;`. The first word of a group is its days, as digits or words.

use super::{clock, tokens};
use crate::text::fold::fold;
use crate::text::safe::clean;
use chrono::NaiveTime;

/// One stretch of one weekday.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Row {
    /// 1 = Monday … 7 = Sunday.
    pub weekday: u32,
    pub from: NaiveTime,
    pub to: NaiveTime,
}

/// Longer words first.
const WEEK: [&str; 4] = ["星期", "礼拜", "周", "週"];
const SIGNS: [&str; 7] = ["一", "二", "三", "四", "五", "六", "日"];

/// Reads a week; an empty text is a week without hours.
///
/// # Errors
/// The piece that cannot be meant.
pub fn hours(text: &str) -> Result<Vec<Row>, String> {
    let mut rows = Vec::new();
    let clean = clean(text);
    for group in clean.split([';', '；']).map(str::trim).filter(|g| !g.is_empty()) {
        rows.extend(of_group(group)?);
    }
    rows.sort();
    Ok(rows)
}

fn of_group(group: &str) -> Result<Vec<Row>, String> {
    let (mut days, mut spans) = (Vec::new(), Vec::new());
    for (n, token) in tokens(group).into_iter().enumerate() {
        let folded = fold(&token);
        let named = SIGNS.iter().chain(&WEEK).chain(&["天"]).any(|s| folded.starts_with(s));
        let found = if n == 0 || (named && spans.is_empty()) { weekdays(&folded) } else { None };
        match (found, clock::read(&folded)) {
            (Some(found), _) => days.extend(found),
            (None, Some(piece)) if piece.after.is_empty() => match piece.value {
                Ok((from, Some(to))) => spans.push((from, to)),
                _ => return Err(token),
            },
            _ => return Err(token),
        }
    }
    if days.is_empty() || spans.is_empty() {
        return Err(group.to_owned());
    }
    days.sort_unstable();
    days.dedup();
    Ok(days.iter().flat_map(|day| spans.iter().map(|(from, to)| Row { weekday: *day, from: *from, to: *to })).collect())
}

/// `1-5`, `135`, `1,3`, `周一至周五`, `周一、三`; `text` is folded.
fn weekdays(text: &str) -> Option<Vec<u32>> {
    let text = WEEK.iter().fold(text.to_owned(), |text, word| text.replace(word, ""));
    let (mut days, mut ranging) = (Vec::new(), false);
    for c in text.chars() {
        let day = c.to_digit(10).filter(|d| (1..=7).contains(d)).or_else(|| sign(c));
        match (c, day) {
            (_, Some(day)) if ranging => {
                let first: u32 = *days.last()?;
                if first >= day {
                    return None;
                }
                days.extend(first + 1..=day);
                ranging = false;
            }
            (_, Some(day)) => days.push(day),
            ('-' | '~' | '至' | '到', None) if !days.is_empty() && !ranging => ranging = true,
            (',' | '、' | '/', None) => {}
            _ => return None,
        }
    }
    (!days.is_empty() && !ranging).then_some(days)
}

fn sign(c: char) -> Option<u32> {
    let text = c.to_string();
    let at = SIGNS.iter().position(|s| **s == text).or((c == '天').then_some(6))?;
    u32::try_from(at + 1).ok()
}

/// A week as it is typed again: days of the same hours together.
pub fn text(rows: &[Row]) -> String {
    let mut groups: Vec<(Vec<u32>, String)> = Vec::new();
    for weekday in 1..=7 {
        let mut own: Vec<&Row> = rows.iter().filter(|r| r.weekday == weekday).collect();
        own.sort();
        let spans: Vec<String> = own.iter().map(|r| format!("{}-{}", r.from.format("%H:%M"), r.to.format("%H:%M"))).collect();
        let spans = spans.join(" ");
        match groups.iter_mut().find(|(_, s)| *s == spans) {
            _ if spans.is_empty() => {}
            Some((days, _)) => days.push(weekday),
            None => groups.push((vec![weekday], spans)),
        }
    }
    groups.iter().map(|(days, spans)| format!("{} {spans}", together(days))).collect::<Vec<_>>().join("; ")
}

/// `1-5` where days follow each other, else `135`.
fn together(days: &[u32]) -> String {
    match days {
        [first, .., last] if *last - *first + 1 == u32::try_from(days.len()).unwrap_or(0) && days.len() > 1 => {
            format!("{first}-{last}")
        }
        _ => days.iter().map(u32::to_string).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case("1-5 0830-1130 1400-1700", "1-5 08:30-11:30 14:00-17:00")]
    #[case("１－５　０８３０－１１３０", "1-5 08:30-11:30")]
    #[case("周一至周五 8:30-11:30 14点-17点；周六 9点-11点", "1-5 08:30-11:30 14:00-17:00; 6 09:00-11:00")]
    #[case("135 0900-1000; 2 0900-1000", "1235 09:00-10:00")]
    #[case("周一 周三 0900-1000", "13 09:00-10:00")]
    #[case("一、三 9-12 14-17", "13 09:00-12:00 14:00-17:00")]
    #[case("7 10:00 - 11:00", "7 10:00-11:00")]
    #[case("", "")]
    fn a_week_is_read_and_written_again(#[case] typed: &str, #[case] week: &str) {
        let rows = hours(typed).unwrap();
        assert_eq!(text(&rows), week);
        assert_eq!(hours(&text(&rows)).unwrap(), rows);
    }

    #[rstest]
    #[case("8 0900-1000", "8")]
    #[case("5-1 0900-1000", "5-1")]
    #[case("1-5", "1-5")]
    #[case("1-5 1000-0900", "1000-0900")]
    #[case("1-5 0900", "0900")]
    #[case("1-5 上午", "上午")]
    fn what_is_no_week_is_named(#[case] typed: &str, #[case] piece: &str) {
        assert_eq!(hours(typed).unwrap_err(), piece);
    }

    proptest! {
        #[test]
        fn no_text_breaks_it(typed in "[-0-9周一五至;: 点a]{0,30}") {
            if let Ok(rows) = hours(&typed) {
                prop_assert_eq!(hours(&text(&rows)).unwrap().len(), { let mut r = rows.clone(); r.dedup(); r.len() });
            }
        }
    }
}
