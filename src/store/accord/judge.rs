//! Who may have written what is in the log: judged before writing, and again on each import.

use super::super::db::Db;
use super::super::journal::{fields_of, header_of, row_of};
use super::super::open::Site;
use super::super::table::project;
use super::super::{Fault, sql};
use super::ids_of_many;
use crate::base::ids::kind_of;
use crate::desk::accord::Refusal;
use crate::desk::accord::owner::{Decider, Given, Log, Op, Order, ROWS, decider, handed_over, judge, may_write};
use crate::desk::change::{Change, Fields};
use crate::desk::reason::Reason;
use rusqlite::named_params;
use serde_json::Value;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

/// The version of the operations this program writes.
pub(super) const VERSION: u32 = 1;

/// The log as the judge asks it; makers and grants are read once.
pub(super) struct DbLog<'a> {
    db: &'a Db,
    hub: Option<String>,
    makers: RefCell<BTreeMap<String, Option<String>>>,
    grants: RefCell<BTreeMap<String, Vec<Given>>>,
}

impl<'a> DbLog<'a> {
    pub fn of(db: &'a Db) -> Result<DbLog<'a>, Fault> {
        Ok(DbLog { db, hub: hub_site(db)?, makers: RefCell::default(), grants: RefCell::default() })
    }
}

/// The hub's code: this site if it is the hub, the setting, else the first site whose file said so.
pub(super) fn hub_site(db: &Db) -> Result<Option<String>, Fault> {
    if db.one(sql!("core/site_state"), [], |r| r.get::<_, bool>("hub"))?.unwrap_or(false) {
        return Ok(Some(db.site.clone()));
    }
    match db.setting("hub.site")?.filter(|s| !s.is_empty()) {
        Some(set) => Ok(Some(set)),
        None => db.id(sql!("exchange/hub_known"), []),
    }
}

fn order(r: &rusqlite::Row<'_>) -> rusqlite::Result<Order> {
    Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?))
}

/// A grant as the operation that gave it says.
fn given(order: Order, fields: &Fields) -> Given {
    let text = |name: &str| fields.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    let number = |name: &str| fields.get(name).and_then(Value::as_i64).unwrap_or_default();
    let (advisor, place, start) = (text("advisor"), text("place"), text("start"));
    Given { order, advisor, place, start, minutes: number("minutes"), to: text("to"), until: number("until") }
}

impl Log for DbLog<'_> {
    type Error = Fault;

    fn owner(&self, ent: &str, before: &Order) -> Result<Option<String>, Fault> {
        let known = self.makers.borrow().get(ent).cloned();
        let maker = match known {
            Some(maker) => maker,
            None => {
                let maker: Option<String> = self.db.id(sql!("accord/maker"), named_params! {":ent": ent})?;
                self.makers.borrow_mut().insert(ent.to_owned(), maker.clone());
                maker
            }
        };
        let Some(maker) = maker else { return Ok(None) };
        let given = self.db.rows(sql!("accord/handovers_of"), named_params! {":ent": ent}, |r| Ok((order(r)?, r.get(4)?)))?;
        Ok(Some(handed_over(&maker, &given, self.hub.as_deref(), before)))
    }

    fn grants(&self, to: &str) -> Result<Vec<Given>, Fault> {
        if let Some(known) = self.grants.borrow().get(to) {
            return Ok(known.clone());
        }
        let raw = |r: &rusqlite::Row<'_>| Ok((order(r)?, r.get::<_, Option<Vec<u8>>>(4)?));
        let found = self.db.rows(sql!("accord/grants_to"), named_params! {":to": to}, raw)?;
        let found = found.into_iter().map(|(order, body)| Ok(given(order, &fields_of(body.as_deref())?)));
        let found: Vec<Given> = found.collect::<Result<_, Fault>>()?;
        self.grants.borrow_mut().insert(to.to_owned(), found.clone());
        Ok(found)
    }

    fn hub(&self) -> Option<&str> {
        self.hub.as_deref()
    }
}

