//! The terminal and what it shows: the model's picture, as the skin that the probe chose, one `write` a frame.

use super::backend::WireBackend;
use super::probe::{self, Look};
use crate::app::Model;
use crate::ui::{self, Skin};
use ratatui::Terminal;
use ratatui::layout::Size;
use std::io::{self, Write};

/// Draws a model, and remembers what stands on the screen.
#[derive(Debug)]
pub struct Screen {
    terminal: Terminal<WireBackend>,
    skin: Skin,
    size: Size,
}

impl Screen {
    /// A screen of so many columns and rows that is blank.
    ///
    /// # Errors
    /// None in practice: the backend keeps everything in memory.
    pub fn new((width, height): (u16, u16), look: Look) -> io::Result<Screen> {
        let size = Size::new(width, height);
        let terminal = Terminal::new(WireBackend::new(size))?;
        let mut screen = Screen { terminal, skin: Skin::Ascii, size };
        screen.wear(look);
        Ok(screen)
    }

    /// Takes a look; what stands on the screen is drawn anew as far as it differs.
    pub fn wear(&mut self, look: Look) {
        self.skin = match look.skin {
            probe::Skin::Box => Skin::Box,
            probe::Skin::Ascii => Skin::Ascii,
            probe::Skin::Mono => Skin::Mono,
        };
        let backend = self.terminal.backend_mut();
        backend.trust_width(look.trust_width);
        backend.wide_ambiguous(look.wide_ambiguous);
        backend.mono(look.skin == probe::Skin::Mono);
    }

    /// A line that shows nothing.
    pub fn blank_row(&self) -> Option<u16> {
        self.terminal.backend().blank_row()
    }

    /// Something else wrote to the terminal; `anew`: all is to be drawn again.
    ///
    /// # Errors
    /// None in practice.
    pub fn disturbed(&mut self, anew: bool) -> io::Result<()> {
        self.terminal.backend_mut().forget();
        if anew { self.terminal.clear() } else { Ok(()) }
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
        let size = Size::new(width, height);
        if self.size != size {
            self.size = size;
            self.terminal.backend_mut().set_size(size);
        }
        let skin = self.skin;
        self.terminal.draw(|frame| {
            let area = frame.area();
            if let Some(cursor) = ui::view(model, skin, area, frame.buffer_mut()) {
                frame.set_cursor_position(cursor);
            }
        })?;
        self.terminal.backend_mut().flush_frame(line)
    }
}
