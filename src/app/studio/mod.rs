//! The studio's room: the week as a grid, the day as a list, one typed line, and what is known of the
//! selected booking. Enter proposes the first free time for the person in hand; Enter again books it.

pub mod forms;
mod granted;
pub mod grid;
pub mod month;
mod room;
mod setup;
mod setup_sent;
pub mod typed;
mod verbs;

use self::grid::Spot;
use super::panel::Cx;
use crate::desk::command::{Command, Order};
use crate::desk::query::Query;
use crate::desk::studio::{
    self, AdvisorCard, Bookings, Detail, Entry, Followup, One, Place, Series, SessionKind, Slots, WeekOf, WeekPage,
};
use crate::i18n::studio::words;
use crate::text::line::TextLine;
use chrono::{NaiveDate, NaiveDateTime};
use std::cell::RefCell;

#[derive(Debug, Default)]
pub struct Studio {
    pub line: TextLine,
    boxed: bool,
    /// The week that is shown.
    pub page: Option<WeekPage>,
    pub spot: Spot,
    /// The day as a list instead of the week.
    pub listed: bool,
    /// Row of the day list.
    pub row: usize,
    pub advisors: Vec<AdvisorCard>,
    pub kinds: Vec<SessionKind>,
    pub places: Vec<Place>,
    /// What recurs.
    pub series: Vec<Series>,
    /// Open follow-ups.
    pub followups: Vec<Followup>,
    /// The month instead of the week.
    pub month: Option<month::Month>,
    /// Only this one: first the advisors, then the places, by their order.
    pub only: Option<usize>,
    /// The selected booking opened.
    pub detail: Option<Box<Detail>>,
    /// Past bookings without outcome.
    pub unfinished: Vec<Entry>,
    /// The booking that is being moved: id and number.
    pub moving: Option<(String, String)>,
    /// Any day of the week that is shown; `None` = this week.
    day: Option<NaiveDate>,
    /// Where the selection goes once the week is read.
    wanted: Option<NaiveDateTime>,
    /// What was typed, while a free advisor is looked for.
    asked: forms::Filled,
    /// Of several bookings in the selected half hour the one that is meant.
    meant: Option<String>,
    /// The booking, or the advisor, that the open form speaks of.
    of_form: Option<String>,
    /// The revision that the clerk has seen of the booking that he moves, or that the open form speaks of.
    seen: i64,
    /// The weeks of hours as they were when the form that sets them was opened, by their owner.
    weeks: Vec<(String, String)>,
    /// The order that was refused and may be sent again with a reason.
    refused: Option<Order>,
    /// The name that is being typed, offered as it stands when nobody is found.
    typed: RefCell<String>,
}

impl Studio {
    /// The selected booking.
    pub fn selected(&self) -> Option<&Entry> {
        let page = self.page.as_ref()?;
        if self.listed {
            return self.of_day().into_iter().nth(self.row);
        }
        let here = grid::here(&page.week, &page.bookings, self.spot);
        here.iter().find(|e| self.meant.as_ref() == Some(&e.booking.id)).or(here.first()).copied()
    }

    /// Bookings of the selected day, cancelled ones too.
    pub fn of_day(&self) -> Vec<&Entry> {
        let Some(page) = &self.page else { return Vec::new() };
        let Some(day) = page.week.days.get(self.spot.column) else { return Vec::new() };
        page.bookings.iter().filter(|e| e.booking.start.date() == *day).collect()
    }

    /// Bookings of the shown week that still stand though their advisor is away by then.
    pub fn displaced(&self) -> Vec<&Entry> {
        let Some(page) = &self.page else { return Vec::new() };
        page.bookings.iter().filter(|e| self.is_displaced(e)).collect()
    }

    /// Is the booking's advisor away at its time?
    pub fn is_displaced(&self, entry: &Entry) -> bool {
        let booking = &entry.booking;
        let card = self.advisors.iter().find(|a| a.advisor.id == booking.advisor);
        let away = card.is_some_and(|a| a.leave.iter().any(|l| l.span().overlaps(booking.span())));
        away && booking.state.open() && booking.busy()
    }

    /// The advisor who is shown alone.
    pub fn advisor(&self) -> Option<&AdvisorCard> {
        self.only.and_then(|at| self.advisors.get(at))
    }

    /// The place that is shown alone.
    pub fn place(&self) -> Option<&Place> {
        self.only.and_then(|at| self.places.get(at.checked_sub(self.advisors.len())?))
    }

