//! The day's figures: what stands open at this desk, and what of it presses.

use super::super::{Handed, State, Today};
use super::limit::{self, Now};

/// What the figures ask of a request that is not finished.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Open<'a> {
    pub state: State,
    pub due: Option<&'a str>,
    /// Where its last hand-over stands, and whether that was to this very desk.
    pub handed: Option<Handed>,
    pub to_us: bool,
}

/// Adds a request. What another desk has taken is answered for there, and no figure of this one.
pub fn add(figures: &mut Today, one: &Open<'_>, now: &Now) {
    if matches!(one.handed, Some(Handed::Taken | Handed::Finished)) && !one.to_us {
        return;
    }
    let is = |yes: bool| i64::from(yes);
    let due = one.due.filter(|_| limit::runs(one.state));
    figures.open += 1;
    figures.papers += is(one.state == State::Papers);
    figures.due_today += is(due.is_some_and(|due| now.is_last_day(due)));
    figures.late += is(due.is_some_and(|due| now.has_passed(due)));
    figures.returned += is(one.state == State::Referred && one.handed == Some(Handed::SentBack));
}

#[cfg(test)]
mod tests {
    use super::super::sample::at;
    use super::*;
    use rstest::rstest;

    /// open, papers, due today, late, returned
    #[rstest]
    #[case(State::Accepted, Some("2026-03-10"), None, false, [1, 0, 1, 0, 0])]
    #[case(State::Accepted, Some("2026-03-09"), None, false, [1, 0, 0, 1, 0])]
    #[case(State::Accepted, Some("2026-03-11"), None, false, [1, 0, 0, 0, 0])]
    #[case(State::Accepted, None, None, false, [1, 0, 0, 0, 0])]
    #[case(State::Accepted, Some("2026-03-10T09:59"), None, false, [1, 0, 1, 1, 0])]
    #[case(State::Accepted, Some("2026-03-10T10:01"), None, false, [1, 0, 1, 0, 0])]
    #[case(State::Papers, Some("2026-03-09"), None, false, [1, 1, 0, 0, 0])]
    #[case(State::Paused, Some("2026-03-10"), None, false, [1, 0, 0, 0, 0])]
    #[case(State::Referred, Some("2026-03-09"), Some(Handed::Sent), false, [1, 0, 0, 1, 0])]
    #[case(State::Referred, None, Some(Handed::SentBack), false, [1, 0, 0, 0, 1])]
    #[case(State::Accepted, None, Some(Handed::SentBack), false, [1, 0, 0, 0, 0])]
    #[case(State::Referred, Some("2026-03-09"), Some(Handed::Taken), false, [0; 5])]
    #[case(State::Referred, Some("2026-03-09"), Some(Handed::Finished), false, [0; 5])]
    #[case(State::Accepted, Some("2026-03-09"), Some(Handed::Taken), true, [1, 0, 0, 1, 0])]
    fn a_request_counts_where_somebody_has_to_see_to_it(
        #[case] state: State,
        #[case] due: Option<&str>,
        #[case] handed: Option<Handed>,
        #[case] to_us: bool,
        #[case] counted: [i64; 5],
    ) {
        let mut figures = Today::default();
        add(&mut figures, &Open { state, due, handed, to_us }, &Now::at(at("2026-03-10T10:00")));
        assert_eq!([figures.open, figures.papers, figures.due_today, figures.late, figures.returned], counted);
    }
}
