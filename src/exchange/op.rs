//! One operation line, `header TAB body LF`: what must hold before its bytes may enter the log.

use super::format::Segment;
use crate::base::ids::kind_of;
use crate::desk::change::Fields;
use serde::Deserialize;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// Longest line, bytes (SYNC.md section 8).
pub const LINE_MAX: usize = 64 * 1024;
/// Most fields of an operation.
pub const FIELDS_MAX: usize = 64;
/// Longest value of a field, bytes. SYNC.md proposes 4 KiB (1,365 Chinese characters); a list of materials or of
/// weekly hours is one field here and may pass that, so the bound is half a line. The journal refuses what is
/// longer, with the same constants: what one site writes every site can read.
pub const FIELD_MAX: usize = 32 * 1024;
/// Bytes of a line kept free for its header and salt: what one change may fill is the rest.
const HEADER_ROOM: usize = 8 * 1024;
/// Longest entity id, bytes.
const ENT_MAX: usize = 200;

/// The first value of a change that no site would take: its name (`*`: all together), its bytes, the limit.
pub fn too_long(fields: &Fields) -> Option<(String, usize, usize)> {
    let one = fields
        .iter()
        .find_map(|(name, v)| v.as_str().filter(|s| s.len() > FIELD_MAX).map(|s| (name.clone(), s.len(), FIELD_MAX)));
    one.or_else(|| {
        let all = serde_json::to_vec(fields).map_or(usize::MAX, |bytes| bytes.len());
        let limit = LINE_MAX - HEADER_ROOM;
        (all > limit)
            .then(|| ("*".into(), all, limit))
            .or_else(|| (fields.len() > FIELDS_MAX).then(|| ("*".into(), fields.len(), FIELDS_MAX)))
    })
}

/// Would every site take a line of this length about `ent` by this clerk? For the journal, before it writes one.
pub fn fits(ent: &str, by: &str, header: &[u8], body: &[u8]) -> bool {
    header.len() + body.len() + 2 <= LINE_MAX && ent.len() <= ENT_MAX && plain(ent) && plain(by)
}

fn plain(text: &str) -> bool {
    !text.chars().any(char::is_control)
}

/// A line taken apart; the bytes are as they came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line<'a> {
    pub header: &'a [u8],
    /// `None`: withheld by the sender.
    pub body: Option<&'a [u8]>,
    pub body_hash: [u8; 32],
}

impl<'a> Line<'a> {
    /// Splits a line without its LF: `header TAB body`, or `header TAB TAB hash` when the body was withheld.
    pub fn split(line: &'a [u8]) -> Option<Line<'a>> {
        let mut parts = line.split(|b| *b == b'\t');
        let (header, body, hash) = (parts.next()?, parts.next()?, parts.next());
        if header.is_empty() || parts.next().is_some() {
            return None;
        }
        match (body.is_empty(), hash) {
            (false, None) => Some(Line { header, body: Some(body), body_hash: Sha256::digest(body).into() }),
            (true, Some(hash)) => Some(Line { header, body: None, body_hash: unhex(hash)? }),
            _ => None,
        }
    }

    /// The hash this line has after `prev` in its stream.
    pub fn chained(&self, prev: &[u8]) -> [u8; 32] {
        let mut hash = Sha256::new();
        hash.update(b"op1");
        hash.update(prev);
        hash.update(Sha256::digest(self.header));
        hash.update(self.body_hash);
        hash.finalize().into()
    }
}

/// A header, as the journal writes it. Further members of a newer program are passed over.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Head {
    pub v: u32,
    pub s: String,
    pub e: i64,
    pub st: String,
    pub q: i64,
    /// Hybrid clock: ms << 16 | counter.
    pub t: i64,
    pub by: String,
    pub ent: String,
    pub k: String,
    pub c: String,
    #[serde(default)]
    pub base: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    pub p: u8,
}

impl Head {
    /// Does it say of itself that it stands there?
    pub fn stands_at(&self, segment: &Segment, seq: i64) -> bool {
        (&self.s, self.e, &self.st, self.q) == (&segment.site, segment.epoch, &segment.stream, seq)
    }
}

#[derive(Deserialize)]
struct Body {
    #[serde(rename = "salt")]
    _salt: String,
    f: Fields,
}

/// Why a line may not enter the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bad {
    /// Not an operation.
    Form,
    /// Too many fields, or one too long.
    Limit,
}

