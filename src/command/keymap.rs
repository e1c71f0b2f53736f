//! Which verb a key means, scope by scope.
//!
//! The caller names the scopes that hold now, nearest first: `["walkin.list", "list", "global"]`. Keys are folded to
//! half-width first, because an input method left on sends `１`, `／` and `？`.

use super::key::{Code, Key};
use crate::text::fold::half_width_char;

/// One key and its verb.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Binding {
    pub key: Key,
    /// A name of `table::VERBS`.
    pub verb: &'static str,
}

/// A scope and what it binds, as it stands in the program.
pub(super) type Standing = (&'static str, &'static [(Key, &'static str)]);

/// Bindings by scope, in the order of their file. Made by `command::load`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Keymap {
    scopes: Vec<(&'static str, Vec<Binding>)>,
}

impl Keymap {
    /// The verb of a key: the first scope that binds it decides.
    pub fn find(&self, scopes: &[&str], key: Key) -> Option<&'static str> {
        self.find_where(scopes, key, |_| true)
    }

    /// The same, passing over verbs that are not available now: a digit that the selected row does not claim
    /// jumps rooms as elsewhere.
    pub fn find_where(&self, scopes: &[&str], key: Key, available: impl Fn(&str) -> bool) -> Option<&'static str> {
        let key = fold(key);
        let exact = |key: Key| {
            let all = scopes.iter().flat_map(|scope| self.bindings(scope));
            all.filter(|b| b.key == key).map(|b| b.verb).find(|verb| available(verb))
        };
        exact(key).or_else(|| exact(lower(key)?))
    }

    /// The keys that reach a verb from these scopes (none of them taken by a nearer scope), nearest scope first.
    pub fn keys_of(&self, scopes: &[&str], verb: &str, available: impl Fn(&str) -> bool) -> Vec<Key> {
        let mut keys = Vec::new();
        for key in self.reaching(scopes, verb, available) {
            if !keys.contains(&key) {
                keys.push(key);
            }
        }
        keys
    }

    /// The first of them.
    pub fn key_of(&self, scopes: &[&str], verb: &str, available: impl Fn(&str) -> bool) -> Option<Key> {
        self.reaching(scopes, verb, available).next()
    }

    fn reaching(&self, scopes: &[&str], verb: &str, available: impl Fn(&str) -> bool) -> impl Iterator<Item = Key> {
        let bound = scopes.iter().flat_map(|scope| self.bindings(scope)).filter(move |b| b.verb == verb);
        bound.filter(move |b| self.find_where(scopes, b.key, &available) == Some(b.verb)).map(|b| b.key)
    }

    /// What one scope binds, in the order of its file.
    pub fn bindings(&self, scope: &str) -> &[Binding] {
        self.scopes.iter().find(|(name, _)| *name == scope).map_or(&[], |(_, list)| list)
    }

    /// The scopes that bind anything, in the order of their file.
    pub fn scopes(&self) -> impl Iterator<Item = &'static str> + '_ {
        self.scopes.iter().map(|(name, _)| *name)
    }

    /// A map that stands in the program.
    pub(super) fn of(scopes: &[Standing]) -> Keymap {
        let binding = |(key, verb): &(Key, &'static str)| Binding { key: *key, verb };
        Keymap { scopes: scopes.iter().map(|(scope, all)| (*scope, all.iter().map(binding).collect())).collect() }
    }

    /// Binds a key, replacing what the scope bound it to.
    pub(super) fn bind(&mut self, scope: &'static str, key: Key, verb: &'static str) {
        let list = self.list(scope);
        match list.iter_mut().find(|b| b.key == key) {
            Some(old) => old.verb = verb,
            None => list.push(Binding { key, verb }),
        }
    }

    /// Frees a key in one scope.
    pub(super) fn unbind(&mut self, scope: &'static str, key: Key) {
        self.list(scope).retain(|b| b.key != key);
    }

    fn list(&mut self, scope: &'static str) -> &mut Vec<Binding> {
        let at = self.scopes.iter().position(|(name, _)| *name == scope).unwrap_or_else(|| {
            self.scopes.push((scope, Vec::new()));
            self.scopes.len() - 1
        });
        &mut self.scopes[at].1
    }
}

/// The key as commands know it: half-width, Ctrl-letters in lower case, Shift dropped where the character says it.
pub fn fold(key: Key) -> Key {
    let Code::Char(c) = key.code else { return key };
    let c = half(c);
    let c = if key.ctrl { c.to_ascii_lowercase() } else { c };
    Key { code: Code::Char(c), shift: false, ..key }
}

/// The half-width twin of a character, and the key under a Chinese punctuation mark.
fn half(c: char) -> char {
    match c {
        '\u{3001}' => '/',
        '\u{3002}' => '.',
        '\u{3010}' => '[',
        '\u{3011}' => ']',
        _ => half_width_char(c),
    }
}

/// The small letter, when Caps Lock may be on.
fn lower(key: Key) -> Option<Key> {
    match key.code {
        Code::Char(c) if c.is_ascii_uppercase() => Some(Key { code: Code::Char(c.to_ascii_lowercase()), ..key }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn map() -> Keymap {
        let mut map = Keymap::default();
        map.bind("studio.list", Key::char('1'), "booking.attended");
        map.bind("list", Key::char('1'), "room.today");
        map.bind("list", Key::char('/'), "search");
        map.bind("list", Key::char('n'), "request.register");
        map.bind("global", Key::ctrl('n'), "request.register");
        map
    }

    #[test]
    fn the_nearest_scope_decides() {
        let map = map();
        let here = ["studio.list", "list", "global"];
        assert_eq!(map.find(&here, Key::char('1')), Some("booking.attended"));
        assert_eq!(map.find(&here[1..], Key::char('1')), Some("room.today"));
        assert_eq!(map.find_where(&here, Key::char('1'), |v| v != "booking.attended"), Some("room.today"));
        assert_eq!(map.find(&["global"], Key::char('1')), None);
        assert_eq!(map.keys_of(&here, "request.register", |_| true), [Key::char('n'), Key::ctrl('n')]);
        assert_eq!(map.keys_of(&here, "room.today", |_| true), []);
    }

    #[test]
    fn full_width_keys_and_caps_lock_are_folded() {
        let map = map();
        let shifted = Key { shift: true, ..Key::char('N') };
        for (key, verb) in [
            (Key::char('１'), Some("room.today")),
            (Key::char('／'), Some("search")),
            (Key::char('、'), Some("search")),
            (Key::char('Ｎ'), Some("request.register")),
            (shifted, Some("request.register")),
            (Key::ctrl('N'), Some("request.register")),
            (Key::char('张'), None),
        ] {
            assert_eq!(map.find(&["list", "global"], key), verb, "{key:?}");
        }
    }

    #[test]
    fn a_key_is_rebound_and_freed() {
        let mut map = map();
        map.bind("list", Key::char('1'), "help");
        assert_eq!(map.find(&["list"], Key::char('1')), Some("help"));
        map.unbind("list", Key::char('1'));
        assert_eq!(map.find(&["list"], Key::char('1')), None);
    }
}
