//! Restored, moved and copied databases (SYNC.md section 10): through the built program, with real files.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use desk::base::clock::{Clock, Moment};
use desk::base::ids::Ids;
use desk::desk::change::Actor;
use desk::desk::sites::spool::Outcome;
use desk::store::Store;
use serde_json::Value;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::Duration;

const NOW: &str = "2026-03-02T09:00:00+08:00";

struct Place(tempfile::TempDir);

impl Place {
    /// A hub and a desk that know each other.
    fn new() -> Place {
        let place = Place(tempfile::tempdir().unwrap());
        std::fs::create_dir(place.path("stick")).unwrap();
        place.ok("HUB", &["init", "--site", "街道", "--code", "HUB", "--hub"]);
        place.ok("A1", &["init", "--site", "甲", "--code", "A1"]);
        place.enrol("A1");
        place
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn text(&self, name: &str) -> String {
        self.path(name).to_str().unwrap().to_owned()
    }

    fn desk(&self, site: &str, words: &[&str]) -> Command {
        self.desk_at(NOW, site, words)
    }

    /// By another clock.
    fn desk_at(&self, now: &str, site: &str, words: &[&str]) -> Command {
        let mut desk = Command::new(env!("CARGO_BIN_EXE_desk"));
        desk.args(["--data", &self.text(site), "--now", now, "--as", "c1", "--json"]).args(words).stdin(Stdio::null());
        desk
    }

    fn ends(&self, site: &str, code: i32, words: &[&str]) -> Output {
        let output = self.desk(site, words).output().unwrap();
        let told = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert_eq!(output.status.code(), Some(code), "{site} {words:?}: {told}");
        output
    }

    fn ok(&self, site: &str, words: &[&str]) -> Value {
        serde_json::from_slice(&self.ends(site, 0, words).stdout).unwrap_or(Value::Null)
    }

    fn enrol(&self, site: &str) {
        let stick = self.text("stick");
        let card = self.ok(site, &["site", "card", "--out", &stick]);
        let (file, digits) = (card["file"].as_str().unwrap(), card["digits"].as_str().unwrap());
        self.ok("HUB", &["site", "add", file, "--digits", digits]);
        let roster = self.ok("HUB", &["site", "roster", "--out", &stick]);
        let (file, digits) = (roster["file"].as_str().unwrap(), roster["digits"].as_str().unwrap());
        self.ok(site, &["site", "join", file, "--digits", digits]);
    }

    /// Enters a value that travels to the hub.
    fn set(&self, site: &str, days: &str) {
        self.enter(site, &format!("{{\"cmd\":\"setting.set\",\"key\":\"room.closed\",\"value\":\"{days}\"}}"));
    }

    /// Does one command.
    fn enter(&self, site: &str, line: &str) {
        let file = self.path("enter.jsonl");
        std::fs::write(&file, format!("{line}\n")).unwrap();
        self.ok(site, &["do", file.to_str().unwrap()]);
    }

    fn closed(&self, site: &str) -> String {
        let all = self.ok(site, &["show", "settings"]);
        let found = all.as_array().unwrap().iter().find(|s| s["key"] == "room.closed");
        found.map(|s| s["value"].as_str().unwrap().to_owned()).unwrap_or_default()
    }

    fn send(&self, from: &str, to: &str, more: &[&str]) -> String {
        // A folder of its own each time: a restored desk counts its files again from where it was.
        let stick = tempfile::tempdir_in(self.path("stick")).unwrap().keep().to_str().unwrap().to_owned();
        let mut words = vec!["bundle", "write", "--to", to, "--out", stick.as_str()];
        words.extend(more);
        self.ok(from, &words)["file"].as_str().unwrap().to_owned()
    }

    /// Operations the hub holds, by stream.
    fn have(&self, site: &str) -> Value {
        self.ok(site, &["show", "exchange"])["have"].clone()
    }

    fn sound(&self) {
        for site in ["HUB", "A1"] {
            assert_eq!(self.ok(site, &["verify"])["wrong"], serde_json::json!([]), "{site}");
        }
    }
}

fn reason(output: &Output) -> String {
    let told: Value = serde_json::from_slice(&output.stdout).unwrap();
    told["reasons"][0]["code"].as_str().unwrap().to_owned()
}

#[test]
fn a_restore_begins_a_new_epoch_keeps_the_old_file_and_gets_back_what_the_hub_holds() {
    let place = Place::new();
    place.set("A1", "2026-05-01");
    let backup = place.text("backup");
    let told = place.ok("A1", &["backup", &backup]);
    assert!(told["keep"].as_str().unwrap().ends_with("site.key"), "{told}");
    place.set("A1", "2026-05-02");
    place.ok("HUB", &["bundle", "read", &place.send("A1", "HUB", &[])]);
    // Without a word nothing happens.
    place.ends("A1", 1, &["restore", &backup]);
    assert_eq!(place.closed("A1"), "2026-05-02");
    let told = place.ok("A1", &["restore", &backup, "--yes"]);
    assert_eq!((told["epoch"].as_i64(), told["key"].as_bool()), (Some(1), Some(true)));
    let aside = told["aside"].as_str().unwrap();
    assert!(Path::new(aside).exists() && aside.contains("before-restore"));
    assert_eq!(place.closed("A1"), "2026-05-01");
    // The hub's file brings our own lost record back, as one of the old epoch; nobody had to type a number.
    let back = place.send("HUB", "A1", &["--full"]);
    place.ok("A1", &["bundle", "read", &back]);
    assert_eq!(place.closed("A1"), "2026-05-02");
    place.set("A1", "2026-05-03");
    assert_eq!(place.have("A1")["A1.1.hub"], 1);
    place.ok("HUB", &["bundle", "read", &place.send("A1", "HUB", &[])]);
    assert_eq!(place.have("HUB")["A1.1.hub"], 1);
    place.sound();
    // What was done before the restore can still be taken back: the journal knows in which epoch it stands.
    let undo = place.path("undo.jsonl");
    std::fs::write(&undo, "{\"cmd\":\"undo\"}\n").unwrap();
    place.ok("A1", &["do", undo.to_str().unwrap()]);
    assert_eq!(place.closed("A1"), "2026-05-02");
    place.sound();
}

#[test]
fn an_entry_of_an_older_epoch_is_undone_and_listed_with_its_values() {
    let place = Place::new();
    place.set("A1", "2026-05-01");
    let backup = place.text("backup");
    place.ok("A1", &["backup", &backup]);
    place.ok("A1", &["restore", &backup, "--yes"]);
    let entry = &place.ok("A1", &["show", "journal", "rows=1"])[0];
    assert!(entry["changes"].as_array().unwrap().iter().any(|c| c["new"] == "2026-05-01"), "{entry}");
    let undo = place.path("undo.jsonl");
    std::fs::write(&undo, "{\"cmd\":\"undo\"}\n").unwrap();
    place.ok("A1", &["do", undo.to_str().unwrap()]);
    assert_eq!(place.closed("A1"), "");
    place.sound();
}

#[test]
fn what_is_no_sound_backup_of_this_site_is_refused_and_nothing_changes() {
    let place = Place::new();
    place.ok("B1", &["init", "--site", "乙", "--code", "B1"]);
    let (other, broken, text) = (place.text("other"), place.text("broken"), place.text("text"));
    place.ok("B1", &["backup", &other]);
    let mut bytes = std::fs::read(&other).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle..middle + 8192].fill(0x55);
    std::fs::write(&broken, bytes).unwrap();
    std::fs::write(&text, "not a database").unwrap();
    let before = std::fs::read(place.path("A1").join("desk.sqlite3")).unwrap();
    assert_eq!(reason(&place.ends("A1", 3, &["restore", &other, "--yes"])), "restore.other_site");
    assert_eq!(reason(&place.ends("A1", 3, &["restore", &broken, "--yes"])), "restore.unsound");
    assert_eq!(reason(&place.ends("A1", 3, &["restore", &text, "--yes"])), "restore.unsound");
    place.ends("A1", 3, &["restore", &place.text("nothing"), "--yes"]);
    assert_eq!(std::fs::read(place.path("A1").join("desk.sqlite3")).unwrap(), before);
    let left: Vec<_> = std::fs::read_dir(place.path("A1")).unwrap().map(|f| f.unwrap().file_name()).collect();
    assert!(left.iter().all(|f| !f.to_string_lossy().contains("restoring")), "{left:?}");
}

