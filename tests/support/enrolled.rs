//! Sites in a roster, with real databases, keys and sealed files.
#![allow(dead_code, reason = "each test file uses its own part")]

use desk::base::clock::{Clock, Moment};
use desk::base::ids::Ids;
use desk::desk::change::Actor;
use desk::desk::command::Order;
use desk::desk::query::Query;
use desk::desk::sites::exchange::Finding;
use desk::exchange::format::{self, Opened, Parcel};
use desk::exchange::keys::{KeyRing, Member, Roster, SiteKey, Unsigned};
use desk::store::{BundleStop, Received, Sealing, Site, Store};
use std::io::Cursor;
use std::path::PathBuf;

pub struct Desk {
    pub code: String,
    pub store: Store,
    pub folder: tempfile::TempDir,
    pub now: Moment,
}

pub fn who() -> Actor {
    Actor { clerk: "c1".into() }
}

/// A site that is in no roster yet.
pub fn desk(code: &str, hub: bool, seed: u64) -> Desk {
    let folder = tempfile::tempdir().unwrap();
    let now = Moment::parse("2026-03-02T09:00").unwrap();
    let site = Site { code: code.into(), name: format!("{code}站"), hub, epoch: 0, for_play: true, studio: None };
    let store = Store::create(&folder.path().join("data"), &site, Ids::seeded(Clock::Fixed(now), seed)).unwrap();
    Desk { code: code.into(), store, folder, now }
}

/// These sites in a roster of this version, signed by the first of them.
pub fn roster(version: i64, desks: &[&Desk]) -> Roster {
    let keys = desks.iter().enumerate().map(|(n, d)| member(&d.code, n == 0, d.store.key_ring().unwrap().newest())).collect();
    facts(version, keys).sign(desks[0].store.key_ring().unwrap().newest()).unwrap()
}

pub fn facts(version: i64, keys: Vec<Member>) -> Unsigned {
    serde_json::from_value(serde_json::json!({"version": version, "at": 1, "keys": keys})).unwrap()
}

pub fn member(site: &str, hub: bool, key: &SiteKey) -> Member {
    let (sign, read) = (key.sign_key(), key.recipient());
    Member { site: site.into(), name: format!("{site}站"), hub, number: key.number, sign, read, from: 0, ended: None }
}

/// The hub and these desks, all enrolled.
pub fn network(codes: &[&str]) -> Vec<Desk> {
    let mut all = vec![desk("HUB", true, 1)];
    all.extend(codes.iter().enumerate().map(|(n, code)| desk(code, false, n as u64 + 2)));
    let roster = roster(1, &all.iter().collect::<Vec<_>>());
    for one in &mut all {
        let now = one.now;
        one.store.pin(&roster, "", now).unwrap().unwrap();
    }
    all
}

impl Desk {
    pub fn ok(&mut self, line: &str) -> String {
        let done = self.store.execute(&Order::parse(line).unwrap(), &who(), self.now);
        let reply = done.unwrap_or_else(|e| panic!("{line}: {e:?}"));
        reply.result.get("id").and_then(|v| v.as_str()).unwrap_or_default().to_owned()
    }

    pub fn holiday(&mut self, day: &str, name: &str) {
        self.ok(&format!(r#"{{"cmd":"calendar.set","date":"{day}","kind":"holiday","name":"{name}"}}"#));
    }

    /// An operation in `pub`: a copy of a book.
    pub fn copy(&mut self, barcode: u32) {
        self.ok(&format!(r#"{{"cmd":"copy.add","title":"字典","barcode":"{barcode}"}}"#));
    }

    pub fn sealing(&self) -> Sealing {
        self.store.sealing().unwrap().unwrap()
    }

    pub fn ring(&self) -> KeyRing {
        self.store.key_ring().unwrap()
    }

    pub fn pack(&mut self, to: &str, full: bool) -> Parcel {
        let mut parcels = self.store.pack(to, full, false, self.now).unwrap();
        assert_eq!(parcels.len(), 1);
        self.store.bundle_written(&parcels[0], &who(), self.now).unwrap();
        parcels.remove(0)
    }

    pub fn sealed(&self, parcel: &Parcel) -> Vec<u8> {
        let mut bytes = Vec::new();
        parcel.write_as(&mut bytes, Some(&self.sealing().seal())).unwrap();
        bytes
    }

    pub fn file(&mut self, to: &str) -> Vec<u8> {
        let parcel = self.pack(to, false);
        self.sealed(&parcel)
    }

    pub fn open<'a>(&self, bytes: &'a [u8]) -> Result<Opened<Cursor<&'a [u8]>>, Finding> {
        format::open_as(Cursor::new(bytes), &self.sealing().trust())
    }

    /// Reads a file as the program does.
    pub fn read(&mut self, bytes: &[u8]) -> Result<Received, Finding> {
        let mut opened = self.open(bytes)?;
        match self.store.receive(&mut opened, &who(), self.now, false) {
            Ok(received) => Ok(received),
            Err(BundleStop::Refused(finding)) => Err(finding),
            Err(BundleStop::Fault(fault)) => panic!("{fault}"),
        }
    }

    pub fn show(&self, view: &str, words: &[(&str, &str)]) -> serde_json::Value {
        let words: Vec<_> = words.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
        serde_json::to_value(self.store.ask(&Query::from_words(view, &words).unwrap(), self.now).unwrap()).unwrap()
    }

    pub fn counts(&self) -> serde_json::Value {
        self.show("exchange", &[])
    }

    pub fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    pub fn sound(&self) {
        assert_eq!(self.store.verify().unwrap().wrong, Vec::<String>::new(), "{}", self.code);
    }
}

/// A sealed file of any plaintext, as somebody who holds a key in the roster could make it.
pub fn forged(header: &[u8], plaintext: &[u8], by: &SiteKey, to: &[age::x25519::Recipient]) -> Vec<u8> {
    let age = age::Encryptor::with_recipients(to.iter().map(|r| r as &dyn age::Recipient)).unwrap();
    let mut body = age.wrap_output(Vec::new()).unwrap();
    std::io::Write::write_all(&mut body, plaintext).unwrap();
    let body = body.finish().unwrap();
    closed(header, &body, by)
}

/// Magic, header, these bytes, and the signature over all of it.
pub fn closed(header: &[u8], body: &[u8], by: &SiteKey) -> Vec<u8> {
    use sha2::Digest as _;
    let len = u32::try_from(header.len()).unwrap().to_le_bytes();
    let mut bytes = [&format::MAGIC[..], &len, header, body].concat();
    let sum: [u8; 64] = sha2::Sha512::digest(&bytes).into();
    bytes.extend_from_slice(&by.sign_file(&sum));
    bytes
}

/// Manifest and lines as they stand inside the encryption.
pub fn plaintext(manifest: &[u8], packed: &[u8]) -> Vec<u8> {
    [&u32::try_from(manifest.len()).unwrap().to_le_bytes()[..], manifest, packed].concat()
}
