//! Operations of a newer program: noted when they come, and given their rows when a program that knows them opens the
//! database (SYNC.md section 11).

use super::db::Db;
use super::journal::row_of;
use super::table::project;
use super::{Fault, accord, sql};
use crate::base::clock::Moment;
use crate::base::ids::kind_of;
use crate::base::older;
use crate::desk::change::{DELETED, Fields};
use crate::desk::kind;
use crate::exchange::op::{self, Head, Line};
use crate::exchange::plan::{self, Hold, RETURNED};
use rusqlite::named_params;
use sha2::{Digest, Sha256};

/// All that this program knows, as a short hash: another one has other kinds or fields.
pub(super) fn knowledge() -> String {
    let mut all: Vec<String> = Vec::new();
    for kind in kind::all().filter(|k| !older::hides(k.name, None)) {
        all.push(kind.name.to_owned());
        let fields = kind.fields.iter().filter(|f| !older::hides(kind.name, Some(f.name)));
        all.extend(fields.map(|f| format!("{}.{} {:?}", kind.name, f.name, f.class)));
    }
    all.sort_unstable();
    op::hex(&Sha256::digest(all.join("\n"))[..8])
}

/// Is there anything in this operation that only a newer program knows?
pub(super) fn unknown(head: &Head, fields: Option<&Fields>) -> bool {
    let name = kind_of(&head.ent);
    match kind::find(name) {
        None => name != RETURNED,
        Some(kind) => fields.is_some_and(|all| all.keys().any(|f| f != DELETED && kind.field(f).is_none())),
    }
}

/// Notes a record for the program that will know it. The first note says who could not read it: a start that finds
/// nothing noted does not.
pub(super) fn note(db: &Db, ent: &str) -> Result<(), Fault> {
    if !any(db)? {
        db.run(sql!("newer/knows_put"), named_params! {":knows": knowledge()})?;
    }
    db.run(sql!("newer/put"), named_params! {":ent": ent})?;
    Ok(())
}

fn any(db: &Db) -> Result<bool, Fault> {
    Ok(db.one(sql!("newer/any"), [], |_| Ok(()))?.is_some())
}

/// Records with something that this program does not know.
pub(super) fn count(db: &Db) -> Result<i64, Fault> {
    Ok(db.one(sql!("newer/count"), [], |r| r.get(0))?.unwrap_or(0))
}

/// Goes through what was noted, if another program did so last.
pub(super) fn after_upgrade(db: &Db) -> Result<(), Fault> {
    // At nearly every start nothing is noted, and then it does not matter who was here last.
    if !any(db)? {
        return Ok(());
    }
    let now = knowledge();
    if knows(db)? == now {
        return Ok(());
    }
    let transaction = db.begin()?;
    // Another window may have been first.
    if knows(db)? != now {
        let ents: Vec<String> = db.rows(sql!("newer/all"), [], |r| r.get(0))?;
        for ent in &ents {
            again(db, ent)?;
        }
        accord::after(db, ents.iter().map(String::as_str), accord::Source::File)?;
        db.run(sql!("newer/knows_put"), named_params! {":knows": now})?;
    }
    Ok(transaction.commit()?)
}

fn knows(db: &Db) -> Result<String, Fault> {
    Ok(db.one(sql!("newer/knows"), [], |r| r.get(0))?.unwrap_or_default())
}