#[test]
fn an_open_window_stops_a_restore() {
    let place = Place::new();
    let backup = place.text("backup");
    place.ok("A1", &["backup", &backup]);
    let window = rusqlite::Connection::open(place.path("A1").join("desk.sqlite3")).unwrap();
    let _: i64 = window.query_row("SELECT count(*) FROM op", [], |r| r.get(0)).unwrap();
    assert_eq!(reason(&place.ends("A1", 3, &["restore", &backup, "--yes"])), "restore.in_use");
    drop(window);
    place.ok("A1", &["restore", &backup, "--yes"]);
}

#[test]
fn a_file_copied_back_by_hand_is_noticed_and_its_lost_records_come_back() {
    let place = Place::new();
    place.set("A1", "2026-05-01");
    let file = place.path("A1").join("desk.sqlite3");
    let copy = place.path("copy");
    std::fs::copy(&file, &copy).unwrap();
    place.set("A1", "2026-05-02");
    place.ok("HUB", &["bundle", "read", &place.send("A1", "HUB", &[])]);
    std::fs::copy(&copy, &file).unwrap();
    let refused = place.ends("A1", 3, &["show", "settings"]);
    assert!(String::from_utf8_lossy(&refused.stderr).contains("desk site moved"));
    place.ok("A1", &["verify"]);
    let told = place.ok("A1", &["site", "moved"]);
    assert_eq!((told["changed"].as_bool(), told["epoch"].as_i64()), (Some(true), Some(1)));
    assert_eq!(place.ok("A1", &["site", "moved"])["changed"], false);
    place.ok("A1", &["bundle", "read", &place.send("HUB", "A1", &["--full"])]);
    assert_eq!(place.closed("A1"), "2026-05-02");
    place.sound();
}

