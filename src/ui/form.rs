//! Drawing a form over its room: label, line, candidates under the field that has the cursor.

use super::look::Look;
use super::paint::{boxed, put, put_right};
use crate::app::layer::OpenForm;
use crate::form::{Candidate, Field, Kind};
use crate::i18n::shell;
use crate::text::width;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// Candidates shown at once.
const SHOWN: usize = 9;

/// Draws the form; the cursor in its field.
pub fn draw(open: &OpenForm, look: &Look, body: Rect, buf: &mut Buffer) -> Option<Position> {
    let width = body.width.saturating_sub(8).clamp(56, 90).min(body.width);
    let area = Rect::new(body.x + (body.width - width) / 2, body.y, width, body.height);
    let form = &open.form;
    let needed = form.fields().len() + candidates_of(form.fields(), form.focus()) + 2;
    let height = u16::try_from(needed).unwrap_or(body.height).min(body.height).max(5.min(body.height));
    let inside = boxed(buf, Rect { height, ..area }, &open.title, look.skin.border());
    if inside.height == 0 {
        return None;
    }
    let labels = form.fields().iter().filter(|f| f.kind != Kind::Note).map(|f| width::cells(&f.label)).max().unwrap_or(4);
    // A label is cut only where the box is narrow: what is asked must be read whole.
    let labels = labels.min(if inside.width < 60 { 16 } else { 24 });
    let at = u16::try_from(labels).unwrap_or(16) + 4;
    let rows = usize::from(inside.height);
    let shown = candidates_of(form.fields(), form.focus()).min(rows.saturating_sub(1));
    let first = form.fields().get(form.focus()).map_or(0, |f| (f.chosen + 1).saturating_sub(shown));
    // On a small screen the field that has the cursor stays in sight, and under it what it offers.
    let top = (form.focus() + shown + 1).saturating_sub(rows).min(form.focus());
    let mut cursor = None;
    let mut y = 0;
    for (i, field) in form.fields().iter().enumerate().skip(top) {
        if y >= inside.height {
            break;
        }
        if field.kind == Kind::Note {
            put(buf, inside, 1, y, inside.width.saturating_sub(2), &field.label, look.plain());
            y += 1;
            continue;
        }
        let focused = i == form.focus();
        put(buf, inside, 1, y, at - 4, &field.label, if focused { look.bold() } else { look.plain() });
        if focused {
            put(buf, inside, at - 2, y, 1, ">", look.bold());
        }
        let room = inside.width.saturating_sub(at + 2);
        let (text, cell) = field.line.view(usize::from(room));
        put(buf, inside, at, y, room, &text, look.plain());
        if form.complained && field.missing() && !field.line.text().trim().is_empty() {
            // What was typed stays in sight: it is what must be put right.
            put_right(buf, inside, at, y, room, shell::words(look.lang).unchosen, look.alarm());
        } else if form.complained && field.missing() {
            put(buf, inside, at, y, room, shell::words(look.lang).required, look.alarm());
        } else if let Some(words) = field.wrong {
            put_right(buf, inside, at, y, room, words, look.alarm());
        } else if focused && field.line.is_empty() && !field.hint.is_empty() {
            put_right(buf, inside, at, y, room, field.hint, look.plain());
        } else if focused && form.found_nothing() {
            put_right(buf, inside, at, y, room, shell::words(look.lang).nothing_found, look.plain());
        }
        if focused && field.picked.is_none() && (field.more || field.candidates.len() > shown) && field.takes_text() {
            put_right(buf, inside, at, y, room, shell::words(look.lang).more_found, look.plain());
        }
        if focused {
            cursor = Some(Position::new(inside.x + at + u16::try_from(cell).unwrap_or(0), inside.y + y));
            candidates(field, first..first + shown, look, inside, (at, y + 1), buf);
            y += u16::try_from(shown).unwrap_or(0);
        }
        y += 1;
    }
    cursor
}

fn open_to_choose(field: &Field) -> bool {
    field.kind == Kind::Checks || (field.picks() && field.picked.is_none())
}

fn candidates_of(fields: &[Field], focus: usize) -> usize {
    fields.get(focus).filter(|f| open_to_choose(f)).map_or(0, |f| f.candidates.len().min(SHOWN))
}

/// Mark, digit and blank before a candidate's name.
const HEAD: usize = 3;
/// A name longer than this pushes its own detail aside and not everybody's.
const NAME: usize = 18;

/// Where the details behind these names begin, so that they stand below each other.
fn column<'a>(candidates: impl Iterator<Item = &'a Candidate>) -> u16 {
    let named = candidates.map(|c| width::cells(&c.label)).filter(|cells| *cells <= NAME).max().unwrap_or(0);
    u16::try_from(HEAD + named).unwrap_or(0).max(14)
}

fn candidates(field: &Field, shown: std::ops::Range<usize>, look: &Look, inside: Rect, (at, y): (u16, u16), buf: &mut Buffer) {
    let column = column(field.candidates.iter().skip(shown.start).take(shown.len()));
    for (y, (i, candidate)) in (y..).zip(field.candidates.iter().enumerate().skip(shown.start).take(shown.len())) {
        let mark = if i == field.chosen { ">" } else { " " };
        let check = match (field.kind, field.checked(&candidate.value)) {
            (Kind::Checks, true) => "[x] ",
            (Kind::Checks, false) => "[ ] ",
            _ => "",
        };
        let style = if i == field.chosen { look.bold() } else { look.plain() };
        // Only where it would choose: after a phone tail a digit goes on with the number.
        let digit = if i < 9 && field.by_digit() { format!("{}", i + 1) } else { " ".into() };
        let head = format!("{mark}{digit} {check}{}", candidate.label);
        let used = put(buf, inside, at, y, inside.width.saturating_sub(at + 1), &head, style);
        let x = at + used.max(column) + 2;
        put(buf, inside, x, y, inside.width.saturating_sub(x + 1), &candidate.detail, look.plain());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_beyond_the_candidates_shows_those_there_are() {
        let look = Look {
            skin: crate::ui::Skin::Ascii,
            lang: crate::i18n::Lang::Zh,
            now: crate::base::clock::Moment(0),
            revealed: false,
        };
        let mut field = Field::pick("who", "who");
        field.candidates = vec![Candidate::of("1", "one").detail("first")];
        let area = Rect::new(0, 0, 40, 5);
        let mut buf = Buffer::empty(area);
        candidates(&field, 0..4, &look, area, (2, 1), &mut buf);
        let text: String = buf.content.iter().map(|cell| cell.symbol()).collect();
        assert!(text.contains("one") && text.contains("first"), "{text}");
    }
}
