//! Membership in the database: what the rules are given, the roster that follows, what may be asked.

use super::super::db::Db;
use super::super::journal::writes_of;
use super::super::open::Site;
use super::super::table::Table;
use super::super::{Fault, sql};
use super::{add_roster, folder, root, roster};
use crate::base::clock::Moment;
use crate::desk::change::{Ctx, DELETED, Fields, Verdict};
use crate::desk::merge::fold;
use crate::desk::sites::exchange::Finding;
use crate::desk::trust::rules::{self, AddState, Known, Offered, RevokeState};
use crate::desk::trust::{AddSite, Answer, Command, Query, Row, Standing};
use crate::exchange::keys::{Card, Digits, Ended, KeyRing, Member, Roster, Unsigned, Why};
use rusqlite::named_params;
use serde_json::Value;
use std::collections::BTreeMap;

pub(in crate::store) const TABLES: &[Table] = &[Table {
    kind: "sitekey",
    put: sql!("trust/sitekey_put"),
    drop: sql!("trust/sitekey_drop"),
    all: sql!("trust/sitekey_all"),
    keys: None,
}];

pub(in crate::store) fn plan(db: &Db, command: &Command, ctx: &Ctx<'_>) -> Result<Verdict, Fault> {
    Ok(match command {
        Command::AddSite(c) => rules::add(&add_state(db, c, ctx)?, ctx),
        Command::RevokeSite(c) => {
            rules::revoke(&RevokeState { code: c.site.clone(), keys: known(db)?, have: have_of(db, &c.site)? }, ctx)
        }
    })
}

fn add_state(db: &Db, command: &AddSite, ctx: &Ctx<'_>) -> Result<AddState, Fault> {
    let keys = known(db)?;
    let Ok(card) = Card::parse(command.card.as_bytes()) else { return Ok(AddState { keys, ..AddState::default() }) };
    let in_force = keys.iter().find(|k| k.code == card.site && !k.ended);
    let own_ring = match folder(db) {
        Some(folder) if card.site == ctx.site => KeyRing::load(&folder)?,
        _ => None,
    };
    let digits = card.digits();
    let offered = Offered {
        digits: digits.to_string(),
        typed: command.digits.as_ref().map(|typed| (typed.clone(), Digits::parse(typed) == Some(digits))),
        follows: in_force.is_some_and(|k| card.follows(&k.sign)),
        own: own_ring.is_some_and(|ring| ring.newest().sign_key() == card.sign),
        number: card.number,
        hub: card.hub,
        name: card.name,
        sign: card.sign,
        read: card.read,
        code: card.site,
    };
    let have = have_of(db, &offered.code)?;
    Ok(AddState { offered: Some(offered), keys, have })
}

fn known(db: &Db) -> Result<Vec<Known>, Fault> {
    db.rows(sql!("trust/sitekeys"), [], |r| {
        Ok(Known { id: r.get(0)?, code: r.get(1)?, sign: r.get(2)?, ended: r.get(3)?, rotated: r.get(4)? })
    })
}

/// What we hold of a site, as the roster says it.
fn have_of(db: &Db, code: &str) -> Result<String, Fault> {
    let ours = super::super::exchange::have(db)?;
    let prefix = format!("{code}.");
    let theirs: BTreeMap<_, _> = ours.into_iter().filter(|(name, _)| name.starts_with(&prefix)).collect();
    Ok(serde_json::to_string(&theirs)?)
}

/// Signs the next roster if the hub's own commands have changed what it says. In the transaction of the command,
/// so that there is never one without the other.
///
/// # Errors
/// The hub's key file is missing or is not the one the roster names.
pub(in crate::store) fn follow(db: &Db, site: &Site, at: Moment) -> Result<bool, Fault> {
    let Some(folder) = folder(db).filter(|_| site.hub) else { return Ok(false) };
    let keys = members(db, &site.code)?;
    let Some(hub) = keys.iter().find(|m| m.hub && m.ended.is_none()) else { return Ok(false) };
    let Some(ring) = KeyRing::load(&folder)? else { return Ok(false) };
    let last = roster(db)?;
    let studio = db.setting("studio.site")?;
    let version = last.as_ref().map_or(0, |r| r.version) + 1;
    let facts = Unsigned { version, at: at.0, studio, keys: keys.clone() };
    if last.is_some_and(|r| (&r.keys, &r.studio) == (&facts.keys, &facts.studio)) {
        return Ok(false);
    }
    let bad = |f: Finding| Fault::Other(format!("roster: {:?}", f.facts));
    let key = ring.key(&hub.sign).ok_or_else(|| Fault::Other("the hub's key file is not the one of the roster".into()))?;
    let signed = facts.sign(key).map_err(bad)?;
    if root(db)? != signed.root() {
        db.run(sql!("trust/root_set"), named_params! {":root": hub.sign})?;
    }
    add_roster(db, &signed, "", at)?;
    Ok(true)
}

