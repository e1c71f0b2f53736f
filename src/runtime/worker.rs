//! The store's thread: questions and commands in, answers out, in order. The only place that holds a [`Store`] while
//! the terminal program runs.

use crate::app::effect::{Effect, Ticket};
use crate::app::msg::Msg;
use crate::base::clock::Clock;
use crate::desk::change::Actor;
use crate::desk::query::Query;
use crate::store::{Draft, Store};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// For how long at most what was typed into a form is in no draft (TERMINAL.md: 800 ms). Counted from the first key that is
/// not written, not from the last: whoever types without a pause is not the one to lose most.
const DRAFT_PAUSE: Duration = Duration::from_millis(800);

/// How long an answer is kept back for those that were asked with it.
const TOGETHER: Duration = Duration::from_millis(8);

/// The newest state of a form that is being typed, and since when the draft lacks something of it.
#[derive(Debug)]
struct Unwritten {
    draft: Draft,
    since: Instant,
}

impl Unwritten {
    /// What takes the place of `before` at `now`.
    fn after(before: Option<Unwritten>, draft: Draft, now: Instant) -> Unwritten {
        Unwritten { draft, since: before.map_or(now, |before| before.since) }
    }

    /// How long it may still wait.
    fn left(&self, now: Instant) -> Duration {
        DRAFT_PAUSE.saturating_sub(now.duration_since(self.since))
    }
}

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

/// Hands effects to the store's thread, which starts with the first of them: until then the first page was answered
/// elsewhere, and a desk that is only looked at needs no thread for it.
pub struct Worker {
    resting: Option<Box<Desk>>,
    working: Option<(Sender<Effect>, JoinHandle<()>)>,
}

impl Worker {
    /// A worker that rests.
    pub fn new(store: Store, who: Actor, at: Seat, clock: Clock, tell: impl Fn(Msg) + Send + Sync + 'static) -> Worker {
        Worker { resting: Some(Box::new(Desk::new(store, who, at, clock, Arc::new(tell)))), working: None }
    }

    /// # Errors
    /// The system gives no thread.
    pub fn send(&mut self, effect: Effect) -> std::io::Result<()> {
        if let Some(desk) = self.resting.take() {
            let (orders, inbox) = channel();
            let builder = std::thread::Builder::new().name("store".into()).stack_size(STACK);
            self.working = Some((orders, builder.spawn(move || desk.run(&inbox))?));
        }
        if let Some((orders, _)) = &self.working {
            // A worker that is gone has told why; the next draw says so.
            let _ = orders.send(effect);
        }
        Ok(())
    }

    /// Waits until drafts are written and the database is closed.
    pub fn end(self) {
        if let Some((orders, thread)) = self.working {
            drop(orders);
            let _ = thread.join();
        }
    }
}

struct Desk {
    store: Store,
    who: Actor,
    at: Seat,
    clock: Clock,
    tell: Tell,
    /// The form that is still being typed.
    waiting: Option<Unwritten>,
    /// `PRAGMA data_version` at the last look.
    version: i64,
    /// Answers kept back for those that were asked with them, and since when.
    held: Vec<Msg>,
    since: Option<Instant>,
    /// This sitting has written: the database's generation has been raised.
    marked: bool,
}

impl Desk {
    fn new(store: Store, who: Actor, at: Seat, clock: Clock, tell: Tell) -> Desk {
        let version = store.data_version().unwrap_or(0);
        Desk { store, who, at, clock, tell, waiting: None, version, held: Vec::new(), since: None, marked: false }
    }

    fn run(mut self: Box<Self>, inbox: &Receiver<Effect>) {
        // A small page cache is slower, not wrong.
        let _ = self.store.opening(false);
        let mut ahead = None;
        while let Some(next) = ahead.take().or_else(|| self.next(inbox)) {
            match next {
                Effect::Ask(ticket, query) => ahead = self.answer((ticket, query), inbox),
                other => self.work(other),
            }
        }
        self.write_draft();
    }

