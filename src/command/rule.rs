//! Which keys a keymap may bind (TERMINAL.md, Keys): those that every terminal sends and no input method keeps.

use super::key::{Code, Key};
use super::table;

/// Why this key may not be bound in this scope, or `None`.
pub fn forbidden(scope: &str, key: Key) -> Option<&'static str> {
    if key.alt {
        return Some("Alt is Esc and a key on many terminals");
    }
    match key.code {
        Code::F(1) => Some("terminals keep F1 for their own help"),
        Code::F(10..) => Some("terminals and desktops keep F10 and above"),
        Code::Char(c) if key.ctrl => ctrl(c),
        Code::Char(_) if table::takes_text(scope) => {
            Some("printable keys are text here; use an F-key, Enter or Ctrl with a letter")
        }
        Code::Enter | Code::Esc | Code::Tab | Code::BackTab | Code::Backspace if key.ctrl || key.shift => {
            Some("terminals send the same without Ctrl or Shift")
        }
        _ => None,
    }
}

/// Ctrl with a character: only letters are sent by every terminal, and some of them are other keys.
fn ctrl(c: char) -> Option<&'static str> {
    match c.to_ascii_lowercase() {
        'h' => Some("Ctrl-H is Backspace"),
        'i' => Some("Ctrl-I is Tab"),
        'j' | 'm' => Some("Ctrl-J and Ctrl-M are Enter"),
        'z' => Some("Ctrl-Z stops a program"),
        '[' => Some("Ctrl-[ is Esc"),
        ' ' => Some("Ctrl-Space switches the input method"),
        'a'..='z' => None,
        _ => Some("terminals send Ctrl with letters only"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_terminals_keep_is_refused() {
        let alt = Key { alt: true, ..Key::char('x') };
        let list = [alt, Key::f(1), Key::f(10), Key::f(11), Key::f(12), Key::ctrl(' '), Key::ctrl('1')];
        let ctrls = ['h', 'i', 'j', 'm', '[', 'z', 'Z'].map(Key::ctrl);
        for key in list.into_iter().chain(ctrls) {
            assert!(forbidden("list", key).is_some(), "{key:?}");
        }
        for key in [Key::f(2), Key::f(9), Key::ctrl('n'), Key::char('n'), Key::char('1'), Key::plain(Code::Enter)] {
            assert_eq!(forbidden("list", key), None, "{key:?}");
        }
    }

    #[test]
    fn printables_are_text_where_text_is_typed() {
        for scope in ["global", "box", "form", "loans.box"] {
            assert!(forbidden(scope, Key::char('n')).is_some(), "{scope}");
            assert!(forbidden(scope, Key::ctrl('n')).is_none(), "{scope}");
        }
    }
}
