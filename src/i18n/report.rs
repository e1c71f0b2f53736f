//! Words of the reports: labels, and what each figure means, so that nobody has to guess how it was counted.

use super::Lang;
use crate::desk::report::{Line, Span};

/// A line of the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Figure {
    pub label: &'static str,
    /// Filled from [`crate::desk::report::lines::facts`].
    pub value: &'static str,
    /// How it is counted.
    pub meaning: &'static str,
}

const fn figure(label: &'static str, value: &'static str, meaning: &'static str) -> Figure {
    Figure { label, value, meaning }
}

/// The words of a line.
pub fn of(line: Line, lang: Lang) -> Figure {
    match lang {
        Lang::Zh => zh(line),
        Lang::En => en(line),
    }
}

fn zh(line: Line) -> Figure {
    match line {
        Line::Opened => figure("登记", "{opened} 件", "所选期间内登记的事项，含从其他社区接收的。右侧按类别和事项分列。"),
        Line::Finished => {
            figure("办结", "{finished} 件  无时限 {no_limit}", "所选期间内办结的事项，不论何时登记。重新办理的按最后一次办结计。")
        }
        Line::OnTime => figure(
            "按期",
            "{on_time_rate}  按期 {on_time} 逾期 {late}",
            "期间内办结且有时限的事项中，办结当日不晚于到期日的比例。到期日按工作日历、暂停和延期算出，可在事项上逐日说明。无时限的不计入。",
        ),
        Line::Days => figure(
            "用时",
            "中位 {days_median} 天  九成 {days_p90} 天内",
            "从受理到办结的日历天数，当天办结为 0 天，暂停的日子也算在内。中位：一半事项不超过此数。九成：十件中九件不超过此数。",
        ),
        Line::Open => figure(
            "在办",
            "{open_now} 件  超期! {overdue_now}",
            "查询此刻尚未办结的全部事项，与所选期间无关；已由其他社区接收的不计。超期：已过到期日且未暂停、未等材料。",
        ),
        Line::Ratings => figure(
            "评价",
            "满意 {satisfied}  5/4/3/2/1: {r5}/{r4}/{r3}/{r2}/{r1}",
            "期间内办结事项的好差评，一次来访一次，自愿。满意率：4 分和 5 分占全部评价的比例。",
        ),
        Line::Referred => figure(
            "转办",
            "转出 {referred_out}  接收 {referred_in}",
            "转给其他社区前台的事项，和从其他社区接收的事项。对方接收前由首问社区负责。转给科室和单位的不在此列。",
        ),
        Line::Guidance => figure("指路", "{guidance} 次", "社区不予出具的证明，告知来访人去哪里办的次数。"),
        Line::Aid => figure("救助", "{aid} 笔  {aid_yuan} 元", "期间内办结并登记了金额的救助类事项：笔数和金额合计。"),
        Line::Tickets => figure(
            "取号",
            "{tickets} 号  接待 {served} 离开 {left}",
            "期间内取的号。接待：叫到窗口办完。离开：未办先走，或到日结仍未叫到。",
        ),
        Line::Waits => figure(
            "等候",
            "中位 {wait_median} 分  九成 {wait_p90} 分内",
            "从取号到叫号的分钟数；重叫的按最后一次叫号计。未叫到的不计。",
        ),
        Line::Bookings => figure(
            "预约",
            "{bookings}  到场 {attended} 未到 {no_show} 取消 {cancelled} 未填 {no_outcome}",
            "本社区前台登记、日期在期间内的预约，按结果分。未填：时间已过而未登记结果。小讲堂座次不计。",
        ),
        Line::Loans => {
            figure("借出", "{loans} 册  归还 {returns} 迟还 {returned_late}", "期间内借出和归还的册次。迟还：归还时已过应还日。")
        }
        Line::LoansNow => {
            figure("在借", "{loans_now} 册  逾期! {loans_overdue_now}", "查询此刻未还的册数，与所选期间无关。逾期：已过应还日。")
        }
        Line::Visits => figure("到馆", "{visits} 人次", "期间内登记的阅览室到馆人次。"),
        Line::Residents => figure("新居民", "{residents} 人", "期间内新登记的居民卡，已合并的不计。"),
    }
}

