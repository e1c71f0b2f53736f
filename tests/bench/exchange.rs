//! `cargo bench --bench exchange_bench`: what reading other sites' files costs, against raw SQLite inserts of the same rows
//! in the same run, site by site in turn. Numbers, never a verdict: nothing here can fail a build.
//!
//! * `DESK_SITES=22 DESK_OPS=50000` (default): a year of 22 sites into a hub.
//! * `DESK_LINEAR=1`: files of 1,000 operations of 10, 100, 1,000 sites into a hub, as a table.
#![allow(clippy::unwrap_used, reason = "a bench that cannot go on says where")]

#[path = "../support/year.rs"]
mod year;

use desk::base::clock::{Clock, Moment};
use desk::base::ids::Ids;
use desk::desk::change::Actor;
use desk::desk::command::Order;
use desk::exchange::format;
use desk::store::{Site, Store};
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};
use std::io::{Cursor, Write};
use std::path::Path;
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
    against_raw(&mut out, &template, sites).unwrap();
    waiting(&mut out, &template).unwrap();
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

fn receive(store: &mut Store, bytes: &[u8], now: Moment) -> (Duration, desk::store::Received) {
    let begun = Instant::now();
    let mut opened = format::open(Cursor::new(bytes)).unwrap();
    let told = store.receive(&mut opened, &who(), now, false).unwrap();
    (begun.elapsed(), told)
}

