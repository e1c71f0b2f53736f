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
