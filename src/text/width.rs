//! How many terminal cells a text takes, and cutting and filling to a number of cells.
//!
//! Counts as ratatui does: grapheme by grapheme, control characters and lone zero-width marks not drawn,
//! characters of ambiguous width one cell (`safe::for_screen` takes them out before drawing).

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Marks the end of a text that was cut. ASCII, so it is one cell everywhere.
pub const CUT: char = '~';

/// The graphemes that a terminal shows, each with its cells (never 0).
pub fn shown(text: &str) -> impl Iterator<Item = (&str, usize)> {
    graphemes(text).filter(|(g, _)| !g.contains(char::is_control)).filter(|(_, cells)| *cells > 0)
}

/// The graphemes, each with its cells. Nearly all that is drawn are letters that nothing joins to their neighbours: those
/// are told by a look at them, the rest by the tables.
fn graphemes(text: &str) -> impl Iterator<Item = (&str, usize)> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let mut chars = rest.chars();
        let alone = alone(chars.next()?).filter(|_| chars.next().is_none_or(|next| alone(next).is_some()));
        let (grapheme, cells) = match alone {
            Some(cells) => (&rest[..rest.chars().next().map_or(0, char::len_utf8)], cells),
            None => rest.graphemes(true).next().map(|g| (g, g.width()))?,
        };
        rest = &rest[grapheme.len()..];
        Some((grapheme, cells))
    })
}

/// The cells of a character that is a grapheme by itself beside another such: ASCII, Hanzi, full-width signs.
pub fn alone(c: char) -> Option<usize> {
    match c {
        ' '..='~' => Some(1),
        '\u{4e00}'..='\u{9fff}' | '\u{3001}'..='\u{3003}' | '\u{ff01}'..='\u{ff5e}' => Some(2),
        _ => None,
    }
}

/// Cells of `text`.
pub fn cells(text: &str) -> usize {
    shown(text).map(|(_, cells)| cells).sum()
}

/// `text` in at most `limit` cells. A cut is marked with `~`; a wide character is never halved, so a cut
/// text may be one cell short.
pub fn clip(text: &str, limit: usize) -> String {
    let mut out = String::with_capacity(text.len());
    // How far the text goes when the mark must have room behind it.
    let (mut used, mut cut) = (0, 0);
    for (grapheme, wide) in shown(text) {
        used += wide;
        if used > limit {
            out.truncate(cut);
            out.extend((limit > 0).then_some(CUT));
            return out;
        }
        out.push_str(grapheme);
        if used < limit {
            cut = out.len();
        }
    }
    out
}

/// `text` in exactly `width` cells: cut if longer, filled with spaces on the right if shorter.
pub fn pad(text: &str, width: usize) -> String {
    let mut out = clip(text, width);
    let fill = width - cells(&out).min(width);
    out.extend(std::iter::repeat_n(' ', fill));
    out
}

/// As [`pad`], but filled on the left: numbers in a column.
pub fn pad_left(text: &str, width: usize) -> String {
    let cut = clip(text, width);
    let fill = width - cells(&cut).min(width);
    format!("{}{cut}", " ".repeat(fill))
}

/// Text in lines of at most `width` cells; always at least one. Between Hanzi anywhere, a Latin word or a number whole
/// where it fits on a line.
pub fn folded(text: &str, width: usize) -> Vec<String> {
    let width = width.max(1);
    let mut lines = vec![String::new()];
    let mut used = 0;
    // Where the pieces of the last line begin.
    let mut begins: Vec<usize> = Vec::new();
    for piece in pieces(text) {
        if used > 0 && used + cells(piece.trim_end()) > width {
            let carried = lines.last_mut().map(|line| carry(line, &mut begins, piece)).unwrap_or_default();
            used = cells(&carried);
            begins.clear();
            begins.extend((used > 0).then_some(0));
            lines.push(carried);
        }
        begins.extend(lines.last().map(String::len));
        for c in piece.chars() {
            let wide = cells(c.encode_utf8(&mut [0; 4]));
            let full = used > 0 && used + wide > width;
            // A space at the end of a line is not carried to the next.
            if full && c == ' ' {
                continue;
            }
            if full {
                lines.push(String::new());
                used = 0;
            }
            if let Some(last) = lines.last_mut() {
                last.push(c);
            }
            used += wide;
        }
    }
    lines
}

/// Marks that no line begins with, and marks that none ends with.
const CLOSING: &str = "，。、；：？！）》」』”’,.;:?!)";
const OPENING: &str = "（《「『“‘(";

