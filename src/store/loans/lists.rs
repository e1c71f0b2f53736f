//! What the reading room's screens ask: pages by key, cards, counts, and what a scan is.

use super::super::db::Db;
use super::super::{Fault, residents, sql};
use super::load;
use crate::base::clock::Moment;
use crate::desk::loans::scan::{Guess, recognise};
use crate::desk::loans::state::Found;
use crate::desk::loans::{
    CopyCard, Counts, Find, HoldRow, Holds, LoanRow, Loans, NextNumbers, Page, Pressing, ReaderCard, ReaderRow, Scanned,
    TitleCard, TitleRow, Today, hold_state, keys, scan,
};
use crate::store::find::{self, Span};
use crate::text::mask;
use chrono::NaiveDate;
use rusqlite::{Row, named_params};

/// What several candidates show at most: a digit each.
const CANDIDATES: usize = 9;

/// A card of the one record found.
pub(super) fn one<T>(found: Found<String>, card: impl FnOnce(&str) -> Result<Option<T>, Fault>) -> Result<Option<Box<T>>, Fault> {
    match found {
        Found::One(id) => Ok(card(&id)?.map(Box::new)),
        _ => Ok(None),
    }
}

fn wanted_rows(given: Option<&str>) -> usize {
    given.and_then(|r| r.parse().ok()).filter(|n| *n > 0).unwrap_or(20).min(1000)
}

fn limit(given: Option<&str>) -> i64 {
    i64::try_from(wanted_rows(given)).unwrap_or(20)
}

/// `due id` of the last row seen, in two.
fn edge(after: Option<&str>) -> (String, String) {
    let (due, id) = after.and_then(|a| a.split_once(' ')).unwrap_or(("", ""));
    (due.to_owned(), id.to_owned())
}

fn loan_row(r: &Row<'_>, today: NaiveDate) -> rusqlite::Result<LoanRow> {
    let loan = load::read_loan(r)?;
    let name: String = r.get("reader_name")?;
    let late = loan.due.parse::<NaiveDate>().map_or(0, |due| (today - due).num_days().max(0));
    let key = format!("{} {}", loan.due, loan.id);
    Ok(LoanRow {
        title: r.get("title")?,
        barcode: r.get("barcode")?,
        call_number: r.get("call_number")?,
        reader_name: mask::surname(&name),
        late_days: late,
        key,
        loan,
    })
}

pub(super) fn loans(db: &Db, q: &Loans, at: Moment) -> Result<Vec<LoanRow>, Fault> {
    let (due, id) = edge(q.after.as_deref());
    let rows = limit(q.rows.as_deref());
    let read = |r: &Row<'_>| loan_row(r, at.date());
    let Some(given) = &q.reader else {
        return db.rows(sql!("loans/loans"), named_params! {":site": db.site, ":due": due, ":id": id, ":rows": rows}, read);
    };
    let Found::One(reader) = load::reader_id(db, given)? else { return Ok(Vec::new()) };
    let params = named_params! {":reader": reader, ":due": due, ":id": id, ":rows": rows};
    db.rows(sql!("loans/loans_of_reader"), params, read)
}

pub(super) fn overdue(db: &Db, q: &Page, at: Moment) -> Result<Vec<LoanRow>, Fault> {
    let (due, id) = edge(q.after.as_deref());
    let today = at.date().to_string();
    let params = named_params! {":site": db.site, ":today": today, ":due": due, ":id": id, ":rows": limit(q.rows.as_deref())};
    db.rows(sql!("loans/overdue"), params, |r| loan_row(r, at.date()))
}

pub(super) fn reader_card(db: &Db, id: &str, at: Moment) -> Result<Option<ReaderCard>, Fault> {
    let Some(reader) = load::reader(db, id)? else { return Ok(None) };
    let params = named_params! {":reader": id, ":today": at.date().to_string()};
    let card = db.one(sql!("loans/reader_counts"), params, |r| {
        Ok(ReaderCard {
            loans: r.get(0)?,
            overdue: r.get(1)?,
            next_due: r.get(2)?,
            next_due_count: r.get(3)?,
            holds: r.get(4)?,
            ready: r.get(5)?,
            ..ReaderCard::default()
        })
    })?;
    let cap = load::house(db)?.widest_cap(&reader.kind);
    Ok(card.map(|card| ReaderCard { masked: mask::name(&reader.name), cap, reader, ..card }))
}

pub(super) fn copy_card(db: &Db, id: &str) -> Result<Option<CopyCard>, Fault> {
    let Some(item) = load::item(db, id)? else { return Ok(None) };
    let call_number = item.call_number().to_owned();
    let reader_name = item.loan().map(|l| mask::surname(&l.reader_name));
    let waiting = i64::try_from(item.waiting().count()).unwrap_or(0);
    let mut copy = item.copy;
    copy.call_number = call_number;
    Ok(Some(CopyCard { copy, title_name: item.title.name, author: item.title.author, reader_name, waiting }))
}