/// Every operation of a record that the judge looks at.
pub(super) fn ops_of(db: &Db, ent: &str) -> Result<Vec<Op>, Fault> {
    let rows = db.rows(sql!("accord/ops_judged"), named_params! {":ent": ent}, |r| {
        let order: Order = (r.get("hlc")?, r.get("site")?, r.get("epoch")?, r.get("seq")?);
        Ok((order, r.get::<_, String>("stream")?, r.get::<_, Vec<u8>>("header")?, r.get::<_, Option<Vec<u8>>>("body")?))
    })?;
    rows.into_iter()
        .map(|(order, stream, header, body)| {
            let id = format!("{}.{}.{stream}.{}", order.1, order.2, order.3);
            Ok(Op { id, v: header_of(&header)?.v, fields: fields_of(body.as_deref())?, order })
        })
        .collect()
}

/// Does everybody who holds a record of this kind decide about it?
fn anybodys(ent: &str) -> bool {
    let mut rows = ROWS.iter().filter(|r| r.kind == kind_of(ent));
    rows.all(|r| matches!(r.who, Decider::AnyHolder | Decider::Hub))
}

/// Is a record of this kind its one writer's, if he made it and did not hand it over?
fn makers(ent: &str) -> bool {
    let own =
        |who: Decider| matches!(who, Decider::Owner | Decider::OwnerOrHub | Decider::InHand | Decider::AnyHolder | Decider::Hub);
    ROWS.iter().filter(|r| r.kind == kind_of(ent)).all(|r| own(r.who))
}

/// Can this record's operations be anything but right? One writer owns what he made and did not hand over.
fn beyond_doubt(db: &Db, ent: &str) -> Result<bool, Fault> {
    if anybodys(ent) {
        return Ok(true);
    }
    if !makers(ent) {
        return Ok(false);
    }
    let writers = db.rows(sql!("accord/writers"), named_params! {":ent": ent}, |r| r.get::<_, String>(0))?;
    Ok(writers.windows(2).all(|w| w[0] == w[1]) && !handed(db, ent))
}

fn handed(db: &Db, ent: &str) -> bool {
    // An answer that cannot be had is treated as a hand-over: then the judge looks, and says what is wrong.
    db.one(sql!("accord/handovers_of"), named_params! {":ent": ent}, |_| Ok(())).map_or(true, |found| found.is_some())
}

/// What judging anew has moved.
#[derive(Debug, Default)]
pub(super) struct Judged {
    /// Records that show something else now.
    pub changed: BTreeSet<String>,
    /// Operations held that were not.
    pub held: u64,
}

/// Judges these records and all that hangs on them. Nothing needs to be asked of those that are `lone` (one writer, new
/// to the log) where their maker decides: of a long file that is nearly all.
pub(super) fn again(db: &Db, touched: &BTreeSet<String>, lone: &BTreeSet<String>) -> Result<Judged, Fault> {
    let mut judged = Judged::default();
    // What permits comes before what is permitted: hand-overs, then grants, then the rest.
    let mut waiting = touched.clone();
    waiting.extend(breached(db)?);
    waiting.extend(hanging_on(db, &waiting)?);
    // A judgement may permit another one, so as long as something moves the dependents are looked at again. Each
    // round follows a hand-over or a grant one step further, so rounds are few.
    for _ in 0..ROUNDS {
        let mut moved = BTreeSet::new();
        let breached_now = breached(db)?;
        for rank_now in 0..3 {
            // Makers and grants are read anew when a lower rank may have moved them.
            let log = DbLog::of(db)?;
            let any_handed = db.one(sql!("accord/handed_any"), [], |_| Ok(()))?.is_some();
            for ent in waiting.iter().filter(|e| rank(e) == rank_now) {
                let plain = || lone.contains(ent) && makers(ent) && !(any_handed && handed(db, ent));
                if !breached_now.contains(ent) && (anybodys(ent) || plain()) {
                    continue;
                }
                if let Some(held) = judge_one(db, ent, &log)? {
                    moved.insert(ent.clone());
                    judged.held += held;
                }
            }
        }
        judged.changed.extend(moved.iter().cloned());
        if moved.is_empty() {
            break;
        }
        waiting = hanging_on(db, &moved)?;
        waiting.extend(breached(db)?);
    }
    Ok(judged)
}

/// Records with operations that are held because they were not their writer's to write.
fn breached(db: &Db) -> Result<BTreeSet<String>, Fault> {
    Ok(db.rows(sql!("accord/breached"), [], |r| r.get::<_, String>(0))?.into_iter().collect())
}

