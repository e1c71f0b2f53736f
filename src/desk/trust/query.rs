//! What may be asked about keys.

use crate::desk::sites::Nothing;
use crate::queries;
use serde::Serialize;

queries! {
    /// Questions of this room.
    pub enum Query {
        /// Every key of every site, as the newest roster has it.
        "roster" => Roster(Nothing),
        /// How this site stands: its key, its digits, the hub it trusts.
        "trust" => Trust(Nothing),
    }
}

/// A key in the roster.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Row {
    pub site: String,
    pub name: String,
    pub hub: bool,
    /// Which key of the site.
    pub number: u32,
    /// `in_force`, `rotated`, `replaced`, `revoked`.
    pub state: &'static str,
    /// Since when, RFC 3339.
    pub since: String,
    /// Until when; empty: still.
    pub ended: String,
    /// Check number of its card.
    pub digits: String,
    /// What a withdrawn key's signature covers: stream to last number.
    #[serde(skip_serializing_if = "std::collections::BTreeMap::is_empty")]
    pub after: std::collections::BTreeMap<String, i64>,
}

/// How this site stands.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Standing {
    pub site: String,
    pub name: String,
    pub hub: bool,
    pub epoch: i64,
    /// Number and check digits of the newest key.
    pub number: u32,
    pub digits: String,
    /// The hub that is trusted, and its check digits; empty: not enrolled.
    pub trusts: String,
    pub hub_digits: String,
    /// Version of the roster; 0: none.
    pub version: i64,
    /// Does the roster name the newest key? If not, the hub needs its card.
    pub listed: bool,
    /// The lowest epoch that the roster lets this site write in.
    pub epoch_from: i64,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Answer {
    Roster(Vec<Row>),
    Trust(Standing),
}
