//! The site's own key: its card, its change, its sheet of paper.

use super::{found, say, with};
use crate::cli::{Exit, Problem, World};
use crate::desk::command::Order;
use crate::desk::trust::AddSite;
use crate::exchange::file;
use crate::exchange::keys::{Card, Sheet};
use crate::i18n::trust::words;
use crate::store::{Refusal, Store};
use serde_json::json;
use std::io::Write;
use std::path::{Path, PathBuf};

/// The card of the newest key; a changed key is vouched for by the one that the roster names.
fn own_card(store: &Store) -> Result<Card, Problem> {
    let ring = store.key_ring()?;
    let roster = store.roster()?;
    let (site, newest) = (store.site(), ring.newest());
    let named = roster.as_ref().and_then(|r| r.member(&site.code)).and_then(|m| ring.key(&m.sign));
    let before = named.filter(|key| key.number != newest.number);
    Ok(Card::of(&site.code, &site.name, site.hub, newest, before))
}

/// Writes the card under its own name; the same card again is the same file.
fn write_card(store: &Store, folder: Option<&Path>, world: &World) -> Result<(Card, PathBuf), Problem> {
    let card = own_card(store)?;
    let folder = folder.map_or_else(|| world.folder.join("out"), Path::to_owned);
    let name = format!("{}-{}.card", card.site, card.number);
    let (path, text) = (folder.join(&name), card.to_text());
    if std::fs::read(&path).is_ok_and(|there| there == text.as_bytes()) {
        return Ok((card, path));
    }
    // An older card of the same key (renamed site, other roster) gives way.
    if path.exists() {
        std::fs::remove_file(&path)?;
    }
    let shown = |e: std::io::Error| Problem::Data(crate::cli::of_file(&path, &e, world.lang));
    let path = file::put(&folder, &name, |f| f.write_all(text.as_bytes())).map_err(shown)?;
    Ok((card, path))
}

pub(super) fn card(store: &Store, folder: Option<&Path>, world: &World, out: &mut dyn Write) -> Result<Exit, Problem> {
    let (card, path) = write_card(store, folder, world)?;
    let w = words(world.lang);
    let (digits, next) = (card.digits().to_string(), if card.hub { w.hub_card_next } else { w.card_next });
    let lines = [
        format!("{}  {} {}", w.card_of, card.name, card.site),
        path.display().to_string(),
        format!("{}  {digits}", w.digits),
        next.to_owned(),
    ];
    let line = json!({"ok": true, "file": path, "site": card.site, "name": card.name, "number": card.number, "digits": digits});
    say(line, &lines, world, out)
}

pub(super) fn rotate(store: &mut Store, folder: Option<&Path>, world: &World, out: &mut dyn Write) -> Result<Exit, Problem> {
    store.rotate_key()?;
    let w = words(world.lang);
    let told = if store.site().hub {
        let card = own_card(store)?.to_text();
        let order = Order::from(crate::desk::command::Command::from(crate::desk::trust::Command::AddSite(AddSite {
            card,
            digits: None,
        })));
        match store.execute(&order, &world.who, world.now()) {
            Ok(_) => w.hub_rotated,
            Err(Refusal::Fault(fault)) => return Err(fault.into()),
            Err(refusal) => return Err(Problem::Data(refusal.to_string())),
        }
    } else {
        w.rotated
    };
    if !world.json {
        writeln!(out, "{told}")?;
    }
    card(store, folder, world, out)
}

pub(super) fn sheet(store: &Store, to: Option<&Path>, world: &World, out: &mut dyn Write) -> Result<Exit, Problem> {
    let (ring, site) = (store.key_ring()?, store.site().clone());
    let card = own_card(store)?;
    let w = words(world.lang);
    let (name, day, digits) = (format!("{} {}", site.name, site.code), world.now().date().to_string(), card.digits().to_string());
    let facts = [("name", name.as_str()), ("day", day.as_str()), ("digits", digits.as_str())];
    let notes: Vec<String> = w.sheet.iter().map(|line| with(line, &facts)).collect();
    let sheet = Sheet { site: site.code.clone(), key: ring.newest().clone() };
    let text = match sheet.to_text(&notes) {
        Ok(text) => text,
        Err(finding) => return found(&finding, world, out),
    };
    let Some(path) = to else {
        out.write_all(text.as_bytes())?;
        return Ok(Exit::Done);
    };
    let (folder, file_name) = (path.parent().unwrap_or(Path::new(".")), path.file_name().unwrap_or_default().to_string_lossy());
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let shown = |e: std::io::Error| Problem::Data(crate::cli::of_file(path, &e, world.lang));
    file::put(folder, &file_name, |f| f.write_all(text.as_bytes())).map_err(shown)?;
    let lines = [path.display().to_string(), w.sheet_written.to_owned()];
    say(json!({"ok": true, "file": path, "site": site.code, "number": sheet.key.number}), &lines, world, out)
}

pub(super) fn recover(store: &Store, path: &Path, world: &World, out: &mut dyn Write) -> Result<Exit, Problem> {
    let shown = |e: std::io::Error| Problem::Data(crate::cli::of_file(path, &e, world.lang));
    let text = zeroize::Zeroizing::new(std::fs::read(path).map_err(shown)?);
    let sheet = match std::str::from_utf8(&text).map_err(|_| ()).map(Sheet::parse) {
        Ok(Ok(sheet)) => sheet,
        Ok(Err(finding)) => return found(&finding, world, out),
        Err(()) => return Err(Problem::Data(format!("{}: not UTF-8", path.display()))),
    };
    let w = words(world.lang);
    if sheet.site != store.site().code {
        return Err(Problem::Data(with(w.other_site, &[("site", &sheet.site), ("here", &store.site().code)])));
    }
    let number = sheet.key.number;
    let added = store.recover_key(sheet.key)?;
    let card = own_card(store)?;
    let lines = [if added { w.recovered } else { w.recovered_known }.to_owned(), format!("{}  {}", w.digits, card.digits())];
    let line = json!({"ok": true, "changed": added, "number": number, "digits": card.digits().to_string()});
    say(line, &lines, world, out)
}
