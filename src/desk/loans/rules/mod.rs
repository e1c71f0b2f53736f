//! Rules of the reading room: pure functions of loaded state, a command and its circumstances.
//!
//! A rule gathers *all* reasons with their facts. Names of other readers are masked in facts: they are read out at
//! the counter.

mod catalogue;
mod checkout;
mod hold;
mod renew;
mod shelf;
mod take_back;
mod update;

pub use catalogue::{add_copy, add_reader, add_title, set_rule};
pub use checkout::{checkout, counted};
pub use hold::{cancel_hold, place_hold};
pub use renew::renew;
pub use shelf::{damaged, found, lost};
pub use take_back::take_back;
pub use update::{count_visits, receive_copy, send_copy, update_copy, update_reader, update_title};

use super::state::Item;
use super::{Refusal, copy_state, hold_state};
use crate::desk::change::{Change, Ctx, Plan};
use crate::desk::reason::{Common, Reason};
use crate::text::mask;
use chrono::NaiveDate;
use serde_json::Value;

#[cfg(test)]
mod tests;

/// Reads a stored or given date.
fn date(text: &str) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(text.trim(), "%Y-%m-%d").ok()
}

/// A date as given, or a reason why it is none.
fn given_date(field: &str, text: &str, reasons: &mut Vec<Reason>) -> Option<NaiveDate> {
    let read = date(text);
    if read.is_none() {
        reasons.push(Reason::of(Common::BadValue).fact("field", field).fact("given", text));
    }
    read
}

/// Days by which `due` lies before `day`; 0 = not late.
pub(super) fn days_late(due: &str, day: NaiveDate) -> i64 {
    date(due).map_or(0, |due| (day - due).num_days().max(0))
}

/// What becomes of a copy that is free again: the next hold gets it, or it goes to its shelf.
fn settle(item: &Item, house: &super::state::House, ctx: &Ctx<'_>, plan: Plan) -> Plan {
    let copy = Change::of(&item.copy.id).set("due", Value::Null).set("site", ctx.site);
    let next = item.waiting().min_by_key(|w| (w.hold.placed_at, w.hold.id.clone()));
    let Some(next) = next else {
        return plan.and(copy.set("state", copy_state::IN).set("hold", Value::Null)).tell("state", copy_state::IN);
    };
    let until = house.shelf_deadline(ctx.at.date()).to_string();
    let hold = Change::of(&next.hold.id).set("state", hold_state::READY);
    let hold = hold.set("copy", item.copy.id.as_str()).set("until", until.as_str());
    let told = Reason::of(Refusal::HoldReady).fact("title", &item.title.name).fact("until", &until);
    plan.and(copy.set("state", copy_state::HELD).set("hold", next.hold.id.as_str()))
        .and(hold)
        .warn(told.fact("reader", mask::surname(&next.reader_name)))
        .tell("state", copy_state::HELD)
        .tell("hold", next.hold.id.as_str())
}

/// A warning when the log had the copy at another site. The scan is the proof that it is here (SYNC.md section 5).
fn from_elsewhere(item: &Item, ctx: &Ctx<'_>) -> Option<Reason> {
    let elsewhere = !item.copy.site.is_empty() && item.copy.site != ctx.site;
    elsewhere.then(|| Reason::of(Refusal::FromElsewhere).fact("title", &item.title.name).fact("site", &item.copy.site))
}

/// Is the loan that a clerk saw the copy's still? Its end elsewhere must not make it another reader's.
fn still_that(item: &Item, seen: Option<&str>, reasons: &mut Vec<Reason>) -> bool {
    let over = seen.is_some_and(|seen| item.lent.iter().all(|l| l.loan.id != seen));
    if over {
        reasons.push(about(Refusal::LoanOver, item));
    }
    !over
}

/// A reason about a copy.
fn about(code: Refusal, item: &Item) -> Reason {
    Reason::of(code).fact("title", &item.title.name).fact("barcode", &item.copy.barcode)
}

/// A plan whose result names the copy and its title.
fn plan_for(item: &Item) -> Plan {
    Plan::default()
        .tell("copy", item.copy.id.as_str())
        .tell("barcode", item.copy.barcode.as_str())
        .tell("title", item.title.name.as_str())
        .tell("call_number", item.call_number())
}
