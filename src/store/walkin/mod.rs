//! The walk-in room in the database: its tables, what its rules are given, what its questions answer.

mod answer;
mod find;
mod read;
mod redate;
pub(super) mod referral;

use super::db::Db;
use super::table::Table;
use super::{Fault, residents, sql};
use crate::base::clock::Moment;
use crate::calendar::workdays::Workdays;
use crate::desk::change::{Ctx, Fields, Verdict};
use crate::desk::reason::Reason;
use crate::desk::walkin::rules::day::{Closing, DayState, close_day};
use crate::desk::walkin::rules::request::{Case, OpenState};
use crate::desk::walkin::rules::ticket::{DrawState, prefix};
use crate::desk::walkin::rules::{after, catalogue, close, pause, queue, request, ticket};
use crate::desk::walkin::{Command, Draw, Finish, Guide, Open, Referral, Request, keys};
use chrono::{Datelike, NaiveDate};
use find::Found;
use rusqlite::named_params;

pub(super) use answer::answer;
pub(super) use redate::with_day;

/// One kind's table from its three queries.
macro_rules! table {
    ($kind:literal, $put:literal, $drop:literal, $all:literal, $keys:expr) => {
        Table { kind: $kind, put: sql!($put), drop: sql!($drop), all: sql!($all), keys: $keys }
    };
}

pub(super) const TABLES: &[Table] = &[
    table!("ticket", "walkin/ticket_put", "walkin/ticket_drop", "walkin/ticket_all", None),
    table!("dayclose", "walkin/dayclose_put", "walkin/dayclose_drop", "walkin/dayclose_all", None),
    table!("request", "walkin/request_put", "walkin/request_drop", "walkin/request_all", Some(request_keys)),
    table!("step", "walkin/step_put", "walkin/step_drop", "walkin/step_all", None),
    table!("pause", "walkin/pause_put", "walkin/pause_drop", "walkin/pause_all", None),
    table!("callback", "walkin/callback_put", "walkin/callback_drop", "walkin/callback_all", None),
    table!("guidance", "walkin/guidance_put", "walkin/guidance_drop", "walkin/guidance_all", None),
    table!("service", "walkin/service_put", "walkin/service_drop", "walkin/service_all", Some(keys_of)),
    table!("referral", "walkin/referral_put", "walkin/referral_drop", "walkin/referral_all", None),
    table!("certificate", "walkin/certificate_put", "walkin/certificate_drop", "walkin/certificate_all", Some(keys_of)),
];

fn request_keys(row: &Fields) -> Vec<String> {
    let text = |name: &str| row.get(name).and_then(|v| v.as_str()).unwrap_or("");
    keys::of_request(text("service"), text("summary"), text("merged_into"))
}

fn keys_of(row: &Fields) -> Vec<String> {
    let text = |name: &str| row.get(name).and_then(|v| v.as_str()).unwrap_or("");
    if row.get("retired").and_then(|v| v.as_bool()) == Some(true) {
        return Vec::new();
    }
    keys::of(text("code"), text("number"), text("name"))
}

/// Goes on with what was found, or answers with the reason why nothing was.
macro_rules! found {
    ($found:expr) => {
        match $found? {
            Ok(found) => found,
            Err(reason) => return Ok(Err(vec![reason])),
        }
    };
}

