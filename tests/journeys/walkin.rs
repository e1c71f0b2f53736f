//! The queue and the requests, key by key.

use crate::support::journey::Journey;
use desk::desk::command::{Command, Order};
use desk::desk::walkin::seed;

/// A desk with the catalogue, one resident known.
fn desk() -> Journey {
    let mut j = Journey::new();
    for command in seed::orders().unwrap() {
        j.desk.store.execute(&Order::from(Command::from(command)), &j.desk.who, j.desk.now).unwrap();
    }
    j.desk.ok(r#"{"cmd":"resident.add","name":"单晓明","phone":"13800005678"}"#);
    j
}

fn say(j: &mut Journey, text: &str, paste: bool) {
    if paste {
        j.paste(text);
    } else {
        j.text(text);
    }
}

#[test]
fn a_known_resident_is_registered_with_few_keys_by_typing_or_by_paste() {
    for (paste, digit) in [(false, "1"), (true, "１")] {
        let mut j = desk();
        j.keys("F2");
        j.count();
        j.keys("n");
        say(&mut j, "sxm", paste);
        j.sees("单晓明").sees("138****5678");
        j.keys(digit);
        say(&mut j, "bx", paste);
        j.sees("承诺 2026-03-09");
        j.keys(digit);
        say(&mut j, "路灯不亮", paste);
        j.keys("Enter");
        let keys = j.count();
        assert!(keys <= 8, "{keys} keys besides content");
        j.sees("已登记 QLQ-20260302-0001").sees("到期 2026-03-09").sees("0302-0001").sees("路灯不亮");
        j.sees("还有 5 个工作日").lacks("13800005678");
        j.desk.sound();
    }
}

#[test]
fn calling_the_next_visitor_is_one_key_from_anywhere() {
    let mut j = desk();
    for prefix in ["A", "A"] {
        j.desk.ok(&format!(r#"{{"cmd":"ticket.draw","prefix":"{prefix}"}}"#));
    }
    j.count();
    j.keys("F5").sees("已叫 A001");
    assert_eq!(j.count(), 1);
    j.keys("F2").sees("已叫 A001").sees("排队 1").sees("A002");
    j.keys("F6").sees("A001 过号").sees("过号、暂搁 1");
    j.keys("F5").sees("已叫 A002").sees("排队 0");
    j.keys("Down F7").sees("已叫 A001");
    j.keys("F5").sees("没有等候的人");
    j.desk.sound();
}

#[test]
fn a_new_person_is_registered_in_the_same_form() {
    let mut j = desk();
    j.keys("Ctrl-N").text("周小满").sees("新居民").keys("1").text("15").keys("Enter").text("申领").keys("Enter");
    j.sees("已登记 QLQ-20260302-0001");
    assert_eq!(j.desk.names("zxm"), ["周小满"]);
    let card = j.desk.show("request", &[("id", "1")]);
    assert_eq!((&card["name"], &card["service_item"]["code"]), (&"周小满".into(), &"jzz".into()));
    j.desk.sound();
}

#[test]
fn a_request_is_taken_through_its_steps_and_explains_its_limit() {
    let mut j = desk();
    j.desk.ok(r#"{"cmd":"request.open","service":"weixiu","summary":"路灯","accept":true}"#);
    j.keys("F2").sees("办理 1").sees("0001");
    j.keys("e").sees("期限逐日说明").sees("2026-03-09").keys("e").lacks("期限逐日说明");
    j.keys("m").keys("1 2 Ctrl-S").sees("等材料 1").sees("[ ] 地点").sees("计时暂停").sees("缺 2 件");
    j.keys("s").sees("办理 1").sees("[x] 地点");
    j.keys("s").text("王").keys("Enter").text("属实").keys("Enter").sees("属实");
    j.keys("b").text("三号楼前").keys("Enter").sees("三号楼前");
    j.keys("p 2").keys("Enter").sees("已暂停").keys("r").sees("办理中");
    j.keys("t").text("城管办").keys("Enter").sees("已转办").keys("s").sees("办理中");
    j.keys("w").text("已修好").keys("Enter Enter").sees("还有环节未登记").lacks("办理 1");
    assert_eq!(j.desk.show("request", &[("id", "0302-0001")])["state"], "finished");
    j.keys("F8").sees("已撤销").sees("办理 1");
    j.desk.sound();
}

#[test]
fn a_refusal_that_may_be_overridden_asks_for_the_reason() {
    let mut j = desk();
    for _ in 0..2 {
        j.keys("Ctrl-N").text("sxm").keys("1").text("bx").keys("1").text("路灯不亮").keys("Enter");
    }
    j.sees("此人同一事项正在办理").text("另一盏").keys("Enter").sees("已登记 QLQ-20260302-0002").lacks("登记来访");
    j.desk.sound();
}

#[test]
fn what_a_community_must_not_certify_is_answered_at_once() {
    let mut j = desk();
    j.keys("F2").keys("d").text("wfz").keys("1 Enter").sees("无犯罪：请到 公安派出所");
    j.desk.sound();
}
