//! Files made to do harm. From outside: whatever is done to the bytes of a sealed file, it is refused. From inside, by
//! somebody who holds a key: it may be refused or leave parts out, but nothing stumbles and memory stays bounded.
//!
//! In CI a few thousand; all of them with
//! `DESK_HOSTILE=1000000 cargo test --profile quick --test hostile -- --nocapture`
//! (that many from outside, a tenth of it from inside).
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "support/bombs.rs"]
mod bombs;
#[path = "support/enrolled.rs"]
mod enrolled;

use bombs::bombs;
use desk::exchange::format::{self, Packer, Parcel};
use desk::exchange::op::Line;
use desk::store::BundleStop;
use enrolled::{Desk, forged, network, plaintext, who};
use sha2::Digest as _;
use std::io::{Cursor, Write as _};
use std::time::{Duration, Instant};

fn wanted() -> u64 {
    std::env::var("DESK_HOSTILE").ok().and_then(|v| v.parse().ok()).unwrap_or(1500)
}

fn say(text: &str) {
    let _ = writeln!(std::io::stderr(), "{text}");
}

/// kB of memory that is this process's own.
fn memory() -> u64 {
    let text = std::fs::read_to_string("/proc/self/status").unwrap();
    text.lines().find_map(|l| l.strip_prefix("RssAnon:")).unwrap().split_whitespace().next().unwrap().parse().unwrap()
}

