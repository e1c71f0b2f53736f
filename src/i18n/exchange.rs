//! Words for files between sites (SYNC.md section 9).

use super::{Lang, Say, fill, storage};
use crate::desk::sites::exchange::{Finding, Trouble};

/// The words of answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Exchange {
    pub operations: &'static str,
    pub new: &'static str,
    pub known: &'static str,
    pub left_out: &'static str,
    pub records: &'static str,
    pub clashes: &'static str,
    pub withheld: &'static str,
    pub nothing_new: &'static str,
    pub dry_run: &'static str,
    /// Under every plain file.
    pub plain: &'static str,
    /// Under every sealed file.
    pub sealed: &'static str,
    /// A long file goes in part by part.
    pub in_parts: &'static str,
    /// Asked after the preview.
    pub go_on: &'static str,
    pub written: &'static str,
    pub refused: &'static str,
    pub sound: &'static str,
}

pub const ZH: Exchange = Exchange {
    operations: "共",
    new: "新增",
    known: "重复",
    left_out: "未导入",
    records: "涉及记录",
    clashes: "新增待协调",
    withheld: "个人信息未随文件导出",
    nothing_new: "此文件已读过或没有新内容，数据未变",
    dry_run: "试运行：没有写入任何数据",
    plain: "文件未加密，姓名、电话等个人信息不在文件内；加入名册后（desk site card）自动加密并包含",
    sealed: "文件已加密并签名，只有收件站点能打开",
    in_parts: "内容超过五千条，将分批导入；中断后重读此文件即可继续",
    go_on: "继续导入？输入 y 回车确定，其他键取消：",
    written: "已写入并核对，可以拔出U盘",
    refused: "未导入，数据未变",
    sound: "文件完整",
};

pub const EN: Exchange = Exchange {
    operations: "operations",
    new: "new",
    known: "known",
    left_out: "left out",
    records: "records",
    clashes: "new to settle",
    withheld: "personal, without their text",
    nothing_new: "read before or nothing new; nothing was changed",
    dry_run: "dry run: nothing was written",
    plain: "the file is not encrypted; names, phones and other personal text are not in it; enrol with desk site card",
    sealed: "the file is encrypted and signed; only the site it is for can open it",
    in_parts: "more than 5,000 operations go in part by part; after a break, reading the file again goes on",
    go_on: "Read it in? y and Enter for yes, anything else for no:",
    written: "written and read back; the stick can be taken out",
    refused: "refused; nothing was changed",
    sound: "the file is sound",
};

/// The words in a language.
pub fn words(lang: Lang) -> &'static Exchange {
    match lang {
        Lang::Zh => &ZH,
        Lang::En => &EN,
    }
}

/// A finding in words: why, and the next step.
pub fn told(finding: &Finding, lang: Lang) -> (String, String) {
    let say = match lang {
        Lang::Zh => zh(finding.code),
        Lang::En => en(finding.code),
    };
    // Of a file that cannot be read the system speaks English.
    let worded = |name: &str, value: &String| if name == "why" { storage::said(value, lang) } else { value.clone() };
    let facts: Vec<(&str, String)> = finding.facts.iter().map(|(k, v)| (*k, worded(k, v))).collect();
    let facts = || facts.iter().map(|(k, v)| (*k, v.as_str()));
    (fill(say.why, facts()), fill(say.next, facts()))
}

const fn say(why: &'static str, next: &'static str) -> Say {
    Say { why, next }
}

