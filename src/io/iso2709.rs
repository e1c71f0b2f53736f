//! ISO 2709, the envelope of MARC21, UNIMARC and CNMARC records: a leader of 24 bytes, a directory of
//! 12 bytes a field, the fields.
//!
//! Own reader (the `marc` crate stops at the first bad record): records are found by their terminator,
//! so a damaged one stays alone and a leader whose length lies does no harm.

use crate::io::charset::{Charset, decode_piece};
use crate::io::plain;
use crate::io::refused::{Flaw, RecordFlaw, Refused, Row};

const END_OF_RECORD: u8 = 0x1d;
const END_OF_FIELD: u8 = 0x1e;
const SUBFIELD: char = '\u{1f}';
const ESCAPE: u8 = 0x1b;
const LEADER: usize = 24;
const ENTRY: usize = 12;

/// One record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// Its place in the file, from 1.
    pub number: u64,
    pub fields: Vec<Field>,
    /// The directory was wrong; the separators were followed.
    pub mended: bool,
}

/// One field. A control field (`001`) has a text and no subfields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    pub tag: String,
    pub text: String,
    pub subfields: Vec<(char, String)>,
}

impl Field {
    /// The first subfield of this code, cleaned; empty when there is none.
    pub fn first(&self, code: char) -> &str {
        self.all(code).next().unwrap_or("")
    }

    /// Every subfield of this code that is not empty.
    pub fn all(&self, code: char) -> impl Iterator<Item = &str> {
        self.subfields.iter().filter(move |(c, v)| *c == code && !v.is_empty()).map(|(_, v)| v.as_str())
    }
}

impl Record {
    /// The fields of this tag.
    pub fn fields<'a>(&'a self, tag: &'a str) -> impl Iterator<Item = &'a Field> {
        self.fields.iter().filter(move |f| f.tag == tag)
    }

    /// Is there a field of this tag?
    pub fn has(&self, tag: &str) -> bool {
        self.fields.iter().any(|f| f.tag == tag)
    }
}

/// Do these bytes begin like a record?
pub fn looks_like(bytes: &[u8]) -> bool {
    let start = bytes.iter().position(|b| !b.is_ascii_whitespace()).unwrap_or(0);
    let head = &bytes[start..];
    head.len() > LEADER && head[..5].iter().all(u8::is_ascii_digit) && head[12..17].iter().all(u8::is_ascii_digit)
}

/// Every record of a file, one at a time. Bytes that stand before a record count as one that was not read, and the record
/// behind them is read.
pub fn records(bytes: &[u8]) -> impl Iterator<Item = Row<Record>> + '_ {
    let mut rest = bytes;
    let mut number = 0;
    std::iter::from_fn(move || {
        let start = rest.iter().position(|b| !b.is_ascii_whitespace() && *b != 0)?;
        rest = &rest[start..];
        let end = rest.iter().position(|b| *b == END_OF_RECORD);
        let (piece, after) = rest.split_at(end.unwrap_or(rest.len()));
        number += 1;
        let refused = |flaw| Refused { line: number, reason: Flaw::BadRecord(flaw) };
        if let Some(at) = end.and_then(|_| behind_rubbish(piece)) {
            rest = &rest[at..];
            return Some(Err(refused(RecordFlaw::Leader)));
        }
        rest = after.get(1..).unwrap_or(&[]);
        Some(record(piece, number, end.is_some()).map_err(refused))
    })
}

/// Where a record begins in a piece that does not begin with one: its leader tells the length up to the piece's end.
fn behind_rubbish(piece: &[u8]) -> Option<usize> {
    if looks_like(piece) {
        return None;
    }
    let whole = |at: &usize| {
        let tail = &piece[*at..];
        looks_like(tail) && number(&tail[..5]) == Some(tail.len() + 1)
    };
    (1..piece.len().saturating_sub(LEADER)).find(whole)
}

