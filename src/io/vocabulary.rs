//! Header words and cell words met in lists, kept as data: `db/seed/columns.csv`, `db/seed/words.csv`.

use crate::text::fold;
use std::sync::OnceLock;

/// `(list, key, words)`, one line of a file.
type Entry = (&'static str, &'static str, Vec<String>);

static COLUMNS: OnceLock<Vec<Entry>> = OnceLock::new();
static WORDS: OnceLock<Vec<Entry>> = OnceLock::new();

fn columns() -> &'static [Entry] {
    COLUMNS.get_or_init(|| entries(include_str!("../../db/seed/columns.csv"), header))
}

fn words() -> &'static [Entry] {
    WORDS.get_or_init(|| entries(include_str!("../../db/seed/words.csv"), str::to_lowercase))
}

fn entries(text: &'static str, norm: impl Fn(&str) -> String) -> Vec<Entry> {
    let entry = |line: &'static str| {
        let (list, rest) = line.split_once(',')?;
        let (key, words) = rest.split_once(',')?;
        Some((list, key, words.split('|').map(&norm).collect()))
    };
    text.lines().skip(1).filter_map(entry).collect()
}

/// The field of this kind of list that a column headed so holds.
pub fn field(list: &str, heading: &str) -> Option<&'static str> {
    let heading = header(heading);
    columns().iter().find(|(l, _, words)| *l == list && words.contains(&heading)).map(|(_, field, _)| *field)
}

/// Is it a heading of any list?
pub fn is_heading(cell: &str) -> bool {
    let heading = header(cell);
    columns().iter().any(|(_, _, words)| words.contains(&heading))
}

/// The key of a cell's word in this set.
pub fn key(list: &str, word: &str) -> Option<&'static str> {
    let word = fold::half_width(word.trim()).to_lowercase();
    words().iter().find(|(l, _, words)| *l == list && words.contains(&word)).map(|(_, key, _)| *key)
}

/// The words of a key.
pub fn words_of(list: &str, key: &str) -> &'static [String] {
    words().iter().find(|(l, k, _)| *l == list && *k == key).map_or(&[], |(_, _, words)| words)
}

/// A heading without what varies: width, case, spaces, signs, and anything in brackets.
fn header(text: &str) -> String {
    let half = fold::half_width(text);
    let open = half.split(['(', '[']).next().unwrap_or_default();
    open.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("residents", "姓 名", Some("name"))]
    #[case("residents", "*联系电话（手机）", Some("phone"))]
    #[case("residents", "ID_Number", Some("id_number"))]
    #[case("titles", "书名", Some("title"))]
    #[case("titles", "ＩＳＢＮ", Some("isbn"))]
    #[case("titles", "Call Number:", Some("call_number"))]
    #[case("calendar", "题名", None)]
    fn headings(#[case] list: &str, #[case] heading: &str, #[case] expected: Option<&str>) {
        assert_eq!(field(list, heading), expected);
    }

    #[test]
    fn words_are_known_by_their_set() {
        assert_eq!(key("day", "补班"), Some("workday"));
        assert_eq!(key("day", " Holiday "), Some("holiday"));
        assert_eq!(key("day", "编"), None);
        assert!(words_of("author", "role").len() > 10);
    }
}
