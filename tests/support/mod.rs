//! A desk in memory with a fixed clock and fixed ids.
#![allow(dead_code, reason = "each test file uses its own part")]

pub mod journey;
pub mod net;

use desk::base::clock::{Clock, Moment};
use desk::base::ids::Ids;
use desk::desk::change::{Actor, Fields};
use desk::desk::command::Order;
use desk::desk::query::{Answer, Query};
use desk::desk::residents;
use desk::store::{Refusal, Site, Store};

/// A local time of the counter.
pub fn at(text: &str) -> Moment {
    Moment::parse(text).unwrap()
}

/// A desk for tests.
pub struct Counter {
    pub store: Store,
    pub who: Actor,
    pub now: Moment,
}

/// The desk of 青龙桥 on Monday 2026-03-02 at nine.
pub fn counter() -> Counter {
    let now = at("2026-03-02T09:00");
    let site = Site { code: "QLQ".into(), name: "青龙桥".into(), hub: false, epoch: 0, for_play: true, studio: None };
    let store = Store::in_memory(&site, Ids::seeded(Clock::Fixed(now), 1)).unwrap();
    Counter { store, who: Actor { clerk: "王".into() }, now }
}

impl Counter {
    /// Does a command that must succeed; its result.
    pub fn ok(&mut self, line: &str) -> Fields {
        let order = Order::parse(line).unwrap_or_else(|e| panic!("{line}: {e}"));
        match self.store.execute(&order, &self.who, self.now) {
            Ok(reply) => reply.result,
            Err(refusal) => panic!("{line}: {refusal:?}"),
        }
    }

    /// Does a command that must be refused for exactly these reasons.
    pub fn refused(&mut self, line: &str, codes: &[&str]) {
        let before = self.store.verify().unwrap();
        match self.store.execute(&Order::parse(line).unwrap(), &self.who, self.now) {
            Err(Refusal::Rule(reasons)) => assert_eq!(reasons.iter().map(|r| r.code.name()).collect::<Vec<_>>(), codes, "{line}"),
            other => panic!("{line}: {other:?}"),
        }
        assert_eq!(self.store.verify().unwrap(), before, "a refusal changes nothing");
    }

    /// Any view, as JSON.
    pub fn show(&self, view: &str, words: &[(&str, &str)]) -> serde_json::Value {
        let words: Vec<_> = words.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
        let query = Query::from_words(view, &words).unwrap();
        serde_json::to_value(self.store.ask(&query, self.now).unwrap()).unwrap()
    }

    /// Names of the residents found by what is typed.
    pub fn names(&self, typed: &str) -> Vec<String> {
        let query = residents::Query::Page(residents::Page { find: typed.into(), ..Default::default() });
        match self.store.ask(&query.into(), self.now).unwrap() {
            Answer::Residents(residents::Answer::Page(rows)) => rows.into_iter().map(|(_, r)| r.name).collect(),
            other => panic!("{other:?}"),
        }
    }

    /// The log and the tables agree.
    pub fn sound(&self) {
        assert_eq!(self.store.verify().unwrap().wrong, Vec::<String>::new());
    }
}

/// Fills a desk with the seed and the invented community of `--demo`.
pub fn community(desk: &mut Counter) {
    let who = Actor { clerk: "desk".into() };
    let now = desk.now;
    let orders = desk::desk::seed::orders().unwrap();
    let done: Result<(), Refusal> = desk.store.batch(|batch| {
        for command in orders {
            batch.execute(&Order::from(command), &who, now)?;
        }
        Ok(())
    });
    done.unwrap();
    let demo = desk::cli::demo::fill(&mut desk.store, desk::cli::demo::SMALL, desk::cli::demo::SEED, now, &mut |_| {});
    assert!(demo.is_ok(), "{demo:?}");
}
