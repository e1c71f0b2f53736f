//! A clerk's day, key by key: what is pressed, what is seen, what is kept.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "../support/mod.rs"]
mod support;

#[path = "../support/enrolled.rs"]
mod enrolled;

mod cut;
mod drafts;
mod exchange;
mod keys;
mod loans;
mod report;
mod residents;
mod sizes;
mod studio;
mod two_sites;
mod walkin;
mod windows;
