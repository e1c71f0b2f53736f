//! The reading room in the database: load what a rule needs, answer what a screen asks.

pub(super) mod again;
mod lists;
mod load;

use super::db::Db;
use super::table::Table;
use super::{Fault, residents, sql, walkin};
use crate::base::clock::Moment;
use crate::desk::change::{Ctx, Fields, Verdict};
use crate::desk::loans::state::{
    AddCopyState, AddReaderState, AddTitleState, CancelState, CheckoutState, CopyInHand, Found, PlaceState, RenewState,
    UpdateCopyState, UpdateReaderState, UpdateTitleState,
};
use crate::desk::loans::{self, Answer, CancelHold, Command, Query, Renew, SendCopy, keys, rules, scan};
use crate::text::isbn;
use load::{borrower, house, item, title_id, wanted};
pub(super) use load::{read_copy, read_loan};

pub(super) const TABLES: &[Table] = &[
    Table {
        kind: "title",
        put: sql!("loans/title_put"),
        drop: sql!("loans/title_drop"),
        all: sql!("loans/title_all"),
        keys: Some(title_keys),
    },
    Table { kind: "copy", put: sql!("loans/copy_put"), drop: sql!("loans/copy_drop"), all: sql!("loans/copy_all"), keys: None },
    Table {
        kind: "reader",
        put: sql!("loans/reader_put"),
        drop: sql!("loans/reader_drop"),
        all: sql!("loans/reader_all"),
        keys: Some(reader_keys),
    },
    Table { kind: "loan", put: sql!("loans/loan_put"), drop: sql!("loans/loan_drop"), all: sql!("loans/loan_all"), keys: None },
    Table { kind: "hold", put: sql!("loans/hold_put"), drop: sql!("loans/hold_drop"), all: sql!("loans/hold_all"), keys: None },
    Table {
        kind: "visit",
        put: sql!("loans/visit_put"),
        drop: sql!("loans/visit_drop"),
        all: sql!("loans/visit_all"),
        keys: None,
    },
    Table { kind: "rule", put: sql!("loans/rule_put"), drop: sql!("loans/rule_drop"), all: sql!("loans/rule_all"), keys: None },
];

fn text<'a>(row: &'a Fields, name: &str) -> &'a str {
    row.get(name).and_then(|v| v.as_str()).unwrap_or("")
}

fn title_keys(row: &Fields) -> Vec<String> {
    keys::of_title(text(row, "name"), text(row, "author"), text(row, "isbn"), text(row, "call_number"))
}

fn reader_keys(row: &Fields) -> Vec<String> {
    keys::of_reader(text(row, "name"), text(row, "card"))
}

pub(super) fn plan(db: &Db, command: &Command, ctx: &Ctx<'_>) -> Result<Verdict, Fault> {
    Ok(match command {
        Command::AddTitle(c) => rules::add_title(&add_title(db, c)?, c, ctx),
        Command::UpdateTitle(c) => rules::update_title(&update_title(db, c)?, c, ctx),
        Command::AddCopy(c) => rules::add_copy(&add_copy(db, c)?, c, ctx),
        Command::UpdateCopy(c) => rules::update_copy(&update_copy(db, c)?, c, ctx),
        Command::UpdateReader(c) => rules::update_reader(&update_reader(db, c)?, c, ctx),
        Command::SendCopy(c) => {
            let to = walkin::referral::code_of(db, &c.to)?;
            rules::send_copy(&in_hand(db, &c.copy)?, &SendCopy { to, ..c.clone() }, ctx)
        }
        Command::ReceiveCopy(c) => rules::receive_copy(&in_hand(db, &c.copy)?, c, ctx),
        Command::CountVisits(c) => {
            let day = c
                .day
                .as_deref()
                .map(str::trim)
                .filter(|d| !d.is_empty())
                .map_or_else(|| ctx.at.date().to_string(), str::to_owned);
            rules::count_visits(lists::visits(db, &day)?, c, ctx)
        }
        Command::AddReader(c) => rules::add_reader(&add_reader(db, c)?, c, ctx),
        Command::SetRule(c) => rules::set_rule(&house(db)?, c, ctx),
        Command::Checkout(c) => {
            let state = CheckoutState { reader: borrower(db, &c.reader)?, copy: load::copy(db, &c.copy)?, house: house(db)? };
            rules::checkout(&state, c, ctx)
        }
        Command::Return(c) => rules::take_back(&in_hand(db, &c.copy)?, c, ctx),
        Command::Renew(c) => rules::renew(&renew(db, c)?, c, ctx),
        Command::PlaceHold(c) => {
            let state = PlaceState { reader: borrower(db, &c.reader)?, title: wanted(db, &c.title)?, house: house(db)? };
            rules::place_hold(&state, c, ctx)
        }
        Command::CancelHold(c) => rules::cancel_hold(&cancel(db, c)?, c, ctx),
        Command::LoseCopy(c) => rules::lost(&in_hand(db, &c.copy)?, c, ctx),
        Command::FindCopy(c) => rules::found(&in_hand(db, &c.copy)?, c, ctx),
        Command::DamageCopy(c) => rules::damaged(&in_hand(db, &c.copy)?, c, ctx),
    })
}

