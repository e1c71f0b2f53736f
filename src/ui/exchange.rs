//! Drawing the exchange room: clashes and sites left, the one in hand right; files on their way over both.

use super::look::Look;
use super::paint::{put, put_right};
use super::table::marker;
use crate::app::exchange::{Exchange, Files, Row};
use crate::desk::accord::Card;
use crate::desk::report::{Node, SILENT_DAYS};
use crate::desk::sites::spool::{Errand, Outcome, Waiting, Written};
use crate::i18n::accord::{choice, headline, why, words as clash_words};
use crate::i18n::exchange::told;
use crate::i18n::spool::{Spool, words};
use crate::i18n::{Lang, fill};
use crate::text::width;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// From this width the one in hand stands beside the list.
const TWO: u16 = 76;

pub fn draw(panel: &Exchange, look: &Look, area: Rect, buf: &mut Buffer) -> Option<Position> {
    match &panel.files {
        Files::Rest => {}
        Files::Busy(errand, done, total) => busy(*errand, *done, *total, look, area, buf),
        Files::Preview(files) => arrived(files, true, look, area, buf),
        Files::Done(Outcome::Read(files)) if !files.is_empty() => arrived(files, false, look, area, buf),
        Files::Done(outcome) => ended(outcome, look, area, buf),
    }
    if panel.files != Files::Rest {
        return Some(Position::new(area.x + 1, area.y));
    }
    let two = area.width >= TWO;
    let left = Rect { width: if two { area.width * 9 / 20 } else { area.width }, ..area };
    let beside = Rect { x: left.right() + 1, width: area.width.saturating_sub(left.width + 1), ..area };
    // On a narrow screen the lower half tells of the row in hand.
    let below = Rect { y: area.y + area.height / 2, height: area.height - area.height / 2, ..area };
    let list_area = if two { left } else { Rect { height: area.height / 2, ..area } };
    let at = list(panel, look, list_area, buf);
    let detail = if two { beside } else { below };
    match panel.row() {
        Some(Row::Clash(card)) => clash(panel, card, look, detail, buf),
        Some(Row::Site(node)) => site(node, look, detail, buf),
        None => {
            put(buf, detail, 1, 0, detail.width, clash_words(look.lang).none, look.plain());
        }
    }
    Some(at)
}

/// A heading, the clashes, a heading, the sites: the part of it that holds the row in hand.
fn list(panel: &Exchange, look: &Look, area: Rect, buf: &mut Buffer) -> Position {
    let (w, c) = (words(look.lang), clash_words(look.lang));
    let clashes = panel.clashes.len();
    let height = usize::from(area.height);
    // Rows of the list with its two headings; the chosen one stays on the screen.
    let place = panel.chosen + 1 + usize::from(panel.chosen >= clashes);
    let top = place.saturating_sub(height.saturating_sub(1));
    for (y, line) in (0..area.height).zip(top..panel.rows() + 2) {
        let row = Rect { y: area.y + y, height: 1, ..area };
        if line == 0 {
            put(buf, row, 1, 0, row.width, &format!("{} {clashes}", c.title), look.bold());
        } else if line == clashes + 1 {
            put(buf, row, 1, 0, row.width, &format!("{} {}", w.sites, panel.network.sites.len()), look.bold());
        } else if line <= clashes {
            put(buf, row, 3, 0, row.width.saturating_sub(4), &headline(&panel.clashes[line - 1], look.lang), look.plain());
            marker(line - 1 == panel.chosen, look, row, buf);
        } else if let Some(node) = panel.network.sites.get(line - clashes - 2) {
            site_line(node, w, look, row, buf);
            marker(line - 2 == panel.chosen, look, row, buf);
        }
    }
    Position::new(area.x + 1, area.y + u16::try_from(place - top).unwrap_or(0).min(area.height.saturating_sub(1)))
}

fn site_line(node: &Node, w: &Spool, look: &Look, row: Rect, buf: &mut Buffer) {
    put(buf, row, 3, 0, 6, &node.site, look.plain());
    put(buf, row, 9, 0, 10, &node.name, look.plain());
    let wrong = match node {
        _ if node.forks > 0 => format!("{}!", w.forks),
        _ if node.gaps > 0 => format!("{}!", w.gaps),
        _ if node.heard_days.is_some_and(|d| d > SILENT_DAYS) => w.silent.to_owned(),
        _ if node.lacks > 0 => format!("{} {}", w.lacks, node.lacks),
        _ => String::new(),
    };
    let style = if wrong.ends_with('!') { look.alarm() } else { look.plain() };
    // How much waits is what the row is for: it stands whole at the edge, and the day before it gives way.
    let cells = u16::try_from(width::cells(&wrong)).unwrap_or(0);
    put_right(buf, row, 9, 0, row.width.saturating_sub(10), &wrong, style);
    let room = row.width.saturating_sub(22 + cells).min(9);
    put(buf, row, 20, 0, room, &when(node.heard_days, w), look.plain());
}

