//! Values as they may be kept: without control, direction and zero-width characters, without the
//! spaces around them.

use crate::io::refused::{Flaw, LONGEST_VALUE};

/// The value cleaned and trimmed; inner line breaks become spaces.
pub fn value(raw: &str) -> String {
    let spaced: String = raw.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).collect();
    clean(&spaced).trim().to_owned()
}

/// As [`value`], refused when it is longer than any field may be.
pub fn bounded(column: &'static str, raw: &str) -> Result<String, Flaw> {
    let clean = value(raw);
    if clean.len() > LONGEST_VALUE { Err(Flaw::TooLong { column }) } else { Ok(clean) }
}

/// Full-width letters, digits and signs as their ASCII twins.
pub fn half_width(text: &str) -> String {
    let half = |c: char| match c {
        '\u{3000}' => ' ',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        _ => c,
    };
    text.chars().map(half).collect()
}

/// Does it hold a Chinese character?
pub fn has_han(text: &str) -> bool {
    text.chars().any(|c| matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}'))
}

/// The first year from 1000 to 2200 that stands alone among the digits.
pub fn year(text: &str) -> Option<String> {
    let half = half_width(text);
    let mut runs = half.split(|c: char| !c.is_ascii_digit()).filter(|r| !r.is_empty());
    let year = runs.find_map(|r| r.get(..4).filter(|_| matches!(r.len(), 4 | 6 | 8)).filter(|y| ("1000".."2201").contains(y)));
    year.map(str::to_owned)
}

fn clean(text: &str) -> String {
    let hidden = |c: char| {
        c.is_control()
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{ad}' | '\u{61c}' | '\u{180e}')
    };
    text.chars().filter(|c| !hidden(*c)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[test]
    fn what_a_terminal_would_obey_is_gone() {
        assert_eq!(value(" 张\u{1b}[31m三\u{202e}\u{200b}\n北院\t\u{0}"), "张[31m三 北院");
        assert_eq!(half_width("ＩＳＢＮ　７－０２"), "ISBN 7-02");
    }

    #[rstest]
    #[case("2010.3", Some("2010"))]
    #[case("[c2010]", Some("2010"))]
    #[case("１９７８年3月", Some("1978"))]
    #[case("201003", Some("2010"))]
    #[case("9787020002207", None)]
    #[case("12", None)]
    fn years(#[case] text: &str, #[case] expected: Option<&str>) {
        assert_eq!(year(text).as_deref(), expected);
    }
}
