//! Words for keys, cards and the roster: said to people who need not know what a key is.

use super::{Lang, Say};
use crate::desk::trust::Refusal;

/// Words of `desk site`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Trust {
    pub card_of: &'static str,
    pub digits: &'static str,
    pub card_next: &'static str,
    pub hub_card_next: &'static str,
    pub compare_card: &'static str,
    pub compare_hub: &'static str,
    pub ask: &'static str,
    pub added: &'static str,
    pub already: &'static str,
    pub added_next: &'static str,
    pub roster_written: &'static str,
    pub roster_next: &'static str,
    pub joined: &'static str,
    pub joined_next: &'static str,
    pub not_compared: &'static str,
    pub rotated: &'static str,
    pub hub_rotated: &'static str,
    pub revoked: &'static str,
    pub recovered: &'static str,
    pub recovered_known: &'static str,
    pub not_listed: &'static str,
    pub other_site: &'static str,
    pub in_force: &'static str,
    pub was_rotated: &'static str,
    pub was_replaced: &'static str,
    pub was_revoked: &'static str,
    pub since: &'static str,
    pub until: &'static str,
    pub hub: &'static str,
    pub key: &'static str,
    pub version: &'static str,
    /// Lines at the head of a recovery sheet; `{name}`, `{day}`, `{digits}`.
    pub sheet: [&'static str; 5],
    pub sheet_written: &'static str,
}

const ZH: Trust = Trust {
    card_of: "站点名片",
    digits: "核对码",
    card_next: "请把名片文件交给街道中心，并在电话里由本人念出核对码。",
    hub_card_next: "各站点读入名册时，请在电话里念出这个核对码。",
    compare_card: "请与对方电话核对：对方屏幕上的24位数字与下面一致吗？",
    compare_hub: "请与街道中心电话核对：对方念的24位数字与下面一致吗？",
    ask: "一致请输入 1 后回车；不一致直接回车：",
    added: "已加入名册（第 {version} 版）",
    already: "名册中已有此名片，没有变化",
    added_next: "下一步：desk site roster --out 文件夹，把名册文件带回该站点。",
    roster_written: "名册已写入并核对（第 {version} 版）",
    roster_next: "下一步：在站点执行 desk site join 名册文件，电话核对街道中心的核对码。",
    joined: "已采用名册（第 {version} 版），信任 {hub}",
    joined_next: "以后每个同步文件会自动带来新名册，不必再核对。",
    not_compared: "核对码未经确认，没有采用。",
    rotated: "已生成新密钥；街道中心把新名片加入名册之前，仍使用原密钥。原密钥再保留90天用于读取。",
    hub_rotated: "街道中心已换用新密钥：各站点须重新执行 desk site join 并电话核对核对码。",
    revoked: "已停用 {site} 的密钥；此前街道中心已收到的记录仍然有效，之后的一律拒收。新名册随下一个同步文件发出。",
    recovered: "密钥已从恢复单恢复",
    recovered_known: "本机已有这把密钥，没有变化",
    not_listed: "名册中还没有本站的这把密钥：请先把名片交给街道中心。",
    other_site: "这是「{site}」的文件，不是本站（{here}）的。",
    in_force: "有效",
    was_rotated: "已更换",
    was_replaced: "已替换",
    was_revoked: "已停用",
    since: "自",
    until: "至",
    hub: "街道",
    key: "密钥",
    version: "名册版本",
    sheet: [
        "社区服务台 密钥恢复单    {name}",
        "制单 {day}    核对码 {digits}",
        "请打印后装入信封密封，由负责人保管，不要拍照，不要留在电脑里。",
        "恢复方法：把下面内容原样录入一个文本文件，执行 desk site recover 文件。",
        "丢失此单：执行 desk site rotate 换新密钥，再重新制单。",
    ],
    sheet_written: "恢复单已写入。打印后请立即删除此文件。",
};

