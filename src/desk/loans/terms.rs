//! Which lending rule decides, and the due date it gives on the opening calendar.
//!
//! The narrowest rule decides: this site's before the hub's, then one that names the reader's kind, then one that
//! names the item's kind. A room without any rule lends by [`built_in`].

use super::opening::Opening;
use super::{Rule, state::House};
use crate::desk::reason::Reason;
use chrono::{Days, NaiveDate};

/// Stands for every kind in a rule.
pub const ANY: &str = "*";

/// The rule of a room that has set none: 21 days, renewed once for 14, five loans, three holds.
pub fn built_in() -> Rule {
    Rule {
        reader_kind: ANY.into(),
        item_kind: ANY.into(),
        days: 21,
        renewals: 1,
        renewal_days: 14,
        cap: 5,
        holds: 3,
        ..Rule::default()
    }
}

impl Rule {
    /// Does it speak of these kinds?
    pub fn fits(&self, reader_kind: &str, item_kind: &str) -> bool {
        (self.reader_kind == ANY || self.reader_kind == reader_kind) && (self.item_kind == ANY || self.item_kind == item_kind)
    }

    /// As the screen and the replies name it: `adult x book: 21`.
    pub fn named(&self) -> String {
        format!("{} x {}: {}", self.reader_kind, self.item_kind, self.days)
    }

    fn narrowness(&self) -> (bool, bool, bool, &str) {
        (!self.site.is_empty(), self.reader_kind != ANY, self.item_kind != ANY, &self.id)
    }
}

impl House {
    /// The rule that decides for these kinds.
    pub fn rule(&self, reader_kind: &str, item_kind: &str) -> Rule {
        let fitting = self.rules.iter().filter(|r| r.fits(reader_kind, item_kind));
        fitting.max_by(|a, b| a.narrowness().cmp(&b.narrowness())).cloned().unwrap_or_else(built_in)
    }

    /// What a reader of this kind may have at most, over all kinds of items.
    pub fn widest_cap(&self, reader_kind: &str) -> i64 {
        let kinds = self.rules.iter().map(|r| r.item_kind.as_str()).chain(["book"]);
        kinds.map(|k| self.rule(reader_kind, k).cap).max().unwrap_or_else(|| built_in().cap)
    }

    /// The due date of a loan from `start`.
    pub fn due(&self, start: NaiveDate, days: i64) -> Due {
        due(start, days, self.settings.due_mode, &self.opening)
    }

    /// Last day on the hold shelf for a copy put there on `day`.
    pub fn shelf_deadline(&self, day: NaiveDate) -> NaiveDate {
        self.opening.nth_open_after(day, self.settings.hold_days)
    }
}

/// What closed days do to a due date. The names are those of Koha's `useDaysMode`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum DueMode {
    /// Days as they fall, closed or not.
    Days,
    /// A due date on a closed day moves on to the next open day.
    #[default]
    Datedue,
    /// Only open days count.
    Calendar,
    /// A due date on a closed day moves on by whole weeks while that helps, else to the next open day.
    Dayweek,
}

impl DueMode {
    /// Reads the setting `loans.due_mode`; anything else is the default.
    pub fn read(text: Option<&str>) -> DueMode {
        match text.unwrap_or_default().to_ascii_lowercase().as_str() {
            "days" => DueMode::Days,
            "calendar" => DueMode::Calendar,
            "dayweek" => DueMode::Dayweek,
            _ => DueMode::Datedue,
        }
    }

    /// The setting's value.
    pub fn name(self) -> &'static str {
        match self {
            DueMode::Days => "days",
            DueMode::Datedue => "datedue",
            DueMode::Calendar => "calendar",
            DueMode::Dayweek => "dayweek",
        }
    }
}

/// A due date and how it came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Due {
    pub date: NaiveDate,
    /// Where the plain count of days ends.
    pub plain: NaiveDate,
    pub mode: DueMode,
}

