//! Drawing the residents' room: the list; the card of one as a page of its own, or beside the list from 120 cells.

use super::look::Look;
use super::paint::put;
use super::table::person_line;
use crate::app::panel::{Focus, Panel as _};
use crate::app::residents::{PersonCard, Residents, WIDE};
use crate::desk::residents::Resident;
use crate::i18n::residents::{Words, document, group, sex, words};
use crate::i18n::walkin::state;
use crate::i18n::{fill, shell};
use crate::text::{mask, width};
use chrono::{Datelike as _, NaiveDate};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// Cells of the list when the card stands beside it.
const LIST: u16 = 64;

/// The box above, the list below; or the card.
pub fn draw(panel: &Residents, look: &Look, area: Rect, buf: &mut Buffer) -> Option<Position> {
    let wide = usize::from(area.width) >= WIDE;
    match &panel.card {
        Some(card) if wide => {
            for y in 0..area.height {
                let at = (area.x + LIST, area.y + y);
                if buf.area.contains(at.into()) {
                    buf[at].set_symbol(look.skin.border()[1]);
                }
            }
            let beside = Rect { x: area.x + LIST + 2, width: area.width.saturating_sub(LIST + 3), ..area };
            card_of(card, &of(panel, &card.resident, look), beside, buf);
            list(panel, look, Rect { width: LIST, ..area }, buf)
        }
        Some(card) if panel.paged => {
            card_of(card, look, Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area }, buf);
            Some(Position::new(area.x + 1, area.y))
        }
        _ => list(panel, look, area, buf),
    }
}

/// What the reveal key has shown is the card that is meant, and no other beside it.
fn of(panel: &Residents, card: &Resident, look: &Look) -> Look {
    Look { revealed: look.revealed && panel.current().is_some_and(|current| current.id == card.id), ..*look }
}

fn list(panel: &Residents, look: &Look, area: Rect, buf: &mut Buffer) -> Option<Position> {
    let label = format!("{} > ", words(look.lang).find);
    let x = 1 + u16::try_from(width::cells(&label)).unwrap_or(0);
    put(buf, area, 1, 0, area.width, &label, look.bold());
    let (shown, at) = panel.line.view(usize::from(area.width.saturating_sub(x + 2)));
    put(buf, area, x, 0, area.width.saturating_sub(x), &shown, look.plain());
    if panel.list.rows().is_empty() {
        put(buf, area, 3, 2, area.width, shell::words(look.lang).nothing_here, look.plain());
    }
    for (row, (_, card)) in panel.list.rows().iter().enumerate() {
        let y = u16::try_from(row + 1).unwrap_or(u16::MAX);
        if y < area.height {
            // A card that another room has led to stands beside a list that is elsewhere.
            let marked = row == panel.list.cursor() && panel.current().is_some_and(|current| current.id == card.id);
            let look = of(panel, card, look);
            person_line(card, marked, &look, Rect::new(area.x, area.y + y, area.width, 1), buf);
        }
    }
    let row = u16::try_from(panel.list.cursor() + 1).unwrap_or(0);
    Some(match panel.focus() {
        Focus::Box => Position::new(area.x + x + u16::try_from(at).unwrap_or(0), area.y),
        Focus::List => Position::new(area.x + 1, area.y + row.min(area.height.saturating_sub(1))),
    })
}

fn age(birth: &str, today: NaiveDate) -> String {
    let years = birth.parse::<NaiveDate>().ok().and_then(|b| today.years_since(b));
    years.map(|n| n.to_string()).unwrap_or_default()
}

/// Who it is above, what is theirs below.
fn card_of(card: &PersonCard, look: &Look, area: Rect, buf: &mut Buffer) {
    let w = words(look.lang);
    let r = &card.resident;
    let shown = |text: &str, hide: fn(&str) -> String| if look.revealed { text.to_owned() } else { hide(text) };
    let name = shown(&r.name, mask::name);
    let years = fill(w.years, [("n", age(&r.birth, look.now.date()).as_str())].into_iter());
    let years = if r.birth.is_empty() { String::new() } else { years };
    put(
        buf,
        area,
        0,
        0,
        area.width,
        &format!("{name}  {}  {}  {years}", sex(&r.sex, look.lang), r.birth.get(..4).unwrap_or("")),
        look.bold(),
    );
    let tags: Vec<&str> = r.tags.split_whitespace().map(|t| group(t, look.lang)).collect();
    let kind = document(&r.id_type, look.lang);
    let facts = [
        (w.id_number, format!("{}  {kind}", shown(&r.id_number, mask::id_number))),
        (w.phone, shown(&r.phone, mask::phone)),
        (w.address, r.address.clone()),
        (w.tags, tags.join("  ")),
        (w.reader, card.reader.as_ref().map(|c| reader(c, w)).unwrap_or_default()),
    ];
    let mut y = 1;
    for (label, text) in facts.iter().filter(|(_, text)| !text.trim().is_empty()) {
        put(buf, area, 0, y, 12, label, look.plain());
        put(buf, area, 13, y, area.width.saturating_sub(13), text, look.plain());
        y += 1;
    }
    y = heading(&format!("{} {}", w.requests, card.requests.len()), y + 1, look, area, buf);
    for row in &card.requests {
        let late = if row.late { crate::i18n::walkin::words(look.lang).late } else { "" };
        let told = state(&row.state, look.lang);
        put(buf, area, 2, y, 14, &row.short, look.plain());
        put(buf, area, 17, y, 26, &row.service_name, look.plain());
        put(buf, area, 44, y, area.width.saturating_sub(44), &format!("{told}  {late}"), look.plain());
        y += 1;
    }
    y = heading(&format!("{} {}", w.bookings, card.bookings.len()), y + 1, look, area, buf);
    let year = look.now.date().year();
    for entry in &card.bookings {
        let start = entry.booking.start;
        let form = if start.year() == year { "%m-%d %H:%M" } else { "%Y-%m-%d" };
        put(buf, area, 2, y, 14, &start.format(form).to_string(), look.plain());
        put(buf, area, 17, y, 26, &entry.kind_name, look.plain());
        put(buf, area, 44, y, area.width.saturating_sub(44), &entry.advisor_name, look.plain());
        y += 1;
    }
}

fn heading(text: &str, y: u16, look: &Look, area: Rect, buf: &mut Buffer) -> u16 {
    put(buf, area, 0, y, area.width, text, look.bold());
    y + 1
}

fn reader(card: &crate::desk::loans::ReaderCard, w: &Words) -> String {
    let facts = [("card", card.reader.card.clone()), ("n", card.loans.to_string()), ("late", card.overdue.to_string())];
    fill(w.reader_told, facts.iter().map(|(k, v)| (*k, v.as_str())))
}
