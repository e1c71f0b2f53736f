//! What an item of the catalogue or a certificate is found by: code, number, name, initials of the name.

use crate::text::fold::fold;
use crate::text::pinyin;

/// Every key, each one as it is typed.
pub fn of(code: &str, number: &str, name: &str) -> Vec<String> {
    let name = fold(name);
    // People know an item by any part of its name: 养老金 of 基本养老金领取申请.
    let plain: Vec<char> = name.chars().filter(|c| c.is_alphanumeric()).collect();
    let tails = (0..plain.len().min(12)).map(|i| plain[i..].iter().collect::<String>());
    let mut keys: Vec<String> = tails.flat_map(|t| pinyin::initials(&t).into_iter().chain([t])).collect();
    keys.extend([fold(code), fold(number), name]);
    keys.retain(|k| !k.is_empty());
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// The range of keys that what was typed asks for.
pub fn wanted(typed: &str) -> String {
    fold(typed.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_item_is_found_by_any_part_of_its_name() {
        let keys = of("yanglaojin", "24", "基本养老金领取申请");
        for typed in ["24", "２４", "yanglao", "jbyl", "ylj", "养老金", "基本"] {
            assert!(keys.iter().any(|k| k.starts_with(&wanted(typed))), "{typed}: {keys:?}");
        }
    }
}
