//! `desk bundle inspect` and `status`: what a file holds, how exchange stands. Changes nothing.

use super::super::{Exit, Problem, World};
use super::{opened, refused};
use crate::base::clock::Moment;
use crate::base::ids::kind_of;
use crate::desk::query::Query;
use crate::desk::sites::exchange::Finding;
use crate::desk::sites::{self, Nothing};
use crate::exchange::format::{self, SEALED};
use crate::exchange::{file, op};
use crate::i18n::exchange::words;
use serde_json::json;
use std::io::{Seek as _, Write};
use std::path::Path;

pub(super) fn file(path: &Path, world: &World, out: &mut dyn Write) -> Result<Exit, Problem> {
    let named = path.display().to_string();
    // A stick may be looked at where there is no site.
    let sealing = match world.store() {
        Ok(store) => store.sealing()?,
        Err(crate::store::Fault::NoSite) => None,
        Err(fault) => return Err(fault.into()),
    };
    let mut source = match file::open(path) {
        Ok(source) => source,
        Err(finding) => return refused(&finding, &named, world, out),
    };
    let header = format::header(&mut source).ok();
    source.rewind()?;
    let mut open = match opened(source, sealing.as_ref()) {
        Ok(open) => open,
        Err(finding) => {
            if let Some(header) = header.filter(|_| !world.json) {
                writeln!(out, "{}", serde_json::to_string_pretty(&header)?)?;
            }
            return refused(&finding, &named, world, out);
        }
    };
    let mut kinds: std::collections::BTreeMap<String, u64> = Default::default();
    let walked = open.lines(|_, _, line| {
        let kind = op::read(&line).map(|(head, _)| kind_of(&head.ent).to_owned()).unwrap_or_default();
        *kinds.entry(kind).or_default() += 1;
        Ok::<(), Finding>(())
    });
    if let Err(finding) = walked {
        return refused(&finding, &named, world, out);
    }
    let written = Moment(open.header.at).rfc3339();
    let (say, encrypted) = (words(world.lang), open.header.suite == SEALED);
    let note = if encrypted { say.sealed } else { say.plain };
    let line = json!({"ok": true, "file": named, "header": open.header, "written": written, "manifest": open.manifest, "kinds": kinds,
        "encrypted": encrypted, "note": note});
    if world.json {
        writeln!(out, "{line}")?;
    } else {
        writeln!(out, "{}\n{}", serde_json::to_string_pretty(&line)?, say.sound)?;
    }
    Ok(Exit::Done)
}

pub(super) fn status(world: &World, out: &mut dyn Write) -> Result<Exit, Problem> {
    let store = world.store()?;
    let ask = |query: sites::Query| {
        store.ask(&Query::from(query), world.now()).map_err(Problem::from).and_then(|a| Ok(serde_json::to_value(a)?))
    };
    let mut all = ask(sites::Query::Exchange(Nothing {}))?;
    all["sites"] = ask(sites::Query::Peers(Nothing {}))?;
    all["files"] = ask(sites::Query::Bundles(sites::Bundles { rows: 20 }))?;
    all["roster"] = store.roster()?.map_or(0, |r| r.version).into();
    let text = if world.json { all.to_string() } else { serde_json::to_string_pretty(&all)? };
    writeln!(out, "{text}")?;
    Ok(Exit::Done)
}
