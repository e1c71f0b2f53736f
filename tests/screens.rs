//! Pictures of the rooms, made from the cells themselves: README shows these. A change of a screen is seen in review.
//! Every room and the form, in both languages and three sizes, and each laid cell by cell: no row is shorter or longer
//! than the window, no wide glyph straddles an edge, and every border stands where it was drawn.
//!
//! `DESK_TAKE_SNAPSHOT=1 cargo test --test screens` takes the pictures anew.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod support;

use desk::i18n::Lang;
use desk::text::width;
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Position;
use ratatui::style::{Color, Modifier};
use std::fmt::Write as _;
use std::path::Path;
use support::journey::Journey;

/// Width and height of a cell, in the picture's units.
const CELL: (u16, u16) = (9, 19);
/// The design size, the least, and a wide one.
const SIZES: [(u16, u16); 3] = [(80, 24), (60, 16), (132, 43)];

fn cells(cell: &Cell) -> u16 {
    u16::try_from(width::cells(cell.symbol())).unwrap().max(1)
}

/// The cells as SVG: every glyph at its own cell, so that a browser's font cannot shift a column.
fn svg(buffer: &Buffer, cursor: Option<Position>) -> String {
    let (width, height) = (buffer.area.width * CELL.0 + 12, buffer.area.height * CELL.1 + 12);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" font-family=\"'Noto Sans Mono CJK SC','Sarasa Mono SC',monospace\" font-size=\"15\" fill=\"#d6dee7\">\n<rect width=\"100%\" height=\"100%\" rx=\"6\" fill=\"#11151a\"/>\n"
    );
    if let Some(at) = cursor {
        let (x, y) = (at.x * CELL.0 + 6, at.y * CELL.1 + 6);
        writeln!(out, "<rect x=\"{x}\" y=\"{y}\" width=\"2\" height=\"{}\" fill=\"#7dd3fc\"/>", CELL.1).unwrap();
    }
    for y in 0..buffer.area.height {
        runs(buffer, y).iter().for_each(|run| out.push_str(&run.text(y)));
    }
    out + "</svg>\n"
}

/// Glyphs of one look in one row, with the place of each.
struct Run {
    look: (bool, bool),
    places: Vec<u16>,
    glyphs: String,
}

impl Run {
    fn text(&self, y: u16) -> String {
        let places: Vec<String> = self.places.iter().map(|x| (x * CELL.0 + 6).to_string()).collect();
        let bold = if self.look.0 { " font-weight=\"bold\"" } else { "" };
        let fill = if self.look.1 { " fill=\"#fca5a5\"" } else { "" };
        let glyphs = self.glyphs.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        format!("<text x=\"{}\" y=\"{}\"{bold}{fill}>{glyphs}</text>\n", places.join(" "), y * CELL.1 + 20)
    }
}

fn runs(buffer: &Buffer, y: u16) -> Vec<Run> {
    let mut found: Vec<Run> = Vec::new();
    let mut x = 0;
    while x < buffer.area.width {
        let cell = &buffer[(x, y)];
        let look = (cell.modifier.contains(Modifier::BOLD), cell.fg == Color::Red);
        if !cell.symbol().trim().is_empty() {
            if found.last().is_none_or(|run| run.look != look) {
                found.push(Run { look, places: Vec::new(), glyphs: String::new() });
            }
            if let Some(run) = found.last_mut() {
                run.places.push(x);
                run.glyphs.push_str(cell.symbol());
            }
        }
        x += cells(cell);
    }
    found
}

/// Every row adds up to the window, no wide glyph straddles its edge or another glyph, and the rules reach across.
fn is_aligned(name: &str, buffer: &Buffer) {
    let (width, height) = (buffer.area.width, buffer.area.height);
    for y in 0..height {
        let mut x = 0;
        while x < width {
            let cell = &buffer[(x, y)];
            assert!(cell.symbol().chars().count() <= 4 && !cell.symbol().contains(char::is_control), "{name} {x},{y}: {cell:?}");
            for behind in 1..cells(cell) {
                assert!(x + behind < width, "{name}: a wide glyph at the edge of row {y}: {cell:?}");
                let half = buffer[(x + behind, y)].symbol();
                assert!(half.trim().is_empty(), "{name}: {half:?} under a wide glyph at {x},{y}");
            }
            x += cells(cell);
        }
        assert_eq!(x, width, "{name}: row {y} ends beside the edge");
    }
    for y in [2, height - 4] {
        let across = (0..width).all(|x| buffer[(x, y)].symbol() == "-");
        let form = (0..width).any(|x| matches!(buffer[(x, y)].symbol(), "|" | "+"));
        assert!(across || form, "{name}: the rule of row {y} is broken");
    }
}