    /// Answers a question and those that wait behind it from one state of the database; and what else was met there.
    fn answer(&mut self, first: (Ticket, Query), inbox: &Receiver<Effect>) -> Option<Effect> {
        let (mut asked, mut ahead) = (Some(first), None);
        let begun = Instant::now();
        let (store, clock) = (&self.store, self.clock);
        let told = store.at_one_moment(|| {
            let mut told = Vec::new();
            while let Some((ticket, query)) = asked.take() {
                told.push(Msg::Answer(ticket, store.ask(&query, clock.now())));
                if begun.elapsed() < TOGETHER {
                    match inbox.try_recv() {
                        Ok(Effect::Ask(ticket, query)) => asked = Some((ticket, query)),
                        other => ahead = other.ok(),
                    }
                }
            }
            told
        });
        told.into_iter().for_each(|msg| self.tell(msg));
        self.look_for_others();
        ahead
    }

    /// The next thing to do; `None` = the sitting is over. Nothing is kept back while the desk waits.
    fn next(&mut self, inbox: &Receiver<Effect>) -> Option<Effect> {
        if self.since.is_none_or(|since| since.elapsed() < TOGETHER)
            && let Ok(effect) = inbox.try_recv()
        {
            return Some(effect);
        }
        self.let_go();
        if let Some(left) = self.waiting.as_ref().map(|w| w.left(Instant::now())) {
            match inbox.recv_timeout(left) {
                Err(RecvTimeoutError::Timeout) => self.write_draft(),
                Err(RecvTimeoutError::Disconnected) => return None,
                Ok(effect) => return Some(effect),
            }
            self.let_go();
        }
        inbox.recv().ok()
    }

    /// Tells what was kept back.
    fn let_go(&mut self) {
        self.since = None;
        let mut held = std::mem::take(&mut self.held);
        match held.len() {
            0 => {}
            1 => held.drain(..).for_each(|msg| (self.tell)(msg)),
            _ => (self.tell)(Msg::Burst(held)),
        }
    }

    fn work(&mut self, effect: Effect) {
        match effect {
            Effect::Do(ticket, order) => {
                let outcome = self.store.execute(&order, &self.who, self.clock.now());
                let written = outcome.is_ok();
                self.tell(Msg::Done(ticket, Box::new(order), outcome));
                // What was written is told before anything else is done for it.
                self.let_go();
                if written && !self.marked {
                    // Unmarked, an older copy put back would be noticed one sitting later.
                    self.marked = self.store.mark().is_ok();
                }
            }
            Effect::Draft { form, body: Some(body) } => {
                let other = self.waiting.as_ref().is_some_and(|w| w.draft.form != form);
                if other {
                    self.write_draft();
                }
                let draft = Draft { form, at: self.clock.now(), body };
                self.waiting = Some(Unwritten::after(self.waiting.take(), draft, Instant::now()));
            }
            Effect::Draft { form, body: None } => {
                self.waiting.take_if(|waiting| waiting.draft.form == form);
                // A draft that cannot be forgotten is offered once more: no harm.
                let _ = self.store.drop_draft(&self.who.clerk, &form);
            }
            Effect::TakeUp(draft) => {
                // A database that cannot say whose it is now leaves it to the next start.
                let mine = self.store.take_draft(&self.who.clerk, &draft).unwrap_or(false);
                self.tell(Msg::Taken(mine.then_some(draft)));
            }
            Effect::Throw(draft) => {
                if self.store.take_draft(&self.who.clerk, &draft).unwrap_or(false) {
                    let _ = self.store.drop_draft(&self.who.clerk, &draft.form);
                }
            }
            Effect::Seat { clerk, window } => {
                self.write_draft();
                // A choice that cannot be remembered is asked for once more: no harm.
                let _ = self.store.keep_seat(&self.at.login, &self.at.terminal, &clerk, &window);
                self.who = Actor { clerk };
                self.offer_drafts();
            }
            Effect::Reveal(ent) => {
                // Nothing is shown that is not noted.
                let noted = self.store.audit("reveal", &ent, &serde_json::json!({}), &self.who, self.clock.now());
                self.tell(match noted {
                    Ok(()) => Msg::Revealed(ent),
                    Err(fault) => Msg::Answer(Ticket { room: 0, slot: "reveal", generation: 0 }, Err(fault)),
                });
            }
            Effect::Terminal(finding) => {
                // Forgetting what the terminal said costs one more question at the next login.
                let _ = self.store.keep_terminal(&self.who.clerk, &self.at.terminal, finding);
            }
            Effect::Send(errand) => {
                super::errand::start(&self.store, errand, self.who.clone(), self.clock, Arc::clone(&self.tell))
            }
            // Questions are answered together (`answer`).
            Effect::Ask(..) | Effect::Quit => {}
        }
    }

