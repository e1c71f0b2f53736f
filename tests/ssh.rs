//! The real program behind a real sshd (SAFETY.md 4.2 and the rows of 4.3 that need no account of their own).
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]
#![allow(clippy::print_stdout, reason = "says what it skips and counts")]

#[path = "support/line.rs"]
#[allow(dead_code, reason = "shared with tests/pty.rs")]
mod line;
#[path = "support/site.rs"]
mod site;
#[path = "support/sshd.rs"]
mod sshd;

use line::Line;
use site::Site;
use sshd::Server;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::process::Output;
use std::time::{Duration, Instant};

const ONLY_SESSION: &str = "此密钥只能打开服务台";
const ONLY_FILES: &str = "此密钥只能执行";

struct Office {
    site: Site,
    server: Server,
    /// A line with options, a bare line, a key that carries files for HUB, a key without a name.
    c01: PathBuf,
    c02: PathBuf,
    hub: PathBuf,
    stranger: PathBuf,
}

impl Office {
    fn open() -> Option<Office> {
        if let Some(why) = sshd::missing() {
            println!("{why}");
            return None;
        }
        let site = Site::make();
        let server = Server::start(&site);
        let c01 = server.key("c01", "restrict,pty,command=\"/bin/sh\"");
        let (c02, hub, stranger) = (server.key("c02", ""), server.key("hub", "restrict"), server.key("stranger", ""));
        for (name, key, transfer) in [("c01", &c01, None), ("c02", &c02, None), ("HUB", &hub, Some("HUB"))] {
            let file = key.with_extension("pub");
            let mut words = vec!["clerk", "add", name, "--key", file.to_str().unwrap()];
            words.extend(transfer.iter().flat_map(|to| ["--transfer", to]));
            let done = site.call(&words);
            assert!(done.status.success(), "{done:?}");
        }
        Some(Office { site, server, c01, c02, hub, stranger })
    }

    fn session(&self, key: &Path, options: &[&str]) -> Line {
        let line = self.server.session(key, options, self.server.port);
        line.until("F9");
        line
    }
}

fn words(done: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&done.stdout), String::from_utf8_lossy(&done.stderr))
}

fn leave(mut line: Line) {
    line.type_bytes(b"\x11");
    line.ended();
}

/// Rows 1 and 16 of the table, and what the line carries: at a first login with the probe's answer, then remembered.
#[test]
fn a_login_is_the_program_in_the_name_of_the_key() {
    let Some(office) = Office::open() else { return };
    for (name, key) in [("c01", &office.c01), ("c02", &office.c02)] {
        let mut line = office.session(key, &[]);
        line.until("\x1b[6n");
        line.type_bytes(b"\x1b[24;5R\x1b[24;2R");
        line.settle();
        let first = line.bytes().len();
        line.type_bytes(b"\x1bOQ");
        line.settle();
        line.type_bytes(b"0");
        line.until("号段");
        line.type_bytes(b"\x13");
        line.until("取号 A00");
        leave(line);
        let line = office.session(key, &[]);
        line.settle();
        let again = line.bytes().len();
        assert!(!line::contains(&line.bytes(), b"\x1b[6n"), "what the terminal said is remembered");
        leave(line);
        println!("{name}: first login {first} bytes, remembered terminal {again} bytes");
        assert!(first <= 8_000 && again <= 5_000, "{first} {again}");
    }
    let store = office.site.store();
    let journal = office.site.show(&store, "journal", &[("rows", "5")]);
    let drawn = journal.as_array().unwrap().iter().filter(|e| e["cmd"] == "ticket.draw");
    assert_eq!(drawn.map(|e| e["clerk"].as_str().unwrap()).collect::<Vec<_>>(), ["c02", "c01"], "two keys, two names");
}

