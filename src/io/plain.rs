//! Values as they may be kept: without control, direction and zero-width characters, without the
//! spaces around them.

use crate::io::refused::{Flaw, LONGEST_VALUE};
use crate::text::fold::half_width;
use crate::text::safe;

/// The value cleaned and trimmed; inner line breaks become spaces.
pub fn value(raw: &str) -> String {
    safe::clean(raw).trim().to_owned()
}

/// As [`value`], refused when it is longer than any field may be.
pub fn bounded(column: &'static str, raw: &str) -> Result<String, Flaw> {
    let clean = value(raw);
    if clean.contains(char::REPLACEMENT_CHARACTER) {
        // Bytes that mean nothing: what stood there is not known, so nothing is entered for it.
        return Err(Flaw::BadValue { column, given: clean.chars().take(40).collect() });
    }
    if clean.len() > LONGEST_VALUE { Err(Flaw::TooLong { column }) } else { Ok(clean) }
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

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[test]
    fn what_a_terminal_would_obey_is_gone() {
        assert_eq!(value(" 张\u{1b}[31m三\u{202e}\u{200b}\n北院\t\u{0}"), "张[31m三 北院");
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
