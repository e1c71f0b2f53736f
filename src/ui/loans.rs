//! Drawing the reading room: the box, the reader in hand, the day's work, and the message that stops it.

mod page;

use super::look::Look;
use super::paint::{put, put_right};
use crate::app::loans::Loans;
use crate::app::panel::{Focus, Panel as _};
use crate::desk::loans::session::{Act, Line, Why};
use crate::desk::loans::{ReaderCard, Refusal, Scanned, TitleCard};
use crate::i18n::loan_forms::Fields as Labels;
use crate::i18n::loans::Loans as Words;
use crate::i18n::{fill, told};
use crate::text::width;
use chrono::{Datelike, NaiveDate};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// Rows above the list (box, rule, reader, rule), and below it (rule, message, rule, explanation).
const ABOVE: u16 = 4;
const BELOW: u16 = 6;
/// A body of fewer rows gives up the rules, so that the day's work stays in sight.
const TIGHT: u16 = 14;

/// The whole room.
pub fn draw(panel: &Loans, look: &Look, area: Rect, buf: &mut Buffer) -> Option<Position> {
    let w = Words::of(look.lang);
    let cursor = input(panel, w, look, area, buf);
    let tight = area.height < TIGHT;
    let (above, low) = if tight { (2, 3) } else { (ABOVE, BELOW) };
    if tight {
        in_hand(panel, w, look, Rect { y: area.y + 1, height: area.height.saturating_sub(1).min(1), ..area }, buf);
    } else {
        rule(look, area, 1, buf);
        in_hand(panel, w, look, Rect { y: area.y + 2, height: 1, ..area }, buf);
        rule(look, area, 3, buf);
    }
    let rows = area.height.saturating_sub(above + low);
    let middle = Rect::new(area.x, area.y + above.min(area.height), area.width, rows);
    let mut on_row = None;
    match (&panel.session.several, &panel.page, &panel.session.title) {
        (Some(several), ..) => candidates(several, w, look, middle, buf),
        (None, Some(shown), _) => on_row = Some(page::draw(shown, w, look, middle, buf)),
        (None, None, _) if panel.explained => page::day_by_day(panel, w, look, middle, buf),
        (None, None, Some(Scanned::Title(card))) => title(card, w, look, middle, buf),
        _ => lines(panel, w, look, middle, buf),
    }
    let below = Rect::new(area.x, area.y + area.height.saturating_sub(low), area.width, low.min(area.height));
    if tight {
        stop(panel, w, look, below, 0, buf);
    } else {
        rule(look, below, 0, buf);
        stop(panel, w, look, below, 1, buf);
    }
    if !tight || panel.session.stop.is_none() {
        explanation(panel, w, look, below, buf);
    }
    let list = panel.focus() == Focus::List && !panel.stopped();
    if list { on_row.or(Some(Position::new(area.x + 1, area.y + above.min(area.height.saturating_sub(1))))) } else { cursor }
}

fn rule(look: &Look, area: Rect, y: u16, buf: &mut Buffer) {
    if y >= area.height {
        return;
    }
    for x in 0..area.width {
        if buf.area.contains((area.x + x, area.y + y).into()) {
            buf[(area.x + x, area.y + y)].set_symbol(look.skin.border()[0]);
        }
    }
}

fn words(template: &str, facts: &[(&str, &str)]) -> String {
    fill(template, facts.iter().copied())
}

/// The box; while a message stands it shows what has been gathered.
fn input(panel: &Loans, w: &Words, look: &Look, area: Rect, buf: &mut Buffer) -> Option<Position> {
    let label = format!("{} > ", w.scan);
    let x = 1 + u16::try_from(width::cells(&label)).unwrap_or(0);
    put(buf, area, 1, 0, area.width, &label, look.bold());
    let right = panel.session.box_day.as_ref().map_or_else(|| w.automatic.to_owned(), |day| words(w.return_box, &[("day", day)]));
    put_right(buf, area, 0, 0, area.width.saturating_sub(2), &right, look.plain());
    let taken = u16::try_from(width::cells(&right)).unwrap_or(0) + x + 4;
    let (shown, at) = match &panel.session.stop {
        Some(stop) => (stop.gathered().to_owned(), width::cells(stop.gathered())),
        None => panel.line.view(usize::from(area.width.saturating_sub(taken).max(8))),
    };
    put(buf, area, x, 0, area.width.saturating_sub(x), &shown, look.plain());
    let at = (x + u16::try_from(at).unwrap_or(0)).min(area.width.saturating_sub(1));
    Some(Position::new(area.x + at, area.y))
}

