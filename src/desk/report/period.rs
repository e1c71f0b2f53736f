//! The stretch of days that a report is about.

use chrono::{Datelike, Days, Months, NaiveDate};

/// Longest stretch a report is made for, days: what it costs is bounded.
pub const LONGEST: i64 = 366;

/// How long a period is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Span {
    Day,
    /// Monday to Sunday.
    Week,
    #[default]
    Month,
    Quarter,
    Year,
    /// Days that were named.
    Days,
}

impl Span {
    /// Those that a key chooses.
    pub const ALL: [Span; 5] = [Span::Day, Span::Week, Span::Month, Span::Quarter, Span::Year];

    /// As `desk show report period=…` takes it.
    pub fn name(self) -> &'static str {
        match self {
            Span::Day => "day",
            Span::Week => "week",
            Span::Month => "month",
            Span::Quarter => "quarter",
            Span::Year => "year",
            Span::Days => "days",
        }
    }

    /// Reads [`Span::name`]; `today` is a day.
    pub fn parse(word: &str) -> Option<Span> {
        if word == "today" {
            return Some(Span::Day);
        }
        Span::ALL.into_iter().find(|s| s.name() == word)
    }
}

/// Days from the first to the last, both counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    pub span: Span,
    pub from: NaiveDate,
    pub until: NaiveDate,
}

impl Period {
    /// The period of this length that holds `day`.
    pub fn around(span: Span, day: NaiveDate) -> Period {
        let first_of_month = |month: u32| NaiveDate::from_ymd_opt(day.year(), month, 1).unwrap_or(day);
        let (from, months) = match span {
            Span::Day | Span::Days => return Period { span, from: day, until: day },
            Span::Week => {
                let from = day.checked_sub_days(Days::new(u64::from(day.weekday().num_days_from_monday()))).unwrap_or(day);
                return Period { span, from, until: from.checked_add_days(Days::new(6)).unwrap_or(day) };
            }
            Span::Month => (first_of_month(day.month()), 1),
            Span::Quarter => (first_of_month((day.month0() / 3) * 3 + 1), 3),
            Span::Year => (first_of_month(1), 12),
        };
        let next = from.checked_add_months(Months::new(months)).unwrap_or(day);
        Period { span, from, until: next.pred_opt().unwrap_or(day) }
    }

    /// The one before (-1) or after (1), of the same length.
    pub fn step(self, by: i64) -> Period {
        let length = (self.until - self.from).num_days() + 1;
        let beside = if by < 0 { self.from.pred_opt() } else { self.until.succ_opt() };
        let Some(day) = beside else { return self };
        if self.span != Span::Days {
            return Period::around(self.span, day);
        }
        let move_by = chrono::Duration::days(length * by.signum());
        match (self.from.checked_add_signed(move_by), self.until.checked_add_signed(move_by)) {
            (Some(from), Some(until)) => Period { span: self.span, from, until },
            _ => self,
        }
    }

    /// From what was typed: named days, else a length around a day, else this month.
    ///
    /// # Errors
    /// What is wrong, as the name of the field.
    pub fn read(from: Option<&str>, until: Option<&str>, length: Option<&str>, today: NaiveDate) -> Result<Period, &'static str> {
        let day = |given: Option<&str>, field| match given.map(str::trim).filter(|g| !g.is_empty()) {
            Some(text) => text.parse::<NaiveDate>().map(Some).map_err(|_| field),
            None => Ok(None),
        };
        let length = match length.map(str::trim).filter(|l| !l.is_empty()) {
            Some(word) => Some(Span::parse(word).ok_or("period")?),
            None => None,
        };
        let (from, until) = (day(from, "from")?, day(until, "until")?);
        if let Some(length) = length {
            return Ok(Period::around(length, from.or(until).unwrap_or(today)));
        }
        match (from, until) {
            (None, None) => Ok(Period::around(Span::Month, today)),
            (from, until) => {
                let from = from.or(until).unwrap_or(today);
                let until = until.unwrap_or_else(|| today.max(from));
                let days = (until - from).num_days();
                if !(0..LONGEST).contains(&days) {
                    return Err("until");
                }
                Ok(Period { span: Span::Days, from, until })
            }
        }
    }

    /// `2026-11`, `2026 Q4`, `2026`, or its days.
    pub fn label(self) -> String {
        match self.span {
            Span::Day => self.from.to_string(),
            Span::Month => self.from.format("%Y-%m").to_string(),
            Span::Quarter => format!("{} Q{}", self.from.year(), self.from.month0() / 3 + 1),
            Span::Year => self.from.year().to_string(),
            Span::Week | Span::Days => format!("{} - {}", self.from, self.until),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn d(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_period_holds_its_day_and_its_neighbours_touch_it() {
        for (span, from, until) in [
            (Span::Day, "2026-11-23", "2026-11-23"),
            (Span::Week, "2026-11-23", "2026-11-29"),
            (Span::Month, "2026-11-01", "2026-11-30"),
            (Span::Quarter, "2026-10-01", "2026-12-31"),
            (Span::Year, "2026-01-01", "2026-12-31"),
        ] {
            let p = Period::around(span, d("2026-11-23"));
            assert_eq!((p.from, p.until), (d(from), d(until)), "{span:?}");
            assert_eq!(p.step(-1).until.succ_opt(), Some(p.from));
            assert_eq!(p.until.succ_opt(), Some(p.step(1).from));
            assert_eq!(p.step(1).step(-1), p);
        }
        let named = Period::read(Some("2026-02-27"), Some("2026-03-02"), None, d("2026-11-23")).unwrap();
        assert_eq!((named.step(1).from, named.step(1).until), (d("2026-03-03"), d("2026-03-06")));
    }

    #[test]
    fn what_is_typed_is_read_or_named_as_wrong() {
        let today = d("2026-11-23");
        let read = |f: &str, u: &str, p: &str| Period::read(Some(f), Some(u), Some(p), today).map(Period::label);
        assert_eq!(read("", "", ""), Ok("2026-11".into()));
        assert_eq!(read("2026-03-05", "", "quarter"), Ok("2026 Q1".into()));
        assert_eq!(read("2026-11-01", "", ""), Ok("2026-11-01 - 2026-11-23".into()));
        for (f, u, p, wrong) in [
            ("2026-02-30", "", "", "from"),
            ("", "soon", "", "until"),
            ("2026-03-02", "2026-03-01", "", "until"),
            ("2020-01-01", "2026-03-01", "", "until"),
            ("", "", "decade", "period"),
        ] {
            assert_eq!(read(f, u, p), Err(wrong));
        }
    }
}
