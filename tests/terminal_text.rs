//! R18: whatever a name, a note, a file or a message holds, only printable text reaches the terminal, and in bounded time.
//!
//! 10,000 hostile strings go through every widget (message line, title, box, form, candidates, palette, and the rows of
//! every room) to the bytes of the real frame writer, where every control must be one that the writer itself sends.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod support;

use desk::app::layer::{Layer, OpenForm};
use desk::app::notice::{Level, Notice};
use desk::desk::residents::Resident;
use desk::form::{Candidate, Field, Form};
use desk::runtime::backend::WireBackend;
use desk::store::Store;
use desk::text::line::TextLine;
use desk::ui::{self, Skin};
use ratatui::Terminal;
use ratatui::layout::Size;
use std::time::{Duration, Instant};
use support::journey::Journey;

const STRINGS: usize = 10_000;

/// What people (or files) have put into names to reach a terminal behind them.
const PIECES: [&str; 34] = [
    "\u{1b}[31337m",
    "\u{1b}]0;owned\u{7}",
    "\u{1b}[6n",
    "\u{1b}c",
    "\u{1b}[2J",
    "\u{9b}31m",
    "\u{9d}0;x\u{9c}",
    "\u{90}q",
    "\u{0}",
    "\u{7}",
    "\u{8}\u{8}",
    "\r\n",
    "\t",
    "\u{b}",
    "\u{c}",
    "\u{e}",
    "\u{7f}",
    "\u{85}",
    "\u{202e}",
    "\u{202a}",
    "\u{2066}",
    "\u{2069}",
    "\u{200b}",
    "\u{200d}",
    "\u{200f}",
    "\u{feff}",
    "\u{ad}",
    "\u{2028}",
    "\u{e0041}",
    "\u{fe0f}",
    "\u{115f}",
    "\u{3164}",
    "\u{fff9}",
    "\u{61c}",
];
const PLAIN: [&str; 14] = ["张", "晓明", "A", "7", " ", "（", "。", "👨‍👩‍👧", "e\u{301}", "한", "ﷺ", "𠮷", "ـ", "あ"];

/// The n-th string: pieces and plain text mixed by a seed, some with a storm of marks, some very long, some that put a
/// wide glyph at the edge.
fn hostile(rng: &mut fastrand::Rng) -> String {
    let mut text = String::new();
    for _ in 0..rng.usize(1..12) {
        match rng.u8(..5) {
            0 | 1 => text.push_str(PIECES[rng.usize(..PIECES.len())]),
            2 => text.push_str(&char::from_u32(rng.u32(..0x11_0000)).map(String::from).unwrap_or_default()),
            _ => text.push_str(PLAIN[rng.usize(..PLAIN.len())]),
        }
    }
    match rng.u8(..20) {
        0 => text.push_str(&"\u{301}".repeat(rng.usize(1..300))),
        1 => text.push_str(&"宽".repeat(rng.usize(1..200))),
        2 => text = format!("{}宽\u{1b}[m宽", "a".repeat(rng.usize(1..100))),
        3 => text.push_str(&PIECES[rng.usize(..PIECES.len())].repeat(100)),
        _ => {}
    }
    text
}

fn strings() -> Vec<String> {
    let mut rng = fastrand::Rng::with_seed(18);
    (0..STRINGS).map(|_| hostile(&mut rng)).collect()
}

