//! `cargo bench --bench desk_bench`: what the desk costs, as ratios to a bare ratatui and rusqlite list measured in
//! the same run on the same machine, rounds interleaved. Numbers, never a verdict: nothing here can fail a build.
#![allow(clippy::unwrap_used, reason = "a bench that cannot go on says where")]

#[allow(dead_code, reason = "it runs as a program of its own, tests/bench/yardstick.rs")]
mod bare;
#[path = "../support/line.rs"]
#[allow(dead_code, reason = "shared with tests/pty.rs")]
mod line;
mod net;
#[path = "../support/site.rs"]
mod site;
#[path = "../support/sshd.rs"]
mod sshd;

use desk::base::clock::{Clock, Moment};
use desk::base::ids::Ids;
use desk::desk::query::Query;
use desk::desk::residents;
use desk::store::Store;
use line::Line;
use portable_pty::CommandBuilder;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

const DESK: &str = env!("CARGO_BIN_EXE_desk");
const PEOPLE: usize = 20_000;
const STARTS: usize = 20;
const PRESSES: usize = 60;
const ROUNDS: usize = 12;
/// A picture that has not changed for so long stands.
const QUIET: Duration = Duration::from_millis(60);
const SEARCHES: usize = 400;
const DOWN: &[u8] = b"\x1b[B";
const PAGE_DOWN: &[u8] = b"\x1b[6~";
/// Copies that are scanned in turn: lent in one round, returned in the next.
const COPIES: usize = 4;
const SCANS: usize = 60;

