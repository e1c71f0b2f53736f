//! Rows of lists: a bold marker for the selected one, never a reversed row (some 20 bytes a move, not 400).

use super::look::Look;
use super::paint::put;
use crate::desk::residents::Resident;
use crate::text::mask;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// Marks a row as selected: a bold `>`. Nothing else of the row changes, so a move costs two cells on the line.
pub fn marker(selected: bool, look: &Look, area: Rect, buf: &mut Buffer) {
    put(buf, area, 1, 0, 1, if selected { ">" } else { " " }, if selected { look.bold() } else { look.plain() });
}

/// A resident as one row: the clerk must tell people apart, so the name is whole and the numbers masked.
pub fn person_line(card: &Resident, selected: bool, look: &Look, area: Rect, buf: &mut Buffer) {
    person_cells(card, 3, selected, look, area, buf);
    marker(selected, look, area, buf);
}

/// The same from cell `x` on, without the marker.
pub fn person_cells(card: &Resident, x: u16, selected: bool, look: &Look, area: Rect, buf: &mut Buffer) {
    let plain = look.plain();
    let (phone, number) = if look.revealed && selected {
        (card.phone.clone(), card.id_number.clone())
    } else {
        (mask::phone(&card.phone), mask::id_number(&card.id_number))
    };
    put(buf, area, x, 0, 16, &card.name, plain);
    put(buf, area, x + 17, 0, 4, card.birth.get(..4).unwrap_or(""), plain);
    put(buf, area, x + 23, 0, 13, &phone, plain);
    put(buf, area, x + 37, 0, 19, &number, plain);
    put(buf, area, x + 57, 0, area.width.saturating_sub(x + 58), &card.address, plain);
}
