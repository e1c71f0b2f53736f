//! Words of the residents' room.

use super::{Lang, Say};
use crate::desk::residents::Refusal;

/// Templates of [`Refusal`].
pub fn reason(code: Refusal, lang: Lang) -> Say {
    match (code, lang) {
        (Refusal::NoName, Lang::Zh) => Say { why: "姓名不能为空。", next: "请填写姓名。" },
        (Refusal::NoName, Lang::En) => Say { why: "A name is needed.", next: "Fill in the name." },
        (Refusal::BadIdNumber, Lang::Zh) => {
            Say { why: "身份证号有误：{given}（{wrong}）。", next: "请核对证件，或留空。" }
        }
        (Refusal::BadIdNumber, Lang::En) => {
            Say { why: "Not an ID number: {given} ({wrong}).", next: "Check the card, or leave it empty." }
        }
        (Refusal::BadPhone, Lang::Zh) => Say { why: "电话号码有误：{given}。", next: "请核对，或留空。" },
        (Refusal::BadPhone, Lang::En) => Say { why: "Not a phone number: {given}.", next: "Check it, or leave it empty." },
        (Refusal::SameIdNumber, Lang::Zh) => Say {
            why: "此证件号已登记：{name}。",
            next: "Enter 打开该居民；确属两人可说明理由后保存。",
        },
        (Refusal::SameIdNumber, Lang::En) => Say {
            why: "This ID number is already registered: {name}.",
            next: "Enter opens that card; if they are two people, give a reason.",
        },
    }
}

/// Labels of this room.
#[derive(Debug)]
pub struct Words {
    pub add: &'static str,
    pub edit: &'static str,
    pub name: &'static str,
    pub id_number: &'static str,
    pub phone: &'static str,
    pub address: &'static str,
    pub find: &'static str,
}

const ZH: Words =
    Words {
        add: "登记居民", edit: "修改居民", name: "姓名", id_number: "证件号", phone: "电话", address: "住址", find: "查找"
    };

const EN: Words = Words {
    add: "New resident",
    edit: "Edit resident",
    name: "Name",
    id_number: "ID number",
    phone: "Phone",
    address: "Address",
    find: "Find",
};

/// The labels in a language.
pub fn words(lang: Lang) -> &'static Words {
    match lang {
        Lang::Zh => &ZH,
        Lang::En => &EN,
    }
}
