//! `desk verify`: is the file sound, does the log's chain hold, do the tables follow from the log?

mod rebuild;

use super::db::Db;
use super::journal::chain;
use super::open::Store;
use super::{Fault, accord, sql};
use sha2::{Digest, Sha256};

/// What was looked at and what is wrong. Sound when `wrong` is empty.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct Report {
    pub operations: u64,
    pub entities: u64,
    pub rows: u64,
    pub wrong: Vec<String>,
}

impl Store {
    /// Checks the file, the hash chain of every stream, and rebuilds every row from the log in a database of its own
    /// to compare it. One record at a time, so a million of them need no more memory than one. Changes nothing.
    ///
    /// # Errors
    /// A fault of the database; findings are in the report.
    pub fn verify(&self) -> Result<Report, Fault> {
        let mut report = Report::default();
        let sound: Option<String> = self.db.one(sql!("core/integrity"), [], |r| r.get(0))?;
        report.wrong.extend(sound.filter(|s| s != "ok"));
        check_chains(&self.db, &mut report)?;
        report.wrong.extend(super::audit::wrong(&self.db)?);
        let stray = self.db.rows(sql!("exchange/stream_wrong"), [], |r| r.get::<_, String>(0))?;
        report.wrong.extend(stray.into_iter().map(|name| format!("{name}: head and log differ")));
        let held: i64 = self.db.one(sql!("exchange/held_stray"), [], |r| r.get(0))?.unwrap_or(0);
        if held > 0 {
            report.wrong.push(format!("{held} held operations are not in the log"));
        }
        rebuild::check(&self.db, &self.site, &mut report)?;
        agreements(&self.db, &mut report)?;
        Ok(report)
    }
}

/// Judgements and clashes, worked out anew from the log.
fn agreements(db: &Db, report: &mut Report) -> Result<(), Fault> {
    let ents = db.rows(sql!("core/entities"), [], |r| r.get::<_, String>(0))?;
    let name = |r: &rusqlite::Row<'_>| {
        Ok(format!("{}.{}.{}.{}", r.get::<_, String>(0)?, r.get::<_, i64>(1)?, r.get::<_, String>(2)?, r.get::<_, i64>(3)?))
    };
    let held: std::collections::BTreeSet<String> = db.rows(sql!("accord/breaches"), [], name)?.into_iter().collect();
    let judged = accord::all_breaches(db, &ents)?;
    report.wrong.extend(held.symmetric_difference(&judged).map(|op| format!("{op}: held and judged differ")));
    let kept = accord::kept_conflicts(db)?;
    let found = accord::all_conflicts(db)?;
    for id in kept.keys().chain(found.keys()).collect::<std::collections::BTreeSet<_>>() {
        if kept.get(id) != found.get(id) {
            report.wrong.push(format!("conflict {id}: table {:?}, log {:?}", kept.get(id), found.get(id)));
        }
    }
    let loose: Vec<String> = db.rows(sql!("accord/conflicts_loose"), [], |r| r.get(0))?;
    report.wrong.extend(loose.into_iter().map(|id| format!("conflict {id}: not linked to its records")));
    report.wrong.extend(accord::erased_wrongs(db)?);
    report.rows += (held.len() + kept.len()) as u64;
    Ok(())
}

fn check_chains(db: &Db, report: &mut Report) -> Result<(), Fault> {
    let mut statement = db.conn.prepare(sql!("core/ops_all"))?;
    let mut rows = statement.query([])?;
    let mut last: (String, i64, String, i64, Vec<u8>) = Default::default();
    while let Some(row) = rows.next()? {
        report.operations += 1;
        let (site, epoch, stream, seq): (String, i64, String, i64) = (row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?);
        let (header, body, body_hash, hash): (Vec<u8>, Option<Vec<u8>>, Vec<u8>, Vec<u8>) =
            (row.get(4)?, row.get(5)?, row.get(6)?, row.get(7)?);
        let same = (last.0 == site) && last.1 == epoch && last.2 == stream;
        let (expected, prev) = if same { (last.3 + 1, last.4) } else { (1, Vec::new()) };
        let name = format!("{site}.{epoch}.{stream}.{seq}");
        if seq != expected {
            report.wrong.push(format!("{name}: expected number {expected}"));
        }
        if body.is_some_and(|b| Sha256::digest(&b).as_slice() != body_hash.as_slice())
            || chain(&prev, &header, &body_hash) != hash
        {
            report.wrong.push(format!("{name}: hash"));
        }
        last = (site, epoch, stream, seq, hash);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::clock::{Clock, Moment};
    use crate::base::ids::Ids;
    use crate::desk::change::Actor;
    use crate::desk::command::Order;
    use crate::store::Site;

    /// Two residents and two titles, then what `harm` does to the tables behind the program's back.
    fn found_after(harm: &str) -> Vec<String> {
        let now = Moment::parse("2026-03-02T09:00").unwrap();
        let site = Site { code: "QLQ".into(), name: "Q".into(), hub: false, epoch: 0, for_play: true, studio: None };
        let mut store = Store::in_memory(&site, Ids::seeded(Clock::Fixed(now), 1)).unwrap();
        for line in [
            r#"{"cmd":"resident.add","name":"张晓明","phone":"13800005678"}"#,
            r#"{"cmd":"resident.add","name":"单四","id_number":"110105188012310023"}"#,
            r#"{"cmd":"title.add","name":"活着","author":"余华"}"#,
            r#"{"cmd":"title.add","name":"骆驼祥子","author":"老舍"}"#,
        ] {
            store.execute(&Order::parse(line).unwrap(), &Actor { clerk: "w".into() }, now).unwrap();
        }
        store.db.conn.execute_batch(harm).unwrap();
        store.verify().unwrap().wrong
    }

    #[test]
    fn whatever_differs_from_the_log_is_found() {
        assert!(found_after("").is_empty());
        for (harm, where_it_is) in [
            ("UPDATE resident SET phone = '1' WHERE n = 2", "resident: table and log differ"),
            ("DELETE FROM resident WHERE n = 1", "resident: table and log differ"),
            (
                "INSERT INTO resident SELECT 9, 'resident:x', name, '', '', '', '', '', '', '', NULL, '' FROM resident LIMIT 1",
                "resident:x",
            ),
            ("UPDATE find_key SET key = 'q' WHERE key = 'zxm'", "find_key: table and log differ in room 1"),
            ("DELETE FROM find_key WHERE room = 2 AND key LIKE 'h%'", "find_key: table and log differ in room 2"),
            ("UPDATE find_key SET n = n + 100 WHERE room = 2", "find_key: table and log differ in room 2"),
            ("DELETE FROM title", "title: table and log differ"),
            ("INSERT INTO place VALUES ('place:x', 'x', 1, 0, '')", "place:x is in the table"),
            ("UPDATE op SET body = CAST(replace(body, '1380000', '1390000') AS BLOB)", "hash"),
        ] {
            let wrong = found_after(harm);
            assert!(wrong.iter().any(|w| w.contains(where_it_is)), "{harm}: {wrong:?}");
        }
    }
}
