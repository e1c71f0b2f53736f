//! Call numbers of the Chinese Library Classification (中图法, CLC) in shelf order.
//!
//! `I247.57/1203:2`: class `I247.57`, book number `1203`, volume `2`. In the class, letters and digits are
//! compared one by one as decimals (`I24` before `I247` before `I25`), the point is for the eye only, and a
//! class with an auxiliary sign stands before its own subclasses, the signs in the order a - ( ) " " = < > : +.
//! A book number of digits is a count (9 before 10); one with letters is an author mark, its digits decimals
//! (L83 before L831 before L9). What follows (volume, edition, copy) is counted.

use super::fold::half_width;
use std::cmp::Ordering;

/// Where a field ends; below every other character of a key, so that the shorter stands first.
const END: char = ' ';

/// A text whose byte order is the shelf order. Made of printable ASCII for every usual call number.
pub fn sort_key(call_number: &str) -> String {
    let tidy = tidy(call_number);
    let (class, rest) = tidy.split_once(['/', ' ']).unwrap_or((&tidy, ""));
    let mut key = class_key(class);
    for part in Parts(rest) {
        key.push(END);
        key.push_str(&part_key(part));
    }
    key
}

/// Shelf order; equal keys are ordered by their text, so the order is total.
pub fn compare(a: &str, b: &str) -> Ordering {
    sort_key(a).cmp(&sort_key(b)).then_with(|| a.cmp(b))
}

/// Sorted as on the shelf.
pub fn sorted(mut call_numbers: Vec<String>) -> Vec<String> {
    call_numbers.sort_by_cached_key(|c| (sort_key(c), c.clone()));
    call_numbers
}

/// The letter of the main class (A to Z; L, M, W and Y are not used), if it begins with one.
pub fn main_class(call_number: &str) -> Option<char> {
    let first = tidy(call_number).chars().next()?.to_ascii_uppercase();
    (first.is_ascii_uppercase() && !"LMWY".contains(first)).then_some(first)
}

/// Half-width, one kind of each sign, single spaces.
fn tidy(text: &str) -> String {
    let one_sign = |c| match c {
        '〈' | '《' | '＜' | '«' => '<',
        '〉' | '》' | '＞' | '»' => '>',
        '“' | '”' | '„' => '"',
        '–' | '—' | '－' | '−' => '-',
        '∶' => ':',
        c => c,
    };
    let plain: String = half_width(text).chars().filter(|c| !c.is_control() || c.is_whitespace()).map(one_sign).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Each character becomes one whose order is that of the shelf: signs, then digits, then letters.
fn class_key(class: &str) -> String {
    let mut key = String::with_capacity(class.len());
    let capitals = class.starts_with(|c: char| c.is_ascii_uppercase());
    for (at, c) in class.chars().enumerate() {
        match c {
            // The mark of recommended works, `D2-0a`: after the class itself, before all else.
            'a' if at > 0 && capitals => key.push('!'),
            '-' => key.push('"'),
            '(' => key.push('#'),
            '"' => push_open_quote(&mut key),
            '=' => key.push('%'),
            '<' => key.push('&'),
            ':' => key.push('\''),
            '+' => key.push('('),
            // Alternative classes stand in brackets, places in a class end with one; the point is for the eye.
            '.' | '[' | ']' | '{' | '}' | ')' | '>' | '*' => {}
            c => key.push(c.to_ascii_uppercase()),
        }
    }
    key
}

/// The second quote of a pair says nothing.
fn push_open_quote(key: &mut String) {
    if !key.contains('$') {
        key.push('$');
    }
}

/// Book number, volume, edition …: cut before every sign; the signs themselves only separate.
struct Parts<'a>(&'a str);

impl<'a> Iterator for Parts<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        let rest = self.0.trim_start_matches(is_separator);
        let end = rest.find(is_separator).unwrap_or(rest.len());
        self.0 = &rest[end..];
        (end > 0).then_some(&rest[..end])
    }
}

