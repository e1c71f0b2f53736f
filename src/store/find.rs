//! Pages of a list as ranges of search keys: the same cost with a thousand rows and with a million.

use super::db::Db;
use super::{Fault, sql};
use rusqlite::named_params;

/// Which page of a range.
#[derive(Debug, Clone, Copy)]
pub struct Span<'a> {
    /// Every key that begins with this.
    pub prefix: &'a str,
    /// The key and entity beside the page.
    pub from: Option<(&'a str, &'a str)>,
    /// The page before `from` instead of after it.
    pub back: bool,
    pub rows: usize,
}

/// Key and entity of each row of the page, in list order.
pub fn page(db: &Db, room: &str, span: Span<'_>) -> Result<Vec<(String, String)>, Fault> {
    let high = above(span.prefix);
    let rows = i64::try_from(span.rows).unwrap_or(i64::MAX);
    let edge = if span.back { (high.as_str(), "") } else { ("", "") };
    let (key, ent) = span.from.unwrap_or(edge);
    let params = named_params! {":room": room, ":low": span.prefix, ":high": high, ":key": key, ":ent": ent, ":rows": rows};
    let pair = |r: &rusqlite::Row<'_>| Ok((r.get(0)?, r.get(1)?));
    if !span.back {
        return db.rows(sql!("core/keys_after"), params, pair);
    }
    let mut found = db.rows(sql!("core/keys_before"), params, pair)?;
    found.reverse();
    Ok(found)
}

/// The least text above every text that begins with `prefix`.
fn above(prefix: &str) -> String {
    format!("{prefix}\u{10FFFF}")
}
