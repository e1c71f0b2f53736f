//! What a form has shown of a record against what the record says now: nobody's correction is written over unseen.

use super::Fault;
use super::db::Db;
use super::journal::writes_of;
use crate::desk::change::Plan;
use crate::desk::command::Order;
use crate::desk::merge::fold;
use crate::desk::reason::{Common, Reason};
use serde_json::Value;

/// A reason for each field that somebody has changed, to another value than the plan's, since it was shown.
pub(super) fn overtaken(db: &Db, order: &Order, plan: &Plan) -> Result<Vec<Reason>, Fault> {
    let Some(change) = plan.changes.first().filter(|_| !order.was.is_empty()) else {
        return Ok(Vec::new());
    };
    let now = fold(&writes_of(db, &change.ent)?).shown();
    let other = |field: &str, was: &Value| {
        let says = plain(now.get(field));
        let wanted = change.fields.get(field)?;
        (says != plain(Some(was)) && says != plain(Some(wanted))).then_some(says)
    };
    let told = |(field, was): (&String, &Value)| {
        other(field, was).map(|now| Reason::of(Common::Changed).fact("field", field).fact("now", now))
    };
    Ok(order.was.iter().filter_map(told).collect())
}

/// A value as a form shows it: nothing, an empty text and a limit that is none are the same.
fn plain(value: Option<&Value>) -> String {
    let text = match value {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    };
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if words == "0" { String::new() } else { words }
}
