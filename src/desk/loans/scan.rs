//! What a scanned or typed text is: pure recognition, before anything is looked up.
//!
//! Own numbers: a copy's barcode is the site's code and five digits (`QLQ00418`), a reader's card the code, `-D-` and
//! four digits (`QLQ-D-0031`). Short digits are completed: `418`, `31`, `D31`. Numbers of other makes pass as they are.

use crate::text::{barcode, idcard, isbn, safe};

/// What a text may be, in the order in which it is looked up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Guess {
    /// A whole card number.
    Card(String),
    /// A whole barcode.
    Barcode(String),
    /// 13 digits.
    Isbn(String),
    /// As kept: upper-case.
    IdNumber(String),
    /// A name, initials, a title.
    Words(String),
}

impl Guess {
    /// The word in replies.
    pub fn name(&self) -> &'static str {
        match self {
            Guess::Card(_) => "card",
            Guess::Barcode(_) => "barcode",
            Guess::Isbn(_) => "isbn",
            Guess::IdNumber(_) => "id_number",
            Guess::Words(_) => "words",
        }
    }
}

/// Digits of an own barcode.
pub const BARCODE_DIGITS: usize = 5;
/// Digits of an own card.
pub const CARD_DIGITS: usize = 4;

/// Everything `text` may be. Empty text is nothing.
pub fn recognise(text: &str, site: &str) -> Vec<Guess> {
    let words = safe::clean(text).trim().to_owned();
    if words.is_empty() {
        return Vec::new();
    }
    let code = tidy(&words);
    if !code.is_ascii() || words.split_whitespace().count() > 1 && !digits(&code) {
        return vec![Guess::Words(words)];
    }
    let mut guesses = numbers(&code, site);
    let own = is_card(&code, site) || is_barcode(&code, site);
    if !own && code.bytes().any(|b| b.is_ascii_alphabetic()) {
        let word = !code.bytes().any(|b| b.is_ascii_digit());
        guesses.insert(if word { 0 } else { guesses.len() }, Guess::Words(words));
    }
    guesses
}

fn numbers(code: &str, site: &str) -> Vec<Guess> {
    let mut guesses = Vec::new();
    if [15, 18].contains(&code.len()) && idcard::check(code).valid {
        guesses.push(Guess::IdNumber(code.to_owned()));
    }
    // A bare ten-digit number may be an ISBN by chance; a label of the house is looked for as well.
    if let Some(isbn) = isbn::check(code).isbn13 {
        guesses.push(Guess::Isbn(isbn));
    }
    let (barcode, card) = (Guess::Barcode(whole_barcode(code, site)), Guess::Card(whole_card(code, site)));
    if is_card(code, site) {
        guesses.push(card);
    } else if is_barcode(code, site) {
        guesses.push(barcode);
    } else if barcode::check(code).valid {
        guesses.extend([barcode, card]);
    }
    guesses
}

/// Has it the form of a card: `QLQ-D-0031` of any site, `D31`, `D-31`?
fn is_card(code: &str, site: &str) -> bool {
    let tail = |text: &str| text.strip_prefix('D').map(|t| t.trim_start_matches('-')).is_some_and(digits);
    let of_site = code.split_once('-').is_some_and(|(head, rest)| is_site(head) && tail(rest));
    of_site || tail(code) || code.strip_prefix(site).is_some_and(|rest| rest.starts_with('D') && tail(rest))
}

/// Has it the form of an own barcode, of any site: `QLQ00418`, or with this site's code `QLQ418`?
fn is_barcode(code: &str, site: &str) -> bool {
    let (head, rest) = code.split_at(code.find(|c: char| c.is_ascii_digit()).unwrap_or(code.len()));
    is_site(head) && digits(rest) && (rest.len() == BARCODE_DIGITS || head == site && rest.len() < BARCODE_DIGITS)
}

fn is_site(head: &str) -> bool {
    (2..=6).contains(&head.len()) && head.bytes().all(|b| b.is_ascii_alphabetic())
}

fn digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

/// Half-width, upper-case, without spaces and the stars of Code 39.
fn tidy(text: &str) -> String {
    barcode::check(text).normal.to_uppercase()
}

