//! Keys for people who do not know keys: the whole of SYNC.md section 12 through the built program.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use serde_json::Value;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

struct Place {
    folder: tempfile::TempDir,
    /// Where both sites' sticks are put in.
    stick: PathBuf,
}

impl Place {
    fn new() -> Place {
        let folder = tempfile::tempdir().unwrap();
        let stick = folder.path().join("stick");
        std::fs::create_dir(&stick).unwrap();
        Place { folder, stick }
    }

    fn data(&self, site: &str) -> PathBuf {
        self.folder.path().join(site)
    }

    fn run(&self, site: &str, words: &[&str]) -> Output {
        let mut desk = Command::new(env!("CARGO_BIN_EXE_desk"));
        desk.args(["--data", self.data(site).to_str().unwrap(), "--now", "2026-03-02T09:00:00+08:00", "--as", "c1"]).args(words);
        desk.stdin(std::process::Stdio::null()).output().unwrap()
    }

    fn init(&self, site: &str, more: &[&str]) {
        let name = format!("{site}社区");
        let mut words = vec!["init", "--site", name.as_str(), "--code", site];
        words.extend(more);
        assert!(self.run(site, &words).status.success());
    }

    /// A call that must end with this code; its JSON answer.
    fn ends(&self, site: &str, code: i32, words: &[&str]) -> Value {
        let mut all = vec!["--json"];
        all.extend(words);
        let output = self.run(site, &all);
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        let errors = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(code), "{words:?}: {text}{errors}");
        serde_json::from_str(&text).unwrap_or_else(|e| panic!("{words:?}: {e}: {text}{errors}"))
    }

    fn ok(&self, site: &str, words: &[&str]) -> Value {
        self.ends(site, 0, words)
    }

    /// The site's card on the stick, and its digits.
    fn card(&self, site: &str) -> (String, String) {
        let told = self.ok(site, &["site", "card", "--out", self.stick.to_str().unwrap()]);
        (told["file"].as_str().unwrap().to_owned(), told["digits"].as_str().unwrap().to_owned())
    }

    /// The hub's roster on the stick, and the hub's digits.
    fn roster(&self, hub: &str) -> (String, String) {
        let told = self.ok(hub, &["site", "roster", "--out", self.stick.to_str().unwrap()]);
        (told["file"].as_str().unwrap().to_owned(), told["digits"].as_str().unwrap().to_owned())
    }

    fn enrol(&self, hub: &str, site: &str) {
        let (card, digits) = self.card(site);
        self.ok(hub, &["site", "add", &card, "--digits", &digits]);
        let (roster, digits) = self.roster(hub);
        self.ok(site, &["site", "join", &roster, "--digits", &digits]);
    }
}

fn code(answer: &Value) -> &str {
    answer["reasons"][0]["code"].as_str().unwrap()
}

fn digits_of_another(digits: &str) -> String {
    let last = if digits.ends_with('0') { '1' } else { '0' };
    format!("{}{last}", &digits[..digits.len() - 1])
}

