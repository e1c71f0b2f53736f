//! What clashes, found from plain records. The same facts give the same ids at every site.

use super::{Conflict, ConflictKind};
use crate::desk::kind::Kind;
use crate::desk::merge::Folded;
use crate::desk::studio::{Booking, SessionKind, State};
use sha2::{Digest, Sha256};

/// First 16 hex digits of SHA-256 over kind and sorted members (SYNC.md section 6).
pub fn id_of(kind: ConflictKind, members: &[String]) -> String {
    use std::fmt::Write as _;
    let mut hash = Sha256::new();
    hash.update(kind.name());
    for member in members {
        hash.update(b"|");
        hash.update(member);
    }
    hash.finalize().iter().take(8).fold(String::with_capacity(16), |mut out, b| {
        let _ = write!(out, "{b:02x}");
        out
    })
}

/// Milliseconds of a hybrid clock.
pub fn ms_of(hlc: i64) -> i64 {
    hlc >> 16
}

/// The clashes within one record: fields with two values that a person must choose between, and a delete against an
/// edit. Where a copy is has a clash of its own: who has it in hand is seen, not chosen.
pub fn within(ent: &str, kind: &Kind, folded: &Folded) -> Vec<Conflict> {
    let mut found = Vec::new();
    let mut lies = 0;
    for (name, heads) in folded.disputed() {
        let opened = heads.iter().map(|h| ms_of(h.hlc)).max().unwrap_or(0);
        if kind.name == "copy" && matches!(name, "site" | "state") {
            lies = lies.max(opened);
        } else if kind.field(name).is_some_and(|f| f.ask) {
            found.push(Conflict::of(ConflictKind::TwoValues, [format!("{ent}#{name}")], opened));
        }
    }
    if lies > 0 {
        found.push(Conflict::of(ConflictKind::Custody, [ent.to_owned()], lies));
    }
    if folded.delete_disputed() {
        let deletes = folded.heads.get(crate::desk::change::DELETED).into_iter().flatten().map(|h| (&h.id, h.hlc));
        let unseen = folded.heads.values().flatten().filter(|h| folded.unseen.iter().any(|(_, id)| *id == h.id));
        let opened = deletes.map(|(_, hlc)| hlc).chain(unseen.map(|h| h.hlc)).map(ms_of).max().unwrap_or(0);
        found.push(Conflict::of(ConflictKind::DeleteEdit, [ent.to_owned()], opened));
    }
    found
}

/// What is known of the bookables when bookings are compared.
#[derive(Debug, Default)]
pub struct Bookables {
    pub kinds: Vec<SessionKind>,
    /// Places whose seats are booked one by one.
    pub shared: Vec<String>,
}

