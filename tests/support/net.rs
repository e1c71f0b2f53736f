//! Several desks with real databases, which hand each other real files.

use desk::base::clock::{Clock, Moment};
use desk::base::ids::Ids;
use desk::desk::change::{Actor, Fields};
use desk::desk::command::Order;
use desk::desk::query::Query;
use desk::exchange::format;
use desk::store::{BundleStop, Received, Refusal, Site, Store};
use serde_json::Value;
use std::io::Cursor;
use std::path::PathBuf;

/// Sites by code, and the time.
pub struct Net {
    pub desks: Vec<(String, Store)>,
    pub now: Moment,
    pub folder: tempfile::TempDir,
}

impl Net {
    /// New sites; the first is the hub.
    pub fn of(codes: &[&str]) -> Net {
        let folder = tempfile::tempdir().unwrap();
        let now = Moment::parse("2026-03-02T09:00").unwrap();
        let mut net = Net { desks: vec![], now, folder };
        for (n, code) in codes.iter().enumerate() {
            let site = Site { code: (*code).into(), name: (*code).into(), hub: n == 0, epoch: 0, for_play: true, studio: None };
            let ids = Ids::seeded(Clock::Fixed(now), n as u64 + 1);
            let store = Store::create(&net.place(code), &site, ids).unwrap();
            net.desks.push(((*code).to_owned(), store));
            if n > 0 {
                net.ok(code, &format!(r#"{{"cmd":"setting.set","key":"hub.site","value":"{}"}}"#, codes[0]));
            }
        }
        net
    }

    /// Where a site's database lies.
    pub fn place(&self, code: &str) -> PathBuf {
        self.folder.path().join(code)
    }

    pub fn at(&mut self, code: &str) -> &mut Store {
        &mut self.desks.iter_mut().find(|(c, _)| c == code).unwrap().1
    }

    /// Minutes pass everywhere.
    pub fn wait(&mut self, minutes: i64) {
        self.now = self.now.plus_ms(minutes * 60_000);
    }

    pub fn try_do(&mut self, code: &str, line: &str) -> Result<Fields, Refusal> {
        self.wait(1);
        let (now, who) = (self.now, Actor { clerk: format!("clerk-{code}") });
        let order = Order::parse(line).unwrap_or_else(|e| panic!("{line}: {e}"));
        self.at(code).execute(&order, &who, now).map(|reply| reply.result)
    }

    /// A command that must succeed; its result.
    /// What another clerk of that desk does.
    pub fn as_clerk(&mut self, code: &str, clerk: &str, line: &str) -> Fields {
        let (now, who) = (self.now, Actor { clerk: clerk.into() });
        let order = Order::parse(line).unwrap();
        self.at(code).execute(&order, &who, now).unwrap_or_else(|e| panic!("{line}: {e:?}")).result
    }

    pub fn ok(&mut self, code: &str, line: &str) -> Fields {
        self.try_do(code, line).unwrap_or_else(|e| panic!("{code}: {line}: {e:?}"))
    }

    /// A command that must succeed; the id it made.
    pub fn id(&mut self, code: &str, line: &str) -> String {
        self.ok(code, line)["id"].as_str().unwrap().to_owned()
    }

    /// A command that must be refused for these reasons.
    pub fn refused(&mut self, code: &str, line: &str, codes: &[&str]) {
        match self.try_do(code, line) {
            Err(Refusal::Rule(reasons)) => assert_eq!(reasons.iter().map(|r| r.code.name()).collect::<Vec<_>>(), codes, "{line}"),
            other => panic!("{code}: {line}: {other:?}"),
        }
    }

    /// A file from one desk to another, read at once.
    pub fn send(&mut self, from: &str, to: &str) -> Received {
        let files = self.pack(from, to);
        self.read(to, &files)
    }

    /// A file that is not read yet.
    pub fn pack(&mut self, from: &str, to: &str) -> Vec<Vec<u8>> {
        self.wait(1);
        let now = self.now;
        let hub = *to == self.desks[0].0;
        let parcels = self.at(from).pack(to, false, hub, now).unwrap();
        let conn = rusqlite::Connection::open(self.place(from).join("desk.sqlite3")).unwrap();
        parcels.iter().map(|p| whole(p, &conn)).collect()
    }

    pub fn read(&mut self, to: &str, files: &[Vec<u8>]) -> Received {
        self.wait(1);
        let now = self.now;
        let mut last = None;
        for file in files {
            let mut opened = format::open(Cursor::new(file.clone())).unwrap();
            let who = Actor { clerk: "reader".into() };
            last = Some(match self.at(to).receive(&mut opened, &who, now, false) {
                Ok(received) => received,
                Err(BundleStop::Refused(finding)) => panic!("{to}: {finding:?}"),
                Err(BundleStop::Fault(fault)) => panic!("{to}: {fault}"),
            });
        }
        last.unwrap()
    }

    /// Everybody exchanges with everybody until nothing is new.
    pub fn all(&mut self) {
        let codes: Vec<String> = self.desks.iter().map(|(c, _)| c.clone()).collect();
        for _ in 0..6 {
            let mut quiet = true;
            for from in &codes {
                for to in codes.iter().filter(|to| *to != from) {
                    let told = self.send(from, to);
                    quiet &= told.new + told.filled == 0;
                }
            }
            if quiet {
                return;
            }
        }
        panic!("six rounds and still news");
    }

    pub fn show(&self, code: &str, view: &str, words: &[(&str, &str)]) -> Value {
        let words: Vec<_> = words.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
        let query = Query::from_words(view, &words).unwrap();
        let store = &self.desks.iter().find(|(c, _)| c == code).unwrap().1;
        serde_json::to_value(store.ask(&query, self.now).unwrap()).unwrap()
    }

    /// Kind and id of every open clash.
    pub fn clashes(&self, code: &str) -> Vec<(String, String)> {
        let all = self.show(code, "conflicts", &[]);
        let text = |v: &Value| v.as_str().unwrap().to_owned();
        let mut found: Vec<_> = all.as_array().unwrap().iter().map(|c| (text(&c["kind"]), text(&c["id"]))).collect();
        found.sort();
        found
    }

    /// Every site's log and tables agree.
    pub fn sound(&self) {
        for (code, store) in &self.desks {
            assert_eq!(store.verify().unwrap().wrong, Vec::<String>::new(), "{code}");
        }
    }
}

/// The file with its personal bodies, as a sealed one carries them.
fn whole(parcel: &format::Parcel, conn: &rusqlite::Connection) -> Vec<u8> {
    let mut bytes = Vec::new();
    parcel.write(&mut bytes).unwrap();
    let mut packer = format::Packer::new().unwrap();
    let mut opened = format::open(Cursor::new(bytes)).unwrap();
    let mut stored = conn.prepare("SELECT body FROM op WHERE body_hash = ?1").unwrap();
    opened
        .lines(|_, _, line| {
            let body = line.body.map(<[u8]>::to_vec).or_else(|| stored.query_row([&line.body_hash[..]], |r| r.get(0)).unwrap());
            packer.add(line.header, body.as_deref(), &line.body_hash).unwrap();
            Ok::<(), desk::desk::sites::exchange::Finding>(())
        })
        .unwrap();
    let packed = packer.finish().unwrap();
    let mut parcel = parcel.clone();
    let m = &mut parcel.manifest;
    (m.raw, m.withheld, m.sha256, m.packed) = (packed.raw, packed.withheld, packed.sha256, packed.bytes.len() as u64);
    parcel.packed = packed.bytes;
    let mut bytes = Vec::new();
    parcel.write(&mut bytes).unwrap();
    bytes
}
