//! Files between sites: real databases and real files. Nothing lost, doubled or silently changed; no personal text leaves.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "support/year.rs"]
mod year;

use desk::base::clock::{Clock, Moment};
use desk::base::ids::Ids;
use desk::desk::change::Actor;
use desk::desk::command::Order;
use desk::desk::query::Query;
use desk::desk::sites::exchange::{Finding, Trouble};
use desk::exchange::format::{self, Packer, Parcel};
use desk::exchange::{file, op};
use desk::store::{BundleStop, Received, Site, Store};
use std::path::{Path, PathBuf};

const NOW: &str = "2026-03-02T09:00";

struct Desk {
    store: Store,
    folder: tempfile::TempDir,
    now: Moment,
    files: u32,
}

fn who() -> Actor {
    Actor { clerk: "c1".into() }
}

fn desk(code: &str, hub: bool, seed: u64) -> Desk {
    let folder = tempfile::tempdir().unwrap();
    let now = Moment::parse(NOW).unwrap();
    let site = Site { code: code.into(), name: format!("{code}站"), hub, epoch: 0, for_play: true, studio: None };
    let store = Store::create(&folder.path().join("data"), &site, Ids::seeded(Clock::Fixed(now), seed)).unwrap();
    Desk { store, folder, now, files: 0 }
}

impl Desk {
    fn ok(&mut self, line: &str) -> String {
        let reply =
            self.store.execute(&Order::parse(line).unwrap(), &who(), self.now).unwrap_or_else(|e| panic!("{line}: {e:?}"));
        reply.result.get("id").and_then(|v| v.as_str()).unwrap_or_default().to_owned()
    }

