//! What may be done in the reading room.
//!
//! `reader` takes an id, a card or the card's last digits; `copy` an id, a barcode or its last digits; `title` an
//! id, an ISBN or the barcode of one of its copies.

use crate::commands;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

commands! {
    /// Commands of this room.
    pub enum Command {
        /// Enters a title into the catalogue, with its first copy if a barcode is given.
        "title.add" => AddTitle,
        /// Changes what the catalogue says of a title; what is left out stays.
        "title.update" => UpdateTitle,
        /// Gives a title a copy with its barcode.
        "copy.add" => AddCopy,
        /// Changes a copy's barcode, call number or kind; what is left out stays.
        "copy.update" => UpdateCopy,
        /// Gives somebody a reader's card.
        "reader.add" => AddReader,
        /// Changes a reader's card, kind or last day; what is left out stays.
        "reader.update" => UpdateReader,
        /// Sets the lending rule of a reader kind and an item kind.
        "rule.set" => SetRule,
        /// Lends a copy.
        "loan.checkout" => Checkout,
        /// Takes a copy back.
        "loan.return" => Return,
        /// Lends longer: one copy, or everything that a reader has.
        "loan.renew" => Renew,
        /// Puts a reader into the queue of a title.
        "hold.place" => PlaceHold,
        /// Takes a reader out of the queue.
        "hold.cancel" => CancelHold,
        /// A copy cannot be found.
        "copy.lost" => LoseCopy,
        /// A lost copy is back, or a damaged one repaired.
        "copy.found" => FindCopy,
        /// A copy is out of use until repaired.
        "copy.damaged" => DamageCopy,
        /// A copy goes to another room.
        "transfer.send" => SendCopy,
        /// A copy from another room has come.
        "transfer.receive" => ReceiveCopy,
        /// Counts people who came to read.
        "visit.count" => CountVisits,
    }
}

/// `title.add`. Only the name is needed.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AddTitle {
    pub name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub publisher: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub year: Option<String>,
    /// ISBN-10 or 13, hyphens as you like.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub isbn: Option<String>,
    /// CLC (Chinese Library Classification) call number, `I247.5/1`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub call_number: Option<String>,
    /// Chinese Library Classification.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub class: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pages: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub series: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subjects: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub summary: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notes: Option<String>,
    /// Every field of the MARC record it came from, one a line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub record: Option<String>,
    /// The first copy, made together with the title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub barcode: Option<String>,
    /// Of that copy; left out: `book`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
}

/// `title.update`. An empty text empties the field.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct UpdateTitle {
    pub title: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub publisher: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub year: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub isbn: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub call_number: Option<String>,
    /// Chinese Library Classification.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub class: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pages: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub series: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subjects: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub summary: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notes: Option<String>,
    /// Every field of the MARC record it came from, one a line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub record: Option<String>,
}

/// `copy.add`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AddCopy {
    pub title: String,
    pub barcode: String,
    /// Left out: the title's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub call_number: Option<String>,
    /// Left out: `book`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
}

/// `reader.add`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AddReader {
    /// Empty: the resident's own.
    pub name: String,
    /// The card's number, or its last digits.
    pub card: String,
    /// Left out: `adult`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// The resident whose card it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resident: Option<String>,
    /// Last day the card is good, `YYYY-MM-DD`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
}

/// `rule.set`. What is left out keeps its value, or takes that of the rule which decided so far.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SetRule {
    /// Left out or `*`: every kind of reader.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reader_kind: Option<String>,
    /// Left out or `*`: every kind of item.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item_kind: Option<String>,
    /// Days of a loan, 0–366; 0 = read in the room only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub days: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub renewals: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub renewal_days: Option<i64>,
    /// Loans at once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cap: Option<i64>,
    /// Holds at once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub holds: Option<i64>,
}

/// `loan.checkout`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Checkout {
    pub reader: String,
    pub copy: String,
}

/// `loan.return`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Return {
    pub copy: String,
    /// The day it counts as back, `YYYY-MM-DD`: yesterday's return box. Left out: today.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<String>,
}

/// `loan.renew`: `copy` for one, `reader` for all.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Renew {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub copy: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reader: Option<String>,
    /// The loan that was seen: refused when it is over by now, whoever has the copy.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub loan: Option<String>,
}

/// `hold.place`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PlaceHold {
    pub reader: String,
    pub title: String,
}

/// `hold.cancel`: `hold`, or `reader` and `title`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CancelHold {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hold: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reader: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
}

/// `copy.lost`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LoseCopy {
    pub copy: String,
    /// The loan that was seen: refused when it is over by now, whoever has the copy.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub loan: Option<String>,
}

/// `copy.found`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FindCopy {
    pub copy: String,
}

/// `copy.damaged`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DamageCopy {
    pub copy: String,
    /// What is wrong with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// `copy.update`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct UpdateCopy {
    pub copy: String,
    /// The new label.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub barcode: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub call_number: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
}

/// `reader.update`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct UpdateReader {
    pub reader: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The new card, when the old one is lost.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub card: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// Last day the card is good, `YYYY-MM-DD`; empty: without limit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
    /// The resident whose card it is, where it was nobody's so far.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resident: Option<String>,
}

/// `transfer.send`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SendCopy {
    pub copy: String,
    /// Code or name of the room's desk it goes to.
    pub to: String,
}

/// `transfer.receive`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReceiveCopy {
    pub copy: String,
}

/// `visit.count`: adds to the day's count.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CountVisits {
    /// People, 1–9999.
    pub count: i64,
    /// `YYYY-MM-DD`; left out: today.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub day: Option<String>,
}
