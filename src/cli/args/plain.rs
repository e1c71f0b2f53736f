//! The line that opens a sitting, read without clap, which would build its options, words and helps anew at each start;
//! most starts say `desk` alone. Whatever is not plain here is clap's, with its faults and helps; that both read the same
//! line alike is held by test.

use super::Around;
use std::ffi::OsString;
use std::path::PathBuf;

pub(super) const LANGUAGES: [&str; 2] = ["zh", "en"];
pub(super) const SKINS: [&str; 3] = ["box", "ascii", "mono"];

/// What the words say if they are nothing but known options, each once and with a sound value; `None`: ask clap.
pub(super) fn sitting(words: &[OsString]) -> Option<Around> {
    let (mut data, mut clerk, mut window, mut lang, mut now, mut skin, mut keys) = Default::default();
    let (mut json, mut demo) = (false, false);
    let mut words = words.iter();
    while let Some(word) = words.next() {
        let word = word.to_str()?;
        let (name, value) = word.split_once('=').map_or((word, None), |(name, value)| (name, Some(value)));
        let slot: &mut Option<String> = match name {
            "--data" => &mut data,
            "--as" => &mut clerk,
            "--window" => &mut window,
            "--lang" => &mut lang,
            "--now" => &mut now,
            "--skin" => &mut skin,
            "--keys" => &mut keys,
            "--json" if value.is_none() && !json => {
                json = true;
                continue;
            }
            "--demo" if value.is_none() && !demo => {
                demo = true;
                continue;
            }
            _ => return None,
        };
        let value = match value {
            Some(value) => value,
            // A word that looks like an option may be one that lost its value.
            None => words.next()?.to_str().filter(|value| !value.starts_with('-'))?,
        };
        if value.is_empty() || slot.replace(value.to_owned()).is_some() {
            return None;
        }
    }
    let known = |said: &Option<String>, of: &[&str]| said.as_deref().is_none_or(|word| of.contains(&word));
    (known(&lang, &LANGUAGES) && known(&skin, &SKINS)).then(|| Around {
        data: data.map(PathBuf::from),
        clerk,
        window,
        lang: lang.unwrap_or_else(|| "zh".into()),
        now,
        json,
        skin,
        keys: keys.unwrap_or_else(|| "default".into()),
        demo,
    })
}

#[cfg(test)]
mod tests {
    use super::super::Args;
    use super::*;
    use clap::{CommandFactory as _, Parser as _};
    use proptest::prelude::*;

    fn plain(words: &[&str]) -> Option<Around> {
        sitting(&words.iter().map(OsString::from).collect::<Vec<_>>())
    }

    fn by_clap(words: &[&str]) -> Option<Args> {
        Args::try_parse_from(std::iter::once("desk").chain(words.iter().copied())).ok()
    }

    #[test]
    fn every_option_of_a_sitting_is_read_without_clap() {
        let options: Vec<_> = Args::command().get_arguments().filter_map(|arg| arg.get_long().map(str::to_owned)).collect();
        assert!(options.len() >= 9, "{options:?}");
        for name in options {
            let flag = format!("--{name}");
            let value = match &*name {
                "lang" => "en",
                "skin" => "mono",
                _ => "9",
            };
            let joined = format!("{flag}={value}");
            for words in [&[&*flag][..], &[&*flag, value], &[&*joined]] {
                let clap = by_clap(words).map(|args| args.around);
                assert_eq!(plain(words), clap, "{words:?}");
            }
        }
    }

    #[test]
    fn what_is_not_plain_is_left_to_clap() {
        for words in [
            &["bundle"][..],
            &["--help"],
            &["-h"],
            &["--version"],
            &["--lang", "fr"],
            &["--skin=round"],
            &["--as"],
            &["--as", "--demo"],
            &["--as", "a", "--as", "b"],
            &["--demo=1"],
            &["--demo", "show", "queue"],
            &["--"],
            &["--data="],
            &[""],
        ] {
            assert_eq!(plain(words), None, "{words:?}");
        }
        assert!(plain(&[]).is_some());
    }

    proptest! {
        /// Where both read a line, they read it alike; what only one reads is clap's to judge.
        #[test]
        fn both_read_the_same_line_alike(words in prop::collection::vec(
            prop::sample::select(vec!["--data", "--as", "--window", "--lang", "--now", "--skin", "--keys", "--json", "--demo", "--",
                "-", "", "=", "zh", "en", "box", "\u{5468}\u{660e}", "--as=x=y", "--lang=en", "--demo=", "--skin", "show", "-V", "--dat", "\u{ff0d}\u{ff0d}as"]), 0..6)) {
            let words: Vec<&str> = words;
            if let Some(around) = plain(&words) {
                let clap = by_clap(&words);
                prop_assert!(clap.is_some(), "{words:?} is not clap's");
                let clap = clap.filter(|args| args.call.is_none()).map(|args| args.around);
                prop_assert_eq!(Some(around), clap);
            }
        }
    }
}
