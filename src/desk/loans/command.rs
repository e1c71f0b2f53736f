//! What may be done in this room.

use crate::commands;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

commands! {
    /// Commands of this room.
    pub enum Command {
        "title.add" => AddTitle,
    }
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AddTitle {
    pub name: String,
}
