//! Settings, the official calendar, and taking back what was done.

use super::clerk::{AddClerk, DropClerk};
use crate::commands;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

commands! {
    /// Commands of this room.
    pub enum Command {
        /// Sets a value of this site.
        "setting.set" => Set,
        /// Enters a day of the official notice: a holiday, or a weekend day that is worked.
        "calendar.set" => SetDay,
        /// Enters whose key opens the desk over SSH.
        "clerk.add" => AddClerk,
        /// Takes a clerk's keys, or one of them, out of the list.
        "clerk.drop" => DropClerk,
        /// Takes back this clerk's last command, unless somebody has changed the same fields since.
        "undo" => Undo,
        /// Takes back the last undo.
        "redo" => Redo,
    }
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Set {
    pub key: String,
    pub value: String,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SetDay {
    /// `YYYY-MM-DD`.
    pub date: String,
    /// `holiday`, `workday`, or `plain` to take the day out of the table.
    pub kind: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Undo {}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Redo {}