#[test]
fn a_backup_put_back_by_hand_instead_of_by_restore_is_noticed() {
    let place = Place::new();
    let backup = place.text("backup");
    place.ok("A1", &["backup", &backup]);
    assert_eq!(std::fs::metadata(&backup).unwrap().permissions().mode() & 0o777, 0o600, "it holds what the database holds");
    std::fs::copy(&backup, place.path("A1").join("desk.sqlite3")).unwrap();
    place.ends("A1", 3, &["site", "list"]);
    assert_eq!(place.ok("A1", &["site", "moved"])["epoch"], 1);
    place.ok("A1", &["site", "list"]);
}

#[test]
fn when_even_that_was_bypassed_our_own_lost_records_come_back_on_request() {
    let place = Place::new();
    place.set("A1", "2026-05-01");
    let folder = place.path("A1");
    let copy = place.path("copy");
    std::fs::copy(folder.join("desk.sqlite3"), &copy).unwrap();
    place.set("A1", "2026-05-02");
    place.ok("HUB", &["bundle", "read", &place.send("A1", "HUB", &[])]);
    std::fs::copy(&copy, folder.join("desk.sqlite3")).unwrap();
    std::fs::remove_file(folder.join("desk.state")).unwrap();
    let file = place.send("HUB", "A1", &["--full"]);
    assert_eq!(reason(&place.ends("A1", 1, &["bundle", "read", &file])), "E-SELF-AHEAD");
    assert_eq!(place.closed("A1"), "2026-05-01");
    place.ok("A1", &["bundle", "read", &file, "--recover"]);
    assert_eq!(place.closed("A1"), "2026-05-02");
    place.set("A1", "2026-05-03");
    assert_eq!(place.have("A1")["A1.1.hub"], 1);
    place.sound();
}

