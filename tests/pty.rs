//! The program in a real pseudo-terminal: what it leaves behind, and that it leaves at all.
//!
//! Here runs a small program made of the terminal layer alone (this test binary starts itself as one), which can be
//! told to panic or to be deaf; `pty/desk.rs` runs the real one.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "support/line.rs"]
#[allow(dead_code, reason = "shared with the benches")]
mod line;
#[path = "pty/desk.rs"]
mod real;

use desk::runtime::backend::WireBackend;
use desk::runtime::guard::{self, Guard};
use desk::runtime::input::{Input, Keyboard};
use desk::runtime::signals::Watch;
use line::{Line, contains};
use portable_pty::CommandBuilder;
use ratatui::{Terminal, layout::Size};
use rstest::rstest;
use rustix::process::Signal;
use std::sync::mpsc;
use std::time::Duration;

const GIVEN_BACK: &[u8] = b"\x1b[?2004l\x1b[m\x1b[?25h\x1b[?1049l";

/// The small program; a plain test run passes by it.
#[test]
fn small_program() {
    let Ok(manner) = std::env::var("DESK_SMALL_PROGRAM") else { return };
    if manner == "abort" {
        // As the release profile ends (panic = "abort"): the hooks run, nothing is unwound, nothing dropped.
        let tell = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            tell(info);
            std::process::abort();
        }));
    }
    let _guard = Guard::take().unwrap();
    let (send, arrived) = mpsc::channel();
    let keys = send.clone();
    let watch = Watch::start(move |input| send.send(input).is_ok()).unwrap();
    let keyboard = Keyboard::start(move |input| keys.send(input).is_ok()).unwrap();
    keyboard.echo(manner == "field");
    let (columns, rows) = guard::window_size();
    let mut terminal = Terminal::new(WireBackend::new(Size::new(columns, rows))).unwrap();
    let mut said = String::from("ready");
    for count in 0.. {
        terminal.draw(|frame| frame.render_widget(format!("{count} {said} 好"), frame.area())).unwrap();
        if terminal.backend_mut().flush_frame(&mut guard::Line).is_err() {
            std::process::exit(3);
        }
        let Ok(input) = arrived.recv() else { break };
        match &input {
            Input::Hangup(_) if manner == "deaf" => std::thread::sleep(Duration::from_secs(60)),
            Input::Hangup(why) => {
                watch.answer();
                guard::restore();
                std::process::exit(why.code());
            }
            Input::Key(key) if key.text() == Some('q') => break,
            Input::Key(key) if key.text() == Some('p') => panic!("as asked"),
            Input::Resize(columns, rows) => terminal.backend_mut().set_size(Size::new(*columns, *rows)),
            _ => {}
        }
        said = format!("{input:?}").replace("alt: false, ", "").replace("shift: false ", "");
    }
    drop(_guard);
    std::process::exit(0);
}

fn start(manner: &str) -> Line {
    start_as(manner, &[])
}

fn start_as(manner: &str, wrapper: &[&str]) -> Line {
    let program = std::env::current_exe().unwrap();
    let mut argv: Vec<std::ffi::OsString> = wrapper.iter().map(Into::into).collect();
    argv.push(program.into());
    argv.extend(["--exact", "small_program", "--nocapture", "--test-threads=1"].map(Into::into));
    let mut command = CommandBuilder::from_argv(argv);
    command.env("DESK_SMALL_PROGRAM", manner);
    command.env("RUST_BACKTRACE", "0");
    command.env_remove("SSH_CONNECTION");
    let line = Line::run(command);
    line.until("ready");
    assert!(!line.is_cooked());
    line
}

