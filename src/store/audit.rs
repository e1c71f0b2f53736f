//! Acts that change no record but must be known (SAFETY.md 4.1): an export, a reveal. Hash-chained.

use super::db::Db;
use super::open::Store;
use super::{Fault, sql};
use crate::base::clock::Moment;
use crate::desk::change::Actor;
use crate::desk::sites::Act;
use rusqlite::named_params;
use sha2::{Digest, Sha256};

impl Store {
    /// Notes an act: what was done, to which record (or list), and with which words.
    ///
    /// # Errors
    /// A fault of the database; the act must not be done then.
    pub fn audit(&mut self, act: &str, ent: &str, fields: &serde_json::Value, who: &Actor, at: Moment) -> Result<(), Fault> {
        let transaction = self.db.begin()?;
        let db = &self.db;
        let (n, prev): (i64, Vec<u8>) =
            db.one(sql!("report/audit_last"), [], |r| Ok((r.get(0)?, r.get(1)?)))?.unwrap_or((0, Vec::new()));
        let fields = fields.to_string();
        let hash = chained(&prev, n + 1, at.0, &[&who.clerk, act, ent, &fields]);
        let params = named_params! {":n": n + 1, ":at": at.0, ":clerk": who.clerk, ":act": act, ":ent": ent, ":fields": fields,
        ":prev": prev, ":hash": hash};
        db.run(sql!("report/audit_add"), params)?;
        Ok(transaction.commit()?)
    }
}

fn chained(prev: &[u8], n: i64, at: i64, words: &[&str]) -> Vec<u8> {
    let mut hash = Sha256::new();
    hash.update(b"audit1");
    hash.update(prev);
    hash.update(n.to_be_bytes());
    hash.update(at.to_be_bytes());
    for word in words {
        hash.update((word.len() as u64).to_be_bytes());
        hash.update(word);
    }
    hash.finalize().to_vec()
}

/// Acts before a number (0: the newest), so many of them (0: 20).
pub(super) fn recent(db: &Db, before: usize, rows: usize) -> Result<Vec<Act>, Fault> {
    let before = i64::try_from(before).ok().filter(|n| *n > 0).unwrap_or(i64::MAX);
    let rows = i64::try_from(if rows == 0 { 20 } else { rows.min(1000) }).unwrap_or(20);
    db.rows(sql!("report/audit_recent"), named_params! {":before": before, ":rows": rows}, |r| {
        let fields: String = r.get("fields")?;
        Ok(Act {
            n: r.get("n")?,
            at: Moment(r.get("at")?).rfc3339(),
            clerk: r.get("clerk")?,
            act: r.get("act")?,
            ent: r.get("ent")?,
            fields: serde_json::from_str(&fields).unwrap_or_default(),
        })
    })
}

/// What is wrong with the chain of acts.
pub(super) fn wrong(db: &Db) -> Result<Vec<String>, Fault> {
    let mut last: (i64, Vec<u8>) = (0, Vec::new());
    let rows = db.rows(sql!("report/audit_all"), [], |r| {
        let words: [String; 4] = [r.get(2)?, r.get(3)?, r.get(4)?, r.get(5)?];
        Ok((r.get::<_, i64>(0)?, r.get::<_, i64>(1)?, words, r.get::<_, Vec<u8>>(6)?, r.get::<_, Vec<u8>>(7)?))
    })?;
    let mut wrong = Vec::new();
    for (n, at, words, prev, hash) in rows {
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        if n != last.0 + 1 || prev != last.1 || chained(&prev, n, at, &words) != hash {
            wrong.push(format!("audit {n}: chain"));
        }
        last = (n, hash);
    }
    Ok(wrong)
}
