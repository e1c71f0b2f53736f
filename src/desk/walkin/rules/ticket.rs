//! What may happen to a ticket: drawn, called, recalled, missed, put aside, sent on, ended.

use super::super::{Call, Draw, Hold, HoldTicket, Priority, Recall, Refusal, Ticket, TicketState as T, Transfer};
use super::queue::{Why, order};
use super::some;
use crate::base::clock::Moment;
use crate::desk::change::{Change, Ctx, Plan, Verdict, verdict};
use crate::desk::reason::{Rank, Reason};
use crate::text::fold::half_width;
use chrono::{Datelike, NaiveDate};

/// What `ticket.draw` needs to know.
#[derive(Debug, Clone, Default)]
pub struct DrawState {
    /// The next number of this prefix and day.
    pub n: i64,
    /// The resident's id, birth date and tags, when one was given.
    pub resident: Option<(String, String, String)>,
    pub closed: bool,
    /// Numbers waiting now.
    pub waiting: i64,
}

/// The form in which a prefix is kept: one or two capital letters.
pub fn prefix(given: &str) -> Option<String> {
    let word = half_width(given).trim().to_ascii_uppercase();
    let fits = (1..=2).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_uppercase());
    fits.then_some(word)
}

/// `ticket.draw`.
pub fn draw(state: &DrawState, cmd: &Draw, ctx: &Ctx<'_>) -> Verdict {
    let (letters, given) = (prefix(&cmd.prefix), cmd.priority.as_deref().and_then(some));
    let asked = given.map(Priority::parse);
    let mut reasons = Vec::new();
    if letters.is_none() {
        reasons.push(Reason::of(Refusal::BadPrefix).fact("prefix", &cmd.prefix));
    }
    if asked == Some(None) {
        reasons.push(Reason::of(Refusal::BadPriority).fact("given", given.unwrap_or("")));
    }
    if state.closed {
        reasons.push(Reason::of(Refusal::DayClosed).fact("day", ctx.at.date()).may_override(Rank::Clerk));
    }
    verdict(ctx, reasons, || {
        let letters = letters.unwrap_or_default();
        let number = format!("{letters}{:03}", state.n);
        let known = state.resident.as_ref().and_then(|(_, birth, tags)| group(birth, tags, ctx.at.date()));
        let priority = asked.flatten().or(known);
        let mut change = Change::of(ctx.ids.next("ticket"))
            .set("number", number.clone())
            .set("prefix", letters)
            .set("day", ctx.at.date().to_string())
            .set("state", T::Waiting.name())
            .set("drawn_at", ctx.at.0)
            .set("calls", 0)
            .set("misses", 0)
            .set("site", ctx.site);
        if let Some((id, ..)) = &state.resident {
            change = change.set("resident", id.clone());
        }
        if let Some(priority) = priority {
            change = change.set("priority", priority.name());
        }
        let plan = Plan::one(change).tell("number", number).tell("waiting", state.waiting + 1);
        match priority {
            Some(p) => plan.tell("priority", p.name()),
            None => plan,
        }
    })
}

/// The group of a resident that goes first: 80 years of age, or a tag of the card.
pub fn group(birth: &str, tags: &str, today: NaiveDate) -> Option<Priority> {
    let tagged = tags.split_whitespace().find_map(|t| Priority::parse(t).filter(|p| *p != Priority::Booked));
    let old = birth.parse::<NaiveDate>().ok().and_then(|b| today.years_since(b)).is_some_and(|years| years >= 80);
    if old { Some(Priority::Age80) } else { tagged }
}

/// The longest name of a window, in characters, as the seat's form has it.
pub const WINDOW_NAME: usize = 8;
/// The highest number of a window.
const WINDOWS: i64 = 99;

/// A window as it may be named: a number from 1 to 99, or a short name.
fn window(given: &str) -> Result<&str, Reason> {
    let window = some(given).ok_or_else(|| Reason::of(Refusal::NoWindow))?;
    let number = window.bytes().all(|b| b.is_ascii_digit());
    let fits = !number || window.parse().is_ok_and(|n: i64| (1..=WINDOWS).contains(&n));
    if fits && window.chars().count() <= WINDOW_NAME {
        return Ok(window);
    }
    Err(Reason::of(Refusal::BadWindow).fact("given", window).fact("most", WINDOWS))
}

