//! Faults of a keymap file in words.

use super::load::{BadKeymap, Wrong};
use super::rule::Forbidden;
use crate::i18n::keymap::words;
use crate::i18n::{Lang, fill};

impl BadKeymap {
    /// File, line, what is wrong and, where a name is misspelt, the nearest one.
    pub fn told(&self, lang: Lang) -> String {
        let line = self.line.to_string();
        let wrong = self.wrong.told(lang);
        fill(words(lang).fault, [("file", self.file.as_str()), ("line", &line), ("wrong", &wrong)].into_iter())
    }
}

/// All faults of a file, a line each, then what became of it and what to do.
pub fn faults(all: &[BadKeymap], lang: Lang) -> String {
    let lines = all.iter().map(|bad| bad.told(lang)).chain([words(lang).next.to_owned()]);
    lines.collect::<Vec<_>>().join("\n")
}

impl Wrong {
    fn told(&self, lang: Lang) -> String {
        let w = words(lang);
        let named = |template: &str, name: &str, near: &Option<&'static str>| {
            let near = near.map(|near| fill(w.near, [("near", near)].into_iter())).unwrap_or_default();
            fill(template, [("near", near.as_str()), ("name", name)].into_iter())
        };
        match self {
            Wrong::Toml(said) => named(w.toml, said, &None),
            Wrong::Scope { name, near } => named(w.scope, name, near),
            Wrong::Verb { name, near } => named(w.verb, name, near),
            Wrong::Key(name) => named(w.key, name, &None),
            Wrong::Base { name, near } => named(w.base, name, near),
            Wrong::Forbidden { key, why } => {
                fill(w.forbidden, [("why", forbidden(*why, lang)), ("key", key.as_str())].into_iter())
            }
            Wrong::Twice { key, scope, first } => {
                let first = first.to_string();
                fill(w.twice, [("scope", *scope), ("first", first.as_str()), ("key", key.as_str())].into_iter())
            }
            Wrong::Value => w.value.to_owned(),
        }
    }
}

fn forbidden(why: Forbidden, lang: Lang) -> &'static str {
    let w = words(lang);
    match why {
        Forbidden::Alt => w.alt,
        Forbidden::F1 => w.f1,
        Forbidden::F10 => w.f10,
        Forbidden::Text => w.text,
        Forbidden::Same => w.same,
        Forbidden::CtrlH => w.ctrl_h,
        Forbidden::CtrlI => w.ctrl_i,
        Forbidden::CtrlJ => w.ctrl_j,
        Forbidden::CtrlZ => w.ctrl_z,
        Forbidden::CtrlBracket => w.ctrl_bracket,
        Forbidden::CtrlSpace => w.ctrl_space,
        Forbidden::CtrlOther => w.ctrl_other,
    }
}
