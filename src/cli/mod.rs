//! The command line (COMMANDS.md): arguments become one call, its answer goes to standard output, exit codes
//! are 0 done, 1 refused by a rule, 2 wrong usage, 3 data problem.

pub mod args;
mod basics;
mod bundle;
pub mod check;
mod clerk;
pub mod demo;
pub mod doing;
mod due;
mod export;
mod help;
mod hub;
pub mod import;
pub mod login;
mod manual;
mod restore;
mod retention;
mod rrule;
mod showing;
mod site;
pub mod sitting;
pub mod spoken;
mod stream;

use crate::base::clock::{Clock, Moment};
use crate::base::ids::Ids;
use crate::desk::change::Actor;
use crate::desk::report::period::{LONGEST, Period, Span};
use crate::i18n::shell::{self, FaultName};
use crate::i18n::{Lang, fill, storage, usage};
use crate::store::{Fault, Store};
use args::{Args, Call};
use std::io::Write;
use std::path::PathBuf;

/// How a call ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    Done = 0,
    Refused = 1,
    Usage = 2,
    Data = 3,
}

/// What every call runs in.
#[derive(Debug)]
pub struct World {
    pub folder: PathBuf,
    pub clock: Clock,
    pub ids: Ids,
    pub who: Actor,
    pub lang: Lang,
    pub json: bool,
    /// `--now` was given: a site made in this run takes any stated time.
    pub stated: bool,
}

impl World {
    /// The surroundings that arguments and environment describe.
    ///
    /// # Errors
    /// `--now` is not RFC 3339, or there is no home folder.
    pub fn from_args(args: &Args) -> Result<World, String> {
        let lang = if args.around.lang == "en" { Lang::En } else { Lang::Zh };
        let t = usage::words(lang);
        let clock = match &args.around.now {
            Some(text) => Clock::Fixed(Moment::parse(text).ok_or_else(|| told(t.not_a_time, &[("given", text)]))?),
            None => Clock::System,
        };
        let folder = match &args.around.data {
            Some(folder) => folder.clone(),
            None => data_folder().ok_or(t.no_home)?,
        };
        let clerk = args.around.clerk.clone().or_else(|| std::env::var("USER").ok()).unwrap_or_else(|| "desk".into());
        let who = Actor { clerk };
        Ok(World { folder, clock, ids: Ids::system(clock), who, lang, json: args.around.json, stated: args.around.now.is_some() })
    }

    /// Opens the site's database.
    ///
    /// # Errors
    /// As [`Store::open`].
    pub fn store(&self) -> Result<Store, Fault> {
        let store = self.store_as_it_is()?;
        store.displaced()?.map_or(Ok(store), |what| Err(Fault::Displaced(what)))
    }

    /// Opens it even if it is not the one that was used last: for what only looks, and for what settles it.
    ///
    /// # Errors
    /// As [`Store::open`].
    pub fn store_as_it_is(&self) -> Result<Store, Fault> {
        Store::open(&self.folder, self.ids.clone())
    }

    /// The time this run states.
    pub fn now(&self) -> Moment {
        self.clock.now()
    }
}

/// A template with its facts.
fn told(template: &str, facts: &[(&str, &str)]) -> String {
    fill(template, facts.iter().copied())
}

/// A file that cannot be read or written, in the words of the language.
fn of_file(path: &std::path::Path, error: &std::io::Error, lang: Lang) -> String {
    storage::file(&path.display().to_string(), error, lang)
}

/// The period of a report, or what is wrong with it and what may stand there.
fn period(from: Option<&str>, until: Option<&str>, length: Option<&str>, world: &World) -> Result<Period, String> {
    let t = usage::words(world.lang);
    Period::read(from, until, length, world.now().date()).map_err(|field| {
        let is_day = |given: Option<&str>| given.is_some_and(|g| g.trim().parse::<chrono::NaiveDate>().is_ok());
        let given = |value: Option<&str>| format!("{field} {}", value.unwrap_or_default());
        match field {
            "period" => {
                let known = Span::ALL.map(Span::name).join(" ");
                told(t.no_period, &[("given", length.unwrap_or_default()), ("known", &known)])
            }
            "until" if until.is_none() || is_day(until) => told(t.too_wide, &[("most", &LONGEST.to_string())]),
            _ => told(t.no_day, &[("given", &given(if field == "from" { from } else { until }))]),
        }
    })
}

/// `None` without a home: the system's list of accounts is not asked, which takes plug-ins of its C library (`src/build.rs`).
fn data_folder() -> Option<PathBuf> {
    use etcetera::BaseStrategy as _;
    std::env::var_os("HOME").filter(|home| !home.is_empty())?;
    etcetera::choose_base_strategy().ok().map(|base| base.data_dir().join("desk"))
}