#[rstest]
#[case::term(Signal::TERM, 143)]
#[case::hup(Signal::HUP, 129)]
#[case::int(Signal::INT, 130)]
#[case::quit(Signal::QUIT, 131)]
fn a_signal_on_a_live_line_gives_the_terminal_back(
    #[case] signal: Signal,
    #[case] code: u32,
    #[values("list", "deaf")] manner: &str,
) {
    let mut line = start(manner);
    line.signal(signal);
    assert_eq!(line.ended().0, code);
    assert!(line.is_cooked());
    line.until("\x1b[?1049l");
    assert!(contains(&line.bytes(), GIVEN_BACK));
}

#[test]
fn quitting_and_panicking_give_the_terminal_back() {
    for (key, code) in [(b"q", 0), (b"p", 101)] {
        let mut line = start("list");
        line.type_bytes(key);
        assert_eq!(line.ended().0, code);
        assert!(line.is_cooked());
        line.until("\x1b[?1049l");
        let bytes = line.bytes();
        let once = bytes.windows(GIVEN_BACK.len()).filter(|w| *w == GIVEN_BACK).count();
        assert_eq!(once, 1);
        assert_eq!(contains(&bytes, b"as asked"), code == 101, "the panic speaks after the terminal is back");
    }
}

/// The release profile aborts: the hook alone gives the terminal back..
#[test]
fn a_panic_that_aborts_gives_the_terminal_back() {
    let mut line = start("abort");
    line.type_bytes(b"p");
    assert_ne!(line.ended().0, 0);
    assert!(line.is_cooked());
    line.until("\x1b[?1049l");
    let bytes = line.bytes();
    assert_eq!(bytes.windows(GIVEN_BACK.len()).filter(|w| *w == GIVEN_BACK).count(), 1);
    assert!(contains(&bytes, b"as asked"), "the panic speaks after the terminal is back");
}

/// No time is asserted beyond "it ends": a spinning or sleeping process would stay for ever.
#[rstest]
fn a_dropped_line_ends_the_program(#[values("list", "deaf")] manner: &str, #[values(false, true)] hup_ignored: bool) {
    let wrapper: &[&str] = if hup_ignored { &["/bin/sh", "-c", "trap '' HUP; exec \"$0\" \"$@\""] } else { &[] };
    let mut line = start_as(manner, wrapper);
    line.hang_up();
    let (code, took) = line.ended();
    println!("gone {} ms after the hang-up ({manner}, SIGHUP ignored: {hup_ignored})", took.as_millis());
    assert_eq!(code, 129);
    assert!(!contains(&line.bytes(), b"\x1b[?1049l"), "nothing is written to a dead line");
}

#[test]
fn torn_keys_scans_pastes_and_sizes_arrive_as_what_they_were() {
    let mut line = start("list");
    line.type_bytes(b"\x1b");
    std::thread::sleep(Duration::from_millis(15));
    line.type_bytes(b"[A");
    line.until("code: Up");
    line.type_bytes("QLQ0418\r".as_bytes());
    line.until("Scan(\"QLQ0418\")");
    line.type_bytes("\x1b[200~张 明\x1b[201~".as_bytes());
    line.until("Paste(\"张 明\")");
    line.type_bytes(b"\x1b");
    line.until("code: Esc");
    line.resize(30, 100);
    line.until("Resize(100, 30)");
    line.type_bytes(b"q");
    assert_eq!(line.ended().0, 0);
}

#[test]
fn an_idle_program_sends_nothing_and_sleeps() {
    let line = start("list");
    let before = line.bytes().len();
    let ticks = cpu_ticks(line.pid());
    std::thread::sleep(Duration::from_millis(700));
    assert_eq!(line.bytes().len(), before);
    assert!(cpu_ticks(line.pid()) - ticks <= 1, "an idle program does not run");
}

/// Processor time of a process so far, in ticks of 10 ms.
fn cpu_ticks(pid: i32) -> u64 {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap();
    let fields: Vec<&str> = stat.rsplit(") ").next().unwrap().split(' ').collect();
    fields[11].parse::<u64>().unwrap() + fields[12].parse::<u64>().unwrap()
}
