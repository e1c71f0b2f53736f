//! The journal: every change as an immutable, hash-chained operation, and the row that follows from it.
//!
//! `hash = SHA256("op1" | previous hash | SHA256(header) | SHA256(body))`. Names, phones and values are
//! only in the body, salted, so a body can be withheld or erased and the chain still verifies.

use super::db::Db;
use super::open::Site;
use super::{Fault, accord, sql, table};
use crate::base::clock::Moment;
use crate::base::ids::{Ids, kind_of};
use crate::base::planted;
use crate::desk::change::{Change, DELETED, Fields, Removal};
use crate::desk::kind::{self, Class};
use crate::desk::merge::{Folded, SAW, Write, fold};
use crate::exchange::op::hex;
use rusqlite::{Row, named_params};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// First and last sequence number written, by stream.
pub(super) type Span = BTreeMap<String, (i64, i64)>;

/// One run of an entry's operations in one stream.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Run {
    pub epoch: i64,
    pub stream: String,
    pub first: i64,
    pub last: i64,
}

/// The runs of an entry: `ops` as stored, `epoch` the one it was written in. Operations that were written again in a
/// later epoch (`desk bundle read --recover`) stand there as `epoch.stream`.
pub(super) fn runs(ops: &str, epoch: i64) -> Result<Vec<Run>, Fault> {
    let spans: Span = serde_json::from_str(ops)?;
    let run = |(name, (first, last)): (String, (i64, i64))| match name.split_once('.') {
        Some((moved, stream)) => {
            let epoch = moved.parse().map_err(|_| Fault::Damaged(format!("entry: {name}")))?;
            Ok(Run { epoch, stream: stream.to_owned(), first, last })
        }
        None => Ok(Run { epoch, stream: name, first, last }),
    };
    spans.into_iter().map(run).collect()
}

/// The part of an operation that everybody on its stream may read for ever.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Header {
    pub v: u32,
    /// Site, epoch, stream, sequence number.
    pub s: String,
    pub e: i64,
    pub st: String,
    pub q: i64,
    /// Hybrid clock.
    pub t: i64,
    /// Clerk.
    pub by: String,
    pub ent: String,
    pub k: String,
    /// The journal entry (one command) it belongs to.
    pub c: String,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub base: BTreeMap<String, Vec<String>>,
    /// 1: personal; its body stays out of a file that is not encrypted.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub p: u8,
}

fn is_zero(n: &u8) -> bool {
    *n == 0
}

#[derive(Serialize, Deserialize)]
struct Body {
    salt: String,
    f: Fields,
}

/// An operation that is about to be written.
struct Line<'a> {
    ent: &'a str,
    k: &'static str,
    stream: String,
    personal: bool,
    base: BTreeMap<String, Vec<String>>,
    fields: Fields,
}

/// Writes operations within one transaction: the clock and the stream heads are read once and put back at its end.
#[derive(Debug)]
pub(super) struct Journal<'a> {
    db: &'a Db,
    site: &'a Site,
    ids: &'a Ids,
    hlc: i64,
    /// As this transaction sees it: another window may have begun a new one.
    epoch: i64,
    heads: BTreeMap<String, (i64, Vec<u8>)>,
}