fn zh(code: Trouble) -> Say {
    match code {
        Trouble::NoFile => say("文件打不开：{why}。", "请核对路径；只读取普通文件，不跟随链接。"),
        Trouble::NotBundle => say("这不是同步文件。", "请选择扩展名为 qtb 的文件。"),
        Trouble::NewFormat => say("此文件由更新的程序导出（格式{format}），本机最高支持格式1。", "请先升级。"),
        Trouble::Short => say("文件不完整（可能拷贝中断）。", "请重新拷贝。"),
        Trouble::Header => say("文件头损坏。", "请重新拷贝，或请对方重新导出。"),
        Trouble::Size => say("文件过大（上限{limit} MB）。", "请对方改用分批导出。"),
        Trouble::Seal => say("签名不符：文件在途中被改动或损坏。", "请重新拷贝，或请对方重新导出。"),
        Trouble::Address => say("此文件是导给「{to}」的，不是本站（{site}）。", "请交给该站点。"),
        Trouble::Corrupt => say("内容解不开。", "请对方重新导出。"),
        Trouble::Mismatch => say("清单与内容不符（{what}），已拒收。", "请对方重新导出；再次出现请联系街道中心。"),
        Trouble::Limit => say("内容超出上限（{what}，{limit}），已拒收。", "请联系街道中心核查此文件的来历。"),
        Trouble::Gap => say("缺 {site}「{stream}」第{first}-{last}条；其余已导入。", "把本机导出文件交给对方即可自动补齐。"),
        Trouble::Fork => say(
            "{site} 有两份不同的历史（「{stream}」第{first}条起），多半是从备份恢复或复制了整机；该站数据暂停合并。",
            "请联系街道中心；该站用 desk restore 启用新纪元后自动继续。",
        ),
        Trouble::ForkEarlier => say(
            "{site}「{stream}」两份历史的分岔在此文件第{first}条之前。",
            "请街道中心用 desk bundle write --to 本站 --full 导出完整文件，再加 --recover 读入。",
        ),
        Trouble::SelfAhead => say(
            "对方有本站「{stream}」第{first}-{last}条而本机没有：本机是否从备份恢复过？",
            "请先停止录入；确认后用 desk bundle read 文件 --recover 取回这些记录并启用新纪元。",
        ),
        Trouble::Chain => say("{site} 的记录校验失败（经 {from} 转交），未导入该部分。", "请直接向 {site} 索取。"),
        Trouble::Clock => say("{from} 的时间比本机快一天以上，{count}条已暂存。", "请核对两边时钟。"),
        Trouble::Owner => say("{count}条越权操作不生效（{from} 转来）。", "请告知街道中心。"),
        Trouble::Schema => say("{count}条来自新版本。", "升级后自动显示。"),
        Trouble::NoPeer => say("还没有往来的站点，没有写入文件。", "请用 --to 站点代码 写第一份。"),
        Trouble::BadPeer => say("「{given}」不是其他站点的代码。", "代码为2至8位大写字母和数字。"),
        Trouble::Sender => say("名册中没有「{site}」。", "请联系街道中心更新名册。"),
        Trouble::Revoked => say("「{site}」的密钥已于 {day} 停用，此文件不予导入。", "请联系街道中心。"),
        Trouble::Key => say("本站密钥打不开此文件（可能换过密钥）。", "请对方更新名册后重新导出。"),
        Trouble::NoRoster => {
            say("本站还没有加入名册。", "先用 desk site card 制作名片交街道中心，再用 desk site join 读入名册。")
        }
        Trouble::Roster => say("名册不可信或已损坏（{why}），未采用。", "请向街道中心重新索取，电话核对24位核对码。"),
        Trouble::RosterOld => say("名册版本 {version} 比本站的 {ours} 旧，未采用。", "无需处理，继续使用较新的名册。"),
        Trouble::Plain => say("此文件未加密（来自「{site}」），本站已加入名册，只读取加密文件。", "请对方加入名册后重新导出。"),
        Trouble::Card => say("这不是站点名片，或已损坏。", "请对方用 desk site card 重新制作。"),
        Trouble::Sheet => say("恢复单读不出来（{why}）。", "请逐字核对24个字。"),
        Trouble::NotListed => say("名册中还没有「{site}」的这把密钥。", "请先把本站名片（desk site card）交街道中心加入名册。"),
        Trouble::NotCompared => {
            say("尚未核对，没有采用：{site} 的核对码应为 {digits}。", "请电话核对24位数字，一致则加 --digits \"数字\" 再执行。")
        }
        Trouble::Epoch => say(
            "「{site}」以前的机器已停用，本机须从纪元 {epoch} 开始。",
            "请用 desk restore 恢复备份，或在空文件夹执行 desk init --epoch {epoch}。",
        ),
        Trouble::Digits => {
            say("核对码不符：「{site}」的名片不是对方念的那一张。", "请停止办理，换一部电话再核对；仍不符请报告街道中心。")
        }
    }
}

