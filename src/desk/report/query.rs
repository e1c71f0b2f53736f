//! What may be asked of the reports.

use super::figures::{Figures, ServiceLine};
use crate::queries;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

queries! {
    /// Questions of this room.
    pub enum Query {
        /// The figures of a period; at the hub, of every community.
        "report" => Report(Report),
        /// Every site of the network: what has come from it, what it lacks, what is wrong.
        "network" => Network(Nothing),
        /// Titles of all sites' reading rooms, and where a copy is on the shelf.
        "union" => Union(Union),
    }
}

/// No fields.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Nothing {}

/// `report`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Report {
    /// First and last day, `YYYY-MM-DD`; without either this month.
    pub from: Option<String>,
    pub until: Option<String>,
    /// `day`, `week`, `month`, `quarter`, `year`: the one that holds `from` (or today).
    pub period: Option<String>,
    /// At the hub: this site alone. Elsewhere always one's own.
    pub site: Option<String>,
    /// At the hub: communities after this code.
    pub after: Option<String>,
    /// At the hub: how many communities; empty = 100.
    pub rows: Option<String>,
}

/// `union`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Union {
    /// Words, initials, an ISBN or a call number.
    pub q: String,
    /// How many titles; empty = 20.
    pub rows: Option<String>,
    /// `key` of the last row seen.
    pub after: Option<String>,
}

/// A title with where it is.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct UnionRow {
    #[serde(flatten)]
    pub title: crate::desk::loans::Title,
    pub copies: i64,
    /// On the shelf anywhere.
    pub free: i64,
    /// Rooms that have copies, those with one on the shelf first.
    pub rooms: Vec<Room>,
    pub key: String,
}

/// A reading room's copies of a title.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Room {
    pub site: String,
    pub name: String,
    pub copies: i64,
    pub free: i64,
    /// Where it stands on the shelf.
    pub call_number: String,
    /// The earliest day a lent one is due; empty: none is lent.
    pub due: String,
}

/// One community's row at the hub.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct SiteLine {
    pub site: String,
    pub name: String,
    /// When its last file was made, RFC 3339; empty: none has come.
    pub heard: String,
    /// Days since then.
    pub days: Option<i64>,
    /// Its last file was made before the period's end: what happened since is not in the figures.
    pub stale: bool,
    pub figures: Figures,
}

/// `report`'s answer.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Sheet {
    /// Whose figures: a site's code and name, or the hub's for all.
    pub site: String,
    pub name: String,
    pub period: String,
    pub from: String,
    pub until: String,
    /// When it was made, RFC 3339.
    pub at: String,
    pub figures: Figures,
    /// Requests registered in the period, by where they stand now.
    pub states: BTreeMap<String, i64>,
    /// By category and name; those of which there were none are left out.
    pub services: Vec<ServiceLine>,
    /// At the hub, over all: every community.
    pub sites: Vec<SiteLine>,
    /// How many communities' figures are not complete for the period.
    pub stale: usize,
}

/// A site that has been silent for more days than this deserves a call.
pub const SILENT_DAYS: i64 = 7;

/// One site of the network, as this one knows it.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Node {
    pub site: String,
    pub name: String,
    pub hub: bool,
    /// When its last file was made; when the last file for it was written. RFC 3339, empty: never.
    pub heard: String,
    pub written: String,
    pub heard_days: Option<i64>,
    /// Operations held here that it has not said it has.
    pub lacks: i64,
    /// Operations of its own that it said it had in its last file and that are not held here.
    pub missing: i64,
    /// Holes in what has come from it, and streams frozen because its history has forked.
    pub gaps: i64,
    pub forks: i64,
    /// Its operations that are kept but hold nowhere, by no right or by a clock that is ahead.
    pub held: i64,
    /// The program and the schema that wrote its last file; empty: not known.
    pub app: String,
    pub schema: i64,
}

/// `network`'s answer.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Network {
    pub site: String,
    pub name: String,
    pub hub: bool,
    pub app: String,
    pub schema: i64,
    /// Operations here, of how many sites.
    pub operations: i64,
    pub sites: Vec<Node>,
    /// Sites from which nothing has come for more than a week, with gaps, forks or held operations.
    pub silent: usize,
    pub troubled: usize,
}

/// What comes back.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Answer {
    Report(Box<Sheet>),
    Network(Network),
    Union(Vec<UnionRow>),
}
