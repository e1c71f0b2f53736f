//! Keys in time: torn keys are stitched, scans told apart from typing. Pure: the time comes in, nothing waits.
//!
//! * **Esc.** Over a slow line `ESC` … `[A` arrives as Esc, `[`, `A` and would close a form. A lone Esc is held
//!   60 ms (100 over SSH); a known tail makes it the key it was. `ESC j` in one packet is Esc, then j.
//! * **Scans.** A barcode scanner or ID reader types its characters less than 35 ms apart and ends with Enter.
//!   While letters are commands (`echo` off) characters are held that long, so that a scan does not press them;
//!   in a field (`echo` on) they pass at once, unless more is known to be waiting behind them.

use super::escape::{self, Tail};
use super::input::Input;
use crate::command::key::{Code, Key};
use std::time::Duration;

/// How long a lone Esc waits for a tail.
pub const HOLD: Duration = Duration::from_millis(60);
/// The same over SSH.
pub const HOLD_SSH: Duration = Duration::from_millis(100);
/// Scanners leave less between two characters; hands leave more.
const BURST: Duration = Duration::from_millis(35);
/// How long a key must have been alone to close a message (SCREENS.md). Longer than any scanner's gap.
const ALONE: Duration = Duration::from_millis(150);
/// Shorter codes do not exist here; shorter bursts are key rolls.
const SHORTEST_SCAN: usize = 4;
/// No code is longer; what is, was pasted.
const LONGEST_SCAN: usize = 64;
/// So many times the same character is a key held down.
const HELD_DOWN: usize = 8;

/// What is held back at the moment.
#[derive(Debug, Default)]
enum Held {
    #[default]
    Nothing,
    /// An Esc, and what may be its tail.
    Escape { tail: String, at: Duration },
    /// Characters that may become a scan.
    Burst { text: String, at: Duration },
    /// The text of a paste whose opening was torn.
    Paste { text: String, at: Duration },
    /// A key held down: its repeats pass.
    Repeat { c: char, at: Duration },
}

/// The state machine. Times are since any fixed start and must not run backwards.
#[derive(Debug)]
pub struct Stitcher {
    hold: Duration,
    echo: bool,
    alone: bool,
    held: Held,
}

impl Stitcher {
    /// `hold` is [`HOLD`] or [`HOLD_SSH`].
    pub fn new(hold: Duration) -> Stitcher {
        Stitcher { hold, echo: false, alone: false, held: Held::Nothing }
    }

    /// Whether a field has the focus, so that characters are text and should show at once.
    pub fn set_echo(&mut self, echo: bool) {
        self.echo = echo;
    }

    /// Whether a message stands: characters are then held for [`ALONE`], and any of them before an Enter are a scan.
    pub fn set_alone(&mut self, alone: bool) {
        self.alone = alone;
    }

    fn burst(&self) -> Duration {
        if self.alone { ALONE } else { BURST }
    }

    /// When to call [`Stitcher::tick`] at the latest; `None` while nothing is held.
    pub fn due(&self) -> Option<Duration> {
        match &self.held {
            Held::Nothing | Held::Repeat { .. } => None,
            Held::Escape { at, .. } | Held::Paste { at, .. } => Some(*at + self.hold),
            Held::Burst { at, .. } => Some(*at + self.burst()),
        }
    }

    /// Lets go of what has been held long enough.
    pub fn tick(&mut self, now: Duration, out: &mut Vec<Input>) {
        if self.due().is_some_and(|due| now >= due) {
            self.release(out);
        }
    }

    /// Takes a key; `more`: the next one has already arrived.
    pub fn key(&mut self, key: Key, now: Duration, more: bool, out: &mut Vec<Input>) {
        self.tick(now, out);
        match std::mem::take(&mut self.held) {
            Held::Escape { tail, .. } => self.after_escape(tail, key, now, more, out),
            Held::Paste { text, .. } => self.pasted(text, key, now, out),
            held => {
                self.held = held;
                self.fresh(key, now, more, out);
            }
        }
    }

