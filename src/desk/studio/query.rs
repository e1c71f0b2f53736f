//! What may be asked about the diary.

use super::slots::Slot;
use super::week::Week;
use super::{Advisor, Booking, Followup, Hours, Leave, Note, Place, Series, SessionKind};
use crate::queries;
use serde::{Deserialize, Serialize};

queries! {
    /// Questions of this room.
    pub enum Query {
        /// Who coaches, with weekly hours and coming leave.
        "advisors" => Advisors(All),
        "places" => Places(All),
        /// Kinds of session.
        "kinds" => Kinds(All),
        /// Free times from a day on, earliest first.
        "slots" => Slots(Slots),
        /// Bookings of a day or a week, by start.
        "bookings" => Bookings(Bookings),
        /// One booking with notes and follow-ups.
        "booking" => Booking(One),
        /// A lecture's seats, waiting list and sign-in list.
        "lecture" => Lecture(One),
        /// The week as a grid.
        "week" => Week(WeekOf),
        /// Past bookings without outcome.
        "unfinished" => Unfinished(Unfinished),
        /// How much stands open from days before: bookings without outcome, follow-ups that are due.
        "studio" => Figures(All),
        /// Open follow-ups by day.
        "followups" => Followups(Followups),
        /// What recurs by a rule, those that are stopped last.
        "series" => AllSeries(All),
    }
}

/// Everything.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct All {}

/// Free times. Values are words, as `desk show` sends them.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Slots {
    /// Id or name; left out: any advisor (or none, with a place).
    #[serde(default)]
    pub advisor: Option<String>,
    #[serde(default)]
    pub place: Option<String>,
    /// Id or name; left out: the first kind.
    #[serde(default)]
    pub kind: Option<String>,
    /// Left out: the kind's own length.
    #[serde(default)]
    pub minutes: Option<String>,
    /// First day or time; left out: now.
    #[serde(default)]
    pub from: Option<String>,
    /// Days searched; left out: 14.
    #[serde(default)]
    pub days: Option<String>,
    /// Slots wanted; left out: 20.
    #[serde(default)]
    pub rows: Option<String>,
}

/// Bookings of a day, of a week, or from a day to a day.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bookings {
    /// `YYYY-MM-DD`; left out with the others: today.
    #[serde(default)]
    pub day: Option<String>,
    /// Any day of the week.
    #[serde(default)]
    pub week: Option<String>,
    #[serde(default)]
    pub from: Option<String>,
    /// Last day, included.
    #[serde(default)]
    pub to: Option<String>,
    #[serde(default)]
    pub advisor: Option<String>,
    #[serde(default)]
    pub place: Option<String>,
    /// A resident's id or number.
    #[serde(default)]
    pub client: Option<String>,
}

/// One booking by id or number.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct One {
    #[serde(alias = "booking", alias = "number")]
    pub id: String,
}

/// A week's grid.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WeekOf {
    /// Any day of it; left out: today.
    #[serde(default)]
    pub day: Option<String>,
    /// Left out: all advisors together.
    #[serde(default)]
    pub advisor: Option<String>,
    #[serde(default)]
    pub place: Option<String>,
}

/// What still needs an outcome.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unfinished {
    /// Bookings that ended before this day; left out: before now.
    #[serde(default)]
    pub before: Option<String>,
}

/// Open follow-ups.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Followups {
    /// Last due day; left out: all.
    #[serde(default)]
    pub to: Option<String>,
}

/// A booking with the names of what it refers to.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    #[serde(flatten)]
    pub booking: Booking,
    pub kind_name: String,
    pub advisor_name: String,
    pub place_name: String,
}

/// An advisor with what the diary knows.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AdvisorCard {
    #[serde(flatten)]
    pub advisor: Advisor,
    pub hours: Vec<Hours>,
    /// From today on.
    pub leave: Vec<Leave>,
}

/// A booking opened.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Detail {
    #[serde(flatten)]
    pub entry: Entry,
    pub notes: Vec<Note>,
    pub followups: Vec<Followup>,
    /// The same person's session before this one.
    pub last: Option<Entry>,
    /// Sessions of this person up to and with this one.
    pub count: i64,
    /// Of a lecture: seats taken or offered, and how many wait.
    pub taken: i64,
    pub waiting: i64,
}

/// A lecture with everybody who signed up.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LectureCard {
    #[serde(flatten)]
    pub entry: Entry,
    pub taken: i64,
    pub free: i64,
    /// Sign-in list: seats first, then who waits, in order. An offer that ran out is shown as waiting.
    pub list: Vec<Entry>,
}

/// The grid with the bookings in it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct WeekPage {
    #[serde(flatten)]
    pub week: Week,
    pub bookings: Vec<Entry>,
    /// Saturdays and Sundays of it that are worked.
    pub worked: Vec<chrono::NaiveDate>,
}

/// What the studio's days before have left to do.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Figures {
    /// Past bookings without outcome.
    pub unfinished: usize,
    /// Follow-ups due today or before.
    pub followups: i64,
}

/// What comes back.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Answer {
    Advisors(Vec<AdvisorCard>),
    Places(Vec<Place>),
    Kinds(Vec<SessionKind>),
    Slots(Vec<Slot>),
    Bookings(Vec<Entry>),
    Booking(Option<Box<Detail>>),
    Lecture(Option<Box<LectureCard>>),
    Week(Box<WeekPage>),
    Figures(Figures),
    Followups(Vec<Followup>),
    AllSeries(Vec<Series>),
}
