//! What the panel and `desk show` see of the walk-in room.

use super::super::db::Db;
use super::super::find::{REQUEST, room};
use super::super::{Fault, residents, sql};
use super::{closed, find, pass_over, read, referral, workdays};
use crate::base::clock::Moment;
use crate::calendar::deadline::{DayLine, Why};
use crate::calendar::workdays::{DayWhy, Workdays};
use crate::desk::walkin::keys;
use crate::desk::walkin::rules::{figures, limit, number, queue, ticket};
use crate::desk::walkin::{
    Answer, Card, DueDay, Handed, InQueue, Offer, One, Paper, Query, Queue, QueueNow, Request, Requests, Row as Line, Service,
    StageLine, State, Step, Ticket, TicketState, Today,
};
use crate::text::fold::fold;
use rusqlite::{Row, named_params};
use std::collections::BTreeSet;

pub(in super::super) fn answer(db: &Db, query: &Query, at: Moment) -> Result<Answer, Fault> {
    Ok(match query {
        Query::Queue(q) => Answer::Queue(queue_now(db, q, at)?),
        Query::Requests(q) => Answer::Requests(requests(db, q, at)?),
        Query::Request(q) => Answer::Request(card(db, q, at)?.map(Box::new)),
        Query::Services(q) => Answer::Services(services(db, &q.find, at)?),
        Query::Certificates(q) => Answer::Certificates(certificates(db, &q.find)?),
        Query::Callbacks(_) => {
            Answer::Callbacks(db.rows(sql!("walkin/callbacks"), named_params! {":site": db.site}, read::callback)?)
        }
        Query::Referrals(q) => Answer::Referrals(referral::list(db, q, at)?),
        Query::Counts(_) => Answer::Counts(Box::new(today(db, at)?)),
    })
}

fn queue_now(db: &Db, q: &Queue, at: Moment) -> Result<QueueNow, Fault> {
    let window = q.window.as_deref().map(str::trim).filter(|w| !w.is_empty());
    Ok(QueueNow { closed: closed(db, at.date())?.is_some(), ..queue_of(db, window, at)? })
}

/// Who waits and who is called, whether or not the day is closed.
fn queue_of(db: &Db, window: Option<&str>, at: Moment) -> Result<QueueNow, Fault> {
    let tickets = read::tickets(db, at.date())?;
    let mut now = QueueNow::default();
    let somebody = tickets.iter().any(|t| t.state == TicketState::Waiting);
    // How often one may be passed over is of no interest to an empty room.
    for place in queue::order(&tickets, window, if somebody { pass_over(db)? } else { queue::LIMIT }) {
        if let Some(ticket) = tickets.iter().find(|t| t.id == place.id) {
            now.waiting.push(InQueue { place: Some(place), ..in_queue(db, ticket, at)? });
        }
    }
    for ticket in &tickets {
        match ticket.state {
            TicketState::Called => now.called.push(in_queue(db, ticket, at)?),
            TicketState::Missed | TicketState::Held => now.aside.push(in_queue(db, ticket, at)?),
            _ => {}
        }
    }
    Ok(now)
}

fn in_queue(db: &Db, ticket: &Ticket, at: Moment) -> Result<InQueue, Fault> {
    let name = name(db, ticket.resident.as_deref())?;
    Ok(InQueue { minutes: ticket::waited(ticket, at), name, place: None, ticket: ticket.clone() })
}

fn name(db: &Db, resident: Option<&str>) -> Result<Option<String>, Fault> {
    match resident {
        Some(id) => Ok(residents::one(db, id)?.map(|r| r.name)),
        None => Ok(None),
    }
}

/// Where a page begins: the due date and id of the row before it.
fn beside(db: &Db, q: &Requests) -> Result<(String, i64, String), Fault> {
    let Some(id) = &q.from else { return Ok((String::new(), i64::MAX, String::new())) };
    let found = db.one(sql!("walkin/request"), named_params! {":id": id}, read::request)?;
    let due = found.as_ref().map(|r| r.due.clone().unwrap_or_else(|| "9999".into())).unwrap_or_default();
    Ok((due, found.and_then(|r| r.finished_at).map_or(i64::MAX, |m| m.0), id.clone()))
}

