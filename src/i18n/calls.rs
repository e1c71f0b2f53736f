//! The helps of the command line in Chinese; the English ones stand beside the options (`cli::args`). A test holds that every
//! call and every option has both.

/// Headings and the words that clap says by itself.
pub const USAGE: &str = "用法";
pub const CALLS_HEADING: &str = "命令";
pub const OPTIONS_HEADING: &str = "选项";
pub const VALUES_HEADING: &str = "参数";
pub const OPTIONS_HERE: &str = "[选项]";
pub const CALL_HERE: &str = "命令";
pub const HELP_CALL: &str = "显示总说明或某条命令的说明";
pub const HELP_OPTION: &str = "显示说明";
pub const VERSION_OPTION: &str = "显示版本";

/// What a call does, by its words; `""`: the program.
pub const CALLS: &[(&str, &str)] = &[
    ("", "社区服务中心前台：来访、预约、借阅，在终端里办理"),
    ("init", "建立本站的数据库"),
    ("do", "执行命令：一行一个 JSON 对象，一行一个答复"),
    ("show", "显示任一列表或卡片，与各页面相同"),
    ("import", "导入名单、目录或书目记录"),
    ("check", "计算器：id phone isbn barcode callnumber due rrule"),
    ("bundle", "与其他站点交换文件"),
    ("bundle write", "写出另一站点还没有的记录"),
    ("bundle read", "读入其他站点的文件"),
    ("bundle inspect", "看一个文件里有什么，不改动任何数据"),
    ("bundle status", "各站点已有什么、缺号、写出和读入的文件"),
    ("bundle watch", "交换文件夹：读入 in/ 收到的，存到 done/，清理 out/"),
    ("site", "名片、名册和密钥：谁可以交换文件"),
    ("site card", "写出本站名片并显示核对号"),
    ("site add", "街道中心：把站点名片加入名册"),
    ("site roster", "写出名册文件，给要加入的站点"),
    ("site join", "站点：收下街道中心的名册并信任该中心"),
    ("site list", "名册里有谁"),
    ("site rotate", "换本站的下一把密钥"),
    ("site revoke", "街道中心：注销被盗或丢失机器的密钥"),
    ("site moved", "开始新纪元：换了机器，或拷回了旧文件"),
    ("site unfreeze", "重新试读因两份历史而冻结的站点文件"),
    ("site sheet", "恢复单：本站密钥写成二十四个字，打印封存"),
    ("site recover", "用恢复单找回密钥"),
    ("export", "导出列表，供 Excel 或 WPS 打开（CSV）"),
    ("hub", "街道中心：各站点情况，日志导入 PostgreSQL"),
    ("hub status", "各站点的最近文件、缺什么、缺号、分叉、程序版本"),
    ("hub stream", "把日志写成 psql 脚本：desk hub stream | psql"),
    ("retention", "清除不再保留的证件号和电话（定时或每天收班后）"),
    ("verify", "互相核对文件、日志和各表"),
    ("demo-data", "在空站点里生成虚构的社区"),
    ("clerk", "可用密钥经 SSH 登录的工作人员"),
    ("clerk add", "登记一位工作人员的公钥"),
    ("clerk list", "姓名和密钥指纹"),
    ("clerk drop", "删除一位工作人员的密钥"),
    ("login", "由 sshd 在每次登录时运行：密钥说明来的是谁"),
    ("restore", "用备份替换数据库，原数据库另存"),
    ("backup", "把整个数据库备份成一个完好的文件"),
    ("completions", "命令补全脚本，打印到标准输出"),
    ("man", "手册页（man 格式），打印到标准输出"),
];

