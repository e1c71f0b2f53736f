//! `desk bundle read`: other sites' files, or one from standard input; first what it would do, then whether.

use super::super::args::BundleRead;
use super::super::{Exit, Problem, World};
use super::{failed, log, opened, refused, said};
use crate::desk::sites::exchange::{Finding, Trouble};
use crate::exchange::file;
use crate::exchange::format;
use crate::i18n::exchange::{told, words};
use crate::store::{BundleStop, Reading, Received, Store};
use indicatif::{ProgressBar, ProgressStyle};
use std::fs::File;
use std::io::{BufRead as _, IsTerminal as _, Seek as _, Write};
use std::path::Path;
use std::time::{Duration, Instant};

/// A window that waits while one file is read asks again every 2 ms: it gets its turn before the next.
const TURN: Duration = Duration::from_millis(12);

/// A file to read, by name; opened before anything is done with it.
struct Source {
    named: String,
    file: Result<File, Finding>,
    answer: Option<Result<Received, Finding>>,
}

/// How a file is read.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct How {
    /// Count and check, but change nothing.
    pub dry_run: bool,
    /// After a restore or a clone: bring back what is ours, give way to the hub's line.
    pub recover: bool,
}

pub(super) fn run(call: &BundleRead, world: &World, out: &mut dyn Write) -> Result<Exit, Problem> {
    let mut store = world.store()?;
    let mut sources = Vec::new();
    if call.files.is_empty() || call.files == [Path::new("-")] {
        if std::io::stdin().is_terminal() {
            return Err(Problem::Usage(crate::i18n::usage::words(world.lang).name_a_file.into()));
        }
        let file = file::from_pipe(&mut std::io::stdin().lock(), &world.folder);
        sources.push(Source { named: "-".into(), file, answer: None });
    }
    let named = call.files.iter().filter(|f| f.as_path() != Path::new("-"));
    sources.extend(named.map(|path| Source { named: path.display().to_string(), file: file::open(path), answer: None }));
    let asks = !call.yes && !call.dry_run && !world.json && std::io::stdin().is_terminal() && std::io::stdout().is_terminal();
    if asks {
        all(&mut store, &mut sources, How { dry_run: true, recover: false }, world)?;
        tell(&mut sources, true, world, out)?;
        let fresh = sources.iter_mut().filter_map(|s| s.answer.take()).any(|a| a.is_ok_and(|r| r.changed));
        if !fresh || !agreed(world, out)? {
            return Ok(Exit::Done);
        }
    }
    all(&mut store, &mut sources, How { dry_run: call.dry_run, recover: call.recover }, world)?;
    tell(&mut sources, call.dry_run, world, out)
}

/// Asks at the terminal. Anything but a clear yes is a no.
fn agreed(world: &World, out: &mut dyn Write) -> Result<bool, Problem> {
    write!(out, "{} ", words(world.lang).go_on)?;
    out.flush()?;
    let mut line = String::new();
    std::io::stdin().lock().read_line(&mut line)?;
    Ok(matches!(line.trim(), "y" | "Y" | "1" | "yes" | "\u{ff59}" | "\u{ff11}"))
}

/// Reads all of them. Files may be named in any order: one that had a gap is read again as long as others bring something.
fn all(store: &mut Store, sources: &mut [Source], how: How, world: &World) -> Result<(), Problem> {
    let How { dry_run, recover } = how;
    loop {
        let mut moved = false;
        for source in sources.iter_mut() {
            let again = matches!(&source.answer, Some(Ok(r)) if r.findings.iter().any(|f| f.code == Trouble::Gap));
            if source.answer.is_some() && !again {
                continue;
            }
            let got = match &source.file {
                Ok(file) => one(store, file, &source.named, How { dry_run, recover }, world)?,
                Err(finding) => Err(finding.clone()),
            };
            let brought = got.as_ref().is_ok_and(|r| r.new > 0);
            moved |= brought && !dry_run;
            if !again || brought {
                source.answer = Some(got);
            }
        }
        if !moved {
            return Ok(());
        }
    }
}

