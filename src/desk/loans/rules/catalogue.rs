//! Titles, copies, readers and rules come in.

use super::super::scan;
use super::super::state::{AddCopyState, AddReaderState, AddTitleState, House, Item, Waiting};
use super::super::terms::ANY;
use super::super::{AddCopy, AddReader, AddTitle, Copy, Refusal, Rule, SetRule, Title, copy_state};
use super::{given_date, settle};
use crate::desk::change::{Change, Ctx, Plan, Verdict, verdict};
use crate::desk::reason::{Common, Rank, Reason};
use crate::text::fold::half_width;
use crate::text::name::has_letter;
use crate::text::{isbn, mask, safe};

/// What a field keeps: without control characters, trimmed.
pub(super) fn kept(text: &str) -> String {
    safe::clean(text).trim().to_owned()
}

/// A field of a title or copy: what is sorted and compared by its signs stands half-width, whatever the input method wrote.
pub(super) fn kept_as(field: &str, text: &str) -> String {
    let signs = matches!(field, "year" | "call_number" | "class" | "language" | "pages");
    if signs { kept(&half_width(text)) } else { kept(text) }
}

/// The same line by line: a record's fields stay one a line.
pub(super) fn kept_lines(text: &str) -> String {
    text.lines().map(kept).filter(|l| !l.is_empty()).collect::<Vec<_>>().join("\n")
}

fn kept_or_empty(field: &str, text: Option<&str>) -> String {
    text.map(|text| kept_as(field, text)).unwrap_or_default()
}

pub(super) fn bad(field: &str, given: impl ToString) -> Reason {
    Reason::of(Common::BadValue).fact("field", field).fact("given", given)
}

/// `title.add`.
pub fn add_title(state: &AddTitleState, cmd: &AddTitle, ctx: &Ctx<'_>) -> Verdict {
    let mut reasons = Vec::new();
    let name = kept(&cmd.name);
    if name.is_empty() {
        reasons.push(bad("name", &cmd.name));
    }
    let number = book_number(cmd.isbn.as_deref().unwrap_or_default(), state.same_isbn.as_ref(), &mut reasons);
    let barcode = cmd.barcode.as_deref().map(|given| label(given, state.same_barcode.as_deref(), ctx, &mut reasons));
    verdict(ctx, reasons, || {
        let id = ctx.ids.next("title");
        let mut change = Change::of(&id)
            .set("name", name.as_str())
            .set("author", kept_or_empty("author", cmd.author.as_deref()))
            .set("publisher", kept_or_empty("publisher", cmd.publisher.as_deref()))
            .set("year", kept_or_empty("year", cmd.year.as_deref()))
            .set("isbn", number)
            .set("call_number", kept_or_empty("call_number", cmd.call_number.as_deref()));
        let more = [
            ("class", &cmd.class),
            ("language", &cmd.language),
            ("pages", &cmd.pages),
            ("series", &cmd.series),
            ("subjects", &cmd.subjects),
            ("summary", &cmd.summary),
            ("notes", &cmd.notes),
        ];
        // Absent is empty: most titles of a list say nothing of these, and the journal need not either.
        for (field, value) in
            more.into_iter().filter_map(|(f, v)| Some((f, kept_as(f, v.as_deref()?)))).filter(|(_, v)| !v.is_empty())
        {
            change = change.set(field, value);
        }
        if let Some(record) = cmd.record.as_deref().map(kept_lines).filter(|r| !r.is_empty()) {
            change = change.set("record", record);
        }
        let plan = Plan::one(change).tell("title", name.as_str());
        let Some(barcode) = barcode else { return plan };
        let kind = cmd.kind.as_deref().map(kept).filter(|k| !k.is_empty()).unwrap_or_else(|| "book".into());
        let copy = ctx.ids.next("copy");
        let made = Change::of(&copy).set("title", id.as_str()).set("barcode", barcode.as_str()).set("call_number", "");
        let made = made.set("kind", kind).set("site", ctx.site).set("state", copy_state::IN);
        plan.and(made).tell("copy", copy).tell("barcode", barcode)
    })
}

