//! What may be asked about residents.

use super::Resident;
use crate::queries;
use serde::{Deserialize, Serialize, Serializer};

queries! {
    /// Questions of this room.
    pub enum Query {
        /// A page of residents: by name prefix, initials, phone tail or ID number, or all by name.
        "residents" => Page(Page),
        /// One card.
        "resident" => One(One),
    }
}

/// One page of the list, by key, never by offset.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Page {
    /// What was typed; empty lists everybody by name.
    #[serde(default)]
    pub find: String,
    /// The sort key and id after (or before) which the page begins.
    #[serde(skip)]
    pub from: Option<(String, String)>,
    /// Backwards: the page that ends before `from`.
    #[serde(skip)]
    pub back: bool,
    /// Rows wanted; 0 = 20.
    #[serde(default, deserialize_with = "crate::desk::query::count")]
    pub rows: usize,
}

/// One card by id or whole ID number.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct One {
    pub id: String,
}

fn cards<S: Serializer>(rows: &[(String, Resident)], to: S) -> Result<S::Ok, S::Error> {
    to.collect_seq(rows.iter().map(|(_, card)| card))
}

/// What comes back.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Answer {
    /// Each with its place in the list, for the next page's `from`, which no script can give: it gets the cards.
    #[serde(serialize_with = "cards")]
    Page(Vec<(String, Resident)>),
    One(Option<Box<Resident>>),
}
