//! The studio: four advisors with hours and limits, places, sessions of the past weeks with how they went, and of
//! the coming ones.

use super::days::{Open, at};
use super::desk::{Desk, Filling, Stopped, one_of, percent};
use super::people::Known;
use crate::base::clock::Moment;
use crate::desk::studio::{
    AddAdvisor, AddFollowup, AddPlace, AdvisorHours, CancelBooking, Command, FinishFollowup, MakeBooking, NoteBooking,
    PlaceHours, SetOutcome,
};
use crate::io::seed::names;
use chrono::{Duration, NaiveDate};
use std::collections::BTreeSet;

/// Who coaches.
const ADVISORS: usize = 4;

/// When a session may begin, in minutes of the day, within [`HOURS`].
const STARTS: [i64; 5] = [510, 570, 630, 840, 900];
const HOURS: [(&str, &str); 2] = [("08:30", "11:30"), ("14:00", "17:00")];

/// Kinds of one person, half an hour or an hour.
const KINDS: [&str; 6] = ["consult", "coach", "interview", "guide", "supervise", "follow"];

/// Something that happens to a session, in the order of time.
enum Step {
    Make(Box<MakeBooking>),
    Attended,
    NoShow,
    Cancel,
    Note,
    Promise(NaiveDate),
    Keep,
}

/// Makes the diary; how many sessions are in it.
pub fn fill(filling: &mut Filling<'_>, known: &[Known], size: u64) -> Result<u64, Stopped> {
    let (now, open) = (filling.now, Open::new());
    let today = now.date();
    let weeks = if size < 2000 { 3 } else { 10 };
    filling.batch(|desk| {
        let advisors = set_up(desk, at(open.before(today, 7 * weeks + 30), 540))?;
        let days = open.between(today - Duration::weeks(weeks), today + Duration::weeks(2));
        let (mut steps, mut taken) = (Vec::new(), BTreeSet::new());
        let mut sessions = 0;
        for day in days {
            for advisor in &advisors {
                for start in STARTS {
                    let person = desk.rng.usize(..known.len());
                    // Nobody is in two sessions at once.
                    if percent(desk.rng, 30) && taken.insert((day, start, person)) {
                        session(desk.rng, &open, now, (sessions, day, start), (advisor, &known[person]), &mut steps);
                        sessions += 1;
                    }
                }
            }
        }
        // What happened later is entered later; what happens to one session keeps its order.
        steps.sort_by_key(|(when, session, _)| (*when, *session));
        let mut story = Story { bookings: vec![String::new(); sessions], promises: vec![String::new(); sessions] };
        for (when, session, step) in steps {
            story.tell(desk, session, step, when)?;
        }
        Ok(sessions as u64)
    })
}

/// Advisors, places and their hours; the advisors' ids.
fn set_up(desk: &mut Desk<'_, '_>, when: Moment) -> Result<Vec<String>, Stopped> {
    let (surnames, women, men) = (names("surnames"), names("given_f"), names("given_m"));
    let mut advisors = Vec::new();
    for n in 0..ADVISORS {
        let given = if n % 2 == 0 { one_of(desk.rng, &women) } else { one_of(desk.rng, &men) };
        let name = format!("{}{given}", surnames[n * 3 + desk.rng.usize(..3)]);
        let id = desk.make(Command::AddAdvisor(AddAdvisor { name, ..AddAdvisor::default() }), when)?;
        for weekday in 1..=5 {
            for (from, to) in HOURS {
                let hours = AdvisorHours { advisor: id.clone(), weekday, from: from.into(), to: to.into() };
                desk.go(Command::AdvisorHours(hours), when)?;
            }
        }
        advisors.push(id);
    }
    for (n, name) in names("places").into_iter().enumerate() {
        let place =
            AddPlace { name: name.into(), capacity: Some(if n == 0 { 12 } else { 30 }), shared: Some(n == 0), community: None };
        let id = desk.make(Command::AddPlace(place), when)?;
        for weekday in 1..=7 {
            let hours = PlaceHours { place: id.clone(), weekday, from: "08:30".into(), to: "20:00".into() };
            desk.go(Command::PlaceHours(hours), when)?;
        }
    }
    Ok(advisors)
}

