//! Drawing the walk-in room: what waits on the left, what is in hand on the right. From 120 cells its history stands
//! beside the card; below 80 the detail is a page of its own.

mod card;

use self::card::{card_of, explained, history};
use super::look::Look;
use super::paint::{put, put_right};
use super::table::marker;
use crate::app::panel::{Focus, Panel as _};
use crate::app::walkin::{NARROW, Section, Selected, Walkin};
use crate::desk::walkin::{Callback, Handed, InQueue, ReferralRow, Row};
use crate::i18n::walkin::{Walkin as Words, hold, priority, state, words};
use crate::i18n::{fill, shell};
use crate::text::{mask, width};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// The left column.
const LEFT: u16 = 27;
/// From here the history has a column of its own.
const WIDE: u16 = 120;

/// A line of the left: a heading, or a row that may be selected.
enum Line<'a> {
    Head(String),
    Item(usize, Selected<'a>),
}

/// Draws the room; where the cursor belongs.
pub fn draw(room: &Walkin, look: &Look, area: Rect, buf: &mut Buffer) -> Option<Position> {
    let w = words(look.lang);
    if usize::from(area.width) < NARROW {
        if room.paged && room.focus() == Focus::List {
            let page = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
            detail(room, w, look, page, buf, false);
            return Some(Position::new(page.x, page.y));
        }
        return left(room, w, look, area, buf);
    }
    let side = Rect { width: LEFT, ..area };
    upright(buf, area, LEFT, look);
    let right = Rect { x: area.x + LEFT + 2, width: area.width.saturating_sub(LEFT + 3), ..area };
    if area.width >= WIDE && !room.explaining {
        let half = right.width / 2;
        let beside = Rect { x: right.x + half + 2, width: right.width - half - 2, ..right };
        upright(buf, right, half, look);
        detail(room, w, look, Rect { width: half - 1, ..right }, buf, true);
        if let Some(card) = room.in_hand() {
            put(buf, beside, 0, 0, beside.width, w.history, look.bold());
            history(card, look, Rect { y: beside.y + 1, height: beside.height.saturating_sub(1), ..beside }, buf);
        }
    } else {
        detail(room, w, look, right, buf, false);
    }
    left(room, w, look, side, buf)
}

fn upright(buf: &mut Buffer, area: Rect, x: u16, look: &Look) {
    for y in 0..area.height {
        raw(buf, area, x, y, look.skin.border()[1]);
    }
}

/// The right side: what is selected; `beside`: its history has a column of its own.
fn detail(room: &Walkin, w: &Words, look: &Look, area: Rect, buf: &mut Buffer, beside: bool) {
    match (room.selected(), room.in_hand()) {
        (_, Some(card)) if room.explaining => explained(card, w, look, area, buf),
        (Some(Selected::Callback(call)), Some(card)) => {
            let told = fill(w.callback, [("due", call.due.as_str())].into_iter());
            put(buf, area, 0, 0, area.width, &format!("{told}  {}", call.reason.as_deref().unwrap_or("")), look.alarm());
            card_of(card, w, look, Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area }, buf, beside);
        }
        (_, Some(card)) => card_of(card, w, look, area, buf, beside),
        (Some(Selected::Incoming(row)), _) => incoming(row, w, look, area, buf),
        (Some(selected), _) => {
            if let Some(t) = selected.ticket() {
                ticket(t, w, look, area, buf);
            }
        }
        _ => {}
    }
}

