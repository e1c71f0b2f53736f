//! The front desk: requests of the last year in every state, guidance, and the visitors who wait now.

use super::days::{Open as Days, at};
use super::desk::{Desk, Filling, Stopped, one_of, percent};
use super::people::Known;
use crate::base::clock::Moment;
use crate::cli::Problem;
use crate::desk::walkin::{
    Accept, Call, CallbackDone, Command, Draw, Finish, Guide, Miss, Open, PauseRequest, Rate, Refer, Service, Stage, Tell, seed,
};
use crate::io::seed::names;
use chrono::{Duration, NaiveDate};
use std::collections::BTreeSet;

/// An item as a request of it goes.
struct Item {
    code: String,
    name: String,
    materials: Vec<String>,
    /// Number from 1, whether two people do it, days to wait until its publicity is over.
    stages: Vec<(usize, bool, i64)>,
    aid: bool,
}

/// What happens to a request after it was opened.
enum Step {
    Open(Open),
    Tell(Vec<String>),
    Accept,
    Stage(usize, bool),
    Pause,
    Refer,
    Finish(bool),
    Rate(i64),
    CallBack,
}

type Steps = Vec<(Moment, usize, Step)>;

/// Days on which something may still be unfinished without being old.
const RECENT: i64 = 30;

/// Makes the requests and the day's queue; how many requests and tickets.
pub fn fill(filling: &mut Filling<'_>, known: &[Known], size: u64) -> Result<(u64, u64), Problem> {
    let (items, certificates) = catalogue()?;
    let (now, open) = (filling.now, Days::new());
    let wanted = usize::try_from((30 + size / 10).min(4000)).unwrap_or(30);
    let made = filling.batch(|desk| {
        let steps = year(desk.rng, &open, now, (&items, known.len(), wanted), known);
        let requests = steps.iter().filter(|(.., step)| matches!(step, Step::Open(_))).count();
        let mut ids = vec![(String::new(), String::new()); wanted];
        for (when, n, step) in steps {
            tell(desk, &mut ids[n], step, when)?;
        }
        guide(desk, &open, now, &certificates)?;
        Ok((requests as u64, queue(desk, now, known)?))
    });
    Ok(made?)
}

/// The items and the certificates' codes that a new site begins with.
fn catalogue() -> Result<(Vec<Item>, Vec<String>), Problem> {
    let (mut items, mut certificates) = (Vec::new(), Vec::new());
    for command in seed::orders()? {
        match command {
            Command::SetService(set) => {
                let lines = set.stages.clone().unwrap_or_default().join("\n");
                let service = Service { stages: lines, ..Service::default() };
                let days = |n: u32, unit| i64::from(n) * if unit == crate::calendar::deadline::Unit::Workday { 4 } else { 1 } + 2;
                let all = service.stages().into_iter().enumerate().filter(|(_, s)| !s.optional);
                let stages = all.map(|(n, s)| (n + 1, s.people > 1, s.publicity.map_or(0, |(n, unit)| days(n, unit)))).collect();
                let materials = set.materials.clone().unwrap_or_default();
                let (code, name) = (set.code.clone(), set.name.clone().unwrap_or_default());
                items.push(Item { code, name, materials, stages, aid: set.aid == Some(true) });
            }
            Command::CertificateSet(set) => certificates.push(set.code),
            _ => {}
        }
    }
    Ok((items, certificates))
}

fn year(
    rng: &mut fastrand::Rng,
    open: &Days,
    now: Moment,
    (items, people, wanted): (&[Item], usize, usize),
    known: &[Known],
) -> Steps {
    let days = open.between(now.date() - Duration::days(365), now.date());
    let (mut steps, mut before) = (Steps::new(), BTreeSet::new());
    for n in 0..wanted {
        // Half of them of the last weeks: that is what the desk is busy with.
        let from = if n % 2 == 0 { 0 } else { days.len() * 9 / 10 };
        let (Some(day), item) = (days.get(rng.usize(from..days.len())), rng.usize(..items.len())) else { continue };
        let (person, when) = (rng.usize(..people), at(*day, rng.i64(510..1020)));
        if when <= now && before.insert((person, item)) {
            story(rng, open, now, (n, when), (&items[item], &known[person]), &mut steps);
        }
    }
    steps.retain(|(when, ..)| *when <= now);
    steps.sort_by_key(|(when, n, _)| (*when, *n));
    steps
}

