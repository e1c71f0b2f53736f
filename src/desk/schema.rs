//! `desk do --schema`: each command as the line that `desk do` reads, whole: its name, its fields, what travels with it.

use super::command::Command;
use super::loans::terms::READER_KINDS;
use super::sites::SETTINGS;
use super::sites::rules::DAY_KINDS;
use super::walkin::{Hold, PauseReason, Priority};
use crate::text::document;
use serde_json::{Value, json};

/// Every command's name and the JSON Schema of its line.
pub fn lines() -> Vec<(&'static str, Value)> {
    Command::schemas().into_iter().map(|(name, schema)| (name, line(name, schema.to_value()))).collect()
}

fn line(name: &'static str, mut schema: Value) -> Value {
    let fields = schema["properties"].as_object().map(|all| all.keys().cloned().collect::<Vec<_>>()).unwrap_or_default();
    for field in fields {
        if let Some(words) = closed(name, &field) {
            narrow(&mut schema["properties"][&field], words);
        }
        // Kinds of readers are open: a rule of lending may name more than every room knows.
        if matches!((name, field.as_str()), ("reader.add" | "reader.update", "kind") | ("rule.set", "reader_kind")) {
            schema["properties"][&field]["examples"] = json!(READER_KINDS);
        }
        if let Some((least, most)) = range(name, &field) {
            let told = &mut schema["properties"][&field];
            told["minimum"] = least.into();
            told["maximum"] = most.into();
        }
    }
    let reason = json!({"type": "string", "minLength": 1, "description": "Why a refusal is set aside."});
    let over = json!({"type": "object", "properties": {"reason": reason}, "required": ["reason"]});
    let was = json!({"type": "object", "description": "What the fields to be corrected said when they were shown."});
    schema["properties"]["cmd"] = json!({"const": name});
    schema["properties"]["override"] = over;
    schema["properties"]["was"] = was;
    let mut required = vec![Value::from("cmd")];
    required.extend(schema["required"].as_array().cloned().unwrap_or_default());
    schema["required"] = required.into();
    schema
}

/// One of these words, or nothing where the field may be left empty.
fn narrow(told: &mut Value, words: Vec<&'static str>) {
    let mut all: Vec<Value> = words.into_iter().map(Value::from).collect();
    let optional = told["type"].as_array().is_some_and(|types| types.contains(&"null".into()));
    all.extend(optional.then_some(Value::Null));
    told["enum"] = all.into();
}

/// The words of a field that its rule knows, all of them.
fn closed(command: &str, field: &str) -> Option<Vec<&'static str>> {
    Some(match (command, field) {
        ("resident.add" | "resident.update", "id_type") => document::WORDS.to_vec(),
        ("ticket.draw", "priority") => Priority::ALL.iter().map(|p| p.name()).collect(),
        ("ticket.hold", "kind") => Hold::ALL.iter().map(|h| h.name()).collect(),
        ("request.pause", "reason") => PauseReason::ALL.iter().map(|p| p.name()).collect(),
        ("service.set", "unit") => super::walkin::rules::catalogue::UNITS.to_vec(),
        ("booking.cancel", "by") => vec!["client", "us"],
        ("booking.outcome", "outcome") => vec!["attended", "no_show"],
        ("series.add", "holidays") => vec!["skip", "next", "keep"],
        ("setting.set", "key") => SETTINGS.iter().map(|s| s.key).collect(),
        ("calendar.set", "kind") => DAY_KINDS.to_vec(),
        _ => return None,
    })
}

/// The least and the most of a number that its rule takes.
fn range(command: &str, field: &str) -> Option<(i64, i64)> {
    Some(match (command, field) {
        ("advisor.hours" | "place.hours", "weekday") => (1, 7),
        ("booking.make" | "booking.move" | "lecture.open" | "series.add", "minutes") => (5, 720),
        ("request.rate", "score") => (1, 5),
        ("visit.count", "count") => (1, 9_999),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::command::Order;
    use std::collections::BTreeMap;

    fn schemas() -> BTreeMap<&'static str, Value> {
        lines().into_iter().collect()
    }

    /// What a schema says of a line, as far as these schemas go: required, properties, const, enum, range.
    fn fits(line: &Value) -> bool {
        let schema = &schemas()[line["cmd"].as_str().unwrap()];
        let required = schema["required"].as_array().unwrap().iter().all(|name| line.get(name.as_str().unwrap()).is_some());
        let known = line.as_object().unwrap().iter().all(|(name, value)| {
            let told = &schema["properties"][name];
            let listed = told.get("enum").is_none_or(|words| words.as_array().unwrap().contains(value));
            let least = told.get("minimum").is_none_or(|n| value.as_i64() >= n.as_i64());
            let most = told.get("maximum").is_none_or(|n| value.as_i64() <= n.as_i64());
            !told.is_null() && told.get("const").is_none_or(|c| c == value) && listed && least && most
        });
        assert_eq!(schema["additionalProperties"], false, "{line}");
        required && known
    }

    #[test]
    fn lines_that_are_read_fit_their_schema_and_others_do_not() {
        for line in [
            r#"{"cmd":"resident.add","name":"张晓明","phone":"13800005678"}"#,
            r#"{"cmd":"resident.add","name":"单五","id_type":"passport","id_number":"E12345678","override":{"reason":"x"}}"#,
            r#"{"cmd":"ticket.draw","prefix":"A","priority":"age80"}"#,
            r#"{"cmd":"ticket.hold","ticket":"A001","kind":"papers"}"#,
            r#"{"cmd":"request.open","service":"weixiu","summary":"路灯","accept":true}"#,
            r#"{"cmd":"request.pause","request":"1","reason":"supplement"}"#,
            r#"{"cmd":"booking.cancel","booking":"1","by":"client"}"#,
            r#"{"cmd":"advisor.hours","advisor":"沈","weekday":7,"from":"09:00","to":"11:00"}"#,
            r#"{"cmd":"calendar.set","date":"2026-03-02","kind":"plain"}"#,
            r#"{"cmd":"undo"}"#,
        ] {
            assert!(Order::parse(line).is_ok(), "{line}");
            assert!(fits(&serde_json::from_str(line).unwrap()), "{line}");
        }
        for line in [
            r#"{"cmd":"resident.add","phone":"13800005678"}"#,
            r#"{"cmd":"resident.add","name":"张","surname":"x"}"#,
            r#"{"cmd":"resident.add","name":"张","id_type":"whatever"}"#,
            r#"{"cmd":"ticket.hold","ticket":"A001","kind":"tea"}"#,
            r#"{"cmd":"advisor.hours","advisor":"沈","weekday":8,"from":"09:00","to":"11:00"}"#,
        ] {
            assert!(!fits(&serde_json::from_str(line).unwrap()), "{line}");
        }
    }

    #[test]
    fn what_is_closed_is_a_field_of_its_command() {
        let all = schemas();
        let closed_ones = all.values().flat_map(|s| s["properties"].as_object().unwrap().values());
        assert_eq!(closed_ones.filter(|told| told.get("enum").is_some()).count(), 11);
        assert!(all["resident.add"]["properties"]["id_type"]["enum"].as_array().unwrap().contains(&Value::Null));
    }
}
