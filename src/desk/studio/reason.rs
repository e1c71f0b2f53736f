//! Why this room refuses, or what it says beside a yes.

use crate::codes;

codes! {
    /// Reasons of this room. Times are `YYYY-MM-DDTHH:MM`, days `YYYY-MM-DD`, hours `HH:MM`.
    pub enum Refusal {
        /// A name is needed.
        NoName = "studio.no_name",
        /// Somebody or something is registered under this name. Facts: `name`.
        SameName = "studio.same_name",
        /// Hours that end before they begin, or a weekday outside 1–7. Facts: `weekday`, `from`, `to`.
        BadHours = "studio.bad_hours",
        /// The new row overlaps hours that are there. Facts: `weekday`, `from`, `to`.
        HoursOverlap = "studio.hours_overlap",
        /// A leave that ends before it begins. Facts: `from`, `to`.
        BadLeave = "studio.bad_leave",
        /// Bookings lie within the new leave (said, not refused). Facts: `count`, `first`.
        LeaveOverBookings = "studio.leave_over_bookings",
        /// A number outside its bounds. Facts: `field`, `given`, `least`, `most`.
        OutOfBounds = "studio.out_of_bounds",
        /// Neither an advisor nor a place is named.
        NothingToBook = "studio.nothing_to_book",
        /// This kind of session needs an advisor. Facts: `kind`.
        NeedsAdvisor = "studio.needs_advisor",
        /// This kind of session needs a place. Facts: `kind`.
        NeedsPlace = "studio.needs_place",
        /// Nobody is named who comes.
        NoClient = "studio.no_client",
        /// The time is past. Facts: `start`.
        InPast = "studio.in_past",
        /// Less than the least notice. Facts: `start`, `minutes` (the notice).
        TooSoon = "studio.too_soon",
        /// Beyond the horizon. Facts: `start`, `last` (last day that may be booked).
        TooFar = "studio.too_far",
        /// The advisor does not serve on that day. Facts: `name`, `from`, `to` (`-` = open).
        NotActive = "studio.not_active",
        /// Outside the weekly hours. Facts: `name`, `day`, `hours` (`-` = none that day).
        OutsideHours = "studio.outside_hours",
        /// In leave, or the place is closed for a time. Facts: `name`, `from`, `to`.
        OnLeave = "studio.on_leave",
        /// The centre is closed that day. Facts: `day`, `why`.
        Closed = "studio.closed",
        /// The session would run past midnight. Facts: `start`, `minutes`.
        PastMidnight = "studio.past_midnight",
        /// The advisor is taken. Facts: `name`, `from`, `to`, `number`.
        AdvisorBusy = "studio.advisor_busy",
        /// The place is taken. Facts: `name`, `from`, `to`, `number`.
        PlaceBusy = "studio.place_busy",
        /// Another desk has asked for this time and waits for an answer. Facts: `home`, `from`, `to`, `number`.
        Requested = "studio.requested_by_other",
        /// The time is granted to another desk. Facts: `to`, `from`, `until` (its last moment).
        Granted = "studio.granted",
        /// No air between two sessions. Facts: `name`, `minutes`, `number`.
        NoAir = "studio.no_air",
        /// Every seat is taken. Facts: `capacity`, `taken`.
        Full = "studio.full",
        /// The advisor's sessions of the day are used up. Facts: `name`, `day`, `max`.
        DayFull = "studio.day_full",
        /// The same person has something else then. Facts: `from`, `to`, `number`.
        ClientBusy = "studio.client_busy",
        /// It has an outcome. Facts: `number`, `state`.
        HasOutcome = "studio.has_outcome",
        /// Somebody has moved or answered it since it was shown. Facts: `number`, `start`, `state`, `rev`.
        ChangedSince = "studio.changed_since",
        /// The week was set elsewhere since it was shown. Facts: `week` (as it stands).
        HoursSince = "studio.hours_since",
        /// It is already at that time. Facts: `start`.
        SameTime = "studio.same_time",
        /// Its outcome cannot be known before it begins. Facts: `start`.
        NotYet = "studio.not_yet",
        /// Only the studio's own desk may do this. Facts: `home`.
        NotStudio = "studio.not_studio",
        /// It is not a request that waits for an answer. Facts: `number`, `state`.
        NotRequested = "studio.not_requested",
        /// Asked for, waits for the studio (said, not refused). Facts: `number`.
        AwaitsStudio = "studio.awaits_studio",
        /// A follow-up needs a booking or a person.
        FollowsNothing = "studio.follows_nothing",
        /// A day in the past. Facts: `day`.
        DayPast = "studio.day_past",
        /// It is done already. Facts: `day`.
        AlreadyDone = "studio.already_done",
        /// A note without text.
        EmptyNote = "studio.empty_note",
        /// It is not a lecture with seats. Facts: `number`.
        NotLecture = "studio.not_lecture",
        /// The person is on the list already. Facts: `number`, `state`.
        OnList = "studio.on_list",
        /// Put on the waiting list (said, not refused). Facts: `place` (1 = first).
        OnWaitingList = "studio.on_waiting_list",
        /// A freed seat is offered to the next one waiting (said, not refused). Facts: `number`, `until`.
        SeatOffered = "studio.seat_offered",
        /// No offer stands. Facts: `number`, `state`.
        NoOffer = "studio.no_offer",
        /// The offer ran out. Facts: `until`.
        OfferExpired = "studio.offer_expired",
        /// A text that is no week of hours. Facts: `given` (the piece).
        BadWeek = "studio.bad_week",
        /// Not a rule for days. Facts: `rule`, `why` (a code).
        BadRule = "studio.bad_rule",
        /// Days of a series that clash with bookings, leave or service; overridden, they are left out.
        /// Facts: `count`, `first`, `number`.
        SeriesClash = "studio.series_clash",
        /// No day of a series is left to book. Facts: `name`.
        SeriesEmpty = "studio.series_empty",
        /// Days left out of a series as days off (said, not refused). Facts: `count`, `first`.
        SeriesSkipped = "studio.series_skipped",
        /// Days of a series moved to a working day (said, not refused). Facts: `count`, `from`, `to`.
        SeriesMoved = "studio.series_moved",
        /// The series is booked as far as this day; the rule goes on (said, not refused). Facts: `last`.
        SeriesGoesOn = "studio.series_goes_on",
        /// A year without its notice of holidays is in it (said, not refused). Facts: `name`.
        SeriesProvisional = "studio.series_provisional",
        /// The series is stopped already. Facts: `name`, `day`.
        SeriesStopped = "studio.series_stopped",
    }
}