    /// What was made of somebody who is not shown alone is shown with all the others: else its half hour looked free.
    fn show_owner(&mut self, made: &Command) {
        let owners = match made {
            Command::Studio(studio::Command::MakeBooking(c)) => [&c.advisor, &c.place],
            Command::Studio(studio::Command::OpenLecture(c)) => [&c.advisor, &c.place],
            Command::Studio(studio::Command::AddSeries(c)) => [&c.advisor, &c.place],
            _ => return,
        };
        let shown = self.advisor().map(|a| &a.advisor.id).or(self.place().map(|p| &p.id));
        if shown.is_some_and(|shown| owners.iter().all(|owner| owner.as_ref() != Some(shown))) {
            self.only = None;
        }
    }

    /// The time the selection stands for.
    fn spot_start(&self) -> Option<NaiveDateTime> {
        self.page.as_ref().and_then(|p| self.spot.start(&p.week)).filter(|_| !self.listed)
    }

    /// A name for an id of this room.
    pub fn name_of(&self, id: &str) -> String {
        let advisors = self.advisors.iter().map(|a| (&a.advisor.id, &a.advisor.name));
        let kinds = self.kinds.iter().map(|k| (&k.id, &k.name));
        let all = advisors.chain(kinds).chain(self.places.iter().map(|p| (&p.id, &p.name)));
        all.into_iter().find(|(known, _)| *known == id).map(|(_, name)| name.clone()).unwrap_or_default()
    }

    fn ask_week(&self, cx: &mut Cx<'_>) {
        let day = self.day.map(|d| d.to_string());
        let advisor = self.advisor().map(|a| a.advisor.id.clone());
        let place = self.place().map(|p| p.id.clone());
        cx.ask("week", studio::Query::Week(WeekOf { day, advisor, place }));
    }

    /// Shows the week of a time and selects it there.
    fn show(&mut self, at: NaiveDateTime, cx: &mut Cx<'_>) {
        self.day = Some(at.date());
        self.wanted = Some(at);
        self.ask_week(cx);
    }

    fn ask_detail(&mut self, cx: &mut Cx<'_>) {
        match self.selected().map(|e| e.booking.id.clone()) {
            Some(id) => cx.ask("detail", studio::Query::Booking(One { id })),
            None => self.detail = None,
        }
    }

    /// The first free time of the usual kind, from now on or from a time.
    fn ask_first(&self, from: Option<NaiveDateTime>, with: &forms::Filled, cx: &mut Cx<'_>) {
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let advisor = some(&with.advisor).or_else(|| self.advisor().map(|a| a.advisor.id.clone()));
        let from = from.map(crate::desk::studio::time::wall_text);
        let minutes = with.minutes.map(|m| m.to_string());
        let slots = Slots {
            advisor,
            place: some(&with.place).or_else(|| self.place().map(|p| p.id.clone())),
            kind: some(&with.kind),
            minutes,
            from,
            days: None,
            rows: Some("1".into()),
        };
        cx.ask("first", studio::Query::Slots(slots));
    }

    /// The person in hand, as a booking form begins.
    fn who(&self, cx: &Cx<'_>) -> ((String, String), String) {
        let person = cx.person.as_ref();
        person.map(|p| ((p.id.clone(), p.name.clone()), p.phone.clone())).unwrap_or_default()
    }

    /// The answer to a search for a free time: the form, ready to be sent.
    fn propose(&mut self, slots: Vec<studio::slots::Slot>, cx: &mut Cx<'_>) {
        let mut with = std::mem::take(&mut self.asked);
        match slots.first() {
            // A time was typed: it stands, whoever is free; without anybody the clerk sees the empty field.
            Some(slot) if with.start.is_none_or(|start| start == slot.start) => {
                with.start = Some(slot.start);
                if with.advisor.is_empty() {
                    with.advisor.clone_from(&slot.advisor);
                }
                if with.place.is_empty() {
                    with.place.clone_from(&slot.place);
                }
            }
            None if with.start.is_none() => {
                let nobody = self.advisors.is_empty() && self.places.is_empty();
                cx.say(if nobody { crate::i18n::studio_setup::words(cx.lang).nobody_yet } else { words(cx.lang).nobody_free });
                return;
            }
            _ => {}
        }
        if with.kind.is_empty() {
            // A place by itself is let by its own kind.
            let alone = !with.place.is_empty() && with.advisor.is_empty();
            let kind = self.kinds.iter().find(|k| !alone || (k.needs_place && !k.needs_advisor)).or(self.kinds.first());
            with.kind = kind.map(|k| k.id.clone()).unwrap_or_default();
        }
        self.of_form = None;
        let open = forms::filled(self, &with, cx.lang);
        cx.open(open);
    }
}

/// Bookings of a day, for other rooms.
pub fn of_day(day: NaiveDate) -> Query {
    studio::Query::Bookings(Bookings { day: Some(day.to_string()), ..Bookings::default() }).into()
}
