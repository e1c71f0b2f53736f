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
fn calling_the_next_visitor_is_one_key_anywhere() {
    let mut j = desk();
    for prefix in ["A", "A"] {
        j.desk.ok(&format!(r#"{{"cmd":"ticket.draw","prefix":"{prefix}"}}"#));
    }
    j.count();
    j.keys("F5").sees("已叫 A001");
    assert_eq!(j.count(), 1);
    j.keys("F2").sees("窗口1  已叫").sees("A001").sees("排队 1").sees("A002");
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
fn digits_are_never_the_name_of_a_new_resident() {
    for (typed, paste) in [("５６７８１", false), ("56781", true), ("１", false), ("ｚｘｙ", false)] {
        let mut j = desk();
        j.keys("Ctrl-N");
        say(&mut j, typed, paste);
        j.sees("没有找到").lacks("新居民").keys("Enter").text("bx").keys("1").text("路灯").keys("Enter").sees("没有选定");
        assert_eq!(j.desk.names(""), ["单晓明"], "{typed}");
        // Taken back to the tail, the visitor is there again, and the line says that Enter chooses.
        if typed == "５６７８１" {
            j.keys("Backspace").sees(">  单晓明").lacks("没有找到").keys("Enter Ctrl-S").sees("已登记 QLQ-20260302-0001");
        }
        j.desk.sound();
    }
}

#[test]
fn a_whole_number_that_nobody_has_becomes_the_new_residents_and_the_name_is_asked() {
    for (typed, told, field, kept) in [
        ("１３９００００１２３４", "新居民的电话", "phone", "13900001234"),
        ("110105188701010018", "新居民的证件号", "id_number", "110105188701010018"),
    ] {
        let mut j = desk();
        j.keys("Ctrl-N").text(typed).sees(told).keys("Enter").sees("姓名");
        // A number is no name here either.
        j.text("１２").keys("Enter").text("bx").keys("1").text("路灯").keys("Enter").sees("不是姓名");
        let (form, body) = j.drafts.last().cloned().unwrap();
        let mut j = Journey::at(j.desk);
        let draft = desk::store::Draft { form, at: j.desk.now, body: body.unwrap() };
        j.drafts(vec![draft]).keys("Enter").sees("登记来访").sees("姓名").sees("路灯");
        // Back to the name, which the form still asks for after a cut line.
        j.keys("Ctrl-S").sees("不是姓名").keys("Ctrl-U").text("周小满").keys("Ctrl-S").sees("已登记 QLQ-20260302-0001");
        let id = j.desk.show("residents", &[("find", "zxm")])[0]["id"].as_str().unwrap().to_owned();
        let card = j.desk.show("resident", &[("id", &id)]);
        assert_eq!((card["name"].as_str(), card[field].as_str()), (Some("周小满"), Some(kept)), "{card}");
        assert_eq!(j.desk.show("request", &[("id", "1")])["name"], "周小满");
        j.desk.sound();
    }
    // The phone of a household: the known one first, somebody new last; another visitor takes the name away again.
    let mut j = desk();
    j.keys("Ctrl-N").text("13800005678").sees("单晓明").sees("新居民的电话").keys("Down Enter").sees("姓名");
    j.keys("BackTab Ctrl-U").text("sxm").keys("1").lacks("姓名");
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
    j.keys("w").text("已修好").keys("Enter").sees("未登记的环节").lacks("办理 1").sees("今日办结 1");
    assert_eq!(j.desk.show("request", &[("id", "0302-0001")])["state"], "finished");
    j.keys("F8").sees("已撤销：办结 QLQ-20260302-0001").sees("办理 1");
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

/// Numbers of the queue, by state, as `show queue` tells them.
fn queue(j: &Journey, state: &str) -> Vec<String> {
    let shown = j.desk.show("queue", &[]);
    shown[state].as_array().unwrap().iter().map(|t| t["number"].as_str().unwrap().to_owned()).collect()
}

fn drawn(n: usize) -> Journey {
    let mut j = desk();
    for _ in 0..n {
        j.desk.ok(r#"{"cmd":"ticket.draw","prefix":"A"}"#);
    }
    j.keys("F2");
    j
}

#[test]
fn the_visitor_at_the_window_is_put_aside_sent_on_or_served() {
    // Once by letters, once by the twins that an input method lets through.
    for (hold, transfer, served) in [("p", "t", "w"), ("９", "Ctrl-T", "Ctrl-W")] {
        let mut j = drawn(4);
        j.keys("F5").sees("已叫 A001").keys(hold).sees("为什么暂搁").keys("1").sees("A001 已暂搁：去取材料");
        assert_eq!(queue(&j, "aside"), ["A001"]);
        j.keys("F5").sees("已叫 A002").keys(transfer).text("３").keys("Enter").sees("A002 已转到窗口3");
        j.keys("F5").sees("已叫 A003").keys(served).sees("A003 办完").lacks("窗口1  已叫");
        assert_eq!(queue(&j, "waiting"), ["A002", "A004"]);
        j.keys("F8").sees("已撤销：办完 A003").sees("Ctrl-Y 重做").keys("Ctrl-Y").sees("已重做：办完 A003");
        j.desk.sound();
    }
}

/// Two windows have the same request open, and both finish it.
#[test]
fn what_another_window_was_quicker_with_is_refused_and_then_shown() {
    let mut j = desk();
    j.desk.ok(r#"{"cmd":"request.open","service":"weixiu","summary":"路灯","accept":true}"#);
    j.keys("F2 End w").text("换了灯泡").sees("办结 0302-0001");
    j.desk.ok(r#"{"cmd":"request.finish","request":"0001","result":"已修"}"#);
    j.keys("Enter").sees("已办结。  需要时重新办理").sees("换了灯泡");
    j.keys("Esc").lacks("办理 1").sees("今日办结 1");
    j.desk.sound();
}

#[test]
fn a_number_is_called_out_of_turn_and_one_put_aside_is_recalled_by_enter() {
    let mut j = drawn(3);
    j.keys("Down Enter").sees("已叫 A002  指定");
    j.keys("F6").sees("A002 过号").keys("End Enter").sees("已叫 A002");
    j.keys("Down x").sees("A001 已离开");
    assert_eq!(queue(&j, "waiting"), ["A003"]);
    j.desk.sound();
}

#[test]
fn the_day_is_closed_with_what_is_open_in_sight_and_the_waiting_carried_over() {
    let mut j = drawn(3);
    j.keys("F5").keys("z").sees("窗口仍有 1 人：A001").sees("等候 2 人：A002 A003").sees("顺延到下一工作日");
    j.keys("Enter").sees("窗口还有人在办理：A001").text("已看过").keys("Enter").sees("今天的排队已结束：办 1，未办 0，顺延 2");
    j.lacks("窗口仍有").lacks("说明理由");
    assert_eq!(queue(&j, "waiting"), [""; 0]);
    j.desk.now = crate::support::at("2026-03-03T09:00");
    assert_eq!(queue(&j, "waiting"), ["A002", "A003"]);
    j.desk.sound();
}

#[test]
fn every_window_calls_for_itself() {
    let mut j = drawn(2);
    j.keys("Ctrl-P").text("hrhck").keys("Enter").sees("今天谁在这个窗口");
    j.keys("Ctrl-U").text("李静").keys("Enter Ctrl-U").text("２").keys("Enter").sees("李静，窗口2").sees("窗口2 李静");
    j.keys("F5").sees("已叫 A001");
    let called = &j.desk.show("queue", &[])["called"][0];
    assert_eq!((&called["window"], &called["clerk"]), (&"2".into(), &"李静".into()));
    assert_eq!(j.desk.store.seat("wf", "xterm").unwrap(), (Some("李静".into()), Some("2".into())));
}

#[test]
fn who_sits_here_is_asked_once_and_esc_takes_the_login_name() {
    let mut j = desk();
    j.model.unnamed = true;
    j.model.ask_seat();
    j.sees("今天谁在这个窗口").sees("Esc 用登录名 王").keys("Esc").lacks("今天谁在这个窗口").sees("窗口1 王");
    assert_eq!(j.desk.store.seat("wf", "xterm").unwrap().0.as_deref(), Some("王"));
    assert!(!j.model.unnamed && j.drafts.is_empty());
}

/// Registers `service` for the resident by keys.
fn register(j: &mut Journey, service: &str) {
    j.keys("Ctrl-N").text("sxm").keys("1").text(service).keys("1").text("来访").keys("Enter");
}

#[test]
fn two_requests_become_one_and_the_old_number_finds_it() {
    let mut j = desk();
    j.keys("F2");
    register(&mut j, "bx");
    register(&mut j, "jzz");
    j.sees("已登记 QLQ-20260302-0002").keys("c").sees("0302-0001").keys("1 Enter").sees("已并入 QLQ-20260302-0001");
    assert_eq!(j.desk.show("request", &[("id", "0302-0002")])["number"], "QLQ-20260302-0001");
    j.desk.sound();
}

#[test]
fn a_finished_request_is_rated_and_a_bad_rating_is_called_back() {
    let mut j = desk();
    j.keys("F2");
    register(&mut j, "bx");
    j.keys("Ctrl-W").text("已修好").keys("Enter").sees("已办结").sees("今日办结 1");
    j.keys("g").sees("非常满意").keys("5 Enter").sees("已评价：非常不满意，2026-03-03 前回访");
    j.sees("回访 1").keys("Up Enter").sees("138****5678").text("已说明").keys("Enter").sees("已回访").lacks("回访 1");
    j.desk.sound();
}

#[test]
fn a_limit_is_extended_and_a_referred_request_comes_back() {
    let mut j = desk();
    j.keys("F2");
    register(&mut j, "bx");
    j.keys("Ctrl-L")
        .text("１")
        .keys("Enter")
        .text("等配件")
        .keys("Enter")
        .text("站长")
        .keys("Enter")
        .sees("已延期，到期 2026-03-10");
    j.keys("Ctrl-T").text("城管办").keys("Enter").sees("接收前仍由 王 负责");
    j.keys("u").text("非本单位").keys("Enter").sees("已保存：退回");
    j.keys("t").text("街道").keys("Enter a").sees("已保存：接收");
    j.keys("w").text("好了").keys("Enter o").text("又坏了").keys("Enter").sees("已保存：重新办理").sees("又坏了");
    j.desk.sound();
}

#[test]
fn papers_may_be_owed_until_a_day() {
    let mut j = desk();
    j.keys("Ctrl-N Up").sees("受理").keys("Space").sees("先登记，暂不受理").keys("Down").text("sxm").keys("1");
    j.text("bx").keys("1").text("路灯").keys("Enter F2").sees("待受理");
    j.keys("9").sees("容缺材料").keys("1 Enter").text("３－９").keys("Enter").sees("办理中");
    let card = j.desk.show("request", &[("id", "1")]);
    assert_eq!(card["owed_until"], "2026-03-09");
    j.desk.sound();
}

#[test]
fn a_new_table_of_holidays_moves_provisional_dates_and_says_which() {
    let mut j = desk();
    j.desk.now = crate::support::at("2026-12-30T10:00");
    j.model.now = j.desk.now;
    j.desk.ok(r#"{"cmd":"request.open","service":"weixiu","summary":"路灯","accept":true}"#);
    j.keys("F2").sees("暂定");
    let was = j.desk.show("request", &[("id", "1")])["due"].clone();
    for day in ["2027-01-01", "2027-01-04", "2027-10-01"] {
        j.keys("Ctrl-P").text("calendar.set").keys("Enter").text(day).keys("Enter 1").text("元旦").keys("Enter");
    }
    j.lacks("暂定").keys("F2").sees("期限重算");
    let card = j.desk.show("request", &[("id", "1")]);
    assert!(card["due"] != was && card["provisional"] == false, "{card}");
    j.keys("e").sees("2027-01-04").keys("Esc Esc 1").sees("期限已按新的放假安排重算 1 件");
    j.desk.sound();
}

#[test]
fn today_leads_to_what_it_speaks_of() {
    let mut j = desk();
    j.desk.now = crate::support::at("2026-02-20T10:00");
    j.desk.ok(r#"{"cmd":"request.open","service":"weixiu","summary":"路灯","accept":true}"#);
    j.desk.now = crate::support::at("2026-03-02T09:00");
    j.desk.ok(r#"{"cmd":"ticket.draw","prefix":"A"}"#);
    j.keys("F2 Esc 1").sees("等候 1 人").sees("下一位 A001").sees("1 件逾期!").sees("0220-0001");
    j.keys("Down Enter").sees("[2 来访]").sees("路灯");
    assert_eq!(j.model.panels.walkin.in_hand().map(|c| c.short.clone()).as_deref(), Some("0220-0001"));
}

/// Wrong input at the counter: what is typed, in which form, and the words that must be seen; nothing may be written.
#[test]
fn bad_input_of_each_kind_says_why_and_changes_nothing() {
    type Steps = fn(&mut Journey);
    let cases: [(Steps, &str); 10] = [
        (|j| _ = j.keys("Ctrl-N").text("查无此人甲乙").keys("Tab").text("zzzz").keys("Ctrl-S"), "必填"),
        (|j| _ = j.keys("Ctrl-N").text("sxm").keys("1").text("zzzz").keys("Enter").text("x").keys("Ctrl-S"), "没有选定"),
        (|j| _ = j.keys("0 Tab Tab Ctrl-U").text("７").keys("Enter"), "没有号段"),
        (|j| _ = j.keys("l").text("十天").keys("Enter").text("x").keys("Enter").text("站长").keys("Enter"), "请填数字"),
        (|j| _ = j.keys("l").text("1").keys("Enter").text("x").keys("Enter").text("王").keys("Enter"), "延期须由他人批准"),
        (|j| _ = j.keys("m Ctrl-S"), "没有写明缺什么"),
        (|j| _ = j.keys("Ctrl-P").text("service.set").keys("Enter").text("bx").keys("1").text("五天").keys("Enter"), "请填数字"),
        (|j| _ = j.keys("Ctrl-P").text("service.set").keys("Enter").text("bx").keys("1 Enter"), "必填"),
        (|j| _ = j.keys("Ctrl-P").text("calendar.set").keys("Enter").text("2026-02-30").keys("Enter 1 Ctrl-S"), "看不懂日期"),
        (|j| _ = j.keys("Ctrl-P").text("service.set").keys("Enter").text("bx").keys("1").text("9999").keys("Enter"), "期限有误"),
    ];
    for (steps, words) in cases {
        let mut j = desk();
        j.desk.ok(r#"{"cmd":"request.open","service":"weixiu","summary":"路灯","accept":true}"#);
        j.keys("F2");
        let before = j.desk.store.verify().unwrap();
        steps(&mut j);
        j.sees(words);
        assert_eq!(j.desk.store.verify().unwrap(), before, "{words}");
    }
}

/// What was typed and fits nothing is what must be put right: it stays in sight beside what is said of it.
#[test]
fn what_was_typed_and_not_chosen_is_not_written_over() {
    let mut j = desk();
    j.keys("Ctrl-N").text("sxm").keys("1").text("qqqq").keys("Ctrl-S").sees("> qqqq").sees("没有选定").sees("内容     必填");
}

#[test]
fn a_result_that_was_being_typed_when_the_line_dropped_comes_back_to_its_request() {
    let mut first = desk();
    first.keys("F2");
    register(&mut first, "bx");
    register(&mut first, "jzz");
    first.keys("w").text("已送达");
    let (form, body) = first.drafts.last().cloned().unwrap();
    let mut j = Journey::at(first.desk);
    let draft = desk::store::Draft { form, at: j.desk.now, body: body.unwrap() };
    j.drafts(vec![draft]).sees("上次未保存：办结").keys("Enter").sees("办结 0302-0002").sees("已送达").keys("Ctrl-S");
    j.sees("已办结");
    assert_eq!(j.desk.show("request", &[("id", "0302-0002")])["state"], "finished");
    assert_eq!(j.desk.show("request", &[("id", "0302-0001")])["state"], "accepted");
}

#[test]
fn the_head_of_the_centre_sets_what_the_desk_goes_by_from_any_room() {
    let mut j = desk();
    // A setting: found by initials, with its value, its range said; a wrong value stays in the form.
    j.keys("F4 Ctrl-P")
        .text("bzsz")
        .keys("Enter")
        .sees("本站设置")
        .sees("预约架保留天数")
        .text("yyj")
        .keys("Enter")
        .sees("值 1-60");
    j.text("９９")
        .keys("Enter")
        .sees("hold.shelf_days 不接受「99」")
        .keys("Ctrl-U")
        .text("５")
        .keys("Enter")
        .sees("已保存：设置");
    assert_eq!(j.desk.show("settings", &[])[0]["value"], "5");
    j.keys("Ctrl-P").text("setting.set").keys("Enter").text("yyj").sees("5").keys("Enter").sees("值 1-60 > 5").keys("Esc");
    // A certificate that nobody may ask for here; then where to go for it has changed.
    j.keys("Ctrl-P").text("certificate.set").keys("Enter").text("同名证明").sees("清单中没有").keys("Enter Enter");
    j.text("派出所").keys("Enter Enter").sees("已保存：不予出具的证明");
    j.keys("Ctrl-P")
        .text("指路清单")
        .keys("Enter")
        .text("tmzm")
        .keys("1")
        .sees("派出所")
        .keys("Enter")
        .text("社区民警")
        .keys("Ctrl-S");
    j.sees("已保存").keys("F2 d").text("tmzm").keys("1 Enter").sees("同名证明：请到 社区民警");
    j.desk.sound();
}

#[test]
fn numbers_kept_long_enough_go_after_their_count_was_seen() {
    let mut j = desk();
    j.keys("F2 Ctrl-P").text("dqqc").keys("Enter").sees("没有保存期满");
    let id = j.desk.show("residents", &[("find", "sxm")])[0]["id"].as_str().unwrap().to_owned();
    j.desk.ok(&format!(r#"{{"cmd":"request.open","service":"weixiu","summary":"路灯","accept":true,"resident":"{id}"}}"#));
    j.desk.ok(r#"{"cmd":"request.finish","request":"1","result":"好了","override":{"reason":"试"}}"#);
    j.desk.now = j.desk.now.plus_ms(400 * 86_400_000);
    j.model.now = j.desk.now;
    j.keys("Ctrl-P")
        .text("dqqc")
        .keys("Enter")
        .sees("电话 1 条已过保存期")
        .sees("不能撤销")
        .keys("1 Enter")
        .sees("已保存：到期清除");
    assert_eq!(j.desk.show("resident", &[("id", &id)])["phone"], "");
    j.desk.sound();
}

/// What is finished stays under the cursor: the visitor is asked at once, and the next request is not hit by the same keys.
#[test]
fn the_cursor_goes_with_what_was_finished() {
    let mut j = desk();
    j.keys("F2");
    register(&mut j, "bx");
    register(&mut j, "jzz");
    j.keys("Home").sees("> 0001").keys("w").text("已送达").keys("Enter").sees("已办结").sees("今日办结 1");
    j.keys("g").sees("评价 0302-0001").keys("2 Ctrl-S").sees("已评价");
    assert_eq!(j.desk.show("request", &[("id", "0302-0002")])["state"], "accepted");
}

/// The proposed letter of a number gives way to what is typed.
#[test]
fn a_ticket_of_another_letter_is_drawn_by_typing_it() {
    let mut j = desk();
    j.keys("F2 0 Enter Enter").text("Ｂ").keys("Enter").sees("取号 B001");
    j.keys("0 Enter Enter Enter").sees("取号 A001");
}

/// A digit sends the form of one choice; who presses Ctrl-S behind it out of habit must not resume what was just paused.
#[test]
fn the_key_that_sends_does_nothing_behind_the_digit_that_has_sent() {
    let mut j = desk();
    let who = j.desk.ok(r#"{"cmd":"resident.add","name":"安一"}"#)["id"].clone();
    let open = format!(r#"{{"cmd":"request.open","service":"dibao","resident":{who},"summary":"低保"}}"#);
    let id = j.desk.ok(&open)["id"].as_str().unwrap().to_owned();
    j.desk.ok(&format!(r#"{{"cmd":"request.accept","request":"{id}"}}"#));
    let state = |j: &Journey| j.desk.show("request", &[("id", &id)])["state"].as_str().unwrap().to_owned();
    j.keys("F2").sees("安*");
    j.keys("p 1 Ctrl-S");
    assert_eq!(state(&j), "paused");
    // A second one is meant.
    j.keys("Ctrl-S");
    assert_eq!(state(&j), "accepted");
}

#[test]
fn the_search_shows_the_words_in_which_a_request_was_found() {
    let mut j = desk();
    let said = "从小区北门进来以后第三栋楼前的路灯不亮，晚上看不见路";
    j.desk.ok(&format!(r#"{{"cmd":"request.open","service":"weixiu","summary":"{said}"}}"#));
    for open in ["", "F2 "] {
        j.keys(&format!("{open}Ctrl-F")).text("路灯").sees("0302-0001").sees("前的路灯不亮");
        let row = j.screen().lines().find(|l| l.contains("0302-0001")).unwrap().to_owned();
        assert!(desk::text::width::cells(row.trim_end()) <= 80, "{row}");
        j.keys("Enter").sees("[2 来访]").sees("> 0001").keys("1");
    }
}

#[test]
fn the_cursor_goes_to_what_was_undone_and_to_what_was_redone() {
    let mut j = desk();
    for item in ["weixiu", "jzz", "weixiu"] {
        j.desk.ok(&format!(r#"{{"cmd":"request.open","service":"{item}","summary":"{item}","accept":true}}"#));
    }
    j.keys("F2 Up Up Up Up");
    j.desk.ok(r#"{"cmd":"request.note","request":"0302-0003","text":"x"}"#);
    j.keys("F8").sees("已撤销：备注 QLQ-20260302-0003").sees("> 0003");
    j.keys("Up Up Up").lacks("> 0003").keys("Ctrl-Y").sees("已重做：备注 QLQ-20260302-0003").sees("> 0003");
    j.keys("F8 F8").sees("已撤销：登记").lacks("  0003 环境").keys("Ctrl-Y").sees("> 0003");
}

#[test]
fn a_stage_by_two_people_takes_their_names_as_an_input_method_parts_them_and_a_publicity_is_waited_for() {
    let mut j = desk();
    j.desk.ok(r#"{"cmd":"request.open","service":"dibao","summary":"母亲住院","accept":true}"#);
    j.keys("F2 Ctrl-S Ctrl-S").sees("已登记「申请受理（缺件一次性告知）」  F8 撤销").keys("Ctrl-S Ctrl-S Ctrl-S");
    j.text("王芳、李强").keys("Ctrl-S").sees("已登记「入户调查（两人）」");
    j.keys("Ctrl-S Ctrl-S Ctrl-S Ctrl-S Ctrl-S Ctrl-S").sees("公示至 2026-03-09").sees("6 公示7天（自然日）  03-02 至 03-09");
    j.keys("Ctrl-S Ctrl-S").sees("公示到 2026-03-09 为止").sees("理由");
    j.desk.sound();
}

#[test]
fn an_item_is_found_by_its_everyday_name() {
    let mut j = desk();
    j.keys("F2 n").text("sxm").keys("1").text("低保").sees(">1 01 最低生活保障审核确认").sees("2 05 最低生活保障边缘");
    let opened = j.desk.ok(r#"{"cmd":"request.open","service":"低保","summary":"x"}"#);
    assert_eq!(j.desk.show("request", &[("id", opened["id"].as_str().unwrap())])["service"], "service:dibao");
}

#[test]
fn what_stands_behind_candidates_stands_in_one_column() {
    let mut j = desk();
    let screen = j.keys("F2 Esc d").sees("居民身份信息").screen();
    let place = |name: &str| {
        let line = screen.lines().find(|l| l.contains(name)).unwrap();
        let office = line.find("公安派出所").unwrap();
        desk::text::width::cells(&line[..office])
    };
    assert_eq!(place("亲属关系"), place("居民身份信息"), "{screen}");
}

#[test]
fn a_number_of_another_year_is_whole_in_the_search() {
    let mut j = desk();
    let now = j.desk.now;
    j.desk.now = crate::support::at("2025-12-08T09:00");
    j.desk.ok(r#"{"cmd":"request.open","service":"weixiu","summary":"路灯不亮"}"#);
    j.desk.now = now;
    for typed in ["路灯", "QLQ-20251208-0001"] {
        j.keys("F2 Ctrl-F").text(typed).sees("QLQ-20251208-0001 ").keys("Esc");
    }
}

#[test]
fn a_request_of_last_year_says_its_year_in_the_list() {
    let mut j = desk();
    let now = j.desk.now;
    j.desk.now = crate::support::at("2025-12-25T09:00");
    j.desk.ok(r#"{"cmd":"request.open","service":"dibaobian","summary":"去年的","accept":true}"#);
    j.desk.now = now;
    j.desk.ok(r#"{"cmd":"request.open","service":"weixiu","summary":"今天的","accept":true}"#);
    j.keys("F2").sees(" 251225-0001 最低").sees(" 0001 环境");
    j.keys("Ctrl-F").text("251225-0001").sees("QLQ-20251225-0001");
}

/// A number drawn with a reason after the close is closed by the same key, which answers where nothing is left.
#[test]
fn the_key_that_closes_the_day_answers_after_the_close() {
    let mut j = desk();
    j.desk.ok(r#"{"cmd":"day.close"}"#);
    j.keys("F2 Esc z").sees("没有等候的人").keys("Ctrl-S").sees("收班，此后没有新的号").sees("F8 撤销");
    j.keys("Esc");
    j.desk.ok(r#"{"cmd":"ticket.draw","prefix":"A","override":{"reason":"老人"}}"#);
    j.keys("F2 Esc").changed().keys("z").sees("等候 1 人").keys("Ctrl-S").sees("今天的排队已结束");
    assert_eq!(j.desk.show("queue", &[])["waiting"], serde_json::json!([]));
    j.desk.sound();
}

/// The help page names the row that a key is about, and the room once.
#[test]
fn help_names_the_selected_row() {
    let mut j = desk();
    j.desk.ok(r#"{"cmd":"ticket.draw","prefix":"A"}"#);
    j.keys("F2 Esc F9").sees("排队的人");
    let room = j.screen().lines().filter(|line| line.trim() == "来访事项").count();
    assert!(room <= 1, "{}", j.screen());
}
