//! Drawing the studio's week, cell by cell: every column has the same cells whatever is written in it.

use super::look::Look;
use super::paint::put;
use super::studio_month;
use super::table::marker;
use crate::app::panel::{Focus, Panel as _};
use crate::app::studio::Studio;
use crate::app::studio::grid::Spot;
use crate::base::clock::Moment;
use crate::desk::studio::rules::lapsed;
use crate::desk::studio::slots::STEP;
use crate::desk::studio::week::{Cell, Week};
use crate::desk::studio::{Booking, Detail, Entry, State};
use crate::i18n::fill;
use crate::i18n::studio::{Studio as Words, state, words};
use crate::text::{mask, width};
use chrono::{Datelike as _, Duration, NaiveDateTime};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// Cells of the time column.
const TIME: u16 = 8;
/// Rows below the grid: what is selected (2), legend, box.
const BELOW: u16 = 4;
/// A day's column is never wider.
const WIDEST: u16 = 16;

/// The grid or the day list, then what is selected, then the box.
pub fn draw(panel: &Studio, look: &Look, area: Rect, buf: &mut Buffer) -> Option<Position> {
    let w = words(look.lang);
    let upper = Rect { height: area.height.saturating_sub(BELOW), ..area };
    let lower = Rect::new(area.x, area.y + upper.height, area.width, area.height - upper.height);
    let spot = match &panel.page {
        _ if panel.month.is_some() => {
            panel.month.as_ref().map_or_else(Position::default, |m| studio_month::draw(m, look, upper, buf))
        }
        Some(_) if panel.listed => day_list(panel, look, upper, buf),
        Some(page) if page.week.rows.is_empty() => {
            let cells = usize::from(upper.width.saturating_sub(4));
            for (y, line) in (1..upper.height).zip(width::folded(w.no_rows, cells)) {
                put(buf, upper, 2, y, upper.width - 2, &line, look.plain());
            }
            Position::new(upper.x + 2, upper.y + 1)
        }
        Some(page) => week(panel, &page.week, look, upper, buf),
        None => Position::new(upper.x, upper.y),
    };
    selected(panel, look, lower, buf);
    let legend = legend(panel, w);
    put(buf, lower, 2, 2, lower.width, &legend, look.plain());
    let at = text_box(panel, look, lower, buf);
    Some(if panel.focus() == Focus::Box { at } else { spot })
}

fn legend(panel: &Studio, w: &Words) -> String {
    let place = panel.place().map(|p| p.name.as_str());
    let who = panel.advisor().map(|a| a.advisor.name.as_str()).or(place).unwrap_or(w.everyone);
    let count = panel.unfinished.len();
    let late = fill(w.unfinished, [("n", count.to_string().as_str())].into_iter());
    let late = if count == 0 { String::new() } else { format!("   ! {late}") };
    let away = panel.displaced().len();
    if away > 0 {
        // What has to be done takes the place of what the signs mean.
        let away = fill(w.displaced, [("n", away.to_string().as_str())].into_iter());
        return format!("{who}   ! {away}{late}");
    }
    format!("{who}   {}{late}", w.legend)
}

fn text_box(panel: &Studio, look: &Look, area: Rect, buf: &mut Buffer) -> Position {
    let y = 3;
    put(buf, area, 1, y, 1, ">", look.bold());
    let (shown, at) = panel.line.view(usize::from(area.width.saturating_sub(4)));
    let empty = panel.line.is_empty() && panel.focus() == Focus::List;
    let w = words(look.lang);
    let moving = panel.moving.as_ref().map(|(_, number)| fill(w.moving, [("number", number.as_str())].into_iter()));
    let text = if empty { moving.as_deref().unwrap_or(w.line_hint) } else { &shown };
    put(buf, area, 3, y, area.width.saturating_sub(3), text, look.plain());
    let x = area.x + 3 + u16::try_from(at).unwrap_or(0);
    Position::new(x.min(area.right().saturating_sub(1)), (area.y + y).min(area.bottom().saturating_sub(1)))
}