fn en(code: Trouble) -> Say {
    match code {
        Trouble::NoFile => say("The file cannot be opened: {why}.", "Check the path; only regular files are read, no links."),
        Trouble::NotBundle => say("This is not a bundle.", "Choose a file that ends in .qtb."),
        Trouble::NewFormat => say("Made by a newer program (format {format}); this one reads up to 1.", "Upgrade first."),
        Trouble::Short => say("The file is not complete; it was perhaps cut while copying.", "Copy it again."),
        Trouble::Header => say("The header is damaged.", "Copy it again, or have it written again."),
        Trouble::Size => say("The file is too large (limit {limit} MB).", "Have it written in parts."),
        Trouble::Seal => {
            say("The checksum does not fit: the file was changed or damaged.", "Copy it again, or have it written again.")
        }
        Trouble::Address => say("This file is for {to}, not for this site ({site}).", "Take it there."),
        Trouble::Corrupt => say("The content cannot be unpacked.", "Have it written again."),
        Trouble::Mismatch => {
            say("Manifest and content differ ({what}); refused.", "Have it written again; tell the hub if it recurs.")
        }
        Trouble::Limit => {
            say("The content is beyond a limit ({what}, {limit}); refused.", "Ask the hub where this file comes from.")
        }
        Trouble::Gap => say(
            "{site} \"{stream}\" {first}-{last} are missing; the rest was read.",
            "Give the other site a file of yours; it fills the gap.",
        ),
        Trouble::Fork => say(
            "{site} has two histories (\"{stream}\" from {first}), likely a restored or cloned machine; nothing of it was merged.",
            "Call the hub.",
        ),
        Trouble::ForkEarlier => say(
            "The histories of {site} \"{stream}\" part before {first}, where this file begins.",
            "Have the hub write a full file (desk bundle write --full) and read it with --recover.",
        ),
        Trouble::SelfAhead => say(
            "Others have our own \"{stream}\" {first}-{last} and we do not: was this machine restored?",
            "Stop entering; desk bundle read FILE --recover brings them back and begins a new epoch.",
        ),
        Trouble::Chain => {
            say("Records of {site} (by way of {from}) fail their check; that part was left out.", "Get them from {site} itself.")
        }
        Trouble::Clock => {
            say("The clock of {from} is more than a day ahead; {count} operations are held.", "Compare the clocks.")
        }
        Trouble::Owner => say("{count} operations from {from} were not theirs to write; they have no effect.", "Tell the hub."),
        Trouble::Schema => say("{count} operations are of a newer version.", "They show after an upgrade."),
        Trouble::NoPeer => say("No site to write for yet; no file was written.", "Write the first one with --to CODE."),
        Trouble::BadPeer => say("\"{given}\" is not another site's code.", "Two to eight capital letters and digits."),
        Trouble::Sender => say("\"{site}\" is not in the roster.", "Ask the hub for the newest roster."),
        Trouble::Revoked => say("The key of \"{site}\" was withdrawn on {day}; the file is not read.", "Call the hub."),
        Trouble::Key => {
            say("No key of this site opens the file; it was perhaps changed.", "Have it written again with the newest roster.")
        }
        Trouble::NoRoster => say(
            "This site is in no roster yet.",
            "Make a card with desk site card for the hub, then read its roster with desk site join.",
        ),
        Trouble::Roster => say(
            "The roster cannot be trusted or is damaged ({why}); it was not taken.",
            "Get it again from the hub and compare the 24 digits.",
        ),
        Trouble::RosterOld => say("Roster {version} is older than ours, {ours}.", "Nothing to do: the newer one stays."),
        Trouble::Plain => say(
            "This file of {site} is not encrypted; this site is in the roster and reads sealed files only.",
            "Have {site} enrol and write it again.",
        ),
        Trouble::Card => say("This is not a site's card, or it is damaged.", "Have it made again with desk site card."),
        Trouble::Sheet => say("The recovery sheet cannot be read ({why}).", "Compare its 24 characters one by one."),
        Trouble::NotListed => say("The roster does not name this key of {site}.", "Take this site's card to the hub first."),
        Trouble::NotCompared => say(
            "Not compared yet, not taken: the check number of {site} is {digits}.",
            "Compare it on the telephone, then repeat with --digits.",
        ),
        Trouble::Epoch => say(
            "The former machine of {site} was withdrawn; this one must begin at epoch {epoch}.",
            "Use desk restore, or desk init --epoch {epoch} in an empty folder.",
        ),
        Trouble::Digits => say(
            "The digits differ: this is not the card that was read out for {site}.",
            "Stop; compare once more by another telephone, then tell the hub.",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_trouble_has_words_in_both_languages() {
        for code in Trouble::ALL {
            for lang in [Lang::Zh, Lang::En] {
                let (why, next) = told(&Finding::of(*code), lang);
                assert!(!why.is_empty() && !next.is_empty(), "{}", code.name());
            }
        }
    }
}
