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
