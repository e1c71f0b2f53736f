//! Why a row or a whole file was not taken, and what was repaired in the rows that were.

/// A row that was not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// Line of a list (counted from 1, headings too), or number of a record or item.
    pub line: u64,
    pub reason: Flaw,
}

/// What is wrong with a row. Columns are named as in `db/seed/columns.csv`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Flaw {
    /// A column that every row needs is empty.
    Missing { column: &'static str },
    /// Excel wrote the number as `3.71402E+17`: its last digits are gone.
    Scientific { column: &'static str, given: String },
    /// Excel kept only 15 digits of an 18-digit number and wrote zeros for the rest.
    Rounded { column: &'static str, given: String },
    /// Not a date, not a number, not one of the words this column takes.
    BadValue { column: &'static str, given: String },
    /// Longer than any such thing is.
    TooLong { column: &'static str },
    /// Stands in this file already, at that line.
    Repeated { column: &'static str, given: String, first: u64 },
    /// Not an item of the catalogue's form.
    BadItem { detail: String },
    /// Not an ISO 2709 record.
    BadRecord(RecordFlaw),
}

impl Flaw {
    /// The code in JSON reports.
    pub fn name(&self) -> &'static str {
        match self {
            Flaw::Missing { .. } => "row.missing",
            Flaw::Scientific { .. } => "row.digits_lost",
            Flaw::Rounded { .. } => "row.rounded",
            Flaw::BadValue { .. } => "row.bad_value",
            Flaw::TooLong { .. } => "row.too_long",
            Flaw::Repeated { .. } => "row.repeated",
            Flaw::BadItem { .. } => "row.bad_item",
            Flaw::BadRecord(_) => "row.bad_record",
        }
    }
}

/// What is wrong with a MARC record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RecordFlaw {
    /// Shorter than a leader, or its leader is not one.
    Leader,
    /// The file ends inside it.
    CutOff,
    /// The directory is not a row of tags, lengths and starts.
    Directory,
    /// The directory points outside the record. The number of the entry, from 1.
    OutOfRange { entry: usize },
    /// Neither UTF-8 nor GB18030 (MARC-8 with escapes, or damaged).
    Charset,
    /// No title in 245 or 200.
    NoTitle,
}

/// Why a whole file is not a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotAList {
    Empty,
    /// Larger than [`MOST_BYTES`].
    TooLarge,
    /// A workbook that cannot be read: damaged, or of another make.
    Workbook,
    /// A workbook with a password.
    Locked,
    /// A sheet that is larger than any list.
    TooManyCells,
    /// No line names the columns this kind of list needs. The missing one.
    NoColumn {
        column: &'static str,
    },
    /// Not JSON where JSON is expected.
    NotJson,
}

/// The largest file taken.
pub const MOST_BYTES: usize = 256 << 20;
/// The longest value taken, in bytes (a field in an exchange file has the same limit).
pub const LONGEST_VALUE: usize = 4096;

/// Something set right on the way in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repair {
    pub column: &'static str,
    pub kind: RepairKind,
    pub before: String,
    pub after: String,
}

/// What was set right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RepairKind {
    /// `="0123"` or `'0123`.
    Unwrapped,
    /// `0123.0`.
    DecimalEnd,
    /// A leading zero that Excel had dropped.
    LeadingZero,
    /// `1.3865312345E+10` with all its digits.
    Expanded,
    /// An Excel day number.
    DayNumber,
    /// The directory counted characters, not bytes; the separators were followed.
    Directory,
    /// A wrong number that stays as it is printed in the book.
    AsPrinted,
    /// The last digits of a label of the house, written out in full.
    Completed,
    /// Longer than a value may be: its end is left out. Before and after in bytes.
    Cut,
}

/// A row, or why not.
pub type Row<T> = Result<T, Refused>;
