//! The close of a day's queue: who was served, who goes home unserved, who keeps his place tomorrow.

use super::super::{CloseDay, Refusal, Ticket, TicketState as T};
use super::ticket::ended;
use crate::base::clock::Moment;
use crate::calendar::deadline::{Unit, due};
use crate::calendar::workdays::Workdays;
use crate::desk::change::{Change, Ctx, Plan, Verdict, verdict};
use crate::desk::reason::{Common, Rank, Reason};
use chrono::NaiveDate;

/// What `day.close` needs to know.
#[derive(Debug)]
pub struct DayState<'a> {
    /// The day's tickets, and older ones that are still open.
    pub tickets: &'a [Ticket],
    /// The day was closed before.
    pub closed: Option<Closing>,
    pub table: &'a Workdays,
}

/// A close of the day that was made before.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Closing {
    pub id: String,
    pub at: Moment,
    pub clerk: String,
    pub unserved: i64,
    pub carried: i64,
}

/// `day.close`. Numbers that were drawn after it (with a reason) are closed by a second one, which goes on with the
/// figures of the first; with nothing left to close it is refused.
pub fn close_day(state: &DayState<'_>, cmd: &CloseDay, ctx: &Ctx<'_>) -> Verdict {
    let day = ctx.at.date();
    let is = |wanted: T| state.tickets.iter().filter(move |t| t.state == wanted);
    let at_windows: Vec<_> = is(T::Called).map(|t| t.number.as_str()).collect();
    let mut reasons = Vec::new();
    let open = state.tickets.iter().any(|t| !matches!(t.state, T::Done | T::Left | T::Closed));
    if let Some(before) = state.closed.as_ref().filter(|_| !open) {
        let since = before.at.local().format("%H:%M");
        reasons.push(Reason::of(Refusal::ClosedBefore).fact("day", day).fact("at", since).fact("clerk", &before.clerk));
    }
    if !at_windows.is_empty() {
        let still = Reason::of(Refusal::StillCalled).fact("numbers", at_windows.join(", "));
        reasons.push(still.may_override(Rank::Clerk));
    }
    let next = due(day, 1, Unit::Workday, state.table).map(|d| d.due);
    let carry = cmd.carry.unwrap_or(false);
    if carry && next.is_err() {
        reasons.push(Reason::of(Common::BadValue).fact("field", "day").fact("given", day));
    }
    verdict(ctx, reasons, || close_plan(state, next.ok().filter(|_| carry), ctx))
}

fn close_plan(state: &DayState<'_>, carry_to: Option<NaiveDate>, ctx: &Ctx<'_>) -> Plan {
    let (tickets, before) = (state.tickets, state.closed.clone());
    let (mut unserved, mut carried) = before.as_ref().map_or((0, 0), |b| (b.unserved, b.carried));
    let mut changes = Vec::new();
    for ticket in tickets {
        match (ticket.state, carry_to) {
            (T::Called, _) => changes.push(ended(ticket, T::Done, ctx)),
            (T::Waiting, Some(next)) => {
                carried += 1;
                changes.push(Change::of(&ticket.id).set("day", next.to_string()));
            }
            (T::Waiting | T::Missed | T::Held, _) => {
                unserved += 1;
                changes.push(ended(ticket, T::Closed, ctx));
            }
            (T::Done | T::Left | T::Closed, _) => {}
        }
    }
    let served = tickets.iter().filter(|t| matches!(t.state, T::Done | T::Called)).count();
    let change = Change::of(before.map_or_else(|| ctx.ids.next("dayclose"), |b| b.id))
        .set("day", ctx.at.date().to_string())
        .set("closed_at", ctx.at.0)
        .set("clerk", ctx.who.clerk.clone())
        .set("served", served)
        .set("unserved", unserved)
        .set("carried", carried)
        .set("site", ctx.site);
    let plan = Plan::one(change).tell("served", served).tell("unserved", unserved).tell("carried", carried);
    changes.into_iter().fold(plan, Plan::and)
}

#[cfg(test)]
mod tests {
    use super::super::sample::{refused, run, ticket, wrote};
    use super::*;
    use crate::calendar::official::workdays;

    fn at_window(number: &str, window: &str) -> Ticket {
        Ticket { state: T::Called, calls: 1, window: Some(window.into()), ..ticket(number, 0) }
    }

    #[test]
    fn the_day_closes_once_and_carries_those_who_wait() {
        let missed = Ticket { state: T::Missed, ..ticket("A002", 1) };
        let served = Ticket { state: T::Done, ..ticket("A003", 2) };
        let tickets = [ticket("A001", 0), missed, served, at_window("A004", "1")];
        let table = workdays();
        let before = Closing { id: "dayclose:1".into(), clerk: "wang".into(), unserved: 3, carried: 2, ..Closing::default() };
        let close = |tickets: &[Ticket], closed: Option<&Closing>, carry, over| {
            let state = DayState { tickets, closed: closed.cloned(), table: &table };
            run("2025-09-30T17:00", over, |ctx| close_day(&state, &CloseDay { carry }, ctx))
        };
        assert_eq!(refused(&close(&tickets, None, None, None)), "day.still_called");
        let again = close(&tickets[2..3], Some(&before), None, Some("late"));
        assert_eq!(refused(&again), "day.closed_before", "nobody has come since, and no reason opens it");
        assert_eq!(again.unwrap_err()[0].facts["clerk"], "wang");
        let later = close(&tickets[1..3], Some(&before), None, None).unwrap();
        assert_eq!((later.changes[0].ent.as_str(), &later.result["unserved"]), ("dayclose:1", &4.into()));
        let plan = close(&tickets[..3], None, Some(true), None).unwrap();
        assert_eq!(
            (&plan.result["served"], &plan.result["unserved"], &plan.result["carried"]),
            (&1.into(), &1.into(), &1.into())
        );
        assert_eq!(plan.changes[1].fields["day"], "2025-10-09");
        assert_eq!(wrote(&close(&tickets, None, None, Some("下班")), "served"), 2);
    }
}
