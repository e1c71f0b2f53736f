//! `desk clerk`: whose key opens the desk over SSH. Run by the administrator, who also writes sshd's file of keys.

use super::args::{ClerkAdd, ClerkCall};
use super::{Exit, Problem, World, doing};
use crate::desk::command::{Command, Order};
use crate::desk::query::Answer;
use crate::desk::sites::{self, AddClerk, DropClerk};
use crate::store::Refusal;
use serde_json::{Value, json};
use std::io::Write;

pub(super) fn run(call: &ClerkCall, world: &World, out: &mut dyn Write) -> Result<Exit, Problem> {
    match call {
        ClerkCall::Add(add) => enter(add, world, out),
        ClerkCall::List => list(world, out),
        ClerkCall::Drop { clerk } => done(sites::Command::DropClerk(DropClerk { clerk: clerk.clone() }).into(), None, world, out),
    }
}

fn enter(call: &ClerkAdd, world: &World, out: &mut dyn Write) -> Result<Exit, Problem> {
    let named = |e: std::io::Error| Problem::Usage(super::of_file(&call.key, &e, world.lang));
    let text = std::fs::read_to_string(&call.key).map_err(named)?;
    let key = text.lines().find(|line| !line.trim().is_empty() && !line.starts_with('#')).unwrap_or_default().trim().to_owned();
    let add = AddClerk { name: call.name.clone(), key: key.clone(), transfer: call.transfer.clone() };
    // A person gets a terminal and nothing else; a key that carries files not even that.
    let may = if call.transfer.is_some() { "restrict" } else { "restrict,pty" };
    done(sites::Command::AddClerk(add).into(), Some(format!("{may} {key}")), world, out)
}

/// Does the command and answers as `desk do` does; `line` is what belongs into sshd's file of keys.
fn done(command: Command, line: Option<String>, world: &World, out: &mut dyn Write) -> Result<Exit, Problem> {
    let name = command.name();
    match world.store()?.execute(&Order::from(command), &world.who, world.now()) {
        Ok(reply) => {
            let mut answer = doing::done(&reply, world.lang);
            if let Some(line) = line {
                answer["line"] = line.into();
            }
            writeln!(out, "{answer}")?;
            Ok(Exit::Done)
        }
        Err(Refusal::Rule(reasons)) => {
            writeln!(out, "{}", doing::refused(name, &reasons, world.lang))?;
            Ok(Exit::Refused)
        }
        Err(Refusal::Fault(fault)) => Err(fault.into()),
    }
}

fn list(world: &World, out: &mut dyn Write) -> Result<Exit, Problem> {
    let query = sites::Query::Clerks(sites::Clerks::default()).into();
    let Answer::Sites(sites::Answer::Clerks(clerks)) = world.store()?.ask(&query, world.now())? else {
        return Ok(Exit::Data);
    };
    for clerk in clerks {
        let as_json: Value = json!({"name": clerk.name, "key": clerk.key, "transfer": clerk.transfer});
        if world.json {
            writeln!(out, "{as_json}")?;
        } else {
            writeln!(out, "{}\t{}\t{}", clerk.name, clerk.key, clerk.transfer)?;
        }
    }
    Ok(Exit::Done)
}
