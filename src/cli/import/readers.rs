//! Readers' cards. A card that is known keeps its person; a new one is tied to the resident whose ID number the row has,
//! or whose name and phone. Who cannot be found is told and not guessed: a card in a wrong hand lends another's books.

use super::{Entering, Listed, Outcome};
use crate::desk::loans::{self, AddReader, Command, Key, Query, Reader, Refusal, UpdateReader, scan};
use crate::desk::query::Answer;
use crate::desk::reason::{Common, Reason};
use crate::desk::residents::{self, One, Page, Resident};
use crate::io::readers::ReaderRow;
use crate::io::refused::Repair;
use crate::store::Fault;
use crate::text::fold::fold;
use crate::text::{mask, phone};

impl Listed for ReaderRow {
    fn line(&self) -> u64 {
        self.line
    }
    fn repairs(&self) -> &[Repair] {
        &self.repairs
    }
}

pub(super) fn enter(desk: &mut Entering<'_, '_>, row: &ReaderRow) -> Result<Outcome, Fault> {
    let owner = match owner(desk, row)? {
        Ok(owner) => owner,
        Err(reason) => return Ok(Outcome::Refused(vec![reason])),
    };
    let given = |text: &String| Some(text.clone()).filter(|t| !t.is_empty());
    let Some(known) = known(desk, row)? else {
        let add = AddReader {
            name: row.name.clone(),
            card: row.card.clone(),
            kind: given(&row.kind),
            resident: owner.map(|o| o.id),
            until: given(&row.until),
        };
        return desk.enter(Command::AddReader(add), false);
    };
    if let Some(reason) = of_another(&known, row, owner.as_ref()) {
        return Ok(Outcome::Refused(vec![reason]));
    }
    let update = UpdateReader {
        reader: known.id,
        kind: given(&row.kind).filter(|kind| *kind != known.kind),
        until: given(&row.until).filter(|until| Some(until) != known.until.as_ref()),
        resident: owner.filter(|_| known.resident.is_none()).map(|o| o.id),
        ..UpdateReader::default()
    };
    desk.enter(Command::UpdateReader(update), true)
}

/// The reader who has this card.
fn known(desk: &Entering<'_, '_>, row: &ReaderRow) -> Result<Option<Reader>, Fault> {
    let card = scan::whole_card(&row.card, desk.batch.site());
    Ok(match desk.ask(Query::Reader(Key { id: card.clone() }))? {
        Answer::Loans(loans::Answer::Reader(Some(found))) => Some(found.reader).filter(|r| r.card == card),
        _ => None,
    })
}

/// A known card whose reader is not the row's.
fn of_another(known: &Reader, row: &ReaderRow, owner: Option<&Resident>) -> Option<Reason> {
    let named = row.name.is_empty() || fold(&row.name) == fold(&known.name);
    let tied = known.resident.as_ref().zip(owner).is_none_or(|(has, owner)| *has == owner.id);
    let reason = || Reason::of(Refusal::SameCard).fact("card", &known.card).fact("reader", mask::name(&known.name));
    (!named || !tied).then(reason)
}

/// Whose card the row is: nobody in particular where it gives neither number nor phone.
fn owner(desk: &Entering<'_, '_>, row: &ReaderRow) -> Result<Result<Option<Resident>, Reason>, Fault> {
    let missing = |given: String| Reason::of(Common::NotFound).fact("what", "resident").fact("given", given);
    if !row.id_number.is_empty() {
        let masked = mask::id_number(&row.id_number);
        let found = desk.ask(residents::Query::One(One { id: row.id_number.clone() }))?;
        let Answer::Residents(residents::Answer::One(Some(card))) = found else { return Ok(Err(missing(masked))) };
        let same = row.name.is_empty() || fold(&row.name) == fold(&card.name);
        let other = || Reason::of(Refusal::OtherName).fact("given", masked).fact("reader", mask::name(&card.name));
        return Ok(if same { Ok(Some(*card.clone())) } else { Err(other()) });
    }
    if row.phone.is_empty() {
        return Ok(Ok(None));
    }
    let wanted = phone::check(&row.phone).normal;
    let page = Page { find: wanted.chars().filter(char::is_ascii_digit).collect(), rows: 200, ..Page::default() };
    let Answer::Residents(residents::Answer::Page(found)) = desk.ask(residents::Query::Page(page))? else { return Ok(Ok(None)) };
    let fits = |card: &Resident| card.phone == wanted && (row.name.is_empty() || fold(&row.name) == fold(&card.name));
    let mut fitting = found.into_iter().map(|(_, card)| card).filter(fits);
    let masked = mask::phone(&row.phone);
    Ok(match (fitting.next(), fitting.next()) {
        (Some(card), None) => Ok(Some(card)),
        (None, _) => Err(missing(masked)),
        (Some(one), Some(other)) => {
            let names = [one, other].map(|card| mask::name(&card.name)).join(" ");
            Err(Reason::of(Common::Ambiguous).fact("given", masked).fact("fits", names))
        }
    })
}