/// Reads header and fields of a line; `None` fields when the body was withheld.
///
/// # Errors
/// Not an operation, or beyond the limits.
pub fn read(line: &Line<'_>) -> Result<(Head, Option<Fields>), Bad> {
    let head: Head = serde_json::from_slice(line.header).map_err(|_| Bad::Form)?;
    let named = kind_of(&head.ent).len() < head.ent.len() && !kind_of(&head.ent).is_empty();
    if head.v == 0 || head.t < 0 || !named || head.ent.len() > ENT_MAX || !plain(&head.ent) || !plain(&head.by) {
        return Err(Bad::Form);
    }
    let Some(body) = line.body else { return Ok((head, None)) };
    let fields = match serde_json::from_slice::<Body>(body) {
        Ok(body) => body.f,
        // The body of a newer version is kept as bytes and not looked at.
        Err(_) if head.v > 1 => return Ok((head, None)),
        Err(_) => return Err(Bad::Form),
    };
    let long = |v: &serde_json::Value| v.as_str().is_some_and(|s| s.len() > FIELD_MAX);
    if fields.len() > FIELDS_MAX || fields.values().any(long) {
        return Err(Bad::Limit);
    }
    if fields.values().any(|v| v.is_array() || v.is_object()) {
        return Err(Bad::Form);
    }
    Ok((head, Some(fields)))
}

/// Lower-case hex.
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut out, b| {
        let _ = write!(out, "{b:02x}");
        out
    })
}

/// 64 lower-case hex digits back to 32 bytes; nothing else is taken.
pub fn unhex(text: &[u8]) -> Option<[u8; 32]> {
    let digit = |b: u8| match b {
        b'0'..=b'9' => Some(b - b'0'),
        b'a'..=b'f' => Some(b - b'a' + 10),
        _ => None,
    };
    let mut out = [0u8; 32];
    if text.len() != 64 {
        return None;
    }
    for (to, pair) in out.iter_mut().zip(text.chunks_exact(2)) {
        *to = digit(pair[0])? << 4 | digit(pair[1])?;
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const HEADER: &str = r#"{"v":1,"s":"A1","e":0,"st":"pub","q":1,"t":5,"by":"c","ent":"copy:1","k":"set","c":"entry:1"}"#;

    #[test]
    fn a_line_is_split_with_its_body_or_with_the_hash_of_what_was_withheld() {
        let whole = format!("{HEADER}\t{{\"salt\":\"\",\"f\":{{\"state\":\"in\"}}}}");
        let line = Line::split(whole.as_bytes()).unwrap();
        let (head, fields) = read(&line).unwrap();
        assert_eq!((head.q, fields.unwrap()["state"].as_str()), (1, Some("in")));
        let withheld = format!("{HEADER}\t\t{}", hex(&line.body_hash));
        let short = Line::split(withheld.as_bytes()).unwrap();
        assert_eq!(short.chained(b""), line.chained(b""), "the chain does not need the body");
        assert_eq!(read(&short).unwrap().1, None);
        for bad in ["", "\t", "a", "a\t", "a\t\t", "a\t\tff", "a\tb\tc", "a\t\t\t"] {
            assert_eq!(Line::split(bad.as_bytes()), None, "{bad:?}");
        }
    }

    #[test]
    fn what_the_journal_could_not_read_again_is_refused() {
        let whole = |header: &str, body: &str| format!("{header}\t{body}");
        let many: Vec<String> = (0..65).map(|n| format!("\"f{n}\":1")).collect();
        for (line, why) in [
            (whole("{}", "{}"), Bad::Form),
            (whole(HEADER, "{}"), Bad::Form),
            (whole(HEADER, r#"{"salt":"","f":{"a":[1]}}"#), Bad::Form),
            (whole(&HEADER.replace("copy:1", "copy"), r#"{"salt":"","f":{}}"#), Bad::Form),
            (whole(HEADER, &format!("{{\"salt\":\"\",\"f\":{{{}}}}}", many.join(","))), Bad::Limit),
            (whole(HEADER, &format!("{{\"salt\":\"\",\"f\":{{\"a\":\"{}\"}}}}", "x".repeat(FIELD_MAX + 1))), Bad::Limit),
        ] {
            assert_eq!(read(&Line::split(line.as_bytes()).unwrap()).unwrap_err(), why, "{line:.90}");
        }
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            if let Some(line) = Line::split(&bytes) {
                let _ = read(&line);
            }
        }
    }
}
