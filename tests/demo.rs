//! The invented community: the same from the same seed, sound, refused by no rule, and nobody who lives.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use clap::Parser as _;
use desk::base::clock::{Clock, Moment};
use desk::base::ids::Ids;
use desk::cli::{self, Exit, World, args::Args, demo};
use desk::desk::change::Actor;
use desk::desk::query::{Answer, Query};
use desk::desk::residents;
use desk::store::{Site, Store};
use desk::text::idcard;
use std::path::Path;

const NOW: &str = "2026-03-02T09:30:00+08:00";

fn desk(folder: &Path, words: &[&str]) -> (Exit, String) {
    let all = ["desk", "--data", &folder.to_string_lossy(), "--now", NOW].map(str::to_owned);
    let args = Args::parse_from(all.into_iter().chain(words.iter().map(|w| (*w).to_owned())));
    let world = World::from_args(&args).unwrap();
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let exit = cli::run(args.call.unwrap(), &world, &mut out, &mut err);
    (exit, String::from_utf8([out, err].concat()).unwrap())
}

/// The last hash of every stream: it stands for every operation before it.
fn heads(folder: &Path) -> Vec<(String, i64, Vec<u8>)> {
    let conn = rusqlite::Connection::open(folder.join("desk.sqlite3")).unwrap();
    let mut ask = conn.prepare("SELECT name, head, head_hash FROM stream ORDER BY name").unwrap();
    let rows = ask.query_map([], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?))).unwrap();
    rows.collect::<Result<_, _>>().unwrap()
}

#[test]
fn a_seed_makes_one_community_and_it_is_sound() {
    let folder = tempfile::tempdir().unwrap();
    let sites = ["a", "b", "c"].map(|name| folder.path().join(name));
    for (site, seed) in sites.iter().zip(["7", "7", "8"]) {
        let (exit, said) = desk(site, &["demo-data", "--size", "300", "--seed", seed]);
        assert_eq!(exit, Exit::Done, "{said}");
    }
    assert_eq!(heads(&sites[0]), heads(&sites[1]));
    assert_ne!(heads(&sites[0]), heads(&sites[2]));
    let (exit, said) = desk(&sites[0], &["verify"]);
    assert!(exit == Exit::Done && said.contains("\"wrong\":[]"), "{said}");
    let before = heads(&sites[0]);
    let (exit, said) = desk(&sites[0], &["demo-data", "--size", "300"]);
    assert!(exit == Exit::Data && said.contains("已有居民"), "{said}");
    assert_eq!(heads(&sites[0]), before, "a site with residents is left alone");
}

#[test]
fn nobody_lives_there() {
    let store = filled(300, "2026-03-02T09:30", 5).0;
    let page = residents::Page { rows: 200, ..residents::Page::default() };
    let Answer::Residents(residents::Answer::Page(rows)) =
        store.ask(&Query::Residents(residents::Query::Page(page)), at(NOW)).unwrap()
    else {
        panic!("a page")
    };
    assert_eq!(rows.len(), 200);
    let (mut numbers, mut women) = (0, 0);
    for (_, card) in &rows {
        assert!(card.id_number.is_empty() || card.birth.starts_with("188"), "{}", card.birth);
        assert!(card.id_number.is_empty() || idcard::check(&card.id_number).valid, "{}", card.id_number);
        numbers += usize::from(!card.id_number.is_empty());
        women += usize::from(card.sex == "female");
    }
    assert!(numbers > 150 && (50..150).contains(&women), "{numbers} numbers, {women} women");
}

/// Whatever the day and the hour, no rule refuses what the generator does.
#[test]
fn no_rule_refuses_it_on_any_day() {
    for (now, seed) in [
        ("2026-03-02T08:00", 1), // Monday morning
        ("2026-03-01T12:00", 2), // a Sunday
        ("2026-02-18T10:00", 3), // in the spring festival
        ("2026-10-09T17:30", 4), // after the long holiday, closed
        ("2026-12-30T23:59", 5), // the next year has no notice yet
        ("2026-05-15T00:00", 6),
    ] {
        let (store, made) = filled(120, now, seed);
        assert!(made.requests > 30 && made.tickets > 9 && made.bookings > 20 && made.loans > 10, "{made:?}");
        assert!(store.verify().unwrap().wrong.is_empty(), "{now}");
    }
}

fn at(text: &str) -> Moment {
    Moment::parse(text).unwrap()
}

fn filled(size: u64, now: &str, seed: u64) -> (Store, demo::Made) {
    let site = Site { code: "QLQ".into(), name: "青龙桥".into(), hub: false, epoch: 0, for_play: true, studio: None };
    let mut store = Store::in_memory(&site, Ids::seeded(Clock::Fixed(at(now)), seed)).unwrap();
    let done: Result<(), desk::store::Refusal> = store.batch(|batch| {
        for command in desk::desk::seed::orders().unwrap() {
            batch.execute(&command.into(), &Actor { clerk: "desk".into() }, at(now))?;
        }
        Ok(())
    });
    done.unwrap();
    let made = demo::fill(&mut store, size, seed, at(now), &mut |_| {}).unwrap_or_else(|e| panic!("{now}: {e}"));
    (store, made)
}
