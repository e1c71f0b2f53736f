//! Reading the diary: rows into records, and what a rule needs for a stretch of days.

use crate::base::clock::Moment;
use crate::calendar::official;
use crate::calendar::workdays::DayKind;
use crate::desk::reason::{Common, Reason};
use crate::desk::studio::check::{Granted, Room};
use crate::desk::studio::pick::{Pick, pick};
use crate::desk::studio::rules::Hall;
use crate::desk::studio::time::{Span, parse_clock, parse_wall, wall_text};
use crate::desk::studio::{Advisor, Booking, Followup, Hours, Leave, Note, Place, SessionKind, State, seed};
use crate::store::db::Db;
use crate::store::{Fault, accord, sites, sql};
use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime};
use rusqlite::{Row, named_params};
use std::collections::{BTreeMap, BTreeSet};

/// Everything that changes rarely: a handful of rows each.
#[derive(Debug)]
pub struct Base {
    pub advisors: Vec<Advisor>,
    pub places: Vec<Place>,
    pub kinds: Vec<SessionKind>,
    pub hours: Vec<Hours>,
}

impl Base {
    /// Reads it; advisors without limits of their own get the site's.
    pub fn load(db: &Db) -> Result<Base, Fault> {
        let number = |key: &str| Ok::<i64, Fault>(db.setting(key)?.and_then(|v| v.parse().ok()).unwrap_or(0));
        let (horizon, notice) = (number("studio.horizon_days")?, number("studio.notice_minutes")?);
        let mut advisors = db.rows(sql!("studio/advisor_all"), [], advisor)?;
        for advisor in &mut advisors {
            advisor.horizon = if advisor.horizon > 0 { advisor.horizon } else { horizon };
            advisor.notice = if advisor.notice > 0 { advisor.notice } else { notice };
        }
        let hours = db.rows(sql!("studio/hours_all"), [], hours)?.into_iter().flatten().collect();
        let own = db.rows(sql!("studio/session_kind_all"), [], kind)?;
        let places = db.rows(sql!("studio/place_all"), [], place)?;
        Ok(Base { advisors, places, kinds: seed::with_own(own), hours })
    }

    /// The advisor that is meant, or the reason why not.
    pub fn advisor(&self, given: &str) -> Result<&Advisor, Reason> {
        found("advisor", &self.advisors, |a| (&a.id, &a.name), given)
    }

    /// The place that is meant.
    pub fn place(&self, given: &str) -> Result<&Place, Reason> {
        found("place", &self.places, |p| (&p.id, &p.name), given)
    }

    /// The kind of session that is meant.
    pub fn kind(&self, given: &str) -> Result<&SessionKind, Reason> {
        found("kind", &self.kinds, |k| (&k.id, &k.name), given)
    }

    /// The kind of this id; a kind that has not come yet has no name and takes one person.
    pub fn kind_of(&self, id: &str) -> SessionKind {
        let unknown = || SessionKind { id: id.to_owned(), capacity: 1, minutes: 30, ..SessionKind::default() };
        self.kinds.iter().find(|k| k.id == id).cloned().unwrap_or_else(unknown)
    }
}

/// The kind of session of this id, if it has come: the site's own, or one of the seed's.
pub(in crate::store) fn kind_known(db: &Db, id: &str) -> Result<Option<SessionKind>, Fault> {
    let own = db.one(sql!("studio/session_kind"), named_params! {":id": id}, kind)?;
    Ok(own.or_else(|| seed::kinds().into_iter().find(|k| k.id == id)))
}

/// Are the seats of this place booked one by one?
pub(in crate::store) fn is_shared(db: &Db, place: &str) -> Result<bool, Fault> {
    Ok(db.one(sql!("studio/place_shared"), named_params! {":id": place}, |r| r.get(0))?.unwrap_or(false))
}

fn found<'a, T>(what: &str, list: &'a [T], key: impl Fn(&T) -> (&String, &String), given: &str) -> Result<&'a T, Reason> {
    let pairs: Vec<(&str, &str)> = list
        .iter()
        .map(|item| {
            let (id, name) = key(item);
            (id.as_str(), name.as_str())
        })
        .collect();
    match pick(pairs.iter().copied(), given) {
        Pick::One(at) => Ok(&list[at]),
        Pick::Many(names) => Err(Reason::of(Common::Ambiguous).fact("given", given).fact("fits", names.join(" "))),
        Pick::None => Err(Reason::of(Common::NotFound).fact("what", what).fact("given", given)),
    }
}

