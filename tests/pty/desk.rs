//! The real binary: restored whatever ends it, gone when the line is, and nothing typed is lost.

use crate::GIVEN_BACK;
use crate::line::{Line, contains};
use portable_pty::{CommandBuilder, PtySize, native_pty_system};
use rstest::rstest;
use rustix::process::Signal;
use std::io::Read as _;
use std::path::Path;
use std::process::{Command, Output};
use std::time::{Duration, Instant};

const DESK: &str = env!("CARGO_BIN_EXE_desk");
/// An empty front page and its form key by key.
const TO_A_NEW_RESIDENT: [&[u8]; 3] = [b"\x1b", b"5", b"n"];

/// A folder with a site in it.
fn site() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let made = call(&["init", "--site", "青龙桥", "--code", "QLQ"], &data(folder.path()));
    assert!(made.status.success(), "{made:?}");
    folder
}

fn data(folder: &Path) -> String {
    folder.join("data").to_string_lossy().into_owned()
}

fn call(words: &[&str], data: &str) -> Output {
    Command::new(DESK).args(words).args(["--data", data, "--as", "wf"]).output().unwrap()
}

fn open(words: &[&str]) -> Line {
    open_in("xterm-256color", words)
}

fn open_in(term: &str, words: &[&str]) -> Line {
    let mut command = CommandBuilder::new(DESK);
    command.args(words);
    command.env("TERM", term);
    for name in ["SSH_CONNECTION", "NO_COLOR", "DESK_DATA", "DESK_CLERK"] {
        command.env_remove(name);
    }
    let line = Line::run(command);
    line.until("F9");
    assert!(!line.is_cooked());
    line
}

fn open_site(folder: &Path) -> Line {
    open(&["--data", &data(folder), "--as", "wf", "--skin", "ascii"])
}

/// Opens the form of a new resident and types a name into it.
fn begin_form(line: &mut Line, name: &str) {
    for key in TO_A_NEW_RESIDENT {
        line.type_bytes(key);
        line.settle();
    }
    line.until("登记居民");
    line.type_bytes(name.as_bytes());
    line.until(name);
}

#[test]
fn the_demo_quits_and_leaves_the_terminal_as_it_was() {
    let mut line = open(&["--demo", "--skin", "ascii"]);
    line.type_bytes(b"\x11");
    assert_eq!(line.ended().0, 0);
    assert!(line.is_cooked());
    line.until("\x1b[?1049l");
    let bytes = line.bytes();
    assert_eq!(bytes.windows(GIVEN_BACK.len()).filter(|w| *w == GIVEN_BACK).count(), 1);
}

#[rstest]
#[case::term(Signal::TERM, 143)]
#[case::hup(Signal::HUP, 129)]
#[case::int(Signal::INT, 130)]
fn a_signal_in_a_form_gives_the_terminal_back_and_keeps_the_draft(#[case] signal: Signal, #[case] code: u32) {
    let folder = site();
    let mut line = open_site(folder.path());
    begin_form(&mut line, "张晓明");
    line.signal(signal);
    assert_eq!(line.ended().0, code);
    assert!(line.is_cooked());
    line.until("\x1b[?1049l");
    offers_the_draft(folder.path(), "张晓明");
}

/// R20: gone, lock free, draft kept; with SIGHUP ignored too (`pty.rs` has the layer alone).
#[test]
fn a_line_that_drops_in_a_form_leaves_no_process_no_lock_and_the_draft() {
    let folder = site();
    let mut line = open_site(folder.path());
    begin_form(&mut line, "李秀英");
    line.hang_up();
    let (code, took) = line.ended();
    println!("gone {} ms after the line dropped", took.as_millis());
    assert_eq!(code, 129);
    assert!(!contains(&line.bytes(), b"\x1b[?1049l"), "nothing is written to a dead line");
    let sound = call(&["verify"], &data(folder.path()));
    assert!(sound.status.success(), "{sound:?}");
    offers_the_draft(folder.path(), "李秀英");
}

#[test]
fn killed_in_a_form_the_draft_is_offered_at_the_next_start() {
    let folder = site();
    let mut line = open_site(folder.path());
    begin_form(&mut line, "王建国");
    await_a_write(folder.path(), "王建国");
    line.signal(Signal::KILL);
    line.ended();
    offers_the_draft(folder.path(), "王建国");
}

