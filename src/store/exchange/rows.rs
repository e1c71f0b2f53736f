//! The rows and search keys of many records at once, each kind of write in the order of its table.

use super::super::Fault;
use super::super::db::Db;
use super::super::table::project_next;
use crate::desk::change::Fields;

/// A record as it was shown and as it is shown now.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Row {
    pub ent: String,
    pub before: Option<Fields>,
    pub after: Option<Fields>,
}

/// Writes all of them; gives back those that a table cannot hold, which are left as they were.
pub(super) fn put<'a>(db: &Db, rows: &'a [Row]) -> Result<Vec<&'a Row>, Fault> {
    let changed = |row: &&Row| row.before != row.after && (row.before.is_some() || row.after.is_some());
    let mut order: Vec<&Row> = rows.iter().filter(changed).collect();
    order.sort_by(|a, b| a.ent.cmp(&b.ent));
    db.keys_together(|| {
        let (mut unfit, mut statement) = (Vec::new(), None);
        for row in order {
            match project_next(db, &mut statement, &row.ent, row.before.as_ref(), row.after.as_ref()) {
                Ok(()) => {}
                Err(Fault::Other(_)) => unfit.push(row),
                Err(fault) => return Err(fault),
            }
        }
        Ok(unfit)
    })
}
