//! What the terminal shows must be what the frame holds, for fewer bytes.

use super::*;
use proptest::prelude::*;
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};
use std::num::NonZeroU16;

const SIZE: Size = Size { width: 40, height: 8 };

/// Counts writes as well as bytes.
#[derive(Default)]
struct Line {
    bytes: Vec<u8>,
    writes: usize,
}

impl Write for Line {
    fn write(&mut self, data: &[u8]) -> io::Result<usize> {
        self.bytes.extend_from_slice(data);
        self.writes += 1;
        Ok(data.len())
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A terminal behind our backend.
struct Desk {
    terminal: Terminal<WireBackend>,
    screen: vt100::Parser,
    last: Vec<u8>,
}

impl Desk {
    fn new(trust: bool) -> Desk {
        let mut backend = WireBackend::new(SIZE);
        backend.trust_width(trust);
        let cells = |n| NonZeroU16::new(n).unwrap();
        let mut screen = vt100::Parser::new(cells(SIZE.height), cells(SIZE.width), 0);
        screen.process(b"\x1b[?25l");
        Desk { terminal: Terminal::new(backend).unwrap(), screen, last: Vec::new() }
    }

    /// Draws a buffer and returns the bytes that took.
    fn show(&mut self, picture: &Buffer, cursor: Option<(u16, u16)>) -> usize {
        let drawn = |frame: &mut ratatui::Frame| {
            frame.buffer_mut().clone_from(picture);
            if let Some(at) = cursor {
                frame.set_cursor_position(at);
            }
        };
        self.terminal.draw(drawn).unwrap();
        let mut line = Line::default();
        let sent = self.terminal.backend_mut().flush_frame(&mut line).unwrap();
        assert_eq!((sent, line.writes), (line.bytes.len(), usize::from(sent > 0)), "one write a frame");
        self.screen.process(&line.bytes);
        self.last = line.bytes;
        sent
    }

    /// Cell by cell: text, width and every style that can be seen.
    fn differs(&self, picture: &Buffer) -> Option<String> {
        let mut covered = false;
        for y in 0..SIZE.height {
            for x in 0..SIZE.width {
                let (want, got) = (&picture[(x, y)], self.screen.screen().cell(y, x).unwrap());
                if std::mem::take(&mut covered) {
                    continue;
                }
                covered = got.is_wide();
                let text = if got.contents().is_empty() { " " } else { got.contents() };
                let blank = want.symbol() == " " && Pen { fg: want.fg, bg: want.bg, marks: want.modifier }.leaves_blank();
                let style = (got.bold(), got.inverse(), got.underline(), got.fgcolor() != vt100::Color::Default);
                let has = |mark| want.modifier.contains(mark);
                let wish = (has(Modifier::BOLD), has(Modifier::REVERSED), has(Modifier::UNDERLINED), want.fg != Color::Reset);
                let back = (got.bgcolor() != vt100::Color::Default, want.bg != Color::Reset);
                let spaced = want.symbol() == " ";
                let seen = if blank {
                    !got.inverse() && !got.underline()
                } else if spaced && !wish.1 && !wish.2 {
                    style.1 == wish.1 && style.2 == wish.2
                } else {
                    style == wish
                };
                if text != want.symbol() || back.0 != back.1 || !seen {
                    return Some(format!("({x},{y}) wants {want:?}, shows {text:?} {style:?} {:?}", got.bgcolor()));
                }
            }
            covered = false;
        }
        None
    }
}

fn list(selected: u16) -> Buffer {
    let mut picture = Buffer::empty(Rect::from((ratatui::layout::Position::ORIGIN, SIZE)));
    picture.set_string(0, 0, " 来访事项                  窗口1 王芳", Style::new());
    for row in 1..SIZE.height {
        let mark = if row == selected { "> " } else { "  " };
        picture.set_string(0, row, format!("{mark}A01{row} 张*明 371402********0019 {row} 个工作日"), Style::new());
    }
    picture
}

#[test]
fn a_marker_moves_for_a_handful_of_bytes_and_nothing_costs_nothing() {
    let mut desk = Desk::new(true);
    desk.show(&list(3), None);
    assert_eq!(desk.differs(&list(3)), None);
    assert_eq!(desk.show(&list(3), None), 0, "no change, no byte");
    assert_eq!(desk.show(&list(4), None), "\x1b[4H \x1b[5H>".len());
    // With the cursor on the marker: hidden, moved, shown.
    desk.show(&list(4), Some((0, 4)));
    assert_eq!(desk.show(&list(4), Some((0, 4))), 0);
    assert_eq!(desk.show(&list(5), Some((0, 5))), "\x1b[?25l \x1b[6H>\x1b[D\x1b[?25h".len());
    assert_eq!(desk.screen.screen().cursor_position(), (5, 0));
    assert_eq!(desk.show(&list(5), Some((1, 5))), "\x1b[C".len(), "a cursor alone just moves");
    assert!(!desk.screen.screen().hide_cursor());
    assert_eq!(desk.show(&list(5), None), "\x1b[?25l".len());
}

#[test]
fn hidden_first_shown_last() {
    let mut desk = Desk::new(true);
    desk.show(&list(1), Some((0, 1)));
    desk.show(&list(2), Some((0, 2)));
    assert!(desk.last.starts_with(b"\x1b[?25l") && desk.last.ends_with(b"\x1b[?25h"), "{:?}", desk.last);
}

#[test]
fn a_typed_character_costs_little() {
    let mut desk = Desk::new(true);
    let mut picture = list(1);
    desk.show(&picture, Some((2, 7)));
    picture.set_string(2, 7, "z", Style::new());
    let bytes = desk.show(&picture, Some((3, 7)));
    assert_eq!(bytes, 1, "the glyph takes the cursor along");
    picture.set_string(3, 7, "张", Style::new());
    assert_eq!(desk.show(&picture, Some((5, 7))), 3);
    picture.set_string(3, 7, "  ", Style::new());
    assert!(desk.show(&picture, Some((3, 7))) <= 2 * 6 + 4 + 2 + 4, "taking it back moves the cursor");
}

#[test]
fn it_beats_the_crossterm_backend_by_forty_per_cent() {
    let mut desk = Desk::new(true);
    let ours = desk.show(&list(3), Some((0, 3)));
    let mut theirs = Vec::new();
    let options = ratatui::TerminalOptions { viewport: ratatui::Viewport::Fixed(Rect::from((Position::ORIGIN, SIZE))) };
    let mut terminal = Terminal::with_options(CrosstermBackend::new(&mut theirs), options).unwrap();
    terminal.draw(|frame| frame.buffer_mut().clone_from(&list(3))).unwrap();
    drop(terminal);
    assert!(ours * 10 < theirs.len() * 7, "{ours} against {}", theirs.len());
}

#[test]
fn a_popup_over_chinese_comes_and_goes() {
    for trust in [true, false] {
        for x in 3..9 {
            let mut desk = Desk::new(trust);
            desk.show(&list(1), None);
            let mut picture = list(1);
            popup(&mut picture, Rect::new(x, 1, 15, 5));
            desk.show(&picture, Some((x + 1, 2)));
            assert_eq!(desk.differs(&picture), None, "x = {x}");
            desk.show(&list(1), None);
            assert_eq!(desk.differs(&list(1)), None, "x = {x}");
        }
    }
}

#[test]
fn mono_never_sends_a_colour() {
    let mut picture = list(1);
    picture.set_string(4, 4, "逾期!", Style::new().fg(Color::Red).bg(Color::Yellow).add_modifier(Modifier::BOLD));
    let mut desk = Desk::new(true);
    desk.terminal.backend_mut().mono(true);
    desk.show(&picture, None);
    let sent = String::from_utf8(desk.last.clone()).unwrap();
    let codes: Vec<&str> = sent.split("\x1b[").filter_map(|part| part.split_once('m')).map(|(codes, _)| codes).collect();
    let plain = |code: &str| code.is_empty() || code.parse::<u8>().is_ok_and(|n| n < 30);
    assert!(
        sent.contains("\x1b[1m")
            && codes.iter().filter(|c| c.chars().all(|x| x.is_ascii_digit() || x == ';')).all(|c| c.split(';').all(plain))
    );
}

#[test]
fn hostile_cells_are_swept() {
    let mut backend = WireBackend::new(SIZE);
    for hostile in ["\u{1b}]0;x\u{7}", "\u{9b}2J", "\u{202e}", "a\u{200b}", "\u{7f}", "\r", "\n"] {
        let mut cell = Cell::EMPTY;
        cell.set_symbol(hostile);
        backend.draw([(0, 0, &cell)].into_iter()).unwrap();
    }
    let mut line = Line::default();
    backend.flush_frame(&mut line).unwrap();
    let sent = String::from_utf8(line.bytes).unwrap();
    for move_ in sent.split('\u{1b}').skip(1) {
        assert!(move_.starts_with('['), "{sent:?}");
    }
    assert!(!sent.chars().any(|c| c != '\u{1b}' && sweep::is_unprintable(c)), "{sent:?}");
    assert!(!sent.contains("[2J"), "{sent:?}");
}

#[test]
fn a_resize_repaints_and_a_blank_row_is_found() {
    let mut desk = Desk::new(true);
    let mut picture = Buffer::empty(Rect::from((Position::ORIGIN, SIZE)));
    picture.set_string(0, 2, "今日", Style::new());
    desk.show(&picture, None);
    assert_eq!(desk.terminal.backend().blank_row(), Some(7));
    desk.terminal.backend_mut().set_size(Size::new(20, 4));
    desk.terminal.draw(|frame| frame.render_widget("预约", frame.area())).unwrap();
    let mut line = Line::default();
    desk.terminal.backend_mut().flush_frame(&mut line).unwrap();
    assert!(String::from_utf8(line.bytes).unwrap().starts_with("\x1b[m\x1b[2J"));
    assert_eq!(desk.terminal.backend().blank_row(), Some(3));
}

/// Clears for a popup as `ui/clear` does: a wide glyph that straddles an edge is blanked as a whole.
fn popup(picture: &mut Buffer, area: Rect) {
    for y in area.top()..area.bottom() {
        if area.left() > 0 && picture[(area.left() - 1, y)].cell_width() > 1 {
            picture[(area.left() - 1, y)].reset();
        }
        for x in area.left()..area.right() {
            picture[(x, y)].reset();
        }
        picture.set_string(area.left(), y, format!("|{:<w$}|", "ab", w = usize::from(area.width) - 2), Style::new());
    }
}

use ratatui::buffer::CellWidth;

#[derive(Debug, Clone)]
struct Text {
    x: u16,
    y: u16,
    text: String,
    style: Style,
}

fn some_text() -> impl Strategy<Value = Text> {
    let glyphs = prop::sample::select(vec!["张", "明", "借", "a", "Z", "9", " ", "  ", "，", "「", "|", "~", "         "]);
    let text = prop::collection::vec(glyphs, 1..14).prop_map(|glyphs| glyphs.concat());
    let style = (0..6_u8, 0..4_u8, any::<u8>()).prop_map(|(fg, bg, marks)| {
        let mut style = Style::new();
        style.fg =
            [None, Some(Color::Red), Some(Color::Indexed(200)), Some(Color::White)].get(usize::from(fg)).copied().flatten();
        style.bg = [None, Some(Color::Blue)].get(usize::from(bg)).copied().flatten();
        for (bit, mark) in [(1, Modifier::BOLD), (2, Modifier::REVERSED), (4, Modifier::UNDERLINED)] {
            if marks & bit == bit && marks > 100 {
                style = style.add_modifier(mark);
            }
        }
        style
    });
    (0..SIZE.width, 0..SIZE.height, text, style).prop_map(|(x, y, text, style)| Text { x, y, text, style })
}

fn some_frame() -> impl Strategy<Value = (Vec<Text>, Option<Rect>, Option<(u16, u16)>)> {
    let area = prop::option::of((0..20_u16, 0..4_u16, 3..20_u16, 1..4_u16).prop_map(|(x, y, w, h)| Rect::new(x, y, w, h)));
    (prop::collection::vec(some_text(), 0..14), area, prop::option::of((0..SIZE.width, 0..SIZE.height)))
}

fn paint(texts: &[Text], over: Option<Rect>) -> Buffer {
    let mut picture = Buffer::empty(Rect::from((Position::ORIGIN, SIZE)));
    for Text { x, y, text, style } in texts {
        // What lies half under the text goes as a whole, as every widget of ours does it.
        if *x > 0 && picture[(*x - 1, *y)].cell_width() > 1 {
            picture[(*x - 1, *y)].reset();
        }
        picture.set_string(*x, *y, text, *style);
    }
    if let Some(area) = over {
        popup(&mut picture, area);
    }
    picture
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(100) })]

    // 100 runs of ten frames: each picture after each other one.
    #[test]
    fn a_thousand_frames_are_shown_as_drawn(frames in prop::collection::vec(some_frame(), 10), trust in any::<bool>()) {
        let mut desk = Desk::new(trust);
        for (texts, over, cursor) in frames {
            let picture = paint(&texts, over);
            desk.show(&picture, cursor);
            let differs = desk.differs(&picture);
            prop_assert!(differs.is_none(), "{differs:?}");
            prop_assert_eq!(desk.screen.screen().hide_cursor(), cursor.is_none());
            if let Some((x, y)) = cursor {
                prop_assert_eq!(desk.screen.screen().cursor_position(), (y, x));
            }
            prop_assert_eq!(desk.show(&picture, cursor), 0);
        }
    }
}
