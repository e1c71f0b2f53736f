//! What the keys do in the studio's room.

use super::Studio;
use super::forms::{self, Filled};
use super::grid::Turn;
use crate::app::panel::{Cx, Panel as _};
use crate::desk::studio::time::wall_text;
use crate::desk::studio::week::monday;
use crate::desk::studio::{CancelBooking, Command, ConfirmBooking, MoveBooking, SetOutcome, State, TakeOffer};
use crate::i18n::fill;
use crate::i18n::studio::words;
use chrono::{Duration, NaiveDateTime};

/// Would the verb do something now?
pub fn available(panel: &Studio, verb: &str) -> bool {
    let state = panel.selected().map(|e| e.booking.state);
    match verb {
        "studio.calendar" => panel.page.is_some(),
        // While the month is open its own few keys work, and nothing that speaks of a booking.
        "open" | "up" | "down" | "left" | "right" | "home" | "end" | "studio.prev_week" | "studio.next_week" | "back"
            if panel.month.is_some() =>
        {
            true
        }
        _ if panel.month.is_some() && verb.starts_with("booking.") => false,
        // A booking in hand is put down or let go first.
        "booking.put_down" => panel.moving.is_some() && panel.spot_start().is_some(),
        "booking.attended"
        | "booking.no_show"
        | "booking.cancel_client"
        | "booking.cancel_us"
        | "booking.make"
        | "booking.move"
            if panel.moving.is_some() =>
        {
            false
        }
        "booking.attended" | "booking.no_show" => matches!(state, Some(State::Booked | State::ToMove)),
        "booking.cancel_client" => state.is_some_and(State::open) && panel.selected().is_some_and(|e| e.booking.seats == 0),
        "lecture.sign_up" | "lecture.cancel" => {
            state.is_some_and(State::open) && panel.selected().is_some_and(|e| e.booking.seats > 0)
        }
        "studio.setup" | "advisor.add" | "place.add" | "kind.add" => panel.page.is_some(),
        "advisor.set" => panel.advisor_meant().is_some(),
        "grant.take_back" => true,
        "hours.set" | "lecture.open" | "series.add" | "grant.give" => !(panel.advisors.is_empty() && panel.places.is_empty()),
        "advisor.leave" => !panel.advisors.is_empty(),
        "place.close" | "place.set" => !panel.places.is_empty(),
        "leave.drop" => panel.advisors.iter().any(|a| !a.leave.is_empty()),
        "series.stop" => panel.series.iter().any(|s| s.stopped.is_empty()),
        "followup.done" => !panel.followups.is_empty(),
        "booking.cancel_us" | "booking.move" => state.is_some_and(State::open),
        "booking.confirm" => matches!(state, Some(State::Requested | State::Offered | State::Waiting)),
        "booking.note" | "followup.add" => state.is_some(),
        "booking.make" => panel.page.is_some(),
        "booking.first" => panel.page.is_some() && panel.moving.is_none() && panel.focus() == crate::app::panel::Focus::List,
        "studio.advisor" => panel.advisors.len() + panel.places.len() > 1,
        "studio.unfinished" => !panel.unfinished.is_empty(),
        "studio.day" | "studio.prev_week" | "studio.next_week" => panel.page.is_some(),
        "up" | "down" | "left" | "right" | "home" | "end" => panel.page.is_some(),
        "back" => panel.moving.is_some() || panel.listed,
        "accept" => !panel.line.is_empty(),
        "focus_box" | "search" => panel.focus() == crate::app::panel::Focus::List,
        "focus_list" => panel.focus() == crate::app::panel::Focus::Box,
        _ => false,
    }
}

