//! Corrections of the catalogue and of readers' cards, copies on their way, visitors.

use super::super::state::{CopyInHand, Item, UpdateCopyState, UpdateReaderState, UpdateTitleState};
use super::super::{
    CountVisits, Reader, ReceiveCopy, Refusal, SendCopy, UpdateCopy, UpdateReader, UpdateTitle, copy_state, scan,
};
use super::catalogue::{bad, book_number, kept, kept_as, kept_lines, label, reader_kind};
use super::{about, from_elsewhere, given_date, plan_for, settle};
use crate::desk::change::{Change, Ctx, Plan, Verdict, verdict};
use crate::desk::reason::{Common, Rank, Reason};
use crate::text::mask;
use crate::text::name::has_letter;
use serde_json::Value;

/// The most people counted in one step.
const MOST_VISITS: i64 = 9_999;
/// A count may be entered so many days afterwards.
const LATE_DAYS: i64 = 366;

/// `title.update`: what is left out stays.
pub fn update_title(state: &UpdateTitleState, cmd: &UpdateTitle, ctx: &Ctx<'_>) -> Verdict {
    let mut reasons = Vec::new();
    let Some(title) = state.title.or_say("title", &cmd.title, &mut reasons) else { return Err(reasons) };
    let name = cmd.name.as_deref().map(kept);
    if name.as_ref().is_some_and(String::is_empty) {
        reasons.push(bad("name", cmd.name.as_deref().unwrap_or_default()));
    }
    let number = cmd.isbn.as_deref().map(|given| book_number(given, state.same_isbn.as_ref(), &mut reasons));
    verdict(ctx, reasons, || {
        let plain = [
            ("author", &cmd.author),
            ("publisher", &cmd.publisher),
            ("year", &cmd.year),
            ("call_number", &cmd.call_number),
            ("class", &cmd.class),
            ("language", &cmd.language),
            ("pages", &cmd.pages),
            ("series", &cmd.series),
            ("subjects", &cmd.subjects),
            ("summary", &cmd.summary),
            ("notes", &cmd.notes),
        ];
        let mut change = Change::of(&title.id);
        for (field, value) in [("name", name.clone()), ("isbn", number)] {
            change = value.into_iter().fold(change, |change, value| change.set(field, value));
        }
        for (field, value) in plain.into_iter().filter_map(|(f, v)| v.as_deref().map(|v| (f, kept_as(f, v)))) {
            change = change.set(field, value);
        }
        if let Some(record) = cmd.record.as_deref() {
            change = change.set("record", kept_lines(record));
        }
        Plan::one(change).tell("title", name.unwrap_or_else(|| title.name.clone()))
    })
}

/// `copy.update`: a new label, call number or kind.
pub fn update_copy(state: &UpdateCopyState, cmd: &UpdateCopy, ctx: &Ctx<'_>) -> Verdict {
    let mut reasons = Vec::new();
    let Some(item) = state.copy.or_say("copy", &cmd.copy, &mut reasons) else { return Err(reasons) };
    let barcode = cmd.barcode.as_deref().map(|given| label(given, state.same_barcode.as_deref(), ctx, &mut reasons));
    let kind = cmd.kind.as_deref().map(kept);
    if kind.as_ref().is_some_and(String::is_empty) {
        reasons.push(bad("kind", ""));
    }
    verdict(ctx, reasons, || {
        let fields = [
            ("barcode", barcode.clone()),
            ("call_number", cmd.call_number.as_deref().map(|c| kept_as("call_number", c))),
            ("kind", kind),
        ];
        let named = fields.into_iter().filter_map(|(f, v)| v.map(|v| (f, v)));
        let change = named.fold(Change::of(&item.copy.id), |change, (field, value)| change.set(field, value));
        plan_for(item).and(change).tell("barcode", barcode.unwrap_or_else(|| item.copy.barcode.clone()))
    })
}

/// `reader.update`: a new card for a lost one, another kind, another last day.
pub fn update_reader(state: &UpdateReaderState, cmd: &UpdateReader, ctx: &Ctx<'_>) -> Verdict {
    let mut reasons = Vec::new();
    let Some(reader) = state.reader.or_say("reader", &cmd.reader, &mut reasons) else { return Err(reasons) };
    let name = cmd.name.as_deref().map(kept);
    if name.as_deref().is_some_and(|name| !has_letter(name)) {
        reasons.push(bad("name", name.as_deref().unwrap_or_default()));
    }
    let card = cmd.card.as_deref().map(|given| scan::whole_card(given, ctx.site));
    if card.as_ref().is_some_and(String::is_empty) {
        reasons.push(bad("card", cmd.card.as_deref().unwrap_or_default()));
    }
    if let (Some(same), Some(card)) = (&state.same_card, &card) {
        reasons.push(Reason::of(Refusal::SameCard).fact("card", card).fact("reader", mask::name(&same.name)));
    }
    owner(state, reader, cmd, &mut reasons);
    let kind = reader_kind(cmd.kind.as_deref(), &state.kinds, &mut reasons);
    let until = cmd.until.as_deref().map(str::trim);
    let good = until.filter(|u| !u.is_empty()).and_then(|u| given_date("until", u, &mut reasons));
    verdict(ctx, reasons, || {
        let fields = [("name", name), ("card", card.clone()), ("kind", kind)];
        let named = fields.into_iter().filter_map(|(f, v)| v.map(|v| (f, v)));
        let mut change = named.fold(Change::of(&reader.id), |change, (field, value)| change.set(field, value));
        if let Some(Some(resident)) = &state.resident {
            change = change.set("resident", resident.as_str());
        }
        if until.is_some() {
            change = change.set("until", good.map_or(Value::Null, |day| day.to_string().into()));
        }
        Plan::one(change).tell("card", card.unwrap_or_else(|| reader.card.clone()))
    })
}

