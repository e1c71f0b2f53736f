//! The domain of a service desk: records, commands, and pure rules, a room each for residents,
//! walk-in requests, the studio, loans and sites. No SQL, no terminal.
//!
//! Every room has the same parts:
//! * `record.rs`  – the plain data, and the room's entity kinds (`KINDS`) with the class of each field;
//! * `command.rs` – what may be asked for (`Command`), the field's own verbs;
//! * `rules.rs`   – pure functions `(state, command, ctx) -> Verdict`; no clock, no database;
//! * `query.rs`   – what may be looked at (`Query`, `Answer`): the panels and `desk show` ask the same.
//!
//! May import: `base`, `text`, `calendar`, `i18n`. Imported by: everything above.

pub mod change;
pub mod command;
pub mod kind;
pub mod merge;
pub mod query;
pub mod reason;
pub mod schema;
pub mod seed;

pub mod accord;
pub mod loans;
pub mod report;
pub mod residents;
pub mod sites;
pub mod studio;
pub mod trust;
pub mod walkin;