#[test]
fn of_two_histories_the_hubs_stands_and_ours_is_written_again() {
    let place = Place::new();
    place.set("A1", "2026-05-01");
    let folder = place.path("A1");
    let copy = place.path("copy");
    std::fs::copy(folder.join("desk.sqlite3"), &copy).unwrap();
    place.set("A1", "2026-05-02");
    place.ok("HUB", &["bundle", "read", &place.send("A1", "HUB", &[])]);
    std::fs::copy(&copy, folder.join("desk.sqlite3")).unwrap();
    std::fs::remove_file(folder.join("desk.state")).unwrap();
    // Gone on with the old copy: the same number, another record.
    place.set("A1", "2026-06-06");
    let forked = place.send("A1", "HUB", &["--full"]);
    assert_eq!(reason(&place.ends("HUB", 1, &["bundle", "read", &forked])), "E-FORK");
    assert_eq!(reason(&place.ends("HUB", 3, &["bundle", "read", &forked, "--recover"])), "E-FORK", "the hub gives no way");
    let file = place.send("HUB", "A1", &["--full"]);
    assert_eq!(reason(&place.ends("A1", 1, &["bundle", "read", &file])), "E-FORK");
    place.ok("A1", &["bundle", "read", &file, "--recover"]);
    // Ours was written again, after the hub's: nothing is lost, and the hub takes it as a new epoch.
    assert_eq!(place.closed("A1"), "2026-06-06");
    assert_eq!(place.have("A1")["A1.1.hub"], 1);
    place.ok("HUB", &["bundle", "read", &place.send("A1", "HUB", &[])]);
    assert_eq!(place.have("HUB")["A1.1.hub"], 1);
    assert_eq!(place.have("HUB")["A1.0.hub"], place.have("A1")["A1.0.hub"]);
    place.sound();
    // The entry that was written again can be undone, and shows its values.
    let entry = &place.ok("A1", &["show", "journal", "rows=1"])[0];
    assert!(entry["changes"].as_array().unwrap().iter().any(|c| c["new"] == "2026-06-06"), "{entry}");
    assert_eq!(place.ok("HUB", &["site", "unfreeze", "A1"])["changed"], true);
    assert_eq!(reason(&place.ends("HUB", 1, &["bundle", "read", &forked])), "E-FORK", "it freezes again by itself");
}

