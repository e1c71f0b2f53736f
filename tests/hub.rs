//! The subdistrict's hub with real files: whose record is whose, the report by community, what the hub sends out, requests
//! handed from desk to desk, one catalogue of all reading rooms.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use desk::base::clock::{Clock, Moment};
use desk::base::ids::Ids;
use desk::desk::change::{Actor, Fields};
use desk::desk::command::Order;
use desk::desk::query::Query;
use desk::exchange::{file, format};
use desk::store::{Refusal, Site, Store};
use serde_json::{Value, json};

struct Desk {
    store: Store,
    folder: tempfile::TempDir,
    now: Moment,
    files: u32,
}

fn who() -> Actor {
    Actor { clerk: "c1".into() }
}

fn desk(code: &str, name: &str, hub: bool) -> Desk {
    let folder = tempfile::tempdir().unwrap();
    let now = Moment::parse("2026-03-02T09:00").unwrap();
    let site = Site { code: code.into(), name: name.into(), hub, epoch: 0, for_play: true, studio: None };
    let seed = code.bytes().map(u64::from).sum();
    let mut store = Store::create(&folder.path().join("data"), &site, Ids::seeded(Clock::Fixed(now), seed)).unwrap();
    store
        .batch(|batch| {
            for command in desk::desk::seed::orders().unwrap() {
                batch.execute(&command.into(), &who(), now)?;
            }
            Ok::<(), Refusal>(())
        })
        .unwrap();
    Desk { store, folder, now, files: 0 }
}

impl Desk {
    fn ok(&mut self, command: Value) -> Fields {
        let order = Order::parse(&command.to_string()).unwrap();
        self.store.execute(&order, &who(), self.now).unwrap_or_else(|e| panic!("{command}: {e:?}")).result
    }

    fn refused(&mut self, command: Value) -> Vec<&'static str> {
        match self.store.execute(&Order::parse(&command.to_string()).unwrap(), &who(), self.now) {
            Err(Refusal::Rule(reasons)) => reasons.iter().map(|r| r.code.name()).collect(),
            other => panic!("{command}: {other:?}"),
        }
    }

    fn text(&mut self, command: Value, field: &str) -> String {
        self.ok(command)[field].as_str().unwrap().to_owned()
    }

    fn show(&self, view: &str, words: &[(&str, &str)]) -> Value {
        let words: Vec<_> = words.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
        serde_json::to_value(self.store.ask(&Query::from_words(view, &words).unwrap(), self.now).unwrap()).unwrap()
    }

    fn count(&self, view: &str, words: &[(&str, &str)]) -> usize {
        self.show(view, words).as_array().unwrap().len()
    }

    fn sound(&self) {
        assert_eq!(self.store.verify().unwrap().wrong, Vec::<String>::new());
    }
}

/// A file from one to the other, written and read.
fn carry(from: &mut Desk, to: &mut Desk) {
    let (code, hub) = (to.store.site().code.clone(), to.store.site().hub);
    for parcel in from.store.pack(&code, false, hub, from.now).unwrap() {
        from.files += 1;
        let path = file::put(from.folder.path(), &format!("{}.qtb", from.files), |f| parcel.write(f)).unwrap();
        from.store.bundle_written(&parcel, &who(), from.now).unwrap();
        let mut opened = file::open(&path).and_then(format::open).unwrap();
        to.store.receive(&mut opened, &who(), to.now, false).unwrap_or_else(|e| panic!("{e:?}"));
    }
}

fn service(desk: &Desk) -> String {
    let all = desk.show("services", &[]);
    let plain = |s: &&Value| s["aid"] == false && s["unit"] == "workday" && s["promised"].is_i64();
    all.as_array().unwrap().iter().find(plain).unwrap()["code"].as_str().unwrap().to_owned()
}

fn open(desk: &mut Desk) -> String {
    let code = service(desk);
    desk.text(json!({"cmd": "request.open", "service": code, "summary": "事由", "accept": true}), "number")
}

