//! `cargo bench --bench exchange_bench`: what reading other sites' files costs, against raw SQLite inserts of the same rows
//! in the same run, site by site in turn. Numbers, never a verdict: nothing here can fail a build.
//!
//! * `DESK_SITES=22 DESK_OPS=50000` (default): a year of 22 sites into a hub.
//! * `DESK_WAITING=1`: how long a clerk's save waits while such a year is read, in processes of their own.
//! * `DESK_BOMBS=1`: how soon a payload made to do harm is refused.
//! * `DESK_LINEAR=1`: files of 1,000 operations of 10, 100, 1,000 sites into a hub, as a table, beside raw inserts.
//!
//! 0 leaves one out.
#![allow(clippy::unwrap_used, reason = "a bench that cannot go on says where")]

#[path = "../support/bombs.rs"]
mod bombs;
#[path = "../support/enrolled.rs"]
mod enrolled;
#[path = "../support/year.rs"]
mod year;

use desk::base::clock::{Clock, Moment};
use desk::base::ids::Ids;
use desk::desk::change::Actor;
use desk::exchange::format;
use desk::store::{Reading, Received, Site, Store};
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};
use std::io::{BufRead as _, BufReader, Cursor, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use year::Year;

fn main() {
    let mut out = std::io::stdout().lock();
    if !std::env::args().any(|word| word == "--bench") {
        writeln!(out, "numbers come with `cargo bench --bench exchange_bench`").unwrap();
        return;
    }
    let number = |name: &str, usual: usize| std::env::var(name).ok().and_then(|v| v.parse().ok()).unwrap_or(usual);
    let (sites, ops) = (number("DESK_SITES", 22), number("DESK_OPS", 50_000));
    let template = Year::make(ops);
    size(&mut out, &template).unwrap();
    if number("DESK_BOMBS", 1) == 1 {
        refused(&mut out).unwrap();
    }
    if number("DESK_WAITING", 1) == 1 {
        waiting(&mut out, &template).unwrap();
    }
    if sites > 0 {
        against_raw(&mut out, &template, sites).unwrap();
    }
    if number("DESK_LINEAR", 1) == 1 {
        linear(&mut out, &template).unwrap();
    }
}

fn who() -> Actor {
    Actor { clerk: "c".into() }
}

fn hub(folder: &Path, now: Moment) -> Store {
    let site = Site { code: "HUB".into(), name: "街道".into(), hub: true, epoch: 0, for_play: true, studio: None };
    Store::create(&folder.join("hub"), &site, Ids::seeded(Clock::Fixed(now), 9)).unwrap()
}

/// Reads a file; what it took, what it said, and how many transactions it was.
fn receive(store: &mut Store, bytes: &[u8], now: Moment) -> (Duration, Received, usize) {
    let begun = Instant::now();
    let mut opened = format::open(Cursor::new(bytes)).unwrap();
    let mut parts = Vec::new();
    let mut progress = |done: u64, _: u64| parts.push(done);
    let told = store.read_bundle(&mut opened, Reading { who: &who(), at: now, dry_run: false, progress: &mut progress }).unwrap();
    (begun.elapsed(), told.clone(), if told.parts { parts.len().max(1) } else { 1 })
}

/// kB of memory of this process: now, or (`VmHWM`) the most since [`forget_peak`].
fn memory(what: &str) -> u64 {
    let text = std::fs::read_to_string("/proc/self/status").unwrap();
    text.lines().find_map(|l| l.strip_prefix(what)).unwrap().split_whitespace().nth(1).unwrap().parse().unwrap()
}

fn forget_peak() {
    std::fs::write("/proc/self/clear_refs", "5").unwrap();
}

/// The rows that one site's operations have become, table by table, as they lie in the hub's file.
struct Rows(Vec<(String, String, Vec<Vec<Value>>)>);

/// Tables with numbered rows, and how far each was read.
type Marks = std::collections::BTreeMap<String, i64>;

const NUMBERED: &str = "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND wr = 0 AND name NOT LIKE 'sqlite_%' \
AND name NOT IN ('site_state','entry','peer','bundle_in','bundle_out','setting') ORDER BY name";

/// The rows of each table that were not there before.
fn fresh_rows(conn: &Connection, site: &str, marks: &mut Marks) -> Rows {
    let all = |sql: &str, params: &[&dyn rusqlite::ToSql]| -> Vec<Vec<Value>> {
        let mut statement = conn.prepare(sql).unwrap();
        let columns = statement.column_count();
        let rows = statement.query_map(params, |row| (0..columns).map(|i| row.get(i)).collect()).unwrap();
        rows.map(Result::unwrap).collect()
    };
    // Without the columns that SQLite works out itself.
    let columns = |name: &str| -> String {
        let mut statement = conn.prepare("SELECT '\"' || name || '\"' FROM pragma_table_info(?)").unwrap();
        let names: Vec<String> = statement.query_map([name], |r| r.get(0)).unwrap().map(Result::unwrap).collect();
        names.join(", ")
    };
    let before = marks.clone();
    let op = columns("op");
    let mut found = vec![("op".to_owned(), op.clone(), all(&format!("SELECT {op} FROM op WHERE site = ?"), &[&site]))];
    let names: Vec<String> = conn.prepare(NUMBERED).unwrap().query_map([], |r| r.get(0)).unwrap().map(Result::unwrap).collect();
    for name in names {
        let mark = marks.entry(name.clone()).or_insert(0);
        let these = columns(&name);
        let rows = all(&format!("SELECT {these} FROM \"{name}\" WHERE rowid > ? ORDER BY rowid"), &[mark]);
        *mark = conn.query_row(&format!("SELECT COALESCE(max(rowid), 0) FROM \"{name}\""), [], |r| r.get(0)).unwrap();
        found.push((name, these, rows));
    }
    let mark = |name: &str| before.get(name).copied().unwrap_or(0);
    let keys = "SELECT room, key, n FROM find_key WHERE (room = 1 AND n > ?) OR (room <> 1 AND n > ?)";
    found.push(("find_key".into(), "room, key, n".into(), all(keys, &[&mark("resident"), &mark("entity")])));
    Rows(found)
}

/// Raw inserts of the same rows in as many transactions as the import took: prepared statements, the program's own
/// schema (all of its indexes) and settings, each row in the order in which it lies in the hub's file.
fn raw(conn: &mut Connection, rows: &Rows, transactions: usize) -> Duration {
    let begun = Instant::now();
    for part in 0..transactions {
        let transaction = conn.transaction().unwrap();
        for (name, columns, rows) in &rows.0 {
            let Some(first) = rows.first() else { continue };
            let marks = vec!["?"; first.len()].join(",");
            let mut add = transaction.prepare_cached(&format!("INSERT INTO \"{name}\" ({columns}) VALUES ({marks})")).unwrap();
            for row in &rows[rows.len() * part / transactions..rows.len() * (part + 1) / transactions] {
                add.execute(params_from_iter(row)).unwrap();
            }
        }
        transaction.commit().unwrap();
    }
    begun.elapsed()
}

/// The raw side: the same empty database, opened with the same settings.
fn raw_side(store: &Store, folder: &Path) -> Connection {
    store.backup(&folder.join("raw.sqlite3")).unwrap();
    let bare = Connection::open(folder.join("raw.sqlite3")).unwrap();
    let settings = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON; PRAGMA cell_size_check=ON; \
PRAGMA cache_size=-24576; PRAGMA wal_autocheckpoint=8000;";
    bare.execute_batch(settings).unwrap();
    bare
}

fn against_raw(out: &mut impl Write, template: &Year, sites: usize) -> std::io::Result<()> {
    let folder = tempfile::tempdir()?;
    let now = template.now;
    let mut store = hub(folder.path(), now);
    let mut bare = raw_side(&store, folder.path());
    let watch = Connection::open(folder.path().join("hub/desk.sqlite3")).unwrap();
    let mut seen = Marks::new();
    fresh_rows(&watch, "", &mut seen);
    let (mut ours, mut theirs, mut ops, mut again) = (Duration::ZERO, Duration::ZERO, 0, Duration::ZERO);
    let (mut worst, mut grown, mut packed, mut at_second) = (Duration::ZERO, 0, 0, 0);
    writeln!(
        out,
        "{:>5} {:>9} {:>10} {:>10} {:>7} {:>6} {:>9}",
        "site", "ops", "desk op/s", "raw op/s", "ratio", "parts", "peak MB"
    )?;
    for n in 1..=sites {
        let site = format!("S{n:02}");
        let bytes = template.file(&site, n as u64);
        packed += bytes.len();
        let start = memory("VmRSS");
        if n == 2 {
            at_second = start;
        }
        forget_peak();
        let (took, told, parts) = receive(&mut store, &bytes, now);
        let peak = memory("VmHWM").saturating_sub(start);
        assert_eq!((told.left_out, told.held.len()), (0, 0), "{told:?}");
        grown = grown.max(peak);
        again += receive(&mut store, &bytes, now).0;
        let rows = fresh_rows(&watch, &site, &mut seen);
        let bare_took = raw(&mut bare, &rows, parts);
        (ours, theirs, ops, worst) = (ours + took, theirs + bare_took, ops + told.new, worst.max(took));
        if n == 1 || n % 5 == 0 || n == sites {
            let rate = |t: Duration| told.new as f64 / t.as_secs_f64();
            let ratio = bare_took.as_secs_f64() / took.as_secs_f64();
            writeln!(
                out,
                "{n:>5} {:>9} {:>10.0} {:>10.0} {ratio:>7.2} {parts:>6} {:>9.1}",
                told.new,
                rate(took),
                rate(bare_took),
                peak as f64 / 1024.0
            )?;
            out.flush()?;
        }
    }
    let ratio = theirs.as_secs_f64() / ours.as_secs_f64();
    writeln!(
        out,
        "{ops} operations of {sites} sites: {:.1} s, raw inserts {:.1} s, ratio {ratio:.2}",
        ours.as_secs_f64(),
        theirs.as_secs_f64()
    )?;
    writeln!(out, "a file read again costs {:.2} % of the first time", again.as_secs_f64() / ours.as_secs_f64() * 100.0)?;
    writeln!(
        out,
        "{:.1} bytes an operation in the file; a file took {:.1} MB at its peak, {:.2} s at the longest",
        packed as f64 / ops as f64,
        grown as f64 / 1024.0,
        worst.as_secs_f64()
    )?;
    let drift = memory("VmRSS") as f64 - at_second as f64;
    writeln!(out, "from the second site to the last this process (with the raw side's rows) grew by {:.1} MB", drift / 1024.0)
}

/// A day's 200 operations as a file.
fn size(out: &mut impl Write, template: &Year) -> std::io::Result<()> {
    let bytes = template.part("S01", 1, 200);
    writeln!(out, "200 operations as a file: {} bytes", bytes.len())
}

/// Clerks who save all the time, each a `desk do` of its own, while another `desk` reads a file of a year.
fn waiting(out: &mut impl Write, template: &Year) -> std::io::Result<()> {
    let folder = tempfile::tempdir()?;
    let data = folder.path().join("hub");
    drop(hub(folder.path(), template.now));
    let file = folder.path().join("year.qtb");
    std::fs::write(&file, template.file("S01", 1))?;
    let desk = || {
        let mut call = Command::new(env!("CARGO_BIN_EXE_desk"));
        call.arg("--data").arg(&data).args(["--now", "2026-11-23T09:00:00+08:00", "--as", "c"]);
        call
    };
    let stop = AtomicBool::new(false);
    let (took, told, saves) = std::thread::scope(|scope| {
        let clerks: Vec<_> =
            (0..2).map(|n| (n, desk(), &stop)).map(|(n, call, stop)| scope.spawn(move || clerk(call, n, stop))).collect();
        std::thread::sleep(Duration::from_millis(800));
        let begun = Instant::now();
        let read = desk().args(["--json", "bundle", "read", "--yes"]).arg(&file).output().unwrap();
        let took = begun.elapsed();
        std::thread::sleep(Duration::from_millis(200));
        stop.store(true, Ordering::Relaxed);
        let saves: Vec<_> = clerks.into_iter().flat_map(|c| c.join().unwrap()).collect();
        (took, String::from_utf8_lossy(&read.stdout).into_owned(), (begun, saves))
    });
    assert!(told.contains(&format!(r#""new":{}"#, template.len())), "{told}");
    let (begun, saves) = saves;
    let during = |s: &&(Instant, Duration)| s.0 + s.1 > begun && s.0 < begun + took;
    let longest =
        |d: &mut dyn Iterator<Item = &(Instant, Duration)>| d.map(|s| s.1).max().unwrap_or_default().as_secs_f64() * 1000.0;
    writeln!(
        out,
        "a file of {} operations in {:.2} s while 2 clerks saved {} times: longest save {:.0} ms ({:.0} ms without it)",
        template.len(),
        took.as_secs_f64(),
        saves.iter().filter(during).count(),
        longest(&mut saves.iter().filter(during)),
        longest(&mut saves.iter().filter(|s| !during(s)))
    )
}

/// One `desk do` that is given line after line; when each was sent, and how long its answer took.
fn clerk(mut call: Command, n: usize, stop: &AtomicBool) -> Vec<(Instant, Duration)> {
    let mut child = call.arg("do").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let (mut to, mut from) = (child.stdin.take().unwrap(), BufReader::new(child.stdout.take().unwrap()));
    let mut saves = Vec::new();
    while !stop.load(Ordering::Relaxed) {
        let name = saves.len();
        let begun = Instant::now();
        writeln!(to, r#"{{"cmd":"calendar.set","date":"2026-01-{:02}","kind":"holiday","name":"{name}"}}"#, n + 1).unwrap();
        let mut answer = String::new();
        from.read_line(&mut answer).unwrap();
        assert!(answer.contains(r#""ok":true"#), "{answer}");
        saves.push((begun, begun.elapsed()));
        std::thread::sleep(Duration::from_millis(5));
    }
    drop(to);
    child.wait().unwrap();
    saves
}

/// How soon each bomb is refused, best of five and worst.
fn refused(out: &mut impl Write) -> std::io::Result<()> {
    let mut net = enrolled::network(&["A1"]);
    net[1].ok(r#"{"cmd":"title.add","name":"字典"}"#);
    net[1].copy(100);
    let parcel = net[1].pack("HUB", true);
    for bomb in bombs::bombs() {
        let bytes = net[1].sealed(&bomb.within(&parcel));
        let mut times: Vec<f64> = (0..5)
            .map(|_| {
                let begun = Instant::now();
                assert_eq!(net[0].read(&bytes).unwrap_err().code, bomb.code, "{}", bomb.what);
                begun.elapsed().as_secs_f64() * 1000.0
            })
            .collect();
        times.sort_by(f64::total_cmp);
        writeln!(out, "{}: {} bytes, refused in {:.1} ms ({:.1} at worst)", bomb.what, bytes.len(), times[0], times[4])?;
    }
    Ok(())
}

/// Many sites with a thousand operations each, and raw inserts of the same rows beside it: a tree that grows costs both.
fn linear(out: &mut impl Write, template: &Year) -> std::io::Result<()> {
    writeln!(
        out,
        "{:>6} {:>9} {:>10} {:>10} {:>6} {:>20} {:>6} {:>9} {:>9}",
        "sites", "ops", "op/s", "raw op/s", "ratio", "op/s of the last 10 %", "ratio", "have kB", "peak MB"
    )?;
    let folder = tempfile::tempdir()?;
    let mut store = hub(folder.path(), template.now);
    let mut bare = raw_side(&store, folder.path());
    let watch = Connection::open(folder.path().join("hub/desk.sqlite3")).unwrap();
    let mut seen = Marks::new();
    fresh_rows(&watch, "", &mut seen);
    let mut peak = 0;
    // A small year, so that a thousand operations are of every room.
    let small = Year::make(1000);
    let template = if template.len() > 1000 { &small } else { template };
    // The first file brings what the process keeps for good.
    receive(&mut store, &template.part("C0000", 0, 1000), template.now);
    raw(&mut bare, &fresh_rows(&watch, "C0000", &mut seen), 1);
    let mut each: Vec<(usize, Duration, Duration)> = Vec::new();
    for n in 1..=1000u64 {
        let site = format!("C{n:04}");
        let bytes = template.part(&site, n, 1000);
        let start = memory("VmRSS");
        forget_peak();
        let (took, told, parts) = receive(&mut store, &bytes, template.now);
        peak = peak.max(memory("VmHWM").saturating_sub(start));
        each.push((told.new as usize, took, raw(&mut bare, &fresh_rows(&watch, &site, &mut seen), parts)));
        if [10, 30, 100, 300, 1000].contains(&n) {
            let (ops, rate, bare_rate) = rates(&each);
            let (_, late, bare_late) = rates(&each[each.len() - each.len() / 10..]);
            let have = store.pack("C0001", false, false, template.now).unwrap();
            let have = serde_json::to_vec(&have[0].manifest.have).unwrap().len() as f64 / 1024.0;
            writeln!(
                out,
                "{n:>6} {ops:>9} {rate:>10.0} {bare_rate:>10.0} {:>6.2} {late:>20.0} {:>6.2} {have:>9.1} {:>9.1}",
                rate / bare_rate,
                late / bare_late,
                peak as f64 / 1024.0
            )?;
            out.flush()?;
        }
    }
    Ok(())
}

/// Operations of these files, and how many a second: read in, and inserted raw.
fn rates(files: &[(usize, Duration, Duration)]) -> (usize, f64, f64) {
    let ops: usize = files.iter().map(|f| f.0).sum();
    let rate =
        |of: fn(&(usize, Duration, Duration)) -> Duration| ops as f64 / files.iter().map(of).sum::<Duration>().as_secs_f64();
    (ops, rate(|f| f.1), rate(|f| f.2))
}
