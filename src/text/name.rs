//! What can be a person's name, and what is only typed to find one.

use super::fold::half_width;

/// A name has at least one letter or Hanzi; digits and signs alone are a number that slipped into its place.
pub fn has_letter(text: &str) -> bool {
    text.chars().any(char::is_alphabetic)
}

/// A name in full and not the initials or the number that somebody is looked for by: Hanzi or other letters without
/// digits, or Latin words with a space between them.
pub fn is_written_out(text: &str) -> bool {
    let half = half_width(text.trim());
    let latin = half.chars().any(|c| c.is_ascii_alphabetic());
    let digits = half.chars().any(|c| c.is_ascii_digit());
    let words = half.split_whitespace().filter(|word| has_letter(word)).count() > 1;
    has_letter(&half) && !digits && (!latin || words)
}

/// Of a community's name.
const COMMUNITY: &str = "社区";

/// Are these two names of one community, with or without the word for it?
pub fn same_community(one: &str, other: &str) -> bool {
    let bare = |name: &str| name.trim().strip_suffix(COMMUNITY).unwrap_or(name.trim()).to_owned();
    !bare(one).is_empty() && bare(one) == bare(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_told_from_a_number_and_from_initials() {
        for (text, letter, whole) in [
            ("张晓明", true, true),
            ("买买提·阿不都", true, true),
            ("Ali Veli", true, true),
            ("Ａｌｉ　Ｖｅｌｉ", true, true),
            ("བཀྲ་ཤིས", true, true),
            ("zxm", true, false),
            ("ｚｘｍ", true, false),
            ("张3", true, false),
            ("张３", true, false),
            ("56781", false, false),
            ("５６７８１", false, false),
            ("138-0000", false, false),
            ("、。", false, false),
            (" ", false, false),
            ("", false, false),
        ] {
            assert_eq!((has_letter(text), is_written_out(text)), (letter, whole), "{text}");
        }
    }

    #[test]
    fn a_community_is_called_with_or_without_the_word() {
        assert!(same_community("丰华", "丰华社区") && same_community("丰华社区 ", "丰华社区"));
        assert!(!same_community("丰华", "和平社区") && !same_community("社区", "") && !same_community("", ""));
    }

    proptest::proptest! {
        #[test]
        fn any_text_may_be_asked_about(text in "\\PC{0,20}", digits in "[0-9０-９ -]{0,20}") {
            let _ = is_written_out(&text);
            assert!(!has_letter(&digits));
        }
    }
}
