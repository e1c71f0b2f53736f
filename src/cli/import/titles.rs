//! Titles and their copies: a row meets the title that has one of its barcodes, then its ISBN and its name (volumes of a
//! set share an ISBN), then the same name, author, publisher and year. Barcodes that are new become copies; one that another title has refuses the row.

use super::{Entering, Listed, Outcome};
use crate::desk::command::{Command as AnyCommand, Order};
use crate::desk::loans::{self, AddCopy, AddTitle, Command, CopyCard, Find, Key, Query, Refusal, Title, UpdateTitle, scan};
use crate::desk::query::Answer;
use crate::desk::reason::{Code, Reason};
use crate::io::refused::{Repair, RepairKind};
use crate::io::titles::TitleRow;
use crate::store::Fault;
use crate::text::fold::fold;
use crate::text::isbn;

impl Listed for TitleRow {
    fn line(&self) -> u64 {
        self.line
    }
    fn repairs(&self) -> &[Repair] {
        &self.repairs
    }
}

/// The reason in the journal for keeping a number that was printed wrong.
const AS_PRINTED: &str = "import: as printed";
/// The same for a book whose number another one has, as the volumes of a set do.
const SHARED: &str = "import: another book of this ISBN";

pub(super) fn enter(desk: &mut Entering<'_, '_>, row: &TitleRow) -> Result<Outcome, Fault> {
    let copies = copies(desk, row)?;
    desk.mended = completed(row, desk.batch.site());
    let labelled = match copies.iter().flatten().next() {
        Some(card) => title(desk, &card.copy.title)?.filter(|t| resembles(t, row)),
        None => None,
    };
    let known = match labelled {
        Some(title) => Some(title),
        None => same_title(desk, row)?,
    };
    if let Some(reason) = taken(&copies, known.as_ref()) {
        return Ok(Outcome::Refused(vec![reason]));
    }
    let (id, new) = match &known {
        Some(title) => (title.id.clone(), false),
        None => match add(desk, row)? {
            Ok(id) => (id, true),
            Err(reasons) => return Ok(Outcome::Refused(reasons)),
        },
    };
    let mut added = match &known {
        Some(title) => match fill(desk, title, row)? {
            Ok(filled) => filled,
            Err(reasons) => return Ok(Outcome::Refused(reasons)),
        },
        None => false,
    };
    for (barcode, _) in row.barcodes.iter().zip(&copies).filter(|(_, card)| card.is_none()) {
        let copy = AddCopy {
            title: id.clone(),
            barcode: barcode.clone(),
            call_number: own_call_number(row, known.as_ref()),
            kind: None,
        };
        match desk.execute(Command::AddCopy(copy))? {
            Ok(_) => added = true,
            Err(reasons) => return Ok(Outcome::Refused(reasons)),
        }
    }
    Ok(match (new, added) {
        (true, _) => Outcome::New,
        (false, true) => Outcome::Changed,
        (false, false) => Outcome::Same,
    })
}

/// Labels of the house given by their last digits, as they will stand on the copies.
fn completed(row: &TitleRow, site: &str) -> Vec<Repair> {
    let own = |barcode: &String| {
        let whole = scan::whole_barcode(barcode, site);
        let longer = whole.len() > barcode.len() && whole.ends_with(barcode.as_str());
        let repair = |after| Repair { column: "barcode", kind: RepairKind::Completed, before: barcode.clone(), after };
        longer.then(|| repair(whole))
    };
    row.barcodes.iter().filter_map(own).collect()
}

/// The copy that has each of the row's barcodes, if there is one.
fn copies(desk: &Entering<'_, '_>, row: &TitleRow) -> Result<Vec<Option<CopyCard>>, Fault> {
    let one = |barcode: &String| {
        let whole = scan::whole_barcode(barcode, desk.batch.site());
        let card = match desk.ask(Query::Copy(Key { id: whole.clone() }))? {
            Answer::Loans(loans::Answer::Copy(Some(card))) => Some(*card),
            _ => None,
        };
        Ok(card.filter(|c| c.copy.barcode == whole))
    };
    row.barcodes.iter().map(one).collect()
}

/// A barcode of the row that belongs to another title.
fn taken(copies: &[Option<CopyCard>], known: Option<&Title>) -> Option<Reason> {
    let other = copies.iter().flatten().find(|c| known.is_none_or(|t| t.id != c.copy.title))?;
    Some(Reason::of(Refusal::SameBarcode).fact("barcode", &other.copy.barcode).fact("title", &other.title_name))
}

fn title(desk: &Entering<'_, '_>, given: &str) -> Result<Option<Title>, Fault> {
    Ok(match desk.ask(Query::Title(Key { id: given.to_owned() }))? {
        Answer::Loans(loans::Answer::Title(Some(card))) => Some(card.title),
        _ => None,
    })
}

/// May the title on the label be the one the row means? The ISBN tells; without two of them, the name.
fn resembles(title: &Title, row: &TitleRow) -> bool {
    match isbn::check(&row.isbn).isbn13 {
        Some(number) if isbn::check(&title.isbn).valid => title.isbn == number,
        _ => fold(&title.name) == fold(&row.title),
    }
}

