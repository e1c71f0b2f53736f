//! Words of the reading room's screen; of its refusals: [`super::loan_reasons`].

use super::{Lang, fill};

/// What the reading room's screen says.
#[derive(Debug, Clone, Copy)]
pub struct Loans {
    /// In front of the box.
    pub scan: &'static str,
    /// At the right of the box.
    pub automatic: &'static str,
    pub reader: &'static str,
    pub no_reader: &'static str,
    /// `{loans}` `{cap}`.
    pub on_loan: &'static str,
    /// `{left}`.
    pub may_borrow: &'static str,
    /// `{day}` `{count}`.
    pub next_due: &'static str,
    /// `{count}`.
    pub overdue: &'static str,
    /// `{count}`.
    pub ready: &'static str,
    pub lent: &'static str,
    pub returned: &'static str,
    pub renewed: &'static str,
    pub lost: &'static str,
    pub found: &'static str,
    pub damaged: &'static str,
    pub held: &'static str,
    /// `{day}`.
    pub due: &'static str,
    /// `{count}`.
    pub times: &'static str,
    /// `{reader}`.
    pub hold_shelf: &'static str,
    /// `{days}`.
    pub late: &'static str,
    pub in_order: &'static str,
    pub understood: &'static str,
    pub insist: &'static str,
    /// Under a message that may be insisted on: what the key does and writes down. `{reason}`.
    pub insist_notes: &'static str,
    /// The reason an override from the box is journalled with.
    pub insisted: &'static str,
    /// `{count}`.
    pub queue: &'static str,
    /// `{text}`.
    pub twice: &'static str,
    /// `{text}`.
    pub unknown_reader: &'static str,
    /// `{text}`.
    pub unknown_copy: &'static str,
    /// `{text}`. Under a message, which says itself what to do.
    pub unknown_number: &'static str,
    /// `{text}`.
    pub unknown: &'static str,
    /// `{title}`, `{state}`.
    pub scan_card_first: &'static str,
    pub next_card: &'static str,
    pub choose: &'static str,
    /// `{rule}`.
    pub by_rule: &'static str,
    /// `{day}`.
    pub return_box: &'static str,
    pub state_in: &'static str,
    pub state_lent: &'static str,
    pub state_held: &'static str,
    pub state_lost: &'static str,
    pub state_damaged: &'static str,
    pub state_moving: &'static str,
    pub entered: &'static str,
    pub new_reader: &'static str,
    pub corrected: &'static str,
    pub sent: &'static str,
    pub received: &'static str,
    pub rule_set: &'static str,
    pub visits: &'static str,
    pub hold_off: &'static str,
    /// `{lent}` `{returned}` `{open}` `{due}` `{overdue}` `{ready}`.
    pub today: &'static str,
    /// Weekdays, Monday first.
    pub weekdays: [&'static str; 7],
    pub way_period: &'static str,
    pub way_open_days: &'static str,
    pub way_fixed: &'static str,
    pub way_next_open: &'static str,
    pub way_same_weekday: &'static str,
    pub way_ceiling: &'static str,
    pub way_last_open: &'static str,
    pub way_not_before_loan: &'static str,
    pub kind_adult: &'static str,
    pub kind_child: &'static str,
    pub kind_worker: &'static str,
    pub kind_any: &'static str,
    pub kind_book: &'static str,
    pub kind_magazine: &'static str,
    pub kind_disc: &'static str,
    pub kind_reference: &'static str,
    /// `{reader}` `{item}` `{days}`.
    pub rule: &'static str,
    /// `{count}` copies, `{free}` on the shelf, `{waiting}` waiting.
    pub title_line: &'static str,
    /// `{count}` copies, `{free}` on the shelf.
    pub copies: &'static str,
    pub title: &'static str,
    pub copy: &'static str,
}

/// Chinese.
pub const ZH: Loans = Loans {
    scan: "扫描或输入",
    automatic: "借 / 还 自动识别",
    reader: "读者",
    no_reader: "请扫读者证；还书直接扫书",
    on_loan: "在借 {loans}/{cap}",
    may_borrow: "可借 {left}",
    next_due: "{day} 前还 {count} 册",
    overdue: "逾期 {count} 册!",
    ready: "预约到架 {count} 册",
    lent: "借出",
    returned: "归还",
    renewed: "续借",
    lost: "丢失",
    found: "找回",
    damaged: "破损",
    held: "预约",
    due: "应还 {day}",
    times: "第 {count} 次",
    hold_shelf: "预约到架 -> {reader}",
    late: "逾期 {days} 天!",
    in_order: "完好",
    understood: "1 知道了",
    insist: "2 仍要办理",
    insist_notes: "按 2 即办理，日志记为「{reason}」。",
    insisted: "柜台当面确认",
    queue: "等候扫描 {count} 条，不会丢",
    twice: "{text} 连扫两次，只算一次",
    unknown_reader: "没有此读者证：{text}",
    unknown_copy: "没有此条码：{text}",
    unknown_number: "没有找到：{text}",
    unknown: "没有找到：{text}   Ctrl-D 办证   Ctrl-S 登记图书",
    scan_card_first: "《{title}》{state}。借书请先扫读者证",
    next_card: "请核对后重扫",
    choose: "请按数字选择",
    by_rule: "应还日按规则 {rule}",
    return_box: "还书箱：按 {day} 归还",
    state_in: "在架",
    state_lent: "借出",
    state_held: "预约架",
    state_lost: "丢失",
    state_damaged: "破损",
    state_moving: "在途",
    entered: "入库",
    new_reader: "办证",
    corrected: "修改",
    sent: "调出",
    received: "调入",
    rule_set: "规则",
    visits: "到馆",
    hold_off: "取消",
    today: "今日借 {lent} 还 {returned}   在借 {open}   今日应还 {due}   逾期 {overdue}   预约到架 {ready}",
    weekdays: ["周一", "周二", "周三", "周四", "周五", "周六", "周日"],
    way_period: "借期满",
    way_open_days: "按开放日计满",
    way_fixed: "统一应还日",
    way_next_open: "闭馆，顺延到开放日",
    way_same_weekday: "闭馆，顺延到同一星期",
    way_ceiling: "读者证有效期止",
    way_last_open: "闭馆，提前到开放日",
    way_not_before_loan: "不早于借出日",
    kind_adult: "普通读者",
    kind_child: "少儿读者",
    kind_worker: "社区工作者",
    kind_any: "全部",
    kind_book: "图书",
    kind_magazine: "期刊",
    kind_disc: "光盘",
    kind_reference: "工具书",
    rule: "{reader}x{item}: {days} 天",
    title_line: "{count} 册，在架 {free}，等候 {waiting} 人",
    copies: "{count} 册，在架 {free}",
    title: "题名",
    copy: "图书",
};

/// English.
pub const EN: Loans = Loans {
    scan: "Scan or type",
    automatic: "lend / return by itself",
    reader: "Reader",
    no_reader: "Scan a card to lend; scan a book to return",
    on_loan: "on loan {loans}/{cap}",
    may_borrow: "may have {left}",
    next_due: "{count} due by {day}",
    overdue: "{count} overdue!",
    ready: "{count} on hold shelf",
    lent: "lent",
    returned: "back",
    renewed: "renew",
    lost: "lost",
    found: "found",
    damaged: "broken",
    held: "hold",
    due: "due {day}",
    times: "no. {count}",
    hold_shelf: "hold shelf -> {reader}",
    late: "{days} days late!",
    in_order: "in order",
    understood: "1 understood",
    insist: "2 do it anyway",
    insist_notes: "2 does it and notes \"{reason}\".",
    insisted: "confirmed at the counter",
    queue: "{count} scans wait, none is lost",
    twice: "{text} was read twice; counted once",
    unknown_reader: "No such card: {text}",
    unknown_copy: "No such barcode: {text}",
    unknown_number: "Not found: {text}",
    unknown: "Not found: {text}   Ctrl-D new card   Ctrl-S new book",
    scan_card_first: "{title}: {state}. To lend it, scan a card first",
    next_card: "Check it and scan again",
    choose: "Choose by digit",
    by_rule: "Due by rule {rule}",
    return_box: "Return box: back on {day}",
    state_in: "on shelf",
    state_lent: "lent",
    state_held: "held",
    state_lost: "lost",
    state_damaged: "broken",
    state_moving: "moving",
    entered: "new",
    new_reader: "card",
    corrected: "edit",
    sent: "sent",
    received: "come",
    rule_set: "rule",
    visits: "visits",
    hold_off: "off",
    today: "lent {lent}, back {returned} today  on loan {open}  due {due}  overdue {overdue}  held {ready}",
    weekdays: ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
    way_period: "end of the period",
    way_open_days: "open days counted",
    way_fixed: "fixed due date",
    way_next_open: "closed: next open day",
    way_same_weekday: "closed: same weekday",
    way_ceiling: "the card ends",
    way_last_open: "closed: last open day",
    way_not_before_loan: "not before the loan",
    kind_adult: "adult",
    kind_child: "child",
    kind_worker: "worker",
    kind_any: "any",
    kind_book: "book",
    kind_magazine: "magazine",
    kind_disc: "disc",
    kind_reference: "reference",
    rule: "{reader} x {item}: {days} days",
    title_line: "{count} copies, {free} on shelf, {waiting} waiting",
    copies: "{count} copies, {free} on shelf",
    title: "Title",
    copy: "Copy",
};

impl Loans {
    /// The words of a language.
    pub fn of(lang: Lang) -> &'static Loans {
        match lang {
            Lang::Zh => &ZH,
            Lang::En => &EN,
        }
    }

