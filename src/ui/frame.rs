//! The frame: where and who, the rooms, one message, the keys that work here and now. Nothing else is furniture.

use super::look::{Look, Skin};
use super::paint::{put, put_right};
use super::{exchange, footer, form, loans, overlay, report, residents, studio, today, walkin};
use crate::app::Model;
use crate::app::layer::Layer;
use crate::app::notice::Level;
use crate::i18n::{Lang, shell};
use crate::text::width;
use chrono::Datelike as _;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// Draws the whole screen; where the hardware cursor belongs (the input method's window follows it).
pub fn view(model: &Model, skin: Skin, area: Rect, buf: &mut Buffer) -> Option<Position> {
    let look = Look { skin, lang: model.lang, now: model.now, revealed: model.reveals() };
    if area.width < 60 || area.height < 16 {
        let told = width::folded(shell::words(model.lang).too_small, usize::from(area.width));
        for (y, line) in (0..area.height).zip(told) {
            put(buf, area, 0, y, area.width, &line, look.plain());
        }
        return None;
    }
    title(model, &look, area, buf);
    rooms(model, &look, area, buf);
    let across = skin.border()[0];
    rule(buf, area, 2, across);
    rule(buf, area, area.height - 4, across);
    let body = Rect::new(area.x, area.y + 3, area.width, area.height - 7);
    let mut cursor = room(model, &look, body, buf);
    message(model, &look, area, buf);
    footer::draw(model, &look, area, buf);
    for layer in &model.layers {
        cursor = match layer {
            Layer::Form(_, open) => form::draw(open, &look, body, buf),
            Layer::Palette { typed, chosen } => overlay::palette(model, typed, *chosen, &look, body, buf),
            Layer::Help { top } => overlay::help(model, *top, &look, body, buf),
            Layer::Search => super::search::over(&model.panels.today.search, &look, body, buf),
        };
    }
    cursor
}

fn room(model: &Model, look: &Look, body: Rect, buf: &mut Buffer) -> Option<Position> {
    let panels = &model.panels;
    match panels.get(model.room).scope() {
        "today" => today::draw(&panels.today, look, body, buf),
        "walkin" => walkin::draw(&panels.walkin, look, body, buf),
        "studio" => studio::draw(&panels.studio, look, body, buf),
        "loans" => loans::draw(&panels.loans, look, body, buf),
        "exchange" => exchange::draw(&panels.exchange, look, body, buf),
        "report" => report::draw(&panels.report, look, body, buf),
        _ => residents::draw(&panels.residents, look, body, buf),
    }
}

fn title(model: &Model, look: &Look, area: Rect, buf: &mut Buffer) {
    let words = shell::words(model.lang);
    let scope = model.panels.get(model.room).scope();
    let title = match overlay::room_number(scope) {
        Some(n) if n > 1 => words.room_titles[n - 1].to_owned(),
        _ => format!("{}{}", model.site_name, spaced(words.desk, model.lang)),
    };
    put(buf, area, 1, 0, area.width / 2, &title, look.bold());
    let day = model.now.date();
    let weekday = words.weekdays[day.weekday().num_days_from_monday() as usize];
    let window = format!("{}{}", spaced_after(words.window, model.lang), model.panels.walkin.window);
    put_right(buf, area, 0, 0, area.width - 1, &format!("{day} {weekday}  {window} {}", model.clerk), look.plain());
}

fn spaced(word: &str, lang: Lang) -> String {
    if lang == Lang::En { format!(" {word}") } else { word.to_owned() }
}

fn spaced_after(word: &str, lang: Lang) -> String {
    if lang == Lang::En { format!("{word} ") } else { word.to_owned() }
}

fn rooms(model: &Model, look: &Look, area: Rect, buf: &mut Buffer) {
    let here = overlay::room_number(model.panels.get(model.room).scope());
    let names: Vec<(usize, &str)> = shell::words(model.lang).rooms.iter().enumerate().map(|(i, name)| (i + 1, *name)).collect();
    let there: Vec<_> = names.into_iter().filter(|(digit, _)| overlay::has_room(model, *digit)).collect();
    let mut x = 1;
    let (bar, gap) = bar(&there, here, usize::from(area.width - 2));
    for (digit, text) in bar {
        let style = if here == Some(digit) { look.bold() } else { look.plain() };
        x += put(buf, area, x, 1, area.width.saturating_sub(x), &text, style) + gap;
    }
}

