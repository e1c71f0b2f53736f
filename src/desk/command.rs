//! The one vocabulary: every command of every room, and the line it travels in.
//!
//! A command is a JSON object whose `cmd` is `noun.verb`, its fields beside it (COMMANDS.md).

use crate::desk::change::Fields;
use crate::desk::reason::Reason;
use crate::desk::{accord, loans, residents, sites, studio, trust, walkin};
use crate::i18n::unread::NOT_WHOLE;
use serde_json::Value;

/// Declares a room's commands: the enum, its names, its schemas.
#[macro_export]
macro_rules! commands {
    ($(#[$meta:meta])* $vis:vis enum $name:ident { $($(#[$doc:meta])* $text:literal => $variant:ident,)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
        #[serde(tag = "cmd")]
        $vis enum $name { $($(#[$doc])* #[serde(rename = $text)] $variant($variant),)+ }
        impl $name {
            /// Every name of this room.
            pub const NAMES: &'static [&'static str] = &[$($text,)+];
            /// `noun.verb`.
            pub fn name(&self) -> &'static str {
                match self { $($name::$variant(_) => $text,)+ }
            }
            /// The JSON Schema of each command's fields.
            pub fn schemas() -> Vec<(&'static str, schemars::Schema)> {
                vec![$(($text, schemars::schema_for!($variant)),)+]
            }
        }
    };
}

/// A command of any room.
#[derive(Debug, Clone, PartialEq)]
pub enum Command {
    Residents(residents::Command),
    Walkin(walkin::Command),
    Studio(studio::Command),
    Loans(loans::Command),
    Sites(sites::Command),
    Trust(trust::Command),
    Accord(accord::Command),
}

macro_rules! rooms {
    ($($variant:ident => $room:ident,)+) => {
        impl Command {
            /// `noun.verb`.
            pub fn name(&self) -> &'static str {
                match self { $(Command::$variant(c) => c.name(),)+ }
            }

            /// Every command's name.
            pub fn names() -> impl Iterator<Item = &'static str> {
                [$($room::Command::NAMES,)+].into_iter().flatten().copied()
            }

            /// Every command's name and the JSON Schema of its fields.
            pub fn schemas() -> Vec<(&'static str, schemars::Schema)> {
                let mut all = Vec::new();
                $(all.extend($room::Command::schemas());)+
                all
            }

            fn from_object(name: &str, object: Value) -> Result<Command, BadLine> {
                $(if $room::Command::NAMES.contains(&name) {
                    return serde_json::from_value(object).map(Command::$variant).map_err(|e| BadLine::Fields(e.to_string()));
                })+
                let near = crate::text::nearest::nearest(name, Command::names()).map(str::to_owned);
                Err(BadLine::Unknown { name: name.to_owned(), near })
            }

            /// The object that `desk do` would read.
            pub fn to_object(&self) -> Value {
                let made = match self { $(Command::$variant(c) => serde_json::to_value(c),)+ };
                made.unwrap_or(Value::Null)
            }
        }
        $(impl From<$room::Command> for Command { fn from(c: $room::Command) -> Command { Command::$variant(c) } })+
    };
}
rooms! { Residents => residents, Walkin => walkin, Studio => studio, Loans => loans, Sites => sites, Trust => trust, Accord => accord, }

/// A line that is not a command.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadLine {
    #[error("not UTF-8 text")]
    NotText,
    #[error("not a JSON object: {0}")]
    Json(String),
    #[error("no field \"cmd\"")]
    NoName,
    #[error("override needs a reason")]
    NoReason,
    #[error("unknown command {name}{}", near.as_ref().map(|n| format!("; did you mean {n}?")).unwrap_or_default())]
    Unknown { name: String, near: Option<String> },
    #[error("{0}")]
    Fields(String),
}

/// A command and what travels with it.
#[derive(Debug, Clone, PartialEq)]
pub struct Order {
    pub command: Command,
    /// The reason a person gave for setting refusals aside.
    pub over: Option<String>,
    /// What that person had read when he gave it: nothing else is set aside. `None`: whatever may be (a script's line).
    pub read: Option<Vec<Reason>>,
    /// What the record said, when it was shown, of the fields that a correction changes: a field that says something else
    /// by now is not written over unseen.
    pub was: Fields,
}

