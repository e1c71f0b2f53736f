//! Words for restoring, moving and copied databases (SYNC.md section 10).

use super::Lang;

/// Words of `desk restore`, `desk site moved` and their like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Restore {
    pub ask: &'static str,
    pub not_done: &'static str,
    pub done: &'static str,
    pub aside: &'static str,
    pub next: &'static str,
    pub next_hub: &'static str,
    pub no_key: &'static str,
    pub unsound: &'static str,
    pub other_site: &'static str,
    pub in_use: &'static str,
    pub older: &'static str,
    pub moved: &'static str,
    pub displaced_next: &'static str,
    pub displaced_ask: &'static str,
    pub epoch_begun: &'static str,
    pub at_home: &'static str,
    pub kept: &'static str,
    pub realigned: &'static str,
    pub unfrozen: &'static str,
    pub not_frozen: &'static str,
}

const ZH: Restore = Restore {
    ask: "将用备份 {file} 替换本站数据库，现有数据库另存。确定请输入 1 后回车，直接回车放弃：",
    not_done: "没有恢复，数据未变。",
    done: "已恢复：站点 {site}，{operations}条记录，核对无误。本站进入纪元 {epoch}。",
    aside: "原数据库另存为 {path}",
    next: "录入之前：先请街道中心用 desk bundle write --to {site} --full 导出，在本机用 desk bundle read 读入，取回备份之后已交换过的记录。",
    next_hub: "录入之前：请各站点用 desk bundle write 导出，在本机用 desk bundle read 读入，取回备份之后收到的记录。",
    no_key: "密钥文件 site.key 不在：请用恢复单执行 desk site recover 文件。",
    unsound: "备份不可用：{why}。数据未变，请换一份备份。",
    other_site: "这是「{backup}」的备份，本站是「{here}」。数据未变。",
    in_use: "还有窗口开着本站数据库。请全部退出后再恢复。数据未变。",
    older: "本站数据库比上次使用时旧：像是有人手工拷回了旧文件。",
    moved: "本站数据库原来不在这台机器上：像是搬了机器，或复制了整机。",
    displaced_next: "直接录入会与已发出的记录冲突。确认只有这一台在用后，执行 desk site moved 启用新纪元；手头有备份请用 desk restore。",
    displaced_ask: "确认只有这一台在用，请输入 1 后回车，启用新纪元并继续；直接回车退出：",
    epoch_begun: "已启用纪元 {epoch}。录入之前，请先读入街道中心的文件（desk bundle read 文件）。",
    at_home: "数据库就在原来的机器上，不必启用新纪元。",
    kept: "另请保存：密钥文件 site.key（或密封的恢复单）。备份里没有密钥。",
    realigned: "已与文件对齐：纪元 {epoch}，另存 {aside} 条，重新写入 {again} 条。",
    unfrozen: "{site} 已解除暂停；若历史仍不一致，下一个文件会再次暂停。",
    not_frozen: "{site} 没有被暂停。",
};

const EN: Restore = Restore {
    ask: "The backup {file} will replace this site's database; the present one is kept aside. 1 and Enter to go on, only Enter to give up: ",
    not_done: "Nothing was restored or changed.",
    done: "Restored: site {site}, {operations} operations, verified. This site is in epoch {epoch} now.",
    aside: "The old database is kept as {path}",
    next: "Before entering anything: have the hub write a file (desk bundle write --to {site} --full) and read it here; it brings back what was exchanged after the backup.",
    next_hub: "Before entering anything: have every site write a file and read them here; they bring back what came after the backup.",
    no_key: "The key file site.key is missing: desk site recover FILE with the recovery sheet.",
    unsound: "The backup cannot be used: {why}. Nothing was changed; take another one.",
    other_site: "This is a backup of {backup}; this site is {here}. Nothing was changed.",
    in_use: "The database is open in another window. Close them all first. Nothing was changed.",
    older: "This database is older than when it was last used: it looks as if an old file was copied back by hand.",
    moved: "This database was at home on another machine: it was moved, or the whole machine was copied.",
    displaced_next: "Going on would clash with what was sent. If only this machine is in use, desk site moved begins a new epoch; with a backup at hand, desk restore.",
    displaced_ask: "If only this machine is in use, type 1 and Enter to begin a new epoch and go on; only Enter to leave: ",
    epoch_begun: "Epoch {epoch} begins. Read a file of the hub first (desk bundle read FILE).",
    at_home: "The database is where it was; no new epoch is needed.",
    kept: "Keep also the key file site.key (or the sealed recovery sheet). The backup has no key in it.",
    realigned: "In line with the file: epoch {epoch}, {aside} kept aside, {again} written again.",
    unfrozen: "{site} is read again; if its histories still differ, the next file freezes it again.",
    not_frozen: "{site} was not frozen.",
};

/// The words in a language.
pub fn words(lang: Lang) -> &'static Restore {
    match lang {
        Lang::Zh => &ZH,
        Lang::En => &EN,
    }
}
