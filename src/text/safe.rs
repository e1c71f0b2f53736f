//! Text that can do no harm: not to the terminal, not to the eye, not to a search.
//!
//! [`clean`] is for what is kept (typed, pasted, imported); [`for_screen`] only for what is drawn.

/// `text` without control characters (so no escape sequence reaches a terminal), direction overrides, and
/// characters that cannot be seen. Tabs and line breaks become spaces. What is dropped leaves no mark:
/// U+FFFD is of ambiguous width, and two names that look alike must be alike.
pub fn clean(text: &str) -> String {
    text.chars().filter_map(clean_char).collect()
}

/// One character of [`clean`]: itself, a space, or nothing.
pub fn clean_char(c: char) -> Option<char> {
    match c {
        '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some(' '),
        c if c.is_control() || is_unseen(c) => None,
        c => Some(c),
    }
}

/// Zero-width characters, direction controls, invisible fillers, tag characters.
/// Variation selectors stay: some names need them; `fold` drops them for search.
fn is_unseen(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180e}'
        | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{3164}' | '\u{feff}' | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}' | '\u{fffe}' | '\u{ffff}'
        | '\u{e0000}'..='\u{e007f}')
}

/// `text` as it may be drawn: cleaned, and characters of ambiguous width (one cell here, two there) replaced
/// by something of the same meaning and sure width. Never store the result.
/// Letters without such a twin (Greek, Cyrillic) stay.
pub fn for_screen(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars().filter_map(clean_char) {
        push_sure(&mut out, c);
    }
    out
}

fn push_sure(out: &mut String, c: char) {
    match c {
        '…' => out.push_str("..."),
        '·' | '•' | '‧' => out.push('・'),
        '—' | '–' | '―' | '‐' | '─' | '━' | '═' | '\u{2212}' => out.push('-'),
        '│' | '┃' | '║' | '∣' => out.push('|'),
        '“' | '”' | '„' | '″' => out.push('"'),
        '‘' | '’' | '‚' | '′' => out.push('\''),
        '×' => out.push('x'),
        '÷' => out.push('/'),
        '±' => out.push_str("+-"),
        '°' | '℃' => out.push('度'),
        '※' | '★' | '☆' => out.push('*'),
        '→' | '⇒' => out.push_str("->"),
        '←' => out.push_str("<-"),
        '↑' => out.push('^'),
        '↓' => out.push('v'),
        '≤' => out.push_str("<="),
        '≥' => out.push_str(">="),
        '≠' => out.push_str("!="),
        '≈' | '∼' => out.push('~'),
        '●' | '◆' | '■' | '▲' | '▼' | '█' | '▓' | '▒' => out.push('#'),
        '○' | '◇' | '□' | '△' | '▽' | '◎' => out.push('o'),
        '√' => out.push('v'),
        '§' => out.push('S'),
        '\u{2500}'..='\u{257f}' => out.push('+'),
        '①'..='⑳' => numbered(out, c, '①', '(', ')'),
        '⑴'..='⒇' => numbered(out, c, '⑴', '(', ')'),
        '⒈'..='⒛' => numbered(out, c, '⒈', '\0', '.'),
        'Ⅰ'..='Ⅻ' => out.push_str(ROMAN[(c as usize) - ('Ⅰ' as usize)]),
        'ⅰ'..='ⅻ' => out.push_str(&ROMAN[(c as usize) - ('ⅰ' as usize)].to_lowercase()),
        c => out.push(without_tone(c)),
    }
}

const ROMAN: [&str; 12] = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"];

/// A circled or bracketed number written out; `\0` stands for no opening sign.
fn numbered(out: &mut String, c: char, first: char, open: char, close: char) {
    if open != '\0' {
        out.push(open);
    }
    out.push_str(&(c as u32 - first as u32 + 1).to_string());
    out.push(close);
}

/// Pinyin vowels with tones are of ambiguous width, too.
fn without_tone(c: char) -> char {
    match c {
        'ā' | 'á' | 'ǎ' | 'à' => 'a',
        'ē' | 'é' | 'ě' | 'è' | 'ê' => 'e',
        'ī' | 'í' | 'ǐ' | 'ì' => 'i',
        'ō' | 'ó' | 'ǒ' | 'ò' => 'o',
        'ū' | 'ú' | 'ǔ' | 'ù' => 'u',
        'ǖ' | 'ǘ' | 'ǚ' | 'ǜ' | 'ü' => 'v',
        'ń' | 'ň' | 'ǹ' => 'n',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use unicode_width::UnicodeWidthStr;

    #[test]
    fn an_escape_sequence_is_disarmed_and_an_override_removed() {
        assert_eq!(clean("a\u{1b}[31mb\u{9b}2J"), "a[31mb2J");
        assert_eq!(clean("张\u{202e}三\u{200b}\u{feff}"), "张三");
        assert_eq!(clean("一\t二\r\n三"), "一 二  三");
        assert_eq!(clean("葛\u{e0100}"), "葛\u{e0100}", "a variant of a name's character stays");
    }

    #[test]
    fn what_is_drawn_has_one_width_everywhere() {
        let drawn = for_screen("“一带一路”——买买提·艾力…①②Ⅳ※★±3℃ 5×4→┌─┐ pīnyīn ’");
        assert_eq!(drawn, "\"一带一路\"--买买提・艾力...(1)(2)IV**+-3度 5x4->+-+ pinyin '");
        assert_eq!(drawn.width(), drawn.width_cjk());
        assert_eq!(for_screen("⒈⑴"), "1.(1)");
    }

    proptest! {
        #[test]
        fn nothing_that_steers_a_terminal_survives(text in any::<String>()) {
            for kept in [clean(&text), for_screen(&text)] {
                prop_assert!(!kept.chars().any(|c| c.is_control() || is_unseen(c)));
            }
        }

        #[test]
        fn cleaning_twice_is_cleaning_once(text in any::<String>()) {
            prop_assert_eq!(clean(&clean(&text)), clean(&text));
            prop_assert_eq!(for_screen(&for_screen(&text)), for_screen(&text));
        }
    }
}
