//! The real program carrying files: through pipes as the forced command does, and through spool folders.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "support/enrolled.rs"]
mod enrolled;

use enrolled::{Desk, desk, network};
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

const DESK: &str = env!("CARGO_BIN_EXE_desk");
const NOW: &str = "2026-03-02T09:00:00+08:00";

fn call(data: &Path, words: &[&str]) -> Command {
    let mut call = Command::new(DESK);
    call.arg("--data").arg(data).args(["--now", NOW, "--as", "c1"]).args(words);
    call
}

fn run(data: &Path, words: &[&str], input: Option<&[u8]>) -> Output {
    let mut child = call(data, words).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    // A refusal may come before all of it was taken.
    let _ = input.map(|bytes| stdin.write_all(bytes));
    drop(stdin);
    child.wait_with_output().unwrap()
}

fn json(output: &Output) -> serde_json::Value {
    serde_json::from_slice(&output.stdout).unwrap_or_else(|e| panic!("{e}: {output:?}"))
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut all: Vec<_> = fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).filter(|p| p.is_file()).collect();
    all.sort();
    all
}

fn filled() -> Vec<Desk> {
    let mut net = network(&["A1", "B1"]);
    net[1].ok(r#"{"cmd":"resident.add","name":"张晓明","phone":"13800005678"}"#);
    net[2].ok(r#"{"cmd":"title.add","name":"字典"}"#);
    net[2].copy(7);
    net
}

#[test]
fn a_file_goes_out_by_standard_output_and_in_by_standard_input() {
    let net = filled();
    let (hub, a) = (net[0].data(), net[1].data());
    let out = run(&a, &["bundle", "write", "HUB"], None);
    assert!(out.status.success() && out.stdout.starts_with(b"QTBND"), "{:?}", out.stderr);
    let dry = json(&run(&hub, &["--json", "bundle", "read", "--dry-run"], Some(&out.stdout)));
    assert_eq!((&dry["new"], &dry["changed"], &dry["dry_run"]), (&1.into(), &false.into(), &true.into()), "{dry}");
    let read = json(&run(&hub, &["--json", "bundle", "read"], Some(&out.stdout)));
    assert_eq!((&read["new"], &read["changed"], &read["ok"]), (&1.into(), &true.into(), &true.into()), "{read}");
    let again = json(&run(&hub, &["--json", "bundle", "read", "-"], Some(&out.stdout)));
    assert_eq!((&again["new"], &again["changed"], &again["known"]), (&0.into(), &false.into(), &1.into()), "{again}");
    let cut = run(&hub, &["--json", "bundle", "read"], Some(&out.stdout[..300]));
    assert_eq!((cut.status.code(), &json(&cut)["reasons"][0]["code"]), (Some(3), &"E-SHORT".into()));
    assert_eq!(files(&hub).iter().filter(|f| f.to_string_lossy().contains("pipe")).count(), 0, "nothing is left lying about");
    let shown = String::from_utf8(run(&hub, &["bundle", "read"], Some(&out.stdout)).stdout).unwrap();
    assert!(shown.contains("共 1") && shown.contains("重复 1") && shown.contains("数据未变"), "{shown}");
    let status = json(&run(&hub, &["--json", "bundle", "status"], None));
    assert_eq!((&status["roster"], &status["have"]["A1.0.hub"]), (&1.into(), &1.into()), "{status}");
}

#[test]
fn without_a_roster_files_for_everybody_are_refused_and_one_for_a_site_says_what_is_not_in_it() {
    let mut c = desk("C1", false, 9);
    c.ok(r#"{"cmd":"resident.add","name":"张晓明","phone":"13800005678"}"#);
    let out = run(&c.data(), &["bundle", "write", "--all"], None);
    let text = String::from_utf8(out.stdout).unwrap();
    assert!(out.status.code() == Some(3) && text.contains("E-NOROSTER") && text.contains("desk site card"), "{text}");
    assert!(!c.data().join("out").exists());
    let out = run(&c.data(), &["bundle", "write", "--to", "HUB"], None);
    let text = String::from_utf8(out.stdout).unwrap();
    assert!(text.contains("未加密") && text.contains("desk site card") && text.contains("可以拔出U盘"), "{text}");
    let stick = files(&c.data().join("out"));
    assert_eq!(stick.len(), 1);
    assert!(!String::from_utf8_lossy(&fs::read(&stick[0]).unwrap()).contains("13800005678"));
}

#[test]
fn all_writes_one_sealed_file_a_site_and_a_stranger_gets_none() {
    let net = filled();
    let out = run(&net[0].data(), &["--json", "bundle", "write", "--all"], None);
    let lines: Vec<serde_json::Value> =
        String::from_utf8(out.stdout).unwrap().lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    let to: Vec<_> = lines.iter().map(|l| (l["to"][0].as_str().unwrap(), l["encrypted"].as_bool().unwrap())).collect();
    assert_eq!(to, [("A1", true), ("B1", true)]);
    let out = run(&net[0].data(), &["--json", "bundle", "write", "--to", "Z9"], None);
    assert_eq!(json(&out)["reasons"][0]["code"], "E-SENDER");
    let out = run(&net[0].data(), &["--json", "bundle", "inspect", lines[0]["file"].as_str().unwrap()], None);
    assert_eq!(json(&out)["reasons"][0]["code"], "E-ADDR", "not even the writer opens it again");
}

#[test]
fn a_spool_is_read_emptied_and_tidied() {
    let mut net = filled();
    let spool = net[0].folder.path().join("spool");
    let (hub, to) = (net[0].data(), spool.to_string_lossy().into_owned());
    let watch = |words: &[&str]| run(&hub, &[&["--json", "bundle", "watch", &to], words].concat(), None);
    assert!(watch(&["--once"]).status.success());
    let inbox = spool.join("in");
    let (from_a, from_b) = (net[1].file("HUB"), net[2].file("HUB"));
    fs::write(inbox.join("A1.qtb"), &from_a).unwrap();
    fs::write(inbox.join("B1.qtb"), &from_b).unwrap();
    fs::write(inbox.join("B1.qtb.part"), &from_b).unwrap();
    fs::write(inbox.join("B1.sync-conflict-20260302-090000-ABC.qtb"), b"x").unwrap();
    fs::write(inbox.join("bad.qtb"), &from_a[..from_a.len() - 5]).unwrap();
    let out = watch(&["--once"]);
    let text = String::from_utf8(out.stdout).unwrap();
    assert_eq!(text.lines().count(), 3, "{text}");
    let names = |folder: &Path| -> Vec<String> {
        files(folder).iter().map(|f| f.file_name().unwrap().to_string_lossy().into_owned()).collect()
    };
    assert_eq!(names(&inbox), ["B1.qtb.part", "B1.sync-conflict-20260302-090000-ABC.qtb"]);
    assert_eq!(names(&spool.join("done")), ["A1.qtb", "B1.qtb"]);
    assert_eq!(names(&inbox.join("refused")), ["bad.qtb", "bad.qtb.txt"]);
    let why = fs::read_to_string(inbox.join("refused/bad.qtb.txt")).unwrap();
    assert!(why.starts_with("E-SHORT\n文件不完整"), "{why}");
    // What the hub writes into out/ leaves it when its reader has said that it holds it.
    let out_folder = spool.join("out").to_string_lossy().into_owned();
    assert!(run(&hub, &["bundle", "write", "--to", "A1", "--out", &out_folder], None).status.success());
    let standing = files(&spool.join("out"));
    assert_eq!(standing.len(), 1);
    watch(&["--once"]);
    assert_eq!(files(&spool.join("out")), standing, "sending moves nothing");
    net[1].read(&fs::read(&standing[0]).unwrap()).unwrap();
    net[1].now = net[1].now.plus_ms(1000);
    let answer = net[1].file("HUB");
    fs::write(inbox.join("A1-2.qtb"), answer).unwrap();
    watch(&["--once"]);
    assert_eq!(files(&spool.join("out")), Vec::<PathBuf>::new(), "acknowledged");
    net[0].sound();
}

#[test]
fn the_watcher_sleeps_until_a_file_arrives() {
    let mut net = filled();
    let spool = net[0].folder.path().join("spool");
    let to = spool.to_string_lossy().into_owned();
    let mut child = call(&net[0].data(), &["bundle", "watch", &to]).stdout(Stdio::null()).stdin(Stdio::null()).spawn().unwrap();
    let patience = Instant::now();
    while !spool.join("out").exists() {
        assert!(patience.elapsed() < Duration::from_secs(20), "the watcher did not start");
        std::thread::sleep(Duration::from_millis(20));
    }
    let ticks = |id: u32| -> u64 {
        let text = fs::read_to_string(format!("/proc/{id}/stat")).unwrap();
        let rest: Vec<&str> = text.rsplit(')').next().unwrap().split_whitespace().collect();
        rest[11].parse::<u64>().unwrap() + rest[12].parse::<u64>().unwrap()
    };
    std::thread::sleep(Duration::from_millis(300));
    let before = ticks(child.id());
    std::thread::sleep(Duration::from_secs(1));
    assert_eq!(ticks(child.id()), before, "it does not poll");
    let bytes = net[1].file("HUB");
    fs::write(spool.join("in/.A1.tmp"), bytes).unwrap();
    fs::rename(spool.join("in/.A1.tmp"), spool.join("in/A1.qtb")).unwrap();
    let arrived = Instant::now();
    while !spool.join("done/A1.qtb").exists() {
        assert!(arrived.elapsed() < Duration::from_secs(20), "the file was not read");
        std::thread::sleep(Duration::from_millis(20));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(net[0].show("residents", &[]).as_array().unwrap().len(), 1);
}

/// A file of format 1 as a desk of November 2026 wrote it, byte for byte: whatever comes later must read it. There is one
/// format so far, so there is no older one to read; a newer one is refused by name (`exchange/format/tests.rs`).
#[test]
fn a_file_that_an_earlier_program_wrote_is_read_as_it_was_meant() {
    let root = tempfile::tempdir().unwrap();
    let b = root.path().join("b");
    assert!(run(&b, &["init", "--site", "乙", "--code", "B1"], None).status.success());
    let frozen = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/frozen/format1.qtb");
    let read = json(&run(&b, &["--json", "bundle", "read", frozen, "--yes"], None));
    assert_eq!((&read["ok"], &read["changed"]), (&true.into(), &true.into()), "{read}");
    let show = |words: &[&str]| json(&run(&b, &[&["--json", "show"], words].concat(), None));
    let title = &show(&["titles"])[0];
    assert_eq!((&title["name"], &title["author"]), (&"红楼梦".into(), &"曹雪芹".into()));
    let booking = &show(&["bookings", "from=2026-03-06"])[0];
    let told = (&booking["number"], &booking["start"], &booking["state"], &booking["rev"]);
    assert_eq!(told, (&"A1-B20260302-001".into(), &"2026-03-06T09:00".into(), &"booked".into(), &1.into()), "{booking}");
    assert_eq!(booking["client_name"], "", "a plain file carries nobody's name");
    let again = json(&run(&b, &["--json", "bundle", "read", frozen, "--yes"], None));
    assert_eq!((&again["new"], &again["changed"]), (&0.into(), &false.into()), "{again}");
    assert_eq!(json(&run(&b, &["verify"], None))["wrong"], serde_json::json!([]));
}