fn in_hand(panel: &Loans, w: &Words, look: &Look, area: Rect, buf: &mut Buffer) {
    match &panel.session.reader {
        Some(card) => {
            let name = if look.revealed { &card.reader.name } else { &card.masked };
            let used = put(buf, area, 1, 0, area.width, &format!("{} {name}  {}", w.reader, card.reader.card), look.bold());
            put(buf, area, used + 4, 0, area.width.saturating_sub(used + 4), &standing(card, w), look.plain());
        }
        None => {
            put(buf, area, 1, 0, area.width, w.no_reader, look.plain());
        }
    }
}

/// `在借 2/5   可借 3   03-09 前还 1 册`.
fn standing(card: &ReaderCard, w: &Words) -> String {
    let number = |n: i64| n.to_string();
    let (loans, cap, left) = (number(card.loans), number(card.cap), number((card.cap - card.loans).max(0)));
    let mut parts = vec![words(w.on_loan, &[("loans", &loans), ("cap", &cap)]), words(w.may_borrow, &[("left", &left)])];
    if card.overdue > 0 {
        parts.push(words(w.overdue, &[("count", &number(card.overdue))]));
    } else if let Some(day) = &card.next_due {
        parts.push(words(w.next_due, &[("day", day.get(5..).unwrap_or(day)), ("count", &number(card.next_due_count))]));
    }
    if card.ready > 0 {
        parts.push(words(w.ready, &[("count", &number(card.ready))]));
    }
    parts.join("   ")
}

fn lines(panel: &Loans, w: &Words, look: &Look, area: Rect, buf: &mut Buffer) {
    for (y, line) in panel.session.lines.iter().enumerate() {
        let y = u16::try_from(y).unwrap_or(u16::MAX);
        if y < area.height {
            one(line, w, look, Rect::new(area.x, area.y + y, area.width, 1), buf);
        }
    }
}

fn one(line: &Line, w: &Words, look: &Look, area: Rect, buf: &mut Buffer) {
    let plain = look.plain();
    put(buf, area, 3, 0, 8, &line.at.local().format("%H:%M:%S").to_string(), plain);
    put(buf, area, 13, 0, 6, act(line.act, w), plain);
    let room = if area.width > 100 { 44 } else { 26 };
    put(buf, area, 19, 0, room, &line.title, plain);
    let x = 19 + room + 1;
    let (text, late) = tail(line, w);
    let style = if late { look.alarm() } else { plain };
    put(buf, area, x, 0, area.width.saturating_sub(x), &text, style);
}

/// What the end of a line says, and whether it is to be noticed.
fn tail(line: &Line, w: &Words) -> (String, bool) {
    let due = words(w.due, &[("day", &short_day(&line.due, w))]);
    match line.act {
        Act::Lent => (format!("{}  {due}", width::pad(&line.call_number, 11)), false),
        Act::Renewed => (format!("{}  {due}", width::pad(&words(w.times, &[("count", &line.times.to_string())]), 11)), false),
        Act::Returned => returned(line, w),
        Act::Other(_) => (line.reader.clone(), false),
    }
}

fn returned(line: &Line, w: &Words) -> (String, bool) {
    let late = line.warnings.iter().find(|r| r.code == Refusal::WasLate.into()).and_then(|r| r.facts.get("days"));
    let how = late.map_or_else(|| w.in_order.to_owned(), |days| words(w.late, &[("days", days)]));
    let held = line.held_for().and_then(|r| r.facts.get("reader"));
    let held = held.map(|reader| words(w.hold_shelf, &[("reader", reader)])).unwrap_or_default();
    let noticed = late.is_some() || !held.is_empty();
    (format!("{} {}  {held}", width::pad(&line.reader, 6), how).trim_end().to_owned(), noticed)
}

