//! The store's thread: questions and commands in, answers out, in order. The only place that holds a [`Store`] while
//! the terminal program runs.

use crate::app::effect::{Effect, Ticket};
use crate::app::msg::Msg;
use crate::base::clock::Clock;
use crate::desk::change::Actor;
use crate::store::{Draft, Store};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

/// How long a form must be still before its draft is written (TERMINAL.md: 800 ms after the last key).
const DRAFT_PAUSE: Duration = Duration::from_millis(800);

/// The stack of the worker: SQLite needs little, and ten sessions share a small machine.
const STACK: usize = 512 * 1024;

/// Where the sitting takes place: what the choice of clerk and window is remembered by.
#[derive(Debug, Clone, Default)]
pub struct Seat {
    /// The system's name of the account, or the clerk's own where it is given.
    pub login: String,
    /// As [`crate::runtime::probe::Surroundings::terminal_key`] says.
    pub terminal: String,
}

/// How threads speak to the loop.
pub type Tell = Arc<dyn Fn(Msg) + Send + Sync>;

/// Hands effects to the store's thread.
#[derive(Debug)]
pub struct Worker {
    pub orders: Sender<Effect>,
    pub thread: JoinHandle<()>,
}

/// Starts the thread. It ends, and closes the database, when `orders` is dropped.
///
/// # Errors
/// The system gives no thread.
pub fn start(
    store: Store,
    who: Actor,
    at: Seat,
    clock: Clock,
    tell: impl Fn(Msg) + Send + Sync + 'static,
) -> std::io::Result<Worker> {
    let (orders, inbox) = channel();
    let builder = std::thread::Builder::new().name("store".into()).stack_size(STACK);
    let thread =
        builder.spawn(move || Desk { store, who, at, clock, tell: Arc::new(tell), waiting: None, version: 0 }.run(&inbox))?;
    Ok(Worker { orders, thread })
}

struct Desk {
    store: Store,
    who: Actor,
    at: Seat,
    clock: Clock,
    tell: Tell,
    /// The newest state of a form that is still being typed.
    waiting: Option<Draft>,
    /// `PRAGMA data_version` at the last look.
    version: i64,
}

impl Desk {
    fn run(mut self, inbox: &Receiver<Effect>) {
        self.version = self.store.data_version().unwrap_or(0);
        if let Ok(drafts) = self.store.drafts(&self.who.clerk) {
            self.tell(Msg::Drafts(drafts));
        }
        loop {
            let next = match &self.waiting {
                None => inbox.recv().map_err(|_| RecvTimeoutError::Disconnected),
                Some(_) => inbox.recv_timeout(DRAFT_PAUSE),
            };
            match next {
                Ok(effect) => self.work(effect),
                Err(RecvTimeoutError::Timeout) => self.write_draft(),
                Err(RecvTimeoutError::Disconnected) => break,
            }
        }
        self.write_draft();
    }

    fn work(&mut self, effect: Effect) {
        match effect {
            Effect::Ask(ticket, query) => {
                let answer = self.store.ask(&query, self.clock.now());
                self.tell(Msg::Answer(ticket, answer));
                self.look_for_others(ticket);
            }
            Effect::Do(ticket, order) => {
                let outcome = self.store.execute(&order, &self.who, self.clock.now());
                self.tell(Msg::Done(ticket, Box::new(order), outcome));
            }
            Effect::Draft { form, body: Some(body) } => {
                let other = self.waiting.as_ref().is_some_and(|w| w.form != form);
                if other {
                    self.write_draft();
                }
                self.waiting = Some(Draft { form, at: self.clock.now(), body });
            }
            Effect::Draft { form, body: None } => {
                self.waiting = None;
                // A draft that cannot be forgotten is offered once more: no harm.
                let _ = self.store.drop_draft(&self.who.clerk, &form);
            }
            Effect::Seat { clerk, window } => {
                self.write_draft();
                // A choice that cannot be remembered is asked for once more: no harm.
                let _ = self.store.keep_seat(&self.at.login, &self.at.terminal, &clerk, &window);
                self.who = Actor { clerk };
                if let Ok(drafts) = self.store.drafts(&self.who.clerk) {
                    self.tell(Msg::Drafts(drafts));
                }
            }
            Effect::Send(errand) => {
                super::errand::start(&self.store, errand, self.who.clone(), self.clock, Arc::clone(&self.tell))
            }
            Effect::Quit => {}
        }
    }

    fn write_draft(&mut self) {
        if let Some(draft) = self.waiting.take()
            && let Err(fault) = self.store.keep_draft(&self.who.clerk, &draft)
        {
            self.tell(Msg::Answer(Ticket { room: 0, slot: "draft", generation: 0 }, Err(fault)));
        }
    }

    /// Another session's write is seen when we next ask something ourselves.
    fn look_for_others(&mut self, _ticket: Ticket) {
        let version = self.store.data_version().unwrap_or(self.version);
        if version != self.version {
            self.version = version;
            self.tell(Msg::Changed);
        }
    }

    fn tell(&self, msg: Msg) {
        (self.tell)(msg);
    }
}
