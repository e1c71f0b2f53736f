//! Drawing the report: figures left, their items or their meaning right; at the hub a row a community.

use super::look::Look;
use super::paint::{put, put_right};
use super::table::marker;
use crate::app::report::{Report, Side};
use crate::base::clock::Moment;
use crate::desk::report::lines::{facts, percent};
use crate::desk::report::{Figures, Line, Period, ServiceLine, Sheet, SiteLine, Span};
use crate::i18n::report::{Words, of, words};
use crate::i18n::{Lang, fill};
use crate::text::width;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// Rows above the list.
const ABOVE: u16 = 2;
/// From this width the right side stands beside the figures.
const TWO: u16 = 76;

pub fn draw(panel: &Report, look: &Look, area: Rect, buf: &mut Buffer) -> Option<Position> {
    let w = words(look.lang);
    heading(panel, w, look, area, buf);
    let below = Rect::new(area.x, area.y + ABOVE.min(area.height), area.width, area.height.saturating_sub(ABOVE));
    let Some(sheet) = &panel.sheet else {
        put(buf, below, 3, 0, below.width, w.wait, look.plain());
        return None;
    };
    if panel.is_roll() {
        return Some(roll(panel, sheet, w, look, below, buf));
    }
    let (left, right) = halves(below);
    if below.width >= TWO {
        let at = lines(panel, sheet, look, left, buf);
        side(panel, sheet, w, look, right, buf);
        return Some(at);
    }
    // On a narrow screen the meaning takes the last four rows.
    let meaning = if panel.side == Side::Meaning { 4.min(below.height / 2) } else { 0 };
    let upper = Rect { height: below.height - meaning, ..below };
    let lower = Rect { y: below.y + upper.height, height: meaning, ..below };
    let at = lines(panel, sheet, look, upper, buf);
    if meaning > 0 {
        explain(panel.line(), look, lower, buf);
    }
    Some(at)
}

fn halves(area: Rect) -> (Rect, Rect) {
    let left = (area.width * 11 / 20).min(58);
    (Rect { width: left, ..area }, Rect { x: area.x + left + 1, width: area.width - left - 1, ..area })
}

fn heading(panel: &Report, w: &Words, look: &Look, area: Rect, buf: &mut Buffer) {
    let period = panel.period.unwrap_or_else(|| Period::around(Span::Month, look.now.date()));
    let mut x = 1 + put(buf, area, 1, 0, area.width, &format!("< {} >", period.label()), look.bold());
    x += 2 + put(buf, area, x + 2, 0, 10, w.span(period.span), look.plain());
    let Some(sheet) = &panel.sheet else { return };
    let whose = if panel.is_roll() { w.all.to_owned() } else { format!("{} {}", sheet.name, sheet.site) };
    put(buf, area, x + 3, 0, area.width.saturating_sub(x + 28), &whose, look.bold());
    let at = Moment::parse(&sheet.at).unwrap_or(look.now).local().format("%m-%d %H:%M").to_string();
    put_right(buf, area, 0, 0, area.width - 1, &format!("{} {at}", w.as_of), look.plain());
    if panel.is_roll() && sheet.stale > 0 {
        let n = sheet.stale.to_string();
        put(buf, area, 1, 1, area.width - 2, &fill(w.stale, [("n", n.as_str())].into_iter()), look.alarm());
    }
}

/// First row shown so that the chosen one is on the screen.
fn top(chosen: usize, rows: u16) -> usize {
    (chosen + 1).saturating_sub(usize::from(rows))
}

fn row(area: Rect, y: usize) -> Rect {
    let y = u16::try_from(y).unwrap_or(u16::MAX).min(area.height);
    Rect::new(area.x, area.y + y, area.width, u16::from(y < area.height))
}

fn lines(panel: &Report, sheet: &Sheet, look: &Look, area: Rect, buf: &mut Buffer) -> Position {
    let facts = facts(&sheet.figures);
    let first = top(panel.chosen, area.height);
    let label = if look.lang == Lang::En { 12 } else { 8 };
    for (y, (i, line)) in Line::ALL.into_iter().enumerate().skip(first).take(usize::from(area.height)).enumerate() {
        let here = row(area, y);
        let figure = of(line, look.lang);
        put(buf, here, 3, 0, label - 1, figure.label, look.plain());
        let value = fill(figure.value, facts.iter().map(|(k, v)| (*k, v.as_str())));
        // The alarm's mark belongs to a number above zero only.
        let (value, style) =
            if line.alarms(&sheet.figures) { (value, look.alarm()) } else { (value.replace('!', ""), look.plain()) };
        let room = here.width.saturating_sub(3 + label);
        put(buf, here, 3 + label, 0, room, &fitting(value, usize::from(room)), style);
        marker(i == panel.chosen, look, here, buf);
    }
    let y = u16::try_from(panel.chosen - first).unwrap_or(0);
    Position::new(area.x + 1, area.y + y.min(area.height.saturating_sub(1)))
}

