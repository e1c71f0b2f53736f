//! `desk do`: commands as JSON Lines in, one JSON reply a line out.

use super::args::Do;
use super::{Exit, Problem, World};
use crate::desk::command::{BadLine, Order};
use crate::desk::reason::Reason;
use crate::i18n::{Lang, fill, shell, told, unread, usage};
use crate::store::{Batch, Fault, Refusal, Reply, Store};
use serde_json::{Map, Value, json};
use std::io::{BufRead, BufReader, Write};

pub(super) fn run(call: &Do, world: &World, out: &mut dyn Write) -> Result<Exit, Problem> {
    if call.schema {
        return schema(out);
    }
    let input: Box<dyn BufRead> = match &call.file {
        Some(file) => {
            Box::new(BufReader::new(std::fs::File::open(file).map_err(|e| Problem::Usage(super::of_file(file, &e, world.lang)))?))
        }
        None => Box::new(BufReader::new(std::io::stdin())),
    };
    let mut store = world.store()?;
    if call.atomic { atomic(&mut store, input, world, out) } else { each(&mut store, input, call.keep_going, world, out) }
}

/// The mark that Notepad writes before the first line of a UTF-8 file.
const BOM: &[u8] = b"\xef\xbb\xbf";

/// Every line as bytes: one that is no text is one line that cannot be read, not the end of the run.
fn lines(input: Box<dyn BufRead>) -> impl Iterator<Item = std::io::Result<Vec<u8>>> {
    input.split(b'\n').enumerate().map(|(n, line)| {
        let mut line = line?;
        if n == 0 && line.starts_with(BOM) {
            line.drain(..BOM.len());
        }
        Ok(line)
    })
}

fn schema(out: &mut dyn Write) -> Result<Exit, Problem> {
    let all: Map<String, Value> = crate::desk::schema::lines().into_iter().map(|(name, s)| (name.to_owned(), s)).collect();
    writeln!(out, "{}", serde_json::to_string_pretty(&Value::Object(all))?)?;
    Ok(Exit::Done)
}

fn each(
    store: &mut Store,
    input: Box<dyn BufRead>,
    keep_going: bool,
    world: &World,
    out: &mut dyn Write,
) -> Result<Exit, Problem> {
    let mut exit = Exit::Done;
    for line in lines(input) {
        let line = line?;
        if line.trim_ascii().is_empty() {
            continue;
        }
        let (reply, refused) = one(&line, world.lang, |order| store.execute(order, &world.who, world.now()))?;
        writeln!(out, "{reply}")?;
        if let Some(kind) = refused {
            exit = kind;
            if !keep_going || kind == Exit::Data {
                break;
            }
        }
    }
    Ok(exit)
}

fn atomic(store: &mut Store, input: Box<dyn BufRead>, world: &World, out: &mut dyn Write) -> Result<Exit, Problem> {
    let mut replies = Vec::new();
    let done = store.batch(|batch: &mut Batch<'_>| {
        for line in lines(input) {
            let line = line.map_err(Stop::Output)?;
            if line.trim_ascii().is_empty() {
                continue;
            }
            let (reply, refused) =
                one(&line, world.lang, |order| batch.execute(order, &world.who, world.now())).map_err(Stop::Problem)?;
            replies.push(reply);
            if let Some(kind) = refused {
                return Err(Stop::Refused(kind));
            }
        }
        Ok(())
    });
    let exit = match done {
        Ok(()) => Exit::Done,
        Err(Stop::Refused(kind)) => {
            // What had gone before was taken back with it: only the refusal is answered, and how many lines that was.
            let before = replies.len().saturating_sub(1);
            replies.drain(..before);
            if let Some(refusal) = replies.last_mut() {
                refusal["taken_back"] = before.into();
            }
            kind
        }
        Err(Stop::Fault(fault)) => return Err(fault.into()),
        Err(Stop::Output(error)) => return Err(error.into()),
        Err(Stop::Problem(problem)) => return Err(problem),
    };
    for reply in replies {
        writeln!(out, "{reply}")?;
    }
    Ok(exit)
}

