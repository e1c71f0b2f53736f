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
