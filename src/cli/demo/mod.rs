//! `desk demo-data` and the fill of `desk --demo`: a believable community that nobody lives in.
//!
//! Everything goes through commands, so the journal tells the whole story and `desk verify` holds. The same
//! seed makes the same community. A refusal is a fault of this generator and ends it.

mod days;
mod desk;
mod diary;
mod people;
mod room;
mod visits;

use super::args::DemoData;
use super::{Exit, Problem, World, basics};
use crate::base::clock::Moment;
use crate::base::ids::Ids;
use crate::desk::query::{Answer, Query};
use crate::desk::residents;
use crate::store::{Store, exists};
use desk::Filling;
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::json;
use std::io::Write;

/// Residents of `desk --demo`.
pub const SMALL: u64 = 300;

/// The seed of `desk --demo`.
pub const SEED: u64 = 1;

/// What was made.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize)]
pub struct Made {
    pub residents: u64,
    pub requests: u64,
    /// Of the day.
    pub tickets: u64,
    pub bookings: u64,
    pub copies: u64,
    pub loans: u64,
    /// Commands done, all of them.
    pub commands: u64,
}

/// `desk demo-data`: makes the site if there is none; a site that has residents is left alone.
pub(super) fn call(call: &DemoData, world: &World, out: &mut dyn Write) -> Result<Exit, Problem> {
    let t = crate::i18n::usage::words(world.lang);
    if !(1..=people::MOST).contains(&call.size) {
        return Err(Problem::Usage(super::told(
            t.size,
            &[("given", &call.size.to_string()), ("most", &people::MOST.to_string())],
        )));
    }
    let mut store = site(call.seed, world)?;
    let bar = ProgressBar::new(call.size).with_style(style());
    store.bulk(true)?;
    let made = fill(&mut store, call.size, call.seed, world.now(), &mut |done| bar.set_position(done))?;
    store.bulk(false)?;
    bar.finish_and_clear();
    writeln!(out, "{}", json!({"ok": true, "site": store.site().code, "data": world.folder, "made": made}))?;
    Ok(Exit::Done)
}

fn style() -> ProgressStyle {
    ProgressStyle::with_template("{bar:40} {pos}/{len} {eta}")
        .unwrap_or_else(|_| ProgressStyle::default_bar())
        .progress_chars("#>-")
}

/// The site to fill, with ids of this seed. Two sites filled from one seed must not share ids, so the code counts too.
fn site(seed: u64, world: &World) -> Result<Store, Problem> {
    let seeded = |code: &str| {
        let of_code = code.bytes().fold(0u64, |n, b| n.wrapping_mul(257) + u64::from(b));
        Ids::seeded(world.clock, seed ^ of_code.rotate_left(32))
    };
    if !exists(&world.folder) {
        let World { folder, clock, ids: _, who, lang, json, stated } = world;
        let ids = seeded(basics::DEMO_CODE);
        let own =
            World { folder: folder.clone(), clock: *clock, ids, who: who.clone(), lang: *lang, json: *json, stated: *stated };
        return basics::make(folder, basics::DEMO_NAME, basics::DEMO_CODE, false, &own, true);
    }
    let store = world.store()?;
    let page = residents::Page { rows: 1, ..residents::Page::default() };
    let first = store.ask(&Query::Residents(residents::Query::Page(page)), world.now())?;
    if !matches!(first, Answer::Residents(residents::Answer::Page(rows)) if rows.is_empty()) {
        return Err(Problem::Data(super::told(
            crate::i18n::usage::words(world.lang).has_residents,
            &[("folder", &world.folder.display().to_string())],
        )));
    }
    let ids = seeded(&store.site().code);
    drop(store);
    Ok(Store::open(&world.folder, ids)?)
}

/// Fills a site with a community of `size` residents as it stands at `now`. `progress` hears how many are in.
///
/// # Errors
/// A fault of the database, or a refusal, which is a fault of the generator.
pub fn fill(store: &mut Store, size: u64, seed: u64, now: Moment, progress: &mut dyn FnMut(u64)) -> Result<Made, Problem> {
    let mut filling = Filling::new(store, seed, now);
    let known = people::fill(&mut filling, size, progress)?;
    let bookings = diary::fill(&mut filling, &known, size)?;
    let (copies, loans) = room::fill(&mut filling, &known, size)?;
    let (requests, tickets) = visits::fill(&mut filling, &known, size)?;
    Ok(Made { residents: size, requests, tickets, bookings, copies, loans, commands: filling.commands })
}