/// The week; where the selected cell begins.
fn week(panel: &Studio, week: &Week, look: &Look, area: Rect, buf: &mut Buffer) -> Position {
    let w = words(look.lang);
    let columns = u16::try_from(week.days.len().max(1)).unwrap_or(7);
    let wide = (area.width.saturating_sub(TIME + 1) / columns).min(WIDEST);
    put(buf, area, 1, 0, TIME, &fill(w.week, [("n", week.number.to_string().as_str())].into_iter()), look.plain());
    for (i, day) in week.days.iter().enumerate() {
        let worked = if panel.page.as_ref().is_some_and(|p| p.worked.contains(day)) { w.worked } else { "" };
        let name = w.weekdays[day.weekday().num_days_from_monday() as usize];
        let style = if i == panel.spot.column { look.bold() } else { look.plain() };
        let date = format!("{}{worked}", day.format("%m-%d"));
        let (date, today) = (date.as_str(), if *day == look.now.date() { "*" } else { "" });
        // A narrow column gives up the blank first, then the weekday: a date that is cut says nothing.
        let heads = [format!("{name} {date}{today}"), format!("{name}{date}"), date.to_string()];
        let fits = |head: &&String| width::cells(head) < usize::from(wide);
        put(buf, area, left(i, wide) + 1, 0, wide - 1, heads.iter().find(fits).unwrap_or(&heads[2]), style);
    }
    let visible = usize::from(area.height.saturating_sub(1)).max(1);
    let top = (panel.spot.row + 1).saturating_sub(visible);
    for (y, (n, row)) in week.rows.iter().enumerate().skip(top).take(visible).enumerate() {
        let y = u16::try_from(y + 1).unwrap_or(u16::MAX);
        put(buf, area, 2, y, 5, &row.time.format("%H:%M").to_string(), look.plain());
        for (i, cell) in row.cells.iter().enumerate() {
            let spot = Spot { row: n, column: i };
            let chosen = panel.spot == spot;
            // A half hour that is over is neither open nor closed: nothing can be booked in it.
            let over = spot.start(week).is_some_and(|start| is_over(start, look));
            let cell = if over && *cell == Cell::Free { &Cell::Closed } else { cell };
            cell_at(cell, chosen, look, (left(i, wide), y, wide), area, buf);
        }
    }
    let y = u16::try_from(panel.spot.row - top.min(panel.spot.row) + 1).unwrap_or(1);
    let x = (area.x + left(panel.spot.column, wide) + 1).min(area.right().saturating_sub(1));
    Position::new(x, (area.y + y).min(area.bottom().saturating_sub(1)))
}

fn left(column: usize, wide: u16) -> u16 {
    TIME + wide * u16::try_from(column).unwrap_or(0)
}

/// Is the half hour that begins then over, by the time that this run states?
fn is_over(start: NaiveDateTime, look: &Look) -> bool {
    start + Duration::minutes(STEP) <= look.now.local()
}

/// One cell: a mark before, the text, a mark behind, all within the column.
fn cell_at(cell: &Cell, chosen: bool, look: &Look, (x, y, wide): (u16, u16, u16), area: Rect, buf: &mut Buffer) {
    let room = usize::from(wide.saturating_sub(2));
    let text = match cell {
        Cell::Closed => "-".to_owned(),
        Cell::Free => ".".to_owned(),
        Cell::Booked { first: false, .. } if !chosen => "|".to_owned(),
        Cell::Booked { label, requested, more, .. } => {
            let request = if *requested { format!(" {}?", words(look.lang).request) } else { String::new() };
            let more = if *more > 0 { format!("+{more}") } else { String::new() };
            // How many come must not be cut: the name gives way.
            let name = label.trim_end_matches(|c: char| c.is_ascii_digit() || c == '/');
            let tail = format!("{}{request}{more}", &label[name.len()..]);
            format!("{}{tail}", width::clip(name, room.saturating_sub(width::cells(&tail))))
        }
    };
    let (open, close) = match cell {
        _ if chosen => (">", "<"),
        Cell::Booked { first: true, .. } => ("[", "]"),
        _ => (" ", ""),
    };
    let style = if chosen { look.bold() } else { look.plain() };
    put(buf, area, x, y, 1, open, look.plain());
    let used = put(buf, area, x + 1, y, wide.saturating_sub(2), &text, style);
    put(buf, area, x + 1 + used, y, 1, close, look.plain());
}