/// A book number as it is kept: 13 digits, or as given where a clerk says that it is printed wrong.
pub(super) fn book_number(given: &str, same: Option<&Title>, reasons: &mut Vec<Reason>) -> String {
    let given = kept(given);
    let checked = isbn::check(&given);
    if !given.is_empty() && !checked.valid {
        // Old books carry numbers that were printed wrong: a clerk may keep them.
        reasons.push(Reason::of(Refusal::BadIsbn).fact("given", &given).may_override(Rank::Clerk));
    }
    if let Some(same) = same {
        let reason = Reason::of(Refusal::SameIsbn).fact("isbn", &same.isbn).fact("title", &same.name).fact("id", &same.id);
        reasons.push(reason.may_override(Rank::Clerk));
    }
    checked.isbn13.unwrap_or(given)
}

/// A barcode as it is kept; empty and reasons when it is none or taken.
pub(super) fn label(given: &str, same: Option<&str>, ctx: &Ctx<'_>, reasons: &mut Vec<Reason>) -> String {
    let barcode = scan::whole_barcode(given, ctx.site);
    if barcode.is_empty() {
        reasons.push(bad("barcode", given));
    }
    if let Some(title) = same {
        reasons.push(Reason::of(Refusal::SameBarcode).fact("barcode", &barcode).fact("title", title));
    }
    barcode
}

/// `copy.add`. A new copy of a title that readers wait for goes straight to the first of them.
pub fn add_copy(state: &AddCopyState, cmd: &AddCopy, ctx: &Ctx<'_>) -> Verdict {
    let mut reasons = Vec::new();
    let wanted = state.title.or_say("title", &cmd.title, &mut reasons);
    let barcode = label(&cmd.barcode, state.same_barcode.as_deref(), ctx, &mut reasons);
    let Some(wanted) = wanted else { return Err(reasons) };
    verdict(ctx, reasons, || {
        let kind = cmd.kind.as_deref().map(kept).filter(|k| !k.is_empty()).unwrap_or_else(|| "book".into());
        let copy = Copy { id: ctx.ids.next("copy"), kind, barcode, ..Copy::default() };
        let change = Change::of(&copy.id)
            .set("title", wanted.title.id.as_str())
            .set("barcode", copy.barcode.as_str())
            .set("call_number", kept_or_empty("call_number", cmd.call_number.as_deref()))
            .set("kind", copy.kind.as_str())
            .set("site", ctx.site)
            .set("state", copy_state::IN);
        let plan = Plan::one(change).tell("barcode", copy.barcode.as_str()).tell("title", wanted.title.name.as_str());
        let queue: Vec<Waiting> = wanted.queue.clone();
        if queue.iter().all(|w| w.hold.state != super::hold_state::WAITING) {
            return plan;
        }
        settle(&Item { copy, title: wanted.title.clone(), queue, ..Item::default() }, &state.house, ctx, plan)
    })
}

/// A kind of reader, if one is given; a word that no rule of lending could ever mean is refused.
pub(super) fn reader_kind(given: Option<&str>, kinds: &[String], reasons: &mut Vec<Reason>) -> Option<String> {
    let kind = given.map(kept).filter(|k| !k.is_empty())?;
    if !kinds.contains(&kind) {
        reasons.push(bad("kind", &kind).fact("takes", kinds.join(" ")));
    }
    Some(kind)
}

