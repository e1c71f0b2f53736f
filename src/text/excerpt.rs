//! The part of a longer text that was searched for, with what stands around it.

use super::fold::fold;
use super::width::cells;

/// A piece of a text in three parts, the middle one as it was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excerpt {
    pub before: String,
    pub hit: String,
    pub after: String,
}

/// So much of the room may stand before what was found, in parts of it.
const BEFORE: usize = 3;

/// Around the first of these words (folded) that the text holds; what stands before it in a third of `room` cells at most.
pub fn around(text: &str, words: &[String], room: usize) -> Option<Excerpt> {
    let chars: Vec<char> = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    // Where in the text each folded character stands: some vanish in folding.
    let folded: Vec<(char, usize)> = chars
        .iter()
        .enumerate()
        .flat_map(|(at, c)| fold(&c.to_string()).chars().map(move |f| (f, at)).collect::<Vec<_>>())
        .collect();
    let found = |word: &String| {
        let word: Vec<char> = word.chars().collect();
        let at = (!word.is_empty()).then(|| folded.windows(word.len()).position(|w| w.iter().map(|(c, _)| c).eq(&word)))??;
        Some((folded[at].1, folded[at + word.len() - 1].1 + 1))
    };
    let (from, to) = words.iter().filter_map(found).min()?;
    let text = |part: &[char]| part.iter().collect::<String>();
    let most = room / BEFORE;
    let mut begin = from;
    while begin > 0 && cells(&text(&chars[begin - 1..from])) <= most {
        begin -= 1;
    }
    let cut = if begin > 0 { "~" } else { "" };
    Some(Excerpt {
        before: format!("{cut}{}", text(&chars[begin..from])),
        hit: text(&chars[from..to]),
        after: text(&chars[to..]),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn parts(text: &str, words: &[&str], room: usize) -> Option<String> {
        let words: Vec<String> = words.iter().map(|w| fold(w)).collect();
        around(text, &words, room).map(|e| format!("{}[{}]{}", e.before, e.hit, e.after))
    }

    #[test]
    fn what_was_found_stands_in_its_words() {
        assert_eq!(parts("3号楼路灯不亮", &["路灯"], 30).as_deref(), Some("3号楼[路灯]不亮"));
        assert_eq!(parts("３号楼路燈不亮", &["3号"], 30).as_deref(), Some("[３号]楼路燈不亮"));
        assert_eq!(parts("从小区北门进来第三栋楼前的路灯", &["路灯"], 12).as_deref(), Some("~前的[路灯]"));
        assert_eq!(parts("路灯", &["风车"], 30), None);
        assert_eq!(parts("", &[""], 30), None);
    }

    proptest! {
        #[test]
        fn no_text_panics(text in ".{0,40}", words in prop::collection::vec(".{0,4}", 0..3), room in 0usize..40) {
            let _ = around(&text, &words, room);
        }
    }
}
