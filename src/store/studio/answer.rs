//! The diary's views.

use super::load::{self, Base, Days};
use crate::base::clock::Moment;
use crate::desk::studio::check::Room;
use crate::desk::studio::rules::lapsed;
use crate::desk::studio::slots::{Slot, free_slots};
use crate::desk::studio::time::{Span, parse_bound, parse_day, wall_text};
use crate::desk::studio::week::{grid, monday};
use crate::desk::studio::{
    AdvisorCard, Answer, Booking, Bookings, Detail, Entry, Figures, LectureCard, Query, SessionKind, Slots, State, Unfinished,
    WeekOf, WeekPage,
};
use crate::store::db::Db;
use crate::store::{Fault, residents, sql};
use chrono::{Duration, NaiveDate, NaiveTime};
use rusqlite::named_params;

/// What needs nothing of advisors, places and kinds does not read them.
pub fn answer(db: &Db, query: &Query, at: Moment) -> Result<Answer, Fault> {
    let base = || Base::load(db);
    Ok(match query {
        Query::Advisors(_) => Answer::Advisors(advisors(db, &base()?, at)?),
        Query::Places(_) => Answer::Places(base()?.places),
        Query::Kinds(_) => Answer::Kinds(base()?.kinds),
        Query::Slots(q) => Answer::Slots(slots(db, &base()?, q, at)?),
        Query::Bookings(q) => Answer::Bookings(bookings(db, q, at)?),
        Query::Booking(q) => Answer::Booking(detail(db, &base()?, &q.id, at)?.map(Box::new)),
        Query::Lecture(q) => Answer::Lecture(lecture(db, &base()?, &q.id, at)?.map(Box::new)),
        Query::Week(q) => Answer::Week(Box::new(week(db, &base()?, q, at)?)),
        Query::Unfinished(q) => Answer::Bookings(unfinished(db, q, at)?),
        Query::Figures(_) => Answer::Figures(figures(db, at)?),
        Query::AllSeries(_) => Answer::AllSeries(super::series::all(db)?),
        Query::Followups(q) => {
            let until = q.to.clone().unwrap_or_else(|| "9999-12-31".into());
            Answer::Followups(db.rows(sql!("studio/followups_open"), named_params! {":until": until}, load::followup)?)
        }
    })
}

fn advisors(db: &Db, base: &Base, at: Moment) -> Result<Vec<AdvisorCard>, Fault> {
    let far = at.date() + Duration::days(3660);
    let leave = load::leaves(db, at.date().and_time(NaiveTime::MIN), far.and_time(NaiveTime::MIN))?;
    let card = |advisor: &crate::desk::studio::Advisor| AdvisorCard {
        advisor: advisor.clone(),
        hours: base.hours.iter().filter(|h| h.owner == advisor.id).cloned().collect(),
        leave: leave.iter().filter(|l| l.owner == advisor.id).cloned().collect(),
    };
    Ok(base.advisors.iter().map(card).collect())
}

/// A word as a whole number within bounds, or what stands without it.
fn count(word: Option<&str>, without: i64, most: i64) -> i64 {
    word.and_then(|w| w.trim().parse::<i64>().ok()).map_or(without, |n| n.clamp(1, most))
}

fn slots(db: &Db, base: &Base, q: &Slots, at: Moment) -> Result<Vec<Slot>, Fault> {
    let now = at.local();
    let from = q.from.as_deref().and_then(|f| parse_bound(f, false)).unwrap_or(now).max(now);
    let until = from.date() + Duration::days(count(q.days.as_deref(), 14, 366));
    let rows = usize::try_from(count(q.rows.as_deref(), 20, 500)).unwrap_or(20);
    let wanted = |word: &Option<String>| word.as_deref().map(str::trim).filter(|w| !w.is_empty()).map(str::to_owned);
    let (advisor, place, kind) = (wanted(&q.advisor), wanted(&q.place), wanted(&q.kind));
    let place = match place.map(|p| base.place(&p).cloned()) {
        Some(Ok(place)) => Some(place),
        Some(Err(_)) => return Ok(Vec::new()),
        None => None,
    };
    let usual = if place.is_some() && advisor.is_none() { base.kinds.iter().find(|k| k.needs_place) } else { base.kinds.first() };
    let Some(kind) = kind.map_or(usual, |k| base.kind(&k).ok()).cloned() else { return Ok(Vec::new()) };
    let minutes = count(q.minutes.as_deref(), kind.minutes, 720);
    let days = Days::load(db, from.date(), until)?;
    let rooms: Vec<Room> = match advisor.map(|a| base.advisor(&a).cloned()) {
        Some(Ok(advisor)) => vec![days.room(base, Some(&advisor), place.as_ref(), &kind)],
        Some(Err(_)) => Vec::new(),
        None if !kind.needs_advisor => vec![days.room(base, None, place.as_ref(), &kind)],
        None => base.advisors.iter().map(|a| days.room(base, Some(a), place.as_ref(), &kind)).collect(),
    };
    let end = until.and_time(NaiveTime::MIN);
    let mut found: Vec<Slot> = rooms.iter().flat_map(|room| free_slots(room, minutes, from, end, now).take(rows)).collect();
    found.sort_by(|a, b| a.start.cmp(&b.start).then_with(|| a.advisor.cmp(&b.advisor)));
    found.truncate(rows);
    Ok(found)
}

