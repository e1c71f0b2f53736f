//! The line is cut within a form of the studio or of the reading room that is about something: it comes back over it.

use crate::support::counter;
use crate::support::journey::Journey;
use desk::store::Draft;

/// A new session on the same desk that is offered what the old one had kept last.
fn after_the_cut(mut j: Journey) -> Journey {
    let (form, body) = j.drafts.pop().unwrap_or_else(|| panic!("nothing was kept\n{}", j.screen()));
    let draft = Draft { form, at: j.desk.now, body: body.unwrap() };
    let mut next = Journey::at(j.desk);
    next.drafts(vec![draft]).sees("Enter").keys("Enter");
    next
}

fn studio() -> Journey {
    let mut desk = counter();
    for name in ["刘老师", "何老师"] {
        desk.ok(&format!(r#"{{"cmd":"advisor.add","name":"{name}"}}"#));
        desk.ok(&format!(r#"{{"cmd":"hours.set","of":"{name}","week":"1-5 0830-1130 1400-1700"}}"#));
    }
    desk.ok(r#"{"cmd":"booking.make","kind":"重点指导","advisor":"刘","start":"2026-03-03T09:00","client":"王某"}"#);
    let mut j = Journey::at(desk);
    j.keys("F3 Right").sees("09:00-10:00  重点指导");
    j
}

#[test]
fn a_note_a_follow_up_and_our_cancelling_come_back_over_their_booking() {
    let mut j = studio();
    j.keys("Ctrl-K").text("家里有病人");
    let mut j = after_the_cut(j);
    j.sees("家里有病人").sees("B0302-001").keys("Ctrl-S").lacks("谁可看");
    assert_eq!(j.desk.show("booking", &[("id", "B0302-1")])["notes"][0]["text"], "家里有病人");
    j.keys("Ctrl-W").text("下周三").keys("Enter").text("回访");
    let mut j = after_the_cut(j);
    j.sees("下周三").keys("Ctrl-S");
    assert_eq!(j.desk.show("followups", &[])[0]["text"], "回访");
    j.keys("4").text("停电");
    let mut j = after_the_cut(j);
    j.sees("停电").keys("Ctrl-S");
    assert_eq!(j.desk.show("booking", &[("id", "B0302-1")])["state"], "cancelled_us");
    j.desk.sound();
}

#[test]
fn a_sign_up_comes_back_over_its_lecture_and_a_correction_over_its_advisor() {
    let mut j = studio();
    j.desk.ok(r#"{"cmd":"lecture.open","advisor":"何","start":"2026-03-04T14:00","capacity":5,"title":"垃圾分类"}"#);
    j.changed().keys("Right Down Down Down Down Down").sees("0/5").keys("n").text("孙丽").keys("Enter").text("丰华");
    let mut j = after_the_cut(j);
    j.sees("孙丽").sees("丰华").keys("Ctrl-S");
    assert_eq!(j.desk.show("bookings", &[("day", "2026-03-04")]).as_array().unwrap().len(), 2, "{}", j.screen());
    j.keys("Ctrl-P").text("advisor.set").keys("Enter Ctrl-U").text("何静老师");
    let mut j = after_the_cut(j);
    j.sees("何静老师").keys("Ctrl-S");
    assert_eq!(j.desk.show("advisors", &[])[1]["name"], "何静老师");
    j.desk.sound();
}

#[test]
fn a_title_and_a_card_come_back_over_what_they_correct() {
    let mut desk = counter();
    desk.ok(r#"{"cmd":"reader.add","name":"张晓明","card":"31"}"#);
    desk.ok(r#"{"cmd":"title.add","name":"红楼梦"}"#);
    desk.ok(r#"{"cmd":"copy.add","title":"红楼梦","barcode":"418"}"#);
    let mut j = Journey::at(desk);
    j.keys("F4").text("hlm").keys("Enter Ctrl-P").text("改书目").keys("Enter Tab").text("曹雪芹");
    let mut j = after_the_cut(j);
    j.sees("曹雪芹").keys("Ctrl-S");
    assert_eq!(j.desk.show("title", &[("id", "红楼梦")])["author"], "曹雪芹");
    j.scan("QLQ-D-0031").keys("Ctrl-P").text("改读者证").keys("Enter Ctrl-U").text("99");
    let mut j = after_the_cut(j);
    j.sees("99").keys("Ctrl-S");
    assert_eq!(j.desk.show("reader", &[("id", "99")])["name"], "张晓明");
    j.desk.sound();
}

#[test]
fn the_studios_own_line_comes_back_where_it_was_typed() {
    let mut j = studio();
    j.keys("/").text("明 1030 何 孙丽");
    let mut j = after_the_cut(j);
    j.sees("> 明 1030 何 孙丽").keys("Enter Ctrl-S");
    assert_eq!(j.desk.show("bookings", &[("day", "2026-03-03")]).as_array().unwrap().len(), 2, "{}", j.screen());
    assert!(j.drafts.iter().rev().any(|(form, body)| form == "studio/line" && body.is_none()), "it is kept no longer");
}

#[test]
fn what_recurs_and_a_new_week_come_back_as_they_were() {
    let mut j = studio();
    j.keys("r").text("党员活动日").keys("Enter Enter 3");
    let mut j = after_the_cut(j);
    j.sees("党员活动日").sees("每月").keys("Ctrl-S").sees("注明理由").text("照排").keys("Ctrl-S");
    assert_eq!(j.desk.show("series", &[]).as_array().unwrap().len(), 1, "{}", j.screen());
}
