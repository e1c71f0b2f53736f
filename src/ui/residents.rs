//! Drawing the residents' room.

use super::look::Look;
use super::paint::put;
use super::table::person_line;
use crate::app::panel::{Focus, Panel as _};
use crate::app::residents::Residents;
use crate::i18n::residents::words;
use crate::i18n::shell;
use crate::text::width;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// The box above, the list below.
pub fn draw(panel: &Residents, look: &Look, area: Rect, buf: &mut Buffer) -> Option<Position> {
    let label = format!("{} > ", words(look.lang).find);
    let x = 1 + u16::try_from(width::cells(&label)).unwrap_or(0);
    put(buf, area, 1, 0, area.width, &label, look.bold());
    let (shown, at) = panel.line.view(usize::from(area.width.saturating_sub(x + 2)));
    put(buf, area, x, 0, area.width - x, &shown, look.plain());
    if panel.list.rows().is_empty() {
        put(buf, area, 3, 2, area.width, shell::words(look.lang).nothing_here, look.plain());
    }
    for (row, (_, card)) in panel.list.rows().iter().enumerate() {
        let y = u16::try_from(row + 1).unwrap_or(u16::MAX);
        if y < area.height {
            person_line(card, row == panel.list.cursor(), look, Rect::new(area.x, area.y + y, area.width, 1), buf);
        }
    }
    let row = u16::try_from(panel.list.cursor() + 1).unwrap_or(0);
    Some(match panel.focus() {
        Focus::Box => Position::new(area.x + x + u16::try_from(at).unwrap_or(0), area.y),
        Focus::List => Position::new(area.x + 1, area.y + row.min(area.height.saturating_sub(1))),
    })
}
