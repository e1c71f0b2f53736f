//! The input thread: what the terminal sends becomes our own [`Input`]. The only user of crossterm's events.
//!
//! It waits with `poll(2)` of its own and asks crossterm only when there is something to read: crossterm spins
//! for ever on a terminal that has gone away (its issue 793).

use super::escape;
use super::signals::Hangup;
use super::stitch::{HOLD, HOLD_SSH, Stitcher};
use crate::command::key::{Code, Key};
use crossterm::event::{self, Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// What arrives from outside the program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    Key(Key),
    /// Text pasted, or committed by an input method; control characters are the field's business.
    Paste(String),
    /// Four or more characters and Enter in one burst: a barcode scanner or an ID reader. ASCII, without the Enter.
    Scan(String),
    /// The window's new size: columns, rows.
    Resize(u16, u16),
    /// The session ends; see [`super::signals`].
    Hangup(Hangup),
}

/// The loop's hand on the input thread.
#[derive(Debug, Clone)]
pub struct Keyboard {
    echo: Arc<AtomicBool>,
    alone: Arc<AtomicBool>,
    gate: Arc<Mutex<()>>,
}

impl Keyboard {
    /// Starts the thread; `send` returns false when nobody listens any more.
    pub fn start(send: impl Fn(Input) -> bool + Send + 'static) -> io::Result<Keyboard> {
        let keyboard = Keyboard { echo: Arc::default(), alone: Arc::default(), gate: Arc::default() };
        let hold = if std::env::var_os("SSH_CONNECTION").is_some() { HOLD_SSH } else { HOLD };
        let reader = Reader { keyboard: keyboard.clone(), stitcher: Stitcher::new(hold), start: Instant::now(), out: Vec::new() };
        std::thread::Builder::new().name("input".into()).stack_size(256 * 1024).spawn(move || reader.run(send))?;
        Ok(keyboard)
    }

    /// Tells whether a field has the focus: typed characters then pass at once instead of waiting whether they are a scan.
    pub fn echo(&self, yes: bool) {
        self.echo.store(yes, Ordering::Relaxed);
    }

    /// Tells whether a message stands that a lone key closes: characters are then kept back until they have been alone.
    pub fn alone(&self, yes: bool) {
        self.alone.store(yes, Ordering::Relaxed);
    }

    /// Runs `ask` while nothing else reads the terminal (the probe on request).
    pub fn paused<T>(&self, ask: impl FnOnce() -> T) -> T {
        let _mine = self.gate.lock().unwrap_or_else(PoisonError::into_inner);
        ask()
    }
}

struct Reader {
    keyboard: Keyboard,
    stitcher: Stitcher,
    start: Instant,
    out: Vec<Input>,
}

impl Reader {
    fn run(mut self, send: impl Fn(Input) -> bool) {
        loop {
            let now = self.start.elapsed();
            let wait = self.stitcher.due().map(|due| due.saturating_sub(now));
            match terminal_ready(wait) {
                // The watchdog in `signals` reports it.
                Ready::Gone => return,
                Ready::Quiet => self.stitcher.tick(self.start.elapsed(), &mut self.out),
                Ready::Keys => {
                    if self.take().is_err() {
                        return;
                    }
                }
            }
            if !self.out.drain(..).all(&send) {
                return;
            }
        }
    }

    /// Takes all that has arrived.
    fn take(&mut self) -> io::Result<()> {
        let gate = Arc::clone(&self.keyboard.gate);
        let _mine = gate.lock().unwrap_or_else(PoisonError::into_inner);
        self.stitcher.set_echo(self.keyboard.echo.load(Ordering::Relaxed));
        self.stitcher.set_alone(self.keyboard.alone.load(Ordering::Relaxed));
        let mut more = event::poll(Duration::ZERO)?;
        if !more {
            return self.take_unseen();
        }
        while more {
            let event = event::read()?;
            more = event::poll(Duration::ZERO)?;
            self.event(event, more);
        }
        Ok(())
    }

    /// Crossterm waits for an edge and may overlook what is left of a long burst; then the bytes are read here.
    fn take_unseen(&mut self) -> io::Result<()> {
        if terminal_ready(Some(Duration::ZERO)) != Ready::Keys {
            return Ok(());
        }
        let mut bytes = [0; 4096];
        let count = rustix::io::read(rustix::stdio::stdin(), &mut bytes)?;
        if count == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        // As the rest of the burst it is, so that the tail of a scan does not press letters.
        let mut inputs = escape::keys(&bytes[..count]).into_iter().peekable();
        while let Some(input) = inputs.next() {
            match input {
                Input::Key(key) => self.stitcher.key(key, self.start.elapsed(), inputs.peek().is_some(), &mut self.out),
                other => self.stitcher.other(other, &mut self.out),
            }
        }
        Ok(())
    }

