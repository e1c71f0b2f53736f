//! Pictures of the rooms, made from the cells themselves: README shows these. A change of a screen is seen in review.
//!
//! `DESK_TAKE_SNAPSHOT=1 cargo test --test screens` takes them anew.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod support;

use desk::text::width;
use ratatui::buffer::Buffer;
use ratatui::layout::Position;
use ratatui::style::Modifier;
use std::fmt::Write as _;
use std::path::Path;
use support::journey::Journey;

/// Width and height of a cell, in the picture's units.
const CELL: (u16, u16) = (9, 19);

/// The cells as SVG: each glyph at its own cell, so that a browser's font cannot shift a column.
fn svg(buffer: &Buffer, cursor: Option<Position>) -> String {
    let (width, height) = (buffer.area.width * CELL.0 + 12, buffer.area.height * CELL.1 + 12);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" font-family=\"'Noto Sans Mono CJK SC','Sarasa Mono SC',monospace\" font-size=\"15\">\n<rect width=\"100%\" height=\"100%\" rx=\"6\" fill=\"#11151a\"/>\n"
    );
    if let Some(at) = cursor {
        let (x, y) = (at.x * CELL.0 + 6, at.y * CELL.1 + 6);
        writeln!(out, "<rect x=\"{x}\" y=\"{y}\" width=\"2\" height=\"{}\" fill=\"#7dd3fc\"/>", CELL.1).unwrap();
    }
    for y in 0..buffer.area.height {
        let mut x = 0;
        while x < buffer.area.width {
            let cell = &buffer[(x, y)];
            let cells = u16::try_from(width::cells(cell.symbol())).unwrap().max(1);
            if !cell.symbol().trim().is_empty() {
                let bold = if cell.modifier.contains(Modifier::BOLD) { " font-weight=\"bold\"" } else { "" };
                let fill = if cell.fg == ratatui::style::Color::Red { "#fca5a5" } else { "#d6dee7" };
                let glyph = cell.symbol().replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
                let (px, py) = (x * CELL.0 + 6, y * CELL.1 + 20);
                writeln!(out, "<text x=\"{px}\" y=\"{py}\" fill=\"{fill}\"{bold}>{glyph}</text>").unwrap();
            }
            x += cells;
        }
    }
    out + "</svg>\n"
}

/// Compares a screen with its picture, or takes it.
fn picture(name: &str, journey: &Journey) {
    let (buffer, cursor) = journey.buffer(80, 24);
    let drawn = svg(&buffer, cursor);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/screens/{name}.svg"));
    if std::env::var_os("DESK_TAKE_SNAPSHOT").is_some() {
        std::fs::write(&path, &drawn).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(kept == drawn, "tests/screens/{name}.svg is not what is drawn now:\n{}", journey.screen());
}

#[test]
fn every_room_is_as_its_picture_shows() {
    let mut desk = support::counter();
    support::community(&mut desk);
    let mut j = Journey::at(desk);
    picture("today", &j);
    j.keys("F2");
    picture("walkin", &j);
    j.keys("F3");
    picture("studio", &j);
    j.keys("F4");
    picture("loans", &j);
    j.keys("Esc 5");
    picture("residents", &j);
    j.keys("n").text("张晓明");
    picture("form", &j);
}
