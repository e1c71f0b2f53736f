//! Surnames: where one ends in a name, and how it is read. The table is `surnames.txt`.

use std::sync::OnceLock;

struct Surname {
    chars: Vec<char>,
    /// One reading a character.
    readings: Vec<&'static str>,
}

fn table() -> &'static [Surname] {
    static TABLE: OnceLock<Vec<Surname>> = OnceLock::new();
    TABLE.get_or_init(|| include_str!("surnames.txt").lines().filter(|l| !l.starts_with('#')).filter_map(row).collect())
}

fn row(line: &'static str) -> Option<Surname> {
    let mut words = line.split_whitespace();
    let chars: Vec<char> = words.next()?.chars().collect();
    let readings: Vec<&'static str> = words.collect();
    (chars.len() == readings.len()).then_some(Surname { chars, readings })
}

/// How many characters of a folded name are its surname: 2 for a compound surname with a given name
/// behind it, else 1 (0 for an empty name).
pub(super) fn length(name: &[char]) -> usize {
    let compound = name.len() >= 3 && compounds().iter().any(|two| name.starts_with(two));
    name.len().min(if compound { 2 } else { 1 })
}

/// The surnames of two characters, without their readings: each list of people asks for them.
fn compounds() -> &'static [[char; 2]] {
    static COMPOUNDS: OnceLock<Vec<[char; 2]>> = OnceLock::new();
    let two = |line: &str| -> Option<[char; 2]> {
        let mut chars = line.chars();
        let (two, behind) = ([chars.next()?, chars.next()?], chars.next());
        (!two.contains(&' ') && two[0] != '#' && behind.is_none_or(char::is_whitespace)).then_some(two)
    };
    COMPOUNDS.get_or_init(|| include_str!("surnames.txt").lines().filter_map(two).collect())
}

/// The readings peculiar to the surname of a folded name; empty if it is read as the word is.
pub(super) fn readings(name: &[char]) -> &'static [&'static str] {
    let alone = name.len() == 2 && table().iter().any(|s| s.chars == name);
    let surname = if alone { name } else { &name[..length(name)] };
    table().iter().find(|s| s.chars == surname).map_or(&[], |s| &s.readings)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chars(name: &str) -> Vec<char> {
        name.chars().collect()
    }

    #[test]
    fn every_line_of_the_table_is_used() {
        let lines = include_str!("surnames.txt").lines().filter(|l| !l.starts_with('#')).count();
        assert_eq!(table().len(), lines);
        let two: Vec<&[char]> = table().iter().map(|s| &*s.chars).filter(|chars| chars.len() == 2).collect();
        assert_eq!(compounds().iter().map(|c| &c[..]).collect::<Vec<_>>(), two);
    }

    #[test]
    fn finds_single_and_compound_surnames() {
        for (name, len, read) in [
            ("单晓明", 1, &["shan"][..]),
            ("欧阳修", 2, &["ou", "yang"]),
            ("欧阳", 1, &["ou", "yang"]),
            ("张三", 1, &[]),
            ("万俟卨", 2, &["mo", "qi"]),
            ("", 0, &[]),
        ] {
            assert_eq!((length(&chars(name)), readings(&chars(name))), (len, read), "{name}");
        }
    }
}
