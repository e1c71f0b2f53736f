//! `desk`: the front desk of a community service centre, in a terminal.
//!
//! The rooms, and who may import whom (held by `tests/architecture.rs`):
//!
//! ```text
//! base  text  calendar  i18n  <-  desk  <-  store, exchange, io  <-  app  <-  ui  <-  runtime  <-  main
//!                       command, form, list stand beside desk; cli beside runtime
//! ```

pub mod base;
pub mod calendar;
pub mod cli;
pub mod command;
pub mod desk;
pub mod i18n;
pub mod store;
pub mod io;
pub mod runtime;
pub mod text;
