//! README's key table is made from the keymap, so that it cannot lie.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use desk::command::{book, load};
use desk::i18n::Lang;
use std::path::Path;

const OPEN: &str = "<!-- keys -->\n";
const CLOSE: &str = "<!-- /keys -->\n";

#[test]
fn the_keys_in_readme_are_the_keys_of_the_program() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let text = std::fs::read_to_string(&path).unwrap();
    let table = book::markdown(&load::embedded("default").unwrap(), Lang::Zh);
    let (head, rest) = text.split_once(OPEN).unwrap();
    let (kept, tail) = rest.split_once(CLOSE).unwrap();
    if std::env::var_os("DESK_TAKE_SNAPSHOT").is_some() {
        std::fs::write(&path, format!("{head}{OPEN}{table}{CLOSE}{tail}")).unwrap();
        return;
    }
    assert_eq!(kept, table, "DESK_TAKE_SNAPSHOT=1 cargo test --test readme writes it anew");
}

#[test]
fn every_picture_that_readme_shows_is_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(root.join("README.md")).unwrap();
    let shown: Vec<&str> = text.split("](").skip(1).filter_map(|t| t.split(')').next()).filter(|t| !t.contains("://")).collect();
    assert!(!shown.is_empty());
    for file in shown {
        assert!(root.join(file).exists(), "{file}");
    }
}