/// Rows 2 to 10, 12, 14 and 19: no shell, no file, no way into the office's network.
#[test]
fn nothing_else_comes_through_the_door() {
    let Some(office) = Office::open() else { return };
    let (server, key) = (&office.server, &office.c02);
    for (row, options, asked) in [
        ("2", &[][..], &["sh -c id"][..]),
        ("3", &["-tt"], &["bash", "-l"]),
        ("19", &[], &["true\nid"]),
        ("a clerk's key and a file", &[], &["bundle status"]),
    ] {
        let done = server.ssh(key, options, asked);
        assert_eq!(done.status.code(), Some(1), "row {row}: {done:?}");
        assert!(words(&done).contains(ONLY_SESSION) && !words(&done).contains("uid="), "row {row}: {done:?}");
    }
    assert!(words(&server.ssh(key, &["-T"], &[])).contains("ssh -t"), "a session takes a terminal");
    let planted = server.path("planted");
    std::fs::write(&planted, "x").unwrap();
    let (from, to) = (planted.to_str().unwrap().to_owned(), server.path("arrived"));
    let target = format!("{{host}}:{}", to.display());
    for (row, program, asked) in
        [("4", "sftp", &["-b", &from, "{host}"][..]), ("5", "scp", &[&from, &target]), ("6", "scp", &["-O", &from, &target])]
    {
        let done = server.other(program, key, asked);
        assert!(!done.status.success() && !to.exists(), "row {row}: {done:?}");
    }
    let port = server.port.to_string();
    let (tcp, socket) = (free_port(), server.path("socket"));
    assert!(!server.ssh(key, &["-W", &format!("127.0.0.1:{port}")], &[]).status.success(), "row 7");
    let mut going = server.going(key, &["-N", "-L", &format!("{tcp}:127.0.0.1:{port}")]);
    assert_eq!(heard(|| TcpStream::connect(("127.0.0.1", tcp)).ok()), 0, "row 8");
    let _ = (going.kill(), going.wait());
    let back = format!("{}:127.0.0.1:{port}", free_port());
    let done = server.ssh(key, &["-N", "-o", "ExitOnForwardFailure=yes", "-R", &back], &[]);
    assert!(!done.status.success(), "row 9: {done:?}");
    let mut going = server.going(key, &["-N", "-L", &format!("{}:127.0.0.1:{port}", socket.display())]);
    assert_eq!(heard(|| UnixStream::connect(&socket).ok()), 0, "row 10");
    let _ = (going.kill(), going.wait());
    assert!(!server.ssh(key, &["-N", "-w", "any", "-o", "ExitOnForwardFailure=yes"], &[]).status.success(), "row 12");
    let by_word = ["-o", "PubkeyAuthentication=no", "-o", "PreferredAuthentications=password,keyboard-interactive"];
    assert_eq!(server.ssh(key, &by_word, &[]).status.code(), Some(255), "row 14");
    let done = server.ssh(&office.stranger, &[], &[]);
    assert!(done.status.code() == Some(1) && words(&done).contains("SHA256:"), "a key without a name: {done:?}");
}

