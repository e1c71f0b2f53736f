//! The close of a day's queue: who was served, who goes home unserved, who keeps his place tomorrow.

use super::super::{CloseDay, Refusal, Ticket, TicketState as T};
use super::ticket::ended;
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
    pub closed: bool,
    pub table: &'a Workdays,
}

/// `day.close`.
pub fn close_day(state: &DayState<'_>, cmd: &CloseDay, ctx: &Ctx<'_>) -> Verdict {
    let day = ctx.at.date();
    let is = |wanted: T| state.tickets.iter().filter(move |t| t.state == wanted);
    let at_windows: Vec<_> = is(T::Called).map(|t| t.number.as_str()).collect();
    let mut reasons = Vec::new();
    if state.closed {
        reasons.push(Reason::of(Refusal::DayClosed).fact("day", day));
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
    verdict(ctx, reasons, || close_plan(state.tickets, next.ok().filter(|_| carry), ctx))
}

fn close_plan(tickets: &[Ticket], carry_to: Option<NaiveDate>, ctx: &Ctx<'_>) -> Plan {
    let (mut unserved, mut carried) = (0, 0);
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
    let change = Change::of(ctx.ids.next("dayclose"))
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
        let close = |n: usize, closed, carry, over| {
            let state = DayState { tickets: &tickets[..n], closed, table: &table };
            run("2025-09-30T17:00", over, |ctx| close_day(&state, &CloseDay { carry }, ctx))
        };
        assert_eq!(refused(&close(4, true, None, None)), "day.closed day.still_called");
        let plan = close(3, false, Some(true), None).unwrap();
        assert_eq!(
            (&plan.result["served"], &plan.result["unserved"], &plan.result["carried"]),
            (&1.into(), &1.into(), &1.into())
        );
        assert_eq!(plan.changes[1].fields["day"], "2025-10-09");
        assert_eq!(wrote(&close(4, false, None, Some("下班")), "served"), 2);
    }
}
