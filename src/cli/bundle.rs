//! `desk bundle`: files for other sites, files from other sites.

use super::args::{Bundle, BundleRead, BundleWrite};
use super::{Exit, Problem, World};
use crate::desk::query::Query;
use crate::desk::sites::exchange::{Finding, Trouble};
use crate::desk::sites::{self, Nothing};
use crate::exchange::format::{self, Parcel, is_site};
use crate::exchange::{file, op};
use crate::i18n::exchange::{told, words};
use crate::store::{BundleStop, Received, Store};
use serde_json::{Value, json};
use std::io::Write;
use std::path::{Path, PathBuf};

pub(super) fn run(call: &Bundle, world: &World, out: &mut dyn Write) -> Result<Exit, Problem> {
    match call {
        Bundle::Write(call) => write(call, world, out),
        Bundle::Read(call) => read(call, world, out),
        Bundle::Inspect { file } => inspect(file, world, out),
        Bundle::Status => status(world, out),
    }
}

fn said(finding: &Finding, world: &World) -> Value {
    let (why, next) = told(finding, world.lang);
    json!({"code": finding.code.name(), "facts": finding.facts, "why": why, "next": next})
}

/// One refusal as an answer; the exit code of a data problem.
fn refused(finding: &Finding, named: &str, world: &World, out: &mut dyn Write) -> Result<Exit, Problem> {
    if world.json {
        writeln!(out, "{}", json!({"ok": false, "file": named, "changed": false, "reasons": [said(finding, world)]}))?;
    } else {
        let (why, next) = told(finding, world.lang);
        writeln!(out, "{named}\n{} {why} {next}\n{}", finding.code.name(), words(world.lang).refused)?;
    }
    Ok(Exit::Data)
}

fn write(call: &BundleWrite, world: &World, out: &mut dyn Write) -> Result<Exit, Problem> {
    let mut store = world.store()?;
    let partners = match &call.to {
        Some(to) if is_site(to) && *to != store.site().code => vec![to.clone()],
        Some(to) => return refused(&Finding::of(Trouble::BadPeer).fact("given", to), "", world, out),
        None => store.exchange_partners()?,
    };
    if partners.is_empty() {
        return refused(&Finding::of(Trouble::NoPeer), "", world, out);
    }
    let folder = call.out.clone().unwrap_or_else(|| world.folder.join("out"));
    for to in partners {
        for parcel in store.pack(&to, call.full, call.hub, world.now())? {
            let path = save(&mut store, &parcel, &folder, world)?;
            wrote(&parcel, &path, world, out)?;
        }
    }
    Ok(Exit::Done)
}

/// Writes the file, reads it back, and only then remembers it.
fn save(store: &mut Store, parcel: &Parcel, folder: &Path, world: &World) -> Result<PathBuf, Problem> {
    let number = store.bundle_number(world.now())?;
    let stamp = world.now().local().format("%Y%m%d-%H%M%S");
    let name = format!("{}-{}-{stamp}-{number:04}.qtb", parcel.header.from, parcel.header.to.join("+"));
    let shown = |e: std::io::Error| Problem::Data(format!("{}: {e}", folder.join(&name).display()));
    let path = file::put(folder, &name, |f| parcel.write(f)).map_err(shown)?;
    let back = file::open(&path).and_then(format::open);
    let whole = back.and_then(|mut opened| opened.lines(|_, _, _| Ok::<(), Finding>(())).map(|()| opened.manifest));
    match whole {
        Ok(manifest) if manifest == parcel.manifest => {}
        Ok(_) => return Err(Problem::Data(format!("{}: reads back differently", path.display()))),
        Err(finding) => return Err(Problem::Data(format!("{}: {}", path.display(), told(&finding, world.lang).0))),
    }
    store.bundle_written(parcel, &world.who, world.now())?;
    Ok(path)
}

fn wrote(parcel: &Parcel, path: &Path, world: &World, out: &mut dyn Write) -> std::io::Result<()> {
    let m = &parcel.manifest;
    let mut streams: Vec<&str> = m.segments.iter().map(|s| s.stream.as_str()).collect();
    streams.sort_unstable();
    streams.dedup();
    let say = words(world.lang);
    if world.json {
        let line = json!({"ok": true, "file": path, "id": m.id, "from": m.from, "to": m.to, "operations": m.ops, "streams": streams,
            "withheld": m.withheld, "encrypted": false, "note": say.plain});
        return writeln!(out, "{line}");
    }
    writeln!(out, "{}", path.display())?;
    writeln!(out, "{} > {}  {} {}  {} {}", m.from, m.to.join(" "), say.operations, m.ops, say.withheld, m.withheld)?;
    writeln!(out, "{}\n{}", say.written, say.plain)
}

