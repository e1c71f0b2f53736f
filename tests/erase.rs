//! A person leaves the log: everywhere, for good, and the chain still verifies (SAFETY.md R21).
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod support;

use desk::store::Store;
use std::path::Path;
use support::net::Net;

const NAME: &str = "欧阳晓明";
const PHONE: &str = "13800005678";
const NUMBER: &str = "110105188001010033";

/// Every file of a folder in which the text stands.
fn found_in(folder: &Path, text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(found_in(&path, text));
        } else if std::fs::read(&path).unwrap().windows(text.len()).any(|w| w == text.as_bytes()) {
            found.push(path.display().to_string());
        }
    }
    found
}

/// A desk, the studio and the hub, all of which know of one person; files carry what is personal.
fn known_everywhere() -> (Net, String, String) {
    let mut net = Net::of(&["HUB", "S01", "S02", "S03"]);
    net.ok("S01", r#"{"cmd":"place.add","name":"工作室","capacity":6}"#);
    net.all();
    let person = net.id("S02", &format!(r#"{{"cmd":"resident.add","name":"{NAME}","phone":"{PHONE}","id_number":"{NUMBER}"}}"#));
    net.ok("S02", &format!(r#"{{"cmd":"reader.add","name":"{NAME}","card":"31","resident":"{person}"}}"#));
    let booking = net.id(
        "S02",
        &format!(r#"{{"cmd":"booking.make","kind":"场地使用","place":"工作室","start":"2026-03-05T09:00","client":"{person}"}}"#),
    );
    net.ok("S02", &format!(r#"{{"cmd":"booking.note","booking":"{booking}","text":"{NAME} 电话 {PHONE}"}}"#));
    net.all();
    (net, person, booking)
}

#[test]
fn an_erased_person_is_nowhere_and_the_log_is_whole() {
    let (mut net, person, booking) = known_everywhere();
    assert_eq!(net.show("HUB", "resident", &[("id", &person)])["phone"], PHONE);
    assert_eq!(net.show("S01", "booking", &[("id", &booking)])["client_name"], NAME, "the studio knows who comes");
    for site in ["HUB", "S01", "S02"] {
        assert!(!found_in(&net.place(site), NAME).is_empty(), "{site}: or the search is blind");
    }
    let late = net.pack("S02", "S01");
    let now = net.now;
    net.at("S02")
        .keep_draft("c", &desk::store::Draft { form: "resident.add".into(), at: now, body: format!(r#"{{"phone":"{PHONE}"}}"#) })
        .unwrap();
    net.refused("S01", &format!(r#"{{"cmd":"person.erase","person":"{person}","reason":"本人要求"}}"#), &["desk.not_found"]);
    net.refused(
        "S02",
        &format!(r#"{{"cmd":"person.erase","person":"{person}","reason":""}}"#),
        &["person.erase_reason", "person.still_open"],
    );
    net.ok(
        "S02",
        &format!(r#"{{"cmd":"person.erase","person":"{NUMBER}","reason":"本人要求","override":{{"reason":"本人坚持"}}}}"#),
    );
    for text in [NAME, PHONE, NUMBER] {
        assert_eq!(found_in(&net.place("S02"), text), Vec::<String>::new(), "{text} while the database is open");
    }
    // Nobody else has heard of it: the proof says so.
    let waits = |net: &Net| net.show("S02", "erasures", &[])[0]["waits"].as_array().unwrap().len();
    assert!(waits(&net) > 0);
    net.all();
    // A file from before, heard again or for the first time, brings nothing back.
    net.read("S01", &late);
    net.all();
    assert_eq!(waits(&net), 0, "{}", net.show("S02", "erasures", &[])[0]);
    for site in ["HUB", "S01", "S02", "S03"] {
        for text in [NAME, PHONE, NUMBER] {
            assert_eq!(found_in(&net.place(site), text), Vec::<String>::new(), "{site}: {text}");
        }
        assert!(net.show(site, "residents", &[("find", "欧阳")]).as_array().unwrap().is_empty());
        assert_eq!(
            net.show(site, "booking", &[("id", &booking)])["start"],
            "2026-03-05T09:00",
            "{site}: the hour stays for the figures"
        );
    }
    // Files made from now on, and backups.
    let out = net.place("out");
    std::fs::create_dir_all(&out).unwrap();
    let file = net.pack("S02", "HUB").concat();
    std::fs::write(out.join("1.qtb"), file).unwrap();
    net.at("S02").backup(&out.join("backup.sqlite3")).unwrap();
    assert_eq!(found_in(&out, PHONE), Vec::<String>::new());
    // It cannot be brought back.
    net.refused("S02", r#"{"cmd":"undo"}"#, &["undo.erased"]);
    net.sound();
}

#[test]
fn what_is_written_of_an_erased_person_elsewhere_loses_its_body_on_arrival() {
    let (mut net, person, booking) = known_everywhere();
    // The studio notes something of the booking while its desk erases the person.
    let held = net.pack("S02", "S01");
    net.ok("S02", &format!(r#"{{"cmd":"person.erase","person":"{person}","reason":"本人要求","override":{{"reason":"坚持"}}}}"#));
    net.ok("S01", &format!(r#"{{"cmd":"booking.cancel","booking":"{booking}","by":"us","reason":"{NAME} 不来了"}}"#));
    net.read("S01", &held);
    net.all();
    for site in ["HUB", "S01", "S02", "S03"] {
        assert_eq!(found_in(&net.place(site), NAME), Vec::<String>::new(), "{site}");
        assert_eq!(
            net.show(site, "booking", &[("id", &booking)])["state"],
            "cancelled_us",
            "{site}: the fact counts, its text does not"
        );
    }
    net.sound();
}

#[test]
fn a_stranger_cannot_erase() {
    let (mut net, person, _) = known_everywhere();
    // S03 never held anything of the person; its word about the bare id has no effect.
    net.refused("S03", &format!(r#"{{"cmd":"person.erase","person":"{person}","reason":"x"}}"#), &["desk.not_found"]);
    assert_eq!(net.show("S02", "resident", &[("id", &person)])["name"], NAME);
    // The hub may.
    net.ok(
        "HUB",
        &format!(r#"{{"cmd":"person.erase","person":"{person}","reason":"信访要求","override":{{"reason":"主任批准"}}}}"#),
    );
    net.all();
    for site in ["HUB", "S01", "S02"] {
        assert_eq!(found_in(&net.place(site), PHONE), Vec::<String>::new(), "{site}");
    }
    net.sound();
}

#[test]
fn numbers_go_when_their_time_is_over_and_the_rest_stays() {
    let mut net = Net::of(&["HUB", "S01"]);
    let person = net.id("S01", &format!(r#"{{"cmd":"resident.add","name":"{NAME}","phone":"{PHONE}","id_number":"{NUMBER}"}}"#));
    net.ok("S01", &format!(r#"{{"cmd":"resident.update","resident":"{person}","address":"测试路1号"}}"#));
    net.all();
    let due = |net: &Net| net.show("S01", "retention", &[]);
    assert_eq!(due(&net), serde_json::json!([]));
    net.wait(31 * 24 * 60);
    assert_eq!(due(&net), serde_json::json!([{"kind": "resident", "field": "id_number", "records": 1}]));
    net.ok("S01", r#"{"cmd":"retention.run"}"#);
    assert_eq!(due(&net), serde_json::json!([]));
    let card = net.show("S01", "resident", &[("id", &person)]);
    assert_eq!(
        (&card["id_number"], &card["phone"], &card["name"], &card["address"]),
        (&"".into(), &PHONE.into(), &NAME.into(), &"测试路1号".into())
    );
    net.all();
    for site in ["HUB", "S01"] {
        assert_eq!(found_in(&net.place(site), NUMBER), Vec::<String>::new(), "{site}");
        assert_eq!(net.show(site, "resident", &[("id", &person)])["address"], "测试路1号", "{site}");
    }
    net.refused("S01", r#"{"cmd":"undo"}"#, &["undo.erased"]);
    net.sound();
    net.wait(160 * 24 * 60);
    net.ok("S01", r#"{"cmd":"retention.run"}"#);
    net.all();
    assert_eq!(found_in(&net.place("HUB"), PHONE), Vec::<String>::new());
    assert_eq!(net.show("HUB", "resident", &[("id", &person)])["name"], NAME);
    net.sound();
    assert!(Store::open(&net.place("S01"), desk::base::ids::Ids::system(desk::base::clock::Clock::System)).is_ok());
}
