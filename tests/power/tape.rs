//! What a program did to its folders, taken down by strace, and what a disk may show of it if the power goes at any
//! moment.
//!
//! The disk promises no more than POSIX does: what was synced is there; of what was not, any part, in any order, torn at
//! 512 bytes. Names (made, renamed, removed) come to the disk in their order, at the latest when their folder is synced.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const CALLS: &str = "openat,creat,pwrite64,write,writev,pwritev,pwritev2,copy_file_range,sendfile,ftruncate,fallocate,fsync,\
fdatasync,rename,renameat,renameat2,unlink,unlinkat,link,linkat,mkdir,mkdirat,lseek,sync_file_range";
const SECTOR: usize = 512;

/// One thing done to a file or folder below those that are watched.
#[derive(Debug, Clone)]
pub enum Act {
    Make(PathBuf),
    Write {
        path: PathBuf,
        at: Option<usize>,
        bytes: Vec<u8>,
    },
    Cut {
        path: PathBuf,
        length: usize,
    },
    Sync(PathBuf),
    Rename(PathBuf, PathBuf),
    Remove(PathBuf),
    /// The program said that it is done.
    Told,
}

/// All that a program did, in order.
pub struct Tape(pub Vec<Act>);

impl Tape {
    /// Runs a program to its end; `None` where there is no strace.
    pub fn record(program: &str, words: &[String], below: &[&Path], scratch: &Path) -> Option<Tape> {
        let log = scratch.join("strace");
        std::fs::create_dir_all(&log).unwrap();
        let mut call = Command::new("strace");
        call.args(["-ff", "-ttt", "-y", "-xx", "-s", "1000000", "-e", &format!("trace={CALLS}"), "-o"]).arg(log.join("t"));
        call.arg(program).args(words).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let out = call.output().ok()?;
        assert!(out.status.success(), "{words:?}: {}", String::from_utf8_lossy(&out.stderr));
        let mut lines = Vec::new();
        for file in std::fs::read_dir(&log).unwrap() {
            let text = std::fs::read_to_string(file.unwrap().path()).unwrap();
            lines.extend(text.lines().map(str::to_owned));
        }
        // Each thread has a file of its own; all begin with the moment.
        lines.sort_by(|a, b| a.split(' ').next().cmp(&b.split(' ').next()));
        std::fs::remove_dir_all(&log).unwrap();
        let acts = lines.iter().filter_map(|line| act(line.split_once(' ')?.1, below)).collect();
        Some(Tape(acts))
    }

    /// The number of the act at which the program said that it is done.
    pub fn told(&self) -> usize {
        self.0.iter().position(|act| matches!(act, Act::Told)).unwrap()
    }
}

/// `"\x41\x42"` or `<\x41\x42>` as bytes: strace's own way with `-xx`.
fn plain(text: &str) -> Vec<u8> {
    let hex = |pair: &str| u8::from_str_radix(pair, 16).unwrap();
    text.split("\\x").skip(1).map(|part| hex(&part[..2])).collect()
}

fn path(text: &str) -> PathBuf {
    PathBuf::from(String::from_utf8(plain(text)).unwrap())
}

/// The strings of a line, in order.
fn strings(line: &str) -> Vec<&str> {
    line.split('"').skip(1).step_by(2).collect()
}

