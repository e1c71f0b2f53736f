//! Words of the studio's diary.

use super::{Lang, Say};
use crate::desk::studio::{Refusal, State};

/// Words of the panel.
#[derive(Debug, Clone, Copy)]
pub struct Studio {
    pub title: &'static str,
    /// Monday first.
    pub weekdays: [&'static str; 7],
    /// `{n}` is the ISO week.
    pub week: &'static str,
    pub everyone: &'static str,
    pub legend: &'static str,
    pub hint: &'static str,
    pub request: &'static str,
    pub free: &'static str,
    pub closed: &'static str,
    pub nobody_free: &'static str,
    pub first_free: &'static str,
    pub no_rows: &'static str,
    pub session: &'static str,
    pub last_time: &'static str,
    pub due: &'static str,
    pub unfinished: &'static str,
    pub who: &'static str,
    pub when: &'static str,
    pub with: &'static str,
    pub kind: &'static str,
    pub place: &'static str,
    pub phone: &'static str,
    pub reason: &'static str,
    pub minutes: &'static str,
}

pub const ZH: Studio = Studio {
    title: "五星社区书记工作室",
    weekdays: ["周一", "周二", "周三", "周四", "周五", "周六", "周日"],
    week: "第{n}周",
    everyone: "全部老师",
    legend: ". 可约   - 不开放   [ ] 已约   ? 待确认",
    hint: "输入一行即可: 明 930 刘   周五 3点   12.3 1400-1530",
    request: "申请",
    free: "可约",
    closed: "不开放",
    nobody_free: "14 天内没有空档，请换老师、换时长，或按 / 输入时间",
    first_free: "最近空档 {start} {advisor}，再按 Enter 预约",
    no_rows: "本周没有开放时间。先用 advisor.hours 登记老师的每周时间",
    session: "第 {n} 次",
    last_time: "上次 {day}",
    due: "{day} 到期",
    unfinished: "{n} 个未填结果",
    who: "来访人",
    when: "时间",
    with: "老师",
    kind: "类型",
    place: "场地",
    phone: "电话",
    reason: "原因",
    minutes: "分钟",
};

pub const EN: Studio = Studio {
    title: "Five-Star Studio",
    weekdays: ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
    week: "Week {n}",
    everyone: "All advisors",
    legend: ". free   - closed   [ ] booked   ? asked for",
    hint: "Type one line: tomorrow 930 liu   fri 15:00   12.3 1400-1530",
    request: "request",
    free: "free",
    closed: "closed",
    nobody_free: "Nothing free within 14 days: another advisor, another length, or / and a time",
    first_free: "First free {start} {advisor}, Enter books it",
    no_rows: "No opening hours this week. Enter an advisor's hours with advisor.hours first",
    session: "session {n}",
    last_time: "last {day}",
    due: "due {day}",
    unfinished: "{n} without outcome",
    who: "who",
    when: "when",
    with: "with",
    kind: "kind",
    place: "place",
    phone: "phone",
    reason: "reason",
    minutes: "minutes",
};

/// The panel's words in a language.
pub fn words(lang: Lang) -> &'static Studio {
    match lang {
        Lang::Zh => &ZH,
        Lang::En => &EN,
    }
}

/// A booking's state.
pub fn state(state: State, lang: Lang) -> &'static str {
    use State::{Attended, Booked, CancelledClient, CancelledUs, NoShow, Offered, Requested, ToMove, Waiting};
    match (state, lang) {
        (Requested, Lang::Zh) => "待确认",
        (Requested, Lang::En) => "requested",
        (Booked, Lang::Zh) => "已约",
        (Booked, Lang::En) => "booked",
        (Attended, Lang::Zh) => "到场",
        (Attended, Lang::En) => "attended",
        (NoShow, Lang::Zh) => "未到",
        (NoShow, Lang::En) => "no-show",
        (CancelledClient, Lang::Zh) => "对方取消",
        (CancelledClient, Lang::En) => "cancelled by client",
        (CancelledUs, Lang::Zh) => "我方取消",
        (CancelledUs, Lang::En) => "cancelled by us",
        (ToMove, Lang::Zh) => "待改期",
        (ToMove, Lang::En) => "to be moved",
        (Waiting, Lang::Zh) => "候补",
        (Waiting, Lang::En) => "waiting",
        (Offered, Lang::Zh) => "待接受",
        (Offered, Lang::En) => "offered",
    }
}