/// `reader.add`.
pub fn add_reader(state: &AddReaderState, cmd: &AddReader, ctx: &Ctx<'_>) -> Verdict {
    let mut reasons = Vec::new();
    let given = if cmd.name.trim().is_empty() { &state.resident_name } else { &cmd.name };
    let (name, card) = (kept(given), scan::whole_card(&cmd.card, ctx.site));
    if !has_letter(&name) {
        reasons.push(bad("name", &cmd.name));
    }
    if card.is_empty() {
        reasons.push(bad("card", &cmd.card));
    }
    if let Some(same) = &state.same_card {
        reasons.push(Reason::of(Refusal::SameCard).fact("card", &card).fact("reader", mask::name(&same.name)));
    }
    if let (Some(None), Some(given)) = (&state.resident, &cmd.resident) {
        reasons.push(Reason::of(Common::NotFound).fact("what", "resident").fact("given", given));
    }
    if let Some(has) = &state.has_card {
        let reason = Reason::of(Refusal::HasCard).fact("reader", mask::name(&has.name)).fact("card", &has.card);
        reasons.push(reason.may_override(Rank::Clerk));
    }
    let until = cmd.until.as_deref().and_then(|u| given_date("until", u, &mut reasons));
    let kind = reader_kind(cmd.kind.as_deref(), &state.kinds, &mut reasons).unwrap_or_else(|| "adult".into());
    verdict(ctx, reasons, || {
        let mut change = Change::of(ctx.ids.next("reader")).set("name", name).set("card", card.as_str()).set("kind", kind);
        if let Some(Some(resident)) = &state.resident {
            change = change.set("resident", resident.as_str());
        }
        if let Some(until) = until {
            change = change.set("until", until.to_string());
        }
        Plan::one(change).tell("card", card.as_str())
    })
}

/// `rule.set`. Changes this site's rule of exactly these kinds, or makes it. The hub's rules hold for all sites.
pub fn set_rule(house: &House, cmd: &SetRule, ctx: &Ctx<'_>) -> Verdict {
    let kind = |given: &Option<String>| given.as_deref().map(kept).filter(|k| !k.is_empty()).unwrap_or_else(|| ANY.into());
    let (reader, item) = (kind(&cmd.reader_kind), kind(&cmd.item_kind));
    let site = if ctx.hub { "" } else { ctx.site };
    let exact = house.rules.iter().find(|r| r.site == site && r.reader_kind == reader && r.item_kind == item);
    let before = exact.cloned().unwrap_or_else(|| house.rule(&reader, &item));
    let days = cmd.days.unwrap_or(before.days);
    let rule = Rule {
        id: exact.map(|r| r.id.clone()).unwrap_or_else(|| ctx.ids.next("rule")),
        site: site.to_owned(),
        reader_kind: reader,
        item_kind: item,
        days,
        renewals: cmd.renewals.unwrap_or(before.renewals),
        renewal_days: cmd.renewal_days.unwrap_or(if cmd.days.is_some() && exact.is_none() {
            days.clamp(0, 366)
        } else {
            before.renewal_days
        }),
        cap: cmd.cap.unwrap_or(before.cap),
        holds: cmd.holds.unwrap_or(before.holds),
    };
    verdict(ctx, out_of_range(&rule), || Plan::one(written(&rule)).tell("rule", rule.named()))
}

fn out_of_range(rule: &Rule) -> Vec<Reason> {
    let fields = [
        ("days", rule.days, 0..=366),
        ("renewals", rule.renewals, 0..=99),
        ("renewal_days", rule.renewal_days, 0..=366),
        ("cap", rule.cap, 0..=999),
        ("holds", rule.holds, 0..=999),
    ];
    fields.into_iter().filter(|(_, value, range)| !range.contains(value)).map(|(name, value, _)| bad(name, value)).collect()
}

fn written(rule: &Rule) -> Change {
    Change::of(&rule.id)
        .set("site", rule.site.as_str())
        .set("reader_kind", rule.reader_kind.as_str())
        .set("item_kind", rule.item_kind.as_str())
        .set("days", rule.days)
        .set("renewals", rule.renewals)
        .set("renewal_days", rule.renewal_days)
        .set("cap", rule.cap)
        .set("holds", rule.holds)
}
