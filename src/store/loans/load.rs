//! Records of the reading room by id or human number, with what the rules need around them.

use super::super::db::Db;
use super::super::{Fault, residents, sql};
use crate::calendar::loan_due::Opening;
use crate::desk::loans::state::{Borrower, Found, House, Item, Lent, Settings, Waiting, Wanted};
use crate::desk::loans::{Copy, Hold, Loan, Reader, Rule, Title, keys, scan};
use crate::store::find::{self, Span};
use crate::text::isbn;
use chrono::NaiveDate;
use rusqlite::{Params, Row, named_params};

// ---- rows -------------------------------------------------------------------------------------

pub(super) fn read_title(r: &Row<'_>) -> rusqlite::Result<Title> {
    Ok(Title {
        id: r.get("id")?,
        name: r.get("name")?,
        author: r.get("author")?,
        publisher: r.get("publisher")?,
        year: r.get("year")?,
        isbn: r.get("isbn")?,
        call_number: r.get("call_number")?,
        class: r.get("class")?,
        language: r.get("language")?,
        pages: r.get("pages")?,
        series: r.get("series")?,
        subjects: r.get("subjects")?,
        summary: r.get("summary")?,
        notes: r.get("notes")?,
    })
}

pub(in crate::store) fn read_copy(r: &Row<'_>) -> rusqlite::Result<Copy> {
    Ok(Copy {
        id: r.get("id")?,
        title: r.get("title")?,
        barcode: r.get("barcode")?,
        call_number: r.get("call_number")?,
        kind: r.get("kind")?,
        site: r.get("site")?,
        state: r.get("state")?,
        due: r.get("due")?,
        hold: r.get("hold")?,
        note: r.get("note")?,
    })
}

fn read_reader(r: &Row<'_>) -> rusqlite::Result<Reader> {
    Ok(Reader {
        id: r.get("id")?,
        name: r.get("name")?,
        card: r.get("card")?,
        kind: r.get("kind")?,
        resident: r.get("resident")?,
        until: r.get("until")?,
        blocked_until: r.get("blocked_until")?,
    })
}

pub(in crate::store) fn read_loan(r: &Row<'_>) -> rusqlite::Result<Loan> {
    Ok(Loan {
        id: r.get("id")?,
        copy: r.get("copy")?,
        reader: r.get("reader")?,
        reader_kind: r.get("reader_kind")?,
        out_at: r.get("out_at")?,
        due: r.get("due")?,
        renewals: r.get("renewals")?,
        back_at: r.get("back_at")?,
        ended: r.get("ended")?,
    })
}

fn read_hold(r: &Row<'_>) -> rusqlite::Result<Hold> {
    Ok(Hold {
        id: r.get("id")?,
        title: r.get("title")?,
        reader: r.get("reader")?,
        placed_at: r.get("placed_at")?,
        state: r.get("state")?,
        copy: r.get("copy")?,
        until: r.get("until")?,
    })
}

fn ids(db: &Db, sql: &str, params: impl Params) -> Result<Vec<String>, Fault> {
    db.rows(sql, params, |r| r.get(0))
}

fn count(db: &Db, sql: &str, params: impl Params) -> Result<i64, Fault> {
    Ok(db.one(sql, params, |r| r.get(0))?.unwrap_or(0))
}

// ---- by id ------------------------------------------------------------------------------------

pub(super) fn title(db: &Db, id: &str) -> Result<Option<Title>, Fault> {
    db.one(sql!("loans/title"), named_params! {":id": id}, read_title)
}

pub(super) fn reader(db: &Db, id: &str) -> Result<Option<Reader>, Fault> {
    db.one(sql!("loans/reader"), named_params! {":id": id}, read_reader)
}

pub(super) fn hold(db: &Db, id: &str) -> Result<Option<Hold>, Fault> {
    db.one(sql!("loans/hold"), named_params! {":id": id}, read_hold)
}

pub(super) fn hold_of(db: &Db, reader: &str, title: &str) -> Result<Option<String>, Fault> {
    db.id(sql!("loans/hold_of"), named_params! {":reader": reader, ":title": title})
}

