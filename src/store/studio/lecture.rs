//! Lectures: the hall that each rule needs to know.

use super::load::{self, Base, Days};
use super::missing::{Missing, missing, some_room, stand_in, with_values};
use super::plan::{booking, client, named, next_number, studio_of};
use crate::desk::change::{Ctx, Verdict};
use crate::desk::studio::rules::{self, Client, Hall};
use crate::desk::studio::time::parse_wall;
use crate::desk::studio::{CancelLecture, OpenLecture, SignUp, State, TakeOffer};
use crate::store::Fault;
use crate::store::db::Db;

type Planned = Result<Result<Verdict, Missing>, Fault>;

pub fn open(db: &Db, base: &Base, c: &OpenLecture, ctx: &Ctx<'_>) -> Planned {
    let mut absent = Missing::new();
    let advisor = named(c.advisor.as_deref(), |given| base.advisor(given), &mut absent);
    let place = named(c.place.as_deref(), |given| base.place(given), &mut absent);
    let kind = named(c.kind.as_deref(), |given| base.kind(given), &mut absent);
    let kind = kind.or_else(|| base.kinds.iter().find(|k| k.capacity > 1));
    let Some(kind) = kind.filter(|_| absent.is_empty()) else {
        let verdict = rules::open_lecture(&some_room(kind), "", true, c, ctx);
        return Ok(Err(with_values(absent, verdict)));
    };
    let day = parse_wall(&c.start).map_or(ctx.at.date(), |start| start.date());
    let room = Days::load(db, day, day)?.room(base, advisor, place, kind);
    let number = next_number(db, ctx)?;
    let id = |of: Option<&String>| of.cloned().unwrap_or_default();
    let (advisor, place) = (id(room.advisor.as_ref().map(|a| &a.id)), id(room.place.as_ref().map(|p| &p.id)));
    Ok(Ok(rules::open_lecture(&room, &number, studio_of(db, &advisor, &place)?, c, ctx)))
}

/// The hall of a lecture, by the lecture or by a seat in it (its place in the list).
fn hall(db: &Db, given: &str, ctx: &Ctx<'_>) -> Result<Result<(Hall, Option<usize>), Missing>, Fault> {
    let found = match booking(db, given, ctx)? {
        Ok(found) => found,
        Err(missing) => return Ok(Err(missing)),
    };
    if found.lecture.is_empty() {
        return Ok(Ok((load::hall(db, found)?, None)));
    }
    let Some(lecture) = load::one(db, &found.lecture, ctx.at)? else { return Ok(Err(missing("lecture", &found.lecture))) };
    let hall = load::hall(db, lecture)?;
    let at = hall.list.iter().position(|b| b.id == found.id);
    Ok(Ok((hall, at)))
}

pub fn sign_up(db: &Db, c: &SignUp, ctx: &Ctx<'_>) -> Planned {
    let (hall, who) = match (hall(db, &c.lecture, ctx)?, client(db, &c.client)?) {
        (Ok((hall, _)), Ok(who)) => (hall, who),
        (hall, who) => {
            let named = Client { name: c.client.clone(), ..Client::default() };
            let nowhere = Hall { lecture: stand_in(), list: Vec::new() };
            let verdict = rules::sign_up(&nowhere, &named, "", c, ctx);
            return Ok(Err(with_values(hall.err().into_iter().flatten().chain(who.err()).collect(), verdict)));
        }
    };
    let number = next_number(db, ctx)?;
    Ok(Ok(rules::sign_up(&hall, &who, &number, c, ctx)))
}

pub fn cancel(db: &Db, c: &CancelLecture, ctx: &Ctx<'_>) -> Planned {
    let (hall, seat) = match hall(db, &c.lecture, ctx)? {
        Ok(found) => found,
        Err(missing) => return Ok(Err(missing)),
    };
    Ok(Ok(match seat.and_then(|at| hall.list.get(at)) {
        Some(seat) => rules::give_back(&hall, seat, State::CancelledClient, c.reason.as_deref(), ctx),
        None => rules::cancel_lecture(&hall, studio_of(db, &hall.lecture.advisor, &hall.lecture.place)?, c, ctx),
    }))
}

pub fn take(db: &Db, c: &TakeOffer, ctx: &Ctx<'_>) -> Planned {
    Ok(match hall(db, &c.booking, ctx)? {
        Ok((hall, Some(at))) => Ok(rules::take_offer(&hall, &hall.list[at], ctx)),
        Ok((_, None)) => Err(missing("offer", &c.booking)),
        Err(missing) => Err(missing),
    })
}
