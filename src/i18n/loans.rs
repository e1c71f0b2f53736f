//! Words of the reading room.

use super::{Lang, Say};
use crate::desk::loans::Refusal;

/// Templates of [`Refusal`].
pub fn reason(code: Refusal, lang: Lang) -> Say {
    match lang {
        Lang::Zh => zh(code),
        Lang::En => en(code),
    }
}

const fn say(why: &'static str, next: &'static str) -> Say {
    Say { why, next }
}

fn zh(code: Refusal) -> Say {
    use Refusal as R;
    match code {
        R::CopyOnLoan => say("《{title}》已借给{reader}，应还 {due}。", "书在手中请先归还；否则可预约。"),
        R::AlreadyYours => say("《{title}》该读者已借，应还 {due}。", "再扫一次即归还；也可续借。"),
        R::CopyHeld => say("《{title}》为{reader}预约保留至 {until}。", "请放回预约架；坚持借出须说明。"),
        R::TitleWaited => say("《{title}》有 {waiting} 人在等，先到的是{reader}。", "请放到预约架；坚持借出须说明。"),
        R::CopyLost => say("《{title}》已登记丢失。", "书已找到，可说明后办理。"),
        R::CopyDamaged => say("《{title}》已登记破损停用。", "修好后登记找回，或说明后办理。"),
        R::RoomUseOnly => say("《{title}》只供馆内阅览（规则 {rule}）。", "请在室内阅览。"),
        R::CapReached => say("{reader}已借 {count} 册，上限 {cap} 册（规则 {rule}）。", "请先归还，或说明后借出。"),
        R::ReaderOverdue => say("{reader}有 {count} 册逾期，最早《{title}》应还 {due}。", "请先归还，或说明后办理。"),
        R::ReaderSuspended => say("{reader}因逾期暂停借阅至 {until}。", "到期后再借，或说明后办理。"),
        R::CardExpired => say("{reader}的读者证已于 {until} 到期。", "请先办理延期，或说明后办理。"),
        R::NotOnLoan => say("《{title}》没有在借记录。", "无需归还或续借。"),
        R::RenewedOut => say("《{title}》已续借 {count} 次，到达上限（规则 {rule}）。", "请归还，或说明后续借。"),
        R::WaitedFor => say("{reader}正在等《{title}》，不能续借。", "请按期归还。"),
        R::Overdue => say("《{title}》应还 {due}，已逾期 {days} 天，不能续借。", "请先归还，或说明后续借。"),
        R::NoGain => say("《{title}》续借后仍是 {due} 应还。", "无需续借。"),
        R::BadReturnDay => say("归还日期 {given} 有误，借出日是 {out}。", "请填借出日至今天之间的日期。"),
        R::WasLate => say("《{title}》{reader}逾期 {days} 天归还。", "请提醒读者。{until}"),
        R::HoldReady => say("预约到架：《{title}》留给{reader}，保留至 {until}。", "请放到预约架。"),
        R::WasLost => say("《{title}》曾登记丢失，现已找回。", "已恢复使用。"),
        R::DoubleLoan => say("《{title}》有 {count} 条在借记录，均已归还。", "请到交换处核对。"),
        R::FromElsewhere => say("《{title}》原记在 {site}，现由本室保管。", "无需处理。"),
        R::DueMoved => say("应还日由 {from} 调整为 {due}。", "按开放日历与读者证有效期。"),
        R::HoldBack => say("《{title}》原为{reader}保留，预约重新排队。", "请告知读者。"),
        R::AlreadyWaiting => say("该读者已在等《{title}》，第 {place} 位。", "无需重复预约。"),
        R::HasItself => say("该读者正借着《{title}》，应还 {due}。", "可续借。"),
        R::HoldCap => say("{reader}已预约 {count} 种，上限 {cap} 种（规则 {rule}）。", "请先取消一种，或说明后办理。"),
        R::NoCopy => say("《{title}》没有馆藏复本。", "请先登记复本。"),
        R::OnShelf => say("《{title}》架上还有 {count} 册，索书号 {call_number}。", "可直接取书借出。"),
        R::HoldOver => say("《{title}》的预约已结束。", "无需取消。"),
        R::SameBarcode => say("条码 {barcode} 已用于《{title}》。", "请换一张条码。"),
        R::NotMissing => say("《{title}》未登记丢失或破损。", "无需处理。"),
        R::SameState => say("《{title}》已是此状态。", "无需重复登记。"),
        R::SameCard => say("卡号 {card} 已发给{reader}。", "请换一张卡。"),
        R::HasCard => say("该居民已有读者证：{reader} {card}。", "请用原证；补办须说明。"),
        R::SameIsbn => say("ISBN {isbn} 已登记为《{title}》。", "请直接添加复本；确属不同版本可说明后保存。"),
        R::BadIsbn => say("ISBN 有误：{given}。", "请核对；书上印错的可说明后保存。"),
        R::BadRoom => say("「{given}」不是其他阅览室的代码。", "请填对方站点代码，如 FH。"),
        R::NotMoving => say("《{title}》不在途中，就在本室。", "无需接收。"),
    }
}