fn add_title(db: &Db, c: &loans::AddTitle) -> Result<AddTitleState, Fault> {
    let number = c.isbn.as_deref().and_then(|i| isbn::check(i).isbn13);
    let same = match number {
        Some(number) => load::titles_of_isbn(db, &number)?.into_iter().next(),
        None => None,
    };
    let same_barcode = c.barcode.as_deref().map(|b| barcode_of(db, b, None)).transpose()?.flatten();
    Ok(AddTitleState { same_isbn: same.map(|id| load::title(db, &id)).transpose()?.flatten(), same_barcode })
}

/// The title of a copy with this barcode, another than `but`.
fn barcode_of(db: &Db, given: &str, but: Option<&str>) -> Result<Option<String>, Fault> {
    let same = load::copies_of_barcode(db, &scan::whole_barcode(given, &db.site))?;
    let other = same.iter().find(|id| but.is_none_or(|own| own != id.as_str()));
    Ok(other.map(|id| item(db, id)).transpose()?.flatten().map(|i| i.title.name))
}

fn update_title(db: &Db, c: &loans::UpdateTitle) -> Result<UpdateTitleState, Fault> {
    let title = match title_id(db, &c.title)? {
        Found::One(id) => load::title(db, &id)?.map_or(Found::Nothing, Found::One),
        Found::Nothing => Found::Nothing,
        Found::Several(fits) => Found::Several(fits),
    };
    let number = c.isbn.as_deref().and_then(|i| isbn::check(i).isbn13);
    let mut same_isbn = None;
    if let (Some(number), Found::One(own)) = (number, &title) {
        let other = load::titles_of_isbn(db, &number)?.into_iter().find(|id| *id != own.id);
        same_isbn = other.map(|id| load::title(db, &id)).transpose()?.flatten();
    }
    Ok(UpdateTitleState { title, same_isbn })
}

fn update_copy(db: &Db, c: &loans::UpdateCopy) -> Result<UpdateCopyState, Fault> {
    let copy = load::copy(db, &c.copy)?;
    let own = match &copy {
        Found::One(item) => Some(item.copy.id.as_str()),
        _ => None,
    };
    let same_barcode = c.barcode.as_deref().map(|b| barcode_of(db, b, own)).transpose()?.flatten();
    Ok(UpdateCopyState { copy, same_barcode })
}

fn update_reader(db: &Db, c: &loans::UpdateReader) -> Result<UpdateReaderState, Fault> {
    let reader = match load::reader_id(db, &c.reader)? {
        Found::One(id) => load::reader(db, &id)?.map_or(Found::Nothing, Found::One),
        Found::Nothing => Found::Nothing,
        Found::Several(fits) => Found::Several(fits),
    };
    let mut same_card = None;
    if let (Some(card), Found::One(own)) = (&c.card, &reader) {
        let other = load::readers_of_card(db, &scan::whole_card(card, &db.site))?.into_iter().find(|id| *id != own.id);
        same_card = other.map(|id| load::reader(db, &id)).transpose()?.flatten();
    }
    let own = if let Found::One(own) = &reader { own.id.as_str() } else { "" };
    let resident = match c.resident.as_deref().filter(|r| !r.trim().is_empty()) {
        Some(given) => Some(residents::resolve(db, given)?.map(|r| r.id)),
        None => None,
    };
    let has = match &resident {
        Some(Some(id)) => load::readers_of_resident(db, id)?.into_iter().find(|id| id != own),
        _ => None,
    };
    let has_card = has.map(|id| load::reader(db, &id)).transpose()?.flatten();
    Ok(UpdateReaderState { reader, same_card, resident, has_card, kinds: house(db)?.reader_kinds() })
}

fn add_copy(db: &Db, c: &loans::AddCopy) -> Result<AddCopyState, Fault> {
    let same_barcode = barcode_of(db, &c.barcode, None)?;
    Ok(AddCopyState { title: wanted(db, &c.title)?, same_barcode, house: house(db)? })
}