    fn holiday(&mut self, day: &str, name: &str) {
        self.ok(&format!(r#"{{"cmd":"calendar.set","date":"{day}","kind":"holiday","name":"{name}"}}"#));
    }

    fn write(&mut self, to: &str, full: bool, hub: bool) -> PathBuf {
        let mut parcels = self.store.pack(to, full, hub, self.now).unwrap();
        assert_eq!(parcels.len(), 1);
        let parcel = parcels.remove(0);
        self.files += 1;
        let path = file::put(self.folder.path(), &format!("{}.qtb", self.files), |f| parcel.write(f)).unwrap();
        self.store.bundle_written(&parcel, &who(), self.now).unwrap();
        path
    }

    fn read(&mut self, path: &Path) -> Result<Received, Trouble> {
        let mut opened = file::open(path).and_then(format::open).map_err(|f| f.code)?;
        match self.store.receive(&mut opened, &who(), self.now, false) {
            Ok(received) => Ok(received),
            Err(BundleStop::Refused(finding)) => Err(finding.code),
            Err(BundleStop::Fault(fault)) => panic!("{fault}"),
        }
    }

    fn show(&self, view: &str, words: &[(&str, &str)]) -> serde_json::Value {
        let words: Vec<_> = words.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
        serde_json::to_value(self.store.ask(&Query::from_words(view, &words).unwrap(), self.now).unwrap()).unwrap()
    }

    fn holidays(&self) -> Vec<String> {
        let days = self.show("calendar", &[("year", "2026")]);
        days.as_array().unwrap().iter().map(|d| d["name"].as_str().unwrap().to_owned()).collect()
    }

    fn counts(&self) -> serde_json::Value {
        self.show("exchange", &[])
    }

    fn sound(&self) {
        assert_eq!(self.store.verify().unwrap().wrong, Vec::<String>::new());
    }
}

fn codes(received: &Received) -> Vec<Trouble> {
    received.findings.iter().map(|f| f.code).collect()
}

#[test]
fn the_hubs_calendar_reaches_a_desk_and_reading_again_changes_nothing() {
    let (mut hub, mut a) = (desk("HUB", true, 1), desk("A1", false, 2));
    hub.holiday("2026-05-01", "五一");
    hub.holiday("2026-10-01", "国庆");
    let file = hub.write("A1", false, false);
    let first = a.read(&file).unwrap();
    assert_eq!((first.new, first.known, first.left_out, first.records, first.changed), (2, 0, 0, 2, true), "{first:?}");
    assert_eq!(a.holidays(), ["五一", "国庆"]);
    let before = std::fs::read(a.folder.path().join("data/desk.sqlite3-wal")).unwrap();
    let again = a.read(&file).unwrap();
    assert_eq!((again.new, again.known, again.changed, again.before), (0, 2, false, true));
    assert_eq!(std::fs::read(a.folder.path().join("data/desk.sqlite3-wal")).unwrap(), before, "not one byte is written");
    // What A says it has moves what the hub sends; what the hub has sent does not.
    assert_eq!(hub.store.pack("A1", false, false, hub.now).unwrap()[0].manifest.ops, 2);
    hub.read(&a.write("HUB", false, false)).unwrap();
    hub.holiday("2026-10-02", "国庆二");
    let next = hub.write("A1", false, false);
    assert_eq!(format::open(file::open(&next).unwrap()).unwrap().manifest.segments[0].first, 3);
    assert_eq!(a.read(&next).unwrap().new, 1);
    assert_eq!(a.show("peers", &[])[0]["hub"], true);
    assert_eq!(a.show("bundles", &[]).as_array().unwrap().len(), 3);
    hub.sound();
    a.sound();
}

#[test]
fn a_desk_sees_no_hub_stream_and_the_hub_sees_it_without_the_persons() {
    let (mut a, mut b, mut hub) = (desk("A1", false, 1), desk("B1", false, 2), desk("JD", true, 3));
    let id = a.ok(r#"{"cmd":"resident.add","name":"张晓明","phone":"13800005678","address":"测试路1号"}"#);
    a.ok(r#"{"cmd":"setting.set","key":"room.closed","value":"2026-05-01"}"#);
    let to_b = a.write("B1", false, false);
    let read = b.read(&to_b).unwrap();
    assert_eq!((read.operations, read.new), (0, 0), "nothing of A is for all");
    let to_hub = a.write("JD", false, true);
    let manifest = format::open(file::open(&to_hub).unwrap()).unwrap().manifest;
    assert_eq!((manifest.ops, manifest.withheld), (2, 1));
    let mut text = Vec::new();
    let mut opened = format::open(file::open(&to_hub).unwrap()).unwrap();
    opened
        .lines(|_, _, line| {
            text.extend_from_slice(line.header);
            text.extend_from_slice(line.body.unwrap_or_default());
            Ok::<(), Finding>(())
        })
        .unwrap();
    text.extend(std::fs::read(&to_hub).unwrap());
    let text = String::from_utf8_lossy(&text);
    for secret in ["张晓明", "晓明", "13800005678", "测试路"] {
        assert!(!text.contains(secret), "{secret} is in the file");
    }
    assert!(text.contains(&id), "the record itself is known to the hub");
    let read = hub.read(&to_hub).unwrap();
    assert_eq!((read.new, read.withheld, read.records), (2, 1, 1), "{read:?}");
    assert_eq!(hub.counts()["withheld"], 1);
    assert_eq!(hub.show("residents", &[]).as_array().unwrap().len(), 0, "a card without a name is in no list");
    // A file for the hub under another address is refused by the reader's own right, too.
    assert_eq!(b.read(&to_hub), Err(Trouble::Address));
    [a, b, hub].iter().for_each(Desk::sound);
}

#[test]
fn a_gap_is_named_kept_open_and_healed() {
    let (mut hub, mut a) = (desk("HUB", true, 1), desk("A1", false, 2));
    hub.holiday("2026-05-01", "一");
    let first = hub.write("A1", false, false);
    a.read(&first).unwrap();
    hub.read(&a.write("HUB", false, false)).unwrap();
    hub.holiday("2026-05-02", "二");
    let second = hub.write("A1", false, false);
    // A machine that was set up again under the same code knows nothing of the first file.
    let mut again = desk("A1", false, 5);
    let read = again.read(&second).unwrap();
    assert_eq!((read.new, read.left_out, codes(&read)), (0, 1, vec![Trouble::Gap]));
    assert_eq!((read.findings[0].facts["first"].as_str(), read.findings[0].facts["last"].as_str()), ("1", "1"));
    assert_eq!(again.counts()["open"][0]["code"], "E-GAP");
    again.sound();
    // Its own file says what it has, also downwards; the hub fills the hole without anybody typing numbers.
    let mut back = again.write("HUB", false, false);
    hub.now = hub.now.plus_ms(60_000);
    again.now = again.now.plus_ms(60_000);
    back = {
        let _ = back;
        again.write("HUB", false, false)
    };
    hub.read(&back).unwrap();
    let healing = hub.write("A1", false, false);
    assert_eq!(again.read(&healing).unwrap().new, 2);
    assert_eq!(again.counts()["open"], serde_json::json!([]));
    assert_eq!(again.holidays(), ["一", "二"]);
    assert!(!again.read(&second).unwrap().changed);
    again.sound();
    hub.sound();
}

#[test]
fn a_cut_changed_or_foreign_file_changes_nothing() {
    let (mut hub, mut a) = (desk("HUB", true, 1), desk("A1", false, 2));
    for n in 1..=28 {
        hub.holiday(&format!("2026-02-{n:02}"), &format!("第{n}天"));
    }
    let whole = std::fs::read(hub.write("A1", false, false)).unwrap();
    let spoiled = a.folder.path().join("spoiled.qtb");
    let before = a.store.verify().unwrap();
    for len in (0..whole.len()).step_by(97) {
        std::fs::write(&spoiled, &whole[..len]).unwrap();
        assert_eq!(a.read(&spoiled), Err(Trouble::Short), "cut at {len}");
    }
    for at in (0..whole.len()).step_by(13) {
        let mut changed = whole.clone();
        changed[at] ^= 0x20;
        std::fs::write(&spoiled, &changed).unwrap();
        assert!(a.read(&spoiled).is_err(), "byte {at}");
    }
    let mut newer = whole.clone();
    newer[6] = 2;
    for (bytes, code) in [(newer, Trouble::NewFormat), (b"name,phone\n".to_vec(), Trouble::NotBundle), (vec![], Trouble::Short)] {
        std::fs::write(&spoiled, bytes).unwrap();
        assert_eq!(a.read(&spoiled), Err(code));
    }
    let other = hub.write("B1", false, false);
    assert_eq!(a.read(&other), Err(Trouble::Address));
    assert_eq!(a.read(a.folder.path().to_path_buf().as_path()), Err(Trouble::NoFile));
    assert_eq!(a.store.verify().unwrap(), before);
    assert_eq!(a.counts()["read"], 0);
}

#[test]
fn two_histories_under_one_number_are_told_and_not_merged() {
    let (mut hub, mut a) = (desk("HUB", true, 1), desk("A1", false, 2));
    hub.holiday("2026-05-01", "一");
    a.read(&hub.write("A1", false, false)).unwrap();
    // The hub's machine is set up anew from nothing and goes on under the same code.
    let mut twin = desk("HUB", true, 9);
    twin.holiday("2026-05-01", "别");
    twin.holiday("2026-05-03", "三");
    let read = a.read(&twin.write("A1", false, false)).unwrap();
    assert_eq!((read.new, read.left_out, codes(&read)), (0, 2, vec![Trouble::Fork]));
    assert_eq!(a.holidays(), ["一"]);
    assert_eq!(a.counts()["open"][0]["code"], "E-FORK");
    // And it learns from A's file that others have what it has not.
    hub.holiday("2026-05-02", "二");
    hub.holiday("2026-05-04", "四");
    a.read(&hub.write("A1", true, false)).unwrap();
    let mut fresh = desk("HUB", true, 10);
    let read = fresh.read(&a.write("HUB", true, false)).unwrap();
    assert_eq!((codes(&read), read.new), (vec![Trouble::SelfAhead], 0));
    [a, hub, twin, fresh].iter().for_each(Desk::sound);
}

#[test]
fn a_clock_far_ahead_is_held_and_let_in_when_its_day_comes() {
    let (mut hub, mut a) = (desk("HUB", true, 1), desk("A1", false, 2));
    hub.now = hub.now.plus_ms(3 * 24 * 3600 * 1000);
    hub.holiday("2026-05-01", "五一");
    let read = a.read(&hub.write("A1", false, false)).unwrap();
    assert_eq!((read.new, codes(&read)), (1, vec![Trouble::Clock]));
    assert!(a.holidays().is_empty());
    a.sound();
    a.now = hub.now;
    let next = hub.write("A1", false, false);
    let read = a.read(&next).unwrap();
    assert_eq!((read.released, read.records, read.changed), (1, 1, true));
    assert_eq!(a.holidays(), ["五一"]);
    assert_eq!(a.counts()["held"], serde_json::json!({}));
    a.sound();
}

#[test]
fn a_desk_relays_what_is_for_all_and_the_chain_holds_at_the_third_site() {
    let (mut hub, mut a, mut b) = (desk("HUB", true, 1), desk("A1", false, 2), desk("B1", false, 3));
    hub.holiday("2026-05-01", "五一");
    a.read(&hub.write("A1", false, false)).unwrap();
    let relayed = a.write("B1", false, false);
    // B has never heard of the hub: it does not take a catalogue on A's word.
    let read = b.read(&relayed).unwrap();
    assert_eq!((read.new, codes(&read)), (0, vec![Trouble::Owner]));
    b.ok(r#"{"cmd":"setting.set","key":"hub.site","value":"HUB"}"#);
    assert_eq!(b.read(&relayed).unwrap().new, 1);
    assert_eq!(b.holidays(), ["五一"]);
    b.sound();
}

#[test]
fn a_sites_own_override_stays_its_own_at_the_hub() {
    let (mut a, mut hub) = (desk("A1", false, 1), desk("HUB", true, 2));
    hub.holiday("2026-05-01", "五一");
    a.now = a.now.plus_ms(60_000);
    a.holiday("2026-05-01", "本站另定");
    let read = hub.read(&a.write("HUB", false, false)).unwrap();
    assert_eq!((read.new, read.held.get("local"), codes(&read)), (1, Some(&1), vec![]));
    assert_eq!(hub.holidays(), ["五一"], "a desk does not change the hub's calendar");
    hub.sound();
}

/// The same parcel with the personal bodies put in, as a sealed file will have them.
fn with_bodies(parcel: &Parcel, store_of: &Desk) -> Parcel {
    let mut bodies = std::collections::BTreeMap::new();
    let conn = rusqlite::Connection::open(store_of.folder.path().join("data/desk.sqlite3")).unwrap();
    let mut every = conn.prepare("SELECT body_hash, body FROM op").unwrap();
    let rows = every.query_map([], |r| Ok((r.get::<_, Vec<u8>>(0)?, r.get::<_, Vec<u8>>(1)?))).unwrap();
    bodies.extend(rows.map(|r| r.unwrap()));
    let mut bytes = Vec::new();
    parcel.write(&mut bytes).unwrap();
    let mut packer = Packer::new().unwrap();
    let mut opened = format::open(std::io::Cursor::new(bytes)).unwrap();
    opened
        .lines(|_, _, line| {
            let body = line.body.map(<[u8]>::to_vec).or_else(|| bodies.get(line.body_hash.as_slice()).cloned());
            packer.add(line.header, body.as_deref(), &line.body_hash).unwrap();
            Ok::<(), Finding>(())
        })
        .unwrap();
    let packed = packer.finish().unwrap();
    let mut parcel = parcel.clone();
    let m = &mut parcel.manifest;
    (m.raw, m.withheld, m.sha256, m.packed) = (packed.raw, packed.withheld, packed.sha256, packed.bytes.len() as u64);
    parcel.packed = packed.bytes;
    parcel
}

#[test]
fn a_withheld_body_is_filled_later_if_its_hash_fits() {
    let (mut a, mut hub) = (desk("A1", false, 1), desk("HUB", true, 2));
    a.ok(r#"{"cmd":"resident.add","name":"张晓明","phone":"13800005678"}"#);
    let plain = a.store.pack("HUB", false, false, a.now).unwrap().remove(0);
    let whole = with_bodies(&plain, &a);
    let receive = |hub: &mut Desk, parcel: &Parcel| {
        let mut bytes = Vec::new();
        parcel.write(&mut bytes).unwrap();
        let mut opened = format::open(std::io::Cursor::new(bytes)).unwrap();
        hub.store.receive(&mut opened, &who(), hub.now, false).unwrap()
    };
    assert_eq!(receive(&mut hub, &plain).withheld, 1);
    assert_eq!(hub.counts()["withheld"], 1);
    let filled = receive(&mut hub, &whole);
    assert_eq!((filled.new, filled.filled, filled.records), (0, 1, 1));
    assert_eq!(hub.show("residents", &[]).as_array().unwrap().len(), 1);
    hub.sound();
    assert!(!receive(&mut hub, &whole).changed);
    assert!(!receive(&mut hub, &plain).changed, "an old file takes nothing back");
    assert_eq!(op::unhex(op::hex(&[7; 32]).as_bytes()), Some([7; 32]));
}

/// A desk with an advisor, a booking and a book that is out.
fn busy_desk() -> Desk {
    let mut a = desk("A1", false, 1);
    a.ok(r#"{"cmd":"advisor.add","name":"刘老师"}"#);
    for day in 1..=5 {
        a.ok(&format!(r#"{{"cmd":"advisor.hours","advisor":"刘老师","weekday":{day},"from":"08:30","to":"11:30"}}"#));
    }
    a.ok(r#"{"cmd":"booking.make","kind":"重点指导","advisor":"刘","start":"2026-03-02T09:00","client":"欧阳某","phone":"13800005678"}"#);
    a.ok(r#"{"cmd":"reader.add","name":"张晓明","card":"31"}"#);
    a.ok(r#"{"cmd":"title.add","name":"红楼梦","author":"曹雪芹","call_number":"I242.4/1"}"#);
    a.ok(r#"{"cmd":"copy.add","title":"红楼梦","barcode":"418"}"#);
    a.ok(r#"{"cmd":"loan.checkout","reader":"31","copy":"418"}"#);
    a
}

#[test]
fn another_desk_sees_the_bookings_and_copies_and_not_who_they_are_for() {
    let (mut a, mut b, mut hub) = (busy_desk(), desk("B1", false, 2), desk("HUB", true, 3));
    let file = a.write("B1", false, false);
    let read = b.read(&file).unwrap();
    assert!(read.changed && read.left_out == 0 && read.held.is_empty(), "{read:?}");
    let bookings = b.show("bookings", &[("from", "2026-03-02"), ("to", "2026-03-02")]);
    assert_eq!(bookings.as_array().unwrap().len(), 1, "{bookings}");
    assert_eq!((&bookings[0]["start"], &bookings[0]["state"]), (&"2026-03-02T09:00".into(), &"booked".into()), "{bookings}");
    assert_eq!(b.show("copy", &[("id", "A100418")])["state"], "lent");
    let told = b.show("loans", &[]);
    assert_eq!(told.as_array().unwrap().len(), 0, "who has it is the hub's to know: {told}");
    b.sound();
    let file = a.write("HUB", false, false);
    let read = hub.read(&file).unwrap();
    assert!(read.withheld > 0 && read.left_out == 0, "{read:?}");
    assert_eq!(hub.show("copy", &[("id", "A100418")])["state"], "lent");
    hub.sound();
    // The book comes back, the booking is cancelled: the next file carries only that.
    a.ok(r#"{"cmd":"loan.return","copy":"418"}"#);
    a.read(&b.write("A1", false, false)).unwrap();
    let next = a.write("B1", false, false);
    assert_eq!(b.read(&next).unwrap().known, 0);
    assert_eq!(b.show("copy", &[("id", "A100418")])["state"], "in");
    [a, b, hub].iter().for_each(Desk::sound);
}

/// A stick that gives out after so many bytes.
struct Failing {
    of: std::io::Cursor<Vec<u8>>,
    left: usize,
}

impl std::io::Read for Failing {
    fn read(&mut self, to: &mut [u8]) -> std::io::Result<usize> {
        let got = self.of.read(to)?;
        self.left = self.left.checked_sub(got).ok_or_else(|| std::io::Error::other("pulled out"))?;
        Ok(got)
    }
}

impl std::io::Seek for Failing {
    fn seek(&mut self, to: std::io::SeekFrom) -> std::io::Result<u64> {
        self.of.seek(to)
    }
}

#[test]
fn a_long_file_goes_in_part_by_part_and_goes_on_where_it_broke_off() {
    let year = year::Year::make(5200);
    let bytes = year.file("S01", 1);
    let mut hub = desk("HUB", true, 1);
    hub.now = year.now;
    // It is read through three times: for its checksum, for its chains, and to let it in.
    let mut broken = format::open(Failing { of: std::io::Cursor::new(bytes.clone()), left: bytes.len() * 29 / 10 }).unwrap();
    assert!(hub.store.receive(&mut broken, &who(), year.now, false).is_err());
    hub.sound();
    let held: i64 = hub.counts()["have"].as_object().unwrap().values().map(|n| n.as_i64().unwrap()).sum();
    assert!((0..5200).contains(&held), "{held}");
    let mut opened = format::open(std::io::Cursor::new(bytes.clone())).unwrap();
    let told = hub.store.receive(&mut opened, &who(), year.now, false).unwrap();
    assert_eq!((told.operations, told.new, told.known as i64, told.parts), (5200, 5200 - held as u64, held, true));
    hub.sound();
    let mut again = format::open(std::io::Cursor::new(bytes)).unwrap();
    let told = hub.store.receive(&mut again, &who(), year.now, false).unwrap();
    assert_eq!((told.new, told.known, told.changed), (0, 5200, false));
}
