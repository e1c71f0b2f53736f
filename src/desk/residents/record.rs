//! What is kept about a resident.

use crate::desk::kind::{Class, Kind, ask, field};
use serde::{Deserialize, Serialize};

/// Entity kinds of this room.
pub const KINDS: &[Kind] = &[Kind {
    name: "resident",
    fields: &[
        ask("name", Class::Person),
        ask("id_type", Class::Person),
        ask("id_number", Class::Person),
        ask("phone", Class::Person),
        ask("address", Class::Person),
        field("birth", Class::Person),
        field("sex", Class::Person),
        field("tags", Class::Person),
        field("merged_into", Class::Person),
        field("home", Class::Person),
    ],
}];

/// A resident's card.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Resident {
    pub id: String,
    pub name: String,
    /// `id_card`, `hk_permit`, `passport` …; empty without a document.
    pub id_type: String,
    pub id_number: String,
    pub phone: String,
    pub address: String,
    /// `YYYY-MM-DD` or empty.
    pub birth: String,
    /// `male`, `female` or empty: told by the ID number.
    pub sex: String,
    /// Priority groups and the like, separated by spaces: `disabled soldier_family`.
    pub tags: String,
}
