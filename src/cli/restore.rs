//! `desk restore`, and what is said when a database is not where or what it was.

use super::{Exit, Problem, World};
use crate::i18n::restore::words;
use crate::i18n::{Lang, fill, storage};
use crate::store::{Displaced, Fault, Store, Unfit, restore};
use serde_json::json;
use std::io::{IsTerminal as _, Write};
use std::path::Path;

/// `desk restore BACKUP`.
pub(super) fn run(backup: &Path, yes: bool, world: &World, out: &mut dyn Write) -> Result<Exit, Problem> {
    let w = words(world.lang);
    if !yes && !asked(&fill(w.ask, [("file", backup.display().to_string().as_str())].into_iter()), out)? {
        say(json!({"ok": false, "changed": false, "next": "--yes"}), &[w.not_done.to_owned()], world, out)?;
        return Ok(Exit::Refused);
    }
    let stamp = world.now().local().format("%Y%m%d-%H%M%S").to_string();
    let done = match restore(&world.folder, backup, &world.ids, &stamp)? {
        Ok(done) => done,
        Err(unfit) => return unfit_for(&unfit, world, out),
    };
    let hub = world.store()?.site().hub;
    let (epoch, operations) = (done.epoch.to_string(), done.operations.to_string());
    let facts = [("site", done.site.as_str()), ("epoch", epoch.as_str()), ("operations", operations.as_str())];
    let mut lines = vec![fill(w.done, facts.into_iter())];
    let aside = done.aside.as_ref().map(|p| p.display().to_string());
    lines.extend(aside.iter().map(|path| fill(w.aside, [("path", path.as_str())].into_iter())));
    lines.push(fill(if hub { w.next_hub } else { w.next }, facts.into_iter()));
    if !done.key {
        lines.push(w.no_key.to_owned());
    }
    let line = json!({"ok": true, "site": done.site, "epoch": done.epoch, "operations": done.operations, "aside": aside, "key": done.key});
    say(line, &lines, world, out)?;
    Ok(Exit::Done)
}

fn unfit_for(unfit: &Unfit, world: &World, out: &mut dyn Write) -> Result<Exit, Problem> {
    let w = words(world.lang);
    let (code, text) = match unfit {
        Unfit::Unsound(wrong) => {
            let why = wrong.iter().take(3).map(|w| storage::said(w, world.lang)).collect::<Vec<_>>().join("; ");
            ("restore.unsound", fill(w.unsound, [("why", why.as_str())].into_iter()))
        }
        Unfit::OtherSite { backup, here } => {
            ("restore.other_site", fill(w.other_site, [("backup", backup.as_str()), ("here", here.as_str())].into_iter()))
        }
        Unfit::InUse => ("restore.in_use", w.in_use.to_owned()),
    };
    let line = json!({"ok": false, "changed": false, "reasons": [{"code": code, "why": text}]});
    say(line, &[text], world, out)?;
    Ok(Exit::Data)
}

fn say(line: serde_json::Value, lines: &[String], world: &World, out: &mut dyn Write) -> std::io::Result<()> {
    if world.json {
        return writeln!(out, "{line}");
    }
    lines.iter().try_for_each(|line| writeln!(out, "{line}"))
}

/// One question on the plain terminal, answered by 1; nobody there: no.
fn asked(question: &str, out: &mut dyn Write) -> std::io::Result<bool> {
    if !std::io::stdin().is_terminal() {
        return Ok(false);
    }
    write!(out, "{question}")?;
    out.flush()?;
    let mut line = String::new();
    std::io::stdin().read_line(&mut line)?;
    Ok(crate::text::fold::half_width(line.trim()) == "1")
}

/// Why the database may not simply be gone on with, and the way out.
pub(super) fn displaced(what: Displaced, lang: Lang) -> String {
    let w = words(lang);
    let why = match what {
        Displaced::Older => w.older,
        Displaced::Moved => w.moved,
    };
    format!("{why}\n{}", w.displaced_next)
}

/// Begins a new epoch where the database stands now.
pub(super) fn settle(store: &mut Store, what: Displaced) -> Result<i64, Fault> {
    let from = store.roster()?.map_or(0, |r| r.epoch_from(&store.site().code));
    // An older copy does not know what it was told; a moved one does.
    store.begin_epoch(from, what == Displaced::Older)
}

/// At the start of a sitting: says it, and begins a new epoch if the person at the terminal decides so.
pub(super) fn ask_at_start(what: Displaced, world: &World) -> Result<Store, Problem> {
    let w = words(world.lang);
    let mut out = std::io::stdout();
    if !asked(&format!("{}\n\n{}", displaced(what, world.lang), w.displaced_ask), &mut out)? {
        return Err(Problem::Data(w.not_done.to_owned()));
    }
    let mut store = world.store_as_it_is()?;
    let epoch = settle(&mut store, what)?.to_string();
    writeln!(out, "{}", fill(w.epoch_begun, [("epoch", epoch.as_str())].into_iter()))?;
    Ok(store)
}

/// `desk site moved`.
pub(super) fn moved(world: &World, out: &mut dyn Write) -> Result<Exit, Problem> {
    let mut store = world.store_as_it_is()?;
    let w = words(world.lang);
    let Some(what) = store.displaced()? else {
        say(json!({"ok": true, "changed": false, "epoch": store.site().epoch}), &[w.at_home.to_owned()], world, out)?;
        return Ok(Exit::Done);
    };
    let epoch = settle(&mut store, what)?;
    let text = fill(w.epoch_begun, [("epoch", epoch.to_string().as_str())].into_iter());
    say(json!({"ok": true, "changed": true, "epoch": epoch}), &[text], world, out)?;
    Ok(Exit::Done)
}

/// `desk site unfreeze SITE`.
pub(super) fn unfreeze(store: &mut Store, site: &str, world: &World, out: &mut dyn Write) -> Result<Exit, Problem> {
    let w = words(world.lang);
    let count = store.unfreeze(site)?;
    let text = fill(if count > 0 { w.unfrozen } else { w.not_frozen }, [("site", site)].into_iter());
    say(json!({"ok": true, "changed": count > 0, "site": site}), &[text], world, out)?;
    Ok(Exit::Done)
}
