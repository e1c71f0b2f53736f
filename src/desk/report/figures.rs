//! The figures themselves, and how those of several sites become one.

use serde::Serialize;
use std::collections::BTreeMap;

/// What happened at a site in a period. Counts unless said otherwise; `_now` = as of the moment of asking.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Figures {
    /// Requests registered in the period.
    pub opened: i64,
    /// Requests settled in the period, and of them with a limit: in time, late; without a limit.
    pub finished: i64,
    pub on_time: i64,
    pub late: i64,
    pub no_limit: i64,
    /// Calendar days from acceptance to settling: median and 90th percentile (nearest rank).
    pub days_median: Option<i64>,
    pub days_p90: Option<i64>,
    /// Unfinished now, and of them past their date while the clock runs.
    pub open_now: i64,
    pub overdue_now: i64,
    /// Ratings of the requests settled in the period: very dissatisfied to very satisfied.
    pub ratings: [i64; 5],
    /// Certificates that a community must not issue: visitors told where to go.
    pub guidance: i64,
    /// Aid granted in the period: decisions with an amount, and fen.
    pub aid: i64,
    pub aid_fen: i64,
    /// Handed to other communities, and taken from them.
    pub referred_out: i64,
    pub referred_in: i64,
    /// Tickets drawn, served, and gone unserved.
    pub tickets: i64,
    pub served: i64,
    pub left: i64,
    /// Minutes from drawing to the (last) call.
    pub wait_median: Option<i64>,
    pub wait_p90: Option<i64>,
    /// Bookings that this desk made, by the day they are for.
    pub bookings: i64,
    pub attended: i64,
    pub no_show: i64,
    pub cancelled_client: i64,
    pub cancelled_us: i64,
    /// Past and without outcome now.
    pub no_outcome: i64,
    /// Lent and returned in the period; returned after the due date; out now; overdue now.
    pub loans: i64,
    pub returns: i64,
    pub returned_late: i64,
    pub loans_now: i64,
    pub loans_overdue_now: i64,
    /// Visitors counted in the reading room.
    pub visits: i64,
    /// Residents registered.
    pub residents: i64,
}

impl Figures {
    /// Settled in time, of those with a limit, in per mille.
    pub fn on_time_permille(&self) -> Option<i64> {
        share(self.on_time, self.on_time + self.late)
    }

    /// Ratings given.
    pub fn rated(&self) -> i64 {
        self.ratings.iter().sum()
    }

    /// Satisfied or very satisfied, of all ratings, in per mille.
    pub fn satisfied_permille(&self) -> Option<i64> {
        share(self.ratings[3] + self.ratings[4], self.rated())
    }
}

fn share(part: i64, whole: i64) -> Option<i64> {
    (whole > 0).then(|| (part * 2000 + whole) / (2 * whole))
}

/// One service, or all of a category.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct ServiceLine {
    pub service: String,
    pub name: String,
    pub category: String,
    pub opened: i64,
    pub finished: i64,
    pub on_time: i64,
    pub late: i64,
    /// Those registered in the period, by where they stand now.
    pub states: BTreeMap<String, i64>,
}

/// Figures being gathered: percentiles need every value, so that several sites' are not averaged.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    pub figures: Figures,
    /// Days to finish.
    pub days: Vec<i64>,
    /// Minutes waited.
    pub waits: Vec<i64>,
    /// By service id.
    pub services: BTreeMap<String, ServiceLine>,
}

impl Tally {
    /// One settled request: how long it took, whether it was in time (none: no limit), its rating.
    pub fn settle(&mut self, service: &str, days: i64, in_time: Option<bool>, score: Option<i64>) {
        let f = &mut self.figures;
        f.finished += 1;
        match in_time {
            Some(true) => f.on_time += 1,
            Some(false) => f.late += 1,
            None => f.no_limit += 1,
        }
        if let Some(slot) = score.and_then(|s| usize::try_from(s - 1).ok()).and_then(|s| f.ratings.get_mut(s)) {
            *slot += 1;
        }
        self.days.push(days.max(0));
        let line = self.line(service);
        line.finished += 1;
        line.on_time += i64::from(in_time == Some(true));
        line.late += i64::from(in_time == Some(false));
    }

    /// The line of a service, made when it is the first.
    pub fn line(&mut self, service: &str) -> &mut ServiceLine {
        let line = self.services.entry(service.to_owned()).or_default();
        if line.service.is_empty() {
            line.service = service.to_owned();
        }
        line
    }

