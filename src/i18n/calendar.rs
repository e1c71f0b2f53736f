//! Words for days, deadlines and due dates.

use super::Lang;
use crate::calendar::deadline::{Due, OutOfReach, Unit, Why};
use crate::calendar::loan_due::{LoanDue, Mode, NoDueDate, Rule};
use crate::calendar::workdays::DayWhy;
use chrono::{Datelike, NaiveDate};

/// The words of this room that are no sentences.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Calendar {
    pub due: &'static str,
    /// Beside a due date that rests on a guess.
    pub provisional: &'static str,
    pub counted: &'static str,
    pub not_counted: &'static str,
    /// Monday first.
    pub weekdays: [&'static str; 7],
}

pub const ZH: Calendar = Calendar {
    due: "期限届满日",
    provisional: "暂定：该年放假安排尚未公布，按周一至周五上班推算",
    counted: "计入",
    not_counted: "不计",
    weekdays: ["周一", "周二", "周三", "周四", "周五", "周六", "周日"],
};

pub const EN: Calendar = Calendar {
    due: "due",
    provisional: "provisional: that year's holiday notice is not out yet, Monday to Friday assumed",
    counted: "counted",
    not_counted: "not counted",
    weekdays: ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
};

/// The words in this language.
pub fn words(lang: Lang) -> &'static Calendar {
    match lang {
        Lang::Zh => &ZH,
        Lang::En => &EN,
    }
}

/// A weekday's short name.
pub fn weekday(date: NaiveDate, lang: Lang) -> &'static str {
    words(lang).weekdays[date.weekday().num_days_from_monday() as usize]
}

/// A limit's unit.
pub fn unit(unit: Unit, lang: Lang) -> &'static str {
    match (unit, lang) {
        (Unit::Workday, Lang::Zh) => "个工作日",
        (Unit::Day, Lang::Zh) => "日（自然日）",
        (Unit::DayRoll, Lang::Zh) => "日（自然日，遇休息日顺延）",
        (Unit::Workday, Lang::En) => "working days",
        (Unit::Day, Lang::En) => "calendar days",
        (Unit::DayRoll, Lang::En) => "calendar days, moved on from a rest day",
    }
}

/// Why a day is worked or not. `assumed`: its year has no table.
pub fn day_why(why: &DayWhy, assumed: bool, lang: Lang) -> String {
    let said = match (why, lang) {
        (DayWhy::Weekday | DayWhy::SetWorked(_), Lang::Zh) => "工作日".to_owned(),
        (DayWhy::Weekend, Lang::Zh) => "周末休息".to_owned(),
        (DayWhy::Holiday(name), Lang::Zh) => format!("{name}放假"),
        (DayWhy::WorkedWeekend(name), Lang::Zh) => format!("{name}调休上班"),
        (DayWhy::Weekday | DayWhy::SetWorked(_), Lang::En) => "working day".to_owned(),
        (DayWhy::Weekend, Lang::En) => "weekend".to_owned(),
        (DayWhy::Holiday(name), Lang::En) => format!("holiday: {name}"),
        (DayWhy::WorkedWeekend(name), Lang::En) => format!("worked weekend: {name}"),
    };
    match (assumed, lang) {
        (false, _) => said,
        (true, Lang::Zh) => format!("{said}（暂定）"),
        (true, Lang::En) => format!("{said} (provisional)"),
    }
}

/// Why a day was counted or not. Pause reasons this room does not know are said by their code.
pub fn why(why: &Why, lang: Lang) -> String {
    match (why, lang) {
        (Why::FirstDay, Lang::Zh) => "起始日".to_owned(),
        (Why::FirstDay, Lang::En) => "first day".to_owned(),
        (Why::CalendarDay, Lang::Zh) => "自然日".to_owned(),
        (Why::CalendarDay, Lang::En) => "calendar day".to_owned(),
        (Why::Table { day, assumed }, _) => day_why(day, *assumed, lang),
        (Why::Paused(reason), Lang::Zh) => format!("暂停计时：{}", pause(reason, lang)),
        (Why::Paused(reason), Lang::En) => format!("paused: {}", pause(reason, lang)),
        (Why::RollsOn { day, assumed }, Lang::Zh) => format!("{}，顺延", day_why(day, *assumed, lang)),
        (Why::RollsOn { day, assumed }, Lang::En) => format!("{}, moves on", day_why(day, *assumed, lang)),
        (Why::RolledTo { day, assumed }, Lang::Zh) => format!("顺延至此：{}", day_why(day, *assumed, lang)),
        (Why::RolledTo { day, assumed }, Lang::En) => format!("moved to here: {}", day_why(day, *assumed, lang)),
    }
}

/// The reasons for which a request stands still.
pub fn pause(code: &str, lang: Lang) -> &str {
    match (code, lang) {
        ("supplement", Lang::Zh) => "补正材料",
        ("third_party", Lang::Zh) => "征求第三方意见",
        ("publicity", Lang::Zh) => "公示",
        ("appraisal", Lang::Zh) => "鉴定、评估",
        ("supplement", Lang::En) => "papers to be completed",
        ("third_party", Lang::En) => "third party is heard",
        ("publicity", Lang::En) => "publicity",
        ("appraisal", Lang::En) => "appraisal",
        (other, _) => other,
    }
}

