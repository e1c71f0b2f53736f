//! The very first start is killed: the next one makes the site, whole.

use crate::site::DESK;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::Duration;

fn desk(folder: &Path, words: &[&str]) -> Command {
    let mut desk = Command::new(DESK);
    desk.arg("--data").arg(folder).args(["--as", "c1", "--json"]).args(words).stdin(Stdio::null());
    desk
}

fn ends(folder: &Path, words: &[&str]) -> Output {
    desk(folder, words).output().unwrap()
}

const INIT: [&str; 5] = ["init", "--site", "青龙桥", "--code", "QLQ"];

fn is_whole(folder: &Path, what: &str) {
    let services = ends(folder, &["show", "services"]).stdout;
    let services: serde_json::Value = serde_json::from_slice(&services).unwrap_or_else(|e| panic!("{what}: {e}"));
    assert_eq!(services.as_array().map(Vec::len), Some(38), "{what}");
    let told = String::from_utf8(ends(folder, &["verify"]).stdout).unwrap();
    assert!(told.contains(r#""wrong":[]"#), "{what}: {told}");
}

#[test]
fn a_first_start_that_was_killed_does_not_stand_in_the_way_of_the_next() {
    let root = tempfile::tempdir().unwrap();
    for after in [1, 3, 6, 10, 15, 20, 30, 50, 80, 120, 200, 300] {
        let folder = root.path().join(after.to_string());
        let mut first = desk(&folder, &INIT).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(after));
        first.kill().unwrap();
        let whole = first.wait().unwrap().success();
        let stands = std::fs::metadata(folder.join("desk.sqlite3")).is_ok_and(|f| f.len() > 0);
        let again = ends(&folder, &INIT);
        let told = String::from_utf8_lossy(&again.stderr).into_owned();
        assert_eq!(again.status.success(), !stands, "{after} ms: {told}");
        assert!(stands || !whole, "{after} ms: what was told stands");
        is_whole(&folder, &format!("{after} ms"));
        assert!(!folder.join(".making").exists() || stands, "{after} ms: nothing is left lying about");
    }
}

#[test]
fn the_empty_file_that_an_earlier_program_left_is_no_site_and_a_key_that_is_there_is_kept() {
    let root = tempfile::tempdir().unwrap();
    let (folder, other) = (root.path().join("a"), root.path().join("b"));
    assert!(ends(&other, &INIT).status.success());
    use std::os::unix::fs::DirBuilderExt as _;
    std::fs::DirBuilder::new().mode(0o700).create(&folder).unwrap();
    std::fs::write(folder.join("desk.sqlite3"), b"").unwrap();
    std::fs::copy(other.join("site.key"), folder.join("site.key")).unwrap();
    let made = ends(&folder, &INIT);
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    is_whole(&folder, "after an empty file");
    assert_eq!(std::fs::read(folder.join("site.key")).unwrap(), std::fs::read(other.join("site.key")).unwrap());
    assert!(!ends(&folder, &INIT).status.success(), "a site is made once");
}
