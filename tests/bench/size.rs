//! `cargo bench --bench size`: what the desk costs with 1,000,000 residents, as ratios to 100,000 in the same run,
//! rounds interleaved, by the real program in a pseudo-terminal and by the store alone. Numbers, never a verdict.
//!
//! Both sites are made by `desk demo-data`, which takes minutes. `DESK_BENCH_DATA=FOLDER` keeps them there for the next
//! run; otherwise they go when it ends. `DESK_BENCH_SIZES=10000,100000` takes other sizes, `DESK_BENCH_BIN=FILE` another
//! build of the program.
#![allow(clippy::unwrap_used, reason = "a bench that cannot go on says where")]

#[path = "../support/line.rs"]
#[allow(dead_code, reason = "shared with tests/pty.rs")]
mod line;

use desk::base::clock::{Clock, Moment};
use desk::base::ids::Ids;
use desk::desk::query::{Answer, Query};
use desk::desk::residents;
use desk::store::Store;
use line::Line;
use portable_pty::CommandBuilder;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

/// The program that is measured.
fn desk() -> String {
    std::env::var("DESK_BENCH_BIN").unwrap_or_else(|_| env!("CARGO_BIN_EXE_desk").into())
}

const STARTS: usize = 20;
const WORDS: usize = 60;
const ASKED: usize = 1_000;
const TURNS: usize = 40;
const SESSIONS: usize = 10;
const PAGE_DOWN: &[u8] = b"\x1b[6~";
const PAGE_UP: &[u8] = b"\x1b[5~";
const HOME: &[u8] = b"\x1b[H";
const END: &[u8] = b"\x1b[F";
/// Ctrl-U: the box is empty again.
const CLEAR: &[u8] = b"\x15";

/// A picture that has not changed for so long stands.
const QUIET: Duration = Duration::from_millis(120);

fn main() {
    let mut out = std::io::stdout().lock();
    if !std::env::args().any(|word| word == "--bench") {
        writeln!(out, "numbers come with `cargo bench --bench size`").unwrap();
        return;
    }
    let sizes = std::env::var("DESK_BENCH_SIZES").unwrap_or_else(|_| "100000,1000000".into());
    let sizes: Vec<u64> = sizes.split(',').map(|n| n.trim().parse().unwrap()).collect();
    let [small, large] = sizes[..] else { panic!("DESK_BENCH_SIZES: two sizes") };
    let kept = std::env::var_os("DESK_BENCH_DATA").map(PathBuf::from);
    let temporary = tempfile::tempdir().unwrap();
    let root = kept.as_deref().unwrap_or(temporary.path());
    let sites = [Site::made(root, small, &mut out), Site::made(root, large, &mut out)];
    let mut figures = [Figures::default(), Figures::default()];
    for (site, figures) in sites.iter().zip(&mut figures) {
        site.first_login();
        figures.disk(site);
        figures.store(site);
        figures.keys(site);
    }
    for _ in 0..STARTS {
        for (site, figures) in sites.iter().zip(&mut figures) {
            figures.start(site);
        }
    }
    for (site, figures) in sites.iter().zip(&mut figures) {
        figures.together(site);
    }
    print(&mut out, &sites, &figures).unwrap();
}

/// A site of so many residents.
struct Site {
    data: PathBuf,
    size: u64,
    /// Seconds it took to fill, wall and processor; none if it stood already.
    filled: Option<(f64, f64)>,
}

impl Site {
    fn made(root: &Path, size: u64, out: &mut impl Write) -> Site {
        let data = root.join(format!("residents-{size}"));
        if data.join("whole").exists() {
            return Site { data, size, filled: None };
        }
        writeln!(out, "making {size} residents in {}", data.display()).unwrap();
        // What a broken run left.
        let _ = std::fs::remove_dir_all(&data);
        let (begun, before) = (Instant::now(), children_seconds());
        let made = Command::new(desk())
            .args(["demo-data", "--seed", "1", "--size", &size.to_string(), "--as", "bench", "--data"])
            .arg(&data)
            .output()
            .unwrap();
        assert!(made.status.success(), "{made:?}");
        let filled = Some((begun.elapsed().as_secs_f64(), children_seconds() - before));
        std::fs::write(data.join("whole"), "").unwrap();
        Site { data, size, filled }
    }

    fn command(&self) -> CommandBuilder {
        let mut command = CommandBuilder::new(desk());
        command.args(["--data", self.data.to_str().unwrap(), "--as", "bench"]);
        command
    }