/// What an option or a value means: the call's words, the option, the help. Options of `""` hold for every call.
pub const OPTIONS: &[(&str, &str, &str)] = &[
    ("", "data", "本站数据库所在目录（不写则为 XDG 数据目录，或 DESK_DATA）"),
    ("", "clerk", "谁在前台（或 DESK_CLERK）"),
    ("", "window", "本次的窗口号，F5 叫到这个窗口（或 DESK_WINDOW）"),
    ("", "lang", "界面语言：zh（默认）或 en"),
    ("", "now", "本次运行所说的时间，RFC 3339 格式"),
    ("", "json", "用 JSON 答复"),
    ("", "skin", "边框和标记：box、ascii 或 mono"),
    ("", "keys", "键位：default（默认）、numpad、vim，或一个 TOML 文件"),
    ("", "demo", "打开用完即弃的虚构社区"),
    ("init", "site", "站点名称"),
    ("init", "code", "站点代码：二到八位大写字母或数字"),
    ("init", "hub", "本站是街道中心"),
    ("init", "epoch", "替换丢失的机器：街道中心答复里的纪元号（默认 0）"),
    ("do", "file", "命令文件；不写则读标准输入"),
    ("do", "atomic", "全部成功，否则全部不做"),
    ("do", "keep_going", "遇到拒绝仍继续"),
    ("do", "schema", "打印每条命令的 JSON Schema"),
    ("show", "view", "哪个列表或卡片"),
    ("show", "words", "条件：名称=值"),
    (
        "import",
        "kind",
        "calendar 节假日和补班 | services 事项目录 | residents 居民 | titles 书目和复本（列表或 MARC）| readers 读者证",
    ),
    ("import", "file", "列表（xlsx、xls、ods、CSV）、JSON 目录或 MARC 记录"),
    ("import", "dry_run", "只核对和计数，不写入"),
    ("check", "kind", "核对哪一种"),
    ("check", "values", "号码"),
    ("bundle write", "site", "给哪个站点（代码）；文件写到标准输出"),
    ("bundle write", "to", "给哪个站点（代码）；文件放进目录"),
    ("bundle write", "all", "给每个有交换的站点各写一个文件，须有名册"),
    ("bundle write", "full", "从头写起，不管对方说已有什么"),
    ("bundle write", "hub", "对方是街道中心（没有名册时写一次，以后由对方文件说明）"),
    ("bundle write", "out", "放文件的目录（不写则为数据目录下的 out/）；-：标准输出"),
    ("bundle read", "files", "文件，次序不限；不写或写 - 则读标准输入"),
    ("bundle read", "dry_run", "只核对和计数，不写入"),
    ("bundle read", "recover", "从备份恢复或复制整机之后：取回自己丢失的记录，以街道的为准"),
    ("bundle read", "yes", "预览后不再询问"),
    ("bundle inspect", "file", "文件"),
    ("bundle watch", "folder", "其中有 in/、out/、done/，没有则建立"),
    ("bundle watch", "once", "读完现有的就结束"),
    ("site card", "out", "放文件的目录（不写则为数据目录下的 out/）"),
    ("site add", "card", "名片文件"),
    ("site add", "digits", "站点在电话里念的二十四位数字"),
    ("site roster", "out", "放文件的目录"),
    ("site join", "file", "名册文件"),
    ("site join", "digits", "街道中心在电话里念的二十四位数字"),
    ("site rotate", "out", "放新名片的目录（不写则为数据目录下的 out/）"),
    ("site revoke", "site", "站点代码"),
    ("site unfreeze", "site", "站点代码"),
    ("site sheet", "out", "写到文件，不写到标准输出"),
    ("site recover", "file", "照恢复单录入的文本文件"),
    (
        "export",
        "kind",
        "report 统计 | residents 居民 | requests 未办结事项 | loans 在借 | titles 全部阅览室书目 | ics 预约（iCalendar，今后九十天）",
    ),
    ("export", "out", "新文件，以 .csv 结尾（预约为 .ics）"),
    ("export", "reason", "用途；人员名单必须写明，记入审计日志"),
    ("export", "unmasked", "姓名和号码不遮盖，记入审计日志"),
    ("export", "from", "统计或预约的第一天"),
    ("export", "until", "统计或预约的最后一天"),
    ("export", "period", "统计期：day、week、month、quarter、year"),
    ("export", "by", "统计的行：site 站点（默认）或 service 事项"),
    ("hub stream", "since", "上次运行给出的标记；不写则为全部"),
    ("hub stream", "out", "写到文件，不写到标准输出"),
    ("retention", "dry_run", "只计数，不清除"),
    ("demo-data", "size", "居民人数"),
    ("demo-data", "seed", "同一个数生成同一个社区（默认 1）"),
    ("clerk add", "name", "写进日志的姓名"),
    ("clerk add", "key", "公钥文件，如 id_ed25519.pub"),
    ("clerk add", "transfer", "这把密钥只为该站点传送文件"),
    ("clerk drop", "clerk", "姓名，或一个指纹 SHA256:..."),
    ("login", "name", "密钥那一行写的姓名，用于核对"),
    ("restore", "backup", "desk backup 做的文件"),
    ("restore", "yes", "不再询问"),
    ("backup", "to", "新文件"),
    ("completions", "shell", "哪种命令行：bash、zsh 或 fish"),
    ("man", "out", "每条命令一页，写进这个目录"),
];

/// What a call does.
pub fn call(words: &str) -> Option<&'static str> {
    CALLS.iter().find(|(call, _)| *call == words).map(|(_, help)| *help)
}

/// What an option of a call means; those of every call stand under `""`.
pub fn option(words: &str, id: &str) -> Option<&'static str> {
    let of = |words: &str| OPTIONS.iter().find(|(call, option, _)| *call == words && *option == id).map(|(_, _, help)| *help);
    of(words).or_else(|| of(""))
}
