//! Clashes as a person decides them: what it is about, who wrote what and when, why it came about.

use super::super::db::Db;
use super::super::journal::{fields_of, header_of};
use super::super::{Fault, sql};
use super::settle::matter;
use super::{clashes, judge};
use crate::base::clock::Moment;
use crate::base::ids::kind_of;
use crate::desk::accord::clash::ms_of;
use crate::desk::accord::rules::{Matter, Sides};
use crate::desk::accord::{Card, Conflict, ConflictKind, Conflicts, Side};
use crate::desk::change::{DELETED, Fields};
use crate::desk::studio::time::{clock_text, wall_text};
use crate::text::{mask, safe};
use rusqlite::named_params;
use serde_json::Value;
use std::collections::BTreeMap;

/// How long a missing record is waited for before it is said, ms.
const ORPHAN_MS: i64 = 7 * 24 * 3600 * 1000;
/// A file that brings what was written longer ago than this is a late one, ms.
const LATE_MS: i64 = 24 * 3600 * 1000;

/// Every open clash, oldest first.
pub(super) fn list(db: &Db, q: &Conflicts, at: Moment) -> Result<Vec<Card>, Fault> {
    let mut found = open(db, at)?;
    if let Some(kind) = q.kind.as_deref().filter(|k| !k.trim().is_empty()) {
        found.retain(|c| c.kind.name() == kind.trim());
    }
    if let Some(of) = q.of.as_deref().filter(|o| !o.trim().is_empty()) {
        found.retain(|c| c.entities().any(|ent| ent == of.trim()));
    }
    found.into_iter().map(|c| card(db, c)).collect()
}

/// One open clash by id, or by the first digits of it.
pub(super) fn one(db: &Db, id: &str, at: Moment) -> Result<Option<Card>, Fault> {
    find(db, id, at)?.map(|c| card(db, c)).transpose()
}

pub(super) fn find(db: &Db, id: &str, at: Moment) -> Result<Option<Conflict>, Fault> {
    let id = id.trim().to_lowercase();
    if let Some(kept) = db.one(sql!("accord/conflict_one"), named_params! {":id": id}, clashes::read)? {
        return Ok(Some(kept));
    }
    let mut fits = open(db, at)?.into_iter().filter(|c| id.len() >= 4 && c.id.starts_with(&id));
    let first = fits.next();
    Ok(first.filter(|_| fits.next().is_none()))
}

/// What is kept in the table, what is held for who wrote it, and what waits for a record longer than a week.
fn open(db: &Db, at: Moment) -> Result<Vec<Conflict>, Fault> {
    let mut all = db.rows(sql!("accord/conflict_all"), [], clashes::read)?;
    let mut groups: BTreeMap<(String, String), i64> = BTreeMap::new();
    let held =
        db.rows(sql!("accord/breaches"), [], |r| Ok((r.get::<_, String>(5)?, r.get::<_, String>(0)?, r.get::<_, i64>(4)?)))?;
    for (ent, site, hlc) in held {
        let opened = groups.entry((ent, site)).or_default();
        *opened = ms_of(hlc).max(*opened);
    }
    for ((ent, site), opened) in groups {
        let breach = Conflict::of(ConflictKind::OwnerBreach, [ent, site], opened);
        if !open_breaches(db, &breach)?.is_empty() {
            all.push(breach);
        }
    }
    let limit = at.0.saturating_sub(ORPHAN_MS).saturating_mul(1 << 16);
    let orphans = db.rows(sql!("accord/orphans"), named_params! {":limit": limit}, |r| {
        Ok(([r.get::<_, String>(0)?, r.get::<_, String>(1)?], r.get::<_, i64>(2)?))
    })?;
    all.extend(orphans.into_iter().map(|(members, hlc)| Conflict::of(ConflictKind::Orphan, members, ms_of(hlc) + ORPHAN_MS)));
    all.sort_by(|a, b| (a.opened, &a.id).cmp(&(b.opened, &b.id)));
    Ok(all)
}

