//! The program between keys and database, Elm-shaped: one [`Model`], one `update`, effects as data.
//! No ratatui, no rusqlite, no threads: a test types keys and looks at the effects.
//!
//! A room is a [`panel::Panel`]; the frame around it (keys, layers, notices, drafts) knows no room by name.

mod answers;
mod drafts;
pub mod effect;
pub mod exchange;
mod filling;
mod keys;
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
mod searching;
mod seat;
pub mod studio;
pub mod today;
mod update;
mod verbs;
pub mod walkin;
mod wrong;

pub use effect::Effect;
pub use model::Model;
pub use msg::Msg;
pub use update::update;
