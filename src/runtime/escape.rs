//! What follows an Esc: the tails of keys, for when a slow line tears them from their Esc.
//!
//! xterm, rxvt, the Linux console and `screen` differ in these; the table knows them all.

use super::input::Input;
use crate::command::key::{Code, Key};

/// The longest tail we wait for.
const LONGEST: usize = 12;

/// What the characters after an Esc amount to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tail {
    /// Perhaps a key; more must come.
    Part,
    Key(Key),
    /// `[200~`: pasted text follows.
    Paste,
    /// An answer or a notice of the terminal; nobody pressed it.
    Noise,
    /// Not a tail: it was Esc, and then these keys.
    No,
}

/// Reads the characters that came after an Esc.
pub fn read(tail: &str) -> Tail {
    if tail.len() > LONGEST {
        return Tail::No;
    }
    let mut chars = tail.chars();
    match chars.next() {
        None => Tail::Part,
        Some('O') => chars.next().map_or(Tail::Part, application),
        Some('[') => control(chars.as_str()),
        Some(_) => Tail::No,
    }
}

/// `ESC O x`: arrows, F1–F4 and the numeric pad in application mode.
fn application(last: char) -> Tail {
    let pad = |base: char, from: char| char::from_u32(u32::from(base) + u32::from(last) - u32::from(from));
    match last {
        'M' => Tail::Key(Key::plain(Code::Enter)),
        'j'..='o' | 'p'..='y' => {
            let c = if last < 'p' { pad('*', 'j') } else { pad('0', 'p') };
            c.map_or(Tail::No, |c| Tail::Key(Key::char(c)))
        }
        _ => letter(last).map_or(Tail::No, |code| Tail::Key(Key::plain(code))),
    }
}

/// `ESC [ … x`
fn control(body: &str) -> Tail {
    if let Some(console) = body.strip_prefix('[') {
        return match console.chars().next() {
            None => Tail::Part,
            Some(c @ 'A'..='E') => Tail::Key(Key::f(c as u8 - b'A' + 1)),
            Some(_) => Tail::No,
        };
    }
    let Some(at) = body.find(|c: char| !c.is_ascii_digit() && c != ';' && c != '?') else { return Tail::Part };
    let (numbers, last) = body.split_at(at);
    match last {
        "~" => numbered(numbers),
        "I" | "O" if numbers.is_empty() => Tail::Noise,
        "R" | "c" | "n" if !numbers.is_empty() => Tail::Noise,
        _ => last.chars().next().and_then(letter).map_or(Tail::No, |code| Tail::Key(with_modifiers(code, numbers))),
    }
}

fn letter(last: char) -> Option<Code> {
    Some(match last {
        'A' => Code::Up,
        'B' => Code::Down,
        'C' => Code::Right,
        'D' => Code::Left,
        'H' => Code::Home,
        'F' => Code::End,
        'Z' => Code::BackTab,
        'P'..='S' => Code::F(last as u8 - b'P' + 1),
        _ => return None,
    })
}

/// `ESC [ 5 ~` and its like.
fn numbered(numbers: &str) -> Tail {
    let Some(number) = numbers.split(';').next().and_then(|n| n.parse::<u8>().ok()) else { return Tail::No };
    let code = match number {
        1 | 7 => Code::Home,
        2 => Code::Insert,
        3 => Code::Delete,
        4 | 8 => Code::End,
        5 => Code::PageUp,
        6 => Code::PageDown,
        11..=15 => Code::F(number - 10),
        17..=21 => Code::F(number - 11),
        23 | 24 => Code::F(number - 12),
        200 => return Tail::Paste,
        201 => return Tail::Noise,
        _ => return Tail::No,
    };
    Tail::Key(with_modifiers(code, numbers))
}

/// The second number is one more than the sum of Shift 1, Alt 2, Ctrl 4.
fn with_modifiers(code: Code, numbers: &str) -> Key {
    let mask = numbers.split(';').nth(1).and_then(|n| n.parse::<u8>().ok()).unwrap_or(1).saturating_sub(1);
    Key { code, shift: mask & 1 != 0 && code != Code::BackTab, alt: mask & 2 != 0, ctrl: mask & 4 != 0 }
}