fn requests(db: &Db, q: &Requests, at: Moment) -> Result<Vec<Line>, Fault> {
    let table = workdays(db)?;
    let rows: i64 = q.rows.parse().unwrap_or(50).clamp(1, 1000);
    let read = |r: &Row<'_>| line(r, &db.site, at, &table);
    if q.find.starts_with("resident:") {
        let params = named_params! {":resident": q.find, ":rows": rows};
        return db.rows(sql!("walkin/requests_of_resident"), params, read);
    }
    if !q.find.trim().is_empty() {
        return Ok(match find::request(db, &q.find, &db.site, at)? {
            Ok(found) => db.rows(sql!("walkin/request_row"), named_params! {":id": found.id}, read)?,
            Err(_) => by_words(db, q.find.trim(), rows, read)?,
        });
    }
    let (due, finished, id) = beside(db, q)?;
    let site = q.site.as_deref().filter(|s| !s.is_empty()).unwrap_or(&db.site);
    match q.which.as_str() {
        "papers" => {
            db.rows(sql!("walkin/requests_waiting"), named_params! {":site": site, ":due": due, ":id": id, ":rows": rows}, read)
        }
        "late" => {
            let now = at.local().format("%Y-%m-%dT%H:%M").to_string();
            let today = at.date().to_string();
            let params = named_params! {":site": site, ":today": today, ":now": now, ":due": due, ":id": id, ":rows": rows};
            db.rows(sql!("walkin/requests_late"), params, read)
        }
        "today" => db.rows(
            sql!("walkin/requests_today"),
            named_params! {":site": site, ":today": at.date().to_string(), ":rows": rows},
            read,
        ),
        "settled" => {
            let since = Moment::start_of(at.date()).0;
            db.rows(sql!("walkin/requests_settled"), named_params! {":site": site, ":since": since, ":rows": rows}, read)
        }
        "redated" => {
            db.rows(sql!("walkin/requests_redated"), named_params! {":site": site, ":since": lately(at).0, ":rows": rows}, read)
        }
        "returned" => db.rows(sql!("walkin/requests_returned"), named_params! {":site": site, ":rows": rows}, read),
        "finished" => {
            let params = named_params! {":site": site, ":finished": finished, ":id": id, ":rows": rows};
            db.rows(sql!("walkin/requests_finished"), params, read)
        }
        _ => db.rows(sql!("walkin/requests_open"), named_params! {":site": site, ":due": due, ":id": id, ":rows": rows}, read),
    }
}

/// Requests that speak of what was typed, or whose item is called so; the newest first.
fn by_words(db: &Db, typed: &str, rows: i64, line: impl Fn(&Row<'_>) -> rusqlite::Result<Line>) -> Result<Vec<Line>, Fault> {
    db.write_keys()?;
    let room = room(REQUEST)?;
    let mut found: Vec<(i64, Line)> = Vec::new();
    let words = keys::words(typed);
    // A letter or a number alone means a person or a number, not an item.
    let named = words.iter().any(|w| w.chars().count() > 1 && !w.chars().all(|c| c.is_ascii_digit()));
    let items = if named { find::meant(db, "service", typed)? } else { Vec::new() };
    for service in items.into_iter().take(ITEMS) {
        let params = named_params! {":room": room, ":service": keys::of_service(&service), ":site": db.site, ":rows": rows};
        found.extend(db.rows(sql!("walkin/requests_of_service"), params, |r| Ok((r.get("n")?, line(r)?)))?);
    }
    let pairs = keys::pairs(typed, typed.len());
    if let (Some(first), Some(last)) = (pairs.first(), pairs.last()) {
        let second = &pairs[pairs.len() / 2];
        let params = named_params! {":room": room, ":first": last, ":second": first, ":third": second, ":site": db.site,
        ":rows": MOST_READ.max(rows)};
        let spoken = |r: &Row<'_>| {
            let said: String = r.get("summary")?;
            let summary = fold(&said);
            let fits = words.iter().all(|word| summary.contains(word));
            Ok((fits, (r.get("n")?, Line { said: Some(said), ..line(r)? })))
        };
        let all = db.rows(sql!("walkin/requests_of_words"), params, spoken)?;
        found.extend(all.into_iter().filter(|(fits, _)| *fits).map(|(_, found)| found));
    }
    // Found both ways, it shows the words in which it was found.
    found.sort_by_key(|(n, row)| (std::cmp::Reverse(*n), row.said.is_none()));
    found.dedup_by_key(|(n, _)| *n);
    found.truncate(usize::try_from(rows).unwrap_or(usize::MAX));
    Ok(found.into_iter().map(|(_, line)| line).collect())
}