/// What another desk hands over: whose it is, until when, what it is about.
fn incoming(row: &ReferralRow, w: &Words, look: &Look, area: Rect, buf: &mut Buffer) {
    let r = &row.referral;
    let shown = |text: Option<&str>, hide: fn(&str) -> String| {
        text.map(|t| if look.revealed { t.to_owned() } else { hide(t) }).unwrap_or_default()
    };
    put(buf, area, 0, 0, area.width, &format!("{}  {}", r.number, row.service_name), look.bold());
    let papers = r.papers.as_deref().map(|p| p.replace('\n', "  ")).unwrap_or_default();
    let lines = [
        format!("{}  {}", fill(w.handed_by, [("site", r.from_site.as_str()), ("name", &r.sender)].into_iter()), r.sent_at.date()),
        format!("{}  {}", shown(r.name.as_deref(), mask::name), shown(r.phone.as_deref(), mask::phone)),
        r.due.as_deref().map(|d| format!("{} {d}", w.due)).unwrap_or_default(),
        r.summary.clone(),
        if papers.is_empty() { papers } else { format!("{} {papers}", w.papers) },
    ];
    for (y, line) in (1..area.height).zip(lines.iter().filter(|l| !l.trim().is_empty())) {
        put(buf, area, 0, y, area.width, line, look.plain());
    }
}

fn left(room: &Walkin, w: &Words, look: &Look, area: Rect, buf: &mut Buffer) -> Option<Position> {
    let on_box = boxed(room, w, look, area, buf);
    let list = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
    let on_row = listed(room, w, look, list, buf);
    if room.focus() == Focus::Box { Some(on_box) } else { on_row.or(Some(on_box)) }
}

fn boxed(room: &Walkin, w: &Words, look: &Look, area: Rect, buf: &mut Buffer) -> Position {
    let label = match room.which.as_str() {
        "redated" => w.only_redated.to_owned(),
        "returned" => w.only_returned.to_owned(),
        _ => format!("{} > ", w.find),
    };
    let x = 1 + put(buf, area, 1, 0, area.width - 1, &label, look.plain());
    let (shown, at) = room.line.view(usize::from(area.width.saturating_sub(x + 1)));
    put(buf, area, x, 0, area.width - x, &shown, look.plain());
    Position::new(area.x + x + u16::try_from(at).unwrap_or(0), area.y)
}

fn head(room: &Walkin, section: Section, w: &Words) -> String {
    let name = match section {
        Section::Called => return w.now.to_owned(),
        Section::Waiting => w.queue,
        Section::Aside => w.aside,
        Section::Incoming => w.incoming,
        Section::InHand => w.in_hand,
        Section::Papers => w.waiting_papers,
        Section::Away => w.away,
        Section::Callbacks => w.callbacks,
        Section::Settled => w.settled,
    };
    format!("{name} {}", room.count(section))
}

/// Every section that has rows, the queue always.
fn lines<'a>(room: &'a Walkin, w: &Words) -> Vec<Line<'a>> {
    let mut lines = Vec::new();
    let mut at = 0;
    for section in Section::ALL {
        let n = room.count(section);
        if n > 0 || section == Section::Waiting {
            lines.push(Line::Head(head(room, section, w)));
        }
        lines.extend((at..at + n).filter_map(|i| room.at(i).map(|s| Line::Item(i, s))));
        at += n;
    }
    lines
}

fn listed(room: &Walkin, w: &Words, look: &Look, area: Rect, buf: &mut Buffer) -> Option<Position> {
    let lines = lines(room, w);
    let chosen = lines.iter().position(|l| matches!(l, Line::Item(at, _) if *at == room.cursor)).unwrap_or(0);
    // Pages are turned, never scrolled by one: a held arrow over a thin line ends sooner. The page begins at the heading.
    let rows = usize::from(area.height).max(1);
    let top = chosen / rows * rows;
    let mut cursor = None;
    for (y, line) in (0..area.height).zip(lines.iter().skip(top)) {
        let row = Rect { y: area.y + y, height: 1, ..area };
        match line {
            Line::Head(text) => {
                put(buf, row, 1, 0, row.width - 1, text, look.bold());
            }
            Line::Item(at, selected) => {
                match selected {
                    Selected::Called(t) | Selected::Waiting(t) | Selected::Aside(t) => queue_row(t, w, look, row, buf),
                    Selected::Incoming(r) => {
                        let used = put(buf, row, 3, 0, NUMBER, &short(&r.referral.number, look), look.plain()).max(9);
                        put(buf, row, 4 + used, 0, row.width.saturating_sub(5 + used), &r.service_name, look.plain());
                    }
                    Selected::Away(r) => away_row(r, look, row, buf),
                    Selected::Request(r) => request_row(r, w, look, row, buf),
                    Selected::Callback(c) => callback_row(c, w, look, row, buf),
                }
                marker(*at == room.cursor, look, row, buf);
                if *at == room.cursor {
                    cursor = Some(Position::new(row.x + 1, row.y));
                }
            }
        }
    }
    cursor
}

