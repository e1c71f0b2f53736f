//! Pure string craft for Chinese text at a terminal. No ratatui, no database.

pub mod fold;
pub mod idcard;
pub mod nearest;
pub mod phone;
pub mod pinyin;
pub mod safe;
