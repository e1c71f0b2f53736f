//! The yardstick: what a list over a database costs with ratatui, crossterm and rusqlite alone.
//!
//! One table, one list, no forms, no journal, no input method, no Esc stitching. It marks the selection with `>`
//! as we do, so that the comparison is not won by its colours. It is run as a program of its own
//! (`tests/bench/yardstick.rs`), which holds nothing of ours.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use ratatui::crossterm::event::{self, Event, KeyCode};
use ratatui::widgets::{List, ListState};
use rusqlite::{Connection, params};
use std::io;
use std::path::Path;

const PAGE: usize = 20;

/// Makes the yardstick's database.
pub fn fill(file: &Path, people: &[(String, String, String)]) -> rusqlite::Result<()> {
    let mut db = Connection::open(file)?;
    db.pragma_update(None, "journal_mode", "wal")?;
    db.execute_batch("CREATE TABLE person(id INTEGER PRIMARY KEY, name TEXT, phone TEXT, place TEXT)")?;
    let tx = db.transaction()?;
    for (name, phone, place) in people {
        tx.execute("INSERT INTO person(name, phone, place) VALUES (?1, ?2, ?3)", params![name, phone, place])?;
    }
    tx.execute_batch("CREATE INDEX person_name ON person(name, id)")?;
    tx.commit()
}

/// A page of names that contain `find`.
pub fn page(db: &Connection, find: &str, skip: usize) -> rusqlite::Result<Vec<String>> {
    let sql = "SELECT name, phone, place FROM person WHERE name LIKE '%' || ?1 || '%' ORDER BY name, id LIMIT ?2 OFFSET ?3";
    let mut query = db.prepare_cached(sql)?;
    let rows = query.query_map(params![find, PAGE as i64, skip as i64], |row| {
        Ok(format!("{}  {}  {}", row.get::<_, String>(0)?, row.get::<_, String>(1)?, row.get::<_, String>(2)?))
    })?;
    rows.collect()
}

/// Runs until `q`.
pub fn run(file: &Path) -> io::Result<()> {
    let db = Connection::open(file).map_err(io::Error::other)?;
    let (mut skip, mut state) = (0, ListState::default().with_selected(Some(0)));
    let mut terminal = ratatui::try_init()?;
    loop {
        let rows = page(&db, "", skip).map_err(io::Error::other)?;
        let count = rows.len();
        terminal.draw(|frame| {
            let list = List::new(rows).highlight_symbol("> ");
            frame.render_stateful_widget(list, frame.area(), &mut state);
        })?;
        if let Event::Key(key) = event::read()? {
            let at = state.selected().unwrap_or(0);
            match key.code {
                KeyCode::Down => state.select(Some((at + 1).min(count.saturating_sub(1)))),
                KeyCode::Up => state.select(Some(at.saturating_sub(1))),
                KeyCode::PageDown => skip += PAGE,
                KeyCode::PageUp => skip = skip.saturating_sub(PAGE),
                KeyCode::Char('q') => break,
                _ => {}
            }
        }
    }
    ratatui::try_restore()
}
