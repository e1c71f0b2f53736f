//! The words of every verb: what footer, palette, help page and README call a key.
//!
//! One row a verb; `command::table` finds them, `keymaps/*.toml` bind them. Labels are short (the footer
//! is one line of 80 cells), helps are one sentence.

use super::Lang;

/// A verb and its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VerbWords {
    /// `noun.verb`, as keymaps write it.
    pub name: &'static str,
    /// Where it belongs: a room, or `global`, `list`, `box`, `form`.
    pub scope: &'static str,
    /// Its place in the footer, small first; 0 = not shown there.
    pub rank: u8,
    pub zh: &'static str,
    pub en: &'static str,
    pub help_zh: &'static str,
    pub help_en: &'static str,
}

impl VerbWords {
    /// The short label.
    pub fn label(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::Zh => self.zh,
            Lang::En => self.en,
        }
    }

    /// The sentence of the help page.
    pub fn help(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::Zh => self.help_zh,
            Lang::En => self.help_en,
        }
    }
}

type Row = (&'static str, u8, &'static str, &'static str, &'static str, &'static str);

const fn row(scope: &'static str, (name, rank, zh, en, help_zh, help_en): Row) -> VerbWords {
    VerbWords { name, scope, rank, zh, en, help_zh, help_en }
}

macro_rules! verbs {
    ($($scope:literal { $($row:expr;)+ })+) => {
        /// Every verb that a key may be bound to.
        pub const VERBS: &[VerbWords] = &[$($(row($scope, $row),)+)+];
    };
}

verbs! {
    "global" {
        ("room.today", 0, "今日", "Today", "到今日：什么在等，什么到期", "Go to Today: what waits, what is due");
        ("room.walkin", 0, "来访", "Walk-in", "到来访事项", "Go to walk-in requests");
        ("room.studio", 0, "预约", "Studio", "到工作室预约", "Go to studio bookings");
        ("room.loans", 0, "借阅", "Loans", "到阅览室借阅", "Go to reading-room loans");
        ("room.residents", 0, "居民", "Residents", "到居民", "Go to residents");
        ("room.exchange", 0, "交换", "Exchange", "到文件交换", "Go to exchange between sites");
        ("room.report", 0, "统计", "Report", "到统计报表", "Go to reports");
        ("palette", 60, "命令", "Commands", "按名称找命令：汉字或拼音首字母", "Find a command by its name or initials");
        ("search", 65, "查找", "Search", "找人找书找事：拼音首字母、汉字、号码", "Find a person, a book or a request");
        ("reveal", 70, "显示全号", "Reveal", "显示所选人的完整姓名和号码，记入日志", "Show the masked name and numbers; it is journalled");
        ("undo", 80, "撤销", "Undo", "撤销最近一次操作", "Undo the last action");
        ("redo", 0, "重做", "Redo", "重做刚撤销的操作", "Do again what was undone");
        ("help", 90, "帮助", "Help", "此处可用的全部按键", "Every key that works here");
        ("seat", 0, "换人换窗口", "Clerk, window", "换人或换窗口：叫号用本窗口，日志记本人", "Change the clerk or the window of this session");
        ("quit", 0, "退出", "Quit", "退出程序，草稿保留", "Leave; drafts are kept");
    }
    "walkin" {
        ("ticket.call", 10, "叫下一位", "Call next", "叫下一位来访人，任何页面都可用", "Call the next visitor, from anywhere");
        ("ticket.call_this", 5, "叫此号", "Call this", "越过次序叫所选的号", "Call the selected number out of turn");
        ("ticket.miss", 11, "过号", "Missed", "叫到的人未到，过号", "The called visitor did not come");
        ("ticket.recall", 18, "重叫", "Call again", "再叫一次同一号", "Call the same number again");
        ("ticket.draw", 40, "取号", "Draw", "给来访人取号排队", "Give a visitor a number");
        ("ticket.leave", 41, "离开", "Left", "排队的人已离开，销号", "The visitor left the queue");
        ("ticket.hold", 19, "暂搁", "Hold", "暂搁：去取材料、填表，回来后重叫", "Put aside: fetches papers or fills in a form; recall later");
        ("ticket.transfer", 20, "转窗口", "Transfer", "转到另一窗口，保留原来的位次", "Send to another window; the place is kept");
        ("ticket.done", 13, "办完", "Served", "来访人办完，窗口空出，不叫下一位", "Served; the window is free, nobody is called");
        ("day.close", 46, "收班", "Close day", "结束今天的排队：看清还有什么没办，等候的人是否顺延", "End today's queue: what is open, and who is carried over");
        ("callback.done", 5, "已回访", "Called back", "登记回访结果", "Record the result of the call");
        ("request.accept", 14, "容缺受理", "Accept, owed", "受理，所缺材料写明补交日期", "Accept with papers owed until a day");
        ("request.merge", 47, "并案", "Merge", "并入同一人的另一件，旧号仍可查到", "Make it part of another; the old number still finds it");
        ("service.set", 0, "事项期限", "Item limit", "设定本站一个事项的承诺天数", "Set the promised days of an item at this site");
        ("certificate.set", 0, "指路清单", "Refuse list", "增改不予出具的证明和去哪里办", "Add or change a certificate we must not issue");
        ("setting.set", 0, "本站设置", "Setting", "设定本站的一项：开馆日、预约架天数、保存期限等", "Set a value of this site: days open, shelf days, what is kept");
        ("retention.run", 0, "到期清除", "Retention", "清除保存期满的证件号和电话，先看条数", "Take out numbers kept long enough; the counts come first");
        ("calendar.set", 0, "放假调休", "Calendar day", "登记放假或调休上班的一天，相关期限同时重算", "Enter a holiday or a worked weekend; due dates follow");
        ("request.register", 12, "登记", "Register", "登记来访人和事项，任何页面都可用", "Register a visitor and a request, from anywhere");
        ("request.stage", 13, "下一步", "Next step", "事项进入下一环节", "Take the request to its next stage");
        ("request.tell", 14, "告知", "Papers", "一次性告知所缺的全部材料，已受理的暂停计时", "Tell all missing papers at once; a clock that runs stands still");
        ("request.pause", 15, "暂停", "Pause", "暂停计时，须选原因", "Stop the clock for a listed reason");
        ("request.resume", 15, "恢复", "Resume", "恢复计时", "Start the clock again");
        ("request.refer", 16, "转办", "Refer", "转给街道科室、共建单位、志愿队或其他社区", "Hand over to an office, unit, team or community");
        ("request.finish", 17, "办结", "Finish", "办结并登记结果", "Finish with a result");
        ("request.rate", 42, "评价", "Rate", "登记来访人的评价，一次来访一次", "Record the visitor's rating, one a visit");
        ("request.note", 43, "备注", "Note", "给事项加备注", "Add a note to the request");
        ("request.extend", 0, "延期", "Extend", "延长期限一次，须他人批准", "Lengthen the limit once; somebody else approves");
        ("request.take", 14, "接收", "Take", "接收转来的事项", "Take a request that was referred");
        ("request.send_back", 15, "退回", "Send back", "不属本处，退回转办人", "Not ours: send it back");
        ("request.reopen", 18, "重办", "Reopen", "重新办理已办结的事项", "Take a finished request up again");
        ("request.guide", 45, "指路", "Guide", "社区不予出具的证明：告诉去哪里办", "Certificates we must not issue: where to go");
        ("request.explain", 44, "逐日说明", "Why this date", "逐日说明期限怎样算出", "Explain the deadline day by day");
    }
    "studio" {
        ("booking.first", 10, "约最近空档", "First free", "约最近的空档", "Book the first free slot");
        ("booking.make", 11, "预约", "Book", "在所选时段登记预约", "Book the selected slot");
        ("booking.move", 12, "改期", "Move", "改期，仍是同一预约", "Move; it stays the same booking");
        ("booking.put_down", 1, "放在此时", "Put here", "把要改期的预约放在所选时段", "Put the booking that is moved at the selected time");
        ("booking.attended", 13, "到场", "Attended", "登记到场", "The client came");
        ("booking.no_show", 14, "未到", "No-show", "登记未到", "The client did not come");
        ("booking.cancel_client", 15, "对方取消", "Client cancels", "对方取消预约", "Cancelled by the client");
        ("booking.cancel_us", 16, "我方取消", "We cancel", "我方取消预约，须填原因", "Cancelled by us, with a reason");
        ("booking.confirm", 13, "确认申请", "Confirm", "确认其他社区的预约申请", "Say yes to another desk's request");
        ("booking.note", 43, "备注", "Note", "给预约加备注", "Add a note to the booking");
        ("followup.add", 44, "跟踪", "Follow up", "登记到期跟踪", "Promise something for a day");
        ("studio.advisor", 17, "换老师", "Advisor", "只看一位老师或一处场地，或看全部", "Show one advisor or one place, or all");
        ("studio.day", 18, "日程", "Day list", "看当天的预约清单，再按回到周表", "Show the day as a list, again for the week");
        ("studio.unfinished", 19, "补结果", "Outcomes", "到最早一个未填结果的预约", "Go to the first past booking without outcome");
        ("studio.prev_week", 40, "上周", "Last week", "看上一周", "Show the week before");
        ("studio.next_week", 41, "下周", "Next week", "看下一周", "Show the week after");
        ("studio.calendar", 45, "日历", "Calendar", "看整月，选一天", "Show the month and choose a day");
        ("studio.setup", 46, "设置", "Set up", "老师、时间、请假、场地、类型、系列活动", "Advisors, hours, leave, places, kinds, series");
        ("lecture.open", 20, "开讲座", "Lecture", "在所选时段开一场有座位的讲座", "Open a lecture with seats at the selected time");
        ("lecture.sign_up", 0, "讲座报名", "Sign up", "给所选讲座报名", "Sign somebody up for the selected lecture");
        ("lecture.cancel", 0, "取消讲座", "Call off", "取消整场讲座，名额一起取消", "Call the whole lecture off, every seat with it");
        ("followup.done", 47, "跟踪完成", "Followed up", "登记一项跟踪已完成", "A follow-up has been done");
        ("series.add", 48, "系列活动", "Series", "按规则重复的活动：每月党员活动日等", "What recurs by a rule: a monthly meeting");
        ("series.stop", 0, "停办系列", "Stop series", "系列活动从某天起停办", "A series ends from a day on");
        ("advisor.add", 0, "新老师", "New advisor", "登记一位老师", "Register an advisor");
        ("advisor.set", 0, "改老师", "Edit advisor", "修改老师的姓名、在岗日期、间隔和上限", "Change an advisor's name, dates and limits");
        ("hours.set", 0, "每周时间", "Weekly hours", "登记老师或场地的每周时间", "Set the weekly hours of an advisor or a place");
        ("advisor.leave", 0, "请假", "Leave", "登记老师请假", "Take an advisor out for a time");
        ("leave.drop", 0, "销假", "End leave", "删去登记错的请假或停用", "Take back a leave or closing");
        ("place.add", 0, "新场地", "New place", "登记一处可预约的场地", "Register a bookable place");
        ("place.set", 0, "改场地", "Edit place", "修改场地的名称、容纳人数、约法和所属社区", "Change a place's name, capacity, way of booking and community");
        ("place.close", 0, "停用场地", "Close place", "登记场地停用", "Close a place for a time");
        ("grant.give", 0, "放号源", "Grant slot", "把所选时段放给另一社区，由其自行约满", "Grant the selected time to another desk, to fill without asking");
        ("grant.take_back", 0, "收回号源", "Take grant", "收回未用的号源", "Take back a granted time that was not used");
        ("kind.add", 0, "预约类型", "Kind", "登记或修改一种预约类型", "Add or change a kind of session");
    }
    "loans" {
        ("loan.renew_all", 10, "全部续借", "Renew all", "续借此读者可续的全部图书", "Renew all that this reader may renew");
        ("loan.hold", 11, "预约", "Hold", "为此读者预约图书", "Place a hold for this reader");
        ("loan.bookdrop", 12, "昨日还书箱", "Book drop", "归还记为昨日：还书箱里的书", "Returns count as yesterday's: the book drop");
        ("loan.page", 13, "在借清单", "List", "在借、预约、逾期和预约架；再按关闭", "Loans, holds, overdue and the hold shelf; again closes");
        ("loan.renew", 9, "续借此册", "Renew", "续借所选的一册", "Renew the chosen copy");
        ("hold.cancel", 9, "取消预约", "Cancel hold", "取消所选的预约", "Cancel the chosen hold");
        ("copy.enter", 41, "登记图书", "New book", "登记新书或新复本，条码已备好", "Enter a book or another copy; the barcode is proposed");
        ("reader.add", 42, "办证", "New reader", "给居民办读者证，卡号已备好", "Give somebody a card; its number is proposed");
        ("reader.update", 0, "改读者证", "Edit card", "换卡、改类型或有效期", "Another card, kind or last day");
        ("title.update", 0, "改书目", "Edit title", "修改所显示书目的各项", "Change what the catalogue says of the title shown");
        ("copy.update", 0, "改条码", "Edit copy", "换条码、改索书号或类型", "Another barcode, call number or kind");
        ("copy.state", 43, "丢失破损", "Lost, damaged", "登记丢失、破损或找回", "A copy is lost, damaged or found");
        ("copy.lost", 0, "丢失", "Lost", "登记一册丢失", "A copy is lost");
        ("copy.damaged", 0, "破损", "Damaged", "登记一册破损停用", "A copy is damaged and out of use");
        ("copy.found", 0, "找回", "Found", "登记一册找回或修好", "A copy is found or repaired");
        ("transfer.send", 0, "调出", "Send copy", "把一册送往其他阅览室", "Send a copy to another room");
        ("rule.set", 0, "借阅规则", "Lending rule", "设定借期、续借和册数", "Set periods, renewals and how many");
        ("visit.count", 44, "到馆人次", "Visitors", "登记到馆人次", "Count people who came");
        ("loan.explain", 40, "逐日说明", "Why this date", "逐日说明应还日怎样算出", "Explain the due date day by day");
    }
    "residents" {
        ("resident.add", 10, "新居民", "Add", "登记新居民", "Register a new resident");
        ("resident.merge", 46, "合并", "Merge", "并入同一人的另一张卡", "Make the card part of another of the same person");
        ("person.erase", 0, "删除个人信息", "Erase person", "应本人要求删除其个人信息，不能撤销", "Erase a person's data on demand; cannot be undone");
        ("resident.edit", 11, "修改", "Edit", "修改居民资料", "Change a resident's record");
    }
    "exchange" {
        ("conflict.first", 5, "保留甲", "Keep A", "保留甲，乙让出", "Keep side A; the other gives way");
        ("conflict.second", 6, "保留乙", "Keep B", "保留乙，甲让出", "Keep side B; the other gives way");
        ("conflict.neither", 7, "都改期", "Neither", "两者都改期", "Both need another time");
        ("exchange.write", 10, "写出", "Write", "写出给各站点的文件，放在 out 文件夹", "Write the files for other sites into the folder out");
        ("exchange.recover", 8, "修复读入", "Recover", "从备份恢复或复制整机之后：取回自己的记录，以街道的为准", "After a restore or a copied machine: bring back what is ours; the hub's line stands");
        ("exchange.read", 11, "读入", "Read", "先看 in 文件夹里收到的文件会带来什么，再读入", "Look at what has arrived in the folder in, then read it");
    }
    "report" {
        ("report.day", 20, "今天", "Today", "看今天的数字", "The figures of today");
        ("report.week", 21, "本周", "Week", "看本周的数字", "The figures of this week");
        ("report.month", 22, "本月", "Month", "看本月的数字", "The figures of this month");
        ("report.quarter", 23, "本季", "Quarter", "看本季度的数字", "The figures of this quarter");
        ("report.year", 24, "本年", "Year", "看本年的数字", "The figures of this year");
        ("report.prev", 12, "前一期", "Before", "看前一期", "The period before");
        ("report.next", 13, "后一期", "After", "看后一期", "The period after");
        ("report.explain", 10, "怎样计数", "Meaning", "说明所选数字怎样计数", "How the chosen figure is counted");
        ("report.services", 11, "事项分列", "By item", "按类别和事项分列", "List by category and item");
    }
    "list" {
        ("open", 5, "打开", "Open", "打开所选一行", "Open the selected row");
        ("back", 8, "返回", "Back", "返回上一层；表单留作草稿", "Go back; a form is kept as a draft");
        ("up", 0, "上移", "Up", "上一行", "One row up");
        ("down", 0, "下移", "Down", "下一行", "One row down");
        ("left", 0, "左移", "Left", "左一格", "One column left");
        ("right", 0, "右移", "Right", "右一格", "One column right");
        ("page_up", 0, "上页", "Page up", "上一页", "One page up");
        ("page_down", 0, "下页", "Page down", "下一页", "One page down");
        ("home", 0, "首行", "First", "第一行", "The first row");
        ("end", 0, "末行", "Last", "最后一行", "The last row");
        ("focus_box", 50, "输入", "Type", "光标到输入框", "Put the cursor into the box");
    }
    "box" {
        ("accept", 5, "确定", "OK", "确定所输入或所选", "Take what is typed or chosen");
        ("focus_list", 50, "列表", "List", "光标到列表：数字跳页，字母是快捷键", "Go to the list, where digits and letters are keys");
    }
    "form" {
        ("next_field", 5, "下一项", "Next", "下一项；有候选时先选定", "The next field; takes the marked candidate first");
        ("prev_field", 0, "上一项", "Previous", "上一项", "The field before");
        ("save", 6, "保存", "Save", "检查全部各项并保存", "Check all fields and save");
        ("same_as_last", 7, "同上", "Same", "此项同上一次登记", "The same as in the last record");
    }
}

/// The heading of a keymap's scope on the help page (`walkin.list` is headed by its room).
pub fn heading(scope: &str, lang: Lang) -> &'static str {
    let base = scope.split_once('.').map_or(scope, |(room, _)| room);
    // What the selected row is decides what a key does: the heading names the row and not its room again.
    let place = if base == "walkin" { scope } else { base };
    let (zh, en) = match place {
        "walkin.called" => ("已叫的人", "Somebody called"),
        "walkin.queue" => ("排队的人", "Somebody waiting"),
        "walkin.aside" => ("过号、暂搁的人", "Somebody put aside"),
        "walkin.incoming" => ("转来待接收的事项", "Handed to us"),
        "walkin.open" => ("办理中的事项", "A request in hand"),
        "walkin.callback" => ("待回访", "A call-back"),
        "today" => ("今日", "Today"),
        walkin if walkin.starts_with("walkin") => ("来访事项", "Walk-in"),
        "studio" => ("工作室预约", "Studio"),
        "loans" => ("阅览室借阅", "Loans"),
        "residents" => ("居民", "Residents"),
        "exchange" => ("交换", "Exchange"),
        "report" => ("统计", "Report"),
        "list" => ("列表", "Lists"),
        "box" => ("输入框", "Boxes"),
        "form" => ("表单", "Forms"),
        "dialog" => ("询问", "Questions"),
        "palette" => ("命令", "Commands"),
        "stop" => ("提示", "Stop messages"),
        _ => ("任何页面", "Everywhere"),
    };
    match lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
}

/// Names of the keys that are not characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeyWords {
    pub up: &'static str,
    pub down: &'static str,
    pub left: &'static str,
    pub right: &'static str,
    pub space: &'static str,
}

/// As Chinese keyboards are spoken of; Enter, Esc, Tab and the rest are printed on the caps.
pub const KEYS_ZH: KeyWords = KeyWords { up: "上", down: "下", left: "左", right: "右", space: "空格" };
/// In English.
pub const KEYS_EN: KeyWords = KeyWords { up: "Up", down: "Down", left: "Left", right: "Right", space: "Space" };

/// The key names of a language.
pub fn keys(lang: Lang) -> KeyWords {
    match lang {
        Lang::Zh => KEYS_ZH,
        Lang::En => KEYS_EN,
    }
}