fn unprintable(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{115f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{3164}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

/// Fails unless every control in the bytes is one that the frame writer sends by itself.
fn is_clean(what: &str, bytes: &[u8]) {
    let text = std::str::from_utf8(bytes).unwrap_or_else(|e| panic!("{what}: {e}"));
    let mut rest = text;
    while let Some(at) = rest.find('\u{1b}') {
        let (plain, after) = rest.split_at(at);
        assert!(!plain.contains(unprintable), "{what}: {plain:?}");
        let body = after.strip_prefix("\u{1b}[").unwrap_or_else(|| panic!("{what}: ESC without ["));
        let end = body.find(|c: char| c.is_ascii_alphabetic()).unwrap();
        let (parameters, last) = (&body[..end], &body[end..=end]);
        let known = match last {
            "H" | "A" | "B" | "C" | "D" => {
                parameters.split(';').all(|p| p.is_empty() || p.parse::<u16>().is_ok_and(|n| n <= 300))
            }
            "m" => parameters.split(';').all(|p| p.is_empty() || p.parse::<u16>().is_ok_and(|n| n <= 255)),
            "K" => parameters.is_empty(),
            "l" | "h" => parameters == "?25",
            _ => false,
        };
        assert!(known, "{what}: ESC[{parameters}{last}");
        rest = &body[end + 1..];
    }
    assert!(!rest.contains(unprintable), "{what}: {rest:?}");
}

/// A terminal on the real frame writer.
struct Wire {
    terminal: Terminal<WireBackend>,
    out: Vec<u8>,
}

impl Wire {
    fn new(width: u16, height: u16, trust: bool) -> Wire {
        let mut backend = WireBackend::new(Size::new(width, height));
        backend.trust_width(trust);
        Wire { terminal: Terminal::new(backend).unwrap(), out: Vec::new() }
    }

    /// Draws one frame and looks at every byte of it.
    fn draw(&mut self, what: &str, model: &desk::app::Model) {
        self.out.clear();
        self.terminal
            .draw(|frame| {
                let area = frame.area();
                if let Some(at) = ui::view(model, Skin::Ascii, area, frame.buffer_mut()) {
                    frame.set_cursor_position(at);
                }
            })
            .unwrap();
        self.terminal.backend_mut().flush_frame(&mut self.out).unwrap();
        is_clean(what, &self.out);
    }
}

fn form(strings: &[String]) -> OpenForm {
    let text = |n: usize| strings[n % strings.len()].clone();
    let offered = (0..9).map(|n| Candidate::of(text(n + 20), text(n + 30)).detail(text(n + 40))).collect();
    let mut fields = vec![Field::choice("a", text(1), offered)];
    for (n, name) in ["b", "c", "d", "e"].into_iter().enumerate() {
        let mut field = Field::text(name, text(n + 2));
        field.line = TextLine::with(&text(n + 10));
        fields.push(field);
    }
    OpenForm { name: "hostile", title: text(0), form: Form::new(fields) }
}

#[test]
fn ten_thousand_hostile_strings_through_messages_boxes_forms_and_the_palette() {
    let all = strings();
    let mut j = Journey::new();
    let mut wires = [Wire::new(60, 16, true), Wire::new(80, 24, false)];
    let start = Instant::now();
    for n in 0..all.len() {
        let here: Vec<String> = (0..50).map(|k| all[(n + k * 199) % all.len()].clone()).collect();
        j.model.site_name.clone_from(&here[0]);
        j.model.clerk.clone_from(&here[1]);
        let level = [Level::Info, Level::Warning, Level::Stop][n % 3];
        j.model.notice = Some(Notice { level, text: here[2].clone(), hint: here[3].clone() });
        j.model.room = n % 5;
        if let Some(line) = j.model.panels.get_mut(n % 5).line() {
            *line = TextLine::with(&here[4]);
        }
        j.model.layers.clear();
        match n % 3 {
            0 => j.model.layers.push(Layer::Form(4, form(&here))),
            1 => j.model.layers.push(Layer::Palette { typed: TextLine::with(&here[5]), chosen: 0 }),
            _ => {}
        }
        wires[n % 2].draw("chrome", &j.model);
    }
    assert!(start.elapsed() < Duration::from_secs(600), "{:?}", start.elapsed());
}

#[test]
fn ten_thousand_hostile_strings_through_the_rows_of_a_list() {
    let all = strings();
    let mut j = Journey::new();
    j.model.room = 4;
    let mut wire = Wire::new(80, 24, true);
    for page in all.chunks(16) {
        let row = |n: usize| {
            let text = |k: usize| page[(n + k) % page.len()].clone();
            let card = Resident {
                id: format!("resident:{n}"),
                name: text(0),
                phone: text(1),
                id_number: text(2),
                address: text(3),
                birth: text(4),
                ..Resident::default()
            };
            (text(5), card)
        };
        j.model.panels.residents.list.reset((0..page.len()).map(row).collect());
        wire.draw("residents", &j.model);
        j.keys("v");
        wire.draw("residents", &j.model);
    }
}

/// Writes hostile text into every row of a database behind the program's back, as a damaged or foreign file might.
fn poison(path: &std::path::Path, rng: &mut fastrand::Rng) -> usize {
    let conn = rusqlite::Connection::open(path).unwrap();
    let tables: &[(&str, &[&str])] = &[
        ("resident", &["name", "phone", "address", "id_number"]),
        ("advisor", &["name"]),
        ("place", &["name", "community"]),
        ("booking", &["title", "community", "client_name", "phone", "topic", "number"]),
        ("booking_note", &["text", "by"]),
        ("followup", &["text"]),
        ("title", &["name", "author", "call_number"]),
        ("copy", &["barcode", "call_number", "note"]),
        ("reader", &["name", "card"]),
        ("ticket", &["number"]),
        ("request", &["number", "summary"]),
        ("service", &["name"]),
    ];
    let mut written = 0;
    for (table, columns) in tables {
        let ids: Vec<String> = {
            let mut statement = conn.prepare(&format!("SELECT id FROM {table}")).unwrap();
            statement.query_map([], |r| r.get(0)).unwrap().map(Result::unwrap).collect()
        };
        let sets: Vec<String> = columns.iter().enumerate().map(|(n, c)| format!("{c} = ?{}", n + 2)).collect();
        let sql = format!("UPDATE {table} SET {} WHERE id = ?1", sets.join(", "));
        conn.execute_batch("BEGIN").unwrap();
        let mut update = conn.prepare(&sql).unwrap_or_else(|e| panic!("{sql}: {e}"));
        for id in ids {
            let values: Vec<String> = std::iter::once(id).chain(columns.iter().map(|_| hostile(rng))).collect();
            update.execute(rusqlite::params_from_iter(values)).unwrap();
            written += columns.len();
        }
        drop(update);
        conn.execute_batch("COMMIT").unwrap();
    }
    written
}

#[test]
fn every_room_of_a_poisoned_database_is_harmless_to_look_at() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = support::counter();
    let data = folder.path().join("data");
    let ids = desk::base::ids::Ids::seeded(desk::base::clock::Clock::Fixed(desk.now), 1);
    desk.store = Store::create(&data, desk.store.site(), ids).unwrap();
    support::community(&mut desk);
    let mut rng = fastrand::Rng::with_seed(81);
    let (mut written, mut frames) = (0, 0);
    let mut j = Journey::at(desk);
    let mut wire = Wire::new(80, 24, true);
    // Ways through every room: lists, cards, explanations, forms with their candidates, pages.
    let ways = [
        "F2 Down Down Down Down e",
        "F2 m",
        "F2 n",
        "F3",
        "F3 9 Down Down",
        "F3 i",
        "F3 8",
        "F3 Enter",
        "F3 f",
        "F4 Ctrl-L Down",
        "F4 Ctrl-O",
        "F4 Ctrl-S",
        "Esc 5",
        "Esc 5 PageDown v",
        "Esc 5 F7",
        "Esc 1",
        "F9",
        "Ctrl-P",
    ];
    while written < STRINGS || frames < 4 * ways.len() {
        written += poison(&data.join("desk.sqlite3"), &mut rng);
        for way in ways {
            j.keys("Esc Esc Esc");
            for key in way.split_whitespace() {
                j.keys(key);
                wire.draw(way, &j.model);
                frames += 1;
            }
            j.text("z");
            wire.draw(way, &j.model);
        }
        j.keys("Esc Esc Esc F4");
        for scan in ["QLQ00001", "QLQ-D-0001", "z", "QLQ00002", "1"] {
            j.scan(scan);
            wire.draw("scan", &j.model);
        }
    }
    assert!(written >= STRINGS);
}

#[test]
fn a_text_of_a_million_characters_takes_no_longer_than_a_moment() {
    let mut j = Journey::new();
    let mut wire = Wire::new(80, 24, true);
    for long in ["宽".repeat(1_000_000), "\u{301}".repeat(1_000_000), format!("a{}", "\u{1b}[31m".repeat(200_000))] {
        let offered = (0..9).map(|_| Candidate::of("x", long.clone()).detail(long.clone())).collect();
        let mut open = form(&["x".to_owned()]);
        open.title.clone_from(&long);
        open.form.set_fields(vec![Field::choice("a", "a", offered), Field::text("b", "b")]);
        j.model.notice = Some(Notice { level: Level::Info, text: long.clone(), hint: String::new() });
        j.model.layers = vec![Layer::Form(4, open)];
        let start = Instant::now();
        wire.draw("long", &j.model);
        // Some twenty such texts stand on this screen; a debug build on a busy machine.
        assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
    }
}
