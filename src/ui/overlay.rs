//! Palette and help over a room.

use super::look::Look;
use super::paint::{boxed, put, put_right};
use crate::app::Model;
use crate::i18n::shell;
use crate::text::line::TextLine;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// The digit of each room's scope.
const ROOMS: [&str; 7] = ["today", "walkin", "studio", "loans", "residents", "exchange", "report"];

/// The digit of a room.
pub fn room_number(scope: &str) -> Option<usize> {
    ROOMS.iter().position(|s| *s == scope).map(|i| i + 1)
}

/// Is the room of this digit there?
pub fn has_room(model: &Model, digit: usize) -> bool {
    ROOMS.get(digit - 1).is_some_and(|scope| model.panels.index(scope).is_some())
}

/// The command palette.
pub fn palette(model: &Model, typed: &TextLine, chosen: usize, look: &Look, body: Rect, buf: &mut Buffer) -> Option<Position> {
    // Names and keys stand whole on the smallest screen; a wide one has room beside.
    let width = (body.width * 3 / 4).max(body.width.min(70));
    let area = Rect::new(body.x + (body.width - width) / 2, body.y, width, body.height.min(15));
    let inside = boxed(buf, area, shell::words(model.lang).palette, look.skin.border());
    if inside.height < 3 {
        return None;
    }
    put(buf, inside, 1, 0, 2, "> ", look.bold());
    let (shown, at) = typed.view(usize::from(inside.width.saturating_sub(4)));
    put(buf, inside, 3, 0, inside.width - 4, &shown, look.plain());
    let rows = usize::from(inside.height - 1);
    let entries = model.palette(typed.text());
    if entries.is_empty() {
        put(buf, inside, 3, 1, inside.width - 4, shell::words(model.lang).nothing_found, look.plain());
    }
    let top = (chosen + 1).saturating_sub(rows);
    for (row, (i, entry)) in entries.iter().enumerate().skip(top).take(rows).enumerate() {
        let y = 1 + u16::try_from(row).unwrap_or(u16::MAX - 1);
        let style = if i == chosen { look.bold() } else { look.plain() };
        put(buf, inside, 1, y, 1, if i == chosen { ">" } else { " " }, style);
        put(buf, inside, 3, y, 14, entry.label, style);
        put(buf, inside, 18, y, inside.width.saturating_sub(30), entry.help, look.plain());
        put_right(buf, inside, inside.width.saturating_sub(12), y, 11, &entry.keys, look.plain());
    }
    Some(Position::new(inside.x + 3 + u16::try_from(at).unwrap_or(0), inside.y))
}

/// The help page of this place.
pub fn help(model: &Model, top: usize, look: &Look, body: Rect, buf: &mut Buffer) -> Option<Position> {
    let inside = boxed(buf, body, shell::words(model.lang).help, look.skin.border());
    let lines = model.help(usize::from(inside.width.saturating_sub(2)));
    for (y, line) in (0..inside.height).zip(lines.iter().skip(top)) {
        put(buf, inside, 1, y, inside.width - 1, line, look.plain());
    }
    let scopes_end = shell::words(model.lang).any_key_closes;
    put_right(
        buf,
        body,
        2,
        body.height.saturating_sub(1),
        body.width.saturating_sub(4),
        &format!(" {scopes_end} "),
        look.plain(),
    );
    None
}
