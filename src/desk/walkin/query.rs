//! What may be asked about this room.

use crate::queries;
use serde::{Deserialize, Serialize};

queries! {
    /// Questions of this room.
    pub enum Query {
        "queue" => All(All),
    }
}

/// Everything.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct All {}

/// What comes back.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Answer {
    All(Vec<String>),
}
