//! How a key is written for people: `F5`, `Ctrl-N`, `Enter`, `n`.

use super::key::{Code, Key};
use crate::i18n::{Lang, verbs};

/// The key's name in a language.
pub fn label(key: Key, lang: Lang) -> String {
    let words = verbs::keys(lang);
    let name = match key.code {
        Code::Char(' ') => words.space.to_owned(),
        Code::Char(c) if key.ctrl => c.to_ascii_uppercase().to_string(),
        Code::Char(c) => c.to_string(),
        Code::F(n) => format!("F{n}"),
        Code::Up => words.up.to_owned(),
        Code::Down => words.down.to_owned(),
        Code::Left => words.left.to_owned(),
        Code::Right => words.right.to_owned(),
        code => cap(code).to_owned(),
    };
    let ctrl = if key.ctrl { "Ctrl-" } else { "" };
    let alt = if key.alt { "Alt-" } else { "" };
    let shift = if key.shift { "Shift-" } else { "" };
    format!("{ctrl}{alt}{shift}{name}")
}

/// Several keys, parted by spaces.
pub fn labels(keys: &[Key], lang: Lang) -> String {
    keys.iter().map(|k| label(*k, lang)).collect::<Vec<_>>().join(" ")
}

/// What is printed on the key's cap.
fn cap(code: Code) -> &'static str {
    match code {
        Code::Enter => "Enter",
        Code::Esc => "Esc",
        Code::Tab => "Tab",
        Code::BackTab => "Shift-Tab",
        Code::Backspace => "Backspace",
        Code::Delete => "Del",
        Code::Insert => "Ins",
        Code::Home => "Home",
        Code::End => "End",
        Code::PageUp => "PgUp",
        Code::PageDown => "PgDn",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_written_as_on_their_caps() {
        for (key, text) in [
            (Key::f(5), "F5"),
            (Key::ctrl('n'), "Ctrl-N"),
            (Key::char('n'), "n"),
            (Key::char('/'), "/"),
            (Key::plain(Code::PageUp), "PgUp"),
            (Key::plain(Code::BackTab), "Shift-Tab"),
            (Key::plain(Code::Up), "上"),
        ] {
            assert_eq!(label(key, Lang::Zh), text);
        }
        assert_eq!(labels(&[Key::char('n'), Key::plain(Code::Up)], Lang::En), "n Up");
    }
}
