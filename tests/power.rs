//! The machine stops at any point of writing or reading a bundle: what stands afterwards is the state before or the
//! state after, never one between; a half file never has the name of a whole one.
//!
//! * Every act of the program on its folders is taken down once and played onto a disk that stops at any of them, by a
//!   kill or by a power cut that loses what was not synced (`power/tape.rs`): `DESK_POWER=200` points, in CI fewer.
//! * `kill -9` of the real program, at random moments.
//! * A power cut: an ext4 file system on a loop device that is shut down without flushing (SAFETY.md R2); needs root.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "support/enrolled.rs"]
mod enrolled;
#[path = "power/played.rs"]
mod played;
#[path = "power/tape.rs"]
mod tape;

use desk::base::clock::Clock;
use desk::base::ids::Ids;
use desk::exchange::format;
use desk::store::Store;
use enrolled::{Desk, network};
use std::collections::BTreeMap;
use std::io::{Cursor, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

const DESK: &str = env!("CARGO_BIN_EXE_desk");
const NOW: &str = "2026-03-02T09:00:00+08:00";

fn points(usual: u32) -> u32 {
    std::env::var("DESK_POWER").ok().and_then(|v| v.parse().ok()).unwrap_or(usual)
}

fn say(text: &str) {
    let _ = writeln!(std::io::stderr(), "{text}");
}

/// A hub with a calendar of some length, and a desk that has none of it.
fn pair(days: usize) -> Vec<Desk> {
    let mut net = network(&["A1"]);
    let now = net[0].now;
    let orders: Vec<_> = (0..days)
        .map(|n| {
            let day = chrono::NaiveDate::from_ymd_opt(2020, 1, 1).unwrap() + chrono::Days::new(n as u64);
            let line = format!(r#"{{"cmd":"calendar.set","date":"{day}","kind":"holiday","name":"第{n}天"}}"#);
            desk::desk::command::Order::parse(&line).unwrap()
        })
        .collect();
    let done: Result<(), desk::store::Refusal> = net[0].store.batch(|batch| {
        for order in &orders {
            batch.execute(order, &enrolled::who(), now)?;
        }
        Ok(())
    });
    done.unwrap();
    net
}

fn program(data: &Path, words: &[&str]) -> Child {
    let mut call = Command::new(DESK);
    call.arg("--data").arg(data).args(["--now", NOW, "--as", "c1"]).args(words);
    call.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
}

/// Runs it to its end; how long that took.
fn whole(data: &Path, words: &[&str]) -> Duration {
    let begun = Instant::now();
    assert!(program(data, words).wait().unwrap().success(), "{words:?}");
    begun.elapsed()
}

/// Runs it and kills it after this time. Did it end by itself?
fn killed(data: &Path, words: &[&str], after: Duration) -> bool {
    let mut child = program(data, words);
    std::thread::sleep(after);
    let over = child.try_wait().unwrap().is_some();
    child.kill().unwrap();
    child.wait().unwrap();
    over
}

fn bundles(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let Ok(all) = std::fs::read_dir(folder) else { return vec![] };
    all.map(|e| e.unwrap().path()).filter(|p| p.to_string_lossy().ends_with(ending)).collect()
}

fn copied(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            std::fs::copy(&path, to.join(path.file_name().unwrap())).unwrap();
        }
    }
    std::fs::set_permissions(to, std::os::unix::fs::PermissionsExt::from_mode(0o700)).unwrap();
}

fn opened(data: &Path) -> Store {
    let now = desk::base::clock::Moment::parse(NOW).unwrap();
    Store::open(data, Ids::seeded(Clock::Fixed(now), 77)).unwrap()
}

fn have(store: &Store) -> BTreeMap<String, i64> {
    let query = desk::desk::query::Query::from_words("exchange", &[]).unwrap();
    let now = desk::base::clock::Moment::parse(NOW).unwrap();
    let counts = serde_json::to_value(store.ask(&query, now).unwrap()).unwrap();
    serde_json::from_value(counts["have"].clone()).unwrap()
}

