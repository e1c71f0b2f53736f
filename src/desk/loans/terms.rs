//! Which lending rule decides, and the due date it gives on the opening calendar.
//!
//! The narrowest rule decides: this site's before the hub's, then one that names the reader's kind, then one that
//! names the item's kind. A room without any rule lends by [`built_in`].

use super::{Rule, state::House};
use crate::calendar::loan_due::{self, Mode, Rule as Decided, Step, Term};
use crate::desk::reason::Reason;
use chrono::{Days, NaiveDate};
use serde_json::{Value, json};

/// Stands for every kind in a rule.
pub const ANY: &str = "*";

/// The kinds of readers that the forms offer; a rule of lending may name others.
pub const READER_KINDS: [&str; 3] = ["adult", "child", "worker"];

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

    /// The same for a renewal, which has days of its own.
    pub fn renewing(&self) -> String {
        format!("{} x {}: {}", self.reader_kind, self.item_kind, self.renewal_days)
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

    /// Kinds of readers that the room knows: those of the forms and those that its rules name.
    pub fn reader_kinds(&self) -> Vec<String> {
        let named = self.rules.iter().map(|r| r.reader_kind.as_str()).filter(|kind| *kind != ANY);
        let mut all: Vec<String> = READER_KINDS.into_iter().chain(named).map(str::to_owned).collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    /// What a reader of this kind may have at most, over all kinds of items.
    pub fn widest_cap(&self, reader_kind: &str) -> i64 {
        let kinds = self.rules.iter().map(|r| r.item_kind.as_str()).chain(["book"]);
        kinds.map(|k| self.rule(reader_kind, k).cap).max().unwrap_or_else(|| built_in().cap)
    }

    /// The due date of a loan from `start`, not later than the card is good. In a room that never opens, the days as
    /// they fall.
    pub fn due(&self, start: NaiveDate, days: i64, ceiling: Option<NaiveDate>) -> Due {
        let days = u32::try_from(days.clamp(0, i64::from(loan_due::LONGEST))).unwrap_or(0);
        let term = |mode| Term { days, mode, fixed: None, ceiling };
        let mode = self.settings.due_mode;
        let counted = loan_due::loan_due(start, &term(mode), &self.opening);
        let counted = counted.or_else(|_| loan_due::loan_due(start, &term(Mode::Days), &self.opening));
        match counted {
            Ok(told) => {
                let days = self.each_day(start, told.steps.iter().map(|s| s.date).max().unwrap_or(told.due));
                Due { date: told.due, steps: told.steps, mode, days }
            }
            Err(_) => Due { date: start, steps: Vec::new(), mode, days: Vec::new() },
        }
    }

    /// The days after `start` up to `last`, and whether the room is open.
    fn each_day(&self, start: NaiveDate, last: NaiveDate) -> Vec<(NaiveDate, bool)> {
        start.iter_days().skip(1).take(MOST_DAYS).take_while(|d| *d <= last).map(|d| (d, self.opening.is_open(d))).collect()
    }

    /// Last day on the hold shelf for a copy put there on `day`: so many open days later.
    pub fn shelf_deadline(&self, day: NaiveDate) -> NaiveDate {
        let mut last = day;
        for _ in 0..self.settings.hold_days {
            let next = last.checked_add_days(Days::new(1)).unwrap_or(last);
            last = self.opening.next_open(next, 1).unwrap_or(next);
        }
        last
    }
}

/// Days told one by one at most: a quarter.
const MOST_DAYS: usize = 92;

/// A due date and how it came about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    pub date: NaiveDate,
    /// Every date on the way with the rule that gave it, the deciding one last.
    pub steps: Vec<Step>,
    pub mode: Mode,
    /// Each day from the one after the loan to the last on the way: is the room open?
    pub days: Vec<(NaiveDate, bool)>,
}

impl Due {
    /// A warning when closed days or the card's end have moved it.
    pub fn moved(&self) -> Option<Reason> {
        let plain = self.steps.first().filter(|s| s.date != self.date)?;
        Some(Reason::of(super::Refusal::DueMoved).fact("from", plain.date).fact("due", self.date))
    }

    /// The days as they stand in a reply: `[{"date":…,"open":true}]`.
    pub fn each_day(&self) -> Value {
        self.days.iter().map(|(date, open)| json!({"date": date.to_string(), "open": open})).collect()
    }

    /// The way as it stands in a reply: `[{"date":…,"why":"next_open"}]`.
    pub fn way(&self) -> Value {
        self.steps.iter().map(|s| json!({"date": s.date.to_string(), "why": word(s.rule)})).collect()
    }
}

/// The word of a step in replies.
fn word(rule: Decided) -> &'static str {
    match rule {
        Decided::Period => "period",
        Decided::OpenDays => "open_days",
        Decided::Fixed => "fixed",
        Decided::NextOpen => "next_open",
        Decided::SameWeekday => "same_weekday",
        Decided::Ceiling => "ceiling",
        Decided::LastOpen => "last_open",
        Decided::NotBeforeLoan => "not_before_loan",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::loan_due::Opening;
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
        let mut house = House { rules, opening: Opening::on("1234567").unwrap(), settings: Settings::default() };
        assert_eq!(house.rule("child", "disc").days, 13, "the site's own rule comes first");
        house.rules.pop();
        assert_eq!(house.rule("child", "disc").days, 11);
        assert_eq!(house.rule("adult", "disc").days, 12);
        assert_eq!(house.rule("adult", "book").days, 10);
        house.rules.clear();
        assert_eq!(house.rule("adult", "book"), built_in());
    }

    #[test]
    fn the_reply_says_how_the_due_date_came_about() {
        // Closed on Sundays and on Monday 2026-03-23.
        let mut house = House { opening: Opening::on("123456").unwrap(), rules: vec![], settings: Settings::default() };
        house.opening.closed.insert(day("2026-03-23"));
        let due = house.due(day("2026-03-01"), 21, None);
        assert_eq!(due.date, day("2026-03-24"));
        assert_eq!(due.way().to_string(), r#"[{"date":"2026-03-22","why":"period"},{"date":"2026-03-24","why":"next_open"}]"#);
        assert!(due.moved().is_some());
        assert!(house.due(day("2026-03-02"), 5, None).moved().is_none());
        assert_eq!(house.due(day("2026-03-02"), 21, Some(day("2026-03-10"))).date, day("2026-03-10"), "the card ends");
        assert_eq!(house.shelf_deadline(day("2026-03-20")), day("2026-03-25"), "three open days");
        house.opening.weekdays = [false; 7];
        assert_eq!(house.due(day("2026-03-01"), 21, None).date, day("2026-03-22"), "never open: days as they fall");
        assert_eq!(house.shelf_deadline(day("2026-03-01")), day("2026-03-04"));
    }
}
