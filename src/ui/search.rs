//! Drawing the search over everything: in Today's own place, or in a box over another room.

use super::look::Look;
use super::paint::{boxed, put};
use super::table::{marker, person_cells};
use crate::app::today::{Find, Search};
use crate::desk::studio::Entry;
use crate::desk::walkin::{self, Row};
use crate::i18n::shell::words;
use crate::i18n::walkin::state;
use crate::text::excerpt::{self, Excerpt};
use crate::text::mask;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// Where the find's own columns begin, after its digit.
const X: u16 = 5;

/// The box over a room: what is typed above, what is found below.
pub fn over(search: &Search, look: &Look, body: Rect, buf: &mut Buffer) -> Option<Position> {
    let w = words(look.lang);
    let inside = boxed(buf, body, w.search, look.skin.border());
    if inside.height < 2 {
        return None;
    }
    put(buf, inside, 1, 0, 2, "> ", look.bold());
    let (shown, at) = search.line.view(usize::from(inside.width.saturating_sub(5)));
    let text = if search.is_empty() { w.type_to_find } else { shown.as_str() };
    put(buf, inside, 3, 0, inside.width.saturating_sub(3), text, look.plain());
    let below = Rect { y: inside.y + 1, height: inside.height - 1, ..inside };
    if !search.is_empty() {
        finds(search, look, below, buf);
    }
    Some(Position::new(inside.x + 3 + u16::try_from(at).unwrap_or(0), inside.y))
}

/// The finds, each with the digit that chooses it.
pub fn finds(search: &Search, look: &Look, area: Rect, buf: &mut Buffer) {
    let found = search.finds();
    if found.is_empty() {
        let w = words(look.lang);
        let told = if search.is_number() { w.no_such_number } else { w.nothing_found };
        put(buf, area, 3, 0, area.width.saturating_sub(3), told, look.plain());
    }
    let top = (search.chosen + 1).saturating_sub(usize::from(area.height));
    for (y, (i, find)) in (0..area.height).zip(found.iter().enumerate().skip(top)) {
        let line = Rect::new(area.x, area.y + y, area.width, 1);
        if i < 9 {
            put(buf, line, 3, 0, 1, &(i + 1).to_string(), look.plain());
        }
        match find {
            Find::Person(card) => person_cells(card, X, false, look, line, buf),
            Find::Request(row) => match said(search, row, line) {
                Some(said) => spoken(row, &said, look, line, buf),
                None => request(row, look, line, buf),
            },
            Find::Booking(entry) => booking(entry, look, line, buf),
            Find::Title(t) => {
                cells(&[(30, &t.title.name), (14, &t.title.author), (14, &t.title.call_number)], look, line, buf);
                put(buf, line, X + 62, 0, 8, &format!("{}/{}", t.free_here, t.copies), look.plain());
            }
        }
        marker(i == search.chosen, look, line, buf);
    }
    let below = u16::try_from(found.len() - top.min(found.len())).unwrap_or(u16::MAX);
    if search.more() && below < area.height {
        put(buf, area, 3, below, area.width.saturating_sub(3), words(look.lang).more_found, look.plain());
    }
}

fn cells(columns: &[(u16, &str)], look: &Look, line: Rect, buf: &mut Buffer) {
    let mut x = X;
    for (width, text) in columns {
        let room = (*width).min(line.width.saturating_sub(x + 1));
        put(buf, line, x, 0, room, text, look.plain());
        x += width + 1;
    }
}

fn request(row: &Row, look: &Look, line: Rect, buf: &mut Buffer) {
    let who = row.name.as_deref().map(mask::surname).unwrap_or_default();
    cells(&[(NUMBER, &row.short), (7, &who), (26, &row.service_name), (20, &state(&row.state, look.lang))], look, line, buf);
}

/// A number of another year or desk stands in full.
const NUMBER: u16 = 17;
/// Where the words of a request begin that was found by them.
const SAID: u16 = X + NUMBER + 35;

/// What was searched for, as the request says it.
fn said(search: &Search, row: &Row, line: Rect) -> Option<Excerpt> {
    let words = walkin::keys::words(search.line.text());
    excerpt::around(row.said.as_deref()?, &words, usize::from(line.width.saturating_sub(SAID + 1)))
}

/// A request with the words in which it was found; those themselves in bold.
fn spoken(row: &Row, said: &Excerpt, look: &Look, line: Rect, buf: &mut Buffer) {
    let who = row.name.as_deref().map(mask::surname).unwrap_or_default();
    cells(&[(NUMBER, &row.short), (7, &who), (14, &row.service_name), (8, &state(&row.state, look.lang))], look, line, buf);
    let mut x = SAID;
    for (part, style) in [(&said.before, look.plain()), (&said.hit, look.bold()), (&said.after, look.plain())] {
        x += put(buf, line, x, 0, line.width.saturating_sub(x + 1), part, style);
    }
}

fn booking(entry: &Entry, look: &Look, line: Rect, buf: &mut Buffer) {
    let b = &entry.booking;
    let (start, who) = (b.start.format("%m-%d %H:%M").to_string(), mask::surname(&b.client_name));
    let with = if entry.advisor_name.is_empty() { &entry.place_name } else { &entry.advisor_name };
    cells(&[(14, &start), (8, &who), (26, &entry.kind_name), (20, with)], look, line, buf);
}
