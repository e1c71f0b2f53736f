//! Byte budgets at 80x24 on the real writer: what the line carries for each event (TERMINAL.md, Bytes).
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]
#![allow(clippy::print_stdout, reason = "says what it skips and counts")]

mod support;

use desk::app::model::Panels;
use desk::runtime::probe::{self, Finding, Look, Skin, Surroundings};
use desk::runtime::screen::Screen;
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;
use ratatui::layout::Rect;
use ratatui::widgets::{List, ListState};
use ratatui::{TerminalOptions, Viewport};
use std::cell::{Cell, RefCell};
use std::io::{self, Write};
use std::rc::Rc;
use support::journey::Journey;

/// The looks that remembered terminals have, by their skin.
fn looks() -> [(&'static str, Look); 3] {
    let around = |no_color| Surroundings { term: "xterm-256color".into(), no_color, ssh: String::new() };
    let look = |no_color, found| probe::look(&around(no_color), Some(found), None);
    let looks =
        [("box", look(false, Finding::Narrow)), ("ascii", look(false, Finding::Wide)), ("mono", look(true, Finding::Narrow))];
    assert_eq!(looks.map(|(_, look)| look.skin), [Skin::Box, Skin::Ascii, Skin::Mono]);
    looks
}

/// Counts what is written and how often.
#[derive(Default)]
struct Count {
    bytes: usize,
    writes: usize,
}

impl Write for Count {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.bytes += bytes.len();
        self.writes += 1;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        panic!("a frame leaves by itself")
    }
}

/// A clerk whose screen is drawn after every message by the real writer.
struct Wire {
    j: Journey,
    seen: Rc<RefCell<(Screen, Count, usize)>>,
}

impl Wire {
    fn of(mut j: Journey, look: Look) -> Wire {
        let screen = Screen::new((80, 24), look);
        let seen = Rc::new(RefCell::new((screen, Count::default(), 0)));
        let inner = Rc::clone(&seen);
        j.after = Some(Box::new(move |model| {
            let (screen, count, frames) = &mut *inner.borrow_mut();
            *frames += usize::from(screen.draw(model, count).unwrap() > 0);
        }));
        let mut wire = Wire { j, seen };
        wire.redrawn();
        wire
    }

    /// Bytes of drawing what stands there already.
    fn redrawn(&mut self) -> usize {
        self.cost(|j| {
            j.model.dirty = true;
            let mut after = j.after.take().unwrap();
            after(&mut j.model);
            j.after = Some(after);
        })
    }

    /// Bytes of what was done; every frame was one write.
    fn cost(&mut self, work: impl FnOnce(&mut Journey)) -> usize {
        self.seen.borrow_mut().1 = Count::default();
        self.seen.borrow_mut().2 = 0;
        work(&mut self.j);
        let seen = self.seen.borrow();
        assert_eq!(seen.1.writes, seen.2, "one write a frame");
        seen.1.bytes
    }
}

fn demo() -> Journey {
    let mut desk = support::counter();
    support::community(&mut desk);
    Journey::at(desk)
}

#[test]
fn the_first_screen_of_every_room_fits_its_budget() {
    let mut j = demo();
    for (room, keys) in ["", "F2", "F3", "F4", "Esc 5", "6", "7", "8", "9"].into_iter().enumerate().take(Panels::COUNT) {
        assert_eq!(j.keys(keys).model.room, room, "{keys}");
        for (skin, look) in looks() {
            let remembered = first_screen(&mut j, look);
            assert!(remembered <= 5_000, "room {room} in {skin}: {remembered} bytes");
            println!("room {room} {skin}: {remembered} bytes");
        }
        let unknown = first_screen(&mut j, probe::look(&Surroundings::default(), None, None));
        assert!(unknown <= 8_000, "room {room} at a first login: {unknown} bytes");
        println!("room {room} at a first login: {unknown} bytes");
    }
}

