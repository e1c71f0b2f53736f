//! What a resident is found by: initials, Hanzi, phone tail, ID number.
//!
//! A list is a range of keys, so every way of finding someone costs the same with a million residents.

use crate::text::fold::{fold, half_width};
use crate::text::pinyin;

/// Every key of a resident. Initials and the name stand as they are typed; other keys carry a mark in
/// front: `=` the order of the whole list, `#` the phone read backwards. An ID number is found by its own index.
pub fn of(name: &str, phone: &str) -> Vec<String> {
    let name = fold(name);
    let mut keys = pinyin::initials(&name);
    let full = pinyin::full(&name);
    keys.push(format!("={}", pinyin::sort_key(&name)));
    // "zhangxm" and "zhangx" are typed by those who read pinyin aloud.
    keys.extend(full);
    let given: String = name.chars().skip(1).collect();
    keys.extend([name, given].into_iter().filter(|k| !k.is_empty()));
    let digits: String = half_width(phone).chars().filter(char::is_ascii_digit).collect();
    if !digits.is_empty() {
        keys.push(format!("#{}", backwards(&digits)));
    }
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// What was typed, as the beginning of what is looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wanted {
    /// Of a key.
    Key(String),
    /// Of an ID number, as it is kept.
    Number(String),
}

/// The range that what was typed asks for.
pub fn wanted(typed: &str) -> Wanted {
    let folded = fold(typed.trim());
    let digits = folded.chars().filter(char::is_ascii_digit).count();
    if folded.is_empty() {
        Wanted::Key("=".into())
    } else if digits == folded.len() && digits <= 11 {
        Wanted::Key(format!("#{}", backwards(&folded)))
    } else if digits + 1 >= folded.len() && digits > 0 {
        Wanted::Number(id_number(&folded))
    } else {
        Wanted::Key(folded)
    }
}

/// An ID number as it is kept: half-width, upper-case, without spaces.
pub fn id_number(given: &str) -> String {
    half_width(given).chars().filter(|c| !c.is_whitespace()).map(|c| c.to_ascii_uppercase()).collect()
}

fn backwards(digits: &str) -> String {
    digits.chars().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_clerk_types_is_the_beginning_of_a_key() {
        let keys = of("张晓明", "138 0000 5678");
        let begins = |typed: &str| match wanted(typed) {
            Wanted::Key(prefix) => keys.iter().any(|k| k.starts_with(&prefix)),
            Wanted::Number(prefix) => "37140218880101001X".starts_with(&prefix),
        };
        for typed in
            ["zxm", "zx", "张晓", "晓明", "5678", "１３８００００５６７８", "37140218880101001x", "371402188801", "zhangx"]
        {
            assert!(begins(typed), "{typed}: {:?} in {keys:?}", wanted(typed));
        }
        assert!(!begins("1234") && !begins("371402188802"));
    }
}
