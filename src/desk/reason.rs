//! Reasons: why a command was refused, or what must be said although it was done.
//!
//! A reason is facts, not words: a code and named values. `i18n` turns it into `why` and `next`
//! in the clerk's language. Each room has its own list of codes, so that a code without words
//! does not compile.

use std::collections::BTreeMap;

/// Declares a room's reason codes with the names that scripts see.
#[macro_export]
macro_rules! codes {
    ($(#[$meta:meta])* $vis:vis enum $name:ident { $($(#[$doc:meta])* $variant:ident = $text:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        $vis enum $name { $($(#[$doc])* $variant,)+ }
        impl $name {
            /// Every code, for tests that each has words.
            pub const ALL: &'static [$name] = &[$($name::$variant,)+];
            /// The name in JSON replies.
            pub fn name(self) -> &'static str {
                match self { $($name::$variant => $text,)+ }
            }
        }
    };
}

codes! {
    /// Reasons that belong to no single room.
    pub enum Common {
        /// The command needs something that is not there. Facts: `what`, `given`.
        NotFound = "desk.not_found",
        /// A short number fits more than one record. Facts: `given`, `fits`.
        Ambiguous = "desk.ambiguous",
        /// A field is empty or not of its form. Facts: `field`, `given`.
        BadValue = "desk.bad_value",
        /// Somebody changed this field after it was shown. Facts: `field`, `now` (what it says).
        Changed = "desk.changed",
        /// There is nothing (more) to undo or redo.
        NothingToUndo = "desk.nothing_to_undo",
        /// The stated time is more than 24 hours ahead of the machine's clock. Facts: `stated`, `real`.
        TooFarAhead = "desk.too_far_ahead",
        /// A value, or all values of one record together, are longer than any site would take. Facts: `field`, `given`
        /// and `limit` in bytes; `field` is `*` for all together.
        TooLong = "desk.too_long",
        /// Only the subdistrict's hub may do this.
        HubOnly = "desk.hub_only",
    }
}

/// A code of any room.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Code {
    Common(Common),
    Residents(crate::desk::residents::Refusal),
    Walkin(crate::desk::walkin::Refusal),
    Studio(crate::desk::studio::Refusal),
    Loans(crate::desk::loans::Refusal),
    Sites(crate::desk::sites::Refusal),
    Trust(crate::desk::trust::Refusal),
    Accord(crate::desk::accord::Refusal),
}

impl Code {
    /// The name in JSON replies, `loan.copy_on_loan`.
    pub fn name(self) -> &'static str {
        match self {
            Code::Common(c) => c.name(),
            Code::Residents(c) => c.name(),
            Code::Walkin(c) => c.name(),
            Code::Studio(c) => c.name(),
            Code::Loans(c) => c.name(),
            Code::Sites(c) => c.name(),
            Code::Trust(c) => c.name(),
            Code::Accord(c) => c.name(),
        }
    }
}

macro_rules! into_code {
    ($($from:ty => $variant:ident,)+) => {$(
        impl From<$from> for Code { fn from(c: $from) -> Code { Code::$variant(c) } }
        impl From<$from> for Reason { fn from(c: $from) -> Reason { Reason::of(c) } }
    )+};
}
into_code! {
    Common => Common,
    crate::desk::residents::Refusal => Residents,
    crate::desk::walkin::Refusal => Walkin,
    crate::desk::studio::Refusal => Studio,
    crate::desk::loans::Refusal => Loans,
    crate::desk::sites::Refusal => Sites,
    crate::desk::trust::Refusal => Trust,
    crate::desk::accord::Refusal => Accord,
}

/// Who may set a reason aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    Clerk,
    Supervisor,
}

impl Rank {
    /// The word in JSON replies.
    pub fn name(self) -> &'static str {
        match self {
            Rank::Clerk => "clerk",
            Rank::Supervisor => "supervisor",
        }
    }
}

/// One reason with its facts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    pub code: Code,
    /// Named values: dates as `YYYY-MM-DD`, times as `HH:MM`, counts as digits. Words fill `{name}` from here.
    pub facts: BTreeMap<&'static str, String>,
    /// Who may override it; `None` = nobody.
    pub over: Option<Rank>,
}

impl Reason {
    /// A reason without facts that nobody may override.
    pub fn of(code: impl Into<Code>) -> Reason {
        Reason { code: code.into(), facts: BTreeMap::new(), over: None }
    }

    /// The same with one more fact.
    pub fn fact(mut self, name: &'static str, value: impl ToString) -> Reason {
        self.facts.insert(name, value.to_string());
        self
    }

    /// The same, and `rank` may override it.
    pub fn may_override(mut self, rank: Rank) -> Reason {
        self.over = Some(rank);
        self
    }
}
