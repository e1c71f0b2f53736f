//! `desk bundle watch FOLDER`: a spool that Syncthing, rclone or rsync fills and empties.
//!
//! `in/` is read and emptied into `done/`; what is refused goes to `in/refused/` with a text that says why; `out/` is
//! where `bundle write --out FOLDER/out` writes, and what its reader has acknowledged, or 30 days have passed over, is
//! removed. Files arrive by rename; one that is still being written is not looked at. The kernel tells when something
//! comes (inotify): nothing is polled.

use super::super::args::BundleWatch;
use super::super::{Exit, Problem, World};
use super::read::{How, one, received_line};
use super::{failed, refused};
use crate::base::clock::Moment;
use crate::desk::sites::exchange::{Finding, Trouble};
use crate::exchange::file;
use crate::exchange::spool::{Spool, put_away};
use crate::i18n::exchange::told;
use crate::store::Store;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::inotify::{self, CreateFlags, WatchFlags};
use std::fs;
use std::io::Write;
use std::mem::MaybeUninit;
use std::path::Path;
use std::time::Duration;

/// How long files that were read, or refused, are kept, ms.
const KEEP_MS: i64 = 30 * 24 * 3600 * 1000;
/// When another window kept the database for itself: seconds until the next attempt.
const AGAIN: i64 = 30;
/// Old files are looked for at least this often, seconds.
const DAY: i64 = 24 * 3600;

pub(super) fn run(call: &BundleWatch, world: &World, out: &mut dyn Write) -> Result<Exit, Problem> {
    let mut store = world.store()?;
    let spool = Spool::make(&call.folder)?;
    // Watched before it is first looked at, so that nothing falls between.
    let bell = Bell::on(&spool.inbox)?;
    loop {
        let waits = round(&mut store, &spool, world, out)?;
        out.flush()?;
        if call.once {
            return Ok(if waits { Exit::Data } else { Exit::Done });
        }
        bell.wait(if waits { AGAIN } else { DAY })?;
    }
}

/// Reads what has arrived until nothing more moves, then tidies. True: something waits for the database to be free.
fn round(store: &mut Store, spool: &Spool, world: &World, out: &mut dyn Write) -> Result<bool, Problem> {
    let mut waits = false;
    loop {
        let (mut moved, mut gaps) = (false, Vec::new());
        for path in spool.arrived()? {
            let named = path.display().to_string();
            let got = match file::open(&path) {
                Ok(file) => one(store, &file, &named, How::default(), world),
                Err(finding) => Ok(Err(finding)),
            };
            match got {
                Ok(Ok(received)) => {
                    moved |= received.new > 0;
                    // One with a gap is kept back as long as another file of this round may fill it.
                    if received.findings.iter().any(|f| f.code == Trouble::Gap) {
                        gaps.push((path, received));
                        continue;
                    }
                    received_line(&received, &named, false, world, out)?;
                    put_away(&path, &spool.done)?;
                }
                Ok(Err(finding)) => {
                    refused(&finding, &named, world, out)?;
                    reject(&path, spool, &finding, world)?;
                }
                Err(Problem::Fault(why)) => {
                    failed(&why, world, out)?;
                    waits = true;
                }
                Err(other) => return Err(other),
            }
        }
        if moved && !gaps.is_empty() {
            continue;
        }
        // What could be taken of them was; the rest comes again when the other site has read what we have.
        for (path, received) in gaps {
            received_line(&received, &path.display().to_string(), false, world, out)?;
            put_away(&path, &spool.done)?;
        }
        break;
    }
    tidy(store, spool, world)?;
    Ok(waits)
}

fn reject(path: &Path, spool: &Spool, finding: &Finding, world: &World) -> Result<(), Problem> {
    let to = put_away(path, &spool.refused)?;
    let (why, next) = told(finding, world.lang);
    let text = format!("{}\n{why}\n{next}\n{}\n", finding.code.name(), world.now().rfc3339());
    let mut name = to.into_os_string();
    name.push(".txt");
    fs::write(name, text)?;
    Ok(())
}

/// Removes what was acknowledged, and what is older than 30 days.
fn tidy(store: &mut Store, spool: &Spool, world: &World) -> Result<(), Problem> {
    for file in store.bundles_done(world.now())? {
        // Gone already: somebody tidied by hand, or the stick was taken away.
        let _ = fs::remove_file(file);
    }
    for folder in [&spool.done, &spool.refused] {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let age = entry.metadata()?.modified().ok().and_then(|t| t.duration_since(std::time::UNIX_EPOCH).ok());
            let written = age.map_or(i64::MAX, |t: Duration| i64::try_from(t.as_millis()).unwrap_or(i64::MAX));
            if Moment(written).plus_ms(KEEP_MS) < crate::base::clock::Clock::real() {
                fs::remove_file(entry.path())?;
            }
        }
    }
    Ok(())
}

/// What the kernel rings when a file has been renamed into a folder or closed after writing.
struct Bell(rustix::fd::OwnedFd);

impl Bell {
    fn on(folder: &Path) -> Result<Bell, Problem> {
        let fault = |e: rustix::io::Errno| Problem::Output(e.into());
        let bell = inotify::init(CreateFlags::CLOEXEC | CreateFlags::NONBLOCK).map_err(fault)?;
        inotify::add_watch(&bell, folder, WatchFlags::MOVED_TO | WatchFlags::CLOSE_WRITE).map_err(fault)?;
        Ok(Bell(bell))
    }

    /// Sleeps until it rings, at most so many seconds.
    fn wait(&self, seconds: i64) -> Result<(), Problem> {
        let mut on = [PollFd::new(&self.0, PollFlags::IN)];
        let limit = Timespec { tv_sec: seconds, tv_nsec: 0 };
        match poll(&mut on, Some(&limit)) {
            Ok(_) | Err(rustix::io::Errno::INTR) => {}
            Err(e) => return Err(Problem::Output(e.into())),
        }
        // Empties it: one look at the folder answers every ring until now.
        let mut room = [MaybeUninit::uninit(); 4096];
        let mut rings = inotify::Reader::new(&self.0, &mut room);
        while rings.next().is_ok() {}
        Ok(())
    }
}
