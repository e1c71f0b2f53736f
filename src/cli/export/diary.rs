//! The studio's bookings as a calendar file.

use super::super::args::Export;
use super::super::{Problem, World};
use crate::base::clock::Moment;
use crate::desk::query::Answer;
use crate::desk::studio::{self, Bookings, Entry, State};
use crate::io::ics::{self, Event, Status};
use crate::store::Store;
use crate::text::mask;
use std::fs::File;
use std::io::Write as _;

/// Days that are written when no last day is named.
const AHEAD: i64 = 90;

/// Writes every session of the days asked for; a seat in a lecture is the lecture's. How many.
pub(super) fn write(call: &Export, store: &Store, world: &World, mut file: File) -> Result<u64, Problem> {
    let today = world.now().date();
    let from = call.from.clone().unwrap_or_else(|| today.to_string());
    let to = call.until.clone().unwrap_or_else(|| (today + chrono::Duration::days(AHEAD)).to_string());
    let asked = Bookings { from: Some(from), to: Some(to), ..Bookings::default() };
    let answer = store.ask(&studio::Query::Bookings(asked).into(), world.now())?;
    let Answer::Studio(studio::Answer::Bookings(rows)) = answer else { return Err(super::wrong_answer()) };
    let events: Vec<Event> = rows.iter().filter_map(|row| event(row, call.unmasked)).collect();
    file.write_all(ics::calendar(&store.site().name, &events, world.now()).as_bytes())?;
    file.sync_all()?;
    Ok(events.len() as u64)
}

/// A session as an event. A cancelled one is written as such, so that a calendar that has it takes it out.
fn event(row: &Entry, whole: bool) -> Option<Event> {
    let b = &row.booking;
    let status = match b.state {
        State::Booked | State::Attended | State::NoShow => Status::Confirmed,
        State::Requested | State::ToMove => Status::Tentative,
        State::CancelledClient | State::CancelledUs => Status::Cancelled,
        State::Waiting | State::Offered => return None,
    };
    if !b.lecture.is_empty() {
        return None;
    }
    let client = if whole { b.client_name.clone() } else { mask::surname(&b.client_name) };
    let words = [&row.kind_name, &b.title, &row.advisor_name, &client];
    let joined = |parts: &[&String]| parts.iter().filter(|p| !p.is_empty()).map(|p| p.as_str()).collect::<Vec<_>>().join(" ");
    Some(Event {
        id: b.id.clone(),
        seq: b.rev,
        start: Moment::from_local(b.start),
        minutes: b.minutes,
        status,
        summary: joined(&words),
        place: row.place_name.clone(),
        about: joined(&[&b.number, &b.community]),
    })
}