/// `ticket.call`: `today` is every ticket of the day, `named` the one asked for out of turn.
pub fn call(today: &[Ticket], named: Option<&Ticket>, limit: usize, cmd: &Call, ctx: &Ctx<'_>) -> Verdict {
    let window = window(&cmd.window).map_err(|reason| vec![reason])?;
    let places = order(today, Some(window), limit);
    let mut reasons = Vec::new();
    let next = match named {
        Some(ticket) => {
            reasons.extend((ticket.state != T::Waiting).then(|| standing(ticket)));
            reasons.extend(places.first().filter(|p| p.why == Why::PassedEnough && p.id != ticket.id).map(|first| {
                let turn = Reason::of(Refusal::OutOfTurn).fact("number", &ticket.number).fact("first", &first.number);
                turn.fact("limit", limit).may_override(Rank::Clerk)
            }));
            Some(ticket)
        }
        None => places.first().and_then(|p| today.iter().find(|t| t.id == p.id)),
    };
    let Some(next) = next else { return Err(vec![Reason::of(Refusal::QueueEmpty).fact("window", window)]) };
    verdict(ctx, reasons, || {
        let mut plan = Plan::one(called(next, window, ctx)).tell("number", next.number.clone()).tell("window", window);
        if let Some(place) = places.iter().find(|p| p.id == next.id) {
            let why = if named.is_some() { "named" } else { why_name(place.why) };
            plan = plan.tell("why", why).tell("passed", place.passed);
        }
        let before = today.iter().filter(|t| t.state == T::Called && t.window.as_deref() == Some(window) && t.id != next.id);
        for served in before {
            plan = plan.and(ended(served, T::Done, ctx)).tell("served", served.number.clone());
        }
        plan.tell("waiting", places.iter().filter(|p| p.id != next.id).count())
    })
}

/// The word of a reason in replies.
pub fn why_name(why: Why) -> &'static str {
    match why {
        Why::PassedEnough => "passed_enough",
        Why::Group(p) => p.name(),
        Why::Turn => "turn",
    }
}

fn called(ticket: &Ticket, window: &str, ctx: &Ctx<'_>) -> Change {
    let change = Change::of(&ticket.id).set("state", T::Called.name()).set("window", window).set("called_at", ctx.at.0);
    change.set("calls", ticket.calls + 1).set("clerk", ctx.who.clerk.clone()).set("hold", serde_json::Value::Null)
}

pub(super) fn ended(ticket: &Ticket, state: T, ctx: &Ctx<'_>) -> Change {
    Change::of(&ticket.id).set("state", state.name()).set("ended_at", ctx.at.0)
}

/// Where a ticket stands, as a reason.
pub fn standing(ticket: &Ticket) -> Reason {
    let code = match ticket.state {
        T::Waiting => Refusal::TicketWaits,
        T::Called => Refusal::TicketCalled,
        T::Missed => Refusal::TicketMissed,
        T::Held => Refusal::TicketHeld,
        T::Done | T::Left | T::Closed => Refusal::TicketOver,
    };
    Reason::of(code).fact("number", &ticket.number).fact("window", ticket.window.as_deref().unwrap_or(""))
}

fn only_in(ticket: &Ticket, states: &[T]) -> Vec<Reason> {
    if states.contains(&ticket.state) { Vec::new() } else { vec![standing(ticket)] }
}

fn told(change: Change, ticket: &Ticket) -> Plan {
    Plan::one(change).tell("number", ticket.number.clone())
}

/// `ticket.recall`: the one at the window again, or one who missed or was put aside.
pub fn recall(ticket: &Ticket, cmd: &Recall, ctx: &Ctx<'_>) -> Verdict {
    let given = cmd.window.as_deref().and_then(some).map(window).transpose();
    let mut reasons = only_in(ticket, &[T::Called, T::Missed, T::Held]);
    let window = given.unwrap_or_else(|reason| {
        reasons.push(reason);
        Some("")
    });
    let window = window.or(ticket.window.as_deref());
    reasons.extend(window.is_none().then(|| Refusal::NoWindow.into()));
    verdict(ctx, reasons, || {
        let window = window.unwrap_or_default();
        told(called(ticket, window, ctx), ticket).tell("window", window).tell("calls", ticket.calls + 1)
    })
}

