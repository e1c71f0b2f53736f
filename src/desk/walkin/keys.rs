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

/// Was the whole name typed, or the initials of all of it?
pub fn is_whole(typed: &str, name: &str) -> bool {
    let (typed, name) = (wanted(typed), fold(name));
    let plain: String = name.chars().filter(|c| c.is_alphanumeric()).collect();
    !typed.is_empty() && (typed == name || typed == plain || pinyin::initials(&plain).contains(&typed))
}

/// How far from the name of an item what was typed is, if people call the item so for short: its code is how the word is
/// read (0), or the name has its characters in this order. At least two Han characters mean an item.
pub fn called(typed: &str, code: &str, name: &str) -> Option<usize> {
    let typed = fold(typed.trim());
    let han = typed.chars().filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c)).count();
    if han < 2 || han < typed.chars().count() {
        return None;
    }
    if pinyin::full(&typed).iter().any(|read| *read == fold(code)) {
        return Some(0);
    }
    let mut wanted = typed.chars().peekable();
    let name = fold(name);
    let mut used = 0;
    for c in name.chars() {
        if wanted.next_if_eq(&c).is_some() {
            used += 1;
        } else if used > 0 {
            used += usize::from(wanted.peek().is_some());
        }
    }
    wanted.peek().is_none().then_some(used)
}

/// So many characters of what was asked for are looked into.
const WORDS: usize = 40;

/// Every key of a request: each pair of neighbouring characters of what was asked for, and its item. A pair is in many
/// requests and two or three of them in few, wherever in the sentence they stand. One that is part of another, and one
/// whose text is not at this desk, has none.
pub fn of_request(service: &str, summary: &str, merged_into: &str) -> Vec<String> {
    if summary.trim().is_empty() || !merged_into.is_empty() {
        return Vec::new();
    }
    let mut keys = pairs(summary, WORDS);
    keys.push(of_service(service));
    keys
}

/// The key that all requests of an item share.
pub fn of_service(id: &str) -> String {
    format!("={id}")
}

/// Each pair of letters, digits or Han characters that stand together, in their order, each once.
pub fn pairs(text: &str, most: usize) -> Vec<String> {
    let chars: Vec<char> = fold(text).chars().take(most).collect();
    let mut found: Vec<String> = Vec::new();
    for pair in chars.windows(2).filter(|pair| pair.iter().all(|c| c.is_alphanumeric())) {
        let pair: String = pair.iter().collect();
        if !found.contains(&pair) {
            found.push(pair);
        }
    }
    found
}

/// The words of what was typed, as they stand in a folded text.
pub fn words(typed: &str) -> Vec<String> {
    fold(typed).split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_owned).collect()
}

/// The range of keys that what was typed asks for.
pub fn wanted(typed: &str) -> String {
    fold(typed.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_is_found_by_any_two_characters_that_stand_together() {
        assert_eq!(
            of_request("service:weixiu", "３号楼，路灯不亮", ""),
            ["3号", "号楼", "路灯", "灯不", "不亮", "=service:weixiu"]
        );
        assert!(of_request("service:weixiu", " ", "").is_empty() && of_request("service:weixiu", "路灯", "request:1").is_empty());
        assert_eq!(of_request("s", "灯", ""), ["=s"]);
    }

    #[test]
    fn a_part_of_a_name_is_not_the_whole_of_it() {
        let name = "居住证申领（新办）";
        assert!(["居住证申领（新办）", "居住证申领(新办)", "居住证申领新办", "jzzslxb"].iter().all(|t| is_whole(t, name)));
        assert!(["居住证", "jzz", "xb", ""].iter().all(|t| !is_whole(t, name)));
    }

    #[test]
    fn an_item_is_found_by_what_people_call_it() {
        let minimum = "最低生活保障审核确认";
        assert_eq!(called("低保", "dibao", minimum), Some(0));
        assert!(called("低保", "dibaobian", "最低生活保障边缘家庭认定").is_some_and(|far| far > 0));
        assert!(called("残疾补贴", "canji", "残疾人两项补贴申请").is_some());
        for (typed, name) in [("保低", minimum), ("低", minimum), ("dibao", minimum), ("低保3", minimum), ("", minimum)] {
            assert_eq!(called(typed, "x", name), None, "{typed}");
        }
    }

    #[test]
    fn an_item_is_found_by_any_part_of_its_name() {
        let keys = of("yanglaojin", "24", "基本养老金领取申请");
        for typed in ["24", "２４", "yanglao", "jbyl", "ylj", "养老金", "基本"] {
            assert!(keys.iter().any(|k| k.starts_with(&wanted(typed))), "{typed}: {keys:?}");
        }
    }
}
