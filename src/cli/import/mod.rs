//! `desk import KIND FILE [--dry-run]`: rows become commands, all in one transaction.
//!
//! A row that cannot be read or that a rule refuses is reported with its line and left out; a fault of the
//! disk takes everything back. Each row is compared with what is there first, so importing a file
//! twice changes nothing.

mod calendar;
mod given;
mod readers;
mod report;
mod residents;
mod services;
mod titles;
pub(super) mod workbook;

use super::args::{Import, ImportKind};
use super::{Exit, Problem, World};
use crate::desk::change::Fields;
use crate::desk::command::{Command, Order};
use crate::desk::query::{Answer, Query};
use crate::desk::reason::Reason;
use crate::io::refused::{Repair, Row};
use crate::store::{Batch, Fault, Refusal, Reply, Store};
use given::Given;
use report::Report;
use std::collections::BTreeMap;
use std::io::Write;

/// What became of a row.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Outcome {
    New,
    Same,
    Changed,
    Refused(Vec<Reason>),
}

/// A row that knows its line and what was repaired in it.
pub(super) trait Listed {
    fn line(&self) -> u64;
    fn repairs(&self) -> &[Repair];
}

/// The desk as an import sees it: commands and questions inside the one transaction.
pub(super) struct Entering<'a, 'b> {
    batch: &'a mut Batch<'b>,
    world: &'a World,
    /// Requests whose date the rows have moved, by number: the first date and the last.
    redated: BTreeMap<String, (String, String)>,
    /// What the row in hand has set right beside what its reader did.
    mended: Vec<Repair>,
    altered: Vec<report::Altered>,
}

impl Entering<'_, '_> {
    /// Does a command; the reasons if a rule refuses it.
    fn execute(&mut self, command: impl Into<Command>) -> Result<Result<Reply, Vec<Reason>>, Fault> {
        self.order(Order::from(command.into()))
    }

    fn order(&mut self, order: Order) -> Result<Result<Reply, Vec<Reason>>, Fault> {
        match self.batch.execute(&order, &self.world.who, self.world.now()) {
            Ok(reply) => Ok(Ok(reply)),
            Err(Refusal::Rule(reasons)) => Ok(Err(reasons)),
            Err(Refusal::Fault(fault)) => Err(fault),
        }
    }

    fn ask(&self, query: impl Into<Query>) -> Result<Answer, Fault> {
        self.batch.ask(&query.into(), self.world.now())
    }

    fn moved(&mut self, result: &Fields) {
        let list = result.get("redated").and_then(|v| v.as_array()).cloned().unwrap_or_default();
        let text = |one: &serde_json::Value, name: &str| one.get(name).and_then(|v| v.as_str()).unwrap_or_default().to_owned();
        for one in list {
            let (was, due) = (text(&one, "was"), text(&one, "due"));
            self.redated.entry(text(&one, "number")).and_modify(|(_, last)| last.clone_from(&due)).or_insert((was, due));
        }
    }

    /// Does the command of a row; `known` if its record was there before.
    fn enter(&mut self, command: impl Into<Command>, known: bool) -> Result<Outcome, Fault> {
        Ok(match self.execute(command)? {
            Err(reasons) => Outcome::Refused(reasons),
            Ok(reply) if reply.unchanged => Outcome::Same,
            Ok(reply) if reply.result.contains_key("redated") => {
                self.moved(&reply.result);
                if known { Outcome::Changed } else { Outcome::New }
            }
            Ok(_) if known => Outcome::Changed,
            Ok(_) => Outcome::New,
        })
    }
}

pub(super) fn run(call: &Import, world: &World, out: &mut dyn Write) -> Result<Exit, Problem> {
    let file = Given::open(&call.file, world)?;
    let mut store = world.store()?;
    let entered = Entered { store: &mut store, world, dry_run: call.dry_run };
    let (list, mut report) = match call.kind {
        ImportKind::Calendar => ("calendar", entered.all(file.rows(given::CALENDAR)?, calendar::enter)?),
        ImportKind::Residents => ("residents", entered.all(file.rows(given::RESIDENTS)?, residents::enter)?),
        ImportKind::Services => ("services", entered.all(file.rows(given::SERVICES)?, services::enter)?),
        ImportKind::Titles => ("titles", entered.all(file.rows(given::TITLES)?, titles::enter)?),
        ImportKind::Readers => ("readers", entered.all(file.rows(given::READERS)?, readers::enter)?),
    };
    report.unused = file.unused(list);
    report.open_quotes = file.open_quotes();
    report.by_number = file.by_number();
    report.sheets = file.sheets();
    report.write(world, call, out)?;
    Ok(if report.refused.is_empty() { Exit::Done } else { Exit::Refused })
}

struct Entered<'a> {
    store: &'a mut Store,
    world: &'a World,
    dry_run: bool,
}

/// Why the transaction was given up.
enum Stop {
    Fault(Fault),
    /// Everything was counted; nothing is to stay.
    DryRun(Box<Report>),
}

impl From<Fault> for Stop {
    fn from(fault: Fault) -> Stop {
        Stop::Fault(fault)
    }
}

impl Entered<'_> {
    /// Enters every row, or none after a fault.
    fn all<T: Listed>(
        self,
        rows: Vec<Row<T>>,
        one: impl Fn(&mut Entering<'_, '_>, &T) -> Result<Outcome, Fault>,
    ) -> Result<Report, Fault> {
        let bar = progress(rows.len());
        let done = self.store.batch(|batch| {
            let mut entering =
                Entering { batch, world: self.world, redated: BTreeMap::new(), mended: Vec::new(), altered: Vec::new() };
            let mut report = Report::default();
            for row in rows {
                report.rows += 1;
                match row {
                    Err(refused) => report.unread(&refused, self.world.lang),
                    Ok(row) => {
                        report.repaired(row.line(), row.repairs(), self.world.lang);
                        let outcome = one(&mut entering, &row)?;
                        report.repaired(row.line(), &std::mem::take(&mut entering.mended), self.world.lang);
                        report.count(row.line(), outcome, self.world.lang);
                    }
                }
                bar.inc(1);
            }
            report.redated = std::mem::take(&mut entering.redated);
            report.altered = std::mem::take(&mut entering.altered);
            if self.dry_run { Err(Stop::DryRun(Box::new(report))) } else { Ok(report) }
        });
        bar.finish_and_clear();
        match done {
            Ok(report) => Ok(report),
            Err(Stop::DryRun(report)) => Ok(*report),
            Err(Stop::Fault(fault)) => Err(fault),
        }
    }
}

/// On standard error, and only when that is a terminal (indicatif looks itself).
fn progress(rows: usize) -> indicatif::ProgressBar {
    let style = indicatif::ProgressStyle::with_template("{bar:40} {pos}/{len}")
        .unwrap_or_else(|_| indicatif::ProgressStyle::default_bar());
    indicatif::ProgressBar::new(rows as u64).with_style(style.progress_chars("#- "))
}