/// The keys in raw bytes, for what is typed while nobody else reads the terminal. What makes no sense is dropped.
pub fn keys(bytes: &[u8]) -> Vec<Input> {
    let text = String::from_utf8_lossy(bytes);
    let mut rest = text.as_ref();
    let mut found = Vec::new();
    while let Some(c) = rest.chars().next() {
        rest = &rest[c.len_utf8()..];
        match c {
            '\u{1b}' => rest = after_escape(rest, &mut found),
            char::REPLACEMENT_CHARACTER => {}
            _ => found.push(Input::Key(single(c))),
        }
    }
    found
}

/// Takes the longest key after an Esc and returns what is left.
fn after_escape<'a>(rest: &'a str, found: &mut Vec<Input>) -> &'a str {
    for (at, c) in rest.char_indices().take(LONGEST + 1) {
        let past = at + c.len_utf8();
        match read(&rest[..past]) {
            Tail::Part => continue,
            Tail::Key(key) => found.push(Input::Key(key)),
            Tail::Noise => {}
            Tail::Paste => {
                let (pasted, left) = rest[past..].split_once("\u{1b}[201~").unwrap_or((&rest[past..], ""));
                found.push(Input::Paste(pasted.to_owned()));
                return left;
            }
            Tail::No => break,
        }
        return &rest[past..];
    }
    found.push(Input::Key(Key::plain(Code::Esc)));
    rest
}

fn single(c: char) -> Key {
    match c {
        '\r' => Key::plain(Code::Enter),
        '\t' => Key::plain(Code::Tab),
        '\u{7f}' => Key::plain(Code::Backspace),
        '\0' => Key::ctrl(' '),
        '\u{1}'..='\u{1a}' => Key::ctrl(char::from(c as u8 - 1 + b'a')),
        '\u{1c}'..='\u{1f}' => Key::ctrl(char::from(c as u8 - 0x1c + b'4')),
        _ => Key::char(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case("", Tail::Part)]
    #[case("[", Tail::Part)]
    #[case("[1;", Tail::Part)]
    #[case("[A", Tail::Key(Key::plain(Code::Up)))]
    #[case("OA", Tail::Key(Key::plain(Code::Up)))]
    #[case("[5~", Tail::Key(Key::plain(Code::PageUp)))]
    #[case("[15~", Tail::Key(Key::f(5)))]
    #[case("[21~", Tail::Key(Key::f(10)))]
    #[case("[24~", Tail::Key(Key::f(12)))]
    #[case("OP", Tail::Key(Key::f(1)))]
    #[case("[[E", Tail::Key(Key::f(5)))]
    #[case("Oq", Tail::Key(Key::char('1')))]
    #[case("Ok", Tail::Key(Key::char('+')))]
    #[case("[Z", Tail::Key(Key::plain(Code::BackTab)))]
    #[case("[1;5C", Tail::Key(Key { code: Code::Right, ctrl: true, alt: false, shift: false }))]
    #[case("[200~", Tail::Paste)]
    #[case("[12;5R", Tail::Noise)]
    #[case("[I", Tail::Noise)]
    #[case("j", Tail::No)]
    #[case("[x", Tail::No)]
    #[case("[99999999999", Tail::Part)]
    #[case("[999999999999", Tail::No)]
    fn the_tails_of_keys(#[case] tail: &str, #[case] meant: Tail) {
        assert_eq!(read(tail), meant);
    }

    #[test]
    fn raw_bytes_become_keys() {
        let found = keys("张\u{1b}[A\u{1b}j\r\u{3}\u{1b}[200~李 四\u{1b}[201~\u{1b}".as_bytes());
        let esc = Input::Key(Key::plain(Code::Esc));
        let want = [
            Input::Key(Key::char('张')),
            Input::Key(Key::plain(Code::Up)),
            esc.clone(),
            Input::Key(Key::char('j')),
            Input::Key(Key::plain(Code::Enter)),
            Input::Key(Key::ctrl('c')),
            Input::Paste("李 四".into()),
            esc,
        ];
        assert_eq!(found, want);
    }

    proptest! {
        #[test]
        fn any_bytes_are_taken(bytes in prop::collection::vec(any::<u8>(), 0..60)) {
            let found = keys(&bytes);
            prop_assert!(found.len() <= bytes.len());
        }
    }
}