#[test]
fn the_hub_holds_every_desks_work_and_its_own_lists_stay_its_own() {
    let (mut hub, mut a, mut b) = (desk("HUB", "街道", true), desk("AA", "青龙桥", false), desk("BB", "丰华", false));
    for desk in [&mut a, &mut b, &mut hub] {
        open(desk);
        desk.ok(json!({"cmd": "ticket.draw", "prefix": "A"}));
    }
    open(&mut b);
    b.ok(json!({"cmd": "day.close"}));
    carry(&mut a, &mut hub);
    carry(&mut b, &mut hub);
    // The hub's own queue and list know nothing of the desks'; a desk's day that is closed does not close the hub's.
    assert_eq!(hub.count("requests", &[]), 1);
    assert_eq!(hub.show("queue", &[])["waiting"].as_array().unwrap().len(), 1);
    assert_eq!(hub.show("queue", &[])["closed"], false);
    assert_eq!(hub.show("walkin", &[])["open"], 1);
    hub.ok(json!({"cmd": "ticket.draw", "prefix": "A"}));
    // A community's list is asked for by its code; a whole number finds anybody's.
    assert_eq!(hub.count("requests", &[("site", "BB")]), 2);
    assert_eq!(hub.count("requests", &[("find", "AA-20260302-0001")]), 1);

    let sheet = hub.show("report", &[("period", "day")]);
    let opened: Vec<_> = sheet["sites"]
        .as_array()
        .unwrap()
        .iter()
        .map(|s| (s["site"].as_str().unwrap(), s["figures"]["opened"].as_i64().unwrap()))
        .collect();
    assert_eq!(opened, [("AA", 1), ("BB", 2), ("HUB", 1)]);
    assert_eq!((sheet["figures"]["opened"].as_i64(), sheet["figures"]["tickets"].as_i64()), (Some(4), Some(4)));
    assert_eq!((sheet["sites"][0]["name"].as_str(), sheet["stale"].as_i64()), (Some("青龙桥"), Some(0)));
    assert_eq!(hub.show("report", &[("period", "day"), ("site", "bb")])["figures"]["opened"], 2);
    assert_eq!(hub.show("report", &[("rows", "1"), ("after", "AA")])["sites"][0]["site"], "BB");
    // Two days later nothing has come: the figures say so.
    hub.now = Moment::parse("2026-03-04T09:00").unwrap();
    let later = hub.show("report", &[("period", "month")]);
    assert_eq!(
        (later["stale"].as_i64(), later["sites"][0]["stale"].as_bool(), later["sites"][0]["days"].as_i64()),
        (Some(2), Some(true), Some(2))
    );
    assert_eq!(
        hub.show("report", &[("from", "2026-03-01"), ("until", "2026-03-01")])["stale"],
        0,
        "a period that was over then is whole"
    );

    let network = hub.show("network", &[]);
    let node = &network["sites"][0];
    assert_eq!(
        (node["site"].as_str(), node["missing"].as_i64(), node["app"].as_str()),
        (Some("AA"), Some(0), Some(env!("CARGO_PKG_VERSION")))
    );
    assert!(node["lacks"].as_i64().unwrap() > 0 && node["schema"] == network["schema"], "{node}");
    assert_eq!((network["silent"].as_i64(), network["troubled"].as_i64()), (Some(0), Some(0)));
    for desk in [hub, a, b] {
        desk.sound();
    }
}

