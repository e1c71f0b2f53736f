//! What a rule of the reading room is given: plain data that the store has loaded.

use super::{Copy, Hold, Loan, Reader, Rule, Title};
use crate::calendar::loan_due::{Mode, Opening};
use crate::desk::reason::{Common, Reason};

/// The outcome of looking for a record by what a person gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found<T> {
    One(T),
    Nothing,
    /// A short number fits more than one; their whole numbers.
    Several(Vec<String>),
}

impl<T> Found<T> {
    /// The record, or a reason why there is none.
    pub fn or_say(&self, what: &str, given: &str, reasons: &mut Vec<Reason>) -> Option<&T> {
        match self {
            Found::One(record) => return Some(record),
            Found::Nothing => reasons.push(Reason::of(Common::NotFound).fact("what", what).fact("given", given)),
            Found::Several(fits) => {
                reasons.push(Reason::of(Common::Ambiguous).fact("given", given).fact("fits", fits.join(" ")));
            }
        }
        None
    }

    /// The same outcome about something made from the record.
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> Found<U> {
        match self {
            Found::One(record) => Found::One(f(record)),
            Found::Nothing => Found::Nothing,
            Found::Several(fits) => Found::Several(fits),
        }
    }
}

/// The room's own rules and settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct House {
    pub rules: Vec<Rule>,
    pub opening: Opening,
    pub settings: Settings,
}

/// Settings of the room.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// Open days a copy lies on the hold shelf (`hold.shelf_days`).
    pub hold_days: i64,
    /// Days of suspension for each day late (`loan.suspension_factor`).
    pub suspension_factor: i64,
    /// Does a closed loan keep its reader (`loan.keep_history`)?
    pub keep_history: bool,
    /// What closed days do to a due date (`loan.due_mode`).
    pub due_mode: Mode,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings { hold_days: 3, suspension_factor: 0, keep_history: false, due_mode: Mode::default() }
    }
}

impl Settings {
    /// Reads the settings by key; what is missing or not a number keeps its default.
    pub fn read<E>(mut get: impl FnMut(&str) -> Result<Option<String>, E>) -> Result<Settings, E> {
        let mut s = Settings::default();
        if let Some(days) = number(get("hold.shelf_days")?) {
            s.hold_days = days.clamp(1, 60);
        }
        if let Some(factor) = number(get("loan.suspension_factor")?) {
            s.suspension_factor = factor.clamp(0, 30);
        }
        s.keep_history = matches!(get("loan.keep_history")?.as_deref(), Some("1" | "yes" | "true"));
        s.due_mode = get("loan.due_mode")?.and_then(|m| Mode::parse(&m)).unwrap_or_default();
        Ok(s)
    }
}

fn number(text: Option<String>) -> Option<i64> {
    text.and_then(|t| t.trim().parse().ok())
}

/// A reader with what counts at the desk.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Borrower {
    pub reader: Reader,
    /// Open loans.
    pub loans: Vec<Item>,
    /// Holds that are waiting or ready.
    pub holds: Vec<Hold>,
}

/// A hold and whose it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Waiting {
    pub hold: Hold,
    pub reader_name: String,
}

/// An open loan and whose it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lent {
    pub loan: Loan,
    pub reader_name: String,
}

/// A copy with everything that decides about it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Item {
    pub copy: Copy,
    pub title: Title,
    /// Open loans: one, or more after a clash between sites.
    pub lent: Vec<Lent>,
    /// Holds of the title that are waiting or ready, in the order of the queue.
    pub queue: Vec<Waiting>,
    /// Copies of the title on the shelf here.
    pub free: i64,
}

impl Item {
    /// The call number on the spine.
    pub fn call_number(&self) -> &str {
        if self.copy.call_number.is_empty() { &self.title.call_number } else { &self.copy.call_number }
    }

    /// Its loan as the desk sees it: the latest.
    pub fn loan(&self) -> Option<&Lent> {
        self.lent.iter().max_by_key(|l| l.loan.out_at)
    }