/// A barcode as it is kept: short digits completed. Empty when no barcode can look like that.
pub fn whole_barcode(given: &str, site: &str) -> String {
    let code = tidy(&safe::clean(given));
    let tail = code.strip_prefix(site).unwrap_or(&code);
    if digits(tail) && tail.len() <= BARCODE_DIGITS {
        return format!("{site}{tail:0>width$}", width = BARCODE_DIGITS);
    }
    if code.len() <= 32 && code.is_ascii() { code } else { String::new() }
}

/// A card number as it is kept: short digits completed. Empty when no card can look like that.
pub fn whole_card(given: &str, site: &str) -> String {
    let code = tidy(&safe::clean(given));
    let tail = code.strip_prefix(site).unwrap_or(&code).trim_start_matches('-');
    let tail = tail.strip_prefix('D').map_or(tail, |t| t.trim_start_matches('-'));
    if digits(tail) && tail.len() <= CARD_DIGITS {
        return format!("{site}-D-{tail:0>width$}", width = CARD_DIGITS);
    }
    if code.len() <= 32 && code.is_ascii() { code } else { String::new() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("QLQ00418", "barcode QLQ00418")]
    #[case("*qlq00418*", "barcode QLQ00418")]
    #[case("ＱＬＱ００４１８", "barcode QLQ00418")]
    #[case("QLQ418", "barcode QLQ00418")]
    #[case("FH00418", "barcode FH00418")]
    #[case("418", "barcode QLQ00418, card QLQ-D-0418")]
    #[case("４１８", "barcode QLQ00418, card QLQ-D-0418")]
    #[case("QLQ-D-0031", "card QLQ-D-0031")]
    #[case("d31", "card QLQ-D-0031")]
    #[case("D-31", "card QLQ-D-0031")]
    #[case("fh-d-0031", "card FH-D-0031")]
    #[case("978-7-02-000220-7", "isbn 9787020002207, barcode 978-7-02-000220-7, card 978-7-02-000220-7")]
    #[case("110105188012310023", "id_number 110105188012310023, barcode 110105188012310023, card 110105188012310023")]
    #[case("20230000001234", "barcode 20230000001234, card 20230000001234")]
    #[case("zxm", "words zxm, barcode ZXM, card ZXM")]
    #[case("张晓明", "words 张晓明")]
    #[case("the old man", "words the old man")]
    #[case("I247.5/1", "barcode I247.5/1, card I247.5/1, words I247.5/1")]
    #[case("  ", "")]
    fn what_it_may_be(#[case] text: &str, #[case] want: &str) {
        let told = |g: &Guess| match g {
            Guess::Card(t) | Guess::Barcode(t) | Guess::Isbn(t) | Guess::IdNumber(t) | Guess::Words(t) => {
                format!("{} {t}", g.name())
            }
        };
        assert_eq!(recognise(text, "QLQ").iter().map(told).collect::<Vec<_>>().join(", "), want);
    }

    #[test]
    fn short_numbers_are_completed_and_foreign_ones_kept() {
        for (given, barcode, card) in [
            ("418", "QLQ00418", "QLQ-D-0418"),
            ("31", "QLQ00031", "QLQ-D-0031"),
            ("123456", "123456", "123456"),
            ("B-77", "B-77", "B-77"),
            ("", "", ""),
        ] {
            assert_eq!((whole_barcode(given, "QLQ").as_str(), whole_card(given, "QLQ").as_str()), (barcode, card), "{given}");
        }
        assert_eq!(whole_card(&whole_card("D31", "QLQ"), "QLQ"), "QLQ-D-0031");
    }

    proptest::proptest! {
        #[test]
        fn no_input_panics_and_completing_twice_is_completing_once(text in "\\PC{0,30}") {
            recognise(&text, "QLQ");
            let once = whole_barcode(&text, "QLQ");
            proptest::prop_assert_eq!(whole_barcode(&once, "QLQ"), once.clone());
            let once = whole_card(&text, "QLQ");
            proptest::prop_assert_eq!(whole_card(&once, "QLQ"), once.clone());
        }
    }
}
