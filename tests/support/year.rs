//! A year of a site's operations, made once by the invented community and given out under any site's name.
#![allow(dead_code, reason = "each test file uses its own part")]

use desk::base::clock::{Clock, Moment};
use desk::base::ids::Ids;
use desk::desk::change::Actor;
use desk::desk::command::Order;
use desk::desk::sites::exchange::Finding;
use desk::exchange::format::{self, Header, Manifest, Packer, Parcel, Segment};
use desk::exchange::op::{Line, hex};
use desk::store::{Refusal, Site, Store};
use sha2::{Digest as _, Sha256};
use std::collections::{BTreeMap, HashMap};

/// Header and body of an operation.
type Parts = (Vec<u8>, Vec<u8>);
use std::io::Cursor;

/// Operations with stream, number, header and body.
pub struct Year {
    ops: Vec<(String, i64, String, Vec<u8>)>,
    pub now: Moment,
}

const CODE: &str = "A1A1";

impl Year {
    /// At least `count` operations of an invented community, cut to `count`.
    pub fn make(count: usize) -> Year {
        let now = Moment::parse("2026-11-23T09:00").unwrap();
        let mut people = (count / 24).max(60) as u64;
        loop {
            let ops = community(people, now);
            if ops.len() >= count {
                return Year { ops: ops.into_iter().take(count).collect(), now };
            }
            people = people * 5 / 4 + 50;
        }
    }

    /// How many operations it has.
    pub fn len(&self) -> usize {
        self.ops.len()
    }

    /// The whole year as a plain file from `site`; records of different `number`s are different.
    pub fn file(&self, site: &str, number: u64) -> Vec<u8> {
        bytes(&self.parcel(site, &[(number, self.ops.len())]))
    }

    /// The first `count` operations.
    pub fn part(&self, site: &str, number: u64, count: usize) -> Vec<u8> {
        bytes(&self.parcel(site, &[(number, count)]))
    }

    /// Two years of one site in one file.
    pub fn doubled(&self, site: &str) -> Vec<u8> {
        bytes(&self.parcel(site, &[(1, self.ops.len()), (2, self.ops.len())]))
    }

    fn parcel(&self, site: &str, parts: &[(u64, usize)]) -> Parcel {
        let mut streams: BTreeMap<&str, Vec<Parts>> = BTreeMap::new();
        for (number, count) in parts {
            let mut moved: HashMap<String, String> = HashMap::new();
            for (stream, was, header, body) in self.ops.iter().take(*count) {
                let of_stream = streams.entry(stream).or_default();
                let seq = of_stream.len() + 1;
                moved.insert(format!("{CODE}.0.{stream}.{was}"), format!("{site}.0.{stream}.{seq}"));
                of_stream.push(renamed(header, body, (site, *number, seq), &moved));
            }
        }
        let mut packer = Packer::new().unwrap();
        let mut segments = Vec::new();
        for (stream, lines) in &streams {
            let mut prev: Vec<u8> = Vec::new();
            for (header, body) in lines {
                let body_hash: [u8; 32] = Sha256::digest(body).into();
                packer.add(header, Some(body), &body_hash).unwrap();
                prev = Line { header, body: None, body_hash }.chained(&prev).to_vec();
            }
            segments.push(Segment {
                site: site.into(),
                epoch: 0,
                stream: (*stream).into(),
                first: 1,
                last: lines.len() as i64,
                prev_hash: String::new(),
                hash: hex(&prev),
                ..Segment::default()
            });
        }
        let packed = packer.finish().unwrap();
        let id = format!("bundle:{site}{}", parts.iter().map(|p| p.1).sum::<usize>());
        let header =
            Header { id, from: site.into(), epoch: 0, to: vec!["HUB".into()], suite: 0, at: self.now.0, ..Header::default() };
        let manifest = Manifest {
            id: header.id.clone(),
            from: site.into(),
            to: header.to.clone(),
            name: site.into(),
            segments,
            ops: packed.ops,
            raw: packed.raw,
            packed: packed.bytes.len() as u64,
            sha256: packed.sha256,
            withheld: packed.withheld,
            ..Manifest::default()
        };
        Parcel { header, manifest, packed: packed.bytes }
    }
}

