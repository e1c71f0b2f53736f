//! Bodies that leave the log: which operations take them away, who may, and the blanking itself. Header and hash of a
//! body stay, so the chain still verifies; a body that comes later is dropped in the same transaction that let it in.

use super::super::db::Db;
use super::super::journal::{header_of, row_of};
use super::super::table::project;
use super::super::{Fault, residents, sql};
use super::judge::{self, hub_site};
use crate::base::clock::Moment;
use crate::base::ids::kind_of;
use crate::desk::accord::rules::{self, Held};
use crate::desk::accord::{Due, ErasePerson, Erasure};
use crate::desk::change::{Ctx, Verdict};
use crate::desk::kind;
use crate::desk::merge::SAW;
use crate::desk::reason::{Common, Reason};
use crate::exchange::plan::RETURNED;
use rusqlite::named_params;
use std::collections::{BTreeMap, BTreeSet};

/// The operation that erases a record's person.
pub(in crate::store) const ERASE: &str = "erase";
/// The operation that takes single fields out of the log.
pub(in crate::store) const REDACT: &str = "redact";

/// Kinds that are a person and nothing else: all their bodies go. Of others what is personal goes.
const WHOLE: [&str; 4] = ["resident", "reader", "booking_note", "followup"];

/// Remembers an operation that takes text away, whoever wrote it; whether it may is judged when it is used.
pub(in crate::store) fn noted(
    db: &Db,
    (site, epoch, stream, seq): (&str, i64, &str, i64),
    (hlc, ent, k): (i64, &str, &str),
) -> Result<(), Fault> {
    if k != ERASE && k != REDACT {
        return Ok(());
    }
    let op = format!("{site}.{epoch}.{stream}.{seq}");
    let params = named_params! {":op": op, ":ent": ent, ":k": k, ":site": site, ":epoch": epoch, ":stream": stream, ":seq": seq, ":hlc": hlc};
    db.run(sql!("accord/erased_put"), params)?;
    Ok(())
}

/// An operation that takes text away.
struct Taking {
    k: String,
    site: String,
    epoch: i64,
    stream: String,
    seq: i64,
}

fn takings(db: &Db, ent: &str) -> Result<Vec<Taking>, Fault> {
    db.rows(sql!("accord/erased_of"), named_params! {":ent": ent}, |r| {
        Ok(Taking { k: r.get("k")?, site: r.get("site")?, epoch: r.get("epoch")?, stream: r.get("stream")?, seq: r.get("seq")? })
    })
}

/// Is there anything erased or redacted here at all?
fn any(db: &Db) -> Result<bool, Fault> {
    Ok(db.one(sql!("accord/erased_any"), [], |_| Ok(()))?.is_some())
}

/// Those who hold a record by right: its writers, and the desks they wrote of it to. A function of headers, which
/// nothing erases.
fn parties(db: &Db, ent: &str) -> Result<BTreeSet<String>, Fault> {
    let pairs =
        db.rows(sql!("accord/parties"), named_params! {":ent": ent}, |r| Ok((r.get::<_, String>(0)?, r.get::<_, String>(1)?)))?;
    let mut found = BTreeSet::new();
    for (site, stream) in pairs {
        found.extend(stream.strip_prefix("to:").map(str::to_owned));
        found.insert(site);
    }
    Ok(found)
}

/// Blanks what these records have lost; those that show something else now.
pub(super) fn apply(db: &Db, touched: &BTreeSet<String>) -> Result<BTreeSet<String>, Fault> {
    let mut changed = BTreeSet::new();
    if !any(db)? {
        return Ok(changed);
    }
    let hub = hub_site(db)?;
    for ent in touched {
        let takings = takings(db, ent)?;
        if takings.is_empty() {
            continue;
        }
        let parties = parties(db, ent)?;
        let before = row_of(db, ent)?;
        let mut blanked = 0;
        for taking in takings.iter().filter(|t| parties.contains(&t.site) || hub.as_ref() == Some(&t.site)) {
            if blank_copies(db, ent)? > 0 {
                db.scrub.set(true);
            }
            blanked += match taking.k.as_str() {
                ERASE => blank_all(db, ent)?,
                _ => blank_named(db, ent, taking)?,
            };
        }
        if blanked > 0 {
            drop_drafts(db, before.as_ref())?;
            let after = row_of(db, ent)?;
            project(db, ent, before.as_ref(), after.as_ref())?;
            db.scrub.set(true);
            changed.insert(ent.clone());
        }
    }
    Ok(changed)
}

/// Copies of a record's operations that show nowhere: set aside after a fork, or on their way home to their author.
fn blank_copies(db: &Db, ent: &str) -> Result<usize, Fault> {
    let aside = db.run(sql!("accord/blank_aside"), named_params! {":ent": ent})?;
    Ok(aside + db.run(sql!("accord/blank_returned"), named_params! {":ent": format!("{RETURNED}:{ent}")})?)
}