#[test]
fn a_third_site_that_holds_the_other_history_gives_way_to_the_hubs_and_loses_nothing_of_it() {
    let place = Place::new();
    place.ok("B1", &["init", "--site", "乙", "--code", "B1"]);
    place.enrol("B1");
    let roster = place.ok("HUB", &["site", "roster", "--out", &place.text("stick")]);
    place.ok("A1", &["site", "join", roster["file"].as_str().unwrap()]);
    let title = |name: &str| {
        let file = place.path("title.jsonl");
        std::fs::write(&file, format!("{{\"cmd\":\"title.add\",\"name\":\"{name}\"}}\n")).unwrap();
        place.ok("A1", &["do", file.to_str().unwrap()]);
    };
    let (folder, copy) = (place.path("A1"), place.path("copy"));
    title("共同");
    std::fs::copy(folder.join("desk.sqlite3"), &copy).unwrap();
    title("原有");
    place.ok("HUB", &["bundle", "read", &place.send("A1", "HUB", &[])]);
    std::fs::copy(&copy, folder.join("desk.sqlite3")).unwrap();
    std::fs::remove_file(folder.join("desk.state")).unwrap();
    title("分岔");
    place.ok("B1", &["bundle", "read", &place.send("A1", "B1", &[])]);
    let held = |site: &str| {
        let db = rusqlite::Connection::open(place.path(site).join("desk.sqlite3")).unwrap();
        let mut names = db.prepare("SELECT name FROM title ORDER BY name").unwrap();
        let names: Vec<String> = names.query_map([], |r| r.get(0)).unwrap().map(Result::unwrap).collect();
        names.join(" ")
    };
    assert_eq!((held("HUB").as_str(), held("B1").as_str()), ("共同 原有", "共同 分岔"));
    let file = place.send("HUB", "B1", &["--full"]);
    assert_eq!(reason(&place.ends("B1", 1, &["bundle", "read", &file])), "E-FORK");
    assert_eq!(held("B1"), "共同 分岔", "nothing is merged without a word");
    place.ok("B1", &["bundle", "read", &file, "--recover"]);
    assert_eq!(held("B1"), "共同 原有");
    assert_eq!(place.have("B1")["A1.0.pub"], place.have("HUB")["A1.0.pub"]);
    // The author reads the hub's file too: its own part is written again, and reaches everybody as a new epoch.
    place.ok("A1", &["bundle", "read", &place.send("HUB", "A1", &["--full"]), "--recover"]);
    place.ok("B1", &["bundle", "read", &place.send("A1", "B1", &[])]);
    place.ok("HUB", &["bundle", "read", &place.send("A1", "HUB", &[])]);
    for site in ["A1", "B1", "HUB"] {
        assert_eq!(held(site), "共同 分岔 原有", "{site}");
    }
    assert_eq!(place.ok("B1", &["verify"])["wrong"], serde_json::json!([]));
    place.sound();
}

#[test]
fn two_histories_of_one_length_are_noticed_though_neither_has_anything_to_send() {
    let place = Place::new();
    place.set("A1", "2026-05-01");
    let folder = place.path("A1");
    let copy = place.path("copy");
    std::fs::copy(folder.join("desk.sqlite3"), &copy).unwrap();
    place.set("A1", "2026-05-02");
    place.ok("HUB", &["bundle", "read", &place.send("A1", "HUB", &[])]);
    std::fs::copy(&copy, folder.join("desk.sqlite3")).unwrap();
    std::fs::remove_file(folder.join("desk.state")).unwrap();
    place.set("A1", "2026-06-06");
    // The hub's other records go in; that our own part is said.
    let told = place.ok("A1", &["bundle", "read", &place.send("HUB", "A1", &[])]);
    assert_eq!(told["reasons"][0]["code"], "E-FORK", "{told}");
    place.ok("A1", &["bundle", "read", &place.send("HUB", "A1", &["--full"]), "--recover"]);
    place.ok("HUB", &["bundle", "read", &place.send("A1", "HUB", &[])]);
    assert_eq!((place.closed("A1"), place.have("HUB")["A1.1.hub"].clone()), ("2026-06-06".into(), 1.into()));
    place.sound();
}

#[test]
fn a_third_site_whose_other_history_is_the_longer_one_is_told_so_by_the_hubs_next_file() {
    let place = Place::new();
    place.ok("B1", &["init", "--site", "乙", "--code", "B1"]);
    place.enrol("B1");
    let roster = place.ok("HUB", &["site", "roster", "--out", &place.text("stick")]);
    place.ok("A1", &["site", "join", roster["file"].as_str().unwrap()]);
    let title = |name: &str| place.enter("A1", &format!("{{\"cmd\":\"title.add\",\"name\":\"{name}\"}}"));
    let (folder, copy) = (place.path("A1"), place.path("copy"));
    std::fs::copy(folder.join("desk.sqlite3"), &copy).unwrap();
    title("原有");
    title("其后");
    place.ok("B1", &["bundle", "read", &place.send("A1", "B1", &[])]);
    std::fs::copy(&copy, folder.join("desk.sqlite3")).unwrap();
    std::fs::remove_file(folder.join("desk.state")).unwrap();
    title("分岔");
    place.ok("HUB", &["bundle", "read", &place.send("A1", "HUB", &[])]);
    // The hub hears how much B1 has, and has nothing of A1's that B1 lacks.
    place.desk("HUB", &["bundle", "read", &place.send("B1", "HUB", &[])]).output().unwrap();
    let told = place.ok("B1", &["bundle", "read", &place.send("HUB", "B1", &[])]);
    assert_eq!(told["reasons"][0]["code"], "E-FORK", "{told}");
    place.ok("B1", &["bundle", "read", &place.send("HUB", "B1", &["--full"]), "--recover"]);
    assert_eq!(place.have("B1")["A1.0.pub"], place.have("HUB")["A1.0.pub"]);
}