fn record(bytes: &[u8], number: u64, ended: bool) -> Result<Record, RecordFlaw> {
    if bytes.len() < LEADER + 1 || !bytes[..5].iter().all(u8::is_ascii_digit) {
        return Err(if ended { RecordFlaw::Leader } else { RecordFlaw::CutOff });
    }
    if !ended && !bytes.ends_with(&[END_OF_FIELD]) {
        return Err(RecordFlaw::CutOff);
    }
    // The end of the directory is where its terminator stands, whatever the leader says.
    let body = &bytes[LEADER..];
    let split = body.iter().position(|b| *b == END_OF_FIELD).ok_or(RecordFlaw::Directory)?;
    let (directory, data) = (&body[..split], &body[split + 1..]);
    let entries = entries(directory)?;
    let (pieces, mended) = pieces(&entries, data)?;
    let fields = entries.iter().zip(pieces).map(|(e, piece)| field(&e.tag, piece)).collect::<Result<_, _>>()?;
    Ok(Record { number, fields, mended })
}

struct Entry {
    tag: String,
    start: usize,
    length: usize,
}

fn entries(directory: &[u8]) -> Result<Vec<Entry>, RecordFlaw> {
    let (entries, rest) = directory.as_chunks::<ENTRY>();
    if entries.is_empty() || !rest.is_empty() {
        return Err(RecordFlaw::Directory);
    }
    let entry = |e: &[u8; ENTRY]| {
        let tag = std::str::from_utf8(&e[..3]).ok().filter(|t| t.bytes().all(|b| b.is_ascii_alphanumeric()))?;
        Some(Entry { tag: tag.to_owned(), length: number(&e[3..7])?, start: number(&e[7..])? })
    };
    entries.iter().map(|e| entry(e).ok_or(RecordFlaw::Directory)).collect()
}

fn number(digits: &[u8]) -> Option<usize> {
    let digit = |n: usize, b: &u8| b.is_ascii_digit().then(|| n * 10 + usize::from(b - b'0'));
    digits.iter().try_fold(0, digit)
}

/// The bytes of each field. Where an entry does not end on a field's terminator (lengths counted in
/// characters, say) the separators themselves are followed, if there are as many.
fn pieces<'a>(entries: &[Entry], data: &'a [u8]) -> Result<(Vec<&'a [u8]>, bool), RecordFlaw> {
    let mut found = Vec::with_capacity(entries.len());
    let mut exact = true;
    for (n, e) in entries.iter().enumerate() {
        let piece = data.get(e.start..e.start + e.length).ok_or(RecordFlaw::OutOfRange { entry: n + 1 })?;
        let before = e.start == 0 || data[e.start - 1] == END_OF_FIELD;
        let body = piece.strip_suffix(&[END_OF_FIELD]);
        exact &= before && body.is_some_and(|b| !b.contains(&END_OF_FIELD));
        found.push(body.unwrap_or(piece));
    }
    if exact {
        return Ok((found, false));
    }
    let body = data.strip_suffix(&[END_OF_FIELD]).unwrap_or(data);
    let apart: Vec<_> = body.split(|b| *b == END_OF_FIELD).collect();
    let in_order = entries.windows(2).all(|w| w[0].start <= w[1].start);
    if apart.len() == entries.len() && in_order { Ok((apart, true)) } else { Err(RecordFlaw::Directory) }
}

