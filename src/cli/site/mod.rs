//! `desk site`: cards, the roster, keys, for people who do not know keys (SYNC.md section 12).

mod join;
mod key;
mod list;

use super::args::Site;
use super::doing::refused;
use super::{Exit, Problem, World};
use crate::desk::command::{Command, Order};
use crate::desk::sites::exchange::Finding;
use crate::i18n::{exchange, fill, told, trust};
use crate::store::{Refusal, Reply, Store};
use serde_json::{Value, json};
use std::io::{IsTerminal as _, Write};

pub(super) fn run(call: &Site, world: &World, out: &mut dyn Write) -> Result<Exit, Problem> {
    if let Site::Moved = call {
        return super::restore::moved(world, out);
    }
    let mut store = world.store()?;
    store.enrol_hub(&world.who, world.now())?;
    store.prune_keys(world.now())?;
    match call {
        Site::Card { out: folder } => key::card(&store, folder.as_deref(), world, out),
        Site::Rotate { out: folder } => key::rotate(&mut store, folder.as_deref(), world, out),
        Site::Sheet { out: file } => key::sheet(&store, file.as_deref(), world, out),
        Site::Recover { file } => key::recover(&store, file, world, out),
        Site::Add { card, digits } => join::add(&mut store, card, digits.as_deref(), world, out),
        Site::Roster { out: to } => join::roster(&store, to, world, out),
        Site::Join { file, digits } => join::join(&mut store, file, digits.as_deref(), world, out),
        Site::Revoke { site } => join::revoke(&mut store, site, world, out),
        Site::Unfreeze { site } => super::restore::unfreeze(&mut store, site, world, out),
        // Done above, before the database had to be the one that was used last.
        Site::Moved => Ok(Exit::Done),
        Site::List => list::list(&store, world, out),
    }
}

/// Does a command of the roster; `Err` is its refusal, already told.
fn order(store: &mut Store, command: Command, world: &World, out: &mut dyn Write) -> Result<Result<Reply, Exit>, Problem> {
    let order = Order::from(command);
    match store.execute(&order, &world.who, world.now()) {
        Ok(reply) => Ok(Ok(reply)),
        Err(Refusal::Rule(reasons)) => {
            if world.json {
                writeln!(out, "{}", refused(order.command.name(), &reasons, world.lang))?;
            } else {
                for reason in &reasons {
                    let (why, next) = told(reason, world.lang);
                    writeln!(out, "{why}\n{next}")?;
                }
            }
            Ok(Err(Exit::Refused))
        }
        Err(Refusal::Fault(fault)) => Err(fault.into()),
    }
}

/// A finding as the whole answer.
fn found(finding: &Finding, world: &World, out: &mut dyn Write) -> Result<Exit, Problem> {
    let (why, next) = exchange::told(finding, world.lang);
    let code = finding.code.name();
    if world.json {
        let reason = json!({"code": code, "facts": finding.facts, "why": why, "next": next});
        writeln!(out, "{}", json!({"ok": false, "changed": false, "reasons": [reason]}))?;
    } else {
        writeln!(out, "{code} {why}\n{next}")?;
    }
    Ok(Exit::Data)
}

/// What was done: one JSON line for scripts, lines of words for people.
fn say(value: Value, lines: &[String], world: &World, out: &mut dyn Write) -> Result<Exit, Problem> {
    if world.json {
        writeln!(out, "{value}")?;
    } else {
        for line in lines {
            writeln!(out, "{line}")?;
        }
    }
    Ok(Exit::Done)
}

/// A template with its facts.
fn with(template: &str, facts: &[(&str, &str)]) -> String {
    fill(template, facts.iter().copied())
}

/// Shows the digits and asks whether they are the same; only on a terminal, where somebody can compare them.
fn asked(question: &str, digits: &str, world: &World, out: &mut dyn Write) -> Result<bool, Problem> {
    if world.json || !std::io::stdin().is_terminal() {
        return Ok(false);
    }
    write!(out, "{question}\n\n    {digits}\n\n{}", trust::words(world.lang).ask)?;
    out.flush()?;
    let mut line = String::new();
    std::io::stdin().read_line(&mut line)?;
    Ok(crate::text::fold::half_width(line.trim()) == "1")
}
