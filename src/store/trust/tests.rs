use super::*;
use crate::base::clock::Clock;
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
    Unsigned { version, at, studio: None, closed: Default::default(), keys: vec![hub] }.sign(key).unwrap()
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
