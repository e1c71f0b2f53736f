//! Every query costs what its answer is worth, not what the table weighs: no walk over a table that grows, no sorting
//! of one, no offset. Whoever must break this says why in [`BOUNDED`].
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use rusqlite::Connection;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Tables that stay small: the catalogue, the calendar, settings, who the others are, the state of the exchange.
const SMALL: &[&str] = &[
    "advisor",
    "series",
    "calday",
    "certificate",
    "hours",
    "leave",
    "peer",
    "place",
    "roster",
    "rule",
    "service",
    "session_kind",
    "setting",
    "site_state",
    "sitekey",
    "stream",
    "trouble",
];

/// Queries that walk or sort more than their answer, and what bounds them.
const BOUNDED: &[(&str, &str)] = &[
    ("accord/bookings_due", "retention, once a day by a timer"),
    ("accord/cards_due", "retention, once a day by a timer"),
    ("accord/drafts_with", "an erasure: forms that clerks have not finished"),
    ("accord/erased_any", "one row, whichever"),
    ("accord/erased_ents", "what was erased; desk verify"),
    ("accord/erased_wrong", "desk verify"),
    ("accord/parties", "an erasure: one person's operations, against what was erased"),
    ("accord/satellites", "an erasure: one person, once"),
    ("accord/bookings_confirmed", "desk verify"),
    ("accord/conflicts_loose", "desk verify"),
    ("accord/blank_aside", "what was set aside after a fork, most often nothing; only when somebody is erased"),
    ("accord/copies_doubted", "desk verify; open loans only"),
    ("accord/conflict_ids", "open clashes: exceptions that a person settles"),
    ("accord/dependents", "grants, walked once for some hundred advisors and places of a file"),
    ("accord/handed_any", "one row, whichever"),
    ("accord/foreign", "copies handed between rooms"),
    ("accord/grants_between", "grants of the days on the screen"),
    ("accord/grants_to", "grants: some hours a week for each site"),
    (
        "accord/orphans",
        "walks loans, copies, bookings and steps when the list of clashes is opened: the rooms bound it, not the page",
    ),
    ("accord/settlements", "clashes that a person has settled, newest first"),
    ("accord/shared", "desk verify reads the whole log"),
    ("rekey/number_requests", "once, when an older file is opened by a release that finds requests by their words"),
    ("core/drafts", "a clerk's own drafts, one a form and window"),
    ("core/entities", "desk verify reads the whole log"),
    ("core/keys_all", "desk verify reads every key"),
    ("core/ops_all", "desk verify reads the whole log"),
    ("exchange/bundle_counts", "files written and read: some thousands a year"),
    ("exchange/bundle_standing", "files written and not removed yet"),
    ("exchange/bundles", "walks the two indexes by time, newest first, as far as the page goes"),
    ("exchange/last_written", "a step for each site"),
    ("exchange/written_any", "one row, whichever"),
    ("exchange/entry_moved", "the settling of a fork: once in a machine's life"),
    ("exchange/entry_ops", "the settling of a fork: once in a machine's life"),
    ("exchange/foreign_count", "streams, and operations without their text by an index of their own"),
    ("exchange/held_count", "held operations: exceptions that a person looks at"),
    ("exchange/held_stray", "desk verify"),
    ("exchange/stream_wrong", "desk verify"),
    ("exchange/told", "files that were refused, and what troubles the exchange"),
    ("loans/holds", "open holds, 500 at most"),
    ("loans/today", "open loans and one day's: the room's books bound them"),
    ("newer/any", "one row, whichever"),
    ("newer/all", "records with something this program does not know; once after an upgrade"),
    ("newer/count", "records with something this program does not know: few, or none"),
    ("report/audit_all", "desk verify"),
    ("report/audit_last", "one row, from the end"),
    ("report/bookings", "the report's period"),
    ("report/ops_bare", "operations without their text, by an index of their own"),
    ("report/visits", "the counted days of the report's period"),
    ("report/residents", "those registered in the report's period, by the time in their id"),
    ("studio/bookings_between", "the bookings of the days on the screen"),
    ("studio/followups_open", "promises that are due, 500 at most"),
    ("studio/unfinished", "sessions that are over and have no outcome yet"),
    ("walkin/callbacks", "call-backs not made yet, 200 at most"),
    ("walkin/counts", "requests not finished"),
    ("walkin/tickets_by_number", "one day's tickets and the open ones"),
    ("walkin/tickets_of_day", "one day's tickets and the open ones"),
];

