//! The records of the diary: advisors and places, their hours and leave, kinds of session, bookings.

use super::time::{Span, clock, wall};
use crate::desk::kind::{Class, Kind, ask, field};
use chrono::{NaiveDateTime, NaiveTime};
use serde::{Deserialize, Serialize};

/// Entity kinds of this room. When, where and with whom is `Pub`, so that every desk sees what is
/// taken; who comes and what is said is `Client` (SYNC.md section 1).
pub const KINDS: &[Kind] = &[
    Kind {
        name: "advisor",
        fields: &[
            field("name", Class::Pub),
            field("active_from", Class::Pub),
            field("active_to", Class::Pub),
            field("buffer", Class::Pub),
            field("notice", Class::Pub),
            field("horizon", Class::Pub),
            field("daily_max", Class::Pub),
        ],
    },
    Kind {
        name: "place",
        fields: &[
            field("name", Class::Pub),
            field("capacity", Class::Pub),
            field("shared", Class::Pub),
            field("community", Class::Pub),
        ],
    },
    Kind {
        name: "hours",
        fields: &[field("owner", Class::Pub), field("weekday", Class::Pub), field("from", Class::Pub), field("to", Class::Pub)],
    },
    Kind { name: "leave", fields: &[field("owner", Class::Pub), field("from", Class::Pub), field("to", Class::Pub)] },
    Kind {
        name: "session_kind",
        fields: &[
            field("name", Class::Pub),
            field("minutes", Class::Pub),
            field("capacity", Class::Pub),
            field("needs_advisor", Class::Pub),
            field("needs_place", Class::Pub),
        ],
    },
    Kind {
        name: "booking",
        fields: &[
            field("number", Class::Pub),
            field("kind", Class::Pub),
            ask("advisor", Class::Pub),
            ask("place", Class::Pub),
            ask("start", Class::Pub),
            field("minutes", Class::Pub),
            ask("state", Class::Pub),
            field("community", Class::Pub),
            field("rev", Class::Pub),
            field("home", Class::Pub),
            field("made", Class::Pub),
            field("lecture", Class::Pub),
            field("seats", Class::Pub),
            field("title", Class::Pub),
            field("series", Class::Pub),
            field("offer_until", Class::Pub),
            field("client", Class::Client),
            ask("client_name", Class::Client),
            ask("phone", Class::Client),
            field("topic", Class::Client),
            field("reason", Class::Client),
        ],
    },
    Kind {
        name: "series",
        fields: &[
            field("name", Class::Pub),
            field("rule", Class::Pub),
            field("start", Class::Pub),
            field("minutes", Class::Pub),
            field("holidays", Class::Pub),
            field("kind", Class::Pub),
            field("advisor", Class::Pub),
            field("place", Class::Pub),
            field("stopped", Class::Pub),
        ],
    },
    Kind {
        name: "booking_note",
        fields: &[
            field("booking", Class::Client),
            field("text", Class::Client),
            field("restricted", Class::Client),
            field("at", Class::Client),
            field("by", Class::Client),
        ],
    },
    Kind {
        name: "followup",
        fields: &[
            field("booking", Class::Client),
            field("client", Class::Client),
            field("due", Class::Client),
            field("text", Class::Client),
            field("done", Class::Client),
        ],
    },
];

/// Who coaches.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Advisor {
    pub id: String,
    pub name: String,
    /// First and last day of service, `YYYY-MM-DD`; empty = open.
    pub active_from: String,
    pub active_to: String,
    /// Minutes of air between two sessions.
    pub buffer: i64,
    /// Least minutes from booking to start.
    pub notice: i64,
    /// Days ahead that may be booked; 0 = [`HORIZON`].
    pub horizon: i64,
    /// Sessions a day; 0 = any number.
    pub daily_max: i64,
}

/// Days ahead that may be booked where nothing else is said.
pub const HORIZON: i64 = 60;

/// A bookable place.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Place {
    pub id: String,
    pub name: String,
    /// People it holds; 0 = not said.
    pub capacity: i64,
    /// Its seats are booked one by one (reading-room seats); otherwise one session has the whole place.
    pub shared: bool,
    pub community: String,
}

/// One row of weekly hours of an advisor or a place. A break is the gap between two rows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hours {
    pub id: String,
    /// An advisor's or a place's id.
    pub owner: String,
    /// 1 = Monday … 7 = Sunday (ISO 8601).
    pub weekday: u32,
    #[serde(with = "clock")]
    pub from: NaiveTime,
    #[serde(with = "clock")]
    pub to: NaiveTime,
}

/// Time off of an advisor, or a place closed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Leave {
    pub id: String,
    pub owner: String,
    #[serde(with = "wall")]
    pub from: NaiveDateTime,
    #[serde(with = "wall")]
    pub to: NaiveDateTime,
}

