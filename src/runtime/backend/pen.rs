//! Colours and modifiers in force at the terminal, and the shortest `ESC[…m` from one to another.
//!
//! The sixteen palette colours are sent as 30–37 and 90–97: shorter than `38;5;n`, and the clerk's own palette.

use ratatui::style::{Color, Modifier};
use std::fmt::Write;

/// Modifiers that show on a blank cell.
const SEEN_ON_BLANK: Modifier = Modifier::REVERSED
    .union(Modifier::UNDERLINED)
    .union(Modifier::CROSSED_OUT)
    .union(Modifier::SLOW_BLINK)
    .union(Modifier::RAPID_BLINK);

/// Each modifier with the codes that switch it on and off.
const MARKS: [(Modifier, u8, u8); 9] = [
    (Modifier::BOLD, 1, 22),
    (Modifier::DIM, 2, 22),
    (Modifier::ITALIC, 3, 23),
    (Modifier::UNDERLINED, 4, 24),
    (Modifier::SLOW_BLINK, 5, 25),
    (Modifier::RAPID_BLINK, 6, 25),
    (Modifier::REVERSED, 7, 27),
    (Modifier::HIDDEN, 8, 28),
    (Modifier::CROSSED_OUT, 9, 29),
];

/// What a glyph is drawn with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Pen {
    pub fg: Color,
    pub bg: Color,
    pub marks: Modifier,
}

impl Default for Pen {
    fn default() -> Pen {
        Pen { fg: Color::Reset, bg: Color::Reset, marks: Modifier::empty() }
    }
}

impl Pen {
    /// Whether a space drawn so is indistinguishable from an empty cell.
    pub fn leaves_blank(self) -> bool {
        self.bg == Color::Reset && !self.marks.intersects(SEEN_ON_BLANK)
    }

    /// The pen for a space: what cannot be seen on it stays as it is in `now`.
    pub fn for_blank(self, now: Option<Pen>) -> Pen {
        match now {
            Some(now) if !self.marks.intersects(SEEN_ON_BLANK) => {
                Pen { fg: now.fg, bg: self.bg, marks: now.marks.difference(SEEN_ON_BLANK) }
            }
            _ => self,
        }
    }

    /// Writes what turns `from` into `to`; nothing if they are equal.
    pub fn change(from: Option<Pen>, to: Pen, out: &mut Vec<u8>) {
        if from == Some(to) {
            return;
        }
        let fresh = to.afresh();
        let best = match from.map(|from| to.step_from(from)) {
            Some(step) if step.len() < fresh.len() => step,
            _ => fresh,
        };
        out.extend_from_slice(b"\x1b[");
        out.extend_from_slice(best.as_bytes());
        out.push(b'm');
    }

    fn afresh(self) -> String {
        if self == Pen::default() {
            return String::new();
        }
        let mut codes = String::from("0");
        self.add(Pen::default(), &mut codes);
        codes
    }

    fn step_from(self, from: Pen) -> String {
        let mut codes = String::new();
        let mut kept = from.marks;
        for (mark, _, off) in MARKS {
            if kept.contains(mark) && !self.marks.contains(mark) {
                push(&mut codes, off);
                // One code may put out two: 22 ends bold and dim.
                MARKS.iter().filter(|(_, _, code)| *code == off).for_each(|(gone, _, _)| kept.remove(*gone));
            }
        }
        self.add(Pen { marks: kept, ..from }, &mut codes);
        codes
    }

    /// Codes that switch on what `from` lacks.
    fn add(self, from: Pen, codes: &mut String) {
        for (mark, on, _) in MARKS {
            if self.marks.contains(mark) && !from.marks.contains(mark) {
                push(codes, on);
            }
        }
        if self.fg != from.fg {
            colour(codes, self.fg, 30);
        }
        if self.bg != from.bg {
            colour(codes, self.bg, 40);
        }
    }
}

fn push(codes: &mut String, code: u8) {
    if !codes.is_empty() {
        codes.push(';');
    }
    // Writing to memory cannot fail.
    let _ = write!(codes, "{code}");
}

/// `base` is 30 for the glyph and 40 for what lies behind it.
fn colour(codes: &mut String, colour: Color, base: u8) {
    let bright = base + 60;
    let code = match colour {
        Color::Reset => base + 9,
        Color::Black => base,
        Color::Red => base + 1,
        Color::Green => base + 2,
        Color::Yellow => base + 3,
        Color::Blue => base + 4,
        Color::Magenta => base + 5,
        Color::Cyan => base + 6,
        Color::Gray => base + 7,
        Color::DarkGray => bright,
        Color::LightRed => bright + 1,
        Color::LightGreen => bright + 2,
        Color::LightYellow => bright + 3,
        Color::LightBlue => bright + 4,
        Color::LightMagenta => bright + 5,
        Color::LightCyan => bright + 6,
        Color::White => bright + 7,
        Color::Indexed(n) => {
            for part in [base + 8, 5, n] {
                push(codes, part);
            }
            return;
        }
        Color::Rgb(r, g, b) => {
            for part in [base + 8, 2, r, g, b] {
                push(codes, part);
            }
            return;
        }
    };
    push(codes, code);
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    const fn pen(fg: Color, bg: Color, marks: Modifier) -> Pen {
        Pen { fg, bg, marks }
    }
    const PLAIN: Pen = pen(Color::Reset, Color::Reset, Modifier::empty());
    const BOLD: Pen = pen(Color::Reset, Color::Reset, Modifier::BOLD);
    const LATE: Pen = pen(Color::Red, Color::Reset, Modifier::BOLD);

    #[rstest]
    #[case(Some(PLAIN), PLAIN, "")]
    #[case(None, PLAIN, "\x1b[m")]
    #[case(None, BOLD, "\x1b[0;1m")]
    #[case(Some(PLAIN), LATE, "\x1b[1;31m")]
    #[case(Some(LATE), PLAIN, "\x1b[m")]
    #[case(Some(LATE), BOLD, "\x1b[39m")]
    #[case(Some(BOLD), pen(Color::Reset, Color::Reset, Modifier::DIM), "\x1b[0;2m")]
    #[case(Some(PLAIN), pen(Color::Indexed(208), Color::White, Modifier::empty()), "\x1b[38;5;208;107m")]
    fn the_shortest_change(#[case] from: Option<Pen>, #[case] to: Pen, #[case] bytes: &str) {
        let mut out = Vec::new();
        Pen::change(from, to, &mut out);
        assert_eq!(String::from_utf8(out).unwrap(), bytes);
    }

    #[test]
    fn a_blank_needs_no_colour_of_glyph() {
        assert!(LATE.leaves_blank());
        assert_eq!(PLAIN.for_blank(Some(LATE)), LATE);
        let underlined = pen(Color::Reset, Color::Reset, Modifier::UNDERLINED);
        assert!(!underlined.leaves_blank());
        assert_eq!(PLAIN.for_blank(Some(underlined)), PLAIN);
    }
}
