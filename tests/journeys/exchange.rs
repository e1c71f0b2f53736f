//! Room 6: a clash is settled in one key, files are looked at before they are read.

use crate::support::Counter;
use crate::support::journey::Journey;
use crate::support::net::Net;
use desk::desk::change::Actor;
use desk::desk::sites::exchange::{Finding, Trouble};
use desk::desk::sites::spool::{Errand, Outcome, Waiting, Written};

/// The studio's desk, where two confirmed bookings fall into one hour.
fn clashing() -> (Net, Journey) {
    let mut net = Net::of(&["HUB", "S01", "S02"]);
    net.ok("S01", r#"{"cmd":"advisor.add","name":"刘老师"}"#);
    for day in 1..=5 {
        net.ok("S01", &format!(r#"{{"cmd":"advisor.hours","advisor":"刘老师","weekday":{day},"from":"08:30","to":"17:30"}}"#));
    }
    net.ok("S01", r#"{"cmd":"place.add","name":"工作室","capacity":6}"#);
    net.all();
    let grant = net.id(
        "S01",
        r#"{"cmd":"grant.give","advisor":"刘","place":"工作室","start":"2026-03-05T09:00","minutes":60,"to":"S02","until":"2026-03-04T12:00"}"#,
    );
    net.all();
    net.ok("S01", &format!(r#"{{"cmd":"grant.take_back","grant":"{grant}","override":{{"reason":"电话确认未用"}}}}"#));
    for (site, client) in [("S01", "王某"), ("S02", "张晓明")] {
        net.ok(
            site,
            &format!(
                r#"{{"cmd":"booking.make","kind":"重点指导","advisor":"刘","place":"工作室","start":"2026-03-05T09:00","minutes":60,"client":"{client}","phone":"13800005678"}}"#
            ),
        );
    }
    net.all();
    let at = net.desks.iter().position(|(code, _)| code == "S01").unwrap();
    let (_, store) = net.desks.remove(at);
    let desk = Counter { store, who: Actor { clerk: "王".into() }, now: net.now };
    (net, Journey::at(desk))
}

#[test]
fn a_double_booking_is_settled_in_two_keys_from_anywhere() {
    let (_net, mut clerk) = clashing();
    clerk.keys("Esc 6");
    let before = clerk.screen();
    for seen in ["待协调 1", "有两个已确", "甲 S01", "乙 S02", "1 保留甲", "2 保留乙", "3 两者都改期"] {
        assert!(before.contains(seen), "{seen} in\n{before}");
    }
    assert!(!before.contains("张晓明") && !before.contains("13800005678"), "masked:\n{before}");
    clerk.count();
    clerk.keys("1");
    assert_eq!(clerk.count(), 1);
    let after = clerk.screen();
    assert!(after.contains("待协调 0") && after.contains("站点 "), "{after}");
    clerk.keys("2");
    assert!(clerk.screen().contains("[2 来访]"), "without a clash in hand digits jump rooms\n{}", clerk.screen());
    clerk.desk.sound();
}

#[test]
fn files_are_looked_at_before_they_are_read_and_a_stick_is_free_when_they_stand() {
    let (_net, mut clerk) = clashing();
    clerk.keys("Esc 6 r");
    assert_eq!(clerk.errands, [Errand::Look]);
    let lies = |findings: Vec<Finding>| Waiting {
        file: "S02-S01-20260302-090000-0001.qtb".into(),
        from: "S02".into(),
        new: 182,
        known: 40,
        left_out: 0,
        records: 97,
        clashes: 2,
        findings,
    };
    clerk.files(Outcome::Moving { errand: Errand::Look, done: 50, total: 222 });
    assert!(clerk.screen().contains("50/222"), "{}", clerk.screen());
    clerk.files(Outcome::Arrived(vec![lies(vec![Finding::of(Trouble::Short)])]));
    let shown = clerk.screen();
    for seen in ["新增 182 条，重复 40 条，变动记录 97 条", "新增待协调 2 件", "E-SHORT", "Enter 读入"] {
        assert!(shown.contains(seen), "{seen} in\n{shown}");
    }
    clerk.keys("Esc");
    assert_eq!(clerk.errands, [Errand::Look], "not without a yes");
    clerk.keys("r");
    clerk.files(Outcome::Arrived(vec![lies(vec![])]));
    clerk.keys("Enter");
    assert_eq!(clerk.errands, [Errand::Look, Errand::Look, Errand::Read]);
    clerk.files(Outcome::Read(vec![lies(vec![])]));
    assert!(clerk.screen().contains("已读入"), "{}", clerk.screen());
    clerk.keys("Esc r");
    clerk.files(Outcome::Arrived(vec![]));
    assert!(clerk.screen().contains("没有收到新文件"), "{}", clerk.screen());
    clerk.keys("Esc F6");
    assert_eq!(clerk.errands.last(), Some(&Errand::Write));
    let files = vec![Written { to: "HUB".into(), operations: 42, sealed: true }];
    clerk.files(Outcome::Written { folder: "/srv/desk/out".into(), files });
    let shown = clerk.screen();
    for seen in ["可以拔出U盘", "/srv/desk/out", "给 HUB  42 条"] {
        assert!(shown.contains(seen), "{seen} in\n{shown}");
    }
    clerk.keys("Esc");
    assert!(clerk.screen().contains("待协调 1"), "{}", clerk.screen());
}

#[test]
fn the_spool_reads_what_lies_there_and_puts_it_away() {
    let (mut net, mut clerk) = clashing();
    let folder = net.folder.path().join("spool");
    let (who, now) = (Actor { clerk: "王".into() }, net.now);
    // Without a roster nothing is written for everybody, and it is said how to enrol.
    let refused = clerk.desk.store.write_spool(&folder, &who, now).unwrap();
    assert_eq!(refused, Outcome::Refused(Finding::of(Trouble::NoRoster)));
    std::fs::create_dir_all(folder.join("in")).unwrap();
    std::fs::write(folder.join("in/bad.qtb"), b"name,phone\n").unwrap();
    net.ok("S02", r#"{"cmd":"title.add","name":"活着"}"#);
    let parcel = net.at("S02").pack("S01", false, false, now).unwrap().remove(0);
    net.at("S02").write_file(&parcel, None, &folder.join("in"), &who, now).unwrap();
    let Outcome::Arrived(seen) = clerk.desk.store.read_spool(&folder, true, &who, now, &mut |_, _| {}).unwrap() else {
        panic!("looked at")
    };
    assert_eq!(seen.len(), 2);
    assert!(seen.iter().any(|w| w.from == "S02" && w.new > 0));
    assert!(seen.iter().any(|w| w.findings == [Finding::of(Trouble::NotBundle)]));
    assert_eq!(clerk.desk.show("titles", &[("find", "活着")]).as_array().unwrap().len(), 0, "looking changes nothing");
    let Outcome::Read(read) = clerk.desk.store.read_spool(&folder, false, &who, now, &mut |_, _| {}).unwrap() else {
        panic!("read")
    };
    assert_eq!(read.len(), 2);
    assert_eq!(clerk.desk.show("titles", &[("find", "活着")]).as_array().unwrap().len(), 1);
    assert!(folder.join("in/refused/bad.qtb").exists(), "a file that is none is put aside");
    assert_eq!(clerk.desk.store.read_spool(&folder, false, &who, now, &mut |_, _| {}).unwrap(), Outcome::Read(vec![]));
    clerk.desk.sound();
}

#[test]
fn after_a_careless_restore_one_key_brings_our_own_back() {
    let lies = |code: Trouble| Waiting {
        file: "HUB-S01.qtb".into(),
        from: String::new(),
        new: 0,
        known: 0,
        left_out: 0,
        records: 0,
        clashes: 0,
        findings: vec![Finding::of(code)],
    };
    let (_net, mut clerk) = clashing();
    clerk.keys("Esc 6 r");
    clerk.files(Outcome::Arrived(vec![lies(Trouble::Short)]));
    clerk.lacks("修复读入").keys("p Esc");
    assert_eq!(clerk.errands, [Errand::Look], "what is only cut is not repaired so");
    clerk.keys("r");
    clerk.files(Outcome::Arrived(vec![lies(Trouble::SelfAhead)]));
    clerk.sees("p 修复读入").sees("E-SELF-AHEAD").keys("p");
    assert_eq!(clerk.errands.last(), Some(&Errand::Recover));
    clerk.files(Outcome::Read(vec![]));
    clerk.sees("没有收到新文件");
}

/// An errand that comes to nothing says so in the language of the desk, as any other fault does.
#[test]
fn a_fault_of_an_errand_is_told_in_the_language_of_the_desk() {
    let mut j = Journey::new();
    j.keys("Esc 6");
    desk::app::update(&mut j.model, desk::app::Msg::FilesFailed(desk::store::Fault::Full));
    j.sees("磁盘已满").lacks("disk");
}
