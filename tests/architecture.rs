//! The walls of the house: who may import whom, where SQL, Chinese words, clocks and terminals may stand.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::fs;
use std::path::{Path, PathBuf};

fn files(under: &str, ending: &str) -> Vec<(PathBuf, String)> {
    fn walk(dir: &Path, ending: &str, out: &mut Vec<(PathBuf, String)>) {
        for entry in fs::read_dir(dir).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, ending, out);
            } else if path.to_string_lossy().ends_with(ending) {
                let text = fs::read_to_string(&path).unwrap();
                out.push((path, text));
            }
        }
    }
    let mut out = Vec::new();
    walk(&Path::new(env!("CARGO_MANIFEST_DIR")).join(under), ending, &mut out);
    out
}

/// Source lines before a file's tests, without comments, with their line numbers.
fn code(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let lines = text.lines().enumerate().take_while(|(_, l)| !l.contains("#[cfg(test)]"));
    lines.filter(|(_, l)| !l.trim_start().starts_with("//")).map(|(n, l)| (n + 1, l))
}

fn room(path: &Path) -> String {
    let inside = path.strip_prefix(Path::new(env!("CARGO_MANIFEST_DIR")).join("src")).unwrap();
    inside.components().next().unwrap().as_os_str().to_string_lossy().trim_end_matches(".rs").to_owned()
}

fn is_test_file(path: &Path) -> bool {
    path.to_string_lossy().ends_with("tests.rs")
}

/// Every line of src/ for which `wrong(room, path, line)` holds.
fn breaches(wrong: impl Fn(&str, &str, &str) -> bool) -> Vec<String> {
    let mut found = Vec::new();
    for (path, text) in files("src", ".rs") {
        if is_test_file(&path) {
            continue;
        }
        let (room, name) = (room(&path), path.to_string_lossy().into_owned());
        found.extend(code(&text).filter(|(_, l)| wrong(&room, &name, l)).map(|(n, l)| format!("{name}:{n}: {}", l.trim())));
    }
    found
}

#[test]
fn rooms_import_only_what_stands_below_them() {
    let below = |room: &str| -> &[&str] {
        match room {
            "base" => &[],
            "text" | "calendar" => &["base", "text", "calendar", "i18n"],
            "i18n" => &["base", "desk", "calendar", "text"],
            "desk" | "form" | "list" | "command" => &["base", "text", "calendar", "i18n", "desk", "command"],
            "store" | "exchange" | "io" => &["base", "text", "calendar", "i18n", "desk", "io", "exchange"],
            "app" => &["base", "text", "calendar", "i18n", "desk", "store", "exchange", "io", "form", "list", "command"],
            "ui" => &["base", "text", "calendar", "i18n", "desk", "form", "list", "command", "app", "store"],
            _ => &[
                "base", "text", "calendar", "i18n", "desk", "store", "exchange", "io", "form", "list", "command", "app", "ui",
                "runtime", "cli",
            ],
        }
    };
    let found = breaches(|room, _, line| {
        line.split("crate::").skip(1).any(|rest| {
            let to: String = rest.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
            let known = [
                "base", "text", "calendar", "i18n", "desk", "store", "exchange", "io", "form", "list", "command", "app", "ui",
                "runtime", "cli",
            ];
            to != room && known.contains(&to.as_str()) && !below(room).contains(&to.as_str())
        })
    });
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn rusqlite_ratatui_and_terminal_events_keep_to_their_rooms() {
    let found = breaches(|room, path, line| {
        (line.contains("rusqlite") && room != "store")
            || (line.contains("ratatui") && room != "ui" && room != "runtime")
            || (line.contains("crossterm") && room != "runtime" && !path.contains("command/load"))
    });
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn the_clock_is_asked_in_one_place() {
    let found = breaches(|_, path, line| {
        !path.ends_with("base/clock.rs") && ["Local::now", "Utc::now", "SystemTime::now"].iter().any(|w| line.contains(w))
    });
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn chinese_words_stand_only_in_i18n_and_text() {
    let han = |line: &str| line.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    let found = breaches(|room, _, line| room != "i18n" && room != "text" && han(line));
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn sql_stands_only_in_db_and_every_query_is_used() {
    let found = breaches(|_, _, line| {
        ["SELECT ", "INSERT INTO", "UPDATE ", "DELETE FROM", "PRAGMA "].iter().any(|w| line.contains(&format!("\"{w}")))
    });
    assert!(found.is_empty(), "{}", found.join("\n"));
    let source: String = files("src", ".rs").into_iter().map(|(_, text)| text).collect();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("db/queries");
    for (path, _) in files("db/queries", ".sql") {
        let name = path.strip_prefix(&root).unwrap().to_string_lossy().trim_end_matches(".sql").to_owned();
        assert!(source.contains(&format!("\"{name}\"")), "{name} is used nowhere");
    }
}

#[test]
fn the_top_level_is_as_the_user_fixed_it() {
    let fixed = ["Cargo.toml", "Cargo.lock", "src", "db", "keymaps", "tests", "README.md", "target", "proptest-regressions"];
    for entry in fs::read_dir(env!("CARGO_MANIFEST_DIR")).unwrap() {
        let name = entry.unwrap().file_name().to_string_lossy().into_owned();
        assert!(name.starts_with('.') || fixed.contains(&name.as_str()), "{name} at the top level");
    }
}
