//! What a keeper looks through: loans, holds, overdue; and the way to a due date, day by day.

use super::super::look::Look;
use super::super::paint::put;
use super::super::table::marker;
use super::{short_day, words};
use crate::app::loans::Loans;
use crate::app::loans::page::{Of, Page};
use crate::desk::loans::{HoldRow, LoanRow, hold_state};
use crate::i18n::loan_forms::Fields as Labels;
use crate::i18n::loans::Loans as Words;
use crate::text::width;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// Cells of one day in the explanation.
const DAY: u16 = 18;

/// The page; where its marked row begins.
pub fn draw(page: &Page, w: &Words, look: &Look, area: Rect, buf: &mut Buffer) -> Position {
    let l = Labels::of(look.lang);
    let heading = match page.of {
        Of::Reader => l.of_reader,
        Of::Title => l.of_title,
        Of::Room => l.of_room,
    };
    put(buf, area, 1, 0, area.width, heading, look.bold());
    if page.is_empty() {
        put(buf, area, 3, 1, area.width, l.nothing, look.plain());
    }
    let visible = usize::from(area.height.saturating_sub(1)).max(1);
    let top = (page.chosen + 1).saturating_sub(visible);
    for (y, n) in (top..page.len()).take(visible).enumerate() {
        let y = area.y + 1 + u16::try_from(y).unwrap_or(0);
        let row = Rect { y, height: 1, ..area };
        if y < area.bottom() {
            match page.loans.get(n) {
                Some(loan) => loan_row(loan, page.of, w, l, look, row, buf),
                None => hold_row(&page.holds[n - page.loans.len()], w, l, look, row, buf),
            }
            marker(n == page.chosen, look, row, buf);
        }
    }
    let y = area.y + 1 + u16::try_from(page.chosen - top.min(page.chosen)).unwrap_or(0);
    Position::new(area.x + 1, y.min(area.bottom().saturating_sub(1)))
}

fn loan_row(row: &LoanRow, of: Of, w: &Words, l: &Labels, look: &Look, area: Rect, buf: &mut Buffer) {
    let plain = look.plain();
    let room = if area.width > 100 { 40 } else { 22 };
    put(buf, area, 3, 0, 10, &row.barcode, plain);
    put(buf, area, 14, 0, room, &row.title, plain);
    let x = 15 + room;
    put(buf, area, x, 0, 15, &words(w.due, &[("day", &short_day(&row.loan.due, w))]), plain);
    let late = words(w.late, &[("days", &row.late_days.to_string())]);
    if row.late_days > 0 {
        put(buf, area, x + 16, 0, 14, &late, look.alarm());
    } else if row.loan.renewals > 0 {
        put(buf, area, x + 16, 0, 14, &words(l.renewed, &[("times", &row.loan.renewals.to_string())]), plain);
    }
    if of == Of::Room {
        put(buf, area, x + 31, 0, area.width.saturating_sub(x + 31), &row.reader_name, plain);
    }
}

fn hold_row(row: &HoldRow, w: &Words, l: &Labels, look: &Look, area: Rect, buf: &mut Buffer) {
    let plain = look.plain();
    let room = if area.width > 100 { 40 } else { 22 };
    put(buf, area, 3, 0, 10, row.barcode.as_deref().unwrap_or(w.held), plain);
    put(buf, area, 14, 0, room, &row.title_name, plain);
    let x = 15 + room;
    let state = match (row.state.as_str(), &row.until) {
        (hold_state::READY, Some(day)) => words(l.ready_until, &[("day", &short_day(day, w))]),
        (hold_state::EXPIRED, _) => l.expired.to_owned(),
        _ => l.waits.to_owned(),
    };
    put(buf, area, x, 0, 30, &state, if row.state == hold_state::EXPIRED { look.alarm() } else { plain });
    put(buf, area, x + 31, 0, area.width.saturating_sub(x + 31), &row.reader_name, plain);
}

/// Every day from the loan to the due date, in columns; what moved the date stands beside its day.
pub fn day_by_day(panel: &Loans, w: &Words, look: &Look, area: Rect, buf: &mut Buffer) {
    let l = Labels::of(look.lang);
    let Some(line) = panel.session.lines.iter().find(|line| !line.way.is_empty()) else { return };
    let head = words(l.way_head, &[("rule", &w.rule_named(&line.rule))]);
    put(buf, area, 1, 0, area.width, &format!("{}  {head}", width::clip(&line.title, 24)), look.bold());
    // The steps that decided come first: on a small screen they are what must be seen.
    for (n, (day, why)) in line.way.iter().enumerate() {
        let y = 1 + u16::try_from(n).unwrap_or(u16::MAX - 1);
        put(buf, area, 3, y, area.width.saturating_sub(3), &format!("{}  {}", short_day(day, w), w.way(why)), look.plain());
    }
    let top = 1 + u16::try_from(line.way.len()).unwrap_or(0);
    let below = area.height.saturating_sub(top);
    let columns = (area.width.saturating_sub(2) / DAY).max(1);
    for (n, (day, open)) in line.days.iter().enumerate().take(usize::from(columns * below)) {
        let n = u16::try_from(n).unwrap_or(0);
        // Down the column, as a calendar of one's own hand is read.
        let rows = u16::try_from(line.days.len()).unwrap_or(u16::MAX).div_ceil(columns).min(below.max(1));
        let (x, y) = (2 + n / rows * DAY, top + n % rows);
        let style = if *open { look.plain() } else { look.bold() };
        let word = if *open { l.way_open } else { l.way_closed };
        put(buf, area, x, y, DAY - 1, &format!("{} {word}", short_day(day, w)), style);
    }
}