    fn offer_drafts(&mut self) {
        if let Ok(drafts) = self.store.drafts(&self.who.clerk) {
            self.tell(Msg::Drafts(drafts));
        }
    }

    fn write_draft(&mut self) {
        if let Some(Unwritten { draft, .. }) = self.waiting.take()
            && let Err(fault) = self.store.keep_draft(&self.who.clerk, &draft)
        {
            self.tell(Msg::Answer(Ticket { room: 0, slot: "draft", generation: 0 }, Err(fault)));
        }
    }

    /// Another session's write is seen when we next ask something ourselves.
    fn look_for_others(&mut self) {
        let version = self.store.data_version().unwrap_or(self.version);
        if version != self.version {
            self.version = version;
            self.tell(Msg::Changed);
        }
    }

    fn tell(&mut self, msg: Msg) {
        self.held.push(msg);
        self.since.get_or_insert_with(Instant::now);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::clock::Moment;
    use crate::base::ids::Ids;
    use crate::desk::walkin;
    use crate::store::Site;
    use std::sync::mpsc::sync_channel;

    #[test]
    fn whoever_types_without_a_pause_has_a_draft_every_800_ms() {
        let begun = Instant::now();
        let at = |ms| begun + Duration::from_millis(ms);
        let typed = |ms: u64| Draft { form: "walkin/request.register".into(), at: Moment(0), body: ms.to_string() };
        // A key every 200 ms, and nothing written in between.
        let mut waiting = None;
        for ms in (0..=600).step_by(200) {
            waiting = Some(Unwritten::after(waiting.take(), typed(ms), at(ms)));
        }
        let waiting = waiting.unwrap();
        assert_eq!((waiting.draft.body.as_str(), waiting.left(at(600))), ("600", Duration::from_millis(200)));
        assert_eq!(waiting.left(at(800)), Duration::ZERO);
        assert_eq!(waiting.left(at(5_000)), Duration::ZERO);
        // Written: what is typed next has its own 800 ms.
        assert_eq!(Unwritten::after(None, typed(900), at(900)).left(at(1_000)), Duration::from_millis(700));
    }

    #[test]
    fn the_first_question_wakes_the_worker_and_its_end_waits_for_the_last_draft() {
        let now = Moment(1_790_000_000_000);
        let site = Site { code: "QLQ".into(), name: "q".into(), hub: false, epoch: 0, for_play: true, studio: None };
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("data");
        let ids = || Ids::seeded(Clock::Fixed(now), 1);
        let store = Store::create(&data, &site, ids()).unwrap();
        let (send, told) = sync_channel(8);
        let who = Actor { clerk: "wf".into() };
        let mut worker =
            Worker::new(store, who, Seat::default(), Clock::Fixed(now), move |msg| send.send(msg).unwrap_or_default());
        assert!(worker.working.is_none(), "nothing was asked of it");
        let ticket = Ticket { room: 0, slot: "counts", generation: 1 };
        worker.send(Effect::Ask(ticket, Query::Walkin(walkin::Query::Counts(walkin::Nothing {})))).unwrap();
        let answer = told.recv_timeout(Duration::from_secs(20)).unwrap();
        assert!(matches!(answer, Msg::Answer(of, Ok(_)) if of == ticket), "{answer:?}");
        worker.send(Effect::Draft { form: "resident".into(), body: Some("half a name".into()) }).unwrap();
        worker.end();
        let kept = Store::open(&data, ids()).unwrap().drafts("wf").unwrap();
        assert_eq!(kept.iter().map(|d| d.body.as_str()).collect::<Vec<_>>(), ["half a name"]);
    }

    #[test]
    fn a_worker_that_was_never_woken_closes_its_database() {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("data");
        let clock = Clock::Fixed(Moment(1_790_000_000_000));
        let site = Site { code: "QLQ".into(), name: "q".into(), hub: false, epoch: 0, for_play: true, studio: None };
        let store = Store::create(&data, &site, Ids::seeded(clock, 1)).unwrap();
        Worker::new(store, Actor { clerk: "wf".into() }, Seat::default(), clock, |_| {}).end();
        // The last connection takes the log with it as it closes.
        assert!(!data.join("desk.sqlite3-wal").exists());
    }
}
