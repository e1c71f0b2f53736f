//! Words of the exchange room: sites, files written and read.

use super::Lang;

/// Words of the room.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spool {
    pub sites: &'static str,
    pub heard: &'static str,
    pub never: &'static str,
    pub today: &'static str,
    /// `{n}` days ago.
    pub days: &'static str,
    pub written: &'static str,
    /// Operations that wait for the site; that the site has and we have not.
    pub lacks: &'static str,
    pub missing: &'static str,
    pub gaps: &'static str,
    pub forks: &'static str,
    pub held: &'static str,
    pub program: &'static str,
    /// After a site that has been silent for more than a week.
    pub silent: &'static str,
    pub writing: &'static str,
    pub looking: &'static str,
    pub reading: &'static str,
    /// Every file stands; the stick may go.
    pub safe: &'static str,
    pub folder: &'static str,
    /// `{to}` and `{n}` operations.
    pub file_out: &'static str,
    /// Names and numbers stayed here.
    pub plain: &'static str,
    /// `{new}`, `{known}`, `{records}`.
    pub file_in: &'static str,
    pub left_out: &'static str,
    /// `{n}` that somebody has to settle.
    pub clashes: &'static str,
    /// Over the preview, and how to go on.
    pub arrived: &'static str,
    pub go_on: &'static str,
    pub was_read: &'static str,
    /// Under a preview that only a repair can read; beside a site with a gap.
    pub recover: &'static str,
    pub fill_gap: &'static str,
    /// The folder `in` is empty.
    pub nothing: &'static str,
    pub close: &'static str,
}

pub const ZH: Spool = Spool {
    sites: "站点",
    heard: "最近来文件",
    never: "从未",
    today: "今天",
    days: "{n} 天前",
    written: "最近写出",
    lacks: "待发",
    missing: "待收",
    gaps: "缺口",
    forks: "历史分叉",
    held: "暂存不生效",
    program: "程序版本",
    silent: "久无文件!",
    writing: "正在写出，请勿拔出U盘",
    looking: "正在查看收到的文件",
    reading: "正在读入，可以继续办理其他事项",
    safe: "可以拔出U盘",
    folder: "文件在 ",
    file_out: "给 {to}  {n} 条",
    plain: "未加密：不含姓名、证件号和电话",
    file_in: "新增 {new} 条，重复 {known} 条，变动记录 {records} 条",
    left_out: "未导入 {n} 条",
    clashes: "新增待协调 {n} 件",
    arrived: "收到的文件",
    go_on: "Enter 读入   Esc 不读",
    was_read: "已读入",
    recover: "p 修复读入：取回自己的记录，以街道的为准   Enter 只读其余   Esc 不读",
    fill_gap: "F6 写出文件交给对方，对方下次的文件补齐",
    nothing: "没有收到新文件：请把文件放进数据目录的 in 文件夹",
    close: "Esc 关闭",
};

pub const EN: Spool = Spool {
    sites: "Sites",
    heard: "Last file from it",
    never: "never",
    today: "today",
    days: "{n} days ago",
    written: "Last written for it",
    lacks: "to send",
    missing: "to come",
    gaps: "gaps",
    forks: "forked history",
    held: "kept without effect",
    program: "Program",
    silent: "silent!",
    writing: "Writing; leave the stick in",
    looking: "Looking through what has arrived",
    reading: "Reading; go on with other work",
    safe: "The stick may be pulled out",
    folder: "Files are in ",
    file_out: "for {to}: {n} operations",
    plain: "Not encrypted: names, numbers and phones are left out",
    file_in: "{new} new, {known} known, {records} records change",
    left_out: "{n} left out",
    clashes: "{n} new to settle",
    arrived: "Files that have arrived",
    go_on: "Enter reads them   Esc does not",
    was_read: "Read",
    recover: "p recovers: ours come back, the hub's line stands   Enter reads the rest   Esc nothing",
    fill_gap: "F6 writes a file; their next one fills the gap",
    nothing: "Nothing has arrived: put files into the folder in of the data directory",
    close: "Esc closes",
};

/// The words in a language.
pub fn words(lang: Lang) -> &'static Spool {
    match lang {
        Lang::Zh => &ZH,
        Lang::En => &EN,
    }
}
