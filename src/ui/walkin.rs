//! Drawing the walk-in room: what waits on the left, what is in hand on the right.

use super::look::Look;
use super::paint::{put, put_right};
use super::table::marker;
use crate::app::panel::{Focus, Panel as _};
use crate::app::walkin::{Selected, Walkin};
use crate::desk::walkin::{Card, InQueue, Row, State};
use crate::i18n::walkin::{Walkin as Words, priority, state, step, words};
use crate::i18n::{calendar, fill};
use crate::text::{mask, width};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// The left column at 80 cells.
const LEFT: u16 = 27;

/// A line of the left: a heading, or a row that may be selected.
enum Line<'a> {
    Head(String),
    Item(usize, Selected<'a>),
}

/// Draws the room; where the cursor belongs.
pub fn draw(room: &Walkin, look: &Look, area: Rect, buf: &mut Buffer) -> Option<Position> {
    let w = words(look.lang);
    let left = Rect { width: LEFT.min(area.width), ..area };
    let right = Rect { x: area.x + LEFT + 2, width: area.width.saturating_sub(LEFT + 3), ..area };
    for y in 0..area.height {
        raw(buf, area, LEFT, y, look.skin.border()[1]);
    }
    let on_box = boxed(room, w, look, left, buf);
    let list = Rect { y: left.y + 1, height: left.height.saturating_sub(1), ..left };
    let on_row = listed(room, w, look, list, buf);
    match (room.selected(), room.in_hand()) {
        (_, Some(card)) if room.explaining => explained(card, w, look, right, buf),
        (_, Some(card)) => card_of(card, w, look, right, buf),
        (Some(Selected::Waiting(t) | Selected::Aside(t)), _) => ticket(t, w, look, right, buf),
        _ => {}
    }
    if room.focus() == Focus::Box { Some(on_box) } else { on_row.or(Some(on_box)) }
}

fn boxed(room: &Walkin, w: &Words, look: &Look, area: Rect, buf: &mut Buffer) -> Position {
    let label = format!("{} > ", w.find);
    let x = 1 + put(buf, area, 1, 0, area.width - 1, &label, look.plain());
    let (shown, at) = room.line.view(usize::from(area.width.saturating_sub(x + 1)));
    put(buf, area, x, 0, area.width - x, &shown, look.plain());
    Position::new(area.x + x + u16::try_from(at).unwrap_or(0), area.y)
}

fn lines<'a>(room: &'a Walkin, w: &Words) -> Vec<Line<'a>> {
    let mut lines = Vec::new();
    if let Some(served) = room.served() {
        let name = served.name.as_deref().map(mask::surname).unwrap_or_default();
        lines.push(Line::Head(format!("{} {} {name}", w.now, served.ticket.number)));
    }
    lines.push(Line::Head(format!("{} {}", w.queue, room.queue.waiting.len())));
    let (waiting, aside) = (room.queue.waiting.len(), room.queue.aside.len());
    let papers = room.requests.iter().filter(|r| r.state == State::Papers.name()).count();
    let in_hand = room.requests.len() - papers;
    for at in 0..room.rows() {
        if at == waiting && aside > 0 {
            lines.push(Line::Head(format!("{} {aside}", w.aside)));
        }
        if at == waiting + aside && in_hand > 0 {
            lines.push(Line::Head(format!("{} {in_hand}", w.in_hand)));
        }
        if at == waiting + aside + in_hand {
            lines.push(Line::Head(format!("{} {papers}", w.waiting_papers)));
        }
        lines.extend(room.at(at).map(|s| Line::Item(at, s)));
    }
    lines
}