/// Everything about a stretch of days (the last one included) that rules and free times need.
#[derive(Debug)]
pub struct Days {
    pub leave: Vec<Leave>,
    pub bookings: Vec<Booking>,
    pub closed: BTreeMap<NaiveDate, String>,
    pub worked: BTreeSet<NaiveDate>,
    /// Granted to other desks.
    pub granted: Vec<Granted>,
}

impl Days {
    pub fn load(db: &Db, first: NaiveDate, last: NaiveDate) -> Result<Days, Fault> {
        let (from, until) = (first.and_time(NaiveTime::MIN), last.succ_opt().unwrap_or(last).and_time(NaiveTime::MIN));
        let (closed, worked) = calendar(db, first, last)?;
        Ok(Days {
            leave: leaves(db, from, until)?,
            bookings: between(db, from, until)?,
            closed,
            worked,
            granted: accord::granted(db, first, last)?,
        })
    }

    /// The room of one advisor and place.
    pub fn room(&self, base: &Base, advisor: Option<&Advisor>, place: Option<&Place>, kind: &SessionKind) -> Room {
        Room {
            advisor: advisor.cloned(),
            place: place.cloned(),
            kind: kind.clone(),
            hours: base.hours.clone(),
            leave: self.leave.clone(),
            bookings: self.bookings.clone(),
            closed: self.closed.clone(),
            worked: self.worked.clone(),
            granted: self.granted.clone(),
        }
    }
}

/// Days off, and Saturdays and Sundays that are worked, by the official notice as the site has set or corrected it.
fn calendar(db: &Db, first: NaiveDate, last: NaiveDate) -> Result<(BTreeMap<NaiveDate, String>, BTreeSet<NaiveDate>), Fault> {
    let notice = official::shipped().iter().filter(|d| first <= d.date && d.date <= last);
    let mut days: BTreeMap<NaiveDate, (DayKind, String)> = notice.map(|d| (d.date, (d.kind, d.name.clone()))).collect();
    for own in sites::caldays(db, &first.to_string(), &last.to_string())? {
        let Ok(day) = own.day.parse::<NaiveDate>() else { continue };
        match DayKind::parse(&own.kind) {
            Some(kind) => days.insert(day, (kind, own.name)),
            None => days.remove(&day),
        };
    }
    let weekend = |day: &NaiveDate| day.weekday().number_from_monday() > 5;
    let worked = days.iter().filter(|(day, (kind, _))| *kind == DayKind::Workday && weekend(day)).map(|(day, _)| *day).collect();
    let closed =
        days.into_iter().filter(|(_, (kind, _))| *kind == DayKind::Holiday).map(|(day, (_, name))| (day, name)).collect();
    Ok((closed, worked))
}

/// Bookings that begin in a stretch.
pub fn between(db: &Db, from: NaiveDateTime, until: NaiveDateTime) -> Result<Vec<Booking>, Fault> {
    let params = named_params! {":from": wall_text(from), ":until": wall_text(until)};
    db.rows(sql!("studio/bookings_between"), params, booking)
}

/// Leave that touches a stretch.
pub fn leaves(db: &Db, from: NaiveDateTime, until: NaiveDateTime) -> Result<Vec<Leave>, Fault> {
    let params = named_params! {":from": wall_text(from), ":until": wall_text(until)};
    Ok(db.rows(sql!("studio/leaves"), params, leave)?.into_iter().flatten().collect())
}

/// A booking by id, by number (`QLQ-B20260302-003`), or by the short number of this site and year (`B0302-003`).
pub fn one(db: &Db, given: &str, at: Moment) -> Result<Option<Booking>, Fault> {
    let given = given.trim();
    let id = if given.starts_with("booking:") {
        Some(given.to_owned())
    } else {
        let number = whole_number(&db.site, given, at.date().year()).unwrap_or_else(|| given.to_uppercase());
        db.id(sql!("studio/booking_by_number"), named_params! {":number": number})?
    };
    match id {
        Some(id) => db.one(sql!("studio/booking"), named_params! {":id": id}, booking),
        None => Ok(None),
    }
}

/// `B0302-3` at QLQ in 2026 is `QLQ-B20260302-003`.
fn whole_number(site: &str, short: &str, year: i32) -> Option<String> {
    let (day, n) = short.trim_start_matches(['B', 'b']).split_once('-')?;
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    (day.len() == 4 && digits(day) && digits(n)).then(|| format!("{site}-B{year}{day}-{n:0>3}"))
}

/// A lecture with everybody who signed up.
pub fn hall(db: &Db, lecture: Booking) -> Result<Hall, Fault> {
    let list = db.rows(sql!("studio/seats_of"), named_params! {":lecture": lecture.id}, booking)?;
    Ok(Hall { lecture, list })
}