    /// Answers the probe once, as nearly every terminal would, so that later starts remember it.
    fn first_login(&self) {
        let mut line = Line::run(self.command());
        line.settle();
        if line::contains(&line.bytes(), b"\x1b[6n") {
            line.type_bytes(b"\x1b[24;5R\x1b[24;2R");
            line.settle();
        }
        line.type_bytes(b"\x11");
        line.ended();
    }
}

#[derive(Default)]
struct Figures {
    file_mb: f64,
    bytes_each: f64,
    /// First answer on a connection just opened, ms.
    first: f64,
    asked: Vec<f64>,
    start: Vec<f64>,
    start_cpu: Vec<f64>,
    typed: Vec<f64>,
    front: Vec<f64>,
    back: Vec<f64>,
    alone_mb: f64,
    together_mb: f64,
}

impl Figures {
    fn disk(&mut self, site: &Site) {
        let bytes: u64 = std::fs::read_dir(&site.data).unwrap().map(|f| f.unwrap().metadata().unwrap().len()).sum();
        self.file_mb = bytes as f64 / 1e6;
        self.bytes_each = bytes as f64 / site.size as f64;
    }

    /// Search by the store alone: names of this very community, 1 to 4 letters or Hanzi of them.
    fn store(&mut self, site: &Site) {
        let store = Store::open(&site.data, Ids::seeded(Clock::System, 1)).unwrap();
        let begun = Instant::now();
        ask(&store, "z");
        self.first = ms(begun.elapsed());
        let words = words(&store, ASKED);
        for word in &words {
            let begun = Instant::now();
            ask(&store, word);
            self.asked.push(ms(begun.elapsed()));
        }
    }

    /// Key to last byte, in the residents' room.
    fn keys(&mut self, site: &Site) {
        let store = Store::open(&site.data, Ids::seeded(Clock::System, 1)).unwrap();
        let words = words(&store, WORDS);
        drop(store);
        let mut line = Line::run(site.command());
        line.settle();
        for key in [&b"\x1b"[..], b"5"] {
            line.type_bytes(key);
            line.settle();
        }
        for (edge, turn, times) in [(HOME, PAGE_DOWN, &mut self.front), (END, PAGE_UP, &mut self.back)] {
            press(&mut line, edge);
            times.extend((0..TURNS).map(|_| press(&mut line, turn)));
        }
        line.type_bytes(b"/");
        line.settle();
        for word in words {
            for letter in word.chars() {
                self.typed.push(press(&mut line, letter.to_string().as_bytes()));
            }
            line.type_bytes(CLEAR);
            line.settle();
        }
    }

    /// From the start until the last byte of the picture with its rows.
    fn start(&mut self, site: &Site) {
        let begun = Instant::now();
        let line = Line::run(site.command());
        self.start.push(last_byte(&line, 0, begun));
        self.start_cpu.push(processor_ms(line.pid()));
    }

    /// Memory of one session and of several on one file, each with a page of residents on its screen.
    fn together(&mut self, site: &Site) {
        let lines: Vec<Line> = (0..SESSIONS)
            .map(|n| {
                let mut line = Line::run(site.command());
                line.settle();
                for key in [&b"\x1b"[..], b"5", PAGE_DOWN, b"/", b"z"] {
                    line.type_bytes(key);
                    line.settle();
                }
                if n == 0 {
                    self.alone_mb = pss_mb(line.pid());
                }
                line
            })
            .collect();
        self.together_mb = lines.iter().map(|line| pss_mb(line.pid())).sum();
    }
}

fn print(out: &mut impl Write, sites: &[Site; 2], figures: &[Figures; 2]) -> std::io::Result<()> {
    let [a, b] = figures;
    writeln!(out, "80x24, seed 1\n{:44}{:>12}{:>12}{:>9}", "residents", sites[0].size, sites[1].size, "ratio")?;
    let rows = [
        ("start to the last byte, ms (min)", least(&a.start), least(&b.start)),
        ("the same, processor ms (min)", least(&a.start_cpu), least(&b.start_cpu)),
        ("search, key to last byte, ms (median)", at(&a.typed, 50), at(&b.typed, 50)),
        ("search, key to last byte, ms (p99)", at(&a.typed, 99), at(&b.typed, 99)),
        ("search, store alone, ms (median)", at(&a.asked, 50), at(&b.asked, 50)),
        ("search, store alone, ms (p99)", at(&a.asked, 99), at(&b.asked, 99)),
        ("search, store alone, first of all, ms", a.first, b.first),
        ("page turn at the front, ms (median)", at(&a.front, 50), at(&b.front, 50)),
        ("page turn at the back, ms (median)", at(&a.back, 50), at(&b.back, 50)),
        ("page turn at the back, ms (p99)", at(&a.back, 99), at(&b.back, 99)),
        ("one session, PSS MB", a.alone_mb, b.alone_mb),
        ("ten sessions together, PSS MB each", a.together_mb / SESSIONS as f64, b.together_mb / SESSIONS as f64),
        ("file, MB", a.file_mb, b.file_mb),
        ("bytes of the file a resident", a.bytes_each, b.bytes_each),
    ];
    for (what, a, b) in rows {
        writeln!(out, "{what:44}{a:>12.3}{b:>12.3}{:>9.2}", b / a)?;
    }
    for site in sites {
        if let Some((wall, cpu)) = site.filled {
            writeln!(out, "demo-data --size {}: {wall:.1} s, {cpu:.1} s of processor", site.size)?;
        }
    }
    Ok(())
}

