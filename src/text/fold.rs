//! Folding for search and for command keys: what a person means, however it was typed.
//!
//! Folding goes character by character. Phrase conversion would be wrong here: 乾 alone becomes 干 but 乾隆
//! stays, so a search for 乾 would miss it. The table is OpenCC's (see the head of `ts_characters.txt`).

use std::sync::OnceLock;

/// Full-width forms (`Ａ１：　`) to the half-width characters they stand for; all else unchanged.
pub fn half_width(text: &str) -> String {
    text.chars().map(half_width_char).collect()
}

/// One character of [`half_width`].
pub fn half_width_char(c: char) -> char {
    match c {
        '\u{3000}' => ' ',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        c => c,
    }
}

/// The form that is compared in a search: half-width, lower case, simplified, one middle dot for the four in
/// use, variation selectors dropped. Folding twice is folding once.
pub fn fold(text: &str) -> String {
    text.chars().filter(|c| !is_variation(*c)).map(fold_char).collect()
}

fn is_variation(c: char) -> bool {
    matches!(c, '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

fn fold_char(c: char) -> char {
    match half_width_char(c) {
        '•' | '・' | '‧' | '∙' | '･' => '·',
        c if c.is_ascii() => c.to_ascii_lowercase(),
        c => simplified(lower(c)),
    }
}

/// Lower case where it is one character; a text keeps its length.
fn lower(c: char) -> char {
    let mut small = c.to_lowercase();
    match (small.next(), small.next()) {
        (Some(one), None) => one,
        _ => c,
    }
}

/// The simplified form of one character, or itself.
pub fn simplified(c: char) -> char {
    let table = table();
    table.binary_search_by_key(&c, |pair| pair.0).map_or(c, |at| table[at].1)
}

/// Parsed once from the data file, sorted by the traditional character.
fn table() -> &'static [(char, char)] {
    static TABLE: OnceLock<Vec<(char, char)>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let lines = include_str!("ts_characters.txt").lines().filter(|l| !l.starts_with('#'));
        let mut pairs: Vec<(char, char)> = lines.filter_map(pair).collect();
        pairs.sort_unstable();
        pairs
    })
}

fn pair(line: &str) -> Option<(char, char)> {
    let mut chars = line.chars();
    Some((chars.next()?, chars.next()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn folds_width_case_and_form() {
        for (text, want) in [
            ("ＡＢｃ１２：", "abc12:"),
            ("張曉明", "张晓明"),
            ("歐陽脩", "欧阳修"),
            ("乾隆", "干隆"),
            ("後來", "后来"),
            ("買買提•艾力", "买买提·艾力"),
            ("买买提・艾力", "买买提·艾力"),
            ("葛\u{e0100}", "葛"),
            ("　a", " a"),
            ("İstanbul", "İstanbul"),
        ] {
            assert_eq!(fold(text), want);
        }
        assert_eq!(half_width("９：３０～"), "9:30~");
        assert_eq!(half_width("張三。"), "張三。", "Chinese full stops have no half-width twin");
    }

    #[test]
    fn the_table_is_whole_and_has_no_chains() {
        assert!(table().len() > 4000, "{}", table().len());
        for (from, to) in table() {
            assert_ne!(from, to);
            assert_eq!(simplified(*to), *to, "{from} {to}");
        }
    }

    proptest! {
        #[test]
        fn folding_twice_is_folding_once(text in any::<String>()) {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
        }

        #[test]
        fn folding_han_text_is_idempotent(text in "[\u{4e00}-\u{9fff}\u{ff01}-\u{ff5e}]{0,40}") {
            let once = fold(&text);
            prop_assert_eq!(once.chars().count(), text.chars().count());
            prop_assert_eq!(fold(&once), once);
        }
    }
}
