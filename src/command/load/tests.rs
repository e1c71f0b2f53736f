use super::*;
use crate::command::table::{self, VERBS};
use crate::i18n::Lang;

fn faults(text: &str) -> Vec<String> {
    faults_in(text, Lang::En)
}

fn faults_in(text: &str, lang: Lang) -> Vec<String> {
    from_text("keymap.toml", text).map_or_else(|bad| bad.iter().map(|b| b.told(lang)).collect(), |_| Vec::new())
}

fn maps() -> Vec<(&'static str, Keymap)> {
    EMBEDDED.iter().map(|(name, _)| (*name, embedded(name).unwrap_or_else(|bad| panic!("{bad:?}")))).collect()
}

/// `keymaps/default.toml` as a table of Rust.
fn in_rust() -> String {
    let text = EMBEDDED.iter().find(|(name, _)| *name == "default").unwrap().1;
    let map = overlay(Keymap::default(), "default.toml", text).unwrap();
    let key = |key: Key| match key {
        Key { code: Code::Char(c), ctrl: false, alt: false, shift: false } => format!("Key::char({c:?})"),
        Key { code: Code::Char(c), ctrl: true, alt: false, shift: false } => format!("Key::ctrl({c:?})"),
        Key { code: Code::F(n), ctrl: false, alt: false, shift: false } => format!("Key::f({n})"),
        Key { code, ctrl: false, alt: false, shift: false } => format!("Key::plain(Code::{code:?})"),
        Key { code, ctrl, alt, shift } => format!("Key {{ code: Code::{code:?}, ctrl: {ctrl}, alt: {alt}, shift: {shift} }}"),
    };
    let mut out = String::from(STANDING);
    for scope in map.scopes() {
        out += &format!("    ({scope:?}, &[\n");
        map.bindings(scope).iter().for_each(|b| out += &format!("        ({}, {:?}),\n", key(b.key), b.verb));
        out += "    ]),\n";
    }
    out + "];\n"
}

const STANDING: &str = "\
//! The default map as it stands in the program, so that no start reads a file for it. Made of `keymaps/default.toml` by
//! `DESK_TAKE_SNAPSHOT=1 cargo test --lib command::load`; a test holds the two together.

use super::key::{Code, Key};
use super::keymap::Standing;

#[rustfmt::skip]
pub(super) const DEFAULT: &[Standing] = &[
";

#[test]
fn the_standing_map_is_the_default_one() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/src/command/standing.rs");
    let made = in_rust();
    if std::env::var_os("DESK_TAKE_SNAPSHOT").is_some() {
        std::fs::write(path, &made).unwrap();
    }
    assert!(std::fs::read_to_string(path).unwrap() == made, "src/command/standing.rs is not keymaps/default.toml: take it anew");
}

