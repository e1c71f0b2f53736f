//! Rules of settings and the calendar: pure.

use super::{Refusal, SETTINGS, Set, SetDay, Takes, calday_id, setting_id};
use crate::desk::change::{Change, Ctx, DELETED, Plan, Verdict};
use crate::desk::reason::{Common, Reason};
use crate::text::nearest::nearest;
use crate::text::safe;
use chrono::NaiveDate;

/// What a day of the notice can be; `plain` takes it out of the table.
pub const DAY_KINDS: [&str; 3] = ["holiday", "workday", "plain"];

/// Sets a value of this site; unknown keys and values of another form are refused.
pub fn set(cmd: &Set, ctx: &Ctx<'_>) -> Verdict {
    let Some(known) = SETTINGS.iter().find(|k| k.key == cmd.key) else {
        let near = nearest(&cmd.key, SETTINGS.iter().map(|k| k.key)).unwrap_or_default();
        let known = SETTINGS.iter().map(|k| k.key).collect::<Vec<_>>().join(", ");
        return Err(vec![Reason::of(Refusal::NoSetting).fact("key", &cmd.key).fact("near", near).fact("known", known)]);
    };
    let value = safe::clean(&cmd.value).trim().to_owned();
    if let Err(takes) = fits(known.takes, &value) {
        return Err(vec![Reason::of(Refusal::BadSetting).fact("key", &cmd.key).fact("given", value).fact("takes", takes)]);
    }
    let change = Change::of(setting_id(ctx.site, &cmd.key));
    Ok(Plan::one(change.set("site", ctx.site).set("key", cmd.key.clone()).set("value", value)))
}

fn fits(takes: Takes, value: &str) -> Result<(), String> {
    match takes {
        Takes::Text => Ok(()),
        Takes::Number(low, high) => match value.parse::<i64>() {
            Ok(n) if (low..=high).contains(&n) => Ok(()),
            _ => Err(format!("{low}-{high}")),
        },
        Takes::Weekdays => {
            let right = !value.is_empty() && value.chars().all(|c| ('1'..='7').contains(&c));
            right.then_some(()).ok_or_else(|| "12345".into())
        }
        Takes::Dates => {
            let right = value.split_whitespace().all(|d| d.parse::<NaiveDate>().is_ok());
            right.then_some(()).ok_or_else(|| "YYYY-MM-DD YYYY-MM-DD".into())
        }
    }
}

/// Enters a day of the official notice.
pub fn set_day(cmd: &SetDay, _ctx: &Ctx<'_>) -> Verdict {
    let mut reasons = Vec::new();
    let day = cmd.date.parse::<NaiveDate>().ok();
    if day.is_none() {
        reasons.push(Reason::of(Refusal::BadDate).fact("given", &cmd.date));
    }
    if !DAY_KINDS.contains(&cmd.kind.as_str()) {
        reasons.push(Reason::of(Common::BadValue).fact("field", "kind").fact("given", &cmd.kind));
    }
    let Some(day) = day.filter(|_| reasons.is_empty()) else { return Err(reasons) };
    let change = Change::of(calday_id(&day.to_string()));
    if cmd.kind == "plain" {
        return Ok(Plan::one(change.set(DELETED, true)));
    }
    let change = change.set("day", day.to_string()).set("kind", cmd.kind.clone()).set(DELETED, serde_json::Value::Null);
    Ok(Plan::one(change.set("name", safe::clean(&cmd.name))))
}
