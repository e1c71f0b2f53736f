//! Request numbers: `QLQ-20260302-0041`, shown as `0302-0041` at their own site in their own year.

use crate::base::clock::Moment;
use chrono::{Datelike, NaiveDate};

/// The whole number of a site's `n`th request of a day.
pub fn whole(site: &str, day: NaiveDate, n: i64) -> String {
    format!("{site}-{}-{n:04}", day.format("%Y%m%d"))
}

/// The number as this site shows it this year.
pub fn short<'a>(number: &'a str, site: &str, now: Moment) -> &'a str {
    let own = format!("{site}-{}", now.date().year());
    number.strip_prefix(own.as_str()).unwrap_or(number)
}

/// What somebody meant by a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Meant {
    /// A whole number.
    Whole(String),
    /// Month, day and count: first this site's own this year, then any.
    Short { own: String, tail: String },
    /// Only the count: this site's unfinished ones.
    Count(String),
}

/// Reads a number as typed, in any case, `None` if it is not one. An item's letters in front
/// (`SQ0302-0043`) are ignored.
pub fn read(typed: &str, site: &str, now: Moment) -> Option<Meant> {
    let typed = typed.trim().to_ascii_uppercase();
    let digits = |t: &str| !t.is_empty() && t.bytes().all(|b| b.is_ascii_digit());
    let parts: Vec<&str> = typed.split('-').collect();
    match parts[..] {
        [site, day, count] if day.len() == 8 && digits(day) && digits(count) => {
            Some(Meant::Whole(format!("{site}-{day}-{count:0>4}")))
        }
        [day, count] if digits(count) => {
            let day = day.trim_start_matches(|c: char| c.is_ascii_alphabetic());
            match day.len() {
                8 if digits(day) => Some(Meant::Whole(format!("{site}-{day}-{count:0>4}"))),
                // As the list shows one of another year.
                6 if digits(day) => Some(Meant::Whole(format!("{site}-20{day}-{count:0>4}"))),
                4 if digits(day) => {
                    let tail = format!("{day}-{count:0>4}");
                    Some(Meant::Short { own: format!("{site}-{}{tail}", now.date().year()), tail })
                }
                _ => None,
            }
        }
        [count] if digits(count) && count.len() <= 4 => Some(Meant::Count(format!("{count:0>4}"))),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    fn now() -> Moment {
        Moment::parse("2026-03-02T09:00").unwrap()
    }

    #[test]
    fn a_number_is_short_only_at_home_and_this_year() {
        let number = whole("QLQ", now().date(), 41);
        assert_eq!(number, "QLQ-20260302-0041");
        assert_eq!(short(&number, "QLQ", now()), "0302-0041");
        assert_eq!(short(&number, "HUB", now()), number);
        assert_eq!(short("QLQ-20251231-0007", "QLQ", now()), "QLQ-20251231-0007");
    }

    #[rstest]
    #[case("qlq-20260302-41", Some(Meant::Whole("QLQ-20260302-0041".into())))]
    #[case("20251231-0007", Some(Meant::Whole("QLQ-20251231-0007".into())))]
    #[case("251231-7", Some(Meant::Whole("QLQ-20251231-0007".into())))]
    #[case(" 0302-0041 ", Some(Meant::Short { own: "QLQ-20260302-0041".into(), tail: "0302-0041".into() }))]
    #[case("SQ0302-41", Some(Meant::Short { own: "QLQ-20260302-0041".into(), tail: "0302-0041".into() }))]
    #[case("41", Some(Meant::Count("0041".into())))]
    #[case("00041", None)]
    #[case("zxm", None)]
    #[case("", None)]
    fn as_typed(#[case] text: &str, #[case] meant: Option<Meant>) {
        assert_eq!(read(text, "QLQ", now()), meant);
    }

    proptest! {
        #[test]
        fn no_text_panics_and_every_short_form_is_understood(text in ".*", n in 1i64..9999) {
            read(&text, "QLQ", now());
            let number = whole("QLQ", now().date(), n);
            let tail = short(&number, "QLQ", now()).to_owned();
            prop_assert_eq!(read(&tail, "QLQ", now()), Some(Meant::Short { own: number, tail }));
        }
    }
}
