//! Grants and hand-overs in the database.

use super::super::db::Db;
use super::super::journal::writes_of;
use super::super::studio::load::{Base, Days};
use super::super::{Fault, sql, walkin};
use super::judge;
use crate::base::clock::Moment;
use crate::base::ids::kind_of;
use crate::desk::accord::owner::Given;
use crate::desk::accord::rules::{self, GiveState, TakeBackState};
use crate::desk::accord::{GiveGrant, Grant, GrantRow, Grants, HandOver, TakeBackGrant};
use crate::desk::change::{Change, Ctx, DELETED, Fields, Verdict};
use crate::desk::merge::fold;
use crate::desk::reason::{Common, Reason};
use crate::desk::studio::SessionKind;
use crate::desk::studio::check::Granted;
use crate::desk::studio::time::{Span, parse_day, parse_wall, wall_text};
use chrono::NaiveDate;
use rusqlite::{Row, named_params};
use std::collections::BTreeMap;

fn read(row: &Row<'_>) -> rusqlite::Result<Grant> {
    Ok(Grant {
        id: row.get("id")?,
        advisor: row.get("advisor")?,
        place: row.get("place")?,
        start: row.get("start")?,
        minutes: row.get("minutes")?,
        to: row.get("to")?,
        until: row.get("until")?,
        given: row.get("given")?,
        taken: row.get("taken")?,
        by_phone: row.get("by_phone")?,
    })
}

fn between(db: &Db, from: &str, until: &str) -> Result<Vec<Grant>, Fault> {
    db.rows(sql!("accord/grants_between"), named_params! {":from": from, ":until": until}, read)
}

/// Grants to other desks of a stretch of days (the last included) that may be in use there.
pub(in crate::store) fn granted(db: &Db, first: NaiveDate, last: NaiveDate) -> Result<Vec<Granted>, Fault> {
    let mut found = Vec::new();
    for grant in between(db, &first.to_string(), &format!("{last}U"))? {
        let Some(start) = parse_wall(&grant.start) else { continue };
        // A filled grant is a booking by now.
        if grant.to == db.site || grant.taken > 0 || used(db, &grant)?.is_some() || heard_past(db, &grant)? {
            continue;
        }
        let (until, span) = (wall_text(Moment(grant.until).local()), Span::of(start, grant.minutes));
        found.push(Granted { advisor: grant.advisor, place: grant.place, span, to: grant.to, until });
    }
    Ok(found)
}

/// The number of the booking that fills a grant.
fn used(db: &Db, grant: &Grant) -> Result<Option<String>, Fault> {
    let end = parse_wall(&grant.start).map(|s| wall_text(Span::of(s, grant.minutes).until)).unwrap_or_default();
    let params =
        named_params! {":home": grant.to, ":advisor": grant.advisor, ":place": grant.place, ":from": grant.start, ":until": end};
    db.id(sql!("accord/grant_used"), params)
}

/// Has everything that the far desk wrote up to the grant's end come here? Its log is without hole, so one operation
/// past the end will do; or a file made after it, of which we hold everything.
fn heard_past(db: &Db, grant: &Grant) -> Result<bool, Fault> {
    let last: Option<i64> = db.one(sql!("accord/last_heard"), named_params! {":site": grant.to}, |r| r.get(0))?.flatten();
    if last.is_some_and(|hlc| hlc >> 16 > grant.until) {
        return Ok(true);
    }
    let peer =
        db.one(sql!("exchange/peer"), named_params! {":site": grant.to}, |r| Ok((r.get::<_, String>(2)?, r.get::<_, i64>(3)?)))?;
    let Some((have, at)) = peer.filter(|(_, at)| *at > grant.until) else { return Ok(false) };
    debug_assert!(at > grant.until, "filtered");
    let theirs: BTreeMap<String, i64> = serde_json::from_str(&have)?;
    let mine = db.rows(sql!("exchange/streams"), [], |r| {
        Ok((format!("{}.{}.{}", r.get::<_, String>(0)?, r.get::<_, i64>(1)?, r.get::<_, String>(2)?), r.get::<_, i64>(3)?))
    })?;
    let mine: BTreeMap<String, i64> = mine.into_iter().collect();
    let own = format!("{}.", grant.to);
    let public = theirs.iter().filter(|(name, _)| name.starts_with(&own) && name.ends_with(".pub"));
    Ok(public.into_iter().all(|(name, head)| mine.get(name).copied().unwrap_or(0) >= *head))
}

/// Does this desk hold an unused grant, still good, that covers advisor, place, start and minutes?
pub(in crate::store) fn may_fill(db: &Db, wanted: (&str, &str, &str, i64), at: Moment) -> Result<bool, Fault> {
    let day = wanted.2.get(..10).unwrap_or(wanted.2);
    for grant in between(db, day, &format!("{day}U"))? {
        let given = Given {
            order: Default::default(),
            to: grant.to.clone(),
            until: grant.until,
            advisor: grant.advisor.clone(),
            place: grant.place.clone(),
            start: grant.start.clone(),
            minutes: grant.minutes,
        };
        let ours = grant.to == db.site && grant.taken == 0 && at.0 <= grant.until;
        if ours && given.covers(wanted) && used(db, &grant)?.is_none() {
            return Ok(true);
        }
    }
    Ok(false)
}