#[test]
fn what_was_deleted_stays_so_when_a_part_of_it_is_written_again() {
    let place = Place::new();
    place.enter("A1", r#"{"cmd":"place.add","name":"一号室","capacity":6}"#);
    for day in 1..=7 {
        let hours = format!(r#"{{"cmd":"place.hours","place":"一号室","weekday":{day},"from":"08:00","to":"20:00"}}"#);
        place.enter("A1", &hours);
    }
    place.enter("A1", r#"{"cmd":"kind.add","name":"谈","minutes":60,"needs_advisor":false,"needs_place":true}"#);
    let (folder, copy) = (place.path("A1"), place.path("copy"));
    std::fs::copy(folder.join("desk.sqlite3"), &copy).unwrap();
    // Of what is lost only the part for the hub has gone on.
    place.set("A1", "2026-05-01");
    place.ok("HUB", &["bundle", "read", &place.send("A1", "HUB", &[])]);
    std::fs::copy(&copy, folder.join("desk.sqlite3")).unwrap();
    std::fs::remove_file(folder.join("desk.state")).unwrap();
    place.enter("A1", r#"{"cmd":"booking.make","kind":"谈","place":"一号室","start":"2026-03-10T09:00","client":"李一"}"#);
    place.enter("A1", r#"{"cmd":"undo"}"#);
    place.ok("A1", &["bundle", "read", &place.send("HUB", "A1", &["--full"]), "--recover"]);
    place.ok("HUB", &["bundle", "read", &place.send("A1", "HUB", &[])]);
    let seen = |site: &str| place.ok(site, &["show", "bookings", "from=2026-03-10", "to=2026-03-10"]).as_array().unwrap().len();
    assert_eq!((place.have("HUB")["A1.1.hub"].as_i64() > Some(0), seen("A1"), seen("HUB")), (true, 0, 0));
    // And redo finds all of it.
    place.enter("A1", r#"{"cmd":"redo"}"#);
    place.ok("HUB", &["bundle", "read", &place.send("A1", "HUB", &[])]);
    assert_eq!((seen("A1"), seen("HUB")), (1, 1));
    place.sound();
}

/// The third site is the last to hold what A1 saved (by a clock that said `saved`) and lost; it gives way to the hub's
/// line. Does A1 have it again?
fn last_held_by_a_third_site(forged: bool, saved: &str) -> bool {
    let place = Place::new();
    place.ok("B1", &["init", "--site", "乙", "--code", "B1"]);
    place.enrol("B1");
    let roster = place.ok("HUB", &["site", "roster", "--out", &place.text("stick")]);
    place.ok("A1", &["site", "join", roster["file"].as_str().unwrap()]);
    let title = |name: &str, now: &str| {
        let file = place.path("title.jsonl");
        std::fs::write(&file, format!("{{\"cmd\":\"title.add\",\"name\":\"{name}\"}}\n")).unwrap();
        assert!(place.desk_at(now, "A1", &["do", file.to_str().unwrap()]).output().unwrap().status.success());
    };
    let (folder, copy) = (place.path("A1"), place.path("copy"));
    title("共同", NOW);
    std::fs::copy(folder.join("desk.sqlite3"), &copy).unwrap();
    title("丢失", saved);
    place.ok("B1", &["bundle", "read", &place.send("A1", "B1", &[])]);
    std::fs::copy(&copy, folder.join("desk.sqlite3")).unwrap();
    std::fs::remove_file(folder.join("desk.state")).unwrap();
    title("其后", NOW);
    place.ok("HUB", &["bundle", "read", &place.send("A1", "HUB", &[])]);
    let file = place.send("HUB", "B1", &["--full"]);
    assert_eq!(reason(&place.ends("B1", 1, &["bundle", "read", &file])), "E-FORK");
    if forged {
        let db = rusqlite::Connection::open(place.path("B1").join("desk.sqlite3")).unwrap();
        assert!(db.execute("UPDATE checkpoint SET sig = zeroblob(64) WHERE site = 'A1'", []).unwrap() > 0);
    }
    place.ok("B1", &["bundle", "read", &file, "--recover"]);
    // By way of the hub, which only relays.
    place.ok("HUB", &["bundle", "read", &place.send("B1", "HUB", &[])]);
    let told = place.ok("A1", &["bundle", "read", &place.send("HUB", "A1", &[])]);
    place.ok("A1", &["bundle", "read", &place.send("HUB", "A1", &["--full"])]);
    place.ok("HUB", &["bundle", "read", &place.send("A1", "HUB", &[])]);
    assert_eq!(place.ok("B1", &["verify"])["wrong"], serde_json::json!([]));
    place.sound();
    let titles = |site: &str| {
        let db = rusqlite::Connection::open(place.path(site).join("desk.sqlite3")).unwrap();
        db.query_row("SELECT group_concat(name, ' ') FROM (SELECT name FROM title ORDER BY name)", [], |r| r.get::<_, String>(0))
            .unwrap()
    };
    let home = titles("A1") == "丢失 共同 其后";
    assert_eq!(titles("A1"), if home { "丢失 共同 其后" } else { "共同 其后" });
    assert_eq!(titles("HUB"), titles("A1"));
    assert_eq!(told["home"].as_u64() > Some(0), home, "{told}");
    home
}

#[test]
fn a_save_that_only_a_third_site_still_holds_comes_home_by_itself_and_a_forged_one_does_not() {
    assert!(last_held_by_a_third_site(false, NOW));
    assert!(!last_held_by_a_third_site(true, NOW));
}

#[test]
fn what_comes_home_and_was_saved_by_a_clock_days_ahead_is_not_held_back_for_it_again() {
    assert!(last_held_by_a_third_site(false, "2026-03-05T09:00:00+08:00"));
}

#[test]
fn killed_at_any_moment_a_restore_leaves_the_old_database_or_the_new_one() {
    let place = Place::new();
    place.set("A1", "2026-05-01");
    let backup = place.text("backup");
    place.ok("A1", &["backup", &backup]);
    place.set("A1", "2026-05-02");
    let (mut before, mut after) = (0, 0);
    for round in 0..24u64 {
        let epoch = place.ok("A1", &["show", "trust"])["epoch"].as_i64().unwrap();
        let closed = place.closed("A1");
        let now = format!("2026-03-02T10:{round:02}:00+08:00");
        let mut desk = Command::new(env!("CARGO_BIN_EXE_desk"));
        desk.args(["--data", &place.text("A1"), "--now", &now, "restore", &backup, "--yes"]);
        let mut child = desk.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(round * 12));
        let _ = child.kill();
        child.wait().unwrap();
        assert_eq!(place.ok("A1", &["verify"])["wrong"], serde_json::json!([]), "round {round}");
        let told = place.ok("A1", &["show", "trust"])["epoch"].as_i64().unwrap();
        if told == epoch {
            assert_eq!(place.closed("A1"), closed);
            before += 1;
        } else {
            assert_eq!((told, place.closed("A1").as_str()), (epoch + 1, "2026-05-01"));
            after += 1;
        }
    }
    assert!(before + after == 24 && before > 0, "{before} {after}");
}

/// What the exchange room does at its repair key (`Errand::Recover`): the machine was copied, both copies went on.
#[test]
fn the_exchange_rooms_repair_takes_a_copied_site_back_to_one_line() {
    let place = Place::new();
    place.set("A1", "2026-05-01");
    let (folder, copy, spool) = (place.path("A1"), place.path("copy"), place.path("spool"));
    std::fs::copy(folder.join("desk.sqlite3"), &copy).unwrap();
    place.set("A1", "2026-05-02");
    place.ok("HUB", &["bundle", "read", &place.send("A1", "HUB", &[])]);
    let sent = place.have("HUB")["A1.0.hub"].clone();
    std::fs::copy(&copy, folder.join("desk.sqlite3")).unwrap();
    std::fs::remove_file(folder.join("desk.state")).unwrap();
    place.set("A1", "2026-06-06");
    place.enter("A1", r#"{"cmd":"title.add","name":"分岔之后"}"#);
    let inbox = spool.join("in");
    let arrive = || {
        std::fs::create_dir_all(&inbox).unwrap();
        std::fs::copy(place.send("HUB", "A1", &["--full"]), inbox.join("HUB.qtb")).unwrap();
    };
    let at = Moment::parse(NOW).unwrap();
    let who = Actor { clerk: "c1".into() };
    let open = || Store::open(&folder, Ids::seeded(Clock::Fixed(at), 7)).unwrap();
    let names =
        |part: &str| std::fs::read_dir(spool.join(part)).unwrap().filter(|e| e.as_ref().unwrap().path().is_file()).count();

    // Looked through, it says that only repair helps; read plainly, our part of it stays out.
    arrive();
    let mut store = open();
    let Outcome::Arrived(seen) = store.read_spool(&spool, true, &who, at, &mut |_, _| {}).unwrap() else { panic!("looked") };
    assert!(seen.len() == 1 && seen[0].wants_recovery(), "{seen:?}");
    assert_eq!(names("in"), 1, "looking leaves it there");
    let Outcome::Read(read) = store.recover_spool(&spool, &who, at, &mut |_, _| {}).unwrap() else { panic!("read") };
    assert!(read.len() == 1 && read[0].findings.is_empty() && read[0].new > 0, "{read:?}");
    assert_eq!((names("in"), names("done")), (0, 1));
    drop(store);
    // What this copy had written goes on, in a new epoch, after what the other copy had sent.
    assert_eq!(place.closed("A1"), "2026-06-06");
    place.ok("HUB", &["bundle", "read", &place.send("A1", "HUB", &[])]);
    assert_eq!((&place.have("HUB")["A1.0.hub"], place.have("HUB")["A1.1.hub"].as_i64()), (&sent, Some(1)));
    assert_eq!(place.ok("HUB", &["show", "titles"])[0]["name"], "分岔之后");
    // A second time there is nothing to repair.
    arrive();
    let mut store = open();
    let Outcome::Read(read) = store.recover_spool(&spool, &who, at, &mut |_, _| {}).unwrap() else { panic!("read") };
    assert!(read[0].findings.is_empty() && read[0].new == 0, "{read:?}");
    drop(store);
    assert_eq!(place.have("A1"), place.have("HUB"));
    // A file of somebody unknown is put away as refused, and changes nothing.
    std::fs::write(inbox.join("x.qtb"), b"not one of ours").unwrap();
    let Outcome::Read(read) = open().recover_spool(&spool, &who, at, &mut |_, _| {}).unwrap() else { panic!("read") };
    assert_eq!((read[0].findings.len(), names("in/refused")), (1, 1));
    place.sound();
}
