//! What a field of a form may be chosen from.

use super::{Walkin, house};
use crate::desk::query::{Answer, Query};
use crate::desk::residents::{self, Resident};
use crate::desk::walkin::{self, Find, Offer, Requests, Row};
use crate::form::{Candidate, Offered};
use crate::i18n::Lang;
use crate::i18n::walkin::{state, words};
use crate::text::name::is_written_out;
use crate::text::{idcard, mask, phone, width};

/// Cells for an item in the list of candidates, so that its date stands beside it at 80 columns.
const NAME: usize = 30;

/// People offered at once; with the new one after them, a digit for each.
const OFFERED: usize = 8;

/// Marks the value of a candidate that is a name to be registered.
pub(super) const NEW: &str = "+";

/// What was typed for a visitor whom nobody knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum New {
    Name,
    /// A whole number; the name is asked for beside it.
    IdNumber,
    Phone,
}

impl New {
    /// What a text can be of a new resident; `None` = initials, a tail, a wrong number.
    pub(super) fn of(typed: &str) -> Option<New> {
        if is_written_out(typed) {
            return Some(New::Name);
        }
        let (card, call) = (idcard::check(typed), phone::check(typed));
        let citizen = card.valid && card.kind.as_deref().is_some_and(|kind| kind.starts_with("resident"));
        let callable = call.valid && matches!(call.kind.as_deref(), Some("mobile" | "landline" | "foreign"));
        match (citizen, callable, card.valid) {
            (true, ..) => Some(New::IdNumber),
            (_, true, _) => Some(New::Phone),
            (.., valid) => valid.then_some(New::IdNumber),
        }
    }
}

pub(super) fn ask(room: &Walkin, _form: &str, field: &str, typed: &str) -> Option<Query> {
    typed.trim().clone_into(&mut room.typed.borrow_mut());
    if let Some(query) = house::ask(field) {
        return Some(query);
    }
    let find = typed.trim().to_owned();
    match field {
        "into" | "repeat_of" => {
            // The same person's others are offered before anything is typed.
            let of_person = room.in_hand().and_then(|c| c.request.resident.clone());
            let find = if find.is_empty() { of_person? } else { find };
            Some(walkin::Query::Requests(Requests { find, rows: "8".into(), ..Requests::default() }).into())
        }
        // Nothing is offered before something is typed: a first digit is then the item's number, not a choice.
        "who" | "service" if find.is_empty() => None,
        "who" => Some(residents::Query::Page(residents::Page { find, rows: OFFERED + 1, ..residents::Page::default() }).into()),
        "service" => Some(walkin::Query::Services(Find { find }).into()),
        "certificate" => Some(walkin::Query::Certificates(Find { find }).into()),
        _ => None,
    }
}

pub(super) fn candidates(room: &Walkin, form: &str, field: &str, answer: Answer, lang: Lang) -> Offered {
    if let Some(found) = house::candidates(room, field, &answer, &room.typed.borrow(), lang) {
        return found.into();
    }
    match answer {
        Answer::Residents(residents::Answer::Page(rows)) => {
            let typed = room.typed.borrow().clone();
            people(rows.into_iter().map(|(_, card)| card).collect(), &typed, form == "request.register", lang)
        }
        Answer::Walkin(walkin::Answer::Services(offers)) => offers.iter().map(|o| offered(o, lang)).collect::<Vec<_>>().into(),
        Answer::Walkin(walkin::Answer::Certificates(all)) => {
            all.into_iter().map(|c| Candidate::of(c.id, c.name).detail(c.office)).collect::<Vec<_>>().into()
        }
        Answer::Walkin(walkin::Answer::Requests(rows)) => {
            let own = room.of_form.clone().or_else(|| room.in_hand().map(|c| c.request.id.clone()));
            // Only what is settled can be repeated.
            let fits = |r: &Row| Some(&r.id) != own.as_ref() && (field != "repeat_of" || r.state == "finished");
            rows.iter().filter(|r| fits(r)).map(|r| request(r, lang)).collect::<Vec<_>>().into()
        }
        _ => Offered::default(),
    }
}

fn request(row: &Row, lang: Lang) -> Candidate {
    let who = row.name.as_deref().map(mask::surname).unwrap_or_default();
    let about = width::clip(&row.service_name, 20);
    Candidate::of(row.id.clone(), row.short.clone()).detail(format!("{about}  {who}  {}", state(&row.state, lang)))
}

/// Residents to choose from, and at the end what was typed as a new one's.
fn people(cards: Vec<Resident>, typed: &str, new: bool, lang: Lang) -> Offered {
    let detail = |r: &Resident| {
        let year = r.birth.get(..4).unwrap_or("");
        format!("{year:<4}  {}  {}", mask::phone(&r.phone), r.address)
    };
    let mut all: Vec<_> =
        cards.iter().take(OFFERED).map(|r| Candidate::of(r.id.clone(), r.name.clone()).detail(detail(r))).collect();
    let w = words(lang);
    let detail = match New::of(typed).filter(|_| new) {
        Some(New::Name) => Some(w.new_person),
        Some(New::Phone) => Some(w.new_phone),
        // Of a known number there is one owner.
        Some(New::IdNumber) if all.is_empty() => Some(w.new_id_number),
        _ => None,
    };
    all.extend(detail.map(|detail| Candidate::of(format!("{NEW}{typed}"), typed).detail(detail)));
    Offered { candidates: all, more: cards.len() > OFFERED }
}

/// An item to choose, with what its limit would be today.
fn offered(offer: &Offer, lang: Lang) -> Candidate {
    let w = words(lang);
    let detail = match &offer.due {
        None => w.no_limit.to_owned(),
        Some(due) => {
            let basis = if offer.due_basis == "ceiling" { w.ceiling } else { w.promised };
            let doubt =
                [(offer.provisional, w.provisional), (offer.item.unconfirmed && offer.due_basis == "ceiling", w.unconfirmed)];
            let doubts: Vec<_> = doubt.iter().filter(|(is, _)| *is).map(|(_, word)| *word).collect();
            format!("{basis} {due} {}", doubts.join(" ")).trim_end().to_owned()
        }
    };
    let name = width::clip(&format!("{} {}", offer.item.number, offer.item.name), NAME);
    Candidate::of(offer.item.id.clone(), name).detail(detail)
}
