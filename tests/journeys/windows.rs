//! Two windows on one site's file: whoever is second is told what happened meanwhile, and nothing is written over unseen.

use crate::support::journey::Journey;
use crate::support::{Counter, at, community};
use desk::base::clock::Clock;
use desk::base::ids::Ids;
use desk::desk::change::Actor;
use desk::store::{Site, Store};

/// Two desks on one file, of two clerks; the folder goes with the test.
pub struct Two {
    pub ours: Journey,
    pub theirs: Counter,
    _folder: tempfile::TempDir,
}

/// What stands in the file before either window opens is done by `begin`.
fn two(begin: impl FnOnce(&mut Counter)) -> Two {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let now = at("2026-03-02T09:00");
    let site = Site { code: "QLQ".into(), name: "青龙桥".into(), hub: false, epoch: 0, for_play: true, studio: None };
    let ids = |seed| Ids::seeded(Clock::Fixed(now), seed);
    let ours = Store::create(&data, &site, ids(1)).unwrap();
    let theirs = Store::open(&data, ids(2)).unwrap();
    let desk = |store, clerk: &str| Counter { store, who: Actor { clerk: clerk.into() }, now };
    let (mut ours, theirs) = (desk(ours, "王"), desk(theirs, "赵"));
    begin(&mut ours);
    Two { ours: Journey::at(ours), theirs, _folder: folder }
}