fn queue_row(t: &InQueue, w: &Words, look: &Look, row: Rect, buf: &mut Buffer) {
    put(buf, row, 3, 0, 5, &t.ticket.number, look.plain());
    let name = t.name.as_deref().map_or_else(|| "--".to_owned(), mask::surname);
    put(buf, row, 8, 0, 6, &name, look.plain());
    if t.ticket.priority.is_some() {
        put(buf, row, 15, 0, 5, w.first, look.plain());
    }
    let since = match t.ticket.called_at.filter(|_| t.place.is_none()) {
        Some(at) => look.now.minutes_since(at),
        None => t.minutes,
    };
    put_right(buf, row, 20, 0, row.width.saturating_sub(20), &format!("{since}{}", w.minutes), look.plain());
}

/// Cells of a number in the list, its year with it.
const NUMBER: u16 = 11;

/// The number as people say it: its count, the day where it is not today's, and the year where it is not this one: in
/// November `1225-0001` would be of a day to come.
fn short(number: &str, look: &Look) -> String {
    let part = |from_end: usize, cells: usize| number.len().checked_sub(from_end).and_then(|at| number.get(at..at + cells));
    let (count, day, year) = (part(4, 4).unwrap_or(number), part(9, 4).unwrap_or_default(), part(11, 2).unwrap_or_default());
    let today = look.now.date();
    match (year == today.format("%y").to_string(), day == today.format("%m%d").to_string()) {
        (true, true) => count.to_owned(),
        (true, false) => format!("{day}-{count}"),
        _ => format!("{year}{day}-{count}"),
    }
}

fn request_row(r: &Row, w: &Words, look: &Look, row: Rect, buf: &mut Buffer) {
    let settled = matches!(r.state.as_str(), "finished" | "merged");
    let lacks = fill(w.lacks, [("n", r.missing.to_string().as_str())].into_iter());
    let (told, style) = match r.left {
        _ if settled => (String::new(), look.plain()),
        _ if r.state == "referred" && r.handed.as_deref() == Some("sent_back") => (w.sent_back.to_owned(), look.alarm()),
        _ if r.state == "referred" && r.handed.as_deref() == Some("sent") => (w.sent_out.to_owned(), look.plain()),
        _ if r.state == "paused" => (w.on_pause.to_owned(), look.plain()),
        _ if r.missing > 0 => (lacks, look.plain()),
        _ if r.late => (w.late.to_owned(), look.alarm()),
        Some(0) => (w.today.to_owned(), look.bold()),
        Some(n) => (format!("{n}{}", w.days), look.plain()),
        None => (String::new(), look.plain()),
    };
    let cells = u16::try_from(width::cells(&told)).unwrap_or(0);
    let used = put(buf, row, 3, 0, NUMBER, &short(&r.number, look), look.plain());
    let x = 3 + used + 1;
    let mut room = row.width.saturating_sub(x + 1 + cells);
    if row.width > LEFT + 10 {
        // A page of its own has a place for who it is.
        let who = r.name.as_deref().map(mask::surname).unwrap_or_default();
        put(buf, row, x.max(13), 0, 8, &who, look.plain());
        room = row.width.saturating_sub(x.max(13) + 9 + cells + 1);
        put(buf, row, x.max(13) + 9, 0, room, &r.service_name, look.plain());
    } else {
        put(buf, row, x, 0, room, &r.service_name, look.plain());
    }
    put_right(buf, row, 8, 0, row.width.saturating_sub(8), &told, style);
}

