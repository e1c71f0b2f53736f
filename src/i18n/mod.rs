//! Words in Chinese and English, as constants: a missing translation does not compile.

pub mod calendar;

/// The language of the interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lang {
    Zh,
    En,
}

/// What is said of a reason: templates whose `{name}` is filled from its facts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Say {
    pub why: &'static str,
    /// The next key or step.
    pub next: &'static str,
}
