//! What undo and redo would bring back into the diary: a time that was given to somebody else meanwhile stays theirs.

use super::load::{self, Base, Days};
use crate::base::clock::Moment;
use crate::base::ids::kind_of;
use crate::desk::change::{Change, DELETED, Fields};
use crate::desk::merge::fold;
use crate::desk::reason::Reason;
use crate::desk::studio::check::{Wish, taken_since};
use crate::desk::studio::time::{Span, parse_wall};
use crate::desk::studio::{Refusal, SessionKind, State};
use crate::store::Fault;
use crate::store::db::Db;
use crate::store::journal::writes_of;
use serde_json::Value;

/// A booking or a grant as far as others' times hang on it.
#[derive(Debug, PartialEq)]
struct Held {
    advisor: String,
    place: String,
    kind: String,
    lecture: String,
    span: Span,
}

/// The time that a record with these values keeps from others; `None`: it keeps none.
fn held(kind: &str, fields: &Fields) -> Option<Held> {
    let text = |name: &str| fields.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    let number = |name: &str| fields.get(name).and_then(Value::as_i64).unwrap_or_default();
    let stands = match kind {
        "grant" => number("taken") == 0,
        _ => State::parse(&text("state")).is_some_and(State::takes_time),
    };
    if !stands || fields.get(DELETED).is_some_and(|d| *d == true) {
        return None;
    }
    let span = Span::of(parse_wall(&text("start"))?, number("minutes"));
    Some(Held { advisor: text("advisor"), place: text("place"), kind: text("kind"), lecture: text("lecture"), span })
}

/// All that speaks against these changes of bookings and grants now: times and seats that are others' by now.
pub(in crate::store) fn taken(db: &Db, changes: &[Change], at: Moment) -> Result<Vec<Reason>, Fault> {
    let mut found = Vec::new();
    for change in changes {
        let kind = kind_of(&change.ent);
        if !matches!(kind, "booking" | "grant") {
            continue;
        }
        let now = fold(&writes_of(db, &change.ent)?).shown();
        let mut then = now.clone();
        then.extend(change.fields.clone());
        let Some(back) = held(kind, &then).filter(|back| held(kind, &now).as_ref() != Some(back)) else { continue };
        found.extend(if back.lecture.is_empty() {
            time(db, &change.ent, &back)?
        } else {
            seat(db, &change.ent, &back.lecture, at)?
        });
    }
    Ok(found)
}

fn time(db: &Db, ent: &str, back: &Held) -> Result<Vec<Reason>, Fault> {
    let base = Base::load(db)?;
    let advisor = base.advisors.iter().find(|a| a.id == back.advisor);
    let place = base.places.iter().find(|p| p.id == back.place);
    let day = back.span.from.date();
    // A grant is of the whole slot.
    let one = SessionKind { capacity: 1, ..SessionKind::default() };
    let kind = if kind_of(ent) == "grant" { one } else { base.kind_of(&back.kind) };
    let room = Days::load(db, day, day)?.room(&base, advisor, place, &kind);
    let minutes = (back.span.until - back.span.from).num_minutes();
    Ok(taken_since(&room, &Wish { start: back.span.from, minutes, client: None, skip: Some(ent) }))
}

fn seat(db: &Db, ent: &str, lecture: &str, at: Moment) -> Result<Vec<Reason>, Fault> {
    let Some(lecture) = load::one(db, lecture, at)? else { return Ok(Vec::new()) };
    let seats = lecture.seats;
    let mut hall = load::hall(db, lecture)?;
    hall.list.retain(|b| b.id != ent);
    let taken = hall.taken(at);
    Ok(if taken < seats { vec![] } else { vec![Reason::of(Refusal::Full).fact("capacity", seats).fact("taken", taken)] })
}
