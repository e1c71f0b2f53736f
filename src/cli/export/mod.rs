//! `desk export`: lists for Excel and WPS. Masked unless asked for otherwise; a list of people needs a reason, and the
//! audit log has it before the first row is written.

mod diary;

use super::args::{Export, ExportKind};
use super::{Exit, Problem, World};
use crate::desk::query::Answer;
use crate::desk::report::lines::{facts, percent};
use crate::desk::report::{self, Figures, Sheet, Union};
use crate::desk::residents::{self, Page};
use crate::desk::{loans, walkin};
use crate::i18n::report::{heading, words};
use crate::io::sheet;
use crate::store::Store;
use crate::text::mask;
use serde_json::json;
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

/// Rows asked for at a time.
const PAGE: usize = 500;

type List = sheet::Sheet<BufWriter<File>>;

pub(super) fn run(call: &Export, world: &World, out: &mut dyn Write) -> Result<Exit, Problem> {
    let (t, file) = (crate::i18n::usage::words(world.lang), call.out.display().to_string());
    let ending: &str = if call.kind == ExportKind::Ics { "ics" } else { "csv" };
    if call.out.extension().is_none_or(|e| !e.eq_ignore_ascii_case(ending)) {
        return Err(Problem::Usage(super::told(t.ending, &[("file", &file), ("ending", ending)])));
    }
    let people = matches!(call.kind, ExportKind::Residents | ExportKind::Requests | ExportKind::Loans);
    let reason = call.reason.as_deref().map(str::trim).filter(|r| !r.is_empty());
    if people && reason.is_none() {
        return Err(Problem::Usage(t.what_for.into()));
    }
    if call.kind == ExportKind::Report {
        super::period(call.from.as_deref(), call.until.as_deref(), call.period.as_deref(), world).map_err(Problem::Usage)?;
    }
    if call.out.exists() {
        return Err(Problem::Data(super::told(t.exists, &[("file", &file)])));
    }
    let mut store = world.store()?;
    let noted = json!({"out": call.out, "reason": reason, "unmasked": call.unmasked});
    store.audit("export", kind_name(call.kind), &noted, &world.who, world.now())?;
    let part = call.out.with_extension(format!("{ending}.part"));
    let written = write(call, &store, world, &part).and_then(|rows| {
        fs::rename(&part, &call.out)?;
        Ok(rows)
    });
    if written.is_err() {
        // Half a list is of no use; if it cannot be removed, its ending says so.
        let _ = fs::remove_file(&part);
    }
    writeln!(out, "{}", json!({"ok": true, "file": call.out, "rows": written?, "unmasked": call.unmasked}))?;
    Ok(Exit::Done)
}

fn kind_name(kind: ExportKind) -> &'static str {
    match kind {
        ExportKind::Report => "report",
        ExportKind::Residents => "residents",
        ExportKind::Requests => "requests",
        ExportKind::Loans => "loans",
        ExportKind::Titles => "titles",
        ExportKind::Ics => "ics",
    }
}

fn write(call: &Export, store: &Store, world: &World, part: &Path) -> Result<u64, Problem> {
    let file = File::options().write(true).create(true).truncate(true).mode(0o600).open(part)?;
    if call.kind == ExportKind::Ics {
        return diary::write(call, store, world, file);
    }
    let to = BufWriter::new(file);
    let sheet = match call.kind {
        ExportKind::Report => report(call, store, world, to),
        ExportKind::Residents => people(call, store, world, to),
        ExportKind::Requests => requests(call, store, world, to),
        ExportKind::Loans => open_loans(store, world, to),
        ExportKind::Titles | ExportKind::Ics => titles(store, world, to),
    }?;
    let rows = sheet.rows;
    let file = sheet.finish().into_inner().map_err(|e| Problem::Output(e.into_error()))?;
    file.sync_all()?;
    Ok(rows)
}

fn begin(to: BufWriter<File>, names: &[&str], world: &World) -> Result<List, Problem> {
    let headings: Vec<&str> = names.iter().map(|n| heading(n, world.lang)).collect();
    Ok(sheet::Sheet::new(to, &headings)?)
}

fn report(call: &Export, store: &Store, world: &World, to: BufWriter<File>) -> Result<List, Problem> {
    let query = report::Report {
        from: call.from.clone(),
        until: call.until.clone(),
        period: call.period.clone(),
        rows: Some("5000".into()),
        ..report::Report::default()
    };
    let asked = store.ask(&report::Query::Report(query).into(), world.now())?;
    let Answer::Report(report::Answer::Report(sheet)) = asked else { return Err(wrong_answer()) };
    if call.by == "service" { by_service(&sheet, world, to) } else { by_site(&sheet, world, to) }
}

fn by_site(sheet: &Sheet, world: &World, to: BufWriter<File>) -> Result<List, Problem> {
    let figures: Vec<&str> = facts(&Figures::default()).into_iter().map(|(name, _)| name).collect();
    let names: Vec<&str> = ["site", "code", "heard", "stale"].into_iter().chain(figures).collect();
    let mut list = begin(to, &names, world)?;
    let values = |f: &Figures| facts(f).into_iter().map(|(_, value)| cell(value));
    for site in &sheet.sites {
        let stale = if site.stale { "!" } else { "" };
        let who = [site.name.clone(), site.site.clone(), site.heard.clone(), stale.to_owned()];
        list.row(who.into_iter().chain(values(&site.figures)))?;
    }
    let (name, stale) = match sheet.sites.len() {
        0 => (sheet.name.clone(), String::new()),
        _ => (words(world.lang).all.to_owned(), sheet.stale.to_string()),
    };
    list.row([name, sheet.site.clone(), sheet.at.clone(), stale].into_iter().chain(values(&sheet.figures)))?;
    Ok(list)
}

