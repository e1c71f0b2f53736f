//! What must be true when everybody has heard everything.

use super::model;
use super::world::{CODES, World};
use desk::desk::kind::{self, Class};
use rusqlite::Connection;
use rusqlite::types::Value;
use std::collections::{BTreeMap, BTreeSet};

/// All that is wrong with a settled world; nothing, if it is right.
pub fn wrongs(world: &World) -> Vec<String> {
    let mut wrong = Vec::new();
    for (n, site) in world.sites.iter().enumerate() {
        let report = site.store.verify().unwrap();
        wrong.extend(report.wrong.into_iter().map(|w| format!("{}: {w}", CODES[n])));
    }
    let files: Vec<Connection> = world.sites.iter().map(|s| Connection::open(s.folder.join("desk.sqlite3")).unwrap()).collect();
    logs(&files, &mut wrong);
    lost(world, &files, &mut wrong);
    lists(&files, &mut wrong);
    clashes(world, &files, &mut wrong);
    for (n, db) in files.iter().enumerate() {
        let (heads, in_the_log) = model::read(db);
        let odd = model::odd_rows(db, &heads);
        wrong.extend(in_the_log.into_iter().chain(odd).map(|w| format!("{}: {w}", CODES[n])));
    }
    wrong
}

/// Everybody who may read a stream holds the same operations of it.
fn logs(files: &[Connection], wrong: &mut Vec<String>) {
    let heads: Vec<BTreeMap<(String, i64, String), Vec<u8>>> = files
        .iter()
        .map(|db| {
            let mut statement = db.prepare("SELECT site, epoch, name, head_hash FROM stream").unwrap();
            let rows = statement.query_map([], |r| Ok(((r.get(0)?, r.get(1)?, r.get(2)?), r.get(3)?))).unwrap();
            rows.map(|r| r.unwrap()).collect()
        })
        .collect();
    let all: BTreeSet<_> = heads.iter().flat_map(|h| h.keys()).collect();
    for stream in all {
        let readers = (0..CODES.len()).filter(|n| may_read(&stream.0, &stream.2, *n));
        let different: BTreeSet<_> = readers.map(|n| heads[n].get(stream)).collect();
        if different.len() > 1 {
            wrong.push(format!("{stream:?} differs between its readers"));
        }
        for n in (0..CODES.len()).filter(|n| !may_read(&stream.0, &stream.2, *n)) {
            if heads[n].contains_key(stream) {
                wrong.push(format!("{stream:?} is at {}, who may not read it", CODES[n]));
            }
        }
    }
}

fn may_read(author: &str, stream: &str, n: usize) -> bool {
    n == 0 || author == CODES[n] || stream == "pub" || stream == "sys" || stream.strip_prefix("to:") == Some(CODES[n])
}

/// Every save that a clerk was told of is at its site and at the hub.
fn lost(world: &World, files: &[Connection], wrong: &mut Vec<String>) {
    let at_hub = entries(&files[0], None);
    for (n, site) in world.sites.iter().enumerate() {
        let here = entries(&files[n], Some(CODES[n]));
        for entry in &site.acked {
            if !here.contains(entry) {
                wrong.push(format!("{}: {entry} was acknowledged and is lost", CODES[n]));
            } else if !at_hub.contains(entry) {
                wrong.push(format!("{}: {entry} never reached the hub", CODES[n]));
            }
        }
    }
}

pub fn entries(db: &Connection, of: Option<&str>) -> BTreeSet<String> {
    let mut statement = db.prepare("SELECT header FROM op WHERE ?1 IS NULL OR site = ?1").unwrap();
    let headers = statement.query_map([of], |r| r.get::<_, Vec<u8>>(0)).unwrap();
    let entry = |bytes: Vec<u8>| {
        let header: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
        header["c"].as_str().unwrap().to_owned()
    };
    headers.map(|h| entry(h.unwrap())).collect()
}

/// The lists that all may read show the same at every site.
fn lists(files: &[Connection], wrong: &mut Vec<String>) {
    for kind in kind::all() {
        let columns: Vec<&str> = kind.fields.iter().filter(|f| f.class == Class::Pub).map(|f| f.name).collect();
        if columns.is_empty() {
            continue;
        }
        let name = if kind.name == "kind" { "session_kind" } else { kind.name };
        let sql = format!(r#"SELECT id, {} FROM "{name}" ORDER BY id"#, columns.join(", "));
        let Ok(all) = files.iter().map(|db| rows(db, &sql, columns.len() + 1)).collect::<Result<Vec<_>, _>>() else { continue };
        for (n, rows) in all.iter().enumerate().skip(1) {
            let odd = rows.iter().find(|r| !all[0].contains(r)).or_else(|| all[0].iter().find(|r| !rows.contains(r)));
            if let Some(odd) = odd {
                wrong.push(format!("{name}: {} and {} show different rows: {odd:?}", CODES[0], CODES[n]));
            }
        }
    }
}

fn rows(db: &Connection, sql: &str, columns: usize) -> rusqlite::Result<Vec<Vec<Value>>> {
    let mut statement = db.prepare(sql)?;
    let rows = statement.query_map([], |r| (0..columns).map(|i| r.get(i)).collect())?;
    rows.collect()
}

/// Two confirmed bookings of one room and hour are told at every site, under the same name.
fn clashes(world: &World, files: &[Connection], wrong: &mut Vec<String>) {
    let told: Vec<BTreeMap<String, BTreeSet<String>>> = (0..CODES.len()).map(|n| double_booked(world, n)).collect();
    for (n, ours) in told.iter().enumerate().filter(|(_, ours)| **ours != told[0]) {
        wrong.push(format!("{} and {} tell of different double bookings: {ours:?} and {:?}", CODES[n], CODES[0], told[0]));
    }
    let sql = "SELECT a.id, b.id FROM booking a JOIN booking b ON a.place = b.place AND a.start = b.start AND a.id < b.id
               WHERE a.state = 'booked' AND b.state = 'booked'";
    for pair in rows(&files[0], sql, 2).unwrap() {
        let ids: BTreeSet<String> =
            pair.iter().map(|v| if let Value::Text(id) = v { id.clone() } else { String::new() }).collect();
        if !told[0].values().any(|members| ids.is_subset(members)) {
            wrong.push(format!("{ids:?} fall into one hour and nobody is told"));
        }
    }
}

fn double_booked(world: &World, n: usize) -> BTreeMap<String, BTreeSet<String>> {
    let found = world.show(n, "conflicts", &[("kind", "double_booking")]);
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    let members = |card: &serde_json::Value| card["members"].as_array().unwrap().iter().map(text).collect();
    found.as_array().unwrap().iter().map(|card| (text(&card["id"]), members(card))).collect()
}