/// kB of memory that is this process's own and resident.
fn resident() -> u64 {
    let text = std::fs::read_to_string("/proc/self/status").unwrap();
    text.lines().find_map(|l| l.strip_prefix("RssAnon:")).unwrap().split_whitespace().next().unwrap().parse().unwrap()
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

/// Raw inserts of the same rows: one transaction, prepared statements, the program's own schema and settings.
fn raw(conn: &mut Connection, rows: &Rows) -> Duration {
    let begun = Instant::now();
    let transaction = conn.transaction().unwrap();
    for (name, columns, rows) in &rows.0 {
        let Some(first) = rows.first() else { continue };
        let marks = vec!["?"; first.len()].join(",");
        let mut add = transaction.prepare_cached(&format!("INSERT INTO \"{name}\" ({columns}) VALUES ({marks})")).unwrap();
        for row in rows {
            add.execute(params_from_iter(row)).unwrap();
        }
    }
    transaction.commit().unwrap();
    begun.elapsed()
}

fn against_raw(out: &mut impl Write, template: &Year, sites: usize) -> std::io::Result<()> {
    let folder = tempfile::tempdir()?;
    let now = template.now;
    let mut store = hub(folder.path(), now);
    // The raw side: the same empty database, opened with the same settings.
    store.backup(&folder.path().join("raw.sqlite3")).unwrap();
    let mut bare = Connection::open(folder.path().join("raw.sqlite3")).unwrap();
    let settings = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON; PRAGMA cell_size_check=ON; \
PRAGMA cache_size=-24576; PRAGMA wal_autocheckpoint=8000;";
    bare.execute_batch(settings).unwrap();
    let watch = Connection::open(folder.path().join("hub/desk.sqlite3")).unwrap();
    let mut seen = Marks::new();
    fresh_rows(&watch, "", &mut seen);
    let (mut ours, mut theirs, mut ops, mut again) = (Duration::ZERO, Duration::ZERO, 0, Duration::ZERO);
    let (mut worst, mut grown, mut packed) = (Duration::ZERO, 0, 0);
    writeln!(out, "{:>5} {:>9} {:>10} {:>10} {:>7} {:>9}", "site", "ops", "desk op/s", "raw op/s", "ratio", "grown MB")?;
    for n in 1..=sites {
        let site = format!("S{n:02}");
        let bytes = template.file(&site, n as u64);
        packed += bytes.len();
        let start = resident();
        let (took, told) = receive(&mut store, &bytes, now);
        assert_eq!((told.left_out, told.held.len()), (0, 0), "{told:?}");
        grown = grown.max(resident().saturating_sub(start));
        again += receive(&mut store, &bytes, now).0;
        let rows = fresh_rows(&watch, &site, &mut seen);
        let bare_took = raw(&mut bare, &rows);
        (ours, theirs, ops, worst) = (ours + took, theirs + bare_took, ops + told.new, worst.max(took));
        if n == 1 || n % 5 == 0 || n == sites {
            let rate = |t: Duration| told.new as f64 / t.as_secs_f64();
            let ratio = bare_took.as_secs_f64() / took.as_secs_f64();
            writeln!(
                out,
                "{n:>5} {:>9} {:>10.0} {:>10.0} {ratio:>7.2} {:>9.1}",
                told.new,
                rate(took),
                rate(bare_took),
                grown as f64 / 1024.0
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
        "{:.1} bytes an operation in the file; memory grew by at most {:.1} MB during a file",
        packed as f64 / ops as f64,
        grown as f64 / 1024.0
    )?;
    writeln!(out, "the longest file took {:.2} s", worst.as_secs_f64())
}

/// A day's 200 operations as a file.
fn size(out: &mut impl Write, template: &Year) -> std::io::Result<()> {
    let bytes = template.part("S01", 1, 200);
    writeln!(out, "200 operations as a file: {} bytes", bytes.len())
}

/// A clerk who saves every 15 ms at the hub while a file of the whole year is read.
fn waiting(out: &mut impl Write, template: &Year) -> std::io::Result<()> {
    for (what, times) in [("one transaction", 1), ("in parts", 2)] {
        let folder = tempfile::tempdir()?;
        let now = template.now;
        let mut store = hub(folder.path(), now);
        let bytes = if times == 1 { template.file("S01", 1) } else { template.doubled("S01") };
        let stop = AtomicBool::new(false);
        let worst = std::thread::scope(|scope| {
            let clerks: Vec<_> = (0..3)
                .map(|n| {
                    let (stop, data) = (&stop, folder.path().join("hub"));
                    scope.spawn(move || {
                        let mut desk = Store::open(&data, Ids::seeded(Clock::Fixed(now), 100 + n)).unwrap();
                        let (mut worst, mut saves) = (Duration::ZERO, 0u64);
                        while !stop.load(Ordering::Relaxed) {
                            let line = format!(
                                r#"{{"cmd":"calendar.set","date":"2026-01-{:02}","kind":"holiday","name":"{saves}"}}"#,
                                n + 1
                            );
                            let begun = Instant::now();
                            desk.execute(&Order::parse(&line).unwrap(), &who(), now).unwrap();
                            worst = worst.max(begun.elapsed());
                            saves += 1;
                            std::thread::sleep(Duration::from_millis(15));
                        }
                        (worst, saves)
                    })
                })
                .collect();
            std::thread::sleep(Duration::from_millis(300));
            let (took, told) = receive(&mut store, &bytes, now);
            stop.store(true, Ordering::Relaxed);
            let all: Vec<_> = clerks.into_iter().map(|c| c.join().unwrap()).collect();
            (took, told.new, all.iter().map(|a| a.0).max().unwrap(), all.iter().map(|a| a.1).sum::<u64>())
        });
        writeln!(
            out,
            "{what}: {} operations in {:.2} s while 3 clerks saved {} times; longest wait {:.0} ms",
            worst.1,
            worst.0.as_secs_f64(),
            worst.3,
            worst.2.as_secs_f64() * 1000.0
        )?;
    }
    Ok(())
}

/// Many sites with a thousand operations each.
fn linear(out: &mut impl Write, template: &Year) -> std::io::Result<()> {
    writeln!(out, "{:>6} {:>9} {:>9} {:>14} {:>12} {:>9}", "sites", "ops", "s", "us/op, last 10%", "have kB", "MB grown")?;
    let folder = tempfile::tempdir()?;
    let mut store = hub(folder.path(), template.now);
    let (mut sum, mut ops, start) = (Duration::ZERO, 0, resident());
    let mut lately = Vec::new();
    for n in 1..=1000u64 {
        let bytes = template.part(&format!("C{n:04}"), n, 1000);
        let (took, told) = receive(&mut store, &bytes, template.now);
        (sum, ops) = (sum + took, ops + told.new);
        lately.push(took.as_secs_f64() / told.new as f64 * 1e6);
        if [10, 30, 100, 300, 1000].contains(&n) {
            let last = &lately[lately.len() - lately.len() / 10..];
            let mean = last.iter().sum::<f64>() / last.len() as f64;
            let have = store.pack("C0001", false, false, template.now).unwrap();
            let have = serde_json::to_vec(&have[0].manifest.have).unwrap().len();
            let grown = resident().saturating_sub(start) as f64 / 1024.0;
            writeln!(out, "{n:>6} {ops:>9} {:>9.2} {mean:>14.1} {:>12.1} {grown:>9.1}", sum.as_secs_f64(), have as f64 / 1024.0)?;
            out.flush()?;
        }
    }
    Ok(())
}
