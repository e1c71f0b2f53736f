//! The terminal and what it shows: the model's picture, as the skin that the probe chose, one `write` a frame.

use super::backend::WireBackend;
use super::probe::{self, Look};
use crate::app::Model;
use crate::ui::{self, Skin};
use ratatui::backend::Backend as _;
use ratatui::buffer::{Buffer, Cell, CellWidth as _};
use ratatui::layout::{Rect, Size};
use ratatui::style::Color;
use std::io::{self, Write};

/// Draws a model, and remembers what stands on the screen.
#[derive(Debug)]
pub struct Screen {
    backend: WireBackend,
    skin: Skin,
    /// What stands; `None` = nothing, as before the first frame. A `ratatui::Terminal` would hold a picture of blanks for
    /// it, fill it and compare with it: 17 page faults of a start's 340 at 80x24.
    stands: Option<Buffer>,
    /// What the next frame is drawn in.
    next: Buffer,
}

impl Screen {
    /// A screen of so many columns and rows that is blank.
    pub fn new((width, height): (u16, u16), look: Look) -> Screen {
        let backend = WireBackend::new(Size::new(width, height));
        let mut screen = Screen { backend, skin: Skin::Ascii, stands: None, next: Buffer::default() };
        screen.wear(look);
        screen
    }

    /// Takes a look; what stands on the screen is drawn anew as far as it differs.
    pub fn wear(&mut self, look: Look) {
        self.skin = match look.skin {
            probe::Skin::Box => Skin::Box,
            probe::Skin::Ascii => Skin::Ascii,
            probe::Skin::Mono => Skin::Mono,
        };
        self.backend.trust_width(look.trust_width);
        self.backend.wide_ambiguous(look.wide_ambiguous);
        self.backend.mono(look.skin == probe::Skin::Mono);
    }

    /// A line that shows nothing.
    pub fn blank_row(&self) -> Option<u16> {
        self.backend.blank_row()
    }

    /// Something else wrote to the terminal; `anew`: all is to be drawn again.
    ///
    /// # Errors
    /// None in practice.
    pub fn disturbed(&mut self, anew: bool) -> io::Result<()> {
        self.backend.forget();
        if anew { self.clear() } else { Ok(()) }
    }

    /// Draws the model if it may look different; the bytes it took, in one write or none.
    ///
    /// # Errors
    /// The line takes no more.
    pub fn draw(&mut self, model: &mut Model, line: &mut impl Write) -> io::Result<usize> {
        if !std::mem::take(&mut model.dirty) {
            return Ok(0);
        }
        let (width, height) = model.size;
        let area = Rect::new(0, 0, width, height);
        if self.backend.window() != area.as_size() {
            self.backend.set_size(area.as_size());
            self.clear()?;
        }
        if self.next.area == area {
            self.next.reset();
        } else {
            self.next = Buffer::empty(area);
        }
        let cursor = ui::view(model, self.skin, area, &mut self.next);
        match &self.stands {
            Some(stands) => self.backend.draw(stands.diff_iter(&self.next))?,
            None => self.backend.draw(on_nothing(&self.next))?,
        }
        match cursor {
            Some(place) => {
                self.backend.show_cursor()?;
                self.backend.set_cursor_position(place)?;
            }
            None => self.backend.hide_cursor()?,
        }
        let before = self.stands.replace(std::mem::take(&mut self.next));
        self.next = before.unwrap_or_default();
        self.backend.flush_frame(line)
    }

    fn clear(&mut self) -> io::Result<()> {
        self.stands = None;
        self.backend.clear()
    }
}

/// The cells of a picture that show something on a blank screen, in order; not the second half of a wide glyph.
fn on_nothing(picture: &Buffer) -> impl Iterator<Item = (u16, u16, &Cell)> {
    let mut hidden = 0;
    let seen = move |cell: &Cell| {
        if hidden > 0 {
            hidden -= 1;
            return false;
        }
        let plain = cell.fg == Color::Reset && cell.bg == Color::Reset && cell.modifier.is_empty();
        let empty = plain && cell.symbol() == " ";
        hidden = if empty { 0 } else { cell.cell_width().saturating_sub(1) };
        !empty
    };
    let cells = picture.content.iter().enumerate().scan(seen, |seen, (i, cell)| Some((i, cell, seen(cell))));
    cells.filter(|(_, _, seen)| *seen).map(|(i, cell, _)| {
        let (x, y) = picture.pos_of(i);
        (x, y, cell)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use ratatui::style::{Modifier, Style};

    proptest! {
        /// What ratatui would draw over a picture of blanks.
        #[test]
        fn a_first_picture_is_what_differs_from_blanks(
            words in proptest::collection::vec((0u16..24, 0u16..5, "[ a-c甲乙（]{0,12}", any::<bool>()), 0..12),
        ) {
            let area = Rect::new(0, 0, 24, 5);
            let mut picture = Buffer::empty(area);
            for (x, y, text, reversed) in words {
                let style = if reversed { Style::new().add_modifier(Modifier::REVERSED) } else { Style::new() };
                picture.set_stringn(x, y, text, usize::from(24 - x), style);
            }
            let blank = Buffer::empty(area);
            prop_assert_eq!(on_nothing(&picture).collect::<Vec<_>>(), blank.diff(&picture));
        }
    }
}