/// `ticket.miss`.
pub fn miss(ticket: &Ticket, ctx: &Ctx<'_>) -> Verdict {
    verdict(ctx, only_in(ticket, &[T::Called]), || {
        let change = Change::of(&ticket.id).set("state", T::Missed.name()).set("misses", ticket.misses + 1);
        told(change, ticket).tell("misses", ticket.misses + 1)
    })
}

/// `ticket.leave`.
pub fn leave(ticket: &Ticket, ctx: &Ctx<'_>) -> Verdict {
    let reasons = only_in(ticket, &[T::Waiting, T::Called, T::Missed, T::Held]);
    verdict(ctx, reasons, || told(ended(ticket, T::Left, ctx), ticket))
}

/// `ticket.done`.
pub fn done(ticket: &Ticket, ctx: &Ctx<'_>) -> Verdict {
    verdict(ctx, only_in(ticket, &[T::Called]), || told(ended(ticket, T::Done, ctx), ticket))
}

/// `ticket.hold`.
pub fn hold(ticket: &Ticket, cmd: &HoldTicket, ctx: &Ctx<'_>) -> Verdict {
    let kind = Hold::parse(cmd.kind.trim());
    let mut reasons = only_in(ticket, &[T::Waiting, T::Called]);
    reasons.extend(kind.is_none().then(|| Reason::of(Refusal::BadHold).fact("given", &cmd.kind)));
    verdict(ctx, reasons, || {
        let kind = kind.map(Hold::name).unwrap_or_default();
        told(Change::of(&ticket.id).set("state", T::Held.name()).set("hold", kind), ticket)
    })
}

/// `ticket.transfer`: back to the queue with its old place, for one window only.
pub fn transfer(ticket: &Ticket, cmd: &Transfer, ctx: &Ctx<'_>) -> Verdict {
    let mut reasons = only_in(ticket, &[T::Waiting, T::Called, T::Held]);
    let window = window(&cmd.window).map_err(|reason| reasons.push(reason)).unwrap_or_default();
    verdict(ctx, reasons, || {
        let change = Change::of(&ticket.id).set("state", T::Waiting.name()).set("wanted", window);
        told(change.set("hold", serde_json::Value::Null), ticket)
    })
}

/// Whole minutes a ticket has waited.
pub fn waited(ticket: &Ticket, now: Moment) -> i64 {
    now.minutes_since(ticket.drawn_at)
}

/// The year of a birth date, for lists.
pub fn birth_year(birth: &str) -> Option<i32> {
    birth.parse::<NaiveDate>().ok().map(|d| d.year())
}

#[cfg(test)]
mod tests {
    use super::super::queue::LIMIT;
    use super::super::sample::{refused, run, ticket, wrote};
    use super::*;
    use rstest::rstest;

    const NOW: &str = "2026-03-02T09:30";

    fn draw_with(prefix: &str, priority: Option<&str>, resident: Option<(&str, &str)>, closed: bool) -> Verdict {
        let resident = resident.map(|(b, t)| ("resident:1".into(), b.into(), t.into()));
        let state = DrawState { n: 7, resident, closed, waiting: 2 };
        let cmd = Draw { prefix: prefix.into(), priority: priority.map(Into::into), resident: None };
        run(NOW, None, |ctx| draw(&state, &cmd, ctx))
    }

    #[rstest]
    #[case("a", None, None, false, "ok")]
    #[case("ABC", Some("vip"), None, true, "ticket.bad_prefix ticket.bad_priority day.closed")]
    #[case("７", None, None, false, "ticket.bad_prefix")]
    fn drawing(
        #[case] prefix: &str,
        #[case] priority: Option<&str>,
        #[case] resident: Option<(&str, &str)>,
        #[case] closed: bool,
        #[case] told: &str,
    ) {
        assert_eq!(refused(&draw_with(prefix, priority, resident, closed)), told);
    }