fn en(code: Refusal) -> Say {
    use Refusal as R;
    match code {
        R::CopyOnLoan => say("{title} is lent to {reader} until {due}.", "If it is in your hand, return it; else place a hold."),
        R::AlreadyYours => say("{title} is on loan to this reader, due {due}.", "Scan again to return it, or renew."),
        R::CopyHeld => say("{title} is held for {reader} until {until}.", "Put it on the hold shelf, or say why to lend it."),
        R::TitleWaited => say("{waiting} wait for {title}, first {reader}.", "Put it on the hold shelf, or say why to lend it."),
        R::CopyLost => say("{title} is marked lost.", "It is found: say so and go on."),
        R::CopyDamaged => say("{title} is out of use.", "Mark it found when repaired, or say why."),
        R::RoomUseOnly => say("{title} is read in the room only (rule {rule}).", "Read it here."),
        R::CapReached => say("{reader} has {count} of {cap} (rule {rule}).", "Return one first, or say why."),
        R::ReaderOverdue => say("{reader} has {count} overdue, first {title} due {due}.", "Return them first, or say why."),
        R::ReaderSuspended => say("{reader} is suspended until {until}.", "Wait, or say why."),
        R::CardExpired => say("The card of {reader} ran out on {until}.", "Renew the card, or say why."),
        R::NotOnLoan => say("No open loan of {title}.", "Nothing to return or renew."),
        R::RenewedOut => say("{title} was renewed {count} times (rule {rule}).", "Return it, or say why."),
        R::WaitedFor => say("{reader} waits for {title}: no renewal.", "Return it in time."),
        R::Overdue => say("{title} was due {due}, {days} days ago: no renewal.", "Return it first, or say why."),
        R::NoGain => say("Renewed, {title} would still be due {due}.", "No need to renew."),
        R::BadReturnDay => say("{given} cannot be the day of return; lent on {out}.", "Give a day from the loan to today."),
        R::WasLate => say("{title} of {reader} came back {days} days late.", "Tell the reader. {until}"),
        R::HoldReady => say("{title} is for {reader} until {until}.", "Put it on the hold shelf."),
        R::WasLost => say("{title} was marked lost and is back.", "It is in use again."),
        R::DoubleLoan => say("{title} had {count} open loans; all are closed.", "See the exchange page."),
        R::FromElsewhere => say("{title} was at {site}; it is in this room now.", "Nothing to do."),
        R::DueMoved => say("Due date moved from {from} to {due}.", "By the opening calendar and the card's last day."),
        R::HoldBack => say("{title} was held for {reader}, who waits again.", "Tell the reader."),
        R::AlreadyWaiting => say("This reader waits for {title}, place {place}.", "No second hold needed."),
        R::HasItself => say("This reader has {title}, due {due}.", "Renew it."),
        R::HoldCap => say("{reader} has {count} of {cap} holds (rule {rule}).", "Cancel one, or say why."),
        R::NoCopy => say("No copy of {title} is known.", "Add a copy first."),
        R::OnShelf => say("{count} of {title} on the shelf, {call_number}.", "Fetch it and lend it."),
        R::HoldOver => say("This hold on {title} is over.", "Nothing to cancel."),
        R::SameBarcode => say("Barcode {barcode} is on {title}.", "Use another barcode."),
        R::NotMissing => say("{title} is neither lost nor damaged.", "Nothing to do."),
        R::SameState => say("{title} is so already.", "Nothing to do."),
        R::SameCard => say("Card {card} belongs to {reader}.", "Use another card."),
        R::HasCard => say("This resident has a card: {reader} {card}.", "Use that card, or say why."),
        R::SameIsbn => say("ISBN {isbn} is {title}.", "Add a copy to it; for another edition say why."),
        R::BadIsbn => say("Not an ISBN: {given}.", "Check it; if it is printed wrong, say why."),
        R::BadRoom => say("{given} is no other room's code.", "Give the other site's code, such as FH."),
        R::NotMoving => say("{title} is not on its way; it is here.", "Nothing to receive."),
    }
}

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
    /// `{text}`.
    pub unknown: &'static str,
    /// `{title}`.
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
    insisted: "柜台当面确认",
    queue: "等候扫描 {count} 条，不会丢",
    twice: "{text} 连扫两次，只算一次",
    unknown_reader: "没有此读者证：{text}",
    unknown_copy: "没有此条码：{text}",
    unknown: "没有找到：{text}   Ctrl-D 办证   Ctrl-S 登记图书",
    scan_card_first: "《{title}》在架。借书请先扫读者证",
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
    insisted: "confirmed at the counter",
    queue: "{count} scans wait, none is lost",
    twice: "{text} was read twice; counted once",
    unknown_reader: "No such card: {text}",
    unknown_copy: "No such barcode: {text}",
    unknown: "Not found: {text}   Ctrl-D new card   Ctrl-S new book",
    scan_card_first: "{title} is on its shelf. To lend it, scan a card first",
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_has_a_reason_and_a_next_step_of_the_same_facts_in_both_languages() {
        let names = |text: &str| {
            let mut all: Vec<String> =
                text.split('{').skip(1).filter_map(|t| t.split_once('}')).map(|(n, _)| n.to_owned()).collect();
            all.sort_unstable();
            all.dedup();
            all
        };
        for code in Refusal::ALL {
            let (zh, en) = (reason(*code, Lang::Zh), reason(*code, Lang::En));
            assert!(!zh.why.is_empty() && !zh.next.is_empty(), "{code:?}");
            assert_eq!(names(zh.why), names(en.why), "{code:?}");
            assert!(!zh.why.contains(['“', '—', '…', '×', '→']), "{code:?}: a glyph of ambiguous width");
        }
    }
}
