//! What each command is called when it is said to have been done or taken back.

use super::Lang;

type Named = (&'static str, &'static str, &'static str);

const ALL: &[Named] = &[
    ("resident.add", "登记居民", "resident registered"),
    ("resident.update", "修改居民资料", "resident changed"),
    ("resident.merge", "合并居民", "residents merged"),
    ("ticket.draw", "取号", "number drawn"),
    ("ticket.call", "叫号", "visitor called"),
    ("ticket.recall", "重叫", "visitor called again"),
    ("ticket.miss", "过号", "number missed"),
    ("ticket.leave", "销号", "visitor left"),
    ("ticket.hold", "暂搁", "number put aside"),
    ("ticket.transfer", "转窗口", "visitor sent to another window"),
    ("ticket.done", "办完", "visitor served"),
    ("day.close", "收班", "day closed"),
    ("request.open", "登记事项", "request registered"),
    ("request.accept", "受理", "request accepted"),
    ("request.tell", "一次性告知", "missing papers told"),
    ("request.stage", "环节", "stage recorded"),
    ("request.pause", "暂停计时", "clock stopped"),
    ("request.resume", "恢复办理", "clock started again"),
    ("request.extend", "延期", "limit extended"),
    ("request.refer", "转办", "request referred"),
    ("request.take", "接收", "request taken"),
    ("request.send_back", "退回", "request sent back"),
    ("request.finish", "办结", "request finished"),
    ("request.reopen", "重新办理", "request reopened"),
    ("request.merge", "并案", "requests merged"),
    ("request.note", "备注", "note"),
    ("request.rate", "评价", "rating"),
    ("request.guide", "指路", "guidance"),
    ("callback.done", "回访", "call-back"),
    ("service.set", "事项设置", "item setting"),
    ("certificate.set", "不予出具的证明", "certificate"),
    ("clerk.add", "登记工作人员", "clerk entered"),
    ("clerk.drop", "注销工作人员", "clerk removed"),
    ("advisor.add", "登记老师", "advisor added"),
    ("advisor.set", "修改老师资料", "advisor changed"),
    ("advisor.hours", "老师时段", "advisor's hours"),
    ("advisor.leave", "老师请假", "advisor's leave"),
    ("place.add", "登记场地", "place added"),
    ("place.set", "修改场地资料", "place changed"),
    ("place.hours", "场地时段", "place's hours"),
    ("place.close", "场地停用", "place closed"),
    ("hours.drop", "删除时段", "hours dropped"),
    ("leave.drop", "销假", "leave dropped"),
    ("kind.add", "预约类型", "kind of session"),
    ("booking.make", "预约", "booking made"),
    ("booking.move", "改期", "booking moved"),
    ("booking.cancel", "取消预约", "booking cancelled"),
    ("booking.confirm", "确认预约申请", "booking confirmed"),
    ("booking.outcome", "预约结果", "outcome of a booking"),
    ("booking.note", "预约备注", "note on a booking"),
    ("lecture.open", "开讲座", "lecture opened"),
    ("lecture.sign_up", "讲座报名", "lecture sign-up"),
    ("lecture.cancel", "取消讲座或报名", "lecture or sign-up called off"),
    ("offer.take", "候补接受", "offer taken"),
    ("series.add", "系列活动", "series added"),
    ("followup.add", "跟踪", "follow-up"),
    ("followup.done", "跟踪完成", "follow-up done"),
    ("title.add", "登记书目", "title added"),
    ("copy.add", "登记馆藏", "copy added"),
    ("reader.add", "办读者证", "reader added"),
    ("rule.set", "借阅规则", "lending rule"),
    ("loan.checkout", "借出", "lent"),
    ("loan.return", "归还", "returned"),
    ("loan.renew", "续借", "renewed"),
    ("hold.place", "预约图书", "hold placed"),
    ("hold.cancel", "取消图书预约", "hold cancelled"),
    ("copy.lost", "图书丢失", "copy lost"),
    ("copy.found", "图书找回", "copy found"),
    ("copy.damaged", "图书破损", "copy damaged"),
    ("transfer.send", "调出", "copy sent"),
    ("transfer.receive", "调入", "copy received"),
    ("stocktake.open", "开始清点", "stocktake opened"),
    ("stocktake.scan", "清点", "stocktake scan"),
    ("stocktake.close", "清点结束", "stocktake closed"),
    ("visit.count", "到馆人次", "visits counted"),
    ("setting.set", "设置", "setting"),
    ("calendar.set", "放假调休", "calendar day"),
    ("title.update", "修改书目", "title changed"),
    ("copy.update", "修改馆藏", "copy changed"),
    ("reader.update", "修改读者证", "reader changed"),
    ("hours.set", "每周时间", "weekly hours"),
    ("series.stop", "停办系列", "series stopped"),
    ("conflict.settle", "协调", "clash settled"),
    ("grant.give", "放号源", "time granted"),
    ("grant.take_back", "收回号源", "grant taken back"),
    ("owner.hand_over", "移交", "handed over"),
    ("person.erase", "删除个人信息", "person erased"),
    ("retention.run", "到期清除", "retention"),
    ("site.add", "登记站点", "site entered"),
    ("site.revoke", "注销站点密钥", "site revoked"),
    ("undo", "撤销", "undo"),
    ("redo", "重做", "redo"),
];

/// A command in words; one without words (of a newer program's file) by its name.
pub fn label(command: &str, lang: Lang) -> &str {
    let found = ALL.iter().find(|(name, ..)| *name == command);
    found.map_or(command, |(_, zh, en)| if lang == Lang::Zh { zh } else { en })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::command::Command;

    #[test]
    fn every_command_has_words_once() {
        for name in Command::names() {
            assert_ne!(label(name, Lang::Zh), name);
        }
        for (i, (name, ..)) in ALL.iter().enumerate() {
            assert!(ALL[..i].iter().all(|(other, ..)| other != name), "{name} twice");
        }
    }
}
