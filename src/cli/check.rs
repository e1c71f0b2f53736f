//! `desk check KIND VALUE …`: calculators that need no database.

use super::args::Check;
use super::{Exit, Problem, World};
use crate::i18n::{Lang, check as words, usage as wrong};
use crate::text::nearest::nearest;
use crate::text::safe::clean;
use crate::text::{barcode, callnumber, idcard, isbn, phone};
use chrono::NaiveDate;
use serde_json::{Value, json};
use std::io::Write;

/// What can be checked here, with what is to be given.
const KINDS: [(&str, &str); 5] =
    [("id", "NUMBER ..."), ("phone", "NUMBER ..."), ("isbn", "NUMBER ..."), ("barcode", "CODE ..."), ("callnumber", "A B ...")];

/// The call: prints the answer; 1 if a value is wrong.
pub(super) fn call(check: &Check, world: &World, out: &mut dyn Write) -> Result<Exit, Problem> {
    if check.kind == "due" {
        return super::due::call(&check.values, world, out);
    }
    if check.kind == "rrule" {
        return super::rrule::call(&check.values, world, out);
    }
    let answer = run(&check.kind, &check.values, world.now().date(), world.lang).map_err(Problem::Usage)?;
    if world.json {
        writeln!(out, "{answer}")?;
    } else {
        human(&check.values, &answer, world.lang).iter().try_for_each(|line| writeln!(out, "{line}"))?;
    }
    Ok(if is_valid(&answer) { Exit::Done } else { Exit::Refused })
}

/// The answer as JSON (COMMANDS.md): an object; of several values, a list of objects in their order, call
/// numbers apart, which are sorted. `today` refuses birth dates to come.
///
/// # Errors
/// Wrong usage: no such kind, or no value.
pub fn run(kind: &str, values: &[String], today: NaiveDate, lang: Lang) -> Result<Value, String> {
    if values.is_empty() && knows(kind) {
        return Err(usage(kind, lang));
    }
    match kind {
        "id" => each(values, |v| json!(idcard::check_by(v, today))),
        "phone" => each(values, |v| json!(phone::check(v))),
        "isbn" => each(values, |v| json!(isbn::check(v))),
        "barcode" => each(values, |v| json!(barcode::check(v))),
        "callnumber" => Ok(json!({ "sorted": callnumber::sorted(values.to_vec()) })),
        _ => Err(no_such_kind(kind, lang)),
    }
}

/// Whether a kind is answered here.
pub fn knows(kind: &str) -> bool {
    KINDS.iter().any(|(name, _)| *name == kind)
}

/// Whether nothing in an answer of [`run`] is wrong (exit code 0, else 1).
pub fn is_valid(answer: &Value) -> bool {
    match answer {
        Value::Array(items) => items.iter().all(is_valid),
        other => other.get("valid") != Some(&Value::Bool(false)),
    }
}

/// An answer of [`run`] for people: one line a value, then what was found.
pub fn human(values: &[String], answer: &Value, lang: Lang) -> Vec<String> {
    if let Some(sorted) = answer.get("sorted").and_then(Value::as_array) {
        return sorted.iter().filter_map(Value::as_str).map(clean).collect();
    }
    match answer {
        Value::Array(items) => values.iter().zip(items).flat_map(|(v, item)| told(v, item, lang)).collect(),
        one => values.iter().flat_map(|v| told(v, one, lang)).collect(),
    }
}

fn each(values: &[String], check: impl Fn(&str) -> Value) -> Result<Value, String> {
    match values {
        [one] => Ok(check(one)),
        many => Ok(many.iter().map(|v| check(v)).collect()),
    }
}

fn usage(kind: &str, lang: Lang) -> String {
    let what = KINDS.iter().find(|(name, _)| *name == kind).map_or("VALUE ...", |(_, what)| what);
    super::told(wrong::words(lang).check_give, &[("kind", kind), ("what", what)])
}

