//! Keys, cards, rosters: what must hold, and that no bytes make a parser stumble.

use super::*;
use crate::base::clock::{Clock, Moment};
use crate::base::ids::Ids;
use crate::desk::sites::exchange::Trouble;
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::os::unix::fs::PermissionsExt as _;

fn ids(seed: u64) -> Ids {
    Ids::seeded(Clock::Fixed(Moment(1_772_415_660_000)), seed)
}

fn key(seed: u64) -> SiteKey {
    SiteKey::generate(1, &ids(seed))
}

fn member(site: &str, hub: bool, key: &SiteKey) -> Member {
    let card = Card::of(site, site, hub, key, None);
    let (name, sign, read) = (card.name, card.sign, card.read);
    Member { site: site.into(), name, hub, number: key.number, sign, read, from: 1000, ended: None }
}

fn facts(version: i64, keys: Vec<Member>) -> Unsigned {
    Unsigned { version, at: 5000, studio: None, keys }
}

fn code<T: std::fmt::Debug>(result: Result<T, crate::desk::sites::exchange::Finding>) -> Trouble {
    result.unwrap_err().code
}

#[test]
fn a_secret_gives_always_the_same_two_keys_and_its_identity_opens_what_is_sealed_to_it() {
    let (a, again, other) = (key(1), key(1), key(2));
    assert_eq!((a.sign_key(), a.recipient()), (again.sign_key(), again.recipient()));
    assert_ne!(a.sign_key(), other.sign_key());
    let sealed = age::encrypt(&a.recipient().parse::<age::x25519::Recipient>().unwrap(), b"stick").unwrap();
    assert_eq!(age::decrypt(&a.identity(), &sealed).unwrap(), b"stick");
    assert!(age::decrypt(&other.identity(), &sealed).is_err());
    assert!(!format!("{a:?}").contains(&hex(a.seed())), "a secret is never shown");
}

#[test]
fn digits_change_with_every_fact_of_a_card_and_are_read_as_people_write_them() {
    let card = Card::of("S03", "福景社区", false, &key(1), None);
    let shown = card.digits().to_string();
    assert_eq!(shown.len(), 29, "{shown}");
    for given in [shown.clone(), shown.replace(' ', ""), shown.replace(' ', "-"), format!(" {} ", shown.replace(' ', "　"))] {
        assert_eq!(Digits::parse(&given), Some(card.digits()), "{given}");
    }
    let full: String = shown.chars().map(|c| char::from_u32(c as u32 + 0xfee0).filter(|_| c != ' ').unwrap_or(c)).collect();
    assert_eq!(Digits::parse(&full), Some(card.digits()), "{full}");
    for bad in ["", "1234", &shown[1..], &format!("{shown}1"), &shown.replacen(|c: char| c.is_ascii_digit(), "x", 1)] {
        assert_eq!(Digits::parse(bad), None, "{bad}");
    }
    let other = key(2);
    for changed in [
        Card { site: "S04".into(), ..card.clone() },
        Card { name: "福景".into(), ..card.clone() },
        Card { hub: true, ..card.clone() },
        Card { number: 2, ..card.clone() },
        Card { sign: other.sign_key(), ..card.clone() },
        Card { read: other.recipient(), ..card.clone() },
    ] {
        assert_ne!(changed.digits(), card.digits(), "{changed:?}");
    }
    assert_eq!(Card::parse(card.to_text().as_bytes()).unwrap(), card);
}

#[test]
fn a_card_with_something_wrong_is_none() {
    let card = Card::of("S03", "福景社区", false, &key(1), None);
    let text = card.to_text();
    for wrong in [
        text.replace("S03", "../x"),
        text.replace("福景社区", ""),
        text.replace("福景社区", "福\\u202e景"),
        text.replace("\"number\":1", "\"number\":0"),
        text.replace(&card.sign, &"0".repeat(64)),
        text.replace(&card.sign, "abc"),
        text.replace(&card.read, "age1abc"),
        text.replace("\"desk_card\":1", "\"desk_card\":2"),
        text.replace('}', ",\"more\":1}"),
        "{}".into(),
        String::new(),
        " ".repeat(5000),
    ] {
        assert_eq!(code(Card::parse(wrong.as_bytes())), Trouble::Card, "{wrong:.120}");
    }
}