/// The keys as the hub itself wrote them: an operation of any other site about a key counts for nothing.
fn members(db: &Db, hub: &str) -> Result<Vec<Member>, Fault> {
    let mut all = Vec::new();
    for key in known(db)? {
        let writes: Vec<_> = writes_of(db, &key.id)?
            .into_iter()
            .filter(|w| w.order.1 == hub && w.id == format!("{hub}.{}.sys.{}", w.order.2, w.order.3))
            .collect();
        let row = fold(&writes).shown();
        if row.get(DELETED).is_none_or(|gone| gone != true) {
            all.extend(member(&row));
        }
    }
    // The newest key of a site first.
    all.sort_by(|a, b| (&a.site, b.from, b.number).cmp(&(&b.site, a.from, a.number)));
    Ok(all)
}

fn member(row: &Fields) -> Option<Member> {
    let text = |name: &str| row.get(name).and_then(Value::as_str).map(str::to_owned);
    let number = |name: &str| row.get(name).and_then(Value::as_i64);
    let why = match text("why").as_deref() {
        Some("rotated") => Some(Why::Rotated),
        Some("replaced") => Some(Why::Replaced),
        Some(_) => Some(Why::Revoked),
        None => None,
    };
    let after = || text("after").and_then(|json| serde_json::from_str(&json).ok()).unwrap_or_default();
    let ended = why.map(|why| Ended { at: number("ended").unwrap_or(0), why, after: after() });
    Some(Member {
        site: text("code")?,
        name: text("name")?,
        hub: row.get("hub")? == true,
        number: u32::try_from(number("number")?).ok()?,
        sign: text("sign")?,
        read: text("read")?,
        from: number("since")?,
        // A changed key's end needs no numbers: what it signed stands.
        ended: ended.map(|e| if e.why == Why::Rotated { Ended { after: BTreeMap::new(), ..e } } else { e }),
    })
}

pub(in crate::store) fn answer(db: &Db, query: &Query, _at: Moment) -> Result<Answer, Fault> {
    let roster = roster(db)?;
    Ok(match query {
        Query::Roster(_) => Answer::Roster(roster.iter().flat_map(|r| r.keys.iter()).map(row).collect()),
        Query::Trust(_) => Answer::Trust(standing(db, roster.as_ref())?),
    })
}

fn row(m: &Member) -> Row {
    let state = match m.ended.as_ref().map(|e| e.why) {
        None => "in_force",
        Some(Why::Rotated) => "rotated",
        Some(Why::Replaced) => "replaced",
        Some(Why::Revoked) => "revoked",
    };
    Row {
        site: m.site.clone(),
        name: m.name.clone(),
        hub: m.hub,
        number: m.number,
        state,
        since: Moment(m.from).rfc3339(),
        ended: m.ended.as_ref().map(|e| Moment(e.at).rfc3339()).unwrap_or_default(),
        digits: m.card().digits().to_string(),
        after: m.ended.as_ref().map(|e| e.after.clone()).unwrap_or_default(),
    }
}

fn standing(db: &Db, roster: Option<&Roster>) -> Result<Standing, Fault> {
    let found = db.one(sql!("core/site_state"), [], |r| {
        Ok(Standing {
            site: r.get("site")?,
            name: r.get("name")?,
            hub: r.get("hub")?,
            epoch: r.get("epoch")?,
            ..Default::default()
        })
    })?;
    let mut told = found.ok_or(Fault::NoSite)?;
    let ring = match folder(db) {
        Some(folder) => KeyRing::load(&folder)?,
        None => None,
    };
    if let Some(ring) = &ring {
        let card = Card::of(&told.site, &told.name, told.hub, ring.newest(), None);
        (told.number, told.digits) = (card.number, card.digits().to_string());
        told.listed = roster.and_then(|r| r.member(&told.site)).is_some_and(|m| m.sign == card.sign);
    }
    if let Some(roster) = roster {
        (told.version, told.epoch_from) = (roster.version, roster.epoch_from(&told.site));
        if let Some(hub) = roster.hub() {
            (told.trusts, told.hub_digits) = (hub.site.clone(), hub.card().digits().to_string());
        }
    }
    Ok(told)
}