/// The bookings of the day, one a row.
fn day_list(panel: &Studio, look: &Look, area: Rect, buf: &mut Buffer) -> Position {
    let w = words(look.lang);
    let day = panel.page.as_ref().and_then(|p| p.week.days.get(panel.spot.column));
    if let Some(day) = day {
        let name = w.weekdays[day.weekday().num_days_from_monday() as usize];
        put(buf, area, 1, 0, area.width, &format!("{day} {name}"), look.bold());
    }
    let rows = panel.of_day();
    if rows.is_empty() {
        put(buf, area, 3, 1, area.width, w.nothing_today, look.plain());
    }
    let visible = usize::from(area.height.saturating_sub(1)).max(1);
    let top = (panel.row + 1).saturating_sub(visible);
    for (y, (n, entry)) in rows.into_iter().enumerate().skip(top).take(visible).enumerate() {
        let line = Rect::new(area.x, area.y + 1 + u16::try_from(y).unwrap_or(0), area.width, 1);
        day_row(entry, n == panel.row, look, line, buf);
    }
    let y = u16::try_from(panel.row - top.min(panel.row) + 1).unwrap_or(1);
    Position::new(area.x + 1, (area.y + y).min(area.bottom().saturating_sub(1)))
}

fn day_row(entry: &Entry, chosen: bool, look: &Look, area: Rect, buf: &mut Buffer) {
    let b = &entry.booking;
    let plain = look.plain();
    let who = if look.revealed && chosen { b.client_name.clone() } else { mask::surname(&b.client_name) };
    let with = if entry.advisor_name.is_empty() { &entry.place_name } else { &entry.advisor_name };
    put(buf, area, 3, 0, 11, &times(entry), plain);
    // A lecture or what recurs is known by its own name.
    put(buf, area, 16, 0, 10, if b.title.is_empty() { &entry.kind_name } else { &b.title }, plain);
    put(buf, area, 27, 0, 10, with, plain);
    put(buf, area, 38, 0, 8, &who, plain);
    put(buf, area, 47, 0, 14, &b.community, plain);
    let late = (b.state.open() && b.span().until < look.now.local()) || lapsed(b, look.now);
    let (mark, style) = if late { ("!", look.alarm()) } else { ("", plain) };
    put(buf, area, 62, 0, area.width.saturating_sub(62), &format!("{}{mark}", state(b.state, look.lang)), style);
    marker(chosen, look, area, buf);
}

fn times(entry: &Entry) -> String {
    let span = entry.booking.span();
    format!("{}-{}", span.from.format("%H:%M"), span.until.format("%H:%M"))
}