fn when(days: Option<i64>, w: &Spool) -> String {
    match days {
        None => w.never.to_owned(),
        Some(0) => w.today.to_owned(),
        Some(n) => fill(w.days, [("n", n.to_string().as_str())].into_iter()),
    }
}

/// What happened, both sides, why, and a key for each way out.
fn clash(panel: &Exchange, card: &Card, look: &Look, area: Rect, buf: &mut Buffer) {
    let c = clash_words(look.lang);
    let mut y = 0;
    let mut line = |x: u16, text: &str, bold: bool, buf: &mut Buffer| {
        for part in width::folded(text, usize::from(area.width.saturating_sub(x + 1)).max(1)) {
            put(buf, area, x, y, area.width.saturating_sub(x), &part, if bold { look.bold() } else { look.plain() });
            y += 1;
        }
    };
    line(1, &headline(card, look.lang), true, buf);
    for (n, side) in card.sides.iter().enumerate() {
        let name = c.sides.get(n).copied().unwrap_or("?");
        let at = side.at.get(5..16).unwrap_or(&side.at).replace('T', " ");
        let by = fill(c.by, [("clerk", side.clerk.as_str())].into_iter());
        line(
            1,
            &format!(
                "{name} {} {at} {by}{}",
                side.site,
                if n > 0 && n + 1 == card.sides.len() { format!(" < {}", c.later) } else { String::new() }
            ),
            false,
            buf,
        );
        let more: Vec<&str> =
            ["client", "phone", "reader", "due"].iter().filter_map(|k| side.facts.get(*k)).map(String::as_str).collect();
        line(4, &[side.value.as_str(), &more.join(" ")].join("  "), false, buf);
    }
    line(1, &format!("{}{}", c.because, why(card, look.lang)), false, buf);
    if !card.ours {
        let who = card.decides.join(" ");
        line(1, &fill(c.theirs, [("who", who.as_str())].into_iter()), true, buf);
    }
    for (digit, keep) in [(1, Some(0)), (2, Some(1)), (3, None)] {
        if panel.may(keep) {
            line(1, &format!("{digit} {}", choice(card, keep, look.lang)), true, buf);
        }
    }
}

fn site(node: &Node, look: &Look, area: Rect, buf: &mut Buffer) {
    let w = words(look.lang);
    put(buf, area, 1, 0, area.width, &format!("{} {}", node.name, node.site), look.bold());
    let day = |text: &str| text.get(..16).map_or_else(|| w.never.to_owned(), |t| t.replace('T', " "));
    let label = if look.lang == Lang::Zh { 13 } else { 21 };
    let rows = [
        (w.heard, day(&node.heard), false),
        (w.written, day(&node.written), false),
        (w.lacks, node.lacks.to_string(), false),
        (w.missing, node.missing.to_string(), false),
        (w.gaps, node.gaps.to_string(), node.gaps > 0),
        (w.forks, node.forks.to_string(), node.forks > 0),
        (w.held, node.held.to_string(), node.held > 0),
        (w.program, format!("{} / {}", node.app, node.schema), false),
    ];
    if node.gaps > 0 {
        put(buf, area, 1, 11, area.width.saturating_sub(1), w.fill_gap, look.bold());
    }
    for (y, (name, value, wrong)) in (2..).zip(rows) {
        put(buf, area, 1, y, label, name, look.plain());
        let value = if wrong { format!("{value} !") } else { value };
        put(
            buf,
            area,
            1 + label,
            y,
            area.width.saturating_sub(label + 1),
            &value,
            if wrong { look.alarm() } else { look.plain() },
        );
    }
}

fn busy(errand: Errand, done: u64, total: u64, look: &Look, area: Rect, buf: &mut Buffer) {
    let w = words(look.lang);
    let text = match errand {
        Errand::Write => w.writing,
        Errand::Look => w.looking,
        Errand::Read | Errand::Recover => w.reading,
    };
    put(buf, area, 1, 0, area.width, text, look.bold());
    let room = u64::from(area.width.saturating_sub(24)).max(1);
    if let Some(full) = (done.min(total) * room).checked_div(total) {
        let full = usize::try_from(full).unwrap_or(0);
        let bar = format!("[{}{}]", "#".repeat(full), "-".repeat(usize::try_from(room).unwrap_or(1) - full));
        put(buf, area, 1, 2, area.width, &bar, look.plain());
        put_right(buf, area, 0, 2, area.width - 1, &format!("{done}/{total}"), look.plain());
    }
}