fn bytes(parcel: &Parcel) -> Vec<u8> {
    let mut out = Vec::new();
    parcel.write(&mut out).unwrap();
    out
}

/// The same operation as another site would have written it about records of its own.
fn renamed(
    header: &str,
    body: &[u8],
    (site, number, seq): (&str, u64, usize),
    moved: &HashMap<String, String>,
) -> (Vec<u8>, Vec<u8>) {
    // Of every id the last six digits, which are random, are replaced.
    let mut head: serde_json::Value = serde_json::from_str(&swap(header, number)).unwrap();
    head["s"] = site.into();
    head["q"] = seq.into();
    for heads in head.get_mut("base").and_then(|b| b.as_object_mut()).into_iter().flat_map(|b| b.values_mut()) {
        let known: Vec<_> = heads.as_array().unwrap().iter().filter_map(|id| moved.get(id.as_str().unwrap()).cloned()).collect();
        *heads = known.into();
    }
    // Where a copy is, is the site's code: another site's copies are at another site.
    let body = swap(std::str::from_utf8(body).unwrap(), number).replace(CODE, site);
    (head.to_string().into_bytes(), body.into_bytes())
}

/// Replaces the last six digits of every 32-digit hex run that follows a colon.
fn swap(text: &str, number: u64) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(colon) = rest.find(':') {
        let (head, tail) = rest.split_at(colon + 1);
        out.push_str(head);
        let hexes = tail.bytes().take(33).take_while(u8::is_ascii_hexdigit).count();
        if hexes == 32 {
            out.push_str(&tail[..26]);
            out.push_str(&format!("{number:06x}"));
            rest = &tail[32..];
        } else {
            rest = tail;
        }
    }
    out + rest
}

fn community(people: u64, now: Moment) -> Vec<(String, i64, String, Vec<u8>)> {
    let folder = tempfile::tempdir().unwrap();
    let site = Site { code: CODE.into(), name: "样站".into(), hub: false, epoch: 0, for_play: true, studio: None };
    let mut store = Store::create(&folder.path().join("d"), &site, Ids::seeded(Clock::Fixed(now), 4)).unwrap();
    let who = Actor { clerk: "desk".into() };
    let seeded: Result<(), Refusal> = store.batch(|batch| {
        for command in desk::desk::seed::orders().unwrap() {
            batch.execute(&Order::from(command), &who, now)?;
        }
        Ok(())
    });
    seeded.unwrap();
    assert!(desk::cli::demo::fill(&mut store, people, 3, now, &mut |_| {}).is_ok());
    let conn = rusqlite::Connection::open(folder.path().join("d/desk.sqlite3")).unwrap();
    // The catalogue that every site brings itself is not news to the hub.
    let sql = "SELECT stream, seq, CAST(header AS TEXT), body FROM op WHERE ent NOT GLOB 'setting:*' AND ent NOT GLOB 'calday:*' \
AND ent NOT GLOB 'service:*' AND ent NOT GLOB 'certificate:*' AND ent NOT GLOB 'rule:*' AND ent NOT GLOB 'kind:*' ORDER BY hlc";
    let mut every = conn.prepare(sql).unwrap();
    every.query_map([], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?))).unwrap().map(Result::unwrap).collect()
}

/// Opens the bytes again, for tests that look inside.
pub fn lines(bytes: &[u8]) -> u64 {
    let mut opened = format::open(Cursor::new(bytes)).unwrap();
    let mut count = 0;
    opened
        .lines(|_, _, _| {
            count += 1;
            Ok::<(), Finding>(())
        })
        .unwrap();
    count
}
