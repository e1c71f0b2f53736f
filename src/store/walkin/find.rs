//! From what a clerk names to the record: ids, numbers, short numbers, names, initials.

use super::super::db::Db;
use super::super::find::{Span, page};
use super::super::{Fault, sql};
use super::read;
use crate::base::clock::Moment;
use crate::desk::change::Ctx;
use crate::desk::reason::{Common, Reason};
use crate::desk::walkin::rules::number::{Meant, read as read_number};
use crate::desk::walkin::{Callback, Certificate, Refusal, Request, Service, Ticket, TicketState, keys};
use rusqlite::named_params;

/// A record, or the reason why there is none.
pub(super) type Found<T> = Result<Result<T, Reason>, Fault>;

fn not_found(what: &str, given: &str) -> Reason {
    Reason::of(Common::NotFound).fact("what", what).fact("given", given)
}

fn ambiguous(given: &str, fits: &[&str]) -> Reason {
    Reason::of(Common::Ambiguous).fact("given", given).fact("fits", fits.join(", "))
}

/// The one of some that fit.
fn only<T>(what: &str, given: &str, mut fits: Vec<T>, say: impl Fn(&T) -> String) -> Result<T, Reason> {
    match fits.len() {
        0 => Err(not_found(what, given)),
        1 => Ok(fits.remove(0)),
        _ => {
            let said: Vec<_> = fits.iter().map(say).collect();
            Err(ambiguous(given, &said.iter().map(String::as_str).collect::<Vec<_>>()))
        }
    }
}

/// A ticket by id or number; without either, the one that this clerk called last and that is still at the window.
pub(super) fn ticket(db: &Db, given: Option<&str>, ctx: &Ctx<'_>) -> Found<Ticket> {
    let Some(given) = given.map(str::trim) else { return latest(db, ctx) };
    if given.starts_with("ticket:") {
        let found = db.one(sql!("walkin/ticket"), named_params! {":id": given}, read::ticket)?;
        return Ok(found.ok_or_else(|| not_found("ticket", given)));
    }
    let params = named_params! {":site": db.site, ":day": ctx.at.date().to_string(), ":number": given.to_ascii_uppercase()};
    let found = db.rows(sql!("walkin/tickets_by_number"), params, read::ticket)?;
    Ok(only("ticket", given, found, |t| format!("{} {}", t.day, t.number)))
}

fn latest(db: &Db, ctx: &Ctx<'_>) -> Found<Ticket> {
    let today = read::tickets(db, ctx.at.date())?;
    let own = |t: &Ticket| t.state == TicketState::Called && t.clerk.as_deref() == Some(&ctx.who.clerk);
    Ok(today.into_iter().filter(own).max_by_key(|t| t.called_at).ok_or_else(|| not_found("ticket", "")))
}

/// A request by id, number or short number. One that was merged is answered by the one it is part of.
pub(super) fn request(db: &Db, given: &str, site: &str, now: Moment) -> Found<Request> {
    let given = given.trim();
    let id = match if given.starts_with("request:") { Ok(given.to_owned()) } else { by_number(db, given, site, now)? } {
        Ok(id) => id,
        Err(reason) => return Ok(Err(reason)),
    };
    let Some(mut found) = by_id(db, &id)? else { return Ok(Err(not_found("request", given))) };
    // Two sites may have merged two requests into each other: so many steps and no more.
    for _ in 0..8 {
        let Some(next) = found.merged_into.clone() else { break };
        match by_id(db, &next)? {
            Some(survivor) => found = survivor,
            None => break,
        }
    }
    Ok(Ok(found))
}

fn by_id(db: &Db, id: &str) -> Result<Option<Request>, Fault> {
    db.one(sql!("walkin/request"), named_params! {":id": id}, read::request)
}

fn by_number(db: &Db, given: &str, site: &str, now: Moment) -> Found<String> {
    let pair = |r: &rusqlite::Row<'_>| Ok((r.get::<_, String>(0)?, r.get::<_, String>(1)?));
    let whole = |number: &str| db.rows(sql!("walkin/requests_by_number"), named_params! {":number": number}, pair);
    let fits = match read_number(given, site, now) {
        None => Vec::new(),
        Some(Meant::Whole(number)) => whole(&number)?,
        Some(Meant::Short { own, tail }) => match whole(&own)? {
            own if own.is_empty() => {
                db.rows(sql!("walkin/requests_by_tail"), named_params! {":tail": tail, ":site": site}, pair)?
            }
            own => own,
        },
        Some(Meant::Count(count)) => {
            db.rows(sql!("walkin/requests_by_count"), named_params! {":count": count, ":site": site}, pair)?
        }
    };
    Ok(only("request", given, fits, |(_, number)| number.clone()).map(|(id, _)| id))
}

