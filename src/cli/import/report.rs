//! What an import says at its end: exact counts, each refused row with its line and reason.

use super::Outcome;
use crate::cli::World;
use crate::cli::args::Import;
use crate::desk::reason::Reason;
use crate::i18n::{self, Lang, told};
use crate::io::refused::{Refused, Repair};
use crate::io::said;
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::Write;

/// The counts; `new + same + changed + refused rows = rows`.
#[derive(Debug, Default, Clone, PartialEq, Serialize)]
pub(super) struct Report {
    pub rows: u64,
    pub new: u64,
    pub same: u64,
    pub changed: u64,
    pub refused: Vec<Line>,
    pub repaired: Vec<Mended>,
    /// Requests whose due date the new days have moved: the date before and the one now.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub redated: BTreeMap<String, (String, String)>,
    /// Items of the catalogue that say something else now, field by field.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub altered: Vec<Altered>,
    /// Lines on which a quotation mark stays open: a stray one, or the file was cut there.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub open_quotes: Vec<u64>,
    /// The numbers are of records, not of lines.
    #[serde(skip)]
    pub by_number: bool,
    /// Columns of the file that have no place here, so that nothing is left out unseen.
    pub unused: Vec<Unused>,
    /// Of a workbook.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sheets: Option<Sheets>,
}

/// Which sheet of a workbook was read.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Sheets {
    pub read: String,
    pub others: Vec<String>,
}

/// A column that was not read.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Unused {
    pub column: String,
    /// Rows that say something there.
    pub rows: u64,
}

/// A row that was left out.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Line {
    pub line: u64,
    pub reasons: Vec<Said>,
}

/// A record that was there and says something else now.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Altered {
    pub line: u64,
    pub name: String,
    pub fields: Vec<Field>,
}

/// One field of it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Field {
    pub column: &'static str,
    pub before: String,
    pub after: String,
}

impl Field {
    pub fn of(column: &'static str, before: String, after: String) -> Field {
        Field { column, before, after }
    }
}

/// One reason in code and words.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Said {
    pub code: &'static str,
    pub why: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub next: String,
}

/// A value that was set right.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Mended {
    pub line: u64,
    pub column: &'static str,
    pub before: String,
    pub after: String,
    pub why: &'static str,
}

impl Report {
    pub fn count(&mut self, line: u64, outcome: Outcome, lang: Lang) {
        match outcome {
            Outcome::New => self.new += 1,
            Outcome::Same => self.same += 1,
            Outcome::Changed => self.changed += 1,
            Outcome::Refused(reasons) => {
                let reasons = reasons.iter().map(|r| said(r, lang)).collect();
                self.refused.push(Line { line, reasons });
            }
        }
    }

    pub fn unread(&mut self, refused: &Refused, lang: Lang) {
        let said = Said { code: refused.reason.name(), why: said::flaw(&refused.reason, lang), next: String::new() };
        self.refused.push(Line { line: refused.line, reasons: vec![said] });
    }

    pub fn repaired(&mut self, line: u64, repairs: &[Repair], lang: Lang) {
        let mended = |r: &Repair| Mended {
            line,
            column: r.column,
            before: r.before.clone(),
            after: r.after.clone(),
            why: said::repair(r.kind, lang),
        };
        self.repaired.extend(repairs.iter().map(mended));
    }

    /// One JSON object, or lines for people.
    pub fn write(&self, world: &World, call: &Import, out: &mut dyn Write) -> std::io::Result<()> {
        if world.json {
            let mut value = serde_json::to_value(self)?;
            value["ok"] = self.refused.is_empty().into();
            value["dry_run"] = call.dry_run.into();
            return writeln!(out, "{value}");
        }
        let words = i18n::import::words(world.lang);
        let (before_it, after_it) = words.around(self.by_number);
        for line in &self.refused {
            let why: Vec<String> = line.reasons.iter().map(|r| format!("{} {}", r.why, r.next).trim_end().to_owned()).collect();
            writeln!(out, "{}{}{}  {}", before_it, line.line, after_it, why.join(words.between))?;
        }
        for m in &self.repaired {
            let (before, after) = (crate::text::safe::for_screen(&m.before), crate::text::safe::for_screen(&m.after));
            writeln!(out, "{}{}{}  {}: {before} > {after}", before_it, m.line, after_it, m.why)?;
        }
        for item in &self.altered {
            writeln!(out, "{}{}{}  {}", before_it, item.line, after_it, crate::text::safe::for_screen(&item.name))?;
            for f in &item.fields {
                let (before, after) = (crate::text::safe::for_screen(&f.before), crate::text::safe::for_screen(&f.after));
                writeln!(out, "    {}: {before} > {after}", i18n::io::column(f.column, world.lang))?;
            }
        }
        for line in &self.open_quotes {
            writeln!(out, "{}{line}{}  {}", before_it, after_it, words.open_quote)?;
        }
        for (number, (was, due)) in &self.redated {
            writeln!(out, "{} {number}  {was} > {due}", words.redated)?;
        }
        for u in &self.unused {
            let column = crate::text::safe::for_screen(&u.column);
            writeln!(
                out,
                "{}",
                i18n::fill(words.unused, [("column", column.as_str()), ("n", u.rows.to_string().as_str())].into_iter())
            )?;
        }
        if let Some(Sheets { read, others }) = self.sheets.as_ref().filter(|s| !s.others.is_empty()) {
            let (read, others) = (crate::text::safe::for_screen(read), crate::text::safe::for_screen(&others.join(" ")));
            let facts = [("read", read.as_str()), ("others", others.as_str())];
            writeln!(out, "{}", i18n::fill(words.sheets, facts.into_iter()))?;
        }
        let refused = self.refused.len();
        writeln!(
            out,
            "{} {}  {} {}  {} {}  {} {}  {} {refused}",
            words.rows, self.rows, words.new, self.new, words.same, self.same, words.changed, self.changed, words.refused
        )?;
        if call.dry_run { writeln!(out, "{}", words.dry_run) } else { Ok(()) }
    }
}

fn said(reason: &Reason, lang: Lang) -> Said {
    let (why, next) = told(reason, lang);
    Said { code: reason.code.name(), why, next }
}
