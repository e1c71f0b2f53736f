//! Drawing Today: what waits, what is due; the finds in their place while something is typed; the box at the foot.

use super::look::Look;
use super::paint::{put, put_right};
use super::search::finds;
use super::table::marker;
use crate::app::today::{Line, Today};
use crate::desk::walkin::{self, Row};
use crate::i18n::shell::{Shell, words};
use crate::i18n::{fill, walkin as of_walkin};
use crate::text::mask;
use crate::text::width::cells;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// Where the second column begins: what the line's count is about.
const SECOND: u16 = 24;

/// The day above, the box below.
pub fn draw(panel: &Today, look: &Look, area: Rect, buf: &mut Buffer) -> Option<Position> {
    let foot = area.height.saturating_sub(1);
    let above = Rect { height: foot, ..area };
    if panel.search.is_empty() {
        day(panel, look, above, buf)
    } else {
        finds(&panel.search, look, above, buf)
    }
    put(buf, area, 1, foot, 2, "> ", look.bold());
    let (shown, at) = panel.search.line.view(usize::from(area.width.saturating_sub(5)));
    let text = if panel.search.is_empty() { words(look.lang).type_to_find } else { shown.as_str() };
    put(buf, area, 3, foot, area.width.saturating_sub(3), text, look.plain());
    Some(Position::new(area.x + 3 + u16::try_from(at).unwrap_or(0), area.y + foot))
}

/// A heading, or a line that may be chosen with its place among the lines; with its heading where that has no row.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Drawn {
    Gap,
    Head(&'static str),
    Line(usize, Line, Option<&'static str>),
}

/// The day's lines under their headings; on a low screen blank lines go first, then headings stand at the right of their
/// first line.
fn day(panel: &Today, look: &Look, area: Rect, buf: &mut Buffer) {
    let shell = words(look.lang);
    let drawn = laid_out(panel, shell, usize::from(area.height));
    let chosen = drawn.iter().position(|d| matches!(d, Drawn::Line(i, ..) if *i == panel.chosen)).unwrap_or(0);
    let top = (chosen + 1).saturating_sub(usize::from(area.height));
    for (y, drawn) in (0..area.height).zip(drawn.iter().skip(top)) {
        let here = Rect::new(area.x, area.y + y, area.width, 1);
        match drawn {
            Drawn::Gap => {}
            Drawn::Head(text) => {
                put(buf, here, 1, 0, here.width, text, look.bold());
            }
            Drawn::Line(i, line, head) => {
                let end = head.map_or(0, |head| u16::try_from(cells(head)).unwrap_or(0) + 2);
                put_right(buf, here, 3, 0, here.width.saturating_sub(4), head.unwrap_or_default(), look.bold());
                let (count, about) = told(panel, *line, shell, look);
                let style = if matches!(line, Line::Late | Line::Returned) { look.alarm() } else { look.plain() };
                let used = put(buf, here, 3, 0, here.width.saturating_sub(4 + end), &count, style);
                let x = (3 + used + 2).max(SECOND);
                put(buf, here, x, 0, here.width.saturating_sub(x + 1 + end), &about, look.plain());
                marker(*i == panel.chosen, look, here, buf);
            }
        }
    }
}

fn laid_out(panel: &Today, shell: &Shell, rows: usize) -> Vec<Drawn> {
    let mut drawn = Vec::new();
    let mut heading = "";
    for (i, line) in panel.lines().into_iter().enumerate() {
        let under = heading_of(line, shell);
        if under != heading {
            drawn.extend((!drawn.is_empty()).then_some(Drawn::Gap));
            drawn.push(Drawn::Head(under));
            heading = under;
        }
        drawn.push(Drawn::Line(i, line, None));
    }
    if drawn.len() > rows {
        drawn.retain(|d| !matches!(d, Drawn::Gap));
    }
    if drawn.len() > rows { beside(&drawn) } else { drawn }
}

/// Each heading in the row of its first line.
fn beside(drawn: &[Drawn]) -> Vec<Drawn> {
    let mut head = None;
    let mut lines = Vec::new();
    for each in drawn {
        match each {
            Drawn::Gap => {}
            Drawn::Head(text) => head = Some(*text),
            Drawn::Line(i, line, _) => lines.push(Drawn::Line(*i, *line, head.take())),
        }
    }
    lines
}

fn heading_of(line: Line, shell: &Shell) -> &'static str {
    match line {
        Line::Waiting | Line::Called => shell.now,
        Line::DueToday | Line::Late | Line::Incoming | Line::Returned | Line::Papers | Line::Callbacks | Line::Redated => {
            shell.requests
        }
        Line::Booking(_) | Line::MoreBookings | Line::Unfinished | Line::Followups => shell.bookings,
        Line::Reading => shell.reading_room,
        Line::Exchange => shell.exchange,
    }
}