fn en(line: Line) -> Figure {
    match line {
        Line::Opened => figure(
            "Registered",
            "{opened}",
            "Requests registered in the period, those taken from other communities among them. The right side lists them by category and item.",
        ),
        Line::Finished => figure(
            "Settled",
            "{finished}  no limit {no_limit}",
            "Requests settled in the period, whenever they were registered. One taken up again counts by its last settling.",
        ),
        Line::OnTime => figure(
            "In time",
            "{on_time_rate}  in {on_time} late {late}",
            "Of the requests settled in the period that have a limit, those settled no later than their due date. Due dates follow the working calendar, pauses and extensions, and are explained day by day on the request.",
        ),
        Line::Days => figure(
            "Took",
            "median {days_median} d  90% {days_p90} d",
            "Calendar days from acceptance to settling; the same day is 0, paused days count. Median: half took no longer. 90%: nine of ten took no longer.",
        ),
        Line::Open => figure(
            "Open",
            "{open_now}  overdue! {overdue_now}",
            "Unfinished at this moment, whatever the period; what another community has taken is not counted. Overdue: past the due date, not paused, not waiting for papers.",
        ),
        Line::Ratings => figure(
            "Ratings",
            "good {satisfied}  5-1: {r5}/{r4}/{r3}/{r2}/{r1}",
            "Ratings of the requests settled in the period, one a visit, voluntary. Good: 4 and 5 of all ratings.",
        ),
        Line::Referred => figure(
            "Referred",
            "out {referred_out}  in {referred_in}",
            "Requests handed to other communities' desks and taken from them. The first desk answers for it until the other takes it. Offices and units are not counted here.",
        ),
        Line::Guidance => {
            figure("Guided", "{guidance}", "Visitors told where to go for a certificate that a community must not issue.")
        }
        Line::Aid => {
            figure("Aid", "{aid}  {aid_yuan} yuan", "Aid requests settled in the period with an amount: how many, and their sum.")
        }
        Line::Tickets => figure(
            "Tickets",
            "{tickets}  served {served} left {left}",
            "Numbers drawn in the period. Left: went away unserved, or still waiting when the day was closed.",
        ),
        Line::Waits => figure(
            "Waited",
            "median {wait_median} min  90% {wait_p90}",
            "Minutes from drawing the number to the call, the last one if it was called again. Numbers never called are not counted.",
        ),
        Line::Bookings => figure(
            "Bookings",
            "{bookings}  came {attended} not {no_show} off {cancelled} ? {no_outcome}",
            "Bookings that this desk made for days of the period, by outcome. ?: past and without outcome. Seats of lectures are not counted.",
        ),
        Line::Loans => figure(
            "Lent",
            "{loans}  returned {returns} late {returned_late}",
            "Loans and returns in the period. Late: returned after the due date.",
        ),
        Line::LoansNow => {
            figure("Out", "{loans_now}  overdue! {loans_overdue_now}", "Not returned at this moment, whatever the period.")
        }
        Line::Visits => figure("Visits", "{visits}", "Visitors counted in the reading room in the period."),
        Line::Residents => {
            figure("New cards", "{residents}", "Residents' cards made in the period; merged ones are not counted.")
        }
    }
}

/// The labels of the room.
#[derive(Debug)]
pub struct Words {
    pub spans: [&'static str; 6],
    pub as_of: &'static str,
    pub service: &'static str,
    pub opened: &'static str,
    pub finished: &'static str,
    pub on_time: &'static str,
    pub open: &'static str,
    pub overdue: &'static str,
    pub waited: &'static str,
    pub lent: &'static str,
    pub rated: &'static str,
    pub tickets: &'static str,
    pub booked: &'static str,
    pub residents: &'static str,
    pub site: &'static str,
    pub heard: &'static str,
    pub all: &'static str,
    pub never: &'static str,
    pub today: &'static str,
    /// `{n}` days ago.
    pub ago: &'static str,
    /// `{n}` communities' figures are not whole.
    pub stale: &'static str,
    pub meaning: &'static str,
    pub nothing: &'static str,
    pub uncategorised: &'static str,
    pub wait: &'static str,
}

const ZH: Words = Words {
    spans: ["日", "周", "月", "季", "年", "期间"],
    as_of: "截至",
    service: "事项",
    opened: "登记",
    finished: "办结",
    on_time: "按期",
    open: "在办",
    overdue: "超期",
    waited: "等候",
    lent: "借出",
    rated: "满意",
    tickets: "取号",
    booked: "预约",
    residents: "新居民",
    site: "社区",
    heard: "最近文件",
    all: "合计",
    never: "未收到",
    today: "今天",
    ago: "{n}天前",
    stale: "! {n} 个社区的文件早于期末，数字不全",
    meaning: "怎样计数",
    nothing: "此期间没有事项",
    uncategorised: "其他",
    wait: "正在统计",
};

const EN: Words = Words {
    spans: ["day", "week", "month", "quarter", "year", "days"],
    as_of: "as of",
    service: "Item",
    opened: "new",
    finished: "done",
    on_time: "in time",
    open: "open",
    overdue: "late",
    waited: "wait",
    lent: "lent",
    rated: "good",
    tickets: "tickets",
    booked: "booked",
    residents: "cards",
    site: "Community",
    heard: "last file",
    all: "All",
    never: "never",
    today: "today",
    ago: "{n} d ago",
    stale: "! {n} communities' files are older than the period's end",
    meaning: "How it is counted",
    nothing: "No requests in this period",
    uncategorised: "Other",
    wait: "Counting",
};

/// The labels in a language.
pub fn words(lang: Lang) -> &'static Words {
    match lang {
        Lang::Zh => &ZH,
        Lang::En => &EN,
    }
}

