//! Drawing: the model as cells. The only importer of ratatui beside the terminal guard.
//! `&Model`: drawing changes nothing. A room's drawing gets its panel and a [`Look`].

pub mod exchange;
pub mod footer;
pub mod form;
pub mod frame;
pub mod loans;
pub mod look;
pub mod overlay;
pub mod paint;
pub mod report;
pub mod residents;
mod search;
pub mod studio;
mod studio_month;
pub mod table;
pub mod today;
mod walkin;

pub use frame::view;
pub use look::{Look, Skin};