#[test]
fn a_changed_key_is_vouched_for_by_the_one_before_and_by_no_other() {
    let mut ring = KeyRing::with("S03", key(1));
    ring.rotate(&ids(9));
    let (new, old) = (ring.newest().clone(), ring.before().unwrap().clone());
    assert_eq!((new.number, old.number), (2, 1));
    let card = Card::of("S03", "福景", false, &new, Some(&old));
    assert!(card.follows(&old.sign_key()));
    assert!(!card.follows(&key(5).sign_key()) && !card.follows("") && !card.follows(&new.sign_key()));
    assert!(!Card { read: key(5).recipient(), ..card.clone() }.follows(&old.sign_key()), "each fact is covered");
    assert!(!Card { by: None, ..card }.follows(&old.sign_key()));
}

#[test]
fn a_key_file_comes_back_and_one_that_others_may_read_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    assert!(KeyRing::load(dir.path()).unwrap().is_none());
    let mut ring = KeyRing::with("S03", key(1)).save_first(dir.path()).unwrap();
    let second = KeyRing::with("S03", key(2)).save_first(dir.path()).unwrap();
    assert_eq!(second.newest().sign_key(), ring.newest().sign_key(), "the first key stands");
    ring.rotate(&ids(3));
    ring.save(dir.path()).unwrap();
    let back = KeyRing::load(dir.path()).unwrap().unwrap();
    assert_eq!(*back.to_text(), *ring.to_text());
    assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 1, "no half file stays");
    let path = dir.path().join(KEY_FILE);
    assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    for mode in [0o640, 0o604, 0o660] {
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode)).unwrap();
        assert!(KeyRing::load(dir.path()).unwrap_err().why.contains("must be 600"));
    }
    std::fs::remove_file(&path).unwrap();
    std::os::unix::fs::symlink("/dev/null", &path).unwrap();
    assert!(KeyRing::load(dir.path()).is_err(), "links are not followed");
}

#[test]
fn a_new_key_signs_from_the_roster_that_names_it_and_the_old_one_goes_after_ninety_days() {
    let (hub, old) = (key(7), key(1));
    let mut ring = KeyRing::with("S03", old.clone());
    ring.rotate(&ids(9));
    let before = facts(1, vec![member("HUB", true, &hub), member("S03", false, &old)]).sign(&hub).unwrap();
    assert_eq!(ring.signing(None).number, 2);
    assert_eq!(ring.signing(Some(&before)).number, 1);
    let mut ended = member("S03", false, &old);
    ended.ended = Some(Ended { at: 1000, why: Why::Rotated, after: BTreeMap::new() });
    let after = facts(2, vec![member("HUB", true, &hub), member("S03", false, ring.newest()), ended]).sign(&hub).unwrap();
    assert_eq!(ring.signing(Some(&after)).number, 2);
    assert_eq!(ring.identities().len(), 2);
    let day = 24 * 3600 * 1000;
    assert!(!ring.prune(&after, 1000 + 90 * day) && !ring.prune(&before, 1000 + 200 * day));
    assert!(ring.prune(&after, 1001 + 90 * day) && ring.identities().len() == 1);
}

#[test]
fn a_roster_holds_only_with_the_hubs_signature_and_only_as_a_whole() {
    let (hub, a, b) = (key(1), key(2), key(3));
    let root: Bytes32 = unhex(&hub.sign_key()).unwrap();
    let good = facts(3, vec![member("HUB", true, &hub), member("A1", false, &a)]).sign(&hub).unwrap();
    assert_eq!(Roster::read(good.text(), &root).unwrap(), good);
    assert_eq!(good.root(), Some(root));
    let stranger: Bytes32 = unhex(&a.sign_key()).unwrap();
    assert_eq!(code(Roster::read(good.text(), &stranger)), Trouble::Roster);
    let text = good.text();
    for (at, _) in text.char_indices() {
        let mut bytes = text.as_bytes().to_vec();
        bytes[at] ^= 1;
        if let Ok(changed) = String::from_utf8(bytes) {
            assert!(Roster::read(&changed, &root).is_err(), "byte {at}");
        }
        assert!(Roster::read(&text[..at], &root).is_err(), "cut at {at}");
    }
    // Signed by somebody who is not the hub it names; two hubs; a key twice; a site twice; no hub.
    let (hub_m, a_m) = (member("HUB", true, &hub), member("A1", false, &a));
    for keys in [
        vec![member("HUB", true, &b), a_m.clone()],
        vec![hub_m.clone(), member("JD", true, &b)],
        vec![hub_m.clone(), a_m.clone(), Member { site: "B1".into(), ..a_m.clone() }],
        vec![hub_m.clone(), a_m.clone(), member("A1", false, &b)],
        vec![a_m],
    ] {
        assert_eq!(code(facts(3, keys.clone()).sign(&hub)), Trouble::Roster, "{keys:?}");
    }
    assert_eq!(code(facts(0, vec![hub_m]).sign(&hub)), Trouble::Roster);
}

