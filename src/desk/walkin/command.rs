//! What may be done in this room.

use crate::commands;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

commands! {
    /// Commands of this room.
    pub enum Command {
        "ticket.draw" => Draw,
    }
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Draw {
    pub name: String,
}