fn blank_all(db: &Db, ent: &str) -> Result<usize, Fault> {
    let sql = if WHOLE.contains(&kind_of(ent)) { sql!("accord/blank_whole") } else { sql!("accord/blank_person") };
    db.run(sql, named_params! {":ent": ent})
}

/// The operations that a redaction saw, as far as they are here and of this record.
fn blank_named(db: &Db, ent: &str, taking: &Taking) -> Result<usize, Fault> {
    let params = named_params! {":site": taking.site, ":epoch": taking.epoch, ":stream": taking.stream, ":seq": taking.seq};
    let Some(header) = db.one(sql!("accord/op_header"), params, |r| r.get::<_, Vec<u8>>(0))? else { return Ok(0) };
    let mut blanked = 0;
    for id in header_of(&header)?.base.remove(SAW).unwrap_or_default() {
        let Some((site, epoch, stream, seq)) = parts(&id) else { continue };
        let params = named_params! {":ent": ent, ":site": site, ":epoch": epoch, ":stream": stream, ":seq": seq};
        blanked += db.run(sql!("accord/blank_one"), params)?;
    }
    Ok(blanked)
}

/// `site.epoch.stream.seq` taken apart; a stream's name holds no point.
fn parts(id: &str) -> Option<(&str, i64, &str, i64)> {
    let mut parts = id.split('.');
    let found = (parts.next()?, parts.next()?.parse().ok()?, parts.next()?, parts.next()?.parse().ok()?);
    parts.next().is_none().then_some(found)
}

/// A draft may hold what was typed of the person: his numbers go with him.
fn drop_drafts(db: &Db, before: Option<&crate::desk::change::Fields>) -> Result<(), Fault> {
    for field in ["phone", "id_number"] {
        let text = before.and_then(|f| f.get(field)).and_then(|v| v.as_str()).filter(|t| t.len() >= 7);
        if let Some(text) = text {
            db.run(sql!("accord/drafts_with"), named_params! {":text": text})?;
        }
    }
    Ok(())
}

/// Old pages leave the write-ahead log; called after the commit. While another window reads, it is tried again later.
pub(in crate::store) fn scrub(db: &Db) -> Result<(), Fault> {
    if db.scrub.get() {
        let busy: Option<i64> = db.one(sql!("accord/scrub"), [], |r| r.get(0))?;
        db.scrub.set(busy.is_some_and(|b| b != 0));
    }
    Ok(())
}

/// Was anything of this record erased or redacted?
pub(in crate::store) fn touched(db: &Db, ent: &str) -> Result<bool, Fault> {
    Ok(any(db)? && !takings(db, ent)?.is_empty())
}

/// Was this record's person erased, and would a change write of him again?
pub(super) fn forbids(db: &Db, change: &crate::desk::change::Change) -> Result<bool, Fault> {
    let ent = change.ent.as_str();
    if !any(db)? || !takings(db, ent)?.iter().any(|t| t.k == ERASE) {
        return Ok(false);
    }
    let Some(kind) = kind::find(kind_of(ent)) else { return Ok(false) };
    let personal = |name: &String| kind.field(name).is_some_and(|f| f.class.personal());
    Ok(WHOLE.contains(&kind.name) || change.fields.keys().any(personal))
}

pub(super) fn person(db: &Db, c: &ErasePerson, ctx: &Ctx<'_>) -> Result<Verdict, Fault> {
    let given = c.person.trim();
    let found = match residents::resolve(db, given)? {
        Some(card) => Some(card.id),
        None => db.id(sql!("accord/resident_of_card"), named_params! {":card": given})?,
    };
    let Some(resident) = found else {
        return Ok(Err(vec![Reason::of(Common::NotFound).fact("what", "resident").fact("given", given)]));
    };
    let mut held = Held::default();
    let satellites = db.rows(sql!("accord/satellites"), named_params! {":resident": resident}, |r| r.get::<_, String>(0))?;
    for ent in std::iter::once(resident.clone()).chain(satellites) {
        let parties = parties(db, &ent)?;
        let ours = ctx.hub || parties.contains(ctx.site);
        if !ours {
            held.elsewhere.extend(parties);
        }
        held.records.push((ent, ours));
    }
    held.elsewhere.sort();
    held.elsewhere.dedup();
    let now = ctx.at.local().format("%Y-%m-%dT%H:%M").to_string();
    held.open = db.one(sql!("accord/open_of"), named_params! {":resident": resident, ":now": now}, |r| r.get(0))?.unwrap_or(0);
    Ok(rules::erase_person(&held, c, ctx))
}

/// Days a field is kept after the person's last business closed.
fn days(db: &Db, key: &str, usual: i64) -> Result<i64, Fault> {
    Ok(db.setting(key)?.and_then(|v| v.parse().ok()).unwrap_or(usual))
}

