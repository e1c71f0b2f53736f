//! What may be decided between sites.

use crate::commands;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

commands! {
    /// Commands of this room.
    pub enum Command {
        /// Settles a clash; only who decides about it may.
        "conflict.settle" => Settle,
        /// Grants a studio slot to a far desk, which may then fill it without asking.
        "grant.give" => GiveGrant,
        /// Takes back a grant that was not used.
        "grant.take_back" => TakeBackGrant,
        /// Hands a record over: from now on another desk decides about it.
        "owner.hand_over" => HandOver,
        /// Erases a person, here and wherever his records were sent; cannot be undone.
        "person.erase" => ErasePerson,
        /// Takes out the fields whose time is over; cannot be undone.
        "retention.run" => Retain,
    }
}

/// `conflict.settle`. `keep` and `drop` are sides of the conflict as `desk show conflict` names them: bookings, loans,
/// operations (two values), `delete` or `edit`, the room that has the copy in hand.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Settle {
    pub conflict: String,
    /// What stays; left out: nothing does (both bookings move).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub keep: Option<String>,
    /// What gives way; left out: everything but `keep`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub drop: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// `grant.give`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GiveGrant {
    /// `YYYY-MM-DDTHH:MM`.
    pub start: String,
    /// The desk's code or name.
    pub to: String,
    /// Last moment at which that desk may say yes, `YYYY-MM-DDTHH:MM`; not after the slot begins.
    pub until: String,
    /// Left out: 60.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minutes: Option<i64>,
    /// Id or name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub advisor: Option<String>,
    /// Id or name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
}

/// `grant.take_back`. With an override when the far desk was told on the telephone.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TakeBackGrant {
    pub grant: String,
}

/// `owner.hand_over`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HandOver {
    /// The record's id.
    pub record: String,
    /// The desk's code.
    pub to: String,
}

/// `person.erase` (PIPL art. 47).
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ErasePerson {
    /// A resident's id or ID number, or the number of his reader's card.
    pub person: String,
    /// Why, without naming the person: kept beside the erasure (`desk show settlements`).
    pub reason: String,
}

/// `retention.run`. Periods are the settings `retention.id_number_days` and `retention.phone_days`; 0 = never.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Retain {
    /// Most records at once; left out: 500.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub most: Option<u32>,
}
