//! The watchdog: signals, a new window size, and a line that drops without a word.
//!
//! One thread sleeps in `poll(2)` on the signals' socket and on the terminal itself. `POLLHUP` ends the session even
//! where SIGHUP is ignored (tmux, `sudo`, `nohup`). The loop is told and has [`ANSWER`] to say that it is closing;
//! a loop that hangs in a write to a dead line will not, and the process ends without it. Drafts are saved all the
//! time, so a signal is a courtesy.

use super::guard;
use super::input::Input;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGWINCH};
use signal_hook::iterator::backend::SignalDelivery;
use signal_hook::iterator::exfiltrator::SignalOnly;
use std::io;
use std::os::unix::net::UnixStream;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::Duration;

/// How long the loop has to answer. R20: the program is gone 200 ms after its hang-up.
pub const ANSWER: Duration = Duration::from_millis(150);
/// How long it may then take to save and close.
pub const CLOSING: Duration = Duration::from_secs(2);

/// Why the session ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hangup {
    /// The terminal is gone: write nothing.
    LineDropped,
    /// A signal on a live line; its number.
    Signal(i32),
}

impl Hangup {
    /// The exit code by custom: 128 and the signal's number.
    pub fn code(self) -> i32 {
        match self {
            Hangup::LineDropped => 128 + SIGHUP,
            Hangup::Signal(number) => 128 + number,
        }
    }
}

/// The loop's side of the watchdog.
#[derive(Debug)]
pub struct Watch(Sender<()>);

impl Watch {
    /// Starts watching; `send` carries [`Input::Hangup`] and [`Input::Resize`].
    pub fn start(send: impl Fn(Input) -> bool + Send + 'static) -> io::Result<Watch> {
        let (ours, theirs) = UnixStream::pair()?;
        let signals = [SIGHUP, SIGTERM, SIGINT, SIGQUIT, SIGWINCH];
        let signals = SignalDelivery::with_pipe(ours, theirs, SignalOnly, signals)?;
        let (answer, answered) = mpsc::channel();
        let run = move || watch(signals, &answered, send);
        std::thread::Builder::new().name("watchdog".into()).stack_size(128 * 1024).spawn(run)?;
        Ok(Watch(answer))
    }

    /// The loop has heard of the hang-up and is closing.
    pub fn answer(&self) {
        // Nobody waits once the thread is gone.
        let _ = self.0.send(());
    }
}

/// The signals that have come, and a socket that becomes readable with them.
type Signals = SignalDelivery<UnixStream, SignalOnly>;

fn watch(mut signals: Signals, answered: &Receiver<()>, send: impl Fn(Input) -> bool) {
    loop {
        let (heard, dropped) = wait(&mut signals, None);
        if dropped {
            return end(Hangup::LineDropped, answered, &send);
        }
        for signal in heard {
            if signal == SIGWINCH {
                let (columns, rows) = guard::window_size();
                send(Input::Resize(columns, rows));
            } else if signal == SIGHUP && wait(&mut signals, Some(Duration::ZERO)).1 {
                return end(Hangup::LineDropped, answered, &send);
            } else {
                return end(Hangup::Signal(signal), answered, &send);
            }
        }
    }
}

/// The signals that came, and whether the line has dropped.
fn wait(signals: &mut Signals, limit: Option<Duration>) -> (Vec<i32>, bool) {
    let stdin = rustix::stdio::stdin();
    let mut fds = [PollFd::new(&stdin, PollFlags::empty()), PollFd::new(signals.get_read(), PollFlags::IN)];
    let limit = limit.and_then(|limit| Timespec::try_from(limit).ok());
    if poll(&mut fds, limit.as_ref()).is_err() {
        return (Vec::new(), false);
    }
    let [line, socket] = fds.map(|fd| fd.revents());
    let heard = if socket.contains(PollFlags::IN) { signals.pending().collect() } else { Vec::new() };
    (heard, line.intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL))
}

/// Tells the loop, waits for it within its limits, and ends the process without it if it must.
fn end(why: Hangup, answered: &Receiver<()>, send: &impl Fn(Input) -> bool) {
    if why == Hangup::LineDropped {
        guard::line_gone();
    }
    let told = send(Input::Hangup(why));
    if told && answered.recv_timeout(ANSWER).is_ok() {
        // Closed in time: the loop drops its side, or the process is gone.
        if answered.recv_timeout(CLOSING) == Err(RecvTimeoutError::Disconnected) {
            return;
        }
    }
    guard::restore();
    std::process::exit(why.code());
}
