//! Deletes that had seen what is written again under another name. A delete names every value it saw, and a value that
//! it did not see stands against it: so one that stays where it is would leave what is written again in view, though
//! whoever deleted the record had seen it, and only at the sites that may read that part of it. It is said once more.

use super::super::db::Db;
use super::super::journal::{Header, Span, header_of, writes_of};
use super::super::{Fault, sql};
use super::again::{Parted, append, now_called};
use crate::desk::change::DELETED;
use crate::desk::merge::{SAW, Write, fold};
use rusqlite::named_params;
use std::collections::{BTreeMap, BTreeSet};

/// Says our own deletes of these records again, if they name anything that is called otherwise now. What else they have
/// not seen stands against them as before.
pub(super) fn deletes(
    db: &Db,
    site: &str,
    epoch: i64,
    ents: &BTreeSet<String>,
    (renamed, parted): (&BTreeMap<String, String>, &Parted),
    hlc: &mut i64,
) -> Result<(), Fault> {
    for ent in ents {
        let writes = writes_of(db, ent)?;
        // Where the old name is that of an operation about this record still, it is that one which was seen.
        let stale = |id: &String| renamed.contains_key(id) && !writes.iter().any(|w| w.id == *id);
        let marks = fold(&writes).base(DELETED);
        let ours = |w: &&Write| w.order.1 == site && marks.contains(&w.id) && w.fields.get(DELETED).is_some_and(|v| v == true);
        for delete in writes.iter().filter(ours) {
            let saw = delete.base.get(SAW).cloned().unwrap_or_default();
            if saw.iter().any(stale) {
                *hlc = (*hlc).max(delete.order.0) + 1;
                one(db, (epoch, *hlc), delete, saw, |saw| now_called(saw, renamed, site, parted))?;
            }
        }
    }
    Ok(())
}

/// The same operation at the end of its stream in the new epoch: it replaces the old one, and has seen what that one saw.
fn one(
    db: &Db,
    (epoch, hlc): (i64, i64),
    delete: &Write,
    mut saw: Vec<String>,
    rename: impl Fn(&mut Vec<String>),
) -> Result<(), Fault> {
    let (_, site, old, seq) = &delete.order;
    let stream = delete.id.get(format!("{site}.{old}.").len()..delete.id.len() - format!(".{seq}").len()).unwrap_or_default();
    let params = named_params! {":site": site, ":epoch": old, ":stream": stream, ":seq": seq};
    let found = db.one(sql!("exchange/op_whole"), params, |r| Ok((r.get::<_, Vec<u8>>(0)?, r.get::<_, Option<Vec<u8>>>(1)?)))?;
    let Some((header, Some(body))) = found else { return Ok(()) };
    rename(&mut saw);
    let base = BTreeMap::from([(DELETED.to_owned(), vec![delete.id.clone()]), (SAW.to_owned(), saw)]);
    let mut header = Header { e: epoch, t: hlc, base, ..header_of(&header)? };
    let seq = append(db, &mut header, &body)?;
    listed(db, &header, seq)
}

/// The entry has this operation too, so that undo and redo find it; where the entry has others of this stream and epoch,
/// those lead to the record as well.
fn listed(db: &Db, header: &Header, seq: i64) -> Result<(), Fault> {
    let Some(ops): Option<String> = db.one(sql!("exchange/entry_ops"), named_params! {":id": header.c}, |r| r.get(0))? else {
        return Ok(());
    };
    let mut ops: Span = serde_json::from_str(&ops)?;
    ops.entry(format!("{}.{}", header.e, header.st)).or_insert((seq, seq));
    db.run(sql!("exchange/entry_moved"), named_params! {":id": header.c, ":ops": serde_json::to_string(&ops)?})?;
    Ok(())
}