/// An item by id, code, number, whole name, or the initials of its whole name.
pub(super) fn service(db: &Db, given: &str) -> Found<Service> {
    let (ids, exact) = named(db, "service", given, sql!("walkin/service_by_word"))?;
    let mut fits = Vec::new();
    for id in ids {
        fits.extend(read::service(db, &id)?);
    }
    Ok(if exact { only("service", given, fits, |s| s.name.clone()) } else { whole("service", given, fits, |s| &s.name) })
}

/// A certificate of the refuse-list by id, code, whole name, or the initials of its whole name.
pub(super) fn certificate(db: &Db, given: &str) -> Found<Certificate> {
    let (ids, exact) = named(db, "certificate", given, sql!("walkin/certificate_by_word"))?;
    let mut fits = Vec::new();
    for id in ids {
        fits.extend(read::certificate(db, &id)?);
    }
    Ok(if exact { only("certificate", given, fits, |c| c.name.clone()) } else { whole("certificate", given, fits, |c| &c.name) })
}

/// Ids of a kind, and whether they are meant exactly: the id itself or an exact word; else all that begin so.
fn named(db: &Db, kind: &str, given: &str, exact: &str) -> Result<(Vec<String>, bool), Fault> {
    let given = given.trim();
    if given.is_empty() || given.starts_with(&format!("{kind}:")) {
        return Ok((vec![given.to_owned()], true));
    }
    let whole = db.rows(exact, named_params! {":word": given}, |r| r.get(0))?;
    if !whole.is_empty() {
        return Ok((whole, true));
    }
    let found = begins(db, kind, given)?;
    if !found.is_empty() {
        return Ok((found, false));
    }
    let short = short_for(db, kind, given)?;
    // What is read as the item's own code means that item alone.
    let read: Vec<String> = short.iter().filter(|(far, _)| *far == 0).map(|(_, id)| id.clone()).collect();
    Ok(if read.is_empty() { (short.into_iter().map(|(_, id)| id).collect(), false) } else { (read, true) })
}

/// So many names are shown of what a part of one could mean.
const SHOWN: usize = 8;

/// The one whose whole name, or its initials, was given. A part of a name opens nothing, even if only one has it: it would
/// be another one tomorrow.
fn whole<T>(what: &str, given: &str, near: Vec<T>, name: impl Fn(&T) -> &str) -> Result<T, Reason> {
    let names = near.iter().map(|t| name(t).to_owned()).take(SHOWN).collect::<Vec<_>>().join(", ");
    let fits: Vec<T> = near.into_iter().filter(|t| keys::is_whole(given, name(t))).collect();
    if fits.is_empty() && !names.is_empty() {
        return Err(Reason::of(Refusal::PartOfName).fact("given", given).fact("fits", names));
    }
    only(what, given, fits, |t| name(t).to_owned())
}

/// As [`begins`]; where nothing begins so, what people call so for short.
pub(super) fn meant(db: &Db, kind: &str, typed: &str) -> Result<Vec<String>, Fault> {
    let found = begins(db, kind, typed)?;
    if !found.is_empty() {
        return Ok(found);
    }
    Ok(short_for(db, kind, typed)?.into_iter().map(|(_, id)| id).collect())
}

/// What people call so for short, the nearest first. There are some forty items and twenty certificates to look at.
fn short_for(db: &Db, kind: &str, typed: &str) -> Result<Vec<(usize, String)>, Fault> {
    let named: Vec<(String, String, String)> = if kind == "service" {
        let all = db.rows(sql!("walkin/services_all"), [], read::service_row)?;
        all.into_iter().map(|item| (item.code, item.name, item.id)).collect()
    } else {
        let all = db.rows(sql!("walkin/certificates_all"), [], read::certificate_row)?;
        all.into_iter().map(|paper| (paper.code, paper.name, paper.id)).collect()
    };
    let fits = named.into_iter().filter_map(|(code, name, id)| Some((keys::called(typed, &code, &name)?, id)));
    let mut fits: Vec<_> = fits.collect();
    fits.sort();
    Ok(fits)
}

/// Ids of a kind found by what was typed, the best first, each once.
pub(super) fn begins(db: &Db, kind: &str, typed: &str) -> Result<Vec<String>, Fault> {
    let prefix = keys::wanted(typed);
    let mut ids: Vec<String> = Vec::new();
    for (_, id) in page(db, kind, Span { prefix: &prefix, from: None, back: false, rows: 200 })? {
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    Ok(ids)
}

/// A call by id.
pub(super) fn callback(db: &Db, given: &str) -> Found<Callback> {
    let found = db.one(sql!("walkin/callback"), named_params! {":id": given.trim()}, read::callback)?;
    Ok(found.ok_or_else(|| not_found("callback", given)))
}
