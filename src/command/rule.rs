//! Which keys a keymap may bind (TERMINAL.md, Keys): those that every terminal sends and no input method keeps.

use super::key::{Code, Key};
use super::table;

/// Why a key may not be bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Forbidden {
    /// Esc and a key on many terminals.
    Alt,
    /// Kept by terminals, or by desktops.
    F1,
    F10,
    /// Text is typed there.
    Text,
    /// Sent alike with and without Ctrl or Shift.
    Same,
    /// These are other keys by their codes: Backspace, Tab, Enter, Esc.
    CtrlH,
    CtrlI,
    CtrlJ,
    CtrlBracket,
    /// Stops a program; switches the input method.
    CtrlZ,
    CtrlSpace,
    /// Only letters are sent with Ctrl.
    CtrlOther,
}

/// Why this key may not be bound in this scope, or `None`.
pub fn forbidden(scope: &str, key: Key) -> Option<Forbidden> {
    if key.alt {
        return Some(Forbidden::Alt);
    }
    match key.code {
        Code::F(1) => Some(Forbidden::F1),
        Code::F(10..) => Some(Forbidden::F10),
        Code::Char(c) if key.ctrl => ctrl(c),
        Code::Char(_) if table::takes_text(scope) => Some(Forbidden::Text),
        Code::Enter | Code::Esc | Code::Tab | Code::BackTab | Code::Backspace if key.ctrl || key.shift => Some(Forbidden::Same),
        _ => None,
    }
}

/// Ctrl with a character: only letters are sent by every terminal, and some of them are other keys.
fn ctrl(c: char) -> Option<Forbidden> {
    match c.to_ascii_lowercase() {
        'h' => Some(Forbidden::CtrlH),
        'i' => Some(Forbidden::CtrlI),
        'j' | 'm' => Some(Forbidden::CtrlJ),
        'z' => Some(Forbidden::CtrlZ),
        '[' => Some(Forbidden::CtrlBracket),
        ' ' => Some(Forbidden::CtrlSpace),
        'a'..='z' => None,
        _ => Some(Forbidden::CtrlOther),
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