fn queries() -> Vec<(String, String)> {
    fn walk(dir: &Path, out: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(dir).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { walk(&path, out) } else { out.push(path) }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("db/queries");
    let mut paths = Vec::new();
    walk(&root, &mut paths);
    paths.sort();
    let name = |path: &PathBuf| path.strip_prefix(&root).unwrap().to_string_lossy().trim_end_matches(".sql").to_owned();
    paths.iter().map(|path| (name(path), fs::read_to_string(path).unwrap())).collect()
}

/// The newest schema.
fn newest() -> Connection {
    let conn = Connection::open_in_memory().unwrap();
    let mut steps: Vec<PathBuf> = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("db/migrations"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    steps.sort();
    steps.iter().for_each(|step| conn.execute_batch(&fs::read_to_string(step).unwrap()).unwrap());
    conn
}

fn plan(conn: &Connection, sql: &str) -> Vec<String> {
    let mut explained = conn.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
    explained.raw_query().mapped(|r| r.get::<_, String>(3)).map(Result::unwrap).collect()
}

/// Alias (or name) to table, as the text says it.
fn tables(conn: &Connection, sql: &str) -> BTreeMap<String, String> {
    let mut all = conn.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").unwrap();
    let known: Vec<String> = all.query_map([], |r| r.get(0)).unwrap().map(Result::unwrap).collect();
    let no_comments: String = sql.lines().map(|line| line.split("--").next().unwrap()).collect::<Vec<_>>().join(" ");
    let words: Vec<&str> =
        no_comments.split(|c: char| !(c.is_alphanumeric() || c == '_' || c == ',')).filter(|w| !w.is_empty()).collect();
    let mut named = BTreeMap::new();
    for pair in words.windows(2) {
        let table = pair[0].trim_matches(',');
        if known.iter().any(|k| k == table) {
            named.insert(table.to_owned(), table.to_owned());
            if !pair[0].ends_with(',') && !known.iter().any(|k| k == pair[1]) {
                named.insert(pair[1].trim_matches(',').to_owned(), table.to_owned());
            }
        }
    }
    named.extend(words.last().filter(|w| known.iter().any(|k| k == *w)).map(|w| ((*w).to_owned(), (*w).to_owned())));
    named
}

/// Is this step of a plan a walk over a table that grows?
fn walks(step: &str, tables: &BTreeMap<String, String>) -> bool {
    let Some(rest) = step.strip_prefix("SCAN ") else { return false };
    let what = rest.split(' ').next().unwrap();
    tables.get(what).is_some_and(|table| !SMALL.contains(&table.as_str()))
}

/// Does this step take what belongs to one record (`copy=?`), rather than to a state or a time?
fn of_one(step: &str) -> bool {
    let Some((_, by)) = step.split_once('(') else { return false };
    by.contains("=?") && !["state=?", "done=?", "day=?"].iter().any(|loose| by.starts_with(loose))
}

#[test]
fn no_query_walks_over_or_sorts_a_table_that_grows() {
    let conn = newest();
    let mut wrong = Vec::new();
    for (name, sql) in queries() {
        let whole_table = name.ends_with("_all") && sql.contains("ORDER BY id");
        if sql.contains("PRAGMA") || sql.contains("VACUUM") || whole_table || BOUNDED.iter().any(|(known, _)| *known == name) {
            continue;
        }
        let (tables, steps) = (tables(&conn, &sql), plan(&conn, &sql));
        wrong.extend(steps.iter().filter(|step| walks(step, &tables)).map(|step| format!("{name}: {step}")));
        let grown = |step: &&String| {
            let what = step.strip_prefix("SEARCH ").and_then(|rest| rest.split(' ').next()).unwrap_or("");
            tables.get(what).is_some_and(|table| !SMALL.contains(&table.as_str()))
        };
        let first_grown = steps.iter().find(grown);
        if steps.iter().any(|step| step.contains("TEMP B-TREE")) && first_grown.is_some_and(|step| !of_one(step)) {
            wrong.push(format!("{name}: sorts what {first_grown:?} finds"));
        }
        if sql.to_uppercase().contains(" OFFSET ") {
            wrong.push(format!("{name}: pages by offset"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Indexes of small tables, and who asks so often that the walk would be felt.
const LOOKED_UP: &[(&str, &str)] = &[
    ("hours_by_owner", "each record of a file that a hub takes, which holds every site's"),
    ("leave_by_owner", "the same"),
    ("leave_by_end", "each day of each page of the diary, and leave of years ago stays"),
];

#[test]
fn tables_that_stay_small_have_no_index() {
    let conn = newest();
    let ask = "SELECT name, tbl_name FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL";
    let mut named = conn.prepare(ask).unwrap();
    let all = named.query_map([], |r| Ok((r.get::<_, String>(0)?, r.get::<_, String>(1)?))).unwrap().map(Result::unwrap);
    let needless: Vec<_> = all
        .filter(|(name, table)| SMALL.contains(&table.as_str()) && !LOOKED_UP.iter().any(|(known, _)| known == name))
        .collect();
    assert!(needless.is_empty(), "{needless:?}");
}

/// An index costs each write and each start. Constraints of their own (`sqlite_autoindex`) are not counted.
#[test]
fn each_index_is_used_by_a_query() {
    let conn = newest();
    let mut named = conn.prepare("SELECT name FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL").unwrap();
    let mut idle: std::collections::BTreeSet<String> = named.query_map([], |r| r.get(0)).unwrap().map(Result::unwrap).collect();
    for (_, sql) in queries() {
        if sql.contains("PRAGMA") || sql.contains("VACUUM") {
            continue;
        }
        for step in plan(&conn, &sql) {
            idle.retain(|index| !step.split(' ').any(|word| word == index));
        }
    }
    assert!(idle.is_empty(), "no query goes by {idle:?}");
}

#[test]
fn what_is_excused_is_there_and_gives_its_reason() {
    let names: Vec<String> = queries().into_iter().map(|(name, _)| name).collect();
    for (name, why) in BOUNDED {
        assert!(names.iter().any(|n| n == name), "{name} is gone: take it off the list");
        assert!(why.len() > 8);
    }
}

/// The page of a list begins where the page begins: both ends cost the same.
#[test]
fn pages_of_long_lists_are_ranges_from_the_page_on() {
    let conn = newest();
    let all: BTreeMap<String, String> = queries().into_iter().collect();
    for (name, range) in [
        ("core/keys_after", "(room=? AND (key,n)>(?,?)"),
        ("core/keys_before", "(key,n)<(?,?)"),
        ("residents/page_after", "(room=? AND (key,n)>(?,?)"),
        ("residents/page_before", "(key,n)<(?,?)"),
        ("residents/numbers_after", "id_number>?"),
        ("residents/numbers_before", "id_number<?"),
        ("core/journal", "rowid<?"),
        ("walkin/requests_open", "<expr>>?"),
        ("walkin/requests_finished", "(finished_at,id)<(?,?)"),
    ] {
        let steps = plan(&conn, &all[name]);
        assert!(steps[0].starts_with("SEARCH") && steps[0].contains(range), "{name}: {}", steps[0]);
    }
}
