//! The service catalogue and the refuse-list.

use serde::{Deserialize, Serialize};

/// An item of the service catalogue (事项). Every figure is the site's to set.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Service {
    pub id: String,
    pub code: String,
    /// Two digits, for the number pad.
    pub number: String,
    pub name: String,
    pub category: String,
    /// One a line.
    pub materials: String,
    /// One a line, with its tags: see [`super::rules::stage`].
    pub stages: String,
    /// `workday`, `natural_day`, `hour`, `instant`, `yearly_batch`, `none`, `deadline_for_citizen`.
    pub unit: String,
    /// What the centre promises.
    pub promised: Option<i64>,
    /// What the law allows at most.
    pub ceiling: Option<i64>,
    /// The ceiling with an approved extension.
    pub extended: Option<i64>,
    /// Hours within which a unit may send it back as not its own.
    pub return_hours: Option<i64>,
    /// Social aid: stages are fixed and all are needed.
    pub aid: bool,
    /// Never in lists or exports with its person.
    pub sealed: bool,
    pub handled_by: String,
    pub legal_basis: String,
    pub confidence: String,
    /// The figure is from memory: shown as to be set by the site, never as law.
    pub unconfirmed: bool,
    pub note: String,
    pub retired: bool,
}

impl Service {
    /// The papers that are asked for.
    pub fn materials(&self) -> impl Iterator<Item = &str> {
        self.materials.lines().filter(|l| !l.is_empty())
    }
}

/// A certificate that a community must not issue, and who answers instead.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Certificate {
    pub id: String,
    pub code: String,
    pub name: String,
    pub office: String,
}
