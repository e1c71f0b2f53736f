//! The reading room at the counter: scans, and as good as no keys.

use crate::support::counter;
use crate::support::journey::Journey;

/// The room is open in front of the clerk; five books, two readers.
fn room() -> Journey {
    let mut desk = counter();
    for (name, card) in [("张晓明", "31"), ("李四光", "32")] {
        desk.ok(&format!(r#"{{"cmd":"reader.add","name":"{name}","card":"{card}"}}"#));
    }
    for (n, title) in ["红楼梦", "西游记", "水浒传", "三国演义", "聊斋志异"].iter().enumerate() {
        desk.ok(&format!(r#"{{"cmd":"title.add","name":"{title}","call_number":"I242.4/{n}"}}"#));
        desk.ok(&format!(r#"{{"cmd":"copy.add","title":"{title}","barcode":"{}"}}"#, 418 + n));
    }
    let mut j = Journey::at(desk);
    j.keys("F4");
    j.count();
    j
}

fn open_loans(j: &Journey) -> usize {
    j.desk.show("loans", &[]).as_array().unwrap().len()
}

#[test]
fn three_books_are_lent_with_four_scans_and_no_key() {
    let mut j = room();
    j.scan("QLQ-D-0031").sees("张*明").sees("在借 0/5");
    j.scan("QLQ00418").sees("借出").sees("红楼梦").sees("应还 03-23 周一").sees("在借 1/5");
    j.scan("QLQ00419").scan("QLQ00420").sees("在借 3/5").sees("可借 2").sees("全部x全部: 21 天");
    assert_eq!((j.count(), open_loans(&j)), (0, 3));
    j.lacks("张晓明");
    j.desk.sound();
}

#[test]
fn five_books_are_returned_with_five_scans_and_no_key() {
    let mut j = room();
    for copy in 418..423 {
        j.desk.ok(&format!(r#"{{"cmd":"loan.checkout","reader":"31","copy":"{copy}"}}"#));
    }
    j.desk.ok(r#"{"cmd":"hold.place","reader":"32","title":"三国演义"}"#);
    for copy in 418..423 {
        j.scan(&format!("QLQ00{copy}"));
    }
    assert_eq!((j.count(), open_loans(&j)), (0, 0));
    j.sees("归还").sees("完好").sees("预约到架 -> 李**");
    j.desk.sound();
}

#[test]
fn the_same_work_is_done_by_hand_by_paste_and_with_full_width_digits() {
    for way in 0..3 {
        let mut j = room();
        for text in ["d31", "418"] {
            let wide: String = text.chars().map(|c| char::from_u32(c as u32 + 0xfee0).unwrap()).collect();
            match way {
                0 => j.text(text),
                1 => j.paste(text),
                _ => j.text(&wide),
            };
            j.keys("Enter");
        }
        assert_eq!((j.count(), open_loans(&j)), (2, 1), "way {way}");
        j.sees("借出").sees("红楼梦");
    }
}

#[test]
fn a_stop_message_swallows_no_scan_and_no_scanner_closes_it() {
    let mut j = room();
    j.desk.ok(r#"{"cmd":"rule.set","cap":1}"#);
    j.scan("QLQ-D-0031").scan("QLQ00418").scan("QLQ00419");
    j.sees("已借 1 册，上限 1 册").sees("1 知道了").sees("2 仍要办理");
    // The next reader's books and card come while nobody looks; the scanner's Enter closes nothing.
    j.scan("QLQ-D-0032").scan("QLQ00420").keys("Enter Enter").sees("等候扫描 2 条").sees("上限 1 册");
    assert_eq!(open_loans(&j), 1);
    j.count();
    j.keys("1").sees("李*光").sees("水浒传").lacks("知道了");
    assert_eq!((j.count(), open_loans(&j)), (1, 2));
    j.desk.sound();
}

#[test]
fn characters_that_arrive_one_by_one_under_a_message_are_gathered_into_a_scan() {
    let mut j = room();
    j.scan("QLQ99999").sees("没有此条码");
    j.text("QLQ00418").sees("QLQ00418").sees("没有此条码").keys("Enter").sees("等候扫描 1 条");
    j.keys("1").sees("红楼梦").sees("请先扫读者证").keys("y").lacks("请先扫读者证");
    // The same out of an input method.
    j.scan("QLQ99999").paste("QLQ00419").sees("等候扫描 1 条").paste("１").sees("西游记");
}

#[test]
fn half_a_scan_that_stood_in_the_box_when_a_message_came_up_is_whole_again() {
    let mut j = room();
    j.text("QLQ0").scan("QLQ99999").sees("没有此条码").text("0418").keys("Enter").sees("等候扫描 1 条");
    j.keys("1").sees("红楼梦");
    // Esc, which no scanner sends, gives the box back as it was.
    j.keys("1").scan("QLQ99999").text("418").keys("Esc").lacks("没有此条码").sees("> 418");
}

#[test]
fn insisting_takes_one_key_and_is_written_down() {
    let mut j = room();
    j.desk.ok(r#"{"cmd":"rule.set","cap":1}"#);
    j.scan("QLQ-D-0031").scan("QLQ00418").scan("QLQ00419");
    j.count();
    j.keys("2").lacks("知道了").sees("西游记");
    assert_eq!((j.count(), open_loans(&j)), (1, 2));
    assert!(j.desk.show("journal", &[])[0]["override"].as_str().is_some_and(|o| !o.is_empty()));
}

#[test]
fn what_somebody_has_is_never_lent_twice() {
    let mut j = room();
    j.desk.ok(r#"{"cmd":"loan.checkout","reader":"32","copy":"418"}"#);
    j.scan("QLQ-D-0031").scan("QLQ00418").sees("归还").sees("李**");
    j.scan("QLQ00418").sees("借出");
    assert_eq!(open_loans(&j), 1);
    assert_eq!(j.desk.show("loans", &[("reader", "31")]).as_array().unwrap().len(), 1);
}

#[test]
fn undo_takes_the_last_scan_back() {
    let mut j = room();
    j.scan("QLQ-D-0031").scan("QLQ00418").sees("在借 1/5").keys("F8").sees("在借 0/5").lacks("红楼梦");
    assert_eq!(open_loans(&j), 0);
    j.scan("QLQ00418").sees("在借 1/5");
    j.desk.sound();
}

#[test]
fn everything_a_reader_has_is_renewed_with_one_key_and_explained_with_another() {
    let mut j = room();
    j.scan("QLQ-D-0031").scan("QLQ00418").scan("QLQ00419").keys("F6").sees("借期满").keys("Ctrl-R");
    j.sees("续借").sees("第 1 次").sees("应还 04-06 周一");
    j.keys("Ctrl-R").sees("已续借 1 次");
}

#[test]
fn a_hold_needs_the_title_and_one_key() {
    let mut j = room();
    j.desk.ok(r#"{"cmd":"loan.checkout","reader":"32","copy":"419"}"#);
    j.scan("QLQ-D-0031").text("xyj").keys("Enter").sees("西游记").sees("借出").keys("Ctrl-O").sees("预约");
    assert_eq!(j.desk.show("holds", &[("reader", "31")])[0]["title_name"], "西游记");
    // Without a title on the screen a form asks for it.
    j.keys("Ctrl-O").text("slz").keys("Enter Ctrl-S");
    j.desk.sound();
}

#[test]
fn several_people_of_one_sound_are_chosen_by_digit() {
    let mut j = room();
    j.desk.ok(r#"{"cmd":"reader.add","name":"张小满","card":"33"}"#);
    j.text("zxm")
        .keys("Enter")
        .sees("请按数字选择")
        .sees("张小满")
        .sees("QLQ-D-0033")
        .keys("2")
        .lacks("请按数字选择")
        .sees("在借 0/5");
}

#[test]
fn the_book_drop_counts_as_yesterday() {
    let mut j = room();
    j.desk.ok(r#"{"cmd":"rule.set","days":1}"#);
    j.desk.now = crate::support::at("2026-02-28T09:00");
    j.desk.ok(r#"{"cmd":"loan.checkout","reader":"31","copy":"418"}"#);
    j.desk.now = crate::support::at("2026-03-02T09:00");
    j.keys("F7").sees("按 2026-03-01 归还").scan("QLQ00418").sees("完好").lacks("逾期 1 天");
    j.keys("F7").lacks("按 2026-03-01");
}
