//! One sitting at a terminal: first frame, then `recv` -> `update` -> drain -> draw once if something changed.
//!
//! The first frame waits for nothing: not for the terminal's answer to the probe, and for the database only as long as
//! nobody sees.
//! Idle is asleep in `recv`: nothing is drawn, and outside a field the one wake-up is the next minute.

use super::guard::{self, Guard, Line};
use super::input::{Input, Keyboard};
use super::probe::{self, Finding, Surroundings};
use super::screen::Screen;
use super::signals::{Hangup, Watch};
use super::worker::{Seat, Worker};
use crate::app::notice::Notice;
use crate::app::{Effect, Model, Msg, update};
use crate::base::clock::Clock;
use crate::desk::change::Actor;
use crate::i18n::Lang;
use crate::store::Store;
use std::collections::VecDeque;
use std::io::{self, Write as _};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

/// For so long the questions of the first room are answered before its frame is drawn: one picture on the line instead of
/// two. Where the disk is slow the frame comes first.
const AT_ONCE: Duration = Duration::from_millis(5);

/// What a sitting is made of.
#[derive(Debug)]
pub struct Sitting {
    pub store: Store,
    /// Large: on the heap it is moved by a word.
    pub model: Box<Model>,
    pub who: Actor,
    /// The account's own name: what the clerk's name is remembered by.
    pub login: String,
    pub clock: Clock,
    pub around: Surroundings,
    /// `--skin`: overrides the probe.
    pub skin: Option<probe::Skin>,
}

/// Runs until the clerk leaves or the line does; the exit code.
///
/// # Errors
/// The terminal cannot be taken, or the system gives no thread.
pub fn run(sitting: Sitting) -> io::Result<i32> {
    let Sitting { store, mut model, who, login, clock, around, skin } = sitting;
    let key = around.terminal_key();
    let mut found = store.terminal(&who.clerk, &key).ok().flatten().and_then(|word| Finding::parse(&word));
    let (send, inbox) = channel();
    // Before the terminal is taken: a signal during the first frame or the probe gives it back too.
    let inputs = send.clone();
    let watch = Watch::start(move |input| inputs.send(to_msg(input)).is_ok())?;
    let mut guard = Some(Guard::take()?);
    model.size = guard::window_size();
    let look = probe::look(&around, found, skin);
    let mut screen = Screen::new(model.size, look);
    let mut effects = Vec::new();
    model.go(model.room, &mut effects);
    let effects = answer_at_once(&store, &who, &mut model, effects, clock);
    explain(&mut model, look);
    if screen.draw(&mut model, &mut Line).is_err() {
        return Ok(line_gone());
    }
    let mut worker = Worker::new(store, who, Seat { login, terminal: key }, clock, bridge(send.clone()));
    carry_out(&mut worker, effects)?;
    if found.is_none() && skin.is_none() {
        found = Some(ask_terminal(&mut worker, &around, &mut screen, &send)?);
        explain(&mut model, probe::look(&around, found, None));
    }
    let keyboard = Keyboard::start(move |input| send.send(to_msg(input)).is_ok())?;
    let ended = Loop {
        model: &mut model,
        screen: &mut screen,
        inbox: &inbox,
        worker: &mut worker,
        keyboard: &keyboard,
        watch: &watch,
        clock,
    }
    .run();
    // Drafts are written and the database is closed before the terminal is given back.
    worker.end();
    drop(guard.take());
    if found == Some(Finding::NotUtf8) {
        // In both encodings; a line that has dropped takes it no more.
        let _ = Line.write_all(&probe::not_utf8_advice());
    }
    ended
}

/// Offers the clerk's drafts and answers what the first room asks, on this thread, as long as that is at once; what is left
/// is the worker's.
fn answer_at_once(store: &Store, who: &Actor, model: &mut Model, effects: Vec<Effect>, clock: Clock) -> Vec<Effect> {
    let begun = Instant::now();
    let mut waiting = VecDeque::from(effects);
    let mut later = Vec::new();
    store.at_one_moment(|| {
        if let Ok(drafts) = store.drafts(&who.clerk) {
            waiting.extend(update(model, Msg::Drafts(drafts)));
        }
        while let Some(effect) = waiting.pop_front() {
            match effect {
                Effect::Ask(ticket, query) if begun.elapsed() < AT_ONCE => {
                    let answer = store.ask(&query, clock.now());
                    waiting.extend(update(model, Msg::Answer(ticket, answer)));
                }
                other => later.push(other),
            }
        }
    });
    later
}

/// A write error on the terminal takes the same path as a hang-up: it says that nobody sees this any more, whatever its kind
/// (a terminal that is gone answers EIO, a pipe EPIPE), so there is nothing to tell and nobody to tell it to.
fn line_gone() -> i32 {
    guard::line_gone();
    Hangup::LineDropped.code()
}

