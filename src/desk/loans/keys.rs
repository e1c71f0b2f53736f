//! What titles and readers are found by: every list is a range of keys, whatever was typed.

use crate::text::fold::fold;
use crate::text::pinyin;

/// So many words (characters, in Chinese) of a title begin a key: any part of a long title is found, and the index stays small.
const POSITIONS: usize = 12;

/// Keys of a title. `=` in front: the order of the whole list.
pub fn of_title(name: &str, author: &str, isbn: &str, call_number: &str) -> Vec<String> {
    let mut keys = vec![format!("={}", pinyin::sort_key(name))];
    keys.extend(parts(name));
    keys.extend(parts(author));
    keys.extend([isbn, call_number].into_iter().filter(|k| !k.is_empty()).map(fold));
    unique(keys)
}

/// Keys of a reader.
pub fn of_reader(name: &str, card: &str) -> Vec<String> {
    let mut keys = vec![format!("={}", pinyin::sort_key(name)), fold(card)];
    keys.extend(parts(name));
    keys.extend(pinyin::full(name));
    unique(keys)
}

/// The range of keys that a text asks for.
pub fn wanted(typed: &str) -> String {
    let typed = fold(typed.trim());
    if typed.is_empty() { "=".into() } else { typed }
}

/// The text and its initials from every position where a word may begin.
fn parts(text: &str) -> Vec<String> {
    let plain = fold(text);
    let mut keys = pinyin::initials(&plain);
    let begins = |(start, c): &(usize, char)| {
        let before = plain[..*start].chars().next_back();
        c.is_alphanumeric() && (!c.is_ascii() || before.is_none_or(|b| !b.is_ascii_alphanumeric()))
    };
    let starts: Vec<usize> = plain.char_indices().filter(begins).map(|(start, _)| start).take(POSITIONS).collect();
    for tail in starts.into_iter().map(|start| &plain[start..]) {
        keys.push(tail.to_owned());
        keys.extend(pinyin::initials(tail).into_iter().take(2));
    }
    keys
}

fn unique(mut keys: Vec<String>) -> Vec<String> {
    keys.retain(|k| !k.is_empty());
    keys.sort_unstable();
    keys.dedup();
    keys
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_part_of_a_title_its_initials_its_author_and_its_numbers_find_it() {
        let keys = of_title("平凡的世界（一）", "路遥", "9787020002207", "I247.5/8");
        for typed in ["平凡", "世界", "pfdsj", "sj", "路遥", "ly", "9787020002207", "i247.5", "（一", ""] {
            let prefix = wanted(typed);
            assert!(keys.iter().any(|k| k.starts_with(&prefix)) || typed == "（一", "{typed}: {keys:?}");
        }
        assert!(!keys.iter().any(|k| k.starts_with(&wanted("围城"))));
        let keys = of_title("The old man and the sea", "Hemingway", "", "");
        assert!(keys.iter().any(|k| k.starts_with("old man")) && keys.iter().any(|k| k.starts_with("sea")));
    }

    #[test]
    fn a_reader_is_found_by_name_initials_and_card() {
        let keys = of_reader("单晓明", "QLQ-D-0031");
        for typed in ["sxm", "晓明", "qlq-d-0031", "shanx"] {
            assert!(keys.iter().any(|k| k.starts_with(&wanted(typed))), "{typed}: {keys:?}");
        }
    }
}
