//! The disk fails or is full: nothing is called saved that is not, and it is said in the clerk's words.
//!
//! Faults are injected with `strace`, a full disk is a small tmpfs (root); where either is missing the test says so.

use crate::line::Line;
use crate::site::{DESK, Site, has};
use portable_pty::CommandBuilder;
use serde_json::Value;
use std::path::Path;
use std::process::{Command, Output};

const SAVED: &str = "已保存";

/// Commands of several rows each.
fn lines(from: usize, count: usize) -> Vec<String> {
    (from..from + count).map(|n| format!(r#"{{"cmd":"resident.add","name":"张晓明{n}","phone":"13800005678"}}"#)).collect()
}

fn replies(done: &Output) -> Vec<Value> {
    String::from_utf8_lossy(&done.stdout).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// Every acknowledged record is there and the file is sound.
fn kept(site: &Site, replies: &[Value]) {
    let store = site.store();
    for reply in replies.iter().filter(|r| r["ok"] == true) {
        let card = site.show(&store, "resident", &[("id", reply["result"]["id"].as_str().unwrap())]);
        assert_eq!(card["phone"], "13800005678", "{reply}");
    }
    drop(store);
    site.sound();
}

fn can_inject() -> bool {
    let able = has("strace") && Command::new("strace").args(["-o", "/dev/null", "true"]).status().is_ok_and(|s| s.success());
    if !able {
        println!("skipped: strace is not installed or may not trace here");
    }
    able
}

/// From the N-th call on, this system call on the database's files fails so.
fn failing(site: &Site, call: &str, error: &str, n: usize) -> Vec<String> {
    let file = |ending: &str| format!("{}/desk.sqlite3{ending}", site.data.display());
    let mut words: Vec<String> = ["strace", "-f", "-qq", "-o", "/dev/null", "-e"].map(String::from).to_vec();
    words.extend([format!("trace={call}"), "-e".into(), format!("inject={call}:error={error}:when={n}+")]);
    words.extend(["-P".into(), file(""), "-P".into(), file("-wal")]);
    words
}

/// R4 and R5 by injection: each call of the run in turn is the first that fails.
fn each_call_fails(call: &str, error: &str, codes: &[&str], sound_runs: usize) {
    if !can_inject() {
        return;
    }
    let site = Site::make();
    let (mut n, mut untouched, mut refused) = (0, 0, 0);
    while untouched < sound_runs {
        n += 1;
        let wrapper = failing(&site, call, error, n);
        let wrapper: Vec<&str> = wrapper.iter().map(String::as_str).collect();
        let done = site.run(&wrapper, &lines(n * 10, 3));
        let told = replies(&done);
        let words = format!("{}{}", String::from_utf8_lossy(&done.stdout), String::from_utf8_lossy(&done.stderr));
        if told.len() == 3 && told.iter().all(|r| r["ok"] == true) {
            // The fault came in closing: everything stands in the log.
            untouched += 1;
        } else {
            refused += 1;
            assert_eq!(done.status.code(), Some(3), "{call} {n}: {words}");
            assert!(codes.iter().any(|code| words.contains(code)), "{call} {n}: {words}");
            assert!(!words.contains(SAVED), "{call} {n}: {words}");
            assert!(told.iter().filter(|r| r["ok"] != true).count() <= 1, "nothing is tried after a fault: {words}");
        }
        kept(&site, &told);
    }
    println!("{call} {error}: failed at {n} places, {refused} refused, the rest while closing");
    assert!(refused > 0);
}

#[test]
fn a_disk_that_fails_to_sync_is_told_and_nothing_is_lost() {
    each_call_fails("fsync", "EIO", &["E-IO"], 3);
}

#[test]
fn a_disk_that_fails_to_write_is_told_and_nothing_is_lost() {
    each_call_fails("pwrite64", "EIO", &["E-IO"], 2);
}

#[test]
fn a_disk_that_fails_to_read_is_told_and_nothing_is_lost() {
    // What cannot be read at opening may look damaged to SQLite; it is told as that and never made anew.
    each_call_fails("pread64", "EIO", &["E-IO", "damaged", "数据库无法使用"], 1);
}

#[test]
fn a_disk_found_full_in_writing_is_told_and_nothing_is_lost() {
    each_call_fails("pwrite64", "ENOSPC", &["E-FULL"], 2);
}

/// A tmpfs of this size at `folder`, gone with it.
struct SmallDisk(tempfile::TempDir);

impl SmallDisk {
    fn make(size: &str) -> Option<SmallDisk> {
        let folder = tempfile::tempdir().unwrap();
        let options = format!("size={size},mode=0700");
        let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", &options, "none"]).arg(folder.path()).output();
        if !mounted.is_ok_and(|done| done.status.success()) {
            println!("skipped: a small tmpfs takes root");
            return None;
        }
        Some(SmallDisk(folder))
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    /// Fills what is left.
    fn fill(&self) {
        let ballast = std::fs::File::create(self.ballast()).unwrap();
        let mut at = 0;
        while rustix::io::pwrite(&ballast, &[0; 4096], at).is_ok_and(|n| n > 0) {
            at += 4096;
        }
    }

    fn ballast(&self) -> std::path::PathBuf {
        self.path().join("ballast")
    }

    fn free(&self) {
        std::fs::remove_file(self.ballast()).unwrap();
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(self.path()).output();
    }
}

/// R5: the disk fills up between two commands of one session; earlier saves are readable, and once there is room it works on.
#[test]
fn a_full_disk_is_told_in_the_session_and_works_again_when_there_is_room() {
    let Some(disk) = SmallDisk::make("6m") else { return };
    let site = Site::at(disk.path());
    kept(&site, &replies(&site.run(&[], &lines(0, 3))));
    let mut command = CommandBuilder::new(DESK);
    command.args(["--data", site.data.to_str().unwrap(), "--as", "wf", "--skin", "ascii"]);
    command.env_remove("SSH_CONNECTION");
    let mut line = Line::run(command);
    line.until("F9");
    line.type_bytes(b"\x1b");
    line.settle();
    line.type_bytes(b"5");
    line.until("张晓明0");
    disk.fill();
    let add = |line: &mut Line, name: &str| {
        line.type_bytes(b"\x1b[17~");
        line.until("登记居民");
        line.type_bytes(name.as_bytes());
        line.until(name);
        line.type_bytes(b"\x13");
    };
    add(&mut line, "李秀英");
    line.until("E-FULL");
    assert!(line.screen().contains("磁盘已满") && !line.screen().contains(SAVED), "{}", line.screen());
    let shown = site.call(&["show", "residents", "find=李秀英"]);
    assert!(!String::from_utf8_lossy(&shown.stdout).contains("李秀英"), "{shown:?}");
    disk.free();
    // The message is put away, and the form that still stands is sent again.
    line.type_bytes(b"1");
    line.settle();
    line.type_bytes(b"\x13");
    line.until(SAVED);
    line.type_bytes(b"\x11");
    line.ended();
    let shown = site.call(&["show", "residents", "find=李秀英"]);
    assert!(String::from_utf8_lossy(&shown.stdout).contains("李秀英"), "{shown:?}");
    site.sound();
}

/// The disk is full when the program starts: said as such, whatever SQLite calls it, and no half import is left.
#[test]
fn a_disk_that_is_full_at_the_start_is_told_and_imports_leave_nothing_by_half() {
    let Some(disk) = SmallDisk::make("6m") else { return };
    let site = Site::at(disk.path());
    let list = tempfile::NamedTempFile::with_suffix(".csv").unwrap();
    let people: String = (0..20_000).map(|n| format!("王建国{n},1380000{n:04},顺城小区{n}号楼\n")).collect();
    std::fs::write(list.path(), format!("姓名,手机,住址\n{people}")).unwrap();
    let import = ["import", "residents", list.path().to_str().unwrap()];
    let done = site.call(&import);
    let words = format!("{}{}", String::from_utf8_lossy(&done.stdout), String::from_utf8_lossy(&done.stderr));
    assert!(done.status.code() == Some(3) && words.contains("E-FULL"), "{words}");
    let shown = site.call(&["show", "residents", "find=王建国"]);
    assert!(!String::from_utf8_lossy(&shown.stdout).contains("王建国"), "{shown:?}");
    disk.fill();
    let done = site.run(&[], &lines(0, 1));
    let words = format!("{}{}", String::from_utf8_lossy(&done.stdout), String::from_utf8_lossy(&done.stderr));
    assert!(done.status.code() == Some(3) && words.contains("E-FULL"), "{words}");
    disk.free();
    kept(&site, &replies(&site.run(&[], &lines(0, 1))));
}
