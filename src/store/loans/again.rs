//! What undo and redo would bring back into the reading room. A book that was lent again since stays as it is; what a
//! clerk may set aside at the counter holds no undo up and is told.

use super::load::{borrower, house, item};
use crate::base::ids::kind_of;
use crate::desk::change::{Change, DELETED, Fields};
use crate::desk::loans::state::Found;
use crate::desk::loans::{Refusal, rules};
use crate::desk::merge::{Write, fold};
use crate::desk::reason::{Rank, Reason};
use crate::store::db::Db;
use crate::store::journal::writes_of;
use crate::store::{Fault, sql};
use crate::text::mask;
use rusqlite::named_params;
use serde_json::Value;

fn text<'a>(fields: &'a Fields, name: &str) -> &'a str {
    fields.get(name).and_then(Value::as_str).unwrap_or_default()
}

/// Was a book whose loan would stand open again lent to somebody since that loan began?
pub(in crate::store) fn lent_since(db: &Db, operations: &[(String, Write)]) -> Result<Option<Reason>, Fault> {
    let ends =
        |w: &Write| w.fields.get("back_at").is_some_and(|v| !v.is_null()) || w.fields.get(DELETED).is_some_and(|d| *d == true);
    for (ent, _) in operations.iter().filter(|(ent, write)| kind_of(ent) == "loan" && ends(write)) {
        let loan = fold(&writes_of(db, ent)?).shown();
        let (copy, since) = (text(&loan, "copy"), loan.get("out_at").and_then(Value::as_i64).unwrap_or_default());
        let params = named_params! {":site": db.site, ":copy": copy, ":since": since};
        let later = db.rows(sql!("loans/lent_since"), params, |r| r.get::<_, String>(0))?;
        // Two loans that one return has closed were open together before.
        if later.iter().any(|id| operations.iter().all(|(ours, _)| ours != id)) {
            let item = item(db, copy)?;
            let title = item.map(|i| i.title.name).unwrap_or_default();
            return Ok(Some(Reason::of(Refusal::LentSince).fact("title", title)));
        }
    }
    Ok(None)
}

/// Readers who will have more than their rule allows once these loans are open again.
pub(in crate::store) fn over_the_cap(db: &Db, changes: &[Change]) -> Result<Vec<Reason>, Fault> {
    let mut told = Vec::new();
    for change in changes.iter().filter(|c| kind_of(&c.ent) == "loan") {
        let now = fold(&writes_of(db, &change.ent)?).shown();
        let mut then = now.clone();
        then.extend(change.fields.clone());
        let open = |f: &Fields| f.get("back_at").is_none_or(Value::is_null) && f.get(DELETED).is_none_or(|d| *d != true);
        if !open(&then) || open(&now) {
            continue;
        }
        let (Found::One(reader), Some(copy)) = (borrower(db, text(&then, "reader"))?, item(db, text(&then, "copy"))?) else {
            continue;
        };
        let house = house(db)?;
        let rule = house.rule(&reader.reader.kind, &copy.copy.kind);
        let count = rules::counted(&reader, &rule, &house) + 1;
        if count > rule.cap {
            let reason = Reason::of(Refusal::CapReached).fact("reader", mask::name(&reader.reader.name)).fact("count", count);
            told.push(reason.fact("cap", rule.cap).fact("rule", rule.named()).may_override(Rank::Clerk));
        }
    }
    Ok(told)
}