fn rank(ent: &str) -> u8 {
    match kind_of(ent) {
        "handover" => 0,
        "grant" => 1,
        _ => 2,
    }
}

/// More rounds than any chain of hand-overs in practice.
const ROUNDS: usize = 32;

/// Records about which somebody decides because of one of these.
fn hanging_on(db: &Db, ents: &BTreeSet<String>) -> Result<BTreeSet<String>, Fault> {
    let mut found = dependents(db, ents)?;
    for ent in ents {
        // Asked of the log: one that was undone, or is held, has no row to ask, and what hung on it hangs on nothing now.
        match kind_of(ent) {
            "grant" => {
                for op in ops_of(db, ent)? {
                    let of = given(op.order, &op.fields);
                    let day = of.start.get(..10).unwrap_or("none");
                    let params = named_params! {":to": of.to, ":day": day};
                    found.extend(db.rows(sql!("accord/bookings_granted"), params, |r| r.get::<_, String>(0))?);
                }
            }
            "handover" => {
                let all = ops_of(db, ent)?;
                let of: BTreeSet<String> =
                    all.iter().filter_map(|op| op.fields.get("ent")?.as_str()).map(str::to_owned).collect();
                found.extend(dependents(db, &of)?);
                found.extend(ids_of_many(db, sql!("accord/handovers_any_of"), of.iter())?);
                found.extend(of);
            }
            _ => {}
        }
    }
    Ok(found)
}

/// Records about which the owner of one of these decides.
fn dependents(db: &Db, ents: &BTreeSet<String>) -> Result<BTreeSet<String>, Fault> {
    let of = |kinds: &'static [&str]| ents.iter().filter(move |ent| kinds.contains(&kind_of(ent)));
    let mut found = ids_of_many(db, sql!("accord/dependents"), of(&["advisor", "place"]))?;
    found.extend(ids_of_many(db, sql!("accord/dependents_of_requests"), of(&["request"]))?);
    found.extend(ids_of_many(db, sql!("accord/handovers_any_of"), of(&["advisor", "place", "request"]))?);
    Ok(found)
}

/// Judges one record: how many operations are held that were not, if anything changed.
fn judge_one(db: &Db, ent: &str, log: &DbLog<'_>) -> Result<Option<u64>, Fault> {
    let held: BTreeSet<String> = db
        .rows(sql!("accord/breaches_of"), named_params! {":ent": ent}, |r| {
            Ok(format!("{}.{}.{}.{}", r.get::<_, String>(0)?, r.get::<_, i64>(1)?, r.get::<_, String>(2)?, r.get::<_, i64>(3)?))
        })?
        .into_iter()
        .collect();
    if held.is_empty() && beyond_doubt(db, ent)? {
        return Ok(None);
    }
    let ops = ops_of(db, ent)?;
    let now: BTreeSet<String> = judge(ROWS, ent, &ops, log)?.into_iter().map(|b| b.op).collect();
    if now == held {
        return Ok(None);
    }
    let before = row_of(db, ent)?;
    for op in ops.iter().filter(|op| now.contains(&op.id) != held.contains(&op.id)) {
        let stream = stream_in(&op.id, &op.order);
        if now.contains(&op.id) {
            let params = named_params! {":site": op.site(), ":epoch": op.order.2, ":stream": stream, ":seq": op.order.3,
            ":hlc": op.order.0, ":ent": ent, ":reason": "breach"};
            db.run(sql!("exchange/hold"), params)?;
        } else {
            let params = named_params! {":site": op.site(), ":epoch": op.order.2, ":stream": stream, ":seq": op.order.3};
            db.run(sql!("accord/release"), params)?;
        }
    }
    let after = row_of(db, ent)?;
    project(db, ent, before.as_ref(), after.as_ref())?;
    Ok(Some(now.difference(&held).count() as u64))
}

/// The stream within `site.epoch.stream.seq`.
fn stream_in<'a>(id: &'a str, order: &Order) -> &'a str {
    let head = format!("{}.{}.", order.1, order.2).len();
    let tail = format!(".{}", order.3).len();
    id.get(head..id.len().saturating_sub(tail)).unwrap_or("")
}