/// Items whose name fits what was typed: of more, it was too little to mean one.
const ITEMS: usize = 8;

/// Requests that have the pairs of what was typed and are looked at for the whole of it.
const MOST_READ: i64 = 50;

/// Seven days back: how long a moved date is worth a line.
fn lately(at: Moment) -> Moment {
    at.plus_ms(-7 * 24 * 3_600_000)
}

fn line(row: &Row<'_>, site: &str, at: Moment, table: &Workdays) -> rusqlite::Result<Line> {
    let (number, state): (String, String) = (row.get("number")?, row.get("state")?);
    let due: Option<String> = row.get("due")?;
    let runs = matches!(State::parse(&state), Some(State::Open | State::Accepted | State::Referred));
    let sealed = row.get::<_, Option<bool>>("sealed")?.unwrap_or(false);
    Ok(Line {
        id: row.get("id")?,
        short: number::short(&number, site, at).to_owned(),
        number,
        state,
        service: row.get("service")?,
        service_name: row.get::<_, Option<String>>("service_name")?.unwrap_or_default(),
        resident: row.get("resident")?,
        name: row.get::<_, Option<String>>("name")?.filter(|_| !sealed),
        left: due.as_deref().and_then(|d| limit::left(d, at, table)),
        late: runs && due.as_deref().is_some_and(|d| limit::passed(d, at)),
        due,
        missing: row.get::<_, Option<String>>("missing")?.map_or(0, |m| m.lines().count()),
        opened_at: Moment(row.get("opened_at")?),
        handed: row.get("handed")?,
        said: None,
    })
}

fn card(db: &Db, q: &One, at: Moment) -> Result<Option<Card>, Fault> {
    let Ok(request) = find::request(db, &q.id, &db.site, at)? else { return Ok(None) };
    let table = workdays(db)?;
    let service = read::service(db, &request.service)?.unwrap_or_default();
    let steps = read::steps(db, &request.id)?;
    let days = match (&q.explain, request.accepted_at) {
        (Some(_), began) => explained(db, &request, &service, began.unwrap_or(request.opened_at), at, &table)?,
        _ => Vec::new(),
    };
    let person = match request.resident.as_deref() {
        Some(id) => residents::one(db, id)?,
        None => None,
    };
    let (phone, id_number) = (person.as_ref().map(|p| p.phone.clone()), person.as_ref().map(|p| p.id_number.clone()));
    Ok(Some(Card {
        phone,
        id_number,
        short: number::short(&request.number, &db.site, at).to_owned(),
        handed: referral::of(db, &request)?,
        name: person.map(|p| p.name),
        left: request.due.as_deref().and_then(|d| limit::left(d, at, &table)),
        late: limit::late(&request, at),
        stages: stages(&service, &steps),
        papers: papers(&service, &request),
        service_item: service,
        steps,
        days,
        request,
    }))
}

fn stages(service: &Service, steps: &[Step]) -> Vec<StageLine> {
    let mut lines = Vec::new();
    for (n, stage) in (1i64..).zip(service.stages()) {
        let done = steps.iter().rev().find(|s| s.kind == "stage" && s.stage == Some(n));
        let people = i64::try_from(stage.people).unwrap_or(1);
        let until = done.and_then(|s| s.until.clone());
        lines.push(StageLine { n, name: stage.name.to_owned(), people, done: done.is_some(), at: done.map(|s| s.at), until });
    }
    lines
}

fn papers(service: &Service, request: &Request) -> Vec<Paper> {
    let has = |list: &Option<String>, name: &str| list.as_deref().unwrap_or("").lines().any(|l| l == name);
    let state = |name: &str| match (has(&request.missing, name), has(&request.owed, name)) {
        (true, _) => "missing",
        (_, true) => "owed",
        _ => "here",
    };
    let own = service.materials().map(str::to_owned);
    let other = [&request.missing, &request.owed].into_iter().flatten().flat_map(|l| l.lines());
    let other = other.filter(|l| !service.materials().any(|m| m == *l)).map(str::to_owned);
    own.chain(other).map(|name| Paper { state: state(&name).into(), name }).collect()
}

fn explained(
    db: &Db,
    request: &Request,
    service: &Service,
    start: Moment,
    at: Moment,
    table: &Workdays,
) -> Result<Vec<DueDay>, Fault> {
    let pauses = read::pauses(db, &request.id)?;
    let told = limit::due(service, start, request.extra, &pauses, at, table);
    Ok(told.map(|t| t.days).unwrap_or_default().into_iter().map(due_day).collect())
}

