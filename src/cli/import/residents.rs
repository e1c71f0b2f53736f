//! Residents: a row meets the card with its ID number; without one, the card of the same name and phone,
//! or the same name and address. An empty cell leaves the card's field as it is.

use super::{Entering, Listed, Outcome};
use crate::desk::query::Answer;
use crate::desk::residents::{self, Add, Command, One, Page, Query, Resident, Update};
use crate::io::refused::Repair;
use crate::io::residents::ResidentRow;
use crate::store::Fault;
use crate::text::phone;

impl Listed for ResidentRow {
    fn line(&self) -> u64 {
        self.line
    }
    fn repairs(&self) -> &[Repair] {
        &self.repairs
    }
}

pub(super) fn enter(desk: &mut Entering<'_, '_>, row: &ResidentRow) -> Result<Outcome, Fault> {
    let given = |text: &String| Some(text.clone()).filter(|t| !t.is_empty());
    match card(desk, row)? {
        None => desk.enter(
            Command::Add(Add {
                name: row.name.clone(),
                id_type: given(&row.id_type),
                id_number: given(&row.id_number),
                phone: given(&row.phone),
                address: given(&row.address),
                tags: given(&row.tags),
            }),
            false,
        ),
        Some(card) => desk.enter(
            Command::Update(Update {
                resident: card.id,
                name: Some(row.name.clone()),
                id_type: given(&row.id_type),
                id_number: given(&row.id_number),
                phone: given(&row.phone),
                address: given(&row.address),
                tags: given(&row.tags),
            }),
            true,
        ),
    }
}

fn card(desk: &Entering<'_, '_>, row: &ResidentRow) -> Result<Option<Resident>, Fault> {
    if !row.id_number.is_empty()
        && let Answer::Residents(residents::Answer::One(Some(card))) = desk.ask(Query::One(One { id: row.id_number.clone() }))?
    {
        return Ok(Some(*card));
    }
    let page = Page { find: row.name.clone(), rows: 200, ..Page::default() };
    let Answer::Residents(residents::Answer::Page(found)) = desk.ask(Query::Page(page))? else { return Ok(None) };
    Ok(found.into_iter().map(|(_, card)| card).find(|card| is_same(card, row)))
}

/// Without a common ID number: the same name, no different number, and the same phone or address.
fn is_same(card: &Resident, row: &ResidentRow) -> bool {
    let other_number = !row.id_number.is_empty() && !card.id_number.is_empty();
    if card.name != row.name || other_number {
        return false;
    }
    let checked = phone::check(&row.phone);
    let phone = if checked.valid { checked.normal } else { row.phone.clone() };
    match (phone.is_empty(), row.address.is_empty()) {
        (false, _) if !card.phone.is_empty() => card.phone == phone,
        (_, false) if !card.address.is_empty() => card.address == row.address,
        // A bare name meets only a card that knows no more.
        _ => card.phone.is_empty() && card.address.is_empty() && card.id_number == row.id_number,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    fn of(text: &str) -> [String; 3] {
        let mut parts = text.split(',').map(str::to_owned);
        std::array::from_fn(|_| parts.next().unwrap_or_default())
    }

    #[rstest]
    #[case(",13800000000,", ",13800000000,一区", true)]
    #[case(",13800000000,一区", ",13900000000,一区", false)] // namesakes in one house, two phones
    #[case(",,一区", ",13800000000,一区", true)]
    #[case(",,一区", ",,二区", false)]
    #[case("371402188001010013,13800000000,", ",13800000000,", true)] // the number is filled in
    #[case("371402188001010013,13800000000,", "37140218800101003X,13800000000,", false)]
    #[case(",,", ",,", true)]
    #[case(",,", ",13800000000,", false)]
    fn the_same_person(#[case] row: &str, #[case] card: &str, #[case] same: bool) {
        let name = || "张明".to_owned();
        let [id_number, phone, address] = of(row);
        let row = ResidentRow { name: name(), id_number, phone, address, ..ResidentRow::default() };
        let [id_number, phone, address] = of(card);
        let card = Resident { name: name(), id_number, phone, address, ..Resident::default() };
        assert_eq!(is_same(&card, &row), same);
    }
}
