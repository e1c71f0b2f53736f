//! An errand with files: on a thread and a connection of its own, so that the counter goes on while a stick is written
//! or a long file is read.

use super::worker::Tell;
use crate::app::msg::Msg;
use crate::base::clock::Clock;
use crate::base::ids::Ids;
use crate::desk::change::Actor;
use crate::desk::sites::spool::{Errand, Outcome};
use crate::store::{Fault, Store};
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// How often a bar moves: a thin line bears no more.
const TICK: Duration = Duration::from_millis(500);

/// Starts it; what comes of it is told in messages.
pub fn start(store: &Store, errand: Errand, who: Actor, clock: Clock, tell: Tell) {
    let Some(folder) = store.folder() else {
        return tell(Msg::FilesFailed(Fault::NoSite));
    };
    let speaker = tell.clone();
    let begun = std::thread::Builder::new().name("files".into()).spawn(move || {
        let outcome = run(folder, errand, &who, clock, &speaker);
        speaker(outcome.map_or_else(Msg::FilesFailed, Msg::Files));
    });
    if let Err(error) = begun {
        tell(Msg::FilesFailed(Fault::Other(error.to_string())));
    }
}

fn run(folder: PathBuf, errand: Errand, who: &Actor, clock: Clock, tell: &Tell) -> Result<Outcome, Fault> {
    let mut store = Store::open(&folder, Ids::system(clock))?;
    let mut last = Instant::now();
    let mut progress = |done: u64, total: u64| {
        if last.elapsed() >= TICK {
            last = Instant::now();
            tell(Msg::Files(Outcome::Moving { errand, done, total }));
        }
    };
    match errand {
        Errand::Write => store.write_spool(&folder, who, clock.now()),
        Errand::Look => store.read_spool(&folder, true, who, clock.now(), &mut progress),
        Errand::Recover => store.recover_spool(&folder, who, clock.now(), &mut progress),
        Errand::Read => store.read_spool(&folder, false, who, clock.now(), &mut progress),
    }
}
