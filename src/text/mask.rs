//! What is shown of a person where the whole is not asked for. The whole appears only in a reveal, which is
//! journalled (GB/T 35273-2020, 7.2: limits on display).

use super::fold::{fold, half_width};
use super::surname;
use unicode_segmentation::UnicodeSegmentation;

/// Longest run of stars: the length of a very long name is no one's business.
const MOST_STARS: usize = 6;

/// The person in hand: 张晓明 is `张*明`, 张明 is `张*`, 欧阳修 is `欧阳*`, 买买提·艾力 is `买****力`.
pub fn name(text: &str) -> String {
    let letters = graphemes(text);
    let kept = kept_of_surname(&letters);
    let last = usize::from(letters.len() > kept + 1);
    hide(&letters, kept, last)
}

/// In lists, the surname alone: 单晓明 is `单**`.
pub fn surname(text: &str) -> String {
    let letters = graphemes(text);
    hide(&letters, kept_of_surname(&letters), 0)
}

/// Any identity number: `371402********0019`; of shorter ones (permits, passports) two at each end.
pub fn id_number(text: &str) -> String {
    let letters = graphemes(text);
    match letters.len() {
        15.. => stars_between(&letters, 6, 4),
        8..=14 => stars_between(&letters, 2, 2),
        5..=7 => stars_between(&letters, 0, 1),
        _ => stars_between(&letters, 0, 0),
    }
}

/// A mobile number `138****5678`; a landline `0534-****678`; of anything else the tail.
pub fn phone(text: &str) -> String {
    let plain = half_width(text);
    let letters = graphemes(&plain);
    if let Some(dash) = letters.iter().position(|g| *g == "-").filter(|at| (3..=4).contains(at) && letters.len() > at + 6) {
        return stars_between(&letters, dash + 1, 3);
    }
    match letters.len() {
        11.. => stars_between(&letters, letters.len() - 8, 4),
        8..=10 => stars_between(&letters, 0, 4),
        5..=7 => stars_between(&letters, 0, 2),
        _ => stars_between(&letters, 0, 0),
    }
}

fn graphemes(text: &str) -> Vec<&str> {
    text.trim().graphemes(true).collect()
}

/// Graphemes of the surname that may be seen; of a name of one character nothing.
fn kept_of_surname(letters: &[&str]) -> usize {
    let chars: Vec<char> = letters.iter().filter_map(|g| fold(g).chars().next()).collect();
    if letters.len() < 2 { 0 } else { surname::length(&chars).max(1) }
}

fn hide(letters: &[&str], head: usize, tail: usize) -> String {
    let hidden = letters.len().saturating_sub(head + tail);
    format!("{}{}{}", letters[..head].concat(), "*".repeat(hidden.min(MOST_STARS)), letters[letters.len() - tail..].concat())
}

fn stars_between(letters: &[&str], head: usize, tail: usize) -> String {
    let hidden = letters.len().saturating_sub(head + tail);
    format!("{}{}{}", letters[..head].concat(), "*".repeat(hidden), letters[letters.len() - tail..].concat())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_by_their_surname() {
        for (text, person, list) in [
            ("张晓明", "张*明", "张**"),
            ("张明", "张*", "张*"),
            ("单晓明", "单*明", "单**"),
            ("欧阳修", "欧阳*", "欧阳*"),
            ("歐陽修", "歐陽*", "歐陽*"),
            ("欧阳娜娜", "欧阳*娜", "欧阳**"),
            ("买买提·艾力", "买****力", "买*****"),
            ("张", "*", "*"),
            ("", "", ""),
            ("Smith", "S***h", "S****"),
        ] {
            assert_eq!((name(text), surname(text)), (person.to_owned(), list.to_owned()), "{text}");
        }
    }

    #[test]
    fn numbers_by_their_ends() {
        assert_eq!(id_number("371402188001010019"), "371402********0019");
        assert_eq!(id_number("371402880101001"), "371402*****1001");
        assert_eq!(id_number("H12345678"), "H1*****78");
        assert_eq!(id_number("123"), "***");
        assert_eq!(phone("13812345678"), "138****5678");
        assert_eq!(phone("１３８１２３４５６７８"), "138****5678");
        assert_eq!(phone("0534-2345678"), "0534-****678");
        assert_eq!(phone("2345678"), "*****78");
        assert_eq!(phone("110"), "***");
    }

    proptest! {
        #[test]
        fn the_middle_of_a_name_never_shows(given in "[\u{4e00}-\u{9fa5}]{2,6}") {
            let text = format!("张{given}");
            let last = given.chars().last().unwrap();
            prop_assert_eq!(name(&text), format!("张{}{last}", "*".repeat(given.chars().count() - 1)));
            prop_assert!(surname(&text).chars().skip(1).all(|c| c == '*'));
        }

        #[test]
        fn the_middle_of_a_number_never_shows(id in "[0-9]{17}[0-9X]", mobile in "1[3-9][0-9]{9}") {
            prop_assert_eq!(&id_number(&id)[6..14], "********");
            prop_assert_eq!(&phone(&mobile)[3..7], "****");
        }

        #[test]
        fn no_text_breaks_a_mask_or_shows_whole(text in any::<String>()) {
            for masked in [name(&text), surname(&text), id_number(&text), phone(&text)] {
                prop_assert!(text.trim().is_empty() || masked.contains('*'), "{:?}", masked);
            }
        }
    }
}
