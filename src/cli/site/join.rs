//! Joining: the card into the hub's roster, the roster into the site.

use super::{asked, found, order, say, with};
use crate::cli::{Exit, Problem, World};
use crate::desk::sites::exchange::{Finding, Trouble};
use crate::desk::trust::{AddSite, Command, RevokeSite};
use crate::exchange::file;
use crate::exchange::keys::{Card, Digits, Roster};
use crate::i18n::trust::words;
use crate::store::Store;
use serde_json::json;
use std::io::{Read as _, Write};
use std::path::Path;

/// A small document; links and devices are not read.
fn read(path: &Path) -> Result<Result<String, Finding>, Problem> {
    let file = match file::open(path) {
        Ok(file) => file,
        Err(finding) => return Ok(Err(finding)),
    };
    let mut text = Vec::new();
    file.take(1 << 20).read_to_end(&mut text)?;
    Ok(String::from_utf8(text).map_err(|_| Finding::of(Trouble::NoFile).fact("why", "not text")))
}

fn version(store: &Store) -> Result<i64, Problem> {
    Ok(store.roster()?.map_or(0, |r| r.version))
}

/// At the hub: a site's card into the roster.
pub(super) fn add(
    store: &mut Store,
    path: &Path,
    digits: Option<&str>,
    world: &World,
    out: &mut dyn Write,
) -> Result<Exit, Problem> {
    let text = match read(path)? {
        Ok(text) => text,
        Err(finding) => return found(&finding, world, out),
    };
    let w = words(world.lang);
    let mut digits = digits.map(str::to_owned);
    if let (None, Ok(card)) = (&digits, Card::parse(text.as_bytes())) {
        let roster = store.roster()?;
        let trusted =
            roster.as_ref().and_then(|r| r.member(&card.site)).is_some_and(|m| m.sign == card.sign || card.follows(&m.sign));
        let question = format!("{}  {} {}\n{}", w.card_of, card.name, card.site, w.compare_card);
        let shown = card.digits().to_string();
        if store.site().hub && !trusted && asked(&question, &shown, world, out)? {
            digits = Some(shown);
        }
    }
    let command = Command::AddSite(AddSite { card: text, digits });
    let reply = match order(store, command.into(), world, out)? {
        Ok(reply) => reply,
        Err(exit) => return Ok(exit),
    };
    let version = version(store)?;
    let said = if reply.unchanged { w.already.to_owned() } else { with(w.added, &[("version", &version.to_string())]) };
    let lines = [said, w.added_next.to_owned()];
    let line = json!({"ok": true, "changed": !reply.unchanged, "result": reply.result, "version": version});
    say(line, &lines, world, out)
}

/// The roster as a file, for a site that joins.
pub(super) fn roster(store: &Store, to: &Path, world: &World, out: &mut dyn Write) -> Result<Exit, Problem> {
    let Some(roster) = store.roster()? else { return found(&Finding::of(Trouble::NoRoster), world, out) };
    let Some(hub) = roster.hub() else { return found(&Finding::of(Trouble::NoRoster), world, out) };
    let name = format!("{}-{:04}.roster", hub.site, roster.version);
    let path = to.join(&name);
    if !std::fs::read(&path).is_ok_and(|there| there == roster.text().as_bytes()) {
        let shown = |e: std::io::Error| Problem::Data(crate::cli::of_file(&path, &e, world.lang));
        file::put(to, &name, |f| f.write_all(roster.text().as_bytes())).map_err(shown)?;
    }
    let w = words(world.lang);
    let digits = hub.card().digits().to_string();
    let lines = [
        path.display().to_string(),
        with(w.roster_written, &[("version", &roster.version.to_string())]),
        format!("{} {}  {digits}", hub.name, w.digits),
        w.roster_next.to_owned(),
    ];
    say(json!({"ok": true, "file": path, "version": roster.version, "hub": hub.site, "digits": digits}), &lines, world, out)
}

/// At the site: the hub's roster, after its digits were compared; later ones of the same hub without.
pub(super) fn join(
    store: &mut Store,
    path: &Path,
    digits: Option<&str>,
    world: &World,
    out: &mut dyn Write,
) -> Result<Exit, Problem> {
    let text = match read(path)? {
        Ok(text) => text,
        Err(finding) => return found(&finding, world, out),
    };
    let roster = match Roster::first(&text) {
        Ok(roster) => roster,
        Err(finding) => return found(&finding, world, out),
    };
    let Some(hub) = roster.hub().map(|hub| hub.card()) else { return found(&Finding::of(Trouble::NoRoster), world, out) };
    let w = words(world.lang);
    let (site, own) = (store.site().code.clone(), store.key_ring()?);
    if roster.member(&site).is_none_or(|m| own.key(&m.sign).is_none()) {
        return found(&Finding::of(Trouble::NotListed).fact("site", &site), world, out);
    }
    let (epoch, from) = (store.site().epoch, roster.epoch_from(&site));
    if store.pinned_root()?.is_none() && epoch < from {
        return found(&Finding::of(Trouble::Epoch).fact("site", &site).fact("epoch", from), world, out);
    }
    if store.pinned_root()? != roster.root() {
        let right = match digits {
            Some(given) => Digits::parse(given) == Some(hub.digits()),
            None => asked(&format!("{} {}\n{}", hub.name, hub.site, w.compare_hub), &hub.digits().to_string(), world, out)?,
        };
        if !right {
            let code = if digits.is_some() { Trouble::Digits } else { Trouble::NotCompared };
            let finding = Finding::of(code).fact("site", &hub.site).fact("digits", hub.digits());
            return found(&finding, world, out);
        }
    }
    match store.pin(&roster, "join", world.now())? {
        Ok(_) => {}
        Err(finding) => return found(&finding, world, out),
    }
    let facts = [("version", roster.version.to_string()), ("hub", format!("{} {}", hub.name, hub.site))];
    let facts: Vec<(&str, &str)> = facts.iter().map(|(k, v)| (*k, v.as_str())).collect();
    let lines = [with(w.joined, &facts), w.joined_next.to_owned()];
    say(json!({"ok": true, "version": roster.version, "hub": hub.site}), &lines, world, out)
}

/// At the hub: a key is withdrawn.
pub(super) fn revoke(store: &mut Store, site: &str, world: &World, out: &mut dyn Write) -> Result<Exit, Problem> {
    let command = Command::RevokeSite(RevokeSite { site: site.into() });
    let reply = match order(store, command.into(), world, out)? {
        Ok(reply) => reply,
        Err(exit) => return Ok(exit),
    };
    let w = words(world.lang);
    let version = version(store)?;
    let after = reply.result.get("after").and_then(|v| v.as_str()).unwrap_or_default().to_owned();
    let lines = [with(w.revoked, &[("site", site)]), after, format!("{} {version}", w.version)];
    say(json!({"ok": true, "result": reply.result, "version": version}), &lines, world, out)
}