/// Operations without effect of a breach that nobody has taken note of yet.
pub(super) fn open_breaches(db: &Db, conflict: &Conflict) -> Result<Vec<String>, Fault> {
    let noted: Vec<String> = db.rows(sql!("accord/settled_drops"), named_params! {":conflict": conflict.id}, |r| r.get(0))?;
    let noted: Vec<&str> = noted.iter().flat_map(|lines| lines.lines()).collect();
    let mut open = Vec::new();
    for ent in conflict.entities() {
        open.extend(db.rows(sql!("accord/breaches_of"), named_params! {":ent": ent}, |r| {
            let site: String = r.get(0)?;
            Ok((format!("{site}.{}.{}.{}", r.get::<_, i64>(1)?, r.get::<_, String>(2)?, r.get::<_, i64>(3)?), site))
        })?);
    }
    let theirs = open.into_iter().filter(|(_, site)| conflict.members.contains(site));
    Ok(theirs.map(|(op, _)| op).filter(|op| !noted.contains(&op.as_str())).collect())
}

fn card(db: &Db, conflict: Conflict) -> Result<Card, Fault> {
    let Matter { conflict, decides, sides } = matter(db, conflict)?;
    let ops = Ops::of(db, &conflict)?;
    let mut shown = side_rows(db, &sides, &ops)?;
    shown.sort_by(|a, b| (&a.at, &a.id).cmp(&(&b.at, &b.id)));
    let (why, because) = ops.why();
    Ok(Card {
        kind: conflict.kind.name().into(),
        opened: Moment(conflict.opened).rfc3339(),
        about: about(db, &conflict, &sides)?,
        why,
        because,
        ours: decides.contains(&db.site),
        decides,
        sides: shown,
        id: conflict.id,
        members: conflict.members,
    })
}

/// One operation with its way here.
struct Came {
    id: String,
    ent: String,
    site: String,
    epoch: i64,
    ms: i64,
    clerk: String,
    fields: Fields,
    /// The desk whose file brought it, and when that was read.
    file: Option<(String, i64)>,
}

struct Ops(Vec<Came>);

impl Ops {
    fn of(db: &Db, conflict: &Conflict) -> Result<Ops, Fault> {
        let mut all = Vec::new();
        for ent in conflict.entities() {
            let rows = db.rows(sql!("accord/ops_named"), named_params! {":ent": ent}, |r| {
                let (site, epoch): (String, i64) = (r.get(0)?, r.get(1)?);
                let id = format!("{site}.{epoch}.{}.{}", r.get::<_, String>(2)?, r.get::<_, i64>(3)?);
                let file = r.get::<_, Option<String>>(7)?.zip(r.get::<_, Option<i64>>(8)?);
                Ok(((id, site, epoch, ms_of(r.get(4)?), file), r.get::<_, Vec<u8>>(5)?, r.get::<_, Option<Vec<u8>>>(6)?))
            })?;
            for ((id, site, epoch, ms, file), header, body) in rows {
                let (ent, clerk) = (ent.to_owned(), header_of(&header)?.by);
                all.push(Came { id, ent, site, epoch, ms, clerk, fields: fields_of(body.as_deref())?, file });
            }
        }
        Ok(Ops(all))
    }

    fn last(&self, ent: &str, fields: &[&str]) -> Option<&Came> {
        let writes = |op: &&Came| op.ent == ent && fields.iter().any(|f| op.fields.contains_key(*f));
        self.0.iter().rfind(writes).or_else(|| self.0.iter().find(|op| op.ent == ent))
    }

    fn named(&self, id: &str) -> Option<&Came> {
        self.0.iter().find(|op| op.id == id)
    }

    /// A restore and a file that came late explain most clashes; otherwise two desks worked at once.
    fn why(&self) -> (String, BTreeMap<String, String>) {
        let mut facts = BTreeMap::new();
        if let Some(op) = self.0.iter().find(|op| op.epoch > 0) {
            facts.insert("site".into(), op.site.clone());
            facts.insert("epoch".into(), op.epoch.to_string());
            return ("restore".into(), facts);
        }
        let late = self.0.iter().filter_map(|op| op.file.as_ref().map(|(from, read)| (op, from, *read)));
        if let Some((op, from, read)) =
            late.filter(|(op, _, read)| read - op.ms > LATE_MS).max_by_key(|(op, _, read)| read - op.ms)
        {
            facts.insert("site".into(), op.site.clone());
            facts.insert("via".into(), from.clone());
            facts.insert("read".into(), Moment(read).rfc3339());
            return ("late_file".into(), facts);
        }
        ("at_once".into(), facts)
    }
}