/// One request from its opening on; what lies after now is cut off by the caller.
fn story(
    rng: &mut fastrand::Rng,
    open: &Days,
    now: Moment,
    (n, when): (usize, Moment),
    (item, person): (&Item, &Known),
    steps: &mut Steps,
) {
    let old = now.minutes_since(when) > RECENT * 24 * 60;
    // Of the old ones few are left, and those are late.
    let fate = if old && percent(rng, 95) { rng.u32(..80) } else { rng.u32(..100) };
    let papers = (65..86).contains(&fate) && !item.materials.is_empty();
    let summary = format!("{}{}", item.name, one_of(rng, &names("wishes")));
    let accept = (!papers && fate < 95).then_some(true);
    let resident = Some(person.id.clone());
    steps.push((when, n, Step::Open(Open { resident, service: item.code.clone(), summary, ticket: None, accept })));
    let mut day = when.date();
    let mut later = |rng: &mut fastrand::Rng, days: i64| {
        day = after(open, day, days);
        at(day, rng.i64(510..1020))
    };
    if papers {
        let missing = item.materials.iter().take(rng.usize(1..=2)).cloned().collect();
        steps.push((when.plus_ms(600_000), n, Step::Tell(missing)));
        if fate >= 80 {
            return;
        }
        let came = rng.i64(2..=6);
        steps.push((later(rng, came), n, Step::Accept));
    }
    match fate {
        ..86 => {}
        86..=89 => return steps.push((later(rng, 1), n, Step::Pause)),
        90..=92 => return steps.push((later(rng, 1), n, Step::Refer)),
        // Nothing more was done.
        _ => return,
    }
    let all = if item.aid { item.stages.len() } else { item.stages.len().min(2) };
    for (stage, two, wait) in &item.stages[..all] {
        let gap = rng.i64(1..=2);
        steps.push((later(rng, gap), n, Step::Stage(*stage, *two)));
        if *wait > 0 {
            later(rng, *wait);
        }
    }
    let end = later(rng, 1);
    steps.push((end, n, Step::Finish(item.aid)));
    if percent(rng, 55) {
        let score = *one_of(rng, &[5, 5, 5, 5, 5, 4, 4, 4, 3, 2, 1]);
        steps.push((end.plus_ms(300_000), n, Step::Rate(score)));
        if score <= 2 && percent(rng, 70) {
            steps.push((later(rng, 1), n, Step::CallBack));
        }
    }
}

/// The first open day at least `days` after `day`.
fn after(open: &Days, day: NaiveDate, days: i64) -> NaiveDate {
    let mut found = day + Duration::days(days);
    while !open.is_open(found) {
        found += Duration::days(1);
    }
    found
}

/// `ids`: of the request and of its call-back.
fn tell(desk: &mut Desk<'_, '_>, ids: &mut (String, String), step: Step, when: Moment) -> Result<(), Stopped> {
    let request = ids.0.clone();
    let word = |rng: &mut fastrand::Rng, section| (*one_of(rng, &names(section))).to_owned();
    let command = match step {
        Step::Open(open) => {
            ids.0 = desk.make(Command::Open(open), when)?;
            return Ok(());
        }
        Step::Rate(score) => {
            let told = desk.go(Command::Rate(Rate { request, score, text: None }), when)?;
            ids.1 = told.get("callback").and_then(|id| id.as_str()).unwrap_or_default().to_owned();
            return Ok(());
        }
        Step::Tell(missing) => Command::Tell(Tell { request, missing }),
        Step::Accept => Command::Accept(Accept { request, ..Accept::default() }),
        Step::Stage(stage, two) => {
            let by = names("surnames").iter().take(if two { 2 } else { 0 }).map(|name| (*name).to_owned()).collect();
            Command::Stage(Stage { request, stage: stage.to_string(), by, result: String::new() })
        }
        Step::Pause => Command::PauseRequest(PauseRequest { request, reason: "third_party".into() }),
        Step::Refer => Command::Refer(Refer { request, to: word(desk.rng, "units"), site: None }),
        Step::Finish(paid) => {
            let amount = paid.then(|| (desk.rng.u32(3..=40) * 50).to_string());
            Command::Finish(Finish { request, result: word(desk.rng, "results"), amount, ..Finish::default() })
        }
        Step::CallBack => Command::CallbackDone(CallbackDone { callback: ids.1.clone(), result: word(desk.rng, "calls") }),
    };
    desk.go(command, when)?;
    Ok(())
}

/// People who were told who else issues their certificate.
fn guide(desk: &mut Desk<'_, '_>, open: &Days, now: Moment, certificates: &[String]) -> Result<(), Stopped> {
    for day in open.between(now.date() - Duration::days(14), now.date() - Duration::days(1)) {
        let certificate = one_of(desk.rng, certificates).clone();
        let when = at(day, desk.rng.i64(510..1020));
        desk.go(Command::Guide(Guide { certificate, resident: None, ticket: None }), when)?;
    }
    Ok(())
}

/// The queue as it stands: some served, one who missed the call, two at the windows, the others waiting.
fn queue(desk: &mut Desk<'_, '_>, now: Moment, known: &[Known]) -> Result<u64, Stopped> {
    const TICKETS: u32 = 14;
    // All within the day, the last one just now.
    let since = now.plus_ms(-5_400_000).max(Moment::start_of(now.date()));
    let step = (now.0 - since.0) / i64::from(TICKETS);
    // By their invented numbers everybody is over eighty; most visitors here come without one.
    let young: Vec<&Known> = known.iter().filter(|k| !k.numbered).collect();
    for n in 0..TICKETS {
        let when = since.plus_ms(step * i64::from(n + 1));
        let resident = match n % 7 {
            2 => known.iter().find(|k| k.numbered).map(|k| k.id.clone()),
            4 => young.get(usize::try_from(n).unwrap_or(0)).map(|k| k.id.clone()),
            _ => None,
        };
        let prefix = if n % 5 == 4 { "B" } else { "A" };
        let priority = (n == 10).then(|| "booked".to_owned());
        desk.go(Command::Draw(Draw { prefix: prefix.into(), priority, resident }), when)?;
        if n % 2 == 1 {
            let window = if n % 4 == 1 { "1" } else { "2" };
            let told = desk.go(Command::Call(Call { window: window.into(), ticket: None }), when)?;
            if n == 7 {
                let number = told.get("number").and_then(|id| id.as_str()).map(str::to_owned);
                desk.go(Command::Miss(Miss { ticket: number }), when)?;
            }
        }
    }
    Ok(u64::from(TICKETS))
}
