//! Tables of `time:key` scripts. `^` is Esc, `$` Enter, `<` Backspace; `+` after a key: more is waiting.

use super::*;
use proptest::prelude::*;
use rstest::rstest;

fn key(name: char) -> Key {
    match name {
        '^' => Key::plain(Code::Esc),
        '$' => Key::plain(Code::Enter),
        '<' => Key::plain(Code::Backspace),
        c => Key::char(c),
    }
}

fn said(input: &Input) -> String {
    match input {
        Input::Key(Key { code: Code::Esc, .. }) => "^".into(),
        Input::Key(Key { code: Code::Enter, .. }) => "$".into(),
        Input::Key(Key { code: Code::Backspace, .. }) => "<".into(),
        Input::Key(Key { code: Code::Char(c), .. }) => c.to_string(),
        Input::Key(key) => format!("({:?})", key.code),
        Input::Paste(text) => format!("(paste {text})"),
        Input::Scan(text) => format!("(scan {text})"),
        other => format!("{other:?}"),
    }
}

/// Plays `ms:keys` words; a word's keys arrive in one packet. Returns what came out, with the time when not a key's own.
fn play(echo: bool, script: &str) -> String {
    let mut stitcher = Stitcher::new(HOLD);
    stitcher.set_echo(echo);
    play_on(stitcher, script)
}

fn play_on(mut stitcher: Stitcher, script: &str) -> String {
    let mut said_all = String::new();
    let mut out = Vec::new();
    for word in script.split_whitespace() {
        let (ms, keys) = word.split_once(':').unwrap();
        let now = Duration::from_millis(ms.parse().unwrap());
        if let Some(due) = stitcher.due().filter(|due| *due <= now) {
            stitcher.tick(due, &mut out);
            if !out.is_empty() {
                out.drain(..).for_each(|input| said_all.push_str(&said(&input)));
                said_all.push_str(&format!("@{} ", due.as_millis()));
            }
        }
        let keys: Vec<char> = keys.chars().collect();
        for (at, name) in keys.iter().enumerate() {
            stitcher.key(key(*name), now, at + 1 < keys.len(), &mut out);
        }
        out.drain(..).for_each(|input| said_all.push_str(&said(&input)));
    }
    if let Some(due) = stitcher.due() {
        stitcher.tick(due, &mut out);
        out.drain(..).for_each(|input| said_all.push_str(&said(&input)));
        said_all.push_str(&format!("@{}", due.as_millis()));
    }
    assert_eq!(stitcher.due(), None);
    said_all
}

#[rstest]
#[case::a_lone_esc_waits("0:^", "^@60")]
#[case::an_arrow_torn_after_esc("0:^ 20:[A", "(Up)")]
#[case::torn_twice("0:^ 40:[ 90:A", "(Up)")]
#[case::application_mode("0:^ 20:OB", "(Down)")]
#[case::page_up("0:^ 20:[ 50:5 80:~", "(PageUp)")]
#[case::too_late("0:^ 70:[A", "^@60 [A@105")]
#[case::esc_then_j_in_one_packet("0:^j", "^j@35")]
#[case::esc_esc("0:^ 10:^", "^^@70")]
#[case::esc_then_backspace("0:^ 10:<", "^<")]
#[case::not_a_tail("0:^ 20:[x", "^[x@55")]
#[case::a_torn_answer_is_nobodys_key("0:^ 20:[3;5R", "")]
#[case::a_torn_paste("0:^ 20:[200~张明$二 40:^[201~", "(paste 张明\n二)")]
#[case::a_torn_paste_without_end("0:^ 20:[200~ab", "(paste ab)@80")]
fn esc_and_its_tails(#[case] script: &str, #[case] out: &str) {
    assert_eq!(play(false, script), out);
}

#[rstest]
#[case::a_scanner_key_by_key("0:Q 8:L 16:Q 24:0 32:4 40:1 48:$", "(scan QLQ041)")]
#[case::a_scanner_in_one_packet("0:QLQ0418$", "(scan QLQ0418)")]
#[case::two_scans("0:QLQ1$QLQ2$", "(scan QLQ1)(scan QLQ2)")]
#[case::slow_usb("0:3 34:7 68:1 102:4 136:$", "(scan 3714)")]
#[case::full_width_digits("0:９ 8:７ 16:８ 24:７ 32:$", "(scan 9787)")]
#[case::too_short("0:12 8:$", "12$")]
#[case::a_hand("0:1 90:2 200:3 300:4 420:$", "1@35 2@125 3@235 4@335 $")]
#[case::fast_hands_with_a_late_enter("0:z 25:x 50:m 75:a 130:$", "zxma@110 $")]
#[case::one_gap_in_the_middle("0:zx 40:m1 50:$", "zx@35 m1$")]
#[case::no_enter("0:zxmabc", "zxmabc@35")]
#[case::han_is_no_scan("0:张晓明同志$", "张晓明同志$")]
#[case::a_key_held_down("0:j 20:j 40:j 60:j 80:j 100:j 120:j 140:j 160:j 180:j", "jjjjjjjjjj")]
fn scans_and_hands_while_letters_are_commands(#[case] script: &str, #[case] out: &str) {
    assert_eq!(play(false, script), out);
}

#[rstest]
#[case::typed_shows_at_once("0:z 10:x 20:m", "zxm")]
#[case::a_scan_in_one_packet("0:QLQ0418$", "(scan QLQ0418)")]
#[case::a_slow_scanner_types("0:Q 8:L 16:Q 24:1 32:$", "QLQ1$")]
#[case::esc_waits_here_too("0:z 10:^ 30:[A", "z(Up)")]
fn scans_and_hands_in_a_field(#[case] script: &str, #[case] out: &str) {
    assert_eq!(play(true, script), out);
}

#[rstest]
#[case::a_key_alone_for_150_ms("0:1", "1@150")]
#[case::a_scanner_however_slow("0:1 140:0 280:0 420:4 560:2 700:$", "(scan 10042)")]
#[case::a_short_number_is_a_scan_too("0:3 20:1 40:$", "(scan 31)")]
#[case::a_stray_enter("0:$", "$")]
#[case::the_key_then_a_scan("0:1 200:QLQ1$", "1@150 (scan QLQ1)")]
fn keys_and_scans_while_a_message_stands(#[case] script: &str, #[case] out: &str) {
    let mut stitcher = Stitcher::new(HOLD);
    stitcher.set_echo(true);
    stitcher.set_alone(true);
    assert_eq!(play_on(stitcher, script), out);
}

proptest! {
    /// Whatever the rhythm, every character comes out once and in order.
    #[test]
    fn nothing_is_lost(keys in prop::collection::vec((prop::sample::select(vec!['a', '7', '张', '$', '<']), 0_u64..50, any::<bool>()), 0..80), echo in any::<bool>()) {
        let mut stitcher = Stitcher::new(HOLD);
        stitcher.set_echo(echo);
        let (mut now, mut out, mut typed) = (0, Vec::new(), String::new());
        for (name, gap, more) in keys {
            now += gap;
            typed.push(name);
            stitcher.key(key(name), Duration::from_millis(now), more, &mut out);
        }
        stitcher.tick(Duration::from_millis(now + 100), &mut out);
        let said: String = out.iter().map(|input| match input { Input::Scan(text) => format!("{text}$"), other => said(other) }).collect();
        prop_assert_eq!(said, typed);
    }
}
