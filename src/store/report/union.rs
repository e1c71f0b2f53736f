//! The union catalogue: which room has it, and is it on the shelf.

use super::super::db::Db;
use super::super::find::{self, Span};
use super::super::{Fault, loans, sql};
use crate::desk::loans::keys;
use crate::desk::report::{Room, Union, UnionRow};
use rusqlite::named_params;

pub(super) fn titles(db: &Db, q: &Union) -> Result<Vec<UnionRow>, Fault> {
    let rows = q.rows.as_deref().and_then(|r| r.parse().ok()).unwrap_or(20_usize).clamp(1, 500);
    let prefix = keys::wanted(&q.q);
    let from = q.after.as_deref().and_then(|a| a.split_once('\t'));
    let mut out: Vec<UnionRow> = Vec::new();
    for (key, id) in find::page(db, "title", Span { prefix: &prefix, from, back: false, rows })? {
        if out.iter().any(|r| r.title.id == id) {
            continue;
        }
        let Some(title) = loans::title(db, &id)? else { continue };
        let rooms = db.rows(sql!("report/union_rooms"), named_params! {":title": id, ":site": db.site}, |r| {
            Ok(Room {
                site: r.get(0)?,
                name: r.get(1)?,
                copies: r.get(2)?,
                free: r.get(3)?,
                call_number: r.get(4)?,
                due: r.get(5)?,
            })
        })?;
        let rooms: Vec<Room> = rooms
            .into_iter()
            .map(|room| if room.call_number.is_empty() { Room { call_number: title.call_number.clone(), ..room } } else { room })
            .collect();
        let (copies, free) = rooms.iter().fold((0, 0), |(c, f), r| (c + r.copies, f + r.free));
        out.push(UnionRow { title, copies, free, rooms, key: format!("{key}\t{id}") });
    }
    Ok(out)
}
