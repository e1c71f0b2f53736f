//! Words of the residents' room.

use super::{Lang, Say};
use crate::desk::residents::Refusal;

/// Templates of [`Refusal`].
pub fn reason(code: Refusal, lang: Lang) -> Say {
    match (code, lang) {
        (Refusal::NoName, Lang::Zh) => Say { why: "姓名不能为空。", next: "请填写姓名。" },
        (Refusal::NoName, Lang::En) => Say { why: "A name is needed.", next: "Fill in the name." },
        (Refusal::NoLetter, Lang::Zh) => Say {
            why: "「{given}」不是姓名，姓名里要有文字。",
            next: "号码请填在电话或证件号一栏。",
        },
        (Refusal::NoLetter, Lang::En) => {
            Say { why: "{given} is no name: a name has letters.", next: "Numbers go to the phone or ID number." }
        }
        (Refusal::BadIdNumber, Lang::Zh) => {
            Say { why: "身份证号有误：{given}（{wrong}）。", next: "请核对证件，或留空。" }
        }
        (Refusal::BadIdNumber, Lang::En) => {
            Say { why: "Not an ID number: {given} ({wrong}).", next: "Check the card, or leave it empty." }
        }
        (Refusal::BadIdType, Lang::Zh) => Say {
            why: "没有「{given}」这种证件类型，数据未变。",
            next: "请写身份证、居住证、港澳居民通行证、台胞证、外国人永久居留证、护照或其他证件，或留空。",
        },
        (Refusal::BadIdType, Lang::En) => Say {
            why: "{given} is no kind of document; nothing was saved.",
            next: "One of: {types}. Or leave it empty: the number tells.",
        },
        (Refusal::BadPhone, Lang::Zh) => Say { why: "电话号码有误：{given}。", next: "请核对，或留空。" },
        (Refusal::BadPhone, Lang::En) => Say { why: "Not a phone number: {given}.", next: "Check it, or leave it empty." },
        (Refusal::TooLong, Lang::Zh) => {
            Say { why: "内容太长，最多 {most} 字。", next: "请删减后再保存，数据未变。" }
        }
        (Refusal::TooLong, Lang::En) => {
            Say { why: "Too long: {field} takes {most} characters.", next: "Shorten it; nothing was saved." }
        }
        (Refusal::BadMerge, Lang::Zh) => Say { why: "不能把{name}并入本人。", next: "请选另一位居民。" },
        (Refusal::BadMerge, Lang::En) => Say { why: "{name} cannot be merged into itself.", next: "Choose another card." },
        (Refusal::TwoNumbers, Lang::Zh) => {
            Say { why: "{name}与{into}的证件号不同，应是两个人。", next: "确属一人请说明理由。" }
        }
        (Refusal::TwoNumbers, Lang::En) => {
            Say { why: "{name} and {into} have different ID numbers.", next: "If they are one person, give a reason." }
        }
        (Refusal::SameIdNumber, Lang::Zh) => Say {
            why: "此证件号已登记：{name}。",
            next: "请核对是否同一人；确属两人可说明理由后另立。",
        },
        (Refusal::SameIdNumber, Lang::En) => Say {
            why: "This ID number is already registered: {name}.",
            next: "Compare the two; if they are two people, give a reason.",
        },
    }
}

/// Labels of this room.
#[derive(Debug)]
pub struct Words {
    pub add: &'static str,
    pub edit: &'static str,
    pub name: &'static str,
    pub bad_name: &'static str,
    pub id_number: &'static str,
    pub phone: &'static str,
    pub address: &'static str,
    pub find: &'static str,
    pub tags: &'static str,
    pub id_type: &'static str,
    pub merge: &'static str,
    pub merge_told: &'static str,
    pub into: &'static str,
    pub reason: &'static str,
    pub typed: &'static str,
    pub known: &'static str,
    pub same: &'static str,
    pub same_do: &'static str,
    pub same_use: &'static str,
    pub same_fill: &'static str,
    pub same_other: &'static str,
    pub same_reason: &'static str,
    pub years: &'static str,
    pub erase: &'static str,
    pub erase_told: &'static str,
    pub erase_final: &'static str,
    pub erase_why: &'static str,
    pub reader: &'static str,
    pub reader_told: &'static str,
    pub requests: &'static str,
    pub bookings: &'static str,
}

