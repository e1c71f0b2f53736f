//! Words for settings, calendar and undo.

use super::{Lang, Say};
use crate::desk::sites::Refusal;

/// Where no setting is near what was typed.
pub fn no_setting_near(lang: Lang) -> Say {
    match lang {
        Lang::Zh => Say { why: "没有设置项 {key}。", next: "可设：{known}。" },
        Lang::En => Say { why: "There is no setting {key}.", next: "There are: {known}." },
    }
}

/// Templates of [`Refusal`].
pub fn reason(code: Refusal, lang: Lang) -> Say {
    match (code, lang) {
        (Refusal::BadDate, Lang::Zh) => Say { why: "不是日期：{given}。", next: "请按 2026-03-02 填写。" },
        (Refusal::BadDate, Lang::En) => Say { why: "Not a date: {given}.", next: "Write it as 2026-03-02." },
        (Refusal::NoSetting, Lang::Zh) => Say { why: "没有设置项 {key}。", next: "相近的是 {near}。" },
        (Refusal::NoSetting, Lang::En) => Say { why: "There is no setting {key}.", next: "The nearest is {near}." },
        (Refusal::BadSetting, Lang::Zh) => Say { why: "{key} 不接受「{given}」。", next: "可填：{takes}。" },
        (Refusal::BadSetting, Lang::En) => Say { why: "{key} does not take \"{given}\".", next: "It takes: {takes}." },
        (Refusal::BadKey, Lang::Zh) => {
            Say { why: "不是公钥。", next: "请给出 .pub 文件，以 ssh-ed25519 开头的一行。" }
        }
        (Refusal::BadKey, Lang::En) => {
            Say { why: "Not a public key.", next: "Give the .pub file, the line that begins with ssh-ed25519." }
        }
        (Refusal::KeyTaken, Lang::Zh) => {
            Say { why: "此密钥已登记为 {name}。", next: "先执行 desk clerk drop {key}。" }
        }
        (Refusal::KeyTaken, Lang::En) => Say { why: "This key is {name}'s already.", next: "First desk clerk drop {key}." },
        (Refusal::UndoChanged, Lang::Zh) => {
            Say { why: "此后已有人改动同一内容，不能撤销。", next: "数据未变，请直接修改。" }
        }
        (Refusal::UndoChanged, Lang::En) => {
            Say { why: "The same fields were changed since; it cannot be undone.", next: "Nothing was changed; edit the record." }
        }
        (Refusal::UndoInUse, Lang::Zh) => Say {
            why: "此后的记录（本站或别的站点）已用到它，不能撤销。",
            next: "数据未变，请先撤销用到它的操作，或直接修改。",
        },
        (Refusal::UndoInUse, Lang::En) => Say {
            why: "A later record uses it; it cannot be undone.",
            next: "Nothing was changed; undo what uses it first, or edit the record.",
        },
    }
}

type Named = (&'static str, &'static str, &'static str);

fn named<'a>(list: &[Named], code: &'a str, lang: Lang) -> &'a str {
    let found = list.iter().find(|(name, ..)| *name == code);
    found.map_or(code, |(_, zh, en)| if lang == Lang::Zh { zh } else { en })
}

/// What a setting is for.
pub fn setting(key: &str, lang: Lang) -> &str {
    const ALL: &[Named] = &[
        ("studio.site", "工作室所在站代码", "code of the studio's site"),
        ("hub.site", "街道中心代码", "code of the subdistrict"),
        ("ticket.pass_over", "一人最多被越过次数", "most times a visitor is passed over"),
        ("ticket.prefix", "排队号段", "prefixes of numbers"),
        ("room.open_days", "阅览室开放日（周几）", "weekdays the reading room opens"),
        ("room.closed", "阅览室临时闭馆日", "days it is closed besides"),
        ("hold.shelf_days", "预约架保留天数", "days on the hold shelf"),
        ("room.opened", "阅览室临时开放日", "days it is open besides"),
        ("loan.due_mode", "应还日遇闭馆", "due dates over closed days"),
        ("loan.keep_history", "还后保留借阅人（1 是 0 否）", "keep who borrowed (1 yes, 0 no)"),
        ("loan.suspension_factor", "逾期一天停借天数", "days suspended a day overdue"),
        ("retention.id_number_days", "证件号保存天数（0 不限）", "days an ID number is kept (0 for ever)"),
        ("retention.phone_days", "电话保存天数（0 不限）", "days a phone is kept (0 for ever)"),
        ("studio.horizon_days", "可约未来天数", "days ahead that may be booked"),
        ("studio.notice_minutes", "至少提前分钟", "least notice in minutes"),
    ];
    named(ALL, key, lang)
}

/// What is kept for a time.
pub fn kept(field: &str, lang: Lang) -> &str {
    named(&[("id_number", "证件号", "ID numbers"), ("phone", "电话", "phones")], field, lang)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::reason::Reason;
    use crate::desk::sites::SETTINGS;
    use crate::i18n::told;

    #[test]
    fn with_nothing_near_the_settings_are_named() {
        let all = SETTINGS.iter().map(|s| s.key).collect::<Vec<_>>().join(", ");
        let reason = |near| Reason::of(Refusal::NoSetting).fact("key", "nope").fact("near", near).fact("known", &all);
        assert_eq!(told(&reason("hub.site"), Lang::Zh).1, "相近的是 hub.site。");
        let next = told(&reason(""), Lang::Zh).1;
        assert!(next.starts_with("可设：studio.site、") && SETTINGS.iter().all(|s| next.contains(s.key)), "{next}");
    }

    #[test]
    fn every_setting_has_words() {
        for known in crate::desk::sites::SETTINGS {
            assert!(setting(known.key, Lang::Zh) != known.key && setting(known.key, Lang::En) != known.key, "{}", known.key);
        }
    }
}
