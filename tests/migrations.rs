//! The schema: numbered steps, a frozen picture of every version, and every query prepared against the newest.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use rusqlite::Connection;
use std::fs;
use std::path::{Path, PathBuf};

fn sorted(under: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join(under)];
    while let Some(dir) = open.pop() {
        for entry in fs::read_dir(dir).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { open.push(path) } else { found.push(path) }
        }
    }
    found.retain(|p| p.extension().is_some_and(|e| e == "sql"));
    found.sort();
    found
}

/// A database at version `steps`.
fn at_version(steps: usize) -> Connection {
    let conn = Connection::open_in_memory().unwrap();
    for path in sorted("db/migrations").into_iter().take(steps) {
        conn.execute_batch(&fs::read_to_string(&path).unwrap()).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    }
    conn
}

fn picture(conn: &Connection) -> String {
    let mut statement = conn.prepare("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type DESC, name").unwrap();
    let all: Vec<String> = statement.query_map([], |r| r.get(0)).unwrap().map(Result::unwrap).collect();
    all.join(";\n") + ";\n"
}

#[test]
fn steps_are_numbered_without_a_hole() {
    for (i, path) in sorted("db/migrations").iter().enumerate() {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        assert!(name.starts_with(&format!("{:04}_", i + 1)), "{name}");
    }
}

#[test]
fn every_version_is_as_it_was_when_its_picture_was_taken() {
    for path in sorted("db/snapshots") {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let version: usize = name.trim_start_matches('v').parse().unwrap();
        let now = picture(&at_version(version));
        if std::env::var_os("DESK_TAKE_SNAPSHOT").is_some() {
            fs::write(&path, &now).unwrap();
        }
        assert_eq!(now, fs::read_to_string(&path).unwrap(), "{name}: a released step is never edited; add another");
    }
    assert!(sorted("db/snapshots").len() == sorted("db/migrations").len(), "each step needs its picture");
}

#[test]
fn every_table_is_strict_and_every_query_prepares() {
    let conn = at_version(usize::MAX);
    let mut loose = conn.prepare("SELECT name FROM pragma_table_list WHERE schema = 'main' AND strict = 0 AND type = 'table' AND name NOT LIKE 'sqlite_%'").unwrap();
    let loose: Vec<String> = loose.query_map([], |r| r.get(0)).unwrap().map(Result::unwrap).collect();
    assert!(loose.is_empty(), "not STRICT: {loose:?}");
    for path in sorted("db/queries") {
        let text = fs::read_to_string(&path).unwrap();
        // Files of several statements are settings of a connection, run as a batch at every open.
        if text.trim().trim_end_matches(';').contains(';') && text.contains("PRAGMA") {
            continue;
        }
        conn.prepare(&text).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    }
}
