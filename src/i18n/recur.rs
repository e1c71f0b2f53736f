//! Words for recurring days.

use super::{Lang, fill};
use crate::calendar::recur::{BadRule, Holidays};

/// Why a text is not a rule.
pub fn bad_rule(why: &BadRule, lang: Lang) -> String {
    let zh = lang == Lang::Zh;
    let (template, given) = match why {
        BadRule::Empty => (if zh { "没有写规则" } else { "no rule is given" }, ""),
        BadRule::TooLong => (if zh { "规则过长" } else { "the rule is too long" }, ""),
        BadRule::Form(part) => (if zh { "看不懂 {given}，应为 名称=值" } else { "not NAME=value: {given}" }, part.as_str()),
        BadRule::Unknown(part, _) => (if zh { "没有 {given} 这一项" } else { "no part {given}" }, part.as_str()),
        BadRule::BelowDay(part) => (
            if zh { "{given}：只能按天、周、月、年重复" } else { "{given}: by the day, week, month or year only" },
            part.as_str(),
        ),
        BadRule::Twice(part) => (if zh { "{given} 写了两次" } else { "{given} stands twice" }, part.as_str()),
        BadRule::NoFreq => (
            if zh {
                "缺少 FREQ=DAILY、WEEKLY、MONTHLY 或 YEARLY"
            } else {
                "FREQ=DAILY, WEEKLY, MONTHLY or YEARLY is missing"
            },
            "",
        ),
        BadRule::BadUntil(value) => (
            if zh { "UNTIL={given} 不是日期，应为 20261231" } else { "UNTIL={given} is no date such as 20261231" },
            value.as_str(),
        ),
        BadRule::CountAndUntil => (if zh { "COUNT 和 UNTIL 只能写一个" } else { "COUNT and UNTIL exclude each other" }, ""),
        BadRule::Start => (if zh { "开始日期超出1900年至2200年" } else { "the start lies outside 1900 to 2200" }, ""),
        BadRule::Refused(detail) => {
            let template = if zh { "规则不成立：{given}" } else { "not a rule: {given}" };
            return fill(template, [("given", refused(detail, lang).as_str())].into_iter());
        }
        BadRule::Never => (if zh { "按此规则没有一天" } else { "the rule names no day" }, ""),
    };
    let said = fill(template, [("given", given)].into_iter());
    match (why, lang) {
        (BadRule::Unknown(_, Some(near)), Lang::Zh) => format!("{said}，是否为 {near}"),
        (BadRule::Unknown(_, Some(near)), Lang::En) => format!("{said}; did you mean {near}?"),
        _ => said,
    }
}

/// What the `rrule` crate says, which speaks English: the part that is wrong, and what may stand there.
pub fn refused(detail: &str, lang: Lang) -> String {
    let quoted: Vec<&str> = detail.split('`').skip(1).step_by(2).collect();
    let given = quoted.first().copied().unwrap_or_default();
    let word_after =
        |text: &str| detail.split_once(text).and_then(|(_, rest)| rest.split_whitespace().next()).unwrap_or_default();
    if lang == Lang::En {
        return detail.to_owned();
    }
    match detail {
        d if d.contains("valid frequency") => format!("FREQ={given}，可写 DAILY、WEEKLY、MONTHLY、YEARLY"),
        d if d.contains("valid weekday") => format!("没有「{given}」这一天，可写 MO、TU、WE、TH、FR、SA、SU"),
        d if d.contains("current frequency") => format!("{given} 不能与这种 FREQ 同用"),
        d if d.contains("BYSETPOS should only") => "BYSETPOS 须与其他 BY 项同用".to_owned(),
        d if d.contains("is not a valid") => format!("{}={given} 不对", word_after("is not a valid ")),
        d if d.contains("can't be") => format!("{given} 不能是 {}", quoted.get(1).copied().unwrap_or_default()),
        _ => "写法不对".to_owned(),
    }
}

/// Why a series has no rule, which stands in the facts of the refusal as a code.
pub fn why(code: &str, lang: Lang) -> String {
    let of = |rule: BadRule| bad_rule(&rule, lang);
    match code {
        "empty" => of(BadRule::Empty),
        "too_long" => of(BadRule::TooLong),
        "FREQ" => of(BadRule::NoFreq),
        "COUNT, UNTIL" => of(BadRule::CountAndUntil),
        "start" => of(BadRule::Start),
        "no day" => of(BadRule::Never),
        code if code.starts_with("RRule") => refused(code, lang),
        other => other.to_owned(),
    }
}

/// What becomes of a day off.
pub fn holidays(policy: Holidays, lang: Lang) -> &'static str {
    match (policy, lang) {
        (Holidays::Skip, Lang::Zh) => "遇休息日取消",
        (Holidays::Next, Lang::Zh) => "遇休息日顺延到下一工作日",
        (Holidays::Keep, Lang::Zh) => "休息日照常",
        (Holidays::Skip, Lang::En) => "left out on a day off",
        (Holidays::Next, Lang::En) => "moved on to the next working day",
        (Holidays::Keep, Lang::En) => "kept on a day off",
    }
}

/// Words between the days: moved from, left out, goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Recur {
    /// `{day}` `{why}`.
    pub moved: &'static str,
    /// `{day}` `{why}`.
    pub skipped: &'static str,
    pub more: &'static str,
    pub provisional: &'static str,
}

/// The words of a language.
pub fn words(lang: Lang) -> Recur {
    match lang {
        Lang::Zh => Recur {
            moved: "原为 {day}（{why}）",
            skipped: "取消 {day}（{why}）",
            more: "规则还未结束，可用 count= 或 until= 再看",
            provisional: "部分年份放假安排尚未公布，到时会变",
        },
        Lang::En => Recur {
            moved: "moved from {day} ({why})",
            skipped: "left out {day} ({why})",
            more: "the rule goes on; see more with count= or until=",
            provisional: "the holidays of some year are not out yet: days may move",
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_crate_refuses_is_told_in_chinese() {
        let freq = "RRule parsing error: `FORTNIGHTLY` is not a valid frequency.";
        assert_eq!(refused(freq, Lang::Zh), "FREQ=FORTNIGHTLY，可写 DAILY、WEEKLY、MONTHLY、YEARLY");
        assert_eq!(why(freq, Lang::Zh), refused(freq, Lang::Zh));
        let range = "RRule parsing error: `40` is not a valid BYMONTHDAY value. Expected a comma-separated list of values";
        assert_eq!(refused(range, Lang::Zh), "BYMONTHDAY=40 不对");
        assert_eq!(refused("RRule validation error: `BYMONTHDAY` can't be `0`, must be", Lang::Zh), "BYMONTHDAY 不能是 0");
        assert_eq!(refused("RRule iterator error: x", Lang::Zh), "写法不对");
        assert_eq!(why("no day", Lang::Zh), "按此规则没有一天");
    }

    #[test]
    fn every_place_is_filled() {
        let given = || "X".to_owned();
        let all = [
            BadRule::Form(given()),
            BadRule::Unknown(given(), Some("FREQ")),
            BadRule::BelowDay(given()),
            BadRule::Twice(given()),
            BadRule::BadUntil(given()),
        ];
        for why in all {
            for lang in [Lang::Zh, Lang::En] {
                let said = bad_rule(&why, lang);
                assert!(said.contains('X') && !said.contains('{'), "{said}");
            }
        }
    }
}
