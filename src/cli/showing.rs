//! `desk show VIEW k=v …`: the questions that the panels ask.

use super::args::Show;
use super::{Exit, Problem, World};
use crate::desk::query::Query;
use serde_json::Value;
use std::io::Write;

pub(super) fn run(show: &Show, world: &World, out: &mut dyn Write) -> Result<Exit, Problem> {
    let words: Result<Vec<_>, _> = show
        .words
        .iter()
        .map(|w| w.split_once('=').map(|(k, v)| (k.to_owned(), v.to_owned())).ok_or_else(|| format!("{w}: write key=value")))
        .collect();
    let query = words.and_then(|words| Query::from_words(&show.view, &words)).map_err(Problem::Usage)?;
    let answer = serde_json::to_value(world.store()?.ask(&query, world.now())?)?;
    if world.json {
        writeln!(out, "{answer}")?;
    } else {
        print(&answer, out)?;
    }
    Ok(Exit::Done)
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
