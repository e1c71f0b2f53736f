//! Sealed files between enrolled sites: who can open them, what stock tools make of them, and every refusal of SYNC.md
//! section 9 with its words, its next step and the state it leaves.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "support/enrolled.rs"]
mod enrolled;

use desk::desk::sites::exchange::{Finding, Trouble};
use desk::exchange::file;
use desk::exchange::format::{Manifest, Packer, Parcel, SEALED};
use desk::exchange::keys::{Ended, SiteKey, Why};
use desk::exchange::op::hex;
use desk::i18n::Lang;
use desk::i18n::exchange::told;
use desk::store::Received;
use enrolled::{Desk, closed, desk, facts, forged, member, network, plaintext, roster};
use sha2::Digest as _;
use std::io::Write as _;
use std::process::{Command, Stdio};

fn codes(received: &Received) -> Vec<Trouble> {
    received.findings.iter().map(|f| f.code).collect()
}

/// A desk with persons, and the files it writes.
fn busy(net: &mut [Desk]) {
    let a = &mut net[1];
    a.ok(r#"{"cmd":"resident.add","name":"张晓明","phone":"13800005678","address":"测试路1号"}"#);
    a.ok(r#"{"cmd":"title.add","name":"字典"}"#);
    a.copy(418);
}

#[test]
fn names_reach_the_hub_sealed_and_nobody_else_can_open_the_file() {
    let mut net = network(&["A1", "B1"]);
    busy(&mut net);
    let to_hub = net[1].file("HUB");
    let text = String::from_utf8_lossy(&to_hub).into_owned();
    for secret in ["张晓明", "13800005678", "测试路", "resident", "segments"] {
        assert!(!text.contains(secret), "{secret} is readable on the stick");
    }
    let read = net[0].read(&to_hub).unwrap();
    assert_eq!((read.withheld, read.left_out, codes(&read)), (0, 0, vec![]), "{read:?}");
    assert_eq!(net[0].show("residents", &[]).as_array().unwrap().len(), 1, "the hub has the name");
    assert_eq!(net[2].read(&to_hub).unwrap_err().code, Trouble::Address);
    let to_b = net[1].file("B1");
    let read = net[2].read(&to_b).unwrap();
    assert!(read.new > 0 && read.left_out == 0, "{read:?}");
    assert_eq!(net[2].show("residents", &[]).as_array().unwrap().len(), 0, "another desk has not");
    assert!(!net[0].read(&to_hub).unwrap().changed, "read twice, nothing happens");
    net.iter().for_each(Desk::sound);
}

#[test]
fn a_day_of_two_hundred_operations_is_a_small_file() {
    let mut net = network(&["A1"]);
    net[1].ok(r#"{"cmd":"title.add","name":"字典"}"#);
    let mut n = 1000;
    while net[1].pack("HUB", true).manifest.ops < 200 {
        n += 1;
        net[1].ok(&format!(r#"{{"cmd":"resident.add","name":"王{n}","phone":"1380000{n}"}}"#));
        net[1].copy(n);
    }
    let parcel = net[1].pack("HUB", true);
    let bytes = net[1].sealed(&parcel).len();
    assert!((200..210).contains(&parcel.manifest.ops) && bytes <= 20_000, "{} operations in {bytes} bytes", parcel.manifest.ops);
}

/// Is this program there? Where it is not, the test says that it was passed over.
fn found(program: &str) -> bool {
    let there = Command::new(program).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok();
    if !there {
        let _ = writeln!(std::io::stderr(), "passed over: no {program} on this machine (.ci/run installs it)");
    }
    there
}

fn run(program: &str, words: &[&str], input: &[u8]) -> Vec<u8> {
    let mut child = Command::new(program).args(words).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    let feeds = std::thread::spawn(move || stdin.write_all(&input));
    let done = child.wait_with_output().unwrap();
    feeds.join().unwrap().unwrap();
    assert!(done.status.success(), "{program} {words:?}");
    done.stdout
}

/// Header and age stream of a file.
fn parts(bytes: &[u8]) -> (&[u8], &[u8]) {
    let len = u32::from_le_bytes(bytes[8..12].try_into().unwrap()) as usize;
    (&bytes[12..12 + len], &bytes[12 + len..bytes.len() - 64])
}

#[test]
fn the_stock_age_and_zstd_programs_open_what_is_inside_and_what_they_make_is_read() {
    if !found("age") || !found("zstd") {
        return;
    }
    let mut net = network(&["A1"]);
    busy(&mut net);
    let bytes = net[1].file("HUB");
    let key = net[0].folder.path().join("hub.agekey");
    let identity = net[0].ring().newest().identity();
    std::fs::write(&key, age::secrecy::ExposeSecret::expose_secret(&identity.to_string())).unwrap();
    let plain = run("age", &["-d", "-i", key.to_str().unwrap()], parts(&bytes).1);
    let len = u32::from_le_bytes(plain[..4].try_into().unwrap()) as usize;
    let manifest: Manifest = serde_json::from_slice(&plain[4..4 + len]).unwrap();
    let lines = run("zstd", &["-d", "-c"], &plain[4 + len..]);
    assert_eq!(lines.iter().filter(|b| **b == b'\n').count() as u64, manifest.ops);
    assert_eq!((lines.len() as u64, hex(&sha2::Sha256::digest(&lines))), (manifest.raw, manifest.sha256.clone()));
    assert!(String::from_utf8_lossy(&lines).contains("张晓明"));
    // And back: packed by zstd, sealed by age, signed with the site's key.
    let packed = run("zstd", &["-c", "-9"], &lines);
    let again = Manifest { packed: packed.len() as u64, ..manifest };
    let inside = plaintext(&serde_json::to_vec(&again).unwrap(), &packed);
    let stream = run("age", &["-r", &net[0].ring().newest().recipient()], &inside);
    let mut header: serde_json::Value = serde_json::from_slice(parts(&bytes).0).unwrap();
    header.as_object_mut().unwrap().remove("length");
    let made = closed(&serde_json::to_vec(&header).unwrap(), &stream, net[1].ring().newest());
    let read = net[0].read(&made).unwrap();
    assert_eq!((read.new, read.left_out), (again.ops, 0), "{read:?}");
    net[0].sound();
}

/// The file that A writes for the hub with something done to it before it is sealed.
fn changed(a: &Desk, parcel: &Parcel, change: impl FnOnce(&mut Parcel)) -> Vec<u8> {
    let mut parcel = parcel.clone();
    change(&mut parcel);
    a.sealed(&parcel)
}

/// Words in Chinese, without a hole, with a next step.
fn worded(finding: &Finding) {
    let (why, next) = told(finding, Lang::Zh);
    let han = |text: &str| text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    assert!(han(&why) && han(&next) && !why.contains('{') && !next.contains('{'), "{finding:?}: {why} {next}");
}

#[test]
fn every_refusal_of_a_file_has_its_code_its_words_and_changes_nothing() {
    let mut net = network(&["A1", "B1"]);
    busy(&mut net);
    let parcel = net[1].pack("HUB", false);
    let good = net[1].sealed(&parcel);
    let hub_key = net[0].ring().newest().recipient().parse::<age::x25519::Recipient>().unwrap();
    let (a_key, stranger) = (net[1].ring().newest().clone(), desk("Z9", false, 77));
    let (header, _) = parts(&good);
    let manifest = serde_json::to_vec(&parcel.manifest).unwrap();
    let inside = plaintext(&manifest, &parcel.packed);
    let with_header = |from: &str, to: &str| String::from_utf8_lossy(header).replace(from, to).into_bytes();
    let no_length = {
        let mut header: serde_json::Value = serde_json::from_slice(header).unwrap();
        header.as_object_mut().unwrap().remove("length");
        serde_json::to_vec(&header).unwrap()
    };
    let put = |at: usize, with: u8| {
        let mut bytes = good.clone();
        bytes[at] = with;
        bytes
    };
    let a = &net[1];
    let plain = {
        let mut z = desk("Z9", false, 78);
        z.ok(r#"{"cmd":"setting.set","key":"room.closed","value":"2026-05-01"}"#);
        let mut bytes = Vec::new();
        z.store.pack("HUB", false, true, z.now).unwrap()[0].write(&mut bytes).unwrap();
        bytes
    };
    let table: Vec<(&str, Vec<u8>, Trouble)> = vec![
        ("a text", b"name,phone\n".to_vec(), Trouble::NotBundle),
        ("a database", b"SQLite format 3\0................".to_vec(), Trouble::NotBundle),
        ("a newer major", put(6, 2), Trouble::NewFormat),
        ("another suite", closed(&with_header("\"suite\":1", "\"suite\":2"), b"x", &a_key), Trouble::NewFormat),
        ("nothing", vec![], Trouble::Short),
        ("half", good[..good.len() / 2].to_vec(), Trouble::Short),
        ("all but a byte", good[..good.len() - 1].to_vec(), Trouble::Short),
        ("a header too long", [&good[..8], &5000u32.to_le_bytes(), &[b' '; 6000]].concat(), Trouble::Header),
        ("a header that is none", closed(b"{}", b"x", &a_key), Trouble::Header),
        (
            "a sender named twice",
            closed(&with_header("\"from\":\"A1\"", "\"from\":\"A1\",\"from\":\"B1\""), b"x", &a_key),
            Trouble::Header,
        ),
        (
            "a stranger",
            closed(&with_header("\"from\":\"A1\"", "\"from\":\"Z9\""), b"x", stranger.ring().newest()),
            Trouble::Sender,
        ),
        ("a byte changed", put(good.len() - 200, good[good.len() - 200] ^ 1), Trouble::Seal),
        ("a byte more", [good.as_slice(), b"x"].concat(), Trouble::Seal),
        ("signed by another site", closed(&no_length, parts(&good).1, net[2].ring().newest()), Trouble::Seal),
        ("for another site", changed(a, &parcel, |p| p.header.to = vec!["B1".into()]), Trouble::Address),
        (
            "sealed to another key",
            forged(&no_length, &inside, &a_key, &[stranger.ring().newest().recipient().parse().unwrap()]),
            Trouble::Key,
        ),
        ("no age stream", closed(&no_length, b"x", &a_key), Trouble::Corrupt),
        ("a head without end", closed(&no_length, &[b'a'; 100_000], &a_key), Trouble::Corrupt),
        ("a plaintext too short", forged(&no_length, b"x", &a_key, std::slice::from_ref(&hub_key)), Trouble::Corrupt),
        ("readdressed inside", changed(a, &parcel, |p| p.manifest.to = vec!["B1".into()]), Trouble::Mismatch),
        ("counts", changed(a, &parcel, |p| p.manifest.ops += 1), Trouble::Mismatch),
        ("a hash", changed(a, &parcel, |p| p.manifest.sha256 = "0".repeat(64)), Trouble::Mismatch),
        ("a tail", changed(a, &parcel, |p| p.packed.extend_from_slice(b"more")), Trouble::Mismatch),
        ("more than declared", changed(a, &parcel, |p| p.manifest.raw -= 9), Trouble::Limit),
        ("more than allowed", changed(a, &parcel, |p| p.manifest.raw = u64::MAX), Trouble::Limit),
        ("not packed", changed(a, &parcel, |p| p.packed[9] ^= 0x55), Trouble::Corrupt),
        ("plain", plain, Trouble::Plain),
    ];
    let before = (net[0].store.verify().unwrap(), net[0].counts());
    for (what, bytes, code) in &table {
        let finding = net[0].read(bytes).expect_err(what);
        assert_eq!(finding.code, *code, "{what}");
        worded(&finding);
        let opened = file::open(std::path::Path::new("/no/such/file")).unwrap_err();
        worded(&opened);
        assert_eq!((net[0].store.verify().unwrap(), net[0].counts()), before, "{what} changed something");
    }
    let seen: std::collections::BTreeSet<_> = table.iter().map(|t| t.2).collect();
    assert_eq!(seen.len(), 12, "{seen:?}");
    // Too large, without writing so much: a file with a hole.
    let large = net[0].folder.path().join("large.qtb");
    std::fs::File::create(&large).unwrap().set_len((256 << 20) + 1).unwrap();
    let finding = file::open(&large).unwrap_err();
    assert_eq!(finding.code, Trouble::Size);
    worded(&finding);
    // A site that is in no roster is told how to come into one.
    let outside = desk("C1", false, 9);
    let finding = desk::exchange::format::open(std::io::Cursor::new(&good)).unwrap_err();
    assert_eq!(finding.code, Trouble::NoRoster);
    worded(&finding);
    assert!(outside.store.sealing().unwrap().is_none());
}

#[test]
fn a_withdrawn_key_closes_nothing_that_was_read_and_opens_nothing_more() {
    let mut net = network(&["A1"]);
    busy(&mut net);
    let before = net[1].file("HUB");
    net[0].read(&before).unwrap();
    let hub = net[0].ring().newest().clone();
    let mut ended = member("A1", false, net[1].ring().newest());
    ended.ended = Some(Ended { at: net[0].now.0, why: Why::Revoked, after: Default::default() });
    let next = facts(2, vec![member("HUB", true, &hub), ended]).sign(&hub).unwrap();
    let now = net[0].now;
    net[0].store.save_roster(next.text(), "", now).unwrap().unwrap();
    net[1].copy(500);
    let after = net[1].file("HUB");
    let finding = net[0].read(&after).unwrap_err();
    assert_eq!(finding.code, Trouble::Revoked);
    worded(&finding);
    assert!(told(&finding, Lang::Zh).0.contains("2026-03-02"), "{finding:?}");
    net[0].sound();
}

#[test]
fn a_relay_brings_what_its_author_signed_and_can_invent_or_change_nothing() {
    let mut net = network(&["A1", "B1"]);
    busy(&mut net);
    let to_hub = net[1].file("HUB");
    net[0].read(&to_hub).unwrap();
    let relayed = net[0].pack("B1", false);
    let a_pub = relayed.manifest.segments.iter().position(|s| s.site == "A1").unwrap();
    assert_eq!(relayed.manifest.segments[a_pub].stream, "pub", "and no other stream of A");
    // The hub's machine in wrong hands: it changes a value, and chains and counts rightly.
    let forged = rewritten(&relayed, &net[0]);
    let before = net[2].store.verify().unwrap();
    let read = net[2].read(&forged).unwrap();
    assert_eq!((codes(&read), read.new), (vec![Trouble::Chain], 0), "{read:?}");
    worded(&read.findings[0]);
    assert_eq!(net[2].store.verify().unwrap().operations, before.operations);
    let honest = net[0].sealed(&relayed);
    let read = net[2].read(&honest).unwrap();
    assert_eq!((codes(&read), read.left_out), (vec![], 0), "{read:?}");
    assert!(read.new > 0);
    assert_eq!(net[2].counts()["open"], serde_json::json!([]), "what was open is healed");
    // What B has of A it can pass on in turn.
    let again = net[2].pack("A1", true);
    assert!(again.manifest.segments.iter().all(|s| s.site != "A1" || !s.sig.is_empty()));
    net.iter().for_each(Desk::sound);
}

/// Every `state` of the file becomes another one, chained anew.
fn rewritten(parcel: &Parcel, by: &Desk) -> Vec<u8> {
    use desk::exchange::op::{Line, unhex};
    let mut plain = parcel.clone();
    plain.header.suite = 0;
    let mut bytes = Vec::new();
    plain.write(&mut bytes).unwrap();
    let mut opened = desk::exchange::format::open(std::io::Cursor::new(bytes)).unwrap();
    let mut packer = Packer::new().unwrap();
    let mut hashes = std::collections::BTreeMap::new();
    opened
        .lines(|index, _, line| {
            let body = String::from_utf8_lossy(line.body.unwrap()).replace("\"in\"", "\"lost\"").into_bytes();
            let body_hash: [u8; 32] = sha2::Sha256::digest(&body).into();
            packer.add(line.header, Some(&body), &body_hash).unwrap();
            let prev = hashes.entry(index).or_insert_with(Vec::new);
            if prev.is_empty() {
                prev.extend(unhex(parcel.manifest.segments[index].prev_hash.as_bytes()).into_iter().flatten());
            }
            *prev = Line { header: line.header, body: None, body_hash }.chained(prev).to_vec();
            Ok::<(), Finding>(())
        })
        .unwrap();
    let packed = packer.finish().unwrap();
    let mut forged = parcel.clone();
    let m = &mut forged.manifest;
    (m.raw, m.packed, m.sha256) = (packed.raw, packed.bytes.len() as u64, packed.sha256);
    for (index, hash) in hashes {
        m.segments[index].hash = hex(&hash);
    }
    forged.packed = packed.bytes;
    by.sealed(&forged)
}

#[test]
fn a_newer_roster_comes_with_the_next_file_and_an_older_one_is_silent() {
    let mut net = network(&["A1", "B1"]);
    let second = roster(2, &[&net[0], &net[1], &net[2]]);
    let now = net[0].now;
    net[0].store.save_roster(second.text(), "", now).unwrap().unwrap();
    net[0].holiday("2026-05-01", "五一");
    let first = net[0].file("A1");
    let read = net[1].read(&first).unwrap();
    assert!(read.roster && read.changed);
    assert_eq!(net[1].sealing().roster.version, 2);
    // A says by its file that it has it; the hub sends it no more.
    let back = net[1].file("HUB");
    net[0].read(&back).unwrap();
    net[0].holiday("2026-05-02", "五二");
    assert_eq!(net[0].pack("A1", false).manifest.roster, None);
    // B still has the first; its older one does no harm.
    let from_b = net[2].file("A1");
    let read = net[1].read(&from_b).unwrap();
    assert_eq!((codes(&read), net[1].sealing().roster.version), (vec![], 2));
    // A forger's roster inside a good file is not taken.
    let mut parcel = net[2].pack("A1", true);
    let thief = SiteKey::generate(1, net[2].store.ids());
    parcel.manifest.roster = Some(facts(9, vec![member("HUB", true, &thief)]).sign(&thief).unwrap().text().to_owned());
    parcel.header.id = "bundle:another".into();
    parcel.manifest.id = "bundle:another".into();
    let forged = net[2].sealed(&parcel);
    let read = net[1].read(&forged).unwrap();
    assert_eq!((codes(&read), net[1].sealing().roster.version), (vec![Trouble::Roster], 2));
    worded(&read.findings[0]);
}

#[test]
fn a_site_with_two_histories_stays_frozen_until_its_next_epoch() {
    let mut net = network(&["A1"]);
    net[1].ok(r#"{"cmd":"title.add","name":"字典"}"#);
    net[1].copy(1);
    // The whole folder is copied, key and all: a clone.
    let copied = net[1].folder.path().join("clone");
    std::fs::create_dir(&copied).unwrap();
    net[1].store.backup(&copied.join("desk.sqlite3")).unwrap();
    std::fs::copy(net[1].data().join("site.key"), copied.join("site.key")).unwrap();
    let mut clone = desk("A1", false, 5);
    let mode = std::os::unix::fs::PermissionsExt::from_mode(0o600);
    std::fs::set_permissions(copied.join("desk.sqlite3"), mode).unwrap();
    let ids = desk::base::ids::Ids::seeded(desk::base::clock::Clock::Fixed(clone.now), 6);
    clone.store = desk::store::Store::open(&copied, ids).unwrap();
    net[1].copy(2);
    clone.copy(3);
    let first = net[1].file("HUB");
    net[0].read(&first).unwrap();
    let second = clone.file("HUB");
    let read = net[0].read(&second).unwrap();
    assert!(codes(&read).iter().all(|c| *c == Trouble::Fork) && read.new == 0, "{read:?}");
    worded(&read.findings[0]);
    // The first machine goes on where the hub is; still nothing goes in, after any number of files.
    for barcode in [4, 5] {
        net[1].copy(barcode);
        let next = net[1].file("HUB");
        let read = net[0].read(&next).unwrap();
        assert_eq!(read.new, 0, "{read:?}");
        assert!(codes(&read).contains(&Trouble::Fork));
    }
    assert_eq!(net[0].counts()["open"][0]["code"], "E-FORK");
    net[0].sound();
}

#[test]
fn what_the_hub_hears_of_refusals() {
    let mut net = network(&["A1", "B1"]);
    net[2].copy_of_nothing();
    let mut bytes = net[2].file("A1");
    let at = bytes.len() - 100;
    bytes[at] ^= 1;
    let finding = net[1].read(&bytes).unwrap_err();
    let (who, now) = (enrolled::who(), net[1].now);
    net[1].store.bundle_refused(&finding, "B1", "x.qtb", &who, now).unwrap();
    let told = net[1].pack("HUB", false).manifest.told;
    assert_eq!(told.iter().map(|t| (t.code.as_str(), t.site.as_str())).collect::<Vec<_>>(), [("E-SIG", "B1")]);
    assert_eq!(net[1].pack("B1", false).manifest.told, [], "it is the hub's to know");
    assert_eq!(net[1].pack("HUB", false).header.suite, SEALED);
}

impl Desk {
    fn copy_of_nothing(&mut self) {
        self.ok(r#"{"cmd":"title.add","name":"字典"}"#);
        self.copy(7);
    }
}

#[test]
fn random_holes_are_named_exactly_and_healed_in_two_exchanges() {
    let mut dice = fastrand::Rng::with_seed(11);
    let mut holes = 0;
    for round in 0..12 {
        let mut net = network(&["A1"]);
        net[1].ok(r#"{"cmd":"title.add","name":"字典"}"#);
        let mut barcode = 100 + round;
        for _ in 0..dice.usize(2..6) {
            // Some files are lost, and A believes of its hub what an older file said, or nothing.
            for _ in 0..dice.usize(1..4) {
                barcode += 1;
                net[1].copy(barcode);
            }
            let file = net[1].file("HUB");
            if dice.u8(..) < 100 {
                net[0].read(&file).unwrap();
            }
            if dice.bool() {
                let back = net[0].file("A1");
                net[1].read(&back).unwrap();
            }
        }
        // A file whose front is cut off, as if A believed too much: the belief is set by hand.
        let have: std::collections::BTreeMap<String, i64> = serde_json::from_value(net[1].counts()["have"].clone()).unwrap();
        let ours: std::collections::BTreeMap<String, i64> = serde_json::from_value(net[0].counts()["have"].clone()).unwrap();
        let believed: std::collections::BTreeMap<_, _> = have.iter().map(|(k, last)| (k.clone(), dice.i64(0..*last))).collect();
        net[1].believe("HUB", &believed);
        barcode += 1;
        net[1].copy(barcode);
        let file = net[1].file("HUB");
        let read = net[0].read(&file).unwrap();
        for finding in &read.findings {
            assert_eq!(finding.code, Trouble::Gap);
            worded(finding);
            let key = format!("A1.0.{}", finding.facts["stream"]);
            let held = ours.get(&key).copied().unwrap_or(0);
            let told = (finding.facts["first"].parse().unwrap(), finding.facts["last"].parse().unwrap());
            assert_eq!(told, (held + 1, believed[&key]), "{key}");
            holes += 1;
        }
        // One file each way heals all of it.
        net[0].now = net[0].now.plus_ms(60_000);
        let back = net[0].file("A1");
        net[1].read(&back).unwrap();
        let healing = net[1].file("HUB");
        let read = net[0].read(&healing).unwrap();
        assert_eq!((codes(&read), read.left_out), (vec![], 0), "round {round}");
        assert_eq!(net[0].counts()["open"], serde_json::json!([]));
        net.iter().for_each(Desk::sound);
    }
    assert!(holes >= 5, "{holes} holes");
}

impl Desk {
    /// Sets what this site believes another has.
    fn believe(&self, site: &str, have: &std::collections::BTreeMap<String, i64>) {
        let conn = rusqlite::Connection::open(self.data().join("desk.sqlite3")).unwrap();
        let have = serde_json::to_string(have).unwrap();
        let sql = "INSERT INTO peer (site, have, at, hub) VALUES (?1, ?2, ?3, 1) ON CONFLICT (site) DO UPDATE SET have = excluded.have, at = excluded.at";
        conn.execute(sql, rusqlite::params![site, have, self.now.0]).unwrap();
    }
}

#[test]
fn what_no_peer_would_read_is_refused_at_the_counter() {
    let mut net = network(&["A1"]);
    let long = "长".repeat(11_000);
    let before = net[1].store.verify().unwrap();
    for line in [
        format!(r#"{{"cmd":"calendar.set","date":"2026-05-01","kind":"holiday","name":"{long}"}}"#),
        format!(r#"{{"cmd":"setting.set","key":"ticket.prefix","value":"{long}"}}"#),
    ] {
        let order = desk::desk::command::Order::parse(&line).unwrap();
        let now = net[1].now;
        let refused = net[1].store.execute(&order, &enrolled::who(), now).unwrap_err();
        let desk::store::Refusal::Rule(reasons) = refused else { panic!("{refused:?}") };
        assert_eq!(reasons[0].code.name(), "desk.too_long", "{reasons:?}");
        assert_eq!(reasons[0].facts["limit"], "32768");
        assert!(desk::i18n::told(&reasons[0], Lang::Zh).0.contains("33000"), "{reasons:?}");
        assert_eq!(net[1].store.verify().unwrap(), before);
    }
    // As long as it may be, it goes through the whole way.
    let line = format!(r#"{{"cmd":"setting.set","key":"ticket.prefix","value":"{}"}}"#, "长".repeat(10_900));
    net[1].ok(&line);
    let file = net[1].file("HUB");
    let read = net[0].read(&file).unwrap();
    assert_eq!((read.left_out, read.new), (0, 1));
    net[0].sound();
}
