//! Words for what clashes between sites, who decides, and what is erased (room 6, 待协调).

use super::{Lang, Say, fill};
use crate::desk::accord::{Card, Refusal};

/// Templates of [`Refusal`].
pub fn reason(code: Refusal, lang: Lang) -> Say {
    use Refusal as R;
    let (why, next) = match lang {
        Lang::Zh => match code {
            R::NoConflict => ("没有待协调事项 {given}，可能已经解决", "请看待协调列表"),
            R::NotYours => ("此事由 {who} 决定", "请联系该站点，由其处理"),
            R::NotOwner => ("这项内容由 {who} 决定，本站不能改", "请联系该站点，或加备注"),
            R::NoSide => ("{given} 不在这件事里", "可选：{sides}"),
            R::KeepOne => ("须选定保留哪一个", "可选：{sides}"),
            R::Waits => ("还在等资料到达：{waits}", "资料到后自动消除，可请对方导出文件"),
            R::EraseReason => ("删除个人信息须注明原因", "请填写原因"),
            R::StillOpen => ("此人还有 {count} 件业务未结", "先办结，或注明理由后删除"),
            R::ErasedHereOnly => ("另有站点持有相关记录：{who}", "请由该站点或街道中心删除"),
            R::Erased => ("此人信息已按要求删除，不能再写入", "确需办理的请新建登记"),
            R::UndoErased => ("个人信息已清除，不能撤销", "不可恢复"),
            R::BadDesk => ("{given} 不是其他站点的代码", "请填站点代码，如 S09"),
            R::BadUntil => ("截止时间 {given} 不合适", "须晚于现在，不晚于 {latest}"),
            R::GrantUsed => ("{to} 已用此号源（{number}）", "请改期或取消该预约"),
            R::TakenBefore => ("此号源已于 {at} 收回", "不用再办"),
            R::NotHeardYet => {
                ("{to} 可能已用此号源：尚未收到该站点 {until} 以后的文件", "先读入对方文件；已电话确认未用的，注明后收回")
            }
        },
        Lang::En => match code {
            R::NoConflict => ("There is no clash {given}; it may be settled", "Look at the list of clashes"),
            R::NotYours => ("{who} decides about this", "Call that desk"),
            R::NotOwner => ("{who} decides about this; it is not this desk's to write", "Call that desk, or add a note"),
            R::NoSide => ("{given} is no side of this", "Sides: {sides}"),
            R::KeepOne => ("Choose which one stays", "Sides: {sides}"),
            R::EraseReason => ("An erasure needs a reason", "Write why"),
            R::StillOpen => ("{count} matters of this person are still open", "Finish them first, or give a reason"),
            R::ErasedHereOnly => ("Other desks hold records: {who}", "They or the hub must erase them"),
            R::Erased => ("This person was erased; nothing of him is taken any more", "Register anew if there is new business"),
            R::UndoErased => ("What was erased cannot be brought back", "It is gone for good"),
            R::BadDesk => ("{given} is no other desk's code", "A code such as S09"),
            R::BadUntil => ("It cannot end at {given}", "After now, and not after {latest}"),
            R::GrantUsed => ("{to} has used it ({number})", "Move or cancel that booking"),
            R::TakenBefore => ("It was taken back at {at}", "Nothing to do"),
            R::NotHeardYet => (
                "{to} may have used it: no file of theirs past {until} has come",
                "Read their file first; or say that they were asked on the telephone",
            ),
            R::Waits => ("It waits for {waits}", "It closes by itself when that comes; ask the other desk for a file"),
        },
    };
    Say { why, next }
}

/// Words of the list of clashes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Accord {
    /// Over the list.
    pub title: &'static str,
    /// Nothing clashes.
    pub none: &'static str,
    /// Names of the sides, in their order.
    pub sides: [&'static str; 4],
    /// After the side that was written last.
    pub later: &'static str,
    /// Before the reason it came about.
    pub because: &'static str,
    /// Another desk decides: `{who}`.
    pub theirs: &'static str,
    /// `{clerk}` wrote it.
    pub by: &'static str,
    /// A call-back for a booking that gave way: `{number}`.
    pub call_back: &'static str,
}

pub const ZH: Accord = Accord {
    title: "待协调",
    none: "没有待协调的事项",
    sides: ["甲", "乙", "丙", "丁"],
    later: "后登记",
    because: "原因：",
    theirs: "由 {who} 决定",
    by: "{clerk}登记",
    call_back: "预约 {number} 须改期，请回电",
};

pub const EN: Accord = Accord {
    title: "To be settled",
    none: "Nothing to be settled",
    sides: ["A", "B", "C", "D"],
    later: "later",
    because: "Why: ",
    theirs: "{who} decides",
    by: "by {clerk}",
    call_back: "Booking {number} needs another time; call back",
};