fn count(template: &str, n: i64) -> String {
    fill(template, [("n", n.to_string().as_str())].into_iter())
}

/// The line's count, and what it is about.
fn told(panel: &Today, line: Line, shell: &Shell, look: &Look) -> (String, String) {
    let none = walkin::Today::default();
    let counts = panel.counts.as_deref().unwrap_or(&none);
    let only = |text: String| (text, String::new());
    let size = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    match line {
        Line::Waiting => waiting(counts, shell, look),
        Line::Called => called(counts, shell, look),
        Line::Late => (count(shell.late, counts.late), counts.first_late.as_ref().map(|r| request(r, look)).unwrap_or_default()),
        Line::DueToday => {
            (count(shell.due_today, counts.due_today), counts.first_due.as_ref().map(|r| request(r, look)).unwrap_or_default())
        }
        Line::Incoming => only(count(shell.incoming, counts.incoming)),
        Line::Returned => only(count(shell.returned, counts.returned)),
        Line::Papers => only(count(shell.papers, counts.papers)),
        Line::Callbacks => only(count(shell.callbacks, counts.callbacks)),
        Line::Redated => only(count(shell.redated, counts.redated)),
        Line::Booking(i) => only(panel.bookings.get(i).map(|e| booking(panel, e, shell)).unwrap_or_default()),
        Line::MoreBookings => only(count(shell.more, size(panel.more()))),
        Line::Unfinished => only(count(shell.unfinished, size(panel.studio.unfinished))),
        Line::Followups => only(count(shell.followups, panel.studio.followups)),
        Line::Reading => {
            let loans = panel.loans;
            let facts = [("n", loans.overdue.to_string()), ("due", loans.due.to_string()), ("ready", loans.ready.to_string())];
            only(fill(shell.overdue, facts.iter().map(|(k, v)| (*k, v.as_str()))))
        }
        Line::Exchange => exchange(panel, shell),
    }
}

fn waiting(counts: &walkin::Today, shell: &Shell, look: &Look) -> (String, String) {
    let waiting = &counts.queue.waiting;
    let Some(next) = waiting.first() else { return (shell.nobody.to_owned(), String::new()) };
    let name = next.name.as_deref().map(mask::surname).unwrap_or_default();
    let why = next.place.as_ref().map(|p| crate::desk::walkin::rules::ticket::why_name(p.why)).unwrap_or_default();
    let first = if why == "turn" || why.is_empty() { String::new() } else { of_walkin::priority(why, look.lang) };
    let facts = [("number", next.ticket.number.as_str()), ("name", &name), ("why", &first)];
    let n = i64::try_from(waiting.len()).unwrap_or(i64::MAX);
    (count(shell.waiting, n), fill(shell.next, facts.into_iter()).trim_end().to_owned())
}

fn called(counts: &walkin::Today, shell: &Shell, look: &Look) -> (String, String) {
    let Some(at_window) = counts.queue.called.first() else { return Default::default() };
    let minutes = at_window.ticket.called_at.map_or(0, |at| look.now.minutes_since(at));
    let name = at_window.name.as_deref().map(mask::surname).unwrap_or_default();
    let others = counts.queue.called.len().saturating_sub(1);
    let more = if others > 0 { count(shell.others_called, i64::try_from(others).unwrap_or(0)) } else { String::new() };
    let facts = [("number", at_window.ticket.number.as_str())];
    let window = at_window.ticket.window.clone().unwrap_or_default();
    let about = fill(shell.serving, [("n", minutes.to_string().as_str()), ("window", window.as_str())].into_iter());
    (fill(shell.called, facts.into_iter()), format!("{about}  {name}  {more}").trim_end().to_owned())
}