    /// A reader's or an item's kind in words; an own word of the room stays as it is.
    pub fn kind<'a>(&self, kind: &'a str) -> &'a str
    where
        Self: 'a,
    {
        match kind {
            "adult" => self.kind_adult,
            "child" => self.kind_child,
            "worker" => self.kind_worker,
            "*" => self.kind_any,
            "book" => self.kind_book,
            "magazine" => self.kind_magazine,
            "disc" => self.kind_disc,
            "reference" => self.kind_reference,
            own => own,
        }
    }

    /// The rule that decides, which replies name `adult x book: 21`: `普通读者x图书: 21 天`.
    pub fn rule_named(&self, rule: &str) -> String {
        let parts = rule.split_once(" x ").and_then(|(reader, rest)| Some((reader, rest.split_once(": ")?)));
        let Some((reader, (item, days))) = parts else { return rule.to_owned() };
        fill(self.rule, [("reader", self.kind(reader)), ("item", self.kind(item)), ("days", days)].into_iter())
    }

    /// A step on the way to a due date.
    pub fn way<'a>(&self, word: &'a str) -> &'a str
    where
        Self: 'a,
    {
        match word {
            "period" => self.way_period,
            "open_days" => self.way_open_days,
            "fixed" => self.way_fixed,
            "next_open" => self.way_next_open,
            "same_weekday" => self.way_same_weekday,
            "ceiling" => self.way_ceiling,
            "last_open" => self.way_last_open,
            "not_before_loan" => self.way_not_before_loan,
            other => other,
        }
    }

    /// A copy's state in words.
    pub fn state<'a>(&self, state: &'a str) -> &'a str {
        match state {
            "in" => self.state_in,
            "lent" => self.state_lent,
            "held" => self.state_held,
            "lost" => self.state_lost,
            "damaged" => self.state_damaged,
            "moving" => self.state_moving,
            other => other,
        }
    }
}
