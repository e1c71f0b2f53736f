//! Undo and redo: further operations that give fields back the values they had.

use super::db::Db;
use super::execute::Inverse;
use super::journal::{Run, raw, runs, to_write, writes_of};
use super::open::Site;
use super::{Fault, accord, loans, sql, studio};
use crate::desk::change::{Change, Ctx, DELETED};
use crate::desk::command::Command;
use crate::desk::merge::{Folded, Write, fold};
use crate::desk::reason::{Common, Reason};
use crate::desk::{sites, trust};
use rusqlite::named_params;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Entity and field of everything the entry wrote.
type Ours = BTreeSet<(String, String)>;

/// Which of the two a command asks for, if any.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wanted {
    Undo,
    Redo,
}

/// Is this command undo or redo?
pub(super) fn wanted(command: &Command) -> Option<Wanted> {
    match command {
        Command::Sites(sites::Command::Undo(_)) => Some(Wanted::Undo),
        Command::Sites(sites::Command::Redo(_)) => Some(Wanted::Redo),
        _ => None,
    }
}

/// Finds the clerk's last entry of that sort and its inverse, or the reasons why not.
pub(super) fn plan(db: &Db, site: &Site, wanted: Wanted, ctx: &Ctx<'_>) -> Result<Result<Inverse, Vec<Reason>>, Fault> {
    let mut inverse = match inverse(db, site, wanted, &ctx.who.clerk)? {
        Ok(inverse) => inverse,
        Err(reason) => return Ok(Err(vec![reason])),
    };
    let mut reasons = in_use(db, &inverse)?;
    reasons.extend(studio::taken(db, &inverse.changes, ctx.at)?);
    reasons.extend(accord::ending(db, &inverse.changes, ctx)?);
    inverse.warnings = loans::again::over_the_cap(db, &inverse.changes)?;
    Ok(if reasons.is_empty() { Ok(inverse) } else { Err(reasons) })
}

fn inverse(db: &Db, site: &Site, wanted: Wanted, clerk: &str) -> Result<Result<Inverse, Reason>, Fault> {
    let found = match wanted {
        Wanted::Undo => {
            let params = named_params! {":clerk": clerk};
            db.one(sql!("core/entry_to_undo"), params, |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?, None)))?
        }
        Wanted::Redo => {
            let params = named_params! {":clerk": clerk};
            let last = db.one(sql!("core/entry_to_redo"), params, |r| {
                let what: Option<String> = r.get("what")?;
                Ok((r.get::<_, String>("cmd")?, (r.get(0)?, what.unwrap_or_default(), r.get(2)?, r.get(3)?, r.get(4)?)))
            })?;
            // Only the last thing done can be redone, and only if it was an undo.
            last.filter(|(cmd, _)| cmd == "undo").map(|(_, found)| found)
        }
    };
    let Some((entry, command, ops, epoch, opens)): Option<(String, String, String, i64, Option<String>)> = found else {
        return Ok(Err(Reason::of(Common::NothingToUndo)));
    };
    // What the hub has signed is out in the world.
    if trust::Command::NAMES.contains(&command.as_str()) {
        return Ok(Err(Reason::of(trust::Refusal::NotUndone).fact("command", command)));
    }
    let mut changes: BTreeMap<String, Change> = BTreeMap::new();
    let operations = operations(db, site, &ops, epoch)?;
    if let Some(reason) = loans::again::lent_since(db, &operations)? {
        return Ok(Err(reason));
    }
    let fields = |(ent, write): &(String, Write)| write.fields.keys().map(|f| (ent.clone(), f.clone())).collect::<Vec<_>>();
    let record = operations.last().map(|(ent, _)| shown_as(db, ent)).transpose()?;
    let of = record.as_ref().map(|ent| number(db, ent)).transpose()?.flatten();
    let ours: Ours = operations.iter().flat_map(fields).collect();
    for (ent, write) in operations {
        if let Err(reason) = invert(db, &ent, &write, &ours, &mut changes)? {
            return Ok(Err(reason.fact("command", command)));
        }
    }
    Ok(Ok(Inverse { entry, command, of, record, changes: changes.into_values().collect(), opens, warnings: Vec::new() }))
}

