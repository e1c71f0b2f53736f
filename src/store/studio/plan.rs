//! What each command's rule needs to know, loaded inside the write transaction.

use super::load::{self, Base, Days};
use super::missing::{Missing, missing, some_room, stand_in, with_values};
use super::{lecture, series};
use crate::desk::change::{Ctx, Verdict};
use crate::desk::reason::Reason;
use crate::desk::studio::check::Room;
use crate::desk::studio::rules::{self, Client, MakeState};
use crate::desk::studio::time::{parse_bound, parse_wall, wall_text};
use crate::desk::studio::{
    AddFollowup, Advisor, AdvisorLeave, Booking, CancelBooking, Command, MakeBooking, MoveBooking, Place, SetAdvisor, SetPlace,
    State,
};
use crate::store::db::Db;
use crate::store::{Fault, accord, residents, sql};
use chrono::NaiveDateTime;
use rusqlite::named_params;

pub fn plan(db: &Db, command: &Command, ctx: &Ctx<'_>) -> Result<Verdict, Fault> {
    Ok(match planned(db, command, ctx)? {
        Ok(verdict) => verdict,
        Err(missing) => Err(missing),
    })
}

fn planned(db: &Db, command: &Command, ctx: &Ctx<'_>) -> Result<Result<Verdict, Missing>, Fault> {
    let base = Base::load(db)?;
    Ok(match command {
        Command::AddAdvisor(c) => Ok(rules::add_advisor(c, same(base.advisors.iter().map(|a| &a.name), &c.name), ctx)),
        Command::SetAdvisor(c) => set_advisor(&base, c, ctx),
        Command::AdvisorHours(c) => {
            let add = |owner: &str| rules::add_hours(owner, c.weekday, (&c.from, &c.to), &base.hours, ctx);
            one(base.advisor(&c.advisor)).map(|a| add(&a.id)).map_err(|m| with_values(m, add("")))
        }
        Command::PlaceHours(c) => {
            let add = |owner: &str| rules::add_hours(owner, c.weekday, (&c.from, &c.to), &base.hours, ctx);
            one(base.place(&c.place)).map(|p| add(&p.id)).map_err(|m| with_values(m, add("")))
        }
        Command::AdvisorLeave(c) => match one(base.advisor(&c.advisor)) {
            Ok(advisor) => Ok(leave(db, &advisor.id, c, |b| b.advisor == advisor.id, ctx)?),
            Err(missing) => Err(with_values(missing, rules::add_leave("", (&c.from, &c.to), &[], ctx))),
        },
        Command::ClosePlace(c) => match one(base.place(&c.place)) {
            Ok(place) => {
                let c = AdvisorLeave { advisor: String::new(), from: c.from.clone(), to: c.to.clone() };
                Ok(leave(db, &place.id, &c, |b| b.place == place.id, ctx)?)
            }
            Err(missing) => Err(with_values(missing, rules::add_leave("", (&c.from, &c.to), &[], ctx))),
        },
        Command::AddPlace(c) => Ok(rules::add_place(c, same(base.places.iter().map(|p| &p.name), &c.name), ctx)),
        Command::SetPlace(c) => set_place(&base, c, ctx),
        Command::AddKind(c) => {
            let known = base.kinds.iter().find(|k| k.name == c.name.trim());
            Ok(rules::add_kind(c, known.map(|k| k.id.as_str()), ctx))
        }
        Command::SetHours(c) => {
            let advisor = base.advisor(&c.of).map(|a| a.id.clone());
            let owner = advisor.or_else(|reason| base.place(&c.of).map(|p| p.id.clone()).map_err(|_| reason));
            let set = |owner: &str| rules::set_hours(owner, c, &base.hours, ctx);
            one(owner).map(|owner| set(&owner)).map_err(|m| with_values(m, set("")))
        }
        Command::AddSeries(c) => series::add(db, &base, c, ctx)?,
        Command::StopSeries(c) => series::stop(db, c, ctx)?,
        Command::DropHours(c) => row(db, sql!("studio/hours_id"), "hours", &c.hours)?.map(|id| rules::drop_row(&id, ctx)),
        Command::DropLeave(c) => row(db, sql!("studio/leave_id"), "leave", &c.leave)?.map(|id| rules::drop_row(&id, ctx)),
        Command::MakeBooking(c) => make(db, &base, c, ctx)?,
        Command::MoveBooking(c) => move_to(db, &base, c, ctx)?,
        Command::CancelBooking(c) => match booking(db, &c.booking, ctx)? {
            Ok(b) => Ok(cancel(db, &b, c, ctx)?),
            Err(missing) => Err(with_values(missing, rules::cancel(&stand_in(), true, c, ctx))),
        },
        Command::OpenLecture(c) => lecture::open(db, &base, c, ctx)?,
        Command::SignUp(c) => lecture::sign_up(db, c, ctx)?,
        Command::CancelLecture(c) => lecture::cancel(db, c, ctx)?,
        Command::TakeOffer(c) => lecture::take(db, c, ctx)?,
        Command::ConfirmBooking(c) => match booking(db, &c.booking, ctx)? {
            Ok(b) => Ok(rules::confirm(&room_of(db, &base, &b, b.start)?, &b, studio_of(db, &b.advisor, &b.place)?, c, ctx)),
            Err(missing) => Err(missing),
        },
        Command::SetOutcome(c) => match booking(db, &c.booking, ctx)? {
            Ok(b) => Ok(rules::outcome(&b, studio_of(db, &b.advisor, &b.place)?, c, ctx)),
            Err(missing) => Err(with_values(missing, rules::outcome(&stand_in(), true, c, ctx))),
        },
        Command::NoteBooking(c) => {
            let found = booking(db, &c.booking, ctx)?;
            found.map(|b| rules::note(&b.id, c, ctx)).map_err(|m| with_values(m, rules::note("", c, ctx)))
        }
        Command::AddFollowup(c) => add_followup(db, c, ctx)?,
        Command::FinishFollowup(c) => {
            let found = db.one(sql!("studio/followup"), named_params! {":id": c.followup}, load::followup)?;
            found.ok_or_else(|| missing("followup", &c.followup)).map(|f| rules::finish_followup(&f, ctx))
        }
    })
}