fn advisor(row: &Row<'_>) -> rusqlite::Result<Advisor> {
    Ok(Advisor {
        id: row.get("id")?,
        name: row.get("name")?,
        active_from: row.get("active_from")?,
        active_to: row.get("active_to")?,
        buffer: row.get("buffer")?,
        notice: row.get("notice")?,
        horizon: row.get("horizon")?,
        daily_max: row.get("daily_max")?,
    })
}

fn place(row: &Row<'_>) -> rusqlite::Result<Place> {
    Ok(Place {
        id: row.get("id")?,
        name: row.get("name")?,
        capacity: row.get("capacity")?,
        shared: row.get("shared")?,
        community: row.get("community")?,
    })
}

fn kind(row: &Row<'_>) -> rusqlite::Result<SessionKind> {
    Ok(SessionKind {
        id: row.get("id")?,
        name: row.get("name")?,
        minutes: row.get("minutes")?,
        capacity: row.get("capacity")?,
        needs_advisor: row.get("needs_advisor")?,
        needs_place: row.get("needs_place")?,
    })
}

/// A row whose times have not come yet (another stream) is no row.
fn hours(row: &Row<'_>) -> rusqlite::Result<Option<Hours>> {
    let time = |name: &str| Ok::<_, rusqlite::Error>(parse_clock(&row.get::<_, String>(name)?));
    let (Some(from), Some(to)) = (time("from")?, time("to")?) else { return Ok(None) };
    Ok(Some(Hours { id: row.get("id")?, owner: row.get("owner")?, weekday: row.get("weekday")?, from, to }))
}

fn leave(row: &Row<'_>) -> rusqlite::Result<Option<Leave>> {
    let time = |name: &str| Ok::<_, rusqlite::Error>(parse_wall(&row.get::<_, String>(name)?));
    let (Some(from), Some(to)) = (time("from")?, time("to")?) else { return Ok(None) };
    Ok(Some(Leave { id: row.get("id")?, owner: row.get("owner")?, from, to }))
}

/// The time that a booking takes; `None` while its public half has not come.
pub fn span(row: &Row<'_>) -> rusqlite::Result<Option<Span>> {
    let minutes = row.get("minutes")?;
    Ok(parse_wall(&row.get::<_, String>("start")?).map(|start| Span::of(start, minutes)))
}

pub fn booking(row: &Row<'_>) -> rusqlite::Result<Booking> {
    Ok(Booking {
        id: row.get("id")?,
        number: row.get("number")?,
        kind: row.get("kind")?,
        advisor: row.get("advisor")?,
        place: row.get("place")?,
        // Without a time the public half has not come yet; no list by day shows it then.
        start: parse_wall(&row.get::<_, String>("start")?).unwrap_or_default(),
        minutes: row.get("minutes")?,
        state: State::parse(&row.get::<_, String>("state")?).unwrap_or_default(),
        community: row.get("community")?,
        rev: row.get("rev")?,
        home: row.get("home")?,
        lecture: row.get("lecture")?,
        seats: row.get("seats")?,
        title: row.get("title")?,
        client: row.get("client")?,
        client_name: row.get("client_name")?,
        phone: row.get("phone")?,
        topic: row.get("topic")?,
        reason: row.get("reason")?,
        offer_until: row.get("offer_until")?,
    })
}

pub fn note(row: &Row<'_>) -> rusqlite::Result<Note> {
    Ok(Note {
        id: row.get("id")?,
        booking: row.get("booking")?,
        text: row.get("text")?,
        restricted: row.get("restricted")?,
        at: row.get("at")?,
        by: row.get("by")?,
    })
}

pub fn followup(row: &Row<'_>) -> rusqlite::Result<Followup> {
    Ok(Followup {
        id: row.get("id")?,
        booking: row.get("booking")?,
        client: row.get("client")?,
        client_name: row.get("client_name")?,
        due: row.get("due")?,
        text: row.get("text")?,
        done: row.get("done")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_number_is_of_this_site_and_year() {
        assert_eq!(whole_number("QLQ", "B0302-3", 2026).as_deref(), Some("QLQ-B20260302-003"));
        assert_eq!(whole_number("QLQ", "0302-041", 2026).as_deref(), Some("QLQ-B20260302-041"));
        assert_eq!(whole_number("QLQ", "QLQ-B20260302-003", 2026), None);
        assert_eq!(whole_number("QLQ", "-", 2026), None);
    }
}
