//! What may be done in the diary.

use crate::commands;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

commands! {
    /// Commands of this room.
    pub enum Command {
        /// Registers an advisor.
        "advisor.add" => AddAdvisor,
        /// Changes an advisor's limits; what is left out stays.
        "advisor.set" => SetAdvisor,
        /// Adds a row of weekly hours.
        "advisor.hours" => AdvisorHours,
        /// Takes an advisor out for a time.
        "advisor.leave" => AdvisorLeave,
        /// Registers a bookable place.
        "place.add" => AddPlace,
        /// Changes a place's details; what is left out stays.
        "place.set" => SetPlace,
        /// Adds a row of weekly hours of a place.
        "place.hours" => PlaceHours,
        /// Closes a place for a time.
        "place.close" => ClosePlace,
        /// Sets the whole week of an advisor or a place; what is not in it is removed.
        "hours.set" => SetHours,
        /// Removes a row of weekly hours.
        "hours.drop" => DropHours,
        /// Ends a leave or closing that was entered by mistake.
        "leave.drop" => DropLeave,
        /// Adds a kind of session, or the site's own form of a built-in one.
        "kind.add" => AddKind,
        /// Books; at a desk that is not the studio's, asks.
        "booking.make" => MakeBooking,
        /// The same booking at another time.
        "booking.move" => MoveBooking,
        "booking.cancel" => CancelBooking,
        /// The studio says yes to a request.
        "booking.confirm" => ConfirmBooking,
        /// Enters how it went.
        "booking.outcome" => SetOutcome,
        "booking.note" => NoteBooking,
        /// Opens a lecture with seats.
        "lecture.open" => OpenLecture,
        /// Takes a seat, or a place on the waiting list.
        "lecture.sign_up" => SignUp,
        /// Calls a lecture off, or gives one seat back.
        "lecture.cancel" => CancelLecture,
        /// Takes a freed seat that was offered.
        "offer.take" => TakeOffer,
        "followup.add" => AddFollowup,
        "followup.done" => FinishFollowup,
        /// What recurs by a rule, with a booking for each day.
        "series.add" => AddSeries,
        /// A series ends; its bookings from a day on are called off.
        "series.stop" => StopSeries,
    }
}

