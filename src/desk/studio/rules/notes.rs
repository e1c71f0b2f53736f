//! Rules of what is written beside a booking: notes, and promises for a day.

use super::bad;
use crate::desk::change::{Change, Ctx, Plan, Verdict, verdict};
use crate::desk::reason::{Rank, Reason};
use crate::desk::studio::time::parse_day;
use crate::desk::studio::{AddFollowup, Followup, NoteBooking, Refusal};

/// `booking.note`: every note is a record of its own, so two desks' notes never fight.
pub fn note(booking: &str, cmd: &NoteBooking, ctx: &Ctx<'_>) -> Verdict {
    let text = cmd.text.trim();
    let reasons = if text.is_empty() { vec![Reason::of(Refusal::EmptyNote)] } else { Vec::new() };
    verdict(ctx, reasons, || {
        let change = Change::of(ctx.ids.next("booking_note")).set("booking", booking).set("text", text);
        let change = change.set("restricted", cmd.restricted.unwrap_or(false));
        Plan::one(change.set("at", ctx.at.0).set("by", ctx.who.clerk.clone()))
    })
}

/// `followup.add`: of a booking, or of a person. `booking` and `client` are ids or empty.
pub fn add_followup(booking: &str, client: &str, cmd: &AddFollowup, ctx: &Ctx<'_>) -> Verdict {
    let mut reasons = Vec::new();
    if booking.is_empty() && client.is_empty() {
        reasons.push(Reason::of(Refusal::FollowsNothing));
    }
    let due = parse_day(&cmd.due);
    match due {
        Some(day) if day < ctx.at.date() => {
            reasons.push(Reason::of(Refusal::DayPast).fact("day", day).may_override(Rank::Clerk));
        }
        Some(_) => {}
        None => reasons.push(bad("due", &cmd.due)),
    }
    verdict(ctx, reasons, || {
        let change = Change::of(ctx.ids.next("followup")).set("booking", booking).set("client", client);
        let change = change.set("due", due.map(|d| d.to_string()).unwrap_or_default());
        Plan::one(change.set("text", cmd.text.clone().unwrap_or_default()).set("done", ""))
    })
}

/// `followup.done`.
pub fn finish_followup(followup: &Followup, ctx: &Ctx<'_>) -> Verdict {
    let done = Reason::of(Refusal::AlreadyDone).fact("day", &followup.done);
    let reasons = if followup.done.is_empty() { Vec::new() } else { vec![done] };
    verdict(ctx, reasons, || Plan::one(Change::of(&followup.id).set("done", ctx.at.date().to_string())))
}