    /// Takes anything but a key: what is held goes first.
    pub fn other(&mut self, input: Input, out: &mut Vec<Input>) {
        self.release(out);
        out.push(input);
    }

    fn after_escape(&mut self, mut tail: String, key: Key, now: Duration, more: bool, out: &mut Vec<Input>) {
        let Some(c) = key.text() else {
            self.held = Held::Escape { tail, at: now };
            self.release(out);
            return self.fresh(key, now, more, out);
        };
        tail.push(c);
        match escape::read(&tail) {
            Tail::Part => self.held = Held::Escape { tail, at: now },
            Tail::Key(key) => out.push(Input::Key(key)),
            Tail::Paste => self.held = Held::Paste { text: String::new(), at: now },
            Tail::Noise => {}
            Tail::No => {
                out.push(Input::Key(Key::plain(Code::Esc)));
                tail.chars().for_each(|c| self.fresh(Key::char(c), now, more, out));
            }
        }
    }

    fn pasted(&mut self, mut text: String, key: Key, now: Duration, out: &mut Vec<Input>) {
        match key.code {
            Code::Char(c) => text.push(c),
            Code::Esc => text.push('\u{1b}'),
            _ => text.push('\n'),
        }
        self.held = Held::Paste { text, at: now };
        if matches!(&self.held, Held::Paste { text, .. } if text.ends_with("\u{1b}[201~")) {
            self.release(out);
        }
    }

    fn fresh(&mut self, key: Key, now: Duration, more: bool, out: &mut Vec<Input>) {
        if key == Key::plain(Code::Esc) {
            self.release(out);
            self.held = Held::Escape { tail: String::new(), at: now };
        } else if let Some(c) = key.text().filter(|c| scanned(*c).is_some()) {
            self.character(c, now, more, out);
        } else if key == Key::plain(Code::Enter) && self.is_scan() {
            if let Held::Burst { text, .. } = std::mem::take(&mut self.held) {
                out.push(Input::Scan(text.chars().filter_map(scanned).collect()));
            }
        } else {
            self.release(out);
            out.push(Input::Key(key));
        }
    }

    fn character(&mut self, c: char, now: Duration, more: bool, out: &mut Vec<Input>) {
        match &mut self.held {
            Held::Burst { text, at } => {
                text.push(c);
                *at = now;
                let held_down = text.chars().rev().take_while(|one| *one == c).count() >= HELD_DOWN;
                if held_down || text.chars().count() > LONGEST_SCAN {
                    self.release(out);
                    self.held = Held::Repeat { c, at: now };
                }
            }
            Held::Repeat { c: same, at } if *same == c && now.saturating_sub(*at) < BURST => {
                *at = now;
                out.push(Input::Key(Key::char(c)));
            }
            _ if self.echo && !self.alone && !more => {
                self.release(out);
                out.push(Input::Key(Key::char(c)));
            }
            _ => self.held = Held::Burst { text: c.to_string(), at: now },
        }
    }

    fn is_scan(&self) -> bool {
        matches!(&self.held, Held::Burst { text, .. } if text.chars().count() >= if self.alone { 1 } else { SHORTEST_SCAN })
    }

    fn release(&mut self, out: &mut Vec<Input>) {
        match std::mem::take(&mut self.held) {
            Held::Nothing | Held::Repeat { .. } => {}
            Held::Escape { tail, .. } => {
                out.push(Input::Key(Key::plain(Code::Esc)));
                out.extend(tail.chars().map(|c| Input::Key(Key::char(c))));
            }
            Held::Burst { text, .. } => out.extend(text.chars().map(|c| Input::Key(Key::char(c)))),
            Held::Paste { text, .. } => {
                out.push(Input::Paste(text.strip_suffix("\u{1b}[201~").unwrap_or(&text).to_owned()));
            }
        }
    }
}

/// The ASCII a scanner meant: with an input method on it may arrive full-width.
fn scanned(c: char) -> Option<char> {
    match c {
        ' '..='~' => Some(c),
        '\u{3000}' => Some(' '),
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
