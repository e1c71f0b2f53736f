use super::*;
use crate::base::clock::Clock;
use crate::desk::trust as desk_trust;
use crate::exchange::keys::{Card, Member, Unsigned};
use crate::store::Site;

fn store(code: &str, seed: u64) -> (tempfile::TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let site = Site { code: code.into(), name: code.into(), hub: false, epoch: 0, for_play: true, studio: None };
    let store = Store::create(&folder.path().join("data"), &site, Ids::seeded(Clock::Fixed(Moment(0)), seed)).unwrap();
    (folder, store)
}

fn roster_of(version: i64, at: i64, key: &SiteKey) -> Roster {
    let card = Card::of("HUB", "hub", true, key, None);
    let hub =
        Member { site: card.site, name: card.name, hub: true, number: 1, sign: card.sign, read: card.read, from: 0, ended: None };
    Unsigned { version, at, studio: None, keys: vec![hub] }.sign(key).unwrap()
}

#[test]
fn a_new_database_has_its_key_and_keeps_it() {
    let (folder, store) = store("A1", 1);
    let key = store.key_ring().unwrap().newest().sign_key();
    drop(store);
    let again = Store::open(&folder.path().join("data"), Ids::seeded(Clock::Fixed(Moment(0)), 2)).unwrap();
    assert_eq!(again.key_ring().unwrap().newest().sign_key(), key);
    std::fs::remove_file(folder.path().join("data/site.key")).unwrap();
    assert_ne!(again.key_ring().unwrap().newest().sign_key(), key, "an older database gets one");
}

#[test]
fn a_roster_is_taken_only_from_the_pinned_hub_and_only_upwards() {
    let (_folder, mut a) = store("A1", 1);
    let ids = Ids::seeded(Clock::Fixed(Moment(0)), 9);
    let (hub, other) = (SiteKey::generate(1, &ids), SiteKey::generate(1, &ids));
    let now = Moment(1000);
    let take = |a: &mut Store, roster: &Roster| a.save_roster(roster.text(), "t", now).unwrap().map_err(|f| f.code);
    assert_eq!(take(&mut a, &roster_of(1, 0, &hub)), Err(Trouble::NoRoster));
    assert_eq!(a.pin(&roster_of(2, 0, &hub), "t", now).unwrap(), Ok(true));
    assert_eq!(a.pinned_root().unwrap(), roster_of(2, 0, &hub).root());
    for (version, at, key, said) in [
        (2, 0, &hub, Ok(false)),
        (3, 0, &hub, Ok(true)),
        (2, 0, &hub, Err(Trouble::RosterOld)),
        (3, 7, &hub, Err(Trouble::Roster)),
        (9, 0, &other, Err(Trouble::Roster)),
    ] {
        assert_eq!(take(&mut a, &roster_of(version, at, key)), said, "{version} {at}");
        assert!(a.roster().unwrap().unwrap().version >= 2);
    }
    assert_eq!(a.roster().unwrap().unwrap().version, 3);
    assert_eq!(a.pin(&roster_of(1, 0, &other), "t", now).unwrap(), Ok(true), "a new root, after its digits were compared");
    assert_eq!(a.pin(&roster_of(1, 0, &hub), "t", now).unwrap(), Ok(true));
    assert_eq!(take(&mut a, &roster_of(5, 0, &other)), Err(Trouble::Roster));
}

fn hub(seed: u64) -> (tempfile::TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let site = Site { code: "HUB".into(), name: "hub".into(), hub: true, epoch: 0, for_play: true, studio: None };
    let mut store = Store::create(&folder.path().join("data"), &site, Ids::seeded(Clock::Fixed(Moment(0)), seed)).unwrap();
    store.enrol_hub(&who(), Moment(1000)).unwrap();
    (folder, store)
}

fn who() -> Actor {
    Actor { clerk: "c".into() }
}

