//! Which characters the bytes mean: a byte-order mark says; else UTF-8 if it is valid; else GB18030,
//! which holds GBK and GB 2312 (lists from Chinese Excel, CNMARC).

use encoding_rs::{Encoding, GB18030, UTF_8};
use std::borrow::Cow;

/// So many good characters beyond ASCII for each bad one make a damaged UTF-8 file of what else would be GB18030.
const FEW: usize = 4;

/// What was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Charset {
    Utf8,
    /// Excel's "Unicode text".
    Utf16,
    Gb18030,
    /// GB18030 with bytes that mean nothing; they read as U+FFFD.
    Damaged,
}

/// The text of a whole file. One that is UTF-8 but for a few bytes stays so: read as GB18030, every heading would be lost
/// for the sake of one bad cell.
pub fn decode(bytes: &[u8]) -> (Cow<'_, str>, Charset) {
    let Some((marked, skip)) = Encoding::for_bom(bytes) else {
        let lossy = String::from_utf8_lossy(bytes);
        let bad = lossy.chars().filter(|c| *c == char::REPLACEMENT_CHARACTER).count();
        let good = lossy.chars().filter(|c| !c.is_ascii()).count() - bad;
        return if bad > 0 && bad * FEW <= good { (lossy, Charset::Damaged) } else { decode_piece(bytes) };
    };
    let (text, bad) = marked.decode_without_bom_handling(&bytes[skip..]);
    let charset = if marked == UTF_8 { Charset::Utf8 } else { Charset::Utf16 };
    (text, if bad { Charset::Damaged } else { charset })
}

/// The text of one record, which has no byte-order mark.
pub fn decode_piece(bytes: &[u8]) -> (Cow<'_, str>, Charset) {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return (Cow::Borrowed(text), Charset::Utf8);
    }
    let (text, bad) = GB18030.decode_without_bom_handling(bytes);
    (text, if bad { Charset::Damaged } else { Charset::Gb18030 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mark_then_validity_then_gb18030() {
        assert_eq!(decode("\u{feff}姓名".as_bytes()), ("姓名".into(), Charset::Utf8));
        assert_eq!(decode("姓名".as_bytes()), ("姓名".into(), Charset::Utf8));
        let (gbk, _, _) = GB18030.encode("姓名㐀");
        assert_eq!(decode(&gbk), ("姓名㐀".into(), Charset::Gb18030));
        assert_eq!(decode(&[0xff, 0xfe, 0xd3, 0x59]), ("姓".into(), Charset::Utf16));
        assert_eq!(decode(&[b'a', 0xff, 0xff]).1, Charset::Damaged);
        let cut = ["姓名,电话\n张晓明,1".as_bytes(), &[0xe5]].concat();
        assert_eq!(decode(&cut), ("姓名,电话\n张晓明,1\u{fffd}".into(), Charset::Damaged));
    }
}
