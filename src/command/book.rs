//! The README's table of keys, in Markdown, made from the keymap so that it cannot lie.

use super::keymap::Keymap;
use super::label::labels;
use super::table;
use crate::i18n::{Lang, verbs};
use std::fmt::Write;

/// Every scope's keys as Markdown tables.
pub fn markdown(map: &Keymap, lang: Lang) -> String {
    let mut text = String::new();
    for scope in map.scopes() {
        let _ = writeln!(text, "**{}** `[{scope}]`\n\n| | | |\n|---|---|---|", verbs::heading(scope, lang));
        let mut told: Vec<&str> = Vec::new();
        for binding in map.bindings(scope) {
            let Some(verb) = table::verb(binding.verb).filter(|v| !told.contains(&v.name)) else { continue };
            told.push(verb.name);
            let keys: Vec<_> = map.bindings(scope).iter().filter(|b| b.verb == verb.name).map(|b| b.key).collect();
            let _ = writeln!(text, "| `{}` | {} | {} |", labels(&keys, lang), verb.label(lang), verb.help(lang));
        }
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command::load;

    #[test]
    fn the_book_has_every_verb_in_both_languages() {
        let map = load::embedded("default").unwrap();
        for lang in [Lang::Zh, Lang::En] {
            let text = markdown(&map, lang);
            for verb in table::VERBS {
                assert!(text.contains(verb.help(lang)) || table::by_name(verb), "{}", verb.name);
            }
        }
        assert!(markdown(&map, Lang::En).contains("| `m 8` | Papers | Tell all missing papers"));
    }
}