pub(super) fn title_card(db: &Db, id: &str) -> Result<Option<TitleCard>, Fault> {
    let Some(title) = load::title(db, id)? else { return Ok(None) };
    let record = db.one(sql!("loans/title_record"), named_params! {":id": id}, |r| r.get(0))?.unwrap_or_default();
    Ok(Some(TitleCard { copies: load::copies_of(db, id)?, waiting: load::waiting(db, id)?, title, record }))
}

/// People counted on a day in this room.
pub(super) fn visits(db: &Db, day: &str) -> Result<i64, Fault> {
    let params = named_params! {":day": day, ":site": db.site};
    Ok(db.one(sql!("loans/visits_of_day"), params, |r| r.get(0))?.unwrap_or(0))
}

/// The label and the card after the highest of the house.
pub(super) fn next_numbers(db: &Db) -> Result<NextNumbers, Fault> {
    let next = |sql: &str, head: &str, digits: usize| -> Result<String, Fault> {
        let (low, high) = (format!("{head}{}", "0".repeat(digits)), format!("{head}{}", "9".repeat(digits)));
        let last: Option<String> = db.one(sql, named_params! {":low": low, ":high": high}, |r| r.get(0))?;
        let number = last.and_then(|l| l.get(head.len()..)?.parse::<u64>().ok()).unwrap_or(0) + 1;
        Ok(format!("{head}{number:0>digits$}"))
    };
    let (barcode, card) = (db.site.clone(), format!("{}-D-", db.site));
    Ok(NextNumbers {
        barcode: next(sql!("loans/last_barcode"), &barcode, scan::BARCODE_DIGITS)?,
        card: next(sql!("loans/last_card"), &card, scan::CARD_DIGITS)?,
    })
}

/// A page of ids and the key to go on from. A record with two keys in the range comes once.
fn found(db: &Db, room: &str, q: &Find) -> Result<Vec<(String, String)>, Fault> {
    let prefix = keys::wanted(&q.find);
    let from = q.after.as_deref().and_then(|a| a.split_once('\t'));
    let span = Span { prefix: &prefix, from, back: false, rows: wanted_rows(q.rows.as_deref()) };
    let mut rows: Vec<(String, String)> = Vec::new();
    for (key, id) in find::page(db, room, span)? {
        if rows.iter().all(|(_, seen)| *seen != id) {
            rows.push((format!("{key}\t{id}"), id));
        }
    }
    Ok(rows)
}

pub(super) fn readers(db: &Db, q: &Find) -> Result<Vec<ReaderRow>, Fault> {
    let rows = found(db, "reader", q)?;
    let row = |(key, id): (String, String)| Ok(load::reader(db, &id)?.map(|reader| ReaderRow { reader, key }));
    rows.into_iter().filter_map(|pair| row(pair).transpose()).collect()
}

pub(super) fn titles(db: &Db, q: &Find) -> Result<Vec<TitleRow>, Fault> {
    let rows = found(db, "title", q)?;
    let row = |(key, id): (String, String)| {
        let Some(title) = load::title(db, &id)? else { return Ok(None) };
        let params = named_params! {":title": id, ":site": db.site};
        let counts = db.one(sql!("loans/title_counts"), params, |r| Ok((r.get(0)?, r.get(1)?)))?;
        let (copies, free_here) = counts.unwrap_or((0, 0));
        Ok(Some(TitleRow { title, copies, free_here, key }))
    };
    rows.into_iter().filter_map(|pair| row(pair).transpose()).collect()
}

pub(super) fn holds(db: &Db, q: &Holds, at: Moment) -> Result<Vec<HoldRow>, Fault> {
    let reader = match &q.reader {
        Some(given) => match load::reader_id(db, given)? {
            Found::One(id) => Some(id),
            _ => return Ok(Vec::new()),
        },
        None => None,
    };
    let title = match &q.title {
        Some(given) => match load::title_id(db, given)? {
            Found::One(id) => Some(id),
            _ => return Ok(Vec::new()),
        },
        None => None,
    };
    let today = at.date().to_string();
    db.rows(sql!("loans/holds"), named_params! {":site": db.site, ":reader": reader, ":title": title}, |r| {
        let (state, until): (String, Option<String>) = (r.get("state")?, r.get("until")?);
        // An offer runs out when it is read, not by a job in the night.
        let over = state == hold_state::READY && until.as_ref().is_some_and(|u| *u < today);
        let name: String = r.get("reader_name")?;
        Ok(HoldRow {
            id: r.get("id")?,
            title: r.get("title")?,
            title_name: r.get("title_name")?,
            reader: r.get("reader")?,
            reader_name: mask::surname(&name),
            placed_at: r.get("placed_at")?,
            state: if over { hold_state::EXPIRED.into() } else { state },
            until,
            barcode: r.get("barcode")?,
        })
    })
}

