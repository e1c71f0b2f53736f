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
    // A renewal has days of its own.
    j.sees("应还日按规则 全部x全部: 14 天");
    j.keys("Ctrl-R").sees("已续借 1 次");
    // The rule in words and whole; what 2 does and writes down is said before it is pressed.
    j.sees("全部x全部: 21").sees("按 2 即办理，日志记为「柜台当面确认」").lacks("* x").lacks("21~");
}

#[test]
fn a_hold_needs_the_title_and_one_key() {
    let mut j = room();
    j.desk.ok(r#"{"cmd":"loan.checkout","reader":"32","copy":"419"}"#);
    j.scan("QLQ-D-0031")
        .text("xyj")
        .keys("Enter")
        .sees("西游记")
        .sees("借出")
        .sees("等候 0 人")
        .keys("Ctrl-O")
        .sees("预约")
        .sees("等候 1 人");
    assert_eq!(j.desk.show("holds", &[("reader", "31")])[0]["title_name"], "西游记");
    // Without a title on the screen a form asks for it.
    j.keys("Ctrl-O").text("slz").keys("Enter Ctrl-S");
    j.desk.sound();
}

#[test]
fn a_book_of_the_hold_shelf_says_that_it_lies_there() {
    let mut j = room();
    j.desk.ok(r#"{"cmd":"loan.checkout","reader":"31","copy":"418"}"#);
    j.desk.ok(r#"{"cmd":"hold.place","reader":"32","title":"红楼梦"}"#);
    j.scan("QLQ00418").sees("预约到架 -> 李**").scan("QLQ00418").sees("《红楼梦》预约架。借书请先扫读者证");
    j.keys("1").scan("QLQ00419").sees("《西游记》在架。借书请先扫读者证");
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

#[test]
fn an_unknown_label_is_entered_on_the_spot_and_lent() {
    let mut j = room();
    j.scan("QLQ-D-0031").scan("QLQ00500").sees("没有此条码").sees("2 登记这本书");
    j.count();
    j.keys("2").sees("登记图书").sees("QLQ00500").keys("Enter").text("呐喊").sees("新登记").keys("Enter Ctrl-S");
    assert_eq!(j.count(), 4, "2, past the ISBN, the name's candidate, save");
    j.sees("入库").sees("借出").sees("呐喊").sees("在借 1/5");
    // A second copy of what is shown: its label is proposed.
    j.text("nh").keys("Enter").sees("呐喊").keys("Ctrl-S").sees("QLQ00501").keys("Enter").sees("已保存");
    assert_eq!(j.desk.show("title", &[("id", "呐喊")])["copies"].as_array().unwrap().len(), 2);
    j.desk.sound();
}

#[test]
fn a_book_number_then_a_label_then_the_next() {
    let mut j = room();
    j.scan("9787020002207")
        .sees("没有找到：9787020002207  ")
        .sees("2 登记这本书")
        .keys("2")
        .sees("9787020002207")
        .sees("QLQ00423");
    j.text("围城").keys("Enter Tab Tab Tab Tab Tab").scan("20230000001234");
    assert_eq!(j.desk.show("copy", &[("id", "20230000001234")])["title_name"], "围城", "{}", j.screen());
    // The same number again belongs to the title that is there.
    j.scan("9787020002207").sees("围城").keys("Ctrl-S").scan("20230000001235");
    assert_eq!(j.desk.show("title", &[("id", "9787020002207")])["copies"].as_array().unwrap().len(), 2);
    j.desk.sound();
}

#[test]
fn a_new_books_two_numbers_are_scanned_wherever_the_cursor_stands() {
    let mut j = room();
    j.count();
    j.keys("Ctrl-S Tab").text("呐喊").scan("9787020002214").sees("题名   > 呐喊").scan("QLQ00424").sees("入库  呐喊");
    assert_eq!(j.count(), 2);
    let title = j.desk.show("title", &[("id", "呐喊")]);
    assert_eq!((&title["isbn"], &title["copies"][0]["barcode"]), (&"9787020002214".into(), &"QLQ00424".into()), "{title}");
    // The number on the back cover instead of the label: it is there already, and no label.
    j.keys("Esc F4").scan("9787020002207").keys("2").text("围城").keys("Enter").scan("9787020002207").sees("QLQ00425");
    j.desk.sound();
}

#[test]
fn a_label_that_is_scanned_while_the_cursor_is_in_the_note_is_still_the_copys() {
    let mut j = room();
    j.keys("Ctrl-T Tab 2").text("封面撕了").scan("QLQ00418").sees("条码     QLQ00418").sees("封面撕了");
    j.keys("Ctrl-S");
    assert_eq!(j.desk.show("copy", &[("id", "418")])["state"], "damaged", "{}", j.screen());
}

/// What was not known is being entered while other scans wait: they are kept against a cut line, and go on when it is put down.
#[test]
fn scans_wait_behind_the_form_of_what_was_not_known_and_go_on_when_it_is_put_down() {
    let mut j = room();
    j.scan("QLQ-D-0031").scan("QLQ00999").sees("没有此条码").scan("QLQ00418").keys("2").sees("登记图书");
    let kept = |j: &Journey| j.drafts.iter().rfind(|(form, _)| form == "loans/scans").and_then(|(_, body)| body.clone());
    assert_eq!(kept(&j).as_deref(), Some(r#"["QLQ-D-0031","QLQ00418"]"#));
    assert_eq!(open_loans(&j), 0);
    j.keys("Esc").sees("红楼梦").sees("在借 1/5");
    assert_eq!((open_loans(&j), kept(&j)), (1, None));
    j.desk.sound();
}

#[test]
fn an_unknown_card_gets_a_reader_and_is_in_hand_at_once() {
    let mut j = room();
    j.scan("QLQ-D-0077").sees("没有此读者证").sees("2 给此证登记读者").keys("2").sees("办证").sees("QLQ-D-0077");
    j.text("王某").keys("Enter Ctrl-S").sees("读者 王*").sees("QLQ-D-0077").scan("QLQ00418").sees("在借 1/5");
    j.desk.sound();
}

#[test]
fn the_resident_in_hand_gets_the_next_card() {
    let mut j = room();
    j.desk.ok(r#"{"cmd":"resident.add","name":"单晓明","phone":"13800005678"}"#);
    j.keys("Esc 1").text("sxm").keys("Enter F4 Ctrl-D").sees("单晓明").sees("QLQ-D-0033").keys("Enter").sees("读者 单*明");
    let reader = j.desk.show("reader", &[("id", "33")]);
    assert!(reader["resident"].as_str().is_some_and(|r| r.starts_with("resident:")), "{reader}");
    // He has one already: a second needs a reason, asked for there and then.
    j.keys("Ctrl-D").sees("QLQ-D-0034").keys("Enter").sees("已有读者证").text("原证丢失").keys("Enter");
    assert_eq!(j.desk.show("reader", &[("id", "34")])["name"], "单晓明");
    j.desk.sound();
}

#[test]
fn words_that_find_nothing_stop_nobody() {
    let mut j = room();
    j.text("qqq").keys("Enter").sees("没有找到：qqq").lacks("知道了");
    j.scan("QLQ-D-0031").scan("QLQ00418").sees("借出").lacks("没有找到");
    j.text("没有这本书").keys("Enter").sees("没有找到：没有这本书").lacks("知道了").text("4").lacks("没有找到");
}

#[test]
fn a_readers_list_is_walked_with_the_input_method_on() {
    let mut j = room();
    j.desk.ok(r#"{"cmd":"loan.checkout","reader":"32","copy":"420"}"#);
    j.desk.ok(r#"{"cmd":"hold.place","reader":"31","title":"水浒传"}"#);
    j.scan("QLQ-D-0031").scan("QLQ00418").scan("QLQ00419").keys("Ctrl-L");
    j.sees("在借与预约").sees("QLQ00418").sees("QLQ00419").sees("等候").sees("Ctrl-B 续借此册");
    j.keys("Down Ctrl-B").sees("已续 1 次");
    let loans = j.desk.show("loans", &[("reader", "31")]);
    let renewed: Vec<i64> = loans.as_array().unwrap().iter().map(|l| l["renewals"].as_i64().unwrap()).collect();
    assert_eq!(renewed.iter().sum::<i64>(), 1);
    j.keys("Down Down").sees("Ctrl-K 取消预约").keys("Ctrl-K").lacks("等候");
    assert!(j.desk.show("holds", &[]).as_array().unwrap().is_empty());
    j.keys("F8 Ctrl-L Ctrl-L");
    assert_eq!(j.desk.show("holds", &[]).as_array().unwrap().len(), 1);
    // A scan closes the list and is worked off.
    j.scan("QLQ00421").lacks("在借与预约").sees("三国演义");
    j.desk.sound();
}

#[test]
fn without_a_reader_the_list_is_what_is_overdue_and_on_the_shelf() {
    let mut j = room();
    j.desk.ok(r#"{"cmd":"loan.checkout","reader":"31","copy":"418"}"#);
    j.desk.ok(r#"{"cmd":"loan.checkout","reader":"31","copy":"419"}"#);
    j.desk.ok(r#"{"cmd":"hold.place","reader":"32","title":"西游记"}"#);
    j.desk.ok(r#"{"cmd":"loan.return","copy":"419"}"#);
    j.desk.now = crate::support::at("2026-03-04T09:00");
    let mut next = Journey::at(j.desk);
    next.keys("F4 Ctrl-L").sees("逾期与预约架").sees("到架 留至").sees("李**");
    next.desk.now = crate::support::at("2026-04-02T09:00");
    let mut late = Journey::at(next.desk);
    late.keys("F4 Ctrl-L").sees("红楼梦").sees("逾期 10 天!").sees("到架 已过期").keys("Esc").sees("逾期与预约架");
    late.keys("Esc").lacks("逾期与预约架");
}

#[test]
fn lost_damaged_found_sent_away_and_counted() {
    let mut j = room();
    j.keys("Ctrl-T").sees("丢失破损").scan("QLQ00418").keys("2 Ctrl-S").sees("破损").sees("红楼梦");
    assert_eq!(j.desk.show("copy", &[("id", "418")])["state"], "damaged");
    j.keys("Ctrl-P").text("找回").keys("Enter").sees("找回").text("418").keys("Ctrl-S");
    assert_eq!(j.desk.show("copy", &[("id", "418")])["state"], "in");
    j.keys("Ctrl-P").text("调出").keys("Enter").scan("QLQ00419").text("fh").keys("Enter").sees("调出");
    let moving = j.desk.show("copy", &[("id", "419")]);
    assert_eq!((&moving["state"], &moving["site"]), (&"moving".into(), &"FH".into()));
    j.scan("QLQ00419").sees("调入");
    assert_eq!(j.desk.show("copy", &[("id", "419")])["state"], "in");
    j.keys("Ctrl-G").text("１２").keys("Ctrl-S").sees("到馆 12").keys("Ctrl-G").text("3").keys("Ctrl-S").sees("到馆 15");
    j.keys("F8").sees("到馆 12");
    j.keys("Ctrl-G").text("x").keys("Ctrl-S").sees("到馆人次");
    j.desk.sound();
}

#[test]
fn catalogue_cards_and_rules_are_corrected_from_the_palette() {
    let mut j = room();
    j.text("hlm").keys("Enter").sees("红楼梦").keys("Ctrl-P").text("改书目").keys("Enter").sees("责任者");
    j.text("（校注本）").keys("Tab").text("曹雪芹").keys("Ctrl-S");
    assert_eq!(j.desk.show("title", &[("id", "QLQ00418")])["author"], "曹雪芹");
    j.scan("QLQ-D-0031")
        .keys("Ctrl-P")
        .text("改读者证")
        .keys("Enter")
        .sees("QLQ-D-0031")
        .keys("Ctrl-U")
        .text("99")
        .keys("Ctrl-S");
    assert_eq!(j.desk.show("reader", &[("id", "QLQ-D-0099")])["name"], "张晓明");
    j.sees("QLQ-D-0099").keys("Ctrl-P").text("借阅规则").keys("Enter").sees("借期天数").keys("2 2").text("７").keys("Ctrl-S");
    let rules = j.desk.show("rules", &[]);
    assert_eq!(
        (&rules[0]["reader_kind"], &rules[0]["item_kind"], &rules[0]["days"]),
        (&"adult".into(), &"book".into(), &7.into())
    );
    j.scan("QLQ00418").sees("普通读者x图书: 7 天");
    j.desk.sound();
}

#[test]
fn the_due_date_is_told_day_by_day_with_the_days_the_room_is_closed() {
    let mut j = room();
    j.desk.ok(r#"{"cmd":"setting.set","key":"room.open_days","value":"123456"}"#);
    j.desk.ok(r#"{"cmd":"rule.set","days":6}"#);
    j.scan("QLQ-D-0031").scan("QLQ00418").keys("F6").sees("应还日逐日说明");
    j.sees("03-08 周日  借期满").sees("03-09 周一  闭馆，顺延到开放日").sees("03-03 周二 开放").sees("03-08 周日 闭馆");
    j.keys("F6").lacks("应还日逐日说明");
}

/// The line is cut while a message stands and books have been scanned behind it.
#[test]
fn scans_that_wait_behind_a_message_are_kept_and_taken_up_after_a_cut_line() {
    let mut j = room();
    j.scan("QLQ-D-0031").scan("QLQ00999").sees("没有此条码").scan("QLQ00418").scan("QLQ00419").sees("等候扫描 2 条");
    let (form, body) = j.drafts.last().cloned().unwrap();
    let body = body.unwrap();
    assert_eq!((form.as_str(), body.as_str()), ("loans/scans", r#"["QLQ-D-0031","QLQ00418","QLQ00419"]"#));
    let draft = desk::store::Draft { form, at: j.desk.now, body };
    // The next sitting: nothing was lent yet, and Enter goes on where it stopped.
    let mut next = Journey::at(j.desk);
    next.drafts(vec![draft]).sees("等候的扫描").keys("Enter").sees("在借 2/5");
    assert_eq!(next.drafts, [("loans/scans".to_owned(), None)]);
    assert_eq!(open_loans(&next), 2);
}

#[test]
fn what_cannot_be_read_takes_the_cursor_to_its_field() {
    let mut j = room();
    j.keys("Ctrl-G").text("十二人").keys("Enter").text("昨天").keys("Enter").sees("「人次」看不懂").sees("人次 > 十二人");
    j.keys("Ctrl-U").text("１２").keys("Ctrl-S").sees("到馆  12");
    j.keys("Ctrl-G").text("3").keys("Enter").text("哪天").keys("BackTab Ctrl-S").sees("「日期」看不懂").sees("日期 > 哪天");
}

/// The search over everything lists no labels; it says what Enter does with a number, and Enter does it.
#[test]
fn a_label_typed_into_the_search_is_taken_as_a_scan() {
    let mut j = room();
    j.keys("F2 Ctrl-F").text("ＱＬＱ００４１８").sees("没有找到；按 Enter 当作条码、卡号或书号");
    j.keys("Enter").sees("阅览室借阅").sees("红楼梦");
    j.keys("F2 Ctrl-F").text("没这个人").sees("没有找到").lacks("按 Enter 当作");
}
