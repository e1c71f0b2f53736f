//! What editing keys do to a line of text, the same in every box and field.

use crate::command::key::{Code, Key};
use crate::text::line::TextLine;

/// What became of the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edit {
    /// The text is another one.
    Changed,
    /// The cursor may have moved.
    Moved,
    /// Not an editing key.
    Ignored,
}

/// Types or edits. Ctrl-H is Backspace, as terminals send it; Ctrl-A E U K W are those of every shell.
pub fn press(line: &mut TextLine, key: Key) -> Edit {
    let before = line.text().to_owned();
    if !act(line, key) {
        return Edit::Ignored;
    }
    if line.text() == before { Edit::Moved } else { Edit::Changed }
}

/// Types a paste, or what an input method commits as one; a line end after it is not part of it.
pub fn paste(line: &mut TextLine, text: &str) -> Edit {
    let before = line.text().to_owned();
    line.insert_str(text.trim_end_matches(['\r', '\n']));
    if line.text() == before { Edit::Moved } else { Edit::Changed }
}

fn act(line: &mut TextLine, key: Key) -> bool {
    if let Some(c) = key.text() {
        line.insert(c);
        return true;
    }
    if key.alt {
        return false;
    }
    match (key.code, key.ctrl) {
        (Code::Backspace, _) | (Code::Char('h'), true) => line.backspace(),
        (Code::Delete, _) => line.delete(),
        (Code::Left, _) => line.left(),
        (Code::Right, _) => line.right(),
        (Code::Home, _) | (Code::Char('a'), true) => line.home(),
        (Code::End, _) | (Code::Char('e'), true) => line.end(),
        (Code::Char('u'), true) => line.delete_to_start(),
        (Code::Char('k'), true) => line.delete_to_end(),
        (Code::Char('w'), true) => line.delete_word(),
        _ => return false,
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_edit_as_everywhere() {
        let mut line = TextLine::with("张明");
        for (key, edit, text) in [
            (Key::char('１'), Edit::Changed, "张明１"),
            (Key::ctrl('h'), Edit::Changed, "张明"),
            (Key::plain(Code::Left), Edit::Moved, "张明"),
            (Key::char('晓'), Edit::Changed, "张晓明"),
            (Key::ctrl('a'), Edit::Moved, "张晓明"),
            (Key::plain(Code::Delete), Edit::Changed, "晓明"),
            (Key::plain(Code::Backspace), Edit::Moved, "晓明"),
            (Key::ctrl('k'), Edit::Changed, ""),
            (Key::ctrl('s'), Edit::Ignored, ""),
            (Key::plain(Code::Enter), Edit::Ignored, ""),
        ] {
            assert_eq!((press(&mut line, key), line.text()), (edit, text), "{key:?}");
        }
        assert_eq!(paste(&mut line, "王\t芳\r\n"), Edit::Changed);
        assert_eq!(line.text(), "王 芳");
    }
}
