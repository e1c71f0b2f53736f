//! The last look at a cell before the line: whatever a name, a note or a file name holds, only
//! printable text leaves (SAFETY.md R18).
//!
//! Text is cleaned at input and at import already; ratatui still lets U+202E and U+200B through, and
//! everything through `Cell::set_symbol`.

use crate::text::width;
use ratatui::buffer::CellWidth;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// More marks on one letter than any script needs are an attack on the line above.
const MOST_CHARS: usize = 8;

/// Writes a cell's glyph into `room` cells; returns its width and whether that is beyond doubt (ASCII).
pub(super) fn glyph(symbol: &str, room: u16, out: &mut Vec<u8>) -> (u16, bool) {
    if let [byte @ b' '..=b'~'] = symbol.as_bytes() {
        out.push(*byte);
        return (1, true);
    }
    // Nearly all the rest are Hanzi.
    let mut chars = symbol.chars();
    if let (Some(c), None) = (chars.next(), chars.next())
        && let Some(width) = width::alone(c).and_then(|cells| u16::try_from(cells).ok()).filter(|width| *width <= room)
    {
        out.extend_from_slice(symbol.as_bytes());
        return (width, false);
    }
    // What ratatui takes the cell for: it will not send the cells behind it.
    let width = u16::try_from(symbol.width()).unwrap_or(u16::MAX).max(1).min(room.max(1));
    let kept = clean(symbol);
    let mut shown = kept.as_str();
    let mut used = if shown.is_empty() { 0 } else { shown.cell_width() };
    if used > width || (used == 0 && !shown.is_empty()) {
        (shown, used) = ("?", 1);
    }
    out.extend_from_slice(shown.as_bytes());
    out.resize(out.len() + usize::from(width - used), b' ');
    (width, shown.is_ascii())
}

/// The printable part of a symbol; a mark without a letter under it is nothing.
fn clean(symbol: &str) -> String {
    let mut kept = String::with_capacity(symbol.len());
    for c in symbol.chars().filter(|c| !is_unprintable(*c)).take(MOST_CHARS) {
        if !kept.is_empty() || c.width().unwrap_or(0) > 0 {
            kept.push(c);
        }
    }
    kept
}

/// Whether terminals disagree about a glyph's width: one cell, or two in many Chinese set-ups.
pub(super) fn is_ambiguous(symbol: &str) -> bool {
    symbol.width() != symbol.width_cjk()
}

/// Controls, direction marks, and characters that take no room and change what stands beside them.
pub(super) fn is_unprintable(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{feff}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case("a", 5, "a", 1)]
    #[case("汉", 5, "汉", 2)]
    #[case("汉", 1, "?", 1)]
    #[case("", 5, " ", 1)]
    #[case("\u{1b}", 5, " ", 1)]
    #[case("\u{9b}31m", 5, "31m", 4)]
    #[case("\u{202e}", 5, " ", 1)]
    #[case("e\u{301}", 5, "e\u{301}", 1)]
    #[case("\u{301}", 5, " ", 1)]
    #[case("☎\u{fe0f}", 5, "☎", 2)]
    fn a_glyph_keeps_its_room(#[case] symbol: &str, #[case] room: u16, #[case] sent: &str, #[case] width: u16) {
        let mut out = Vec::new();
        assert_eq!(glyph(symbol, room, &mut out).0, width);
        let text = String::from_utf8(out).unwrap();
        assert_eq!(text.trim_end_matches(' '), sent.trim_end_matches(' '));
        assert_eq!(text.width(), usize::from(width));
    }

    proptest! {
        #[test]
        fn nothing_hostile_leaves(symbol in any::<String>(), room in 1_u16..9) {
            let mut out = Vec::new();
            let (width, _) = glyph(&symbol, room, &mut out);
            let text = String::from_utf8(out).unwrap();
            prop_assert!(!text.chars().any(is_unprintable), "{text:?}");
            prop_assert!(width >= 1 && width <= room);
        }
    }
}
