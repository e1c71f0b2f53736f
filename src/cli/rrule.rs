//! `desk check rrule RULE START [holidays=skip|next|keep] [count=N] [until=DATE]`: the days of a recurring rule. With a
//! site's database the site's own calendar counts, without one the notices that ship with the program.

use super::{Exit, Problem, World};
use crate::calendar::official;
use crate::calendar::recur::{Bounds, Holidays, Occurrence, Occurrences, occurrences};
use crate::desk::studio::time::{parse_day, parse_wall};
use crate::i18n::{Lang, calendar as days, fill, recur as words, usage as wrong};
use crate::text::nearest::nearest;
use crate::text::safe::clean;
use chrono::NaiveDate;
use serde_json::{Value, json};
use std::io::Write;

pub(super) fn call(values: &[String], world: &World, out: &mut dyn Write) -> Result<Exit, Problem> {
    let table = if crate::store::exists(&world.folder) { world.store()?.workdays()? } else { official::workdays() };
    let asked = Asked::read(values, world.lang).map_err(Problem::Usage)?;
    let found = occurrences(&asked.rule, asked.start, asked.bounds, asked.policy, &table);
    let found = found.map_err(|why| Problem::Usage(format!("check rrule: {}", clean(&words::bad_rule(&why, world.lang)))))?;
    if world.json {
        writeln!(out, "{}", answer(&found, world.lang))?;
    } else {
        human(&found, world.lang).iter().try_for_each(|line| writeln!(out, "{line}"))?;
    }
    Ok(Exit::Done)
}

struct Asked {
    rule: String,
    start: NaiveDate,
    bounds: Bounds,
    policy: Holidays,
}

impl Asked {
    fn read(values: &[String], lang: Lang) -> Result<Asked, String> {
        let usage = wrong::words(lang).check_rrule;
        let [rule, start, more @ ..] = values else { return Err(usage.into()) };
        let wrong = |given: &str| format!("{}: {usage}", clean(given));
        let start = parse_day(start).or_else(|| parse_wall(start).map(|at| at.date())).ok_or_else(|| wrong(start))?;
        let mut asked = Asked { rule: rule.clone(), start, bounds: Bounds::default(), policy: Holidays::default() };
        for word in more {
            let (key, value) = word.split_once('=').ok_or_else(|| wrong(word))?;
            match key {
                "holidays" => asked.policy = Holidays::parse(value).ok_or_else(|| wrong(word))?,
                "count" => asked.bounds.count = Some(value.parse().ok().filter(|n| *n > 0).ok_or_else(|| wrong(word))?),
                "until" => asked.bounds.until = Some(parse_day(value).ok_or_else(|| wrong(word))?),
                other => {
                    let near = nearest(other, ["holidays", "count", "until"].into_iter());
                    let near = near.map(|n| format!("{n}="));
                    let near = wrong::near(near.as_deref(), lang);
                    return Err(super::told(wrong::words(lang).check_no, &[("key", &clean(other)), ("near", &near)]));
                }
            }
        }
        Ok(asked)
    }
}

fn answer(found: &Occurrences, lang: Lang) -> Value {
    let why = |o: &Occurrence| o.off.as_ref().map(|w| days::day_why(w, false, lang)).unwrap_or_default();
    let moved = found.days.iter().filter(|o| o.date != o.by_rule);
    json!({
        "dates": found.days.iter().map(|o| o.date.to_string()).collect::<Vec<_>>(),
        "moved": moved.map(|o| json!({"from": o.by_rule.to_string(), "to": o.date.to_string(), "why": why(o)})).collect::<Vec<_>>(),
        "skipped": found.skipped.iter().map(|o| json!({"date": o.date.to_string(), "why": why(o)})).collect::<Vec<_>>(),
        "more": found.more,
        "provisional": found.provisional,
    })
}

fn human(found: &Occurrences, lang: Lang) -> Vec<String> {
    let w = words::words(lang);
    let told = |template: &str, o: &Occurrence| {
        let why = o.off.as_ref().map(|w| days::day_why(w, false, lang)).unwrap_or_default();
        fill(template, [("day", o.by_rule.to_string().as_str()), ("why", why.as_str())].into_iter())
    };
    let mut lines: Vec<String> = Vec::new();
    for o in &found.days {
        let line = format!("{} {}", o.date, days::weekday(o.date, lang));
        lines.push(if o.date == o.by_rule { line } else { format!("{line}  {}", told(w.moved, o)) });
    }
    lines.extend(found.skipped.iter().map(|o| told(w.skipped, o)));
    lines.extend(found.more.then(|| w.more.to_owned()));
    lines.extend(found.provisional.then(|| w.provisional.to_owned()));
    lines
}

/// The days of a rule on a table, for tests.
#[cfg(test)]
fn asked(line: &[&str], table: &crate::calendar::workdays::Workdays) -> Result<Value, String> {
    let values: Vec<String> = line.iter().map(|v| (*v).to_owned()).collect();
    let asked = Asked::read(&values, Lang::En)?;
    let found = occurrences(&asked.rule, asked.start, asked.bounds, asked.policy, table);
    found.map(|f| answer(&f, Lang::En)).map_err(|why| words::bad_rule(&why, Lang::En))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_answer_has_its_dates_and_says_what_moved() {
        let table = official::workdays();
        let told = asked(&["FREQ=MONTHLY;BYMONTHDAY=1;COUNT=2", "2026-01-01", "holidays=next"], &table).unwrap();
        assert_eq!(told["dates"], json!(["2026-01-04", "2026-02-02"]), "Sunday 4 January 2026 was worked: {told}");
        assert_eq!(told["moved"][0]["from"], "2026-01-01");
        let told = asked(&["FREQ=MONTHLY;BYMONTHDAY=1;COUNT=2", "2026-01-01T09:30", "holidays=skip"], &table).unwrap();
        assert_eq!((told["dates"].clone(), told["skipped"].as_array().unwrap().len()), (json!([]), 2));
        let told = asked(&["FREQ=WEEKLY", "2026-03-02", "count=3"], &table).unwrap();
        assert_eq!(
            (told["dates"].clone(), told["more"].clone()),
            (json!(["2026-03-02", "2026-03-09", "2026-03-16"]), json!(true))
        );
    }

    #[test]
    fn wrong_calls_are_named() {
        let table = official::workdays();
        for (line, part) in [
            (vec!["FREQ=WEEKLY"], "give RULE START"),
            (vec!["FREQ=WEEKLY", "2026-02-30"], "2026-02-30"),
            (vec!["FREQ=WEEKLY", "2026-03-02", "holiday=skip"], "did you mean holidays=?"),
            (vec!["FREQ=WEEKLY", "2026-03-02", "holidays=never"], "holidays=never"),
            (vec!["FREQ=WEEKLY", "2026-03-02", "count=0"], "count=0"),
            (vec!["FREQ=FORTNIGHTLY", "2026-03-02"], "not a rule"),
            (vec!["FREQ=HOURLY", "2026-03-02"], "by the day"),
        ] {
            let said = asked(&line, &table).unwrap_err();
            assert!(said.contains(part), "{line:?}: {said}");
        }
    }
}