/// Reads one file; a refusal that the hub should hear of is kept.
pub(super) fn one(
    store: &mut Store,
    mut file: &File,
    named: &str,
    how: How,
    world: &World,
) -> Result<Result<Received, Finding>, Problem> {
    let How { dry_run, recover } = how;
    let sealing = store.sealing()?;
    let header = format::header(&mut file).ok();
    file.rewind()?;
    let keep = |store: &mut Store, finding: Finding| -> Result<Result<Received, Finding>, Problem> {
        if !dry_run {
            log(store, &finding, header.as_ref(), named, world)?;
        }
        Ok(Err(finding))
    };
    let mut open = match opened(file, sealing.as_ref()) {
        Ok(open) => open,
        Err(finding) => return keep(store, finding),
    };
    if recover {
        match store.realign(&mut open, world.now()) {
            Ok(_) => {}
            Err(BundleStop::Refused(finding)) => return keep(store, finding),
            Err(BundleStop::Fault(fault)) => return Err(fault.into()),
        }
    }
    let bar = ProgressBar::new(open.manifest.ops).with_style(style());
    let begun = Instant::now();
    let mut progress = |done: u64, total: u64| {
        bar.set_length(total);
        bar.set_position(done);
    };
    let done = store.read_bundle(&mut open, Reading { who: &world.who, at: world.now(), dry_run, progress: &mut progress });
    bar.finish_and_clear();
    if begun.elapsed() > TURN {
        std::thread::sleep(TURN);
    }
    match done {
        Ok(received) => Ok(Ok(received)),
        Err(BundleStop::Refused(finding)) => keep(store, finding),
        Err(BundleStop::Fault(fault)) => Err(fault.into()),
    }
}

fn style() -> ProgressStyle {
    ProgressStyle::with_template("{bar:40} {pos}/{len} {eta}")
        .unwrap_or_else(|_| ProgressStyle::default_bar())
        .progress_chars("#>-")
}

fn tell(sources: &mut [Source], dry_run: bool, world: &World, out: &mut dyn Write) -> Result<Exit, Problem> {
    let mut exit = Exit::Done;
    for source in sources {
        let this = match &source.answer {
            Some(Ok(received)) => received_line(received, &source.named, dry_run, world, out)?,
            Some(Err(finding)) => refused(finding, &source.named, world, out)?,
            None => failed(&crate::store::Fault::Busy, world, out)?,
        };
        exit = if exit == Exit::Data || this == Exit::Done { exit } else { this };
    }
    Ok(exit)
}

pub(super) fn received_line(
    r: &Received,
    named: &str,
    dry_run: bool,
    world: &World,
    out: &mut dyn Write,
) -> Result<Exit, Problem> {
    let partial = r.left_out > 0;
    let exit = if partial { Exit::Refused } else { Exit::Done };
    let say = words(world.lang);
    if world.json {
        let mut line = serde_json::to_value(r)?;
        line["ok"] = (!partial).into();
        line["file"] = named.into();
        line["dry_run"] = dry_run.into();
        line["changed"] = (r.changed && !dry_run).into();
        line["reasons"] = r.findings.iter().map(|f| said(f, world)).collect();
        writeln!(out, "{line}")?;
        return Ok(exit);
    }
    writeln!(out, "{}\n{}:", crate::text::safe::clean(named), r.from)?;
    let counts = [(say.operations, r.operations), (say.new, r.new), (say.known, r.known), (say.left_out, r.left_out)];
    let rest = [(say.records, r.records), (say.clashes, r.clashes), (say.withheld, r.withheld)];
    let shown: Vec<String> = counts.iter().chain(&rest).map(|(word, n)| format!("{word} {n}")).collect();
    writeln!(out, "{}", shown.join("  "))?;
    for finding in &r.findings {
        let (why, next) = told(finding, world.lang);
        writeln!(out, "{} {why} {next}", finding.code.name())?;
    }
    if r.parts && dry_run {
        writeln!(out, "{}", say.in_parts)?;
    }
    if dry_run {
        writeln!(out, "{}", say.dry_run)?;
    } else if r.new + r.filled + r.released == 0 {
        writeln!(out, "{}", say.nothing_new)?;
    }
    Ok(exit)
}
