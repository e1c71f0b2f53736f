//! `desk` without a call: the terminal program, on the site's database or, with `--demo`, on a throw-away one.

use super::args::{Args, Call};
use super::{Problem, World, basics, demo, restore};
use crate::app::Model;
use crate::command::keymap::Keymap;
use crate::command::{load, told};
use crate::desk::change::Actor;
use crate::i18n::Lang;
use crate::runtime::probe::{self, Skin, Surroundings};
use crate::runtime::session::{self, Sitting};
use crate::store::{Fault, Store};
use std::path::{Path, PathBuf};

/// Opens the desk; the exit code of the sitting.
///
/// # Errors
/// No terminal, no site, a keymap with faults, a database that cannot be opened.
pub fn run(args: &Args, world: &World) -> Result<i32, Problem> {
    use std::io::IsTerminal as _;
    if !std::io::stdin().is_terminal() || !std::io::stdout().is_terminal() {
        return Err(Problem::Usage(crate::i18n::usage::words(world.lang).no_terminal.into()));
    }
    let keymap = keymap(&args.around.keys, world.lang)?;
    let throw_away = if args.around.demo { Some(ThrowAway::new()?) } else { None };
    let store = match &throw_away {
        Some(folder) => demo_site(&folder.0, world)?,
        None => open_or_ask(world)?,
    };
    store.opening(true)?;
    let around = Surroundings::here();
    let skin = args.around.skin.as_deref().and_then(Skin::parse);
    let look = probe::look(&around, None, skin);
    let lang = if look.english { Lang::En } else { world.lang };
    let site = store.site().clone();
    // `world` names the login where no clerk was given.
    let login = world.who.clerk.clone();
    let (clerk, window) = store.seat(&login, &around.terminal_key())?;
    let given = args.around.clerk.is_some() || matches!(args.call, Some(Call::Login { .. }));
    let known = if given { Some(login.clone()) } else { clerk };
    let who = Actor { clerk: known.clone().unwrap_or_else(|| login.clone()) };
    let mut model = Box::new(Model::new(lang, (&site.code, &site.name), &who.clerk, world.now(), keymap));
    model.given = given;
    if let Some(window) = args.around.window.clone().or(window) {
        model.panels.walkin.window = window;
    }
    if known.is_none() && !args.around.demo {
        // Asked once, over the first frame, which waits for nothing.
        model.unnamed = true;
        model.ask_seat();
    }
    let sitting = Sitting { store, model, who, login, clock: world.clock, around, skin };
    Ok(session::run(sitting)?)
}

fn keymap(name: &str, lang: Lang) -> Result<Keymap, Problem> {
    let told = |faults: Vec<load::BadKeymap>| Problem::Usage(told::faults(&faults, lang));
    if Path::new(name).extension().is_some_and(|e| e == "toml") {
        let text = std::fs::read_to_string(name).map_err(|e| Problem::Usage(super::of_file(Path::new(name), &e, lang)))?;
        return load::from_text(name, &text).map_err(told);
    }
    load::embedded(name).map_err(told)
}

/// A small community, made anew.
fn demo_site(folder: &Path, world: &World) -> Result<Store, Problem> {
    let mut store = basics::make(folder, basics::DEMO_NAME, basics::DEMO_CODE, false, world, true)?;
    demo::fill(&mut store, demo::SMALL, demo::SEED, world.now(), &mut |_| {})?;
    Ok(store)
}

/// The site's database; at the first start of all, its name and code are asked for once.
fn open_or_ask(world: &World) -> Result<Store, Problem> {
    match world.store() {
        Err(Fault::NoSite) => basics::ask_site(world),
        Err(Fault::Displaced(what)) => restore::ask_at_start(what, world),
        opened => Ok(opened?),
    }
}

/// A folder that goes when the sitting ends.
struct ThrowAway(PathBuf);

impl ThrowAway {
    fn new() -> Result<ThrowAway, Problem> {
        let name = format!("desk-demo-{}-{}", std::process::id(), crate::base::clock::Clock::real().0);
        Ok(ThrowAway(std::env::temp_dir().join(name)))
    }
}

impl Drop for ThrowAway {
    fn drop(&mut self) {
        // A folder that cannot be removed stays in the machine's own folder for such things.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
