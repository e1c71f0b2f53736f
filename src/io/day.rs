//! A day of a list, in whatever way it was written.

use crate::io::refused::RepairKind;
use crate::io::repair::Mender;
use crate::text::fold;
use chrono::{Datelike, Days, NaiveDate};

/// `2025-10-01`, `2025/10/1`, with or without a time, `20251001`, with any words between; or Excel's day number.
pub fn read(column: &'static str, text: &str, mender: &mut Mender) -> Option<NaiveDate> {
    let half = fold::half_width(text);
    let groups: Vec<&str> = half.split(|c: char| !c.is_ascii_digit()).filter(|g| !g.is_empty()).collect();
    match groups[..] {
        [one] if one.len() == 8 => NaiveDate::parse_from_str(one, "%Y%m%d").ok(),
        [one] if one.len() == 5 => {
            let first = NaiveDate::from_ymd_opt(1899, 12, 30)?;
            let date = first.checked_add_days(Days::new(one.parse().ok()?)).filter(|d| (1990..2100).contains(&d.year()))?;
            mender.note(column, RepairKind::DayNumber, one.to_owned(), date.to_string());
            Some(date)
        }
        [year, month, day, ..] if year.len() == 4 => {
            NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("2027/10/1", Some("2027-10-01"))]
    #[case("2027年10月1日（周五）", Some("2027-10-01"))]
    #[case("20271001", Some("2027-10-01"))]
    #[case("2027-10-1 0:00", Some("2027-10-01"))]
    #[case("45931", Some("2025-10-01"))]
    #[case("2027-02-30", None)]
    #[case("10月1日", None)]
    #[case("99999999999999999999", None)]
    fn dates(#[case] text: &str, #[case] expected: Option<&str>) {
        let mut mender = Mender::default();
        assert_eq!(read("date", text, &mut mender).map(|d| d.to_string()).as_deref(), expected);
        assert_eq!(mender.repairs.iter().any(|r| r.kind == RepairKind::DayNumber), text == "45931");
    }
}
