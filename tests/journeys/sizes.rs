//! Every layer at every size, without a panic.

use crate::support::journey::{Journey, dump};

#[test]
fn every_layer_is_drawn_at_any_size() {
    let openings = [
        "",
        "F4",
        "F4 Ctrl-O",
        "Esc 5",
        "Esc 5 n",
        "F2",
        "F2 Enter",
        "F2 n",
        "F2 z",
        "F2 /",
        "Esc 5 Enter",
        "Ctrl-P",
        "F9",
        "F4 Ctrl-L",
        "F4 Ctrl-S",
        "F4 Ctrl-D",
        "F4 Ctrl-T",
        "F3 s",
        "F3 i",
        "F3 Ctrl-S 1 Enter",
    ];
    for opening in openings {
        let mut j = Journey::new();
        j.desk.ok(r#"{"cmd":"resident.add","name":"单晓明","phone":"13800005678"}"#);
        j.keys(opening).text(if opening.is_empty() { "sxm" } else { "" });
        for width in (1..=132).step_by(3) {
            for height in (1..=43).step_by(2) {
                let (_, cursor) = j.buffer(width, height);
                assert!(cursor.is_none_or(|c| c.x < width && c.y < height), "{opening} {width}x{height}: {cursor:?}");
            }
        }
    }
}

#[test]
fn a_narrow_screen_has_the_detail_as_a_page_and_a_wide_one_beside_the_list() {
    let mut j = Journey::new();
    for command in desk::desk::walkin::seed::orders().unwrap() {
        let order = desk::desk::command::Order::from(desk::desk::command::Command::from(command));
        j.desk.store.execute(&order, &j.desk.who, j.desk.now).unwrap();
    }
    j.desk.ok(r#"{"cmd":"resident.add","name":"单晓明","phone":"13800005678"}"#);
    j.desk.ok(r#"{"cmd":"request.open","service":"weixiu","summary":"三号楼路灯","accept":true}"#);
    let seen = |j: &Journey, width, height| dump(&j.buffer(width, height).0);
    j.model.size = (60, 16);
    j.keys("F2");
    assert!(!seen(&j, 60, 16).contains("三号楼路灯"));
    j.keys("Enter");
    assert!(seen(&j, 60, 16).contains("三号楼路灯") && seen(&j, 60, 16).contains("Esc 返回"));
    j.keys("Esc");
    assert!(!seen(&j, 60, 16).contains("三号楼路灯"));
    j.model.size = (132, 43);
    let wide = seen(&j, 132, 43);
    assert!(wide.contains("经过") && wide.contains("三号楼路灯") && wide.contains("办理 1"), "{wide}");
    j.keys("Esc 5 Down");
    assert!(seen(&j, 132, 43).contains("138****5678") && seen(&j, 132, 43).contains("事项 0"));
}

#[test]
fn no_word_of_ours_is_cut_on_the_smallest_screen() {
    use desk::i18n::Lang;
    for lang in [Lang::Zh, Lang::En] {
        for room in ["1", "2", "3", "4", "5", "6", "7"] {
            let mut j = Journey::new();
            j.model.lang = lang;
            j.model.size = (60, 16);
            j.keys("F2 1").keys("Esc").keys(if room == "1" { "Esc" } else { room });
            let seen = dump(&j.buffer(60, 16).0);
            assert!(!seen.contains('~'), "{lang:?} {room}\n{seen}");
        }
    }
    // The palette's names and keys.
    for lang in [Lang::Zh, Lang::En] {
        let mut j = Journey::new();
        j.model.lang = lang;
        j.keys("F2 Ctrl-P");
        for typed in ["", "set", "request", "copy", "grant"] {
            let seen = dump(&j.text(typed).buffer(60, 16).0);
            for line in seen.lines().filter(|l| l.contains('|')) {
                let name: String = line.split('|').nth(1).unwrap_or_default().chars().take(17).collect();
                assert!(!name.contains('~'), "{lang:?} {typed}\n{seen}");
            }
            j.keys("Ctrl-U");
        }
    }
}
