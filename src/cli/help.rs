//! The command line in Chinese: clap's own tree with its helps and headings from `i18n::calls`. Made only where help, a manual
//! page or a completion is asked for; whoever types a call waits for none of it.

use crate::cli::args::Args;
use crate::i18n::{Lang, calls};
use clap::builder::{PossibleValue, PossibleValuesParser, Resettable};
use clap::{Arg, Command, CommandFactory as _};
use std::ffi::OsString;

/// The tree with the helps of a language.
pub fn command(lang: Lang) -> Command {
    let mut tree = Args::command();
    if lang == Lang::En {
        return tree;
    }
    // Now every call knows its name, and the options that hold everywhere stand at each.
    tree.build();
    worded(tree, "")
}

/// The same without what nobody types, for completions and the manual.
pub fn seen(lang: Lang) -> Command {
    let mut whole = command(lang);
    whole.build();
    let seen: Vec<Command> = whole.get_subcommands().filter(|c| !c.is_hide_set() && c.get_name() != "help").cloned().collect();
    let bare = Command::new("desk").bin_name("desk").version(env!("CARGO_PKG_VERSION")).disable_help_subcommand(true);
    let bare = whole.get_about().cloned().map_or(bare.clone(), |about| bare.about(about));
    bare.args(whole.get_arguments().filter(|a| !matches!(a.get_id().as_str(), "help" | "version"))).subcommands(seen)
}

/// What clap would say of this line, which asks for help or version, in the language.
pub fn of_line(words: &[OsString], lang: Lang) -> Option<clap::Error> {
    let line = std::iter::once(OsString::from("desk")).chain(words.iter().cloned());
    command(lang).try_get_matches_from(line).err()
}

fn worded(mut call: Command, words: &str) -> Command {
    let about = if is_help(words) { Some(calls::HELP_CALL) } else { calls::call(words) };
    if let Some(about) = about {
        call = call.about(about);
    }
    let usage = usage(&mut call);
    call = call
        .help_template(format!("{{about-with-newline}}\n{}: {{usage}}\n\n{{all-args}}", calls::USAGE))
        .override_usage(usage)
        .subcommand_help_heading(calls::CALLS_HEADING)
        .mut_args(|arg| option(arg, words));
    let under: Vec<String> = call.get_subcommands().map(|c| c.get_name().to_owned()).collect();
    under.iter().fold(call, |call, name| {
        let words = if words.is_empty() { name.clone() } else { format!("{words} {name}") };
        call.mut_subcommand(name, |under| worded(under, &words))
    })
}

fn is_help(words: &str) -> bool {
    words.split(' ').any(|word| word == "help")
}

/// `desk import [选项] <KIND> <FILE>`: what clap would write, its two own words told.
fn usage(call: &mut Command) -> String {
    let usage = call.render_usage().to_string();
    let usage = usage.trim_start_matches("Usage:").trim().replace("[OPTIONS]", calls::OPTIONS_HERE);
    usage.replace("COMMAND", calls::CALL_HERE)
}

fn option(arg: Arg, words: &str) -> Arg {
    let heading = if arg.is_positional() { calls::VALUES_HEADING } else { calls::OPTIONS_HEADING };
    let help = match arg.get_id().as_str() {
        "help" => Some(calls::HELP_OPTION),
        "version" => Some(calls::VERSION_OPTION),
        id => calls::option(words, id),
    };
    let place = arg.get_index();
    let mut arg = arg.help_heading(heading);
    if let Some(place) = place {
        arg = arg.display_order(place);
    }
    if arg.get_action().takes_values() {
        // What may be written, and what stands without it, is said in the help itself.
        arg = arg.hide_possible_values(true).hide_default_value(true);
    }
    let names: Vec<PossibleValue> = arg.get_possible_values().into_iter().map(|value| value.help(Resettable::Reset)).collect();
    if !names.is_empty() && arg.get_action().takes_values() {
        arg = arg.value_parser(PossibleValuesParser::new(names));
    }
    match help {
        Some(help) => arg.help(help).long_help(None),
        None => arg,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every call that is not hidden, by its words, with its options.
    fn all(call: &Command, words: &str, found: &mut Vec<(String, Vec<String>)>) {
        let shown = |arg: &&Arg| !matches!(arg.get_id().as_str(), "help" | "version") && !arg.is_hide_set();
        found.push((words.to_owned(), call.get_arguments().filter(shown).map(|a| a.get_id().to_string()).collect()));
        for under in call.get_subcommands().filter(|c| !c.is_hide_set() && c.get_name() != "help") {
            all(under, format!("{words} {}", under.get_name()).trim(), found);
        }
    }

    #[test]
    fn every_call_and_option_has_words_in_both_languages_and_no_words_are_left_over() {
        let mut found = Vec::new();
        all(&Args::command(), "", &mut found);
        let calls_there: Vec<&str> = found.iter().map(|(words, _)| words.as_str()).collect();
        let calls_told: Vec<&str> = calls::CALLS.iter().map(|(words, _)| *words).collect();
        assert!(calls_there.iter().all(|c| calls_told.contains(c)), "{calls_there:?}");
        assert!(calls_told.iter().all(|c| calls_there.contains(c)), "{calls_told:?}");
        for (words, options) in &found {
            for id in options {
                assert!(calls::option(words, id).is_some(), "{words} {id} has no Chinese help");
            }
        }
        for (words, id, _) in calls::OPTIONS {
            assert!(found.iter().any(|(w, ids)| w == words && ids.iter().any(|i| i == id)), "{words} {id} is no option");
        }
        fn english(call: &Command) {
            assert!(call.get_about().is_some(), "{}", call.get_name());
            call.get_arguments().for_each(|a| assert!(a.get_help().is_some(), "{} {}", call.get_name(), a.get_id()));
            call.get_subcommands().for_each(english);
        }
        english(&Args::command());
    }

    fn told(line: &[&str], lang: Lang) -> String {
        let words: Vec<OsString> = line.iter().map(OsString::from).collect();
        of_line(&words, lang).unwrap().to_string()
    }

    #[test]
    fn help_is_chinese_but_for_names_and_english_where_that_is_asked_for() {
        for line in
            [&["--help"][..], &["help"], &["bundle"], &["bundle", "write", "-h"], &["help", "site", "add"], &["import", "--help"]]
        {
            let help = told(line, Lang::Zh);
            for word in ["Usage", "Options", "Commands", "Arguments", "Print", "possible", "default:", "[OPTIONS]", "COMMAND"] {
                assert!(!help.contains(word), "{line:?} {word}: {help}");
            }
            assert!(help.contains("用法: desk") && help.contains("选项:"), "{line:?}: {help}");
            let clipped = help.lines().filter(|l| crate::text::width::cells(l) > 132).collect::<Vec<_>>();
            assert!(clipped.is_empty(), "{clipped:?}");
            assert!(told(line, Lang::En).contains("Usage: desk"), "{line:?}");
        }
        assert!(told(&["import", "-h"], Lang::Zh).contains("用法: desk import [选项] <KIND> <FILE>"));
        assert!(told(&["bundle"], Lang::Zh).contains("用法: desk bundle [选项] <命令>"));
    }
}