fn main() {
    let mut out = std::io::stdout().lock();
    if !std::env::args().any(|word| word == "--bench") {
        writeln!(out, "numbers come with `cargo bench --bench desk_bench`").unwrap();
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let place = Place::make(folder.path());
    let (mut ours, mut theirs) = (Figures::default(), Figures::default());
    for _ in 0..STARTS {
        ours.start(&place.desk());
        theirs.start(&place.bare());
    }
    // Another kind of terminal than the starts had, so that it is asked and can answer.
    let mut asked = place.desk();
    asked.env("TERM", "vt220");
    ours.keys(&asked, &[b"\x1b", b"5"]);
    theirs.keys(&place.bare(), &[]);
    ours.walk(
        &place.desk(),
        &[b"\x1b", b"\x1bOQ", b"\x1bOR", b"\x1bOS", b"\x1bOQ", b"\t", b"1", b"2", b"\x7f", b"\x7f", b"\t", b"\x10", b"\x1b"],
    );
    ours.scan(&place.desk());
    theirs.scan = place.saved();
    ours.search = p99(|find| place.search_desk(find));
    theirs.search = p99(|find| place.search_bare(find));
    print(&mut out, &ours, &theirs).unwrap();
    net::held_arrow(&mut out);
}

/// One number of both programs.
fn print(out: &mut impl std::io::Write, ours: &Figures, theirs: &Figures) -> std::io::Result<()> {
    writeln!(out, "{PEOPLE} residents, 80x24\n{:34}{:>12}{:>12}{:>9}", "", "desk", "bare", "ratio")?;
    let rows = [
        ("start to the end of frame 1, wall ms", least(&ours.first_wall), least(&theirs.first_wall)),
        ("start until the picture stands, wall", least(&ours.wall), least(&theirs.wall)),
        ("the same with all it does, CPU ms", least(&ours.cpu), least(&theirs.cpu)),
        ("bytes until the picture stands", ours.first, theirs.first),
        ("Down to last byte, ms (median)", middle(&ours.down), middle(&theirs.down)),
        ("bytes a Down (median)", middle(&ours.down_bytes), middle(&theirs.down_bytes)),
        ("bytes a page turn (median)", middle(&ours.page_bytes), middle(&theirs.page_bytes)),
        ("page turn to last byte, ms (median)", middle(&ours.page), middle(&theirs.page)),
        ("key to last byte, mixed walk, p99 ms", at_99(&ours.mixed), at_99(&theirs.down)),
        ("scan to line (bare: row saved), ms", middle(&ours.scan), middle(&theirs.scan)),
        ("the same, p99, ms", at_99(&ours.scan), at_99(&theirs.scan)),
        ("resident memory, MB", ours.memory, theirs.memory),
        ("the most it ever was, MB", ours.peak, theirs.peak),
        ("search p99, ms", ours.search, theirs.search),
        ("bytes while idle for 1 s", ours.idle, theirs.idle),
    ];
    for (what, ours, theirs) in rows {
        let ratio = if theirs > 0.0 { format!("{:.2}", ours / theirs) } else { "-".into() };
        writeln!(out, "{what:36}{ours:>10.3}{theirs:>12.3}{ratio:>9}")?;
    }
    Ok(())
}

/// Both databases with the same people.
struct Place {
    data: PathBuf,
    yardstick: PathBuf,
    bare_file: PathBuf,
    store: Store,
    bare_db: rusqlite::Connection,
}

impl Place {
    fn make(folder: &Path) -> Place {
        let (data, list, bare_file) = (folder.join("data"), folder.join("people.csv"), folder.join("bare.sqlite3"));
        let people = people();
        let mut text = String::from("姓名,手机,住址\n");
        people.iter().for_each(|(name, phone, home)| text.push_str(&format!("{name},{phone},{home}\n")));
        std::fs::write(&list, text).unwrap();
        let call = |words: &[&str]| {
            let done = Command::new(DESK).args(words).arg("--data").arg(&data).args(["--as", "bench"]).output().unwrap();
            assert!(done.status.success(), "{done:?}");
        };
        call(&["init", "--site", "青龙桥", "--code", "QLQ"]);
        call(&["import", "residents", list.to_str().unwrap()]);
        let mut stock = String::from("题名,条码\n");
        (1..=COPIES).for_each(|n| stock.push_str(&format!("书{n},QLQ{n:05}\n")));
        std::fs::write(&list, stock).unwrap();
        call(&["import", "titles", list.to_str().unwrap()]);
        let reader = folder.join("reader.jsonl");
        std::fs::write(&reader, "{\"cmd\":\"reader.add\",\"name\":\"赵伟\",\"card\":\"QLQ-D-0001\"}\n").unwrap();
        call(&["do", reader.to_str().unwrap()]);
        bare::fill(&bare_file, &people).unwrap();
        let store = Store::open(&data, Ids::seeded(Clock::System, 1)).unwrap();
        let bare_db = rusqlite::Connection::open(&bare_file).unwrap();
        Place { data, yardstick: yardstick(), bare_file, store, bare_db }
    }

    fn desk(&self) -> CommandBuilder {
        let mut command = CommandBuilder::new(DESK);
        command.args(["--data", self.data.to_str().unwrap(), "--as", "bench"]);
        command
    }

    fn bare(&self) -> CommandBuilder {
        let mut command = CommandBuilder::new(&self.yardstick);
        command.env("DESK_BARE", &self.bare_file);
        command
    }

    fn search_desk(&self, find: &str) -> usize {
        let page = residents::Page { find: find.into(), ..Default::default() };
        let query = Query::Residents(residents::Query::Page(page));
        std::hint::black_box(self.store.ask(&query, Moment(0))).map_or(0, |_| 1)
    }

    /// What the least save costs: one row of the bare program's, on the disk when it returns.
    fn saved(&self) -> Vec<f64> {
        self.bare_db.execute_batch("PRAGMA synchronous = FULL; CREATE TABLE scan(at INTEGER PRIMARY KEY, code TEXT)").unwrap();
        (0..SCANS)
            .map(|n| {
                let begun = Instant::now();
                self.bare_db.execute("INSERT INTO scan(code) VALUES (?1)", [format!("QLQ{n:05}")]).unwrap();
                ms(begun.elapsed())
            })
            .collect()
    }

    fn search_bare(&self, find: &str) -> usize {
        bare::page(&self.bare_db, find, 0).unwrap().len()
    }
}

/// Builds the bare list as a program of its own (cargo names a bench's own binaries only); where it stands. With SQLite as
/// its crate builds it: what we leave out of it (`.cargo/config.toml`) is no part of a bare program. The folder is one of its
/// own, or each run would build SQLite twice.
fn yardstick() -> PathBuf {
    let words = ["bench", "--quiet", "--bench", "yardstick", "--no-run", "--message-format", "json", "--target-dir"];
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("yardstick");
    let mut build = Command::new(env!("CARGO"));
    build.args(words).arg(folder).current_dir(env!("CARGO_MANIFEST_DIR")).env("LIBSQLITE3_FLAGS", "");
    let built = build.output().unwrap();
    assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
    let told = String::from_utf8(built.stdout).unwrap();
    let made = told.lines().filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok());
    let files: Vec<PathBuf> = made.filter_map(|m| m["executable"].as_str().map(PathBuf::from)).collect();
    files.into_iter().find(|file| file.file_name().is_some_and(|name| name.to_string_lossy().starts_with("yardstick"))).unwrap()
}