    /// The hold it lies on the shelf for.
    pub fn held_for(&self) -> Option<&Waiting> {
        let id = self.copy.hold.as_deref()?;
        self.queue.iter().find(|w| w.hold.id == id && w.hold.state == super::hold_state::READY)
    }

    /// Holds that no copy has been put aside for.
    pub fn waiting(&self) -> impl Iterator<Item = &Waiting> {
        self.queue.iter().filter(|w| w.hold.state == super::hold_state::WAITING)
    }
}

/// For `loan.checkout`.
#[derive(Debug, Clone)]
pub struct CheckoutState {
    pub reader: Found<Borrower>,
    pub copy: Found<Item>,
    pub house: House,
}

/// For `loan.return`, `copy.lost`, `copy.found`, `copy.damaged`.
#[derive(Debug, Clone)]
pub struct CopyInHand {
    pub copy: Found<Item>,
    pub house: House,
    /// The reader of the copy's loan: end of a suspension that runs already.
    pub blocked_until: Option<String>,
}

/// For `loan.renew`.
#[derive(Debug, Clone)]
pub struct RenewState {
    /// The one copy, when `copy` was given.
    pub copy: Option<Found<Item>>,
    /// The reader: of the copy's loan, or as given.
    pub reader: Found<Borrower>,
    pub house: House,
}

/// A title with its copies here and its queue.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    pub title: Title,
    /// Every copy known, of all rooms.
    pub copies: Vec<Copy>,
    pub queue: Vec<Waiting>,
}

/// For `hold.place`.
#[derive(Debug, Clone)]
pub struct PlaceState {
    pub reader: Found<Borrower>,
    pub title: Found<Wanted>,
    pub house: House,
}

/// For `hold.cancel`.
#[derive(Debug, Clone)]
pub struct CancelState {
    pub hold: Found<Hold>,
    pub title_name: String,
    /// The copy on the hold shelf for it.
    pub copy: Option<Item>,
    pub house: House,
}

/// For `title.add`.
#[derive(Debug, Clone, Default)]
pub struct AddTitleState {
    /// The title with this ISBN.
    pub same_isbn: Option<Title>,
    /// The title of the copy with this barcode.
    pub same_barcode: Option<String>,
}

/// For `title.update`.
#[derive(Debug, Clone)]
pub struct UpdateTitleState {
    pub title: Found<Title>,
    /// Another title with the new ISBN.
    pub same_isbn: Option<Title>,
}

/// For `copy.update`.
#[derive(Debug, Clone)]
pub struct UpdateCopyState {
    pub copy: Found<Item>,
    /// The title of another copy with the new barcode.
    pub same_barcode: Option<String>,
}

/// For `reader.update`.
#[derive(Debug, Clone)]
pub struct UpdateReaderState {
    pub reader: Found<Reader>,
    /// Another reader with the new card.
    pub same_card: Option<Reader>,
    /// `resident` as given, resolved: id; `Some(None)` = not found.
    pub resident: Option<Option<String>>,
    /// Another reader that the resident is already.
    pub has_card: Option<Reader>,
    /// What the room lends to.
    pub kinds: Vec<String>,
}

/// For `copy.add`.
#[derive(Debug, Clone)]
pub struct AddCopyState {
    pub title: Found<Wanted>,
    /// The title of the copy with this barcode.
    pub same_barcode: Option<String>,
    pub house: House,
}

/// For `reader.add`.
#[derive(Debug, Clone, Default)]
pub struct AddReaderState {
    pub same_card: Option<Reader>,
    /// `resident` as given, resolved: id; `Some(None)` = not found.
    pub resident: Option<Option<String>>,
    /// The resident's own name, for a card without another.
    pub resident_name: String,
    /// The reader that the resident is already.
    pub has_card: Option<Reader>,
    /// What the room lends to.
    pub kinds: Vec<String>,
}
