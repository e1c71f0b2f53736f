//! Opening: folder and file private before SQLite sees them, migrations, the site's own state.

use super::db::Db;
use super::execute::Refusal;
use super::{Fault, sql};
use crate::base::ids::Ids;
use rusqlite::backup::Backup;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, named_params};
use rusqlite_migration::{M, Migrations};
use std::cell::Cell;
use std::ffi::c_int;
use std::fs;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::sync::{LazyLock, Mutex, PoisonError};
use std::time::{Duration, Instant};

static STEPS: LazyLock<Migrations<'static>> = LazyLock::new(|| {
    let step = |(at, sql): (usize, &&'static str)| match at + 1 {
        20 => M::up_with_hook(sql, |tx: &rusqlite::Transaction<'_>| Ok(super::rekey::orders_and_words(tx)?)),
        _ => M::up(sql),
    };
    Migrations::new(STEP_SQL.iter().enumerate().map(step).collect())
});

/// The numbered migrations, oldest first. A step that has been released is never edited.
const STEP_SQL: &[&str] = &[
    include_str!("../../db/migrations/0001_core.sql"),
    include_str!("../../db/migrations/0002_walkin.sql"),
    include_str!("../../db/migrations/0003_studio.sql"),
    include_str!("../../db/migrations/0004_loans.sql"),
    include_str!("../../db/migrations/0005_exchange.sql"),
    include_str!("../../db/migrations/0006_keys.sql"),
    include_str!("../../db/migrations/0007_wire.sql"),
    include_str!("../../db/migrations/0008_find_numbers.sql"),
    include_str!("../../db/migrations/0009_clerk.sql"),
    include_str!("../../db/migrations/0010_hub.sql"),
    include_str!("../../db/migrations/0011_accord.sql"),
    include_str!("../../db/migrations/0012_peer_roster.sql"),
    include_str!("../../db/migrations/0013_front.sql"),
    include_str!("../../db/migrations/0014_rooms.sql"),
    include_str!("../../db/migrations/0015_rate.sql"),
    include_str!("../../db/migrations/0016_newer.sql"),
    include_str!("../../db/migrations/0017_day.sql"),
    include_str!("../../db/migrations/0018_custody.sql"),
    include_str!("../../db/migrations/0019_draft_holder.sql"),
    include_str!("../../db/migrations/0020_find_words.sql"),
    include_str!("../../db/migrations/0021_small.sql"),
];

/// The file's name within the data folder.
pub(super) const FILE: &str = "desk.sqlite3";

/// How long a writer waits for another session before it says E-BUSY.
const PATIENCE: Duration = Duration::from_secs(10);

/// What a database file knows of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Site {
    /// `QLQ`.
    pub code: String,
    pub name: String,
    pub hub: bool,
    /// +1 at each restore.
    pub epoch: i64,
    /// Made by `--demo` or under `--now`: stated times are not held against the machine's clock.
    pub for_play: bool,
    /// The site that hosts the studio; `None` = here.
    pub studio: Option<String>,
}

/// One site's database.
#[derive(Debug)]
pub struct Store {
    pub(super) db: Db,
    pub(super) site: Site,
    pub(super) ids: Ids,
    /// Whose the drafts are that are kept here.
    pub(super) window: super::window::Window,
}

impl Store {
    /// Opens the site's database in `folder`.
    ///
    /// # Errors
    /// [`Fault::NoSite`] if there is none yet, [`Fault::Newer`], [`Fault::Damaged`], [`Fault::Folder`].
    pub fn open(folder: &Path, ids: Ids) -> Result<Store, Fault> {
        let path = folder.join(FILE);
        if !path.exists() {
            return Err(Fault::NoSite);
        }
        Store::open_file(&path, ids).map_err(|fault| fault.of_opening(folder))
    }

    /// Opens a database under another name: a backup on its way to be restored.
    pub(super) fn open_file(path: &Path, ids: Ids) -> Result<Store, Fault> {
        private(path)?;
        Store::from_connection(connect(path)?, ids)
    }

    /// Makes the site's database; refuses (as `Other`) if there is one.
    ///
    /// # Errors
    /// The folder cannot be made or is readable by others, or the file cannot be written.
    pub fn create(folder: &Path, site: &Site, ids: Ids) -> Result<Store, Fault> {
        fs::DirBuilder::new().recursive(true).mode(0o700).create(folder).map_err(|e| folder_fault(folder, &e.to_string()))?;
        let path = folder.join(FILE);
        // The file is made 0600 before SQLite opens it; -wal and -shm copy its mode.
        fs::OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(&path)
            .map_err(|e| folder_fault(&path, &e.to_string()))?;
        super::trust::first_key(folder, &site.code, &ids)?;
        let conn = connect(&path)?;
        let store = Store::with_site(conn, site, ids)?;
        store.mark()?;
        Ok(store)
    }