fn listed(room: &Walkin, w: &Words, look: &Look, area: Rect, buf: &mut Buffer) -> Option<Position> {
    let lines = lines(room, w);
    let chosen = lines.iter().position(|l| matches!(l, Line::Item(at, _) if *at == room.cursor)).unwrap_or(0);
    let top = (chosen + 1).saturating_sub(usize::from(area.height));
    let mut cursor = None;
    for (y, line) in (0..area.height).zip(lines.iter().skip(top)) {
        let row = Rect { y: area.y + y, height: 1, ..area };
        match line {
            Line::Head(text) => {
                put(buf, row, 1, 0, row.width - 1, text, look.bold());
            }
            Line::Item(at, selected) => {
                match selected {
                    Selected::Waiting(t) | Selected::Aside(t) => queue_row(t, w, look, row, buf),
                    Selected::Request(r) => request_row(r, w, look, row, buf),
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
    put_right(buf, row, 20, 0, row.width.saturating_sub(20), &format!("{}{}", t.minutes, w.minutes), look.plain());
}

fn request_row(r: &Row, w: &Words, look: &Look, row: Rect, buf: &mut Buffer) {
    let count = r.number.get(r.number.len().saturating_sub(4)..).unwrap_or(&r.number);
    put(buf, row, 3, 0, 5, count, look.plain());
    let lacks = fill(w.lacks, [("n", r.missing.to_string().as_str())].into_iter());
    let (told, style) = match r.left {
        _ if r.missing > 0 => (lacks, look.plain()),
        _ if r.late => (w.late.to_owned(), look.alarm()),
        Some(0) => (w.today.to_owned(), look.bold()),
        Some(n) => (format!("{n}{}", w.days), look.plain()),
        None => (String::new(), look.plain()),
    };
    let cells = u16::try_from(width::cells(&told)).unwrap_or(0);
    put(buf, row, 8, 0, row.width.saturating_sub(9 + cells), &r.service_name, look.plain());
    put_right(buf, row, 8, 0, row.width.saturating_sub(8), &told, style);
}

fn ticket(t: &InQueue, w: &Words, look: &Look, area: Rect, buf: &mut Buffer) {
    let name = t.name.as_deref().map(mask::name).unwrap_or_default();
    put(buf, area, 0, 0, area.width, &format!("{}  {name}", t.ticket.number), look.bold());
    let Some(place) = &t.place else { return };
    let why = priority(crate::desk::walkin::rules::ticket::why_name(place.why), look.lang);
    put(buf, area, 0, 1, area.width, &why, look.plain());
    let passed = fill(w.passed, [("n", place.passed.to_string().as_str())].into_iter());
    put(buf, area, 0, 2, area.width, &format!("{passed}  {}", place.behind.join(" ")), look.plain());
}

/// A border glyph as it is: the skin has already said that it is one cell wide.
fn raw(buf: &mut Buffer, area: Rect, x: u16, y: u16, glyph: &str) {
    let at = (area.x + x, area.y + y);
    if x < area.width && y < area.height && buf.area.contains(at.into()) {
        buf[at].set_symbol(glyph);
    }
}

/// Writes line after line.
struct Down<'a> {
    buf: &'a mut Buffer,
    area: Rect,
    y: u16,
    look: Look,
}

impl Down<'_> {
    fn line(&mut self, text: &str) {
        put(self.buf, self.area, 0, self.y, self.area.width, text, self.look.plain());
        self.y += 1;
    }

    fn rule(&mut self) {
        for x in 0..self.area.width {
            raw(self.buf, self.area, x, self.y, self.look.skin.border()[0]);
        }
        self.y += 1;
    }

    /// Words one after the other, on a new line where one does not fit.
    fn flow(&mut self, words: impl Iterator<Item = String>) {
        let mut line = String::new();
        for word in words {
            if !line.is_empty() && width::cells(&line) + width::cells(&word) + 2 > usize::from(self.area.width) {
                self.line(&line);
                line.clear();
            }
            if !line.is_empty() {
                line.push_str("  ");
            }
            line.push_str(&word);
        }
        if !line.is_empty() {
            self.line(&line);
        }
    }
}

fn card_of(card: &Card, w: &Words, look: &Look, area: Rect, buf: &mut Buffer) {
    let (request, item) = (&card.request, &card.service_item);
    let stands = state(request.state.name(), look.lang);
    let cells = u16::try_from(width::cells(&stands)).unwrap_or(0);
    let room = area.width.saturating_sub(cells + 1);
    put(buf, area, 0, 0, room, &format!("{}  {}", card.short, item.name), look.bold());
    put_right(buf, area, 0, 0, area.width, &stands, look.plain());
    let mut down = Down { buf, area, y: 1, look: *look };
    down.line(&person(card, look));
    due(card, w, look, &mut down);
    down.line(&request.summary);
    down.rule();
    let stages = card.stages.iter().skip(usize::try_from(request.stage).unwrap_or(0).saturating_sub(1)).take(4);
    for stage in stages {
        let people = if stage.people > 1 { w.two } else { "" };
        let at = stage.at.map(|m| m.local().format("%m-%d %H:%M").to_string()).unwrap_or_default();
        down.line(&format!("{} {}  {people}  {at}", stage.n, stage.name));
    }
    down.rule();
    let papers = card.papers.iter().map(|p| format!("[{}] {}", if p.state == "here" { "x" } else { " " }, p.name));
    down.flow(std::iter::once(w.papers.to_owned()).chain(papers));
    if let Some(at) = request.told_at.filter(|_| request.missing.is_some()) {
        let at = at.local().format("%m-%d %H:%M").to_string();
        down.line(&fill(w.told, [("at", at.as_str())].into_iter()));
    }
    down.rule();
    history(card, look, &mut down);
}

fn person(card: &Card, look: &Look) -> String {
    let (name, number, phone) = (card.name.as_deref(), card.id_number.as_deref(), card.phone.as_deref());
    let told = |text: Option<&str>, hide: fn(&str) -> String| {
        text.map(|t| if look.revealed { t.to_owned() } else { hide(t) }).unwrap_or_default()
    };
    format!("{}  {}  {}", told(name, mask::name), told(number, mask::id_number), told(phone, mask::phone))
}

fn due(card: &Card, w: &Words, look: &Look, down: &mut Down<'_>) {
    let request = &card.request;
    let Some(date) = &request.due else { return down.line(w.no_limit) };
    let basis = if request.due_basis == "ceiling" { w.ceiling } else { w.promised };
    let n = card.left.unwrap_or(0);
    let left = match request.state {
        State::Papers | State::Paused => w.still.to_owned(),
        State::Finished | State::Merged => String::new(),
        _ if card.late => fill(w.over, [("n", n.abs().to_string().as_str())].into_iter()),
        _ => fill(w.left, [("n", n.to_string().as_str())].into_iter()),
    };
    let doubt = if request.provisional { w.provisional } else { "" };
    let style = if card.late { look.alarm() } else { look.plain() };
    put(down.buf, down.area, 0, down.y, down.area.width, &format!("{basis} {date}  {left}  {doubt}"), style);
    down.y += 1;
}

fn history(card: &Card, look: &Look, down: &mut Down<'_>) {
    let room = usize::from(down.area.height.saturating_sub(down.y));
    let skip = card.steps.len().saturating_sub(room);
    for made in card.steps.iter().skip(skip) {
        let at = made.at.local().format("%m-%d %H:%M").to_string();
        let stage = made.stage.filter(|_| made.kind == "stage").and_then(|n| card.stages.iter().find(|s| s.n == n));
        let what = stage.map_or_else(|| step(&made.kind, look.lang), |s| s.name.clone());
        let text = match made.kind.as_str() {
            "pause" => made.text.as_deref().map(|t| calendar::pause(t, look.lang).to_owned()),
            _ => made.text.as_deref().map(|t| t.replace('\n', " ")),
        };
        down.line(&format!("{at} {what}  {}  {}", made.clerk, text.unwrap_or_default()));
    }
}

fn explained(card: &Card, w: &Words, look: &Look, area: Rect, buf: &mut Buffer) {
    put(buf, area, 0, 0, area.width, &format!("{}  {}", card.short, w.explained), look.bold());
    let room = usize::from(area.height.saturating_sub(1));
    let words = calendar::words(look.lang);
    let skip = card.days.len().saturating_sub(room);
    for (y, day) in (1..area.height).zip(card.days.iter().skip(skip)) {
        let mark = if day.counted { words.counted } else { words.not_counted };
        let weekday = calendar::weekday(day.line.date, look.lang);
        let why = calendar::why(&day.line.why, look.lang);
        put(buf, area, 0, y, area.width, &format!("{} {weekday}  {mark}  {why}", day.date), look.plain());
    }
}
