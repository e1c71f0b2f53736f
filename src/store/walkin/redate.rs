//! A day of the calendar moves due dates: in the same command, so that one undo takes back both.

use super::super::db::Db;
use super::super::{Fault, sql};
use super::read;
use crate::desk::change::{Change, Ctx, Plan, Verdict};
use crate::desk::sites::{CalendarDay, SetDay};
use crate::desk::walkin::rules::redate::{Moved, redate};
use crate::desk::walkin::rules::request::Case;
use rusqlite::named_params;
use serde_json::{Value, json};

/// Adds to `calendar.set` every request whose date is another one with that day, and lists them in `redated`.
pub(in crate::store) fn with_day(db: &Db, verdict: Verdict, day: &SetDay, ctx: &Ctx<'_>) -> Result<Verdict, Fault> {
    let Ok(plan) = verdict else { return Ok(verdict) };
    let requests =
        db.rows(sql!("walkin/requests_dated"), named_params! {":site": db.site, ":day": day.date.trim()}, read::request)?;
    if requests.is_empty() {
        return Ok(Ok(plan));
    }
    let (date, kind, name) = (day.date.trim().to_owned(), day.kind.clone(), day.name.clone());
    let table = db.workdays_with(CalendarDay { day: date, kind, name })?;
    let mut moved: Vec<(Vec<Change>, Moved)> = Vec::new();
    for request in requests {
        let service = read::service(db, &request.service)?.unwrap_or_default();
        let pauses = read::pauses(db, &request.id)?;
        moved.extend(redate(&Case { request, service, pauses, table: &table }, ctx));
    }
    Ok(Ok(if moved.is_empty() { plan } else { with(plan, moved) }))
}

fn with(plan: Plan, moved: Vec<(Vec<Change>, Moved)>) -> Plan {
    let list: Vec<Value> = moved
        .iter()
        .map(|(_, m)| json!({"number": m.number, "was": m.was, "due": m.due, "provisional": m.provisional}))
        .collect();
    let plan = moved.into_iter().flat_map(|(changes, _)| changes).fold(plan, Plan::and);
    plan.tell("redated", list)
}