fn by_service(sheet: &Sheet, world: &World, to: BufWriter<File>) -> Result<List, Problem> {
    let mut list = begin(to, &["category", "service", "opened", "finished", "on_time", "late", "on_time_rate"], world)?;
    for s in &sheet.services {
        let limited = s.on_time + s.late;
        let rate = cell(percent((limited > 0).then(|| s.on_time * 1000 / limited)));
        let numbers = [s.opened, s.finished, s.on_time, s.late].map(|n| n.to_string());
        list.row([s.category.clone(), s.name.clone()].into_iter().chain(numbers).chain([rate]))?;
    }
    Ok(list)
}

fn people(call: &Export, store: &Store, world: &World, to: BufWriter<File>) -> Result<List, Problem> {
    let mut list = begin(to, &["name", "id_number", "phone", "address"], world)?;
    let mut from: Option<(String, String)> = None;
    loop {
        let page = Page { from: from.clone(), rows: PAGE, ..Page::default() };
        let asked = store.ask(&residents::Query::Page(page).into(), world.now())?;
        let Answer::Residents(residents::Answer::Page(rows)) = asked else { return Err(wrong_answer()) };
        let Some((key, last)) = rows.last() else { return Ok(list) };
        from = Some((key.clone(), last.id.clone()));
        for (_, card) in rows {
            list.row(if call.unmasked {
                [card.name, card.id_number, card.phone, card.address]
            } else {
                [mask::name(&card.name), mask::id_number(&card.id_number), mask::phone(&card.phone), String::new()]
            })?;
        }
    }
}

fn requests(call: &Export, store: &Store, world: &World, to: BufWriter<File>) -> Result<List, Problem> {
    let mut list = begin(to, &["number", "service", "state", "due", "name"], world)?;
    let mut from: Option<String> = None;
    loop {
        let page = walkin::Requests { from: from.clone(), rows: PAGE.to_string(), ..walkin::Requests::default() };
        let asked = store.ask(&walkin::Query::Requests(page).into(), world.now())?;
        let Answer::Walkin(walkin::Answer::Requests(rows)) = asked else { return Err(wrong_answer()) };
        let Some(last) = rows.last() else { return Ok(list) };
        from = Some(last.id.clone());
        for row in rows {
            let name = row.name.unwrap_or_default();
            let name = if call.unmasked { name } else { mask::name(&name) };
            list.row([row.number, row.service_name, row.state, row.due.unwrap_or_default(), name])?;
        }
    }
}

fn open_loans(store: &Store, world: &World, to: BufWriter<File>) -> Result<List, Problem> {
    let mut list = begin(to, &["title", "barcode", "call_number", "reader", "due", "late_days"], world)?;
    let mut after: Option<String> = None;
    loop {
        let page = loans::Loans { after: after.clone(), rows: Some(PAGE.to_string()), ..loans::Loans::default() };
        let asked = store.ask(&loans::Query::Loans(page).into(), world.now())?;
        let Answer::Loans(loans::Answer::Loans(rows)) = asked else { return Err(wrong_answer()) };
        let Some(last) = rows.last() else { return Ok(list) };
        after = Some(last.key.clone());
        for row in rows {
            list.row([row.title, row.barcode, row.call_number, row.reader_name, row.loan.due, row.late_days.to_string()])?;
        }
    }
}

fn titles(store: &Store, world: &World, to: BufWriter<File>) -> Result<List, Problem> {
    let mut list = begin(to, &["title", "author", "isbn", "call_number", "copies", "free", "rooms"], world)?;
    let mut after: Option<String> = None;
    loop {
        let page = Union { rows: Some(PAGE.to_string()), after: after.clone(), ..Union::default() };
        let asked = store.ask(&report::Query::Union(page).into(), world.now())?;
        let Answer::Report(report::Answer::Union(rows)) = asked else { return Err(wrong_answer()) };
        let Some(last) = rows.last() else { return Ok(list) };
        after = Some(last.key.clone());
        for row in rows {
            let rooms: Vec<String> = row.rooms.iter().map(|r| format!("{} {}/{}", r.name, r.free, r.copies)).collect();
            let (t, counts) = (row.title, [row.copies.to_string(), row.free.to_string()]);
            let rest = counts.into_iter().chain([rooms.join("; ")]);
            list.row([t.name, t.author, t.isbn, t.call_number].into_iter().chain(rest))?;
        }
    }
}

/// A figure that there is none of is an empty cell: a spreadsheet must not be shown the dash of the screen.
fn cell(value: String) -> String {
    if value == "-" { String::new() } else { value }
}

fn wrong_answer() -> Problem {
    Problem::Data("answer of another kind".into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_that_there_is_none_of_is_an_empty_cell() {
        let cells: Vec<String> = facts(&Figures::default()).into_iter().map(|(_, value)| cell(value)).collect();
        assert!(cells.iter().any(String::is_empty) && cells.iter().all(|c| c != "-"), "{cells:?}");
        assert_eq!(cell("12.0%".into()), "12.0%");
    }
}