pub(super) fn plan(db: &Db, command: &Command, ctx: &Ctx<'_>) -> Result<Verdict, Fault> {
    use Command as C;
    Ok(match command {
        C::Draw(c) => return draw(db, c, ctx),
        C::Call(c) => {
            let today = read::tickets(db, ctx.at.date())?;
            let named = match &c.ticket {
                Some(given) => Some(found!(find::ticket(db, Some(given), ctx))),
                None => None,
            };
            ticket::call(&today, named.as_ref(), pass_over(db)?, c, ctx)
        }
        C::Recall(c) => ticket::recall(&found!(find::ticket(db, c.ticket.as_deref(), ctx)), c, ctx),
        C::Miss(c) => ticket::miss(&found!(find::ticket(db, c.ticket.as_deref(), ctx)), ctx),
        C::Leave(c) => ticket::leave(&found!(find::ticket(db, c.ticket.as_deref(), ctx)), ctx),
        C::DoneTicket(c) => ticket::done(&found!(find::ticket(db, c.ticket.as_deref(), ctx)), ctx),
        C::HoldTicket(c) => ticket::hold(&found!(find::ticket(db, c.ticket.as_deref(), ctx)), c, ctx),
        C::Transfer(c) => ticket::transfer(&found!(find::ticket(db, c.ticket.as_deref(), ctx)), c, ctx),
        C::CloseDay(c) => {
            let (tickets, table) = (read::tickets(db, ctx.at.date())?, workdays(db)?);
            let state = DayState { tickets: &tickets, closed: closed(db, ctx.at.date())?, table: &table };
            close_day(&state, c, ctx)
        }
        C::Open(c) => return open(db, c, ctx),
        C::Accept(c) => request::accept(&found!(case(db, &c.request, &workdays(db)?, ctx)), c, ctx),
        C::Tell(c) => request::tell(&found!(case(db, &c.request, &workdays(db)?, ctx)), c, ctx),
        C::Stage(c) => request::stage(&found!(case(db, &c.request, &workdays(db)?, ctx)), c, ctx),
        C::PauseRequest(c) => pause::pause(&found!(case(db, &c.request, &workdays(db)?, ctx)), c, ctx),
        C::Resume(c) => pause::resume(&found!(case(db, &c.request, &workdays(db)?, ctx)), c, ctx),
        C::Extend(c) => pause::extend(&found!(case(db, &c.request, &workdays(db)?, ctx)), c, ctx),
        C::Refer(c) => {
            let table = workdays(db)?;
            let case = found!(case(db, &c.request, &table, ctx));
            close::refer(&case, referral::desk(db, c, &case.request)?.as_ref(), c, ctx)
        }
        C::Take(c) => {
            if let Some(handed) = from_elsewhere(db, &c.request, ctx)? {
                return referral::answer(db, handed, None, ctx);
            }
            let table = workdays(db)?;
            let case = found!(case(db, &c.request, &table, ctx));
            close::take(&case, referral::of(db, &case.request)?.as_ref(), c, ctx)
        }
        C::SendBack(c) => {
            if let Some(handed) = from_elsewhere(db, &c.request, ctx)? {
                return referral::answer(db, handed, Some(c), ctx);
            }
            let table = workdays(db)?;
            let case = found!(case(db, &c.request, &table, ctx));
            close::send_back(&case, referral::of(db, &case.request)?.as_ref(), c, ctx)
        }
        C::Finish(c) => return finish(db, c, ctx),
        C::Reopen(c) => {
            let table = workdays(db)?;
            let case = found!(case(db, &c.request, &table, ctx));
            close::reopen(&case, taken_here(db, &case.request)?.as_ref(), c, ctx)
        }
        C::Merge(c) => {
            let table = workdays(db)?;
            let case = found!(case(db, &c.request, &table, ctx));
            close::merge(&case, &found!(find::request(db, &c.into, ctx.site, ctx.at)), c, ctx)
        }
        C::Note(c) => after::note(&found!(case(db, &c.request, &workdays(db)?, ctx)), c, ctx),
        C::Rate(c) => after::rate(&found!(case(db, &c.request, &workdays(db)?, ctx)), c, ctx),
        C::Guide(c) => return guide(db, c, ctx),
        C::CallbackDone(c) => after::called_back(&found!(find::callback(db, &c.callback)), c, ctx),
        C::SetService(c) => catalogue::set_service(read::service(db, &catalogue::service_id(c.code.trim()))?.as_ref(), c, ctx),
        C::CertificateSet(c) => {
            let known = read::certificate(db, &catalogue::certificate_id(c.code.trim()))?.is_some();
            catalogue::set_certificate(known, c, ctx)
        }
    })
}

/// An unanswered hand-over of another desk that this names, unless it names a request of ours.
fn from_elsewhere(db: &Db, given: &str, ctx: &Ctx<'_>) -> Result<Option<Referral>, Fault> {
    match referral::incoming(db, given)? {
        Some(handed) if !referral::is_ours(db, given, ctx)? => Ok(Some(handed)),
        _ => Ok(None),
    }
}

/// The hand-over by which a request came here: its desk is told how it goes on.
fn taken_here(db: &Db, request: &Request) -> Result<Option<Referral>, Fault> {
    Ok(referral::of(db, request)?.filter(|h| h.to_site == db.site && h.request != request.id))
}

