//! Recurring days: a rule of RFC 5545 (`FREQ=MONTHLY;BYMONTHDAY=5`), read by the `rrule` crate, and what becomes of a
//! day that is not worked.
//!
//! A series is by the day or longer, and every question is bounded: so many dates, so many years. A day counts as off
//! when the official table says so, or on a weekend that the rule does not ask for by name (`BYDAY=SA`).

use super::workdays::{DayWhy, Workdays};
use crate::text::nearest::nearest;
use chrono::{Datelike, Days, Months, NaiveDate, NaiveTime, TimeZone, Weekday};
use rrule::{RRule, Tz, Unvalidated};

/// The most dates that are ever given.
pub const MOST: usize = 1000;
/// Dates of a rule without an end, when nobody says how many.
pub const USUAL: usize = 100;
/// A rule is followed for so many years at most.
const YEARS: u32 = 30;
/// The longest rule taken, in bytes.
const LONGEST: usize = 512;
/// How far a working day is looked for.
const SEARCH: u64 = 31;
/// The parts of a rule that a day needs; the rest of RFC 5545 divides the day.
const PARTS: [&str; 11] =
    ["FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYDAY", "BYMONTH", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYSETPOS"];

/// What becomes of an occurrence on a day off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Holidays {
    /// It is left out.
    Skip,
    /// It moves on to the next working day.
    Next,
    /// It stays.
    #[default]
    Keep,
}

impl Holidays {
    pub const ALL: [Holidays; 3] = [Holidays::Skip, Holidays::Next, Holidays::Keep];

    /// The word in commands and JSON.
    pub fn name(self) -> &'static str {
        match self {
            Holidays::Skip => "skip",
            Holidays::Next => "next",
            Holidays::Keep => "keep",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Holidays> {
        Holidays::ALL.into_iter().find(|h| h.name() == word.trim())
    }
}

/// One day of a series.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Occurrence {
    pub date: NaiveDate,
    /// The day the rule itself gives.
    pub by_rule: NaiveDate,
    /// Why that day is off, if it is.
    pub off: Option<DayWhy>,
}

/// The days of a series within bounds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Occurrences {
    /// Ascending, each date once.
    pub days: Vec<Occurrence>,
    /// Left out because the day is off.
    pub skipped: Vec<Occurrence>,
    /// The rule goes on beyond the bound.
    pub more: bool,
    /// A year without its notice was met: holidays there are not known yet.
    pub provisional: bool,
}

/// How far a rule is followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Bounds {
    /// Dates wanted, at most [`MOST`]; none = all of a rule that ends, [`USUAL`] of one that does not.
    pub count: Option<usize>,
    /// Last day.
    pub until: Option<NaiveDate>,
}

/// Why a text is not a rule for days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BadRule {
    Empty,
    TooLong,
    /// Not `NAME=value`.
    Form(String),
    /// No part of this name; the nearest.
    Unknown(String, Option<&'static str>),
    /// A part that divides the day, or a frequency below it.
    BelowDay(String),
    Twice(String),
    NoFreq,
    BadUntil(String),
    /// `COUNT` and `UNTIL` together.
    CountAndUntil,
    /// Starts outside 1900–2200.
    Start,
    /// The reader of rules says no, in its words.
    Refused(String),
    /// It names no day within thirty years.
    Never,
}

/// A rule taken apart: what the crate reads, and its end, which is ours.
struct Parts {
    rule: String,
    until: Option<NaiveDate>,
    endless: bool,
    /// It asks for a Saturday or Sunday by name.
    weekends: bool,
}

/// The days of a rule from `start` on.
///
/// # Errors
/// The text is not a rule, or names no day at all.
pub fn occurrences(
    rule: &str,
    start: NaiveDate,
    bounds: Bounds,
    policy: Holidays,
    table: &Workdays,
) -> Result<Occurrences, BadRule> {
    let parts = take_apart(rule, start)?;
    let set = built(&parts.rule, start)?;
    let horizon = start.checked_add_months(Months::new(YEARS * 12)).unwrap_or(start);
    let last = [parts.until, bounds.until].into_iter().flatten().min().unwrap_or(horizon).min(horizon);
    let most = bounds.count.unwrap_or(if parts.endless && bounds.until.is_none() { USUAL } else { MOST }).clamp(1, MOST);
    let mut found = Occurrences::default();
    let mut any = false;
    // Skipped days are not among the dates wanted, but a rule of days off only must end as well.
    for day in set.into_iter().map(|at| at.date_naive()).take_while(|day| *day <= last).take(most * 8) {
        any = true;
        if found.days.len() == most {
            found.more = true;
            break;
        }
        found.provisional |= !table.knows(day.year());
        settle(day, policy, parts.weekends, table, &mut found);
    }
    found.days.sort_by_key(|o| o.date);
    if any { Ok(found) } else { Err(BadRule::Never) }
}

