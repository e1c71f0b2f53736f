//! The table of what clashes now: brought up to the facts for each record that was touched, or for all of them.

use super::super::db::Db;
use super::super::journal::writes_of;
use super::super::studio::load::{booking, is_shared, kind_known};
use super::super::{Fault, sql};
use super::{Source, ids_of_many, meets_others};
use crate::base::ids::kind_of;
use crate::desk::accord::clash::{Bookables, ms_of, within};
use crate::desk::accord::{Conflict, ConflictKind};
use crate::desk::kind;
use crate::desk::loans::Loan;
use crate::desk::merge::fold;
use crate::desk::studio::Booking;
use rusqlite::named_params;
use std::collections::{BTreeMap, BTreeSet};

/// Brings the clashes of these records up to the facts. What one writer wrote (`lone`) does not clash within itself.
pub(super) fn refresh(db: &Db, touched: &BTreeSet<String>, lone: &BTreeSet<String>, source: Source) -> Result<(), Fault> {
    let alone = db.one(sql!("accord/epochs"), [], |r| r.get::<_, i64>(0))?.unwrap_or(0) < 2;
    if source == Source::Here && alone && !touched.iter().any(|ent| meets_others(ent)) {
        return Ok(());
    }
    let mut ents: BTreeSet<String> = touched.clone();
    let is = |wanted: &'static str| touched.iter().filter(move |ent| kind_of(ent) == wanted);
    if is("loan").next().is_some() {
        ents.extend(ids_of_many(db, sql!("accord/copies_of_loans"), is("loan"))?);
        // A loan that was undone names no copy any more; the clash it had part in does.
        ents.extend(ids_of_many(db, sql!("accord/copies_clashing"), is("loan"))?);
    }
    // How many a place or a kind of session takes bears on the bookings there, or of that kind, and on no others: a hub
    // has everybody's.
    ents.extend(ids_of_many(db, sql!("accord/bookings_at"), is("place"))?);
    ents.extend(ids_of_many(db, sql!("accord/bookings_of_kinds"), is("session_kind"))?);
    let out = ids_of_many(db, sql!("accord/copies_out"), ents.iter().filter(|ent| kind_of(ent) == "copy"))?;
    let mut linked = ids_of_many(db, sql!("accord/conflicts_any_of"), ents.iter())?;
    let mut seen = Seen::default();
    for ent in &ents {
        let mut wanted = if alone || lone.contains(ent) { Vec::new() } else { own(db, ent)? };
        if kind_of(ent) != "copy" || out.contains(ent) {
            wanted.extend(seen.with_others(db, ent)?);
        }
        if !wanted.is_empty() || linked.contains(ent) {
            // A record further on may be linked by this.
            linked.extend(wanted.iter().flat_map(Conflict::entities).map(str::to_owned));
            put(db, ent, wanted)?;
        }
    }
    Ok(())
}

/// Every clash there is by the facts, for `desk verify` and for a table built anew.
pub(in crate::store) fn all(db: &Db) -> Result<BTreeMap<String, Conflict>, Fault> {
    let mut found = BTreeMap::new();
    let ids = |sql: &str| db.rows(sql, [], |r| r.get::<_, String>(0));
    let mut add = |all: Vec<Conflict>| all.into_iter().for_each(|c| keep_later(&mut found, c));
    for ent in ids(sql!("accord/shared"))? {
        add(own(db, &ent)?);
    }
    let mut seen = Seen::default();
    for ent in ids(sql!("accord/bookings_confirmed"))?.into_iter().chain(ids(sql!("accord/copies_doubted"))?) {
        add(seen.with_others(db, &ent)?);
    }
    Ok(found)
}

/// One clash by id; found twice (custody, from the copy and from a loan), the later one stands.
fn keep_later(found: &mut BTreeMap<String, Conflict>, conflict: Conflict) {
    match found.get(&conflict.id) {
        Some(there) if there.opened >= conflict.opened => {}
        _ => {
            found.insert(conflict.id.clone(), conflict);
        }
    }
}

/// The clashes as the table has them.
pub(in crate::store) fn kept(db: &Db) -> Result<BTreeMap<String, Conflict>, Fault> {
    let rows = db.rows(sql!("accord/conflict_all"), [], read)?;
    Ok(rows.into_iter().map(|c| (c.id.clone(), c)).collect())
}

/// What clashes within a record. One writer never clashes with himself.
fn own(db: &Db, ent: &str) -> Result<Vec<Conflict>, Fault> {
    let writers = db.rows(sql!("accord/writers"), named_params! {":ent": ent}, |_| Ok(()))?.len();
    match kind::find(kind_of(ent)) {
        Some(kind) if writers > 1 => Ok(within(ent, kind, &fold(&writes_of(db, ent)?))),
        _ => Ok(Vec::new()),
    }
}

/// What has been read for comparing: of a hub's thousands of places and kinds, those that are asked about.
#[derive(Default)]
struct Seen {
    known: Bookables,
    places: BTreeSet<String>,
    kinds: BTreeSet<String>,
}

impl Seen {
    fn with_others(&mut self, db: &Db, ent: &str) -> Result<Vec<Conflict>, Fault> {
        match kind_of(ent) {
            "booking" => self.bookings(db, ent),
            "copy" => custody_and_loans(db, ent),
            _ => Ok(Vec::new()),
        }
    }

