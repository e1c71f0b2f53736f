//! Drawing a month: a column a weekday, a row a week; each day with its bookings and whether it is worked.

use super::look::Look;
use super::paint::put;
use crate::app::studio::month::Month;
use crate::calendar::official;
use crate::calendar::workdays::DayWhy;
use crate::i18n::fill;
use crate::i18n::studio::words as common;
use crate::i18n::studio_setup::words;
use chrono::Datelike;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// The month; where the marked day begins.
pub fn draw(month: &Month, look: &Look, area: Rect, buf: &mut Buffer) -> Position {
    let (w, c) = (words(look.lang), common(look.lang));
    let (year, number) = (month.day.year().to_string(), format!("{:02}", month.day.month()));
    let heading = fill(w.month, [("year", year.as_str()), ("month", number.as_str())].into_iter());
    let used = put(buf, area, 1, 0, area.width, &heading, look.bold());
    put(buf, area, used + 4, 0, area.width.saturating_sub(used + 4), w.month_hint, look.plain());
    let wide = (area.width.saturating_sub(2) / 7).clamp(6, 11);
    for (n, name) in (0u16..).zip(c.weekdays) {
        put(buf, area, 2 + n * wide, 1, wide - 1, name, look.plain());
    }
    let first = month.first();
    let blank = u64::from(first.weekday().num_days_from_monday());
    let row_of = |day: chrono::NaiveDate| (u64::from(day.day0()) + blank) / 7;
    let visible = u64::from(area.height.saturating_sub(2)).max(1);
    let top = (row_of(month.day) + 1).saturating_sub(visible);
    let table = official::workdays();
    let mut at = Position::new(area.x + 1, area.y + 2);
    for day in first.iter_days().take_while(|d| *d <= month.last()) {
        let Some(row) = row_of(day).checked_sub(top).filter(|r| *r < visible) else { continue };
        let column = u16::try_from((u64::from(day.day0()) + blank) % 7).unwrap_or(0);
        let (x, y) = (1 + column * wide, 2 + u16::try_from(row).unwrap_or(0));
        let chosen = day == month.day;
        let style = if chosen { look.bold() } else { look.plain() };
        let mark = match table.is_workday(day).why {
            DayWhy::Holiday(_) => w.day_off,
            DayWhy::WorkedWeekend(_) => w.worked,
            _ => "",
        };
        let count = month.count(day);
        let count = if count == 0 { String::new() } else { format!(" {count}") };
        let today = if day == look.now.date() { "*" } else { "" };
        let text = format!("{}{today}{mark}{count}", day.format("%d"));
        put(buf, area, x, y, 1, if chosen { ">" } else { " " }, style);
        let used = put(buf, area, x + 1, y, wide.saturating_sub(2), &text, style);
        put(buf, area, x + 1 + used, y, 1, if chosen { "<" } else { " " }, style);
        if chosen {
            let (px, py) = (area.x + x + 1, area.y + y);
            at = Position::new(px.min(area.right().saturating_sub(1)), py.min(area.bottom().saturating_sub(1)));
        }
    }
    Position::new(at.x.min(area.right().saturating_sub(1)), at.y.min(area.bottom().saturating_sub(1)))
}