fn act(act: Act, w: &Words) -> &'static str {
    match act {
        Act::Lent => w.lent,
        Act::Returned => w.returned,
        Act::Renewed => w.renewed,
        Act::Other("copy.lost") => w.lost,
        Act::Other("copy.found") => w.found,
        Act::Other("copy.damaged") => w.damaged,
        Act::Other("title.add" | "copy.add") => w.entered,
        Act::Other("reader.add") => w.new_reader,
        Act::Other("title.update" | "copy.update" | "reader.update") => w.corrected,
        Act::Other("transfer.send") => w.sent,
        Act::Other("transfer.receive") => w.received,
        Act::Other("rule.set") => w.rule_set,
        Act::Other("visit.count") => w.visits,
        Act::Other("hold.cancel") => w.hold_off,
        Act::Other(_) => w.held,
    }
}

/// `03-23 周一`.
fn short_day(day: &str, w: &Words) -> String {
    let Ok(date) = day.parse::<NaiveDate>() else { return day.to_owned() };
    format!("{} {}", date.format("%m-%d"), w.weekdays[date.weekday().num_days_from_monday() as usize])
}

/// What was found, to be chosen by digit.
fn candidates(several: &Scanned, w: &Words, look: &Look, area: Rect, buf: &mut Buffer) {
    let Scanned::Several { readers, copies, titles } = several else { return };
    put(buf, area, 3, 0, area.width, w.choose, look.bold());
    let people = readers.iter().map(|r| (w.reader, r.reader.name.clone(), r.reader.card.clone()));
    let books = copies.iter().map(|c| (w.copy, c.title_name.clone(), format!("{}  {}", c.copy.barcode, w.state(&c.copy.state))));
    let works = titles.iter().map(|t| (w.title, t.title.name.clone(), format!("{}  {}", t.title.author, t.title.call_number)));
    for (n, (sort, name, detail)) in people.chain(books).chain(works).enumerate() {
        let y = u16::try_from(n + 1).unwrap_or(u16::MAX);
        if y >= area.height {
            break;
        }
        put(buf, area, 3, y, 2, &(n + 1).to_string(), look.bold());
        put(buf, area, 6, y, 6, sort, look.plain());
        put(buf, area, 13, y, 30, &name, look.plain());
        put(buf, area, 45, y, area.width.saturating_sub(45), &detail, look.plain());
    }
}

/// A title with its copies in every room.
fn title(card: &TitleCard, w: &Words, look: &Look, area: Rect, buf: &mut Buffer) {
    let free = card.copies.iter().filter(|c| c.state == "in").count().to_string();
    let (count, waiting) = (card.copies.len().to_string(), card.waiting.to_string());
    put(buf, area, 3, 0, area.width, &format!("{}  {}", card.title.name, card.title.author), look.bold());
    let line = words(w.title_line, &[("count", &count), ("free", &free), ("waiting", &waiting)]);
    put(buf, area, 3, 1, area.width, &format!("{}  {line}", card.title.call_number), look.plain());
    for (n, copy) in card.copies.iter().enumerate() {
        let y = u16::try_from(n + 2).unwrap_or(u16::MAX);
        if y >= area.height {
            break;
        }
        let due = copy.due.as_ref().map(|d| words(w.due, &[("day", &short_day(d, w))])).unwrap_or_default();
        put(buf, area, 3, y, 8, &copy.site, look.plain());
        put(buf, area, 12, y, 14, &copy.barcode, look.plain());
        put(buf, area, 27, y, 8, w.state(&copy.state), look.plain());
        put(buf, area, 36, y, area.width.saturating_sub(36), &due, look.plain());
    }
}

