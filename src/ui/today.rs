//! Drawing Today: what waits, what is due; the finds in their place while something is typed; the box at the foot.

use super::look::Look;
use super::paint::put;
use super::table::{marker, person_line};
use crate::app::today::{Find, Line, Today};
use crate::i18n::fill;
use crate::i18n::shell::{Shell, words};
use crate::text::mask;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// The day above, the box below.
pub fn draw(panel: &Today, look: &Look, area: Rect, buf: &mut Buffer) -> Option<Position> {
    let foot = area.height.saturating_sub(1);
    let above = Rect { height: foot, ..area };
    if panel.line.is_empty() {
        day(panel, look, above, buf)
    } else {
        finds(panel, look, above, buf)
    }
    put(buf, area, 1, foot, 2, "> ", look.bold());
    let (shown, at) = panel.line.view(usize::from(area.width.saturating_sub(5)));
    let text = if panel.line.is_empty() { words(look.lang).type_to_find } else { shown.as_str() };
    put(buf, area, 3, foot, area.width.saturating_sub(3), text, look.plain());
    Some(Position::new(area.x + 3 + u16::try_from(at).unwrap_or(0), area.y + foot))
}

fn row(area: Rect, y: u16) -> Rect {
    Rect::new(area.x, area.y + y.min(area.height), area.width, u16::from(y < area.height))
}

fn finds(panel: &Today, look: &Look, area: Rect, buf: &mut Buffer) {
    let finds = panel.finds();
    if finds.is_empty() {
        put(buf, area, 3, 0, area.width, words(look.lang).nothing_here, look.plain());
    }
    for (y, (i, find)) in (0..area.height).zip(finds.iter().enumerate()) {
        let line = row(area, y);
        match find {
            Find::Person(card) => person_line(card, i == panel.chosen, look, line, buf),
            Find::Request(r) => {
                let who = r.name.as_deref().map(mask::surname).unwrap_or_default();
                put(buf, line, 3, 0, 16, &r.short, look.plain());
                put(buf, line, 20, 0, 10, &who, look.plain());
                put(buf, line, 31, 0, line.width.saturating_sub(31), &r.service_name, look.plain());
                marker(i == panel.chosen, look, line, buf);
            }
            Find::Title(t) => {
                put(buf, line, 3, 0, 30, &t.title.name, look.plain());
                put(buf, line, 34, 0, 16, &t.title.author, look.plain());
                put(buf, line, 51, 0, 16, &t.title.call_number, look.plain());
                put(buf, line, 68, 0, 10, &format!("{}/{}", t.free_here, t.copies), look.plain());
                marker(i == panel.chosen, look, line, buf);
            }
        }
    }
}

/// The day's lines under their headings.
fn day(panel: &Today, look: &Look, area: Rect, buf: &mut Buffer) {
    let shell = words(look.lang);
    let (mut y, mut heading) = (0, "");
    for (i, line) in panel.lines().into_iter().enumerate() {
        let under = heading_of(line, shell);
        if under != heading {
            y += u16::from(y > 0);
            put(buf, area, 1, y, area.width, under, look.bold());
            (heading, y) = (under, y + 1);
        }
        let here = row(area, y);
        let style = if line == Line::Late { look.alarm() } else { look.plain() };
        put(buf, here, 3, 0, here.width.saturating_sub(4), &told(panel, line, shell), style);
        marker(i == panel.chosen, look, here, buf);
        y += 1;
    }
}

fn heading_of(line: Line, shell: &Shell) -> &'static str {
    match line {
        Line::Waiting => shell.now,
        Line::DueToday | Line::Late | Line::Papers | Line::Callbacks => shell.requests,
        Line::Booking(_) | Line::Unfinished => shell.bookings,
        Line::Overdue | Line::Shelf => shell.reading_room,
    }
}

fn told(panel: &Today, line: Line, shell: &Shell) -> String {
    let count = |template: &str, n: i64| fill(template, [("n", n.to_string().as_str())].into_iter());
    let counts = panel.counts.clone().unwrap_or_default();
    let loans = panel.loans.clone().unwrap_or_default();
    match line {
        Line::Waiting if counts.waiting == 0 => shell.nobody.to_owned(),
        Line::Waiting => {
            let next = counts.next.clone().unwrap_or_default();
            fill(&count(shell.waiting, counts.waiting), [("next", next.as_str())].into_iter())
        }
        Line::DueToday => count(shell.due_today, counts.due_today),
        Line::Late => count(shell.late, counts.late),
        Line::Papers => count(shell.papers, counts.papers),
        Line::Callbacks => count(shell.callbacks, counts.callbacks),
        Line::Booking(i) => panel.bookings.get(i).map(booking).unwrap_or_default(),
        Line::Unfinished => count(shell.unfinished, i64::try_from(panel.unfinished).unwrap_or(i64::MAX)),
        Line::Overdue => fill(&count(shell.overdue, loans.overdue), [("due", loans.due.to_string().as_str())].into_iter()),
        Line::Shelf => count(shell.shelf, loans.ready),
    }
}

fn booking(entry: &crate::desk::studio::Entry) -> String {
    let b = &entry.booking;
    format!("{}  {}  {}  {}", b.start.format("%H:%M"), entry.advisor_name, entry.kind_name, mask::surname(&b.client_name))
}