/// Judges the operations of a record as if they came now, and brings its row up to them.
fn again(db: &Db, ent: &str) -> Result<(), Fault> {
    let mut still = false;
    let ops = db.rows(sql!("newer/ops"), named_params! {":ent": ent}, |r| {
        let at: (String, i64, String, i64) = (r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?);
        Ok((at, r.get::<_, Vec<u8>>(4)?, r.get::<_, Option<Vec<u8>>>(5)?))
    })?;
    for ((site, epoch, stream, seq), header, body) in ops {
        let line = Line { header: &header, body: body.as_deref(), body_hash: [0; 32] };
        let at = named_params! {":site": site, ":epoch": epoch, ":stream": stream, ":seq": seq};
        db.run(sql!("newer/let_in"), at)?;
        let Ok((head, fields)) = op::read(&line) else { continue };
        // What is held for its clock is none of these.
        let held = plan::hold(&head, fields.as_ref(), Moment(i64::MAX >> 20));
        if let Some(hold) = held {
            db.run(
                sql!("exchange/hold"),
                named_params! {":site": site, ":epoch": epoch, ":stream": stream, ":seq": seq, ":hlc": head.t, ":ent": ent,
                ":reason": hold.name()},
            )?;
        }
        still |= held == Some(Hold::Newer) || unknown(&head, fields.as_ref());
    }
    let row = || -> Result<(), Fault> { project(db, ent, None, row_of(db, ent)?.as_ref()) };
    if let Err(fault) = row() {
        if !matches!(fault, Fault::Other(_)) {
            return Err(fault);
        }
        // The tables cannot hold it even now: it stays in the log.
        db.run(sql!("newer/unfit"), named_params! {":ent": ent})?;
        row()?;
        still = true;
    }
    if !still {
        db.run(sql!("newer/drop"), named_params! {":ent": ent})?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::clock::Clock;
    use crate::base::ids::Ids;
    use crate::desk::change::Actor;
    use crate::desk::command::Order;
    use crate::exchange::format;
    use crate::store::{Site, Store};
    use std::io::Cursor;
    use std::path::Path;

    fn made(folder: &Path, code: &str, seed: u64) -> Store {
        let site = Site { code: code.into(), name: code.into(), hub: false, epoch: 0, for_play: true, studio: None };
        Store::create(folder, &site, ids(seed)).unwrap()
    }

    fn ids(seed: u64) -> Ids {
        Ids::seeded(Clock::Fixed(now()), seed)
    }

    fn now() -> Moment {
        Moment::parse("2026-03-02T09:00").unwrap()
    }

    fn who() -> Actor {
        Actor { clerk: "c".into() }
    }

    fn told(from: &Store, to: &mut Store, code: &str) -> crate::store::Received {
        let parcel = from.pack(code, false, false, now()).unwrap().remove(0);
        let mut bytes = Vec::new();
        parcel.write(&mut bytes).unwrap();
        to.receive(&mut format::open(Cursor::new(&bytes)).unwrap(), &who(), now(), false).unwrap()
    }

    /// Titles with their authors, and how many copies.
    fn shelf(store: &Store) -> (Vec<(String, Option<String>)>, i64) {
        let titles = store.db.rows("SELECT name, author FROM title ORDER BY name", [], |r| Ok((r.get(0)?, r.get(1)?))).unwrap();
        (titles, store.db.one("SELECT count(*) FROM copy", [], |r| r.get(0)).unwrap().unwrap())
    }

    #[test]
    fn what_an_older_release_did_not_know_is_kept_counted_relayed_and_shown_after_the_upgrade() {
        let dir = tempfile::tempdir().unwrap();
        let mut newer = made(&dir.path().join("A1"), "A1", 1);
        for line in [
            r#"{"cmd":"title.add","name":"活着","author":"余华"}"#,
            r#"{"cmd":"title.add","name":"字典"}"#,
            r#"{"cmd":"copy.add","title":"活着","barcode":"1001"}"#,
            r#"{"cmd":"copy.add","title":"字典","barcode":"1002"}"#,
        ] {
            newer.execute(&Order::parse(line).unwrap(), &who(), now()).unwrap();
        }
        // An older release: no kind `copy`, and titles without an author.
        older::play(&[("copy", None), ("title", Some("author"))]);
        let folder = dir.path().join("B1");
        let mut site = made(&folder, "B1", 2);
        let read = told(&newer, &mut site, "B1");
        assert_eq!((read.new, read.unknown), (4, 4));
        assert_eq!(count(&site.db).unwrap(), 4, "two copies, and two titles with their authors");
        let (titles, copies) = shelf(&site);
        assert_eq!((titles.len(), copies), (2, 0));
        assert!(titles.iter().all(|(_, author)| author.as_deref().is_none_or(str::is_empty)), "{titles:?}");
        assert_eq!(site.verify().unwrap().wrong, Vec::<String>::new());
        let mut third = made(&dir.path().join("C1"), "C1", 3);
        drop(site);
        // The same release again has nothing to do.
        let site = Store::open(&folder, ids(4)).unwrap();
        assert_eq!(shelf(&site).1, 0);
        drop(site);
        older::play(&[]);
        let site = Store::open(&folder, ids(5)).unwrap();
        assert_eq!(shelf(&site), shelf(&newer));
        assert_eq!(count(&site.db).unwrap(), 0);
        assert_eq!(site.verify().unwrap().wrong, Vec::<String>::new());
        assert_eq!(told(&site, &mut third, "C1").new, 4, "relayed to the last one");
        assert_eq!(shelf(&third), shelf(&newer));
    }

    #[test]
    fn a_release_that_was_put_back_for_a_while_leaves_nothing_unknown_to_the_one_that_made_the_site() {
        let dir = tempfile::tempdir().unwrap();
        let mut newer = made(&dir.path().join("A1"), "A1", 1);
        for line in
            [r#"{"cmd":"title.add","name":"活着","author":"余华"}"#, r#"{"cmd":"copy.add","title":"活着","barcode":"1001"}"#]
        {
            newer.execute(&Order::parse(line).unwrap(), &who(), now()).unwrap();
        }
        let folder = dir.path().join("B1");
        drop(made(&folder, "B1", 2));
        older::play(&[("copy", None)]);
        let mut site = Store::open(&folder, ids(3)).unwrap();
        assert_eq!(told(&newer, &mut site, "B1").unknown, 1);
        drop(site);
        older::play(&[]);
        let site = Store::open(&folder, ids(4)).unwrap();
        assert_eq!(shelf(&site), shelf(&newer));
        assert_eq!(site.verify().unwrap().wrong, Vec::<String>::new());
    }

    #[test]
    fn this_release_knows_what_it_knows() {
        let here = knowledge();
        older::play(&[("copy", None)]);
        let before = knowledge();
        older::play(&[("copy", Some("state"))]);
        assert_ne!(before, knowledge());
        older::play(&[]);
        assert_eq!(knowledge(), here);
        assert_ne!(before, here);
    }
}