fn draw(db: &Db, c: &Draw, ctx: &Ctx<'_>) -> Result<Verdict, Fault> {
    let resident = match &c.resident {
        Some(given) => Some(found!(resident(db, given))),
        None => None,
    };
    let day = ctx.at.date();
    let n = match prefix(&c.prefix) {
        Some(letters) => db.next_number(&format!("ticket:{letters}"), day)?,
        None => 0,
    };
    let waiting = queue::order(&read::tickets(db, day)?, None, pass_over(db)?).len();
    let state =
        DrawState { n, resident, closed: closed(db, day)?.is_some(), waiting: i64::try_from(waiting).unwrap_or(i64::MAX) };
    Ok(ticket::draw(&state, c, ctx))
}

/// A resident's id, birth date and tags.
fn resident(db: &Db, given: &str) -> Found<(String, String, String)> {
    let card = residents::resolve(db, given)?;
    Ok(card.map(|r| (r.id, r.birth, r.tags)).ok_or_else(|| residents::not_found(given)))
}

fn open(db: &Db, c: &Open, ctx: &Ctx<'_>) -> Result<Verdict, Fault> {
    let service = found!(find::service(db, &c.service));
    let person = match &c.resident {
        Some(given) => Some(found!(resident(db, given)).0),
        None => None,
    };
    let from = match &c.ticket {
        Some(given) => Some(found!(find::ticket(db, Some(given), ctx)).id),
        None => None,
    };
    let (mut same, mut paid) = (None, None);
    if let Some(person) = &person {
        same = db.id(sql!("walkin/request_same_open"), named_params! {":resident": person, ":service": service.id})?;
        let year = NaiveDate::from_ymd_opt(ctx.at.date().year(), 1, 1).map(Moment::start_of).unwrap_or_default();
        paid = db.one(sql!("walkin/request_paid"), named_params! {":resident": person, ":since": year.0}, |r| {
            Ok((r.get(0)?, Moment(r.get(1)?).date().to_string(), r.get(2)?))
        })?;
    }
    let n = db.next_number("request", ctx.at.date())?;
    let table = workdays(db)?;
    let state = OpenState { n, service, resident: person, ticket: from, same, paid, table: &table };
    Ok(request::open(&state, c, ctx))
}

fn finish(db: &Db, c: &Finish, ctx: &Ctx<'_>) -> Result<Verdict, Fault> {
    let table = workdays(db)?;
    let case = found!(case(db, &c.request, &table, ctx));
    let before = match &c.repeat_of {
        Some(given) => Some(found!(find::request(db, given, ctx.site, ctx.at))),
        None => None,
    };
    let handed = taken_here(db, &case.request)?;
    Ok(close::finish(&case, handed.as_ref(), before.as_ref(), c, ctx))
}

fn guide(db: &Db, c: &Guide, ctx: &Ctx<'_>) -> Result<Verdict, Fault> {
    let certificate = found!(find::certificate(db, &c.certificate));
    let person = match &c.resident {
        Some(given) => Some(found!(resident(db, given)).0),
        None => None,
    };
    let from = match &c.ticket {
        Some(given) => Some(found!(find::ticket(db, Some(given), ctx)).id),
        None => None,
    };
    Ok(after::guide(&certificate, person.as_deref(), from.as_deref(), c, ctx))
}

/// A request with its item and its pauses.
fn case<'a>(db: &Db, given: &str, table: &'a Workdays, ctx: &Ctx<'_>) -> Result<Result<Case<'a>, Reason>, Fault> {
    let request = match find::request(db, given, ctx.site, ctx.at)? {
        Ok(request) => request,
        Err(reason) => return Ok(Err(reason)),
    };
    // An item of another site's catalogue may not have come yet: no limit then, never a refusal.
    let service = read::service(db, &request.service)?.unwrap_or_default();
    let pauses = read::pauses(db, &request.id)?;
    Ok(Ok(Case { request, service, pauses, table }))
}

fn closed(db: &Db, day: NaiveDate) -> Result<Option<Closing>, Fault> {
    db.one(sql!("walkin/day_closed"), named_params! {":site": db.site, ":day": day.to_string()}, |r| {
        let at = Moment(r.get("closed_at")?);
        Ok(Closing { id: r.get("id")?, at, clerk: r.get("clerk")?, unserved: r.get("unserved")?, carried: r.get("carried")? })
    })
}

/// How often a visitor may be passed over here.
fn pass_over(db: &Db) -> Result<usize, Fault> {
    Ok(db.setting("ticket.pass_over")?.and_then(|v| v.parse().ok()).unwrap_or(queue::LIMIT))
}

/// The official table with the days this site or the hub has set.
pub(super) fn workdays(db: &Db) -> Result<Workdays, Fault> {
    db.workdays()
}