impl<'a> Journal<'a> {
    /// Begins with the clock of `site_state` as this transaction sees it.
    pub fn begin(db: &'a Db, site: &'a Site, ids: &'a Ids) -> Result<Journal<'a>, Fault> {
        let found = db.one(sql!("core/site_state"), [], |r| Ok((r.get("hlc")?, r.get("epoch")?)))?;
        let (hlc, epoch) = found.ok_or(Fault::NoSite)?;
        Ok(Journal { db, site, ids, hlc, epoch, heads: BTreeMap::new() })
    }

    /// The epoch that is written in.
    pub fn epoch(&self) -> i64 {
        self.epoch
    }

    /// Writes the changes of one entry. Fields that already have their value are not written again.
    pub fn write(&mut self, changes: &[Change], clerk: &str, entry: &str, at: Moment) -> Result<Span, Fault> {
        let mut span = Span::new();
        for change in changes {
            self.write_one(change, clerk, entry, at, &mut span)?;
        }
        Ok(span)
    }

    fn write_one(&mut self, change: &Change, clerk: &str, entry: &str, at: Moment, span: &mut Span) -> Result<(), Fault> {
        let known = fold(&writes_of(self.db, &change.ent)?);
        let before = known.row();
        let mut groups: BTreeMap<Class, Fields> = BTreeMap::new();
        let mut after = known.shown();
        for (name, value) in &change.fields {
            if !change.firm && already(&known, name, value) {
                continue;
            }
            let class = class_of(&change.ent, name)?;
            groups.entry(class).or_default().insert(name.clone(), value.clone());
            after.insert(name.clone(), value.clone());
        }
        if groups.is_empty() {
            return Ok(());
        }
        let known_here = !known.heads.is_empty();
        for (class, fields) in groups {
            let stream = self.stream(class, &change.ent, known_here, &after)?;
            let mut base: BTreeMap<_, _> =
                fields.keys().map(|f| (f.clone(), known.base(f))).filter(|(_, ids)| !ids.is_empty()).collect();
            if fields.get(DELETED).is_some_and(|v| v == true) {
                base.insert(SAW.into(), known.seen());
            }
            let line = Line { ent: &change.ent, k: "set", stream, personal: class.personal(), base, fields };
            self.append(line, (clerk, entry, at), span)?;
        }
        // A delete has seen every value; any other change of a deleted record brings it back into view.
        let gone = change.fields.get(DELETED).is_some_and(|v| v == true);
        table::project(self.db, &change.ent, before.as_ref(), (!gone).then_some(&after))
    }

    /// The stream of a class of fields: what the hub and one other desk read of a record goes to that desk.
    fn stream(&self, class: Class, ent: &str, known: bool, state: &Fields) -> Result<String, Fault> {
        if matches!(class, Class::Hub | Class::Person | Class::Client)
            && let Some(other) = accord::party(self.db, ent, known, state)?
        {
            return Ok(format!("to:{other}"));
        }
        Ok(stream_of(class, self.site, state))
    }

    /// Writes the operations that take text away. Their effect is `accord`'s.
    pub fn remove(&mut self, gone: &[Removal], clerk: &str, entry: &str, at: Moment, span: &mut Span) -> Result<(), Fault> {
        for removal in gone {
            let line = match removal {
                Removal::Erase(ent) => Some(Line {
                    ent,
                    k: accord::ERASE,
                    // Everybody may hold some of it, and a bare id tells nothing.
                    stream: "pub".into(),
                    personal: false,
                    base: BTreeMap::new(),
                    fields: Fields::new(),
                }),
                Removal::Redact(ent, fields) => self.redaction(ent, fields)?,
            };
            if let Some(line) = line {
                self.append(line, (clerk, entry, at), span)?;
            }
        }
        Ok(())
    }

    /// A redaction names every operation it takes the text of, and carries on what else those said. A field about
    /// which two values are open is left alone until somebody has decided.
    fn redaction<'e>(&self, ent: &'e str, names: &[String]) -> Result<Option<Line<'e>>, Fault> {
        let writes = writes_of(self.db, ent)?;
        let known = fold(&writes);
        let hit = |w: &&Write| w.fields.keys().any(|f| names.contains(f));
        let saw: Vec<String> = writes.iter().filter(hit).map(|w| w.id.clone()).collect();
        if saw.is_empty() || known.disputed().next().is_some() {
            return Ok(None);
        }
        let class = names.first().map_or(Ok(Class::Person), |name| class_of(ent, name))?;
        let stream = self.stream(class, ent, true, &known.shown())?;
        let (mut base, mut fields) = (BTreeMap::new(), Fields::new());
        for (name, heads) in known.heads.iter().filter(|(name, _)| !names.contains(name)) {
            if heads.iter().any(|h| saw.contains(&h.id)) {
                fields.extend(heads.first().map(|h| (name.clone(), h.value.clone())));
                base.insert(name.clone(), known.base(name));
            }
        }
        base.insert(SAW.into(), saw);
        Ok(Some(Line { ent, k: accord::REDACT, stream, personal: class.personal(), base, fields }))
    }

    fn append(&mut self, line: Line<'_>, (clerk, entry, at): (&str, &str, Moment), span: &mut Span) -> Result<(), Fault> {
        let Line { ent, k, stream, personal, base, fields } = line;
        let (last, prev) = self.head(&stream)?;
        self.hlc = (self.hlc + 1).max(at.0 << 16);
        let base = if planted::is(planted::Fault::BaseForgotten) { BTreeMap::new() } else { base };
        let header = Header {
            v: 1,
            s: self.site.code.clone(),
            e: self.epoch,
            st: stream.clone(),
            q: last + 1,
            t: self.hlc,
            by: clerk.to_owned(),
            ent: ent.to_owned(),
            k: k.into(),
            c: entry.to_owned(),
            base,
            p: u8::from(personal),
        };
        let salt = hex(&self.ids.bytes::<16>());
        let (header, body) = (serde_json::to_vec(&header)?, serde_json::to_vec(&Body { salt, f: fields })?);
        if !crate::exchange::op::fits(ent, clerk, &header, &body) {
            // What no peer could read must never be in the log; the rules stop it before this with a word.
            return Err(Fault::Other(format!(
                "E-LIMIT: {ent} ({} bytes) is beyond what other sites read",
                header.len() + body.len()
            )));
        }
        let body_hash = Sha256::digest(&body).to_vec();
        let hash = chain(&prev, &header, &body_hash);
        self.db.run(
            sql!("core/op_add"),
            named_params! {":site": self.site.code, ":epoch": self.epoch, ":stream": stream, ":seq": last + 1, ":hlc": self.hlc,
            ":ent": ent, ":header": header, ":body": body, ":body_hash": body_hash, ":hash": hash, ":via": None::<String>},
        )?;
        accord::noted(self.db, (&self.site.code, self.epoch, &stream, last + 1), (self.hlc, ent, k))?;
        span.entry(stream.clone()).and_modify(|s| s.1 = last + 1).or_insert((last + 1, last + 1));
        self.heads.insert(stream, (last + 1, hash));
        Ok(())
    }

    fn head(&self, stream: &str) -> Result<(i64, Vec<u8>), Fault> {
        if let Some(head) = self.heads.get(stream) {
            return Ok(head.clone());
        }
        let params = named_params! {":site": self.site.code, ":epoch": self.epoch, ":name": stream};
        let head = self.db.one(sql!("core/stream_head"), params, |r| Ok((r.get(0)?, r.get(1)?)))?;
        Ok(head.unwrap_or((0, Vec::new())))
    }

    /// Writes what another site is to have back, for it and the hub alone; it is in no list here.
    pub fn carry(&mut self, ent: &str, to: &str, personal: bool, fields: Fields, by: (&str, &str, Moment)) -> Result<(), Fault> {
        let (stream, base) = (format!("to:{to}"), BTreeMap::new());
        let line = Line { ent, k: "set", stream: stream.clone(), personal, base, fields };
        let mut span = Span::new();
        self.append(line, by, &mut span)?;
        let seq = span.values().map(|s| s.1).next_back().unwrap_or(0);
        let params = named_params! {":site": self.site.code, ":epoch": self.epoch, ":stream": stream, ":seq": seq, ":hlc": self.hlc,
        ":ent": ent, ":reason": crate::exchange::plan::Hold::Returned.name()};
        self.db.run(sql!("exchange/hold"), params)?;
        Ok(())
    }

    /// Puts the clock and the heads back; the last step before the commit.
    pub fn end(self) -> Result<(), Fault> {
        for (name, (head, hash)) in &self.heads {
            let params =
                named_params! {":site": self.site.code, ":epoch": self.epoch, ":name": name, ":head": head, ":hash": hash};
            self.db.run(sql!("core/stream_put"), params)?;
        }
        self.db.run(sql!("core/hlc_set"), named_params! {":hlc": self.hlc})?;
        Ok(())
    }
}

