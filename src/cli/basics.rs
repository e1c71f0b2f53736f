//! Making, checking and copying a site's database.

use super::args::Init;
use super::{Exit, Problem, World};
use crate::store::{Site, Store};
use serde_json::json;
use std::io::Write;
use std::path::Path;

/// `desk init`: makes the database and enters the catalogue and calendar that come with the program.
pub(super) fn init(init: &Init, world: &World, out: &mut dyn Write) -> Result<Exit, Problem> {
    let code = init.code.trim();
    let letters = code.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit());
    if !(2..=8).contains(&code.len()) || !letters {
        return Err(Problem::Usage(format!("--code {code}: two to eight capital letters and digits")));
    }
    if crate::store::exists(&world.folder) {
        return Err(Problem::Data(format!("{}: there is a site already; nothing was changed", world.folder.display())));
    }
    make(&world.folder, &init.site, code, init.hub, world)?;
    writeln!(out, "{}", json!({"ok": true, "site": code, "data": world.folder}))?;
    Ok(Exit::Done)
}

/// A new site with its seed, one transaction after the schema.
pub fn make(folder: &Path, name: &str, code: &str, hub: bool, world: &World) -> Result<Store, Problem> {
    let site = Site { code: code.into(), name: name.into(), hub, epoch: 0, for_play: world.stated, studio: None };
    Ok(Store::create(folder, &site, world.ids.clone())?)
}

/// `desk verify`.
pub(super) fn verify(world: &World, out: &mut dyn Write) -> Result<Exit, Problem> {
    let report = world.store()?.verify()?;
    writeln!(out, "{}", serde_json::to_string(&report)?)?;
    Ok(if report.wrong.is_empty() { Exit::Done } else { Exit::Data })
}

/// `desk backup FILE`.
pub(super) fn backup(to: &Path, world: &World, out: &mut dyn Write) -> Result<Exit, Problem> {
    world.store()?.backup(to)?;
    writeln!(out, "{}", json!({"ok": true, "file": to}))?;
    Ok(Exit::Done)
}