/// The words of a reason.
pub fn reason(code: Refusal, lang: Lang) -> Say {
    let (why, next) = match lang {
        Lang::Zh => zh(code),
        Lang::En => en(code),
    };
    Say { why, next }
}

fn zh(code: Refusal) -> (&'static str, &'static str) {
    use Refusal as R;
    match code {
        R::NoName => ("名称不能为空", "请填写名称"),
        R::SameName => ("「{name}」已登记", "换一个名称，或注明理由后继续"),
        R::BadHours => ("时间不对：周{weekday} {from}-{to}", "星期用 1 至 7，结束要晚于开始"),
        R::HoursOverlap => ("与已登记的周{weekday} {from}-{to} 重叠", "先用 hours.drop 删去原有一行"),
        R::BadLeave => ("起止不对：{from} 至 {to}", "结束要晚于开始"),
        R::LeaveOverBookings => ("期间已有 {count} 个预约，最早 {first}", "请逐个改期或取消"),
        R::OutOfBounds => ("{field} 为 {given}，超出范围", "可填 {least} 至 {most}"),
        R::NothingToBook => ("没有选老师，也没有选场地", "请选一位老师或一处场地"),
        R::NeedsAdvisor => ("「{kind}」需要老师", "请选一位老师"),
        R::NeedsPlace => ("「{kind}」需要场地", "请选一处场地"),
        R::NoClient => ("没有填来访人", "输入姓名，或从居民中选择"),
        R::InPast => ("{start} 已过", "补登记请注明理由"),
        R::TooSoon => ("距开始不足 {minutes} 分钟", "换晚一点的时间，或注明理由后继续"),
        R::TooFar => ("超出可预约期限，最晚 {last}", "换早一点的日期，或注明理由后继续"),
        R::NotActive => ("{name} 当天不在岗（{from} 至 {to}）", "请换一位老师"),
        R::OutsideHours => ("{name} {day} 的开放时间：{hours}", "换到开放时间内，或注明理由后继续"),
        R::OnLeave => ("{name} {from} 至 {to} 不在", "换一天，或注明理由后继续"),
        R::Closed => ("{day} 休息（{why}）", "换一天，或注明理由后继续"),
        R::PastMidnight => ("{start} 起 {minutes} 分钟会超过当天", "请缩短时长或提前开始"),
        R::AdvisorBusy => ("{name} {from}-{to} 已约（{number}）", "换一个空档，或先改期原预约"),
        R::PlaceBusy => ("{name} {from}-{to} 已占用（{number}）", "换一处场地或换时间"),
        R::Requested => ("{home} 已申请 {from}-{to}（{number}）", "先答复该申请，或注明理由后继续"),
        R::NoAir => ("{name} 两场之间需留 {minutes} 分钟（{number}）", "错开时间，或注明理由后继续"),
        R::Full => ("名额已满：{taken}/{capacity}", "换一场，或登记候补"),
        R::DayFull => ("{name} {day} 已满 {max} 场", "换一天，或注明理由后继续"),
        R::ClientBusy => ("此人 {from}-{to} 另有预约（{number}）", "换一个时间，或注明理由后继续"),
        R::HasOutcome => ("{number} 已有结果，不能再改", "填错可注明理由更正，或按 F8 撤销"),
        R::SameTime => ("预约本来就在 {start}", "请选另一个时间"),
        R::NotYet => ("{start} 尚未开始，还不能填结果", "开始后再填"),
        R::NotStudio => ("只有工作室可以办理（登记站点 {home}）", "请工作室确认，或联系登记站点"),
        R::NotRequested => ("{number} 不是待确认的申请", "请核对预约编号"),
        R::AwaitsStudio => ("已登记申请 {number}，等待工作室确认", "下次交换文件后可见结果"),
        R::FollowsNothing => ("跟踪要对应一个预约或一个人", "请选预约或居民"),
        R::DayPast => ("{day} 已过", "请选今天以后的日期，或注明理由后继续"),
        R::AlreadyDone => ("{day} 已完成", "不用再办"),
        R::EmptyNote => ("备注没有内容", "请输入内容"),
    }
}