#[test]
fn a_site_is_enrolled_by_two_files_and_one_telephone_call() {
    let place = Place::new();
    place.init("HUB", &["--hub"]);
    place.init("S03", &[]);
    let (card, digits) = place.card("S03");
    assert_eq!(place.card("S03"), (card.clone(), digits.clone()), "the same card again");
    // Nobody compared; compared and different; the same. Then again: nothing to do.
    assert_eq!(code(&place.ends("HUB", 1, &["site", "add", &card])), "site.digits_missing");
    assert_eq!(
        code(&place.ends("HUB", 1, &["site", "add", &card, "--digits", &digits_of_another(&digits)])),
        "site.digits_differ"
    );
    assert_eq!(code(&place.ends("S03", 1, &["site", "add", &card, "--digits", &digits])), "desk.hub_only");
    let added = place.ok("HUB", &["site", "add", &card, "--digits", &digits.replace(' ', "")]);
    assert_eq!((added["changed"].as_bool(), added["version"].as_i64()), (Some(true), Some(2)));
    assert_eq!(place.ok("HUB", &["site", "add", &card])["changed"], false);
    // The answer: the site trusts the hub only after its digits were compared.
    let (roster, hub_digits) = place.roster("HUB");
    assert_eq!(code(&place.ends("S03", 3, &["site", "join", &roster])), "E-NOTCOMPARED");
    assert_eq!(code(&place.ends("S03", 3, &["site", "join", &roster, "--digits", &digits])), "E-DIGITS");
    assert_eq!(place.ok("S03", &["site", "list"])["version"], 0);
    place.ok("S03", &["site", "join", &roster, "--digits", &hub_digits]);
    let list = place.ok("S03", &["site", "list"]);
    assert_eq!((list["version"].as_i64(), list["trusts"].as_str(), list["listed"].as_bool()), (Some(2), Some("HUB"), Some(true)));
    assert_eq!(list["keys"].as_array().unwrap().len(), 2);
    assert_eq!(list["hub_digits"], hub_digits);
    // A later roster of the same hub needs no call; a lower version, or a changed file, is not taken.
    place.init("S04", &[]);
    let (card, digits) = place.card("S04");
    place.ok("HUB", &["site", "add", &card, "--digits", &digits]);
    let (newer, _) = place.roster("HUB");
    assert_eq!(place.ok("S03", &["site", "join", &newer])["version"], 3);
    assert_eq!(code(&place.ends("S03", 3, &["site", "join", &roster])), "E-ROSTER-OLD");
    let text = std::fs::read_to_string(&newer).unwrap().replace("S04社区", "S05社区");
    std::fs::write(place.stick.join("forged"), text).unwrap();
    assert_eq!(code(&place.ends("S03", 3, &["site", "join", place.stick.join("forged").to_str().unwrap()])), "E-ROSTER");
    // A site that the hub does not know yet is told so.
    place.init("S05", &[]);
    assert_eq!(code(&place.ends("S05", 3, &["site", "join", &newer, "--digits", &hub_digits])), "E-NOTLISTED");
    for site in ["HUB", "S03"] {
        assert_eq!(place.ok(site, &["verify"])["wrong"], serde_json::json!([]));
    }
}

#[test]
fn a_changed_key_needs_no_call_and_signs_only_once_the_roster_names_it() {
    let place = Place::new();
    place.init("HUB", &["--hub"]);
    place.init("S03", &[]);
    place.enrol("HUB", "S03");
    let first = place.card("S03");
    place.ok("S03", &["site", "rotate", "--out", place.stick.to_str().unwrap()]);
    let (card, digits) = place.card("S03");
    assert_ne!(first.1, digits);
    assert_eq!(place.ok("S03", &["site", "list"])["listed"], false);
    place.ok("S03", &["site", "rotate"]);
    assert_eq!(place.card("S03").1, digits, "a key that waits is not followed by another");
    let added = place.ok("HUB", &["site", "add", &card]);
    assert_eq!(added["changed"], true, "the key before vouches for it");
    let (roster, _) = place.roster("HUB");
    place.ok("S03", &["site", "join", &roster]);
    let list = place.ok("S03", &["site", "list"]);
    assert_eq!(list["listed"], true);
    let states: Vec<_> = list["keys"].as_array().unwrap().iter().map(|k| k["state"].as_str().unwrap()).collect();
    assert_eq!(states, ["in_force", "in_force", "rotated"]);
    // The hub's own change: every site compares again.
    place.ok("HUB", &["site", "rotate"]);
    let (roster, hub_digits) = place.roster("HUB");
    assert_eq!(code(&place.ends("S03", 3, &["site", "join", &roster])), "E-NOTCOMPARED");
    place.ok("S03", &["site", "join", &roster, "--digits", &hub_digits]);
}

