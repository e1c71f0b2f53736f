//! A line of the day's work, as the screen lists it.

use super::super::Refusal;
use crate::base::clock::Moment;
use crate::desk::change::Fields;
use crate::desk::reason::Reason;
use serde_json::Value;

/// What was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    Lent,
    Returned,
    Renewed,
    /// By its command's name.
    Other(&'static str),
}

/// One line. Empty texts are not shown.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    pub at: Moment,
    pub act: Act,
    pub title: String,
    pub call_number: String,
    /// Lent, renewed: `YYYY-MM-DD`.
    pub due: String,
    /// Returned: whose it was, masked.
    pub reader: String,
    /// Renewed: how many times now.
    pub times: i64,
    /// The rule that decided the due date.
    pub rule: String,
    /// What must be said: the hold that got the copy, that it was late.
    pub warnings: Vec<Reason>,
    /// The whole way to the due date, for the explaining key.
    pub way: Vec<(String, String)>,
    /// Each day from the one after the loan, and whether the room is open.
    pub days: Vec<(String, bool)>,
}

impl Line {
    /// A line from a reply.
    pub fn plain(act: Act, result: &Fields, warnings: &[Reason], at: Moment) -> Line {
        Line {
            at,
            act,
            title: told(result),
            call_number: text(result, "call_number"),
            due: text(result, "due"),
            reader: text(result, "reader"),
            times: result.get("renewals").and_then(Value::as_i64).unwrap_or(0),
            rule: text(result, "rule"),
            warnings: warnings.to_vec(),
            way: way(result),
            days: days(result),
        }
    }

    /// Who the copy now waits for, and until when.
    pub fn held_for(&self) -> Option<&Reason> {
        self.warnings.iter().find(|w| w.code == Refusal::HoldReady.into())
    }
}

pub(super) fn lend_line(result: &Fields, warnings: &[Reason], at: Moment) -> Line {
    Line::plain(Act::Lent, result, warnings, at)
}

pub(super) fn return_line(result: &Fields, warnings: &[Reason], at: Moment) -> Line {
    Line::plain(Act::Returned, result, warnings, at)
}

/// One line for one copy; for a reader one line for each copy renewed, and one that carries what could not be.
pub(super) fn renew_lines(result: &Fields, warnings: &[Reason], at: Moment) -> Vec<Line> {
    let Some(Value::Array(renewed)) = result.get("renewed") else {
        return vec![Line::plain(Act::Renewed, result, warnings, at)];
    };
    let objects = renewed.iter().filter_map(Value::as_object);
    let mut lines: Vec<Line> = objects.map(|one| Line::plain(Act::Renewed, one, &[], at)).collect();
    if let Some(last) = lines.last_mut() {
        last.warnings = warnings.to_vec();
    }
    lines
}

/// What a line is about: a title, a card, a rule, how many came.
fn told(result: &Fields) -> String {
    let named = ["title", "card", "rule"].into_iter().map(|name| text(result, name)).find(|t| !t.is_empty());
    let total = result.get("total").and_then(Value::as_i64).map(|n| n.to_string());
    named.or(total).unwrap_or_default()
}

fn text(result: &Fields, name: &str) -> String {
    result.get(name).and_then(Value::as_str).unwrap_or_default().to_owned()
}

fn way(result: &Fields) -> Vec<(String, String)> {
    let Some(Value::Array(steps)) = result.get("way") else { return Vec::new() };
    let part = |step: &Value, name: &str| step.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    steps.iter().map(|s| (part(s, "date"), part(s, "why"))).collect()
}

fn days(result: &Fields) -> Vec<(String, bool)> {
    let Some(Value::Array(days)) = result.get("each_day") else { return Vec::new() };
    let date = |day: &Value| day.get("date").and_then(Value::as_str).unwrap_or_default().to_owned();
    days.iter().map(|d| (date(d), d.get("open").and_then(Value::as_bool).unwrap_or(true))).collect()
}