fn not_found(what: &str, given: &str) -> Verdict {
    Err(vec![Reason::of(Common::NotFound).fact("what", what).fact("given", given)])
}

pub(super) fn give(db: &Db, c: &GiveGrant, ctx: &Ctx<'_>) -> Result<Verdict, Fault> {
    let base = Base::load(db)?;
    let mut absent = Vec::new();
    let given = |word: &Option<String>| word.as_deref().map(str::trim).filter(|w| !w.is_empty()).map(str::to_owned);
    let advisor = given(&c.advisor).and_then(|w| base.advisor(&w).map_err(|r| absent.push(r)).ok());
    let place = given(&c.place).and_then(|w| base.place(&w).map_err(|r| absent.push(r)).ok());
    if !absent.is_empty() {
        return Ok(Err(absent));
    }
    let bookable = advisor.map(|a| a.id.clone()).or_else(|| place.map(|p| p.id.clone())).unwrap_or_default();
    let day = parse_wall(&c.start).map_or(ctx.at.date(), |start| start.date());
    // One to one: a grant is of the whole slot.
    let kind = SessionKind { capacity: 1, ..SessionKind::default() };
    let room = Days::load(db, day, day)?.room(&base, advisor, place, &kind);
    let c = GiveGrant { to: walkin::referral::code_of(db, &c.to)?, ..c.clone() };
    Ok(rules::give(&GiveState { room, studio: judge::owner(db, &bookable)? }, &c, ctx))
}

pub(super) fn take_back(db: &Db, c: &TakeBackGrant, ctx: &Ctx<'_>) -> Result<Verdict, Fault> {
    let Some(grant) = db.one(sql!("accord/grant"), named_params! {":id": c.grant.trim()}, read)? else {
        return Ok(not_found("grant", &c.grant));
    };
    let bookable = if grant.advisor.is_empty() { &grant.place } else { &grant.advisor };
    let (studio, used, heard_past_end) = (judge::owner(db, bookable)?, used(db, &grant)?, heard_past(db, &grant)?);
    Ok(rules::take_back(&TakeBackState { grant, studio, used, heard_past_end }, c, ctx))
}

/// All that speaks against changes by which a grant in force would be none (undo of the giving, redo of the taking
/// back): what speaks against taking it back.
pub(in crate::store) fn ending(db: &Db, changes: &[Change], ctx: &Ctx<'_>) -> Result<Vec<Reason>, Fault> {
    let mut found = Vec::new();
    for change in changes.iter().filter(|c| kind_of(&c.ent) == "grant") {
        let now = fold(&writes_of(db, &change.ent)?).shown();
        let mut then = now.clone();
        then.extend(change.fields.clone());
        if in_force(&now) && !in_force(&then) {
            found.extend(take_back(db, &TakeBackGrant { grant: change.ent.clone() }, ctx)?.err().unwrap_or_default());
        }
    }
    Ok(found)
}

fn in_force(fields: &Fields) -> bool {
    fields.get("taken").is_some_and(|taken| *taken == 0) && fields.get(DELETED).is_none_or(|gone| *gone != true)
}

pub(super) fn hand_over(db: &Db, c: &HandOver, ctx: &Ctx<'_>) -> Result<Verdict, Fault> {
    let ent = c.record.trim();
    match judge::owner(db, ent)? {
        Some(owner) => Ok(rules::hand_over(ent, Some(&owner), c, ctx)),
        None => Ok(not_found("record", &c.record)),
    }
}

pub(super) fn list(db: &Db, q: &Grants, at: Moment) -> Result<Vec<GrantRow>, Fault> {
    let base = Base::load(db)?;
    let from = q.from.as_deref().and_then(parse_day).unwrap_or_else(|| at.date());
    let mut rows = Vec::new();
    for grant in between(db, &from.to_string(), "U")? {
        if q.to.as_deref().is_some_and(|to| !to.trim().is_empty() && to.trim() != grant.to) {
            continue;
        }
        let number = used(db, &grant)?;
        let state = match (grant.taken > 0, &number, at.0 > grant.until) {
            (true, _, _) => "taken",
            (_, Some(_), _) => "used",
            (_, _, false) => "open",
            _ if heard_past(db, &grant)? => "ended",
            _ => "unheard",
        };
        let advisor_name = base.advisors.iter().find(|a| a.id == grant.advisor).map(|a| a.name.clone()).unwrap_or_default();
        let place_name = base.places.iter().find(|p| p.id == grant.place).map(|p| p.name.clone()).unwrap_or_default();
        rows.push(GrantRow { state: state.into(), number, advisor_name, place_name, grant });
    }
    Ok(rows)
}
