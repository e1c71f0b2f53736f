//! What breaks under the program: it is killed, the disk fails, the disk is full (SAFETY.md R1, R4, R5).
//!
//! 200 kills here; as many as wanted by `DESK_KILLS=10000 cargo test --profile quick --test faults kill -- --nocapture`.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]
#![allow(clippy::print_stdout, reason = "says what it skips and counts")]

#[path = "support/line.rs"]
#[allow(dead_code, reason = "shared with tests/pty.rs")]
mod line;
#[path = "support/site.rs"]
mod site;

#[path = "faults/disk.rs"]
mod disk;
#[path = "faults/first.rs"]
mod first;
#[path = "faults/kills.rs"]
mod kills;
