//! What may be decided between sites.

use crate::commands;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

commands! {
    /// Commands of this room.
    pub enum Command {
        /// Settles a clash; only who decides about it may.
        "conflict.settle" => Settle,
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