type Steps = Vec<(Moment, usize, Step)>;

fn session(
    rng: &mut fastrand::Rng,
    open: &Open,
    now: Moment,
    (n, day, start): (usize, NaiveDate, i64),
    (advisor, person): (&str, &Known),
    steps: &mut Steps,
) {
    let made = at(open.before(day, rng.i64(1..=9)), rng.i64(510..1000));
    // What is booked for the coming weeks was booked before now.
    let made = made.min(now.plus_ms(-rng.i64(1..=7200) * 60_000));
    let book = MakeBooking {
        kind: format!("session_kind:{}", one_of(rng, &KINDS)),
        start: format!("{day}T{:02}:{:02}", start / 60, start % 60),
        client: person.id.clone(),
        advisor: Some(advisor.to_owned()),
        topic: Some((*one_of(rng, &names("topics"))).to_owned()),
        ..MakeBooking::default()
    };
    let (begins, after) = (at(day, start), at(day, start + 65));
    if made >= begins {
        return;
    }
    steps.push((made, n, Step::Make(Box::new(book))));
    if percent(rng, 8) {
        let (called, last) = (at(open.before(day, 1), 1010), begins.plus_ms(-60_000).min(now));
        steps.push((called.clamp(made, last.max(made)), n, Step::Cancel));
        return;
    }
    // Of the last days some have no outcome yet: the clerk finds them in the morning.
    let forgotten = now.minutes_since(after) < 3 * 24 * 60 && percent(rng, 35);
    if after >= now || forgotten {
        return;
    }
    let came = percent(rng, 90);
    steps.push((after, n, if came { Step::Attended } else { Step::NoShow }));
    if came && percent(rng, 40) {
        steps.push((after.plus_ms(1), n, Step::Note));
    }
    if came && percent(rng, 25) {
        let due = day + Duration::days(rng.i64(7..=21));
        steps.push((after.plus_ms(2), n, Step::Promise(due)));
        let kept = at(due, 600);
        if kept < now && percent(rng, 75) {
            steps.push((kept, n, Step::Keep));
        }
    }
}

/// The ids of what has been made, by session.
struct Story {
    bookings: Vec<String>,
    promises: Vec<String>,
}

impl Story {
    fn tell(&mut self, desk: &mut Desk<'_, '_>, n: usize, step: Step, when: Moment) -> Result<(), Stopped> {
        let booking = self.bookings[n].clone();
        let word = |rng: &mut fastrand::Rng, section| (*one_of(rng, &names(section))).to_owned();
        let command = match step {
            Step::Make(book) => {
                self.bookings[n] = desk.make(Command::MakeBooking(*book), when)?;
                return Ok(());
            }
            Step::Promise(due) => {
                let text = Some(word(desk.rng, "followups"));
                let promise = AddFollowup { due: due.to_string(), booking: Some(booking), client: None, text };
                self.promises[n] = desk.make(Command::AddFollowup(promise), when)?;
                return Ok(());
            }
            Step::Attended => Command::SetOutcome(SetOutcome { booking, outcome: "attended".into(), rev: None }),
            Step::NoShow => Command::SetOutcome(SetOutcome { booking, outcome: "no_show".into(), rev: None }),
            Step::Cancel => Command::CancelBooking(CancelBooking { booking, by: "client".into(), reason: None, rev: None }),
            Step::Note => Command::NoteBooking(NoteBooking { booking, text: word(desk.rng, "notes"), restricted: None }),
            Step::Keep => Command::FinishFollowup(FinishFollowup { followup: self.promises[n].clone() }),
        };
        desk.go(command, when)?;
        Ok(())
    }
}
