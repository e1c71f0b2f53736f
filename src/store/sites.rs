//! Settings, the calendar and the journal in the database.

use super::db::Db;
use super::journal::{Run, raw, runs, to_write, writes_of};
use super::table::Table;
use super::{Fault, sql};
use crate::base::clock::Moment;
use crate::desk::change::{Ctx, Verdict};
use crate::desk::merge::fold;
use crate::desk::sites::{Answer, CalendarDay, Clerk, Command, Entry, FieldChange, Journal, Query, Setting, clerk, rules};
use rusqlite::named_params;
use serde_json::Value;

pub(super) const TABLES: &[Table] = &[
    Table {
        kind: "setting",
        put: sql!("sites/setting_put"),
        drop: sql!("sites/setting_drop"),
        all: sql!("sites/setting_all"),
        keys: None,
    },
    Table {
        kind: "calday",
        put: sql!("sites/calday_put"),
        drop: sql!("sites/calday_drop"),
        all: sql!("sites/calday_all"),
        keys: None,
    },
    Table {
        kind: "clerk",
        put: sql!("sites/clerk_put"),
        drop: sql!("sites/clerk_drop"),
        all: sql!("sites/clerk_all"),
        keys: None,
    },
];

pub(super) fn plan(db: &Db, command: &Command, ctx: &Ctx<'_>) -> Result<Verdict, Fault> {
    match command {
        Command::Set(c) => Ok(rules::set(c, ctx)),
        Command::SetDay(c) => super::walkin::with_day(db, rules::set_day(c, ctx), c, ctx),
        Command::AddClerk(c) => {
            let known = match clerk::fingerprint(&c.key) {
                Some(key) => clerks(db, &key)?,
                None => Vec::new(),
            };
            Ok(clerk::add(known.first(), c, ctx))
        }
        Command::DropClerk(c) if c.clerk.is_empty() => Ok(clerk::drop(&[], c)),
        Command::DropClerk(c) => Ok(clerk::drop(&clerks(db, &c.clerk)?, c)),
        // The door itself does these two, because they need the log.
        Command::Undo(_) | Command::Redo(_) => Err(Fault::Other("undo has no rule of its own".into())),
    }
}

pub(super) fn answer(db: &Db, query: &Query, _at: Moment) -> Result<Answer, Fault> {
    Ok(match query {
        Query::Settings(_) => Answer::Settings(db.rows(sql!("sites/settings"), named_params! {":site": db.site}, |r| {
            Ok(Setting { key: r.get(0)?, value: r.get(1)? })
        })?),
        Query::Calendar(year) => Answer::Calendar(caldays(db, &format!("{}-01-01", year.year), &format!("{}-12-31", year.year))?),
        Query::Journal(q) => Answer::Journal(journal(db, q)?),
        Query::Audit(q) => Answer::Audit(super::audit::recent(db, q.before, q.rows)?),
        Query::Peers(_) => Answer::Peers(super::exchange::peers(db)?),
        Query::Bundles(q) => Answer::Bundles(super::exchange::bundles(db, q.rows)?),
        Query::Clerks(q) => Answer::Clerks(clerks(db, &q.clerk)?),
        Query::Exchange(_) => Answer::Exchange(super::exchange::counts(db)?),
    })
}

/// Keys of this site's clerks: of one name, one fingerprint, or all.
fn clerks(db: &Db, given: &str) -> Result<Vec<Clerk>, Fault> {
    db.rows(sql!("sites/clerks"), named_params! {":site": db.site, ":given": given}, |r| {
        Ok(Clerk { id: r.get(0)?, name: r.get(1)?, key: r.get(2)?, transfer: r.get(3)? })
    })
}

/// The official notice's days between two dates.
pub(super) fn caldays(db: &Db, from: &str, until: &str) -> Result<Vec<CalendarDay>, Fault> {
    db.rows(sql!("sites/caldays"), named_params! {":from": from, ":until": until}, |r| {
        Ok(CalendarDay { day: r.get(0)?, kind: r.get(1)?, name: r.get(2)? })
    })
}

fn journal(db: &Db, q: &Journal) -> Result<Vec<Entry>, Fault> {
    let before = if q.before == 0 { i64::MAX } else { i64::try_from(q.before).unwrap_or(i64::MAX) };
    let rows = i64::try_from(if q.rows == 0 { 20 } else { q.rows.min(1000) }).unwrap_or(20);
    let moment = |ms: i64| Moment(ms).rfc3339();
    let found = db.rows(sql!("core/journal"), named_params! {":before": before, ":rows": rows}, |r| {
        let entry = Entry {
            n: r.get("n")?,
            id: r.get("id")?,
            clerk: r.get("clerk")?,
            stated: moment(r.get("stated")?),
            real: moment(r.get("real")?),
            cmd: r.get("cmd")?,
            undoes: r.get("undoes")?,
            undone_by: r.get("undone_by")?,
            over: r.get("over")?,
            changes: Vec::new(),
        };
        Ok((entry, r.get::<_, String>("ops")?, r.get::<_, i64>("epoch")?))
    })?;
    found.into_iter().map(|(entry, ops, epoch)| with_changes(db, entry, &ops, epoch)).collect()
}

fn with_changes(db: &Db, mut entry: Entry, ops: &str, epoch: i64) -> Result<Entry, Fault> {
    for Run { epoch, stream, first, last } in runs(ops, epoch)? {
        let params = named_params! {":site": db.site, ":epoch": epoch, ":stream": stream, ":first": first, ":last": last};
        for (ent, row) in db.rows(sql!("core/ops_between"), params, |r| Ok((r.get::<_, String>("ent")?, raw(r)?)))? {
            let write = to_write(row)?;
            let then = fold(&writes_of(db, &ent)?.into_iter().filter(|w| w.order < write.order).collect::<Vec<_>>());
            for (field, new) in write.fields {
                let old = then.heads.get(&field).and_then(|h| h.first()).map_or(Value::Null, |h| h.value.clone());
                entry.changes.push(FieldChange { ent: ent.clone(), field, old, new });
            }
        }
    }
    Ok(entry)
}