const EN: Trust = Trust {
    card_of: "Card",
    digits: "check number",
    card_next: "Take the card to the hub, and read the check number out on the telephone.",
    hub_card_next: "Read this number out when a site reads the roster.",
    compare_card: "Compare on the telephone: does the site's screen show these 24 digits?",
    compare_hub: "Compare on the telephone: does the hub read out these 24 digits?",
    ask: "Type 1 and Enter if they are the same; only Enter if not: ",
    added: "taken into the roster (version {version})",
    already: "the roster has this card already; nothing was changed",
    added_next: "Next: desk site roster --out FOLDER, and take the file back to the site.",
    roster_written: "roster written and read back (version {version})",
    roster_next: "Next: at the site, desk site join FILE, and compare the hub's check number on the telephone.",
    joined: "roster version {version} taken; {hub} is trusted",
    joined_next: "From here on every file brings newer rosters by itself.",
    not_compared: "The check number was not confirmed; nothing was taken.",
    rotated: "A new key is made; the old one is used until the hub has taken the new card, and kept 90 days more for reading.",
    hub_rotated: "The hub has a new key: every site must run desk site join again and compare the check number.",
    revoked: "The key of {site} is withdrawn. What the hub had received stands; anything later is refused. The next files carry the new roster.",
    recovered: "the key is back from the sheet",
    recovered_known: "this key was here already; nothing was changed",
    not_listed: "The roster does not name this site's key yet: take its card to the hub first.",
    other_site: "This is of {site}, not of this site ({here}).",
    in_force: "in force",
    was_rotated: "changed",
    was_replaced: "replaced",
    was_revoked: "withdrawn",
    since: "since",
    until: "until",
    hub: "hub",
    key: "key",
    version: "roster version",
    sheet: [
        "Recovery sheet    {name}",
        "made {day}    check number {digits}",
        "Print it, seal it in an envelope, give it to the person in charge. No photographs, no copy on the computer.",
        "To recover: type what follows into a text file as it is, then desk site recover FILE.",
        "If this sheet is lost: desk site rotate, then make a new one.",
    ],
    sheet_written: "The sheet is written. Print it, then delete the file.",
};

/// The words in a language.
pub fn words(lang: Lang) -> &'static Trust {
    match lang {
        Lang::Zh => &ZH,
        Lang::En => &EN,
    }
}

/// Templates of [`Refusal`].
pub fn reason(code: Refusal, lang: Lang) -> Say {
    match lang {
        Lang::Zh => zh(code),
        Lang::En => en(code),
    }
}

const fn say(why: &'static str, next: &'static str) -> Say {
    Say { why, next }
}

fn zh(code: Refusal) -> Say {
    match code {
        Refusal::BadCard => say("这不是站点名片，或已损坏。", "请对方用 desk site card 重新制作。"),
        Refusal::DigitsMissing => say(
            "「{name}」({site}) 的名片尚未核对，本机算得的核对码是 {digits}。",
            "请对方在电话里念出屏幕上的24位数字；一致则加 --digits \"数字\" 再执行。",
        ),
        Refusal::DigitsDiffer => {
            say("核对码不符：这不是「{name}」({site}) 电话里念的那张名片。", "没有加入。请核对是否念错；仍不符请停止办理并报告。")
        }
        Refusal::SecondHub => say("{site} 的名片自称街道中心，名册中只能有一个。", "没有加入。该站点应以普通站点建库。"),
        Refusal::KeyUsed => say("{site} 的这把密钥在名册中已停用或属于别的站点。", "请该站点执行 desk site rotate，交来新名片。"),
        Refusal::NoKey => say("名册中没有「{site}」的有效密钥。", "desk site list 可查看名册。"),
        Refusal::OwnKey => say("街道中心不能这样处理自己的密钥。", "请用 desk site rotate 更换。"),
        Refusal::NotUndone => say("名册的变更（{command}）不能撤销。", "误停用的站点请重新交来新名片。"),
    }
}

fn en(code: Refusal) -> Say {
    match code {
        Refusal::BadCard => say("This is not a card, or it is damaged.", "Have it made again with desk site card."),
        Refusal::DigitsMissing => say(
            "The card of {name} ({site}) was not compared yet; here its check number is {digits}.",
            "Have the site read out its 24 digits; if they are the same, repeat with --digits \"…\".",
        ),
        Refusal::DigitsDiffer => say(
            "The digits differ: this is not the card that {name} ({site}) read out.",
            "It was not taken. Were they read wrongly? If not, stop and report it.",
        ),
        Refusal::SecondHub => say("The card of {site} says that it is a hub; there is one hub.", "It was not taken."),
        Refusal::KeyUsed => {
            say("This key of {site} has ended in the roster, or is another site's.", "desk site rotate there, and a new card.")
        }
        Refusal::NoKey => say("The roster has no key in force for \"{site}\".", "desk site list shows the roster."),
        Refusal::OwnKey => say("The hub cannot do this to its own key.", "Change it with desk site rotate."),
        Refusal::NotUndone => {
            say("Changes of the roster ({command}) cannot be undone.", "A site that was withdrawn by mistake brings a new card.")
        }
    }
}
