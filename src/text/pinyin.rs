//! Pinyin keys for search: `zxm` and `zhangxiaoming` find 张晓明, `sxm` and `dxm` find 单晓明.
//!
//! A character read in several ways gives several keys, the likely ones first: the surname's own reading,
//! then the usual ones, then keys with one unusual reading, then two. Never more than [`CAP`] of a kind.

use super::{fold::fold, surname};
use pinyin::ToPinyinMulti;

/// At most so many initials, and so many full readings, of one text.
pub const CAP: usize = 8;

/// The first letters of all readings, surname-aware: 曾行 gives `zx`, `cx`, `zh`, `ch`.
pub fn initials(text: &str) -> Vec<String> {
    let firsts = readings(text).into_iter().map(|choices| unique(choices.iter().map(|r| r.chars().take(1).collect()))).collect();
    combine(firsts)
}

/// All readings written out without tones and spaces, `ü` as `v`: 吕单 gives `lvshan`, `lvdan`, …
pub fn full(text: &str) -> Vec<String> {
    combine(readings(text))
}

/// What to keep in the search index for a name or title: full readings, then initials.
pub fn keys(text: &str) -> Vec<String> {
    unique(full(text).into_iter().chain(initials(text)))
}

/// The key by which lists are sorted: character by character, each by its likeliest reading and then by itself, as a
/// dictionary does. 陈 (chen) stands before 程 (cheng) whatever follows, and each surname stands together.
pub fn sort_key(text: &str) -> String {
    let chars: Vec<char> = fold(text).chars().collect();
    let special = surname::readings(&chars);
    let mut key = String::new();
    for (at, c) in chars.iter().enumerate() {
        if let Some(readings) = of_char(*c, special.get(at).copied()).filter(|_| !c.is_ascii()) {
            // A blank comes before every letter: the shorter syllable first.
            key.extend([readings.first().map_or("", String::as_str), " "]);
        }
        key.push(*c);
    }
    key
}

/// For each character that can be read, its readings; letters and digits stand for themselves.
fn readings(text: &str) -> Vec<Vec<String>> {
    let chars: Vec<char> = fold(text).chars().collect();
    let special = surname::readings(&chars);
    chars.iter().enumerate().filter_map(|(at, c)| of_char(*c, special.get(at).copied())).collect()
}

fn of_char(c: char, first: Option<&str>) -> Option<Vec<String>> {
    if c.is_ascii_alphanumeric() {
        return Some(vec![c.to_string()]);
    }
    let usual = c.to_pinyin_multi().into_iter().flatten().map(|p| plain(p.plain()));
    let all = unique(first.map(plain).into_iter().chain(usual));
    (!all.is_empty()).then_some(all)
}

/// As typed on a keyboard: `ü` is `v`.
fn plain(reading: &str) -> String {
    let letter = |c| match c {
        'ü' => 'v',
        'ê' => 'e',
        c => c,
    };
    reading.chars().map(letter).collect()
}

fn unique(items: impl Iterator<Item = String>) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for item in items {
        if !out.contains(&item) {
            out.push(item);
        }
    }
    out
}

/// Joins one choice of each place, those with the fewest unusual choices first, [`CAP`] at most.
fn combine(places: Vec<Vec<String>>) -> Vec<String> {
    if places.is_empty() {
        return Vec::new();
    }
    // Each step changes one more place of the picks of the step before, to the right of their last change.
    let mut out: Vec<String> = Vec::new();
    let mut level = vec![(vec![0; places.len()], 0)];
    while !level.is_empty() && out.len() < CAP {
        out.extend(level.iter().map(|(pick, _)| spell(&places, pick)));
        out = unique(out.into_iter());
        level = next_level(&places, &level);
    }
    out.truncate(CAP);
    out
}

type Pick = (Vec<usize>, usize);

fn next_level(places: &[Vec<String>], level: &[Pick]) -> Vec<Pick> {
    let mut next = Vec::new();
    for (pick, from) in level {
        for place in *from..places.len() {
            for choice in 1..places[place].len() {
                if next.len() >= 2 * CAP {
                    return next;
                }
                let mut changed = pick.clone();
                changed[place] = choice;
                next.push((changed, place + 1));
            }
        }
    }
    next
}

fn spell(places: &[Vec<String>], pick: &[usize]) -> String {
    places.iter().zip(pick).map(|(choices, at)| choices[*at].as_str()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_likely_reading_comes_first() {
        for (name, initial, whole) in [
            ("张晓明", "zxm", "zhangxiaoming"),
            ("張曉明", "zxm", "zhangxiaoming"),
            ("单晓明", "sxm", "shanxiaoming"),
            ("曾国藩", "zgf", "zengguofan"),
            ("欧阳修", "oyx", "ouyangxiu"),
            ("万俟卨", "mqx", "moqixie"),
            ("尉迟恭", "ycg", "yuchigong"),
            ("吕布", "lb", "lvbu"),
            ("A座3楼", "az3l", "azuo3lou"),
        ] {
            assert_eq!(initials(name)[0], initial, "{name}");
            assert_eq!(full(name)[0], whole, "{name}");
        }
    }

    #[test]
    fn other_readings_are_kept() {
        let single = initials("单晓明");
        assert!(single.contains(&"dxm".to_owned()) && single.contains(&"cxm".to_owned()), "{single:?}");
        assert!(full("重庆").contains(&"chongqing".to_owned()) && full("重庆").contains(&"zhongqing".to_owned()));
        assert_eq!(initials("曾行")[0], "zx");
        assert!(initials("曾行").contains(&"zh".to_owned()));
    }

    #[test]
    fn signs_alone_have_no_keys() {
        assert!(keys("，。！").is_empty());
        assert!(keys("").is_empty());
    }

    #[test]
    fn lists_sort_as_a_reader_expects() {
        let mut names = ["周五", "安宁", "单一", "李四", "孙七"];
        names.sort_by_key(|n| sort_key(n));
        assert_eq!(names, ["安宁", "李四", "单一", "孙七", "周五"]);
        // By syllable: run together, 程安 (chengan) would stand between 陈刚 (chengang) and 陈静 (chenjing).
        let mut names = ["陈静", "程安", "陈刚", "陈功", "程刚", "章一", "张二", "章三", "张四", "Chen", "陈"];
        names.sort_by_key(|n| sort_key(n));
        assert_eq!(names, ["Chen", "陈", "陈刚", "陈功", "陈静", "程安", "程刚", "张二", "张四", "章三", "章一"]);
        assert_eq!(sort_key("單一"), sort_key("单一"));
    }

    proptest! {
        #[test]
        fn keys_are_few_different_and_typable(text in any::<String>(), han in "[\u{4e00}-\u{9fa5}]{0,30}") {
            for text in [text, han] {
                for list in [initials(&text), full(&text)] {
                    prop_assert!(list.len() <= CAP);
                    prop_assert!(list.iter().all(|k| !k.is_empty() && k.chars().all(|c| c.is_ascii_alphanumeric())), "{:?}", list);
                    prop_assert_eq!(unique(list.iter().cloned()).len(), list.len());
                }
            }
        }
    }
}