fn due_day(line: DayLine) -> DueDay {
    let (why, of) = match &line.why {
        Why::FirstDay => ("first_day", None),
        Why::CalendarDay => ("calendar_day", None),
        Why::Paused(reason) => ("paused", Some(reason.clone())),
        Why::Table { day, .. } => kind_of_day(day),
        Why::RollsOn { day, .. } => ("rolls_on", kind_of_day(day).1),
        Why::RolledTo { day, .. } => ("rolled_to", kind_of_day(day).1),
    };
    DueDay { date: line.date.to_string(), counted: line.counted, why: why.into(), of, line }
}

fn kind_of_day(day: &DayWhy) -> (&'static str, Option<String>) {
    match day {
        DayWhy::Weekday => ("workday", None),
        DayWhy::Weekend => ("weekend", None),
        DayWhy::Holiday(name) => ("holiday", Some(name.clone())),
        DayWhy::WorkedWeekend(name) => ("worked_weekend", Some(name.clone())),
        DayWhy::SetWorked(name) => ("set_worked", Some(name.clone())),
    }
}

fn services(db: &Db, typed: &str, at: Moment) -> Result<Vec<Offer>, Fault> {
    let mut found = Vec::new();
    if typed.trim().is_empty() {
        found = db.rows(sql!("walkin/services_all"), [], read::service_row)?;
    } else {
        for id in find::meant(db, "service", typed)? {
            found.extend(read::service(db, &id)?);
        }
    }
    let table = workdays(db)?;
    Ok(found.into_iter().map(|item| offer(item, at, &table)).collect())
}

fn offer(item: Service, at: Moment, table: &Workdays) -> Offer {
    match limit::due(&item, at, 0, &[], at, table) {
        Ok(told) => Offer { due: told.due, due_basis: told.basis.name(), provisional: told.provisional, item },
        Err(_) => Offer { due: None, due_basis: limit::Basis::None.name(), provisional: false, item },
    }
}

fn certificates(db: &Db, typed: &str) -> Result<Vec<crate::desk::walkin::Certificate>, Fault> {
    if typed.trim().is_empty() {
        return db.rows(sql!("walkin/certificates_all"), [], read::certificate_row);
    }
    let mut found = Vec::new();
    for id in find::meant(db, "certificate", typed)? {
        found.extend(read::certificate(db, &id)?);
    }
    Ok(found)
}

fn today(db: &Db, at: Moment) -> Result<Today, Fault> {
    let queue = queue_of(db, None, at)?;
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let (mut open, now) = (Today::default(), limit::Now::at(at));
    db.rows(sql!("walkin/counts"), named_params! {":site": db.site}, |r| {
        let text = |at: usize| r.get_ref(at)?.as_str_or_null().map_err(rusqlite::Error::from);
        let handed = text(2)?.and_then(Handed::parse);
        let state = text(0)?.and_then(State::parse).unwrap_or(State::Open);
        let one = figures::Open { state, due: text(1)?, handed, to_us: text(3)? == Some(&db.site) };
        figures::add(&mut open, &one, &now);
        Ok(())
    })?;
    let today = at.date().to_string();
    let params = named_params! {":site": db.site, ":today": today};
    let beside = db.one(sql!("walkin/counts_beside"), params, |r| Ok((r.get("callbacks")?, r.get("incoming")?)))?;
    let (callbacks, incoming) = beside.unwrap_or_default();
    let since = named_params! {":since": lately(at).0};
    let moved: BTreeSet<String> = db.rows(sql!("walkin/redated_since"), since, |r| r.get(0))?.into_iter().collect();
    let first = |which: &str, many: i64| match many {
        0 => Ok(None),
        _ => requests(db, &Requests { which: which.into(), rows: "1".into(), ..Requests::default() }, at)
            .map(|rows| rows.into_iter().next()),
    };
    Ok(Today {
        waiting: count(queue.waiting.len()),
        next: queue.waiting.first().map(|next| next.ticket.number.clone()),
        called: count(queue.called.len()),
        first_late: first("late", open.late)?,
        first_due: first("today", open.due_today)?,
        queue,
        callbacks,
        incoming,
        redated: count(moved.len()),
        ..open
    })
}