/// A line of figures that is too long gives up blanks before it loses its last figure.
fn fitting(value: String, room: usize) -> String {
    if width::cells(&value) <= room {
        return value;
    }
    let single = value.replace("  ", " ");
    let mut tight = String::with_capacity(single.len());
    let mut chars = single.chars().peekable();
    while let Some(c) = chars.next() {
        let behind_han = tight.chars().next_back().is_some_and(|before| !before.is_ascii());
        if c != ' ' || !behind_han || !chars.peek().is_some_and(char::is_ascii_digit) {
            tight.push(c);
        }
    }
    tight
}

fn side(panel: &Report, sheet: &Sheet, w: &Words, look: &Look, area: Rect, buf: &mut Buffer) {
    for y in 0..area.height {
        buf[(area.x - 1, area.y + y)].set_symbol(look.skin.border()[1]);
    }
    match panel.side {
        Side::Meaning => explain(panel.line(), look, area, buf),
        Side::Services => services(sheet, w, look, area, buf),
    }
}

/// The figure's name and how it is counted, wrapped by cells.
fn explain(line: Line, look: &Look, area: Rect, buf: &mut Buffer) {
    let figure = of(line, look.lang);
    let title = format!("{}: {}", words(look.lang).meaning, figure.label);
    put(buf, area, 1, 0, area.width.saturating_sub(1), &title, look.bold());
    let room = usize::from(area.width.saturating_sub(2));
    for (y, text) in (1..area.height).zip(wrapped(figure.meaning, room)) {
        put(buf, area, 1, y, area.width.saturating_sub(1), &text, look.plain());
    }
}

/// Lines of at most `room` cells: at blanks in Latin text, anywhere between Han characters.
fn wrapped(text: &str, room: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut word = String::new();
    let flush = |lines: &mut Vec<String>, word: &mut String| {
        if let Some(last) = lines.last_mut() {
            if width::cells(last) + width::cells(word.trim_end()) > room && !last.is_empty() {
                lines.push(word.trim_start().to_owned());
            } else {
                last.push_str(word);
            }
        }
        word.clear();
    };
    for c in text.chars() {
        word.push(c);
        if c == ' ' || !c.is_ascii() {
            flush(&mut lines, &mut word);
        }
    }
    flush(&mut lines, &mut word);
    lines
}

/// Categories with their sums, their items under them; the most frequent category first.
fn services(sheet: &Sheet, w: &Words, look: &Look, area: Rect, buf: &mut Buffer) {
    if sheet.services.is_empty() {
        put(buf, area, 1, 0, area.width, w.nothing, look.plain());
        return;
    }
    let number = 6;
    // A rate of 100.0% and its heading keep a blank before them.
    let columns = area.width.saturating_sub(number * 3 + 2);
    put(buf, area, 1, 0, columns, w.service, look.bold());
    let column = |i: usize| (columns + number * u16::try_from(i).unwrap_or(0), number + 2 * u16::from(i == 2));
    for (i, head) in [w.opened, w.finished, w.on_time].into_iter().enumerate() {
        let (x, room) = column(i);
        put_right(buf, area, x, 0, room, head, look.bold());
    }
    for (y, (indent, line)) in (1..area.height).zip(by_category(&sheet.services, w)) {
        let style = if indent == 1 { look.bold() } else { look.plain() };
        put(buf, area, indent, y, columns.saturating_sub(indent), &line.name, style);
        let rate = line.on_time + line.late;
        let rate = percent((rate > 0).then(|| line.on_time * 1000 / rate));
        for (i, value) in [line.opened.to_string(), line.finished.to_string(), rate].into_iter().enumerate() {
            let (x, room) = column(i);
            put_right(buf, area, x, y, room, &value, style);
        }
    }
}

fn by_category(services: &[ServiceLine], w: &Words) -> Vec<(u16, ServiceLine)> {
    let mut groups: Vec<(ServiceLine, Vec<&ServiceLine>)> = Vec::new();
    for service in services {
        let name = if service.category.is_empty() { w.uncategorised } else { service.category.as_str() };
        let at = groups.iter().position(|(g, _)| g.name == name).unwrap_or_else(|| {
            groups.push((ServiceLine { name: name.to_owned(), ..ServiceLine::default() }, Vec::new()));
            groups.len() - 1
        });
        let (sum, members) = &mut groups[at];
        sum.opened += service.opened;
        sum.finished += service.finished;
        sum.on_time += service.on_time;
        sum.late += service.late;
        members.push(service);
    }
    groups.sort_by_key(|(sum, _)| std::cmp::Reverse((sum.opened, sum.finished)));
    let mut out = Vec::new();
    for (sum, mut members) in groups {
        members.sort_by_key(|m| std::cmp::Reverse((m.opened, m.finished)));
        out.push((1, sum));
        out.extend(members.into_iter().map(|m| (3, m.clone())));
    }
    out
}

