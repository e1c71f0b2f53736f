//! What may be asked about the reading room. `desk show` sends every value as text.

use super::{Copy, Loan, Reader, Rule, Title};
use crate::queries;
use serde::{Deserialize, Serialize};

queries! {
    /// Questions of this room.
    pub enum Query {
        /// Open loans of a reader, or of everybody by due date.
        "loans" => Loans(Loans),
        /// Overdue loans, the oldest first.
        "overdue" => Overdue(Page),
        /// A reader with what counts at the desk.
        "reader" => Reader(Key),
        /// Readers by name, initials or card.
        "readers" => Readers(Find),
        /// A copy and who has it.
        "copy" => Copy(Key),
        /// Titles by name, initials, author, ISBN or call number, or all by name.
        "titles" => Titles(Find),
        /// A title with its copies in every room.
        "title" => Title(Key),
        /// Holds that are waiting or ready, of a reader, of a title, or all.
        "holds" => Holds(Holds),
        /// The room's counts of a day.
        "loans_today" => Today(Today),
        /// What of it presses today.
        "loans_pressing" => Pressing(Rules),
        /// What a scanned or typed text is.
        "scan" => Scan(Scan),
        /// The lending rules that hold here.
        "rules" => Rules(Rules),
        /// The next barcode and card of the house.
        "numbers" => Numbers(Rules),
    }
}

/// Open loans.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Loans {
    /// Id, card or its last digits; left out: everybody's.
    #[serde(default)]
    pub reader: Option<String>,
    /// `due id` of the last row seen.
    #[serde(default)]
    pub after: Option<String>,
    /// Rows wanted; left out: 20.
    #[serde(default)]
    pub rows: Option<String>,
}

/// A page that begins after a row.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Page {
    /// `due id` of the last row seen.
    #[serde(default)]
    pub after: Option<String>,
    /// Rows wanted; left out: 20.
    #[serde(default)]
    pub rows: Option<String>,
}

/// One record by id or human number.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Key {
    pub id: String,
}

/// A page of what is found by a text.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Find {
    #[serde(default)]
    pub find: String,
    /// The `key` of the last row seen.
    #[serde(default)]
    pub after: Option<String>,
    /// Rows wanted; left out: 20.
    #[serde(default)]
    pub rows: Option<String>,
}

/// Holds that are not over.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Holds {
    #[serde(default)]
    pub reader: Option<String>,
    #[serde(default)]
    pub title: Option<String>,
}

/// Counts of a day, `YYYY-MM-DD`; left out: today.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Today {
    #[serde(default)]
    pub day: Option<String>,
}

/// What of the room's day asks for somebody.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Pressing {
    /// Loans due today.
    pub due: i64,
    /// Loans past their day.
    pub overdue: i64,
    /// Holds that lie ready and whose days are not over.
    pub ready: i64,
}

/// A text from the box.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scan {
    pub text: String,
}

/// Every rule.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rules {}

/// A row of the loan lists.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct LoanRow {
    #[serde(flatten)]
    pub loan: Loan,
    pub title: String,
    pub barcode: String,
    pub call_number: String,
    /// Surname alone.
    pub reader_name: String,
    /// Days since the due date; 0 = not overdue.
    pub late_days: i64,
    /// `due id`: pass as `after` for the next page.
    pub key: String,
}

/// A reader at the desk.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct ReaderCard {
    #[serde(flatten)]
    pub reader: Reader,
    /// As the screen shows it.
    pub masked: String,
    pub loans: i64,
    /// What the widest rule of this reader's kind allows.
    pub cap: i64,
    pub overdue: i64,
    /// The earliest due date, and how many copies are due then.
    pub next_due: Option<String>,
    pub next_due_count: i64,
    pub holds: i64,
    pub ready: i64,
}

/// A reader found by a text.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct ReaderRow {
    #[serde(flatten)]
    pub reader: Reader,
    /// Pass as `after` for the next page.
    pub key: String,
}

/// A copy and where it is.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct CopyCard {
    #[serde(flatten)]
    pub copy: Copy,
    pub title_name: String,
    pub author: String,
    /// Who has it, surname alone; none when it is in.
    pub reader_name: Option<String>,
    /// Holds that wait for its title.
    pub waiting: i64,
}

/// A title in a list.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct TitleRow {
    #[serde(flatten)]
    pub title: Title,
    /// Copies in all rooms, and those on the shelf here.
    pub copies: i64,
    pub free_here: i64,
    /// Pass as `after` for the next page.
    pub key: String,
}

/// A title with its copies.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct TitleCard {
    #[serde(flatten)]
    pub title: Title,
    pub copies: Vec<Copy>,
    pub waiting: i64,
    /// Every field of the MARC record it came from, one a line; empty without.
    pub record: String,
}

/// Proposals for the next label and the next card.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct NextNumbers {
    pub barcode: String,
    pub card: String,
}

/// A hold in a list.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct HoldRow {
    pub id: String,
    pub title: String,
    pub title_name: String,
    pub reader: String,
    /// Surname alone.
    pub reader_name: String,
    pub placed_at: i64,
    /// See [`super::hold_state`]; a ready one past its day is `expired` already.
    pub state: String,
    pub until: Option<String>,
    pub barcode: Option<String>,
}

/// The room's counts of a day.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Lent, returned today.
    pub lent: i64,
    pub returned: i64,
    /// Open loans: all, due today, overdue.
    pub open: i64,
    pub due: i64,
    pub overdue: i64,
    /// Holds: waiting, on the shelf.
    pub waiting: i64,
    pub ready: i64,
    /// People who came to read.
    pub visits: i64,
}

/// What a text turned out to be.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Scanned {
    Reader(Box<ReaderCard>),
    Copy(Box<CopyCard>),
    Title(Box<TitleCard>),
    /// Several fit: readers first, then titles. A person chooses.
    Several {
        readers: Vec<ReaderRow>,
        titles: Vec<TitleRow>,
        copies: Vec<CopyCard>,
    },
    /// Nothing fits; `as_what` says what it was taken for: `card`, `barcode`, `isbn`, `id_number`, `words`.
    Nothing {
        text: String,
        as_what: String,
    },
}

/// What comes back.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Answer {
    Loans(Vec<LoanRow>),
    Reader(Option<Box<ReaderCard>>),
    Readers(Vec<ReaderRow>),
    Copy(Option<Box<CopyCard>>),
    Titles(Vec<TitleRow>),
    Title(Option<Box<TitleCard>>),
    Holds(Vec<HoldRow>),
    Counts(Counts),
    Pressing(Pressing),
    Scanned(Scanned),
    Rules(Vec<Rule>),
    Numbers(NextNumbers),
}