/// A copy with its title, its open loans and the queue of its title. A title that has not arrived yet is empty.
pub(super) fn item(db: &Db, id: &str) -> Result<Option<Item>, Fault> {
    let Some(copy) = db.one(sql!("loans/copy"), named_params! {":id": id}, read_copy)? else { return Ok(None) };
    let title = title(db, &copy.title)?.unwrap_or_else(|| Title { id: copy.title.clone(), ..Title::default() });
    let lent = db.rows(sql!("loans/loans_of_copy"), named_params! {":copy": id}, |r| {
        Ok(Lent { loan: read_loan(r)?, reader_name: r.get("reader_name")? })
    })?;
    let queue = queue(db, &title.id)?;
    let free = count(db, sql!("loans/copies_free"), named_params! {":title": title.id, ":site": db.site})?;
    Ok(Some(Item { copy, title, lent, queue, free }))
}

/// The queue of a title.
pub(super) fn queue(db: &Db, title: &str) -> Result<Vec<Waiting>, Fault> {
    db.rows(sql!("loans/holds_of_title"), named_params! {":title": title}, |r| {
        Ok(Waiting { hold: read_hold(r)?, reader_name: r.get("reader_name")? })
    })
}

/// Holds of a title that no copy has been put aside for.
pub(super) fn waiting(db: &Db, title: &str) -> Result<i64, Fault> {
    count(db, sql!("loans/waiting"), named_params! {":title": title})
}

/// Every copy of a title, those of this room first.
pub(super) fn copies_of(db: &Db, title: &str) -> Result<Vec<Copy>, Fault> {
    db.rows(sql!("loans/copies_of_title"), named_params! {":title": title, ":site": db.site}, read_copy)
}

// ---- by human number --------------------------------------------------------------------------

pub(super) fn titles_of_isbn(db: &Db, isbn: &str) -> Result<Vec<String>, Fault> {
    ids(db, sql!("loans/titles_of_isbn"), named_params! {":isbn": isbn})
}

pub(super) fn copies_of_barcode(db: &Db, barcode: &str) -> Result<Vec<String>, Fault> {
    ids(db, sql!("loans/copies_of_barcode"), named_params! {":barcode": barcode})
}

pub(super) fn readers_of_card(db: &Db, card: &str) -> Result<Vec<String>, Fault> {
    ids(db, sql!("loans/readers_of_card"), named_params! {":card": card})
}

pub(super) fn readers_of_resident(db: &Db, resident: &str) -> Result<Vec<String>, Fault> {
    ids(db, sql!("loans/readers_of_resident"), named_params! {":resident": resident})
}

fn only(mut ids: Vec<String>) -> Found<String> {
    match ids.len() {
        0 => Found::Nothing,
        1 => Found::One(ids.remove(0)),
        _ => Found::Several(ids),
    }
}

/// The id of a reader given by id, card (or its last digits), or the ID number of the resident.
pub(super) fn reader_id(db: &Db, given: &str) -> Result<Found<String>, Fault> {
    if given.starts_with("reader:") {
        return Ok(reader(db, given)?.map_or(Found::Nothing, |r| Found::One(r.id)));
    }
    let found = readers_of_card(db, &scan::whole_card(given, &db.site))?;
    if !found.is_empty() {
        return Ok(only(found));
    }
    match residents::resolve(db, given)? {
        Some(resident) => Ok(only(readers_of_resident(db, &resident.id)?)),
        None => Ok(Found::Nothing),
    }
}

/// The id of a copy given by id or barcode (or its last digits).
pub(super) fn copy_id(db: &Db, given: &str) -> Result<Found<String>, Fault> {
    if given.starts_with("copy:") {
        return Ok(item(db, given)?.map_or(Found::Nothing, |i| Found::One(i.copy.id)));
    }
    copies_of_barcode(db, &scan::whole_barcode(given, &db.site)).map(only)
}