#[test]
fn a_stolen_machines_key_is_withdrawn_as_of_what_the_hub_holds_and_its_successor_begins_later() {
    let place = Place::new();
    place.init("HUB", &["--hub"]);
    place.init("S07", &[]);
    place.enrol("HUB", "S07");
    let (card, _) = place.card("S07");
    let told = place.ok("HUB", &["site", "revoke", "S07"]);
    assert_eq!(told["version"], 3);
    assert_eq!(code(&place.ends("HUB", 1, &["site", "revoke", "S07"])), "site.no_key");
    assert_eq!(code(&place.ends("HUB", 1, &["site", "revoke", "HUB"])), "site.own_key");
    // The thief's card does not come back in, not even with its right digits.
    let digits = place.card("S07").1;
    assert_eq!(code(&place.ends("HUB", 1, &["site", "add", &card, "--digits", &digits])), "site.key_used");
    let revoked = place.ok("HUB", &["site", "list"])["keys"].as_array().unwrap().iter().any(|k| k["state"] == "revoked");
    assert!(revoked);
    // Undo does not give a withdrawn key its force back.
    let undo = place.stick.join("undo.jsonl");
    std::fs::write(&undo, "{\"cmd\":\"undo\"}\n").unwrap();
    assert_eq!(code(&place.ends("HUB", 1, &["do", undo.to_str().unwrap()])), "site.not_undone");
    // The new machine.
    std::fs::rename(place.data("S07"), place.data("stolen")).unwrap();
    place.init("S07", &[]);
    place.enrol("HUB", "S07");
}

#[test]
fn the_key_file_is_private_and_a_lost_one_comes_back_from_paper() {
    let place = Place::new();
    place.init("S03", &[]);
    let key = place.data("S03").join("site.key");
    assert_eq!(std::fs::metadata(&key).unwrap().permissions().mode() & 0o777, 0o600);
    let digits = place.card("S03").1;
    let sheet = place.stick.join("sheet.txt");
    place.ok("S03", &["site", "sheet", "--out", sheet.to_str().unwrap()]);
    assert_eq!(std::fs::metadata(&sheet).unwrap().permissions().mode() & 0o777, 0o600);
    let printed = place.run("S03", &["site", "sheet"]);
    assert_eq!(std::fs::read(&sheet).unwrap(), printed.stdout);
    assert!(String::from_utf8_lossy(&printed.stdout).contains(&digits));
    std::fs::remove_file(&key).unwrap();
    let told = place.ok("S03", &["site", "recover", sheet.to_str().unwrap()]);
    assert_eq!((told["changed"].as_bool(), told["digits"].as_str()), (Some(true), Some(digits.as_str())));
    assert_eq!(place.ok("S03", &["site", "recover", sheet.to_str().unwrap()])["changed"], false);
    // Another site's sheet, a sheet with a slip, a key file that others may read.
    place.init("S04", &[]);
    assert_eq!(place.run("S04", &["site", "recover", sheet.to_str().unwrap()]).status.code(), Some(3));
    let text = std::fs::read_to_string(&sheet).unwrap();
    let slip: String = text.lines().filter(|l| !l.starts_with("07")).map(|l| format!("{l}\n")).collect();
    std::fs::write(&sheet, slip).unwrap();
    assert_eq!(code(&place.ends("S03", 3, &["site", "recover", sheet.to_str().unwrap()])), "E-SHEET");
    std::fs::set_permissions(&key, std::fs::Permissions::from_mode(0o644)).unwrap();
    let refused = place.run("S03", &["site", "card"]);
    assert_eq!(refused.status.code(), Some(3));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("must be 600"));
}

#[test]
fn no_secret_leaves_the_key_file() {
    let place = Place::new();
    place.init("HUB", &["--hub"]);
    place.init("S03", &[]);
    place.enrol("HUB", "S03");
    let text = std::fs::read_to_string(place.data("S03").join("site.key")).unwrap();
    let secret = text.lines().nth(2).unwrap().rsplit(' ').next().unwrap();
    assert_eq!(secret.len(), 64);
    let raw: Vec<u8> = (0..32).map(|n| u8::from_str_radix(&secret[n * 2..n * 2 + 2], 16).unwrap()).collect();
    let mut looked = 0;
    let mut look = |folder: &Path| {
        for file in std::fs::read_dir(folder).unwrap().map(|f| f.unwrap().path()).filter(|p| p.is_file()) {
            let bytes = std::fs::read(&file).unwrap();
            let held = bytes.windows(64).any(|w| w == secret.as_bytes()) || bytes.windows(32).any(|w| w == raw);
            assert_eq!(held, file.ends_with("S03/site.key"), "{}", file.display());
            looked += 1;
        }
    };
    look(&place.data("S03"));
    look(&place.data("HUB"));
    look(&place.stick);
    assert!(looked >= 6, "{looked}");
}