/// The box of a form stands whole: corners, and its sides in every row between them.
fn is_boxed(name: &str, buffer: &Buffer) {
    let glyph = |x: u16, y: u16| buffer[(x, y)].symbol();
    let corners: Vec<(u16, u16)> = (0..buffer.area.height)
        .flat_map(|y| (0..buffer.area.width).map(move |x| (x, y)))
        .filter(|(x, y)| {
            glyph(*x, *y) == "+" && [glyph(x.saturating_sub(1), *y), glyph((x + 1).min(buffer.area.width - 1), *y)].contains(&"-")
        })
        .collect();
    let (left, top) = corners.first().copied().unwrap_or_else(|| panic!("{name}: no box"));
    let (right, bottom) = corners.last().copied().unwrap();
    assert!(corners.contains(&(right, top)) && corners.contains(&(left, bottom)), "{name}: {corners:?}");
    for y in top + 1..bottom {
        assert_eq!((glyph(left, y), glyph(right, y)), ("|", "|"), "{name}: row {y}");
    }
}

/// Compares a screen with its picture, or takes it.
fn picture(name: &str, journey: &mut Journey) {
    for lang in [Lang::Zh, Lang::En] {
        journey.model.lang = lang;
        for (wide, high) in SIZES {
            let (buffer, cursor) = journey.buffer(wide, high);
            let own = match (lang, wide) {
                (Lang::Zh, 80) => name.to_owned(),
                (Lang::Zh, _) => format!("{name}.{wide}x{high}"),
                (Lang::En, _) => format!("{name}.en.{wide}x{high}"),
            };
            is_aligned(&own, &buffer);
            if name.starts_with("form") {
                is_boxed(&own, &buffer);
            }
            kept(&own, &svg(&buffer, cursor), &journey.screen());
        }
    }
    journey.model.lang = Lang::Zh;
}

/// README shows the first screen as text: the one of the picture, at 80x24.
fn in_readme(journey: &mut Journey) {
    const OPEN: &str = "<!-- screen -->\n```\n";
    const CLOSE: &str = "```\n<!-- /screen -->\n";
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let text = std::fs::read_to_string(&path).unwrap();
    let (head, rest) = text.split_once(OPEN).unwrap();
    let (kept, tail) = rest.split_once(CLOSE).unwrap();
    journey.buffer(80, 24);
    let screen: String = journey.screen().lines().map(|line| format!("{}\n", line.trim_end())).collect();
    if std::env::var_os("DESK_TAKE_SNAPSHOT").is_some() {
        std::fs::write(&path, format!("{head}{OPEN}{screen}{CLOSE}{tail}")).unwrap();
        return;
    }
    assert_eq!(kept, screen, "DESK_TAKE_SNAPSHOT=1 cargo test --test screens writes it anew");
}

fn kept(name: &str, drawn: &str, screen: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/screens/{name}.svg"));
    if std::env::var_os("DESK_TAKE_SNAPSHOT").is_some() {
        std::fs::write(&path, drawn).unwrap();
    }
    let there = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(there == drawn, "tests/screens/{name}.svg is not what is drawn now:\n{screen}");
}

#[test]
fn every_room_is_as_its_picture_shows() {
    let mut desk = support::counter();
    support::community(&mut desk);
    let mut j = Journey::at(desk);
    picture("today", &mut j);
    in_readme(&mut j);
    j.keys("F2");
    picture("walkin", &mut j);
    j.keys("F3");
    picture("studio", &mut j);
    j.keys("i");
    picture("studio_month", &mut j);
    j.keys("Esc F4");
    picture("loans", &mut j);
    j.keys("Ctrl-L");
    picture("loans_list", &mut j);
    j.keys("Esc Esc 5");
    picture("residents", &mut j);
    j.keys("n").text("张晓明");
    picture("form", &mut j);
    j.keys("Esc F3 Enter");
    picture("form_booking", &mut j);
    j.keys("Esc F4 Ctrl-S");
    picture("form_book", &mut j);
    j.keys("Esc Esc 7 y");
    picture("report", &mut j);
}