/// The id of a title given by id, ISBN, the barcode of a copy, or its whole name.
pub(super) fn title_id(db: &Db, given: &str) -> Result<Found<String>, Fault> {
    if given.starts_with("title:") {
        return Ok(title(db, given)?.map_or(Found::Nothing, |t| Found::One(t.id)));
    }
    if let Some(number) = isbn::check(given).isbn13 {
        let found = titles_of_isbn(db, &number)?;
        if !found.is_empty() {
            return Ok(only(found));
        }
    }
    if let Found::One(copy) = copy_id(db, given)? {
        return Ok(item(db, &copy)?.map_or(Found::Nothing, |i| Found::One(i.title.id)));
    }
    let key = keys::wanted(given);
    let span = Span { prefix: &key, from: None, back: false, rows: 20 };
    let named = find::page(db, "title", span)?.into_iter().filter(|(k, _)| *k == key).map(|(_, id)| id);
    Ok(only(named.collect()))
}

/// A copy with what decides about it.
pub(super) fn copy(db: &Db, given: &str) -> Result<Found<Item>, Fault> {
    with(copy_id(db, given)?, |id| item(db, id))
}

/// A reader with what counts at the desk.
pub(super) fn borrower(db: &Db, given: &str) -> Result<Found<Borrower>, Fault> {
    with(reader_id(db, given)?, |id| {
        let Some(reader) = reader(db, id)? else { return Ok(None) };
        let copies = ids(db, sql!("loans/copies_of_reader"), named_params! {":reader": id})?;
        let loans = copies.iter().filter_map(|copy| item(db, copy).transpose()).collect::<Result<_, _>>()?;
        let holds = db.rows(sql!("loans/holds_of_reader"), named_params! {":reader": id}, read_hold)?;
        Ok(Some(Borrower { reader, loans, holds }))
    })
}

/// A title with its copies and its queue.
pub(super) fn wanted(db: &Db, given: &str) -> Result<Found<Wanted>, Fault> {
    with(title_id(db, given)?, |id| {
        let Some(title) = title(db, id)? else { return Ok(None) };
        Ok(Some(Wanted { title, copies: copies_of(db, id)?, queue: queue(db, id)? }))
    })
}

fn with<T>(found: Found<String>, load: impl FnOnce(&str) -> Result<Option<T>, Fault>) -> Result<Found<T>, Fault> {
    Ok(match found {
        Found::One(id) => load(&id)?.map_or(Found::Nothing, Found::One),
        Found::Nothing => Found::Nothing,
        Found::Several(fits) => Found::Several(fits),
    })
}

// ---- the room ---------------------------------------------------------------------------------

pub(super) fn lending_rules(db: &Db) -> Result<Vec<Rule>, Fault> {
    db.rows(sql!("loans/rules"), named_params! {":site": db.site}, |r| {
        Ok(Rule {
            id: r.get("id")?,
            site: r.get("site")?,
            reader_kind: r.get("reader_kind")?,
            item_kind: r.get("item_kind")?,
            days: r.get("days")?,
            renewals: r.get("renewals")?,
            renewal_days: r.get("renewal_days")?,
            cap: r.get("cap")?,
            holds: r.get("holds")?,
        })
    })
}

/// The room's rules, opening calendar and settings.
pub(super) fn house(db: &Db) -> Result<House, Fault> {
    Ok(House { rules: lending_rules(db)?, opening: opening(db)?, settings: Settings::read(|key| db.setting(key))? })
}

/// Open every day until a setting says otherwise.
fn opening(db: &Db) -> Result<Opening, Fault> {
    let weekdays = db.setting("room.open_days")?.and_then(|d| Opening::on(&d));
    let mut opening = weekdays.unwrap_or(Opening { weekdays: [true; 7], closed: Default::default(), opened: Default::default() });
    let dates = |text: Option<String>| -> Vec<NaiveDate> {
        text.unwrap_or_default().split_whitespace().filter_map(|d| d.parse().ok()).collect()
    };
    opening.closed.extend(dates(db.setting("room.closed")?));
    opening.opened.extend(dates(db.setting("room.opened")?));
    Ok(opening)
}