/// Heading of a figure in an exported list, by its name in [`crate::desk::report::lines::facts`].
pub fn heading(name: &str, lang: Lang) -> &str {
    let zh = match name {
        "opened" => "登记",
        "finished" => "办结",
        "on_time" => "按期办结",
        "late" => "逾期办结",
        "no_limit" => "无时限",
        "on_time_rate" => "按期率",
        "days_median" => "用时中位（天）",
        "days_p90" => "用时九成（天）",
        "open_now" => "在办",
        "overdue_now" => "在办超期",
        "rated" => "评价数",
        "satisfied" => "满意率",
        "r1" => "非常不满意",
        "r2" => "不满意",
        "r3" => "基本满意",
        "r4" => "满意",
        "r5" => "非常满意",
        "guidance" => "指路",
        "aid" => "救助笔数",
        "aid_yuan" => "救助金额（元）",
        "referred_out" => "转出社区",
        "referred_in" => "接收社区",
        "tickets" => "取号",
        "served" => "接待",
        "left" => "离开",
        "wait_median" => "等候中位（分）",
        "wait_p90" => "等候九成（分）",
        "bookings" => "预约",
        "attended" => "到场",
        "no_show" => "未到",
        "cancelled" => "取消",
        "no_outcome" => "未填结果",
        "loans" => "借出",
        "returns" => "归还",
        "returned_late" => "迟还",
        "loans_now" => "在借",
        "loans_overdue_now" => "在借逾期",
        "visits" => "到馆人次",
        "residents" => "新居民",
        "site" => "社区",
        "code" => "代码",
        "heard" => "最近文件",
        "stale" => "数字不全",
        "category" => "类别",
        "service" => "事项",
        "name" => "姓名",
        "id_number" => "证件号",
        "phone" => "电话",
        "address" => "住址",
        "number" => "编号",
        "state" => "状态",
        "due" => "到期日",
        "title" => "书名",
        "author" => "作者",
        "isbn" => "ISBN",
        "call_number" => "索书号",
        "barcode" => "条码",
        "reader" => "读者",
        "late_days" => "逾期天数",
        "copies" => "册数",
        "free" => "在架",
        "rooms" => "所在阅览室",
        other => other,
    };
    if lang == Lang::Zh { zh } else { name }
}

impl Words {
    /// The length of a period.
    pub fn span(&self, span: Span) -> &'static str {
        let at = Span::ALL.iter().position(|s| *s == span).unwrap_or(Span::ALL.len());
        self.spans[at]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::report::lines::facts;
    use crate::i18n::fill;

    #[test]
    fn every_line_is_filled_and_explained_in_both_languages() {
        let facts = facts(&Default::default());
        for line in Line::ALL {
            for lang in [Lang::Zh, Lang::En] {
                let f = of(line, lang);
                let value = fill(f.value, facts.iter().map(|(k, v)| (*k, v.as_str())));
                assert!(!value.contains('{'), "{value}");
                assert!(!f.label.is_empty() && f.meaning.len() > 20);
            }
        }
        for n in 1..=5_i64 {
            let level = crate::i18n::walkin::score(n, Lang::Zh);
            assert_eq!(heading(&format!("r{n}"), Lang::Zh), level, "the levels of the form and of the list are the same");
        }
        for (name, _) in facts {
            assert!(!heading(name, Lang::Zh).is_ascii(), "{name} has no heading");
        }
    }
}