fn is_separator(c: char) -> bool {
    c == ' ' || "/:=-()[].,;#+<>\"".contains(c)
}

/// Digits count; behind letters they are decimals. A `v` or `c` in front of digits (volume, copy) says nothing.
fn part_key(part: &str) -> String {
    let letters = part.chars().take_while(|c| !c.is_ascii_digit()).map(char::len_utf8).sum();
    let (head, tail) = part.split_at(letters);
    match head {
        "" | "v" | "c" => count_key(tail),
        _ => part.to_ascii_uppercase(),
    }
}

/// A run of digits as its length and itself, so that byte order is numeric; letters behind it follow.
fn count_key(text: &str) -> String {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (digits, rest) = text.split_at(end);
    let digits = digits.trim_start_matches('0');
    // Lengths beyond 9 do not occur on labels; they share one mark and are then compared as text.
    let length = char::from(b'0' + digits.len().min(9) as u8);
    format!("{length}{digits}{}", rest.to_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Each row is a shelf from left to right.
    const SHELVES: [&[&str]; 7] = [
        &[
            "A1/2",
            "B2/1",
            "I2/1",
            "I24/1",
            "I242/1",
            "I247/9",
            "I247.5/1",
            "I247.57/1",
            "I25/1",
            "TP3/1",
            "TP312/1",
            "TS97/1",
            "Z1/1",
        ],
        &["I247.5/9", "I247.5/10", "I247.5/101", "I247.5/1001"],
        &["I247.5/L83", "I247.5/L831", "I247.5/L9", "I247.5/M1"],
        &["K825.6/72", "K825.6/72:1", "K825.6/72:2", "K825.6/72:10", "K825.6/73"],
        &["TP3", "TP3-4", "TP3-44", "TP3(2)", "TP3=2", "TP3:F", "TP3+O1", "TP30", "TP31", "TP312", "TP312C"],
        &["D2", "D2a", "D2-0", "D20"],
        &["I287.45/2", "I287.45/2(1)", "I287.45/2(2)", "I287.45/2(12)"],
    ];

    #[test]
    fn shelves_stand_from_left_to_right() {
        for shelf in SHELVES {
            let mut mixed: Vec<String> = shelf.iter().map(|s| (*s).to_owned()).collect();
            mixed.reverse();
            assert_eq!(sorted(mixed), shelf);
        }
    }

    #[test]
    fn the_same_number_typed_in_other_ways_stands_at_the_same_place() {
        for (a, b) in [
            ("I247.57/1203:2", "Ｉ２４７．５７／１２０３：２"),
            ("I247.57/1203", "i247.57 1203"),
            ("K825.6=72/1", "K825.6＝72/01"),
            ("[I247]/1", "I247/1"),
            ("D923〈05〉/1", "D923<05>/1"),
            ("I247.5/12(2)", "I247.5/12:v2"),
        ] {
            assert_eq!(sort_key(a), sort_key(b), "{a} {b}");
        }
        assert_eq!(main_class("i247"), Some('I'));
        assert_eq!(main_class("L1"), None);
    }

    proptest! {
        #[test]
        fn no_text_breaks_it(text in any::<String>()) {
            sort_key(&text);
            main_class(&text);
        }

        #[test]
        fn the_order_is_one_order(a in "[A-Z]{1,2}[0-9]{1,3}[-=(/:0-9.]{0,6}", b in "[A-Z]{1,2}[0-9]{1,3}/[0-9]{1,4}", c in "[A-Z][0-9/]{0,5}") {
            let one = sorted(vec![a.clone(), b.clone(), c.clone()]);
            prop_assert_eq!(&sorted(vec![c, a, b]), &one);
            prop_assert!(one.windows(2).all(|w| compare(&w[0], &w[1]) != Ordering::Greater));
        }

        #[test]
        fn counts_are_numeric(a in 0u32..100_000, b in 0u32..100_000) {
            prop_assert_eq!(sort_key(&format!("I2/{a}")).cmp(&sort_key(&format!("I2/{b}"))), a.cmp(&b));
        }
    }
}
