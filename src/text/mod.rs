//! Pure string craft for Chinese text at a terminal. No ratatui, no database.
//!
//! Whoever draws measures with [`width`] and hides with [`mask`]; whoever stores cleans with [`safe`];
//! whoever searches folds with [`fold`] and [`pinyin`]; every input box is a [`line::TextLine`].

pub mod barcode;
pub mod callnumber;
pub mod catalogue;
pub mod document;
pub mod excerpt;
pub mod fold;
pub mod idcard;
pub mod isbn;
pub mod line;
pub mod mask;
pub mod name;
pub mod nearest;
pub mod note;
pub mod phone;
pub mod pinyin;
pub mod safe;
mod surname;
pub mod when;
pub mod width;