/// Made-up people: common surnames and given names, drawn from a fixed seed.
fn people() -> Vec<(String, String, String)> {
    let mut rng = fastrand::Rng::with_seed(7);
    let surnames: Vec<char> = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张".chars().collect();
    let given: Vec<char> = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂英建国华文玉梅".chars().collect();
    (0..PEOPLE)
        .map(|n| {
            let mut pick = |of: &[char]| of[rng.usize(..of.len())];
            let name = String::from_iter([pick(&surnames), pick(&given), pick(&given)]);
            (name, format!("139{n:08}"), format!("顺城小区{}号楼", n % 60 + 1))
        })
        .collect()
}

#[derive(Default)]
struct Figures {
    cpu: Vec<f64>,
    wall: Vec<f64>,
    first_wall: Vec<f64>,
    mixed: Vec<f64>,
    first: f64,
    down: Vec<f64>,
    down_bytes: Vec<f64>,
    page: Vec<f64>,
    page_bytes: Vec<f64>,
    memory: f64,
    peak: f64,
    scan: Vec<f64>,
    idle: f64,
    search: f64,
}

impl Figures {
    /// One start: the end of the first frame, and the end of the picture with its rows. The terminal is remembered; where it
    /// is not (the first start of all) the minimum passes over it.
    fn start(&mut self, command: &CommandBuilder) {
        let begun = Instant::now();
        let line = Line::run(command.clone());
        // The other screen is taken in a write of its own; the first frame is the next one.
        let taken = b"\x1b[?1049h".len() + 200;
        // When it came is noted by who reads; to look more often would take the processor from who is measured.
        while line.arrived().0 < taken {
            std::thread::sleep(Duration::from_millis(1));
        }
        self.first_wall.push(ms(line.arrived().1 - begun));
        self.wall.push(ms(until_quiet(&line, begun) - begun));
        self.cpu.push(processor_ms(line.pid()));
    }

    /// Keys of a working day, room by room; the letters and digits of a list are held 35 ms on purpose and left out.
    fn walk(&mut self, command: &CommandBuilder, keys: &[&[u8]]) {
        let mut line = Line::run(command.clone());
        line.settle();
        for _ in 0..ROUNDS {
            for key in keys {
                let (time, _) = press(&mut line, key);
                // A lone Esc waits 60 ms for a tail, on purpose too.
                if *key != b"\x1b" {
                    self.mixed.push(time);
                }
            }
        }
    }

    /// A card, then labels as a scanner types them: each is saved before its line is drawn.
    fn scan(&mut self, command: &CommandBuilder) {
        let mut line = Line::run(command.clone());
        line.settle();
        for to_the_reader in [&b"\x1bOS"[..], b"QLQ-D-0001\r"] {
            line.type_bytes(to_the_reader);
            line.settle();
        }
        for n in 0..SCANS {
            let (time, _) = press(&mut line, format!("QLQ{:05}\r", n % COPIES + 1).as_bytes());
            self.scan.push(time);
        }
        let shown = line.screen();
        assert!(shown.contains("归还") && shown.contains("借出"), "{shown}");
    }