/// Does a verb; false = not one of this room.
pub fn run(panel: &mut Studio, verb: &str, cx: &mut Cx<'_>) -> bool {
    if panel.month_verb(verb, cx) {
        return true;
    }
    match verb {
        "studio.calendar" => panel.turn_month(cx),
        "lecture.sign_up" => make_here(panel, cx),
        "lecture.cancel" => small(panel, "booking.cancel_us", cx),
        _ if super::granted::is_mine(verb) => return panel.grant(verb, cx),
        _ if super::setup::is_mine(verb) => return panel.set_up(verb, cx),
        "up" | "down" | "left" | "right" | "home" | "end" => step(panel, verb, cx),
        "studio.prev_week" => turn(panel, -7, cx),
        "studio.next_week" => turn(panel, 7, cx),
        "booking.first" => first_free(panel, cx),
        "booking.put_down" => put_here(panel, cx),
        "accept" => typed(panel, cx),
        "booking.make" => make_here(panel, cx),
        "booking.move" => pick_up(panel, cx),
        "booking.attended" => outcome(panel, "attended", cx),
        "booking.no_show" => outcome(panel, "no_show", cx),
        "booking.cancel_client" => {
            let cancel = |booking, rev| CancelBooking { booking, by: "client".into(), reason: None, rev };
            of_selected(panel, cx, |booking, rev| Command::CancelBooking(cancel(booking, rev)));
        }
        "booking.confirm" => confirm(panel, cx),
        "booking.cancel_us" => small(panel, "booking.cancel_us", cx),
        "booking.note" => small(panel, "booking.note", cx),
        "followup.add" => small(panel, "followup.add", cx),
        "studio.advisor" => next_advisor(panel, cx),
        "studio.day" => {
            panel.listed = !panel.listed;
            panel.row = 0;
            panel.ask_detail(cx);
        }
        "studio.unfinished" => to_unfinished(panel, cx),
        "back" => {
            if panel.moving.take().is_none() {
                panel.listed = false;
            }
        }
        _ => return false,
    }
    true
}

fn step(panel: &mut Studio, verb: &str, cx: &mut Cx<'_>) {
    let Some(page) = &panel.page else { return };
    if panel.listed && matches!(verb, "up" | "down" | "home" | "end") {
        let last = panel.of_day().len().saturating_sub(1);
        panel.row = match verb {
            "up" => panel.row.saturating_sub(1),
            "down" => (panel.row + 1).min(last),
            "home" => 0,
            _ => last,
        };
    } else {
        match panel.spot.go(verb, &page.week) {
            Turn::Stay => {}
            Turn::Before => return turn_to(panel, -7, usize::MAX, cx),
            Turn::After => return turn_to(panel, 7, 0, cx),
        }
        panel.row = 0;
    }
    panel.ask_detail(cx);
}

fn turn(panel: &mut Studio, days: i64, cx: &mut Cx<'_>) {
    let column = panel.spot.column;
    turn_to(panel, days, column, cx);
}

fn turn_to(panel: &mut Studio, days: i64, column: usize, cx: &mut Cx<'_>) {
    let shown = panel.page.as_ref().and_then(|p| p.week.days.first().copied()).unwrap_or_else(|| cx.now.date());
    panel.day = Some(monday(shown) + Duration::days(days));
    panel.spot.column = column;
    panel.row = 0;
    panel.ask_week(cx);
}

/// What is being moved to the selected time.
fn put_here(panel: &mut Studio, cx: &mut Cx<'_>) {
    if let Some(start) = panel.spot_start() {
        put_down(panel, start, None, None, cx);
    }
}

/// Proposes the first free time for the person in hand.
fn first_free(panel: &mut Studio, cx: &mut Cx<'_>) {
    let (who, phone) = panel.who(cx);
    panel.asked = Filled { who, phone, ..Filled::default() };
    let asked = panel.asked.clone();
    panel.ask_first(None, &asked, cx);
}

/// The same booking to another time.
fn put_down(panel: &mut Studio, start: NaiveDateTime, minutes: Option<i64>, advisor: Option<String>, cx: &mut Cx<'_>) {
    let Some((booking, _)) = panel.moving.clone() else { return };
    let rev = Some(panel.seen);
    cx.run(Command::MoveBooking(MoveBooking { booking, start: wall_text(start), minutes, advisor, place: None, rev }));
}

/// The typed line: books, moves, or shows the day it names.
fn typed(panel: &mut Studio, cx: &mut Cx<'_>) {
    let line = panel.line.text().to_owned();
    let Some(wanted) = panel.read_line(&line, cx) else { return };
    let shown = panel.page.as_ref().and_then(|p| p.week.days.get(panel.spot.column).copied());
    let Some(start) = wanted.start(cx.now.date()) else {
        if let Some(day) = wanted.day {
            let at = day.and_time(chrono::NaiveTime::MIN);
            panel.line.clear();
            panel.set_focus(crate::app::panel::Focus::List);
            panel.show(at, cx);
            return;
        }
        // Only names: the first free time of that advisor or kind.
        let from = shown.filter(|day| *day > cx.now.date()).map(|day| day.and_time(chrono::NaiveTime::MIN));
        panel.asked = asked(panel, &wanted, None, cx);
        let with = panel.asked.clone();
        panel.ask_first(from, &with, cx);
        return;
    };
    if panel.moving.is_some() {
        put_down(panel, start, wanted.minutes, wanted.advisor, cx);
        return;
    }
    panel.asked = asked(panel, &wanted, Some(start), cx);
    let with = panel.asked.clone();
    panel.ask_first(Some(start), &with, cx);
}

