//! Two desks with real databases, keys and sealed files: a request is handed over and its outcome comes back.

use crate::enrolled;
use crate::support::Counter;
use crate::support::journey::Journey;
use desk::desk::change::Actor;
use desk::desk::command::{Command, Order};
use desk::desk::walkin::seed;
use desk::exchange::format;
use std::io::Cursor;

/// The desks AA and BB, their folders kept, each with the catalogue and a clerk of its own.
fn pair() -> (Journey, Journey, Vec<tempfile::TempDir>) {
    let (mut journeys, mut folders) = (Vec::new(), Vec::new());
    for (desk, clerk) in enrolled::network(&["AA", "BB"]).into_iter().skip(1).zip(["王", "李"]) {
        let enrolled::Desk { mut store, folder, now, .. } = desk;
        let who = Actor { clerk: clerk.into() };
        for command in seed::orders().unwrap() {
            store.execute(&Order::from(Command::from(command)), &who, now).unwrap();
        }
        folders.push(folder);
        journeys.push(Journey::at(Counter { store, who, now }));
    }
    let b = journeys.pop().unwrap();
    (journeys.pop().unwrap(), b, folders)
}

/// A sealed file from one desk, read by the other ten minutes later; both look at their screens anew.
fn carry(from: &mut Journey, to: &mut Journey) {
    let code = to.desk.store.site().code.clone();
    let now = from.desk.now.plus_ms(600_000);
    (from.desk.now, to.desk.now, from.model.now, to.model.now) = (now, now, now, now);
    for parcel in from.desk.store.pack(&code, false, false, now).unwrap() {
        from.desk.store.bundle_written(&parcel, &from.desk.who, now).unwrap();
        let mut bytes = Vec::new();
        parcel.write_as(&mut bytes, Some(&from.desk.store.sealing().unwrap().unwrap().seal())).unwrap();
        let trust = to.desk.store.sealing().unwrap().unwrap();
        let mut opened = format::open_as(Cursor::new(&bytes), &trust.trust()).unwrap();
        if to.desk.store.receive(&mut opened, &to.desk.who, now, false).is_err() {
            panic!("{code} does not read the file");
        }
    }
    // As the program does when another process has written.
    for desk in [from, to] {
        desk.keys("F3 F2");
    }
}

