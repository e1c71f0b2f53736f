//! What is kept about agreements between sites: settlements, hand-overs, grants of studio slots; and the clashes,
//! which are not kept but follow from the log.

use crate::desk::kind::{Class, Field, Kind, field};
use serde::{Deserialize, Serialize};

/// Entity kinds of this room. All of it is for all sites, so none of it is personal; a free text is the hub's.
pub const KINDS: &[Kind] = &[
    Kind { name: "settlement", fields: SETTLEMENT },
    Kind { name: "handover", fields: HANDOVER },
    Kind { name: "grant", fields: GRANT },
];

const SETTLEMENT: &[Field] = &[
    field("conflict", Class::Pub),
    field("kind", Class::Pub),
    // What stays, and what gives way: one id a line.
    field("keep", Class::Pub),
    field("drop", Class::Pub),
    field("at", Class::Pub),
    field("site", Class::Pub),
    field("reason", Class::Person),
];

const HANDOVER: &[Field] = &[field("ent", Class::Pub), field("to", Class::Pub), field("at", Class::Pub)];

const GRANT: &[Field] = &[
    field("advisor", Class::Pub),
    field("place", Class::Pub),
    field("start", Class::Pub),
    field("minutes", Class::Pub),
    field("to", Class::Pub),
    field("until", Class::Pub),
    field("given", Class::Pub),
    field("taken", Class::Pub),
    // 1: taken back on the telephone before its end was known to have passed there.
    field("by_phone", Class::Pub),
];

/// What cannot both be so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConflictKind {
    /// Two confirmed bookings at one time with one advisor or in one place. Members: the bookings.
    DoubleBooking,
    /// One copy, two open loans. Members: the loans.
    DoubleLoan,
    /// Two rooms have written of one copy as if it were in their hands. Member: the copy.
    Custody,
    /// Two desks wrote different values without knowing of each other. Member: `entity#field`.
    TwoValues,
    /// One desk took the record out, another changed it. Member: the entity.
    DeleteEdit,
    /// It names a record that has not come for a week. Members: the entity, what it names.
    Orphan,
    /// A desk wrote what is not its to decide; kept, without effect. Members: the entity, the desk.
    OwnerBreach,
}

impl ConflictKind {
    pub const ALL: &'static [ConflictKind] = &[
        ConflictKind::DoubleBooking,
        ConflictKind::DoubleLoan,
        ConflictKind::Custody,
        ConflictKind::TwoValues,
        ConflictKind::DeleteEdit,
        ConflictKind::Orphan,
        ConflictKind::OwnerBreach,
    ];

    /// As stored and as scripts see it.
    pub fn name(self) -> &'static str {
        match self {
            ConflictKind::DoubleBooking => "double_booking",
            ConflictKind::DoubleLoan => "double_loan",
            ConflictKind::Custody => "custody",
            ConflictKind::TwoValues => "two_values",
            ConflictKind::DeleteEdit => "delete_edit",
            ConflictKind::Orphan => "orphan",
            ConflictKind::OwnerBreach => "owner_breach",
        }
    }

    /// From the stored word.
    pub fn parse(word: &str) -> Option<ConflictKind> {
        ConflictKind::ALL.iter().copied().find(|k| k.name() == word)
    }
}

/// A clash: the same at every site that can see its members.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Conflict {
    /// See [`super::clash::id_of`].
    pub id: String,
    pub kind: ConflictKind,
    /// Sorted.
    pub members: Vec<String>,
    /// When the later of the writes that clash was made, ms UTC.
    pub opened: i64,
}

impl Conflict {
    /// A clash of these members.
    pub fn of(kind: ConflictKind, members: impl IntoIterator<Item = String>, opened: i64) -> Conflict {
        let mut members: Vec<String> = members.into_iter().collect();
        members.sort();
        Conflict { id: super::clash::id_of(kind, &members), kind, members, opened }
    }

    /// The records it is about: members without field or site.
    pub fn entities(&self) -> impl Iterator<Item = &str> {
        let whole = |m: &'_ str| -> usize { m.find('#').unwrap_or(m.len()) };
        self.members.iter().map(move |m| &m[..whole(m)]).filter(|m| m.contains(':'))
    }
}

/// A decision about a clash.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Settlement {
    pub id: String,
    pub conflict: String,
    pub kind: String,
    pub keep: Vec<String>,
    pub drop: Vec<String>,
    /// RFC 3339.
    pub at: String,
    pub site: String,
    pub reason: String,
}

/// A studio slot that a far desk may fill without asking.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Grant {
    pub id: String,
    /// Ids; empty = none.
    pub advisor: String,
    pub place: String,
    /// Local, `YYYY-MM-DDTHH:MM`.
    pub start: String,
    pub minutes: i64,
    /// The desk that may fill it.
    pub to: String,
    /// Last moment at which it may say yes, ms UTC.
    pub until: i64,
    /// When it was given, ms UTC.
    pub given: i64,
    /// When it was taken back, ms UTC; 0 = it was not.
    pub taken: i64,
    pub by_phone: bool,
}
