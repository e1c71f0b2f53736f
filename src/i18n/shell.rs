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
    pub redone: &'static str,
    pub too_small: &'static str,
    pub nothing_here: &'static str,
    pub type_to_find: &'static str,
    pub search: &'static str,
    pub palette: &'static str,
    pub help: &'static str,
    pub any_key_closes: &'static str,
    pub draft_found: &'static str,
    pub who_are_you: &'static str,
    pub which_site: &'static str,
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
    pub shelf: &'static str,
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
    redone: "已重做：{what}",
    too_small: "窗口太小，请放大。内容都在。",
    nothing_here: "没有记录",
    type_to_find: "直接打字：找人找书找事（拼音首字母/汉字/号码）",
    search: "查找",
    palette: "命令",
    help: "帮助",
    any_key_closes: "Esc 关闭",
    draft_found: "上次未保存：{form} {time}  Enter 恢复  d 或 Delete 删除  Esc 以后",
    who_are_you: "请输入您的姓名或工号",
    which_site: "请输入站点名称和代码，如：青龙桥 QLQ",
    not_available: "此处不能使用这个键",
    others_changed: "其他窗口有更新",
    required: "必填",
    ok: "1 知道了",
    now: "现在",
    waiting: "等候 {n} 人    下一位 {next}",
    nobody: "无人等候",
    requests: "事项",
    due_today: "今天到期 {n} 件",
    late: "逾期! {n} 件",
    papers: "等材料 {n} 件",
    callbacks: "待回访 {n} 个",
    bookings: "预约",
    unfinished: "{n} 个未填结果",
    reading_room: "阅览室",
    overdue: "逾期 {n} 册    今日应还 {due} 册",
    shelf: "预约到架 {n} 册",
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
    redone: "Redone: {what}",
    too_small: "Window too small; nothing is lost.",
    nothing_here: "Nothing here",
    type_to_find: "Just type: people, books, requests (initials, Hanzi, numbers)",
    search: "Find",
    palette: "Commands",
    help: "Help",
    any_key_closes: "Esc closes",
    draft_found: "Not saved last time: {form} {time}  Enter resume  d or Delete drop  Esc later",
    who_are_you: "Your name or staff number",
    which_site: "Name and code of this site, such as: Qinglongqiao QLQ",
    not_available: "This key does nothing here",
    others_changed: "Another window made changes",
    required: "required",
    ok: "1 OK",
    now: "Now",
    waiting: "{n} waiting    next {next}",
    nobody: "Nobody is waiting",
    requests: "Requests",
    due_today: "{n} due today",
    late: "late! {n}",
    papers: "{n} waiting for papers",
    callbacks: "{n} call-backs",
    bookings: "Bookings",
    unfinished: "{n} without outcome",
    reading_room: "Reading room",
    overdue: "{n} overdue    {due} due today",
    shelf: "{n} on the hold shelf",
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
    Other,
}

impl FaultName {
    /// The code that an administrator looks up (SYNC.md section 9).
    pub fn code(self) -> &'static str {
        match self {
            FaultName::Full => "E-FULL",
            FaultName::Io => "E-IO",
            FaultName::Busy => "E-BUSY",
            FaultName::Other => "E-FAULT",
        }
    }
}
