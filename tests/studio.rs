//! The studio's diary through the one door: every command, its refusals, undo; the log agrees with the tables.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod support;

use support::{Counter, at, counter};

/// 刘老师 and 何老师, Monday to Friday 08:30–11:30 and 14:00–17:00; a resident; Monday 2026-03-02 at nine.
fn studio() -> Counter {
    let mut desk = counter();
    for name in ["刘老师", "何老师"] {
        desk.ok(&format!(r#"{{"cmd":"advisor.add","name":"{name}"}}"#));
        for day in 1..=5 {
            for (from, to) in [("08:30", "11:30"), ("14:00", "17:00")] {
                desk.ok(&format!(r#"{{"cmd":"advisor.hours","advisor":"{name}","weekday":{day},"from":"{from}","to":"{to}"}}"#));
            }
        }
    }
    desk.ok(r#"{"cmd":"resident.add","name":"李和","id_number":"110105188012310023","phone":"13800005678"}"#);
    desk
}

fn book(desk: &mut Counter, start: &str, more: &str) -> String {
    let line = format!(r#"{{"cmd":"booking.make","kind":"重点指导","advisor":"刘","start":"{start}","client":"王某"{more}}}"#);
    desk.ok(&line)["number"].as_str().unwrap().to_owned()
}

fn starts(desk: &Counter, words: &[(&str, &str)]) -> Vec<String> {
    let list = desk.show("slots", words);
    list.as_array()
        .unwrap()
        .iter()
        .map(|s| format!("{} {}", s["start"].as_str().unwrap(), s["advisor_name"].as_str().unwrap()))
        .collect()
}

#[test]
fn the_first_free_slot_is_proposed_booked_and_no_longer_proposed() {
    let mut desk = studio();
    let first = ["2026-03-02T09:00 刘老师", "2026-03-02T09:00 何老师", "2026-03-02T09:30 刘老师"];
    assert_eq!(starts(&desk, &[("kind", "预约问诊"), ("rows", "3")]), first);
    let number = book(&mut desk, "2026-03-02T09:00", "");
    assert_eq!(number, "QLQ-B20260302-001");
    assert_eq!(starts(&desk, &[("advisor", "刘"), ("kind", "重点指导"), ("rows", "1")]), ["2026-03-02T10:00 刘老师"]);
    desk.refused(
        r#"{"cmd":"booking.make","kind":"预约问诊","advisor":"刘老师","start":"2026-03-02T09:30","client":"赵某"}"#,
        &["studio.advisor_busy"],
    );
    desk.ok(r#"{"cmd":"undo"}"#);
    assert_eq!(starts(&desk, &[("advisor", "刘"), ("rows", "1")]), ["2026-03-02T09:00 刘老师"]);
    desk.sound();
}

#[test]
fn the_official_holiday_and_the_sites_own_day_are_closed() {
    let mut desk = studio();
    // 2026-04-06 is the Monday of 清明节 in the official table.
    desk.refused(
        r#"{"cmd":"booking.make","kind":"重点指导","advisor":"刘","start":"2026-04-06T09:00","client":"王某"}"#,
        &["studio.closed"],
    );
    desk.ok(r#"{"cmd":"calendar.set","date":"2026-03-03","kind":"holiday","name":"停电"}"#);
    let slots = starts(&desk, &[("advisor", "刘"), ("from", "2026-03-03"), ("rows", "1")]);
    assert_eq!(slots, ["2026-03-04T08:30 刘老师"]);
    let over = r#","override":{"reason":"节日值班"}"#;
    book(&mut desk, "2026-04-06T09:00", over);
    desk.sound();
}

#[test]
fn a_booking_lives_through_move_note_outcome_and_follow_up() {
    let mut desk = studio();
    let made = desk.ok(r#"{"cmd":"booking.make","kind":"重点指导","advisor":"刘","start":"2026-03-02T09:30","client":"110105188012310023","community":"丰华社区"}"#);
    let id = made["id"].as_str().unwrap().to_owned();
    desk.ok(r#"{"cmd":"booking.move","booking":"B0302-1","start":"2026-03-02T10:00"}"#);
    desk.ok(&format!(r#"{{"cmd":"booking.note","booking":"{id}","text":"网格走访方案","restricted":true}}"#));
    desk.ok(&format!(r#"{{"cmd":"followup.add","booking":"{id}","due":"2026-03-09","text":"看方案"}}"#));
    desk.refused(r#"{"cmd":"booking.outcome","booking":"B0302-001","outcome":"no_show"}"#, &["studio.not_yet"]);
    desk.now = at("2026-03-02T11:10");
    assert_eq!(desk.show("unfinished", &[]).as_array().unwrap().len(), 1);
    desk.ok(r#"{"cmd":"booking.outcome","booking":"B0302-001","outcome":"attended"}"#);
    assert!(desk.show("unfinished", &[]).as_array().unwrap().is_empty());
    let card = desk.show("booking", &[("id", "B0302-001")]);
    assert_eq!((&card["state"], &card["rev"], &card["start"]), (&"attended".into(), &1.into(), &"2026-03-02T10:00".into()));
    assert_eq!((&card["client_name"], &card["phone"]), (&"李和".into(), &"13800005678".into()));
    assert_eq!((&card["notes"][0]["text"], &card["followups"][0]["due"]), (&"网格走访方案".into(), &"2026-03-09".into()));
    let due = desk.show("followups", &[("to", "2026-03-09")]);
    assert_eq!(due[0]["client_name"], "李和");
    let followup = due[0]["id"].as_str().unwrap().to_owned();
    desk.ok(&format!(r#"{{"cmd":"followup.done","followup":"{followup}"}}"#));
    desk.refused(&format!(r#"{{"cmd":"followup.done","followup":"{followup}"}}"#), &["studio.already_done"]);
    desk.refused(r#"{"cmd":"booking.cancel","booking":"B0302-001","by":"us","reason":"填错"}"#, &["studio.has_outcome"]);
    desk.ok(r#"{"cmd":"booking.cancel","booking":"B0302-001","by":"us","reason":"填错","override":{"reason":"填错"}}"#);
    desk.sound();
}

#[test]
fn a_second_session_knows_the_first() {
    let mut desk = studio();
    for start in ["2026-03-02T09:00", "2026-03-03T09:00"] {
        desk.ok(&format!(
            r#"{{"cmd":"booking.make","kind":"重点指导","advisor":"何","start":"{start}","client":"110105188012310023"}}"#
        ));
    }
    let card = desk.show("booking", &[("id", "B0302-002")]);
    assert_eq!((&card["count"], &card["last"]["start"]), (&2.into(), &"2026-03-02T09:00".into()));
    let theirs = desk.show("bookings", &[("client", "110105188012310023")]);
    assert_eq!(theirs.as_array().unwrap().len(), 2);
    desk.sound();
}

#[test]
fn leave_hours_and_places_are_kept_and_taken_back() {
    let mut desk = studio();
    book(&mut desk, "2026-03-03T09:00", "");
    let leave = desk.ok(r#"{"cmd":"advisor.leave","advisor":"刘","from":"2026-03-03","to":"2026-03-04"}"#);
    assert_eq!(starts(&desk, &[("advisor", "刘"), ("from", "2026-03-03"), ("rows", "1")]), ["2026-03-05T08:30 刘老师"]);
    desk.ok(&format!(r#"{{"cmd":"leave.drop","leave":{}}}"#, leave["id"]));
    assert_eq!(starts(&desk, &[("advisor", "刘"), ("from", "2026-03-03"), ("rows", "1")]), ["2026-03-03T08:30 刘老师"]);
    desk.refused(r#"{"cmd":"advisor.hours","advisor":"刘","weekday":1,"from":"11:00","to":"12:00"}"#, &["studio.hours_overlap"]);
    desk.refused(r#"{"cmd":"advisor.hours","advisor":"刘","weekday":8,"from":"11:00","to":"12:00"}"#, &["studio.bad_hours"]);
    let row = desk.ok(r#"{"cmd":"advisor.hours","advisor":"刘","weekday":6,"from":"9:00","to":"11:00"}"#);
    desk.ok(&format!(r#"{{"cmd":"hours.drop","hours":{}}}"#, row["id"]));
    desk.refused(&format!(r#"{{"cmd":"hours.drop","hours":{}}}"#, row["id"]), &["desk.not_found"]);
    desk.ok(r#"{"cmd":"advisor.set","advisor":"刘老师","daily_max":1,"buffer":15}"#);
    desk.ok(r#"{"cmd":"place.add","name":"电子阅览室","capacity":2,"shared":true}"#);
    desk.ok(r#"{"cmd":"place.hours","place":"电子","weekday":1,"from":"08:30","to":"17:30"}"#);
    desk.ok(r#"{"cmd":"place.set","place":"电子阅览室","capacity":3,"community":"丰华社区"}"#);
    let place = desk.show("places", &[]).as_array().unwrap().iter().find(|p| p["name"] == "电子阅览室").unwrap().clone();
    assert_eq!((&place["capacity"], &place["shared"], &place["community"]), (&3.into(), &true.into(), &"丰华社区".into()));
    desk.refused(
        r#"{"cmd":"place.set","place":"电子阅览室","name":"","capacity":-1}"#,
        &["studio.no_name", "studio.out_of_bounds"],
    );
    desk.refused(r#"{"cmd":"place.set","place":"没有此处"}"#, &["desk.not_found"]);
    desk.ok(r#"{"cmd":"undo"}"#);
    for name in ["甲", "乙"] {
        desk.ok(&format!(
            r#"{{"cmd":"booking.make","kind":"场地使用","place":"dzyls","start":"2026-03-02T10:00","client":"{name}"}}"#
        ));
    }
    desk.refused(
        r#"{"cmd":"booking.make","kind":"场地使用","place":"电子","start":"2026-03-02T10:30","client":"丙"}"#,
        &["studio.full"],
    );
    desk.ok(r#"{"cmd":"place.close","place":"电子","from":"2026-03-02T13:00","to":"2026-03-02T15:00"}"#);
    let free = desk.show("slots", &[("place", "电子"), ("rows", "1"), ("from", "2026-03-02T12:30")]);
    assert_eq!(free[0]["start"], "2026-03-02T15:00");
    desk.ok(r#"{"cmd":"kind.add","name":"重点指导","minutes":90}"#);
    let kinds = desk.show("kinds", &[]);
    assert_eq!(kinds.as_array().unwrap().len(), 9, "the site's own form, not a second kind");
    assert_eq!(desk.show("advisors", &[])[0]["hours"].as_array().unwrap().len(), 10);
    desk.sound();
}

#[test]
fn another_desk_asks_and_the_studio_confirms() {
    let mut desk = studio();
    desk.ok(r#"{"cmd":"setting.set","key":"studio.site","value":"FHS"}"#);
    let made = desk.ok(r#"{"cmd":"booking.make","kind":"重点指导","advisor":"刘","start":"2026-03-03T15:00","client":"王某"}"#);
    assert_eq!(made["state"], "requested");
    desk.refused(r#"{"cmd":"booking.confirm","booking":"B0302-001"}"#, &["studio.not_studio"]);
    desk.ok(r#"{"cmd":"setting.set","key":"studio.site","value":"QLQ"}"#);
    let week = desk.show("week", &[]);
    assert_eq!(week["bookings"][0]["state"], "requested");
    desk.ok(r#"{"cmd":"booking.confirm","booking":"B0302-001"}"#);
    desk.refused(r#"{"cmd":"booking.confirm","booking":"B0302-001"}"#, &["studio.not_requested"]);
    desk.sound();
}

#[test]
fn what_is_named_but_not_there_is_said_all_at_once() {
    let mut desk = studio();
    desk.refused(
        r#"{"cmd":"booking.make","kind":"打牌","advisor":"孙","start":"2026-03-02T09:00","client":"110105188012310039"}"#,
        &["desk.not_found", "desk.not_found", "desk.not_found"],
    );
    // And with it what the line has wrong in itself.
    for (line, codes) in [
        (
            r#"{"cmd":"booking.make","kind":"打牌","start":"明 930","client":""}"#,
            &["desk.not_found", "studio.no_client", "desk.bad_value"][..],
        ),
        (
            r#"{"cmd":"booking.move","booking":"B0302-009","start":"明 930","advisor":"无此人"}"#,
            &["desk.not_found", "desk.not_found", "desk.bad_value"],
        ),
        (r#"{"cmd":"booking.cancel","booking":"B0302-009","by":"them"}"#, &["desk.not_found", "desk.bad_value"]),
        (r#"{"cmd":"booking.outcome","booking":"B0302-009","outcome":"x"}"#, &["desk.not_found", "desk.bad_value"]),
        (r#"{"cmd":"booking.note","booking":"B0302-009","text":" "}"#, &["desk.not_found", "studio.empty_note"]),
        (
            r#"{"cmd":"advisor.hours","advisor":"无此人","weekday":9,"from":"9","to":"8"}"#,
            &["desk.not_found", "studio.bad_hours"],
        ),
        (r#"{"cmd":"advisor.leave","advisor":"无此人","from":"x","to":"y"}"#, &["desk.not_found", "studio.bad_leave"]),
        (r#"{"cmd":"advisor.set","advisor":"无此人","buffer":9999}"#, &["desk.not_found", "studio.out_of_bounds"]),
        (r#"{"cmd":"hours.set","of":"无此人","week":"x"}"#, &["desk.not_found", "studio.bad_week"]),
        (
            r#"{"cmd":"lecture.open","kind":"打牌","start":"x","minutes":1}"#,
            &["desk.not_found", "studio.out_of_bounds", "desk.bad_value"],
        ),
        (r#"{"cmd":"lecture.sign_up","lecture":"B0302-009","client":""}"#, &["desk.not_found", "studio.no_client"]),
        (
            r#"{"cmd":"series.add","name":"","kind":"打牌","rrule":"FREQ=DAILY","start":"x","holidays":"y"}"#,
            &["desk.not_found", "studio.no_name", "desk.bad_value", "desk.bad_value"],
        ),
        (
            r#"{"cmd":"followup.add","due":"x","booking":"B0302-009","client":"resident:0"}"#,
            &["desk.not_found", "desk.not_found", "desk.bad_value"],
        ),
        (r#"{"cmd":"calendar.set","date":"2026-02-30","kind":"feast"}"#, &["calendar.bad_date", "desk.bad_value"]),
    ] {
        desk.refused(line, codes);
    }
    desk.refused(r#"{"cmd":"booking.cancel","booking":"B0302-009","by":"us","reason":"停电"}"#, &["desk.not_found"]);
    desk.refused(r#"{"cmd":"followup.add","due":"2026-03-01"}"#, &["studio.follows_nothing", "studio.day_past"]);
    desk.refused(r#"{"cmd":"advisor.add","name":" ","buffer":999}"#, &["studio.no_name", "studio.out_of_bounds"]);
    desk.refused(r#"{"cmd":"kind.add","name":"","minutes":0}"#, &["studio.no_name", "studio.out_of_bounds"]);
    desk.refused(r#"{"cmd":"place.add","name":""}"#, &["studio.no_name"]);
    desk.refused(r#"{"cmd":"advisor.leave","advisor":"刘","from":"2026-03-05","to":"2026-03-03"}"#, &["studio.bad_leave"]);
    desk.sound();
}

#[test]
fn the_week_is_a_grid_of_cells() {
    let mut desk = studio();
    book(&mut desk, "2026-03-02T09:30", "");
    let week = desk.show("week", &[("advisor", "刘"), ("day", "2026-03-05")]);
    let at_half_past_nine = &week["rows"][2];
    assert_eq!(at_half_past_nine["time"], "09:30");
    assert_eq!(at_half_past_nine["cells"][0]["label"], "重点指导");
    assert_eq!(at_half_past_nine["cells"][1]["cell"], "free");
    assert_eq!(week["bookings"].as_array().unwrap().len(), 1);
}

#[test]
fn a_lecture_fills_waits_and_offers_what_is_given_back() {
    let mut desk = studio();
    let open = r#"{"cmd":"lecture.open","advisor":"刘","start":"2026-03-04T14:00","capacity":2,"title":"网格走访"}"#;
    let number = desk.ok(open)["number"].as_str().unwrap().to_owned();
    desk.refused(open, &["studio.advisor_busy"]);
    desk.refused(
        r#"{"cmd":"booking.make","kind":"小讲堂","advisor":"刘","start":"2026-03-04T14:00","client":"王某"}"#,
        &["studio.advisor_busy"],
    );
    let sign = |desk: &mut Counter, name: &str| {
        let line = format!(r#"{{"cmd":"lecture.sign_up","lecture":"{number}","client":"{name}"}}"#);
        let made = desk.ok(&line);
        (made["number"].as_str().unwrap().to_owned(), made["state"].as_str().unwrap().to_owned())
    };
    let (first, _) = sign(&mut desk, "甲");
    sign(&mut desk, "乙");
    let (third, state) = sign(&mut desk, "丙");
    assert_eq!(state, "waiting");
    desk.ok(&format!(r#"{{"cmd":"lecture.cancel","lecture":"{first}"}}"#));
    let card = desk.show("lecture", &[("id", &number)]);
    assert_eq!((&card["taken"], &card["free"]), (&2.into(), &0.into()), "an offered seat is not free");
    desk.now = at("2026-03-03T09:01");
    assert_eq!(desk.show("lecture", &[("id", &number)])["free"], 1, "the offer has run out without anybody doing anything");
    desk.ok(&format!(r#"{{"cmd":"offer.take","booking":"{third}"}}"#));
    assert_eq!(desk.show("week", &[("advisor", "刘")])["rows"][6]["cells"][2]["label"], "网格走访2/2");
    let off = desk.ok(&format!(r#"{{"cmd":"lecture.cancel","lecture":"{number}","reason":"停电"}}"#));
    assert_eq!(off["seats"], 2);
    desk.refused(&format!(r#"{{"cmd":"lecture.sign_up","lecture":"{number}","client":"丁"}}"#), &["studio.has_outcome"]);
    desk.sound();
}

#[test]
fn the_week_is_set_as_a_whole_and_rows_that_stay_keep_their_ids() {
    let mut desk = support::counter();
    desk.ok(r#"{"cmd":"advisor.add","name":"刘老师"}"#);
    desk.ok(r#"{"cmd":"hours.set","of":"刘老师","week":"1-5 0830-1130 1400-1700"}"#);
    let ids = |desk: &support::Counter| -> Vec<String> {
        let hours = desk.show("advisors", &[])[0]["hours"].clone();
        hours.as_array().unwrap().iter().map(|h| h["id"].as_str().unwrap().to_owned()).collect()
    };
    let before = ids(&desk);
    desk.ok(r#"{"cmd":"hours.set","of":"刘老师","week":"1-4 0830-1130 1400-1700; 6 9点-11点"}"#);
    let after = ids(&desk);
    assert_eq!((before.len(), after.len(), after.iter().filter(|id| before.contains(id)).count()), (10, 9, 8));
    desk.refused(r#"{"cmd":"hours.set","of":"刘老师","week":"1 0900-1100 1000-1200"}"#, &["studio.hours_overlap"]);
    desk.refused(r#"{"cmd":"hours.set","of":"刘老师","week":"9 0900-1100"}"#, &["studio.bad_week"]);
    desk.refused(r#"{"cmd":"hours.set","of":"无此人","week":""}"#, &["desk.not_found"]);
    desk.ok(r#"{"cmd":"undo"}"#);
    assert_eq!(ids(&desk).len(), 10);
    desk.sound();
}

#[test]
fn a_series_books_its_days_and_says_what_it_left_out() {
    let mut desk = support::counter();
    desk.ok(r#"{"cmd":"place.add","name":"会议室"}"#);
    desk.ok(r#"{"cmd":"booking.make","kind":"场地使用","place":"会议室","start":"2026-03-16T15:00","client":"王某"}"#);
    let line = r#"{"cmd":"series.add","name":"例会","rrule":"FREQ=WEEKLY;COUNT=4","start":"2026-03-02T15:00","place":"会议室","minutes":60"#;
    desk.refused(&format!("{line}}}"), &["studio.series_clash"]);
    let made = desk.ok(&format!(r#"{line},"override":{{"reason":"让出一天"}}}}"#));
    assert_eq!((&made["count"], &made["dates"]), (&3.into(), &serde_json::json!(["2026-03-02", "2026-03-09", "2026-03-23"])));
    let shown = desk.show("bookings", &[("day", "2026-03-09")]);
    assert_eq!((&shown[0]["title"], &shown[0]["state"]), (&"例会".into(), &"booked".into()));
    desk.refused(
        r#"{"cmd":"booking.make","kind":"场地使用","place":"会议室","start":"2026-03-09T15:30","client":"王某"}"#,
        &["studio.place_busy"],
    );
    desk.refused(
        r#"{"cmd":"series.add","name":"","rrule":"FREQ=HOURLY","start":"2026-03-02T15:00"}"#,
        &["studio.no_name", "studio.nothing_to_book", "studio.bad_rule"],
    );
    assert_eq!(desk.ok(r#"{"cmd":"series.stop","series":"例会","from":"2026-03-09"}"#)["count"], 2);
    desk.refused(r#"{"cmd":"series.stop","series":"例会"}"#, &["studio.series_stopped"]);
    let states: Vec<String> = ["2026-03-02", "2026-03-09", "2026-03-23"]
        .map(|day| desk.show("bookings", &[("day", day)])[0]["state"].as_str().unwrap().to_owned())
        .to_vec();
    assert_eq!(states, ["booked", "cancelled_us", "cancelled_us"]);
    desk.ok(r#"{"cmd":"undo"}"#);
    assert_eq!(desk.show("series", &[])[0]["stopped"], "");
    desk.sound();
}

#[test]
fn a_lecture_that_is_cancelled_like_a_booking_takes_its_seats_along() {
    let mut desk = support::counter();
    desk.ok(r#"{"cmd":"place.add","name":"会议室"}"#);
    let lecture = desk.ok(r#"{"cmd":"lecture.open","place":"会议室","start":"2026-03-09T15:00","capacity":5,"title":"讲座"}"#);
    let number = lecture["number"].as_str().unwrap().to_owned();
    desk.ok(&format!(r#"{{"cmd":"lecture.sign_up","lecture":"{number}","client":"王某"}}"#));
    desk.ok(&format!(r#"{{"cmd":"booking.cancel","booking":"{number}","by":"us","reason":"停电"}}"#));
    let all = desk.show("bookings", &[("day", "2026-03-09")]);
    assert!(all.as_array().unwrap().iter().all(|b| b["state"] == "cancelled_us"), "{all}");
    desk.sound();
}

#[test]
fn the_diary_is_written_as_a_calendar_file() {
    let folder = tempfile::tempdir().unwrap();
    let desk = |words: &[&str]| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_desk"));
        command.arg("--data").arg(folder.path().join("data")).args(["--as", "wf", "--now", "2026-03-02T09:00:00+08:00"]);
        command.args(words).stdin(std::process::Stdio::null()).output().unwrap()
    };
    assert!(desk(&["init", "--site", "青龙桥", "--code", "QLQ"]).status.success());
    let lines = [
        r#"{"cmd":"advisor.add","name":"刘老师"}"#,
        r#"{"cmd":"advisor.hours","advisor":"刘老师","weekday":2,"from":"08:30","to":"11:30"}"#,
        r#"{"cmd":"booking.make","kind":"重点指导","advisor":"刘","start":"2026-03-03T09:00","client":"单晓明","community":"丰华社区"}"#,
        r#"{"cmd":"booking.make","kind":"重点指导","advisor":"刘","start":"2026-03-03T10:30","client":"李和"}"#,
        r#"{"cmd":"booking.cancel","booking":"QLQ-B20260302-002","by":"client"}"#,
    ];
    let file = folder.path().join("lines");
    std::fs::write(&file, lines.join("\n")).unwrap();
    let done = desk(&["do", file.to_str().unwrap()]);
    assert!(done.status.success(), "{done:?}");
    let to = folder.path().join("diary.ics");
    let written = desk(&["export", "ics", "--out", to.to_str().unwrap()]);
    assert!(written.status.success(), "{written:?}");
    let text = std::fs::read_to_string(&to).unwrap().replace("\r\n ", "");
    for (part, times) in [
        ("BEGIN:VEVENT\r\n", 2),
        ("DTSTART:20260303T010000Z", 1),
        ("STATUS:CONFIRMED", 1),
        ("STATUS:CANCELLED", 1),
        ("重点指导 刘老师 单**", 1),
        ("丰华社区", 1),
        ("单晓明", 0),
    ] {
        assert_eq!(text.matches(part).count(), times, "{part}\n{text}");
    }
    assert!(!desk(&["export", "ics", "--out", "x.csv"]).status.success(), "the ending says what it is");
}

/// The hour, then what another clerk put there while it was free.
fn other_books(desk: &mut Counter, start: &str) {
    let who = std::mem::replace(&mut desk.who.clerk, "孙".into());
    desk.ok(&format!(r#"{{"cmd":"booking.make","kind":"重点指导","advisor":"刘","start":"{start}","client":"孙某"}}"#));
    desk.who.clerk = who;
}

#[test]
fn undo_and_redo_do_not_bring_back_an_hour_that_is_somebody_elses_by_now() {
    let mut desk = studio();
    let first = book(&mut desk, "2026-03-03T09:00", "");
    desk.ok(&format!(r#"{{"cmd":"booking.cancel","booking":"{first}","by":"client"}}"#));
    other_books(&mut desk, "2026-03-03T09:30");
    desk.refused(r#"{"cmd":"undo"}"#, &["studio.advisor_busy"]);
    let second = book(&mut desk, "2026-03-04T09:00", "");
    desk.ok(&format!(r#"{{"cmd":"booking.move","booking":"{second}","start":"2026-03-04T15:00"}}"#));
    other_books(&mut desk, "2026-03-04T08:30");
    desk.refused(r#"{"cmd":"undo"}"#, &["studio.advisor_busy"]);
    book(&mut desk, "2026-03-05T09:00", "");
    desk.ok(r#"{"cmd":"undo"}"#);
    other_books(&mut desk, "2026-03-05T09:00");
    desk.refused(r#"{"cmd":"redo"}"#, &["studio.advisor_busy"]);
    // What is free is given back as ever.
    let third = book(&mut desk, "2026-03-06T09:00", "");
    desk.ok(&format!(r#"{{"cmd":"booking.cancel","booking":"{third}","by":"us","reason":"停电"}}"#));
    other_books(&mut desk, "2026-03-06T10:00");
    desk.ok(r#"{"cmd":"undo"}"#);
    desk.sound();
}

#[test]
fn undo_does_not_put_more_people_in_a_lecture_than_it_has_seats() {
    let mut desk = studio();
    let lecture = desk.ok(r#"{"cmd":"lecture.open","start":"2026-03-05T14:00","advisor":"刘","capacity":1}"#)["id"].clone();
    let sign = |name: &str| format!(r#"{{"cmd":"lecture.sign_up","lecture":{lecture},"client":"{name}"}}"#);
    let seat = desk.ok(&sign("甲"))["id"].clone();
    desk.ok(&format!(r#"{{"cmd":"booking.cancel","booking":{seat},"by":"client"}}"#));
    let who = std::mem::replace(&mut desk.who.clerk, "孙".into());
    desk.ok(&sign("乙"));
    desk.who.clerk = who;
    desk.refused(r#"{"cmd":"undo"}"#, &["studio.full"]);
    desk.sound();
}