macro_rules! body {
    ($($(#[$meta:meta])* $name:ident { $($(#[$m:meta])* $field:ident: String,)* ; $($(#[$o:meta])* $opt:ident: $ty:ty,)* })+) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
        #[serde(deny_unknown_fields)]
        pub struct $name {
            $($(#[$m])* pub $field: String,)*
            $($(#[$o])* #[serde(default, skip_serializing_if = "Option::is_none")] pub $opt: Option<$ty>,)*
        }
    )+};
}

body! {
    /// `advisor.add`. Fields as in [`super::Advisor`].
    AddAdvisor { name: String, ;
        active_from: String, active_to: String, buffer: i64, notice: i64, horizon: i64, daily_max: i64, }
    /// `advisor.set`.
    SetAdvisor { advisor: String, ; name: String,
        active_from: String, active_to: String, buffer: i64, notice: i64, horizon: i64, daily_max: i64, }
    /// `advisor.leave`: days or times; a last day belongs to the leave.
    AdvisorLeave { advisor: String, from: String, to: String, ; }
    /// `place.add`.
    AddPlace { name: String, ;
        /// People it holds.
        capacity: i64,
        /// Its seats are booked one by one.
        shared: bool,
        community: String, }
    /// `place.set`. Fields as in [`AddPlace`].
    SetPlace { place: String, ; name: String, capacity: i64, shared: bool, community: String, }
    /// `place.close`.
    ClosePlace { place: String, from: String, to: String, ; }
    /// `hours.set`.
    SetHours {
        /// An advisor or a place, id or name.
        of: String,
        /// `1-5 08:30-11:30 14:00-17:00; 6 09:00-11:00`; empty: no hours.
        week: String, ;
        /// The week that was shown: refused when it is another by now.
        seen: String, }
    /// `series.add`.
    AddSeries {
        name: String,
        /// RFC 5545, by the day or longer: `FREQ=MONTHLY;BYMONTHDAY=5`.
        rrule: String,
        /// The first time, `YYYY-MM-DDTHH:MM`.
        start: String, ;
        /// Id or name; left out: the first kind for more than one person.
        kind: String, advisor: String, place: String,
        /// Left out: the kind's own length.
        minutes: i64,
        /// `skip`, `next` (working day) or `keep`; left out: `keep`.
        holidays: String,
        /// Last day; left out: a year from the start.
        until: String, }
    /// `series.stop`.
    StopSeries {
        /// Id or name.
        series: String, ;
        /// First day it no longer takes place; left out: today.
        from: String, }
    /// `hours.drop`.
    DropHours { hours: String, ; }
    /// `leave.drop`.
    DropLeave { leave: String, ; }
    /// `booking.make`.
    MakeBooking {
        /// A kind's id or name.
        kind: String,
        /// `YYYY-MM-DDTHH:MM`.
        start: String,
        /// A resident's id, card or ID number, or simply a name.
        client: String, ;
        /// Id or name.
        advisor: String,
        /// Id or name.
        place: String,
        /// Left out: the kind's own length.
        minutes: i64,
        phone: String,
        /// The community a worker comes from.
        community: String,
        topic: String, }
    /// `booking.move`.
    MoveBooking { booking: String, start: String, ; minutes: i64, advisor: String, place: String,
        /// The revision that was seen: at another one it is refused.
        rev: i64, }
    /// `booking.cancel`.
    CancelBooking { booking: String,
        /// `client` or `us`.
        by: String, ;
        /// Needed when it is cancelled by us.
        reason: String,
        /// The revision that was seen: at another one it is refused.
        rev: i64, }
    /// `booking.confirm`.
    ConfirmBooking { booking: String, ;
        /// The revision that was seen: at another one it is refused.
        rev: i64, }
    /// `booking.outcome`.
    SetOutcome { booking: String,
        /// `attended` or `no_show`.
        outcome: String, ;
        /// The revision that was seen: at another one it is refused.
        rev: i64, }
    /// `booking.note`.
    NoteBooking { booking: String, text: String, ;
        /// An interview note, shown only on an explicit key.
        restricted: bool, }
    /// `lecture.open`.
    OpenLecture {
        /// `YYYY-MM-DDTHH:MM`.
        start: String, ;
        /// Left out: the first kind for more than one person.
        kind: String, advisor: String, place: String, minutes: i64,
        /// Seats; left out: as many as the kind takes.
        capacity: i64,
        /// What it is about, for all sites.
        title: String, }
    /// `lecture.sign_up`.
    SignUp { lecture: String,
        /// A resident's id or ID number, or simply a name.
        client: String, ; phone: String, community: String, }
    /// `lecture.cancel`: `lecture` is a lecture (all of it) or one person's seat in it.
    CancelLecture { lecture: String, ; reason: String, }
    /// `offer.take`.
    TakeOffer { booking: String, ; }
    /// `followup.add`.
    AddFollowup {
        /// `YYYY-MM-DD`.
        due: String, ; booking: String,
        /// A resident's id or number.
        client: String, text: String, }
    /// `followup.done`.
    FinishFollowup { followup: String, ; }
}

/// `advisor.hours`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AdvisorHours {
    pub advisor: String,
    /// 1 = Monday … 7 = Sunday.
    pub weekday: u32,
    /// `09:00`.
    pub from: String,
    pub to: String,
}

/// `place.hours`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PlaceHours {
    pub place: String,
    /// 1 = Monday … 7 = Sunday.
    pub weekday: u32,
    pub from: String,
    pub to: String,
}

/// `kind.add`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AddKind {
    pub name: String,
    pub minutes: i64,
    /// People in one session; left out: 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub capacity: Option<i64>,
    /// Left out: yes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub needs_advisor: Option<bool>,
    /// Left out: no.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub needs_place: Option<bool>,
}