#[test]
fn a_request_is_handed_over_taken_and_its_outcome_seen_at_the_first_desk() {
    let (mut a, mut b, _folders) = pair();
    a.desk.ok(r#"{"cmd":"resident.add","name":"单晓明","phone":"13800005678"}"#);
    a.keys("F2 n").text("sxm").keys("1").text("bx").keys("1").text("路灯不亮").keys("Enter").sees("已登记 AA-20260302-0001");
    // No file has come from BB yet; the roster knows its code, typed with the input method on.
    a.keys("t").text("ｂｂ").keys("Enter").sees("已转 BB站，随下次文件送达，接收前仍由 王 负责").sees("已转出");
    a.sees("转 BB，待接收");
    carry(&mut a, &mut b);
    b.keys("Esc 1").sees("1 件别处转来，待接收").keys("Home Down Enter").sees("[2 来访]");
    b.keys("F2").sees("转来 1").sees("0001").sees("AA 王 转来").sees("单*明  138****5678").sees("路灯不亮").lacks("13800005678");
    b.count();
    b.keys("Enter").sees("办理 1").lacks("转来 1").sees("AA 王 转来  AA-20260302-0001").sees("承诺 2026-03-09");
    assert_eq!(b.count(), 1, "taking it over is one key");
    carry(&mut b, &mut a);
    a.sees("别处在办 1").sees("BB 办理中").lacks("办理 1").keys("End").sees("BB 已接收  BB-20260302-0001  李");
    a.keys("F9").lacks("接收转来的事项").lacks("办结并登记结果").sees("给事项加备注").keys("Esc");
    b.keys("w").text("已换灯泡").keys("Enter").sees("已办结");
    carry(&mut b, &mut a);
    a.sees("BB 已办结").keys("End").sees("BB 已办结  BB-20260302-0001：已换灯泡");
    // A week later it is out of sight, and the number still finds it.
    a.desk.now = a.desk.now.plus_ms(8 * 86_400_000);
    a.model.now = a.desk.now;
    a.keys("F3 F2").lacks("别处在办");
    a.desk.sound();
    b.desk.sound();
}

#[test]
fn what_is_sent_back_calls_for_attention_and_is_taken_up_in_one_key() {
    let (mut a, mut b, _folders) = pair();
    a.desk.ok(r#"{"cmd":"request.open","service":"weixiu","summary":"路灯","accept":true}"#);
    a.keys("F2 t").text("BB站").keys("Enter").sees("已转出");
    carry(&mut a, &mut b);
    b.sees("转来 1").keys("u").text("不在本辖区").keys("Enter").lacks("转来 1");
    carry(&mut b, &mut a);
    a.sees("退回!").sees("BB 退回：不在本辖区  李");
    // Today says so, and Enter leads to those alone.
    a.desk.ok(r#"{"cmd":"request.open","service":"weixiu","summary":"井盖","accept":true}"#);
    a.keys("Esc 1").sees("1 件转出后被退回!").keys("Home Down Enter").sees("被退回的事项").sees("办理 1").sees("不在本辖区");
    a.count();
    a.keys("s").sees("办理中").lacks("退回!").sees("办理 2");
    assert_eq!(a.count(), 1);
    a.keys("1").lacks("退回").keys("F2");
    // Handed over again and taken back before it was answered: BB sees it go with the next file.
    a.keys("t").text("bb").keys("Enter").sees("已转出");
    carry(&mut a, &mut b);
    b.sees("转来 1");
    a.keys("u").text("自办").keys("Enter").lacks("已转出");
    carry(&mut a, &mut b);
    b.lacks("转来 1");
    a.desk.sound();
    b.desk.sound();
}

#[test]
fn a_book_goes_to_another_room_by_the_desks_name_and_its_scan_there_receives_it() {
    let (mut a, mut b, _folders) = pair();
    a.desk.ok(r#"{"cmd":"title.add","name":"红楼梦","barcode":"418"}"#);
    carry(&mut a, &mut b);
    a.keys("F4 Ctrl-P").text("transfer.send").keys("Enter").scan("AA00418").text("ＢＢ站").keys("Enter").sees("调出  红楼梦");
    assert_eq!(a.desk.show("copy", &[("id", "418")])["site"], "BB");
    carry(&mut a, &mut b);
    b.keys("F4").scan("AA00418").sees("红楼梦").lacks("知道了");
    assert_eq!(b.desk.show("copy", &[("id", "AA00418")])["state"], "in", "{}", b.screen());
    // A time of an advisor's is granted by name as well.
    a.desk.ok(r#"{"cmd":"advisor.add","name":"刘老师"}"#);
    a.desk.ok(r#"{"cmd":"hours.set","of":"刘","week":"1-5 0830-1130"}"#);
    a.desk.ok(
        r#"{"cmd":"grant.give","advisor":"刘","start":"2026-03-05T09:00","minutes":60,"to":"BB站","until":"2026-03-04T12:00"}"#,
    );
    assert_eq!(a.desk.show("grants", &[])[0]["to"], "BB");
}

#[test]
fn another_desks_request_for_a_time_is_confirmed_or_declined_and_both_see_it() {
    let (mut a, mut b, _folders) = pair();
    a.desk.ok(r#"{"cmd":"advisor.add","name":"刘老师"}"#);
    a.desk.ok(r#"{"cmd":"hours.set","of":"刘","week":"1-5 0830-1130"}"#);
    carry(&mut a, &mut b);
    for (line, who) in [("明 930 刘 孙丽", "孙*"), ("明 1030 刘 王敏", "王*")] {
        b.keys("F3 /").text(line).keys("Enter Ctrl-S").sees(who).sees("申请");
    }
    carry(&mut b, &mut a);
    a.keys("F3 Right Home Down Down").sees("申请?").sees("孙*").sees("y 确认申请").keys("Ctrl-O").sees("已约");
    a.keys("Down Down").sees("王*").keys("4").text("老师外出").keys("Enter").sees("已保存");
    carry(&mut a, &mut b);
    b.keys("F3 Up Up").sees("孙*").sees("已约").keys("9 Down").sees("王*").sees("我方取消").sees("老师外出");
    a.desk.sound();
    b.desk.sound();
}
