//! Keys, keymaps, and what footer, palette and help are made from. Knows command names, not what they do.

pub mod key;