/// The message that stops the work, how to go on, and what waits meanwhile. Without one: the day's counts.
fn stop(panel: &Loans, w: &Words, look: &Look, area: Rect, top: u16, buf: &mut Buffer) {
    let Some(stop) = &panel.session.stop else {
        let text = match (&panel.session.twice, &panel.session.nothing) {
            (Some(text), _) => words(w.twice, &[("text", text)]),
            (None, Some(text)) => words(w.unknown, &[("text", text)]),
            (None, None) => today(panel, w, look),
        };
        put(buf, area, 1, top, area.width, &text, look.plain());
        return;
    };
    let mut texts = why(&stop.why, w, look);
    if stop.again.is_some() {
        // One key goes on: it says what stands in the journal then.
        let notes = words(w.insist_notes, &[("reason", w.insisted)]);
        if let Some(next) = texts.last_mut() {
            next.push_str(&notes);
        }
    }
    let l = Labels::of(look.lang);
    let offer = match &stop.why {
        Why::Unknown { as_what, .. } if matches!(as_what.as_str(), "card" | "id_number") => l.enter_reader,
        Why::Unknown { .. } => l.enter_book,
        _ => w.insist,
    };
    let answers = if stop.offers() { format!("{}  {offer}", w.understood) } else { w.understood.to_owned() };
    let cells = u16::try_from(width::cells(&answers)).unwrap_or(0) + 3;
    let rows = fitting(&texts, usize::from(area.width.saturating_sub(2)), usize::from(cells));
    for (y, text) in (top..).zip(&rows) {
        put(buf, area, 1, y, area.width, text, look.alarm());
    }
    put_right(buf, area, 0, top, area.width.saturating_sub(1), &answers, look.bold());
    if panel.session.waiting() > 0 {
        let count = panel.session.waiting().to_string();
        put(
            buf,
            area,
            3,
            area.height.saturating_sub(2).max(top + 1),
            area.width,
            &words(w.queue, &[("count", &count)]),
            look.plain(),
        );
    }
}

/// The reasons and the next step in three rows; the first leaves `kept` cells for the answers. A reason that is too long
/// goes on in the next row.
fn fitting(texts: &[String], cells: usize, kept: usize) -> Vec<String> {
    let mut rows: Vec<String> = Vec::new();
    for text in texts {
        let text = format!("! {text}");
        let room = if rows.is_empty() { cells.saturating_sub(kept) } else { cells };
        let head = width::folded(&text, room).into_iter().next().unwrap_or_default();
        let rest = text[head.len().min(text.len())..].trim_start().to_owned();
        rows.push(head);
        rows.extend(
            (!rest.is_empty())
                .then(|| width::folded(&rest, cells.saturating_sub(2)))
                .into_iter()
                .flatten()
                .map(|r| format!("  {r}")),
        );
    }
    // With more than three rows the next step, which stands last, is kept.
    while rows.len() > 3 {
        rows.remove(2.min(rows.len() - 2));
    }
    rows
}

fn today(panel: &Loans, w: &Words, look: &Look) -> String {
    let c = &panel.counts;
    let facts = [
        ("lent", c.lent),
        ("returned", c.returned),
        ("open", c.open),
        ("due", c.due),
        ("overdue", c.overdue),
        ("ready", c.ready),
    ];
    let facts: Vec<(&str, String)> = facts.into_iter().map(|(name, n)| (name, n.to_string())).collect();
    let told = fill(w.today, facts.iter().map(|(name, n)| (*name, n.as_str())));
    let visits = words(Labels::of(look.lang).visits, &[("count", &c.visits.to_string())]);
    if c.visits > 0 { format!("{told}   {visits}") } else { told }
}

fn why(why: &Why, w: &Words, look: &Look) -> Vec<String> {
    match why {
        Why::Refused(reasons) => {
            let mut texts: Vec<String> = reasons.iter().map(|r| told(r, look.lang).0).collect();
            texts.extend(reasons.first().map(|r| told(r, look.lang).1));
            texts
        }
        Why::Unknown { text, as_what } => {
            let template = match as_what.as_str() {
                "card" => w.unknown_reader,
                "barcode" => w.unknown_copy,
                _ => w.unknown_number,
            };
            vec![words(template, &[("text", text)]), w.next_card.to_owned()]
        }
        Why::NoReader(copy) => {
            vec![words(w.scan_card_first, &[("title", &copy.title_name), ("state", w.state(&copy.copy.state))])]
        }
        Why::Fault(text) => vec![text.clone()],
    }
}

/// Which rule decided the last due date; on the key, the way to it day by day.
fn explanation(panel: &Loans, w: &Words, look: &Look, area: Rect, buf: &mut Buffer) {
    let Some(line) = panel.session.lines.front().filter(|l| !l.rule.is_empty()) else { return };
    let text = words(w.by_rule, &[("rule", &w.rule_named(&line.rule))]);
    put(buf, area, 1, area.height.saturating_sub(1), area.width, &text, look.plain());
}