impl Due {
    /// A warning when closed days have moved it.
    pub fn moved(&self) -> Option<Reason> {
        let moved = self.date != self.plain;
        moved.then(|| Reason::of(super::Refusal::DueMoved).fact("from", self.plain).fact("due", self.date))
    }
}

/// `start` plus `days` on the opening calendar. Never before `start`; the day of lending is not counted.
pub fn due(start: NaiveDate, days: i64, mode: DueMode, opening: &Opening) -> Due {
    let plain = start.checked_add_days(Days::new(days.clamp(0, 3660).unsigned_abs())).unwrap_or(start);
    let date = match mode {
        DueMode::Days => plain,
        DueMode::Datedue => opening.on_or_after(plain),
        DueMode::Calendar => opening.nth_open_after(start, days.min(366)),
        DueMode::Dayweek => same_weekday(plain, opening),
    };
    Due { date, plain, mode }
}

/// `day`, or the same weekday of one of the next eight weeks, or the next open day.
fn same_weekday(day: NaiveDate, opening: &Opening) -> NaiveDate {
    let weeks = (0..=8u64).filter_map(|w| day.checked_add_days(Days::new(7 * w)));
    weeks.into_iter().find(|d| opening.is_open(*d)).unwrap_or_else(|| opening.on_or_after(day))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::loans::state::Settings;

    fn day(text: &str) -> NaiveDate {
        NaiveDate::parse_from_str(text, "%Y-%m-%d").unwrap()
    }

    fn rule(site: &str, reader: &str, item: &str, days: i64) -> Rule {
        Rule { site: site.into(), reader_kind: reader.into(), item_kind: item.into(), days, ..built_in() }
    }

    #[test]
    fn the_narrowest_rule_decides() {
        let rules =
            vec![rule("", ANY, ANY, 10), rule("", "child", ANY, 11), rule("", ANY, "disc", 12), rule("QLQ", ANY, ANY, 13)];
        let mut house = House { rules, opening: Opening::default(), settings: Settings::default() };
        assert_eq!(house.rule("child", "disc").days, 13, "the site's own rule comes first");
        house.rules.pop();
        assert_eq!(house.rule("child", "disc").days, 11);
        assert_eq!(house.rule("adult", "disc").days, 12);
        assert_eq!(house.rule("adult", "book").days, 10);
        house.rules.clear();
        assert_eq!(house.rule("adult", "book"), built_in());
    }

    #[test]
    fn due_modes_over_closed_days() {
        // Closed on Sundays, and on Monday 2026-03-23.
        let opening = Opening::read(Some("123456"), Some("2026-03-23"), None);
        let start = day("2026-03-02");
        for (mode, days, want) in [
            (DueMode::Days, 20, "2026-03-22"),
            (DueMode::Datedue, 20, "2026-03-24"),
            (DueMode::Datedue, 5, "2026-03-07"),
            (DueMode::Calendar, 6, "2026-03-09"),
            (DueMode::Dayweek, 21, "2026-03-30"),
            (DueMode::Dayweek, 20, "2026-03-24"),
            (DueMode::Datedue, -4, "2026-03-02"),
        ] {
            assert_eq!(due(start, days, mode, &opening).date, day(want), "{} {days}", mode.name());
        }
    }

    proptest::proptest! {
        #[test]
        fn a_due_date_is_never_before_the_loan_nor_on_a_closed_day(n in 0i64..400, off in 0u64..700, open in "[1-7]{1,7}") {
            let opening = Opening::read(Some(&open), None, None);
            let start = day("2026-01-01") + Days::new(off);
            for mode in [DueMode::Datedue, DueMode::Calendar, DueMode::Dayweek] {
                let d = due(start, n, mode, &opening).date;
                proptest::prop_assert!(d >= start);
                proptest::prop_assert!(opening.is_open(d) || (mode == DueMode::Calendar && n == 0));
            }
        }
    }
}
