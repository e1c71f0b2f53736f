//! Every layer at every size, without a panic.

use crate::support::journey::Journey;

#[test]
fn every_layer_is_drawn_at_any_size() {
    let openings = [
        "",
        "F4",
        "F4 Ctrl-O",
        "Esc 5",
        "Esc 5 n",
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