    fn keys(&mut self, command: &CommandBuilder, to_the_list: &[&[u8]]) {
        let mut line = Line::run(command.clone());
        if !to_the_list.is_empty() {
            // As nearly every terminal would: UTF-8, ambiguous glyphs narrow.
            line.until("\x1b[6n");
            line.type_bytes(b"\x1b[24;5R\x1b[24;2R");
        }
        line.settle();
        self.first = line.bytes().len() as f64;
        for key in to_the_list {
            line.type_bytes(key);
            line.settle();
        }
        for (key, times, bytes) in
            [(DOWN, &mut self.down, &mut self.down_bytes), (PAGE_DOWN, &mut self.page, &mut self.page_bytes)]
        {
            for _ in 0..if key == DOWN { PRESSES / 5 } else { PRESSES } {
                let (time, count) = press(&mut line, key);
                times.push(time);
                bytes.push(count);
            }
        }
        let before = line.bytes().len();
        std::thread::sleep(Duration::from_secs(1));
        self.idle = (line.bytes().len() - before) as f64;
        (self.memory, self.peak) = (status_mb(line.pid(), "VmRSS:"), status_mb(line.pid(), "VmHWM:"));
    }
}

/// Milliseconds to the last byte, and the bytes of the whole answer.
fn press(line: &mut Line, key: &[u8]) -> (f64, f64) {
    let before = line.arrived().0;
    let pressed = Instant::now();
    line.type_bytes(key);
    while line.arrived().0 == before && pressed.elapsed() < Duration::from_millis(300) {
        std::thread::sleep(Duration::from_micros(20));
    }
    let last = until_quiet(line, pressed);
    (ms(last.max(pressed) - pressed), (line.arrived().0 - before) as f64)
}

/// When the last byte came, once none has come for a while.
fn until_quiet(line: &Line, since: Instant) -> Instant {
    loop {
        let last = line.arrived().1;
        if last.max(since).elapsed() > QUIET {
            return last;
        }
        std::thread::sleep(Duration::from_millis(2));
    }
}

fn at_99(numbers: &[f64]) -> f64 {
    let mut sorted = numbers.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted.get(sorted.len() * 99 / 100).copied().unwrap_or(0.0)
}

fn p99(mut search: impl FnMut(&str) -> usize) -> f64 {
    let people = people();
    let mut times: Vec<f64> = (0..SEARCHES)
        .map(|n| {
            let (name, ..) = &people[n * 37 % people.len()];
            let find: String = name.chars().take(n % 3 + 1).collect();
            let begun = Instant::now();
            std::hint::black_box(search(&find));
            ms(begun.elapsed())
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[SEARCHES * 99 / 100]
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

fn least(numbers: &[f64]) -> f64 {
    numbers.iter().copied().fold(f64::INFINITY, f64::min)
}

fn middle(numbers: &[f64]) -> f64 {
    let mut sorted = numbers.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted[sorted.len() / 2]
}

/// Processor time of all threads so far, from the scheduler (nanoseconds, where `stat` has ticks of 10 ms).
fn processor_ms(pid: i32) -> f64 {
    let tasks = std::fs::read_dir(format!("/proc/{pid}/task")).unwrap();
    let spent = |task: std::fs::DirEntry| {
        let text = std::fs::read_to_string(task.path().join("schedstat")).unwrap_or_default();
        text.split(' ').next().and_then(|n| n.parse::<f64>().ok()).unwrap_or(0.0)
    };
    tasks.flatten().map(spent).sum::<f64>() / 1e6
}

/// Memory of a process: resident now (`VmRSS:`), or the most that ever was (`VmHWM:`).
fn status_mb(pid: i32, what: &str) -> f64 {
    let text = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap();
    let line = text.lines().find(|line| line.starts_with(what)).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<f64>().unwrap() / 1024.0
}
