//! The walk-in room through the one door: every command, every refusal, undo, and the log that agrees.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod support;

use desk::desk::command::Order;
use desk::desk::walkin::seed;
use serde_json::{Value, json};
use support::{Counter, at, community, counter};

/// A desk with the catalogue and three residents; their ids by name.
fn desk() -> Counter {
    let mut desk = counter();
    for command in seed::orders().unwrap() {
        let order = Order::from(desk::desk::command::Command::from(command));
        desk.store.execute(&order, &desk.who, desk.now).unwrap();
    }
    desk
}

fn resident(desk: &mut Counter, name: &str, number: &str) -> String {
    let line = json!({"cmd": "resident.add", "name": name, "id_number": number});
    desk.ok(&line.to_string())["id"].as_str().unwrap().to_owned()
}

fn do_(desk: &mut Counter, cmd: &str, fields: Value) -> Value {
    desk.ok(&line(cmd, fields)).into()
}

fn line(cmd: &str, mut fields: Value) -> String {
    fields["cmd"] = cmd.into();
    fields.to_string()
}

fn no(desk: &mut Counter, cmd: &str, fields: Value, codes: &[&str]) {
    desk.refused(&line(cmd, fields), codes);
}

fn open(desk: &mut Counter, service: &str) -> String {
    let fields = json!({"service": service, "summary": "来访", "accept": true});
    do_(desk, "request.open", fields)["number"].as_str().unwrap().to_owned()
}

#[test]
fn the_seed_fills_the_catalogue_once_and_items_are_found_by_what_is_typed() {
    let mut desk = desk();
    let before = desk.store.verify().unwrap();
    for command in seed::orders().unwrap() {
        let order = Order::from(desk::desk::command::Command::from(command));
        assert!(desk.store.execute(&order, &desk.who, desk.now).unwrap().unchanged);
    }
    assert_eq!(desk.store.verify().unwrap(), before);
    assert_eq!(desk.show("services", &[]).as_array().unwrap().len(), 38);
    for typed in ["jzz", "居住证", "15"] {
        let found = desk.show("services", &[("find", typed)]);
        assert_eq!(found[0]["code"], "jzz", "{typed}");
    }
    assert_eq!(desk.show("certificates", &[]).as_array().unwrap().len(), 20);
    let told = do_(&mut desk, "request.guide", json!({"certificate": "无犯罪"}));
    assert_eq!(told["office"], "公安派出所");
    no(&mut desk, "request.guide", json!({"certificate": "健康码"}), &["desk.not_found"]);
    do_(&mut desk, "service.set", json!({"code": "dibao", "promised": 20}));
    assert_eq!(desk.show("services", &[("find", "dibao")])[0]["promised"], 20);
    no(&mut desk, "service.set", json!({"code": "dibao", "promised": 99}), &["service.bad_limit"]);
    do_(&mut desk, "certificate.set", json!({"code": "21", "name": "某证明", "office": "派出所"}));
    do_(&mut desk, "service.set", json!({"code": "hongniang", "retired": true}));
    assert_eq!(desk.show("services", &[("find", "hn")]), json!([]), "a retired item is not offered");
    no(&mut desk, "request.open", json!({"service": "hongniang", "summary": "x"}), &["request.service_retired"]);
    desk.sound();
}