/// The scopes that hold together with one scope, nearest first.
fn around(scope: &'static str) -> Vec<&'static str> {
    let kind = scope.rsplit('.').next().unwrap();
    let mut all = vec![scope];
    if kind != scope {
        all.push(kind);
    }
    if scope != "global" {
        all.push("global");
    }
    all
}

#[test]
fn key_names_are_read() {
    let table = [
        ("f5", Some(Key::f(5))),
        ("F5", Some(Key::f(5))),
        ("ctrl-n", Some(Key::ctrl('n'))),
        ("Ctrl-N", Some(Key::ctrl('n'))),
        ("n", Some(Key::char('n'))),
        ("G", Some(Key::char('G'))),
        ("shift-g", Some(Key::char('G'))),
        ("-", Some(Key::char('-'))),
        ("+", Some(Key::char('+'))),
        ("/", Some(Key::char('/'))),
        ("space", Some(Key::char(' '))),
        ("backtab", Some(Key::plain(Code::BackTab))),
        ("shift-tab", Some(Key::plain(Code::BackTab))),
        ("pagedown", Some(Key::plain(Code::PageDown))),
        ("shift-up", Some(Key { shift: true, ..Key::plain(Code::Up) })),
        ("a-b", None),
        ("cmd-a", None),
        ("", None),
        ("return", None),
    ];
    for (name, expected) in table {
        assert_eq!(key(name), expected, "{name}");
    }
}

#[test]
fn faults_name_file_line_and_nearest() {
    let text = "[list]\n\"n\" = \"ticket.cal\"\n\"hyper\" = \"help\"\n\n[lits]\n\"x\" = \"help\"\n";
    assert_eq!(
        faults(text),
        [
            "keymap.toml:2: unknown command \"ticket.cal\"; did you mean \"ticket.call\"?",
            "keymap.toml:3: unknown key \"hyper\" (as in f5, ctrl-n, enter, pageup, n, 1)",
            "keymap.toml:5: unknown table [lits]; did you mean \"list\"?",
        ]
    );
    assert_eq!(
        faults_in(text, Lang::Zh),
        [
            "keymap.toml 第2行：没有「ticket.cal」这条命令，是不是 ticket.call？",
            "keymap.toml 第3行：没有「hyper」这个键（写法如 f5 ctrl-n enter pageup n 1）",
            "keymap.toml 第5行：没有 [lits] 这个表，是不是 list？",
        ]
    );
    let told = crate::command::told::faults(&from_text("keymap.toml", "\n[list]\n\"f1\" = \"help\"\n").unwrap_err(), Lang::Zh);
    assert!(told.starts_with("keymap.toml 第3行：「f1」在此处不能设：F1 被终端用作自己的帮助\n键位没有采用"), "{told}");
    assert_eq!(faults("base = \"vin\"\n"), ["keymap.toml:1: unknown base keymap \"vin\"; did you mean \"vim\"?"]);
    assert!(faults("\n[list\n")[0].starts_with("keymap.toml:2: "));
    assert!(faults("[list]\n\"n\" = 3\n")[0].starts_with("keymap.toml:2: a key needs a command"));
    assert!(faults("\"n\" = \"help\"\n")[0].starts_with("keymap.toml:1: unknown table"));
}

#[test]
fn what_may_not_be_bound_is_refused() {
    for (scope, key) in [
        ("list", "alt-x"),
        ("global", "f1"),
        ("list", "f10"),
        ("list", "f12"),
        ("list", "ctrl-space"),
        ("list", "ctrl-h"),
        ("list", "ctrl-i"),
        ("list", "ctrl-j"),
        ("list", "ctrl-m"),
        ("list", "ctrl-["),
        ("list", "ctrl-z"),
        ("global", "n"),
        ("loans.box", "n"),
        ("form", "1"),
    ] {
        let found = faults(&format!("[{scope}]\n\"{key}\" = \"help\"\n"));
        assert!(found.len() == 1 && found[0].contains("cannot be bound"), "{scope} {key}: {found:?}");
    }
}

#[test]
fn a_key_bound_twice_names_its_first_line() {
    let found = faults("[list]\n\"f6\" = \"help\"\n\"F6\" = \"undo\"\n");
    assert_eq!(found, ["keymap.toml:3: \"F6\" is bound twice in [list], first in line 2"]);
    assert_eq!(faults("[list]\n\"f6\" = \"help\"\n[walkin.list]\n\"f6\" = \"undo\"\n"), [""; 0]);
}

#[test]
fn an_own_file_is_laid_over_its_base() {
    let map = from_text("keymap.toml", "base = \"vim\"\n[list]\n\"v\" = false\n\"k ctrl-k\" = \"help\"\n").unwrap();
    assert_eq!(map.find(&["list"], Key::char('j')), Some("down"));
    assert_eq!(map.find(&["list"], Key::char('k')), Some("help"));
    assert_eq!(map.find(&["list"], Key::ctrl('k')), Some("help"));
    assert_eq!(map.find(&["list"], Key::char('v')), None);
    assert_eq!(map.find(&["global"], Key::f(5)), Some("ticket.call"));
}

#[test]
fn every_verb_is_bound_in_every_embedded_map() {
    for (name, map) in maps() {
        for verb in VERBS {
            let bound = map.scopes().any(|s| map.bindings(s).iter().any(|b| b.verb == verb.name));
            assert!(bound || table::by_name(verb), "{name}: {} has no key", verb.name);
        }
    }
}

#[test]
fn everywhere_keys_mean_the_same_everywhere() {
    let keys = [2, 3, 4, 5, 8, 9].map(Key::f).into_iter().chain(['n', 'p', 'q'].map(Key::ctrl));
    for key in keys {
        for (name, map) in maps() {
            let meant = map.find(&["global"], key);
            assert!(meant.is_some(), "{name}: {key:?}");
            for scope in map.scopes() {
                assert_eq!(map.find(&around(scope), key), meant, "{name}: {key:?} in {scope}");
            }
        }
    }
    let map = embedded("default").unwrap();
    let digits = ["today", "walkin", "studio", "loans", "residents", "exchange", "report"];
    for (n, room) in ('1'..='7').zip(digits) {
        assert_eq!(map.find(&["walkin.list", "list", "global"], Key::char(n)), Some(format!("room.{room}").as_str()));
    }
}

#[test]
fn each_letter_has_a_twin_that_an_input_method_lets_through() {
    let through = |key: Key| key.ctrl || !matches!(key.code, Code::Char(c) if !c.is_ascii_digit());
    for (name, map) in maps() {
        for scope in map.scopes() {
            for binding in map.bindings(scope).iter().filter(|b| !through(b.key)) {
                let twins = map.keys_of(&around(scope), binding.verb, |_| true);
                assert!(twins.into_iter().any(through), "{name}: [{scope}] {:?} {} has no twin", binding.key, binding.verb);
            }
        }
    }
}

/// As [`around`]; a place within a room's list has the list around it.
fn around_place(scope: &'static str) -> Vec<&'static str> {
    let places = ["called", "queue", "aside", "incoming", "open", "callback"];
    match scope.split_once('.') {
        Some(("walkin", place)) if places.contains(&place) => vec![scope, "walkin.list", "list", "global"],
        _ => around(scope),
    }
}

#[test]
fn every_map_reaches_wherever_it_stands_what_the_default_map_binds_there() {
    let base = embedded("default").unwrap();
    for (name, map) in maps() {
        for scope in base.scopes() {
            for binding in base.bindings(scope) {
                let keys = map.keys_of(&around_place(scope), binding.verb, |_| true);
                assert!(!keys.is_empty(), "{name}: [{scope}] {} has no key left", binding.verb);
            }
        }
    }
}

#[test]
fn j_and_k_go_down_and_up_in_every_list_of_vim() {
    let map = embedded("vim").unwrap();
    for scope in map.scopes().filter(|s| s.ends_with("list")) {
        for (key, verb) in [('j', "down"), ('k', "up"), ('g', "home"), ('G', "end")] {
            assert_eq!(map.find(&around(scope), Key::char(key)), Some(verb), "{scope} {key}");
        }
    }
}

#[test]
fn a_visitor_is_served_without_leaving_the_number_pad() {
    let map = embedded("numpad").unwrap();
    let on_pad = |key: Key| key.code == Code::Enter || matches!(key.code, Code::Char(c) if "0123456789+-*/.".contains(c));
    for (scope, verbs) in [
        ("walkin.called", &["ticket.call", "request.register", "ticket.hold", "ticket.done"][..]),
        ("walkin.queue", &["ticket.call", "ticket.call_this", "ticket.hold", "ticket.draw", "up", "down"]),
        ("walkin.aside", &["ticket.recall"]),
        ("walkin.incoming", &["request.take"]),
        ("walkin.open", &["request.accept", "request.stage"]),
        ("walkin.list", &["request.stage", "request.tell", "request.pause", "open"]),
        ("walkin.callback", &["callback.done"]),
    ] {
        for verb in verbs {
            let keys = map.keys_of(&around_place(scope), verb, |_| true);
            assert!(keys.into_iter().any(on_pad), "[{scope}] {verb}");
        }
    }
}

#[test]
fn enter_never_closes_a_stop_message() {
    for (name, map) in maps() {
        assert_eq!(map.find(&["stop"], Key::plain(Code::Enter)), None, "{name}");
    }
}

proptest::proptest! {
    #[test]
    fn any_text_is_read_or_refused(text in "\\PC{0,60}", key_name in "\\PC{0,12}") {
        let _ = from_text("x", &text);
        let _ = from_text("x", &format!("[list]\n{text:?} = \"help\"\n"));
        let _ = key(&key_name);
    }
}
