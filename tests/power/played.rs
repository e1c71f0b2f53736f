//! Writing and reading a bundle, stopped at every kind of moment by playing what was taken down.

use super::tape::{Act, Stop, Tape, play};
use super::{DESK, NOW, bundles, copied, have, opened, pair, points, say};
use desk::exchange::format;
use std::io::Cursor;
use std::path::Path;

fn words(data: &Path, rest: &[&str]) -> Vec<String> {
    let data = data.to_string_lossy().into_owned();
    let first = ["--data".to_owned(), data, "--now".into(), NOW.into(), "--as".into(), "c1".into()];
    first.into_iter().chain(rest.iter().map(|w| (*w).to_owned())).collect()
}

/// Puts the log into the file, so that a copy of the folder is a copy of the site.
fn closed(data: &Path) {
    let conn = rusqlite::Connection::open(data.join("desk.sqlite3")).unwrap();
    conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).unwrap();
}

/// Where the machine stops: anywhere, and often just before and after what makes a step certain.
fn moment(tape: &Tape, dice: &mut fastrand::Rng) -> usize {
    let anywhere = dice.usize(..=tape.0.len());
    let turns: Vec<usize> =
        (0..tape.0.len()).filter(|n| matches!(tape.0[*n], Act::Sync(_) | Act::Rename(..) | Act::Remove(_) | Act::Told)).collect();
    if dice.bool() { anywhere } else { turns[dice.usize(..turns.len())] + dice.usize(..2) }
}

#[test]
fn a_read_that_is_stopped_at_any_act_has_happened_or_not() {
    let mut net = pair(150);
    let bytes = net[0].file("A1");
    let scratch = tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).unwrap();
    let root = scratch.path();
    let (file, data, before, copy) = (root.join("file.qtb"), root.join("data"), root.join("before"), root.join("copy"));
    std::fs::write(&file, bytes).unwrap();
    closed(&net[1].data());
    copied(&net[1].data(), &data);
    copied(&data, &before.join("data"));
    let none = have(&opened(&data));
    closed(&data);
    let Some(tape) = Tape::record(DESK, &words(&data, &["bundle", "read", &file.to_string_lossy()]), &[&data], root) else {
        say("passed over: no strace here");
        return;
    };
    let (all, told) = (have(&opened(&data)), tape.told());
    assert_ne!(none, all);
    let mut dice = fastrand::Rng::with_seed(6);
    let mut count = [0; 2];
    for point in 0..points(30) {
        for stop in [Stop::Kill, Stop::Power] {
            let acts = moment(&tape, &mut dice);
            play(&tape, acts, stop, &[(&data, &copy)], &before, &mut dice);
            let store = opened(&copy);
            let now = have(&store);
            let at = format!("point {point}, {stop:?} after {acts} of {} acts", tape.0.len());
            assert!(now == none || now == all, "{at}: {now:?}");
            assert!(now == all || acts <= told, "{at}: an acknowledged reading is lost");
            assert_eq!(store.verify().unwrap().wrong, Vec::<String>::new(), "{at}");
            count[usize::from(now == all)] += 1;
        }
    }
    say(&format!("reading stopped, {} acts: {} before, {} after", tape.0.len(), count[0], count[1]));
    assert!(count[0] > 0 && count[1] > 0);
    // A disk that does not sync loses what was told, or breaks the file: the harness can see.
    let seen = (0..40).any(|_| {
        play(&tape, tape.0.len(), Stop::Liar, &[(&data, &copy)], &before, &mut dice);
        let ids = desk::base::ids::Ids::seeded(desk::base::clock::Clock::System, 1);
        let Ok(store) = desk::store::Store::open(&copy, ids) else { return true };
        store.verify().map_or(true, |r| !r.wrong.is_empty()) || have(&store) != all
    });
    assert!(seen, "a disk that lies is not noticed");
}

#[test]
fn a_write_that_is_stopped_at_any_act_leaves_a_whole_file_or_none() {
    let net = pair(150);
    let reader = net[1].sealing();
    let scratch = tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).unwrap();
    let root = scratch.path();
    let (data, stick, before) = (root.join("data"), root.join("stick"), root.join("before"));
    let (data_copy, stick_copy) = (root.join("data.copy"), root.join("stick.copy"));
    closed(&net[0].data());
    copied(&net[0].data(), &data);
    copied(&data, &before.join("data"));
    std::fs::create_dir_all(&stick).unwrap();
    let call = words(&data, &["bundle", "write", "--to", "A1", "--out", &stick.to_string_lossy()]);
    let Some(tape) = Tape::record(DESK, &call, &[&data, &stick], root) else {
        say("passed over: no strace here");
        return;
    };
    let told = tape.told();
    let written = std::fs::read(&bundles(&stick, ".qtb")[0]).unwrap();
    let mut dice = fastrand::Rng::with_seed(7);
    let mut count = [0; 2];
    for point in 0..points(30) {
        for stop in [Stop::Kill, Stop::Power] {
            let acts = moment(&tape, &mut dice);
            play(&tape, acts, stop, &[(&data, &data_copy), (&stick, &stick_copy)], &before, &mut dice);
            let at = format!("point {point}, {stop:?} after {acts} of {} acts", tape.0.len());
            let whole = match bundles(&stick_copy, ".qtb").as_slice() {
                [] => false,
                [one] => {
                    let bytes = std::fs::read(one).unwrap();
                    assert_eq!(bytes, written, "{at}: half a file under the name of a whole one");
                    format::open_as(Cursor::new(&bytes), &reader.trust()).unwrap();
                    true
                }
                more => panic!("{at}: {more:?}"),
            };
            assert!(whole || acts <= told, "{at}: an acknowledged file is lost");
            assert_eq!(opened(&data_copy).verify().unwrap().wrong, Vec::<String>::new(), "{at}");
            count[usize::from(whole)] += 1;
        }
    }
    say(&format!("writing stopped, {} acts: {} without a file, {} with a whole one", tape.0.len(), count[0], count[1]));
    assert!(count[0] > 0 && count[1] > 0);
    let seen = (0..40).any(|_| {
        play(&tape, told, Stop::Liar, &[(&data, &data_copy), (&stick, &stick_copy)], &before, &mut dice);
        bundles(&stick_copy, ".qtb").first().is_none_or(|one| std::fs::read(one).unwrap() != written)
    });
    assert!(seen, "a disk that lies is not noticed");
}