pub(super) fn today(db: &Db, q: &Today, at: Moment) -> Result<Counts, Fault> {
    let day = q.day.as_deref().and_then(|d| d.parse::<NaiveDate>().ok()).unwrap_or_else(|| at.date());
    let next = day.succ_opt().unwrap_or(day);
    let (from, until) = (Moment::start_of(day).0, Moment::start_of(next).0);
    let counts = db.one(
        sql!("loans/today"),
        named_params! {":site": db.site, ":from": from, ":until": until, ":day": day.to_string()},
        |r| {
            Ok(Counts {
                lent: r.get(0)?,
                returned: r.get(1)?,
                open: r.get(2)?,
                due: r.get(3)?,
                overdue: r.get(4)?,
                waiting: r.get(5)?,
                ready: r.get(6)?,
                visits: 0,
            })
        },
    )?;
    Ok(Counts { visits: visits(db, &day.to_string())?, ..counts.unwrap_or_default() })
}

/// Today's part of [`today`] that somebody has to see to.
pub(super) fn pressing(db: &Db, at: Moment) -> Result<Pressing, Fault> {
    let day = at.date().to_string();
    let params = named_params! {":site": db.site, ":day": day};
    let loans = db.one(sql!("loans/pressing"), params, |r| Ok((r.get(0)?, r.get(1)?)))?;
    let ready = db.one(sql!("loans/ready"), params, |r| r.get(0))?.unwrap_or(0);
    let (due, overdue) = loans.unwrap_or_default();
    Ok(Pressing { due, overdue, ready })
}

// ---- scans ------------------------------------------------------------------------------------

/// What a text is: ids as they are, else the first guess under which something is known. Short digits that are both a
/// barcode and a card are shown for choice.
pub(super) fn scanned(db: &Db, text: &str, at: Moment) -> Result<Scanned, Fault> {
    let mut hits = Hits::default();
    match text.split_once(':').map(|(kind, _)| kind) {
        Some("reader") => hits.readers.push(text.to_owned()),
        Some("copy") => hits.copies.push(text.to_owned()),
        Some("title") => hits.titles.push(text.to_owned()),
        _ => return recognised(db, text, at),
    }
    hits.told(db, at).map(|told| told.unwrap_or(Scanned::Nothing { text: text.to_owned(), as_what: "words".into() }))
}

fn recognised(db: &Db, text: &str, at: Moment) -> Result<Scanned, Fault> {
    let guesses = recognise(text, &db.site);
    let mut hits = Hits::default();
    for guess in &guesses {
        match guess {
            Guess::Card(card) => hits.readers.extend(load::readers_of_card(db, card)?),
            Guess::Barcode(barcode) => hits.copies.extend(load::copies_of_barcode(db, barcode)?),
            Guess::Isbn(isbn) => hits.titles.extend(load::titles_of_isbn(db, isbn)?),
            Guess::IdNumber(number) => {
                if let Some(resident) = residents::resolve(db, number)? {
                    hits.readers.extend(load::readers_of_resident(db, &resident.id)?);
                }
            }
            Guess::Words(words) if hits.is_empty() => hits.by_words(db, words)?,
            Guess::Words(_) => {}
        }
    }
    let as_what = guesses.first().map_or("words", Guess::name).to_owned();
    Ok(hits.told(db, at)?.unwrap_or(Scanned::Nothing { text: text.to_owned(), as_what }))
}

/// Ids that a text may mean.
#[derive(Debug, Default)]
struct Hits {
    readers: Vec<String>,
    copies: Vec<String>,
    titles: Vec<String>,
}

impl Hits {
    fn is_empty(&self) -> bool {
        self.readers.is_empty() && self.copies.is_empty() && self.titles.is_empty()
    }

    fn by_words(&mut self, db: &Db, words: &str) -> Result<(), Fault> {
        let q = Find { find: words.to_owned(), after: None, rows: Some("40".into()) };
        self.readers.extend(found(db, "reader", &q)?.into_iter().map(|(_, id)| id).take(CANDIDATES));
        self.titles.extend(found(db, "title", &q)?.into_iter().map(|(_, id)| id).take(CANDIDATES - self.readers.len()));
        Ok(())
    }

    /// One record as its card, several for choice, none as nothing.
    fn told(self, db: &Db, at: Moment) -> Result<Option<Scanned>, Fault> {
        let Hits { readers, copies, titles } = self;
        Ok(match (readers.as_slice(), copies.as_slice(), titles.as_slice()) {
            ([id], [], []) => reader_card(db, id, at)?.map(|c| Scanned::Reader(Box::new(c))),
            ([], [id], []) => copy_card(db, id)?.map(|c| Scanned::Copy(Box::new(c))),
            ([], [], [id]) => title_card(db, id)?.map(|c| Scanned::Title(Box::new(c))),
            ([], [], []) => None,
            _ => {
                let row = |id: &String| Ok(load::reader(db, id)?.map(|reader| ReaderRow { reader, key: String::new() }));
                let readers = readers.iter().filter_map(|id| row(id).transpose()).collect::<Result<_, Fault>>()?;
                let copies = copies.iter().filter_map(|id| copy_card(db, id).transpose()).collect::<Result<_, _>>()?;
                let line = |id: &String| {
                    Ok(load::title(db, id)?.map(|title| TitleRow { title, copies: 0, free_here: 0, key: String::new() }))
                };
                let titles = titles.iter().filter_map(|id| line(id).transpose()).collect::<Result<_, Fault>>()?;
                Some(Scanned::Several { readers, titles, copies })
            }
        })
    }
}
