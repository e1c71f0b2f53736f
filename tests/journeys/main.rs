//! A clerk's day, key by key: what is pressed, what is seen, what is kept.

#[path = "../support/mod.rs"]
mod support;

mod residents;
mod sizes;
mod studio;
