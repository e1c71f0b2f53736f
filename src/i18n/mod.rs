//! Words in Chinese and English, as constants: a missing translation does not compile.
//! A file a room. May import `desk`'s reason codes; imported by whoever speaks to a clerk.

pub mod accord;
pub mod calendar;
pub mod calls;
pub mod check;
pub mod commands;
pub mod common;
pub mod exchange;
pub mod hub;
pub mod import;
pub mod io;
pub mod keymap;
pub mod loan_forms;
pub mod loan_reasons;
pub mod loans;
pub mod login;
pub mod recur;
pub mod report;
pub mod residents;
pub mod restore;
pub mod shell;
pub mod sites;
pub mod spool;
pub mod storage;
pub mod studio;
pub mod studio_setup;
pub mod terminal;
pub mod trust;
pub mod unread;
pub mod usage;
pub mod verbs;
pub mod walkin;

use crate::desk::kind;
use crate::desk::reason::{Code, Common, Reason};
use crate::desk::sites::Refusal as Site;
use crate::desk::studio::State;
use crate::text::mask;

/// The language of the interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lang {
    Zh,
    En,
}

/// What is said of a reason: templates whose `{name}` is filled from its facts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Say {
    pub why: &'static str,
    /// The next key or step.
    pub next: &'static str,
}

/// The templates of a code.
pub fn say(code: Code, lang: Lang) -> Say {
    match code {
        Code::Common(c) => common::reason(c, lang),
        Code::Residents(c) => residents::reason(c, lang),
        Code::Walkin(c) => walkin::reason(c, lang),
        Code::Studio(c) => studio::reason(c, lang),
        Code::Loans(c) => loan_reasons::reason(c, lang),
        Code::Sites(c) => sites::reason(c, lang),
        Code::Trust(c) => trust::reason(c, lang),
        Code::Accord(c) => accord::reason(c, lang),
    }
}

/// A reason in words: why, and the next step.
pub fn told(reason: &Reason, lang: Lang) -> (String, String) {
    // What was chosen by its id and is there no more: nobody has typed that id.
    let gone = reason.code == Code::Common(Common::NotFound)
        && reason
            .facts
            .get("given")
            .is_some_and(|given| given.split_once(':').is_some_and(|(kind, _)| kind::find(kind).is_some()));
    let say = match without(reason, lang) {
        Some(say) => say,
        None if gone => common::gone(lang),
        None => say(reason.code, lang),
    };
    // Findings of a check stand in the facts as codes, for scripts.
    let worded = |name: &str, value: &String| match (name, reason.code) {
        ("wrong", _) => check::notes(value, lang),
        ("field", _) => io::column(value, lang).to_owned(),
        ("missing" | "stages" | "before" | "left" | "owed" | "numbers" | "fits" | "known", _) if lang == Lang::Zh => {
            value.replace(", ", "、")
        }
        ("rule", Code::Loans(_)) => loans::Loans::of(lang).rule_named(value),
        ("now", Code::Common(_)) => match reason.facts.get("field").map(String::as_str) {
            Some("phone") => mask::phone(value),
            Some("id_number") => mask::id_number(value),
            _ => value.clone(),
        },
        ("what", Code::Common(_)) => common::thing(value, lang).to_owned(),
        ("hours", Code::Studio(_)) if value == "-" => studio::no_hours(lang).to_owned(),
        ("why", Code::Studio(_)) => recur::why(value, lang),
        ("state", Code::Studio(_)) => State::parse(value).map_or_else(|| value.clone(), |s| studio::state(s, lang).to_owned()),
        ("state", Code::Loans(_)) => loans::Loans::of(lang).state(value).to_owned(),
        _ if is_wall(value) => value.replace('T', " "),
        _ => value.clone(),
    };
    let facts: Vec<(&str, String)> = reason.facts.iter().map(|(k, v)| (*k, worded(k, v))).collect();
    let pairs = || facts.iter().map(|(k, v)| (*k, v.as_str()));
    (fill(say.why, pairs()), fill(say.next, pairs()))
}

