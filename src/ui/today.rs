//! Drawing Today.

use super::look::Look;
use super::paint::put;
use super::table::person_line;
use crate::app::today::Today;
use crate::i18n::shell;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// The box at the foot, finds or the day's counts above it.
pub fn draw(panel: &Today, look: &Look, area: Rect, buf: &mut Buffer) -> Option<Position> {
    let foot = area.height.saturating_sub(1);
    for (row, card) in panel.found.iter().enumerate() {
        let y = u16::try_from(row).unwrap_or(u16::MAX);
        if y < foot {
            person_line(card, row == panel.chosen, look, Rect::new(area.x, area.y + y, area.width, 1), buf);
        }
    }
    put(buf, area, 1, foot, 2, "> ", look.bold());
    let (shown, at) = panel.line.view(usize::from(area.width.saturating_sub(5)));
    if panel.line.is_empty() {
        put(buf, area, 3, foot, area.width - 3, shell::words(look.lang).type_to_find, look.plain());
    } else {
        put(buf, area, 3, foot, area.width - 3, &shown, look.plain());
    }
    Some(Position::new(area.x + 3 + u16::try_from(at).unwrap_or(0), area.y + foot))
}
