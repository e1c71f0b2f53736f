//! Verbs by name, and the scopes in which keys may be bound to them.

pub use crate::i18n::verbs::{VERBS, VerbWords as Verb};
use crate::text::nearest::nearest;
use std::sync::LazyLock;

/// Every scope a keymap may have: where the cursor is, then the same in one room.
pub const SCOPES: &[&str] = &[
    "global",
    "list",
    "box",
    "form",
    "dialog",
    "stop",
    "palette",
    "today.list",
    "today.box",
    "walkin.called",
    "walkin.queue",
    "walkin.aside",
    "walkin.incoming",
    "walkin.open",
    "walkin.callback",
    "walkin.list",
    "walkin.box",
    "walkin.form",
    "studio.moving",
    "studio.list",
    "studio.box",
    "studio.form",
    "loans.list",
    "loans.box",
    "loans.form",
    "residents.list",
    "residents.box",
    "residents.form",
    "exchange.list",
    "exchange.box",
    "exchange.form",
    "report.list",
    "report.box",
    "report.form",
];

/// The verb of this name.
pub fn verb(name: &str) -> Option<&'static Verb> {
    // Every start looks up each line of a keymap.
    static BY_NAME: LazyLock<Vec<&'static Verb>> = LazyLock::new(|| {
        let mut all: Vec<_> = VERBS.iter().collect();
        all.sort_unstable_by_key(|v| v.name);
        all
    });
    BY_NAME.binary_search_by_key(&name, |v| v.name).ok().map(|at| BY_NAME[at])
}

/// What a room does seldom (setting up, corrections) is found by its name in the palette; a keymap may still bind it.
pub fn by_name(verb: &Verb) -> bool {
    // Who sits here, what is offered and which days are worked change seldom.
    const SELDOM: [&str; 7] =
        ["seat", "service.set", "certificate.set", "calendar.set", "setting.set", "retention.run", "person.erase"];
    let seldom = SELDOM.contains(&verb.name);
    verb.rank == 0 && (seldom || matches!(verb.scope, "studio" | "loans"))
}

/// The verb whose name is nearest to a misspelt one.
pub fn near_verb(name: &str) -> Option<&'static str> {
    nearest(name, VERBS.iter().map(|v| v.name))
}

/// The scope of this name, as a constant.
pub fn scope(name: &str) -> Option<&'static str> {
    SCOPES.iter().find(|s| **s == name).copied()
}

/// The scope whose name is nearest to a misspelt one.
pub fn near_scope(name: &str) -> Option<&'static str> {
    nearest(name, SCOPES.iter().copied())
}

/// Whether text may be typed where this scope holds, so that printable keys are not to be bound.
pub fn takes_text(scope: &str) -> bool {
    scope == "global" || scope == "palette" || matches!(scope.rsplit('.').next(), Some("box" | "form"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_and_words_are_there() {
        for (i, v) in VERBS.iter().enumerate() {
            assert!(VERBS[..i].iter().all(|w| w.name != v.name), "{} twice", v.name);
            for words in [v.zh, v.en, v.help_zh, v.help_en] {
                assert!(!words.is_empty(), "{}", v.name);
                assert!(!words.contains(['…', '“', '”', '—', '·', '→', '×']), "ambiguous width: {words}");
            }
        }
    }

    #[test]
    fn text_is_typed_in_boxes_and_forms() {
        assert!(takes_text("global") && takes_text("box") && takes_text("loans.box") && takes_text("walkin.form"));
        assert!(!takes_text("list") && !takes_text("walkin.list") && !takes_text("dialog") && !takes_text("stop"));
    }
}
