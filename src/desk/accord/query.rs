//! What may be asked about clashes and agreements.

use super::Settlement;
use crate::queries;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

queries! {
    /// Questions of this room.
    pub enum Query {
        /// What clashes and waits for a decision, oldest first.
        "conflicts" => Conflicts(Conflicts),
        /// One clash with its sides.
        "conflict" => Conflict(One),
        /// Studio slots granted to far desks, by time.
        "grants" => Grants(Grants),
        /// Every erasure and redaction, and which sites have it.
        "erasures" => Erasures(Rows),
        /// How many records would lose which field by now.
        "retention" => Retention(All),
        /// Decisions about clashes, newest first.
        "settlements" => Settlements(Rows),
    }
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Conflicts {
    /// Only of this kind.
    #[serde(default)]
    pub kind: Option<String>,
    /// Only of this record.
    #[serde(default)]
    pub of: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct One {
    pub id: String,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Grants {
    /// Only to this desk.
    #[serde(default)]
    pub to: Option<String>,
    /// First day, `YYYY-MM-DD`; left out: today.
    #[serde(default)]
    pub from: Option<String>,
}

/// A grant with where it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct GrantRow {
    #[serde(flatten)]
    pub grant: super::Grant,
    /// `open`, `used`, `taken`, `ended` (its end is past, and all that desk wrote until then has come), `unheard` (its
    /// end is past, and it may have been used).
    pub state: String,
    /// The booking that fills it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    pub advisor_name: String,
    pub place_name: String,
}

/// A question without fields.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct All {}

/// An operation that took text away, and the sites whose files say that they have it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Erasure {
    pub ent: String,
    pub kind: String,
    /// `erase` or `redact`.
    pub what: String,
    pub site: String,
    pub clerk: String,
    /// RFC 3339.
    pub at: String,
    /// Sites that have done it.
    pub done: Vec<String>,
    /// Sites that have not said so yet.
    pub waits: Vec<String>,
}

/// Records whose field is kept no longer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Due {
    pub kind: String,
    pub field: String,
    pub records: i64,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rows {
    /// How many; 0 = 20.
    #[serde(default, deserialize_with = "crate::desk::query::count")]
    pub rows: usize,
}

/// A clash as a person decides it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Card {
    pub id: String,
    /// `double_booking`, `two_values` … ; `i18n::accord` has the words.
    pub kind: String,
    /// The same at every site that sees it.
    pub members: Vec<String>,
    /// When the later side was written, RFC 3339.
    pub opened: String,
    /// What it is about: `place`, `advisor`, `from`, `to`; `title`, `barcode`; `kind`, `field`, `number`.
    pub about: BTreeMap<String, String>,
    /// Why it came about, if that is known: `late_file`, `restore`, `at_once`.
    pub why: String,
    /// Facts of the reason: `site`, `via`, `read`, `epoch`.
    pub because: BTreeMap<String, String>,
    /// The desks that may settle it.
    pub decides: Vec<String>,
    /// Is this desk one of them?
    pub ours: bool,
    /// In the order in which they were written.
    pub sides: Vec<Side>,
}

/// One side of a clash.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Side {
    /// What `keep` and `drop` of `conflict.settle` take.
    pub id: String,
    /// The desk that wrote it.
    pub site: String,
    pub clerk: String,
    /// When, RFC 3339.
    pub at: String,
    /// What it says: a value, a booking's number, a copy's state. Names and numbers of persons are masked.
    pub value: String,
    /// Shown now, because it is the later one.
    pub shown: bool,
    /// More about it: `client`, `phone` (masked), `home`, `due`, `reader`.
    pub facts: BTreeMap<String, String>,
}

/// What comes back.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Answer {
    Conflicts(Vec<Card>),
    Conflict(Option<Box<Card>>),
    Settlements(Vec<Settlement>),
    Grants(Vec<GrantRow>),
    Erasures(Vec<Erasure>),
    Retention(Vec<Due>),
}
