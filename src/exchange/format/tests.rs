use super::*;
use crate::exchange::op::{self, Line, hex};
use proptest::prelude::*;
use sha2::{Digest as _, Sha256};
use std::io::Cursor;
use std::io::Read as _;

fn line(n: i64) -> (Vec<u8>, Vec<u8>) {
    let header =
        format!(r#"{{"v":1,"s":"A1","e":0,"st":"pub","q":{n},"t":{n},"by":"c","ent":"copy:{n}","k":"set","c":"entry:{n}"}}"#);
    (header.into_bytes(), format!(r#"{{"salt":"","f":{{"state":"in","n":{n}}}}}"#).into_bytes())
}

/// A parcel of `count` operations; every third body is withheld.
fn parcel(count: i64) -> Parcel {
    let mut packer = Packer::new().unwrap();
    let mut prev = Vec::new();
    for n in 1..=count {
        let (header, body) = line(n);
        let hash: [u8; 32] = Sha256::digest(&body).into();
        packer.add(&header, (n % 3 != 0).then_some(&body), &hash).unwrap();
        prev = Line { header: &header, body: None, body_hash: hash }.chained(&prev).to_vec();
    }
    let packed = packer.finish().unwrap();
    let segment = Segment {
        site: "A1".into(),
        epoch: 0,
        stream: "pub".into(),
        first: 1,
        last: count,
        prev_hash: String::new(),
        hash: hex(&prev),
        ..Segment::default()
    };
    let header = Header {
        id: "bundle:01".into(),
        from: "A1".into(),
        epoch: 0,
        to: vec!["B1".into()],
        suite: 0,
        at: 1_772_415_660_000,
        ..Header::default()
    };
    let manifest = Manifest {
        id: header.id.clone(),
        from: "A1".into(),
        to: header.to.clone(),
        name: "x".into(),
        hub: false,
        have: Have::from([("A1.0.pub".into(), count)]),
        segments: vec![segment],
        ops: packed.ops,
        raw: packed.raw,
        packed: packed.bytes.len() as u64,
        sha256: packed.sha256,
        withheld: packed.withheld,
        app: "0".into(),
        schema: 1,
        ..Manifest::default()
    };
    Parcel { header, manifest, packed: packed.bytes }
}

fn bytes(parcel: &Parcel) -> Vec<u8> {
    let mut out = Vec::new();
    parcel.write(&mut out).unwrap();
    out
}

/// Opens and walks; what stopped it, or how many lines there were.
fn all(bytes: &[u8]) -> Result<u64, Trouble> {
    let mut opened = open(Cursor::new(bytes)).map_err(|f| f.code)?;
    let mut lines = 0;
    let walked = opened.lines(|_, _, line| {
        let _ = op::read(&line);
        lines += 1;
        Ok::<(), Finding>(())
    });
    walked.map(|()| lines).map_err(|f| f.code)
}

/// A forger's file: closed with the right checksum.
fn resealed(mut body: Vec<u8>) -> Vec<u8> {
    let sum = Sha256::digest(&body);
    body.extend_from_slice(&sum);
    body
}

#[test]
fn what_was_written_is_read_back_and_every_cut_is_seen() {
    let parcel = parcel(50);
    let whole = bytes(&parcel);
    assert_eq!(all(&whole), Ok(50));
    let opened = open(Cursor::new(&whole)).unwrap();
    assert_eq!((&opened.header, &opened.manifest), (&parcel.header, &parcel.manifest));
    assert_eq!(opened.manifest.withheld, 16);
    for len in 0..whole.len() {
        assert_eq!(all(&whole[..len]), Err(Trouble::Short), "cut at {len} of {}", whole.len());
    }
}

#[test]
fn every_changed_byte_is_seen() {
    let whole = bytes(&parcel(9));
    for at in 0..whole.len() {
        for flip in [0x01, 0x80, 0xff] {
            let mut changed = whole.clone();
            changed[at] ^= flip;
            assert!(all(&changed).is_err(), "byte {at} ^ {flip:x}");
        }
    }
    let longer = [whole.as_slice(), b"x"].concat();
    assert_eq!(all(&longer), Err(Trouble::Seal));
}

#[test]
fn each_trouble_has_its_code() {
    let good = parcel(5);
    let with = |change: &dyn Fn(&mut Parcel)| {
        let mut p = good.clone();
        change(&mut p);
        all(&bytes(&p))
    };
    let newer = {
        let mut b = bytes(&good);
        b[6] = 2;
        b
    };
    assert_eq!(all(&newer), Err(Trouble::NewFormat));
    assert_eq!(all(b"PK\x03\x04 something else entirely"), Err(Trouble::NotBundle));
    assert_eq!(all(b"SQLite format 3\0"), Err(Trouble::NotBundle));
    let suite = |n: u32| {
        let text = String::from_utf8_lossy(&bytes(&good)).into_owned();
        let at = text.find("\"suite\":0").unwrap() + 8;
        let mut b = bytes(&good);
        b[at] = b'0' + n as u8;
        all(&b)
    };
    assert_eq!(suite(2), Err(Trouble::NewFormat));
    assert_eq!(suite(1), Err(Trouble::NoRoster), "sealed, and this site is in no roster");
    assert_eq!(with(&|p| p.header.from = "../x".into()), Err(Trouble::Header));
    assert_eq!(with(&|p| p.header.id = "bundle:../x".into()), Err(Trouble::Header));
    assert_eq!(with(&|p| p.manifest.to = vec!["C1".into()]), Err(Trouble::Mismatch));
    assert_eq!(with(&|p| p.manifest.ops = 4), Err(Trouble::Mismatch));
    assert_eq!(with(&|p| p.manifest.withheld = 0), Err(Trouble::Mismatch));
    assert_eq!(with(&|p| p.manifest.sha256 = "0".repeat(64)), Err(Trouble::Mismatch));
    assert_eq!(with(&|p| p.manifest.segments[0].stream = "../../etc".into()), Err(Trouble::Mismatch));
    assert_eq!(with(&|p| p.manifest.segments[0].last = i64::MAX), Err(Trouble::Mismatch));
    assert_eq!(
        with(&|p| {
            let s = p.manifest.segments[0].clone();
            p.manifest.segments.push(s);
            p.manifest.ops *= 2
        }),
        Err(Trouble::Mismatch)
    );
    assert_eq!(
        with(&|p| (p.manifest.segments[0].last, p.manifest.ops) = (6, 6)),
        Err(Trouble::Mismatch),
        "fewer lines than told"
    );
    assert_eq!(with(&|p| (p.manifest.segments[0].last, p.manifest.ops) = (4, 4)), Err(Trouble::Limit), "more lines than told");
    assert_eq!(with(&|p| p.manifest.raw = RAW_MAX + 1), Err(Trouble::Limit));
    assert_eq!(with(&|p| p.manifest.raw -= 1), Err(Trouble::Limit));
    assert_eq!(with(&|p| p.packed[9] ^= 0x55), Err(Trouble::Corrupt));
    assert_eq!(
        with(&|p| {
            p.packed.extend_from_slice(b"more");
            p.manifest.packed += 4
        }),
        Err(Trouble::Mismatch)
    );
    let opened = open(Cursor::new(bytes(&good))).unwrap();
    assert!(opened.addressed("B1").is_ok());
    assert_eq!(opened.addressed("C1").unwrap_err().code, Trouble::Address);
    assert_eq!(opened.addressed("A1").unwrap_err().code, Trouble::Address);
}

#[test]
fn a_bomb_is_refused_before_it_unpacks() {
    let zeros = zstd::stream::encode_all(std::io::repeat(0).take(1 << 30), 3).unwrap();
    let begun = std::time::Instant::now();
    let mut bomb = parcel(5);
    (bomb.packed, bomb.manifest.packed) = (zeros.clone(), zeros.len() as u64);
    assert_eq!(all(&bytes(&bomb)), Err(Trouble::Limit), "more than was declared");
    bomb.manifest.raw = RAW_MAX;
    assert_eq!(all(&bytes(&bomb)), Err(Trouble::Limit), "a line without end");
    assert!(begun.elapsed().as_millis() < 500, "{:?}", begun.elapsed());
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn mutated_bytes_are_never_taken_for_the_file(at in any::<prop::sample::Index>(), with in prop::collection::vec(any::<u8>(), 0..40), cut in 0usize..40) {
        let whole = bytes(&parcel(12));
        let at = at.index(whole.len());
        let end = (at + cut).min(whole.len());
        let changed = [&whole[..at], &with, &whole[end..]].concat();
        prop_assert_eq!(all(&changed).is_ok(), changed == whole);
    }

    #[test]
    fn a_forger_who_seals_rightly_still_causes_no_panic(at in any::<prop::sample::Index>(), with in prop::collection::vec(any::<u8>(), 1..20)) {
        let whole = bytes(&parcel(12));
        let body = &whole[..whole.len() - 32];
        let at = at.index(body.len());
        let changed = [&body[..at], &with, &body[(at + with.len()).min(body.len())..]].concat();
        let _ = all(&resealed(changed));
    }

    #[test]
    fn any_bytes_are_refused(noise in prop::collection::vec(any::<u8>(), 0..400)) {
        prop_assert!(all(&noise).is_err());
        let begun = [&MAGIC[..], &noise].concat();
        prop_assert!(all(&resealed(begun)).is_err());
    }
}