enum Stop {
    Refused(Exit),
    Fault(Fault),
    Output(std::io::Error),
    Problem(Problem),
}

impl From<Fault> for Stop {
    fn from(fault: Fault) -> Stop {
        Stop::Fault(fault)
    }
}

/// The reply to one line, and how the run ends if it was refused.
fn one(line: &[u8], lang: Lang, mut run: impl FnMut(&Order) -> Result<Reply, Refusal>) -> Result<(Value, Option<Exit>), Problem> {
    let order = match std::str::from_utf8(line).map_err(|_| BadLine::NotText).and_then(Order::parse) {
        Ok(order) => order,
        Err(bad) => return Ok((unread(&bad, named(line), lang), Some(Exit::Usage))),
    };
    match run(&order) {
        Ok(reply) => Ok((done(&reply, lang), None)),
        Err(Refusal::Rule(reasons)) => Ok((refused(order.command.name(), &reasons, lang), Some(Exit::Refused))),
        // The disk has failed or is full: the line says so too, and nothing after it is tried.
        Err(Refusal::Fault(fault)) => Ok((failed(order.command.name(), &fault, lang), Some(Exit::Data))),
    }
}

fn failed(cmd: &str, fault: &Fault, lang: Lang) -> Value {
    let (code, detail) = (fault.name().code(), fault.to_string());
    // What to do next stands in the words themselves.
    json!({"ok": false, "cmd": cmd, "reasons": [{"code": code, "facts": {"detail": detail}, "why": fault.told(lang), "next": ""}]})
}

fn unread(bad: &BadLine, cmd: Option<String>, lang: Lang) -> Value {
    let (words, detail) = (shell::words(lang), bad.to_string());
    let why = fill(words.unread, [("why", wrong(bad, lang).as_str())].into_iter());
    let reason = json!({"code": "line.unreadable", "facts": {"detail": detail}, "why": why, "next": words.unread_next});
    let mut reply = json!({"ok": false, "reasons": [reason]});
    if let Some(cmd) = cmd {
        reply["cmd"] = cmd.into();
    }
    reply
}

/// The command that an unreadable line names, if so much of it can be read.
fn named(line: &[u8]) -> Option<String> {
    serde_json::from_slice::<Value>(line).ok()?.get("cmd")?.as_str().map(str::to_owned)
}

/// What is wrong with a line, in the words of the language.
fn wrong(bad: &BadLine, lang: Lang) -> String {
    let t = usage::words(lang);
    match bad {
        BadLine::NotText => t.not_text.to_owned(),
        BadLine::Json(why) => super::told(t.not_json, &[("why", &unread::json(why, lang))]),
        BadLine::NoName => t.no_cmd.to_owned(),
        BadLine::NoReason => t.no_reason.to_owned(),
        BadLine::Unknown { name, near } => {
            super::told(t.no_command, &[("given", name), ("near", &usage::near(near.as_deref(), lang))])
        }
        BadLine::Fields(said) => unread::fields(said, lang),
    }
}

/// The reply line of a command that was done.
pub fn done(reply: &Reply, lang: Lang) -> Value {
    let warnings: Vec<Value> = reply.warnings.iter().map(|r| reason(r, lang)).collect();
    let mut line = json!({"ok": true, "cmd": reply.cmd, "result": reply.result, "warnings": warnings});
    if reply.unchanged {
        line["unchanged"] = true.into();
    }
    line
}

/// The reply line of a command that was refused, with all its reasons.
pub fn refused(cmd: &str, reasons: &[Reason], lang: Lang) -> Value {
    let reasons: Vec<Value> = reasons.iter().map(|r| reason(r, lang)).collect();
    json!({"ok": false, "cmd": cmd, "reasons": reasons})
}

fn reason(reason: &Reason, lang: Lang) -> Value {
    let (why, next) = told(reason, lang);
    let mut line = json!({"code": reason.code.name(), "facts": reason.facts, "why": why, "next": next});
    if let Some(rank) = reason.over {
        line["override"] = rank.name().into();
    }
    line
}