/// The words in a language.
pub fn words(lang: Lang) -> &'static Accord {
    match lang {
        Lang::Zh => &ZH,
        Lang::En => &EN,
    }
}

/// What happened, in one line: `工作室 2026-11-28T09:30 有两个已确认预约`.
pub fn headline(card: &Card, lang: Lang) -> String {
    let zh = lang == Lang::Zh;
    let template = match card.kind.as_str() {
        "double_booking" if zh => "{place}{advisor} {from} 有两个已确认预约",
        "double_booking" => "{place} {advisor} {from}: two confirmed bookings",
        "double_loan" if zh => "《{title}》{barcode} 同时有两笔未还借阅",
        "double_loan" => "{title} {barcode}: two open loans of one copy",
        "custody" if zh => "《{title}》{barcode} 两处都有登记，请确认书在哪里",
        "custody" => "{title} {barcode}: two rooms have written of it; where is it?",
        "two_values" if zh => "{kind} {number} 的「{field}」两处修改",
        "two_values" => "{kind} {number}: two values of {field}",
        "delete_edit" if zh => "{kind} {number} 一处删除、一处修改",
        "delete_edit" => "{kind} {number}: deleted at one desk, changed at another",
        "orphan" if zh => "{kind} {number} 所属资料一周未到",
        "orphan" => "{kind} {number}: what it belongs to has not come for a week",
        _ if zh => "{site} 修改了由 {owner} 决定的 {kind} {number}，已留存不生效",
        _ => "{site} wrote of {kind} {number}, which is {owner}'s to decide; kept without effect",
    };
    let mut facts = card.about.clone();
    facts.insert("kind".into(), kind(card.about.get("kind").map_or("", String::as_str), lang).into());
    let field_word = field(card.about.get("field").map_or("", String::as_str), lang).to_owned();
    facts.insert("field".into(), field_word);
    if let Some(from) = facts.get_mut("from") {
        *from = from.replace('T', " ");
    }
    for name in ["place", "advisor", "from", "title", "barcode", "number", "site", "owner"] {
        facts.entry(name.into()).or_default();
    }
    fill(template, facts.iter().map(|(k, v)| (k.as_str(), v.as_str()))).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Why it came about, in one line; empty when that is plain.
pub fn why(card: &Card, lang: Lang) -> String {
    let template = match (card.why.as_str(), lang) {
        ("restore", Lang::Zh) => "{site} 从备份恢复过（第 {epoch} 纪元），恢复前的登记后来补到",
        ("restore", Lang::En) => "{site} was restored (epoch {epoch}); what it wrote before came back later",
        ("late_file", Lang::Zh) => "{site} 的文件到得晚（经 {via}，{read} 读入）",
        ("late_file", Lang::En) => "a file of {site} came late (by {via}, read {read})",
        (_, Lang::Zh) => "两处在交换文件之前各自登记",
        (_, Lang::En) => "two desks wrote before they exchanged files",
    };
    fill(template, card.because.iter().map(|(k, v)| (k.as_str(), v.as_str())))
}

/// What a key does: keep side `nth` (0 = first); `None` = keep neither.
pub fn choice(card: &Card, nth: Option<usize>, lang: Lang) -> String {
    let w = words(lang);
    let name = |n: usize| w.sides.get(n).copied().unwrap_or("?");
    let zh = lang == Lang::Zh;
    let Some(nth) = nth else {
        return if zh { "两者都改期".into() } else { "both need another time".into() };
    };
    let other = card.sides.iter().enumerate().find(|(n, _)| *n != nth);
    let (other_name, other_site) =
        other.map_or(("", ""), |(n, side)| (name(n), side.facts.get("home").unwrap_or(&side.site).as_str()));
    let kept = card.sides.get(nth).map_or("", |s| s.site.as_str());
    let template = match (card.kind.as_str(), zh) {
        ("double_booking", true) => "保留{kept}，{other}改期并通知 {site} 回电",
        ("double_booking", false) => "keep {kept}; {other} moves and {site} calls back",
        ("double_loan", true) => "{kept}在手，{other}这笔按已还结清",
        ("double_loan", false) => "{kept} is the one in hand; close {other}",
        ("custody", true) => "书在 {room}",
        ("custody", false) => "the copy is at {room}",
        ("delete_edit", true) if nth == 0 => "删除",
        ("delete_edit", true) => "保留",
        ("delete_edit", false) if nth == 0 => "delete it",
        ("delete_edit", false) => "keep it",
        (_, true) => "保留{kept}",
        (_, false) => "keep {kept}",
    };
    let facts = [("kept", name(nth)), ("other", other_name), ("site", other_site), ("room", kept)];
    fill(template, facts.into_iter())
}

/// A kind of record in the words of the trade.
pub fn kind(kind: &str, lang: Lang) -> &'static str {
    let (zh, en) = match kind {
        "resident" => ("居民", "resident"),
        "request" => ("来访事项", "request"),
        "step" => ("办理记录", "step"),
        "pause" => ("暂停", "pause"),
        "clerk" => ("工作人员", "clerk"),
        "series" => ("系列预约", "series"),
        "visit" => ("到馆人次", "visits"),
        "callback" => ("回访", "call-back"),
        "ticket" => ("排队号", "ticket"),
        "guidance" => ("指路记录", "guidance"),
        "dayclose" => ("日结", "day"),
        "service" => ("事项目录", "service"),
        "certificate" => ("证明目录", "certificate"),
        "setting" => ("设置", "setting"),
        "calday" => ("日历", "calendar day"),
        "rule" => ("借阅规则", "lending rule"),
        "advisor" => ("老师", "advisor"),
        "place" => ("场地", "place"),
        "hours" => ("开放时段", "hours"),
        "leave" => ("停用时段", "leave"),
        "session_kind" => ("预约类别", "kind of session"),
        "booking" => ("预约", "booking"),
        "booking_note" => ("预约备注", "note"),
        "followup" => ("跟踪", "follow-up"),
        "title" => ("书目", "title"),
        "copy" => ("复本", "copy"),
        "reader" => ("读者", "reader"),
        "loan" => ("借阅", "loan"),
        "hold" => ("图书预约", "hold"),
        "settlement" => ("协调记录", "settlement"),
        "handover" => ("移交", "hand-over"),
        "grant" => ("号源", "grant"),
        "referral" => ("转办", "referral"),
        "sitekey" => ("站点密钥", "site key"),
        _ => ("记录", "record"),
    };
    if lang == Lang::Zh { zh } else { en }
}

