//! Days that count: working days with worked weekends, deadlines that explain themselves, pauses of
//! a deadline, and due dates of loans over closed days.
//!
//! Pure: tables come in as rows, the answer carries its reasons as enums (`Why`, `Rule`); the words for
//! them are in `i18n::calendar`.
//!
//! ```
//! use desk::calendar::{deadline::{due, Unit}, official};
//! let friday = chrono::NaiveDate::from_ymd_opt(2025, 9, 26).unwrap();
//! let due = due(friday, 3, Unit::Workday, &official::workdays()).unwrap();
//! assert_eq!(due.due.to_string(), "2025-09-30"); // Sunday 28 September 2025 was worked
//! ```
//!
//! May import: `base`, `text`. Imported by: every room above.

pub mod deadline;
pub mod loan_due;
pub mod official;
pub mod pauses;
pub mod recur;
pub mod workdays;