fn named(base: &Base, booking: Booking) -> Entry {
    let advisor_name = base.advisors.iter().find(|a| a.id == booking.advisor).map(|a| a.name.clone()).unwrap_or_default();
    let place_name = base.places.iter().find(|p| p.id == booking.place).map(|p| p.name.clone()).unwrap_or_default();
    Entry { kind_name: base.kind_of(&booking.kind).name, advisor_name, place_name, booking }
}

fn bookings(db: &Db, q: &Bookings, at: Moment) -> Result<Vec<Entry>, Fault> {
    let (first, last) = stretch(q, at.date());
    let midnight = |day: NaiveDate| day.and_time(NaiveTime::MIN);
    let found = load::between(db, midnight(first), midnight(last.succ_opt().unwrap_or(last)))?;
    if found.is_empty() {
        return Ok(Vec::new());
    }
    let base = Base::load(db)?;
    let id = |word: &Option<String>, find: &dyn Fn(&str) -> Option<String>| {
        word.as_deref().filter(|w| !w.trim().is_empty()).map(|w| find(w).unwrap_or_else(|| w.to_owned()))
    };
    let advisor = id(&q.advisor, &|w| base.advisor(w).ok().map(|a| a.id.clone()));
    let place = id(&q.place, &|w| base.place(w).ok().map(|p| p.id.clone()));
    let client = match q.client.as_deref().filter(|w| !w.trim().is_empty()) {
        Some(given) => Some(residents::resolve(db, given)?.map_or_else(|| given.to_owned(), |card| card.id)),
        None => None,
    };
    let fits = |wanted: &Option<String>, value: &String| wanted.as_ref().is_none_or(|w| w == value);
    let found = found.into_iter();
    let found = found.filter(|b| fits(&advisor, &b.advisor) && fits(&place, &b.place) && fits(&client, &b.client));
    Ok(found.map(|b| named(&base, b)).collect())
}

fn stretch(q: &Bookings, today: NaiveDate) -> (NaiveDate, NaiveDate) {
    let day = |word: &Option<String>| word.as_deref().and_then(parse_day);
    if let Some(week) = day(&q.week) {
        return (monday(week), monday(week) + Duration::days(6));
    }
    let first = day(&q.from).or_else(|| day(&q.day)).unwrap_or(today);
    // A person's bookings are of interest as far as one may book.
    let open = if q.client.is_some() && q.day.is_none() { first + Duration::days(366) } else { first };
    (first, day(&q.to).unwrap_or(open))
}

fn unfinished(db: &Db, q: &Unfinished, at: Moment) -> Result<Vec<Entry>, Fault> {
    let before = q.before.as_deref().and_then(|b| parse_bound(b, false)).unwrap_or_else(|| at.local());
    let found = db.rows(sql!("studio/unfinished"), named_params! {":before": wall_text(before)}, load::booking)?;
    let found: Vec<Booking> = found.into_iter().filter(|b| b.span().until <= before).collect();
    if found.is_empty() {
        return Ok(Vec::new());
    }
    let base = Base::load(db)?;
    Ok(found.into_iter().map(|b| named(&base, b)).collect())
}

fn figures(db: &Db, at: Moment) -> Result<Figures, Fault> {
    let now = at.local();
    let times = db.rows(sql!("studio/unfinished_times"), named_params! {":before": wall_text(now)}, load::span)?;
    let over = times.into_iter().flatten().filter(|span: &Span| span.until <= now).count();
    let until = named_params! {":until": at.date().to_string()};
    let followups = db.one(sql!("studio/followups_due"), until, |r| r.get(0))?.unwrap_or(0);
    Ok(Figures { unfinished: over, followups })
}