#[test]
fn the_queue_calls_in_its_order_and_explains_it() {
    let mut desk = desk();
    let old = resident(&mut desk, "单五", "110105188012310023");
    for n in 1..=2 {
        assert_eq!(do_(&mut desk, "ticket.draw", json!({"prefix": "a"}))["number"], format!("A00{n}"));
    }
    let drawn = do_(&mut desk, "ticket.draw", json!({"prefix": "A", "resident": old}));
    assert_eq!((&drawn["number"], &drawn["priority"]), (&json!("A003"), &json!("age80")));
    assert_eq!(do_(&mut desk, "ticket.draw", json!({"prefix": "B"}))["number"], "B001", "each prefix counts for itself");
    no(&mut desk, "ticket.draw", json!({"prefix": "1"}), &["ticket.bad_prefix"]);
    let queue = desk.show("queue", &[]);
    assert_eq!(queue["waiting"][0]["number"], "A003");
    assert_eq!(queue["waiting"][0]["place"]["why"], json!({"group": "age80"}));
    let called = do_(&mut desk, "ticket.call", json!({"window": 1}));
    assert_eq!((&called["number"], &called["why"]), (&json!("A003"), &json!("age80")));
    assert_eq!(desk.show("queue", &[])["waiting"][0]["place"]["passed"], 1);
    do_(&mut desk, "ticket.recall", json!({}));
    do_(&mut desk, "ticket.miss", json!({}));
    no(&mut desk, "ticket.miss", json!({"ticket": "A003"}), &["ticket.is_missed"]);
    no(&mut desk, "ticket.miss", json!({}), &["desk.not_found"]);
    do_(&mut desk, "ticket.recall", json!({"ticket": "a003"}));
    do_(&mut desk, "ticket.hold", json!({"kind": "papers"}));
    assert_eq!(desk.show("queue", &[])["aside"][0]["number"], "A003");
    assert_eq!(do_(&mut desk, "ticket.call", json!({"window": "1"}))["number"], "A001");
    do_(&mut desk, "ticket.transfer", json!({"window": 2}));
    assert_eq!(do_(&mut desk, "ticket.call", json!({"window": 1}))["number"], "A002", "A001 goes to window 2 only");
    assert_eq!(do_(&mut desk, "ticket.call", json!({"window": 2}))["number"], "A001");
    do_(&mut desk, "ticket.leave", json!({"ticket": "B001"}));
    no(&mut desk, "ticket.call", json!({"window": 2}), &["ticket.queue_empty"]);
    do_(&mut desk, "ticket.done", json!({"ticket": "A001"}));
    no(&mut desk, "day.close", json!({}), &["day.still_called"]);
    do_(&mut desk, "undo", json!({}));
    do_(&mut desk, "ticket.done", json!({"ticket": "A001"}));
    do_(&mut desk, "ticket.done", json!({"ticket": "A002"}));
    do_(&mut desk, "ticket.draw", json!({"prefix": "A"}));
    let told = do_(&mut desk, "day.close", json!({"carry": true}));
    assert_eq!((&told["served"], &told["unserved"], &told["carried"]), (&json!(2), &json!(1), &json!(1)));
    no(&mut desk, "ticket.draw", json!({"prefix": "A"}), &["day.closed"]);
    no(&mut desk, "day.close", json!({}), &["day.closed_before"]);
    desk.ok(r#"{"cmd":"ticket.draw","prefix":"A","override":{"reason":"老人"}}"#);
    let told = do_(&mut desk, "day.close", json!({}));
    assert_eq!((&told["served"], &told["unserved"]), (&json!(2), &json!(2)), "what was drawn since is closed too");
    let told = do_(&mut desk, "undo", json!({}));
    assert_eq!(told["undone"], "day.close");
    assert_eq!(do_(&mut desk, "redo", json!({}))["redone"], "day.close");
    desk.now = at("2026-03-03T09:00");
    assert_eq!(do_(&mut desk, "ticket.draw", json!({"prefix": "A"}))["number"], "A001", "a new day counts anew");
    no(&mut desk, "ticket.call", json!({"window": "99999999999"}), &["ticket.bad_window"]);
    no(&mut desk, "ticket.call", json!({"window": "0"}), &["ticket.bad_window"]);
    no(&mut desk, "ticket.transfer", json!({"ticket": "A001", "window": "100"}), &["ticket.bad_window"]);
    assert_eq!(do_(&mut desk, "ticket.call", json!({"window": 1}))["number"], "A004", "carried over from yesterday");
    desk.sound();
}

#[test]
fn an_item_is_named_whole() {
    let mut desk = desk();
    // A fragment means nothing, even where one item alone has it; the reply says what was opened.
    no(&mut desk, "request.open", json!({"service": "高龄", "summary": "x"}), &["request.part_of_name"]);
    no(&mut desk, "request.guide", json!({"certificate": "养"}), &["request.part_of_name"]);
    for whole in ["高龄津贴", "gljt", "gaoling"] {
        let opened = do_(&mut desk, "request.open", json!({"service": whole, "summary": "x"}));
        assert_eq!(opened["service"], "高龄津贴", "{whole}");
    }
}

#[test]
fn a_request_runs_from_its_opening_to_a_rating_and_a_call_back() {
    let mut desk = desk();
    let who = resident(&mut desk, "单五", "110105188012310023");
    let fields = json!({"resident": who, "service": "weixiu", "summary": "路灯不亮"});
    no(&mut desk, "request.open", json!({"service": "nothing", "summary": ""}), &["desk.not_found"]);
    no(&mut desk, "request.open", json!({"service": "weixiu", "summary": " "}), &["request.no_summary"]);
    let made = do_(&mut desk, "request.open", fields.clone());
    assert_eq!((&made["number"], &made["due"]), (&json!("QLQ-20260302-0001"), &json!("2026-03-09")));
    no(&mut desk, "request.open", fields, &["request.same_open"]);
    let n = || json!("0302-0001");
    no(&mut desk, "request.finish", json!({"request": n(), "result": "修好"}), &["request.not_accepted"]);
    do_(&mut desk, "request.accept", json!({"request": n()}));
    no(&mut desk, "request.accept", json!({"request": n()}), &["request.accepted_before"]);
    do_(&mut desk, "request.note", json!({"request": "1", "text": "三号楼前"}));
    do_(&mut desk, "request.tell", json!({"request": n(), "missing": ["照片说明", "地点"]}));
    no(&mut desk, "request.tell", json!({"request": n(), "missing": ["别的"]}), &["request.told_before"]);
    let card = desk.show("request", &[("id", "1")]);
    assert_eq!((&card["state"], &card["papers"][1]["state"]), (&json!("papers"), &json!("missing")));
    desk.now = at("2026-03-04T10:00");
    assert_eq!(do_(&mut desk, "request.resume", json!({"request": n()}))["due"], "2026-03-11", "two days stood still");
    no(&mut desk, "request.pause", json!({"request": n(), "reason": "tired"}), &["request.bad_pause"]);
    do_(&mut desk, "request.pause", json!({"request": n(), "reason": "third_party"}));
    do_(&mut desk, "request.resume", json!({"request": n()}));
    let bad = json!({"request": n(), "days": 0, "reason": "", "approver": "王"});
    no(&mut desk, "request.extend", bad, &["request.bad_days", "request.no_reason", "request.own_approval"]);
    let asked = json!({"request": n(), "days": "2", "reason": "配件未到", "approver": "站长"});
    assert_eq!(do_(&mut desk, "request.extend", asked.clone())["due"], "2026-03-13");
    no(&mut desk, "request.extend", asked, &["request.extended_before"]);
    do_(&mut desk, "request.refer", json!({"request": n(), "to": "街道城管办"}));
    do_(&mut desk, "request.send_back", json!({"request": n(), "reason": "非我处"}));
    do_(&mut desk, "request.refer", json!({"request": n(), "to": "物业"}));
    no(&mut desk, "request.stage", json!({"request": n(), "stage": 1}), &["request.is_referred"]);
    do_(&mut desk, "request.take", json!({"request": n()}));
    do_(&mut desk, "request.stage", json!({"request": n(), "stage": "核实", "by": ["王"], "result": "属实"}));
    no(&mut desk, "request.stage", json!({"request": n(), "stage": "九"}), &["request.no_such_stage"]);
    let bad = json!({"request": n(), "result": "", "amount": "1.234"});
    no(&mut desk, "request.finish", bad, &["request.no_result", "request.bad_amount"]);
    do_(&mut desk, "request.finish", json!({"request": n(), "result": "已修好"}));
    no(&mut desk, "request.rate", json!({"request": n(), "score": 6}), &["request.bad_score"]);
    let told = do_(&mut desk, "request.rate", json!({"request": n(), "score": 1}));
    assert_eq!(told["callback_due"], "2026-03-05");
    no(&mut desk, "request.rate", json!({"request": n(), "score": 5}), &["request.rated_before"]);
    desk.now = at("2026-03-05T09:00");
    assert_eq!(desk.show("walkin", &[])["callbacks"], 1);
    let owed = desk.show("callbacks", &[]);
    assert!(owed[0]["name"].is_string() && !owed[0]["about"].as_str().unwrap().is_empty(), "whom to call about what: {owed}");
    let call = told["callback"].as_str().unwrap();
    do_(&mut desk, "callback.done", json!({"callback": call, "result": "已解释"}));
    no(&mut desk, "callback.done", json!({"callback": call, "result": "已解释"}), &["callback.done_before"]);
    assert_eq!(desk.show("callbacks", &[]), json!([]));
    do_(&mut desk, "request.reopen", json!({"request": n()}));
    do_(&mut desk, "undo", json!({}));
    assert_eq!(desk.show("request", &[("id", "0302-0001")])["state"], "finished");
    desk.sound();
}

#[test]
fn aid_needs_two_people_its_stages_and_the_end_of_publicity() {
    let mut desk = desk();
    let number = open(&mut desk, "dibao");
    let stage = |s: &str, by: Value| json!({"request": number, "stage": s, "by": by, "result": "好"});
    no(&mut desk, "request.stage", stage("3", json!(["王", "王"])), &["request.stage_order", "request.two_people"]);
    do_(&mut desk, "request.stage", stage("1", json!(["王"])));
    do_(&mut desk, "request.stage", stage("2", json!(["王"])));
    no(&mut desk, "request.stage", stage("3", json!(["王、王"])), &["request.two_people"]);
    do_(&mut desk, "request.stage", stage("3", json!(["王、李"])));
    assert_eq!(desk.show("request", &[("id", &number)])["steps"][4]["by"], "李\n王");
    do_(&mut desk, "request.stage", stage("5", json!([])));
    let told = do_(&mut desk, "request.stage", stage("6", json!([])));
    assert_eq!(told["until"], "2026-03-09", "seven calendar days");
    assert_eq!(desk.show("request", &[("id", &number)])["stages"][5]["until"], "2026-03-09");
    no(&mut desk, "request.stage", stage("7", json!([])), &["request.publicity_runs"]);
    let done = json!({"request": number, "result": "同意", "amount": "500.50"});
    no(&mut desk, "request.finish", done.clone(), &["request.stages_left", "request.publicity_runs"]);
    desk.now = at("2026-03-10T09:00");
    for n in ["7", "8", "9"] {
        do_(&mut desk, "request.stage", stage(n, json!([])));
    }
    do_(&mut desk, "request.finish", done);
    assert_eq!(desk.show("request", &[("id", &number)])["amount"], 50_050);
    desk.sound();
}

#[test]
fn numbers_in_the_width_of_an_input_method_are_numbers() {
    let mut desk = desk();
    let number = open(&mut desk, "weixiu");
    assert_eq!(do_(&mut desk, "ticket.draw", json!({"prefix": "ａ"}))["number"], "A001");
    do_(&mut desk, "ticket.transfer", json!({"ticket": "A001", "window": "３"}));
    assert_eq!(desk.show("queue", &[])["waiting"][0]["wanted"], "3");
    do_(&mut desk, "request.stage", json!({"request": number, "stage": "１", "by": [], "result": ""}));
    do_(&mut desk, "request.finish", json!({"request": number, "result": "好", "amount": "８００"}));
    assert_eq!(do_(&mut desk, "request.rate", json!({"request": number, "score": "５"}))["score"], 5);
    assert_eq!(desk.show("request", &[("id", &number)])["amount"], 80_000);
    desk.sound();
}

#[test]
fn numbers_short_and_whole_find_one_request_or_say_which() {
    let mut desk = desk();
    let first = open(&mut desk, "weixiu");
    desk.now = at("2026-03-03T09:00");
    let second = open(&mut desk, "jzz");
    assert_eq!((first.as_str(), second.as_str()), ("QLQ-20260302-0001", "QLQ-20260303-0001"));
    no(&mut desk, "request.note", json!({"request": "0001", "text": "x"}), &["desk.ambiguous"]);
    do_(&mut desk, "request.note", json!({"request": "0302-1", "text": "x"}));
    do_(&mut desk, "request.merge", json!({"request": first, "into": second}));
    assert_eq!(desk.show("request", &[("id", &first)])["number"], second, "the old number finds the survivor");
    no(&mut desk, "request.merge", json!({"request": first, "into": second}), &["request.bad_merge"]);
    do_(&mut desk, "request.finish", json!({"request": "0001", "result": "好"}));
    let third = open(&mut desk, "jzz");
    let repeat = json!({"request": third, "result": "重复", "repeat_of": second});
    no(&mut desk, "request.finish", repeat, &["request.second_person"]);
    do_(&mut desk, "request.finish", json!({"request": third, "result": "重复", "repeat_of": second, "second": "李"}));
    desk.sound();
}

#[test]
fn limits_are_explained_and_lists_put_the_late_first() {
    let mut desk = desk();
    desk.now = at("2025-09-26T10:00");
    let repair = open(&mut desk, "weixiu");
    let permit = open(&mut desk, "jzz");
    let no_limit = open(&mut desk, "shiye");
    let card = desk.show("request", &[("id", &repair), ("explain", "1")]);
    assert_eq!((&card["due"], &card["left"]), (&json!("2025-10-10"), &json!(5)));
    let days = card["days"].as_array().unwrap();
    assert_eq!(days[2], json!({"date": "2025-09-28", "counted": true, "why": "worked_weekend", "of": "国庆节、中秋节"}));
    let of_permit = desk.show("request", &[("id", &permit)]);
    assert_eq!((&of_permit["due"], &of_permit["due_basis"]), (&json!("2025-10-11"), &json!("ceiling")));
    assert_eq!(desk.show("request", &[("id", &no_limit)])["due"], Value::Null);
    desk.now = at("2025-10-11T09:00");
    let rows = desk.show("requests", &[]);
    assert_eq!(rows[0]["late"], true);
    let order: Vec<_> = rows.as_array().unwrap().iter().map(|r| r["number"].as_str().unwrap().to_owned()).collect();
    assert_eq!(order, [repair.clone(), permit, no_limit]);
    let late = desk.show("requests", &[("which", "late")]);
    assert_eq!((late.as_array().unwrap().len(), &late[0]["left"]), (1, &json!(-1)));
    let page = desk.show("requests", &[("rows", "1"), ("from", rows[0]["id"].as_str().unwrap())]);
    assert_eq!(page[0]["id"], rows[1]["id"]);
    let counts = desk.show("walkin", &[]);
    assert_eq!((&counts["late"], &counts["open"]), (&json!(1), &json!(3)));
    do_(&mut desk, "request.finish", json!({"request": repair, "result": "好"}));
    assert_eq!(desk.show("requests", &[("which", "finished")])[0]["number"], repair);
    assert_eq!(desk.show("requests", &[("which", "papers")]), json!([]));
    desk.sound();
}

/// A request is found by what was asked for, by its item and by initials of it; what is sealed is not looked into, and
/// what was taken out of the text finds nothing any more.
#[test]
fn a_request_is_found_by_its_words_and_its_item() {
    let mut desk = counter();
    community(&mut desk);
    let who = |desk: &Counter, at: usize| desk.show("residents", &[("find", "")])[at]["id"].as_str().unwrap().to_owned();
    let (one, other) = (who(&desk, 0), who(&desk, 1));
    let mut open = |person: &str, service: &str, summary: &str| {
        let line = format!(
            r#"{{"cmd":"request.open","service":"{service}","summary":"{summary}","resident":"{person}","accept":true}}"#
        );
        desk.ok(&line)["id"].as_str().unwrap().to_owned()
    };
    let lamp = open(&one, "weixiu", "３号院，风车不转");
    let pipe = open(&other, "weixiu", "5号院石狮裂缝");
    let found = |desk: &Counter, typed: &str| -> Vec<String> {
        let rows = desk.show("requests", &[("find", typed)]);
        rows.as_array().unwrap().iter().map(|r| r["id"].as_str().unwrap().to_owned()).collect()
    };
    for typed in ["风车", "车不转", "3号院", "３号院", "风车 3号", "风车。"] {
        assert_eq!(found(&desk, typed), std::slice::from_ref(&lamp), "{typed}");
    }
    assert_eq!(found(&desk, "裂缝"), std::slice::from_ref(&pipe));
    assert_eq!(found(&desk, "号院")[..2], [pipe.clone(), lamp.clone()], "the newest first");
    for typed in ["环境与设施", "报修", "ssbx", "ＢＸ"] {
        let all = found(&desk, typed);
        assert!(all.contains(&lamp) && all.contains(&pipe), "{typed}: {all:?}");
    }
    assert!(found(&desk, "车风").is_empty() && found(&desk, "风车裂缝").is_empty() && found(&desk, "车").is_empty());
    // The number means the number.
    let number = desk.show("request", &[("id", &lamp)])["short"].as_str().unwrap().to_owned();
    assert_eq!(found(&desk, &number), std::slice::from_ref(&lamp));
    // Merged: found by what it is part of. Sealed: by its number alone.
    desk.ok(r#"{"cmd":"service.set","code":"weixiu","sealed":true}"#);
    assert!(found(&desk, "风车").is_empty() && found(&desk, "报修").is_empty());
    assert_eq!(found(&desk, &number), std::slice::from_ref(&lamp));
    desk.ok(r#"{"cmd":"service.set","code":"weixiu","sealed":false}"#);
    // Erased with the person.
    desk.ok(&format!(r#"{{"cmd":"request.finish","request":"{lamp}","result":"已修好"}}"#));
    desk.ok(&format!(r#"{{"cmd":"person.erase","person":"{one}","reason":"本人要求","override":{{"reason":"本人坚持"}}}}"#));
    assert!(found(&desk, "风车").is_empty(), "{:?}", found(&desk, "风车"));
    desk.sound();
}
