//! `desk show VIEW k=v …`: the questions that the panels ask.

use super::args::Show;
use super::{Exit, Problem, World, told};
use crate::desk::query::{BadWords, Query};
use crate::i18n::{Lang, usage};
use serde_json::Value;
use std::io::Write;

pub(super) fn run(show: &Show, world: &World, out: &mut dyn Write) -> Result<Exit, Problem> {
    let t = usage::words(world.lang);
    let words: Result<Vec<_>, _> = show
        .words
        .iter()
        .map(|w| w.split_once('=').map(|(k, v)| (k.to_owned(), v.to_owned())).ok_or_else(|| told(t.key_value, &[("word", w)])))
        .collect();
    let asked = |words: Vec<_>| Query::from_words(&show.view, &words).map_err(|bad| wrong(&bad, world.lang));
    let query = words.and_then(asked).map_err(Problem::Usage)?;
    let answer = serde_json::to_value(world.store()?.ask(&query, world.now())?)?;
    if world.json {
        writeln!(out, "{answer}")?;
    } else {
        print(&answer, out)?;
    }
    Ok(Exit::Done)
}

fn wrong(bad: &BadWords, lang: Lang) -> String {
    let t = usage::words(lang);
    match bad {
        BadWords::NoSuchDay(given) => told(t.no_day, &[("given", given)]),
        BadWords::Unknown { view, near } => told(t.no_view, &[("given", view), ("near", &usage::near(near.as_deref(), lang))]),
        BadWords::Fields(said) => usage::fields(said, lang),
    }
}

/// For people: one record a paragraph, `field  value` a line.
fn print(answer: &Value, out: &mut dyn Write) -> std::io::Result<()> {
    match answer {
        Value::Array(items) => items.iter().try_for_each(|item| {
            print(item, out)?;
            writeln!(out)
        }),
        Value::Object(fields) => fields.iter().try_for_each(|(name, value)| writeln!(out, "{name:<14} {}", plain(value))),
        other => writeln!(out, "{}", plain(other)),
    }
}

fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => crate::text::safe::clean(text),
        other => other.to_string(),
    }
}