#[test]
fn a_write_that_is_killed_leaves_a_whole_file_or_none() {
    let net = pair(3000);
    let (hub, reader) = (net[0].data(), net[1].sealing());
    let stick = net[0].folder.path().join("stick");
    let to = stick.to_string_lossy().into_owned();
    let words = ["bundle", "write", "--to", "A1", "--out", &to];
    let usual = whole(&hub, &words);
    let mut dice = fastrand::Rng::with_seed(3);
    let (mut before, mut after, mut halves) = (0, 0, 0);
    for _ in 0..points(6) {
        let _ = std::fs::remove_dir_all(&stick);
        killed(&hub, &words, usual.mul_f64(dice.f64() * 1.1));
        halves += bundles(&stick, ".part").len();
        match bundles(&stick, ".qtb").as_slice() {
            [] => before += 1,
            [one] => {
                let bytes = std::fs::read(one).unwrap();
                let mut open = format::open_as(Cursor::new(&bytes), &reader.trust()).unwrap();
                open.lines(|_, _, _| Ok::<(), desk::desk::sites::exchange::Finding>(())).unwrap();
                after += 1;
            }
            more => panic!("{more:?}"),
        }
    }
    say(&format!("writing killed: {before} before, {after} after, {halves} half files (.part)"));
    assert_eq!(opened(&hub).verify().unwrap().wrong, Vec::<String>::new());
}

/// The reader's folder before, the file for it, and what it holds before and after.
struct Reading {
    net: Vec<Desk>,
    file: String,
    before: BTreeMap<String, i64>,
    after: BTreeMap<String, i64>,
    usual: Duration,
}

fn reading() -> Reading {
    let mut net = pair(3000);
    let bytes = net[0].file("A1");
    let file = net[0].folder.path().join("file.qtb").to_string_lossy().into_owned();
    std::fs::write(&file, bytes).unwrap();
    // The log is put into the file, so that a copy of the folder is a copy of the site.
    let conn = rusqlite::Connection::open(net[1].data().join("desk.sqlite3")).unwrap();
    conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).unwrap();
    drop(conn);
    let before = have(&net[1].store);
    let once = net[1].folder.path().join("once");
    copied(&net[1].data(), &once);
    let usual = whole(&once, &["bundle", "read", &file]);
    let after = have(&opened(&once));
    assert_ne!(before, after);
    Reading { net, file, before, after, usual }
}

#[test]
fn a_read_that_is_killed_has_happened_or_not() {
    let r = reading();
    let place = r.net[1].folder.path().join("place");
    let mut dice = fastrand::Rng::with_seed(4);
    let (mut none, mut all) = (0, 0);
    for point in 0..points(6) {
        let _ = std::fs::remove_dir_all(&place);
        copied(&r.net[1].data(), &place);
        killed(&place, &["bundle", "read", &r.file], r.usual.mul_f64(dice.f64() * 1.1));
        let store = opened(&place);
        let now = have(&store);
        assert!(now == r.before || now == r.after, "point {point}: {now:?}");
        if now == r.before {
            none += 1
        } else {
            all += 1
        }
        assert_eq!(store.verify().unwrap().wrong, Vec::<String>::new(), "point {point}");
        drop(store);
        whole(&place, &["bundle", "read", &r.file]);
        assert_eq!(have(&opened(&place)), r.after);
    }
    say(&format!("reading killed: {none} before, {all} after"));
}

/// An ext4 file system of our own that can be shut down as a power cut does.
struct Disk {
    image: PathBuf,
    mount: PathBuf,
}

fn sh(program: &str, words: &[&str]) -> bool {
    let quiet = Command::new(program).args(words).stdout(Stdio::null()).stderr(Stdio::null()).status();
    quiet.is_ok_and(|s| s.success())
}

