//! What is kept: titles, copies, readers, loans, holds and lending rules.
//!
//! Titles and copies are for all sites (the union catalogue), so they hold nothing about people. Who has a copy is
//! known to this site and the hub alone.

use crate::desk::kind::{Class, Field, Kind, ask, field};
use serde::{Deserialize, Serialize};

const TITLE: &[Field] = &[
    ask("name", Class::Pub),
    field("author", Class::Pub),
    field("publisher", Class::Pub),
    field("year", Class::Pub),
    field("isbn", Class::Pub),
    field("call_number", Class::Pub),
    field("class", Class::Pub),
    field("language", Class::Pub),
    field("pages", Class::Pub),
    field("series", Class::Pub),
    field("subjects", Class::Pub),
    field("summary", Class::Pub),
    field("notes", Class::Pub),
    field("record", Class::Pub),
];
const COPY: &[Field] = &[
    field("title", Class::Pub),
    field("barcode", Class::Pub),
    field("call_number", Class::Pub),
    field("kind", Class::Pub),
    field("site", Class::Pub),
    field("state", Class::Pub),
    field("due", Class::Pub),
    field("hold", Class::Hub),
    field("note", Class::Person),
];
const READER: &[Field] = &[
    ask("name", Class::Person),
    field("card", Class::Person),
    field("kind", Class::Hub),
    field("resident", Class::Hub),
    field("until", Class::Hub),
    field("blocked_until", Class::Hub),
];
const LOAN: &[Field] = &[
    field("copy", Class::Hub),
    field("reader", Class::Hub),
    field("reader_kind", Class::Hub),
    field("out_at", Class::Hub),
    field("due", Class::Hub),
    field("renewals", Class::Hub),
    field("back_at", Class::Hub),
    field("ended", Class::Hub),
    field("late_days", Class::Hub),
    field("site", Class::Hub),
];
const HOLD: &[Field] = &[
    field("title", Class::Hub),
    field("reader", Class::Hub),
    field("placed_at", Class::Hub),
    field("state", Class::Hub),
    field("copy", Class::Hub),
    field("until", Class::Hub),
    field("ended_at", Class::Hub),
    field("site", Class::Hub),
];
const RULE: &[Field] = &[
    field("site", Class::Sys),
    field("reader_kind", Class::Sys),
    field("item_kind", Class::Sys),
    field("days", Class::Sys),
    field("renewals", Class::Sys),
    field("renewal_days", Class::Sys),
    field("cap", Class::Sys),
    field("holds", Class::Sys),
];

const VISIT: &[Field] =
    &[field("site", Class::Hub), field("day", Class::Hub), field("count", Class::Hub), field("at", Class::Hub)];

/// Entity kinds of this room.
pub const KINDS: &[Kind] = &[
    Kind { name: "title", fields: TITLE },
    Kind { name: "copy", fields: COPY },
    Kind { name: "reader", fields: READER },
    Kind { name: "loan", fields: LOAN },
    Kind { name: "hold", fields: HOLD },
    Kind { name: "rule", fields: RULE },
    Kind { name: "visit", fields: VISIT },
];

/// States of a copy.
pub mod copy_state {
    /// On its shelf.
    pub const IN: &str = "in";
    /// Lent.
    pub const LENT: &str = "lent";
    /// On the hold shelf, for the hold named in `hold`.
    pub const HELD: &str = "held";
    /// Not to be found.
    pub const LOST: &str = "lost";
    /// Out of use until repaired.
    pub const DAMAGED: &str = "damaged";
    /// On its way to the room named in `site`.
    pub const MOVING: &str = "moving";
}

/// States of a hold.
pub mod hold_state {
    /// In the queue of its title.
    pub const WAITING: &str = "waiting";
    /// A copy lies on the hold shelf until `until`.
    pub const READY: &str = "ready";
    /// Fetched.
    pub const DONE: &str = "done";
    /// Taken back by the reader or the desk.
    pub const CANCELLED: &str = "cancelled";
    /// Not fetched in time.
    pub const EXPIRED: &str = "expired";
}

/// A work as the catalogue knows it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Title {
    pub id: String,
    pub name: String,
    pub author: String,
    pub publisher: String,
    pub year: String,
    /// ISBN-13 without hyphens, or as it was given when it is not a valid one; empty without.
    pub isbn: String,
    pub call_number: String,
    /// Chinese Library Classification.
    pub class: String,
    /// `chi`, `eng` as in MARC, or the list's own word.
    pub language: String,
    pub pages: String,
    pub series: String,
    /// Joined by `; `.
    pub subjects: String,
    pub summary: String,
    pub notes: String,
}

/// A book that can be taken in the hand.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Copy {
    pub id: String,
    pub title: String,
    pub barcode: String,
    /// Empty: the title's.
    pub call_number: String,
    /// `book`, `magazine`, `disc`, `reference`: the item side of a lending rule.
    pub kind: String,
    /// The site that has it in hand.
    pub site: String,
    /// See [`copy_state`].
    pub state: String,
    /// While lent: `YYYY-MM-DD`.
    pub due: Option<String>,
    /// While held: the hold it waits for.
    pub hold: Option<String>,
    pub note: String,
}

/// Who may borrow.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reader {
    pub id: String,
    pub name: String,
    pub card: String,
    /// `adult`, `child`, `worker`: the reader side of a lending rule.
    pub kind: String,
    pub resident: Option<String>,
    /// The card is good to the end of this day; none = without limit.
    pub until: Option<String>,
    /// Suspended for late returns up to and with this day.
    pub blocked_until: Option<String>,
}

/// A loan; open while `back_at` is empty.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Loan {
    pub id: String,
    pub copy: String,
    /// Empty after return where history is not kept.
    pub reader: Option<String>,
    pub reader_kind: String,
    /// ms UTC.
    pub out_at: i64,
    pub due: String,
    pub renewals: i64,
    /// ms UTC.
    pub back_at: Option<i64>,
    /// `returned`, `lost`; none while open.
    pub ended: Option<String>,
}

/// A reader waits for a title.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hold {
    pub id: String,
    pub title: String,
    pub reader: String,
    /// ms UTC; the queue's order.
    pub placed_at: i64,
    /// See [`hold_state`].
    pub state: String,
    pub copy: Option<String>,
    /// Last day on the hold shelf.
    pub until: Option<String>,
}

/// For which reader and item kinds, how long and how many.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule {
    /// Empty for the rule every room has without asking.
    pub id: String,
    /// Whose rule; empty = the hub's, for all sites.
    pub site: String,
    /// `*` = every kind.
    pub reader_kind: String,
    /// `*` = every kind.
    pub item_kind: String,
    /// Length of a loan; 0 = read in the room only.
    pub days: i64,
    pub renewals: i64,
    /// Length of a renewal.
    pub renewal_days: i64,
    /// Loans that a reader may have at once.
    pub cap: i64,
    /// Holds that a reader may have at once; 0 = none.
    pub holds: i64,
}