/// One line of strace as what it did; `None` if it changed nothing below the watched folders.
fn act(line: &str, below: &[&Path]) -> Option<Act> {
    let (name, rest) = line.split_once('(')?;
    let (args, result) = rest.rsplit_once(" = ")?;
    if result.starts_with('-') || result.starts_with('?') {
        return None;
    }
    let of = |text: &str| text.split_once('<').and_then(|(_, t)| t.split_once('>')).map(|(t, _)| path(t));
    let watched = |p: &PathBuf| below.iter().any(|b| p.starts_with(b)) && !p.to_string_lossy().ends_with("-shm");
    let number = |text: &str| text.trim().trim_end_matches(')').parse::<usize>().unwrap();
    let last = |args: &str| number(args.rsplit(',').next().unwrap());
    if matches!(name, "write" | "writev") && args.starts_with("1<") {
        return Some(Act::Told);
    }
    match name {
        "openat" | "creat" => {
            let opened = of(result).filter(watched)?;
            let changes = args.contains("O_CREAT") || args.contains("O_TRUNC") || name == "creat";
            changes.then_some(if args.contains("O_TRUNC") { Act::Cut { path: opened, length: 0 } } else { Act::Make(opened) })
        }
        "pwrite64" | "write" => {
            let file = of(args).filter(watched)?;
            let bytes = plain(strings(args)[0]);
            assert_eq!(bytes.len(), number(result), "written whole");
            Some(Act::Write { path: file, at: (name == "pwrite64").then(|| last(args)), bytes })
        }
        "ftruncate" => Some(Act::Cut { path: of(args).filter(watched)?, length: last(args) }),
        "fsync" | "fdatasync" => Some(Act::Sync(of(args).filter(watched)?)),
        "rename" | "renameat" | "renameat2" => {
            let both = strings(args);
            Some(Act::Rename(Some(path(both[0])).filter(watched)?, path(both[1])))
        }
        "unlink" | "unlinkat" => Some(Act::Remove(Some(path(strings(args)[0])).filter(watched)?)),
        // The folders are there before.
        "mkdir" | "mkdirat" => None,
        "lseek" => {
            assert!(of(args).filter(watched).is_none() || number(result) == 0 || line.contains("SEEK_END"), "{line:.200}");
            None
        }
        _ => {
            assert!(of(args).filter(watched).is_none(), "not understood: {line:.200}");
            None
        }
    }
}

/// How the machine stops.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stop {
    /// The program alone: all it did before is there.
    Kill,
    /// The power: only what was synced is sure.
    Power,
    /// For trying this harness: a disk that does not sync.
    Liar,
}

#[derive(Debug, Clone, Default)]
struct Content {
    synced: Vec<u8>,
    loose: Vec<Act>,
    /// Where the next `write` goes.
    end: usize,
}

/// A disk while a tape is played on it.
#[derive(Default)]
struct Disk {
    files: Vec<Content>,
    names: BTreeMap<PathBuf, usize>,
    /// The names as they are on the disk, and what has been done to names since.
    sure: BTreeMap<PathBuf, usize>,
    since: Vec<(Act, usize)>,
}

fn apply(bytes: &mut Vec<u8>, act: &Act) {
    match act {
        Act::Write { at: Some(at), bytes: new, .. } => {
            if bytes.len() < at + new.len() {
                bytes.resize(at + new.len(), 0);
            }
            bytes[*at..at + new.len()].copy_from_slice(new);
        }
        Act::Cut { length, .. } => bytes.resize(*length, 0),
        _ => {}
    }
}

impl Disk {
    fn of(&mut self, path: &Path) -> usize {
        if let Some(n) = self.names.get(path) {
            return *n;
        }
        self.files.push(Content::default());
        self.names.insert(path.to_owned(), self.files.len() - 1);
        self.files.len() - 1
    }