fn asked(panel: &Studio, wanted: &super::typed::Wanted, start: Option<NaiveDateTime>, cx: &Cx<'_>) -> Filled {
    let (mut who, mut phone) = panel.who(cx);
    if !wanted.client.is_empty() {
        who = (wanted.client.clone(), wanted.client.clone());
        phone = String::new();
    }
    Filled {
        who,
        start,
        minutes: wanted.minutes,
        advisor: wanted.advisor.clone().unwrap_or_default(),
        kind: wanted.kind.clone().unwrap_or_default(),
        place: wanted.place.clone().unwrap_or_default(),
        phone,
    }
}

/// A form for the selected time: of a lecture that is there a seat, else a booking.
fn make_here(panel: &mut Studio, cx: &mut Cx<'_>) {
    if let Some(lecture) = panel.selected().filter(|e| e.booking.seats > 0).map(|e| e.booking.id.clone()) {
        let (who, phone) = panel.who(cx);
        panel.of_form = Some(lecture);
        if let Some(open) = forms::sign_up(panel, &who, &phone, cx.lang) {
            cx.open(open);
        }
        return;
    }
    panel.of_form = None;
    let start = panel.page.as_ref().and_then(|p| panel.spot.start(&p.week));
    let (who, phone) = panel.who(cx);
    panel.asked = Filled { who, phone, start, ..Filled::default() };
    let with = panel.asked.clone();
    panel.ask_first(start, &with, cx);
}

fn pick_up(panel: &mut Studio, cx: &mut Cx<'_>) {
    let Some(booking) = panel.selected().map(|e| &e.booking) else { return };
    let (id, number, rev) = (booking.id.clone(), booking.number.clone(), booking.rev);
    panel.seen = rev;
    cx.say(fill(words(cx.lang).moving, [("number", number.as_str())].into_iter()));
    panel.listed = false;
    panel.moving = Some((id, number));
}

fn outcome(panel: &mut Studio, outcome: &str, cx: &mut Cx<'_>) {
    of_selected(panel, cx, |booking, rev| Command::SetOutcome(SetOutcome { booking, outcome: outcome.to_owned(), rev }));
}

/// Yes to another desk's request, or for somebody waiting to the seat that is offered.
fn confirm(panel: &Studio, cx: &mut Cx<'_>) {
    let seat = panel.selected().is_some_and(|e| !e.booking.lecture.is_empty());
    of_selected(panel, cx, |booking, rev| {
        if seat { Command::TakeOffer(TakeOffer { booking }) } else { Command::ConfirmBooking(ConfirmBooking { booking, rev }) }
    });
}

fn of_selected(panel: &Studio, cx: &mut Cx<'_>, command: impl FnOnce(String, Option<i64>) -> Command) {
    if let Some(entry) = panel.selected() {
        cx.run(command(entry.booking.id.clone(), Some(entry.booking.rev)));
    }
}

fn small(panel: &mut Studio, form: &str, cx: &mut Cx<'_>) {
    panel.of_form = panel.selected().map(|e| e.booking.id.clone());
    panel.seen = panel.selected().map_or(0, |e| e.booking.rev);
    if let Some(open) = forms::blank(panel, form, cx.lang) {
        cx.open(open);
    }
}

/// All, the first, the second, …, all again.
fn next_advisor(panel: &mut Studio, cx: &mut Cx<'_>) {
    panel.only = match panel.only {
        None => Some(0),
        Some(at) if at + 1 < panel.advisors.len() + panel.places.len() => Some(at + 1),
        Some(_) => None,
    };
    panel.ask_week(cx);
}

fn to_unfinished(panel: &mut Studio, cx: &mut Cx<'_>) {
    let Some((id, start)) = panel.unfinished.first().map(|e| (e.booking.id.clone(), e.booking.start)) else { return };
    panel.meant = Some(id);
    panel.listed = false;
    panel.only = None;
    panel.show(start, cx);
}
