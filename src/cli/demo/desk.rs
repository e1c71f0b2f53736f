//! The generator's hands: commands in large transactions, each at its own stated time.

use crate::base::clock::Moment;
use crate::cli::Problem;
use crate::desk::change::{Actor, Fields};
use crate::desk::command::{Command, Order};
use crate::io::seed;
use crate::store::{Batch, Fault, Refusal, Store};

/// One run of the generator.
pub struct Filling<'a> {
    store: &'a mut Store,
    pub rng: fastrand::Rng,
    /// The day that everything leads up to.
    pub now: Moment,
    /// The clerks of the centre, by surname.
    clerks: Vec<Actor>,
    pub commands: u64,
}

/// The counter within one transaction.
pub struct Desk<'a, 'b> {
    batch: &'a mut Batch<'b>,
    pub rng: &'a mut fastrand::Rng,
    clerks: &'a [Actor],
    commands: &'a mut u64,
}

/// Why the generator had to stop.
#[derive(Debug, thiserror::Error)]
pub enum Stopped {
    #[error("{command} at {at} was refused: {codes}")]
    Refused { command: String, at: String, codes: String },
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl From<Stopped> for Problem {
    fn from(stopped: Stopped) -> Problem {
        match stopped {
            Stopped::Fault(fault) => Problem::Fault(fault),
            refused => Problem::Data(format!("demo: {refused}")),
        }
    }
}

impl<'a> Filling<'a> {
    pub fn new(store: &'a mut Store, seed: u64, now: Moment) -> Filling<'a> {
        let clerks = seed::names("surnames").iter().take(3).map(|name| Actor { clerk: (*name).to_owned() }).collect();
        Filling { store, rng: fastrand::Rng::with_seed(seed), now, clerks, commands: 0 }
    }

    /// Does all of `work` in one transaction.
    pub fn batch<T>(&mut self, work: impl FnOnce(&mut Desk<'_, '_>) -> Result<T, Stopped>) -> Result<T, Stopped> {
        let Filling { store, rng, clerks, commands, .. } = self;
        store.batch(|batch| work(&mut Desk { batch, rng, clerks, commands }))
    }
}

impl Desk<'_, '_> {
    /// Does a command at its own time, by one of the clerks; what it told.
    pub fn go(&mut self, command: impl Into<Command>, at: Moment) -> Result<Fields, Stopped> {
        let order = Order::from(command.into());
        let who = &self.clerks[self.rng.usize(..self.clerks.len())];
        *self.commands += 1;
        match self.batch.execute(&order, who, at) {
            Ok(reply) => Ok(reply.result),
            Err(Refusal::Fault(fault)) => Err(Stopped::Fault(fault)),
            Err(Refusal::Rule(reasons)) => Err(Stopped::Refused {
                command: order.command.to_object().to_string(),
                at: at.rfc3339(),
                codes: reasons.iter().map(|r| r.code.name()).collect::<Vec<_>>().join(" "),
            }),
        }
    }

    /// Does a command that makes a record; its id.
    pub fn make(&mut self, command: impl Into<Command>, at: Moment) -> Result<String, Stopped> {
        let told = self.go(command, at)?;
        Ok(told.get("id").and_then(|id| id.as_str()).unwrap_or_default().to_owned())
    }
}

/// One of several.
pub fn one_of<'a, T>(rng: &mut fastrand::Rng, all: &'a [T]) -> &'a T {
    &all[rng.usize(..all.len())]
}

/// True `n` times of a hundred.
pub fn percent(rng: &mut fastrand::Rng, n: u32) -> bool {
    rng.u32(..100) < n
}