fn busy() -> (Vec<Desk>, Vec<Vec<u8>>) {
    let mut net = network(&["A1", "B1"]);
    net[1].ok(r#"{"cmd":"title.add","name":"字典"}"#);
    for n in 0..12 {
        net[1].copy(100 + n);
        net[1].ok(&format!(r#"{{"cmd":"resident.add","name":"王{n}","phone":"138000056{:02}"}}"#, n + 10));
    }
    net[2].ok(r#"{"cmd":"title.add","name":"词典"}"#);
    let files = vec![net[1].file("HUB"), net[1].file("B1"), net[2].file("HUB")];
    (net, files)
}

/// The same bytes with something done to them.
fn harmed(dice: &mut fastrand::Rng, files: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = files[dice.usize(..files.len())].clone();
    for _ in 0..dice.usize(1..4) {
        let at = dice.usize(..bytes.len().max(1));
        match dice.u8(..7) {
            0 => bytes.truncate(at),
            1 => bytes.iter_mut().skip(at).take(1).for_each(|b| *b ^= 1 << dice.u8(..8)),
            2 => bytes.iter_mut().skip(at).take(dice.usize(..40)).for_each(|b| *b = dice.u8(..)),
            3 => {
                let end = (at + dice.usize(..60)).min(bytes.len());
                bytes.drain(at.min(end)..end);
            }
            4 => {
                let more: Vec<u8> = (0..dice.usize(..60)).map(|_| dice.u8(..)).collect();
                bytes.splice(at.min(bytes.len())..at.min(bytes.len()), more);
            }
            // The front of one file with the back of another.
            5 => {
                let other = &files[dice.usize(..files.len())];
                bytes.truncate(at);
                bytes.extend_from_slice(&other[at.min(other.len())..]);
            }
            // Lengths that lie.
            _ => {
                if bytes.len() > 12 {
                    let n = [0, 1, 4095, 4096, 4097, u32::MAX, dice.u32(..)][dice.usize(..7)];
                    bytes[8..12].copy_from_slice(&n.to_le_bytes());
                }
            }
        }
    }
    bytes
}

#[test]
fn no_changed_file_from_outside_is_taken() {
    let (mut net, files) = busy();
    let hub = net.remove(0);
    let sealing = hub.sealing();
    let mut dice = fastrand::Rng::with_seed(7);
    let (count, begun) = (wanted(), Instant::now());
    let (mut same, mut taken, mut codes) = (0u64, 0u64, std::collections::BTreeMap::<&str, u64>::new());
    for _ in 0..count {
        let bytes = harmed(&mut dice, &files);
        if files.contains(&bytes) {
            same += 1;
            continue;
        }
        match format::open_as(Cursor::new(&bytes), &sealing.trust()) {
            Ok(_) => taken += 1,
            Err(finding) => *codes.entry(finding.code.name()).or_default() += 1,
        }
    }
    say(&format!(
        "outside: {count} files ({same} came out as they were), {taken} taken, {codes:?}, {:.0} s",
        begun.elapsed().as_secs_f64()
    ));
    assert_eq!(taken, 0);
}

/// A parcel taken apart, with every line.
struct Inside {
    parcel: Parcel,
    lines: Vec<Vec<u8>>,
}

fn inside(net: &mut [Desk]) -> Inside {
    let parcel = net[1].pack("HUB", true);
    let bytes = net[1].sealed(&parcel);
    let mut opened = net[0].open(&bytes).unwrap();
    let mut lines = Vec::new();
    opened
        .lines(|_, _, line| {
            lines.push([line.header, b"\t", line.body.unwrap_or_default()].concat());
            Ok::<(), desk::desk::sites::exchange::Finding>(())
        })
        .unwrap();
    Inside { parcel, lines }
}

/// Text with something done to it that keeps it looking like what it was.
fn bent(dice: &mut fastrand::Rng, text: &[u8]) -> Vec<u8> {
    let mut bytes = text.to_vec();
    let at = dice.usize(..bytes.len());
    match dice.u8(..6) {
        0 => bytes[at] = b"0123456789{}[]\",:-"[dice.usize(..18)],
        1 => bytes[at] = dice.u8(..),
        2 => bytes.truncate(at),
        3 => {
            let word: &[u8] =
                [&b"9223372036854775807"[..], b"-1", b"1e999", b"null", b"[[[[[[[[", b"\\ud800", b"\xff\xfe", b"\"_del\":true,"]
                    [dice.usize(..8)];
            bytes.splice(at..at, word.iter().copied());
        }
        4 => {
            let depth = dice.usize(1..400);
            bytes.splice(at..at, std::iter::repeat_n(b'[', depth));
        }
        _ => {
            let end = (at + dice.usize(1..30)).min(bytes.len());
            let part = bytes[at..end].to_vec();
            bytes.splice(at..at, part);
        }
    }
    bytes
}

/// A file whose lines were bent, with chain, counts and hashes put right again.
fn bent_lines(dice: &mut fastrand::Rng, of: &Inside, a: &Desk) -> Vec<u8> {
    let mut packer = Packer::new().unwrap();
    let victim = dice.usize(..of.lines.len());
    let mut parcel = of.parcel.clone();
    let mut at = 0;
    for segment in &mut parcel.manifest.segments {
        let mut prev = Vec::new();
        for _ in segment.first..=segment.last {
            let line = if at == victim { bent(dice, &of.lines[at]) } else { of.lines[at].clone() };
            at += 1;
            let mut parts = line.splitn(2, |b| *b == b'\t');
            let (header, body) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
            let body_hash: [u8; 32] = sha2::Sha256::digest(body).into();
            if packer.add(header, Some(body), &body_hash).is_err() {
                return Vec::new();
            }
            prev = Line { header, body: None, body_hash }.chained(&prev).to_vec();
        }
        segment.hash = desk::exchange::op::hex(&prev);
        let key = a.ring();
        segment.sig =
            desk::exchange::op::hex(&key.newest().sign_checkpoint("A1", segment.epoch, &segment.stream, segment.last, &prev));
    }
    let packed = packer.finish().unwrap();
    let m = &mut parcel.manifest;
    (m.raw, m.packed, m.sha256, m.withheld) = (packed.raw, packed.bytes.len() as u64, packed.sha256, 0);
    parcel.packed = packed.bytes;
    a.sealed(&parcel)
}

#[test]
fn an_enrolled_sites_hostile_payload_stumbles_over_nothing() {
    let (mut net, _) = busy();
    let of = inside(&mut net);
    let (key, to) =
        (net[1].ring().newest().clone(), net[0].ring().newest().recipient().parse::<age::x25519::Recipient>().unwrap());
    let header = {
        let bytes = net[1].sealed(&of.parcel);
        let len = u32::from_le_bytes(bytes[8..12].try_into().unwrap()) as usize;
        let mut header: serde_json::Value = serde_json::from_slice(&bytes[12..12 + len]).unwrap();
        header.as_object_mut().unwrap().remove("length");
        serde_json::to_vec(&header).unwrap()
    };
    let manifest = serde_json::to_vec(&of.parcel.manifest).unwrap();
    let mut dice = fastrand::Rng::with_seed(8);
    let (count, begun, start) = (wanted() / 10, Instant::now(), memory());
    let (mut most, mut codes) = (0u64, std::collections::BTreeMap::<String, u64>::new());
    for n in 0..count {
        let to = std::slice::from_ref(&to);
        let bytes = match n % 4 {
            0 => forged(&header, &plaintext(&bent(&mut dice, &manifest), &of.parcel.packed), &key, to),
            1 => forged(&header, &plaintext(&manifest, &harmed(&mut dice, std::slice::from_ref(&of.parcel.packed))), &key, to),
            2 => {
                let both = harmed(&mut dice, &[plaintext(&manifest, &of.parcel.packed)]);
                forged(&header, &both, &key, to)
            }
            _ => bent_lines(&mut dice, &of, &net[1]),
        };
        let said = match net[0].open(&bytes) {
            Err(finding) => finding.code.name().to_owned(),
            Ok(mut opened) => {
                let now = net[0].now;
                match net[0].store.receive(&mut opened, &who(), now, true) {
                    Err(BundleStop::Refused(finding)) => finding.code.name().to_owned(),
                    Err(BundleStop::Fault(fault)) => panic!("file {n}: {fault}"),
                    Ok(told) if told.left_out > 0 => "left out".into(),
                    Ok(told) if !told.held.is_empty() => "held".into(),
                    Ok(_) => "as signed".into(),
                }
            }
        };
        *codes.entry(said).or_default() += 1;
        most = most.max(memory().saturating_sub(start));
    }
    say(&format!(
        "inside: {count} files, {codes:?}, memory grew by {:.1} MB, {:.0} s",
        most as f64 / 1024.0,
        begun.elapsed().as_secs_f64()
    ));
    assert!(most < 64 * 1024, "{most} kB");
    assert!(codes.len() > 4 || count < 100, "{codes:?}");
    net[0].sound();
}

#[test]
fn a_bomb_is_refused_at_once_and_fills_no_memory() {
    let (mut net, _) = busy();
    let of = inside(&mut net);
    for bomb in bombs() {
        let (what, code) = (bomb.what, bomb.code);
        let bytes = net[1].sealed(&bomb.within(&of.parcel));
        let (start, begun) = (memory(), Instant::now());
        let finding = net[0].read(&bytes).expect_err(what);
        let (took, grown) = (begun.elapsed(), memory().saturating_sub(start));
        assert_eq!(finding.code, code, "{what}");
        say(&format!("{what}: {} bytes, {} in {:.1} ms, {grown} kB", bytes.len(), code.name(), took.as_secs_f64() * 1000.0));
        assert!(grown < 24 * 1024, "{what}: {grown} kB");
        // The time goes to the measured run; a machine under load only must not hang.
        assert!(took < Duration::from_secs(5), "{what}: {took:?}");
    }
    net[0].sound();
}