/// One clerk at two windows keeps two drafts; a third start is offered neither while both are open, and what a window held
/// once it is gone.
#[test]
fn two_windows_of_a_clerk_keep_a_draft_each_and_only_what_nobody_holds_is_offered() {
    let folder = site();
    let (mut one, mut two) = (open_site(folder.path()), open_site(folder.path()));
    begin_form(&mut one, "王建国");
    begin_form(&mut two, "李秀英");
    await_a_write(folder.path(), "王建国");
    await_a_write(folder.path(), "李秀英");
    let third = open_site(folder.path());
    third.settle();
    assert!(!third.screen().contains("上次未保存"), "{}", third.screen());
    two.signal(Signal::KILL);
    two.ended();
    offers_the_draft(folder.path(), "李秀英");
    one.signal(Signal::KILL);
    one.ended();
    // Nobody holds either now: the newest first, then the other.
    let mut line = open_site(folder.path());
    line.until("上次未保存");
    line.type_bytes(b"d");
    line.settle();
    line.type_bytes(b"\r");
    line.until("王建国");
}

/// Whoever types for minutes without a pause loses less than a second of it.
#[test]
fn a_draft_is_written_while_somebody_types_without_a_pause() {
    let folder = site();
    let mut line = open_site(folder.path());
    begin_form(&mut line, "欧阳");
    let wal = folder.path().join("data/desk.sqlite3-wal");
    let start = Instant::now();
    while !std::fs::read(&wal).is_ok_and(|bytes| contains(&bytes, "欧阳".as_bytes())) {
        assert!(start.elapsed() < Duration::from_secs(20), "no draft was written while somebody typed");
        line.type_bytes("文".as_bytes());
        std::thread::sleep(Duration::from_millis(100));
    }
    line.signal(Signal::KILL);
    line.ended();
    offers_the_draft(folder.path(), "欧阳文");
}

/// The terminal that the desk writes to goes when it has been taken, before the first frame; what is typed comes from
/// another one, which stays: no signal says so, only the write that fails.
#[test]
fn a_line_gone_at_the_first_frame_ends_the_desk_as_a_hang_up() {
    let folder = site();
    let size = PtySize { rows: 24, cols: 80, pixel_width: 0, pixel_height: 0 };
    let shown = native_pty_system().openpty(size).unwrap();
    let (mut reader, path) = (shown.master.try_clone_reader().unwrap(), shown.master.tty_name().unwrap());
    let mut command = CommandBuilder::new("/bin/sh");
    let start = "exec \"$0\" \"$@\" > \"$SHOWN\"";
    command.args(["-c", start, DESK, "--data", &data(folder.path()), "--as", "wf", "--skin", "ascii"]);
    command.env("SHOWN", path);
    command.env("TERM", "xterm-256color");
    let mut line = Line::run(command);
    let mut taken = Vec::new();
    while !contains(&taken, b"\x1b[?25l") {
        let mut part = [0; 64];
        let count = reader.read(&mut part).unwrap();
        taken.extend_from_slice(&part[..count]);
    }
    drop((reader, shown));
    // Should the first frame have been quicker than this test, the next one finds the line gone: a letter is shown.
    line.type_bytes(b"z");
    assert_eq!(line.ended().0, 129);
    assert!(line.is_cooked());
    let said = String::from_utf8_lossy(&line.bytes()).replace('z', "");
    assert_eq!(said, "", "a line that is gone is no fault to tell");
}

fn offers_the_draft(folder: &Path, name: &str) {
    let mut line = open_site(folder);
    line.until("上次未保存");
    line.type_bytes(b"\r");
    line.until(name);
    assert!(line.screen().contains("登记居民"), "{}", line.screen());
}

/// Waits until the name stands in the database's log file: the draft has been written.
fn await_a_write(folder: &Path, name: &str) {
    let wal = folder.join("data/desk.sqlite3-wal");
    let start = Instant::now();
    while !std::fs::read(&wal).is_ok_and(|bytes| contains(&bytes, name.as_bytes())) {
        assert!(start.elapsed() < Duration::from_secs(20), "no draft was written");
        std::thread::sleep(Duration::from_millis(5));
    }
}

#[test]
fn an_idle_desk_sends_nothing() {
    let line = open(&["--demo", "--skin", "ascii", "--now", "2026-03-02T09:00"]);
    line.settle();
    let before = line.bytes().len();
    std::thread::sleep(Duration::from_millis(800));
    assert_eq!(line.bytes().len(), before);
}