/// Runs a call that is not the terminal program.
pub fn run(call: Call, world: &World, out: &mut dyn Write, err: &mut dyn Write) -> Exit {
    let outcome = match call {
        Call::Init(init) => basics::init(&init, world, out),
        Call::Do(call) => doing::run(&call, world, out),
        Call::Show(show) => showing::run(&show, world, out),
        Call::Import(call) => import::run(&call, world, out),
        Call::ReadWorkbook => import::workbook::answer(out),
        Call::Check(call) if call.kind == "due" => due::call(&call.values, world, out),
        Call::Check(call) => check::call(&call, world, out),
        Call::DemoData(call) => demo::call(&call, world, out),
        Call::Bundle(call) => bundle::run(&call, world, out),
        Call::Clerk(call) => clerk::run(&call, world, out),
        // It may open a terminal, so `main` does it.
        Call::Login { .. } => Err(Problem::Usage(usage::words(world.lang).for_sshd.into())),
        Call::Site(call) => site::run(&call, world, out),
        Call::Export(call) => export::run(&call, world, out),
        Call::Hub(call) => hub::run(&call, world, out),
        Call::Restore { backup, yes } => restore::run(&backup, yes, world, out),
        Call::Retention { dry_run } => retention::run(dry_run, world, out),
        Call::Completions { shell } => manual::completions(shell, world, out),
        Call::Man { out: folder } => manual::pages(folder.as_deref(), world, out),
        Call::Verify => basics::verify(world, out),
        Call::Backup { to } => basics::backup(&to, world, out),
    };
    outcome.unwrap_or_else(|problem| {
        // Whoever read the answer has seen enough (`desk show … | head`).
        if matches!(&problem, Problem::Output(e) if e.kind() == std::io::ErrorKind::BrokenPipe) {
            return Exit::Done;
        }
        // Nothing can be done when even standard error is closed.
        let _ = writeln!(err, "desk: {}", problem.told(world.lang));
        problem.exit()
    })
}

/// Why a call could not run.
#[derive(Debug, thiserror::Error)]
pub enum Problem {
    #[error("{0}")]
    Usage(String),
    #[error("{0}")]
    Data(String),
    /// Not let in.
    #[error("{0}")]
    Refused(String),
    #[error(transparent)]
    Fault(#[from] Fault),
    #[error("{0}")]
    Output(#[from] std::io::Error),
    #[error("{0}")]
    Json(#[from] serde_json::Error),
}

impl Problem {
    /// In the words of the language, with its code, where the database has failed.
    pub fn told(&self, lang: Lang) -> String {
        match self {
            Problem::Fault(fault) if fault.name() != FaultName::Other => {
                format!("{} {}", fault.name().code(), shell::fault(fault.name(), lang))
            }
            Problem::Fault(Fault::Displaced(what)) => restore::displaced(*what, lang),
            Problem::Fault(fault) => fault.told(lang),
            Problem::Output(e) => fill(shell::words(lang).no_answer, [("why", usage::io(e, lang).as_str())].into_iter()),
            other => other.to_string(),
        }
    }

    /// How the program ends with it.
    pub fn exit(&self) -> Exit {
        match self {
            Problem::Usage(_) => Exit::Usage,
            Problem::Refused(_) => Exit::Refused,
            _ => Exit::Data,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn world(lang: Lang) -> World {
        let clock = Clock::Fixed(Moment::parse("2026-03-02T09:00:00+08:00").unwrap());
        let (ids, who) = (Ids::system(clock), Actor { clerk: "wang".into() });
        World { folder: PathBuf::new(), clock, ids, who, lang, json: false, stated: true }
    }

    #[test]
    fn a_wrong_period_is_a_wrong_call_that_names_what_may_stand_there() {
        let said = |from, until, length| period(from, until, length, &world(Lang::Zh)).unwrap_err();
        assert_eq!(said(None, None, Some("decade")), "没有「decade」这种期间，可写：day week month quarter year");
        assert_eq!(said(Some("2026-02-30"), None, None), "from 2026-02-30：没有这一天，请写成 2026-03-02");
        assert_eq!(said(None, Some("soon"), None), "until soon：没有这一天，请写成 2026-03-02");
        assert_eq!(said(Some("2026-03-02"), Some("2026-03-01"), None), "起止日期须前后有序，最长 366 天");
        assert!(period(None, None, Some("week"), &world(Lang::Zh)).is_ok());
    }
}