#[test]
fn a_roster_never_goes_back() {
    let hub = key(1);
    let of = |version, at| Unsigned { at, ..facts(version, vec![member("HUB", true, &hub)]) }.sign(&hub).unwrap();
    let ours = of(3, 1);
    assert_eq!(of(4, 1).after(&ours), Ok(true));
    assert_eq!(ours.after(&ours), Ok(false));
    assert_eq!(code(of(2, 1).after(&ours)), Trouble::RosterOld);
    assert_eq!(code(of(3, 2).after(&ours)), Trouble::Roster, "two of one version: somebody signs beside the hub");
}

#[test]
fn files_and_checkpoints_hold_by_who_signed_them_and_until_when() {
    let (hub, now, old, lost, thief) = (key(1), key(2), key(3), key(4), key(5));
    let end = |m: Member, why, after: &[(&str, i64)]| Member {
        ended: Some(Ended { at: 0, why, after: after.iter().map(|(k, n)| ((*k).to_owned(), *n)).collect() }),
        ..m
    };
    let keys = vec![
        member("HUB", true, &hub),
        member("A1", false, &now),
        end(member("A1", false, &old), Why::Rotated, &[]),
        end(member("A1", false, &lost), Why::Revoked, &[("A1.2.pub", 90)]),
        end(member("B1", false, &key(6)), Why::Revoked, &[]),
    ];
    let roster = facts(9, keys).sign(&hub).unwrap();
    let sum = [7u8; 64];
    assert_eq!(roster.check_file("A1", &sum, &now.sign_file(&sum)), Ok(Standing::Current));
    assert_eq!(roster.check_file("A1", &sum, &old.sign_file(&sum)), Ok(Standing::Rotated));
    for (site, by, wrong) in [
        ("A1", &lost, Trouble::Revoked),
        ("A1", &thief, Trouble::Seal),
        ("A1", &hub, Trouble::Seal),
        ("HUB", &now, Trouble::Seal),
        ("Z9", &now, Trouble::Sender),
    ] {
        assert_eq!(code(roster.check_file(site, &sum, &by.sign_file(&sum))), wrong, "{site} {by:?}");
    }
    let hash = [9u8; 32];
    let check = |by: &SiteKey, site: &str, epoch, stream: &str, seq| {
        let signature = by.sign_checkpoint(site, epoch, stream, seq, &hash);
        roster.check_checkpoint((site, epoch, stream), seq, &hash, &signature).map_err(|f| f.code)
    };
    for (by, epoch, stream, seq, right) in [
        (&now, 3, "pub", 500, Ok(())),
        (&old, 2, "hub", 500, Ok(())),
        (&lost, 2, "pub", 90, Ok(())),
        (&lost, 2, "pub", 91, Err(Trouble::Revoked)),
        (&lost, 2, "hub", 1, Err(Trouble::Revoked)),
        (&lost, 3, "pub", 1, Err(Trouble::Revoked)),
        (&thief, 2, "pub", 1, Err(Trouble::Chain)),
        (&hub, 2, "pub", 1, Err(Trouble::Chain)),
    ] {
        assert_eq!(check(by, "A1", epoch, stream, seq), right, "{by:?} {epoch} {stream} {seq}");
    }
    // A signature for one place is none for another, and a file's is no checkpoint's.
    let signature = now.sign_checkpoint("A1", 0, "pub", 5, &hash);
    for (epoch, stream, seq) in [(1, "pub", 5), (0, "hub", 5), (0, "pub", 6)] {
        assert!(roster.check_checkpoint(("A1", epoch, stream), seq, &hash, &signature).is_err());
    }
    assert!(roster.check_checkpoint(("A1", 0, "pub"), 5, &[8; 32], &signature).is_err());
    assert!(roster.check_file("A1", &sum, &signature).is_err());
    assert_eq!(roster.sender("A1"), Ok(()));
    assert_eq!(code(roster.sender("B1")), Trouble::Revoked);
    assert_eq!(code(roster.sender("C1")), Trouble::Sender);
    assert_eq!((roster.epoch_from("A1"), roster.epoch_from("HUB")), (3, 0));
    assert_eq!(code(roster.recipients(&["B1".into()])), Trouble::Sender);
}