    /// A database in memory, for tests.
    ///
    /// # Errors
    /// SQLite cannot give memory.
    pub fn in_memory(site: &Site, ids: Ids) -> Result<Store, Fault> {
        let mut conn = Connection::open_in_memory()?;
        prepare(&conn)?;
        pristine(&mut conn)?;
        Store::with_site(conn, site, ids)
    }

    fn with_site(mut conn: Connection, site: &Site, ids: Ids) -> Result<Store, Fault> {
        migrate(&mut conn)?;
        let (hub, play) = (i64::from(site.hub), i64::from(site.for_play));
        let params = named_params! {":site": site.code, ":name": site.name, ":hub": hub, ":play": play, ":epoch": site.epoch,
        ":knows": super::reproject::knowledge()};
        conn.execute(sql!("core/site_state_new"), params)?;
        Store::from_connection(conn, ids)
    }

    fn from_connection(mut conn: Connection, ids: Ids) -> Result<Store, Fault> {
        migrate(&mut conn)?;
        let mut db = Db::new(conn);
        let found = db.one(sql!("core/site_state"), [], |r| {
            Ok(Site {
                code: r.get("site")?,
                name: r.get("name")?,
                hub: r.get("hub")?,
                for_play: r.get("made_for_play")?,
                epoch: r.get("epoch")?,
                studio: None,
            })
        })?;
        let mut site = found.ok_or(Fault::NoSite)?;
        db.site.clone_from(&site.code);
        // What the hub's roster says holds where this site has not set it itself.
        site.studio = match db.setting("studio.site")? {
            Some(set) => Some(set),
            None => super::trust::studio(&db)?,
        };
        match super::reproject::after_upgrade(&db) {
            // Another window writes: the next one that opens goes through it.
            Ok(()) | Err(Fault::Busy) => {}
            Err(fault) => return Err(fault),
        }
        Ok(Store { db, site, ids, window: super::window::Window::default() })
    }

    /// Who we are.
    pub fn site(&self) -> &Site {
        &self.site
    }

    /// The ids of this run.
    pub fn ids(&self) -> &Ids {
        &self.ids
    }

    /// A number that changes when another session has written. Costs no disk access.
    ///
    /// # Errors
    /// A fault of the database.
    pub fn data_version(&self) -> Result<i64, Fault> {
        self.db.data_version()
    }

    /// Much is about to be written (or has been): a page cache that holds the search keys, and a longer way between
    /// checkpoints. A commit is on the disk when it returns, as always.
    ///
    /// # Errors
    /// A fault of the database.
    pub fn bulk(&mut self, begins: bool) -> Result<(), Fault> {
        let sql = if begins { sql!("core/bulk_begin") } else { sql!("core/at_work") };
        Ok(self.db.conn.execute_batch(sql)?)
    }

    /// The first page is about to be asked for (or stands): what it takes is read once, so its pages make room for each
    /// other instead of each taking new memory.
    ///
    /// # Errors
    /// A fault of the database.
    pub fn opening(&self, begins: bool) -> Result<(), Fault> {
        let sql = if begins { sql!("core/opening_begin") } else { sql!("core/at_work") };
        self.db.once.set(begins);
        Ok(self.db.conn.execute_batch(sql)?)
    }

    /// A copy of the whole database as one sound file, while others work.
    ///
    /// # Errors
    /// The target exists or cannot be written.
    pub fn backup(&self, to: &Path) -> Result<(), Fault> {
        if to.exists() {
            return Err(Fault::Exists(to.display().to_string()));
        }
        copy_whole(&self.db.conn, to)
    }
}

/// Does this folder hold a site's database?
pub fn exists(folder: &Path) -> bool {
    // An empty file is one that a start which was killed left.
    fs::metadata(folder.join(FILE)).is_ok_and(|facts| facts.len() > 0)
}

fn folder_fault(path: &Path, why: &str) -> Fault {
    Fault::Folder { path: path.display().to_string(), why: why.to_owned() }
}

fn connect(path: &Path) -> Result<Connection, Fault> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = Connection::open_with_flags(path, flags)?;
    prepare(&conn)?;
    Ok(conn)
}