fn add(hub: &mut Store, of: &Store, at: i64) {
    let (site, ring) = (of.site(), of.key_ring().unwrap());
    let card = Card::of(&site.code, &site.name, site.hub, ring.newest(), ring.before());
    let digits = Some(card.digits().to_string());
    let order = Order::from(Command::from(trust::Command::AddSite(AddSite { card: card.to_text(), digits })));
    hub.execute(&order, &who(), Moment(at)).unwrap();
}

fn revoke(hub: &mut Store, site: &str, at: i64) -> Result<crate::store::Reply, Refusal> {
    let order = Order::from(Command::from(trust::Command::RevokeSite(trust::RevokeSite { site: site.into() })));
    hub.execute(&order, &who(), Moment(at))
}

#[test]
fn the_signed_roster_follows_each_decision_of_the_hub_and_nothing_else() {
    let ((_f, mut hub), (_g, a)) = (hub(1), store("A1", 2));
    let version = |hub: &Store| hub.roster().unwrap().unwrap().version;
    assert_eq!((version(&hub), hub.pinned_root().unwrap()), (1, hub.roster().unwrap().unwrap().root()));
    hub.enrol_hub(&who(), Moment(2000)).unwrap();
    assert_eq!(version(&hub), 1, "nothing new to sign");
    add(&mut hub, &a, 3000);
    add(&mut hub, &a, 4000);
    assert_eq!(version(&hub), 2);
    a.rotate_key().unwrap();
    a.rotate_key().unwrap();
    assert_eq!(a.key_ring().unwrap().newest().number, 3, "without a roster nothing is waited for");
    add(&mut hub, &a, 5000);
    let roster = hub.roster().unwrap().unwrap();
    let of_a: Vec<_> = roster.keys_of("A1").map(|m| (m.number, m.ended.as_ref().map(|e| e.why))).collect();
    assert_eq!(of_a, [(3, None), (1, Some(crate::exchange::keys::Why::Replaced))], "key 2 signed for 3, and the roster knew 1");
    revoke(&mut hub, "A1", 6000).unwrap();
    assert!(hub.roster().unwrap().unwrap().member("A1").is_none());
    assert!(hub.roster().unwrap().unwrap().keys_of("A1").all(|m| m.ended.is_some()));
    assert!(matches!(revoke(&mut hub, "A1", 7000), Err(Refusal::Rule(_))));
    let undo = Order::parse(r#"{"cmd":"undo"}"#).unwrap();
    let Err(Refusal::Rule(reasons)) = hub.execute(&undo, &who(), Moment(8000)) else { panic!("undone") };
    assert_eq!(reasons[0].code.name(), "site.not_undone");
    assert_eq!(hub.verify().unwrap().wrong, Vec::<String>::new());
}

#[test]
fn what_another_site_writes_about_keys_moves_no_roster() {
    let ((_f, mut hub), (_g, a)) = (hub(1), store("A1", 2));
    add(&mut hub, &a, 3000);
    let before = hub.roster().unwrap().unwrap();
    let key = SiteKey::generate(1, &Ids::seeded(Clock::Fixed(Moment(0)), 77));
    let ent = desk_trust::sitekey_id("A1", &before.member("A1").unwrap().sign);
    for (stream, seq) in [("hub", 1), ("sys", 1), ("pub", 1)] {
        let header = format!(
            r#"{{"v":1,"s":"A1","e":0,"st":"{stream}","q":{seq},"t":9223372036854,"by":"x","ent":"{ent}","k":"set","c":"entry:1"}}"#
        );
        let body = format!(r#"{{"salt":"","f":{{"sign":"{}","read":"{}"}}}}"#, key.sign_key(), key.recipient());
        let params = named_params! {":site": "A1", ":epoch": 0, ":stream": stream, ":seq": seq, ":hlc": 9_223_372_036_854_i64, ":ent": ent,
        ":header": header.as_bytes(), ":body": body.as_bytes(), ":body_hash": vec![0u8; 32], ":hash": vec![0u8; 32], ":via": "t"};
        hub.db.run(sql!("core/op_add"), params).unwrap();
    }
    hub.enrol_hub(&who(), Moment(9000)).unwrap();
    assert_eq!(hub.roster().unwrap().unwrap(), before);
}
