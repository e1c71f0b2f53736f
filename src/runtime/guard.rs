//! The terminal, taken and given back: raw mode, the other screen, bracketed paste.
//!
//! It is given back by `Drop`, by the panic hook and by the signal path, whichever comes first; the others then
//! find nothing to do. After the line has dropped nothing is written. No mouse capture (selection must work) and
//! no kitty keyboard protocol (several terminals lose input-method text with it).

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use std::io::{self, Write};
use std::sync::Once;
use std::sync::atomic::{AtomicBool, Ordering};

/// Other screen, plain pen, blank, paste in brackets, no cursor until the first frame shows it.
const TAKE: &[u8] = b"\x1b[?1049h\x1b[m\x1b[2J\x1b[?2004h\x1b[?25l";
const GIVE_BACK: &[u8] = b"\x1b[?2004l\x1b[m\x1b[?25h\x1b[?1049l";

static TAKEN: AtomicBool = AtomicBool::new(false);
static LINE_GONE: AtomicBool = AtomicBool::new(false);
static HOOK: Once = Once::new();

/// Holds the terminal; dropping it gives it back.
#[derive(Debug)]
pub struct Guard(());

impl Guard {
    /// Takes the terminal on standard input and output.
    pub fn take() -> io::Result<Guard> {
        HOOK.call_once(|| {
            let before = std::panic::take_hook();
            std::panic::set_hook(Box::new(move |info| {
                restore();
                before(info);
            }));
        });
        crossterm::terminal::enable_raw_mode()?;
        TAKEN.store(true, Ordering::SeqCst);
        let guard = Guard(());
        Line.write_all(TAKE)?;
        Ok(guard)
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        restore();
    }
}

/// Gives the terminal back, once; errors are of no use to anybody here.
pub fn restore() {
    if !TAKEN.swap(false, Ordering::SeqCst) {
        return;
    }
    if !LINE_GONE.load(Ordering::SeqCst) && takes_bytes() {
        let _ = Line.write_all(GIVE_BACK);
    }
    let _ = crossterm::terminal::disable_raw_mode();
}

/// The line has dropped: from now on nothing is written.
pub fn line_gone() {
    LINE_GONE.store(true, Ordering::SeqCst);
}

/// Whether a write would not wait: a stalled line must not keep a dying program alive.
fn takes_bytes() -> bool {
    let stdout = rustix::stdio::stdout();
    let mut fds = [PollFd::new(&stdout, PollFlags::OUT)];
    let at_once = Timespec { tv_sec: 0, tv_nsec: 0 };
    poll(&mut fds, Some(&at_once)).is_ok_and(|ready| ready > 0) && fds[0].revents().contains(PollFlags::OUT)
}

/// Standard output without a buffer: one `write` is one system call (std's own splits at 1024 bytes and at each line).
#[derive(Debug, Clone, Copy)]
pub struct Line;

impl Write for Line {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if LINE_GONE.load(Ordering::SeqCst) {
            return Err(io::ErrorKind::BrokenPipe.into());
        }
        Ok(rustix::io::write(rustix::stdio::stdout(), bytes)?)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// No screen is larger; what an SSH client claims may be (and would cost memory for every cell).
const WIDEST: (u16, u16) = (500, 200);

/// The window in cells, from the terminal itself; 80×24 if it does not know.
pub fn window_size() -> (u16, u16) {
    match rustix::termios::tcgetwinsize(rustix::stdio::stdout()) {
        Ok(size) if size.ws_col > 0 && size.ws_row > 0 => (size.ws_col.min(WIDEST.0), size.ws_row.min(WIDEST.1)),
        _ => (80, 24),
    }
}
