//! The merge plan: what becomes of each segment, and of each operation. Pure.

use super::format::Segment;
use super::op::Head;
use crate::base::clock::Moment;
use crate::base::ids::kind_of;
use crate::base::planted;
use crate::desk::change::{DELETED, Fields};
use crate::desk::kind::{self, Class};
use crate::desk::sites::clerk;
use std::collections::BTreeMap;

/// How far another site's clock may run ahead of ours (SYNC.md section 3), ms.
const AHEAD_MS: i64 = 24 * 3600 * 1000;

/// Who reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Us {
    pub site: String,
    pub hub: bool,
    /// The hub's code, once it is known.
    pub hub_site: Option<String>,
    /// The epoch we write in. What we wrote in earlier ones comes back as any other site's records do.
    pub epoch: i64,
}

/// What this site holds of a segment's stream, and what walking the segment has shown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Seen {
    /// Our highest number.
    pub head: i64,
    /// First number at which the segment and our log differ; the number before it counts as the first's.
    pub parts_at: Option<i64>,
    /// Every line is an operation of this stream at its number, and the last hash is the one declared.
    pub intact: bool,
}

/// What becomes of a segment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lot {
    /// Goes in from this number on.
    Take { from: i64 },
    /// We hold all of it.
    Known,
    /// Numbers are missing before it: left out.
    Gap { first: i64, last: i64 },
    /// Another history under the same numbers: nothing of that site goes in.
    Fork { first: i64 },
    /// Our own operations that we do not have: were we restored?
    SelfAhead { first: i64, last: i64 },
    /// Chain or form wrong: left out.
    Broken,
    /// We may not read it, or its author may not write it: left out.
    NotOurs,
    /// Left out because a stream of its site has forked there, in this file or in an earlier one.
    Frozen { first: i64 },
}

/// May `reader` hold this stream of `author`?
pub fn may_read(stream: &str, author: &str, reader: &str, reader_is_hub: bool) -> bool {
    planted::is(planted::Fault::TakenByAll)
        || reader_is_hub
        || author == reader
        || matches!(stream, "pub" | "sys")
        || stream.strip_prefix("to:") == Some(reader)
}

/// The lot of one segment.
pub fn judge(segment: &Segment, seen: &Seen, us: &Us) -> Lot {
    let ours = segment.site == us.site;
    let ours_now = ours && segment.epoch >= us.epoch;
    let by_hub = us.hub_site.as_deref() == Some(segment.site.as_str());
    if !may_read(&segment.stream, &segment.site, &us.site, us.hub) || (segment.stream == "sys" && !by_hub && !ours) {
        return Lot::NotOurs;
    }
    // What is no operation of its author proves nothing, neither a gap nor a fork.
    if !seen.intact {
        return Lot::Broken;
    }
    if segment.first > seen.head + 1 && !planted::is(planted::Fault::HoleTaken) {
        let (first, last) = (seen.head + 1, if ours_now { segment.last } else { segment.first - 1 });
        return if ours_now { Lot::SelfAhead { first, last } } else { Lot::Gap { first, last } };
    }
    if let Some(first) = seen.parts_at.filter(|_| !planted::is(planted::Fault::ForkUnseen)) {
        return Lot::Fork { first };
    }
    match (segment.last <= seen.head, ours_now) {
        (true, _) => Lot::Known,
        (false, true) => Lot::SelfAhead { first: seen.head + 1, last: segment.last },
        (false, false) => Lot::Take { from: seen.head + 1 },
    }
}

/// Sites with two histories: site and epoch, with the number at which they part.
pub type Frozen = BTreeMap<(String, i64), i64>;

/// The lots of a whole file. A site whose one stream forked, now or in an earlier file, is frozen in all streams of
/// that epoch; after its restore it goes on in a new one.
pub fn settle(segments: &[Segment], seen: &[Seen], us: &Us, frozen: &Frozen) -> Vec<Lot> {
    let mut lots: Vec<Lot> = segments.iter().zip(seen).map(|(s, seen)| judge(s, seen, us)).collect();
    let mut frozen = frozen.clone();
    for (segment, lot) in segments.iter().zip(&lots) {
        if let Lot::Fork { first } = lot {
            frozen.entry((segment.site.clone(), segment.epoch)).or_insert(*first);
        }
    }
    for (segment, lot) in segments.iter().zip(&mut lots) {
        if matches!(lot, Lot::Take { .. } | Lot::Gap { .. })
            && let Some(first) = frozen.get(&(segment.site.clone(), segment.epoch))
        {
            *lot = Lot::Frozen { first: *first };
        }
    }
    lots
}

/// The kind of operations that a site sends back to who wrote them (`store::exchange::home`).
pub const RETURNED: &str = "returned";

