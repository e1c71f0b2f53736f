//! A line to a program in a real pseudo-terminal: type, read, hang up.
//!
//! `termlens` shows screens; this shows processes: whether one is gone, what it burned, what it wrote.

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use std::io::Read;
use std::num::NonZeroU16;
use std::os::fd::{BorrowedFd, RawFd};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// Longer than anything here takes, for a loaded machine; no test measures it.
const PATIENCE: Duration = Duration::from_secs(20);

pub struct Line {
    /// Ours; dropped (with the reader's copy), the line is dropped.
    master: Option<Box<dyn MasterPty + Send>>,
    reader: Option<JoinHandle<()>>,
    stop: Arc<AtomicBool>,
    child: Box<dyn Child + Send + Sync>,
    seen: Arc<Mutex<Seen>>,
}

/// What has arrived, and when the last of it.
struct Seen {
    bytes: Vec<u8>,
    last: Instant,
}

impl Line {
    /// Runs a command at 80×24.
    pub fn run(command: CommandBuilder) -> Line {
        let size = PtySize { rows: 24, cols: 80, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).unwrap();
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let seen = Arc::new(Mutex::new(Seen { bytes: Vec::new(), last: Instant::now() }));
        let stop = Arc::new(AtomicBool::new(false));
        let (sink, halt) = (Arc::clone(&seen), Arc::clone(&stop));
        let mut from = pair.master.try_clone_reader().unwrap();
        let fd = pair.master.as_raw_fd().unwrap();
        let reader = std::thread::spawn(move || {
            let mut part = [0; 4096];
            while !halt.load(Ordering::SeqCst) {
                if readable(fd) {
                    let Ok(count @ 1..) = from.read(&mut part) else { return };
                    let mut seen = sink.lock().unwrap();
                    seen.last = Instant::now();
                    seen.bytes.extend_from_slice(&part[..count]);
                }
            }
        });
        Line { master: Some(pair.master), reader: Some(reader), stop, child, seen }
    }

    pub fn pid(&self) -> i32 {
        self.child.process_id().unwrap().try_into().unwrap()
    }

    fn fd(&self) -> RawFd {
        self.master.as_ref().unwrap().as_raw_fd().unwrap()
    }

    pub fn type_bytes(&mut self, bytes: &[u8]) {
        assert_eq!(rustix::io::write(borrow(self.fd()), bytes).unwrap(), bytes.len());
    }

    pub fn resize(&self, rows: u16, cols: u16) {
        self.master.as_ref().unwrap().resize(PtySize { rows, cols, pixel_width: 0, pixel_height: 0 }).unwrap();
    }

    /// Everything written so far.
    pub fn bytes(&self) -> Vec<u8> {
        self.seen.lock().unwrap().bytes.clone()
    }

    /// How much has arrived, and when the last of it.
    pub fn arrived(&self) -> (usize, Instant) {
        let seen = self.seen.lock().unwrap();
        (seen.bytes.len(), seen.last)
    }

    /// What an 80×24 terminal shows after all that.
    pub fn screen(&self) -> String {
        let cells = |n| NonZeroU16::new(n).unwrap();
        let mut screen = vt100::Parser::new(cells(24), cells(80), 0);
        screen.process(&self.bytes());
        screen.screen().contents()
    }

    /// Waits until the screen shows `text`, or the bytes contain it.
    pub fn until(&self, text: &str) {
        let start = Instant::now();
        while !contains(&self.bytes(), text.as_bytes()) && !self.screen().contains(text) {
            assert!(start.elapsed() < PATIENCE, "no {text:?} in {}\n{:?}", self.screen(), String::from_utf8_lossy(&self.bytes()));
            std::thread::sleep(Duration::from_millis(2));
        }
    }

    /// Waits until nothing has been written for longer than any key is held back.
    pub fn settle(&self) {
        let mut before = usize::MAX;
        while before != self.bytes().len() {
            before = self.bytes().len();
            std::thread::sleep(Duration::from_millis(150));
        }
    }

    /// Whether the terminal is in its usual mode: echo, lines, signals.
    pub fn is_cooked(&self) -> bool {
        use rustix::termios::LocalModes;
        let modes = rustix::termios::tcgetattr(borrow(self.fd())).unwrap().local_modes;
        modes.contains(LocalModes::ICANON | LocalModes::ECHO | LocalModes::ISIG)
    }

    pub fn signal(&self, signal: rustix::process::Signal) {
        rustix::process::kill_process(rustix::process::Pid::from_raw(self.pid()).unwrap(), signal).unwrap();
    }

    /// Drops the line as a cut connection does.
    pub fn hang_up(&mut self) {
        self.stop.store(true, Ordering::SeqCst);
        self.reader.take().unwrap().join().unwrap();
        self.master = None;
    }

    /// Waits for the end; its exit code and how long that took.
    pub fn ended(&mut self) -> (u32, Duration) {
        let start = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return (status.exit_code(), start.elapsed());
            }
            assert!(start.elapsed() < PATIENCE, "still there: {:?}", String::from_utf8_lossy(&self.bytes()));
            std::thread::sleep(Duration::from_millis(1));
        }
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

/// The master stays open in [`Line`] while its number is in use.
#[allow(unsafe_code)]
fn borrow<'a>(fd: RawFd) -> BorrowedFd<'a> {
    unsafe { BorrowedFd::borrow_raw(fd) }
}

fn readable(fd: RawFd) -> bool {
    let fd = borrow(fd);
    let a_moment = Timespec { tv_sec: 0, tv_nsec: 3_000_000 };
    poll(&mut [PollFd::new(&fd, PollFlags::IN)], Some(&a_moment)).is_ok_and(|ready| ready > 0)
}