fn no_such_kind(kind: &str, lang: Lang) -> String {
    // These two ask for a calendar and are answered in files of their own.
    let names: Vec<&str> = KINDS.iter().map(|(name, _)| *name).chain(["due", "rrule"]).collect();
    let near = wrong::near(nearest(kind, names.iter().copied()), lang);
    super::told(wrong::words(lang).check_kind, &[("kind", kind), ("near", &near), ("known", &names.join(" "))])
}

/// `11010519491231002X  right  citizen number  female  1949-12-31`, and a line for each finding.
fn told(given: &str, answer: &Value, lang: Lang) -> Vec<String> {
    let labels = words::words(lang);
    let field = |name: &str| answer.get(name).and_then(Value::as_str);
    let main = ["hyphenated", "isbn13", "normal"].into_iter().find_map(field).unwrap_or(given);
    let mut line = vec![clean(main), if is_valid(answer) { labels.right } else { labels.wrong }.to_owned()];
    line.extend(["kind", "sex"].into_iter().filter_map(field).map(|code| words::kind(code, lang).to_owned()));
    line.extend(["birth", "isbn10"].into_iter().filter_map(field).map(str::to_owned));
    let notes = answer.get("notes").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
    std::iter::once(line.join("  ")).chain(notes.map(|code| format!("  {}", words::notes(code, lang)))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(kind: &str, values: &[&str]) -> Value {
        let values: Vec<String> = values.iter().map(|v| (*v).to_owned()).collect();
        run(kind, &values, NaiveDate::from_ymd_opt(2026, 3, 2).unwrap(), Lang::Zh).unwrap()
    }

    #[test]
    fn answers_have_the_fields_that_scripts_rely_on() {
        assert_eq!(
            answer("id", &["11010519491231002x"]),
            json!({"valid": true, "normal": "11010519491231002X", "kind": "resident18", "sex": "female", "birth": "1949-12-31", "notes": []})
        );
        assert_eq!(
            answer("isbn", &["7-02-000220-X"]),
            json!({"valid": true, "isbn13": "9787020002207", "isbn10": "702000220X", "hyphenated": "978-7-02-000220-7", "notes": []})
        );
        assert_eq!(
            answer("phone", &["+86 13800005678"]),
            json!({"valid": true, "normal": "13800005678", "kind": "mobile", "notes": ["country_code_dropped"]})
        );
        assert_eq!(
            answer("callnumber", &["I247.5/10", "I247.5/9", "I24/1"]),
            json!({"sorted": ["I24/1", "I247.5/9", "I247.5/10"]})
        );
        assert_eq!(answer("barcode", &["QLQ000123"])["kind"], "plain");
    }

    #[test]
    fn several_values_give_a_list_and_one_wrong_makes_it_wrong() {
        let both = answer("isbn", &["9787020002207", "9787020002208"]);
        assert_eq!(both.as_array().unwrap().len(), 2);
        assert!(!is_valid(&both) && is_valid(&both[0]));
        assert!(is_valid(&answer("callnumber", &["x"])));
    }

    #[test]
    fn people_read_words() {
        let values = ["110105194912310021".to_owned()];
        let told = human(&values, &answer("id", &["110105194912310021"]), Lang::Zh);
        assert_eq!(told, ["110105194912310021  有误  居民身份证", "  校验位不符，有数字录错"]);
        let told = human(&values, &answer("isbn", &["9787020002207"]), Lang::En);
        assert_eq!(told, ["978-7-02-000220-7  right  702000220X"]);
        assert_eq!(human(&[], &answer("callnumber", &["B", "A"]), Lang::Zh), ["A", "B"]);
    }

    #[test]
    fn wrong_usage_is_named() {
        let today = NaiveDate::MIN;
        assert!(run("isnb", &["1".into()], today, Lang::En).unwrap_err().contains("did you mean isbn?"));
        assert_eq!(run("id", &[], today, Lang::Zh).unwrap_err(), "check id：请写 NUMBER ...");
        assert_eq!(
            run("isnb", &[], today, Lang::Zh).unwrap_err(),
            "check isnb：没有这一种，是不是 isbn？（id phone isbn barcode callnumber due rrule）"
        );
    }
}