#[test]
fn what_the_hub_sends_out_holds_at_every_desk_and_a_desks_own_value_stays_its_own() {
    let (mut hub, mut a, mut b) = (desk("HUB", "街道", true), desk("AA", "青龙桥", false), desk("BB", "丰华", false));
    let code = service(&a);
    let promised = |d: &Desk| d.show("services", &[("find", &code)])[0]["promised"].as_i64().unwrap();
    let first = promised(&a);
    hub.now = hub.now.plus_ms(60_000);
    hub.ok(json!({"cmd": "service.set", "code": code, "promised": first + 2}));
    hub.ok(json!({"cmd": "calendar.set", "date": "2026-03-03", "kind": "holiday", "name": "街道活动日"}));
    carry(&mut hub, &mut a);
    carry(&mut hub, &mut b);
    assert_eq!((promised(&a), promised(&b)), (first + 2, first + 2));
    let day = |d: &Desk| d.show("calendar", &[("year", "2026")]).as_array().unwrap().iter().any(|d| d["day"] == "2026-03-03");
    assert!(day(&a) && day(&b));
    // A's own limit and B's own setting go to the hub, and to nobody else.
    a.now = a.now.plus_ms(120_000);
    a.ok(json!({"cmd": "service.set", "code": code, "promised": first + 4}));
    b.ok(json!({"cmd": "setting.set", "key": "hold.shelf_days", "value": "9"}));
    carry(&mut a, &mut hub);
    carry(&mut b, &mut hub);
    carry(&mut hub, &mut b);
    carry(&mut hub, &mut a);
    assert_eq!((promised(&hub), promised(&a), promised(&b)), (first + 2, first + 4, first + 2));
    assert!(!a.show("settings", &[]).to_string().contains("hold.shelf_days"));
    for desk in [hub, a, b] {
        desk.sound();
    }
}

#[test]
fn a_request_goes_to_another_desk_and_its_outcome_comes_back() {
    let (mut hub, mut a, mut b, mut c) =
        (desk("HUB", "街道", true), desk("AA", "青龙桥", false), desk("BB", "丰华", false), desk("CC", "和平", false));
    let code = service(&a);
    let person = a.text(json!({"cmd": "resident.add", "name": "张晓明", "phone": "13800005678"}), "id");
    let line = json!({"cmd": "request.open", "service": code, "summary": "邻居噪音", "resident": person, "accept": true});
    let opened = a.ok(line);
    let number = opened["number"].as_str().unwrap().to_owned();
    // AA has never heard of BB: its code says where it goes.
    let referred = a.ok(json!({"cmd": "request.refer", "request": number, "to": "丰华社区", "site": "BB"}));
    assert_eq!((referred["site"].as_str(), referred["responsible"].as_str()), (Some("BB"), Some("c1")));
    assert_eq!(a.count("requests", &[]), 1, "AA answers for it until BB takes it");
    assert_eq!(a.refused(json!({"cmd": "request.take", "request": number})), ["request.waits_for_desk"]);
    // Through the hub to BB; CC gets nothing of it.
    carry(&mut a, &mut hub);
    for to in [&mut b, &mut c] {
        carry(&mut hub, to);
    }
    assert_eq!((b.count("referrals", &[]), c.count("referrals", &[])), (1, 0));
    assert_eq!(b.show("walkin", &[])["incoming"], 1);
    assert!(!c.show("exchange", &[])["have"].to_string().contains("to:BB"));
    let coming = &b.show("referrals", &[])[0];
    assert_eq!(
        (coming["number"].as_str(), coming["from_site"].as_str(), coming["due"].clone()),
        (Some(number.as_str()), Some("AA"), opened["due"].clone())
    );

    let taken = b.ok(json!({"cmd": "request.take", "request": number}));
    let theirs = taken["number"].as_str().unwrap().to_owned();
    assert!(theirs.starts_with("BB-") && taken["due"] == opened["due"], "the visitor's date stands: {taken:?}");
    assert_eq!((b.count("referrals", &[]), b.count("requests", &[])), (0, 1));
    b.ok(json!({"cmd": "request.finish", "request": theirs, "result": "已调解", "override": {"reason": "试"}}));
    carry(&mut b, &mut hub);
    carry(&mut hub, &mut a);
    let card = a.show("request", &[("id", &number)]);
    assert_eq!(
        (card["handed"]["state"].as_str(), card["handed"]["taken_as"].as_str()),
        (Some("finished"), Some(theirs.as_str()))
    );
    assert_eq!(a.count("requests", &[]), 0, "it is BB's since");
    assert_eq!(a.refused(json!({"cmd": "request.send_back", "request": number})), ["request.taken_by_desk"]);
    assert_eq!(a.show("referrals", &[("which", "out")])[0]["state"], "finished");
    // The hub counts it once as gone and once as taken.
    let sheet = hub.show("report", &[("period", "day")]);
    let of = |site: &str, figure: &str| {
        sheet["sites"].as_array().unwrap().iter().find(|s| s["site"] == site).unwrap()["figures"][figure].as_i64().unwrap()
    };
    assert_eq!((of("AA", "referred_out"), of("AA", "open_now"), of("BB", "referred_in"), of("BB", "finished")), (1, 0, 1, 1));
    for desk in [hub, a, b, c] {
        desk.sound();
    }
}