/// The words for a reason whose main fact is empty: the usual ones would end in the air.
fn without(reason: &Reason, lang: Lang) -> Option<Say> {
    let empty = |name: &str| reason.facts.get(name).is_some_and(|value| value.trim().is_empty());
    match reason.code {
        Code::Common(Common::BadValue) if empty("given") => Some(common::not_filled(lang)),
        Code::Common(Common::NotFound) if empty("given") => {
            Some(common::not_named(reason.facts.get("what").map_or("", String::as_str), lang))
        }
        Code::Sites(Site::NoSetting) if empty("near") => Some(sites::no_setting_near(lang)),
        Code::Walkin(code) if empty("prefix") || empty("missing") => walkin::without(code, lang),
        _ => None,
    }
}

/// `2026-03-02T09:30`: scripts read it so, people with a blank.
fn is_wall(value: &str) -> bool {
    let shape = |(at, b): (usize, u8)| match at {
        4 | 7 => b == b'-',
        10 => b == b'T',
        13 => b == b':',
        _ => b.is_ascii_digit(),
    };
    value.len() == 16 && value.bytes().enumerate().all(shape)
}

/// Fills `{name}` in a template. A name without a value stays as it is, so that it is seen in review.
pub fn fill<'a>(template: &str, facts: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    facts.fold(template.to_owned(), |text, (name, value)| text.replace(&format!("{{{name}}}"), value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_sentence_ends_in_the_air_where_a_fact_is_empty() {
        use crate::desk::walkin::Refusal as W;
        let not_found = |what| Reason::of(Common::NotFound).fact("what", what).fact("given", "");
        let said = |reason: &Reason| told(reason, Lang::Zh).0;
        assert_eq!(said(&not_found("ticket")), "您的窗口没有已叫的号。");
        assert_eq!(said(&not_found("hold")), "没有写明取消哪一个预约。");
        assert_eq!(said(&not_found("request")), "没有写明是哪一个事项。");
        assert_eq!(said(&Reason::of(W::BadPrefix).fact("prefix", "")), "没有填号段。");
        let told_before = Reason::of(W::ToldBefore).fact("number", "0302-0001").fact("at", "2026-03-02 09:00");
        assert_eq!(
            said(&told_before.clone().fact("missing", "")),
            "0302-0001 已于 2026-03-02 09:00 一次性告知，此后已继续办理。"
        );
        assert!(said(&told_before.fact("missing", "身份证, 户口簿")).ends_with("一次性告知：身份证、户口簿。"));
        let closed = Reason::of(crate::desk::studio::Refusal::OutsideHours).fact("name", "林").fact("day", "2026-03-07");
        assert_eq!(said(&closed.fact("hours", "-")), "林 2026-03-07 的开放时间：当天不开放");
        let copy = Reason::of(Common::BadValue).fact("field", "copy").fact("given", "");
        assert_eq!(said(&copy), "「图书」没有填。");
    }

    #[test]
    fn a_list_and_a_rule_in_a_sentence_are_chinese_too() {
        let left = Reason::of(crate::desk::walkin::Refusal::StagesLeft).fact("left", "评议, 公示, 街道审核");
        assert_eq!(told(&left, Lang::Zh).0, "还有环节未登记：评议、公示、街道审核。");
        assert!(told(&left, Lang::En).0.contains("评议, 公示"));
        let out = Reason::of(crate::desk::loans::Refusal::RenewedOut).fact("title", "活着").fact("count", 1);
        let out = out.fact("rule", "adult x book: 21");
        assert_eq!(told(&out, Lang::Zh).0, "《活着》已续借 1 次，到达上限（规则 普通读者x图书: 21 天）。");
    }

    #[test]
    fn facts_fill_the_words() {
        let reason = Reason::of(Common::NotFound).fact("what", "resident").fact("given", "zxm");
        let (why, _) = told(&reason, Lang::Zh);
        assert!(why.contains("zxm") && !why.contains('{'), "{why}");
        let gone = Reason::of(Common::NotFound).fact("what", "advisor").fact("given", "advisor:0199");
        assert_eq!(told(&gone, Lang::Zh).0, "所选的老师刚被撤销，现已不在。");
        let leave =
            Reason::of(crate::desk::studio::Refusal::LeaveOverBookings).fact("count", 2).fact("first", "2026-11-26T10:00");
        assert!(told(&leave, Lang::Zh).0.ends_with("最早 2026-11-26 10:00"));
        let empty = Reason::of(Common::BadValue).fact("field", "name").fact("given", " ");
        assert!(told(&empty, Lang::Zh).0.ends_with("」没有填。"));
        assert_eq!(told(&empty, Lang::En).1, "Fill it in.");
    }
}