/// A field in the words of the trade.
pub fn field(field: &str, lang: Lang) -> &str {
    let (zh, en) = match field {
        "name" | "client_name" => ("姓名", "name"),
        "phone" => ("电话", "phone"),
        "id_number" => ("证件号", "ID number"),
        "id_type" => ("证件类型", "document"),
        "address" => ("地址", "address"),
        "state" => ("状态", "state"),
        "due" => ("期限", "due date"),
        "start" => ("时间", "time"),
        "advisor" => ("老师", "advisor"),
        "place" => ("场地", "place"),
        "value" => ("设置值", "value"),
        other => (other, other),
    };
    if lang == Lang::Zh { zh } else { en }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::accord::{ConflictKind, Side};

    fn card(kind: ConflictKind) -> Card {
        let side = |id: &str, site: &str| Side {
            id: id.into(),
            site: site.into(),
            clerk: "王丽".into(),
            at: "2026-11-21T10:02:00+08:00".into(),
            value: "x".into(),
            shown: true,
            facts: [("home".to_owned(), site.to_owned())].into(),
        };
        Card {
            id: "0".repeat(16),
            kind: kind.name().into(),
            members: vec![],
            opened: String::new(),
            about: [
                ("place", "工作室"),
                ("from", "2026-11-28T09:30"),
                ("kind", "booking"),
                ("field", "phone"),
                ("title", "红楼梦"),
            ]
            .map(|(k, v)| (k.to_owned(), v.to_owned()))
            .into(),
            why: "at_once".into(),
            because: Default::default(),
            decides: vec!["S1".into()],
            ours: true,
            sides: vec![side("booking:1", "S03"), side("booking:2", "S11")],
        }
    }

    #[test]
    fn every_clash_is_told_without_a_hole() {
        for kind in ConflictKind::ALL {
            for lang in [Lang::Zh, Lang::En] {
                let card = card(*kind);
                for text in [headline(&card, lang), why(&card, lang), choice(&card, Some(0), lang), choice(&card, None, lang)] {
                    assert!(!text.is_empty() && !text.contains('{'), "{kind:?}: {text}");
                }
            }
        }
        let card = card(ConflictKind::DoubleBooking);
        assert_eq!(headline(&card, Lang::Zh), "工作室 2026-11-28 09:30 有两个已确认预约");
        assert_eq!(choice(&card, Some(0), Lang::Zh), "保留甲，乙改期并通知 S11 回电");
    }

    #[test]
    fn every_kind_has_a_word() {
        for kind_of in crate::desk::kind::all() {
            assert_ne!(kind(kind_of.name, Lang::Zh), "记录", "{}", kind_of.name);
        }
    }
}
