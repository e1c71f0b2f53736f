//! A small world: five sites with real databases, a heap of files between them, one seeded dice.

use desk::base::clock::{Clock, Moment};
use desk::base::ids::Ids;
use desk::desk::change::Actor;
use desk::desk::command::Order;
use desk::desk::query::Query;
use desk::desk::sites::exchange::Finding;
use desk::exchange::format::{self, Opened};
use desk::exchange::keys::{Member, Unsigned};
use desk::store::{BundleStop, Refusal, Site, Store, restore};
use std::collections::BTreeSet;
use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// The subdistrict and four communities; the first community hosts the studio.
pub const CODES: [&str; 5] = ["HUB", "S01", "S02", "S03", "S04"];
/// Every so manieth history is of enrolled sites and sealed files. Without optimisation one of them takes the time of thirty.
const SEALED_EVERY: u64 = if cfg!(debug_assertions) { 100 } else { 4 };

/// Is this a history of enrolled sites?
pub fn is_sealed(seed: u64) -> bool {
    seed.is_multiple_of(SEALED_EVERY)
}

const HOUR: i64 = 3600 * 1000;

/// One site as the outside sees it.
pub struct Place {
    pub code: &'static str,
    pub store: Store,
    pub folder: PathBuf,
    /// How far its clock is off, ms.
    pub skew: i64,
    /// Entries whose success its clerk has seen.
    pub acked: Vec<String>,
    /// Of these, what its own machine lost when it was put back; others may have it.
    pub doubtful: BTreeSet<String>,
    /// A copy of the database, with how many entries had been acknowledged when it was taken.
    pub copy: Option<(PathBuf, usize)>,
}

/// A file on a stick.
#[derive(Clone)]
pub struct File {
    pub to: usize,
    pub bytes: Vec<u8>,
}

/// Everything.
pub struct World {
    pub sites: Vec<Place>,
    pub post: Vec<File>,
    pub dice: fastrand::Rng,
    pub now: Moment,
    pub seed: u64,
    folder: tempfile::TempDir,
}

/// What reading a file did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heard {
    Refused,
    Nothing,
    Changed,
}

/// Every history begins with the same five sites, made once and copied.
struct First {
    folder: tempfile::TempDir,
    acked: Vec<Vec<String>>,
}

/// Memory, where there is such a folder: an fsync per save is what a history of thousands spends its time on.
fn memory() -> tempfile::TempDir {
    tempfile::tempdir_in("/dev/shm").unwrap_or_else(|_| tempfile::tempdir().unwrap())
}

/// `DESK_STORY=1` tells what happens, step by step, and leaves the folders where they are.
#[allow(clippy::print_stdout, reason = "for whoever looks into one history")]
pub fn story(line: impl FnOnce() -> String) {
    if std::env::var_os("DESK_STORY").is_some() {
        println!("{}", line());
    }
}

fn copied(from: &Path, to: &Path) {
    use std::os::unix::fs::{DirBuilderExt as _, PermissionsExt as _};
    std::fs::DirBuilder::new().mode(0o700).create(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        std::fs::copy(entry.path(), &to).unwrap();
        std::fs::set_permissions(&to, std::fs::Permissions::from_mode(0o600)).unwrap();
    }
}

impl World {
    /// Five new sites that know of the hub and the studio; of some seeds enrolled, with keys and sealed files.
    pub fn new(seed: u64) -> World {
        static PLAIN: OnceLock<First> = OnceLock::new();
        static SEALED: OnceLock<First> = OnceLock::new();
        let sealed = is_sealed(seed);
        let first = if sealed { &SEALED } else { &PLAIN }.get_or_init(|| World::first(sealed));
        let mut world = World::empty(seed);
        if std::env::var_os("DESK_STORY").is_some() {
            world.folder.disable_cleanup(true);
        }
        story(|| format!("seed {seed}, sealed: {sealed}, in {}", world.folder.path().display()));
        for (n, code) in CODES.into_iter().enumerate() {
            let folder = world.folder.path().join(code);
            copied(&first.folder.path().join(code), &folder);
            let ids = Ids::seeded(Clock::Fixed(world.now), seed.wrapping_mul(31).wrapping_add(n as u64));
            let store = Store::open(&folder, ids).unwrap();
            world.settle_in(code, store, folder, first.acked[n].clone());
        }
        world
    }

