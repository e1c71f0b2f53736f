//! Requests handed between communities' desks: whom they go to, who waits for an answer.

use super::super::db::Db;
use super::super::{Fault, residents, sql, trust};
use super::{find, read, workdays};
use crate::base::clock::Moment;
use crate::desk::change::{Ctx, Verdict};
use crate::desk::residents::Resident;
use crate::desk::walkin::rules::referral::{self, OtherDesk, TakeState};
use crate::desk::walkin::{Handed, Refer, Referral, ReferralRow, Referrals, Request, SendBack};
use crate::text::fold::half_width;
use crate::text::name::same_community;
use rusqlite::{Row, named_params};

pub(super) fn row(row: &Row<'_>) -> rusqlite::Result<Referral> {
    let moment = |name: &str| Ok::<_, rusqlite::Error>(row.get::<_, Option<i64>>(name)?.map(Moment));
    Ok(Referral {
        id: row.get("id")?,
        from_site: row.get("from_site")?,
        to_site: row.get("to_site")?,
        request: row.get("request")?,
        number: row.get("number")?,
        service: row.get("service")?,
        state: Handed::parse(&row.get::<_, String>("state")?).unwrap_or(Handed::Sent),
        sent_at: Moment(row.get("sent_at")?),
        answered_at: moment("answered_at")?,
        finished_at: moment("finished_at")?,
        accepted_at: moment("accepted_at")?,
        due: row.get("due")?,
        due_basis: row.get("due_basis")?,
        taken_as: row.get("taken_as")?,
        resident: row.get("resident")?,
        name: row.get("name")?,
        id_type: row.get("id_type")?,
        id_number: row.get("id_number")?,
        phone: row.get("phone")?,
        address: row.get("address")?,
        summary: row.get("summary")?,
        papers: row.get("papers")?,
        sender: row.get("sender")?,
        taker: row.get("taker")?,
        reason: row.get("reason")?,
        result: row.get("result")?,
    })
}

/// The latest hand-over of a request.
pub(super) fn of(db: &Db, request: &Request) -> Result<Option<Referral>, Fault> {
    match &request.referral {
        Some(id) => db.one(sql!("walkin/referral"), named_params! {":id": id}, row),
        None => Ok(None),
    }
}

/// So long what another desk has finished stays in sight, days.
const AWAY_DAYS: i64 = 7;

pub(super) fn list(db: &Db, q: &Referrals, at: Moment) -> Result<Vec<ReferralRow>, Fault> {
    let rows: i64 = q.rows.parse().unwrap_or(50).clamp(1, 1000);
    let read = |r: &Row<'_>| {
        let service_name = r.get::<_, Option<String>>("service_name")?.unwrap_or_default();
        Ok(ReferralRow { referral: row(r)?, service_name })
    };
    if q.which == "away" {
        let since = at.plus_ms(-AWAY_DAYS * 86_400_000).0;
        return db.rows(sql!("walkin/referrals_away"), named_params! {":site": db.site, ":rows": rows, ":since": since}, read);
    }
    let sql = if q.which == "out" { sql!("walkin/referrals_out") } else { sql!("walkin/referrals_in") };
    db.rows(sql, named_params! {":site": db.site, ":rows": rows}, read)
}

/// The desk that a request is referred to, if it is one; a street office or a team is words.
pub(super) fn desk(db: &Db, cmd: &Refer, request: &Request) -> Result<Option<OtherDesk>, Fault> {
    let known = named(db, cmd.site.as_deref().unwrap_or(&cmd.to).trim())?;
    let (site, name): (String, String) = match (known.as_slice(), &cmd.site) {
        ([one], _) => one.clone(),
        // A desk that no file has come from yet is known by its code alone.
        (_, Some(code)) if crate::exchange::format::is_site(code) => (code.clone(), cmd.to.trim().to_owned()),
        _ => return Ok(None),
    };
    if site == db.site {
        return Ok(None);
    }
    let person = match &request.resident {
        Some(id) => residents::one(db, id)?,
        None => None,
    };
    let name = if name.is_empty() { site.clone() } else { name };
    Ok(Some(OtherDesk { site, name, person }))
}

/// Desks of this code or name, in any width: code and name.
fn named(db: &Db, given: &str) -> Result<Vec<(String, String)>, Fault> {
    let given = half_width(given);
    let code = given.to_ascii_uppercase();
    let params = named_params! {":given": given, ":code": code};
    let known = db.rows(sql!("walkin/desk_by_name"), params, |r| Ok((r.get(0)?, r.get(1)?)))?;
    if known.is_empty() { enrolled(db, &given, &code) } else { Ok(known) }
}

/// The code of the one desk that is meant; what is no desk's name, half-width, for the rule to judge.
pub(in crate::store) fn code_of(db: &Db, given: &str) -> Result<String, Fault> {
    let known = named(db, given.trim())?;
    Ok(match known.as_slice() {
        [(code, _)] => code.clone(),
        _ => half_width(given).trim().to_ascii_uppercase(),
    })
}

/// Desks of the roster from which no file has come yet, by code or name: what is handed to them goes with the next file.
fn enrolled(db: &Db, given: &str, code: &str) -> Result<Vec<(String, String)>, Fault> {
    let Some(roster) = trust::roster(db)? else { return Ok(Vec::new()) };
    let holding = roster.keys.iter().filter(|m| m.ended.is_none());
    let meant = holding.filter(|m| m.site == code || same_community(&m.name, given));
    Ok(meant.map(|m| (m.site.clone(), m.name.clone())).collect())
}

/// What another desk hands to this one, by its number there or its id.
pub(super) fn incoming(db: &Db, given: &str) -> Result<Option<Referral>, Fault> {
    let found = db.rows(sql!("walkin/referral_incoming"), named_params! {":given": given.trim(), ":site": db.site}, row)?;
    Ok(found.into_iter().next())
}

/// `request.take` and `request.send_back` (with its command) of a hand-over.
pub(super) fn answer(db: &Db, handed: Referral, back: Option<&SendBack>, ctx: &Ctx<'_>) -> Result<Verdict, Fault> {
    let table = workdays(db)?;
    let return_hours = read::service(db, &handed.service)?.and_then(|s| s.return_hours);
    let known = known(db, &handed)?.map(|card| card.id);
    let n = if back.is_none() { db.next_number("request", ctx.at.date())? } else { 0 };
    let state = TakeState { n, handed, return_hours, known, table: &table };
    Ok(match back {
        None => referral::take(&state, ctx),
        Some(cmd) => referral::send_back(&state, cmd, ctx),
    })
}

/// The card of the same person here: by id, or by the number of a document.
fn known(db: &Db, handed: &Referral) -> Result<Option<Resident>, Fault> {
    if let Some(id) = &handed.resident
        && let Some(card) = residents::one(db, id)?
    {
        return Ok(Some(card));
    }
    match handed.id_number.as_deref().filter(|n| !n.is_empty()) {
        Some(number) => residents::resolve(db, number),
        None => Ok(None),
    }
}

/// Is this a request of ours, or does it come from another desk? Ours wins: a number names one request.
pub(super) fn is_ours(db: &Db, given: &str, ctx: &Ctx<'_>) -> Result<bool, Fault> {
    Ok(find::request(db, given, ctx.site, ctx.at)?.is_ok_and(|r| r.number.starts_with(&format!("{}-", db.site))))
}