#[test]
fn a_sheet_brings_the_same_key_back_and_names_the_character_that_is_wrong() {
    let sheet = Sheet { site: "S03".into(), key: SiteKey::generate(4, &ids(1)) };
    let text = sheet.to_text(&["said to people 请密封".into(), "desk-sheet".into()]).unwrap();
    let back = Sheet::parse(&text).unwrap();
    assert_eq!((back.site.as_str(), back.key.number, back.key.sign_key()), ("S03", 4, sheet.key.sign_key()));
    let words: Vec<char> = text.lines().skip(5).flat_map(str::chars).filter(|c| !c.is_ascii()).collect();
    assert_eq!(words.len(), 24, "{}", *text);
    // As a person types it: no numbers, other spacing.
    let head = format!("desk-sheet 1 S03 4\ncheck {}\n", short(&sheet.key.sign_key()));
    let typed: String = words.iter().map(|c| format!(" {c}\n")).collect();
    assert_eq!(Sheet::parse(&format!("{head}{typed}")).unwrap().key.sign_key(), sheet.key.sign_key());
    let why = |words: &[char]| match Sheet::parse(&format!("{head}{}", words.iter().collect::<String>())) {
        Err(finding) => finding.facts["why"].clone(),
        Ok(sheet) => panic!("{sheet:?}"),
    };
    let mut wrong = words.clone();
    wrong[6] = '㐀';
    assert_eq!(why(&wrong), "#7");
    assert_eq!(why(&words[1..]), "23/24");
    let mut swapped = words.clone();
    swapped.swap(3, 17);
    assert!(["sum", "check"].contains(&why(&swapped).as_str()), "a slip is seen");
    for (from, to) in
        [("S03", "s3"), (" 4\n", " 0\n"), ("check ", "check 0"), ("desk-sheet 1", "desk-sheet 2"), ("desk-sheet", "")]
    {
        assert_eq!(code(Sheet::parse(&head.replace(from, to))), Trouble::Sheet, "{from}");
    }
}

proptest! {
    #[test]
    fn every_secret_goes_to_paper_and_back(seed in any::<[u8; 32]>()) {
        let sheet = Sheet { site: "HUB".into(), key: SiteKey::from_seed(1, seed) };
        let back = Sheet::parse(&sheet.to_text(&[]).unwrap()).unwrap();
        prop_assert_eq!(back.key.seed(), &seed);
    }

    #[test]
    fn no_text_makes_the_sheet_stumble(text in "\\PC{0,300}", words in "[一-龥 ]{0,60}") {
        let _ = Sheet::parse(&text);
        let text = format!("desk-sheet 1 S03 4\ncheck 00000000\n{words}");
        prop_assert!(Sheet::parse(&text).is_err());
    }
    #[test]
    fn no_text_makes_a_parser_stumble(text in "\\PC{0,200}", bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ = Digits::parse(&text);
        let _ = Card::parse(text.as_bytes());
        let _ = Card::parse(&bytes);
        let _ = KeyRing::parse(&text);
        prop_assert!(Roster::first(&text).is_err());
    }

    #[test]
    fn a_damaged_document_is_refused_or_says_the_same(at in 0usize..400, with in any::<u8>(), cut in any::<bool>()) {
        let hub = key(1);
        let card = Card::of("HUB", "街道", true, &hub, None);
        let ring = KeyRing::with("HUB", hub.clone());
        let roster = facts(3, vec![member("HUB", true, &hub)]).sign(&hub).unwrap();
        let harm = |text: &str| {
            let mut bytes = text.as_bytes().to_vec();
            let at = at % bytes.len();
            if cut { bytes.truncate(at) } else { bytes[at] = with }
            bytes
        };
        if let Ok(read) = Card::parse(&harm(&card.to_text())) {
            prop_assert!(read == card || read.digits() != card.digits());
        }
        let text = String::from_utf8_lossy(&harm(&ring.to_text())).into_owned();
        let _ = KeyRing::parse(&text);
        let text = String::from_utf8_lossy(&harm(roster.text())).into_owned();
        if let Ok(read) = Roster::first(&text) {
            prop_assert_eq!(read, roster);
        }
    }

    #[test]
    fn digits_come_back_from_what_is_shown(n in 0u128..1_000_000_000_000_000_000_000_000) {
        let shown = format!("{n:024}");
        prop_assert_eq!(Digits::parse(&shown).unwrap().to_string().replace(' ', ""), shown);
    }
}
