//! What a resident is found by: initials, Hanzi, phone tail, ID number.
//!
//! A list is a range of keys, so every way of finding someone costs the same with a million residents.

use crate::text::fold::{fold, half_width};
use crate::text::pinyin;

/// Every key of a resident. Initials and the name stand as they are typed; other keys carry a mark in
/// front: `=` the order of the whole list, `#` the phone read backwards, `@` the ID number.
pub fn of(name: &str, phone: &str, id_number: &str) -> Vec<String> {
    let name = fold(name);
    let mut keys = pinyin::initials(&name);
    let full = pinyin::full(&name);
    keys.push(format!("={}", full.first().unwrap_or(&name)));
    // "zhangxm" and "zhangx" are typed by those who read pinyin aloud.
    keys.extend(full);
    let given: String = name.chars().skip(1).collect();
    keys.extend([name, given].into_iter().filter(|k| !k.is_empty()));
    let digits: String = half_width(phone).chars().filter(char::is_ascii_digit).collect();
    if !digits.is_empty() {
        keys.push(format!("#{}", backwards(&digits)));
    }
    let number = self::id_number(id_number);
    if !number.is_empty() {
        keys.push(of_id_number(&number));
    }
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// The range of keys that what was typed asks for.
pub fn wanted(typed: &str) -> String {
    let typed = fold(typed.trim());
    let digits = typed.chars().filter(char::is_ascii_digit).count();
    if typed.is_empty() {
        "=".into()
    } else if digits == typed.len() && digits <= 11 {
        format!("#{}", backwards(&typed))
    } else if digits + 1 >= typed.len() && digits > 0 {
        of_id_number(&typed)
    } else {
        typed
    }
}

/// An ID number as it is kept: half-width, upper-case, without spaces.
pub fn id_number(given: &str) -> String {
    half_width(given).chars().filter(|c| !c.is_whitespace()).map(|c| c.to_ascii_uppercase()).collect()
}

/// The key of an ID number.
pub fn of_id_number(number: &str) -> String {
    format!("@{}", number.to_ascii_lowercase())
}

fn backwards(digits: &str) -> String {
    digits.chars().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_clerk_types_is_the_beginning_of_a_key() {
        let keys = of("张晓明", "138 0000 5678", "37140218880101001x");
        for typed in ["zxm", "zx", "张晓", "晓明", "5678", "１３８００００５６７８", "37140218880101001X", "zhangx"]
        {
            let prefix = wanted(typed);
            assert!(keys.iter().any(|k| k.starts_with(&prefix)), "{typed}: {prefix} in {keys:?}");
        }
        assert!(!keys.iter().any(|k| k.starts_with(&wanted("1234"))));
    }
}