    fn empty(seed: u64) -> World {
        let now = Moment::parse("2026-03-02T09:00").unwrap();
        World { sites: vec![], post: vec![], dice: fastrand::Rng::with_seed(seed), now, seed, folder: memory() }
    }

    fn settle_in(&mut self, code: &'static str, store: Store, folder: PathBuf, acked: Vec<String>) {
        self.sites.push(Place { code, store, folder, skew: 0, acked, doubtful: BTreeSet::new(), copy: None });
    }

    fn first(sealed: bool) -> First {
        let mut world = World::empty(u64::from(sealed) + 1_000_000);
        for (n, code) in CODES.into_iter().enumerate() {
            let folder = world.folder.path().join(code);
            let site = Site { code: code.into(), name: code.into(), hub: n == 0, epoch: 0, for_play: true, studio: None };
            let ids = Ids::seeded(Clock::Fixed(world.now), world.seed.wrapping_mul(31).wrapping_add(n as u64));
            let store = Store::create(&folder, &site, ids).unwrap();
            world.settle_in(code, store, folder, vec![]);
        }
        if sealed {
            world.enrol();
        }
        world.furnish();
        let World { sites, folder, .. } = world;
        // Closing puts the log of each into its file.
        First { folder, acked: sites.into_iter().map(|site| site.acked).collect() }
    }

    fn enrol(&mut self) {
        let keys: Vec<Member> = self.sites.iter().map(|site| member(site, site.code == CODES[0])).collect();
        let facts: Unsigned = serde_json::from_value(serde_json::json!({"version": 1, "at": 1, "keys": keys})).unwrap();
        let roster = facts.sign(self.sites[0].store.key_ring().unwrap().newest()).unwrap();
        for site in &mut self.sites {
            site.store.pin(&roster, "", self.now).unwrap().unwrap();
        }
    }

