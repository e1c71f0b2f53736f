//! The terminal layer: what stands between the pure program and the line.
//!
//! * [`backend`] turns a frame into as few bytes as it can, in one `write`;
//! * [`guard`] takes the terminal and gives it back, whatever ends the program;
//! * [`input`] and [`stitch`] turn what arrives into our own keys, pastes and scans;
//! * [`screen`] draws the model through it;
//! * [`signals`] notices that the session is over, also when nobody says so;
//! * [`probe`] asks the terminal once how wide it draws Chinese.
//!
//! Imports every room above it; only `main` imports it. The only user of crossterm.

pub mod backend;
pub mod errand;
pub mod escape;
pub mod guard;
pub mod input;
pub mod probe;
pub mod screen;
pub mod session;
pub mod signals;
pub mod stitch;
pub mod worker;
