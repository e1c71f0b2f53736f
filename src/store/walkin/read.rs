//! Rows of the walk-in room as plain records.

use super::super::db::Db;
use super::super::{Fault, sql};
use crate::base::clock::Moment;
use crate::desk::walkin::{
    Callback, Certificate, Hold, Pause, PauseReason, Priority, Request, Service, State, Step, Ticket, TicketState,
};
use chrono::NaiveDate;
use rusqlite::{Row, named_params};

fn moment(row: &Row<'_>, name: &str) -> rusqlite::Result<Option<Moment>> {
    Ok(row.get::<_, Option<i64>>(name)?.map(Moment))
}

/// A word of a newer program is read as `else_`: it stays in the log, and an upgrade shows it.
fn word<T>(row: &Row<'_>, name: &str, parse: fn(&str) -> Option<T>, else_: T) -> rusqlite::Result<T> {
    Ok(parse(&row.get::<_, String>(name)?).unwrap_or(else_))
}

fn word_or_none<T>(row: &Row<'_>, name: &str, parse: fn(&str) -> Option<T>) -> rusqlite::Result<Option<T>> {
    Ok(row.get::<_, Option<String>>(name)?.and_then(|w| parse(&w)))
}

pub(super) fn ticket(row: &Row<'_>) -> rusqlite::Result<Ticket> {
    Ok(Ticket {
        id: row.get("id")?,
        number: row.get("number")?,
        day: row.get("day")?,
        state: word(row, "state", TicketState::parse, TicketState::Closed)?,
        window: row.get("window")?,
        wanted: row.get("wanted")?,
        drawn_at: Moment(row.get("drawn_at")?),
        called_at: moment(row, "called_at")?,
        calls: row.get("calls")?,
        misses: row.get("misses")?,
        hold: word_or_none(row, "hold", Hold::parse)?,
        ended_at: moment(row, "ended_at")?,
        clerk: row.get("clerk")?,
        resident: row.get("resident")?,
        priority: word_or_none(row, "priority", Priority::parse)?,
    })
}

/// Every ticket of a day, and older ones that are still open, as they were drawn.
pub(super) fn tickets(db: &Db, day: NaiveDate) -> Result<Vec<Ticket>, Fault> {
    let day = day.to_string();
    let params = named_params! {":site": db.site, ":day": day};
    let mut all = db.rows(sql!("walkin/tickets_of_day"), params, ticket)?;
    all.extend(db.rows(sql!("walkin/tickets_older"), params, ticket)?);
    all.sort_unstable_by(|a, b| (a.drawn_at, &a.id).cmp(&(b.drawn_at, &b.id)));
    Ok(all)
}

pub(super) fn request(row: &Row<'_>) -> rusqlite::Result<Request> {
    Ok(Request {
        id: row.get("id")?,
        number: row.get("number")?,
        resident: row.get("resident")?,
        service: row.get("service")?,
        ticket: row.get("ticket")?,
        state: word(row, "state", State::parse, State::Open)?,
        opened_at: Moment(row.get("opened_at")?),
        accepted_at: moment(row, "accepted_at")?,
        told_at: moment(row, "told_at")?,
        clerk: row.get("clerk")?,
        owner: row.get("owner")?,
        due: row.get("due")?,
        due_basis: row.get("due_basis")?,
        provisional: row.get("provisional")?,
        extra: row.get("extra")?,
        stage: row.get("stage")?,
        publicity_until: row.get("publicity_until")?,
        owed_until: row.get("owed_until")?,
        referred_at: moment(row, "referred_at")?,
        finished_at: moment(row, "finished_at")?,
        amount: row.get("amount")?,
        score: row.get("score")?,
        rated_at: moment(row, "rated_at")?,
        reopened: row.get("reopened")?,
        merged_into: row.get("merged_into")?,
        repeat_of: row.get("repeat_of")?,
        referral: row.get("referral")?,
        summary: row.get("summary")?,
        missing: row.get("missing")?,
        owed: row.get("owed")?,
        referred_to: row.get("referred_to")?,
        result: row.get("result")?,
    })
}

pub(super) fn pauses(db: &Db, request: &str) -> Result<Vec<Pause>, Fault> {
    db.rows(sql!("walkin/pauses"), named_params! {":request": request}, |row| {
        Ok(Pause {
            id: row.get("id")?,
            request: row.get("request")?,
            reason: word(row, "reason", PauseReason::parse, PauseReason::Papers)?,
            from_at: Moment(row.get("from_at")?),
            to_at: moment(row, "to_at")?,
        })
    })
}

pub(super) fn steps(db: &Db, request: &str) -> Result<Vec<Step>, Fault> {
    db.rows(sql!("walkin/steps"), named_params! {":request": request}, |row| {
        Ok(Step {
            id: row.get("id")?,
            request: row.get("request")?,
            kind: row.get("kind")?,
            at: Moment(row.get("at")?),
            clerk: row.get("clerk")?,
            stage: row.get("stage")?,
            until: row.get("until")?,
            by: row.get("by")?,
            text: row.get("text")?,
        })
    })
}

pub(super) fn callback(row: &Row<'_>) -> rusqlite::Result<Callback> {
    Ok(Callback {
        id: row.get("id")?,
        request: row.get("request")?,
        number: row.get::<_, Option<String>>("number")?.unwrap_or_default(),
        resident: row.get("resident")?,
        name: row.get("name")?,
        about: row.get("about")?,
        due: row.get("due")?,
        done_at: moment(row, "done_at")?,
        reason: row.get("reason")?,
        result: row.get("result")?,
    })
}

pub(super) fn service_row(row: &Row<'_>) -> rusqlite::Result<Service> {
    Ok(Service {
        id: row.get("id")?,
        code: row.get("code")?,
        number: row.get("number")?,
        name: row.get("name")?,
        category: row.get("category")?,
        materials: row.get("materials")?,
        stages: row.get("stages")?,
        unit: row.get("unit")?,
        promised: row.get("promised")?,
        ceiling: row.get("ceiling")?,
        extended: row.get("extended")?,
        return_hours: row.get("return_hours")?,
        aid: row.get("aid")?,
        sealed: row.get("sealed")?,
        handled_by: row.get("handled_by")?,
        legal_basis: row.get("legal_basis")?,
        confidence: row.get("confidence")?,
        unconfirmed: row.get("unconfirmed")?,
        note: row.get("note")?,
        retired: row.get("retired")?,
    })
}

pub(super) fn service(db: &Db, id: &str) -> Result<Option<Service>, Fault> {
    db.one(sql!("walkin/service"), named_params! {":id": id}, service_row)
}

pub(super) fn certificate_row(row: &Row<'_>) -> rusqlite::Result<Certificate> {
    Ok(Certificate { id: row.get("id")?, code: row.get("code")?, name: row.get("name")?, office: row.get("office")? })
}

pub(super) fn certificate(db: &Db, id: &str) -> Result<Option<Certificate>, Fault> {
    db.one(sql!("walkin/certificate"), named_params! {":id": id}, certificate_row)
}
