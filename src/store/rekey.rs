//! Search keys made anew after an upgrade that makes them otherwise: part of the migration, in its transaction.

use super::sql;
use crate::desk::{loans, residents, walkin};
use rusqlite::{Connection, Row, named_params, params};

/// Rows that are read at once, so that a million residents take no more memory than these.
const AT_ONCE: i64 = 20_000;

/// Number and four texts of a row.
type Facts = (i64, [String; 4]);

/// The order of the lists of names, by syllable; and the words of requests.
pub(super) fn orders_and_words(conn: &Connection) -> rusqlite::Result<()> {
    let ordered = |keys: Vec<String>| keys.into_iter().filter(|k| k.starts_with('=')).collect();
    each(conn, 1, sql!("rekey/residents"), |[name, ..]| ordered(residents::keys::of(name, "")))?;
    each(conn, 2, sql!("rekey/titles"), |[name, author, isbn, call]| ordered(loans::keys::of_title(name, author, isbn, call)))?;
    each(conn, 3, sql!("rekey/readers"), |[name, card, ..]| ordered(loans::keys::of_reader(name, card)))?;
    conn.execute(sql!("rekey/number_requests"), [])?;
    each(conn, 6, sql!("rekey/requests"), |[service, summary, merged, _]| walkin::keys::of_request(service, summary, merged))
}

fn each(conn: &Connection, room: i64, rows: &str, keys: impl Fn(&[String; 4]) -> Vec<String>) -> rusqlite::Result<()> {
    let (mut read, mut add) = (conn.prepare(rows)?, conn.prepare(sql!("core/key_add"))?);
    let facts = |r: &Row<'_>| Ok((r.get(0)?, [r.get(1)?, r.get(2)?, r.get(3)?, r.get(4)?]));
    let mut after = i64::MIN;
    loop {
        let page: Vec<Facts> =
            read.query_map(named_params! {":after": after, ":rows": AT_ONCE}, facts)?.collect::<rusqlite::Result<_>>()?;
        let Some((last, _)) = page.last() else { return Ok(()) };
        after = *last;
        // A tree takes what comes in its own order.
        let mut all: Vec<(String, i64)> = page.iter().flat_map(|(n, facts)| keys(facts).into_iter().map(|k| (k, *n))).collect();
        all.sort_unstable();
        for (key, n) in all {
            add.execute(params![room, key, n])?;
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::base::clock::{Clock, Moment};
    use crate::base::ids::Ids;
    use crate::desk::change::Actor;
    use crate::desk::command::Order;
    use crate::store::{Site, Store};
    use rusqlite::params;

    /// A file of the release before: names in order of the letters run together, requests without words.
    #[test]
    fn an_older_file_gets_the_keys_that_this_release_would_have_made() {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("data");
        let now = Moment::parse("2026-03-02T09:00").unwrap();
        let ids = |seed| Ids::seeded(Clock::Fixed(now), seed);
        let site = Site { code: "QLQ".into(), name: "q".into(), hub: false, epoch: 0, for_play: true, studio: None };
        let mut store = Store::create(&data, &site, ids(1)).unwrap();
        for line in [
            r#"{"cmd":"resident.add","name":"程安"}"#,
            r#"{"cmd":"resident.add","name":"陈刚","phone":"13800005678"}"#,
            r#"{"cmd":"title.add","name":"活着","author":"余华"}"#,
            r#"{"cmd":"reader.add","name":"陈静","card":"31"}"#,
            r#"{"cmd":"service.set","code":"weixiu","name":"环境报修","promised":5,"unit":"workday"}"#,
            r#"{"cmd":"request.open","service":"weixiu","summary":"三号楼路灯","resident":"陈刚"}"#,
        ] {
            let mut order = line.to_owned();
            if line.contains("request.open") {
                let id: String = store.db.one("SELECT id FROM resident ORDER BY id", [], |r| r.get(0)).unwrap().unwrap();
                order = line.replace("陈刚", &id);
            }
            store.execute(&Order::parse(&order).unwrap(), &Actor { clerk: "c".into() }, now).unwrap();
        }
        assert_eq!(store.verify().unwrap().wrong, Vec::<String>::new());
        let conn = &store.db.conn;
        conn.execute("DELETE FROM find_key WHERE room = 6 OR key >= '=' AND key < '>'", []).unwrap();
        for (n, key) in [(1, "=chengan"), (2, "=chengang")] {
            conn.execute("INSERT INTO find_key (room, key, n) VALUES (1, ?, ?)", params![key, n]).unwrap();
        }
        conn.execute("DELETE FROM entity WHERE id LIKE 'request:%'", []).unwrap();
        conn.pragma_update(None, "user_version", 19).unwrap();
        assert!(!store.verify().unwrap().wrong.is_empty());
        drop(store);
        let store = Store::open(&data, ids(2)).unwrap();
        assert_eq!(store.verify().unwrap().wrong, Vec::<String>::new());
        let names: Vec<String> = store
            .db
            .rows("SELECT r.name FROM find_key k JOIN resident r ON r.n = k.n WHERE k.room = 1 AND k.key >= '=' AND k.key < '>' ORDER BY k.key", [], |r| r.get(0))
            .unwrap();
        assert_eq!(names, ["陈刚", "程安"]);
    }
}