fn request(row: &Row, look: &Look) -> String {
    let w = of_walkin::words(look.lang);
    let over = match row.left {
        Some(n) if row.late => fill(w.over, [("n", n.abs().to_string().as_str())].into_iter()),
        _ => row
            .due
            .as_deref()
            .and_then(|d| d.get(11..))
            .map(|t| fill(w.before_hour, [("time", t)].into_iter()))
            .unwrap_or_default(),
    };
    format!("{}  {}  {over}", row.short, row.service_name).trim_end().to_owned()
}

fn booking(panel: &Today, entry: &crate::desk::studio::Entry, shell: &Shell) -> String {
    let b = &entry.booking;
    let (start, kind) = (b.start.format("%H:%M"), &entry.kind_name);
    if b.seats > 0 {
        let (taken, waiting) = panel.seats.iter().find(|s| s.0 == b.id).map_or((0, 0), |s| (s.1, s.2));
        let facts = [("taken", taken.to_string()), ("seats", b.seats.to_string()), ("n", waiting.to_string())];
        let seats = fill(shell.seats, facts.iter().map(|(k, v)| (*k, v.as_str())));
        return format!("{start}  {kind}  {seats}  {}", b.title).trim_end().to_owned();
    }
    let with = if entry.advisor_name.is_empty() { &entry.place_name } else { &entry.advisor_name };
    format!("{start}  {with}  {kind}  {}  {}", mask::surname(&b.client_name), b.community).trim_end().to_owned()
}

/// What others lack, the last file that came, and what somebody has to settle.
fn exchange(panel: &Today, shell: &Shell) -> (String, String) {
    let lacks = panel.peers.iter().filter(|p| p.lacks > 0);
    let to_send: Vec<_> = lacks
        .map(|p| {
            let name = if p.name.is_empty() { &p.site } else { &p.name };
            fill(shell.lacks, [("name", name.as_str()), ("n", p.lacks.to_string().as_str())].into_iter())
        })
        .collect();
    let sent = if to_send.is_empty() { shell.all_sent.to_owned() } else { to_send.join("  ") };
    let last = panel.peers.iter().filter(|p| !p.heard.is_empty()).max_by_key(|p| p.heard.clone()).map(|p| {
        let name = if p.name.is_empty() { &p.site } else { &p.name };
        let day = p.heard.get(5..10).unwrap_or_default();
        fill(shell.heard, [("name", name.as_str()), ("day", day)].into_iter())
    });
    let open = panel.exchange.as_ref().map_or(0, |e| e.open.len());
    let open = if open > 0 { count(shell.to_settle, i64::try_from(open).unwrap_or(0)) } else { String::new() };
    (sent, format!("{}  {open}", last.unwrap_or_default()).trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::{loans, studio};
    use crate::i18n::Lang;

    /// A day with something of everything.
    fn full(bookings: usize) -> Today {
        let mut panel = Today::default();
        let (late, due_today, incoming, returned, papers, callbacks, redated) = (1, 1, 1, 1, 1, 1, 1);
        let counts =
            walkin::Today { late, due_today, incoming, returned, papers, callbacks, redated, ..walkin::Today::default() };
        panel.counts = Some(Box::new(counts));
        panel.bookings = vec![studio::Entry::default(); bookings];
        panel.studio = studio::Figures { unfinished: 1, followups: 1 };
        panel.loans = loans::Pressing { overdue: 1, ..loans::Pressing::default() };
        panel.peers = vec![Default::default()];
        panel
    }

    #[test]
    fn a_full_day_stands_whole_at_80_by_24_and_no_heading_without_its_line() {
        let shell = words(Lang::Zh);
        for bookings in 0..9 {
            let panel = full(bookings);
            for rows in 16..40 {
                let drawn = laid_out(&panel, shell, rows);
                assert!(drawn.len() <= rows, "{bookings} bookings, {rows} rows: {drawn:?}");
                let lines = drawn.iter().filter(|d| matches!(d, Drawn::Line(..))).count();
                assert_eq!(lines, panel.lines().len());
                for pair in drawn.windows(2) {
                    assert!(!matches!(pair[0], Drawn::Head(_)) || matches!(pair[1], Drawn::Line(..)), "{drawn:?}");
                }
            }
            let told = panel.lines().iter().filter(|l| matches!(l, Line::Booking(_))).count() + panel.more();
            assert_eq!(told, bookings, "each is named or counted");
        }
    }
}
