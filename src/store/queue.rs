//! Who waits to write is let in before who has just written. SQLite gives its lock to whoever looks when it is free, and
//! a session that writes save after save leaves it free for some microseconds only: on a slow disk, where each save
//! holds it for a good part of a second, another session looked 10 seconds long at the wrong moments (E-BUSY).
//!
//! A session that waits holds the data folder by a shared lock of the kernel's, which ends with it however it ends. A
//! session that has just written and wants to write again looks for such a lock, and waits a moment if there is one.

use rusqlite::{Connection, Transaction, TransactionBehavior};
use rustix::fs::{FlockOperation, flock};
use std::cell::Cell;
use std::fs::File;
use std::path::Path;
use std::time::{Duration, Instant};

/// Who wrote this short a time ago gives way.
const JUST_NOW: Duration = Duration::from_millis(50);
/// Long enough for those who wait to look again (`open::wait_a_little` looks every 0.3 to 1.9 ms).
const MOMENT: Duration = Duration::from_millis(4);

/// The queue of one connection.
#[derive(Debug, Default)]
pub(super) struct Queue {
    /// The data folder; none of a database in memory, which nobody shares.
    folder: Option<File>,
    wrote: Cell<Option<Instant>>,
}

impl Queue {
    pub fn of(conn: &Connection) -> Queue {
        let folder = conn.path().filter(|p| !p.is_empty()).and_then(|p| Path::new(p).parent());
        Queue { folder: folder.and_then(|f| File::open(f).ok()), wrote: Cell::default() }
    }

    /// Begins to write, in turn.
    pub fn begin<'a>(&self, conn: &'a Connection) -> rusqlite::Result<Transaction<'a>> {
        let Some(folder) = &self.folder else {
            return Transaction::new_unchecked(conn, TransactionBehavior::Immediate);
        };
        if self.wrote.get().is_some_and(|at| at.elapsed() < JUST_NOW) && somebody_waits(folder) {
            std::thread::sleep(MOMENT);
        }
        // A folder that cannot be locked (some network file systems) makes nobody wait: as it was without a queue.
        let _ = flock(folder, FlockOperation::NonBlockingLockShared);
        let begun = Transaction::new_unchecked(conn, TransactionBehavior::Immediate);
        let _ = flock(folder, FlockOperation::Unlock);
        begun
    }

    /// A transaction has been committed just now.
    pub fn wrote(&self) {
        self.wrote.set(Some(Instant::now()));
    }
}

fn somebody_waits(folder: &File) -> bool {
    let alone = flock(folder, FlockOperation::NonBlockingLockExclusive).is_ok();
    let _ = flock(folder, FlockOperation::Unlock);
    !alone
}

#[cfg(test)]
mod tests {
    use crate::base::clock::{Clock, Moment};
    use crate::base::ids::Ids;
    use crate::desk::change::Actor;
    use crate::desk::command::Order;
    use crate::store::{Fault, Site, Store};
    use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
    use std::time::Duration;

    /// A disk that takes a tenth of a second for each save, and a session that saves without a pause.
    const SLOW: Duration = Duration::from_millis(100);

    fn ids(seed: u64) -> Ids {
        Ids::seeded(Clock::Fixed(Moment(0)), seed)
    }

    #[test]
    fn who_waits_is_let_in_before_who_has_just_written() {
        let dir = tempfile::tempdir().unwrap();
        let folder = dir.path().join("data");
        let site = Site { code: "A1".into(), name: "A1".into(), hub: false, epoch: 0, for_play: true, studio: None };
        let mut waits = Store::create(&folder, &site, ids(1)).unwrap();
        let (over, saves) = (AtomicBool::new(false), AtomicU32::new(0));
        let at = Moment::parse("2026-03-02T09:00").unwrap();
        let add = |n: u32| Order::parse(&format!(r#"{{"cmd":"resident.add","name":"张{n}"}}"#)).unwrap();
        let who = Actor { clerk: "c".into() };
        std::thread::scope(|scope| {
            scope.spawn(|| {
                let mut busy = Store::open(&folder, ids(2)).unwrap();
                while !over.load(Ordering::Relaxed) {
                    let saved: Result<(), Fault> = busy.batch(|_| {
                        std::thread::sleep(SLOW);
                        Ok(())
                    });
                    saved.unwrap();
                    saves.fetch_add(1, Ordering::Relaxed);
                }
            });
            let mut overtaken = 0;
            for n in 0..8 {
                std::thread::sleep(SLOW / 3);
                let before = saves.load(Ordering::Relaxed);
                let saved = waits.execute(&add(n), &who, at);
                overtaken = overtaken.max(saves.load(Ordering::Relaxed) - before);
                if saved.is_err() {
                    over.store(true, Ordering::Relaxed);
                }
                saved.unwrap();
            }
            over.store(true, Ordering::Relaxed);
            assert!(overtaken < 20, "{overtaken} saves of the other went before one of ours");
        });
    }
}
