//! How things look: skins, and what every drawing function needs to know.

use crate::base::clock::Moment;
use crate::i18n::Lang;
use ratatui::style::{Modifier, Style};

/// Which glyphs and attributes the terminal bears.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Skin {
    /// Line borders: only where the probe saw them one cell wide.
    Box,
    /// ASCII borders: safe everywhere.
    Ascii,
    /// ASCII and no colours at all.
    Mono,
}

impl Skin {
    /// Horizontal, vertical, and the four corners from top left, clockwise.
    pub fn border(self) -> [&'static str; 6] {
        match self {
            Skin::Box => ["─", "│", "┌", "┐", "┘", "└"],
            Skin::Ascii | Skin::Mono => ["-", "|", "+", "+", "+", "+"],
        }
    }
}

/// What drawing needs beside the panel.
#[derive(Debug, Clone, Copy)]
pub struct Look {
    pub skin: Skin,
    pub lang: Lang,
    pub now: Moment,
    pub revealed: bool,
}

impl Look {
    pub fn plain(&self) -> Style {
        Style::default()
    }

    pub fn bold(&self) -> Style {
        Style::default().add_modifier(Modifier::BOLD)
    }

    /// What is late or wrong: a word and `!` say it, bold and (in colour) red only reinforce.
    pub fn alarm(&self) -> Style {
        match self.skin {
            Skin::Mono => self.bold(),
            _ => self.bold().fg(ratatui::style::Color::Red),
        }
    }
}
