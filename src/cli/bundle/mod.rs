//! `desk bundle`: files for other sites, files from other sites.

mod inspect;
mod read;
mod watch;
mod write;

use super::args::Bundle;
use super::{Exit, Problem, World};
use crate::desk::sites::exchange::{Finding, Trouble};
use crate::exchange::format::{self, Header, Opened, Trust};
use crate::i18n::exchange::{told, words};
use crate::i18n::shell::{FaultName, fault};
use crate::store::{Fault, Sealing, Store};
use serde_json::{Value, json};
use std::io::{Read, Seek, Write};

pub(super) fn run(call: &Bundle, world: &World, out: &mut dyn Write) -> Result<Exit, Problem> {
    let done = match call {
        Bundle::Write(call) => write::run(call, world, out),
        Bundle::Read(call) => read::run(call, world, out),
        Bundle::Inspect { file } => inspect::file(file, world, out),
        Bundle::Status => inspect::status(world, out),
        Bundle::Watch(call) => watch::run(call, world, out),
    };
    match done {
        Err(Problem::Fault(why)) if code(&why).is_some() => failed(&why, world, out),
        done => done,
    }
}

/// The code of a fault that has words of its own.
fn code(why: &Fault) -> Option<(&'static str, FaultName)> {
    Some(match why {
        Fault::Full => ("E-FULL", FaultName::Full),
        Fault::Io => ("E-IO", FaultName::Io),
        Fault::Busy => ("E-BUSY", FaultName::Busy),
        _ => return None,
    })
}

/// A fault of the disk as an answer.
fn failed(why: &Fault, world: &World, out: &mut dyn Write) -> Result<Exit, Problem> {
    let (code, name) = code(why).unwrap_or(("E-FAULT", FaultName::Other));
    let text = fault(name, world.lang);
    if world.json {
        writeln!(out, "{}", json!({"ok": false, "changed": false, "reasons": [{"code": code, "why": text, "next": ""}]}))?;
    } else {
        writeln!(out, "{code} {text}")?;
    }
    Ok(Exit::Data)
}

fn said(finding: &Finding, world: &World) -> Value {
    let (why, next) = told(finding, world.lang);
    json!({"code": finding.code.name(), "facts": finding.facts, "why": why, "next": next})
}

/// One refusal as an answer; the exit code of a data problem.
fn refused(finding: &Finding, named: &str, world: &World, out: &mut dyn Write) -> Result<Exit, Problem> {
    if world.json {
        writeln!(out, "{}", json!({"ok": false, "file": named, "changed": false, "reasons": [said(finding, world)]}))?;
    } else {
        let (why, next) = told(finding, world.lang);
        let named = if named.is_empty() { String::new() } else { format!("{}\n", crate::text::safe::clean(named)) };
        writeln!(out, "{named}{} {why} {next}\n{}", finding.code.name(), words(world.lang).refused)?;
    }
    Ok(Exit::Data)
}

/// Opens a source as this site does, enrolled or not.
fn opened<R: Read + Seek>(source: R, sealing: Option<&Sealing>) -> Result<Opened<R>, Finding> {
    format::open_as(source, &sealing.map_or(Trust::Plain, Sealing::trust))
}

/// Keeps a refusal that the hub should hear of (SYNC.md section 9: logged).
fn log(store: &mut Store, finding: &Finding, header: Option<&Header>, named: &str, world: &World) -> Result<(), Problem> {
    let kept = [Trouble::Sender, Trouble::Revoked, Trouble::Seal, Trouble::Mismatch, Trouble::Limit];
    if kept.contains(&finding.code) {
        let from = header.map(|h| h.from.as_str()).unwrap_or_default();
        store.bundle_refused(finding, from, named, &world.who, world.now())?;
    }
    Ok(())
}
