//! The one message above the footer: what happened, whether data is safe, the next key.

use crate::desk::reason::Reason;
use crate::i18n::shell;
use crate::i18n::{Lang, told};
use crate::store::Fault;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    Info,
    Warning,
    /// Stays until it is acknowledged.
    Stop,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    pub level: Level,
    pub text: String,
    /// The next key or step; may be empty.
    pub hint: String,
}

impl Notice {
    pub fn info(text: impl Into<String>) -> Notice {
        Notice { level: Level::Info, text: text.into(), hint: String::new() }
    }

    /// All reasons of a refusal, in the clerk's words.
    pub fn refusal(reasons: &[Reason], lang: Lang) -> Notice {
        Notice::of(Level::Warning, reasons, lang)
    }

    /// Reasons in words at any level.
    pub fn of(level: Level, reasons: &[Reason], lang: Lang) -> Notice {
        let told: Vec<_> = reasons.iter().map(|r| told(r, lang)).collect();
        let text = told.iter().map(|(why, _)| why.as_str()).collect::<Vec<_>>().join(" ");
        Notice { level, text, hint: told.into_iter().next().map(|(_, next)| next).unwrap_or_default() }
    }

    /// What was done, and what deserves a word besides. A reason that was set aside does not tell its next step again;
    /// the act itself can be taken back.
    pub fn done_with(said: &str, warnings: &[Reason], lang: Lang) -> Notice {
        let whole = Notice::of(Level::Warning, warnings, lang);
        let next = warnings.iter().find(|r| r.over.is_none()).map(|r| told(r, lang).1).filter(|next| !next.is_empty());
        let hint = next.unwrap_or_else(|| shell::words(lang).undo_hint.to_owned());
        Notice { text: format!("{said}  {}", whole.text), hint, ..whole }
    }

    pub fn fault(fault: &Fault, lang: Lang) -> Notice {
        Notice { level: Level::Stop, text: fault.told(lang), hint: fault.name().code().to_owned() }
    }
}