/// English where Chinese cannot be shown, and one line why.
fn explain(model: &mut Model, look: probe::Look) {
    model.dirty = true;
    if look.english {
        model.lang = Lang::En;
    }
    if let Some(why) = look.why {
        model.notice = Some(Notice::info(why));
    }
}

/// The probe of a first login: after the first frame, before anybody else reads the terminal; keys that come meanwhile are kept.
fn ask_terminal(worker: &mut Worker, around: &Surroundings, screen: &mut Screen, send: &Sender<Event>) -> io::Result<Finding> {
    let blank = screen.blank_row();
    let (found, typed) = probe::ask(blank.unwrap_or(0))?;
    screen.wear(probe::look(around, Some(found), None));
    // Without a blank line the question stood in one that showed something; what a terminal of another encoding shows is
    // unreadable, and as wide as it thinks.
    screen.disturbed(blank.is_none() || found == Finding::NotUtf8)?;
    carry_out(worker, vec![Effect::Terminal(found.word())])?;
    for input in typed {
        let _ = send.send(to_msg(input));
    }
    Ok(found)
}

/// What the loop waits for.
#[derive(Debug)]
enum Event {
    Msg(Box<Msg>),
    Hangup(Hangup),
}

fn to_msg(input: Input) -> Event {
    Event::Msg(Box::new(match input {
        Input::Key(key) => Msg::Key(key),
        Input::Paste(text) => Msg::Paste(text),
        Input::Scan(text) => Msg::Scan(text),
        Input::Resize(width, height) => Msg::Resize(width, height),
        Input::Hangup(hangup) => return Event::Hangup(hangup),
    }))
}

/// The worker speaks in messages; the loop hears events.
fn bridge(send: Sender<Event>) -> impl Fn(Msg) + Send + Sync + 'static {
    move |msg| {
        // The loop is gone: the program is ending.
        let _ = send.send(Event::Msg(Box::new(msg)));
    }
}

/// True when the sitting is over.
fn carry_out(worker: &mut Worker, effects: Vec<Effect>) -> io::Result<bool> {
    let mut over = false;
    for effect in effects {
        if effect == Effect::Quit {
            over = true;
        } else {
            worker.send(effect)?;
        }
    }
    Ok(over)
}

struct Loop<'a> {
    model: &'a mut Model,
    screen: &'a mut Screen,
    inbox: &'a Receiver<Event>,
    worker: &'a mut Worker,
    keyboard: &'a Keyboard,
    watch: &'a Watch,
    clock: Clock,
}

impl Loop<'_> {
    fn run(mut self) -> io::Result<i32> {
        // The first frame stands.
        let mut next = None;
        loop {
            // What waits is drained before anything is drawn: a held arrow costs one frame, not sixty.
            while let Some(event) = next {
                let ahead;
                match event {
                    Event::Msg(msg) => {
                        let (msg, after) = self.fold(*msg);
                        ahead = after;
                        self.model.now = self.clock.now();
                        let effects = update(self.model, msg);
                        if carry_out(self.worker, effects)? {
                            return Ok(0);
                        }
                    }
                    Event::Hangup(hangup) => return Ok(self.hang_up(hangup)),
                }
                next = ahead.or_else(|| self.inbox.try_recv().ok());
            }
            if self.screen.draw(self.model, &mut Line).is_err() {
                return Ok(line_gone());
            }
            self.keyboard.echo(self.model.composing());
            self.keyboard.alone(self.model.stopped());
            next = self.wait();
        }
    }

    /// The same key, as often as it waits, as one message; and the event that was met behind it.
    fn fold(&self, msg: Msg) -> (Msg, Option<Event>) {
        let Msg::Key(key) = msg else { return (msg, None) };
        let mut times = 1;
        loop {
            match self.inbox.try_recv().ok() {
                Some(Event::Msg(next)) if matches!(*next, Msg::Key(same) if same == key) => times += 1,
                after => return (if times == 1 { Msg::Key(key) } else { Msg::Held(key, times) }, after),
            }
        }
    }

    /// The next event; `None` = a minute has begun and nothing else.
    fn wait(&mut self) -> Option<Event> {
        let ticking = self.clock == Clock::System && !self.model.composing();
        if !ticking {
            return self.inbox.recv().ok();
        }
        let into = u64::try_from(self.clock.now().0.rem_euclid(60_000)).unwrap_or(0);
        match self.inbox.recv_timeout(Duration::from_millis(60_001 - into)) {
            Ok(event) => Some(event),
            Err(RecvTimeoutError::Timeout) => Some(Event::Msg(Box::new(Msg::Minute(self.clock.now())))),
            Err(RecvTimeoutError::Disconnected) => None,
        }
    }

    fn hang_up(&mut self, hangup: Hangup) -> i32 {
        self.watch.answer();
        if hangup == Hangup::LineDropped {
            guard::line_gone();
        }
        hangup.code()
    }
}
