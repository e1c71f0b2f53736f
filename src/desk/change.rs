//! What a rule answers with: changes to entities, or reasons why not.

use crate::base::clock::Moment;
use crate::base::ids::Ids;
use crate::desk::reason::Reason;
use serde_json::{Map, Value};

/// Field name to JSON value, in name order.
pub type Fields = Map<String, Value>;

/// New values for some fields of one entity. Fields that are not named keep their values;
/// an entity nobody has written before is made by its first change.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// `kind:uuid`, see [`crate::base::ids`].
    pub ent: String,
    /// The new values; `null` empties a field.
    pub fields: Fields,
    /// Written even where the value is the same, so that somebody else's write of that moment is seen to clash.
    pub firm: bool,
}

/// The field that takes an entity out of every list (true) or puts it back (false). Undo of a
/// creation writes it; nothing is ever removed from the journal.
pub const DELETED: &str = "_del";

impl Change {
    /// A change of `ent` that names no field yet.
    pub fn of(ent: impl Into<String>) -> Change {
        Change { ent: ent.into(), fields: Fields::new(), firm: false }
    }

    /// The same change, written even where the values are so already.
    pub fn firmly(mut self) -> Change {
        self.firm = true;
        self
    }

    /// The same change with `field` set to `value`.
    pub fn set(mut self, field: &str, value: impl Into<Value>) -> Change {
        self.fields.insert(field.to_owned(), value.into());
        self
    }
}

/// Text that leaves the log for good.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Removal {
    /// All that is personal of a record.
    Erase(String),
    /// Some fields of a record, with every value they ever had.
    Redact(String, Vec<String>),
}

impl Removal {
    /// The record that loses it.
    pub fn ent(&self) -> &str {
        match self {
            Removal::Erase(ent) | Removal::Redact(ent, _) => ent,
        }
    }
}

/// What a rule allows: the changes, what the caller is told, and what deserves a word.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Plan {
    /// Applied together or not at all, in this order.
    pub changes: Vec<Change>,
    /// After the changes; cannot be undone.
    pub removals: Vec<Removal>,
    /// The `result` of the reply; a command that makes a record puts its `id` here.
    pub result: Fields,
    /// Done, but say it: a hold is waiting, a date is provisional.
    pub warnings: Vec<Reason>,
}

impl Plan {
    /// A plan of one change whose result carries that entity's id.
    pub fn one(change: Change) -> Plan {
        let mut plan = Plan::default();
        plan.result.insert("id".into(), change.ent.clone().into());
        plan.changes.push(change);
        plan
    }

    /// Adds a value to the reply.
    pub fn tell(mut self, name: &str, value: impl Into<Value>) -> Plan {
        self.result.insert(name.to_owned(), value.into());
        self
    }

    /// Adds a change.
    pub fn and(mut self, change: Change) -> Plan {
        self.changes.push(change);
        self
    }

    /// Adds a warning.
    pub fn warn(mut self, warning: impl Into<Reason>) -> Plan {
        self.warnings.push(warning.into());
        self
    }
}

/// A rule's answer: a plan, or *all* the reasons against it.
pub type Verdict = Result<Plan, Vec<Reason>>;

/// Who stands at the counter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// As stored in every journal entry.
    pub clerk: String,
}

/// What a rule may know of the world beside the state it was given.
#[derive(Debug)]
pub struct Ctx<'a> {
    /// The stated time of the command.
    pub at: Moment,
    /// The code of this site, `QLQ`.
    pub site: &'a str,
    /// True at the subdistrict's hub.
    pub hub: bool,
    /// Who asks.
    pub who: &'a Actor,
    /// New ids.
    pub ids: &'a Ids,
    /// Given when a person has decided to override the reasons that allow it.
    pub over: Option<&'a str>,
}

/// Ends a rule: the plan if nothing speaks against it. Reasons that may be overridden are dropped
/// (kept as warnings) when the caller sent an override.
pub fn verdict(ctx: &Ctx<'_>, reasons: Vec<Reason>, plan: impl FnOnce() -> Plan) -> Verdict {
    let (soft, hard): (Vec<_>, Vec<_>) = reasons.into_iter().partition(|r| r.over.is_some() && ctx.over.is_some());
    if !hard.is_empty() {
        return Err(hard);
    }
    let mut plan = plan();
    plan.warnings.extend(soft);
    Ok(plan)
}