/// Whose it is now, and whether it is finished there.
fn away_row(r: &ReferralRow, look: &Look, row: Rect, buf: &mut Buffer) {
    let done = r.referral.state == Handed::Finished;
    let told = format!("{} {}", r.referral.to_site, state(if done { "finished" } else { "accepted" }, look.lang));
    let cells = u16::try_from(width::cells(&told)).unwrap_or(0);
    let used = put(buf, row, 3, 0, NUMBER, &short(&r.referral.number, look), look.plain());
    let room = row.width.saturating_sub(used + 5 + cells);
    put(buf, row, 4 + used, 0, room, &r.service_name, look.plain());
    put_right(buf, row, 8, 0, row.width.saturating_sub(8), &told, if done { look.bold() } else { look.plain() });
}

fn callback_row(c: &Callback, w: &Words, look: &Look, row: Rect, buf: &mut Buffer) {
    let today = look.now.date().to_string();
    let (told, style) = match c.due.as_str().cmp(today.as_str()) {
        std::cmp::Ordering::Less => (w.late, look.alarm()),
        std::cmp::Ordering::Equal => (w.today, look.bold()),
        std::cmp::Ordering::Greater => (c.due.get(5..).unwrap_or_default(), look.plain()),
    };
    let cells = u16::try_from(width::cells(told)).unwrap_or(0);
    let used = put(buf, row, 3, 0, NUMBER, &short(&c.number, look), look.plain());
    // Whom to call, and about what: a number alone is nobody's.
    let name = c.name.as_deref().map(mask::name).unwrap_or_default();
    let room = row.width.saturating_sub(used + 5 + cells);
    // Two characters of an item and a mark tell nothing: then the name stands alone.
    let both = usize::from(room) >= width::cells(&name) + 6;
    let whom = if both { format!("{name} {}", c.about) } else { name };
    put(buf, row, 4 + used, 0, room, whom.trim(), look.plain());
    put_right(buf, row, 8, 0, row.width.saturating_sub(8), told, style);
}

fn ticket(t: &InQueue, w: &Words, look: &Look, area: Rect, buf: &mut Buffer) {
    let name = match t.name.as_deref() {
        Some(name) if look.revealed => name.to_owned(),
        Some(name) => mask::name(name),
        None => w.unknown_person.to_owned(),
    };
    put(buf, area, 0, 0, area.width, &format!("{}  {name}", t.ticket.number), look.bold());
    let mut lines = Vec::new();
    let group = t.ticket.priority.map(|p| priority(p.name(), look.lang));
    if let (Some(at), Some(window), None) = (t.ticket.called_at, &t.ticket.window, &t.place) {
        let facts = [("window", window.clone()), ("n", look.now.minutes_since(at).to_string())];
        lines.push(fill(w.window_at, facts.iter().map(|(k, v)| (*k, v.as_str()))));
    }
    if let Some(kind) = t.ticket.hold {
        lines.push(hold(kind.name(), look.lang));
    }
    match &t.place {
        Some(place) => {
            lines.push(priority(crate::desk::walkin::rules::ticket::why_name(place.why), look.lang));
            let passed = fill(w.passed, [("n", place.passed.to_string().as_str())].into_iter());
            lines.push(format!("{passed}  {}", place.behind.join(" ")));
        }
        None => lines.extend(group),
    }
    if let Some(window) = &t.ticket.wanted {
        lines.push(format!("{} {window}", shell::words(look.lang).window));
    }
    for (y, line) in (1..area.height).zip(&lines) {
        put(buf, area, 0, y, area.width, line, look.plain());
    }
}

/// A border glyph as it is: the skin has already said that it is one cell wide.
fn raw(buf: &mut Buffer, area: Rect, x: u16, y: u16, glyph: &str) {
    let at = (area.x + x, area.y + y);
    if x < area.width && y < area.height && buf.area.contains(at.into()) {
        buf[at].set_symbol(glyph);
    }
}