fn ask(store: &Store, find: &str) -> Vec<(String, residents::Resident)> {
    let page = residents::Page { find: find.into(), ..Default::default() };
    let answer = store.ask(&Query::Residents(residents::Query::Page(page)), Moment(0)).unwrap();
    let Answer::Residents(residents::Answer::Page(rows)) = answer else { panic!("a page") };
    rows
}

/// One to four letters, or Hanzi, of names from all over the list.
fn words(store: &Store, count: usize) -> Vec<String> {
    let mut rng = fastrand::Rng::with_seed(11);
    let letters = "abcdefghjklmnopqrstwxyz".chars().collect::<Vec<_>>();
    let mut pick = |of: &[char]| of[rng.usize(..of.len())];
    let mut found = Vec::new();
    while found.len() < count {
        let initials: String = [pick(&letters), pick(&letters)].iter().collect();
        let Some((_, card)) = ask(store, &initials).pop() else { continue };
        let length = found.len() % 4 + 1;
        let hanzi: String = card.name.chars().take(length).collect();
        let full = desk::text::pinyin::full(&card.name).first().cloned().unwrap_or_default();
        let short = desk::text::pinyin::initials(&card.name).first().cloned().unwrap_or_default();
        let word =
            [hanzi, short.chars().take(length).collect(), full.chars().take(length).collect()][found.len() / 4 % 3].clone();
        found.push(word);
    }
    found
}

/// Milliseconds from the key to the last byte of its answer.
fn press(line: &mut Line, key: &[u8]) -> f64 {
    let before = line.bytes().len();
    let pressed = Instant::now();
    line.type_bytes(key);
    last_byte(line, before, pressed)
}

/// Milliseconds from `since` to the byte after which nothing more came.
fn last_byte(line: &Line, before: usize, since: Instant) -> f64 {
    let (mut seen, mut last) = (before, since);
    let patience = Duration::from_secs(1);
    while (seen == before && since.elapsed() < patience) || (seen > before && last.elapsed() < QUIET) {
        let now = line.bytes().len();
        if now != seen {
            (seen, last) = (now, Instant::now());
        }
        std::thread::sleep(Duration::from_micros(50));
    }
    ms(last - since)
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

fn least(numbers: &[f64]) -> f64 {
    numbers.iter().copied().fold(f64::INFINITY, f64::min)
}

/// The number below which `percent` of all lie.
fn at(numbers: &[f64], percent: usize) -> f64 {
    let mut sorted = numbers.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted[(sorted.len() * percent / 100).min(sorted.len() - 1)]
}

/// Processor time of all threads so far.
fn processor_ms(pid: i32) -> f64 {
    let tasks = std::fs::read_dir(format!("/proc/{pid}/task")).unwrap();
    let spent = |task: std::fs::DirEntry| {
        let text = std::fs::read_to_string(task.path().join("schedstat")).unwrap_or_default();
        text.split(' ').next().and_then(|n| n.parse::<f64>().ok()).unwrap_or(0.0)
    };
    tasks.flatten().map(spent).sum::<f64>() / 1e6
}

/// Processor seconds of the children that have ended (fields 16 and 17 of `stat`, in ticks of 10 ms).
fn children_seconds() -> f64 {
    let text = std::fs::read_to_string("/proc/self/stat").unwrap();
    let after = text.rsplit_once(')').unwrap().1;
    after.split_whitespace().skip(13).take(2).map(|n| n.parse::<f64>().unwrap()).sum::<f64>() / 100.0
}

/// Memory of a process, what it shares divided among those who share it.
fn pss_mb(pid: i32) -> f64 {
    let text = std::fs::read_to_string(format!("/proc/{pid}/smaps_rollup")).unwrap();
    let line = text.lines().find(|line| line.starts_with("Pss:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<f64>().unwrap() / 1024.0
}
