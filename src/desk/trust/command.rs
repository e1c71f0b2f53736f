//! Commands about membership (SYNC.md section 12). All of them only at the hub.

use crate::commands;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

commands! {
    /// Commands of this room.
    pub enum Command {
        /// Takes a site's card into the roster; ends the key it had before.
        "site.add" => AddSite,
        /// Withdraws a site's key: stolen, or not to be trusted any more.
        "site.revoke" => RevokeSite,
    }
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AddSite {
    /// The text of the card file.
    pub card: String,
    /// The 24 digits as the site read them out. Not asked for when the site's key before signed the card.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub digits: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RevokeSite {
    /// Its code.
    pub site: String,
}