impl Disk {
    fn make(folder: &Path) -> Option<Disk> {
        let disk = Disk { image: folder.join("disk.img"), mount: folder.join("disk") };
        std::fs::create_dir_all(&disk.mount).unwrap();
        std::fs::File::create(&disk.image).unwrap().set_len(48 << 20).unwrap();
        let made = sh("mkfs.ext4", &["-q", disk.image.to_str()?]) && disk.up();
        made.then_some(disk)
    }

    fn up(&self) -> bool {
        sh("mount", &["-o", "loop", &self.image.to_string_lossy(), &self.mount.to_string_lossy()])
    }

    fn down(&self) -> bool {
        sh("umount", &[&self.mount.to_string_lossy()])
    }

    /// EXT4_IOC_SHUTDOWN without flushing the journal: nothing that was not on the disk gets there any more.
    fn cut(&self) -> bool {
        let script = "open(my $f, '<', $ARGV[0]) or exit 1; my $how = pack('L', 2); ioctl($f, 0x8004587d, $how) or exit 1;";
        sh("perl", &["-e", script, &self.mount.to_string_lossy()])
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = self.down();
    }
}

#[test]
fn a_power_cut_while_reading_or_writing_leaves_the_state_before_or_after() {
    let r = reading();
    let Some(disk) = Disk::make(r.net[1].folder.path()) else {
        say("passed over: no loop device with ext4 here (needs root)");
        return;
    };
    let (place, stick) = (disk.mount.join("data"), disk.mount.join("stick"));
    let to = stick.to_string_lossy().into_owned();
    let mut dice = fastrand::Rng::with_seed(5);
    let reader = r.net[1].sealing();
    let hub = r.net[0].data();
    let (mut none, mut all, mut files, mut no_files) = (0, 0, 0, 0);
    for point in 0..points(6) {
        let _ = std::fs::remove_dir_all(&place);
        let _ = std::fs::remove_dir_all(&stick);
        copied(&r.net[1].data(), &place);
        assert!(sh("sync", &["-f", &disk.mount.to_string_lossy()]));
        let wait = r.usual.mul_f64(dice.f64() * 1.1);
        let mut readers = program(&place, &["bundle", "read", &r.file]);
        let mut writer = program(&hub, &["bundle", "write", "--to", "A1", "--out", &to]);
        std::thread::sleep(wait);
        // Acknowledged before the cut: it must be there after it.
        let (read, wrote) = (readers.try_wait().unwrap(), writer.try_wait().unwrap());
        if !disk.cut() {
            say("passed over: this kernel does not shut a file system down on request");
            let _ = (readers.kill(), writer.kill(), readers.wait(), writer.wait());
            return;
        }
        let _ = (readers.kill(), writer.kill(), readers.wait(), writer.wait());
        assert!(disk.down() && disk.up(), "point {point}");
        let store = opened(&place);
        let now = have(&store);
        assert!(now == r.before || now == r.after, "point {point}: {now:?}");
        assert!(now == r.after || read.is_none_or(|s| !s.success()), "point {point}: an acknowledged reading is lost");
        if now == r.before {
            none += 1
        } else {
            all += 1
        }
        assert_eq!(store.verify().unwrap().wrong, Vec::<String>::new(), "point {point}");
        match bundles(&stick, ".qtb").as_slice() {
            [] => {
                assert!(wrote.is_none_or(|s| !s.success()), "point {point}: an acknowledged file is lost");
                no_files += 1;
            }
            [one] => {
                let bytes = std::fs::read(one).unwrap();
                format::open_as(Cursor::new(&bytes), &reader.trust()).unwrap_or_else(|f| panic!("point {point}: {f:?}"));
                files += 1;
            }
            more => panic!("{more:?}"),
        }
    }
    say(&format!("power cut: reading {none} before, {all} after; writing {no_files} without a file, {files} with a whole one"));
}
