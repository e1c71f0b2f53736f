//! Settings of a site and the official calendar.

use crate::desk::kind::{Class, Kind, ask, field};
use serde::{Deserialize, Serialize};

/// Entity kinds of this room.
pub const KINDS: &[Kind] = &[
    Kind { name: "setting", fields: &[field("site", Class::Sys), field("key", Class::Sys), ask("value", Class::Sys)] },
    Kind { name: "calday", fields: &[field("day", Class::Sys), field("kind", Class::Sys), field("name", Class::Sys)] },
    super::clerk::CLERK,
];

/// A setting's entity: one a site and key, so that setting it twice is a change and not a second row.
pub fn setting_id(site: &str, key: &str) -> String {
    format!("setting:{site}/{key}")
}

/// A calendar day's entity.
pub fn calday_id(day: &str) -> String {
    format!("calday:{day}")
}

/// A setting with its value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Setting {
    pub key: String,
    pub value: String,
}

/// A day that the official notice changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CalendarDay {
    pub day: String,
    /// `holiday` or `workday`.
    pub kind: String,
    pub name: String,
}

/// What a setting is for and which values it takes.
#[derive(Debug, Clone, Copy)]
pub struct Known {
    pub key: &'static str,
    pub takes: Takes,
}

/// Values a setting takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Takes {
    Text,
    /// A whole number in this range.
    Number(i64, i64),
    /// Weekdays as digits, `12345` = Monday to Friday.
    Weekdays,
    /// Dates `YYYY-MM-DD`, separated by spaces.
    Dates,
}

/// Every setting there is.
pub const SETTINGS: &[Known] = &[
    Known { key: "studio.site", takes: Takes::Text },
    // Code of the subdistrict, until its first file says so itself.
    Known { key: "hub.site", takes: Takes::Text },
    Known { key: "ticket.pass_over", takes: Takes::Number(0, 20) },
    Known { key: "ticket.prefix", takes: Takes::Text },
    Known { key: "room.open_days", takes: Takes::Weekdays },
    Known { key: "room.closed", takes: Takes::Dates },
    Known { key: "hold.shelf_days", takes: Takes::Number(1, 60) },
    Known { key: "room.opened", takes: Takes::Dates },
    Known { key: "loan.due_mode", takes: Takes::Text },
    Known { key: "loan.keep_history", takes: Takes::Number(0, 1) },
    Known { key: "loan.suspension_factor", takes: Takes::Number(0, 30) },
    // Days after the last business closed; 0 = for ever.
    Known { key: "retention.id_number_days", takes: Takes::Number(0, 36_500) },
    Known { key: "retention.phone_days", takes: Takes::Number(0, 36_500) },
    Known { key: "studio.horizon_days", takes: Takes::Number(1, 365) },
    Known { key: "studio.notice_minutes", takes: Takes::Number(0, 10_080) },
];