    fn play(&mut self, act: &Act, lies: bool) {
        match act {
            Act::Make(path) if self.names.contains_key(path) => {}
            Act::Make(path) => {
                let n = self.of(path);
                self.since.push((act.clone(), n));
            }
            Act::Cut { path, .. } => {
                let new = !self.names.contains_key(path);
                let n = self.of(path);
                if new {
                    self.since.push((Act::Make(path.clone()), n));
                }
                self.files[n].loose.push(act.clone());
                self.files[n].end = 0;
            }
            Act::Write { path, at, bytes } => {
                let n = self.of(path);
                let at = at.unwrap_or(self.files[n].end);
                self.files[n].end = at + bytes.len();
                self.files[n].loose.push(Act::Write { path: path.clone(), at: Some(at), bytes: bytes.clone() });
            }
            Act::Sync(_) if lies => {}
            Act::Sync(path) => match self.names.get(path).copied() {
                Some(n) => {
                    let file = &mut self.files[n];
                    for act in std::mem::take(&mut file.loose) {
                        apply(&mut file.synced, &act);
                    }
                }
                // A folder.
                None => {
                    self.sure.clone_from(&self.names);
                    self.since.clear();
                }
            },
            Act::Rename(from, to) => {
                let n = self.of(from);
                self.names.remove(from);
                self.names.insert(to.clone(), n);
                self.since.push((act.clone(), n));
            }
            Act::Remove(path) => {
                self.names.remove(path);
                self.since.push((act.clone(), 0));
            }
            Act::Told => {}
        }
    }

    /// The names that a stop leaves: those that are sure, and of what was done since a part from its beginning.
    fn left(&self, stop: Stop, dice: &mut fastrand::Rng) -> BTreeMap<PathBuf, usize> {
        if stop == Stop::Kill {
            return self.names.clone();
        }
        let mut names = self.sure.clone();
        for (act, n) in &self.since[..dice.usize(..=self.since.len())] {
            match act {
                Act::Make(path) => drop(names.insert(path.clone(), *n)),
                Act::Rename(from, to) => {
                    if let Some(n) = names.remove(from) {
                        names.insert(to.clone(), n);
                    }
                }
                Act::Remove(path) => drop(names.remove(path)),
                _ => {}
            }
        }
        names
    }

    fn content(&self, n: usize, stop: Stop, dice: &mut fastrand::Rng) -> Vec<u8> {
        let file = &self.files[n];
        let mut bytes = file.synced.clone();
        // A disk that is fast keeps most, one that is slow next to nothing.
        let kept = dice.u32(..=100);
        for act in &file.loose {
            if stop == Stop::Kill || dice.u32(..100) < kept {
                apply(&mut bytes, act);
            } else if let Act::Write { path, at: Some(at), bytes: new } = act {
                for (nth, sector) in new.chunks(SECTOR).enumerate().filter(|_| dice.u32(..100) < kept) {
                    let at = Some(at + nth * SECTOR);
                    apply(&mut bytes, &Act::Write { path: path.clone(), at, bytes: sector.to_vec() });
                }
            }
        }
        bytes
    }
}

/// Plays the first `acts` of a tape onto folders as they were before and stops the machine; writes what is left.
/// `from`, `to`: the watched folders, and where their copies go.
pub fn play(tape: &Tape, acts: usize, stop: Stop, folders: &[(&Path, &Path)], before: &Path, dice: &mut fastrand::Rng) {
    let mut disk = Disk::default();
    for (watched, _) in folders {
        let kept = before.join(watched.file_name().unwrap());
        for entry in std::fs::read_dir(&kept).into_iter().flatten() {
            let entry = entry.unwrap();
            let n = disk.of(&watched.join(entry.file_name()));
            disk.files[n].synced = std::fs::read(entry.path()).unwrap();
        }
    }
    disk.sure.clone_from(&disk.names);
    for act in &tape.0[..acts] {
        disk.play(act, stop == Stop::Liar);
    }
    let names = disk.left(stop, dice);
    for (watched, copy) in folders {
        let _ = std::fs::remove_dir_all(copy);
        std::fs::create_dir_all(copy).unwrap();
        std::fs::set_permissions(copy, std::os::unix::fs::PermissionsExt::from_mode(0o700)).unwrap();
        for (path, n) in names.iter().filter(|(path, _)| path.parent() == Some(watched)) {
            let to = copy.join(path.file_name().unwrap());
            std::fs::write(&to, disk.content(*n, stop, dice)).unwrap();
            std::fs::set_permissions(&to, std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
        }
    }
}
