//! Words of the frame around the rooms: bars, messages, faults.

use super::Lang;

/// Words that stand on every screen.
#[derive(Debug)]
pub struct Shell {
    pub desk: &'static str,
    pub studio_name: &'static str,
    pub window: &'static str,
    /// Names of rooms 1 to 7.
    pub rooms: [&'static str; 7],
    pub room_titles: [&'static str; 7],
    pub weekdays: [&'static str; 7],
    pub saved: &'static str,
    pub undone: &'static str,
    /// Before the words of the rule that an undo or redo would break.
    pub not_undone: &'static str,
    pub redone: &'static str,
    pub too_small: &'static str,
    pub nothing_here: &'static str,
    pub type_to_find: &'static str,
    pub search: &'static str,
    pub palette: &'static str,
    pub help: &'static str,
    pub any_key_closes: &'static str,
    pub draft_found: &'static str,
    /// A card was read while the form asks for nobody.
    pub no_card_here: &'static str,
    /// The next one, offered at work.
    pub draft_next: &'static str,
    /// Another window has taken the draft up meanwhile.
    pub draft_taken: &'static str,
    /// The record that a draft is about is being looked for.
    pub draft_sought: &'static str,
    /// On the command line: nothing was ever set up here.
    pub no_site: &'static str,
    /// On the command line: standard output does not take the answer. `{why}`.
    pub no_answer: &'static str,
    /// A line of `desk do` that is no command. `{why}`.
    pub unread: &'static str,
    pub unread_next: &'static str,
    /// What is offered there when scans waited.
    pub scans_left: &'static str,
    pub line_left: &'static str,
    pub who_are_you: &'static str,
    pub which_site: &'static str,
    pub bad_site: &'static str,
    pub not_available: &'static str,
    pub others_changed: &'static str,
    pub required: &'static str,
    pub ok: &'static str,
    pub now: &'static str,
    pub waiting: &'static str,
    pub nobody: &'static str,
    pub requests: &'static str,
    pub due_today: &'static str,
    pub late: &'static str,
    pub papers: &'static str,
    pub callbacks: &'static str,
    pub bookings: &'static str,
    pub unfinished: &'static str,
    pub reading_room: &'static str,
    pub overdue: &'static str,
    pub seat_esc: &'static str,
    pub clerk: &'static str,
    pub seated: &'static str,
    pub exchange: &'static str,
    pub nothing_found: &'static str,
    /// The same of a number: Enter goes on with it.
    pub no_such_number: &'static str,
    pub unchosen: &'static str,
    pub put_down: &'static str,
    pub more_found: &'static str,
    pub redated: &'static str,
    pub incoming: &'static str,
    pub returned: &'static str,
    pub more: &'static str,
    pub followups: &'static str,
    pub next: &'static str,
    pub called: &'static str,
    pub others_called: &'static str,
    pub serving: &'static str,
    pub seats: &'static str,
    pub lacks: &'static str,
    pub all_sent: &'static str,
    pub heard: &'static str,
    pub to_settle: &'static str,
    pub undo_hint: &'static str,
    pub redo_hint: &'static str,
    pub done: &'static str,
}

/// The community of `--demo`.
pub const DEMO_SITE: &str = "青龙桥";

const ZH: Shell = Shell {
    desk: "社区服务台",
    studio_name: "五星社区书记工作室",
    window: "窗口",
    rooms: ["今日", "来访", "预约", "借阅", "居民", "交换", "统计"],
    room_titles: ["今日", "来访事项", "五星社区书记工作室", "阅览室借阅", "居民", "交换", "统计"],
    weekdays: ["周一", "周二", "周三", "周四", "周五", "周六", "周日"],
    saved: "已保存",
    undone: "已撤销：{what}",
    not_undone: "未撤销或重做，数据未变：",
    redone: "已重做：{what}",
    too_small: "窗口太小，请放大。内容都在。",
    nothing_here: "没有记录",
    type_to_find: "直接打字：找人找书找事（拼音首字母/汉字/号码）",
    search: "查找",
    palette: "命令",
    help: "帮助",
    any_key_closes: "Esc 关闭",
    no_card_here: "读到证件号，但此处不填人，没有填入",
    draft_taken: "另一个窗口已经取回这份草稿",
    draft_sought: "正在找草稿所说的记录；找不到的，草稿留着，下次再问",
    draft_found: "上次未保存：{form} {time}  Enter 恢复  d 或 Delete 删除  Esc 以后",
    draft_next: "还有未保存的：{form} {time}  Enter 恢复  其他键以后再问",
    scans_left: "等候的扫描",
    line_left: "预约的一行",
    no_site: "此处还没有站点数据。请先运行 desk init，或用 --data 指明数据目录。",
    no_answer: "输出没有写完（{why}）。已办成的都已保存，可用 desk show journal 核对。",
    unread: "这一行不是可执行的命令，未执行：{why}",
    unread_next: "命令和字段见 desk do --schema",
    who_are_you: "今天谁在这个窗口？",
    which_site: "第一次使用：请输入本站名称和代码，中间空一格，如：青龙桥 QLQ\n（代码两到八位字母或数字）",
    bad_site: "没有看懂。请再输一次：名称、空格、代码，如：青龙桥 QLQ",
    not_available: "此处不能使用这个键",
    others_changed: "其他窗口有更新",
    required: "必填",
    ok: "1 知道了",
    now: "现在",
    waiting: "等候 {n} 人",
    nobody: "无人等候",
    requests: "事项",
    due_today: "{n} 件今天到期",
    late: "{n} 件逾期!",
    papers: "{n} 件等材料",
    callbacks: "{n} 个待回访",
    bookings: "预约",
    unfinished: "{n} 个未填结果",
    reading_room: "阅览室",
    overdue: "逾期 {n} 册   今日应还 {due} 册   预约到架 {ready} 册",
    seat_esc: "Esc 用登录名 {name}",
    clerk: "姓名或工号",
    seated: "{name}，窗口{window}",
    exchange: "交换",
    nothing_found: "没有找到",
    no_such_number: "没有找到；按 Enter 当作条码、卡号或书号",
    unchosen: "没有选定",
    put_down: "已放下，未保存；所填已留作草稿，再打开时 Ctrl-D 逐项取回",
    more_found: "还有更多，接着输入",
    incoming: "{n} 件别处转来，待接收",
    returned: "{n} 件转出后被退回!",
    redated: "期限已按新的放假安排重算 {n} 件",
    more: "今天还有 {n} 个预约",
    followups: "到期跟踪 {n} 件",
    next: "下一位 {number} {name} {why}",
    called: "已叫 {number}",
    others_called: "另有 {n} 人在办",
    serving: "窗口{window}  办理中 {n} 分钟",
    seats: "{taken}/{seats} 人  候补 {n}",
    lacks: "待发 {name} {n} 条",
    all_sent: "没有待发的内容",
    heard: "上次收到 {name} {day}",
    to_settle: "待协调 {n}",
    undo_hint: "F8 撤销",
    redo_hint: "数据已恢复原样  Ctrl-Y 重做",
    done: "已保存：{what}",
};

const EN: Shell = Shell {
    desk: "service desk",
    studio_name: "Five-star secretary studio",
    window: "Window",
    rooms: ["Today", "Walk-in", "Studio", "Loans", "People", "Files", "Report"],
    room_titles: ["Today", "Walk-in requests", "Studio bookings", "Reading-room loans", "Residents", "Exchange", "Report"],
    weekdays: ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
    saved: "Saved",
    undone: "Undone: {what}",
    not_undone: "Not done, nothing was changed: ",
    redone: "Redone: {what}",
    too_small: "Window too small; nothing is lost.",
    nothing_here: "Nothing here",
    type_to_find: "Type: people, books, requests (initials, Hanzi, numbers)",
    search: "Find",
    palette: "Commands",
    help: "Help",
    any_key_closes: "Esc closes",
    no_card_here: "A card was read, but this form asks for nobody: it was not put in",
    draft_taken: "Another window has taken this draft up",
    draft_sought: "Looking for the record of this draft; if it is not there, the draft is kept and offered again",
    draft_found: "Not saved last time: {form} {time}  Enter resume  d or Delete drop  Esc later",
    draft_next: "Also not saved: {form} {time}  Enter resume  any other key later",
    scans_left: "waiting scans",
    line_left: "a line of the studio",
    no_site: "No site here yet: run desk init, or name its folder with --data.",
    no_answer: "The output could not be written ({why}). What was done is saved; see desk show journal.",
    unread: "Not a command that can be done, and not done: {why}",
    unread_next: "Commands and fields: desk do --schema",
    who_are_you: "Who sits at this window?",
    which_site: "First start: name and code of this site, such as:\nQinglongqiao QLQ (two to eight letters or digits)",
    bad_site: "Not understood. Once more: name, space, code, such as: Qinglongqiao QLQ",
    not_available: "This key does nothing here",
    others_changed: "Another window made changes",
    required: "required",
    ok: "1 OK",
    now: "Now",
    waiting: "{n} waiting",
    nobody: "Nobody is waiting",
    requests: "Requests",
    due_today: "{n} due today",
    late: "{n} late!",
    papers: "{n} waiting for papers",
    callbacks: "{n} to call back",
    bookings: "Bookings",
    unfinished: "{n} without outcome",
    reading_room: "Reading room",
    overdue: "{n} overdue   {due} due today   {ready} on the hold shelf",
    seat_esc: "Esc: the login name {name}",
    clerk: "Name or number",
    seated: "{name}, window {window}",
    exchange: "Exchange",
    nothing_found: "Nothing found",
    no_such_number: "Nothing found; Enter takes it as a label, a card or a book number",
    unchosen: "nothing chosen",
    put_down: "Put down, not saved; kept as a draft: opened again, Ctrl-D gives each field back",
    more_found: "more: type on",
    incoming: "{n} handed to us, to take or send back",
    returned: "{n} sent back to us!",
    redated: "{n} with a date moved by the new holidays",
    more: "{n} more booked today",
    followups: "{n} to follow up",
    next: "next {number} {name} {why}",
    called: "called {number}",
    others_called: "{n} more at a window",
    serving: "window {window}, {n} min",
    seats: "{taken}/{seats} seats, {n} waiting",
    lacks: "{n} to send to {name}",
    all_sent: "nothing to send",
    heard: "last from {name} {day}",
    to_settle: "{n} to settle",
    undo_hint: "F8 undo",
    redo_hint: "as it was before  Ctrl-Y redo",
    done: "Saved: {what}",
};

/// The words in a language.
pub fn words(lang: Lang) -> &'static Shell {
    match lang {
        Lang::Zh => &ZH,
        Lang::En => &EN,
    }
}

/// What is said when the database fails (SYNC.md section 9): first what happened, then whether data is safe, then the next step.
pub fn fault(name: FaultName, lang: Lang) -> &'static str {
    match (name, lang) {
        (FaultName::Full, Lang::Zh) => "磁盘已满，刚才这一步没有保存。请勿关闭，联系管理员清理。",
        (FaultName::Full, Lang::En) => "Disk full; this step was not saved. Keep it open and call the administrator.",
        (FaultName::Io, Lang::Zh) => "磁盘读写出错，已转为只读。请停止录入并联系管理员。",
        (FaultName::Io, Lang::En) => "Disk error; read-only now. Stop entering and call the administrator.",
        (FaultName::Busy, Lang::Zh) => "其他窗口正在导入，请稍候重试。数据未变。",
        (FaultName::Busy, Lang::En) => "Another window is writing; try again. Nothing was changed.",
        (FaultName::Shut, Lang::Zh) => {
            "数据目录只读或无权限，打不开。什么也没有写入，原有数据未变。请管理员检查磁盘是否以只读方式挂载。"
        }
        (FaultName::Shut, Lang::En) => {
            "The data folder is read-only or closed to this account. Nothing was written; call the administrator."
        }
        (FaultName::Other, Lang::Zh) => "程序出错，这一步没有保存，原有数据未变。",
        (FaultName::Other, Lang::En) => "Something failed; this step was not saved, earlier data is unchanged.",
    }
}

/// Which words a fault has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FaultName {
    Full,
    Io,
    Busy,
    /// The folder or the file system takes no writing.
    Shut,
    Other,
}

impl FaultName {
    /// The code that an administrator looks up (SYNC.md section 9).
    pub fn code(self) -> &'static str {
        match self {
            FaultName::Full => "E-FULL",
            FaultName::Io => "E-IO",
            FaultName::Busy => "E-BUSY",
            FaultName::Shut => "E-READONLY",
            FaultName::Other => "E-FAULT",
        }
    }
}
