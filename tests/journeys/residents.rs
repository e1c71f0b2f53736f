//! Finding and registering people.

use crate::support::journey::Journey;

#[test]
fn a_new_resident_is_registered_found_again_and_undone() {
    for paste in [false, true] {
        let mut j = Journey::new();
        j.keys("Esc 5 n");
        let say = |j: &mut Journey, text: &str| {
            if paste {
                j.paste(text)
            } else {
                j.text(text)
            };
        };
        say(&mut j, "张晓明");
        j.keys("Enter Enter");
        say(&mut j, "１３８００００５６７８");
        j.keys("Ctrl-S");
        j.sees("已保存").sees("张晓明").sees("138****5678").lacks("13800005678");
        assert_eq!(j.desk.names("zxm"), ["张晓明"]);
        j.keys("F8").sees("已撤销");
        assert!(j.desk.names("").is_empty());
        j.desk.sound();
    }
}

/// Two clerks have the same card open; each changes another thing of it. Over a draft that came back as well.
#[test]
fn what_another_desk_writes_while_a_form_is_open_stays() {
    let mut j = Journey::new();
    let added = r#"{"cmd":"resident.add","name":"张晓明","address":"顺城小区3号楼","tags":"党员","id_type":"passport","id_number":"E12345678"}"#;
    let id = j.desk.ok(added)["id"].as_str().unwrap().to_owned();
    let other = |j: &mut Journey, field: &str| {
        j.desk.ok(&format!(r#"{{"cmd":"resident.update","resident":"{id}",{field}}}"#));
    };
    let card = |j: &mut Journey| j.desk.show("resident", &[("id", &id)]);
    j.keys("Esc 5 e").sees("修改居民");
    other(&mut j, r#""phone":"13800005678""#);
    j.keys("Tab Tab Tab").text("甲单元").keys("Ctrl-S").sees("已保存");
    let now = card(&mut j);
    assert_eq!((&now["phone"], &now["address"]), (&"13800005678".into(), &"顺城小区3号楼甲单元".into()), "{now}");
    // The line drops with the form open; the draft is taken up after somebody else has written.
    j.keys("e Tab").text("9");
    let (form, body) = j.drafts.last().cloned().unwrap();
    j.keys("Esc");
    other(&mut j, r#""phone":"13900001111""#);
    let draft = desk::store::Draft { form, at: j.desk.now, body: body.unwrap() };
    desk::app::update(&mut j.model, desk::app::Msg::Drafts(vec![draft]));
    j.keys("Enter").sees("E123456789").keys("Ctrl-S").sees("已保存");
    let now = card(&mut j);
    assert_eq!((&now["phone"], &now["id_number"]), (&"13900001111".into(), &"E123456789".into()), "{now}");
    assert_eq!((&now["tags"], &now["id_type"]), (&"党员".into(), &"passport".into()), "{now}");
    // Emptied is emptied.
    j.keys("e Tab Tab Ctrl-U Ctrl-S").sees("已保存");
    let now = card(&mut j);
    assert_eq!((&now["phone"], &now["id_number"]), (&"".into(), &"E123456789".into()), "{now}");
    j.desk.sound();
}

#[test]
fn a_refused_form_stays_with_what_was_typed_and_says_why() {
    let mut j = Journey::new();
    j.keys("Esc 5 n").text("张晓明").keys("Enter").text("123").keys("Ctrl-S");
    j.sees("身份证号有误").sees("张晓明").sees("123");
    assert!(j.desk.names("").is_empty());
    let kept = j.drafts.last().cloned().unwrap();
    assert!(kept.0 == "residents/resident.add" && kept.1.unwrap().contains("张晓明"), "a draft is kept");
    j.keys("Esc").lacks("证件号");
}

#[test]
fn the_help_page_lies_over_a_form_and_a_rooms_key_puts_the_form_down() {
    let mut j = Journey::new();
    j.keys("Esc 5 n").text("张晓明").keys("F9").sees("帮助");
    j.keys("Esc").sees("登记居民").sees("张晓明");
    j.keys("F3").lacks("登记居民").sees("[3 预约]");
    assert!(j.drafts.last().unwrap().1.as_deref().is_some_and(|body| body.contains("张晓明")), "the draft stays");
}

/// Esc by mistake, or a room's key: nothing typed is gone.
#[test]
fn a_form_that_was_put_down_gives_back_what_was_typed() {
    let mut j = Journey::new();
    j.keys("Esc 5 n").text("张晓明").keys("Enter Enter").text("13800005678").keys("Esc").sees("再打开时 Ctrl-D 逐项取回");
    j.keys("n").lacks("张晓明").keys("Ctrl-D").sees("张晓明").keys("Enter Ctrl-D Ctrl-S").sees("已保存");
    assert_eq!(j.desk.show("residents", &[])[0]["phone"], "13800005678");
    // Nothing was typed: nothing is said.
    j.keys("n Esc").lacks("逐项取回");
}

#[test]
fn a_palette_that_finds_nothing_says_so() {
    Journey::new().keys("Ctrl-P").text("没有这个命令").sees("没有找到");
}

/// F9 in a form tells the form's keys: those of the room beneath do nothing there.
#[test]
fn help_over_a_form_speaks_of_the_form() {
    let mut j = Journey::new();
    j.keys("Esc 5 n F9").sees("检查全部各项并保存").sees("此项同上一次登记").lacks("登记新居民");
    j.keys("Esc").sees("登记居民").keys("Esc F9").sees("登记新居民");
}

/// What holds everywhere holds in the search, the palette and on the help page too.
#[test]
fn rooms_help_undo_and_the_next_visitor_are_reached_from_search_and_palette() {
    let mut j = Journey::new();
    j.desk.ok(r#"{"cmd":"ticket.draw","prefix":"A"}"#);
    j.keys("F2 Ctrl-F").sees("F5 叫下一位").sees("F9 帮助").keys("F9").sees("登记来访人和事项").keys("Esc").lacks("找人找书找事");
    j.keys("Ctrl-F").text("张").keys("F3").sees("[3 预约]").keys("Ctrl-P F4").sees("[4 借阅]").keys("F9 F2").sees("[2 来访]");
    j.keys("Ctrl-P F5").sees("已叫 A001").keys("Ctrl-F F8").sees("已撤销");
    // Over a form they are the form's: it keeps the visitor whom it is about.
    j.keys("Esc 5 n F9 F5").sees("帮助").lacks("已叫").keys("F2").sees("[2 来访]").lacks("登记居民");
}

/// Six of each sort are shown; that there are more is said, and typing on narrows it.
#[test]
fn a_search_or_a_field_that_finds_more_than_it_shows_says_so() {
    let mut j = Journey::new();
    for n in 0..9 {
        j.desk.ok(&format!(r#"{{"cmd":"resident.add","name":"张晓明","address":"顺城小区{n}号楼"}}"#));
    }
    j.text("张").sees("还有更多，接着输入").text("晓明").sees("还有更多").keys("Esc Esc");
    j.keys("F2 n").text("zxm").sees("还有更多，接着输入").sees("8 张晓明").lacks("9 张晓明").keys("1").lacks("还有更多");
    j.keys("Esc Esc F2 n").text("张晓明").sees("还有更多").sees("9 张晓明").sees("新居民");
}

#[test]
fn a_draft_of_the_last_session_is_offered_and_comes_back() {
    let mut first = Journey::new();
    first.keys("Esc 5 n").text("张晓明");
    let (form, body) = first.drafts.last().cloned().unwrap();
    let mut j = Journey::new();
    let draft = desk::store::Draft { form, at: j.desk.now, body: body.unwrap() };
    desk::app::update(&mut j.model, desk::app::Msg::Drafts(vec![draft]));
    j.sees("上次未保存").keys("Enter").sees("登记居民").sees("张晓明").keys("Ctrl-S").sees("已保存");
    assert_eq!(j.desk.names("zxm"), ["张晓明"]);
}

#[test]
fn initials_digits_and_han_find_people_from_today_with_the_input_method_on() {
    let mut j = Journey::new();
    j.desk.ok(r#"{"cmd":"resident.add","name":"单晓明","phone":"13800005678"}"#);
    for typed in ["sxm", "５６７８", "单晓"] {
        j.text(typed).sees("单晓明");
        j.keys("Ctrl-U");
    }
    j.text("sxm").keys("Enter").sees("[5 居民]");
}

#[test]
fn a_card_that_looks_like_a_known_one_is_shown_beside_it() {
    let mut j = Journey::new();
    j.desk.ok(r#"{"cmd":"resident.add","name":"单晓明","phone":"13800005678","address":"顺城小区"}"#);
    // The same person: the known card is kept and takes the new number.
    j.keys("Esc 5 n").text("单晓明").keys("Enter").text("110105188012310023").keys("Enter").text("13800005678").keys("Ctrl-S");
    j.sees("可能是同一人").sees("顺城小区").keys("2").sees("已保存：修改居民资料").lacks("登记居民").lacks("可能是同一人");
    assert_eq!(j.desk.names("sxm"), ["单晓明"]);
    // The same number typed once more is refused by the rule and offered in the same way.
    j.keys("Esc n")
        .text("单小明")
        .keys("Enter")
        .text("110105188012310023")
        .keys("Ctrl-S")
        .sees("可能是同一人")
        .sees("此证件号已登记");
    j.keys("3 Enter").sees("同号另立须说明理由").keys("Up 1 Enter").lacks("可能是同一人").lacks("登记居民").sees("单*明");
    assert_eq!(j.desk.names(""), ["单晓明"]);
    // Somebody else of the same name and telephone.
    j.keys("Esc n").text("单晓明").keys("Enter Enter").text("13800005678").keys("Ctrl-S 3").sees("已保存：登记居民");
    assert_eq!(j.desk.names("sxm").len(), 2);
    j.desk.sound();
}

#[test]
fn two_cards_of_one_person_become_one_with_all_that_is_theirs() {
    let mut j = Journey::new();
    for command in desk::desk::walkin::seed::orders().unwrap() {
        let order = desk::desk::command::Order::from(desk::desk::command::Command::from(command));
        j.desk.store.execute(&order, &j.desk.who, j.desk.now).unwrap();
    }
    let old = j.desk.ok(r#"{"cmd":"resident.add","name":"单小明","phone":"13800005678"}"#)["id"].as_str().unwrap().to_owned();
    j.desk.ok(r#"{"cmd":"resident.add","name":"单晓明","address":"顺城小区"}"#);
    j.desk.ok(&format!(r#"{{"cmd":"request.open","service":"weixiu","summary":"路灯","resident":"{old}"}}"#));
    j.keys("Esc 5 Home").sees("单小明");
    let at = j.model.panels.residents.list.rows().iter().position(|(_, r)| r.name == "单小明").unwrap();
    for _ in 0..at {
        j.keys("Down");
    }
    j.keys("c")
        .text("单晓")
        .keys("1 Enter")
        .sees("已保存：合并居民")
        .sees("事项 1")
        .sees("环境与设施")
        .sees("顺城小区")
        .sees("138****5678");
    assert_eq!(j.desk.names("sxm"), ["单晓明"]);
    assert_eq!(j.desk.show("resident", &[("id", &old)])["name"], "单晓明", "the old id finds the survivor");
    j.keys("F8").sees("已撤销：合并居民");
    assert_eq!(j.desk.names("sxm").len(), 2);
    j.desk.sound();
}

#[test]
fn an_id_card_on_the_reader_finds_the_person_or_opens_a_new_card() {
    for room in ["Esc 5", "Esc", "F4 Esc 1"] {
        let mut j = Journey::new();
        j.desk.ok(r#"{"cmd":"resident.add","name":"单晓明","id_number":"110105188012310023"}"#);
        j.keys(room).scan("110105188012310023").sees("[5 居民]").sees("单*明").sees("1880").keys("Esc");
        j.scan("110105188701010018").sees("登记居民").sees("110105188701010018");
    }
    // In the walk-in room the number opens the form that the visitor came for.
    let mut j = Journey::new();
    j.desk.ok(r#"{"cmd":"resident.add","name":"单晓明","id_number":"110105188012310023"}"#);
    j.keys("F2").scan("110105188012310023").sees("登记来访").sees("单晓明");
}

#[test]
fn a_barcode_goes_to_the_reading_room_from_anywhere_even_over_help() {
    for room in ["Esc", "F2", "F3", "Esc 5", "F9", "Ctrl-P", "F2 /"] {
        let mut j = Journey::new();
        j.desk.ok(r#"{"cmd":"title.add","name":"红楼梦"}"#);
        j.desk.ok(r#"{"cmd":"copy.add","title":"红楼梦","barcode":"418"}"#);
        j.keys(room).scan("QLQ00418").sees("[4 借阅]").sees("红楼梦");
    }
}

#[test]
fn everything_is_found_from_any_list_and_a_digit_chooses() {
    let mut j = Journey::new();
    j.desk.ok(r#"{"cmd":"resident.add","name":"红小明","phone":"13800005678"}"#);
    j.desk.ok(r#"{"cmd":"title.add","name":"红楼梦"}"#);
    for (room, digit) in [("F2", "2"), ("Esc 5", "２"), ("F2 /", "2"), ("F2 ／", "2")] {
        j.keys(room).text("红").sees("红小明").sees("红楼梦").keys(digit).sees("[4 借阅]").sees("红楼梦");
        j.keys("Esc");
    }
    j.keys("F2").text("红").keys("Enter").sees("[5 居民]").sees("红*明");
    j.keys("F2").text("无此人").sees("没有找到").keys("Esc").lacks("没有找到").sees("[2 来访]");
}

/// What is typed into a new card: the message that must be seen; nothing may be written.
#[test]
fn bad_input_of_each_kind_says_why_and_changes_nothing() {
    let long = "长".repeat(201);
    let cases: [(&str, &str, &str, &str, &str); 6] = [
        ("张晓明", "110105188012310024", "", "", "身份证号有误"),
        ("张晓明", "11010518801331002X", "", "", "身份证号有误"),
        ("张晓明", "１２３", "", "", "身份证号有误"),
        ("张晓明", "", "12", "", "电话号码有误"),
        ("张晓明", "", "", &long, "内容太长，最多 200 字"),
        (" ", "", "", "", "必填"),
    ];
    for (name, number, phone, address, words) in cases {
        for paste in [false, true] {
            let mut j = Journey::new();
            let before = j.desk.store.verify().unwrap();
            j.keys("Esc 5 n");
            for (i, text) in [name, number, phone, address].iter().enumerate() {
                if i > 0 {
                    j.keys("Tab");
                }
                if paste && !text.is_empty() {
                    j.paste(text)
                } else {
                    j.text(text)
                };
            }
            j.keys("Ctrl-S").sees(words).sees("登记居民");
            assert_eq!(j.desk.store.verify().unwrap(), before, "{words}");
        }
    }
}

#[test]
fn hostile_text_is_kept_as_plain_words() {
    let mut j = Journey::new();
    j.keys("Esc 5 n").paste("张\u{1b}[2J晓\u{202e}明\u{200b}").keys("Ctrl-S").sees("已保存：登记居民");
    let name = j.desk.names("").pop().unwrap();
    assert!(!name.chars().any(|c| c.is_control() || c == '\u{202e}' || c == '\u{200b}'), "{name:?}");
    j.desk.sound();
}

#[test]
fn full_width_digits_are_digits() {
    let mut j = Journey::new();
    j.keys("Esc 5 n")
        .text("张晓明")
        .keys("Enter")
        .text("１１０１０５１８８０１２３１００２３")
        .keys("Enter")
        .text("１３８００００５６７８");
    j.keys("Ctrl-S").sees("已保存：登记居民").sees("138****5678").sees("1880");
    j.desk.sound();
}

#[test]
fn a_person_is_erased_on_demand_with_a_reason_and_nothing_stays_on_the_screen() {
    let mut j = Journey::new();
    j.desk.ok(r#"{"cmd":"resident.add","name":"单晓明","phone":"13800005678"}"#);
    j.keys("Esc 5 Ctrl-P").text("scgr").keys("Enter").sees("删除个人信息").sees("不能撤销").keys("Enter").sees("必填");
    j.text("本人书面要求").keys("Enter").sees("已保存：删除个人信息").lacks("单晓明").lacks("单*明").lacks("5678");
    assert!(j.desk.names("sxm").is_empty());
    j.desk.sound();
}

/// The reader types 18 characters and Enter wherever the cursor stands: the number is whose card it is, never a word of
/// what was asked for, and it sends nothing.
#[test]
fn a_card_laid_on_the_reader_goes_where_the_form_asks_for_the_person() {
    let mut j = Journey::new();
    for command in desk::desk::walkin::seed::orders().unwrap() {
        let order = desk::desk::command::Order::from(desk::desk::command::Command::from(command));
        j.desk.store.execute(&order, &j.desk.who, j.desk.now).unwrap();
    }
    j.desk.ok(r#"{"cmd":"resident.add","name":"单晓明","id_number":"110105188012310023"}"#);
    j.desk.ok(r#"{"cmd":"resident.add","name":"李秀英"}"#);
    let (known, new) = ("110105188012310023", "110105188701010018");
    // In the item, in the words, in the choice above; over what was half typed, and over another visitor.
    for at in ["", "BackTab", "BackTab BackTab", "Tab"] {
        j.keys("Ctrl-N Ctrl-U").text("lxy").keys("1").keys(at).scan(known);
        j.sees("登记来访").sees("来访人   单晓明").lacks(known).keys("Esc");
    }
    j.keys("Ctrl-N Ctrl-U").text("lxy").keys("1").text("报修").keys("Enter").text("路灯").scan(known);
    j.sees("来访人   单晓明").sees("内容     路灯").sees("事项   >").keys("Ctrl-S").sees("已登记");
    let request = j.desk.show("request", &[("id", "1")]);
    assert_eq!((&request["name"], &request["summary"]), (&"单晓明".into(), &"路灯".into()), "{request}");
    // A new card: the number has its field, and the cursor stays where the name is typed.
    j.keys("Esc 5 n").scan(new).sees("证件号     110105188701010018").text("周小满").keys("Ctrl-S").sees("已保存");
    // A note speaks of nobody's number.
    j.keys("F2 b").text("已到").scan(known).sees("没有填入").sees("> 已到").lacks(known).keys("Ctrl-S");
    j.desk.sound();
}

/// Masked by default; the key shows one record whole, and not before it is noted who looked (SAFETY.md 4.1).
#[test]
fn one_record_is_shown_whole_and_noted_and_no_other_with_it() {
    let mut j = Journey::new();
    let add = |j: &mut Journey, name: &str, phone: &str| {
        let added = j.desk.ok(&format!(r#"{{"cmd":"resident.add","name":"{name}","phone":"{phone}"}}"#));
        added["id"].as_str().unwrap().to_owned()
    };
    let noted = |j: &Journey| {
        let acts = j.desk.show("audit", &[]);
        acts.as_array().unwrap().iter().map(|a| format!("{} {} {}", a["clerk"], a["act"], a["ent"])).collect::<Vec<_>>()
    };
    let first = add(&mut j, "安一", "13800000001");
    let second = add(&mut j, "白二", "13800000002");
    j.keys("Esc 5").lacks("13800000001").lacks("13800000002");
    assert!(noted(&j).is_empty());
    j.keys("v").sees("13800000001").lacks("13800000002");
    assert_eq!(noted(&j), [format!(r#""王" "reveal" "{first}""#)]);
    // The next one is masked, and so is the first when the cursor comes back to it.
    j.keys("Down").lacks("13800000001").lacks("13800000002").keys("Up").lacks("13800000001");
    // The same key masks it again; each time it is shown is noted.
    j.keys("v").sees("13800000001").keys("v").lacks("13800000001");
    assert_eq!(noted(&j).len(), 2);
    // A form that shows the numbers whole is noted too.
    j.keys("Down e").sees("13800000002");
    assert_eq!(noted(&j)[0], format!(r#""王" "reveal" "{second}""#));
    j.desk.sound();
}

/// Another room leads to a card; beside it the list stands elsewhere, and its marked row is not the card that keys mean.
#[test]
fn a_card_beside_a_list_that_stands_elsewhere_is_the_only_one_meant() {
    let mut j = Journey::new();
    j.desk.ok(r#"{"cmd":"resident.add","name":"安一","phone":"13800000001"}"#);
    let other = j.desk.ok(r#"{"cmd":"resident.add","name":"白二","phone":"13800000002"}"#)["id"].as_str().unwrap().to_owned();
    j.keys("Esc 5");
    desk::app::update(&mut j.model, desk::app::Msg::Resize(132, 43));
    j.keys("/").text("白二").keys("Enter");
    let wide = |j: &Journey| crate::support::journey::dump(&j.buffer(132, 43).0);
    assert!(wide(&j).contains("138****0002"), "{}", wide(&j));
    let marked = |j: &Journey| wide(j).lines().filter(|l| l.starts_with(" >") && l.contains("138****")).count();
    assert_eq!(marked(&j), 0, "{}", wide(&j));
    j.keys("v");
    assert!(wide(&j).contains("13800000002") && !wide(&j).contains("13800000001"), "{}", wide(&j));
    assert_eq!(j.desk.show("audit", &[])[0]["ent"], other.as_str());
    // A motion takes the list up again.
    j.keys("Up");
    assert_eq!(marked(&j), 1, "{}", wide(&j));
}

#[test]
fn the_cursor_goes_to_the_field_that_a_refusal_speaks_of() {
    let mut j = Journey::new();
    j.keys("F2 5 n")
        .text("王小花")
        .keys("Enter")
        .text("３７１４０２１９９００１０１１２３４")
        .keys("Enter Enter")
        .text("北院2号");
    j.keys("Ctrl-S").sees("校验位不符").sees("证件号   >");
    for _ in 0..18 {
        j.keys("Backspace");
    }
    j.keys("Ctrl-S").sees("王小花").sees("北院2号");
}