fn add_reader(db: &Db, c: &loans::AddReader) -> Result<AddReaderState, Fault> {
    let same = load::readers_of_card(db, &scan::whole_card(&c.card, &db.site))?;
    let resident = match c.resident.as_deref().filter(|r| !r.trim().is_empty()) {
        Some(given) => Some(residents::resolve(db, given)?),
        None => None,
    };
    let resident_name = resident.as_ref().and_then(|r| r.as_ref()).map(|r| r.name.clone()).unwrap_or_default();
    let resident = resident.map(|found| found.map(|r| r.id));
    let has = match &resident {
        Some(Some(id)) => load::readers_of_resident(db, id)?,
        _ => Vec::new(),
    };
    let card = |ids: Vec<String>| ids.first().map(|id| load::reader(db, id)).transpose().map(Option::flatten);
    Ok(AddReaderState { same_card: card(same)?, resident, resident_name, has_card: card(has)?, kinds: house(db)?.reader_kinds() })
}

fn in_hand(db: &Db, given: &str) -> Result<CopyInHand, Fault> {
    let copy = load::copy(db, given)?;
    let reader = match &copy {
        Found::One(item) => item.loan().and_then(|l| l.loan.reader.clone()),
        _ => None,
    };
    let blocked = reader.map(|id| load::reader(db, &id)).transpose()?.flatten().and_then(|r| r.blocked_until);
    Ok(CopyInHand { copy, house: house(db)?, blocked_until: blocked })
}

fn renew(db: &Db, c: &Renew) -> Result<RenewState, Fault> {
    let Some(given) = c.copy.as_deref() else {
        return Ok(RenewState { copy: None, reader: borrower(db, c.reader.as_deref().unwrap_or_default())?, house: house(db)? });
    };
    let copy = load::copy(db, given)?;
    let reader = match &copy {
        Found::One(item) => item.loan().and_then(|l| l.loan.reader.clone()),
        _ => None,
    };
    let reader = reader.map_or(Ok(Found::Nothing), |id| borrower(db, &id))?;
    Ok(RenewState { copy: Some(copy), reader, house: house(db)? })
}

fn cancel(db: &Db, c: &CancelHold) -> Result<CancelState, Fault> {
    let id = match (&c.hold, &c.reader, &c.title) {
        (Some(id), _, _) => Some(id.clone()),
        (None, Some(reader), Some(title)) => match (load::reader_id(db, reader)?, title_id(db, title)?) {
            (Found::One(reader), Found::One(title)) => load::hold_of(db, &reader, &title)?,
            _ => None,
        },
        _ => None,
    };
    let hold = id.map(|id| load::hold(db, &id)).transpose()?.flatten();
    let title = hold.as_ref().map(|h| load::title(db, &h.title)).transpose()?.flatten();
    let copy = hold.as_ref().and_then(|h| h.copy.as_deref()).map(|id| item(db, id)).transpose()?.flatten();
    let hold = hold.map_or(Found::Nothing, Found::One);
    Ok(CancelState { hold, title_name: title.map(|t| t.name).unwrap_or_default(), copy, house: house(db)? })
}

pub(super) fn answer(db: &Db, query: &Query, at: Moment) -> Result<Answer, Fault> {
    Ok(match query {
        Query::Loans(q) => Answer::Loans(lists::loans(db, q, at)?),
        Query::Overdue(q) => Answer::Loans(lists::overdue(db, q, at)?),
        Query::Reader(q) => Answer::Reader(lists::one(load::reader_id(db, &q.id)?, |id| lists::reader_card(db, id, at))?),
        Query::Readers(q) => Answer::Readers(lists::readers(db, q)?),
        Query::Copy(q) => Answer::Copy(lists::one(load::copy_id(db, &q.id)?, |id| lists::copy_card(db, id))?),
        Query::Titles(q) => Answer::Titles(lists::titles(db, q)?),
        Query::Title(q) => Answer::Title(lists::one(title_id(db, &q.id)?, |id| lists::title_card(db, id))?),
        Query::Holds(q) => Answer::Holds(lists::holds(db, q, at)?),
        Query::Pressing(_) => Answer::Pressing(lists::pressing(db, at)?),
        Query::Today(q) => Answer::Counts(lists::today(db, q, at)?),
        Query::Scan(q) => Answer::Scanned(lists::scanned(db, &q.text, at)?),
        Query::Rules(_) => Answer::Rules(load::lending_rules(db)?),
        Query::Numbers(_) => Answer::Numbers(lists::next_numbers(db)?),
    })
}

/// A title by id, for the union catalogue.
pub(super) fn title(db: &Db, id: &str) -> Result<Option<crate::desk::loans::Title>, Fault> {
    load::title(db, id)
}
