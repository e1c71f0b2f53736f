//! Reads keymaps: the embedded ones, and a clerk's own file laid over one of them.
//!
//! All faults of a file come together, each with its line and, where a name is misspelt, the nearest one.

use super::key::{Code, Key};
use super::keymap::{Keymap, fold};
use super::{rule, standing, table};
use crokey::crossterm::event::{KeyCode, KeyModifiers};
use crokey::{KeyCombination, OneToThree};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// The embedded maps: `default`, and two that are laid over it.
pub const EMBEDDED: &[(&str, &str)] = &[
    ("default", include_str!("../../keymaps/default.toml")),
    ("numpad", include_str!("../../keymaps/numpad.toml")),
    ("vim", include_str!("../../keymaps/vim.toml")),
];

/// One fault of a keymap file. [`super::told`] has the words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadKeymap {
    pub file: String,
    /// Counted from 1.
    pub line: usize,
    pub wrong: Wrong,
}

/// What is wrong with a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wrong {
    /// What the parser says.
    Toml(String),
    /// No such table.
    Scope {
        name: String,
        near: Option<&'static str>,
    },
    /// No such command.
    Verb {
        name: String,
        near: Option<&'static str>,
    },
    /// No such key.
    Key(String),
    /// A key that may not be bound there.
    Forbidden {
        key: String,
        why: rule::Forbidden,
    },
    Twice {
        key: String,
        scope: &'static str,
        first: usize,
    },
    /// Neither a command nor `false`.
    Value,
    /// No such map to be laid over.
    Base {
        name: String,
        near: Option<&'static str>,
    },
}

/// An embedded map by name.
pub fn embedded(name: &str) -> Result<Keymap, Vec<BadKeymap>> {
    let unknown = || {
        let near = crate::text::nearest::nearest(name, EMBEDDED.iter().map(|(n, _)| *n));
        vec![BadKeymap { file: "keymaps".into(), line: 1, wrong: Wrong::Base { name: name.into(), near } }]
    };
    let text = |name: &str| EMBEDDED.iter().find(|(n, _)| *n == name).map(|(_, text)| *text);
    let own = text(name).ok_or_else(unknown)?;
    let base = Keymap::of(standing::DEFAULT);
    if name == "default" { Ok(base) } else { overlay(base, &format!("{name}.toml"), own) }
}

/// A clerk's own file, laid over the embedded map that its `base = "…"` names (`default` without one).
pub fn from_text(file: &str, text: &str) -> Result<Keymap, Vec<BadKeymap>> {
    let table = parse(file, text)?;
    let base = table.get_ref().iter().find(|(key, _)| key.get_ref() == "base");
    let base = match base {
        None => embedded("default")?,
        Some((key, value)) => {
            let at = |bad: BadKeymap| BadKeymap { file: file.into(), line: line_of(text, key.span().start), ..bad };
            embedded(value.get_ref().as_str().unwrap_or_default()).map_err(|bad| bad.into_iter().map(at).collect::<Vec<_>>())?
        }
    };
    overlay(base, file, text)
}

/// Lays the bindings of a file over a map.
fn overlay(mut map: Keymap, file: &str, text: &str) -> Result<Keymap, Vec<BadKeymap>> {
    let table = parse(file, text)?;
    let mut reader = Reader { file, text, bad: Vec::new() };
    reader.table(&mut map, "", table.get_ref());
    if reader.bad.is_empty() {
        return Ok(map);
    }
    reader.bad.sort_by_key(|bad| bad.line);
    Err(reader.bad)
}

fn parse<'a>(file: &str, text: &'a str) -> Result<Spanned<DeTable<'a>>, Vec<BadKeymap>> {
    DeTable::parse(text).map_err(|e| {
        let line = line_of(text, e.span().map_or(0, |s| s.start));
        vec![BadKeymap { file: file.into(), line, wrong: Wrong::Toml(e.message().into()) }]
    })
}

/// The line, counted from 1, in which a byte stands.
fn line_of(text: &str, byte: usize) -> usize {
    1 + text.as_bytes().iter().take(byte).filter(|b| **b == b'\n').count()
}

/// Keys of one table, and at which byte each stands, so that a key bound twice names its first line.
type Seen = Vec<(Key, usize)>;

/// Walks one file. Lines are counted for faults only: every start reads a map.
struct Reader<'a> {
    file: &'a str,
    text: &'a str,
    bad: Vec<BadKeymap>,
}

