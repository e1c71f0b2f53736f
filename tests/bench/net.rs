//! A held arrow over a slow line: a real sshd, and between it and the client a relay that delays and paces.
//!
//! The relay lives in user space, so that neither root nor a kernel with netem is needed: each piece it reads waits half
//! the round trip and for its place on a line of so many bits a second, TCP's and IP's headers counted.

use crate::line::Line;
use crate::site::Site;
use crate::sshd::{Server, missing};
use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};

const ROUND_TRIP: Duration = Duration::from_millis(200);
const BITS: f64 = 64_000.0;
/// Headers of a packet of TCP over IP with time stamps.
const HEADERS: usize = 52;
const PACKET: usize = 1448;
const PRESSES: usize = 60;
const A_SECOND: u32 = 30;

/// Sixty presses of Down at thirty a second: how long after the last one the picture stands.
pub fn held_arrow(out: &mut impl Write) {
    if let Some(why) = missing() {
        writeln!(out, "held arrow: {why}").unwrap();
        return;
    }
    let site = Site::make();
    let done = site.call(&["demo-data", "--size", "2000"]);
    assert!(done.status.success(), "{done:?}");
    let server = Server::start(&site);
    let key = server.key("c01", "restrict,pty");
    let public = key.with_extension("pub");
    assert!(site.call(&["clerk", "add", "c01", "--key", public.to_str().unwrap()]).status.success());
    let mut lags: Vec<f64> = (0..3).map(|_| lag(&mut server.session(&key, &[], slow(server.port)))).collect();
    lags.sort_by(f64::total_cmp);
    writeln!(
        out,
        "held arrow, {PRESSES} presses at {A_SECOND}/s over {} ms and {} kbit/s (sshd): settled {:.0} ms after release (median of 3)",
        ROUND_TRIP.as_millis(),
        BITS / 1000.0,
        lags[1]
    )
    .unwrap();
}

fn lag(line: &mut Line) -> f64 {
    line.until("F9");
    if line.screen().contains("F9") {
        std::thread::sleep(Duration::from_millis(1500));
        // As nearly every terminal would; a remembered one is not asked.
        if crate::line::contains(&line.bytes(), b"\x1b[6n") {
            line.type_bytes(b"\x1b[24;5R\x1b[24;2R");
        }
    }
    for key in [&b"\x1b"[..], b"5"] {
        line.type_bytes(key);
        std::thread::sleep(Duration::from_millis(2000));
    }
    for _ in 0..PRESSES {
        line.type_bytes(b"\x1b[B");
        std::thread::sleep(Duration::from_secs(1) / A_SECOND);
    }
    let released = Instant::now() - Duration::from_secs(1) / A_SECOND;
    std::thread::sleep(Duration::from_millis(500));
    let mut last = line.arrived().1;
    while last.elapsed() < Duration::from_millis(1000) {
        std::thread::sleep(Duration::from_millis(20));
        last = line.arrived().1;
    }
    last.saturating_duration_since(released).as_secs_f64() * 1000.0
}

/// A relay to `port`; its own port.
fn slow(port: u16) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let own = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        while let Ok((client, _)) = listener.accept() {
            let server = TcpStream::connect(("127.0.0.1", port)).unwrap();
            for (from, to) in [(&client, &server), (&server, &client)] {
                let _ = (from.set_nodelay(true), to.set_nodelay(true));
                carry(from.try_clone().unwrap(), to.try_clone().unwrap());
            }
        }
    });
    own
}

/// One way of the line.
fn carry(mut from: TcpStream, mut to: TcpStream) {
    let (send, arrives): (Sender<(Instant, Vec<u8>)>, Receiver<_>) = channel();
    std::thread::spawn(move || {
        let (mut part, mut free) = ([0; PACKET], Instant::now());
        while let Ok(count @ 1..) = from.read(&mut part) {
            free = free.max(Instant::now()) + Duration::from_secs_f64((count + HEADERS) as f64 * 8.0 / BITS);
            if send.send((free + ROUND_TRIP / 2, part[..count].to_vec())).is_err() {
                return;
            }
        }
    });
    std::thread::spawn(move || {
        for (at, bytes) in arrives {
            std::thread::sleep(at.saturating_duration_since(Instant::now()));
            if to.write_all(&bytes).is_err() {
                break;
            }
        }
        let _ = to.shutdown(Shutdown::Both);
    });
}