impl From<Command> for Order {
    fn from(command: Command) -> Order {
        Order { command, over: None, read: None, was: Fields::new() }
    }
}

impl Order {
    /// Reads one line of `desk do`.
    pub fn parse(line: &str) -> Result<Order, BadLine> {
        let value: Value = serde_json::from_str(line).map_err(|e| BadLine::Json(e.to_string()))?;
        let Value::Object(mut object) = value else { return Err(BadLine::Json("another kind of value".into())) };
        let over = override_reason(object.remove("override"))?;
        let was = object.remove("was").map(serde_json::from_value).transpose();
        let was = was.map_err(|e| BadLine::Fields(e.to_string()))?.unwrap_or_default();
        let name = object.get("cmd").and_then(Value::as_str).ok_or(BadLine::NoName)?.to_owned();
        let command = Command::from_object(&name, Value::Object(object)).map_err(|bad| placed(bad, line))?;
        Ok(Order { command, over, read: None, was })
    }

    /// The same after its refusal was shown: what is given as a reason from now on was given for these.
    pub fn having_read(&self, reasons: &[Reason]) -> Order {
        Order { read: Some(reasons.to_vec()), ..self.clone() }
    }

    /// All that would be set aside, if something of it came up after the refusal was read: to be shown once more.
    pub fn unread(&self, warnings: &[Reason]) -> Vec<Reason> {
        let aside = || warnings.iter().filter(|w| w.over.is_some());
        let known = |w: &Reason| self.read.as_ref().is_none_or(|read| read.contains(w));
        if self.over.is_none() || aside().all(known) { Vec::new() } else { aside().cloned().collect() }
    }
}

/// serde does not say in which field a value of a wrong type stands: the one that has such a value, if no other has.
fn placed(bad: BadLine, line: &str) -> BadLine {
    let (BadLine::Fields(said), Ok(Value::Object(object))) = (&bad, serde_json::from_str(line)) else { return bad };
    let mut fits = object.iter().filter(|(name, value)| *name != "cmd" && is_about(said, value)).map(|(name, _)| name);
    match (fits.next(), fits.next()) {
        (Some(field), None) => BadLine::Fields(format!("field `{field}`: {said}")),
        _ => bad,
    }
}

/// Does serde speak of this value?
fn is_about(said: &str, value: &Value) -> bool {
    if said.starts_with("data did not match any variant") {
        return matches!(value, Value::Array(_) | Value::Object(_) | Value::Bool(_));
    }
    let given = said.strip_prefix("invalid type: ").or_else(|| said.strip_prefix("invalid value: "));
    let begins = |with: &str| given.is_some_and(|given| given.starts_with(with));
    match value {
        Value::Null => begins("null") || begins("unit value"),
        Value::Bool(b) => begins(&format!("boolean `{b}`")),
        Value::Number(n) => begins(&format!("integer `{n}`")) || begins(&format!("floating point `{n}`")),
        Value::String(text) => begins(&format!("string {text:?}")) || said.strip_suffix(NOT_WHOLE) == Some(text),
        Value::Array(_) => begins("sequence"),
        Value::Object(_) => begins("map"),
    }
}

fn override_reason(value: Option<Value>) -> Result<Option<String>, BadLine> {
    let Some(value) = value else { return Ok(None) };
    let reason = value.get("reason").and_then(Value::as_str).map(str::trim).filter(|r| !r.is_empty());
    reason.map(|r| Some(r.to_owned())).ok_or(BadLine::NoReason)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_of_a_wrong_type_is_said_with_its_field() {
        for (line, field) in [
            (r#"{"cmd":"loan.renew","reader":["31"]}"#, "field `reader`: "),
            (r#"{"cmd":"rule.set","cap":"many"}"#, "field `cap`: "),
            (r#"{"cmd":"request.rate","request":"1","score":"five"}"#, "field `score`: "),
            (r#"{"cmd":"loan.renew","reader":[],"copy":[]}"#, "invalid type"),
        ] {
            let Err(BadLine::Fields(said)) = Order::parse(line) else { panic!("{line}") };
            assert!(said.starts_with(field), "{line}: {said}");
        }
    }
}
