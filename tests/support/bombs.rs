//! Payloads made to fill memory or time, behind a good signature.
#![allow(dead_code, reason = "each test file uses its own part")]

use desk::desk::sites::exchange::Trouble;
use desk::exchange::format::{Manifest, Parcel};
use std::io::{Read as _, Write as _};

/// One of them: what it is, its packed lines, what it declares, and how it must be refused.
pub struct Bomb {
    pub what: &'static str,
    packed: Vec<u8>,
    declares: Box<dyn Fn(&mut Manifest)>,
    pub code: Trouble,
}

impl Bomb {
    /// In the place of what this parcel carries.
    pub fn within(&self, parcel: &Parcel) -> Parcel {
        let mut parcel = parcel.clone();
        (self.declares)(&mut parcel.manifest);
        (parcel.manifest.packed, parcel.packed) = (self.packed.len() as u64, self.packed.clone());
        parcel
    }
}

/// All of them.
pub fn bombs() -> Vec<Bomb> {
    let zeros = zstd::stream::encode_all(std::io::repeat(0).take(1 << 30), 3).unwrap();
    let newlines = zstd::stream::encode_all(std::io::repeat(b'\n').take(1_000_000), 3).unwrap();
    let nested = format!("{}\t{}\n", "[".repeat(30_000), "{\"f\":".repeat(6000));
    let deep = zstd::stream::encode_all(nested.as_bytes(), 3).unwrap();
    let wide = {
        let mut long = zstd::stream::write::Encoder::new(Vec::new(), 3).unwrap();
        long.window_log(27).unwrap();
        long.write_all(&vec![b'x'; 1 << 20]).unwrap();
        long.finish().unwrap()
    };
    let one = |raw: u64, ops: i64| -> Box<dyn Fn(&mut Manifest)> {
        Box::new(move |m: &mut Manifest| {
            m.segments.truncate(1);
            (m.segments[0].last, m.ops, m.raw) = (ops, ops as u64, raw);
        })
    };
    let bomb = |what, packed: &[u8], declares, code| Bomb { what, packed: packed.to_vec(), declares, code };
    vec![
        bomb("1 GiB of zeros, declared as little", &zeros, Box::new(|_| {}), Trouble::Limit),
        bomb("1 GiB of zeros, declared as much", &zeros, one(512 << 20, 1), Trouble::Limit),
        bomb("zeros behind no line", &zeros, Box::new(|m| (m.segments, m.ops, m.raw) = (vec![], 0, 512 << 20)), Trouble::Limit),
        bomb("a million empty operations", &newlines, one(1_000_000, 1_000_000), Trouble::Mismatch),
        bomb("more operations than allowed", &newlines, one(1_000_001, 1_000_001), Trouble::Limit),
        bomb("nested without end", &deep, one(nested.len() as u64, 1), Trouble::Mismatch),
        bomb("a window of 128 MiB", &wide, one(1 << 20, 64), Trouble::Corrupt),
    ]
}