/// One line a day, for people: `2025-09-28 周日  计入  国庆节、中秋节调休上班`.
pub fn explain(due: &Due, lang: Lang) -> Vec<String> {
    let words = words(lang);
    let mark = |counted| if counted { words.counted } else { words.not_counted };
    let line = |d: &crate::calendar::deadline::DayLine| {
        format!("{} {}  {}  {}", d.date, weekday(d.date, lang), mark(d.counted), why(&d.why, lang))
    };
    due.days.iter().map(line).collect()
}

/// Why no deadline can be given.
pub fn out_of_reach(why: OutOfReach, lang: Lang) -> String {
    match (why, lang) {
        // A number that no u32 holds has no figure of its own.
        (OutOfReach::TooLong { given: u32::MAX }, Lang::Zh) => "期限过长，最多3650日".to_owned(),
        (OutOfReach::TooLong { given: u32::MAX }, Lang::En) => "the limit is too long, at most 3650 days".to_owned(),
        (OutOfReach::TooLong { given }, Lang::Zh) => format!("期限{given}日过长，最多3650日"),
        (OutOfReach::Date { date }, Lang::Zh) => format!("日期{date}超出1900年至2200年"),
        (OutOfReach::NoEnd, Lang::Zh) => "期限过长，无法推算".to_owned(),
        (_, Lang::En) => why.to_string(),
    }
}

/// A due-date mode.
pub fn mode(mode: Mode, lang: Lang) -> &'static str {
    match (mode, lang) {
        (Mode::Days, Lang::Zh) => "按自然日，闭馆日也可到期",
        (Mode::Datedue, Lang::Zh) => "到期日遇闭馆顺延到开馆日",
        (Mode::Calendar, Lang::Zh) => "只计开馆日",
        (Mode::Dayweek, Lang::Zh) => "到期日遇闭馆顺延到同一星期几",
        (Mode::Days, Lang::En) => "calendar days, closed days too",
        (Mode::Datedue, Lang::En) => "moved on to an open day",
        (Mode::Calendar, Lang::En) => "open days only",
        (Mode::Dayweek, Lang::En) => "moved on to the same weekday",
    }
}

/// A rule of a loan's due date.
pub fn rule(rule: Rule, lang: Lang) -> &'static str {
    match (rule, lang) {
        (Rule::Period, Lang::Zh) => "借期按自然日",
        (Rule::OpenDays, Lang::Zh) => "借期只计开馆日",
        (Rule::Fixed, Lang::Zh) => "统一到期日",
        (Rule::NextOpen, Lang::Zh) => "当日闭馆，顺延到开馆日",
        (Rule::SameWeekday, Lang::Zh) => "当日闭馆，顺延到同一星期几",
        (Rule::Ceiling, Lang::Zh) => "不超过最晚到期日",
        (Rule::LastOpen, Lang::Zh) => "最晚到期日闭馆，提前到开馆日",
        (Rule::NotBeforeLoan, Lang::Zh) => "不早于借出日",
        (Rule::Period, Lang::En) => "loan period in calendar days",
        (Rule::OpenDays, Lang::En) => "loan period in open days",
        (Rule::Fixed, Lang::En) => "fixed due date",
        (Rule::NextOpen, Lang::En) => "closed that day: next open day",
        (Rule::SameWeekday, Lang::En) => "closed that day: same weekday of an open week",
        (Rule::Ceiling, Lang::En) => "not later than the ceiling",
        (Rule::LastOpen, Lang::En) => "the ceiling is closed: last open day before it",
        (Rule::NotBeforeLoan, Lang::En) => "never before the loan",
    }
}

/// One line a step of a loan's due date; the last one decided.
pub fn explain_loan(due: &LoanDue, lang: Lang) -> Vec<String> {
    due.steps.iter().map(|s| format!("{} {}  {}", s.date, weekday(s.date, lang), rule(s.rule, lang))).collect()
}

/// Why a loan has no due date.
pub fn no_due_date(why: NoDueDate, lang: Lang) -> String {
    match (why, lang) {
        (NoDueDate::TooLong { given }, Lang::Zh) => format!("借期{given}日过长，最多3650日"),
        (NoDueDate::NeverOpen, Lang::Zh) => "800日内没有开馆日，请检查开馆时间".to_owned(),
        (NoDueDate::Date, Lang::Zh) => "日期超出范围".to_owned(),
        (_, Lang::En) => why.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::{deadline::due, official::workdays};

    #[test]
    fn a_deadline_is_told_day_by_day() {
        let told = due("2025-09-26".parse().unwrap(), 1, Unit::Workday, &workdays()).unwrap();
        let expected =
            ["2025-09-26 周五  不计  起始日", "2025-09-27 周六  不计  周末休息", "2025-09-28 周日  计入  国庆节、中秋节调休上班"];
        assert_eq!(explain(&told, Lang::Zh), expected);
        let told = due("2026-12-31".parse().unwrap(), 1, Unit::Workday, &workdays()).unwrap();
        assert_eq!(explain(&told, Lang::En)[1], "2027-01-01 Fri  counted  working day (provisional)");
    }
}
