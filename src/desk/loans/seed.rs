//! The rules a new room begins with; every one may be changed by `rule.set`.

use super::{Command, SetRule};

/// Reader kind, item kind, days, renewals, days of a renewal, loans at once, holds at once.
const RULES: &[(&str, &str, i64, i64, i64, i64, i64)] = &[
    ("adult", "book", 21, 1, 14, 5, 3),
    ("child", "book", 21, 1, 14, 3, 2),
    ("*", "magazine", 7, 0, 0, 2, 0),
    ("*", "disc", 7, 0, 0, 2, 1),
    ("*", "reference", 0, 0, 0, 0, 0),
];

/// Commands of a first start. Done twice they change nothing: a rule of the same kinds is written in place.
pub fn orders() -> Vec<Command> {
    let rule = |&(reader, item, days, renewals, renewal_days, cap, holds): &(&str, &str, i64, i64, i64, i64, i64)| {
        Command::SetRule(SetRule {
            reader_kind: Some(reader.into()),
            item_kind: Some(item.into()),
            days: Some(days),
            renewals: Some(renewals),
            renewal_days: Some(renewal_days),
            cap: Some(cap),
            holds: Some(holds),
        })
    };
    RULES.iter().map(rule).collect()
}