/// The desks that decide about a field of a record, as the log stands.
pub(super) fn who(db: &Db, ent: &str, field: &str) -> Result<Vec<String>, Fault> {
    let log = DbLog::of(db)?;
    let now: Order = (i64::MAX, String::new(), 0, 0);
    let state = row_of(db, ent)?.unwrap_or_default();
    let text = |name: &str| state.get(name).and_then(|v| v.as_str()).unwrap_or("").to_owned();
    let hub = || log.hub().map(str::to_owned);
    let rooms = || -> Result<Vec<String>, Fault> {
        let with = |op: &Op| op.fields.get("site").is_some_and(|s| *s == *op.site());
        let ops = ops_of(db, ent)?;
        Ok(ops.iter().filter(|op| with(op)).map(|op| op.site().to_owned()).collect())
    };
    let mut who: Vec<String> = match decider(ROWS, kind_of(ent), field, VERSION) {
        Decider::AnyHolder => vec![db.site.clone()],
        Decider::Owner => log.owner(ent, &now)?.into_iter().collect(),
        Decider::OwnerOrHub => log.owner(ent, &now)?.into_iter().chain(hub()).collect(),
        Decider::OwnerOf(of) => log.owner(&text(of), &now)?.into_iter().collect(),
        Decider::OwnerOfOrHub(of) => log.owner(&text(of), &now)?.into_iter().chain(hub()).collect(),
        Decider::Studio | Decider::StudioAlone => {
            let bookable = [text("advisor"), text("place")].into_iter().find(|b| !b.is_empty());
            bookable.map_or(Ok(None), |b| log.owner(&b, &now))?.into_iter().collect()
        }
        Decider::InHand => rooms()?,
        Decider::Hub => hub().into_iter().collect(),
    };
    who.sort();
    who.dedup();
    Ok(who)
}

/// The owner of a record as the log stands.
pub(in crate::store) fn owner(db: &Db, ent: &str) -> Result<Option<String>, Fault> {
    DbLog::of(db)?.owner(ent, &(i64::MAX, String::new(), 0, 0))
}

/// All reasons against writing these changes here. Free where nobody else's operations are.
pub(super) fn check(db: &Db, site: &Site, changes: &[Change]) -> Result<Vec<Reason>, Fault> {
    if changes.is_empty() || db.one(sql!("accord/foreign"), named_params! {":site": site.code}, |_| Ok(()))?.is_none() {
        return Ok(Vec::new());
    }
    let mut log = None;
    let mut reasons = Vec::new();
    for change in changes {
        let ops = match doubted(db, site, &change.ent)? {
            true => ops_of(db, &change.ent)?,
            false => continue,
        };
        if log.is_none() {
            log = Some(DbLog::of(db)?);
        }
        let Some(log) = &log else { continue };
        let last = ops.iter().map(|op| op.order.0).max().unwrap_or(0).max(clock(db)?);
        let order = (last + 1, site.code.clone(), site.epoch, i64::MAX);
        let next = Op { id: String::new(), order, v: VERSION, fields: change.fields.clone() };
        if let Err(who) = may_write(ROWS, &change.ent, &ops, &next, log)? {
            let reason = Reason::of(Refusal::NotOwner).fact("who", who.join(" ")).fact("what", kind_of(&change.ent));
            if !reasons.contains(&reason) {
                reasons.push(reason);
            }
        }
    }
    Ok(reasons)
}

/// Must the judge be asked before this site writes of the record?
fn doubted(db: &Db, site: &Site, ent: &str) -> Result<bool, Fault> {
    if anybodys(ent) {
        return Ok(false);
    }
    let maker: Option<String> = db.id(sql!("accord/writers"), named_params! {":ent": ent})?;
    Ok(!beyond_doubt(db, ent)? || maker.is_some_and(|m| m != site.code))
}

fn clock(db: &Db) -> Result<i64, Fault> {
    Ok(db.one(sql!("core/site_state"), [], |r| r.get("hlc"))?.unwrap_or(0))
}

/// Every breach there is by the log, for `desk verify`: `site.epoch.stream.seq`.
pub(in crate::store) fn all(db: &Db, ents: &[String]) -> Result<BTreeSet<String>, Fault> {
    let log = DbLog::of(db)?;
    let mut found = BTreeSet::new();
    for ent in ents {
        if !beyond_doubt(db, ent)? {
            found.extend(judge(ROWS, ent, &ops_of(db, ent)?, &log)?.into_iter().map(|b| b.op));
        }
    }
    Ok(found)
}
