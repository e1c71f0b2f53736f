//! Pure string craft for Chinese text at a terminal. No ratatui, no database.

pub mod nearest;
