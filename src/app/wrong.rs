//! Which field of a form a refusal speaks of: the cursor goes there, so that the next thing typed corrects it.

use crate::desk::loans::Refusal as Loans;
use crate::desk::reason::{Code, Reason};
use crate::desk::residents::Refusal as Residents;
use crate::desk::walkin::Refusal as Walkin;

/// The field, where the reason names one or is about one alone.
pub(super) fn field(reason: &Reason) -> Option<&str> {
    if let Some(field) = reason.facts.get("field") {
        return Some(field);
    }
    Some(match reason.code {
        Code::Residents(Residents::NoName | Residents::NoLetter) => "name",
        Code::Residents(Residents::BadIdNumber | Residents::SameIdNumber) => "id_number",
        Code::Residents(Residents::BadPhone) => "phone",
        Code::Walkin(Walkin::NoSummary) => "summary",
        Code::Walkin(Walkin::TwoPeople) => "by",
        Code::Walkin(Walkin::NoSuchStage) => "stage",
        Code::Walkin(Walkin::BadUntil) => "until",
        Code::Walkin(Walkin::BadDays | Walkin::BeyondCeiling) => "days",
        Code::Walkin(Walkin::OwnApproval) => "approver",
        Code::Walkin(Walkin::NoReason) => "reason",
        Code::Walkin(Walkin::NoUnit) => "to",
        Code::Walkin(Walkin::NoResult) => "result",
        Code::Walkin(Walkin::BadAmount) => "amount",
        Code::Walkin(Walkin::SecondPerson) => "second",
        Code::Walkin(Walkin::BadScore) => "score",
        Code::Walkin(Walkin::EmptyNote) => "text",
        Code::Loans(Loans::SameCard) => "card",
        Code::Loans(Loans::SameBarcode) => "barcode",
        Code::Loans(Loans::BadIsbn) => "isbn",
        _ => return None,
    })
}
