//! What the engines under every room promise: lists under a held key, forms that copy, a palette that finds.

use crate::support::journey::Journey;

fn under_the_cursor(j: &Journey) -> String {
    j.model.panels.residents.list.current().map(|(_, card)| card.name.clone()).unwrap_or_default()
}

#[test]
fn a_held_arrow_meets_every_row_once_over_many_pages() {
    let mut j = Journey::new();
    for n in 0..60 {
        j.desk.ok(&format!(r#"{{"cmd":"resident.add","name":"ZZ{n:02}"}}"#));
    }
    j.keys("Esc 5");
    for n in 1..60 {
        j.keys("Down");
        assert_eq!(under_the_cursor(&j), format!("ZZ{n:02}"));
    }
    j.keys("Down Down PageDown");
    assert_eq!(under_the_cursor(&j), "ZZ59");
    for n in (0..59).rev() {
        j.keys("Up");
        assert_eq!(under_the_cursor(&j), format!("ZZ{n:02}"));
    }
    j.keys("End PageUp Home Up");
    assert_eq!(under_the_cursor(&j), "ZZ00");
}

#[test]
fn the_next_of_a_household_has_the_same_address() {
    let mut j = Journey::new();
    j.keys("Esc 5 n").text("张晓明").keys("Enter Enter Enter").text("顺城小区3号楼").keys("Ctrl-S").sees("已保存");
    j.keys("Esc n").text("张小满").keys("Enter Enter Enter Ctrl-D").sees("顺城小区3号楼").keys("Ctrl-S").sees("已保存");
    j.desk.sound();
}

#[test]
fn the_palette_finds_a_command_by_initials_and_says_its_key() {
    let mut j = Journey::new();
    j.keys("Esc 5 Ctrl-P").text("xjm").sees("新居民").sees("F6").keys("Enter").sees("登记居民");
}

#[test]
fn full_width_digits_jump_rooms_and_full_width_letters_are_keys() {
    let mut j = Journey::new();
    j.keys("Esc ５").sees("[5 居民]").keys("１").sees("[1 今日]").keys("Esc 5 ｎ").sees("登记居民");
}

/// How a clerk comes to a command: by these verbs, or (with a reason) not from the screen at all.
enum Way {
    Verbs(&'static [&'static str]),
    Line(&'static str),
}

/// Every command of the vocabulary has a way in by keys, or README says why not.
#[test]
fn every_command_has_a_way_in_by_keys() {
    use Way::{Line, Verbs};
    // Commands whose verb bears another name; every other one has a verb of its own.
    let others: &[(&str, Way)] = &[
        ("request.open", Verbs(&["request.register"])),
        ("resident.update", Verbs(&["resident.edit"])),
        ("advisor.hours", Verbs(&["hours.set"])),
        ("place.hours", Verbs(&["hours.set"])),
        ("hours.drop", Verbs(&["hours.set"])),
        ("booking.cancel", Verbs(&["booking.cancel_client", "booking.cancel_us"])),
        ("booking.outcome", Verbs(&["booking.attended", "booking.no_show"])),
        ("offer.take", Verbs(&["booking.confirm"])),
        ("title.add", Verbs(&["copy.enter"])),
        ("copy.add", Verbs(&["copy.enter"])),
        ("loan.checkout", Verbs(&["accept"])),
        ("loan.return", Verbs(&["accept", "loan.bookdrop"])),
        ("transfer.receive", Verbs(&["accept"])),
        ("hold.place", Verbs(&["loan.hold"])),
        ("conflict.settle", Verbs(&["conflict.first", "conflict.second", "conflict.neither"])),
        ("clerk.add", Line("needs the key's file: `desk clerk add`")),
        ("clerk.drop", Line("`desk clerk drop`")),
        ("site.add", Line("compares digits on the telephone: `desk site add`")),
        ("site.revoke", Line("`desk site revoke`")),
        ("owner.hand_over", Line("the hub's, once when a desk closes: `desk do`")),
    ];
    let readme = std::fs::read_to_string(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap();
    let map = desk::command::load::embedded("default").unwrap();
    let reached = |verb: &str| {
        let words = desk::command::table::verb(verb).unwrap_or_else(|| panic!("no verb {verb}"));
        desk::command::table::by_name(words) || map.scopes().any(|s| map.bindings(s).iter().any(|b| b.verb == verb))
    };
    for command in desk::desk::command::Command::names() {
        match others.iter().find(|(name, _)| *name == command) {
            None => assert!(reached(command), "{command}"),
            Some((_, Verbs(verbs))) => assert!(verbs.iter().all(|v| reached(v)), "{command}"),
            Some((_, Line(why))) => assert!(!why.is_empty() && readme.contains(&format!("`{command}`")), "{command}"),
        }
    }
}

#[test]
fn every_line_of_today_leads_to_what_it_speaks_of() {
    let mut j = Journey::new();
    j.desk.ok(r#"{"cmd":"advisor.add","name":"刘老师"}"#);
    let person = j.desk.ok(r#"{"cmd":"resident.add","name":"李和"}"#)["id"].as_str().unwrap().to_owned();
    j.desk.ok(&format!(r#"{{"cmd":"followup.add","due":"2026-03-02","client":"{person}","text":"网格走访方案"}}"#));
    j.desk.ok(r#"{"cmd":"title.add","name":"活着","barcode":"QLQ00001"}"#);
    j.desk.ok(r#"{"cmd":"reader.add","name":"单晓明","card":"QLQ-D-0001"}"#);
    j.desk.now = crate::support::at("2026-01-12T09:00");
    j.desk.ok(r#"{"cmd":"loan.checkout","reader":"QLQ-D-0001","copy":"QLQ00001"}"#);
    j.desk.now = j.model.now;
    j.keys("F3 Esc 1").sees("到期跟踪 1 件").sees("逾期 1 册");
    j.keys("Down Down Enter").sees("[4 借阅]").sees("QLQ00001").sees("活着").keys("Esc Esc 1 Up Enter");
    j.sees("[3 预约]").sees("跟踪完成").sees("网格走访方案").keys("1 Enter").sees("已保存：跟踪完成");
    j.desk.sound();
}

#[test]
fn a_refusal_says_the_next_step_however_long_it_is() {
    let mut j = Journey::new();
    j.keys("F4 F7").text("QLQ99999").keys("Enter");
    j.keys("Esc Ctrl-U").text("zzq").keys("Enter").sees("没有找到：zzq   Ctrl-D 办证").keys("Ctrl-L").lacks("没有找到");
    for (zh, next) in [(true, "或注明理由"), (false, "reason")] {
        let mut j = Journey::new();
        j.model.lang = if zh { desk::i18n::Lang::Zh } else { desk::i18n::Lang::En };
        j.desk.ok(r#"{"cmd":"advisor.add","name":"刘老师"}"#);
        for day in 1..=5 {
            j.desk.ok(&format!(r#"{{"cmd":"advisor.hours","advisor":"刘老师","weekday":{day},"from":"08:30","to":"11:30"}}"#));
        }
        j.keys("F3 /").text("1100-1230 刘 单晓明").keys("Enter Ctrl-S").sees(next);
    }
}

/// Leaving is a key of every page, a form's too: what was typed is its draft.
#[test]
fn the_program_is_left_from_within_a_form_and_the_draft_is_kept() {
    let mut j = Journey::new();
    j.keys("Ctrl-N").text("张");
    let (form, body) = j.drafts.last().cloned().unwrap();
    assert!(form.contains("request.register") && body.is_some_and(|b| b.contains('张')));
    j.keys("Ctrl-Q");
    assert!(j.quit);
    assert!(j.drafts.last().unwrap().1.is_some(), "the draft was thrown away");
}

/// The window that stands in the question is typed over, in any width.
#[test]
fn another_window_takes_the_place_of_the_one_that_stands_there() {
    let mut j = Journey::new();
    j.model.given = true;
    j.model.ask_seat();
    j.text("２").keys("Ctrl-S").sees("窗口2 ").lacks("窗口12");
}

/// Labels of any length: what stands beside them begins in one column.
#[test]
fn details_of_candidates_stand_one_below_the_other() {
    let mut j = Journey::at({
        let mut desk = crate::support::counter();
        crate::support::community(&mut desk);
        desk
    });
    j.keys("Esc F2 Ctrl-D").sees("居民身份信息").sees("亲属关系");
    let (buffer, _) = j.buffer(80, 24);
    let begins = |y: u16| {
        let symbols: Vec<&str> = (0..80).map(|x| buffer[(x, y)].symbol()).collect();
        let digit = symbols.iter().position(|s| matches!(*s, "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9"))?;
        let blank = (digit + 2..78).find(|x| symbols[*x] == " " && symbols[*x + 1] == " ")?;
        (blank..79).find(|x| symbols[*x] != " " && symbols[*x] != "|")
    };
    let screen = j.screen();
    let rows = screen.lines().enumerate().filter(|(_, l)| ["居民身份信息", "亲属关系", "户口"].iter().any(|w| l.contains(w)));
    let columns: Vec<_> = rows.filter_map(|(y, _)| begins(u16::try_from(y).unwrap())).collect();
    assert!(columns.len() >= 2 && columns.iter().all(|c| *c == columns[0]), "{columns:?}\n{screen}");
}
