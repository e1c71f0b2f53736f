//! The command palette: every verb that can be done now, found by name, pinyin initials or English.

use super::hints::Here;
use super::label::labels;
use super::table::{VERBS, Verb};
use crate::i18n::Lang;
use crate::text::{fold, pinyin};

/// One line of the palette.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub verb: &'static str,
    pub label: &'static str,
    pub help: &'static str,
    /// The keys that do it from here; empty when only the palette does.
    pub keys: String,
}

impl Here<'_> {
    /// The entries that fit what was typed, the best first; all of them for an empty text.
    pub fn palette(&self, typed: &str) -> Vec<Entry> {
        let typed = fold::fold(typed.trim());
        let found = VERBS.iter().filter(|v| listed(v) && (self.available)(v.name));
        let mut found: Vec<_> = found.filter_map(|v| Some((score(v, &typed)?, v))).collect();
        found.sort_by_key(|(score, _)| *score);
        found.into_iter().map(|(_, v)| self.entry(v)).collect()
    }

    fn entry(&self, verb: &'static Verb) -> Entry {
        let keys = self.map.keys_of(self.scopes, verb.name, self.available);
        Entry { verb: verb.name, label: verb.label(self.lang), help: verb.help(self.lang), keys: labels(&keys, self.lang) }
    }
}

/// Moving about is done by keys; the palette lists acts and rooms.
fn listed(verb: &Verb) -> bool {
    !matches!(verb.scope, "list" | "box" | "form") && verb.name != "palette"
}

/// How well a verb fits: 0 begins so, 1 contains it, 2 and more has its letters in order, with gaps. `None` does not.
fn score(verb: &Verb, typed: &str) -> Option<usize> {
    let words = [verb.label(Lang::Zh), verb.label(Lang::En), verb.name, verb.help_zh, verb.help_en].map(fold::fold);
    let spelt = pinyin::initials(verb.zh).into_iter().chain(pinyin::full(verb.zh));
    // A help sentence is long enough to hold almost any letters in order: there only a whole word counts.
    let (short, long) = words.split_at(3);
    let near = short.iter().cloned().chain(spelt).filter_map(|word| fit(&word, typed)).min();
    near.or_else(|| long.iter().any(|help| help.contains(typed)).then_some(usize::MAX))
}

fn fit(word: &str, typed: &str) -> Option<usize> {
    match word.find(typed) {
        Some(0) => return Some(0),
        Some(_) => return Some(1),
        None => {}
    }
    let mut rest = word.chars();
    let mut skipped = 0;
    for wanted in typed.chars() {
        skipped += rest.by_ref().position(|c| c == wanted)?;
    }
    Some(2 + skipped)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command::load;

    fn found(typed: &str, available: &dyn Fn(&str) -> bool) -> Vec<&'static str> {
        let map = load::embedded("default").unwrap();
        let here = Here { map: &map, scopes: &["walkin.list", "list", "global"], lang: Lang::Zh, available };
        here.palette(typed).into_iter().map(|e| e.verb).collect()
    }

    #[test]
    fn a_command_is_found_by_name_initials_and_english() {
        for typed in ["叫下一位", "jxyw", "call", "ticket.call", "tcall", "ｊｘｙｗ", "jiaoxia"] {
            assert!(
                found(typed, &|_| true).first().is_some_and(|v| *v == "ticket.call"),
                "{typed}: {:?}",
                found(typed, &|_| true)
            );
        }
        assert_eq!(found("zzzz", &|_| true), [""; 0]);
        assert!(found("所缺的", &|_| true).contains(&"request.tell"), "words of the help count too");
    }

    #[test]
    fn only_what_can_be_done_is_listed() {
        assert_eq!(found("", &|v| v == "undo" || v == "up"), ["undo"]);
        assert!(found("", &|_| true).len() > 30);
    }

    #[test]
    fn entries_tell_their_keys() {
        let map = load::embedded("default").unwrap();
        let here = Here { map: &map, scopes: &["walkin.list", "list", "global"], lang: Lang::En, available: &|_| true };
        let entry = here.palette("request.tell").into_iter().next().unwrap();
        assert_eq!((entry.label, entry.keys.as_str()), ("Papers", "m 8"));
    }

    proptest::proptest! {
        #[test]
        fn any_text_may_be_typed(typed in "\\PC{0,20}") {
            let _ = found(&typed, &|_| true);
        }
    }
}