fn one<T>(found: Result<T, Reason>) -> Result<T, Missing> {
    found.map_err(|reason| vec![reason])
}

fn same<'a>(mut names: impl Iterator<Item = &'a String>, name: &str) -> bool {
    names.any(|n| n == name.trim())
}

/// Is this the studio's own desk? Without the setting it is.
pub(super) fn studio_here(db: &Db) -> Result<bool, Fault> {
    Ok(db.setting("studio.site")?.is_none_or(|site| site.is_empty() || site == db.site))
}

/// Is this the desk that decides about this advisor or place? By the setting, and by whose the advisor or place is.
pub(super) fn studio_of(db: &Db, advisor: &str, place: &str) -> Result<bool, Fault> {
    let bookable = if advisor.is_empty() { place } else { advisor };
    Ok(studio_here(db)? && (bookable.is_empty() || accord::owner(db, bookable)?.is_none_or(|owner| owner == db.site)))
}

/// Ids of the advisor and place of a room; empty = none.
fn bookable_of(room: &Room) -> (&str, &str) {
    (room.advisor.as_ref().map_or("", |a| a.id.as_str()), room.place.as_ref().map_or("", |p| p.id.as_str()))
}

/// Does this desk hold a grant for the time, so that it may say yes itself?
fn granted_here(db: &Db, room: &Room, minutes: i64, start: NaiveDateTime, ctx: &Ctx<'_>) -> Result<bool, Fault> {
    let (advisor, place) = bookable_of(room);
    accord::may_fill(db, (advisor, place, &wall_text(start), minutes), ctx.at)
}

fn set_advisor(base: &Base, c: &SetAdvisor, ctx: &Ctx<'_>) -> Result<Verdict, Missing> {
    let unknown = |m| with_values(m, rules::set_advisor(&Advisor::default(), c, false, ctx));
    let advisor = one(base.advisor(&c.advisor)).map_err(unknown)?;
    let others = base.advisors.iter().filter(|a| a.id != advisor.id).map(|a| &a.name);
    let twice = c.name.as_ref().is_some_and(|name| same(others, name));
    Ok(rules::set_advisor(advisor, c, twice, ctx))
}

