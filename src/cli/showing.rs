//! `desk show VIEW k=v …`: the questions that the panels ask.

use super::args::Show;
use super::{Exit, Problem, World, told};
use crate::base::clock::Moment;
use crate::desk::query::{BadWords, Query};
use crate::desk::report;
use crate::i18n::{Lang, unread, usage};
use serde_json::Value;
use std::io::Write;

/// Every view and its words, a line each: what `desk show --help` lists, and a refusal names.
pub(super) const VIEWS: &str = include_str!("views.txt");

pub(super) fn run(show: &Show, world: &World, out: &mut dyn Write) -> Result<Exit, Problem> {
    let t = usage::words(world.lang);
    let words: Result<Vec<_>, _> = show
        .words
        .iter()
        .map(|w| w.split_once('=').map(|(k, v)| (k.to_owned(), v.to_owned())).ok_or_else(|| told(t.key_value, &[("word", w)])))
        .collect();
    let asked = |words: Vec<_>| Query::from_words(&show.view, &words).map_err(|bad| wrong(&bad, world.lang));
    let query = words.and_then(asked).map_err(Problem::Usage)?;
    if let Query::Report(report::Query::Report(q)) = &query {
        super::period(q.from.as_deref(), q.until.as_deref(), q.period.as_deref(), world).map_err(Problem::Usage)?;
    }
    let answer = serde_json::to_value(world.store()?.ask(&query, world.now())?)?;
    if world.json {
        writeln!(out, "{answer}")?;
    } else {
        print(&answer, 0, out)?;
    }
    Ok(Exit::Done)
}

fn wrong(bad: &BadWords, lang: Lang) -> String {
    let t = usage::words(lang);
    match bad {
        BadWords::NoSuchDay(given) => told(t.no_day, &[("given", given)]),
        BadWords::Unknown { view, near } => {
            let known = VIEWS.lines().filter_map(|line| line.split_whitespace().next()).collect::<Vec<_>>().join(" ");
            told(t.no_view, &[("given", view), ("near", &usage::near(near.as_deref(), lang)), ("known", &known)])
        }
        BadWords::Fields(said) => unread::fields(said, lang),
    }
}

/// For people: one record a paragraph, `field  value` a line; what lies within a record stands below its name.
fn print(answer: &Value, indent: usize, out: &mut dyn Write) -> std::io::Result<()> {
    match answer {
        Value::Array(items) => items.iter().try_for_each(|item| {
            print(item, indent, out)?;
            if item.is_object() { writeln!(out) } else { Ok(()) }
        }),
        Value::Object(fields) => fields.iter().try_for_each(|(name, value)| match value {
            Value::Object(within) if !within.is_empty() => below(name, value, indent, out),
            Value::Array(within) if within.iter().any(|v| v.is_object() || v.is_array()) => below(name, value, indent, out),
            _ => writeln!(out, "{:indent$}{name:<14} {}", "", plain(name, value)),
        }),
        other => writeln!(out, "{:indent$}{}", "", plain("", other)),
    }
}

fn below(name: &str, value: &Value, indent: usize, out: &mut dyn Write) -> std::io::Result<()> {
    writeln!(out, "{:indent$}{name}", "")?;
    print(value, indent + 2, out)
}

fn plain(name: &str, value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => crate::text::safe::clean(text),
        Value::Array(words) => words.iter().map(|word| plain("", word)).collect::<Vec<_>>().join("  "),
        // A moment is kept in ms of UTC: people read the clock on the wall.
        Value::Number(n) if name == "at" || name.ends_with("_at") => match n.as_i64().filter(|ms| *ms > 0) {
            Some(ms) => Moment(ms).local().format("%Y-%m-%d %H:%M").to_string(),
            None => n.to_string(),
        },
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_view_is_listed_with_its_words() {
        let listed: Vec<Vec<&str>> = VIEWS.lines().map(|line| line.split_whitespace().collect()).collect();
        assert_eq!(listed.iter().map(|l| l[0]).collect::<Vec<_>>(), Query::names().collect::<Vec<_>>());
        for line in listed {
            let Err(BadWords::Fields(said)) = Query::from_words(line[0], &[("zz9".into(), String::new())]) else { panic!() };
            let known: Vec<&str> = said.split('`').skip(3).step_by(2).collect();
            let words: Vec<&str> = line[1..].iter().map(|w| w.trim_end_matches('=')).collect();
            assert_eq!(words, known, "{}: {said}", line[0]);
        }
    }

    #[test]
    fn a_record_for_people_shows_the_wall_clock_and_what_lies_within_below_its_name() {
        let at = Moment::parse("2026-03-02T09:30:00+08:00").unwrap().0;
        let answer = serde_json::json!([{"name": "林", "called_at": at, "tags": ["a", "b"], "in": {"x": 1}}]);
        let mut out = Vec::new();
        print(&answer, 0, &mut out).unwrap();
        let lines =
            ["called_at      2026-03-02 09:30", "in", "  x              1", "name           林", "tags           a  b", "", ""];
        let mut told: Vec<_> = String::from_utf8(out).unwrap().split('\n').map(str::to_owned).collect();
        told.sort_by_key(|l| l.is_empty());
        let mut wanted = lines.map(str::to_owned).to_vec();
        for list in [&mut told, &mut wanted] {
            list.sort();
        }
        assert_eq!(told, wanted);
    }

    #[test]
    fn a_view_that_is_not_there_is_refused_with_those_that_are() {
        let said = wrong(&BadWords::Unknown { view: "foo".into(), near: None }, Lang::Zh);
        assert!(
            said.starts_with("没有「foo」这种列表。可看：residents resident queue") && said.contains("desk show --help"),
            "{said}"
        );
    }
}
