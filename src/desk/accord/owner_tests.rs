use super::*;
use serde_json::json;
use std::collections::BTreeMap;
use std::convert::Infallible;

#[derive(Default)]
struct Known {
    made: BTreeMap<&'static str, &'static str>,
    handed: BTreeMap<&'static str, Vec<(Order, String)>>,
    grants: Vec<Given>,
}

impl Log for Known {
    type Error = Infallible;
    fn owner(&self, ent: &str, order: &Order) -> Result<Option<String>, Infallible> {
        let handed = self.handed.get(ent).map(Vec::as_slice).unwrap_or_default();
        Ok(self.made.get(ent).map(|by| handed_over(by, handed, self.hub(), order)))
    }
    fn grants(&self, to: &str) -> Result<Vec<Given>, Infallible> {
        Ok(self.grants.iter().filter(|g| g.to == to).cloned().collect())
    }
    fn hub(&self) -> Option<&str> {
        Some("HUB")
    }
}

fn order(ms: i64, site: &str) -> Order {
    (ms << 16, site.into(), 0, ms)
}

fn op(ms: i64, site: &str, fields: Value) -> Op {
    let Value::Object(fields) = fields else { panic!("fields") };
    Op { id: format!("{site}.{ms}"), order: order(ms, site), v: 1, fields }
}

fn held(ent: &str, ops: &[Op], log: &Known) -> Vec<String> {
    let forward: Vec<String> = judge(ROWS, ent, ops, log).unwrap().into_iter().map(|b| b.op).collect();
    let mut turned = ops.to_vec();
    turned.reverse();
    assert_eq!(forward, judge(ROWS, ent, &turned, log).unwrap().into_iter().map(|b| b.op).collect::<Vec<_>>(), "any order");
    forward
}

#[test]
fn a_request_is_its_desks_until_it_is_handed_over_and_anybody_may_add_a_note() {
    let mut log = Known::default();
    log.made.insert("request:1", "A1");
    let ops = [
        op(1, "A1", json!({"state": "open"})),
        op(2, "B1", json!({"state": "accepted"})),
        op(5, "B1", json!({"state": "finished"})),
        op(6, "A1", json!({"state": "paused"})),
    ];
    assert_eq!(held("request:1", &ops, &log), ["B1.2", "B1.5"]);
    // The hand-over comes to light later: what it permits counts, what it forbids does not.
    log.handed.insert("request:1", vec![(order(3, "A1"), "B1".into())]);
    assert_eq!(held("request:1", &ops, &log), ["B1.2", "A1.6"]);
    // A stranger cannot hand over; the hub can.
    log.handed.insert("request:1", vec![(order(3, "C1"), "B1".into())]);
    assert_eq!(held("request:1", &ops, &log), ["B1.2", "B1.5"]);
    log.handed.insert("request:1", vec![(order(3, "HUB"), "B1".into())]);
    assert_eq!(held("request:1", &ops, &log), ["B1.2", "A1.6"]);
    assert!(held("step:1", &[op(9, "C1", json!({"request": "request:1", "text": "x"}))], &log).is_empty());
    let pause = [op(4, "C1", json!({"request": "request:1", "from_at": 1}))];
    assert_eq!(held("pause:1", &pause, &log), ["C1.4"]);
    assert!(held("pause:1", &pause, &Known::default()).is_empty(), "whose request it is has not come");
}

