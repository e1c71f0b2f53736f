//! `desk completions SHELL` and `desk man`: made from the same tree that reads the line.

use super::args::Shell;
use super::{Exit, Problem, World, help, of_file};
use crate::i18n::Lang;
use clap_complete::shells;
use std::io::Write;
use std::path::Path;

pub(super) fn completions(shell: Shell, world: &World, out: &mut dyn Write) -> Result<Exit, Problem> {
    out.write_all(&script(shell, world.lang))?;
    Ok(Exit::Done)
}

fn script(shell: Shell, lang: Lang) -> Vec<u8> {
    let (mut tree, mut script) = (help::seen(lang), Vec::new());
    match shell {
        Shell::Bash => clap_complete::generate(shells::Bash, &mut tree, "desk", &mut script),
        Shell::Zsh => clap_complete::generate(shells::Zsh, &mut tree, "desk", &mut script),
        Shell::Fish => clap_complete::generate(shells::Fish, &mut tree, "desk", &mut script),
    }
    script
}

/// The page of the program; with a folder, a page for each call.
pub(super) fn pages(folder: Option<&Path>, world: &World, out: &mut dyn Write) -> Result<Exit, Problem> {
    let tree = help::seen(world.lang);
    match folder {
        None => clap_mangen::Man::new(tree).render(out)?,
        Some(folder) => {
            let there = std::fs::create_dir_all(folder).and_then(|()| clap_mangen::generate_to(tree, folder));
            there.map_err(|e| Problem::Data(of_file(folder, &e, world.lang)))?;
        }
    }
    Ok(Exit::Done)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn completions_and_pages_know_every_call_that_is_typed_and_no_other() {
        for lang in [Lang::Zh, Lang::En] {
            for shell in [Shell::Bash, Shell::Zsh, Shell::Fish] {
                let script = String::from_utf8(script(shell, lang)).unwrap();
                assert!(["import", "bundle", "unfreeze", "dry-run"].iter().all(|word| script.contains(word)), "{shell:?}");
                assert!(!script.contains(crate::cli::import::workbook::CALL), "{shell:?}");
            }
            let folder = tempfile::tempdir().unwrap();
            clap_mangen::generate_to(help::seen(lang), folder.path()).unwrap();
            for page in ["desk.1", "desk-import.1", "desk-bundle-write.1"] {
                assert!(folder.path().join(page).is_file(), "{page}");
            }
            assert!(!folder.path().join("desk-read-workbook.1").exists());
        }
    }
}