impl Leave {
    /// The stretch that is off.
    pub fn span(&self) -> Span {
        Span { from: self.from, until: self.to }
    }
}

/// A kind of session, as data.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct SessionKind {
    pub id: String,
    pub name: String,
    /// Usual length.
    pub minutes: i64,
    /// People in one session; 1 = one to one.
    pub capacity: i64,
    pub needs_advisor: bool,
    pub needs_place: bool,
}

/// Where a booking stands. Five outcomes of a confirmed one (`Booked` = not yet entered), and the
/// states of a request from another desk and of a lecture's waiting list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Asked for by another desk; the studio has not confirmed.
    Requested,
    #[default]
    Booked,
    Attended,
    NoShow,
    CancelledClient,
    CancelledUs,
    /// Lost a double booking that was settled: needs another time.
    ToMove,
    /// On a lecture's waiting list.
    Waiting,
    /// A freed seat is offered until `offer_until`.
    Offered,
}

impl State {
    pub const ALL: &'static [State] = &[
        State::Requested,
        State::Booked,
        State::Attended,
        State::NoShow,
        State::CancelledClient,
        State::CancelledUs,
        State::ToMove,
        State::Waiting,
        State::Offered,
    ];

    /// As stored.
    pub fn name(self) -> &'static str {
        match self {
            State::Requested => "requested",
            State::Booked => "booked",
            State::Attended => "attended",
            State::NoShow => "no_show",
            State::CancelledClient => "cancelled_client",
            State::CancelledUs => "cancelled_us",
            State::ToMove => "to_move",
            State::Waiting => "waiting",
            State::Offered => "offered",
        }
    }

    /// From the stored word.
    pub fn parse(word: &str) -> Option<State> {
        State::ALL.iter().copied().find(|s| s.name() == word)
    }

    /// Does it take its time in the diary?
    pub fn takes_time(self) -> bool {
        matches!(self, State::Requested | State::Booked | State::Attended | State::NoShow)
    }

    /// Does something still have to be entered?
    pub fn open(self) -> bool {
        matches!(self, State::Requested | State::Booked | State::ToMove | State::Waiting | State::Offered)
    }
}

/// A booking: of an advisor, a place, or both; or a lecture (`seats` > 0); or a seat in one (`lecture`).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Booking {
    pub id: String,
    /// `QLQ-B20260302-003`.
    pub number: String,
    /// A session kind's id.
    pub kind: String,
    pub advisor: String,
    pub place: String,
    #[serde(with = "wall")]
    pub start: NaiveDateTime,
    pub minutes: i64,
    pub state: State,
    pub community: String,
    /// Counts moves and cancellations (iCalendar SEQUENCE).
    pub rev: i64,
    /// Code of the desk that made it: the one to call the client back.
    pub home: String,
    /// The lecture this is a seat in; empty = a session of its own.
    pub lecture: String,
    /// Seats of a lecture; 0 = not a lecture.
    pub seats: i64,
    /// What a lecture is about.
    pub title: String,
    /// A resident's id; empty when only a name was given.
    pub client: String,
    /// Empty also where this desk may not see it.
    pub client_name: String,
    pub phone: String,
    pub topic: String,
    /// Why it was cancelled.
    pub reason: String,
    /// Milliseconds UTC; 0 = no offer. After it, an offered seat counts as free again.
    pub offer_until: i64,
}

impl Booking {
    /// The time it takes.
    pub fn span(&self) -> Span {
        Span::of(self.start, self.minutes)
    }

    /// Does it keep its advisor and place busy? Seats in a lecture do not: the lecture does.
    pub fn busy(&self) -> bool {
        self.state.takes_time() && self.lecture.is_empty()
    }
}

/// What was said, one entity a note.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Note {
    pub id: String,
    pub booking: String,
    pub text: String,
    /// An interview note: shown only on an explicit key, which is journalled.
    pub restricted: bool,
    /// Milliseconds UTC.
    pub at: i64,
    pub by: String,
}

/// What recurs by a rule; each day of it is a booking of its own that names it in `series`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Series {
    pub id: String,
    pub name: String,
    /// RFC 5545.
    pub rule: String,
    /// `YYYY-MM-DDTHH:MM`.
    pub start: String,
    pub minutes: i64,
    /// `skip`, `next`, `keep`.
    pub holidays: String,
    pub kind: String,
    pub advisor: String,
    pub place: String,
    /// First day it no longer takes place; empty = goes on.
    pub stopped: String,
}

/// Something promised for a day.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Followup {
    pub id: String,
    pub booking: String,
    pub client: String,
    pub client_name: String,
    /// `YYYY-MM-DD`.
    pub due: String,
    pub text: String,
    /// `YYYY-MM-DD` when done; empty = open.
    pub done: String,
}