const ZH: Words = Words {
    add: "登记居民",
    edit: "修改居民",
    name: "姓名",
    bad_name: "不是姓名",
    id_number: "证件号",
    phone: "电话",
    address: "住址",
    find: "查找",
    tags: "优先类别",
    id_type: "证件类型",
    merge: "合并居民",
    merge_told: "这张卡并入所选的一张；事项、预约随之归并，可撤销",
    into: "并入",
    reason: "说明理由",
    typed: "新填",
    known: "已有",
    same: "可能是同一人",
    same_do: "怎么办",
    same_use: "就是此人，用已有的",
    same_fill: "就是此人，补上新填的",
    same_other: "是另一人，另行登记",
    same_reason: "同号另立须说明理由",
    years: "{n} 岁",
    erase: "删除个人信息",
    erase_told: "姓名、证件号、电话、住址和事项里的个人内容一并删除",
    erase_final: "收到过的站点随文件删除；不能撤销",
    erase_why: "原因（不写姓名）",
    reader: "读者证",
    reader_told: "{card}  在借 {n} 册  逾期 {late} 册",
    requests: "事项",
    bookings: "预约",
};

const EN: Words = Words {
    add: "New resident",
    edit: "Edit resident",
    name: "Name",
    bad_name: "not a name",
    id_number: "ID number",
    phone: "Phone",
    address: "Address",
    find: "Find",
    tags: "Groups",
    id_type: "Document",
    merge: "Merge residents",
    merge_told: "This card becomes part of the chosen one, with all that is theirs; F8 undoes",
    into: "Into",
    reason: "Give a reason",
    typed: "Typed",
    known: "Known",
    same: "Perhaps the same person",
    same_do: "What now",
    same_use: "the same: use the known card",
    same_fill: "the same: add what is new",
    same_other: "somebody else: register",
    same_reason: "Needed: why two with one number",
    years: "{n} years",
    erase: "Erase a person's data",
    erase_told: "Name, numbers, address and personal text of requests go,",
    erase_final: "here, and elsewhere with the next files; for good",
    erase_why: "Why (no name)",
    reader: "Reader",
    reader_told: "{card}  {n} on loan  {late} overdue",
    requests: "Requests",
    bookings: "Bookings",
};

/// The labels in a language.
pub fn words(lang: Lang) -> &'static Words {
    match lang {
        Lang::Zh => &ZH,
        Lang::En => &EN,
    }
}

type Named = (&'static str, &'static str, &'static str);

fn named<'a>(list: &[Named], code: &'a str, lang: Lang) -> &'a str {
    let found = list.iter().find(|(name, ..)| *name == code);
    found.map_or(code, |(_, zh, en)| if lang == Lang::Zh { zh } else { en })
}

/// A kind of document.
pub fn document(code: &str, lang: Lang) -> &str {
    const ALL: &[Named] = &[
        ("id_card", "身份证", "identity card"),
        ("resident18", "身份证", "identity card"),
        ("resident15", "身份证", "identity card"),
        ("hk_permit", "港澳居民来往内地通行证（香港）", "Hong Kong permit"),
        ("mo_permit", "港澳居民来往内地通行证（澳门）", "Macau permit"),
        ("tw_permit", "台湾居民来往大陆通行证", "Taiwan permit"),
        ("foreign_resident", "外国人永久居留身份证", "foreigner's residence card"),
        ("passport", "护照", "passport"),
        ("other", "其他证件", "another document"),
    ];
    named(ALL, code, lang)
}

/// A group that goes first.
pub fn group(code: &str, lang: Lang) -> &str {
    const ALL: &[Named] = &[
        ("disabled", "残疾人", "disabled"),
        ("soldier_family", "军属", "soldier's family"),
        ("other", "其他优先", "other priority"),
        ("lonely", "独居", "lives alone"),
    ];
    named(ALL, code, lang)
}

/// Of the card.
pub fn sex(code: &str, lang: Lang) -> &str {
    named(&[("male", "男", "male"), ("female", "女", "female")], code, lang)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_documents_of_the_form_read_alike_and_permits_read_as_the_checks_name_them() {
        let codes = ["id_card", "hk_permit", "mo_permit", "tw_permit", "foreign_resident", "passport", "other"];
        for lang in [Lang::Zh, Lang::En] {
            let mut words = codes.map(|c| document(c, lang)).to_vec();
            words.sort_unstable();
            words.dedup();
            assert_eq!(words.len(), codes.len(), "{words:?}");
        }
        for code in ["hk_permit", "mo_permit", "tw_permit", "foreign_resident"] {
            assert_eq!(document(code, Lang::Zh), crate::i18n::check::kind(code, Lang::Zh));
        }
    }
}