/// What each file would bring or has brought, and what is wrong with it.
fn arrived(files: &[Waiting], before: bool, look: &Look, area: Rect, buf: &mut Buffer) {
    let w = words(look.lang);
    put(buf, area, 1, 0, area.width, if before { w.arrived } else { w.was_read }, look.bold());
    let mut y = 1;
    for file in files {
        put(buf, area, 1, y, 34, &file.file, look.plain());
        let counts = [("new", file.new), ("known", file.known), ("records", file.records)].map(|(k, n)| (k, n.to_string()));
        let mut text = fill(w.file_in, counts.iter().map(|(k, n)| (*k, n.as_str())));
        for (words, n) in [(w.clashes, file.clashes), (w.left_out, file.left_out)] {
            if n > 0 {
                text = format!("{text}  {}", fill(words, [("n", n.to_string().as_str())].into_iter()));
            }
        }
        put(buf, area, 3, y + 1, area.width.saturating_sub(3), &text, look.plain());
        y += 2;
        for finding in &file.findings {
            let (first, next) = told(finding, look.lang);
            for part in width::folded(
                &format!("{} {first} {next}", finding.code.name()),
                usize::from(area.width.saturating_sub(5)).max(1),
            ) {
                put(buf, area, 3, y, area.width.saturating_sub(3), &part, look.alarm());
                y += 1;
            }
        }
    }
    let foot = y.min(area.height.saturating_sub(1));
    let recover = before && files.iter().any(Waiting::wants_recovery);
    let next = [(recover, w.recover), (before, w.go_on), (true, w.close)].into_iter().find(|(is, _)| *is).map_or("", |(_, w)| w);
    put(buf, area, 1, foot, area.width, next, look.bold());
}

fn ended(outcome: &Outcome, look: &Look, area: Rect, buf: &mut Buffer) {
    let w = words(look.lang);
    match outcome {
        Outcome::Written { folder, files } => wrote(folder, files, look, area, buf),
        Outcome::Refused(finding) => {
            let (first, next) = told(finding, look.lang);
            for (y, part) in
                (0..).zip(width::folded(&format!("{first} {next}"), usize::from(area.width.saturating_sub(2)).max(1)))
            {
                put(buf, area, 1, y, area.width, &part, look.alarm());
            }
        }
        Outcome::Failed(words) => {
            put(buf, area, 1, 0, area.width, words, look.alarm());
        }
        Outcome::Arrived(_) | Outcome::Read(_) => {
            put(buf, area, 1, 0, area.width, w.nothing, look.plain());
        }
        Outcome::Moving { .. } => {}
    }
    put(buf, area, 1, area.height.saturating_sub(1), area.width, w.close, look.bold());
}

fn wrote(folder: &str, files: &[Written], look: &Look, area: Rect, buf: &mut Buffer) {
    let w = words(look.lang);
    put(buf, area, 1, 0, area.width, w.safe, look.bold());
    put(buf, area, 1, 1, area.width, &format!("{}{folder}", w.folder), look.plain());
    if files.iter().any(|f| !f.sealed) {
        put(buf, area, 1, 2, area.width, w.plain, look.alarm());
    }
    for (y, file) in (3..area.height.saturating_sub(1)).zip(files) {
        let n = file.operations.to_string();
        put(
            buf,
            area,
            3,
            y,
            area.width,
            &fill(w.file_out, [("to", file.to.as_str()), ("n", n.as_str())].into_iter()),
            look.plain(),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::clock::Moment;
    use crate::ui::Skin;

    #[test]
    fn how_much_waits_for_a_site_is_whole_at_80_columns() {
        for (lang, told) in [(Lang::Zh, "待发12345"), (Lang::En, "tosend12345")] {
            let row = Rect::new(0, 0, 80 * 9 / 20, 1);
            let mut buf = Buffer::empty(row);
            let look = Look { skin: Skin::Ascii, lang, now: Moment(0), revealed: false };
            let node = Node { site: "FH".into(), name: "FH".into(), lacks: 12_345, heard_days: None, ..Node::default() };
            site_line(&node, words(lang), &look, row, &mut buf);
            let text: String = buf.content.iter().map(|cell| cell.symbol().trim()).collect();
            assert!(text.ends_with(told), "{text}");
        }
    }
}
