//! `desk check due START N UNIT`: when a limit ends, explained day by day. With a site's database the site's
//! own calendar counts, without one the notices that ship with the program.

use super::{Exit, Problem, World};
use crate::calendar::deadline::{Due, Unit, due};
use crate::calendar::official;
use crate::calendar::workdays::Workdays;
use crate::i18n::{Lang, calendar as words};
use chrono::NaiveDate;
use std::io::Write;

pub(super) fn call(values: &[String], world: &World, out: &mut dyn Write) -> Result<Exit, Problem> {
    let table = if crate::store::exists(&world.folder) { world.store()?.workdays()? } else { official::workdays() };
    let due = answer(values, &table, world.lang).map_err(Problem::Usage)?;
    if world.json {
        writeln!(out, "{}", due.json(|why| words::why(why, world.lang)))?;
    } else {
        human(&due, world.lang).iter().try_for_each(|line| writeln!(out, "{line}"))?;
    }
    Ok(Exit::Done)
}

fn answer(values: &[String], table: &Workdays, lang: Lang) -> Result<Due, String> {
    let usage = crate::i18n::usage::words(lang).check_due;
    let [start, n, unit] = values else { return Err(usage.into()) };
    let wrong = |given: &String| format!("{given}: {usage}");
    let start: NaiveDate = start.parse().map_err(|_| wrong(start))?;
    let unit = Unit::parse(unit).ok_or_else(|| wrong(unit))?;
    // A number too long for u32 is too long a limit as well.
    let digits = !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit());
    let n = n.parse::<u32>().or_else(|_| if digits { Ok(u32::MAX) } else { Err(wrong(n)) })?;
    due(start, n, unit, table).map_err(|e| words::out_of_reach(e, lang))
}

fn human(due: &Due, lang: Lang) -> Vec<String> {
    let told = words::words(lang);
    let mut lines = words::explain(due, lang);
    lines.push(format!("{} {} {}", told.due, due.due, words::weekday(due.due, lang)));
    if due.provisional {
        lines.push(told.provisional.to_owned());
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    fn ask(line: &str) -> Result<Due, String> {
        let values: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
        answer(&values, &official::workdays(), Lang::Zh)
    }

    #[test]
    fn the_documented_example() {
        let due = ask("2025-09-26 3 workday").unwrap();
        let lines = human(&due, Lang::Zh);
        assert_eq!(lines.len(), 6);
        assert_eq!(lines[5], "期限届满日 2025-09-30 周二");
        assert!(human(&ask("2026-12-30 15 day_roll").unwrap(), Lang::En)[17].starts_with("provisional"));
    }

    #[test]
    fn a_figure_that_was_not_given_is_not_told() {
        let told = ask("2026-01-01 9223372036854775808 day").unwrap_err();
        assert!(told.contains("3650") && !told.contains("4294967295"), "{told}");
    }

    #[rstest]
    #[case("2025-09-26 3")]
    #[case("2025-09-31 3 workday")]
    #[case("2025-09-26 -3 workday")]
    #[case("2025-09-26 3 weeks")]
    #[case("2025-09-26 99999999999999999999 workday")]
    #[case("9999-12-31 3 day")]
    fn what_cannot_be_counted_is_said(#[case] line: &str) {
        assert!(ask(line).is_err());
    }
}