fn settle(day: NaiveDate, policy: Holidays, weekends: bool, table: &Workdays, found: &mut Occurrences) {
    let known = table.is_workday(day);
    let asked = weekends && known.why == DayWhy::Weekend;
    let off = (!known.works && !asked).then_some(known.why);
    let date = match (policy, &off) {
        (Holidays::Next, Some(_)) => next_working(day, table),
        _ => day,
    };
    let one = Occurrence { date, by_rule: day, off };
    if policy == Holidays::Skip && one.off.is_some() {
        found.skipped.push(one);
    } else if found.days.iter().all(|o| o.date != date) {
        found.days.push(one);
    }
}

fn next_working(day: NaiveDate, table: &Workdays) -> NaiveDate {
    (1..=SEARCH).filter_map(|n| day.checked_add_days(Days::new(n))).find(|d| table.works(*d)).unwrap_or(day)
}

fn take_apart(rule: &str, start: NaiveDate) -> Result<Parts, BadRule> {
    let text = rule.trim().to_ascii_uppercase();
    let text = text.strip_prefix("RRULE:").unwrap_or(&text).trim_end_matches(';');
    if text.is_empty() {
        return Err(BadRule::Empty);
    }
    if text.len() > LONGEST {
        return Err(BadRule::TooLong);
    }
    if !(1900..=2200).contains(&start.year()) {
        return Err(BadRule::Start);
    }
    let mut seen: Vec<(&str, &str)> = Vec::new();
    for part in text.split(';') {
        let (name, value) = part.split_once('=').filter(|(n, v)| !n.is_empty() && !v.is_empty()).ok_or_else(|| form(part))?;
        check_part(name, value, &seen)?;
        seen.push((name, value));
    }
    let value = |name: &str| seen.iter().find(|(n, _)| *n == name).map(|(_, v)| *v);
    let freq = value("FREQ").ok_or(BadRule::NoFreq)?;
    if value("COUNT").is_some() && value("UNTIL").is_some() {
        return Err(BadRule::CountAndUntil);
    }
    let until = value("UNTIL").map(|v| last_day(v).ok_or_else(|| BadRule::BadUntil(v.to_owned()))).transpose()?;
    let weekend_start = matches!(start.weekday(), Weekday::Sat | Weekday::Sun);
    let weekends = value("BYDAY").map_or(freq == "WEEKLY" && weekend_start, |days| {
        // MO to SU in full is every day, not a wish for weekends.
        let named = |day: &str| days.split(',').any(|d| d.ends_with(day));
        (named("SA") || named("SU")) && !["MO", "TU", "WE", "TH", "FR", "SA", "SU"].into_iter().all(named)
    });
    let endless = until.is_none() && value("COUNT").is_none();
    let rule = seen.iter().filter(|(n, _)| *n != "UNTIL").map(|(n, v)| format!("{n}={v}")).collect::<Vec<_>>().join(";");
    Ok(Parts { rule, until, endless, weekends })
}

fn form(part: &str) -> BadRule {
    BadRule::Form(part.to_owned())
}

fn check_part(name: &str, value: &str, seen: &[(&str, &str)]) -> Result<(), BadRule> {
    let below = matches!(name, "BYHOUR" | "BYMINUTE" | "BYSECOND") || matches!(value, "HOURLY" | "MINUTELY" | "SECONDLY");
    if below {
        return Err(BadRule::BelowDay(format!("{name}={value}")));
    }
    if !PARTS.contains(&name) {
        return Err(BadRule::Unknown(name.to_owned(), nearest(name, PARTS.into_iter())));
    }
    let fit = |c: char| c.is_ascii_alphanumeric() || matches!(c, ',' | '+' | '-');
    if !value.chars().all(fit) || value.len() > 200 {
        return Err(form(&format!("{name}={value}")));
    }
    if seen.iter().any(|(n, _)| *n == name) { Err(BadRule::Twice(name.to_owned())) } else { Ok(()) }
}