fn books(desk: &mut Counter) {
    for (name, card) in [("张晓明", "31"), ("李四光", "32")] {
        desk.ok(&format!(r#"{{"cmd":"reader.add","name":"{name}","card":"{card}"}}"#));
    }
    for (n, title) in ["红楼梦", "西游记"].iter().enumerate() {
        desk.ok(&format!(r#"{{"cmd":"title.add","name":"{title}","author":"佚名"}}"#));
        desk.ok(&format!(r#"{{"cmd":"copy.add","title":"{title}","barcode":"{}"}}"#, 418 + n));
    }
}

fn advisors(desk: &mut Counter) {
    for name in ["刘老师", "何老师"] {
        desk.ok(&format!(r#"{{"cmd":"advisor.add","name":"{name}"}}"#));
        desk.ok(&format!(r#"{{"cmd":"hours.set","of":"{name}","week":"1-5 0830-1130 1400-1700"}}"#));
    }
}

fn booked(desk: &mut Counter, start: &str) {
    desk.ok(&format!(r#"{{"cmd":"booking.make","kind":"重点指导","advisor":"刘","start":"{start}","client":"王某"}}"#));
}

fn of<'a>(rows: &'a serde_json::Value, field: &str) -> Vec<&'a str> {
    rows.as_array().unwrap().iter().filter_map(|r| r[field].as_str()).collect()
}

#[test]
fn a_renewal_of_a_loan_that_has_ended_renews_nobody_elses() {
    let mut w = two(|desk| {
        books(desk);
        desk.ok(r#"{"cmd":"loan.checkout","reader":"31","copy":"418"}"#);
    });
    w.ours.keys("F4").scan("QLQ-D-0031").keys("Ctrl-L").sees("QLQ00418");
    w.theirs.ok(r#"{"cmd":"loan.return","copy":"418"}"#);
    w.theirs.ok(r#"{"cmd":"loan.checkout","reader":"32","copy":"418"}"#);
    w.ours.keys("Ctrl-B").sees("刚在别处办结").sees("没有改动").keys("1").lacks("QLQ00418");
    let loans = w.theirs.show("loans", &[]);
    assert_eq!((loans.as_array().unwrap().len(), loans[0]["renewals"].as_i64()), (1, Some(0)), "{loans}");
    w.theirs.sound();
}

#[test]
fn a_book_said_to_be_lost_is_not_taken_from_its_next_reader() {
    let mut w = two(|desk| {
        books(desk);
        desk.ok(r#"{"cmd":"loan.checkout","reader":"31","copy":"418"}"#);
    });
    w.ours.keys("F4").scan("QLQ-D-0031").keys("Ctrl-L Ctrl-T").sees("QLQ00418").keys("1");
    w.theirs.ok(r#"{"cmd":"loan.return","copy":"418"}"#);
    w.theirs.ok(r#"{"cmd":"loan.checkout","reader":"32","copy":"418"}"#);
    w.ours.keys("Ctrl-S").sees("刚在别处办结");
    assert_eq!(of(&w.theirs.show("loans", &[]), "barcode"), ["QLQ00418"]);
    assert_eq!(w.theirs.show("copy", &[("id", "418")])["state"], "lent");
    w.theirs.sound();
}

#[test]
fn one_copy_is_lent_once_and_returned_once_whoever_is_first() {
    let mut w = two(books);
    w.ours.keys("F4").scan("QLQ-D-0031");
    w.theirs.ok(r#"{"cmd":"loan.checkout","reader":"32","copy":"418"}"#);
    // The book is in our hand: it comes back, and the next scan lends it.
    w.ours.scan("QLQ00418").sees("归还").scan("QLQ00418");
    w.theirs.refused(r#"{"cmd":"loan.checkout","reader":"32","copy":"418"}"#, &["loan.copy_on_loan"]);
    w.theirs.ok(r#"{"cmd":"loan.return","copy":"418"}"#);
    w.theirs.refused(r#"{"cmd":"loan.return","copy":"418"}"#, &["loan.not_on_loan"]);
    w.ours.desk.refused(r#"{"cmd":"loan.renew","copy":"418"}"#, &["loan.not_on_loan"]);
    assert_eq!(w.theirs.show("loans", &[]).as_array().unwrap().len(), 0);
    w.theirs.sound();
}

#[test]
fn what_was_insisted_on_is_still_refused_where_nobody_may_insist() {
    let mut w = two(|desk| {
        books(desk);
        desk.ok(r#"{"cmd":"rule.set","cap":1}"#);
        desk.ok(r#"{"cmd":"loan.checkout","reader":"31","copy":"419"}"#);
    });
    w.ours.keys("F4").scan("QLQ-D-0031").scan("QLQ00418").sees("上限 1 册");
    w.theirs.ok(r#"{"cmd":"loan.checkout","reader":"32","copy":"418"}"#);
    w.ours.keys("2").sees("已借给李**");
    assert_eq!(of(&w.theirs.show("loans", &[("reader", "31")]), "barcode"), ["QLQ00419"]);
}

#[test]
fn insisting_covers_what_was_read_and_nothing_that_came_up_since() {
    let mut w = two(|desk| {
        books(desk);
        desk.ok(r#"{"cmd":"rule.set","cap":1}"#);
        desk.ok(r#"{"cmd":"loan.checkout","reader":"31","copy":"419"}"#);
    });
    w.ours.keys("F4").scan("QLQ-D-0031").scan("QLQ00418").sees("上限 1 册").lacks("等候");
    w.theirs.ok(r#"{"cmd":"hold.place","reader":"32","title":"红楼梦"}"#);
    // The book is promised to somebody by now: the message comes again with both.
    w.ours.keys("2").sees("上限 1 册").sees("预约");
    assert_eq!(w.theirs.show("copy", &[("id", "418")])["state"], "in");
    w.ours.keys("２").sees("借出");
    assert_eq!(w.theirs.show("copy", &[("id", "418")])["state"], "lent");
    w.theirs.sound();
}

#[test]
fn a_reason_given_for_a_booking_is_asked_again_for_what_came_up_since() {
    let mut w = two(advisors);
    w.ours.keys("F3 Tab").text("今天 1200 刘 重点 王某").keys("Enter Enter").sees("开放时间").text("加班");
    w.theirs.ok(r#"{"cmd":"advisor.leave","advisor":"刘老师","from":"2026-03-02","to":"2026-03-02"}"#);
    w.ours.keys("Ctrl-S").sees("开放时间").sees("刘老师 2026-03-02").sees("加班");
    let today = |desk: &Counter| desk.show("bookings", &[("day", "2026-03-02")]).as_array().unwrap().len();
    assert_eq!(today(&w.theirs), 0);
    w.ours.keys("Ctrl-S").lacks("登记预约");
    assert_eq!(today(&w.theirs), 1, "{}", w.ours.screen());
    w.theirs.sound();
}

#[test]
fn a_reason_given_to_finish_a_request_is_asked_again_for_what_came_up_since() {
    let mut w = two(community);
    let opened = w.theirs.ok(r#"{"cmd":"request.open","service":"dibao","summary":"低保","accept":true}"#);
    let (number, id) = (opened["number"].as_str().unwrap(), opened["id"].as_str().unwrap());
    w.ours.text(number).keys("Enter Ctrl-W Tab").text("已办").keys("Ctrl-S").sees("还有环节未登记").text("急用");
    w.theirs.ok(&format!(r#"{{"cmd":"request.stage","request":"{id}","stage":"1","by":["赵"],"result":"齐全"}}"#));
    w.ours.keys("Ctrl-S").sees("未登记：信息核对");
    assert_ne!(w.theirs.show("request", &[("id", number)])["state"], "finished");
    w.ours.keys("Ctrl-S");
    assert_eq!(w.theirs.show("request", &[("id", number)])["state"], "finished", "{}", w.ours.screen());
    w.theirs.sound();
}

#[test]
fn a_hold_that_has_ended_is_not_ended_again_and_one_is_placed_once() {
    let mut w = two(|desk| {
        books(desk);
        desk.ok(r#"{"cmd":"loan.checkout","reader":"31","copy":"418"}"#);
        desk.ok(r#"{"cmd":"hold.place","reader":"32","title":"红楼梦"}"#);
    });
    w.ours.keys("F4").scan("QLQ-D-0032").keys("Ctrl-L").sees("等候");
    w.theirs.refused(r#"{"cmd":"hold.place","reader":"32","title":"红楼梦"}"#, &["hold.already_waiting"]);
    w.theirs.ok(r#"{"cmd":"loan.return","copy":"418"}"#);
    w.theirs.ok(r#"{"cmd":"loan.checkout","reader":"32","copy":"418"}"#);
    w.ours.keys("Ctrl-K").sees("的预约已结束");
    assert_eq!(w.theirs.show("copy", &[("id", "418")])["state"], "lent");
    w.theirs.sound();
}

#[test]
fn a_booking_that_was_moved_elsewhere_is_not_moved_again_unseen() {
    let mut w = two(|desk| {
        advisors(desk);
        booked(desk, "2026-03-02T10:00");
    });
    w.ours.keys("F3 Down Down g").sees("改期 QLQ-B20260302-001");
    w.theirs.ok(r#"{"cmd":"booking.move","booking":"B0302-1","start":"2026-03-03T14:00"}"#);
    w.ours.keys("Right Right Enter").sees("刚在别处改过").sees("2026-03-03 14:00");
    assert_eq!(of(&w.theirs.show("bookings", &[("from", "2026-03-02"), ("to", "2026-03-06")]), "start"), ["2026-03-03T14:00"]);
    // Having seen it, the same key puts it where it was meant to go.
    w.ours.keys("Enter").lacks("刚在别处改过");
    let after = w.theirs.show("bookings", &[("from", "2026-03-02"), ("to", "2026-03-06")]);
    assert_eq!(of(&after, "start"), ["2026-03-04T10:00"]);
    w.theirs.sound();
}

#[test]
fn cancelled_moved_and_ended_bookings_say_so_to_the_other_window() {
    let mut w = two(|desk| {
        advisors(desk);
        booked(desk, "2026-03-02T09:30");
        booked(desk, "2026-03-02T10:30");
    });
    w.ours.keys("F3 Down").sees("09:30-10:30  重点指导");
    w.theirs.ok(r#"{"cmd":"booking.move","booking":"B0302-1","start":"2026-03-04T14:00"}"#);
    w.ours.keys("3").sees("刚在别处改过").sees("2026-03-04 14:00");
    assert_eq!(w.theirs.show("booking", &[("id", "B0302-1")])["state"], "booked");
    // The other one was cancelled: to mark that he came is a correction, for a reason.
    w.ours.keys("Down Down").sees("10:30-11:30");
    w.theirs.ok(r#"{"cmd":"booking.cancel","booking":"B0302-2","by":"client"}"#);
    w.ours.keys("1").sees("已是「对方取消」").sees("注明理由").keys("Esc");
    assert_eq!(w.theirs.show("booking", &[("id", "B0302-2")])["state"], "cancelled_client");
    w.theirs.sound();
}

#[test]
fn the_same_outcome_twice_asks_for_nothing() {
    let mut w = two(|desk| {
        advisors(desk);
        booked(desk, "2026-03-02T09:00");
    });
    w.ours.keys("F3").sees("09:00-10:00  重点指导");
    w.theirs.ok(r#"{"cmd":"booking.outcome","booking":"B0302-1","outcome":"attended"}"#);
    w.ours.keys("1").sees("已是「到场」").lacks("注明理由后继续");
}

#[test]
fn a_time_that_both_offered_is_the_first_ones_and_the_other_keeps_what_he_typed() {
    let mut w = two(advisors);
    w.ours.keys("F3 Enter").text("孙丽").keys("Enter").sees("2026-03-02 09:00");
    booked(&mut w.theirs, "2026-03-02T09:00");
    w.ours.keys("Ctrl-S").sees("刘老师 09:00-10:00 已约").sees("孙丽");
    assert_eq!(w.theirs.show("bookings", &[("day", "2026-03-02")]).as_array().unwrap().len(), 1);
    w.theirs.sound();
}

#[test]
fn a_correction_of_the_same_field_is_told_what_the_other_has_written() {
    let mut w = two(books);
    w.ours.keys("F4").text("hlm").keys("Enter Ctrl-P").text("改书目").keys("Enter Tab Ctrl-U").text("曹雪芹");
    w.theirs.ok(r#"{"cmd":"title.update","title":"红楼梦","author":"高鹗"}"#);
    w.ours.keys("Ctrl-S").sees("「责任者」刚在别处改为「高鹗」").sees("曹雪芹").sees("再按 Ctrl-S");
    assert_eq!(w.theirs.show("title", &[("id", "红楼梦")])["author"], "高鹗");
    // It was changed once more since it was told: that is told too, before ours takes its place.
    w.theirs.ok(r#"{"cmd":"title.update","title":"红楼梦","author":"程伟元"}"#);
    w.ours.keys("Ctrl-S").sees("刚在别处改为「程伟元」");
    assert_eq!(w.theirs.show("title", &[("id", "红楼梦")])["author"], "程伟元");
    w.ours.keys("Ctrl-S");
    assert_eq!(w.theirs.show("title", &[("id", "红楼梦")])["author"], "曹雪芹");
    // The other way round: put down, theirs stays.
    w.ours.keys("Ctrl-P").text("改书目").keys("Enter Tab Tab").text("作家出版社");
    w.theirs.ok(r#"{"cmd":"title.update","title":"红楼梦","publisher":"人民文学出版社"}"#);
    w.ours.keys("Ctrl-S").sees("人民文学出版社").keys("Esc");
    assert_eq!(w.theirs.show("title", &[("id", "红楼梦")])["publisher"], "人民文学出版社");
    w.theirs.sound();
}

#[test]
fn an_advisor_is_corrected_field_by_field_and_it_is_him_whatever_is_selected_by_then() {
    let mut w = two(|desk| {
        advisors(desk);
        booked(desk, "2026-03-02T09:00");
    });
    w.ours.keys("F3").sees("09:00-10:00  重点指导").keys("Ctrl-P").text("advisor.set").keys("Enter").sees("刘老师");
    // Meanwhile the booking under the mark goes, and another advisor's comes there.
    w.theirs.ok(r#"{"cmd":"booking.cancel","booking":"B0302-1","by":"us","reason":"停电"}"#);
    w.theirs.ok(r#"{"cmd":"booking.make","kind":"重点指导","advisor":"何","start":"2026-03-02T09:00","client":"孙某"}"#);
    w.theirs.ok(r#"{"cmd":"advisor.set","advisor":"刘老师","buffer":10}"#);
    w.ours.changed().keys("Ctrl-U").text("刘明老师").keys("Ctrl-S");
    let told: Vec<_> =
        w.theirs.show("advisors", &[]).as_array().unwrap().iter().map(|a| (a["name"].clone(), a["buffer"].clone())).collect();
    assert_eq!(told, [("刘明老师".into(), 10.into()), ("何老师".into(), 0.into())]);
}

#[test]
fn a_week_of_hours_that_was_set_elsewhere_is_shown_first() {
    let mut w = two(advisors);
    w.ours.keys("F3 Ctrl-P").text("hours.set").keys("Enter").sees("每周").keys("1 Ctrl-U").text("1-3 0900-1100");
    w.theirs.ok(r#"{"cmd":"hours.set","of":"刘老师","week":"6 0900-1100"}"#);
    w.ours.keys("Ctrl-S").sees("刚在别处改为").sees("6 09:00-11:00").keys("Ctrl-S");
    assert_eq!(w.theirs.show("advisors", &[])[0]["hours"].as_array().unwrap().len(), 3);
}

/// The line is cut, and the draft that was kept last is taken up in a new session of the same window.
fn cut(mut ours: Journey) -> Journey {
    let (form, body) = ours.drafts.pop().unwrap_or_else(|| panic!("nothing was kept\n{}", ours.screen()));
    let draft = desk::store::Draft { form, at: ours.desk.now, body: body.unwrap() };
    let mut next = Journey::at(ours.desk);
    next.drafts(vec![draft]).sees("上次未保存").keys("Enter");
    next
}

#[test]
fn after_a_cut_line_a_week_of_hours_is_still_held_against_the_one_that_was_shown() {
    let mut w = two(advisors);
    w.ours.keys("F3 Ctrl-P").text("hours.set").keys("Enter 1 Ctrl-U").text("1-3 0900-1100");
    w.theirs.ok(r#"{"cmd":"hours.set","of":"刘老师","week":""}"#);
    let mut ours = cut(w.ours);
    ours.sees("1-3 0900-1100").keys("Ctrl-S").sees("刚在别处改为");
    let rows = |desk: &Counter, n: usize| desk.show("advisors", &[])[n]["hours"].as_array().unwrap().len();
    assert_eq!(rows(&w.theirs, 0), 0);
    // Seen, it is ours that stands.
    ours.keys("Ctrl-S").lacks("每周时间刚");
    assert_eq!(rows(&w.theirs, 0), 3, "{}", ours.screen());
    w.theirs.sound();
}

#[test]
fn after_a_cut_line_our_cancelling_is_still_held_against_the_booking_that_was_shown() {
    let mut w = two(|desk| {
        advisors(desk);
        booked(desk, "2026-03-02T09:30");
    });
    w.ours.keys("F3 Down").sees("09:30-10:30  重点指导").keys("4").text("停电");
    w.theirs.ok(r#"{"cmd":"booking.move","booking":"B0302-1","start":"2026-03-04T14:00"}"#);
    let mut ours = cut(w.ours);
    ours.sees("停电").keys("Ctrl-S").sees("刚在别处改过").sees("2026-03-04 14:00");
    assert_eq!(w.theirs.show("booking", &[("id", "B0302-1")])["state"], "booked");
    ours.keys("Ctrl-S");
    assert_eq!(w.theirs.show("booking", &[("id", "B0302-1")])["state"], "cancelled_us");
}

#[test]
fn who_was_taken_back_while_a_form_had_him_is_named_in_words() {
    let mut w = two(|desk| {
        advisors(desk);
        desk.ok(r#"{"cmd":"place.add","name":"会议室","capacity":6}"#);
    });
    w.theirs.ok(r#"{"cmd":"advisor.add","name":"周老师"}"#);
    w.ours.keys("F3").changed().keys("Enter").text("孙丽").keys("Enter Tab Right Right").sees("周老师");
    w.theirs.ok(r#"{"cmd":"undo"}"#);
    w.ours.keys("Ctrl-S").sees("所选的老师刚被撤销").sees("孙丽");
    w.theirs.ok(r#"{"cmd":"advisor.set","advisor":"何老师","active_to":"2026-02-28"}"#);
    w.ours.keys("Left Ctrl-S").sees("何老师 当天不在岗").sees("孙丽");
    assert!(w.theirs.show("bookings", &[("day", "2026-03-02")]).as_array().unwrap().is_empty());
    w.theirs.sound();
}

#[test]
fn a_place_closed_while_a_form_has_it_asks_for_a_reason() {
    let mut w = two(|desk| {
        desk.ok(r#"{"cmd":"place.add","name":"会议室","capacity":6}"#);
        desk.ok(r#"{"cmd":"hours.set","of":"会议室","week":"1-5 0830-1700"}"#);
    });
    w.ours.keys("F3 /").text("会议室 1000 孙丽").keys("Enter").sees("会议室");
    w.theirs.ok(r#"{"cmd":"place.close","place":"会议室","from":"2026-03-02","to":"2026-03-02"}"#);
    w.ours.keys("Ctrl-S").sees("不在").sees("注明理由后继续");
    assert!(w.theirs.show("bookings", &[("day", "2026-03-02")]).as_array().unwrap().is_empty());
}
