//! What may be asked about the site itself.

use super::exchange::{Bundle, Counts, Peer};
use super::{CalendarDay, Clerk, Setting};
use crate::queries;
use serde::{Deserialize, Serialize};

queries! {
    /// Questions of this room.
    pub enum Query {
        /// Every setting of this site.
        "settings" => Settings(Nothing),
        /// The official notice's days of a year.
        "calendar" => Calendar(Year),
        /// What was done, newest first.
        "journal" => Journal(Journal),
        /// What was shown whole or carried out of the site, newest first.
        "audit" => Audit(Journal),
        /// Other sites: what each has, what it lacks.
        "peers" => Peers(Nothing),
        /// Files written and read, newest first.
        "bundles" => Bundles(Bundles),
        /// Clerks and their keys.
        "clerks" => Clerks(Clerks),
        /// Exchange in numbers, with what is open.
        "exchange" => Exchange(Nothing),
    }
}

/// A question without fields.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Nothing {}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Year {
    /// `2026`.
    pub year: String,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Journal {
    /// Entries before this number; 0 = the newest.
    #[serde(default, deserialize_with = "crate::desk::query::count")]
    pub before: usize,
    /// How many; 0 = 20.
    #[serde(default, deserialize_with = "crate::desk::query::count")]
    pub rows: usize,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bundles {
    /// How many; 0 = 20.
    #[serde(default, deserialize_with = "crate::desk::query::count")]
    pub rows: usize,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clerks {
    /// A name or a fingerprint; empty = all.
    #[serde(default)]
    pub clerk: String,
}

/// One command that was done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Entry {
    pub n: i64,
    pub id: String,
    pub clerk: String,
    /// The time the run stated, and the machine's own; RFC 3339.
    pub stated: String,
    pub real: String,
    pub cmd: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub undoes: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub undone_by: Option<String>,
    #[serde(rename = "override", skip_serializing_if = "Option::is_none")]
    pub over: Option<String>,
    pub changes: Vec<FieldChange>,
}

/// An act that changes nothing and is noted all the same (SAFETY.md 4.1): a record shown whole, a list exported.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Act {
    pub n: i64,
    /// RFC 3339.
    pub at: String,
    pub clerk: String,
    /// `reveal`, `export`, `stream`.
    pub act: String,
    /// The record, or the list.
    pub ent: String,
    pub fields: serde_json::Value,
}

/// A field that an entry wrote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FieldChange {
    pub ent: String,
    pub field: String,
    pub old: serde_json::Value,
    pub new: serde_json::Value,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Answer {
    Settings(Vec<Setting>),
    Calendar(Vec<CalendarDay>),
    Journal(Vec<Entry>),
    Audit(Vec<Act>),
    Peers(Vec<Peer>),
    Bundles(Vec<Bundle>),
    Exchange(Counts),
    Clerks(Vec<Clerk>),
}