fn field(tag: &str, bytes: &[u8]) -> Result<Field, RecordFlaw> {
    let (text, charset) = decode_piece(bytes);
    if charset == Charset::Damaged || bytes.contains(&ESCAPE) {
        return Err(RecordFlaw::Charset);
    }
    let mut parts = text.split(SUBFIELD);
    let head = plain::value(parts.next().unwrap_or(""));
    let part = |p: &str| p.chars().next().map(|code| (code, plain::value(&p[code.len_utf8()..])));
    Ok(Field { tag: tag.to_owned(), text: head, subfields: parts.filter_map(part).collect() })
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A well-formed record; `^` stands for the subfield mark.
    pub(crate) fn made(fields: &[(&str, &str)]) -> Vec<u8> {
        let (mut directory, mut data) = (String::new(), Vec::new());
        for (tag, text) in fields {
            let body = [text.replace('^', "\u{1f}").into_bytes(), vec![END_OF_FIELD]].concat();
            directory.push_str(&format!("{tag}{:04}{:05}", body.len(), data.len()));
            data.extend(body);
        }
        let base = LEADER + directory.len() + 1;
        let leader = format!("{:05}nam a22{base:05} a 4500", base + data.len() + 1);
        [leader.into_bytes(), directory.into_bytes(), vec![END_OF_FIELD], data, vec![END_OF_RECORD]].concat()
    }

    fn all(bytes: &[u8]) -> Vec<Row<Record>> {
        records(bytes).collect()
    }

    fn flaw(row: &Row<Record>) -> Option<RecordFlaw> {
        match row {
            Err(Refused { reason: Flaw::BadRecord(flaw), .. }) => Some(*flaw),
            _ => None,
        }
    }

    #[test]
    fn a_bad_record_stays_alone() {
        let good = made(&[("001", "42"), ("245", "10^a红楼梦^c曹雪芹")]);
        let mut beyond = good.clone();
        beyond[LEADER + 7..LEADER + 12].copy_from_slice(b"99999");
        let file = [&good[..], b"\r\n", &beyond, b"rubbish\x1d", &good, &good[..60]].concat();
        let rows = all(&file);
        let flaws: Vec<_> = rows.iter().map(flaw).collect();
        assert_eq!(
            flaws,
            [None, Some(RecordFlaw::OutOfRange { entry: 1 }), Some(RecordFlaw::Leader), None, Some(RecordFlaw::CutOff)]
        );
        let record = rows[3].as_ref().unwrap();
        assert_eq!((record.number, record.fields[0].text.as_str()), (4, "42"));
        assert_eq!(record.fields("245").next().unwrap().first('c'), "曹雪芹");
    }

    #[test]
    fn a_record_behind_rubbish_is_read_and_the_rubbish_counted() {
        let good = made(&[("001", "42"), ("245", "10^a红楼梦")]);
        let file = [&good[..], b"-- page 2 of 7 --\r\n", &good, &good].concat();
        let rows = all(&file);
        assert_eq!(rows.iter().map(flaw).collect::<Vec<_>>(), [None, Some(RecordFlaw::Leader), None, None]);
        assert_eq!(rows[2].as_ref().unwrap().number, 3);
    }

    #[test]
    fn a_leader_that_lies_does_no_harm() {
        let mut record = made(&[("245", "10^a红楼梦")]);
        record[..5].copy_from_slice(b"00001");
        record[12..17].copy_from_slice(b"99999");
        assert_eq!(all(&record)[0].as_ref().unwrap().fields[0].first('a'), "红楼梦");
    }

    #[test]
    fn a_directory_counted_in_characters_is_mended() {
        let (one, two) = ("10\u{1f}a红楼梦", "  \u{1f}a北京");
        let directory = format!("2450007000002100006{:05}", 7);
        let text = format!("00100nam a2200049 a 4500{directory}\u{1e}{one}\u{1e}{two}\u{1e}\u{1d}");
        let rows = all(text.as_bytes());
        let record = rows[0].as_ref().unwrap();
        assert!(record.mended);
        assert_eq!((record.fields[0].first('a'), record.fields[1].first('a')), ("红楼梦", "北京"));
    }

    #[test]
    fn gbk_is_read_and_marc8_escapes_are_refused() {
        let (body, _, _) = encoding_rs::GBK.encode("10\u{1f}a红楼梦\u{1e}");
        let head = format!("00099nam  2200037   4500245{:04}00000\u{1e}", body.len());
        let file = [head.as_bytes(), &body, b"\x1d"].concat();
        assert_eq!(all(&file)[0].as_ref().unwrap().fields[0].first('a'), "红楼梦");
        let escaped = made(&[("245", "10^a\u{1b}$1!0!\u{1b}(B")]);
        assert_eq!(flaw(&all(&escaped)[0]), Some(RecordFlaw::Charset));
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            all(&bytes);
        }

        #[test]
        fn no_damage_makes_it_panic(at in 0usize..90, byte in any::<u8>(), cut in 0usize..90) {
            let mut record = made(&[("001", "42"), ("245", "10^a红楼梦^c曹雪芹"), ("905", "  ^d I242.4")]);
            record[at] = byte;
            all(&record);
            all(&record[..cut]);
        }
    }
}