#[test]
fn a_desk_sends_a_request_back_and_the_first_one_may_take_it_back_before() {
    let (mut a, mut b) = (desk("AA", "青龙桥", false), desk("BB", "丰华", false));
    carry(&mut b, &mut a);
    let (one, two) = (open(&mut a), open(&mut a));
    // BB is known by name now; a street office is words and no desk.
    assert_eq!(a.ok(json!({"cmd": "request.refer", "request": one, "to": "丰华社区"}))["site"], "BB");
    assert_eq!(a.ok(json!({"cmd": "request.refer", "request": two, "to": "街道民政办"})).get("site"), None);
    carry(&mut a, &mut b);
    b.ok(json!({"cmd": "request.send_back", "request": one, "reason": "不在本辖区"}));
    carry(&mut b, &mut a);
    let row = a.show("requests", &[("find", &one)]);
    assert_eq!((row[0]["handed"].as_str(), row[0]["state"].as_str()), (Some("sent_back"), Some("referred")));
    a.ok(json!({"cmd": "request.send_back", "request": one}));
    assert_eq!(a.show("request", &[("id", &one)])["state"], "accepted");
    // Handed over again and taken back before it was read: BB sees it go.
    a.ok(json!({"cmd": "request.refer", "request": one, "to": "BB"}));
    carry(&mut a, &mut b);
    assert_eq!(b.count("referrals", &[]), 1);
    a.ok(json!({"cmd": "request.send_back", "request": one}));
    carry(&mut a, &mut b);
    assert_eq!(b.count("referrals", &[]), 0);
    assert_eq!(b.refused(json!({"cmd": "request.take", "request": one})), ["desk.not_found"]);
    a.sound();
    b.sound();
}

#[test]
fn one_search_says_which_room_has_it_on_the_shelf() {
    let (mut a, mut b) = (desk("AA", "青龙桥", false), desk("BB", "丰华", false));
    let title = a.text(json!({"cmd": "title.add", "name": "平凡的世界", "author": "路遥", "call_number": "I247.5/8"}), "id");
    a.ok(json!({"cmd": "copy.add", "title": title, "barcode": "AA00001"}));
    a.ok(json!({"cmd": "reader.add", "name": "张晓明", "card": "AA-D-1", "kind": "adult"}));
    a.ok(json!({"cmd": "loan.checkout", "reader": "AA-D-1", "copy": "AA00001", "override": {"reason": "试"}}));
    carry(&mut a, &mut b);
    b.ok(json!({"cmd": "copy.add", "title": title, "barcode": "BB00001"}));
    b.ok(json!({"cmd": "copy.add", "title": title, "barcode": "BB00002"}));
    carry(&mut b, &mut a);
    for desk in [&a, &b] {
        let found = desk.show("union", &[("q", "pfdsj")]);
        let (row, rooms) = (&found[0], found[0]["rooms"].as_array().unwrap());
        assert_eq!((row["copies"].as_i64(), row["free"].as_i64(), rooms.len()), (Some(3), Some(2), 2), "{row}");
        assert_eq!(
            (rooms[0]["site"].as_str(), rooms[0]["free"].as_i64(), rooms[0]["call_number"].as_str()),
            (Some("BB"), Some(2), Some("I247.5/8"))
        );
        assert!(rooms[1]["due"].as_str().is_some_and(|d| d.starts_with("2026-")), "when AA's copy is due");
    }
    a.sound();
    b.sound();
}
