//! The reading room through the one door: every command, every refusal without a trace, undo, and the log agreeing.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod support;

use support::{Counter, at, counter};

/// A room with three readers, two titles and four copies, closed on Sundays.
fn room() -> Counter {
    let mut desk = counter();
    desk.ok(r#"{"cmd":"setting.set","key":"room.open_days","value":"123456"}"#);
    for (name, card) in [("张晓明", "31"), ("李四", "32"), ("王五", "33")] {
        desk.ok(&format!(r#"{{"cmd":"reader.add","name":"{name}","card":"{card}"}}"#));
    }
    desk.ok(r#"{"cmd":"title.add","name":"红楼梦","author":"曹雪芹","isbn":"7-02-000220-X","call_number":"I242.4/1"}"#);
    desk.ok(r#"{"cmd":"title.add","name":"西游记","author":"吴承恩","call_number":"I242.4/2"}"#);
    for (title, barcode) in [("9787020002207", "418"), ("9787020002207", "419"), ("西游记", "420"), ("西游记", "421")] {
        desk.ok(&format!(r#"{{"cmd":"copy.add","title":"{title}","barcode":"{barcode}"}}"#));
    }
    desk
}

fn lend(desk: &mut Counter, reader: &str, copy: &str) -> desk::desk::change::Fields {
    desk.ok(&format!(r#"{{"cmd":"loan.checkout","reader":"{reader}","copy":"{copy}"}}"#))
}

#[test]
fn a_reader_is_of_a_kind_that_the_room_lends_to() {
    let mut desk = room();
    desk.refused(r#"{"cmd":"reader.add","name":"赵六","card":"34","kind":"xx"}"#, &["desk.bad_value"]);
    desk.refused(r#"{"cmd":"reader.update","reader":"31","kind":"xx"}"#, &["desk.bad_value"]);
    desk.ok(r#"{"cmd":"rule.set","reader_kind":"xx","days":7}"#);
    desk.ok(r#"{"cmd":"reader.add","name":"赵六","card":"34","kind":"xx"}"#);
    desk.ok(r#"{"cmd":"reader.update","reader":"31","kind":"child"}"#);
}

#[test]
fn a_book_goes_out_and_comes_back() {
    let mut desk = room();
    let loan = lend(&mut desk, "31", "418");
    assert_eq!((&loan["due"], &loan["barcode"]), (&"2026-03-23".into(), &"QLQ00418".into()));
    assert_eq!(desk.show("copy", &[("id", "QLQ00418")])["state"], "lent");
    assert_eq!(desk.show("copy", &[("id", "418")])["reader_name"], "张**");
    assert_eq!(desk.show("loans", &[("reader", "QLQ-D-0031")])[0]["title"], "红楼梦");
    assert_eq!(desk.show("reader", &[("id", "31")])["loans"], 1);
    desk.refused(r#"{"cmd":"loan.checkout","reader":"32","copy":"418"}"#, &["loan.copy_on_loan"]);
    desk.refused(r#"{"cmd":"loan.checkout","reader":"99","copy":"98"}"#, &["desk.not_found", "desk.not_found"]);
    desk.ok(r#"{"cmd":"loan.return","copy":"418"}"#);
    assert_eq!(desk.show("copy", &[("id", "418")])["state"], "in");
    assert_eq!(desk.show("loans", &[]).as_array().unwrap().len(), 0);
    let counts = desk.show("loans_today", &[]);
    assert_eq!((&counts["lent"], &counts["returned"], &counts["open"]), (&1.into(), &1.into(), &0.into()));
    desk.refused(r#"{"cmd":"loan.return","copy":"418"}"#, &["loan.not_on_loan"]);
    desk.sound();
}

#[test]
fn undo_gives_the_book_back_to_whoever_had_it() {
    let mut desk = room();
    lend(&mut desk, "31", "418");
    desk.ok(r#"{"cmd":"loan.return","copy":"418"}"#);
    desk.ok(r#"{"cmd":"undo"}"#);
    assert_eq!(desk.show("loans", &[("reader", "31")]).as_array().unwrap().len(), 1, "the reader's name comes back with it");
    desk.ok(r#"{"cmd":"undo"}"#);
    assert_eq!(desk.show("copy", &[("id", "418")])["state"], "in");
    assert!(desk.show("loans", &[]).as_array().unwrap().is_empty());
    desk.sound();
}

#[test]
fn a_returned_book_goes_to_the_first_who_waits() {
    let mut desk = room();
    lend(&mut desk, "31", "420");
    lend(&mut desk, "31", "421");
    desk.ok(r#"{"cmd":"hold.place","reader":"32","title":"西游记"}"#);
    desk.now = at("2026-03-02T09:05");
    assert_eq!(desk.ok(r#"{"cmd":"hold.place","reader":"33","title":"QLQ00420"}"#)["place"], 2);
    desk.refused(r#"{"cmd":"hold.place","reader":"33","title":"西游记"}"#, &["hold.already_waiting"]);
    desk.refused(r#"{"cmd":"hold.place","reader":"31","title":"西游记"}"#, &["hold.has_itself"]);
    desk.refused(r#"{"cmd":"loan.renew","copy":"420"}"#, &["loan.waited_for"]);
    desk.ok(r#"{"cmd":"loan.return","copy":"420"}"#);
    assert_eq!(desk.show("holds", &[("reader", "32")])[0]["state"], "ready");
    assert_eq!(desk.show("holds", &[("reader", "32")])[0]["until"], "2026-03-05");
    desk.refused(r#"{"cmd":"loan.checkout","reader":"33","copy":"420"}"#, &["loan.copy_held"]);
    desk.ok(r#"{"cmd":"hold.cancel","reader":"32","title":"西游记"}"#);
    assert_eq!(desk.show("holds", &[("reader", "33")])[0]["state"], "ready", "and then to the next");
    lend(&mut desk, "33", "420");
    assert!(desk.show("holds", &[]).as_array().unwrap().is_empty());
    desk.now = at("2026-03-20T09:05");
    desk.sound();
}

#[test]
fn a_hold_not_fetched_in_time_is_over_when_it_is_read() {
    let mut desk = room();
    lend(&mut desk, "31", "420");
    lend(&mut desk, "31", "421");
    desk.ok(r#"{"cmd":"hold.place","reader":"32","title":"西游记"}"#);
    desk.ok(r#"{"cmd":"loan.return","copy":"420"}"#);
    desk.now = at("2026-03-06T09:00");
    assert_eq!(desk.show("holds", &[])[0]["state"], "expired");
    lend(&mut desk, "33", "420");
    assert!(desk.show("holds", &[]).as_array().unwrap().is_empty());
    desk.sound();
}

#[test]
fn what_is_sorted_by_its_signs_is_kept_half_width() {
    let mut desk = room();
    let made = desk
        .ok(r#"{"cmd":"title.add","name":"呐喊（插图本）","year":"１９９６","call_number":"Ｉ２１０．６／１","barcode":"500"}"#);
    let id = made["id"].as_str().unwrap();
    let title = desk.show("title", &[("id", id)]);
    assert_eq!(
        (&title["name"], &title["year"], &title["call_number"]),
        (&"呐喊（插图本）".into(), &"1996".into(), &"I210.6/1".into())
    );
    desk.ok(&format!(r#"{{"cmd":"title.update","title":"{id}","year":"２００２"}}"#));
    desk.ok(r#"{"cmd":"copy.update","copy":"500","call_number":"Ｉ２１０．６／２"}"#);
    let title = desk.show("title", &[("id", id)]);
    assert_eq!((&title["year"], &title["copies"][0]["call_number"]), (&"2002".into(), &"I210.6/2".into()));
}

#[test]
fn the_due_date_knows_closed_days_and_the_rule_is_named() {
    let mut desk = room();
    desk.ok(r#"{"cmd":"setting.set","key":"room.closed","value":"2026-03-16 2026-03-17"}"#);
    desk.ok(r#"{"cmd":"rule.set","reader_kind":"adult","item_kind":"book","days":14,"cap":2}"#);
    let loan = lend(&mut desk, "31", "418");
    assert_eq!((&loan["due"], &loan["rule"]), (&"2026-03-18".into(), &"adult x book: 14".into()));
    assert_eq!(loan["way"][0]["date"], "2026-03-16");
    lend(&mut desk, "31", "419");
    desk.refused(r#"{"cmd":"loan.checkout","reader":"31","copy":"420"}"#, &["loan.cap_reached"]);
    desk.ok(r#"{"cmd":"loan.checkout","reader":"31","copy":"420","override":{"reason":"站长同意"}}"#);
    desk.ok(r#"{"cmd":"rule.set","reader_kind":"adult","item_kind":"book","cap":9}"#);
    assert_eq!(desk.show("rules", &[]).as_array().unwrap().len(), 1, "changed in place");
    desk.sound();
}

#[test]
fn overdue_readers_borrow_nothing_and_renew_nothing_late() {
    let mut desk = room();
    lend(&mut desk, "31", "418");
    desk.now = at("2026-03-30T09:00");
    assert_eq!(desk.show("overdue", &[])[0]["late_days"], 7);
    desk.refused(r#"{"cmd":"loan.checkout","reader":"31","copy":"420"}"#, &["loan.reader_overdue"]);
    desk.refused(r#"{"cmd":"loan.renew","reader":"31"}"#, &["loan.overdue"]);
    desk.ok(r#"{"cmd":"loan.return","copy":"418","on":"2026-03-23"}"#);
    assert!(desk.show("overdue", &[]).as_array().unwrap().is_empty());
    lend(&mut desk, "31", "418");
    assert_eq!(desk.ok(r#"{"cmd":"loan.renew","reader":"31"}"#)["count"], 1);
    desk.sound();
}

#[test]
fn lost_found_damaged() {
    let mut desk = room();
    lend(&mut desk, "31", "418");
    desk.refused(r#"{"cmd":"copy.damaged","copy":"418"}"#, &["loan.copy_on_loan"]);
    desk.ok(r#"{"cmd":"copy.lost","copy":"418"}"#);
    assert_eq!(desk.show("reader", &[("id", "31")])["loans"], 0);
    desk.refused(r#"{"cmd":"loan.checkout","reader":"31","copy":"418"}"#, &["loan.copy_lost"]);
    desk.ok(r#"{"cmd":"copy.found","copy":"418"}"#);
    desk.ok(r#"{"cmd":"copy.damaged","copy":"418","note":"缺页"}"#);
    desk.refused(r#"{"cmd":"copy.damaged","copy":"418"}"#, &["copy.same_state"]);
    desk.ok(r#"{"cmd":"copy.found","copy":"418"}"#);
    lend(&mut desk, "31", "418");
    desk.sound();
}

#[test]
fn the_catalogue_refuses_what_is_there_already() {
    let mut desk = room();
    desk.refused(r#"{"cmd":"copy.add","title":"西游记","barcode":"QLQ00418"}"#, &["copy.same_barcode"]);
    desk.refused(r#"{"cmd":"reader.add","name":"赵六","card":"0031"}"#, &["reader.same_card"]);
    desk.refused(r#"{"cmd":"title.add","name":"石头记","isbn":"9787020002207"}"#, &["title.same_isbn"]);
    let id = desk.ok(r#"{"cmd":"resident.add","name":"赵六","id_number":"110105188012310023"}"#)["id"].clone();
    desk.ok(&format!(r#"{{"cmd":"reader.add","name":"赵六","card":"34","resident":{id}}}"#));
    desk.refused(r#"{"cmd":"reader.add","name":"赵六","card":"35","resident":"110105188012310023"}"#, &["reader.has_card"]);
    assert_eq!(desk.show("reader", &[("id", "110105188012310023")])["card"], "QLQ-D-0034");
    desk.sound();
}

#[test]
fn one_box_finds_cards_copies_books_people_and_titles() {
    let mut desk = room();
    let is = |desk: &Counter, text: &str| desk.show("scan", &[("text", text)])["is"].as_str().unwrap().to_owned();
    for (text, want) in [
        ("QLQ-D-0031", "reader"),
        ("31", "reader"),
        ("418", "copy"),
        ("QLQ00418", "copy"),
        ("9787020002207", "title"),
        ("zxm", "reader"),
        ("张晓", "reader"),
        ("xyj", "title"),
        ("西游", "title"),
        ("吴承恩", "title"),
        ("I242.4/2", "title"),
        ("I242.4", "several"),
        ("没有的", "nothing"),
        ("QLQ99999", "nothing"),
    ] {
        assert_eq!(is(&desk, text), want, "{text}");
    }
    desk.ok(r#"{"cmd":"copy.add","title":"西游记","barcode":"31"}"#);
    assert_eq!(is(&desk, "31"), "several", "a card and a barcode");
    assert_eq!(desk.show("titles", &[("find", "jing")]).as_array().unwrap().len(), 0);
    assert_eq!(desk.show("titles", &[]).as_array().unwrap().len(), 2);
    assert_eq!(desk.show("titles", &[("find", "hlm")])[0]["free_here"], 2);
    assert_eq!(desk.show("title", &[("id", "西游记")])["copies"].as_array().unwrap().len(), 3);
    desk.sound();
}

#[test]
fn pages_go_on_where_the_last_one_ended() {
    let mut desk = room();
    for copy in ["418", "419", "420"] {
        lend(&mut desk, "31", copy);
    }
    let first = desk.show("loans", &[("rows", "2")]);
    let after = first[1]["key"].as_str().unwrap().to_owned();
    let second = desk.show("loans", &[("rows", "2"), ("after", &after)]);
    assert_eq!((first.as_array().unwrap().len(), second.as_array().unwrap().len()), (2, 1));
    let first = desk.show("titles", &[("rows", "1")]);
    let second = desk.show("titles", &[("rows", "1"), ("after", first[0]["key"].as_str().unwrap())]);
    assert_ne!(first[0]["id"], second[0]["id"]);
}

#[test]
fn the_seed_is_done_twice_without_a_second_rule() {
    let mut desk = counter();
    for _ in 0..2 {
        for order in desk::desk::loans::seed::orders() {
            let order = desk::desk::command::Order::from(desk::desk::command::Command::from(order));
            desk.store.execute(&order, &desk.who, desk.now).unwrap();
        }
    }
    assert_eq!(desk.show("rules", &[]).as_array().unwrap().len(), 5);
    desk.sound();
}

#[test]
fn a_title_comes_with_its_first_copy_and_is_corrected() {
    let mut desk = room();
    let made = desk.ok(r#"{"cmd":"title.add","name":"呐喊","author":"鲁迅","class":"I210.6","barcode":"500"}"#);
    assert_eq!((&made["barcode"], &desk.show("copy", &[("id", "500")])["title_name"]), (&"QLQ00500".into(), &"呐喊".into()));
    desk.refused(r#"{"cmd":"title.add","name":"彷徨","barcode":"500"}"#, &["copy.same_barcode"]);
    desk.refused(r#"{"cmd":"title.add","name":"","barcode":"?!"}"#, &["desk.bad_value"]);
    desk.ok(r#"{"cmd":"title.update","title":"呐喊","pages":"200","isbn":"9787020002214"}"#);
    let card = desk.show("title", &[("id", "9787020002214")]);
    assert_eq!(
        (&card["name"], &card["author"], &card["pages"], &card["class"]),
        (&"呐喊".into(), &"鲁迅".into(), &"200".into(), &"I210.6".into())
    );
    desk.refused(r#"{"cmd":"title.update","title":"呐喊","isbn":"9787020002207"}"#, &["title.same_isbn"]);
    desk.refused(r#"{"cmd":"title.update","title":"呐喊","name":" "}"#, &["desk.bad_value"]);
    desk.refused(r#"{"cmd":"title.update","title":"无此书"}"#, &["desk.not_found"]);
    desk.ok(r#"{"cmd":"undo"}"#);
    assert_eq!(desk.show("title", &[("id", "呐喊")])["pages"], "");
    desk.sound();
}

#[test]
fn labels_and_cards_are_proposed_and_changed() {
    let mut desk = room();
    let numbers = desk.show("numbers", &[]);
    assert_eq!((&numbers["barcode"], &numbers["card"]), (&"QLQ00422".into(), &"QLQ-D-0034".into()));
    desk.ok(r#"{"cmd":"copy.update","copy":"418","barcode":"900","kind":"reference"}"#);
    assert_eq!(desk.show("copy", &[("id", "QLQ00900")])["kind"], "reference");
    desk.refused(r#"{"cmd":"copy.update","copy":"419","barcode":"900"}"#, &["copy.same_barcode"]);
    desk.ok(r#"{"cmd":"reader.update","reader":"31","card":"77","until":"2026-12-31"}"#);
    assert_eq!(desk.show("reader", &[("id", "77")])["until"], "2026-12-31");
    desk.ok(r#"{"cmd":"reader.update","reader":"77","until":""}"#);
    assert_eq!(desk.show("reader", &[("id", "77")])["until"], serde_json::Value::Null);
    desk.refused(r#"{"cmd":"reader.update","reader":"77","card":"32"}"#, &["reader.same_card"]);
    desk.ok(
        r#"{"cmd":"resident.add","name":"单晓明","phone":"13800005678","id_type":"id_card","id_number":"371402188001010013"}"#,
    );
    desk.ok(r#"{"cmd":"reader.add","name":"","card":"40","resident":"371402188001010013"}"#);
    assert_eq!(desk.show("reader", &[("id", "40")])["name"], "单晓明", "the resident's own name");
    desk.sound();
}

#[test]
fn copies_travel_between_rooms_and_visitors_are_counted() {
    let mut desk = room();
    desk.ok(r#"{"cmd":"transfer.send","copy":"418","to":"fh"}"#);
    let copy = desk.show("copy", &[("id", "418")]);
    assert_eq!((&copy["state"], &copy["site"]), (&"moving".into(), &"FH".into()));
    desk.ok(r#"{"cmd":"transfer.receive","copy":"418"}"#);
    assert_eq!(desk.show("copy", &[("id", "418")])["site"], "QLQ");
    desk.refused(r#"{"cmd":"transfer.receive","copy":"418"}"#, &["transfer.not_moving"]);
    // A transfer mends nothing and finds nothing.
    desk.ok(r#"{"cmd":"copy.damaged","copy":"420"}"#);
    desk.ok(r#"{"cmd":"transfer.send","copy":"420","to":"FH"}"#);
    assert_eq!(desk.show("copy", &[("id", "420")])["state"], "damaged");
    assert_eq!(desk.ok(r#"{"cmd":"transfer.receive","copy":"420"}"#)["state"], "damaged");
    desk.refused(r#"{"cmd":"loan.checkout","reader":"32","copy":"420"}"#, &["loan.copy_damaged"]);
    desk.ok(r#"{"cmd":"copy.lost","copy":"421"}"#);
    desk.refused(r#"{"cmd":"transfer.send","copy":"421","to":"FH"}"#, &["transfer.lost"]);
    desk.refused(r#"{"cmd":"transfer.send","copy":"418","to":"QLQ"}"#, &["transfer.bad_room"]);
    lend(&mut desk, "31", "418");
    desk.refused(r#"{"cmd":"transfer.send","copy":"418","to":"FH"}"#, &["loan.copy_on_loan"]);
    assert_eq!(desk.ok(r#"{"cmd":"visit.count","count":12}"#)["total"], 12);
    assert_eq!(desk.ok(r#"{"cmd":"visit.count","count":3}"#)["total"], 15);
    desk.refused(r#"{"cmd":"visit.count","count":0,"day":"2027-01-01"}"#, &["desk.bad_value", "desk.bad_value"]);
    desk.ok(r#"{"cmd":"undo"}"#);
    assert_eq!(desk.show("loans_today", &[])["visits"], 12);
    desk.sound();
}

/// What another clerk does at the same desk.
fn other(desk: &mut Counter, line: &str) {
    let who = std::mem::replace(&mut desk.who.clerk, "赵".into());
    desk.ok(line);
    desk.who.clerk = who;
}

#[test]
fn a_return_is_not_undone_once_the_book_was_lent_again() {
    let mut desk = room();
    lend(&mut desk, "31", "418");
    desk.ok(r#"{"cmd":"loan.return","copy":"418"}"#);
    desk.now = desk.now.plus_ms(60_000);
    // Lent and brought back by another clerk: the copy says what it said, and yet it was in other hands.
    other(&mut desk, r#"{"cmd":"loan.checkout","reader":"32","copy":"418"}"#);
    desk.refused(r#"{"cmd":"undo"}"#, &["loan.lent_since"]);
    other(&mut desk, r#"{"cmd":"loan.return","copy":"418"}"#);
    desk.refused(r#"{"cmd":"undo"}"#, &["loan.lent_since"]);
    assert!(desk.show("loans", &[]).as_array().unwrap().is_empty());
    // Nor is a lending that was taken back done again over another's.
    lend(&mut desk, "31", "419");
    desk.ok(r#"{"cmd":"undo"}"#);
    desk.now = desk.now.plus_ms(60_000);
    other(&mut desk, r#"{"cmd":"loan.checkout","reader":"32","copy":"419"}"#);
    other(&mut desk, r#"{"cmd":"loan.return","copy":"419"}"#);
    desk.refused(r#"{"cmd":"redo"}"#, &["loan.lent_since"]);
    desk.sound();
}

#[test]
fn an_undone_return_says_that_the_reader_has_more_than_he_may() {
    let mut desk = room();
    desk.ok(r#"{"cmd":"rule.set","cap":1}"#);
    lend(&mut desk, "31", "418");
    desk.ok(r#"{"cmd":"loan.return","copy":"418"}"#);
    other(&mut desk, r#"{"cmd":"loan.checkout","reader":"31","copy":"419"}"#);
    let undo = desk::desk::command::Order::parse(r#"{"cmd":"undo"}"#).unwrap();
    let reply = desk.store.execute(&undo, &desk.who, desk.now).unwrap();
    let told: Vec<_> = reply.warnings.iter().map(|r| (r.code.name(), r.facts["count"].as_str())).collect();
    assert_eq!(told, [("loan.cap_reached", "2")]);
    assert_eq!(desk.show("loans", &[("reader", "31")]).as_array().unwrap().len(), 2);
    desk.sound();
}