/// Takes off the end of a full line what must stand with `next`: what a mark closes, or what opens before it.
fn carry(line: &mut String, begins: &mut Vec<usize>, next: &str) -> String {
    let mut cut = line.len();
    while let Some(at) = begins.pop().filter(|at| *at > 0) {
        let first = if cut == line.len() { next } else { &line[cut..] };
        if !first.starts_with(|c| CLOSING.contains(c)) && !line[..cut].ends_with(|c| OPENING.contains(c)) {
            break;
        }
        cut = at;
    }
    line.split_off(cut)
}

/// Runs of ASCII up to and with their space, every other character by itself.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut begin = 0;
    let mut before: Option<char> = None;
    for (at, c) in text.char_indices() {
        let joined = before.is_some_and(|b| b.is_ascii() && b != ' ' && c.is_ascii());
        if at > begin && !joined {
            pieces.push(&text[begin..at]);
            begin = at;
        }
        before = Some(c);
    }
    pieces.push(&text[begin..]);
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn long_text_is_folded_between_characters() {
        assert_eq!(folded("已办结abc", 5), ["已办", "结abc"]);
        assert_eq!(folded("", 5), [""]);
        assert_eq!(folded("再用 desk site join 读入", 12), ["再用 desk ", "site join 读", "入"]);
        assert_eq!(folded("abcdefgh", 3), ["abc", "def", "gh"]);
        assert_eq!(folded("已办结，可评价", 6), ["已办", "结，可", "评价"], "no line begins with a comma");
        assert_eq!(folded("已续借（规则）吗", 8), ["已续借", "（规则）", "吗"], "none ends with what opens");
        assert_eq!(folded("共9:00-11:30，改", 12), ["共", "9:00-11:30，", "改"], "a time goes with its comma");
        for width in 0..20 {
            let lines = folded("先用 desk site card 制作名片，0534-2345678", width);
            assert!(lines.iter().all(|l| cells(l) <= width.max(2)), "{width}: {lines:?}");
        }
    }

    #[test]
    fn counts_cells_not_letters() {
        for (text, want) in [("", 0), ("abc", 3), ("张晓明", 6), ("3号窗口", 7), ("ｱ", 1), ("é", 1), ("e\u{301}", 1), ("…·", 2)]
        {
            assert_eq!(cells(text), want, "{text}");
        }
        assert_eq!(cells("a\u{1b}[1m\n"), 4, "control characters are not drawn");
    }

    #[test]
    fn cuts_with_a_mark_and_never_halves_a_character() {
        for (text, limit, want) in [
            ("红楼梦", 6, "红楼梦"),
            ("红楼梦", 5, "红楼~"),
            ("红楼梦", 4, "红~"),
            ("红楼梦", 1, "~"),
            ("红楼梦", 0, ""),
            ("abc", 3, "abc"),
            ("abcd", 3, "ab~"),
        ] {
            assert_eq!(clip(text, limit), want, "{text} {limit}");
        }
    }

    #[test]
    fn pads_to_the_cell() {
        assert_eq!(pad("张三", 6), "张三  ");
        assert_eq!(pad("红楼梦", 4), "红~ ");
        assert_eq!(pad_left("12", 4), "  12");
        assert_eq!(pad("", 0), "");
    }

    #[test]
    fn what_is_sure_is_what_the_tables_say() {
        for c in (' '..=char::MAX).filter(|c| alone(*c).is_some()) {
            let pair = format!("{c}{c}");
            assert_eq!(alone(c), Some(c.to_string().width()), "{c}");
            assert_eq!(pair.graphemes(true).count(), 2, "{c}");
        }
    }

    proptest! {
        #[test]
        fn graphemes_are_those_of_the_tables(text in "[a張明。！é\\u{301}\\u{200d}\\u{fe0f}\\u{1f468}\\u{1f1e8}\\u{1f1f3}\\u{915}\\u{94d}\r\n]{0,16}|.*") {
            let tables: Vec<(&str, usize)> = text.graphemes(true).map(|g| (g, g.width())).collect();
            prop_assert_eq!(graphemes(&text).collect::<Vec<_>>(), tables);
        }

        #[test]
        fn a_cut_text_never_exceeds_its_cells(text in ".*", limit in 0usize..40) {
            prop_assert!(cells(&clip(&text, limit)) <= limit);
            prop_assert_eq!(cells(&pad(&text, limit)), limit);
            prop_assert_eq!(cells(&pad_left(&text, limit)), limit);
        }

        #[test]
        fn a_text_that_fits_is_not_cut(text in "[a-z张晓明，。]{0,12}") {
            prop_assert_eq!(clip(&text, cells(&text)), text);
        }
    }
}