/// A card that is nobody's in particular may become a resident's who has none; it does not go from one to another.
fn owner(state: &UpdateReaderState, reader: &Reader, cmd: &UpdateReader, reasons: &mut Vec<Reason>) {
    match (&state.resident, &cmd.resident) {
        (Some(None), Some(given)) => {
            reasons.push(Reason::of(Common::NotFound).fact("what", "resident").fact("given", given));
        }
        (Some(Some(id)), _) if reader.resident.as_ref().is_some_and(|has| has != id) => {
            reasons.push(Reason::of(Refusal::SameCard).fact("card", &reader.card).fact("reader", mask::name(&reader.name)));
        }
        _ => {}
    }
    if let Some(has) = &state.has_card {
        let reason = Reason::of(Refusal::HasCard).fact("reader", mask::name(&has.name)).fact("card", &has.card);
        reasons.push(reason.may_override(Rank::Clerk));
    }
}

/// `transfer.send`: off the shelf, on its way to another room. A copy that somebody waits for may go all the same. A
/// damaged one goes to be mended and stays out of use on its way; one that nobody can find cannot be sent.
pub fn send_copy(state: &CopyInHand, cmd: &SendCopy, ctx: &Ctx<'_>) -> Verdict {
    let mut reasons = Vec::new();
    let to = kept(&cmd.to).to_uppercase();
    if to == ctx.site || !(2..=8).contains(&to.len()) || !to.bytes().all(|b| b.is_ascii_alphanumeric()) {
        reasons.push(Reason::of(Refusal::BadRoom).fact("given", &cmd.to));
    }
    let Some(item) = state.copy.or_say("copy", &cmd.copy, &mut reasons) else { return Err(reasons) };
    if let Some(lent) = item.loan() {
        let reason = about(Refusal::CopyOnLoan, item).fact("reader", mask::surname(&lent.reader_name));
        reasons.push(reason.fact("due", &lent.loan.due));
    }
    if item.copy.state == copy_state::LOST {
        reasons.push(about(Refusal::SentLost, item));
    }
    if let Some(held) = item.held_for() {
        let reason = about(Refusal::CopyHeld, item).fact("reader", mask::surname(&held.reader_name));
        let until = held.hold.until.as_deref().unwrap_or_default();
        reasons.push(reason.fact("until", until).may_override(Rank::Clerk));
    }
    verdict(ctx, reasons, || {
        let state = if damaged(item) { copy_state::DAMAGED } else { copy_state::MOVING };
        let change = Change::of(&item.copy.id).set("state", state).set("site", to.as_str());
        let mut plan = plan_for(item).and(change.set("due", Value::Null).set("hold", Value::Null)).tell("to", to);
        if let Some(held) = item.held_for() {
            let told = Reason::of(Refusal::HoldBack).fact("title", &item.title.name);
            plan = plan.and(super::hold::wait_again(&held.hold.id)).warn(told.fact("reader", mask::surname(&held.reader_name)));
        }
        plan
    })
}

/// Its condition is its own, wherever it goes: only `copy.found` puts it back into use.
fn damaged(item: &Item) -> bool {
    item.copy.state == copy_state::DAMAGED
}

/// `transfer.receive`: it is here, for the next hold or its shelf; a damaged one is here and out of use.
pub fn receive_copy(state: &CopyInHand, cmd: &ReceiveCopy, ctx: &Ctx<'_>) -> Verdict {
    let mut reasons = Vec::new();
    let Some(item) = state.copy.or_say("copy", &cmd.copy, &mut reasons) else { return Err(reasons) };
    // A damaged one bears its condition and not that it is on its way: to receive it says that it is here.
    let comes = item.copy.state == copy_state::MOVING || damaged(item) || item.copy.site != ctx.site;
    if let Some(lent) = item.loan() {
        let reason = about(Refusal::CopyOnLoan, item).fact("reader", mask::surname(&lent.reader_name));
        reasons.push(reason.fact("due", &lent.loan.due));
    } else if !comes {
        reasons.push(about(Refusal::NotMoving, item));
    }
    verdict(ctx, reasons, || {
        let mut plan = plan_for(item);
        if damaged(item) {
            let change = Change::of(&item.copy.id).set("site", ctx.site);
            return plan.and(change).tell("state", copy_state::DAMAGED).warn(about(Refusal::StillDamaged, item));
        }
        if item.copy.state == copy_state::LOST {
            plan = plan.warn(about(Refusal::WasLost, item));
        }
        plan.warnings.extend(from_elsewhere(item, ctx).filter(|_| item.copy.state != copy_state::MOVING));
        settle(item, &state.house, ctx, plan)
    })
}

/// `visit.count`. `counted` is what the day has already.
pub fn count_visits(counted: i64, cmd: &CountVisits, ctx: &Ctx<'_>) -> Verdict {
    let mut reasons = Vec::new();
    if !(1..=MOST_VISITS).contains(&cmd.count) {
        reasons.push(bad("count", cmd.count));
    }
    let today = ctx.at.date();
    let day = match cmd.day.as_deref().filter(|d| !d.trim().is_empty()) {
        Some(given) => given_date("day", given, &mut reasons).unwrap_or(today),
        None => today,
    };
    if day > today || (today - day).num_days() > LATE_DAYS {
        reasons.push(bad("day", day));
    }
    verdict(ctx, reasons, || {
        let change = Change::of(ctx.ids.next("visit")).set("site", ctx.site).set("day", day.to_string());
        Plan::one(change.set("count", cmd.count).set("at", ctx.at.0))
            .tell("day", day.to_string())
            .tell("total", counted + cmd.count)
    })
}
