//! Text into cells, clipped by cells and cleaned for the screen.

use crate::text::{safe, width};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// As much of a text as `room` cells can show, and some for marks that take none: a text of a million characters costs no
/// more than one that fills its line.
fn front(text: &str, room: u16) -> &str {
    let most = usize::from(room) * 8 + 64;
    text.char_indices().nth(most).map_or(text, |(end, _)| &text[..end])
}

/// Writes `text` from `x` in row `y` of `area`, in at most `room` cells; how many it took.
pub fn put(buf: &mut Buffer, area: Rect, x: u16, y: u16, room: u16, text: &str, style: Style) -> u16 {
    if y >= area.height || x >= area.width {
        return 0;
    }
    let room = room.min(area.width - x);
    let shown = width::clip(&safe::for_screen(front(text, room)), usize::from(room));
    let (px, py) = (area.x + x, area.y + y);
    if !buf.area.contains((px, py).into()) {
        return 0;
    }
    let mut at = px;
    for (glyph, cells) in width::shown(&shown) {
        let past = at.saturating_add(u16::try_from(cells).unwrap_or(u16::MAX));
        if past > buf.area.right() {
            break;
        }
        buf[(at, py)].set_symbol(glyph).set_style(style);
        // Cells that a wide glyph covers show nothing of their own.
        (at + 1..past).for_each(|covered| buf[(covered, py)].reset());
        at = past;
    }
    at - px
}

/// The same, ending at the right edge of `room` cells.
pub fn put_right(buf: &mut Buffer, area: Rect, x: u16, y: u16, room: u16, text: &str, style: Style) {
    let text = front(text, area.width);
    let cells = u16::try_from(width::cells(&safe::for_screen(text))).unwrap_or(u16::MAX);
    put(buf, area, x + room.saturating_sub(cells), y, room.min(cells), text, style);
}

/// Blanks an area for a popup, also the cell left of it when it holds half of a wide glyph (ratatui #2526).
pub fn clear(buf: &mut Buffer, area: Rect) {
    let area = area.intersection(buf.area);
    for y in area.top()..area.bottom() {
        if area.x > buf.area.x {
            let before = &mut buf[(area.x - 1, y)];
            if width::cells(before.symbol()) > 1 {
                before.reset();
            }
        }
        for x in area.left()..area.right() {
            buf[(x, y)].reset();
        }
    }
}

/// A bordered box with a title over cleared ground; the area inside.
pub fn boxed(buf: &mut Buffer, area: Rect, title: &str, border: [&str; 6]) -> Rect {
    let area = area.intersection(buf.area);
    if area.width < 4 || area.height < 3 {
        return Rect::new(area.x, area.y, 0, 0);
    }
    clear(buf, area);
    let [across, down, top_left, top_right, bottom_right, bottom_left] = border;
    let (right, bottom) = (area.width - 1, area.height - 1);
    let plain = Style::default();
    let line = across.repeat(usize::from(area.width - 2));
    for (y, left, end) in [(0, top_left, top_right), (bottom, bottom_left, bottom_right)] {
        set(buf, area, 0, y, left);
        put_raw(buf, area, 1, y, &line);
        set(buf, area, right, y, end);
    }
    for y in 1..bottom {
        set(buf, area, 0, y, down);
        set(buf, area, right, y, down);
    }
    let title = format!(" {title} ");
    let title = front(&title, area.width);
    let cells = u16::try_from(width::cells(title)).unwrap_or(0).min(area.width - 2);
    put(buf, area, (area.width - cells) / 2, 0, cells, title, plain);
    Rect::new(area.x + 1, area.y + 1, area.width - 2, area.height - 2)
}

/// A glyph of our own chrome, not cleaned: borders are ambiguous in width on purpose in the box skin.
fn set(buf: &mut Buffer, area: Rect, x: u16, y: u16, glyph: &str) {
    buf[(area.x + x, area.y + y)].set_symbol(glyph);
}

fn put_raw(buf: &mut Buffer, area: Rect, x: u16, y: u16, text: &str) {
    buf.set_stringn(area.x + x, area.y + y, text, usize::from(area.width.saturating_sub(x)), Style::default());
}
