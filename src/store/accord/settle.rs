//! A clash with what settling it needs to know.

use super::super::db::Db;
use super::super::journal::writes_of;
use super::super::loans::{read_copy, read_loan};
use super::super::studio::load::booking;
use super::super::{Fault, sql};
use super::{card, clashes, judge};
use crate::desk::accord::rules::{self, Matter, Sides};
use crate::desk::accord::{Conflict, ConflictKind, Settle};
use crate::desk::change::{Ctx, Verdict};
use crate::desk::merge::fold;
use rusqlite::named_params;

pub(super) fn plan(db: &Db, c: &Settle, ctx: &Ctx<'_>) -> Result<Verdict, Fault> {
    let matter = card::find(db, &c.conflict, ctx.at)?.map(|conflict| matter(db, conflict)).transpose()?;
    Ok(rules::settle(matter.as_ref(), c, ctx))
}

/// The clash with its sides and who decides.
pub(super) fn matter(db: &Db, conflict: Conflict) -> Result<Matter, Fault> {
    let (sides, decides) = match conflict.kind {
        ConflictKind::DoubleBooking => {
            let one = |id: &String| db.one(sql!("studio/booking"), named_params! {":id": id}, booking);
            let all = conflict.members.iter().map(one).collect::<Result<Vec<_>, _>>()?;
            (Sides::Bookings(all.into_iter().flatten().collect()), judge::who(db, first(&conflict), "state")?)
        }
        ConflictKind::DoubleLoan => {
            let one = |id: &String| db.one(sql!("accord/loan"), named_params! {":id": id}, read_loan);
            let all: Vec<_> = conflict.members.iter().map(one).collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect();
            let room = match all.first() {
                Some(loan) => db.one(sql!("loans/copy"), named_params! {":id": loan.copy}, |r| r.get("site"))?,
                None => None,
            };
            (Sides::Loans(all), sorted(room.into_iter().chain(judge::hub_site(db)?)))
        }
        ConflictKind::Custody => custody(db, first(&conflict))?,
        ConflictKind::TwoValues => {
            let (ent, field) = first(&conflict).split_once('#').unwrap_or((first(&conflict), ""));
            let folded = fold(&writes_of(db, ent)?);
            let heads = folded.heads.get(field).into_iter().flatten().map(|h| (h.id.clone(), h.value.clone())).collect();
            (Sides::Values { ent: ent.into(), field: field.into(), heads }, judge::who(db, ent, field)?)
        }
        ConflictKind::DeleteEdit => {
            let ent = first(&conflict);
            (Sides::Gone { ent: ent.into() }, judge::who(db, ent, "")?)
        }
        ConflictKind::OwnerBreach => {
            let ent = conflict.entities().next().unwrap_or_default().to_owned();
            let ops = card::open_breaches(db, &conflict)?;
            (Sides::Breach { ops }, judge::who(db, &ent, "")?)
        }
        ConflictKind::Orphan => (Sides::Waiting { missing: conflict.members.join(" ") }, Vec::new()),
    };
    Ok(Matter { conflict, decides, sides })
}

fn first(conflict: &Conflict) -> &str {
    conflict.members.first().map_or("", String::as_str)
}

fn sorted(all: impl Iterator<Item = String>) -> Vec<String> {
    let mut all: Vec<String> = all.collect();
    all.sort();
    all.dedup();
    all
}

/// The rooms that wrote of the copy as if they had it, each with the state its own last write gave it.
fn custody(db: &Db, copy: &str) -> Result<(Sides, Vec<String>), Fault> {
    let mut rooms: Vec<(String, String)> = Vec::new();
    let mut writes = writes_of(db, copy)?;
    writes.sort_by(|a, b| a.order.cmp(&b.order));
    for write in &writes {
        let site = &write.order.1;
        let state = write.fields.get("state").and_then(|s| s.as_str());
        let with = write.fields.get("site").is_some_and(|s| s == site.as_str());
        match rooms.iter_mut().find(|(room, _)| room == site) {
            Some((_, said)) => *said = state.map_or_else(|| said.clone(), str::to_owned),
            None if with || state.is_some() => rooms.push((site.clone(), state.unwrap_or_default().to_owned())),
            None => {}
        }
    }
    let open = clashes::open_loans(db, copy)?;
    for loan in &open {
        let home = judge::owner(db, &loan.id)?.filter(|h| !rooms.iter().any(|(room, _)| room == h));
        rooms.extend(home.map(|h| (h, "lent".to_owned())));
    }
    let found = db.one(sql!("loans/copy"), named_params! {":id": copy}, read_copy)?;
    let decides = sorted(rooms.iter().map(|(room, _)| room.clone()).chain(judge::hub_site(db)?));
    let copy = found.unwrap_or_else(|| crate::desk::loans::Copy { id: copy.into(), ..Default::default() });
    Ok((Sides::Custody { copy: Box::new(copy), rooms, open }, decides))
}