fn side(op: Option<&Came>, id: &str, value: String, shown: bool, facts: BTreeMap<String, String>) -> Side {
    let (site, clerk, at) = op.map_or_else(Default::default, |o| (o.site.clone(), o.clerk.clone(), Moment(o.ms).rfc3339()));
    Side { id: id.to_owned(), site, clerk, at, value, shown, facts }
}

fn side_rows(db: &Db, sides: &Sides, ops: &Ops) -> Result<Vec<Side>, Fault> {
    let facts = |pairs: &[(&str, String)]| -> BTreeMap<String, String> {
        pairs.iter().filter(|(_, v)| !v.is_empty()).map(|(k, v)| ((*k).to_owned(), v.clone())).collect()
    };
    Ok(match sides {
        Sides::Bookings(all) => all
            .iter()
            .map(|b| {
                let told = facts(&[
                    ("home", b.home.clone()),
                    ("community", b.community.clone()),
                    ("client", mask::name(&b.client_name)),
                    ("phone", mask::phone(&b.phone)),
                    ("from", clock_text(b.start.time())),
                    ("to", clock_text(b.span().until.time())),
                ]);
                side(ops.last(&b.id, &["state"]), &b.id, b.number.clone(), true, told)
            })
            .collect(),
        Sides::Loans(all) => {
            let newest = all.iter().map(|l| l.out_at).max();
            let one = |l: &crate::desk::loans::Loan| -> Result<Side, Fault> {
                let reader: Option<String> = match &l.reader {
                    Some(id) => db.one(sql!("accord/reader_name"), named_params! {":id": id}, |r| r.get(0))?,
                    None => None,
                };
                let told = facts(&[("due", l.due.clone()), ("reader", mask::name(&reader.unwrap_or_default()))]);
                Ok(side(ops.last(&l.id, &["out_at"]), &l.id, Moment(l.out_at).rfc3339(), Some(l.out_at) == newest, told))
            };
            all.iter().map(one).collect::<Result<_, _>>()?
        }
        Sides::Custody { copy, rooms, open } => rooms
            .iter()
            .map(|(room, state)| {
                let last = ops.0.iter().rfind(|op| op.site == *room && op.ent == copy.id);
                let lent = if *room == db.site { open.len() } else { 0 };
                side_of(last, room, state, copy.site == *room, facts(&[("open_loans", count(lent))]))
            })
            .collect(),
        Sides::Values { ent, field, heads } => {
            let shown = heads.first().map(|(op, _)| op.clone());
            let told = |value: &Value| masked(kind_of(ent), field, value);
            let one =
                |(op, value): &(String, Value)| side(ops.named(op), op, told(value), Some(op) == shown.as_ref(), BTreeMap::new());
            heads.iter().map(one).collect()
        }
        Sides::Gone { ent } => {
            let deletes = ops.last(ent, &[DELETED]);
            let edit = ops.0.iter().rfind(|op| op.ent == *ent && !op.fields.contains_key(DELETED));
            let fields = edit.map(|op| op.fields.keys().cloned().collect::<Vec<_>>().join(" ")).unwrap_or_default();
            vec![
                side(deletes, "delete", String::new(), false, BTreeMap::new()),
                side(edit, "edit", fields.clone(), true, facts(&[("fields", fields)])),
            ]
        }
        Sides::Breach { ops: held } => held
            .iter()
            .map(|op| {
                let mut parts = op.splitn(2, '.');
                let site = parts.next().unwrap_or_default().to_owned();
                Ok(Side { site, ..breach_side(db, op)? })
            })
            .collect::<Result<_, Fault>>()?,
        Sides::Waiting { .. } => Vec::new(),
    })
}

/// A side whose desk is known although no operation of it may be.
fn side_of(op: Option<&Came>, room: &str, state: &str, shown: bool, facts: BTreeMap<String, String>) -> Side {
    Side { site: room.to_owned(), ..side(op, room, state.to_owned(), shown, facts) }
}

fn count(n: usize) -> String {
    if n == 0 { String::new() } else { n.to_string() }
}