/// Records with fields whose time is over, at most `most`, made at this site.
pub(super) fn due(db: &Db, at: Moment, most: usize) -> Result<Vec<(String, Vec<String>)>, Fault> {
    let before = |days: i64| if days > 0 { at.0 - days * 24 * 3600 * 1000 } else { i64::MIN };
    let (id_number, phone) = (days(db, "retention.id_number_days", 30)?, days(db, "retention.phone_days", 180)?);
    let params = named_params! {":id_before": before(id_number), ":phone_before": before(phone), ":today": at.date().to_string(),
    ":now": at.local().format("%Y-%m-%dT%H:%M").to_string()};
    let cards =
        db.rows(sql!("accord/cards_due"), params, |r| Ok((r.get::<_, String>(0)?, r.get::<_, bool>(1)?, r.get::<_, bool>(2)?)))?;
    let mut found = Vec::new();
    let ours = |ent: &str| Ok::<bool, Fault>(judge::owner(db, ent)?.is_none_or(|owner| owner == db.site));
    for (ent, id_due, phone_due) in cards {
        let named = [(id_due, "id_number"), (phone_due, "phone")];
        let fields: Vec<String> = named.iter().filter(|(due, _)| *due).map(|(_, f)| (*f).to_owned()).collect();
        if !fields.is_empty() && ours(&ent)? {
            found.push((ent, fields));
        }
        if found.len() >= most {
            return Ok(found);
        }
    }
    if phone > 0 {
        let day = Moment(before(phone)).date().to_string();
        for ent in db.rows(sql!("accord/bookings_due"), named_params! {":before": day}, |r| r.get::<_, String>(0))? {
            if found.len() < most && ours(&ent)? {
                found.push((ent, vec!["phone".into()]));
            }
        }
    }
    Ok(found)
}

/// How many records would lose which field.
pub(super) fn due_counts(db: &Db, at: Moment) -> Result<Vec<Due>, Fault> {
    let mut counts: BTreeMap<(String, String), i64> = BTreeMap::new();
    for (ent, fields) in due(db, at, usize::MAX)? {
        for field in fields {
            *counts.entry((kind_of(&ent).to_owned(), field)).or_default() += 1;
        }
    }
    Ok(counts.into_iter().map(|((kind, field), records)| Due { kind, field, records }).collect())
}

/// Every erasure with the sites whose files say that they have it: the proof (SYNC.md section 10).
pub(super) fn erasures(db: &Db, rows: usize) -> Result<Vec<Erasure>, Fault> {
    let rows = i64::try_from(if rows == 0 { 100 } else { rows.min(1000) }).unwrap_or(100);
    let peers = db.rows(sql!("exchange/peers"), [], |r| Ok((r.get::<_, String>(0)?, r.get::<_, String>(3)?)))?;
    let mut all = Vec::new();
    let found = db.rows(sql!("accord/erasures"), named_params! {":rows": rows}, |r| {
        let (site, epoch, stream, seq): (String, i64, String, i64) =
            (r.get("site")?, r.get("epoch")?, r.get("stream")?, r.get("seq")?);
        Ok((
            r.get::<_, String>("ent")?,
            r.get::<_, String>("k")?,
            site,
            epoch,
            stream,
            seq,
            r.get::<_, i64>("hlc")?,
            r.get::<_, Vec<u8>>("header")?,
        ))
    })?;
    for (ent, k, site, epoch, stream, seq, hlc, header) in found {
        let name = format!("{site}.{epoch}.{stream}");
        let mut erasure = Erasure {
            kind: kind_of(&ent).to_owned(),
            ent,
            what: k,
            at: Moment(hlc >> 16).rfc3339(),
            clerk: header_of(&header)?.by,
            done: vec![site.clone()],
            waits: Vec::new(),
            site,
        };
        if erasure.site != db.site {
            erasure.done.push(db.site.clone());
        }
        for (peer, have) in peers.iter().filter(|(peer, _)| *peer != erasure.site && *peer != db.site) {
            let have: BTreeMap<String, i64> = if have.is_empty() { BTreeMap::new() } else { serde_json::from_str(have)? };
            let has = have.get(&name).copied().unwrap_or(0) >= seq;
            if has { erasure.done.push(peer.clone()) } else { erasure.waits.push(peer.clone()) }
        }
        all.push(erasure);
    }
    Ok(all)
}

/// What is wrong with what is erased: operations that are not remembered, bodies that should be gone.
pub(in crate::store) fn wrongs(db: &Db) -> Result<Vec<String>, Fault> {
    let mut wrong: Vec<String> = db.rows(sql!("accord/erased_wrong"), [], |r| r.get(0))?;
    let hub = hub_site(db)?;
    for ent in db.rows(sql!("accord/erased_ents"), [], |r| r.get::<_, String>(0))? {
        let parties = parties(db, &ent)?;
        let valid =
            takings(db, &ent)?.iter().any(|t| t.k == ERASE && (parties.contains(&t.site) || hub.as_ref() == Some(&t.site)));
        let left: i64 = db.one(sql!("accord/person_left"), named_params! {":ent": ent}, |r| r.get(0))?.unwrap_or(0);
        if valid && left > 0 {
            wrong.push(format!("{ent}: erased, and {left} bodies are still there"));
        }
    }
    Ok(wrong)
}