fn free_port() -> u16 {
    std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// How many bytes come through a forwarding once it can be entered.
fn heard<S: Read + Write>(enter: impl Fn() -> Option<S>) -> usize {
    let start = Instant::now();
    let mut stream = loop {
        match enter() {
            Some(stream) => break stream,
            None if start.elapsed() > Duration::from_secs(20) => return 0,
            None => std::thread::sleep(Duration::from_millis(20)),
        }
    };
    let _ = stream.write_all(b"SSH-2.0-nobody\r\n");
    let mut all = Vec::new();
    let _ = stream.read_to_end(&mut all);
    all.len()
}

/// Rows 11, 13, 15, 17 and 18: what a session brings along, and what hangs on it.
#[test]
fn a_session_brings_nothing_along_and_no_second_one_with_it() {
    let Some(office) = Office::open() else { return };
    let (server, control) = (&office.server, office.server.path("control"));
    let control = format!("ControlPath={}", control.display());
    let line = office
        .session(&office.c02, &["-A", "-X", "-o", "SetEnv=LD_PRELOAD=/tmp/evil.so", "-o", "ControlMaster=yes", "-o", &control]);
    let pids = server.desks(&office.site);
    assert!(!pids.is_empty());
    for pid in pids {
        // Only root may look: the program does not let itself be read.
        let Ok(environment) = std::fs::read(format!("/proc/{pid}/environ")) else { continue };
        let names: Vec<String> = environment
            .split(|b| *b == 0)
            .map(|pair| String::from_utf8_lossy(pair).split('=').next().unwrap().to_owned())
            .collect();
        assert!(names.iter().any(|n| n == "SSH_USER_AUTH"), "{names:?}");
        for brought in ["SSH_AUTH_SOCK", "DISPLAY", "LD_PRELOAD"] {
            assert!(!names.iter().any(|n| n == brought), "{brought} came along: {names:?}");
        }
        let limits = std::fs::read_to_string(format!("/proc/{pid}/limits")).unwrap();
        assert!(limits.lines().any(|l| l.starts_with("Max core file size") && l.contains(" 0 ")), "{limits}");
    }
    // Refused over the connection that is held; the client must not fall back to one of its own.
    let second = server.ssh(&office.c02, &["-tt", "-o", &control, "-o", "ProxyCommand=false"], &[]);
    assert_eq!(second.status.code(), Some(255), "row 17: {second:?}");
    leave(line);
    // Row 18: a connection without a session is closed by the server; here it only has to end.
    let version = std::process::Command::new("ssh").arg("-V").output().unwrap().stderr;
    if String::from_utf8_lossy(&version).split(['_', '.']).nth(1).and_then(|n| n.parse::<u32>().ok()).is_some_and(|n| n >= 9) {
        assert!(!server.ssh(&office.c02, &["-N"], &[]).status.success(), "row 18");
    }
}

/// A key that carries files carries those of its site, and nothing more.
#[test]
fn a_transfer_key_does_its_three_errands() {
    let Some(office) = Office::open() else { return };
    let server = &office.server;
    for asked in ["bundle write QTY", "bundle write HUB --full", "bundle status\nid", "bundle  status", "sh", ""] {
        let asked = if asked.is_empty() { vec![] } else { vec![asked] };
        let done = server.ssh(&office.hub, &[], &asked);
        assert!(done.status.code() == Some(1) && words(&done).contains(ONLY_FILES), "{asked:?}: {done:?}");
    }
    let status = server.ssh(&office.hub, &[], &["bundle status"]);
    assert!(status.status.success(), "{status:?}");
    let rubbish = server.path("rubbish");
    std::fs::write(&rubbish, "no bundle").unwrap();
    let read = server.ssh_with(&office.hub, "bundle read", &rubbish);
    assert!(read.status.code() == Some(3) && words(&read).contains("E-"), "{read:?}");
    let fetched = server.ssh(&office.hub, &[], &["bundle write HUB"]);
    let file = server.path("fetched.qtb");
    std::fs::write(&file, &fetched.stdout).unwrap();
    if fetched.status.success() {
        let looked = office.site.call(&["bundle", "inspect", file.to_str().unwrap()]);
        assert!(looked.status.success(), "{looked:?}");
    } else {
        // A site whose hub is not enrolled yet writes no file, and says so where it cannot be taken for one.
        assert!(fetched.stdout.is_empty() && words(&fetched).contains("E-"), "{fetched:?}");
    }
}

/// R20 over a real line: the client is killed in a form; the program goes, the lock is free, the draft is kept.
#[test]
fn a_cut_connection_leaves_no_process_no_lock_and_the_draft() {
    let Some(office) = Office::open() else { return };
    let mut line = office.session(&office.c01, &[]);
    line.until("\x1b[6n");
    line.settle();
    for key in [&b"\x1b"[..], b"5", b"n"] {
        line.type_bytes(key);
        line.settle();
    }
    line.until("登记居民");
    line.type_bytes("李秀英".as_bytes());
    line.until("李秀英");
    line.signal(rustix::process::Signal::KILL);
    line.ended();
    let start = Instant::now();
    while !office.server.desks(&office.site).is_empty() {
        assert!(start.elapsed() < Duration::from_secs(20), "still there");
        std::thread::sleep(Duration::from_millis(2));
    }
    println!("gone {} ms after the client was killed", start.elapsed().as_millis());
    office.site.sound();
    let drafts = office.site.store().drafts("c01").unwrap();
    assert!(drafts.iter().any(|d| d.body.contains("李秀英")), "{drafts:?}");
}