/// An operation without effect: who, when, which fields; not what, for it does not count.
fn breach_side(db: &Db, op: &str) -> Result<Side, Fault> {
    let found = db.rows(sql!("accord/breaches"), [], |r| {
        let id = format!("{}.{}.{}.{}", r.get::<_, String>(0)?, r.get::<_, i64>(1)?, r.get::<_, String>(2)?, r.get::<_, i64>(3)?);
        Ok((id, r.get::<_, i64>(4)?, r.get::<_, Vec<u8>>(6)?))
    })?;
    let Some((_, hlc, header)) = found.into_iter().find(|(id, ..)| id == op) else {
        return Ok(side(None, op, String::new(), false, BTreeMap::new()));
    };
    let header = header_of(&header)?;
    let fields: Vec<String> = header.base.keys().cloned().collect();
    let at = Moment(ms_of(hlc)).rfc3339();
    Ok(Side {
        id: op.into(),
        site: header.s,
        clerk: header.by,
        at,
        value: fields.join(" "),
        shown: false,
        facts: BTreeMap::new(),
    })
}

/// A value as it may stand on a screen that others see.
fn masked(kind: &str, field: &str, value: &Value) -> String {
    let text = match value {
        Value::String(text) => safe::clean(text),
        Value::Null => String::new(),
        other => other.to_string(),
    };
    match (kind, field) {
        (_, "phone") => mask::phone(&text),
        (_, "id_number") => mask::id_number(&text),
        ("resident" | "reader", "name") | (_, "client_name") => mask::name(&text),
        _ => text,
    }
}

/// What it is about, in facts that words are filled from.
fn about(db: &Db, conflict: &Conflict, sides: &Sides) -> Result<BTreeMap<String, String>, Fault> {
    let mut about = BTreeMap::new();
    let mut name = |key: &str, id: &str| -> Result<(), Fault> {
        if !id.is_empty() {
            let found: Option<String> = db.id(sql!("accord/name_of"), named_params! {":id": id})?;
            about.insert(key.to_owned(), found.unwrap_or_default());
        }
        Ok(())
    };
    let mut copy = None;
    match sides {
        Sides::Bookings(all) => {
            if let Some(b) = all.first() {
                name("advisor", &b.advisor)?;
                name("place", &b.place)?;
            }
            let (from, to) = (all.iter().map(|b| b.start).min(), all.iter().map(|b| b.span().until).max());
            about.extend(from.map(|f| ("from".to_owned(), wall_text(f))));
            about.extend(to.map(|t| ("to".to_owned(), wall_text(t))));
        }
        Sides::Loans(all) => copy = all.first().map(|l| l.copy.clone()),
        Sides::Custody { copy: of, .. } => copy = Some(of.id.clone()),
        Sides::Values { field, .. } => {
            about.insert("field".into(), field.clone());
        }
        Sides::Waiting { .. } | Sides::Gone { .. } | Sides::Breach { .. } => {}
    }
    if let Some(id) = copy {
        let row = db.one(sql!("loans/copy"), named_params! {":id": id}, |r| {
            Ok((r.get::<_, String>("title")?, r.get::<_, String>("barcode")?))
        })?;
        if let Some((title, barcode)) = row {
            about.insert("barcode".into(), barcode);
            let found: Option<String> = db.id(sql!("accord/name_of"), named_params! {":id": title})?;
            about.insert("title".into(), found.unwrap_or_default());
        }
    }
    if let Some(ent) = conflict.entities().next() {
        about.insert("kind".into(), kind_of(ent).to_owned());
        about.insert("ent".into(), ent.to_owned());
        let number: Option<String> = db.id(sql!("accord/number_of"), named_params! {":id": ent})?;
        about.extend(number.map(|n| ("number".to_owned(), n)));
    }
    if conflict.kind == ConflictKind::OwnerBreach {
        about.extend(conflict.members.iter().find(|m| !m.contains(':')).map(|site| ("site".to_owned(), site.clone())));
        let owner = conflict.entities().next().map(|ent| judge::owner(db, ent)).transpose()?.flatten();
        about.extend(owner.map(|o| ("owner".to_owned(), o)));
    }
    Ok(about)
}