/// Two lines about what is selected: a booking, or a free time.
fn selected(panel: &Studio, look: &Look, area: Rect, buf: &mut Buffer) {
    let w = words(look.lang);
    let Some(entry) = panel.selected() else {
        let Some(start) = panel.page.as_ref().and_then(|p| panel.spot.start(&p.week)).filter(|_| !panel.listed) else { return };
        let cell = panel.page.as_ref().and_then(|p| panel.spot.cell(&p.week));
        let word = match cell {
            Some(Cell::Free) if is_over(start, look) => w.is_over,
            Some(Cell::Free) => w.free,
            _ => w.closed,
        };
        let end = start + Duration::minutes(STEP);
        let worked = panel.page.as_ref().is_some_and(|p| p.worked.contains(&start.date()));
        let why = if worked { format!("  {}", w.worked_hours) } else { String::new() };
        let text = format!("{}-{}  {word}{why}", start.format("%m-%d %H:%M"), end.format("%H:%M"));
        put(buf, area, 2, 0, area.width, &text, look.plain());
        return;
    };
    let b = &entry.booking;
    let detail = panel.detail.as_deref().filter(|d| d.entry.booking.id == b.id);
    let who = if look.revealed { b.client_name.clone() } else { mask::name(&b.client_name) };
    let phone = if look.revealed { b.phone.clone() } else { mask::phone(&b.phone) };
    let count = detail.filter(|d| d.count > 1).map(|d| fill(w.session, [("n", d.count.to_string().as_str())].into_iter()));
    let number =
        b.number.rsplit_once("-B").map_or(b.number.clone(), |(_, short)| format!("B{}", short.get(4..).unwrap_or(short)));
    let count = count.unwrap_or_default();
    let seats = detail.filter(|_| b.seats > 0).map(|d| {
        let (taken, all, waiting) = (d.taken.to_string(), b.seats.to_string(), d.waiting.to_string());
        fill(w.seats, [("taken", taken.as_str()), ("seats", all.as_str()), ("waiting", waiting.as_str())].into_iter())
    });
    let parts = [
        times(entry),
        entry.kind_name.clone(),
        b.title.clone(),
        seats.unwrap_or_default(),
        entry.advisor_name.clone(),
        if panel.is_displaced(entry) { w.is_away.to_owned() } else { String::new() },
        entry.place_name.clone(),
        b.community.clone(),
        who,
        phone,
        state(b.state, look.lang).to_owned(),
        offered_until(b, look, w),
        count,
        number,
    ];
    put(buf, area, 2, 0, area.width.saturating_sub(3), &joined(&parts), look.plain());
    if let Some(detail) = detail {
        put(buf, area, 2, 1, area.width.saturating_sub(3), &history(detail, look, w), look.plain());
    }
}

/// How long a freed seat is kept for who waits, and that it no longer is.
fn offered_until(booking: &Booking, look: &Look, w: &Words) -> String {
    if booking.state != State::Offered {
        return String::new();
    }
    let until = Moment(booking.offer_until).local().format("%m-%d %H:%M").to_string();
    fill(if lapsed(booking, look.now) { w.offer_over } else { w.offer_until }, [("until", until.as_str())].into_iter())
}

fn joined(parts: &[String]) -> String {
    parts.iter().filter(|p| !p.is_empty()).map(String::as_str).collect::<Vec<_>>().join("  ")
}

/// Last time, follow-ups, notes; an interview note only after the reveal key.
fn history(detail: &Detail, look: &Look, w: &Words) -> String {
    let last = detail.last.as_ref().map(|e| {
        let day = e.booking.start.format("%m-%d").to_string();
        format!("{} {}", fill(w.last_time, [("day", day.as_str())].into_iter()), e.kind_name)
    });
    let due = detail.followups.iter().filter(|f| f.done.is_empty()).map(|f| {
        let late = if f.due < look.now.date().to_string() { "!" } else { "" };
        format!("{} {}{late}", f.text, fill(w.due, [("day", f.due.as_str())].into_iter()))
    });
    let notes = detail.notes.iter().filter(|n| look.revealed || !n.restricted).map(|n| n.text.clone());
    // Why it was cancelled or has to be moved comes first: the client asks.
    let booking = &detail.entry.booking;
    let first = std::iter::once(booking.reason.clone()).chain(last).chain([booking.topic.clone()]);
    let parts: Vec<String> = first.chain(due).chain(notes).collect();
    joined(&parts)
}
