//! The program between keys and database, Elm-shaped: one [`Model`], one `update`, effects as data.
//! No ratatui, no rusqlite, no threads: a test types keys and looks at the effects.
//!
//! A room is a [`panel::Panel`]; the frame around it (keys, layers, notices, drafts) knows no room by name.

pub mod effect;
pub mod exchange;
mod filling;
pub mod layer;
pub mod loans;
pub mod model;
pub mod msg;
pub mod notice;
pub mod panel;
pub mod report;
pub mod residents;
mod routing;
mod search;
mod seat;
pub mod studio;
pub mod today;
mod update;
pub mod walkin;

pub use effect::Effect;
pub use model::Model;
pub use msg::Msg;
pub use update::update;