/// Why an operation is in the log but in no list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Hold {
    /// Its clock is more than a day ahead; let in once ours has come near.
    Clock,
    /// Its fields may not travel in that stream.
    Owner,
    /// Not its writer's to write: another desk decides (`desk::accord::owner`).
    Breach,
    /// A site's own override of the catalogue: it holds there, not here.
    Local,
    /// Written in a way this program does not know yet.
    Newer,
    /// The tables cannot hold its values.
    Shape,
    /// Another's operation on its way home to it.
    Returned,
}

impl Hold {
    /// As stored and as told in answers.
    pub fn name(self) -> &'static str {
        match self {
            Hold::Clock => "clock",
            Hold::Owner => "owner",
            Hold::Breach => "breach",
            Hold::Local => "local",
            Hold::Newer => "newer",
            Hold::Shape => "shape",
            Hold::Returned => "returned",
        }
    }
}

/// The highest hybrid clock let in at `now`.
pub fn clock_limit(now: Moment) -> i64 {
    now.0.saturating_add(AHEAD_MS).saturating_mul(1 << 16)
}

/// Must this operation be held?
pub fn hold(head: &Head, fields: Option<&Fields>, now: Moment) -> Option<Hold> {
    if head.t > clock_limit(now) {
        return Some(Hold::Clock);
    }
    if head.v > 1 || !matches!(head.k.as_str(), "set" | "erase" | "redact") {
        return Some(Hold::Newer);
    }
    if kind_of(&head.ent) == RETURNED {
        return Some(Hold::Returned);
    }
    let (kind, fields) = (kind::find(kind_of(&head.ent))?, fields?);
    let classes = || fields.keys().filter(|f| f.as_str() != DELETED).filter_map(|f| kind.field(f)).map(|f| f.class);
    if classes().any(|class| !travels(class, &head.st)) {
        return Some(Hold::Owner);
    }
    let catalogue = kind.fields.iter().all(|f| f.class == Class::Sys);
    let own = head.ent.split_once(':').is_some_and(|(_, rest)| rest.split('/').next() == Some(head.s.as_str()))
        || fields.get("site").is_some_and(|s| *s == *head.s);
    // Whose key opens a desk is that desk's own business, whatever another site writes.
    if kind.name == clerk::CLERK.name {
        let its_own = head.ent.strip_prefix("clerk:").and_then(|id| id.split_once('/')).is_some_and(|(site, _)| site == head.s);
        return (!its_own).then_some(Hold::Local);
    }
    (catalogue && head.st != "sys" && !own).then_some(Hold::Local)
}