/// Nobody wakes up: not a thread of it, in five seconds (a stated time has no minute that could begin).
#[test]
fn an_idle_desk_sleeps() {
    let folder = site();
    for keys in [&b""[..], b"\x1b5", b"\x1b5n"] {
        let mut line = open(&["--data", &data(folder.path()), "--as", "wf", "--skin", "ascii", "--now", "2026-03-02T09:00"]);
        for key in keys {
            line.type_bytes(&[*key]);
            line.settle();
        }
        // A draft is written 800 ms after the last key.
        std::thread::sleep(Duration::from_millis(1200));
        let before = woken(line.pid());
        std::thread::sleep(Duration::from_secs(5));
        assert_eq!(woken(line.pid()), before, "woke up in {:?}", String::from_utf8_lossy(keys));
    }
}

/// How often the threads of a process have gone to sleep of themselves.
fn woken(pid: i32) -> u64 {
    let tasks = std::fs::read_dir(format!("/proc/{pid}/task")).unwrap().flatten();
    let switches = |task: std::fs::DirEntry| {
        let text = std::fs::read_to_string(task.path().join("status")).unwrap_or_default();
        let line = text.lines().find_map(|line| line.strip_prefix("voluntary_ctxt_switches:").map(str::to_owned));
        line.and_then(|n| n.trim().parse::<u64>().ok()).unwrap_or(0)
    };
    tasks.map(switches).sum()
}

/// A bare PTY never answers the probe; the frame is there before, and keys typed meanwhile are kept.
#[test]
fn the_first_frame_waits_for_no_answer_and_no_key_is_lost() {
    let mut line = open(&["--demo", "--now", "2026-03-02T09:00"]);
    line.until("\x1b[6n");
    let bytes = line.bytes();
    let question = bytes.windows(4).position(|w| w == b"\x1b[6n").unwrap();
    assert!(contains(&bytes[..question], "F9".as_bytes()), "the first frame comes before the question");
    line.type_bytes("张三".as_bytes());
    line.until("> 张三");
}

/// What tmux shows, with its widths confirmed by the probe, is what an emulator shows that was never asked.
#[test]
fn tmux_shows_the_same_screen() {
    if Command::new("tmux").arg("-V").output().is_err() {
        println!("skipped: tmux is not installed");
        return;
    }
    let words = ["--demo", "--now", "2026-03-02T09:00", "--as", "wf"];
    let mut line = open(&[&words[..], &["--skin", "box"]].concat());
    let socket = format!("desk-{}", std::process::id());
    let tmux = |words: &[&str]| Command::new("tmux").args(["-L", &socket, "-f", "/dev/null"]).args(words).output().unwrap();
    let command = format!("env -u NO_COLOR -u SSH_CONNECTION {DESK} {}", words.join(" "));
    assert!(tmux(&["-u", "new-session", "-d", "-x", "80", "-y", "24", &command]).status.success());
    let shown = || String::from_utf8_lossy(&tmux(&["capture-pane", "-p"]).stdout).trim_end().to_owned();
    for (bytes, key) in
        [(&b"\x1b"[..], "Escape"), (b"5", "5"), (b"n", "n"), ("张三，".as_bytes(), "张三，"), (b"\t", "Tab"), (b"\x1b", "Escape")]
    {
        line.type_bytes(bytes);
        line.settle();
        tmux(&["send-keys", key]);
        let same = || lines(&shown()) == lines(&line.screen());
        let start = Instant::now();
        while !same() && start.elapsed() < Duration::from_secs(10) {
            std::thread::sleep(Duration::from_millis(20));
        }
        assert!(same(), "after {key}:\n{}\n---- tmux shows\n{}", line.screen(), shown());
    }
    tmux(&["kill-server"]);
}

fn lines(screen: &str) -> Vec<&str> {
    screen.trim_end().lines().map(str::trim_end).collect()
}

/// A terminal that decodes GBK answers with the width of six bytes: told in ASCII at once, and in GBK at the end.
#[test]
fn a_terminal_without_utf8_is_told_so_in_both_encodings() {
    let mut line = open(&["--demo", "--now", "2026-03-02T09:00"]);
    line.until("\x1b[6n");
    line.type_bytes(b"\x1b[24;7R\x1b[24;4R");
    line.until("does not use UTF-8");
    line.until("Help");
    line.type_bytes(b"\x11");
    assert_eq!(line.ended().0, 0);
    let (gbk, ..) = encoding_rs::GBK.encode("此终端没有使用 UTF-8 编码");
    line.until("again.\r\n");
    assert!(contains(&line.bytes(), &gbk));
}

#[test]
fn the_text_console_speaks_english_and_says_why() {
    let mut line = open_in("linux", &["--demo", "--now", "2026-03-02T09:00"]);
    line.until("The text console cannot show Chinese");
    line.type_bytes(b"\x11");
    assert_eq!(line.ended().0, 0);
    assert!(line.is_cooked());
}
