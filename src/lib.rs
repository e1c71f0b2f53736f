//! `desk`: the front desk of a community service centre, in a terminal.
//!
//! The rooms, and who may import whom (held by `tests/architecture.rs`):
//!
//! ```text
//! base  text  calendar  i18n  <-  desk  <-  store, exchange, io  <-  app  <-  ui  <-  runtime  <-  main
//!                       command, form, list stand beside desk; cli beside runtime
//! ```

pub mod app;
pub mod base;
pub mod calendar;
pub mod cli;
pub mod command;
pub mod desk;
pub mod exchange;
pub mod form;
pub mod i18n;
pub mod io;
pub mod list;
pub mod runtime;
pub mod store;
pub mod text;
pub mod ui;
