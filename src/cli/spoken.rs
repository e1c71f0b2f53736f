//! What clap found wrong with the line, in the language of the interface. Help is told by [`super::help`].

use super::told;
use crate::i18n::{Lang, usage};
use clap::error::{ContextKind, ContextValue, ErrorKind};
use std::ffi::OsString;

/// The language that the words of the line ask for, though the line as a whole could not be read.
pub fn language(words: &[OsString]) -> Lang {
    let texts: Vec<&str> = words.iter().filter_map(|w| w.to_str()).collect();
    let en = texts.windows(2).any(|w| w == ["--lang", "en"]) || texts.contains(&"--lang=en");
    if en { Lang::En } else { Lang::Zh }
}

/// Is it a finding, and not help or version that was asked for?
pub fn is_fault(error: &clap::Error) -> bool {
    error.use_stderr() && error.kind() != ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand
}

/// The finding in one line, with where help is.
pub fn of_clap(error: &clap::Error, lang: Lang) -> String {
    let t = usage::words(lang);
    let text = |kind| error.get(kind).map(shown).unwrap_or_default();
    let (arg, given) = (text(ContextKind::InvalidArg), text(ContextKind::InvalidValue));
    let near = |kind| usage::near(Some(text(kind)).as_deref().filter(|n| !n.is_empty()), lang);
    let known = text(ContextKind::ValidValue);
    let said = match error.kind() {
        ErrorKind::UnknownArgument => told(t.no_option, &[("given", &arg), ("near", &near(ContextKind::SuggestedArg))]),
        ErrorKind::InvalidSubcommand => {
            let call = text(ContextKind::InvalidSubcommand);
            told(t.no_call, &[("given", &call), ("near", &near(ContextKind::SuggestedSubcommand))])
        }
        ErrorKind::MissingRequiredArgument => told(t.needs, &[("given", &arg)]),
        ErrorKind::MissingSubcommand => told(t.needs_call, &[("known", &text(ContextKind::ValidSubcommand))]),
        ErrorKind::InvalidValue if given.is_empty() => told(t.needs_value, &[("arg", &arg)]),
        ErrorKind::InvalidValue => told(t.not_one_of, &[("arg", &arg), ("given", &given), ("known", &known)]),
        ErrorKind::ValueValidation => {
            let source = std::error::Error::source(error);
            let number = source.and_then(|e| e.downcast_ref::<std::num::ParseIntError>());
            let number = number.map(|e| usage::number(e.kind(), lang).to_owned());
            let why = number.or_else(|| source.map(ToString::to_string)).unwrap_or_default();
            told(t.bad_value, &[("arg", &arg), ("given", &given), ("why", &why)])
        }
        ErrorKind::TooManyValues => told(t.too_many, &[("given", &given)]),
        ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues | ErrorKind::NoEquals => told(t.needs_value, &[("arg", &arg)]),
        ErrorKind::ArgumentConflict => told(t.not_with, &[("arg", &arg), ("other", &text(ContextKind::PriorArg))]),
        _ => error.to_string(),
    };
    format!("{said}  {}", t.see_help)
}

fn shown(value: &ContextValue) -> String {
    match value {
        ContextValue::String(one) => one.clone(),
        ContextValue::Strings(many) => many.join(" "),
        ContextValue::StyledStr(one) => one.to_string(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::args::Args;
    use super::*;
    use clap::Parser as _;
    use rstest::rstest;

    #[rstest]
    #[case(&["--dat", "x"], "没有「--dat」这个选项  用法见 desk --help")]
    #[case(&["quee"], "没有「quee」这项调用  用法见 desk --help")]
    #[case(&["init", "--site", "青龙桥"], "缺少：--code <CODE>  用法见 desk --help")]
    #[case(&["--lang", "fr"], "「--lang <LANG>」不能是「fr」，可写：zh en  用法见 desk --help")]
    #[case(&["--data"], "「--data <DIR>」后面要写值  用法见 desk --help")]
    #[case(&["demo-data", "--size", "many"], "「--size <N>」不能是「many」：应为整数")]
    #[case(&["--demo", "--demo"], "「--demo」不能与「--demo」同时使用，也不能写两次  用法见 desk --help")]
    fn a_finding_is_told_in_chinese(#[case] words: &[&str], #[case] said: &str) {
        let error = Args::try_parse_from(["desk"].iter().chain(words)).unwrap_err();
        assert!(is_fault(&error), "{words:?}");
        let told = of_clap(&error, Lang::Zh);
        assert!(told.starts_with(said), "{words:?}: {told}");
    }

    #[test]
    fn help_is_no_fault_and_the_language_is_found_in_a_line_that_cannot_be_read() {
        let help = Args::try_parse_from(["desk", "--help"]).unwrap_err();
        assert!(!is_fault(&help));
        let words = |all: &[&str]| all.iter().map(OsString::from).collect::<Vec<_>>();
        assert_eq!(language(&words(&["quee", "--lang", "en"])), Lang::En);
        assert_eq!(language(&words(&["--lang", "fr"])), Lang::Zh);
    }
}