fn same_title(desk: &Entering<'_, '_>, row: &TitleRow) -> Result<Option<Title>, Fault> {
    if let Some(number) = isbn::check(&row.isbn).isbn13 {
        if let Some(one) = title(desk, &number)?.filter(|t| t.isbn == number && same_book(t, row)) {
            return Ok(Some(one));
        }
        let found = titles(desk, &number)?;
        return Ok(found.into_iter().find(|t| t.isbn == number && same_book(t, row)));
    }
    let same = |a: &str, b: &str| fold(a) == fold(b);
    let fits = |t: &Title| {
        same(&t.name, &row.title) && same(&t.author, &row.author) && same(&t.publisher, &row.publisher) && t.year == row.year
    };
    Ok(titles(desk, &row.title)?.into_iter().find(|t| fits(t) && same(&t.isbn, &row.isbn)))
}

fn titles(desk: &Entering<'_, '_>, find: &str) -> Result<Vec<Title>, Fault> {
    let find = Find { find: find.to_owned(), rows: Some("200".into()), ..Find::default() };
    let Answer::Loans(loans::Answer::Titles(found)) = desk.ask(Query::Titles(find))? else { return Ok(Vec::new()) };
    Ok(found.into_iter().map(|r| r.title).collect())
}

/// Of two books with one ISBN: the same name, and no other author (one may be told with his role, or not at all).
fn same_book(title: &Title, row: &TitleRow) -> bool {
    let bare = |text: &str| fold(text).chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let (mine, theirs) = (bare(&row.author), bare(&title.author));
    bare(&title.name) == bare(&row.title) && (mine.contains(&theirs) || theirs.contains(&mine))
}

/// Enters the title. A wrong ISBN alone does not keep a book out: old ones were printed so. Nor does one that another
/// book has: [`same_title`] has seen that they are two.
fn add(desk: &mut Entering<'_, '_>, row: &TitleRow) -> Result<Result<String, Vec<Reason>>, Fault> {
    let given = |text: &String| Some(text.clone()).filter(|t| !t.is_empty());
    let command = Command::AddTitle(AddTitle {
        name: row.title.clone(),
        author: given(&row.author),
        publisher: given(&row.publisher),
        year: given(&row.year),
        isbn: given(&row.isbn),
        call_number: given(&row.call_number).or_else(|| given(&row.class)),
        class: given(&row.class),
        language: given(&row.language),
        pages: given(&row.pages),
        series: given(&row.series),
        subjects: given(&row.subjects),
        summary: given(&row.summary),
        notes: given(&row.notes),
        record: given(&row.record),
        ..AddTitle::default()
    });
    let mut done = desk.execute(command.clone())?;
    for (refusal, reason) in [(Refusal::BadIsbn, AS_PRINTED), (Refusal::SameIsbn, SHARED)] {
        if matches!(&done, Err(reasons) if reasons.iter().all(|r| r.code == Code::Loans(refusal))) {
            done = desk.order(Order { over: Some(reason.into()), ..Order::from(AnyCommand::from(command.clone())) })?;
        }
    }
    Ok(done.map(|reply| reply.result.get("id").and_then(|v| v.as_str()).unwrap_or_default().to_owned()))
}

/// What the catalogue does not say yet of a title that is there, and the row does.
fn fill(desk: &mut Entering<'_, '_>, title: &Title, row: &TitleRow) -> Result<Result<bool, Vec<Reason>>, Fault> {
    let new = |there: &String, given: &String| Some(given.clone()).filter(|g| there.is_empty() && !g.is_empty());
    let mut record = Some(row.record.clone()).filter(|r| !r.is_empty());
    if record.is_some() {
        let card = desk.ask(Query::Title(Key { id: title.id.clone() }))?;
        record = record.filter(|_| matches!(&card, Answer::Loans(loans::Answer::Title(Some(c))) if c.record.is_empty()));
    }
    let update = UpdateTitle {
        title: title.id.clone(),
        author: new(&title.author, &row.author),
        publisher: new(&title.publisher, &row.publisher),
        year: new(&title.year, &row.year),
        call_number: new(&title.call_number, &row.call_number),
        class: new(&title.class, &row.class),
        language: new(&title.language, &row.language),
        pages: new(&title.pages, &row.pages),
        series: new(&title.series, &row.series),
        subjects: new(&title.subjects, &row.subjects),
        summary: new(&title.summary, &row.summary),
        notes: new(&title.notes, &row.notes),
        record,
        ..UpdateTitle::default()
    };
    if update == (UpdateTitle { title: title.id.clone(), ..UpdateTitle::default() }) {
        return Ok(Ok(false));
    }
    Ok(desk.execute(Command::UpdateTitle(update))?.map(|reply| !reply.unchanged))
}

/// A copy's own call number, where it differs from its title's.
fn own_call_number(row: &TitleRow, known: Option<&Title>) -> Option<String> {
    known.filter(|t| !row.call_number.is_empty() && t.call_number != row.call_number).map(|_| row.call_number.clone())
}