/// The first SQLite without the WAL-reset race (SAFETY.md R7), as `major * 1_000_000 + minor * 1000 + patch`.
const SOUND_SQLITE: i32 = 3_051_003;

fn prepare(conn: &Connection) -> Result<(), Fault> {
    if rusqlite::version_number() < SOUND_SQLITE {
        return Err(Fault::Other(format!("SQLite {} is too old", rusqlite::version())));
    }
    conn.busy_handler(Some(wait_a_little))?;
    // A plan does not look at the values asked for: else a statement is planned once when it is prepared and again when
    // it first runs.
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    conn.set_prepared_statement_cache_capacity(256);
    Ok(conn.execute_batch(sql!("core/open"))?)
}

/// Waits for another session's write, a moment at a time. SQLite's own handler sleeps up to 100 ms between two looks: beside
/// sessions that write without a pause it looked away each time the lock was free, and a session could wait its 10 seconds
/// for nothing.
fn wait_a_little(looks: i32) -> bool {
    thread_local!(static SINCE: Cell<Option<Instant>> = const { Cell::new(None) });
    if looks == 0 {
        SINCE.set(Some(Instant::now()));
    }
    // Of different lengths, so that two who wait do not look in step.
    std::thread::sleep(Duration::from_micros(300 + 400 * u64::from(looks.unsigned_abs() % 5)));
    SINCE.get().is_some_and(|since| since.elapsed() < PATIENCE)
}

/// Refuses a file that others may read (SAFETY.md 4.1).
fn private(path: &Path) -> Result<(), Fault> {
    use std::os::unix::fs::PermissionsExt;
    let mode = fs::metadata(path).map_err(|e| folder_fault(path, &e.to_string()))?.permissions().mode();
    if mode & 0o077 != 0 {
        return Err(Fault::OpenToOthers { path: path.display().to_string(), mode: mode & 0o777 });
    }
    Ok(())
}

fn migrate(conn: &mut Connection) -> Result<(), Fault> {
    let found: i64 = conn.pragma_query_value(None, "user_version", |r| r.get(0))?;
    let known = i64::try_from(STEP_SQL.len()).unwrap_or(i64::MAX);
    if found > known {
        return Err(Fault::Newer { found, known });
    }
    if found == known {
        return Ok(());
    }
    if found > 0 {
        copy_aside(conn, found)?;
    }
    STEPS.to_latest(conn).map_err(|e| Fault::Other(e.to_string()))
}

/// Copies an empty database of this version, which is made once: tests and `desk verify` want many.
fn pristine(conn: &mut Connection) -> Result<(), Fault> {
    static EMPTY: LazyLock<Mutex<Option<Connection>>> = LazyLock::new(Mutex::default);
    let mut empty = EMPTY.lock().unwrap_or_else(PoisonError::into_inner);
    let from = match empty.as_mut() {
        Some(made) => made,
        None => {
            let mut made = Connection::open_in_memory()?;
            migrate(&mut made)?;
            empty.insert(made)
        }
    };
    Ok(Backup::new(from, conn)?.run_to_completion(c_int::MAX, Duration::ZERO, None)?)
}

/// Before a migration the old database is kept beside the new one.
fn copy_aside(conn: &Connection, version: i64) -> Result<(), Fault> {
    let Some(path) = conn.path().filter(|p| !p.is_empty()) else { return Ok(()) };
    let aside = PathBuf::from(format!("{path}.before-migration-v{version}"));
    if aside.exists() {
        return Ok(());
    }
    copy_whole(conn, &aside)
}

/// A sound copy of the whole database: 0600 before it has content (it holds what the database holds), and under its
/// name only when it is whole.
fn copy_whole(conn: &Connection, to: &Path) -> Result<(), Fault> {
    let part = PathBuf::from(format!("{}.part", to.display()));
    let failed = |e: std::io::Error| folder_fault(to, &e.to_string());
    if part.exists() {
        fs::remove_file(&part).map_err(failed)?;
    }
    let made = fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&part).map_err(failed)?;
    let copied = conn.execute(sql!("core/backup"), named_params! {":path": part.to_string_lossy()});
    let done = copied.map_err(Fault::from).and_then(|_| made.sync_all().and_then(|()| fs::rename(&part, to)).map_err(failed));
    if done.is_err() {
        // A half copy is of no use; if it cannot be removed, its ending says so.
        let _ = fs::remove_file(&part);
    }
    done
}

impl From<rusqlite::Error> for Refusal {
    fn from(error: rusqlite::Error) -> Refusal {
        Refusal::Fault(error.into())
    }
}
