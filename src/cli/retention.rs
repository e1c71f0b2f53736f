//! `desk retention`: personal fields whose time is over leave the log. Counts come first; nothing can be brought back.

use super::{Exit, Problem, World};
use crate::desk::accord::{self, All, Retain};
use crate::desk::command::{Command, Order};
use crate::desk::query::Query;
use crate::store::Refusal;
use serde_json::json;
use std::io::Write;

/// Records of one transaction: a clerk who saves meanwhile waits for no more than these.
const MOST: u32 = 500;
/// Far more rounds than a community has records.
const ROUNDS: usize = 10_000;

pub(super) fn run(dry_run: bool, world: &World, out: &mut dyn Write) -> Result<Exit, Problem> {
    let mut store = world.store()?;
    let due = serde_json::to_value(store.ask(&Query::from(accord::Query::Retention(All {})), world.now())?)?;
    if dry_run {
        writeln!(out, "{}", json!({"ok": true, "dry_run": true, "due": due, "records": 0}))?;
        return Ok(Exit::Done);
    }
    let mut records = 0;
    for _ in 0..ROUNDS {
        let order = Order::from(Command::from(accord::Command::Retain(Retain { most: Some(MOST) })));
        let reply = match store.execute(&order, &world.who, world.now()) {
            Ok(reply) => reply,
            Err(Refusal::Fault(fault)) => return Err(fault.into()),
            Err(refusal @ Refusal::Rule(_)) => return Err(Problem::Data(refusal.to_string())),
        };
        // What two desks disagree about waits until it is settled: nothing is written of it.
        if reply.unchanged {
            break;
        }
        records += reply.result.get("records").and_then(|n| n.as_u64()).unwrap_or(0);
    }
    writeln!(out, "{}", json!({"ok": true, "dry_run": false, "due": due, "records": records}))?;
    Ok(Exit::Done)
}
