//! Who is called next.
//!
//! Booked people and priority groups go first, otherwise the number drawn first. Nobody is passed
//! over more than a few times ([`LIMIT`], or the setting `ticket.pass_over`): who has been, goes before everyone. How often somebody was passed
//! over is not kept but counted, from the calls of those who drew later.

use super::super::{Priority, Ticket, TicketState};
use serde::Serialize;

/// N of PRODUCT.md: how often a visitor may be passed over where the site has set nothing else.
pub const LIMIT: usize = 3;

/// Why a ticket has its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// Passed over as often as allowed.
    PassedEnough,
    /// Belongs to a group that goes first.
    Group(Priority),
    /// The earliest number of those left.
    Turn,
}

/// A place in the order of calling.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Place {
    pub id: String,
    pub number: String,
    pub why: Why,
    /// How often it was passed over until now.
    pub passed: usize,
    /// How often it will have been when its turn comes.
    pub then: usize,
    /// Those called before it who drew later.
    pub behind: Vec<String>,
}

/// May this window call that ticket?
fn fits(ticket: &Ticket, window: Option<&str>) -> bool {
    match (&ticket.wanted, window) {
        (Some(wanted), Some(window)) => wanted == window,
        _ => true,
    }
}

/// How often `ticket` was passed over: later ones called while it waited, by a window that could have called it.
fn passed(ticket: &Ticket, today: &[Ticket]) -> usize {
    let later = |t: &&Ticket| t.calls > 0 && (t.drawn_at, &t.id) > (ticket.drawn_at, &ticket.id);
    today.iter().filter(later).filter(|t| fits(ticket, t.window.as_deref())).count()
}

/// Those who wait, in the order in which `window` (or any, when none is named) would call them.
/// `today` is every ticket of the day, in any state.
pub fn order(today: &[Ticket], window: Option<&str>, limit: usize) -> Vec<Place> {
    let mut waiting: Vec<(&Ticket, usize, Place)> = today
        .iter()
        .filter(|t| t.state == TicketState::Waiting && fits(t, window))
        .map(|t| {
            let n = passed(t, today);
            let place =
                Place { id: t.id.clone(), number: t.number.clone(), why: Why::Turn, passed: n, then: n, behind: Vec::new() };
            (t, n, place)
        })
        .collect();
    waiting.sort_by(|a, b| (a.0.drawn_at, &a.0.id).cmp(&(b.0.drawn_at, &b.0.id)));
    let mut places = Vec::with_capacity(waiting.len());
    while !waiting.is_empty() {
        let (at, why) = pick(&waiting, limit);
        let (ticket, n, mut place) = waiting.remove(at);
        place.why = why;
        place.then = n;
        for (_, count, other) in &mut waiting[..at] {
            *count += 1;
            other.behind.push(ticket.number.clone());
        }
        places.push(place);
    }
    places
}

/// The next of those who wait, in the order of drawing.
fn pick(waiting: &[(&Ticket, usize, Place)], limit: usize) -> (usize, Why) {
    if let Some(at) = waiting.iter().position(|(_, n, _)| *n >= limit) {
        return (at, Why::PassedEnough);
    }
    let first = waiting.iter().enumerate().find_map(|(at, (t, ..))| t.priority.map(|p| (at, Why::Group(p))));
    first.unwrap_or((0, Why::Turn))
}

#[cfg(test)]
mod tests {
    use super::super::sample::ticket;
    use super::*;
    use proptest::prelude::*;

    /// `A1 A2! A3>2`: waiting; `!` goes first, `>2` only to window 2, `*` already called at window 1.
    fn day(text: &str) -> Vec<Ticket> {
        let one = |(i, word): (usize, &str)| {
            let number = word.trim_end_matches(['!', '*']).split('>').next().unwrap();
            let mut t = ticket(number, i as i64);
            t.priority = word.contains('!').then_some(Priority::Age80);
            t.wanted = word.split_once('>').map(|(_, w)| w.to_owned());
            if word.contains('*') {
                (t.state, t.calls, t.window) = (TicketState::Called, 1, Some("1".into()));
            }
            t
        };
        text.split(' ').enumerate().map(one).collect()
    }

    fn called(text: &str, window: &str) -> String {
        let numbers: Vec<_> = order(&day(text), Some(window), LIMIT).into_iter().map(|p| p.number).collect();
        numbers.join(" ")
    }

    #[rstest::rstest]
    #[case("A1 A2 A3", "A1 A2 A3")]
    #[case("A1 A2! A3", "A2 A1 A3")]
    #[case("A1 A2! A3! A4! A5! A6!", "A2 A3 A4 A1 A5 A6")] // the third passing is the last
    #[case("A1 A2! A3! A4! A5 A6!", "A2 A3 A4 A1 A6 A5")]
    #[case("A1 A2!* A3!* A4!* A5!", "A1 A5")] // three were already called before it
    #[case("A1 A2!* A3!* A4! A5!", "A4 A1 A5")]
    #[case("A1>2 A2 A3", "A2 A3")]
    #[case("A1>2 A2!* A3!* A4!* A5!", "A5")] // not for this window
    fn orders(#[case] text: &str, #[case] told: &str) {
        assert_eq!(called(text, "1"), told);
    }

    #[test]
    fn calls_of_another_window_do_not_pass_one_who_cannot_go_there() {
        assert_eq!(called("A1>2 A2!* A3!* A4!* A5!", "2"), "A5 A1");
    }

    #[test]
    fn the_place_is_explained() {
        let places = order(&day("A1 A2! A3! A4! A5!"), Some("1"), LIMIT);
        let last = places.iter().find(|p| p.number == "A1").unwrap();
        assert_eq!((last.why, last.passed, last.then), (Why::PassedEnough, 0, 3));
        assert_eq!(last.behind, ["A2", "A3", "A4"]);
        assert_eq!(places[0].why, Why::Group(Priority::Age80));
    }

    proptest! {
        #[test]
        fn nobody_is_passed_over_more_often_than_allowed(first in proptest::collection::vec(any::<bool>(), 0..40)) {
            let text: Vec<_> = first.iter().enumerate().map(|(i, f)| format!("A{i}{}", if *f { "!" } else { "" })).collect();
            let places = order(&if text.is_empty() { vec![] } else { day(&text.join(" ")) }, None, LIMIT);
            prop_assert_eq!(places.len(), first.len());
            // Two who reach the limit together wait for each other, the later one is then still not passed.
            prop_assert!(places.iter().all(|p| p.then <= LIMIT));
        }

        #[test]
        fn calling_one_by_one_follows_the_foretold_order(first in proptest::collection::vec(any::<bool>(), 1..20)) {
            let text: Vec<_> = first.iter().enumerate().map(|(i, f)| format!("A{i}{}", if *f { "!" } else { "" })).collect();
            let mut today = day(&text.join(" "));
            for expected in order(&today, Some("1"), LIMIT) {
                let next = order(&today, Some("1"), LIMIT).remove(0);
                prop_assert_eq!((&next.number, next.passed), (&expected.number, expected.then));
                let t = today.iter_mut().find(|t| t.id == next.id).unwrap();
                (t.state, t.calls, t.window) = (TicketState::Called, 1, Some("1".into()));
            }
        }
    }
}