impl Reader<'_> {
    fn fault(&mut self, byte: usize, wrong: Wrong) {
        self.bad.push(BadKeymap { file: self.file.into(), line: line_of(self.text, byte), wrong });
    }

    /// A table is a scope, or holds scopes: `[walkin.list]` is `list` in `walkin`. Entries come in the order of the file,
    /// since footer and help follow it.
    fn table(&mut self, map: &mut Keymap, path: &str, table: &DeTable<'_>) {
        let mut entries: Vec<_> = table.iter().collect();
        entries.sort_by_key(|(key, _)| key.span().start);
        let mut seen = Seen::new();
        for (key, value) in entries {
            let name = key.get_ref().as_ref();
            match value.get_ref() {
                DeValue::Table(inner) => {
                    let path = if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
                    self.scope(key.span().start, &path, inner);
                    self.table(map, &path, inner);
                }
                _ if path.is_empty() && name == "base" => {}
                _ if path.is_empty() => self.fault(key.span().start, Wrong::Scope { name: name.into(), near: None }),
                value => self.line(map, &mut seen, path, (key, value)),
            }
        }
    }

    /// A table that binds keys must have a known name.
    fn scope(&mut self, byte: usize, path: &str, table: &DeTable<'_>) {
        let binds = table.iter().any(|(_, value)| !matches!(value.get_ref(), DeValue::Table(_)));
        if binds && table::scope(path).is_none() {
            self.fault(byte, Wrong::Scope { name: path.into(), near: table::near_scope(path) });
        }
    }

    /// `"n ctrl-n" = "request.register"`, or `"v" = false`.
    fn line(&mut self, map: &mut Keymap, seen: &mut Seen, path: &str, line: (&Spanned<impl AsRef<str>>, &DeValue<'_>)) {
        let (key, value) = line;
        let byte = key.span().start;
        let Some(scope) = table::scope(path) else { return };
        let verb = match value {
            DeValue::Boolean(false) => None,
            DeValue::String(name) => match table::verb(name) {
                Some(verb) => Some(verb.name),
                None => {
                    let near = table::near_verb(name);
                    return self.fault(byte, Wrong::Verb { name: name.to_string(), near });
                }
            },
            _ => return self.fault(byte, Wrong::Value),
        };
        for name in key.get_ref().as_ref().split_whitespace() {
            match self.key(seen, scope, name, byte) {
                Ok(key) => match verb {
                    Some(verb) => map.bind(scope, key, verb),
                    None => map.unbind(scope, key),
                },
                Err(wrong) => self.fault(byte, wrong),
            }
        }
    }

    /// A key that may be bound in this scope and was not yet.
    fn key(&self, seen: &mut Seen, scope: &'static str, name: &str, byte: usize) -> Result<Key, Wrong> {
        let key = key(name).ok_or_else(|| Wrong::Key(name.into()))?;
        if let Some(why) = rule::forbidden(scope, key) {
            return Err(Wrong::Forbidden { key: name.into(), why });
        }
        if let Some((_, first)) = seen.iter().find(|(k, _)| *k == key) {
            return Err(Wrong::Twice { key: name.into(), scope, first: line_of(self.text, *first) });
        }
        seen.push((key, byte));
        Ok(key)
    }
}

/// A key by its name in keymaps: `f5`, `ctrl-n`, `shift-g` or `G`, `enter`, `/`.
pub fn key(name: &str) -> Option<Key> {
    let mut chars = name.chars();
    if let (Some(c @ ('A'..='Z' | '-')), None) = (chars.next(), chars.next()) {
        return Some(Key::char(c));
    }
    let KeyCombination { codes, modifiers } = crokey::parse(name).ok()?;
    let OneToThree::One(one) = codes else { return None };
    if modifiers.contains(KeyModifiers::SUPER) {
        return None;
    }
    let has = |flag| modifiers.contains(flag);
    let (ctrl, alt, shift) = (has(KeyModifiers::CONTROL), has(KeyModifiers::ALT), has(KeyModifiers::SHIFT));
    let key = Key { code: code(one)?, ctrl, alt, shift };
    Some(match key.code {
        Code::Tab if shift => Key { code: Code::BackTab, shift: false, ..key },
        Code::BackTab => Key { shift: false, ..key },
        _ => fold(key),
    })
}

/// Our name of a key code; `None` for those that no keyboard of a desk has.
fn code(code: KeyCode) -> Option<Code> {
    Some(match code {
        KeyCode::Char(c) => Code::Char(c),
        KeyCode::F(n) => Code::F(n),
        KeyCode::Enter => Code::Enter,
        KeyCode::Esc => Code::Esc,
        KeyCode::Tab => Code::Tab,
        KeyCode::BackTab => Code::BackTab,
        KeyCode::Backspace => Code::Backspace,
        KeyCode::Delete => Code::Delete,
        KeyCode::Insert => Code::Insert,
        KeyCode::Up => Code::Up,
        KeyCode::Down => Code::Down,
        KeyCode::Left => Code::Left,
        KeyCode::Right => Code::Right,
        KeyCode::Home => Code::Home,
        KeyCode::End => Code::End,
        KeyCode::PageUp => Code::PageUp,
        KeyCode::PageDown => Code::PageDown,
        _ => return None,
    })
}

#[cfg(test)]
mod tests;
