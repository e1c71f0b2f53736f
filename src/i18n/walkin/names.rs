//! Codes of the walk-in room in words: states, steps, groups, marks.

use crate::i18n::Lang;

/// Pairs of a code and its words in both languages.
type Named = (&'static str, &'static str, &'static str);

fn named(list: &[Named], code: &str, lang: Lang) -> String {
    let found = list.iter().find(|(name, ..)| *name == code);
    found.map_or(code, |(_, zh, en)| if lang == Lang::Zh { zh } else { en }).to_owned()
}

/// Where a request stands.
pub fn state(code: &str, lang: Lang) -> String {
    const ALL: &[Named] = &[
        ("open", "待受理", "open"),
        ("accepted", "办理中", "in hand"),
        ("papers", "等材料", "waits for papers"),
        ("paused", "已暂停", "paused"),
        ("referred", "已转办，待接收", "referred"),
        ("finished", "已办结", "finished"),
        ("merged", "已并案", "merged"),
    ];
    named(ALL, code, lang)
}

/// Where a hand-over to another community's desk stands, as the desk that handed it on reads it.
pub fn handed(code: &str, lang: Lang) -> String {
    const ALL: &[Named] = &[
        ("sent", "转 {site}，待接收", "handed to {site}, not taken yet"),
        ("taken", "{site} 已接收  {as}  {by}", "{site} has taken it  {as}  {by}"),
        ("sent_back", "{site} 退回：{reason}  {by}", "{site} sent it back: {reason}  {by}"),
        ("recalled", "已收回，未转 {site}", "taken back from {site}"),
        ("finished", "{site} 已办结  {as}：{result}", "{site} has finished it  {as}: {result}"),
    ];
    named(ALL, code, lang)
}

/// What happened to a request.
pub fn step(code: &str, lang: Lang) -> String {
    const ALL: &[Named] = &[
        ("open", "登记", "registered"),
        ("accept", "受理", "accepted"),
        ("tell", "一次性告知", "told"),
        ("stage", "环节", "stage"),
        ("pause", "暂停", "paused"),
        ("resume", "恢复", "resumed"),
        ("extend", "延期", "extended"),
        ("refer", "转办", "referred"),
        ("take", "接收", "taken"),
        ("send_back", "退回", "sent back"),
        ("finish", "办结", "finished"),
        ("reopen", "重新办理", "reopened"),
        ("merge", "并入", "merged into"),
        ("merged", "并案", "merged"),
        ("note", "备注", "note"),
        ("rate", "评价", "rated"),
        ("redate", "期限重算", "date computed anew"),
    ];
    named(ALL, code, lang)
}

/// Groups that go first, also as the reason of a call.
pub fn priority(code: &str, lang: Lang) -> String {
    const ALL: &[Named] = &[
        ("booked", "已预约", "booked"),
        ("age80", "80岁以上", "80 or older"),
        ("disabled", "残疾人", "disabled"),
        ("soldier_family", "军属", "soldier's family"),
        ("other", "其他优先", "other priority"),
        ("passed_enough", "已被越过多次", "passed over enough"),
        ("turn", "按取号顺序", "in turn"),
        ("named", "指定", "named"),
    ];
    named(ALL, code, lang)
}

/// Why a ticket is put aside.
pub fn hold(code: &str, lang: Lang) -> String {
    const ALL: &[Named] =
        &[("papers", "去取材料", "fetches papers"), ("form", "去填表", "fills in a form"), ("other", "其他", "other")];
    named(ALL, code, lang)
}

/// A level with its score: the form's keys count from the best, the score from the worst.
pub fn level(n: i64, lang: Lang) -> String {
    let score = score(n, lang);
    if lang == Lang::Zh { format!("{score}（{n}分）") } else { format!("{score} ({n})") }
}

/// Levels of satisfaction, 1 to 5.
pub fn score(n: i64, lang: Lang) -> String {
    const ALL: &[Named] = &[
        ("5", "非常满意", "very good"),
        ("4", "满意", "good"),
        ("3", "基本满意", "fair"),
        ("2", "不满意", "bad"),
        ("1", "非常不满意", "very bad"),
    ];
    named(ALL, &n.to_string(), lang)
}
