//! Words for reasons of no single room, and for faults of the database.

use super::{Lang, Say};
use crate::desk::reason::Common;

/// The template of [`Common::BadValue`] where nothing was given at all.
pub fn not_filled(lang: Lang) -> Say {
    match lang {
        Lang::Zh => Say { why: "「{field}」没有填。", next: "请填写这一项。" },
        Lang::En => Say { why: "{field} is empty.", next: "Fill it in." },
    }
}

/// The template of [`Common::NotFound`] where nothing was named: what it would have been found by.
pub fn not_named(what: &str, lang: Lang) -> Say {
    match (what, lang) {
        ("ticket", Lang::Zh) => Say { why: "您的窗口没有已叫的号。", next: "请先叫号，或写明号码。" },
        ("ticket", Lang::En) => Say { why: "You have called nobody.", next: "Call a number first, or name it." },
        ("hold", Lang::Zh) => Say { why: "没有写明取消哪一个预约。", next: "请写明读者和书名。" },
        ("hold", Lang::En) => Say { why: "No hold was named.", next: "Name reader and title." },
        (_, Lang::Zh) => Say { why: "没有写明是哪一个{what}。", next: "请填写后再办。" },
        (_, Lang::En) => Say { why: "No {what} was named.", next: "Name it." },
    }
}

/// The template of [`Common::NotFound`] where what was chosen has been taken back meanwhile.
pub fn gone(lang: Lang) -> Say {
    match lang {
        Lang::Zh => {
            Say { why: "所选的{what}刚被撤销，现已不在。", next: "请重新选择，其余内容都还在。" }
        }
        Lang::En => {
            Say { why: "The {what} that was chosen has been taken back meanwhile.", next: "Choose again; the rest still stands." }
        }
    }
}

/// What a `what` of [`Common::NotFound`] names.
pub fn thing(what: &str, lang: Lang) -> &str {
    if lang == Lang::En {
        return what;
    }
    match what {
        "advisor" => "老师",
        "place" => "场地",
        "kind" => "类型",
        "booking" | "lecture" => "预约",
        "series" => "系列活动",
        "followup" => "跟踪",
        "leave" => "请假",
        "hours" => "时段",
        "resident" => "居民",
        "reader" => "读者",
        "copy" => "图书",
        "title" => "书目",
        "hold" => "预约",
        "ticket" => "号",
        "request" => "事项",
        "service" => "事项目录",
        "certificate" => "证明",
        "callback" => "回访",
        "clerk" => "工作人员",
        _ => "记录",
    }
}

/// Templates of [`Common`].
pub fn reason(code: Common, lang: Lang) -> Say {
    match (code, lang) {
        (Common::NotFound, Lang::Zh) => Say { why: "没有找到「{given}」。", next: "请核对后重输。" },
        (Common::NotFound, Lang::En) => Say { why: "Nothing found for \"{given}\" ({what}).", next: "Check it and type again." },
        (Common::Ambiguous, Lang::Zh) => Say { why: "「{given}」对应多条：{fits}。", next: "请输入完整编号。" },
        (Common::Ambiguous, Lang::En) => Say { why: "\"{given}\" fits more than one: {fits}.", next: "Type the whole number." },
        (Common::BadValue, Lang::Zh) => Say { why: "「{field}」填写有误：{given}。", next: "请改正这一项。" },
        (Common::BadValue, Lang::En) => Say { why: "{field} is not right: {given}.", next: "Correct this field." },
        (Common::Changed, Lang::Zh) => Say {
            why: "「{field}」刚在别处改为「{now}」，您的修改还没有保存。",
            next: "仍用您的请再按 Ctrl-S，保留对方的请按 Esc。",
        },
        (Common::Changed, Lang::En) => Say {
            why: "{field} was changed elsewhere to \"{now}\"; yours is not saved yet.",
            next: "Ctrl-S again takes yours, Esc leaves theirs.",
        },
        (Common::NothingToUndo, Lang::Zh) => Say { why: "没有可以撤销或重做的操作。", next: "数据未变。" },
        (Common::NothingToUndo, Lang::En) => Say { why: "There is nothing to undo or redo.", next: "Nothing was changed." },
        (Common::TooFarAhead, Lang::Zh) => {
            Say { why: "所给时间 {stated} 比本机时钟 {real} 快一天以上。", next: "请核对时钟。" }
        }
        (Common::TooFarAhead, Lang::En) => {
            Say { why: "The stated time {stated} is over a day ahead of the clock, {real}.", next: "Check the clock." }
        }
        (Common::TooLong, Lang::Zh) => Say {
            why: "「{field}」过长（{given} 字节，上限 {limit} 字节），没有保存。",
            next: "请缩短内容，或分成几条登记。",
        },
        (Common::TooLong, Lang::En) => Say {
            why: "{field} is too long ({given} bytes of {limit}); nothing was saved.",
            next: "Shorten it, or enter it in parts.",
        },
        (Common::HubOnly, Lang::Zh) => Say { why: "此项由街道中心办理。", next: "请联系街道中心。" },
        (Common::HubOnly, Lang::En) => Say { why: "Only the subdistrict's hub may do this.", next: "Ask the hub." },
    }
}