/// Columns of the hub's table: heading, value, from which width of the screen.
type Column = (fn(&Words) -> &'static str, fn(&Figures) -> String, u16);

const COLUMNS: [Column; 11] = [
    (|w| w.opened, |f| f.opened.to_string(), 0),
    (|w| w.finished, |f| f.finished.to_string(), 0),
    (|w| w.on_time, |f| percent(f.on_time_permille()), 0),
    (|w| w.open, |f| f.open_now.to_string(), 0),
    (|w| w.overdue, |f| f.overdue_now.to_string(), 0),
    (|w| w.waited, |f| f.wait_median.map_or_else(|| "-".into(), |m| m.to_string()), 76),
    (|w| w.lent, |f| f.loans.to_string(), 76),
    (|w| w.rated, |f| percent(f.satisfied_permille()), 100),
    (|w| w.tickets, |f| f.tickets.to_string(), 100),
    (|w| w.booked, |f| f.bookings.to_string(), 110),
    (|w| w.residents, |f| f.residents.to_string(), 110),
];

fn roll(panel: &Report, sheet: &Sheet, w: &Words, look: &Look, area: Rect, buf: &mut Buffer) -> Position {
    let name = if area.width >= 100 { 18 } else { 14 };
    let columns: Vec<&Column> = COLUMNS.iter().filter(|c| c.2 <= area.width).collect();
    let cell = if area.width >= 100 { 8 } else { 6 };
    let heard = 3 + name + cell * u16::try_from(columns.len()).unwrap_or(0) + 2;
    let head = row(area, 0);
    put(buf, head, 3, 0, name, w.site, look.bold());
    for (x, (title, ..)) in (0_u16..).zip(&columns) {
        put_right(buf, head, 3 + name + cell * x, 0, cell, title(w), look.bold());
    }
    put(buf, head, heard, 0, head.width.saturating_sub(heard), w.heard, look.bold());
    let body = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
    let first = top(panel.chosen, body.height);
    for (y, i) in (first..=sheet.sites.len()).take(usize::from(body.height)).enumerate() {
        let here = row(body, y);
        let site = i.checked_sub(1).and_then(|i| sheet.sites.get(i));
        let figures = site.map_or(&sheet.figures, |s| &s.figures);
        let style = if site.is_none() { look.bold() } else { look.plain() };
        put(buf, here, 3, 0, name - 1, site.map_or(w.all, |s| s.name.as_str()), style);
        for (x, (_, value, _)) in (0_u16..).zip(&columns) {
            put_right(buf, here, 3 + name + cell * x, 0, cell, &value(figures), style);
        }
        if let Some(site) = site {
            let style = if site.stale { look.alarm() } else { look.plain() };
            put(buf, here, heard, 0, here.width.saturating_sub(heard), &last_file(site, w), style);
        }
        marker(i == panel.chosen, look, here, buf);
    }
    let y = u16::try_from(panel.chosen - first).unwrap_or(0);
    Position::new(body.x + 1, body.y + y.min(body.height.saturating_sub(1)))
}

/// The date of a site's last file, with `!` where it is older than the figures would need.
fn last_file(site: &SiteLine, w: &Words) -> String {
    let mark = if site.stale { "! " } else { "" };
    let Some(heard) = Moment::parse(&site.heard) else {
        return if site.stale { format!("{mark}{}", w.never) } else { String::new() };
    };
    let day = heard.local().format("%m-%d").to_string();
    match site.days {
        Some(0) => format!("{mark}{day} {}", w.today),
        Some(n) => format!("{mark}{day} {}", fill(w.ago, [("n", n.to_string().as_str())].into_iter())),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_line_of_figures_keeps_its_last_one() {
        let long = "101  到场 72 未到 11 取消 7 未填 11".to_owned();
        assert_eq!(fitting(long.clone(), 33), "101 到场72 未到11 取消7 未填11");
        assert_eq!(fitting(long.clone(), 40), long);
        // Of three digits each in both languages there is still room for all, at 80 columns.
        for (lang, label) in [(Lang::Zh, 8), (Lang::En, 12)] {
            let of = fill(
                of(Line::Bookings, lang).value,
                [("bookings", "101"), ("attended", "72"), ("no_show", "11"), ("cancelled", "7"), ("no_outcome", "11")]
                    .into_iter(),
            );
            let room = usize::from(halves(Rect::new(0, 0, 80, 17)).0.width) - 3 - label;
            assert!(width::cells(&fitting(of.clone(), room)) <= room, "{of}");
        }
    }

    #[test]
    fn text_is_wrapped_by_cells_without_losing_a_character() {
        for (text, room) in [("一二三四五六七。八九", 8), ("a long sentence of several words", 10), ("中文 and words 混排", 9)]
        {
            let lines = wrapped(text, room);
            assert!(lines.iter().all(|l| width::cells(l.trim_end()) <= room), "{lines:?}");
            let joined: String = lines.concat();
            assert_eq!(joined.replace(' ', ""), text.replace(' ', ""));
        }
    }
}
