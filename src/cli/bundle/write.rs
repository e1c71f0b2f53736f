//! `desk bundle write`: a file for another site, into a folder or to standard output.

use super::super::args::BundleWrite;
use super::super::{Exit, Problem, World};
use super::refused;
use crate::desk::sites::exchange::{Finding, Trouble};
use crate::exchange::format::{Parcel, SEALED, is_site};
use crate::i18n::exchange::words;
use crate::store::{Sealing, Store};
use serde_json::json;
use std::io::{IsTerminal as _, Write};
use std::path::Path;

pub(super) fn run(call: &BundleWrite, world: &World, out: &mut dyn Write) -> Result<Exit, Problem> {
    let mut store = world.store()?;
    let sealing = store.sealing()?;
    let wanted = call.to.as_ref().or(call.site.as_ref());
    let partners = match wanted {
        Some(to) if !is_site(to) || *to == store.site().code => {
            return refused(&Finding::of(Trouble::BadPeer).fact("given", to), "", world, out);
        }
        Some(to) => match sealing.as_ref().map(|s| s.roster.recipients(std::slice::from_ref(to))) {
            Some(Err(finding)) => return refused(&finding, "", world, out),
            _ => vec![to.clone()],
        },
        // Files for everybody are only for those who can seal them.
        None if sealing.is_none() => return refused(&Finding::of(Trouble::NoRoster), "", world, out),
        None => store.exchange_partners()?,
    };
    if partners.is_empty() {
        return refused(&Finding::of(Trouble::NoPeer), "", world, out);
    }
    let dash = call.out.as_deref() == Some(Path::new("-"));
    if dash || (call.site.is_some() && call.out.is_none()) {
        return pipe(&mut store, sealing.as_ref(), &partners[0], call, world, out);
    }
    let folder = call.out.clone().unwrap_or_else(|| world.folder.join("out"));
    for to in partners {
        for parcel in store.pack(&to, call.full, call.hub, world.now())? {
            let path = store.write_file(&parcel, sealing.as_ref(), &folder, &world.who, world.now())?;
            wrote(&parcel, &path, world, out)?;
        }
    }
    Ok(Exit::Done)
}

/// The file itself to standard output, for a pipe through ssh. What is over for one file comes with the next.
fn pipe(
    store: &mut Store,
    sealing: Option<&Sealing>,
    to: &str,
    call: &BundleWrite,
    world: &World,
    out: &mut dyn Write,
) -> Result<Exit, Problem> {
    if std::io::stdout().is_terminal() {
        return Err(Problem::Usage(crate::i18n::usage::words(world.lang).to_terminal.into()));
    }
    if let Some(parcel) = store.pack(to, call.full, call.hub, world.now())?.first() {
        let bytes = sealed(parcel, sealing)?;
        out.write_all(&bytes)?;
        out.flush()?;
        store.bundle_written(parcel, &world.who, world.now())?;
    }
    Ok(Exit::Done)
}

fn sealed(parcel: &Parcel, sealing: Option<&Sealing>) -> Result<Vec<u8>, Problem> {
    let mut bytes = Vec::new();
    parcel.write_as(&mut bytes, sealing.map(Sealing::seal).as_ref())?;
    Ok(bytes)
}

fn wrote(parcel: &Parcel, path: &Path, world: &World, out: &mut dyn Write) -> std::io::Result<()> {
    let m = &parcel.manifest;
    let mut streams: Vec<&str> = m.segments.iter().map(|s| s.stream.as_str()).collect();
    streams.sort_unstable();
    streams.dedup();
    let (say, encrypted) = (words(world.lang), parcel.header.suite == SEALED);
    let note = if encrypted { say.sealed } else { say.plain };
    if world.json {
        let line = json!({"ok": true, "file": path, "id": m.id, "from": m.from, "to": m.to, "operations": m.ops, "streams": streams,
            "withheld": m.withheld, "encrypted": encrypted, "note": note});
        return writeln!(out, "{line}");
    }
    writeln!(out, "{}", path.display())?;
    writeln!(out, "{} > {}  {} {}  {} {}", m.from, m.to.join(" "), say.operations, m.ops, say.withheld, m.withheld)?;
    writeln!(out, "{note}\n{}", say.written)
}
