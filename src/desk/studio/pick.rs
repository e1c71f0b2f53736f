//! One of a few by what was typed: id, name, the beginning of a name (`刘` for 刘老师), or pinyin initials.

use crate::text::{fold::fold, pinyin};

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pick {
    /// The index of the one that is meant.
    One(usize),
    /// The names it fits.
    Many(Vec<String>),
    None,
}

/// Does the given text mean this id and name?
type Fits<'a> = dyn Fn(&str, &str) -> bool + 'a;

/// Looks through `(id, name)` pairs; an exact hit stands before a beginning, a beginning before initials.
pub fn pick<'a>(list: impl Iterator<Item = (&'a str, &'a str)> + Clone, given: &str) -> Pick {
    let given = fold(given.trim());
    if given.is_empty() {
        return Pick::None;
    }
    let tests: [&Fits<'_>; 4] =
        [&|id, _| id == given, &|_, name| fold(name) == given, &|_, name| fold(name).starts_with(&given), &|_, name| {
            pinyin::initials(name).iter().any(|i| i.starts_with(&given))
        }];
    for test in tests {
        let hits: Vec<_> = list.clone().enumerate().filter(|(_, (id, name))| test(id, name)).collect();
        match hits.as_slice() {
            [] => {}
            [(at, _)] => return Pick::One(*at),
            many => return Pick::Many(many.iter().map(|(_, (_, name))| (*name).to_owned()).collect()),
        }
    }
    Pick::None
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("刘", Pick::One(0))]
    #[case("劉老師", Pick::One(0))]
    #[case("advisor:2", Pick::One(1))]
    #[case("hls", Pick::One(1))]
    #[case("李", Pick::Many(vec!["李一".into(), "李二".into()]))]
    #[case("李二", Pick::One(3))]
    #[case("张", Pick::None)]
    #[case(" ", Pick::None)]
    fn a_surname_is_enough_when_it_fits_one(#[case] given: &str, #[case] found: Pick) {
        let list = [("advisor:1", "刘老师"), ("advisor:2", "何老师"), ("advisor:3", "李一"), ("advisor:4", "李二")];
        assert_eq!(pick(list.into_iter(), given), found);
    }
}
