//! The studio's diary in the database: [`load`] reads it, [`plan`] asks the rules, [`answer`] the views.

mod again;
mod answer;
mod lecture;
pub(super) mod load;
mod missing;
mod plan;
mod series;

use super::sql;
use super::table::Table;

pub(super) use again::taken;
pub(super) use answer::answer;
pub(super) use plan::plan;

/// The diary is looked up by day; nothing of it needs search keys.
pub(super) const TABLES: &[Table] = &[
    Table {
        kind: "advisor",
        put: sql!("studio/advisor_put"),
        drop: sql!("studio/advisor_drop"),
        all: sql!("studio/advisor_all"),
        keys: None,
    },
    Table {
        kind: "place",
        put: sql!("studio/place_put"),
        drop: sql!("studio/place_drop"),
        all: sql!("studio/place_all"),
        keys: None,
    },
    Table {
        kind: "hours",
        put: sql!("studio/hours_put"),
        drop: sql!("studio/hours_drop"),
        all: sql!("studio/hours_all"),
        keys: None,
    },
    Table {
        kind: "leave",
        put: sql!("studio/leave_put"),
        drop: sql!("studio/leave_drop"),
        all: sql!("studio/leave_all"),
        keys: None,
    },
    Table {
        kind: "session_kind",
        put: sql!("studio/session_kind_put"),
        drop: sql!("studio/session_kind_drop"),
        all: sql!("studio/session_kind_all"),
        keys: None,
    },
    Table {
        kind: "booking",
        put: sql!("studio/booking_put"),
        drop: sql!("studio/booking_drop"),
        all: sql!("studio/booking_all"),
        keys: None,
    },
    Table {
        kind: "series",
        put: sql!("studio/series_put"),
        drop: sql!("studio/series_drop"),
        all: sql!("studio/series_all"),
        keys: None,
    },
    Table {
        kind: "booking_note",
        put: sql!("studio/booking_note_put"),
        drop: sql!("studio/booking_note_drop"),
        all: sql!("studio/booking_note_all"),
        keys: None,
    },
    Table {
        kind: "followup",
        put: sql!("studio/followup_put"),
        drop: sql!("studio/followup_drop"),
        all: sql!("studio/followup_all"),
        keys: None,
    },
];