fn set_place(base: &Base, c: &SetPlace, ctx: &Ctx<'_>) -> Result<Verdict, Missing> {
    let unknown = |m| with_values(m, rules::set_place(&Place::default(), c, false, ctx));
    let place = one(base.place(&c.place)).map_err(unknown)?;
    let others = base.places.iter().filter(|p| p.id != place.id).map(|p| &p.name);
    let twice = c.name.as_ref().is_some_and(|name| same(others, name));
    Ok(rules::set_place(place, c, twice, ctx))
}

fn row(db: &Db, sql: &str, what: &str, id: &str) -> Result<Result<String, Missing>, Fault> {
    Ok(db.id(sql, named_params! {":id": id})?.ok_or_else(|| missing(what, id)))
}

pub(super) fn booking(db: &Db, given: &str, ctx: &Ctx<'_>) -> Result<Result<Booking, Missing>, Fault> {
    Ok(load::one(db, given, ctx.at)?.ok_or_else(|| missing("booking", given)))
}

fn leave(db: &Db, owner: &str, c: &AdvisorLeave, of: impl Fn(&Booking) -> bool, ctx: &Ctx<'_>) -> Result<Verdict, Fault> {
    let hit = match (parse_bound(&c.from, false), parse_bound(&c.to, true)) {
        // A booking lies within one day, so those of the first day may reach into the leave.
        (Some(from), Some(until)) => load::between(db, from.date().and_time(chrono::NaiveTime::MIN), until)?,
        _ => Vec::new(),
    };
    let hit: Vec<_> = hit.into_iter().filter(of).collect();
    Ok(rules::add_leave(owner, (&c.from, &c.to), &hit, ctx))
}

/// The room of a booking at a time: its own advisor and place, and that day.
fn room_of(db: &Db, base: &Base, booking: &Booking, start: NaiveDateTime) -> Result<Room, Fault> {
    let advisor = base.advisors.iter().find(|a| a.id == booking.advisor);
    let place = base.places.iter().find(|p| p.id == booking.place);
    let days = Days::load(db, start.date(), start.date())?;
    Ok(days.room(base, advisor, place, &base.kind_of(&booking.kind)))
}

fn make(db: &Db, base: &Base, c: &MakeBooking, ctx: &Ctx<'_>) -> Result<Result<Verdict, Missing>, Fault> {
    let mut absent = Missing::new();
    let advisor = named(c.advisor.as_deref(), |given| base.advisor(given), &mut absent);
    let place = named(c.place.as_deref(), |given| base.place(given), &mut absent);
    let kind = named(Some(c.kind.as_str()), |given| base.kind(given), &mut absent);
    let client = client(db, &c.client)?.unwrap_or_else(|reason| {
        absent.push(reason);
        Client { name: c.client.clone(), ..Client::default() }
    });
    if c.kind.trim().is_empty() {
        absent.extend(missing("kind", ""));
    }
    let Some(kind) = kind.filter(|_| absent.is_empty()) else {
        let state = MakeState { room: some_room(kind), client, ..MakeState::default() };
        return Ok(Err(with_values(absent, rules::make(&state, c, ctx))));
    };
    let day = parse_wall(&c.start).map_or(ctx.at.date(), |start| start.date());
    let room = Days::load(db, day, day)?.room(base, advisor, place, kind);
    let (advisor, place) = bookable_of(&room);
    let minutes = c.minutes.unwrap_or(room.kind.minutes);
    let granted = parse_wall(&c.start).map_or(Ok(false), |start| granted_here(db, &room, minutes, start, ctx))?;
    let studio = studio_of(db, advisor, place)? || granted;
    let state = MakeState { room, client, number: next_number(db, ctx)?, studio };
    Ok(Ok(rules::make(&state, c, ctx)))
}

/// The number of a new booking: `QLQ-B20260302-003`.
pub(super) fn next_number(db: &Db, ctx: &Ctx<'_>) -> Result<String, Fault> {
    let number = db.next_number("booking", ctx.at.date())?;
    Ok(format!("{}-B{}-{number:03}", ctx.site, ctx.at.date().format("%Y%m%d")))
}