impl Bookables {
    /// Can these two not both take place as they stand?
    pub fn clash(&self, a: &Booking, b: &Booking) -> bool {
        let confirmed = |b: &Booking| b.state == State::Booked && b.lecture.is_empty();
        if a.id == b.id || !confirmed(a) || !confirmed(b) || !a.span().overlaps(b.span()) {
            return false;
        }
        let group = |b: &Booking| self.kinds.iter().find(|k| k.id == b.kind).is_some_and(|k| k.capacity > 1);
        let together = a.kind == b.kind && a.span() == b.span() && a.advisor == b.advisor && a.place == b.place;
        if together && group(a) && a.seats == 0 && b.seats == 0 {
            return false;
        }
        let advisor = !a.advisor.is_empty() && a.advisor == b.advisor;
        let place = !a.place.is_empty() && a.place == b.place && !self.shared.contains(&a.place);
        advisor || place
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::kind;
    use crate::desk::merge::{Write, fold};
    use crate::desk::studio::time::parse_wall;
    use serde_json::json;

    #[test]
    fn the_id_depends_on_kind_and_members_and_not_on_their_order() {
        let of = |kind, members: &[&str]| Conflict::of(kind, members.iter().map(|m| (*m).to_owned()), 1).id;
        let id = of(ConflictKind::DoubleBooking, &["booking:2", "booking:1"]);
        assert_eq!(id, of(ConflictKind::DoubleBooking, &["booking:1", "booking:2"]));
        assert_eq!((id.len(), id.bytes().all(|b| b.is_ascii_hexdigit())), (16, true));
        assert_ne!(id, of(ConflictKind::DoubleLoan, &["booking:1", "booking:2"]));
        assert_ne!(of(ConflictKind::Orphan, &["a:1", "b:2"]), of(ConflictKind::Orphan, &["a:1|b:2"]).to_uppercase());
    }

    fn write(id: &str, at: i64, fields: serde_json::Value) -> Write {
        let serde_json::Value::Object(fields) = fields else { panic!("fields") };
        Write { id: id.into(), order: (at << 16, id.into(), 0, at), base: Default::default(), fields }
    }

    #[test]
    fn only_fields_that_ask_clash_and_where_a_copy_is_clashes_once() {
        let both = [write("a", 1, json!({"phone": "1", "birth": "x"})), write("b", 5, json!({"phone": "2", "birth": "y"}))];
        let found = within("resident:1", kind::find("resident").unwrap(), &fold(&both));
        assert_eq!(found, [Conflict::of(ConflictKind::TwoValues, ["resident:1#phone".to_owned()], 5)]);
        assert_eq!(found[0].entities().collect::<Vec<_>>(), ["resident:1"]);
        let copy = [write("a", 1, json!({"site": "A1", "state": "in"})), write("b", 3, json!({"site": "B1", "state": "lent"}))];
        let found = within("copy:1", kind::find("copy").unwrap(), &fold(&copy));
        assert_eq!(found, [Conflict::of(ConflictKind::Custody, ["copy:1".to_owned()], 3)]);
    }

    fn booking(id: &str, start: &str) -> Booking {
        Booking {
            id: id.into(),
            kind: "session_kind:one".into(),
            advisor: "advisor:1".into(),
            place: "place:1".into(),
            start: parse_wall(start).unwrap(),
            minutes: 60,
            state: State::Booked,
            ..Booking::default()
        }
    }

    #[test]
    fn bookings_clash_by_advisor_or_place_and_a_group_does_not() {
        let group = SessionKind { id: "session_kind:group".into(), capacity: 8, ..SessionKind::default() };
        let known = Bookables { kinds: vec![group], shared: vec!["place:2".into()] };
        let a = booking("booking:1", "2026-11-28T09:30");
        let change = |f: &dyn Fn(&mut Booking)| {
            let mut b = booking("booking:2", "2026-11-28T10:00");
            f(&mut b);
            b
        };
        for (name, other, clash) in [
            ("overlap", change(&|_| {}), true),
            ("itself", change(&|b| b.id = "booking:1".into()), false),
            ("next hour", change(&|b| b.start = parse_wall("2026-11-28T10:30").unwrap()), false),
            ("asked for", change(&|b| b.state = State::Requested), false),
            ("to be moved", change(&|b| b.state = State::ToMove), false),
            ("other place, same advisor", change(&|b| b.place = "place:3".into()), true),
            ("other advisor, same place", change(&|b| b.advisor = "advisor:2".into()), true),
            ("all else", change(&|b| (b.advisor, b.place) = ("advisor:2".into(), "place:3".into())), false),
            ("a seat in a lecture", change(&|b| b.lecture = "booking:9".into()), false),
        ] {
            assert_eq!((known.clash(&a, &other), known.clash(&other, &a)), (clash, clash), "{name}");
        }
        let grouped = |id: &str| Booking { kind: "session_kind:group".into(), ..booking(id, "2026-11-28T09:30") };
        assert!(!known.clash(&grouped("booking:1"), &grouped("booking:2")));
        let shared =
            |id: &str, advisor: &str| Booking { place: "place:2".into(), advisor: advisor.into(), ..a.clone() }.id_set(id);
        assert!(!known.clash(&shared("booking:1", "advisor:1"), &shared("booking:2", "advisor:2")));
    }

    impl Booking {
        fn id_set(mut self, id: &str) -> Booking {
            self.id = id.into();
            self
        }
    }
}