fn en(code: Refusal) -> (&'static str, &'static str) {
    use Refusal as R;
    match code {
        R::NoName => ("A name is needed", "Type a name"),
        R::SameName => ("{name} is registered", "Choose another name, or give a reason"),
        R::BadHours => ("Not hours: weekday {weekday}, {from}-{to}", "Weekday 1 to 7, the end after the beginning"),
        R::HoursOverlap => ("Overlaps {from}-{to} of weekday {weekday}", "Remove that row with hours.drop first"),
        R::BadLeave => ("Not a stretch: {from} to {to}", "The end must be after the beginning"),
        R::LeaveOverBookings => ("{count} bookings lie within, the first {first}", "Move or cancel them one by one"),
        R::OutOfBounds => ("{field} is {given}, out of bounds", "From {least} to {most}"),
        R::NothingToBook => ("Neither an advisor nor a place is named", "Choose one"),
        R::NeedsAdvisor => ("{kind} needs an advisor", "Choose an advisor"),
        R::NeedsPlace => ("{kind} needs a place", "Choose a place"),
        R::NoClient => ("Nobody is named who comes", "Type a name or choose a resident"),
        R::InPast => ("{start} is past", "Give a reason to enter it afterwards"),
        R::TooSoon => ("Less than {minutes} minutes from now", "A later time, or give a reason"),
        R::TooFar => ("Beyond the last day that may be booked, {last}", "An earlier day, or give a reason"),
        R::NotActive => ("{name} does not serve that day ({from} to {to})", "Another advisor"),
        R::OutsideHours => ("Hours of {name} on {day}: {hours}", "A time within them, or give a reason"),
        R::OnLeave => ("{name} is away {from} to {to}", "Another day, or give a reason"),
        R::Closed => ("Closed on {day} ({why})", "Another day, or give a reason"),
        R::PastMidnight => ("{minutes} minutes from {start} run past midnight", "Shorter or earlier"),
        R::AdvisorBusy => ("{name} is taken {from}-{to} ({number})", "Another time, or move that booking first"),
        R::PlaceBusy => ("{name} is taken {from}-{to} ({number})", "Another place or time"),
        R::Requested => ("{home} has asked for {from}-{to} ({number})", "Answer the request first, or give a reason"),
        R::NoAir => ("{name} needs {minutes} minutes between sessions ({number})", "A little apart, or give a reason"),
        R::Full => ("Full: {taken} of {capacity}", "Another session, or the waiting list"),
        R::DayFull => ("{name} has {max} sessions on {day}", "Another day, or give a reason"),
        R::ClientBusy => ("The same person is booked {from}-{to} ({number})", "Another time, or give a reason"),
        R::HasOutcome => ("{number} has an outcome", "Give a reason to correct it, or undo with F8"),
        R::SameTime => ("It is at {start} already", "Choose another time"),
        R::NotYet => ("It begins {start}", "Enter the outcome afterwards"),
        R::NotStudio => ("Only the studio may do this (made at {home})", "Ask the studio or that desk"),
        R::NotRequested => ("{number} is not a request that waits", "Check the number"),
        R::AwaitsStudio => ("Asked for, {number} waits for the studio", "The answer comes with the next file"),
        R::FollowsNothing => ("A follow-up needs a booking or a person", "Choose one"),
        R::DayPast => ("{day} is past", "A day from today on, or give a reason"),
        R::AlreadyDone => ("Done on {day}", "Nothing to do"),
        R::EmptyNote => ("The note is empty", "Type something"),
    }
}