fn first_screen(j: &mut Journey, look: Look) -> usize {
    let (mut screen, mut count) = (Screen::new((80, 24), look), Count::default());
    j.model.dirty = true;
    screen.draw(&mut j.model, &mut count).unwrap();
    assert_eq!(count.writes, 1);
    count.bytes
}

#[test]
fn arrows_pages_and_characters_keep_to_their_budgets() {
    let mut desk = demo().desk;
    for (skin, look) in looks() {
        let mut wire = Wire::of(Journey::at(desk), look);
        wire.j.keys("Esc 5");
        for n in 0..15 {
            let bytes = wire.cost(|j| {
                j.keys("Down");
            });
            assert!((1..=50).contains(&bytes), "{skin}: arrow {n} took {bytes} bytes");
        }
        let before = rows(&wire.j);
        let turned = wire.cost(|j| {
            j.keys("PageDown");
        });
        let bare = bare_turn(&before, &rows(&wire.j));
        assert!(turned * 10 <= bare * 6, "{skin}: a page turn took {turned} bytes, a bare list {bare}");
        println!("{skin}: page turn {turned}, bare {bare}");
        wire.j.keys("n");
        for c in "张晓明 zxm, 五星社区ａ！".chars() {
            let bytes = wire.cost(|j| {
                j.text(&c.to_string());
            });
            assert!(bytes <= 60, "{skin}: {c:?} in a field took {bytes} bytes");
        }
        assert_eq!(wire.redrawn(), 0, "{skin}: a frame without a change says nothing");
        desk = wire.j.desk;
    }
}

/// The lines of the list as they stand.
fn rows(j: &Journey) -> Vec<String> {
    j.screen().lines().skip(3).take(17).map(|line| line.replacen("> ", "  ", 1)).collect()
}

/// Adds up what a bare program writes.
#[derive(Clone, Default)]
struct Sum(Rc<Cell<usize>>);

impl Write for Sum {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.set(self.0.get() + bytes.len());
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// What a bare ratatui list spends on turning from one page to the other.
fn bare_turn(from: &[String], to: &[String]) -> usize {
    let area = Rect::new(0, 0, 80, 24);
    let options = TerminalOptions { viewport: Viewport::Fixed(area) };
    let sum = Sum::default();
    let mut terminal = Terminal::with_options(CrosstermBackend::new(sum.clone()), options).unwrap();
    let mut state = ListState::default().with_selected(Some(0));
    let mut draw = |page: &[String]| {
        let list = List::new(page.iter().map(|row| row.trim_end().to_owned())).highlight_symbol("> ");
        terminal.draw(|frame| frame.render_stateful_widget(list, area, &mut state)).unwrap();
        sum.0.get()
    };
    let first = draw(from);
    draw(to) - first
}

/// A held arrow: sixty presses that waited are one motion, one question for each page crossed and one frame.
#[test]
fn a_held_arrow_is_one_motion() {
    let mut pressed = demo();
    pressed.keys("Esc 5");
    (0..60).for_each(|_| {
        pressed.keys("Down");
    });
    let (screen, mut desk) = (pressed.screen(), pressed.desk);
    for (_, look) in looks() {
        let mut wire = Wire::of(Journey::at(desk), look);
        wire.j.keys("Esc 5");
        let turn = wire.cost(|j| {
            j.keys("PageDown");
        });
        wire.j.keys("Home");
        let held = wire.cost(|j| {
            j.held("Down", 60);
        });
        assert_eq!(wire.j.screen(), screen);
        assert!(held <= turn * 4, "held {held}, a page {turn}");
        desk = wire.j.desk;
    }
    for (room, key) in [("F2", "Down"), ("F2", "Up"), ("F3", "Right"), ("F4 Esc", "Down"), ("Esc", "Down"), ("Esc 5 n", "Down")] {
        let mut one = Journey::at(desk);
        one.keys(room);
        (0..9).for_each(|_| {
            one.keys(key);
        });
        let (screen, mut all) = (one.screen(), Journey::at(one.desk));
        assert_eq!(all.keys(room).held(key, 9).screen(), screen, "{room} {key}");
        desk = all.desk;
    }
}