    fn event(&mut self, event: Event, more: bool) {
        let now = self.start.elapsed();
        match event {
            Event::Key(pressed) => {
                let mut keys = keys_of(pressed).into_iter().flatten().peekable();
                while let Some(key) = keys.next() {
                    let more = more || keys.peek().is_some();
                    self.stitcher.key(key, now, more, &mut self.out);
                }
            }
            Event::Paste(text) => self.stitcher.other(Input::Paste(text), &mut self.out),
            // The size comes from `signals`, which also wakes a thread that waits here.
            Event::Resize(..) | Event::FocusGained | Event::FocusLost | Event::Mouse(_) => {}
        }
    }
}

#[derive(Debug, PartialEq, Eq)]
enum Ready {
    Keys,
    Quiet,
    Gone,
}

/// Waits until the terminal has something to say, for ever without a limit.
fn terminal_ready(limit: Option<Duration>) -> Ready {
    let stdin = rustix::stdio::stdin();
    let mut fds = [PollFd::new(&stdin, PollFlags::IN)];
    let limit = limit.and_then(|limit| Timespec::try_from(limit).ok());
    match poll(&mut fds, limit.as_ref()) {
        Ok(0) | Err(rustix::io::Errno::INTR) => Ready::Quiet,
        Ok(_) if fds[0].revents().intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL) => Ready::Gone,
        Ok(_) => Ready::Keys,
        Err(_) => Ready::Gone,
    }
}

/// Our keys for one of crossterm's; Alt with a key was Esc and that key in one packet.
fn keys_of(pressed: KeyEvent) -> [Option<Key>; 2] {
    let has = |mark| pressed.modifiers.contains(mark);
    let Some(code) = code_of(pressed.code).filter(|_| pressed.kind != KeyEventKind::Release) else { return [None, None] };
    let says_shift = matches!(code, Code::Char(_) | Code::BackTab);
    let ctrl = has(KeyModifiers::CONTROL);
    let code = match code {
        Code::Char(c) if ctrl => Code::Char(c.to_ascii_lowercase()),
        code => code,
    };
    let key = Key { code, ctrl, alt: false, shift: has(KeyModifiers::SHIFT) && !says_shift };
    match code {
        Code::Char(_) | Code::Enter | Code::Esc | Code::Tab | Code::Backspace if has(KeyModifiers::ALT) => {
            [Some(Key::plain(Code::Esc)), Some(key)]
        }
        _ => [Some(Key { alt: has(KeyModifiers::ALT), ..key }), None],
    }
}

fn code_of(code: KeyCode) -> Option<Code> {
    Some(match code {
        KeyCode::Char(c) => Code::Char(c),
        KeyCode::F(n) => Code::F(n),
        KeyCode::Enter => Code::Enter,
        KeyCode::Esc => Code::Esc,
        KeyCode::Tab => Code::Tab,
        KeyCode::BackTab => Code::BackTab,
        KeyCode::Backspace => Code::Backspace,
        KeyCode::Delete => Code::Delete,
        KeyCode::Insert => Code::Insert,
        KeyCode::Up => Code::Up,
        KeyCode::Down => Code::Down,
        KeyCode::Left => Code::Left,
        KeyCode::Right => Code::Right,
        KeyCode::Home => Code::Home,
        KeyCode::End => Code::End,
        KeyCode::PageUp => Code::PageUp,
        KeyCode::PageDown => Code::PageDown,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case(KeyCode::Char('A'), KeyModifiers::SHIFT, [Some(Key::char('A')), None])]
    #[case(KeyCode::Char('s'), KeyModifiers::CONTROL, [Some(Key::ctrl('s')), None])]
    #[case(KeyCode::Char('j'), KeyModifiers::ALT, [Some(Key::plain(Code::Esc)), Some(Key::char('j'))])]
    #[case(KeyCode::BackTab, KeyModifiers::SHIFT, [Some(Key::plain(Code::BackTab)), None])]
    #[case(KeyCode::F(5), KeyModifiers::NONE, [Some(Key::f(5)), None])]
    #[case(KeyCode::Up, KeyModifiers::SHIFT, [Some(Key { code: Code::Up, ctrl: false, alt: false, shift: true }), None])]
    #[case(KeyCode::CapsLock, KeyModifiers::NONE, [None, None])]
    fn keys_are_our_own(#[case] code: KeyCode, #[case] marks: KeyModifiers, #[case] keys: [Option<Key>; 2]) {
        assert_eq!(keys_of(KeyEvent::new(code, marks)), keys);
    }
}