fn read(call: &BundleRead, world: &World, out: &mut dyn Write) -> Result<Exit, Problem> {
    let mut store = world.store()?;
    let mut answers: Vec<Option<Result<Received, Finding>>> = vec![None; call.files.len()];
    // Files may be named in any order: one that had a gap is read again as long as others bring something.
    loop {
        let mut moved = false;
        for (path, answer) in call.files.iter().zip(&mut answers) {
            let again = matches!(answer, Some(Ok(r)) if r.findings.iter().any(|f| f.code == Trouble::Gap));
            if answer.is_some() && !again {
                continue;
            }
            let got = one(&mut store, path, call, world)?;
            let brought = got.as_ref().is_ok_and(|r| r.new > 0);
            moved |= brought && !call.dry_run;
            if !again || brought {
                *answer = Some(got);
            }
        }
        if !moved {
            break;
        }
    }
    let mut exit = Exit::Done;
    for (path, answer) in call.files.iter().zip(answers.into_iter().flatten()) {
        let this = match answer {
            Ok(received) => received_line(&received, path, call.dry_run, world, out)?,
            Err(finding) => refused(&finding, &path.display().to_string(), world, out)?,
        };
        exit = if exit == Exit::Data || this == Exit::Done { exit } else { this };
    }
    Ok(exit)
}

fn one(store: &mut Store, path: &Path, call: &BundleRead, world: &World) -> Result<Result<Received, Finding>, Problem> {
    let mut opened = match file::open(path).and_then(format::open) {
        Ok(opened) => opened,
        Err(finding) => return Ok(Err(finding)),
    };
    if call.recover {
        match store.realign(&mut opened, world.now()) {
            Ok(_) => {}
            Err(BundleStop::Refused(finding)) => return Ok(Err(finding)),
            Err(BundleStop::Fault(fault)) => return Err(fault.into()),
        }
    }
    match store.receive(&mut opened, &world.who, world.now(), call.dry_run) {
        Ok(received) => Ok(Ok(received)),
        Err(BundleStop::Refused(finding)) => Ok(Err(finding)),
        Err(BundleStop::Fault(fault)) => Err(fault.into()),
    }
}

fn received_line(r: &Received, path: &Path, dry_run: bool, world: &World, out: &mut dyn Write) -> Result<Exit, Problem> {
    let partial = r.left_out > 0;
    let exit = if partial { Exit::Refused } else { Exit::Done };
    let say = words(world.lang);
    if world.json {
        let mut line = serde_json::to_value(r)?;
        line["ok"] = (!partial).into();
        line["file"] = path.display().to_string().into();
        line["dry_run"] = dry_run.into();
        line["changed"] = (r.changed && !dry_run).into();
        line["reasons"] = r.findings.iter().map(|f| said(f, world)).collect();
        writeln!(out, "{line}")?;
        return Ok(exit);
    }
    writeln!(out, "{}\n{}:", path.display(), r.from)?;
    let counts = [(say.operations, r.operations), (say.new, r.new), (say.known, r.known), (say.left_out, r.left_out)];
    let rest = [(say.records, r.records), (say.withheld, r.withheld)];
    let shown: Vec<String> = counts.iter().chain(&rest).map(|(word, n)| format!("{word} {n}")).collect();
    writeln!(out, "{}", shown.join("  "))?;
    for finding in &r.findings {
        let (why, next) = told(finding, world.lang);
        writeln!(out, "{} {why} {next}", finding.code.name())?;
    }
    if dry_run {
        writeln!(out, "{}", say.dry_run)?;
    } else if r.new + r.filled + r.released == 0 {
        writeln!(out, "{}", say.nothing_new)?;
    }
    Ok(exit)
}

fn inspect(path: &Path, world: &World, out: &mut dyn Write) -> Result<Exit, Problem> {
    let named = path.display().to_string();
    let mut opened = match file::open(path).and_then(format::open) {
        Ok(opened) => opened,
        Err(finding) => return refused(&finding, &named, world, out),
    };
    let mut kinds: std::collections::BTreeMap<String, u64> = Default::default();
    let walked = opened.lines(|_, _, line| {
        let kind = op::read(&line).map(|(head, _)| crate::base::ids::kind_of(&head.ent).to_owned()).unwrap_or_default();
        *kinds.entry(kind).or_default() += 1;
        Ok::<(), Finding>(())
    });
    if let Err(finding) = walked {
        return refused(&finding, &named, world, out);
    }
    let written = crate::base::clock::Moment(opened.header.at).rfc3339();
    let line = json!({"ok": true, "file": named, "header": opened.header, "written": written, "manifest": opened.manifest, "kinds": kinds,
        "encrypted": false, "note": words(world.lang).plain});
    if world.json {
        writeln!(out, "{line}")?;
    } else {
        writeln!(out, "{}\n{}", serde_json::to_string_pretty(&line)?, words(world.lang).sound)?;
    }
    Ok(Exit::Done)
}

fn status(world: &World, out: &mut dyn Write) -> Result<Exit, Problem> {
    let store = world.store()?;
    let ask = |query: sites::Query| {
        store.ask(&Query::from(query), world.now()).map_err(Problem::from).and_then(|a| Ok(serde_json::to_value(a)?))
    };
    let mut all = ask(sites::Query::Exchange(Nothing {}))?;
    all["sites"] = ask(sites::Query::Peers(Nothing {}))?;
    all["files"] = ask(sites::Query::Bundles(sites::Bundles { rows: 20 }))?;
    let text = if world.json { all.to_string() } else { serde_json::to_string_pretty(&all)? };
    writeln!(out, "{text}")?;
    Ok(Exit::Done)
}