fn travels(class: Class, stream: &str) -> bool {
    match class {
        Class::Pub => stream == "pub",
        Class::Desks | Class::DesksPerson => stream.starts_with("to:"),
        Class::Hub | Class::Person | Class::Client => stream == "hub" || stream.starts_with("to:"),
        Class::Sys => stream == "sys" || stream == "hub",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn segment(site: &str, stream: &str, first: i64, last: i64) -> Segment {
        let (site, stream) = (site.to_owned(), stream.to_owned());
        Segment { site, epoch: 0, stream, first, last, prev_hash: String::new(), hash: String::new(), sig: String::new() }
    }

    fn us() -> Us {
        Us { site: "B1".into(), hub: false, hub_site: Some("HUB".into()), epoch: 0 }
    }

    #[test]
    fn every_segment_has_one_lot() {
        let at = |head| Seen { head, parts_at: None, intact: true };
        for (name, seg, seen, lot) in [
            ("new", segment("A1", "pub", 1, 5), at(0), Lot::Take { from: 1 }),
            ("goes on", segment("A1", "pub", 1, 5), at(3), Lot::Take { from: 4 }),
            ("known", segment("A1", "pub", 1, 5), at(5), Lot::Known),
            ("old", segment("A1", "pub", 1, 5), at(9), Lot::Known),
            ("gap", segment("A1", "pub", 5, 9), at(2), Lot::Gap { first: 3, last: 4 }),
            ("fork", segment("A1", "pub", 1, 5), Seen { parts_at: Some(2), ..at(3) }, Lot::Fork { first: 2 }),
            ("broken", segment("A1", "pub", 1, 5), Seen { intact: false, ..at(3) }, Lot::Broken),
            ("own, known", segment("B1", "pub", 1, 5), at(5), Lot::Known),
            ("own, ahead", segment("B1", "hub", 1, 5), at(3), Lot::SelfAhead { first: 4, last: 5 }),
            ("own, far ahead", segment("B1", "hub", 6, 9), at(3), Lot::SelfAhead { first: 4, last: 9 }),
            ("the hub's eyes only", segment("A1", "hub", 1, 5), at(0), Lot::NotOurs),
            ("to us", segment("A1", "to:B1", 1, 5), at(0), Lot::Take { from: 1 }),
            ("to another", segment("A1", "to:C1", 1, 5), at(0), Lot::NotOurs),
            ("catalogue of the hub", segment("HUB", "sys", 1, 5), at(0), Lot::Take { from: 1 }),
            ("catalogue of a desk", segment("A1", "sys", 1, 5), at(0), Lot::NotOurs),
        ] {
            assert_eq!(judge(&seg, &seen, &us()), lot, "{name}");
        }
    }

    #[test]
    fn our_own_records_of_an_earlier_epoch_come_back_by_themselves() {
        let seen = Seen { head: 3, parts_at: None, intact: true };
        let at = |epoch| Us { epoch, ..us() };
        for (epoch, first, lot) in [
            (0, 1, Lot::SelfAhead { first: 4, last: 5 }),
            (1, 1, Lot::Take { from: 4 }),
            (0, 5, Lot::SelfAhead { first: 4, last: 5 }),
            (1, 5, Lot::Gap { first: 4, last: 4 }),
        ] {
            assert_eq!(judge(&segment("B1", "hub", first, 5), &seen, &at(epoch)), lot, "{epoch} {first}");
        }
    }

    #[test]
    fn a_fork_in_one_stream_freezes_its_site_and_no_other() {
        let segments = [segment("A1", "pub", 1, 5), segment("A1", "to:B1", 1, 2), segment("C1", "pub", 1, 2)];
        let mut seen = vec![Seen { head: 3, parts_at: Some(3), intact: true }];
        seen.extend([Seen { intact: true, ..Seen::default() }, Seen { intact: true, ..Seen::default() }]);
        let lots = [Lot::Fork { first: 3 }, Lot::Frozen { first: 3 }, Lot::Take { from: 1 }];
        assert_eq!(settle(&segments, &seen, &us(), &Frozen::new()), lots);
        // It stays so when a later file goes on where we are, until the site has a new epoch.
        let frozen = Frozen::from([(("A1".to_owned(), 0), 3)]);
        let next = [segment("A1", "pub", 1, 5), Segment { epoch: 1, ..segment("A1", "pub", 1, 2) }];
        let seen = [Seen { head: 3, parts_at: None, intact: true }, Seen { intact: true, ..Seen::default() }];
        assert_eq!(settle(&next, &seen, &us(), &frozen), [Lot::Frozen { first: 3 }, Lot::Take { from: 1 }]);
    }

    #[test]
    fn an_operation_is_held_for_its_clock_its_stream_or_its_version() {
        let now = Moment(1_772_415_660_000);
        let head = |st: &str, ent: &str, ms: i64| Head {
            v: 1,
            s: "A1".into(),
            e: 0,
            st: st.into(),
            q: 1,
            t: ms << 16,
            by: "c".into(),
            ent: ent.into(),
            k: "set".into(),
            c: "entry:1".into(),
            base: Default::default(),
            p: 0,
        };
        let fields = |name: &str| Fields::from_iter([(name.to_owned(), "x".into())]);
        let day = 24 * 3600 * 1000;
        for (head, name, held) in [
            (head("hub", "resident:1", now.0), "name", None),
            (head("hub", "resident:1", now.0 + day), "name", None),
            (head("hub", "resident:1", now.0 + day + 1), "name", Some(Hold::Clock)),
            (head("pub", "resident:1", now.0), "name", Some(Hold::Owner)),
            (head("pub", "resident:1", now.0), "new_field", None),
            (head("pub", "unheard:1", now.0), "name", None),
            (head("to:B1", "returned:resident:1", now.0), "name", Some(Hold::Returned)),
            (Head { v: 2, ..head("hub", "resident:1", now.0) }, "name", Some(Hold::Newer)),
            (Head { k: "move".into(), ..head("hub", "resident:1", now.0) }, "name", Some(Hold::Newer)),
            (Head { k: "erase".into(), ..head("pub", "resident:1", now.0) }, "_del", None),
            (head("sys", "calday:2026-01-01", now.0), "kind", None),
            (head("hub", "calday:2026-01-01", now.0), "kind", Some(Hold::Local)),
            (head("hub", "setting:A1/room.closed", now.0), "value", None),
            (head("hub", "setting:B1/room.closed", now.0), "value", Some(Hold::Local)),
            (head("hub", "clerk:A1/key", now.0), "key", None),
            (head("hub", "clerk:B1/key", now.0), "key", Some(Hold::Local)),
        ] {
            assert_eq!(hold(&head, Some(&fields(name)), now), held, "{head:?} {name}");
        }
    }
}