/// Does a record that stands name one that would leave every list? Asked of all that has been written since as far as it
/// is known here, by whichever desk: what is still on its way is told as a clash. A book must not be lent to nobody, nor
/// an hour booked with nobody.
fn in_use(db: &Db, inverse: &Inverse) -> Result<Vec<Reason>, Fault> {
    let leaving = |c: &&Change| c.fields.get(DELETED).is_some_and(|gone| *gone == true);
    let mut found = Vec::new();
    for gone in inverse.changes.iter().filter(leaving) {
        let params = named_params! {":ent": gone.ent};
        let since = db.rows(sql!("core/named_since"), params, |r| r.get::<_, String>(0))?;
        for ent in since.iter().filter(|ent| inverse.changes.iter().all(|c| c.ent != **ent)) {
            let standing = fold(&writes_of(db, ent)?).row().unwrap_or_default();
            if standing.values().any(|v| v.as_str().is_some_and(|text| text.contains(&gone.ent))) {
                let reason = Reason::of(sites::Refusal::UndoInUse).fact("entry", &gone.ent).fact("by", ent);
                found.push(reason.fact("command", &inverse.command));
                break;
            }
        }
    }
    Ok(found)
}

/// The record that lists show: of a step or a pause its request.
fn shown_as(db: &Db, ent: &str) -> Result<String, Fault> {
    if !["step:", "pause:"].iter().any(|kind| ent.starts_with(kind)) {
        return Ok(ent.to_owned());
    }
    let shown = fold(&writes_of(db, ent)?).shown();
    Ok(shown.get("request").and_then(Value::as_str).unwrap_or(ent).to_owned())
}

/// The number of a record that is no person's: what the message may say.
fn number(db: &Db, ent: &str) -> Result<Option<String>, Fault> {
    let shown = fold(&writes_of(db, ent)?).shown();
    let text = |name: &str| shown.get(name).and_then(Value::as_str).filter(|t| !t.is_empty()).map(str::to_owned);
    Ok(["number", "barcode"].into_iter().find_map(text))
}

fn operations(db: &Db, site: &Site, ops: &str, epoch: i64) -> Result<Vec<(String, Write)>, Fault> {
    let mut all = Vec::new();
    for Run { epoch, stream, first, last } in runs(ops, epoch)? {
        let params = named_params! {":site": site.code, ":epoch": epoch, ":stream": stream, ":first": first, ":last": last};
        let rows = db.rows(sql!("core/ops_between"), params, |r| Ok((r.get::<_, String>("ent")?, raw(r)?)))?;
        for (ent, row) in rows {
            all.push((ent, to_write(row)?));
        }
    }
    all.sort_by(|a, b| b.1.order.cmp(&a.1.order));
    Ok(all)
}

/// Adds the old values of one operation's fields, or says that somebody has written since.
/// A field that was changed and changed back (an undo) counts as untouched.
fn invert(
    db: &Db,
    ent: &str,
    write: &Write,
    ours: &Ours,
    changes: &mut BTreeMap<String, Change>,
) -> Result<Result<(), Reason>, Fault> {
    if accord::erased(db, ent)? {
        return Ok(Err(Reason::of(crate::desk::accord::Refusal::UndoErased)));
    }
    let writes = writes_of(db, ent)?;
    let now = fold(&writes);
    let before: Vec<Write> = writes.into_iter().filter(|w| w.order < write.order).collect();
    let then = fold(&before);
    let change = changes.entry(ent.to_owned()).or_insert_with(|| Change::of(ent));
    for (field, written) in &write.fields {
        // A later operation of the same entry has already been seen (newest first).
        let seen_later = change.fields.contains_key(field);
        if !seen_later && !stands_alone(&now, field, written) {
            return Ok(Err(Reason::of(sites::Refusal::UndoChanged).fact("entry", ent)));
        }
        let old = then.heads.get(field).and_then(|h| h.first()).map_or(Value::Null, |h| h.value.clone());
        change.fields.insert(field.clone(), old);
    }
    if before.is_empty() {
        let grown = now.shown().iter().any(|(field, value)| !value.is_null() && !ours.contains(&(ent.to_owned(), field.clone())));
        if grown {
            return Ok(Err(Reason::of(sites::Refusal::UndoChanged).fact("entry", ent)));
        }
        // The entity began here: it leaves every list, and its values stay for redo.
        change.fields.clear();
        change.fields.insert(DELETED.into(), true.into());
    }
    Ok(Ok(()))
}

fn stands_alone(now: &Folded, field: &str, written: &Value) -> bool {
    matches!(now.heads.get(field).map(Vec::as_slice), Some([only]) if only.value == *written)
}