#[test]
fn only_the_studio_or_a_grant_says_yes_to_a_booking() {
    let mut log = Known::default();
    log.made.extend([("advisor:1", "S1"), ("booking:1", "A1")]);
    let asked = json!({"advisor": "advisor:1", "start": "2026-03-05T09:00", "minutes": 60, "state": "requested"});
    let yes = json!({"advisor": "advisor:1", "start": "2026-03-05T09:00", "minutes": 60, "state": "booked"});
    let own = [
        op(10, "A1", asked.clone()),
        op(11, "A1", json!({"start": "2026-03-05T10:00"})),
        op(12, "S1", json!({"state": "booked"})),
    ];
    assert!(held("booking:1", &own, &log).is_empty(), "asked, moved by its desk, confirmed by the studio");
    // After the yes its desk may call it off or ask for another time, not move it under the yes.
    let after = |fields| [own.as_slice(), &[op(20, "A1", fields)]].concat();
    assert!(held("booking:1", &after(json!({"state": "cancelled_client"})), &log).is_empty());
    assert!(held("booking:1", &after(json!({"state": "requested", "start": "2026-03-06T10:00"})), &log).is_empty());
    assert!(held("booking:1", &after(json!({"topic": "x"})), &log).is_empty());
    assert_eq!(held("booking:1", &after(json!({"start": "2026-03-06T10:00"})), &log), ["A1.20"]);
    assert_eq!(held("booking:1", &[op(10, "A1", asked), op(20, "B1", json!({"state": "cancelled_client"}))], &log), ["B1.20"]);
    let alone = [op(10, "A1", yes)];
    assert_eq!(held("booking:1", &alone, &log), ["A1.10"], "nobody says yes on a guess");
    let grant = Given {
        order: order(5, "S1"),
        to: "A1".into(),
        until: 15,
        advisor: "advisor:1".into(),
        place: String::new(),
        start: "2026-03-05T09:00".into(),
        minutes: 60,
    };
    for (name, grant, fits) in [
        ("fits", grant.clone(), true),
        ("to another desk", Given { to: "B1".into(), ..grant.clone() }, false),
        ("run out", Given { until: 9, ..grant.clone() }, false),
        ("given later", Given { order: order(11, "S1"), ..grant.clone() }, false),
        ("another time", Given { start: "2026-03-05T10:00".into(), ..grant.clone() }, false),
        ("too short", Given { minutes: 30, ..grant.clone() }, false),
        ("another advisor", Given { advisor: "advisor:2".into(), ..grant.clone() }, false),
    ] {
        log.grants = vec![grant];
        assert_eq!(held("booking:1", &alone, &log).is_empty(), fits, "{name}");
    }
    let seat = [op(10, "A1", json!({"advisor": "advisor:1", "lecture": "booking:9", "state": "booked"}))];
    assert!(held("booking:1", &seat, &Known { grants: vec![], ..log }).is_empty());
}

#[test]
fn a_copy_is_with_whoever_scanned_it_and_a_stranger_writes_nothing_of_it() {
    let mut log = Known::default();
    log.made.insert("copy:1", "A1");
    let ops = [
        op(1, "A1", json!({"site": "A1", "state": "in"})),
        op(2, "C1", json!({"state": "lost"})),
        op(3, "B1", json!({"site": "B1", "state": "lent"})),
        op(4, "A1", json!({"state": "lent"})),
        op(5, "B1", json!({"state": "in"})),
    ];
    assert_eq!(held("copy:1", &ops, &log), ["C1.2"]);
    log.made.extend([("loan:1", "A1"), ("grant:1", "S1"), ("place:1", "S1")]);
    let loans = [op(1, "A1", json!({"copy": "copy:1"})), op(2, "HUB", json!({"back_at": 5})), op(3, "B1", json!({"back_at": 6}))];
    assert_eq!(held("loan:1", &loans, &log), ["B1.3"]);
    let grants = [op(2, "A1", json!({"place": "place:1", "to": "A1"}))];
    assert_eq!(held("grant:1", &grants, &log), ["A1.2"], "nobody grants himself a slot");
    assert!(held("resident:1", &[op(1, "A1", json!({"name": "x"})), op(2, "B1", json!({"name": "y"}))], &log).is_empty());
}

#[test]
fn a_later_rule_is_a_row_and_holds_for_operations_of_its_version_only() {
    let later = [ROWS, &[Row { kind: "request", fields: &["summary"], since: 2, who: Decider::AnyHolder }]].concat();
    assert_eq!(decider(&later, "request", "summary", 1), Decider::Owner);
    assert_eq!(decider(&later, "request", "summary", 2), Decider::AnyHolder);
    assert_eq!(decider(&later, "request", "state", 2), Decider::Owner);
    assert_eq!(decider(&later, "gadget", "x", 1), Decider::AnyHolder, "a kind of a newer program is kept, not judged");
    let log = Known { made: [("request:1", "A1")].into(), ..Known::default() };
    let mut ops = vec![op(1, "A1", json!({"state": "open"})), op(2, "B1", json!({"summary": "x"}))];
    assert_eq!(judge(&later, "request:1", &ops, &log).unwrap().len(), 1);
    ops[1].v = 2;
    assert_eq!(judge(&later, "request:1", &ops, &log).unwrap(), []);
}

#[test]
fn every_kind_has_a_row() {
    for kind in crate::desk::kind::all() {
        assert!(ROWS.iter().any(|r| r.kind == kind.name && r.fields.is_empty()), "{} has no row in the table", kind.name);
    }
}