/// The chained hash of an operation.
pub(super) fn chain(prev: &[u8], header: &[u8], body_hash: &[u8]) -> Vec<u8> {
    let mut hash = Sha256::new();
    hash.update(b"op1");
    hash.update(prev);
    hash.update(Sha256::digest(header));
    hash.update(body_hash);
    hash.finalize().to_vec()
}

/// What stands in the row of an entity by its log, or none if it is in no list.
pub(super) fn row_of(db: &Db, ent: &str) -> Result<Option<Fields>, Fault> {
    Ok(fold(&writes_of(db, ent)?).row())
}

/// Every known write about an entity.
pub(super) fn writes_of(db: &Db, ent: &str) -> Result<Vec<Write>, Fault> {
    // By place, not by name: a long file asks this some ten thousand times.
    let raw = |row: &Row<'_>| -> rusqlite::Result<Raw> {
        let order = (row.get(4)?, row.get(0)?, row.get(1)?, row.get(3)?);
        Ok((order, row.get(2)?, row.get(5)?, row.get(6)?))
    };
    let rows = db.rows(sql!("core/ops_of_entity"), named_params! {":ent": ent}, raw)?;
    rows.into_iter().map(to_write).collect()
}

/// Header and body as stored, with the order that decides between concurrent writes.
pub(super) type Raw = ((i64, String, i64, i64), String, Vec<u8>, Option<Vec<u8>>);