fn detail(db: &Db, base: &Base, given: &str, at: Moment) -> Result<Option<Detail>, Fault> {
    let Some(booking) = load::one(db, given, at)? else { return Ok(None) };
    let of = named_params! {":booking": booking.id};
    let notes = db.rows(sql!("studio/notes"), of, load::note)?;
    let followups = db.rows(sql!("studio/followups_of"), of, load::followup)?;
    let before = if booking.client.is_empty() {
        Vec::new()
    } else {
        let params = named_params! {":client": booking.client, ":before": wall_text(booking.start)};
        db.rows(sql!("studio/bookings_of_client"), params, load::booking)?
    };
    let count = i64::try_from(before.len()).unwrap_or(0) + 1;
    let last = before.into_iter().next().map(|b| named(base, b));
    let (taken, waiting) = match booking.seats {
        0 => (0, 0),
        _ => {
            let hall = load::hall(db, booking.clone())?;
            (hall.taken(at), i64::try_from(hall.waiting(at).len()).unwrap_or(0))
        }
    };
    Ok(Some(Detail { entry: named(base, booking), notes, followups, last, count, taken, waiting }))
}

fn lecture(db: &Db, base: &Base, given: &str, at: Moment) -> Result<Option<LectureCard>, Fault> {
    let Some(found) = load::one(db, given, at)?.filter(|b| b.seats > 0) else { return Ok(None) };
    let hall = load::hall(db, found)?;
    let (taken, free) = (hall.taken(at), hall.free(at));
    let waiting: Vec<String> = hall.waiting(at).iter().map(|b| b.id.clone()).collect();
    let mut list = hall.list.clone();
    list.sort_by_key(|b| waiting.iter().position(|id| *id == b.id).map_or(0, |n| n + 1));
    for seat in list.iter_mut().filter(|b| lapsed(b, at)) {
        seat.state = State::Waiting;
    }
    let list = list.into_iter().map(|b| named(base, b)).collect();
    Ok(Some(LectureCard { entry: named(base, hall.lecture), taken, free, list }))
}

/// Seats of a lecture that are taken, among the bookings of its days.
fn seats_taken(all: &[Booking], lecture: &str) -> usize {
    all.iter().filter(|b| b.lecture == lecture && b.state.takes_time()).count()
}

fn week(db: &Db, base: &Base, q: &WeekOf, at: Moment) -> Result<WeekPage, Fault> {
    let first = monday(q.day.as_deref().and_then(parse_day).unwrap_or_else(|| at.date()));
    let days = Days::load(db, first, first + Duration::days(6))?;
    let any = SessionKind::default();
    let advisor = q.advisor.as_deref().filter(|a| !a.is_empty()).and_then(|a| base.advisor(a).ok());
    let place = q.place.as_deref().filter(|p| !p.is_empty()).and_then(|p| base.place(p).ok());
    let rooms: Vec<Room> = match (advisor, place) {
        (Some(advisor), _) => vec![days.room(base, Some(advisor), None, &any)],
        (None, Some(place)) => vec![days.room(base, None, Some(place), &any)],
        (None, None) => base.advisors.iter().map(|a| days.room(base, Some(a), None, &any)).collect(),
    };
    let shown = |b: &&Booking| advisor.is_none_or(|a| b.advisor == a.id) && place.is_none_or(|p| b.place == p.id);
    let bookings: Vec<Booking> = days.bookings.iter().filter(shown).cloned().collect();
    let week = grid(first, &rooms, &bookings, |b| label(base, &days.bookings, b));
    let worked = days.worked.iter().copied().collect();
    Ok(WeekPage { week, bookings: bookings.into_iter().map(|b| named(base, b)).collect(), worked })
}

/// The kind of session, how many come to a group, or which community asks.
fn label(base: &Base, all: &[Booking], booking: &Booking) -> String {
    if booking.state == State::Requested {
        return if booking.community.is_empty() { booking.home.clone() } else { booking.community.clone() };
    }
    let kind = base.kind_of(&booking.kind);
    // One of a series is known by its own name; nobody is its client.
    if booking.seats == 0 && !booking.title.is_empty() {
        return booking.title.clone();
    }
    if booking.seats > 0 {
        let name = if booking.title.is_empty() { &kind.name } else { &booking.title };
        return format!("{name}{}/{}", seats_taken(all, &booking.id), booking.seats);
    }
    if kind.capacity <= 1 {
        return kind.name;
    }
    let same = |b: &&Booking| {
        b.busy() && b.kind == booking.kind && b.start == booking.start && b.advisor == booking.advisor && b.place == booking.place
    };
    format!("{}{}/{}", kind.name, all.iter().filter(same).count(), kind.capacity)
}