/// A seat in a lecture goes to whoever waits; any other booking is simply off.
fn cancel(db: &Db, b: &Booking, c: &CancelBooking, ctx: &Ctx<'_>) -> Result<Verdict, Fault> {
    let by = match c.by.trim() {
        "client" => Some(State::CancelledClient),
        "us" => Some(State::CancelledUs),
        _ => None,
    };
    let of = if b.lecture.is_empty() { None } else { load::one(db, &b.lecture, ctx.at)? };
    // Of a lecture everybody's seat goes with it; whoever called it off.
    if b.seats > 0 && by.is_some() {
        let c = crate::desk::studio::CancelLecture { lecture: b.id.clone(), reason: c.reason.clone() };
        return Ok(rules::cancel_lecture(&load::hall(db, b.clone())?, studio_here(db)?, &c, ctx));
    }
    match (of, by) {
        (Some(lecture), Some(by)) => Ok(rules::give_back(&load::hall(db, lecture)?, b, by, c.reason.as_deref(), ctx)),
        _ => Ok(rules::cancel(b, studio_of(db, &b.advisor, &b.place)?, c, ctx)),
    }
}

/// What is named, if anything is; not to find it is a reason beside the others.
pub(super) fn named<'a, T>(
    given: Option<&str>,
    find: impl Fn(&str) -> Result<&'a T, Reason>,
    absent: &mut Missing,
) -> Option<&'a T> {
    let given = given.map(str::trim).filter(|g| !g.is_empty())?;
    find(given).map_err(|reason| absent.push(reason)).ok()
}

/// A resident by id or ID number; anything else is a name.
pub(super) fn client(db: &Db, given: &str) -> Result<Result<Client, Reason>, Fault> {
    let given = given.trim();
    if let Some(card) = residents::resolve(db, given)? {
        return Ok(Ok(Client { id: card.id, name: card.name, phone: card.phone }));
    }
    let number = given.len() >= 15 && given.bytes().take(14).all(|b| b.is_ascii_digit());
    if given.starts_with("resident:") || number {
        return Ok(Err(residents::not_found(given)));
    }
    Ok(Ok(Client { id: String::new(), name: given.to_owned(), phone: String::new() }))
}

fn move_to(db: &Db, base: &Base, c: &MoveBooking, ctx: &Ctx<'_>) -> Result<Result<Verdict, Missing>, Fault> {
    let mut absent = Missing::new();
    let booking = booking(db, &c.booking, ctx)?.unwrap_or_else(|missing| {
        absent.extend(missing);
        stand_in()
    });
    let start = parse_wall(&c.start).unwrap_or(booking.start);
    let mut room = room_of(db, base, &booking, start)?;
    if let Some(advisor) = named(c.advisor.as_deref(), |given| base.advisor(given), &mut absent) {
        room.advisor = Some(advisor.clone());
    }
    if let Some(place) = named(c.place.as_deref(), |given| base.place(given), &mut absent) {
        room.place = Some(place.clone());
    }
    if !absent.is_empty() {
        return Ok(Err(with_values(absent, rules::move_to(&some_room(None), &booking, true, c, ctx))));
    }
    let (advisor, place) = bookable_of(&room);
    let studio = studio_of(db, advisor, place)? || granted_here(db, &room, c.minutes.unwrap_or(booking.minutes), start, ctx)?;
    Ok(Ok(rules::move_to(&room, &booking, studio, c, ctx)))
}

fn add_followup(db: &Db, c: &AddFollowup, ctx: &Ctx<'_>) -> Result<Result<Verdict, Missing>, Fault> {
    let mut absent = Missing::new();
    let of = match c.booking.as_deref().filter(|b| !b.trim().is_empty()) {
        Some(given) => booking(db, given, ctx)?.map_err(|missing| absent.extend(missing)).ok(),
        None => None,
    };
    let person = match c.client.as_deref().filter(|p| !p.trim().is_empty()) {
        Some(given) => residents::resolve(db, given)?.map(|card| card.id).unwrap_or_else(|| {
            absent.push(residents::not_found(given));
            String::new()
        }),
        None => of.as_ref().map(|b| b.client.clone()).unwrap_or_default(),
    };
    let booking = of.map(|b| b.id).unwrap_or_default();
    let verdict = rules::add_followup(&booking, &person, c, ctx);
    Ok(if absent.is_empty() { Ok(verdict) } else { Err(with_values(absent, verdict)) })
}