/// Reads a row of site, epoch, stream, seq, hlc, header, body.
pub(super) fn raw(row: &Row<'_>) -> rusqlite::Result<Raw> {
    let order = (row.get("hlc")?, row.get("site")?, row.get("epoch")?, row.get("seq")?);
    Ok((order, row.get("stream")?, row.get("header")?, row.get("body")?))
}

/// A stored operation as the merge sees it.
pub(super) fn to_write((order, stream, header, body): Raw) -> Result<Write, Fault> {
    let header: Header = serde_json::from_slice(&header)?;
    let fields = match body {
        Some(bytes) => serde_json::from_slice::<Body>(&bytes)?.f,
        None => Fields::new(),
    };
    let id = format!("{}.{}.{}.{}", order.1, order.2, stream, order.3);
    Ok(Write { id, order, base: header.base, fields })
}

/// The header of a stored operation.
pub(super) fn header_of(bytes: &[u8]) -> Result<Header, Fault> {
    Ok(serde_json::from_slice(bytes)?)
}

/// The values of a stored operation; none where the body was withheld or erased.
pub(super) fn fields_of(body: Option<&[u8]>) -> Result<Fields, Fault> {
    body.map_or_else(|| Ok(Fields::new()), |bytes| Ok(serde_json::from_slice::<Body>(bytes)?.f))
}

fn already(known: &Folded, name: &str, value: &Value) -> bool {
    if name == DELETED && *value == true {
        // A delete that an edit stands against is written again when a person decides for it.
        return known.deleted();
    }
    match known.heads.get(name).map(Vec::as_slice) {
        None | Some([]) => value.is_null(),
        Some([only]) => only.value == *value,
        Some(_) => false,
    }
}

fn class_of(ent: &str, name: &str) -> Result<Class, Fault> {
    let kind = kind::find(kind_of(ent)).ok_or_else(|| Fault::Other(format!("no kind of {ent}")))?;
    if name == DELETED {
        return Ok(kind.fields.first().map_or(Class::Hub, |f| f.class));
    }
    let field = kind.field(name).ok_or_else(|| Fault::Other(format!("{} has no field {name}", kind.name)))?;
    Ok(field.class)
}

/// The stream a class of fields of a record travels in.
fn stream_of(class: Class, site: &Site, record: &Fields) -> String {
    match class {
        Class::Pub => "pub".into(),
        Class::Sys if site.hub => "sys".into(),
        Class::Hub | Class::Person | Class::Sys => "hub".into(),
        Class::Client => match &site.studio {
            Some(studio) if *studio != site.code => format!("to:{studio}"),
            _ => "hub".into(),
        },
        Class::Desks | Class::DesksPerson => {
            let desk = |name: &str| record.get(name).and_then(Value::as_str).unwrap_or_default();
            // Written to the other of the two, so that each holds what both wrote.
            format!("to:{}", if desk("to_site") == site.code { desk("from_site") } else { desk("to_site") })
        }
    }
}