/// The rooms in so many cells, and the gap between them. Where they do not fit they move together; then the rooms
/// farthest to the right keep their digit alone. The one that is shown keeps its name.
fn bar(rooms: &[(usize, &str)], here: Option<usize>, cells: usize) -> (Vec<(usize, String)>, u16) {
    let with = |named: usize| -> Vec<(usize, String)> {
        let text = |(at, (digit, name)): (usize, &(usize, &str))| match (here == Some(*digit), at < named) {
            (true, _) => (*digit, format!("[{digit} {name}]")),
            (false, true) => (*digit, format!(" {digit} {name} ")),
            (false, false) => (*digit, format!(" {digit} ")),
        };
        rooms.iter().enumerate().map(text).collect()
    };
    let wide = |bar: &[(usize, String)]| bar.iter().map(|(_, text)| width::cells(text)).sum::<usize>();
    let all = with(rooms.len());
    if wide(&all) + rooms.len() <= cells + 2 {
        return (all, 1);
    }
    let close = (0..=rooms.len()).rev().map(with).find(|bar| wide(bar) <= cells + 1);
    (close.unwrap_or_else(|| with(0)), 0)
}

fn message(model: &Model, look: &Look, area: Rect, buf: &mut Buffer) {
    let Some(notice) = &model.notice else { return };
    let style = if notice.level == Level::Info { look.plain() } else { look.alarm() };
    let mark = if notice.level == Level::Info { "" } else { "! " };
    let lines = two_lines(&format!("{mark}{}", notice.text), &notice.hint, usize::from(area.width - 2));
    for (y, line) in (area.height - 3..area.height - 1).zip(&lines) {
        put(buf, area, 1, y, area.width - 2, line, style);
    }
}

/// What happened and the next step in at most two lines: the next step is never cut for the sake of what happened.
fn two_lines(text: &str, hint: &str, cells: usize) -> Vec<String> {
    let whole = format!("{text}  {hint}");
    let whole = whole.trim_end();
    if width::cells(whole) <= cells {
        return vec![whole.to_owned()];
    }
    // No more of it is looked at than two lines can hold.
    let folded = width::folded(&width::clip(text, 2 * cells), cells);
    match folded.as_slice() {
        [one] => vec![one.clone(), hint.to_owned()],
        [first, rest @ ..] => {
            let rest = rest.concat();
            let room = cells.saturating_sub(width::cells(hint) + 2).max(cells / 3);
            vec![first.clone(), format!("{}  {hint}", width::clip(&rest, room)).trim_end().to_owned()]
        }
        [] => Vec::new(),
    }
}

fn rule(buf: &mut Buffer, area: Rect, y: u16, glyph: &str) {
    for x in 0..area.width {
        buf[(area.x + x, area.y + y)].set_symbol(glyph);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_that_is_too_narrow_keeps_every_digit_and_the_name_of_the_room_shown() {
        let rooms = [(1, "Today"), (2, "Walk-in"), (3, "Loans")];
        let told = |here, cells| {
            let (bar, gap) = bar(&rooms, here, cells);
            bar.into_iter().map(|(_, t)| t).collect::<Vec<_>>().join(&" ".repeat(usize::from(gap)))
        };
        assert_eq!(told(Some(1), 80), "[1 Today]  2 Walk-in   3 Loans ");
        assert_eq!(told(Some(1), 28), "[1 Today] 2 Walk-in  3 Loans ");
        assert_eq!(told(Some(1), 26), "[1 Today] 2 Walk-in  3 ");
        assert_eq!(told(Some(3), 26), " 1 Today  2 [3 Loans]");
        assert_eq!(told(Some(2), 3), " 1 [2 Walk-in] 3 ");
    }

    #[test]
    fn the_next_step_of_a_long_message_is_never_cut() {
        for (text, hint, lines) in [
            ("已保存", "F8 撤销", &["已保存  F8 撤销"][..]),
            ("已保存", "", &["已保存"]),
            ("此人同一事项正在办理", "打开 1", &["此人同一事项正在办理", "打开 1"]),
            ("此人同一事项正在办理：0001。", "打开 1", &["此人同一事项正在办理：", "0001。  打开 1"]),
        ] {
            assert_eq!(two_lines(text, hint, 22), lines, "{text}");
        }
        let long = two_lines(&"长".repeat(80), "请按 F8", 40);
        assert!(long.len() == 2 && long[1].ends_with("  请按 F8") && width::cells(&long[1]) <= 40, "{long:?}");
    }
}
