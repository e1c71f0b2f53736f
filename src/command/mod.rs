//! Keys, keymaps, and what footer, palette, help page and README are made from. Knows command names, not what they do.
//!
//! `table` names the verbs, `load` reads keymaps (embedded and on disk), `keymap` finds the verb of a key,
//! `hints` and `palette` say which keys work here and now, `book` writes the README's table.
//! Imports base, text and i18n; may be imported by app, ui, runtime and cli.

pub mod book;
pub mod hints;
pub mod key;
pub mod keymap;
pub mod label;
pub mod load;
pub mod palette;
pub mod rule;
mod standing;
pub mod table;
pub mod told;