    fn bookings(&mut self, db: &Db, ent: &str) -> Result<Vec<Conflict>, Fault> {
        let beside = db.rows(sql!("accord/bookings_beside"), named_params! {":id": ent}, booking)?;
        if beside.is_empty() {
            return Ok(Vec::new());
        }
        let Some(this) = db.one(sql!("studio/booking"), named_params! {":id": ent}, booking)? else { return Ok(Vec::new()) };
        self.look_up(db, &this)?;
        let clashing: Vec<&Booking> = beside.iter().filter(|other| self.known.clash(&this, other)).collect();
        let mut found = Vec::new();
        for other in clashing {
            let opened = said_at(db, &this.id, "state")?.max(said_at(db, &other.id, "state")?);
            found.push(Conflict::of(ConflictKind::DoubleBooking, [this.id.clone(), other.id.clone()], opened));
        }
        Ok(found)
    }

    /// Kind and place of a booking; what clashes with it for their sake is of the same kind, or at the same place.
    fn look_up(&mut self, db: &Db, booking: &Booking) -> Result<(), Fault> {
        if self.kinds.insert(booking.kind.clone()) {
            self.known.kinds.extend(kind_known(db, &booking.kind)?);
        }
        if self.places.insert(booking.place.clone()) && is_shared(db, &booking.place)? {
            self.known.shared.push(booking.place.clone());
        }
        Ok(())
    }
}

/// Open loans of a copy, oldest first.
pub(super) fn open_loans(db: &Db, copy: &str) -> Result<Vec<Loan>, Fault> {
    db.rows(sql!("accord/loans_open"), named_params! {":copy": copy}, super::super::loans::read_loan)
}

/// Two open loans of one copy; an open loan at a desk that does not have the copy in hand.
fn custody_and_loans(db: &Db, copy: &str) -> Result<Vec<Conflict>, Fault> {
    let open = open_loans(db, copy)?;
    if open.is_empty() {
        return Ok(Vec::new());
    }
    let mut found = Vec::new();
    for (i, a) in open.iter().enumerate() {
        for b in &open[i + 1..] {
            let opened = a.out_at.max(b.out_at);
            found.push(Conflict::of(ConflictKind::DoubleLoan, [a.id.clone(), b.id.clone()], opened));
        }
    }
    let site: Option<String> = db.one(sql!("loans/copy"), named_params! {":id": copy}, |r| r.get("site"))?;
    if let Some(site) = site.filter(|s| !s.is_empty()) {
        let mut elsewhere = false;
        for loan in &open {
            let maker: Option<String> = db.id(sql!("accord/maker"), named_params! {":ent": loan.id})?;
            elsewhere |= maker.is_some_and(|home| home != site);
        }
        if elsewhere {
            let opened = said_at(db, copy, "site")?;
            found.push(Conflict::of(ConflictKind::Custody, [copy.to_owned()], opened));
        }
    }
    Ok(found)
}

/// When the value shown for a field was written, ms; 0 if there is none.
fn said_at(db: &Db, ent: &str, field: &str) -> Result<i64, Fault> {
    let folded = fold(&writes_of(db, ent)?);
    Ok(folded.heads.get(field).and_then(|heads| heads.first()).map_or(0, |h| ms_of(h.hlc)))
}

/// The row of a stored clash.
pub(super) fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<Conflict> {
    let members: String = row.get("members")?;
    Ok(Conflict {
        id: row.get("id")?,
        kind: ConflictKind::parse(&row.get::<_, String>("kind")?).unwrap_or(ConflictKind::TwoValues),
        members: serde_json::from_str(&members).unwrap_or_default(),
        opened: row.get("opened")?,
    })
}

/// Writes what clashes about a record, and takes out what no longer does.
fn put(db: &Db, ent: &str, found: Vec<Conflict>) -> Result<(), Fault> {
    let mut wanted = BTreeMap::new();
    found.into_iter().for_each(|c| keep_later(&mut wanted, c));
    let there = db.rows(sql!("accord/conflicts_of"), named_params! {":ent": ent}, read)?;
    for gone in there.iter().filter(|c| !wanted.contains_key(&c.id)) {
        // Loans clash as seen from their copy.
        if matches!(gone.kind, ConflictKind::DoubleLoan | ConflictKind::Custody) && kind_of(ent) == "loan" {
            continue;
        }
        db.run(sql!("accord/conflict_drop"), named_params! {":id": gone.id})?;
        db.run(sql!("accord/conflict_ents_drop"), named_params! {":id": gone.id})?;
    }
    for new in wanted.values().filter(|c| !there.contains(c)) {
        let members = serde_json::to_string(&new.members)?;
        let params = named_params! {":id": new.id, ":kind": new.kind.name(), ":members": members, ":opened": new.opened};
        db.run(sql!("accord/conflict_put"), params)?;
        for member in new.entities().chain(std::iter::once(ent)) {
            db.run(sql!("accord/conflict_ent_put"), named_params! {":ent": member, ":id": new.id})?;
        }
    }
    if wanted.values().any(|c| c.kind == ConflictKind::Custody) {
        // A copy is doubted because of who has it: the clash is looked at again when one of these loans moves.
        db.run(sql!("accord/conflict_loans_put"), named_params! {":copy": ent})?;
    }
    Ok(())
}