/// `20261231`, `2026-12-31`, or with a time: in UTC (`…Z`) it is eight hours later here.
fn last_day(value: &str) -> Option<NaiveDate> {
    let plain = value.replace('-', "");
    let day = NaiveDate::parse_from_str(plain.get(..8)?, "%Y%m%d").ok()?;
    let Some(rest) = plain.get(8..).filter(|r| !r.is_empty()) else { return Some(day) };
    let time = rest.strip_prefix('T')?;
    let clock = NaiveTime::parse_from_str(time.trim_end_matches('Z'), "%H%M%S").ok()?;
    let at = day.and_time(clock);
    Some(if time.ends_with('Z') { (at + chrono::Duration::hours(8)).date() } else { day })
}

/// The crate's set of a rule. Days alone matter, so noon of UTC stands for a day.
fn built(rule: &str, start: NaiveDate) -> Result<rrule::RRuleSet, BadRule> {
    let noon = start.and_hms_opt(12, 0, 0).ok_or(BadRule::Start)?;
    let read: RRule<Unvalidated> = rule.parse().map_err(|e: rrule::RRuleError| BadRule::Refused(e.to_string()))?;
    let set = read.build(Tz::UTC.from_utc_datetime(&noon)).map_err(|e| BadRule::Refused(e.to_string()))?;
    Ok(set.limit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::official::workdays;
    use proptest::prelude::*;
    use rstest::rstest;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn dates(rule: &str, start: &str, policy: Holidays) -> String {
        let found = occurrences(rule, day(start), Bounds::default(), policy, &workdays()).unwrap();
        found.days.iter().map(|o| o.date.format("%m-%d").to_string()).collect::<Vec<_>>().join(" ")
    }

    #[rstest]
    #[case("FREQ=WEEKLY;COUNT=3", "2026-03-02", Holidays::Keep, "03-02 03-09 03-16")]
    #[case("rrule:freq=weekly;byday=mo,we;count=4", "2026-03-02", Holidays::Keep, "03-02 03-04 03-09 03-11")]
    #[case("FREQ=MONTHLY;BYMONTHDAY=5;COUNT=4", "2026-09-01", Holidays::Keep, "09-05 10-05 11-05 12-05")]
    // 5 September is a Saturday, 5 October in the National Day week.
    #[case("FREQ=MONTHLY;BYMONTHDAY=5;COUNT=4", "2026-09-01", Holidays::Next, "09-07 10-08 11-05 12-07")]
    #[case("FREQ=MONTHLY;BYMONTHDAY=5;COUNT=4", "2026-09-01", Holidays::Skip, "11-05")]
    // A Saturday that is asked for is no day off, one within the holiday is.
    #[case("FREQ=WEEKLY;BYDAY=SA;COUNT=3", "2026-09-12", Holidays::Skip, "09-12 09-19")]
    #[case("FREQ=MONTHLY;BYDAY=-1FR;COUNT=2", "2026-03-01", Holidays::Keep, "03-27 04-24")]
    #[case("FREQ=DAILY;UNTIL=20260304", "2026-03-02", Holidays::Keep, "03-02 03-03 03-04")]
    #[case("FREQ=DAILY;UNTIL=20260303T160000Z", "2026-03-02", Holidays::Keep, "03-02 03-03 03-04")]
    #[case("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;COUNT=2", "2026-01-01", Holidays::Keep, "02-29 02-29")]
    fn rules_give_their_days(#[case] rule: &str, #[case] start: &str, #[case] policy: Holidays, #[case] want: &str) {
        assert_eq!(dates(rule, start, policy), want);
    }

    #[rstest]
    #[case("", BadRule::Empty)]
    #[case("FREQ", BadRule::Form("FREQ".into()))]
    #[case("FREQ=WEEKLY;BYDYA=MO", BadRule::Unknown("BYDYA".into(), Some("BYDAY")))]
    #[case("FREQ=HOURLY", BadRule::BelowDay("FREQ=HOURLY".into()))]
    #[case("FREQ=DAILY;BYHOUR=9", BadRule::BelowDay("BYHOUR=9".into()))]
    #[case("FREQ=DAILY;FREQ=DAILY", BadRule::Twice("FREQ".into()))]
    #[case("COUNT=3", BadRule::NoFreq)]
    #[case("FREQ=DAILY;COUNT=3;UNTIL=20260304", BadRule::CountAndUntil)]
    #[case("FREQ=DAILY;UNTIL=20260230", BadRule::BadUntil("20260230".into()))]
    #[case("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", BadRule::Never)]
    #[case("FREQ=DAILY;UNTIL=20200101", BadRule::Never)]
    fn what_is_no_rule_is_named(#[case] rule: &str, #[case] why: BadRule) {
        assert_eq!(occurrences(rule, day("2026-03-02"), Bounds::default(), Holidays::Keep, &workdays()), Err(why));
    }

    #[test]
    fn the_readers_own_refusals_come_through() {
        for rule in ["FREQ=SOMETIMES", "FREQ=DAILY;INTERVAL=x", "FREQ=WEEKLY;BYDAY=XX", "FREQ=MONTHLY;BYMONTHDAY=77"] {
            let found = occurrences(rule, day("2026-03-02"), Bounds::default(), Holidays::Keep, &workdays());
            assert!(matches!(found, Err(BadRule::Refused(_))), "{rule}: {found:?}");
        }
    }

    #[test]
    fn no_rule_runs_for_ever() {
        let all = |bounds| occurrences("FREQ=DAILY", day("2026-03-02"), bounds, Holidays::Keep, &workdays()).unwrap();
        let usual = all(Bounds::default());
        assert_eq!((usual.days.len(), usual.more), (USUAL, true));
        assert_eq!(all(Bounds { count: Some(1_000_000), until: None }).days.len(), MOST);
        let week = all(Bounds { count: None, until: Some(day("2026-03-08")) });
        assert_eq!((week.days.len(), week.more), (7, false));
        let start = std::time::Instant::now();
        for rule in [
            "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
            "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=31",
            "FREQ=YEARLY;BYWEEKNO=53;BYDAY=MO;BYMONTH=6",
        ] {
            assert_eq!(occurrences(rule, day("2026-03-02"), Bounds::default(), Holidays::Skip, &workdays()), Err(BadRule::Never));
        }
        assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
    }

    #[test]
    fn a_moved_day_says_why_and_falls_on_no_other_occurrence() {
        let found = occurrences("FREQ=DAILY;COUNT=3", day("2026-03-06"), Bounds::default(), Holidays::Next, &workdays()).unwrap();
        // Friday; Saturday and Sunday both move to Monday, once.
        assert_eq!(found.days.iter().map(|o| o.date.to_string()).collect::<Vec<_>>(), ["2026-03-06", "2026-03-09"]);
        assert_eq!(found.days[1].off, Some(DayWhy::Weekend));
        let far = occurrences("FREQ=YEARLY;COUNT=3", day("2026-03-06"), Bounds::default(), Holidays::Keep, &workdays()).unwrap();
        assert!(far.provisional);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn no_text_breaks_it(rule in "(FREQ=(DAILY|WEEKLY|MONTHLY|YEARLY);)?([A-Z]{3,10}=[-0-9A-Z,]{1,8};?){0,3}", start in 0i32..300) {
            let start = NaiveDate::from_ymd_opt(1900 + start, 2, 28).unwrap();
            let _ = occurrences(&rule, start, Bounds { count: Some(5), until: None }, Holidays::Next, &workdays());
        }
        #[test]
        fn nor_do_numbers(
            freq in "DAILY|WEEKLY|MONTHLY|YEARLY",
            part in "BYDAY|BYMONTH|BYMONTHDAY|BYYEARDAY|BYWEEKNO|BYSETPOS|INTERVAL|COUNT",
            value in "-?[0-9]{1,5}(,-?[0-9]{1,3})?|-?[0-9]{0,2}(MO|SU)",
        ) {
            let rule = format!("FREQ={freq};{part}={value}");
            let _ = occurrences(&rule, NaiveDate::from_ymd_opt(2026, 3, 2).unwrap(), Bounds { count: Some(5), until: None }, Holidays::Skip, &workdays());
        }
    }
}