    /// Takes in another site's.
    pub fn add(&mut self, other: &Tally) {
        let (a, b) = (&mut self.figures, &other.figures);
        for (to, from) in a.counts().into_iter().zip(b.clone().counts()) {
            *to += *from;
        }
        self.days.extend(&other.days);
        self.waits.extend(&other.waits);
        for (id, theirs) in &other.services {
            let line = self.line(id);
            if line.name.is_empty() {
                line.name.clone_from(&theirs.name);
                line.category.clone_from(&theirs.category);
            }
            line.opened += theirs.opened;
            line.finished += theirs.finished;
            line.on_time += theirs.on_time;
            line.late += theirs.late;
            for (state, n) in &theirs.states {
                *line.states.entry(state.clone()).or_default() += n;
            }
        }
    }

    /// The figures with their percentiles.
    pub fn figures(mut self) -> Figures {
        (self.figures.days_median, self.figures.days_p90) = (rank(&mut self.days, 50), rank(&mut self.days, 90));
        (self.figures.wait_median, self.figures.wait_p90) = (rank(&mut self.waits, 50), rank(&mut self.waits, 90));
        self.figures
    }
}

impl Figures {
    /// Every count, for sums.
    fn counts(&mut self) -> Vec<&mut i64> {
        let [r1, r2, r3, r4, r5] = &mut self.ratings;
        vec![
            &mut self.opened,
            &mut self.finished,
            &mut self.on_time,
            &mut self.late,
            &mut self.no_limit,
            &mut self.open_now,
            &mut self.overdue_now,
            r1,
            r2,
            r3,
            r4,
            r5,
            &mut self.guidance,
            &mut self.aid,
            &mut self.aid_fen,
            &mut self.referred_out,
            &mut self.referred_in,
            &mut self.tickets,
            &mut self.served,
            &mut self.left,
            &mut self.bookings,
            &mut self.attended,
            &mut self.no_show,
            &mut self.cancelled_client,
            &mut self.cancelled_us,
            &mut self.no_outcome,
            &mut self.loans,
            &mut self.returns,
            &mut self.returned_late,
            &mut self.loans_now,
            &mut self.loans_overdue_now,
            &mut self.visits,
            &mut self.residents,
        ]
    }
}

/// The value at this percentile by nearest rank; none of nothing.
pub fn rank(values: &mut [i64], percent: usize) -> Option<i64> {
    values.sort_unstable();
    let at = (values.len() * percent).div_ceil(100).max(1) - 1;
    values.get(at).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_values_that_occurred() {
        for (values, median, p90) in [
            (vec![], None, None),
            (vec![7], Some(7), Some(7)),
            (vec![3, 1], Some(1), Some(3)),
            ((1..=10).collect(), Some(5), Some(9)),
            ((1..=100).rev().collect(), Some(50), Some(90)),
        ] {
            let mut v: Vec<i64> = values;
            assert_eq!((rank(&mut v, 50), rank(&mut v, 90)), (median, p90), "{v:?}");
        }
    }

    #[test]
    fn a_total_is_the_sum_of_its_sites_and_its_median_is_of_all_values() {
        let mut one = Tally::default();
        one.settle("service:a", 1, Some(true), Some(5));
        one.settle("service:a", 2, None, None);
        let mut two = Tally::default();
        two.settle("service:a", 30, Some(false), Some(1));
        two.settle("service:b", 40, Some(false), Some(9));
        two.settle("service:b", 50, Some(true), None);
        two.figures.loans = 4;
        let mut all = Tally::default();
        all.add(&one);
        all.add(&two);
        assert_eq!(all.services["service:a"].finished, 3);
        let f = all.figures();
        assert_eq!((f.finished, f.on_time, f.late, f.no_limit, f.loans), (5, 2, 2, 1, 4));
        assert_eq!((f.days_median, f.days_p90), (Some(30), Some(50)), "not the mean of two medians");
        assert_eq!((f.ratings, f.rated()), ([1, 0, 0, 0, 1], 2), "a rating of 9 is none");
        assert_eq!((f.on_time_permille(), Figures::default().on_time_permille()), (Some(500), None));
    }

    #[test]
    fn every_count_is_in_the_sum() {
        let mut one = Tally::default();
        for n in one.figures.counts() {
            *n = 1;
        }
        let mut two = one.clone();
        two.add(&one);
        let json = serde_json::to_value(two.figures()).unwrap();
        for (name, value) in json.as_object().unwrap() {
            let right = match value {
                serde_json::Value::Array(all) => all.iter().all(|n| n == 2),
                other => other.is_null() || *other == 2,
            };
            assert!(right, "{name} is left out: {value}");
        }
    }
}
