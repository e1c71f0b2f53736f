//! The one input line behind every input box: knows graphemes and cells, holds no control character.
//!
//! The cursor stands between graphemes. [`TextLine::view`] gives what fits in a box and the cell where the
//! hardware cursor belongs (an input method's candidate window follows it).

use super::safe::clean_char;
use super::width::{CUT, shown};
use unicode_segmentation::UnicodeSegmentation;

/// No line takes more characters than this; a paste of a whole file stops here.
pub const MOST_CHARS: usize = 2000;

/// A line of text being typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TextLine {
    text: String,
    /// Byte offset, always at a grapheme boundary.
    cursor: usize,
}

impl TextLine {
    /// An empty line.
    pub fn new() -> TextLine {
        TextLine::default()
    }

    /// A line with a text, the cursor behind it.
    pub fn with(text: &str) -> TextLine {
        let mut line = TextLine::new();
        line.insert_str(text);
        line
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Replaces everything; the cursor goes behind it.
    pub fn set(&mut self, text: &str) {
        *self = TextLine::with(text);
    }

    pub fn clear(&mut self) {
        *self = TextLine::new();
    }

    /// Types one character. A control character becomes a space, an invisible one is not taken.
    pub fn insert(&mut self, c: char) {
        self.insert_str(c.encode_utf8(&mut [0; 4]));
    }

    /// Types a text, as a paste or the commit of an input method does: the same as its characters one by one.
    pub fn insert_str(&mut self, text: &str) {
        let room = MOST_CHARS.saturating_sub(self.text.chars().count());
        let clean: String = text.chars().filter_map(typed).take(room).collect();
        self.text.insert_str(self.cursor, &clean);
        self.stand_at_or_after(self.cursor + clean.len());
    }

    /// Deletes the grapheme before the cursor.
    pub fn backspace(&mut self) {
        let start = self.before();
        self.cut(start, self.cursor);
    }

    /// Deletes the grapheme under the cursor.
    pub fn delete(&mut self) {
        let end = self.after();
        self.cut(self.cursor, end);
    }

    /// Deletes the word before the cursor with the spaces behind it; of Han text one character.
    pub fn delete_word(&mut self) {
        let head = self.text[..self.cursor].trim_end();
        let start = head.split_word_bound_indices().next_back().map_or(0, |(at, _)| at);
        self.cut(start, self.cursor);
    }

    /// Deletes from the beginning to the cursor.
    pub fn delete_to_start(&mut self) {
        self.cut(0, self.cursor);
    }

    /// Deletes from the cursor to the end.
    pub fn delete_to_end(&mut self) {
        self.cut(self.cursor, self.text.len());
    }

    pub fn left(&mut self) {
        self.cursor = self.before();
    }

    pub fn right(&mut self) {
        self.cursor = self.after();
    }

    pub fn home(&mut self) {
        self.cursor = 0;
    }

    pub fn end(&mut self) {
        self.cursor = self.text.len();
    }

    /// What of the line shows in a box of `width` cells, and the cell of the cursor in it. What is hidden on
    /// either side is marked with `~`. The cursor is always inside (if the box has a cell at all).
    pub fn view(&self, width: usize) -> (String, usize) {
        let letters: Vec<(&str, usize)> = shown(&self.text).collect();
        let under = shown(&self.text[..self.cursor]).count();
        let total: usize = letters.iter().map(|l| l.1).sum();
        let behind = usize::from(under == letters.len());
        let before: usize = letters[..under].iter().map(|l| l.1).sum();
        if total + behind <= width {
            return (self.text.clone(), before);
        }
        let start = first_shown(&letters, under, width);
        draw(&letters, start, under, width)
    }

    fn before(&self) -> usize {
        self.text[..self.cursor].grapheme_indices(true).next_back().map_or(0, |(at, _)| at)
    }

    fn after(&self) -> usize {
        self.text[self.cursor..].graphemes(true).next().map_or(self.cursor, |g| self.cursor + g.len())
    }

    fn cut(&mut self, start: usize, end: usize) {
        self.text.replace_range(start..end, "");
        self.stand_at_or_after(start);
    }

    /// Joining two texts may join their graphemes (a letter and a combining accent): the cursor must not
    /// stand inside one.
    fn stand_at_or_after(&mut self, at: usize) {
        let ends = self.text.grapheme_indices(true).map(|(start, g)| start + g.len());
        self.cursor = if at == 0 { 0 } else { ends.into_iter().find(|end| *end >= at).unwrap_or(self.text.len()) };
    }
}

/// A typed or pasted character as it is taken: any control character is a space, so no escape sequence.
fn typed(c: char) -> Option<char> {
    if c.is_control() { Some(' ') } else { clean_char(c) }
}

/// The first grapheme of a window that holds the cursor, as far left as possible. One cell is kept for the
/// mark on the left if something is hidden there, one for the mark on the right if something may be.
fn first_shown(letters: &[(&str, usize)], under: usize, width: usize) -> usize {
    let need = letters.get(under).map_or(1, |l| l.1);
    let right = usize::from(under + 1 < letters.len());
    let mut used: usize = letters[..under].iter().map(|l| l.1).sum();
    for (start, letter) in letters[..under].iter().enumerate() {
        if usize::from(start > 0) + used + need + right <= width {
            return start;
        }
        used -= letter.1;
    }
    under
}

fn draw(letters: &[(&str, usize)], start: usize, under: usize, width: usize) -> (String, usize) {
    let mut out = String::new();
    let mut used = 0;
    let need = letters.get(under).map_or(1, |l| l.1);
    if start > 0 && width > need {
        out.push(CUT);
        used = 1;
    }
    let mut cursor = used;
    let mut left: usize = letters[start..].iter().map(|l| l.1).sum();
    for (at, (grapheme, wide)) in letters.iter().enumerate().skip(start) {
        if at == under {
            cursor = used;
        }
        if used + left > width && used + wide + 1 > width {
            break;
        }
        out.push_str(grapheme);
        used += wide;
        left -= wide;
    }
    if under >= letters.len() {
        cursor = used;
    }
    if left > 0 && used < width {
        out.push(CUT);
    }
    (out, cursor.min(width.saturating_sub(1)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::width::cells;
    use proptest::prelude::*;

    #[test]
    fn types_moves_and_deletes_by_grapheme() {
        let mut line = TextLine::with("张e\u{301}明");
        line.left();
        line.backspace();
        assert_eq!(line.text(), "张明");
        line.insert('晓');
        line.home();
        line.delete();
        assert_eq!(line.text(), "晓明");
        line.end();
        line.insert_str("\u{1b}[2J\n");
        assert_eq!(line.text(), "晓明 [2J ");
    }

    #[test]
    fn deletes_words_backwards() {
        let mut line = TextLine::with("loan return  ");
        line.delete_word();
        assert_eq!(line.text(), "loan ");
        line.set("红楼梦");
        line.delete_word();
        assert_eq!(line.text(), "红楼");
        line.left();
        line.delete_to_end();
        assert_eq!(line.text(), "红");
        line.delete_to_start();
        line.delete_word();
        line.backspace();
        line.delete();
        assert!(line.is_empty());
    }

    #[test]
    fn a_combining_accent_joins_its_letter() {
        let mut line = TextLine::with("ab");
        line.left();
        line.insert('\u{301}');
        assert_eq!(line.text(), "a\u{301}b");
        line.backspace();
        assert_eq!(line.text(), "b");
    }

    #[test]
    fn shows_the_part_around_the_cursor() {
        let mut line = TextLine::with("红楼梦第一回");
        assert_eq!(line.view(13), ("红楼梦第一回".into(), 12));
        assert_eq!(line.view(12), ("~楼梦第一回".into(), 11));
        assert_eq!(line.view(6), ("~一回".into(), 5));
        line.home();
        assert_eq!(line.view(6), ("红楼~".into(), 0));
        line.right();
        assert_eq!(line.view(6), ("红楼~".into(), 2));
        line.right();
        assert_eq!(line.view(6), ("~楼梦~".into(), 3));
        assert_eq!(line.view(12), ("红楼梦第一回".into(), 4));
        assert_eq!(line.view(0), (String::new(), 0));
        assert_eq!(TextLine::new().view(1), (String::new(), 0));
    }

    #[test]
    fn a_paste_of_a_file_stops_at_the_limit() {
        let mut line = TextLine::with(&"红".repeat(3000));
        assert_eq!(line.text().chars().count(), MOST_CHARS);
        line.insert('x');
        assert_eq!(line.text().chars().count(), MOST_CHARS);
    }

    #[derive(Debug, Clone)]
    enum Act {
        Type(String),
        Press(u8),
    }

    fn press(line: &mut TextLine, key: u8) {
        match key % 9 {
            0 => line.left(),
            1 => line.right(),
            2 => line.home(),
            3 => line.end(),
            4 => line.backspace(),
            5 => line.delete(),
            6 => line.delete_word(),
            7 => line.delete_to_start(),
            _ => line.delete_to_end(),
        }
    }

    fn acts() -> impl Strategy<Value = Vec<Act>> {
        let text = prop_oneof![any::<String>(), "[a-z 张晓明e\u{301}👨\u{200d}👩🇨🇳\u{1f3fd}]{0,8}"];
        prop::collection::vec(prop_oneof![text.prop_map(Act::Type), any::<u8>().prop_map(Act::Press)], 0..30)
    }

    proptest! {
        #[test]
        fn the_cursor_is_never_lost(acts in acts(), width in 0usize..30) {
            let mut line = TextLine::new();
            for act in acts {
                match act {
                    Act::Type(text) => line.insert_str(&text),
                    Act::Press(key) => press(&mut line, key),
                }
                prop_assert!(line.cursor == line.text.len() || line.text.grapheme_indices(true).any(|(at, _)| at == line.cursor));
                prop_assert!(!line.text.contains(char::is_control));
                let (shown, cell) = line.view(width);
                prop_assert!(cells(&shown) <= width, "{:?} {}", shown, width);
                prop_assert!(cell < width.max(1));
            }
        }

        #[test]
        fn a_paste_is_the_same_as_typing(text in any::<String>()) {
            let mut typed = TextLine::new();
            text.chars().for_each(|c| typed.insert(c));
            let pasted = TextLine::with(&text);
            prop_assert_eq!(typed.text(), pasted.text());
        }

        #[test]
        fn typing_and_backspacing_gives_nothing(text in "[a-z张晓明，]{0,20}") {
            let mut line = TextLine::with(&text);
            (0..text.chars().count()).for_each(|_| line.backspace());
            prop_assert!(line.is_empty());
        }
    }
}
