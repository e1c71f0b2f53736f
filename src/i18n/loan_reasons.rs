//! Why the reading room refuses, or what it adds to what was done.

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
        R::LentSince => say("《{title}》此后又借出过，不能撤销。", "数据未变。书仍在原读者手中的，请重新借出。"),
        R::LoanOver => say("《{title}》的这次借出刚在别处办结，没有改动。", "已显示最新情况，请看清后再办。"),
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
        R::OtherName => say("证件号 {given} 是{reader}的，姓名不符。", "请核对姓名和证件号。"),
        R::SameIsbn => say("ISBN {isbn} 已登记为《{title}》。", "请直接添加复本；确属不同版本可说明后保存。"),
        R::BadIsbn => say("ISBN 有误：{given}。", "请核对；书上印错的可说明后保存。"),
        R::BadRoom => say("「{given}」不是其他阅览室。", "请填对方社区的名称或代码，如 FH。"),
        R::SentLost => say("《{title}》已登记丢失，不能转送，数据未变。", "书已在手上请先登记找回，再转送。"),
        R::StillDamaged => say("《{title}》已到，仍是破损停用。", "修好后登记找回，才能外借。"),
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
        R::LentSince => say(
            "{title} was lent again since; it cannot be undone.",
            "Nothing was changed. If the first reader has it, lend it anew.",
        ),
        R::LoanOver => {
            say("This loan of {title} has ended elsewhere meanwhile; nothing was changed.", "What is shown is new: look again.")
        }
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
        R::OtherName => say("The ID number {given} is of {reader}, not of this name.", "Check name and number."),
        R::SameIsbn => say("ISBN {isbn} is {title}.", "Add a copy to it; for another edition say why."),
        R::BadIsbn => say("Not an ISBN: {given}.", "Check it; if it is printed wrong, say why."),
        R::BadRoom => say("{given} is no other room.", "Give the other desk's name or code, such as FH."),
        R::SentLost => say("{title} is marked lost; nothing was sent.", "If it is at hand, mark it found first."),
        R::StillDamaged => say("{title} has come and is still out of use.", "Mark it found when it is mended."),
        R::NotMoving => say("{title} is not on its way; it is here.", "Nothing to receive."),
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