    #[test]
    fn a_number_is_drawn_and_the_card_says_who_goes_first() {
        let told = draw_with("a", None, Some(("1946-03-02", "")), false);
        assert_eq!((wrote(&told, "number"), wrote(&told, "priority")), ("A007".into(), "age80".into()));
        let told = draw_with("A", None, Some(("1946-03-03", "lonely soldier_family")), false);
        assert_eq!(wrote(&told, "priority"), "soldier_family");
        let told = draw_with("A", Some("booked"), Some(("1946-03-02", "")), false);
        assert_eq!(wrote(&told, "priority"), "booked");
        assert_eq!(wrote(&draw_with("A", None, None, false), "priority"), "(not written)");
    }

    fn at_window(number: &str, window: &str) -> Ticket {
        Ticket { state: T::Called, calls: 1, window: Some(window.into()), ..ticket(number, 0) }
    }

    #[test]
    fn calling_ends_the_one_before_at_this_window_only() {
        let today = [at_window("A001", "1"), at_window("A002", "2"), ticket("A003", 1), ticket("A004", 2)];
        let cmd = Call { window: "1".into(), ticket: None };
        let plan = run(NOW, None, |ctx| call(&today, None, LIMIT, &cmd, ctx)).unwrap();
        assert_eq!((&plan.result["number"], &plan.result["served"]), (&"A003".into(), &"A001".into()));
        assert_eq!(plan.changes.iter().map(|c| c.ent.as_str()).collect::<Vec<_>>(), ["ticket:A003", "ticket:A001"]);
        let cmd = Call { window: "2".into(), ticket: None };
        let none = run(NOW, None, |ctx| call(&today[..2], None, LIMIT, &cmd, ctx));
        assert_eq!(refused(&none), "ticket.queue_empty");
    }

    #[test]
    fn out_of_turn_needs_a_word_when_somebody_was_passed_over_enough() {
        let later = |n: &str, m| Ticket { state: T::Done, calls: 1, ..ticket(n, m) };
        let mut today = vec![ticket("A001", 0), later("A002", 1), later("A003", 2), later("A004", 3), ticket("A005", 4)];
        let cmd = Call { window: "1".into(), ticket: Some("A005".into()) };
        let asked = |today: &[Ticket], over| run(NOW, over, |ctx| call(today, today.last(), LIMIT, &cmd, ctx));
        assert_eq!(refused(&asked(&today, None)), "ticket.out_of_turn");
        assert_eq!(refused(&asked(&today, Some("急"))), "ok ticket.out_of_turn");
        today.remove(1);
        assert_eq!(refused(&asked(&today, None)), "ok");
    }

    #[rstest]
    #[case(T::Waiting, ". . L . H W")]
    #[case(T::Called, "C M L D H W")]
    #[case(T::Missed, "C . L . . .")]
    #[case(T::Held, "C . L . . W")]
    #[case(T::Done, ". . . . . .")]
    #[case(T::Left, ". . . . . .")]
    #[case(T::Closed, ". . . . . .")]
    fn what_may_follow(#[case] state: T, #[case] told: &str) {
        let ticket = Ticket { state, ..at_window("A001", "1") };
        let hold_cmd = HoldTicket { kind: "papers".into(), ticket: None };
        let sent = Transfer { window: "3".into(), ticket: None };
        let all = [
            run(NOW, None, |c| recall(&ticket, &Recall::default(), c)),
            run(NOW, None, |c| miss(&ticket, c)),
            run(NOW, None, |c| leave(&ticket, c)),
            run(NOW, None, |c| done(&ticket, c)),
            run(NOW, None, |c| hold(&ticket, &hold_cmd, c)),
            run(NOW, None, |c| transfer(&ticket, &sent, c)),
        ];
        let letter = |v: &Verdict| match v.as_ref().map(|p| p.changes[0].fields["state"].as_str().unwrap().to_owned()) {
            Ok(state) => state[..1].to_uppercase(),
            Err(_) => ".".into(),
        };
        assert_eq!(all.iter().map(letter).collect::<Vec<_>>().join(" "), told);
    }
}
