//! Making, checking and copying a site's database.

use super::args::Init;
use super::{Exit, Problem, World, told};
use crate::desk::change::Actor;
use crate::desk::command::Order;
use crate::i18n::shell;
use crate::store::{Making, Refusal, Site, Store};
use crate::text::safe;
use serde_json::json;
use std::io::Write;
use std::path::Path;

/// `desk init`: makes the database and enters the catalogue and calendar that come with the program.
pub(super) fn init(init: &Init, world: &World, out: &mut dyn Write) -> Result<Exit, Problem> {
    let (t, code) = (crate::i18n::usage::words(world.lang), init.code.trim());
    if !is_code(code) {
        return Err(Problem::Usage(told(t.bad_code, &[("code", code)])));
    }
    if crate::store::exists(&world.folder) {
        return Err(Problem::Data(told(t.site_there, &[("folder", &world.folder.display().to_string())])));
    }
    let (name, hub, epoch) = (init.site.clone(), init.hub, init.epoch.max(0));
    make_site(&world.folder, &Site { code: code.into(), name, hub, epoch, for_play: world.stated, studio: None }, world)?;
    writeln!(out, "{}", json!({"ok": true, "site": code, "data": world.folder}))?;
    Ok(Exit::Done)
}

/// Two to eight capital letters and digits: short enough for a barcode prefix and a file name.
fn is_code(code: &str) -> bool {
    (2..=8).contains(&code.len()) && code.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit())
}

/// The site of `--demo`.
pub const DEMO_CODE: &str = "QLQ";
pub const DEMO_NAME: &str = crate::i18n::shell::DEMO_SITE;

/// A new site with the catalogue and calendar that come with the program.
///
/// # Errors
/// The folder or the file cannot be made, or the seed does not fit the rules.
pub fn make(folder: &Path, name: &str, code: &str, hub: bool, world: &World, for_play: bool) -> Result<Store, Problem> {
    let for_play = for_play || world.stated;
    let site = Site { code: code.into(), name: name.into(), hub, epoch: 0, for_play, studio: None };
    make_site(folder, &site, world)
}

fn make_site(folder: &Path, site: &Site, world: &World) -> Result<Store, Problem> {
    let making = Making::begin(folder)?;
    {
        let mut store = Store::create(making.part(), site, world.ids.clone())?;
        seed(&mut store, world)?;
        store.enrol_hub(&world.who, world.now())?;
    }
    making.finish()?;
    Ok(Store::open(folder, world.ids.clone())?)
}

/// Enters the seed in one transaction, as the commands that a person could have typed.
fn seed(store: &mut Store, world: &World) -> Result<(), Problem> {
    let who = Actor { clerk: "desk".into() };
    let orders = crate::desk::seed::orders()?;
    let done: Result<(), Refusal> = store.batch(|batch| {
        for command in orders {
            batch.execute(&Order::from(command), &who, world.now())?;
        }
        Ok(())
    });
    done.map_err(|refusal| match refusal {
        Refusal::Fault(fault) => Problem::Fault(fault),
        rule => Problem::Data(format!("seed: {rule}")),
    })
}

/// How often a wrong line is asked for again.
const TRIES: usize = 5;

/// Asks once for the site's name and code, on the plain terminal.
///
/// # Errors
/// The line ended, or no try was a name and a code.
pub fn ask_site(world: &World) -> Result<Store, Problem> {
    let words = shell::words(world.lang);
    let mut out = std::io::stdout();
    writeln!(out, "{}", words.which_site)?;
    for _ in 0..TRIES {
        write!(out, "> ")?;
        out.flush()?;
        let mut line = String::new();
        if std::io::stdin().read_line(&mut line)? == 0 {
            break;
        }
        match named(&line) {
            Some((name, code)) => return make(&world.folder, &name, &code, false, world, false),
            None => writeln!(out, "{}", words.bad_site)?,
        }
    }
    Err(Problem::Usage(words.which_site.to_owned()))
}

/// `青龙桥 QLQ`, full-width letters and small ones too.
fn named(line: &str) -> Option<(String, String)> {
    let line = crate::text::fold::half_width(line.trim());
    let (name, code) = line.rsplit_once(char::is_whitespace)?;
    let (name, code) = (safe::clean(name).trim().to_owned(), code.to_ascii_uppercase());
    (is_code(&code) && !name.is_empty()).then_some((name, code))
}

/// `desk verify`.
pub(super) fn verify(world: &World, out: &mut dyn Write) -> Result<Exit, Problem> {
    let report = world.store_as_it_is()?.verify()?;
    writeln!(out, "{}", serde_json::to_string(&report)?)?;
    Ok(if report.wrong.is_empty() { Exit::Done } else { Exit::Data })
}

/// `desk backup FILE`.
pub(super) fn backup(to: &Path, world: &World, out: &mut dyn Write) -> Result<Exit, Problem> {
    let store = world.store_as_it_is()?;
    store.backup(to)?;
    // So that this very copy is noticed as an older one if it is put back by hand instead of by restore.
    if store.displaced()?.is_none() {
        store.mark()?;
    }
    let kept = crate::i18n::restore::words(world.lang).kept;
    writeln!(
        out,
        "{}",
        json!({"ok": true, "file": to, "keep": world.folder.join(crate::exchange::keys::KEY_FILE), "note": kept})
    )?;
    Ok(Exit::Done)
}

#[cfg(test)]
mod tests {
    use super::named;

    #[test]
    fn a_site_is_named_in_one_line() {
        for line in ["青龙桥 QLQ\n", "青龙桥　ＱＬＱ", " 青龙桥 qlq "] {
            assert_eq!(named(line), Some(("青龙桥".into(), "QLQ".into())), "{line}");
        }
        for line in ["", "\n", "青龙桥", "QLQ", "青龙桥 Q", "青龙桥 QLQQLQQLQ", "青龙桥 长河"] {
            assert_eq!(named(line), None, "{line}");
        }
    }
}