    fn furnish(&mut self) {
        self.tell(0, r#"{"cmd":"calendar.set","date":"2026-05-01","kind":"holiday","name":"a"}"#);
        for n in 1..5 {
            self.tell(n, r#"{"cmd":"setting.set","key":"hub.site","value":"HUB"}"#);
            self.tell(n, r#"{"cmd":"setting.set","key":"studio.site","value":"S01"}"#);
            let ids = Ids::seeded(Clock::Fixed(self.now), self.seed.wrapping_mul(37).wrapping_add(n as u64));
            // The site's idea of the studio is read when the database is opened.
            self.sites[n].store = Store::open(&self.sites[n].folder, ids).unwrap();
        }
        self.tell(1, r#"{"cmd":"place.add","name":"一号室","capacity":6}"#);
        for day in 1..=7 {
            let hours = format!(r#"{{"cmd":"place.hours","place":"一号室","weekday":{day},"from":"08:00","to":"20:00"}}"#);
            self.tell(1, &hours);
        }
        for n in 0..5 {
            self.tell(n, r#"{"cmd":"title.add","name":"字典"}"#);
            for k in 0..4 {
                self.tell(n, &format!(r#"{{"cmd":"copy.add","title":"字典","barcode":"{}{k}"}}"#, 100 + n));
                self.tell(n, &format!(r#"{{"cmd":"reader.add","name":"王{k}","card":"3{k}"}}"#));
            }
        }
        self.tell(1, r#"{"cmd":"kind.add","name":"谈","minutes":60,"needs_advisor":false,"needs_place":true}"#);
    }

    /// Takes a backup of a site.
    pub fn back_up(&mut self, n: usize) {
        let path = self.folder.path().join(format!("{}.{}.copy", CODES[n], self.sites[n].acked.len()));
        if self.sites[n].store.backup(&path).is_ok() {
            self.sites[n].copy = Some((path, self.sites[n].acked.len()));
        }
    }

    /// Puts the backup in the place of the database: as `desk restore` does, or by hand, which nobody notices.
    /// What had been acknowledged since and is nowhere else is gone with the machine; the clerk knows.
    pub fn restore(&mut self, n: usize, careful: bool) {
        let Some((copy, acked)) = self.sites[n].copy.clone() else { return };
        story(|| format!("{} restored, with care: {careful}, to {}", CODES[n], copy.display()));
        let gone: BTreeSet<String> = self.sites[n].acked[acked..].iter().cloned().collect();
        let elsewhere: BTreeSet<String> = (0..5).filter(|other| *other != n).flat_map(|other| self.entries(other)).collect();
        self.sites[n].acked.retain(|entry| !gone.contains(entry) || elsewhere.contains(entry));
        let folder = self.sites[n].folder.clone();
        self.seed = self.seed.wrapping_add(1 << 32);
        let ids = Ids::seeded(Clock::Fixed(self.now), self.seed.wrapping_mul(41).wrapping_add(n as u64));
        self.sites[n].store = away();
        if careful {
            let stamp = format!("{}", self.seed);
            restore(&folder, &copy, &ids, &stamp).unwrap().unwrap();
        } else {
            for ending in ["-wal", "-shm"] {
                let _ = std::fs::remove_file(folder.join(format!("desk.sqlite3{ending}")));
            }
            let _ = std::fs::remove_file(folder.join("desk.state"));
            std::fs::copy(&copy, folder.join("desk.sqlite3")).unwrap();
        }
        self.sites[n].store = Store::open(&folder, ids).unwrap();
        self.sites[n].doubtful.extend(gone);
        // What only this machine still held of another one that had been put back is gone with it.
        let anywhere: BTreeSet<String> = (0..5).flat_map(|site| self.entries(site)).collect();
        for site in &mut self.sites {
            site.acked.retain(|entry| !site.doubtful.contains(entry) || anywhere.contains(entry));
        }
    }

    /// The entries that a site knows of, its own and others'.
    pub fn entries(&self, n: usize) -> BTreeSet<String> {
        let db = rusqlite::Connection::open(self.sites[n].folder.join("desk.sqlite3")).unwrap();
        super::judge::entries(&db, None)
    }

    /// What a clerk does who is told that histories part, or that others have more of our own: read the hub's whole
    /// file with `--recover`.
    pub fn recover(&mut self, n: usize) {
        for file in self.write(0, n, true) {
            let at = self.at(n);
            let mut opened = self.opened(&file).unwrap();
            let done = self.sites[n].store.realign(&mut opened, at);
            story(|| format!("{} recovers: {done:?}", CODES[n]));
            match done {
                Ok(_) | Err(BundleStop::Refused(_)) => {}
                Err(BundleStop::Fault(fault)) => panic!("seed {}: {fault}", self.seed),
            }
            self.read(&file);
        }
    }

    /// Who has to read the hub's file with `--recover`: whoever says that histories part or that others have more of its
    /// own, and the site whose histories they are, which may not know. The hub never gives way.
    pub fn in_trouble(&self) -> BTreeSet<usize> {
        let mut all = BTreeSet::new();
        for n in 0..5 {
            for trouble in self.show(n, "exchange", &[])["open"].as_array().unwrap() {
                if trouble["code"] == "E-FORK" || trouble["code"] == "E-SELF-AHEAD" {
                    let author = CODES.iter().position(|code| trouble["site"] == *code);
                    all.extend(author.into_iter().chain([n]).filter(|n| *n != 0));
                }
            }
        }
        all
    }

    /// When the sites concerned have come back to one line, the others try them again (`desk site unfreeze`): what still
    /// parts is frozen again by the next file.
    pub fn thaw(&mut self) {
        for n in 0..5 {
            let open = self.show(n, "exchange", &[])["open"].clone();
            for trouble in open.as_array().unwrap().iter().filter(|t| t["code"] == "E-FORK") {
                self.sites[n].store.unfreeze(trouble["site"].as_str().unwrap()).unwrap();
            }
        }
    }

    /// The clock on the wall of a site.
    pub fn at(&self, n: usize) -> Moment {
        self.now.plus_ms(self.sites[n].skew)
    }

    /// A command that must succeed.
    pub fn tell(&mut self, n: usize, line: &str) {
        assert!(self.ask(n, line).is_some(), "{}: {line}", self.sites[n].code);
    }

    /// A command that may be refused; the reply's result as JSON.
    pub fn ask(&mut self, n: usize, line: &str) -> Option<serde_json::Value> {
        let at = self.at(n);
        let order = Order::parse(line).unwrap_or_else(|e| panic!("{line}: {e}"));
        match self.sites[n].store.execute(&order, &who(), at) {
            Ok(reply) => {
                story(|| format!("{} {} {line} -> {}", at.rfc3339(), CODES[n], reply.entry));
                if !reply.unchanged {
                    self.sites[n].acked.push(reply.entry);
                }
                Some(serde_json::Value::Object(reply.result))
            }
            Err(Refusal::Rule(_)) => None,
            Err(Refusal::Fault(fault)) => panic!("{line}: {fault}"),
        }
    }

    /// Any view of a site, as JSON.
    pub fn show(&self, n: usize, view: &str, words: &[(&str, &str)]) -> serde_json::Value {
        let words: Vec<_> = words.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
        let query = Query::from_words(view, &words).unwrap_or_else(|e| panic!("{view}: {e}"));
        serde_json::to_value(self.sites[n].store.ask(&query, self.at(n)).unwrap()).unwrap()
    }

    /// Writes what `to` lacks.
    pub fn write(&mut self, from: usize, to: usize, full: bool) -> Vec<File> {
        let at = self.at(from);
        let store = &mut self.sites[from].store;
        let mut files = Vec::new();
        for parcel in store.pack(CODES[to], full, to == 0, at).unwrap() {
            let mut bytes = Vec::new();
            match store.sealing().unwrap() {
                Some(sealing) => parcel.write_as(&mut bytes, Some(&sealing.seal())).unwrap(),
                None => parcel.write(&mut bytes).unwrap(),
            };
            store.bundle_written(&parcel, &who(), at).unwrap();
            files.push(File { to, bytes });
        }
        files
    }

    /// Opens a file as its addressee does.
    fn opened<'a>(&self, file: &'a File) -> Result<Opened<Cursor<&'a Vec<u8>>>, Finding> {
        match self.sites[file.to].store.sealing().unwrap() {
            Some(sealing) => format::open_as(Cursor::new(&file.bytes), &sealing.trust()),
            None => format::open(Cursor::new(&file.bytes)),
        }
    }

    /// Reads a file at its addressee.
    pub fn read(&mut self, file: &File) -> Heard {
        let at = self.at(file.to);
        let Ok(mut opened) = self.opened(file) else { return Heard::Refused };
        let done = self.sites[file.to].store.receive(&mut opened, &who(), at, false);
        story(|| told(&opened.manifest, CODES[file.to], &done));
        match done {
            Ok(told) if told.new + told.filled + told.released + told.home > 0 => Heard::Changed,
            Ok(_) => Heard::Nothing,
            Err(BundleStop::Refused(_)) => Heard::Refused,
            Err(BundleStop::Fault(fault)) => panic!("seed {}: {fault}", self.seed),
        }
    }

    /// Time goes on.
    pub fn wait(&mut self, hours: i64) {
        self.now = self.now.plus_ms(hours * HOUR);
    }
}

/// What came of a file, in a line or two.
fn told(manifest: &desk::exchange::format::Manifest, to: &str, done: &Result<desk::store::Received, BundleStop>) -> String {
    let segments: Vec<String> =
        manifest.segments.iter().map(|s| format!("{}.{}.{}.{}-{}", s.site, s.epoch, s.stream, s.first, s.last)).collect();
    let what = match done {
        Ok(t) => format!(
            "new {} known {} out {} filled {} released {} home {} held {:?} {:?}",
            t.new, t.known, t.left_out, t.filled, t.released, t.home, t.held, t.findings
        ),
        Err(stop) => format!("{stop:?}"),
    };
    format!("{} to {to}: {segments:?}\n    {what}", manifest.from)
}

fn member(site: &Place, hub: bool) -> Member {
    let ring = site.store.key_ring().unwrap();
    let key = ring.newest();
    let (sign, read) = (key.sign_key(), key.recipient());
    Member { site: site.code.into(), name: site.code.into(), hub, number: key.number, sign, read, from: 0, ended: None }
}

/// Stands in while the real database is closed.
fn away() -> Store {
    let site = Site { code: "X0".into(), name: "X0".into(), hub: false, epoch: 0, for_play: true, studio: None };
    Store::in_memory(&site, Ids::seeded(Clock::System, 0)).unwrap()
}

/// The clerk of every site.
pub fn who() -> Actor {
    Actor { clerk: "c1".into() }
}
