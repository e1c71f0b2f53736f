//! One question to the terminal: does it decode UTF-8, and how wide does it draw an ambiguous glyph?
//!
//! Asked after the first frame and before the input thread starts (or while it is paused), in one write and one
//! wait of [`PATIENCE`]; keys typed meanwhile are kept. The answer is remembered per clerk and terminal
//! ([`terminal_key`]), so most starts ask nothing. A bare PTY never answers.

use super::escape;
use super::guard::Line;
use super::input::Input;
use crate::i18n::terminal;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use std::io::{self, Write};
use std::time::{Duration, Instant};

/// How long an answer may take; later ones are thrown away by the input thread.
pub const PATIENCE: Duration = Duration::from_millis(300);

/// What the terminal turned out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Finding {
    /// UTF-8, ambiguous glyphs one cell wide.
    Narrow,
    /// UTF-8, ambiguous glyphs two cells wide.
    Wide,
    /// Decodes GBK or Latin-1.
    NotUtf8,
    /// Answers that fit nothing we know.
    Odd,
    /// No answer in time.
    Silent,
}

impl Finding {
    const WORDS: [(Finding, &'static str); 5] = [
        (Finding::Narrow, "narrow"),
        (Finding::Wide, "wide"),
        (Finding::NotUtf8, "not-utf8"),
        (Finding::Odd, "odd"),
        (Finding::Silent, "silent"),
    ];

    /// The word under which it is remembered.
    pub fn word(self) -> &'static str {
        Finding::WORDS.iter().find(|(finding, _)| *finding == self).map_or("silent", |(_, word)| word)
    }

    /// The finding remembered as `word`.
    pub fn parse(word: &str) -> Option<Finding> {
        Finding::WORDS.iter().find(|(_, known)| *known == word).map(|(finding, _)| *finding)
    }
}

/// The bytes of the question, written into a row (counted from 0) that shows nothing and is blank again after.
pub fn question(row: u16) -> Vec<u8> {
    format!("\x1b[{}H\x1b[m\u{4f60}\u{597d}\x1b[6n\r\u{2500}\x1b[6n\r\x1b[K", row + 1).into_bytes()
}

/// Asks and waits; also returns what was typed meanwhile. The caller's backend must `forget` afterwards.
pub fn ask(row: u16) -> io::Result<(Finding, Vec<Input>)> {
    Line.write_all(&question(row))?;
    let until = Instant::now() + PATIENCE;
    let mut bytes = Vec::new();
    while split(&bytes).0.len() < 2 && wait(until.saturating_duration_since(Instant::now())) {
        let mut part = [0; 512];
        match rustix::io::read(rustix::stdio::stdin(), &mut part)? {
            0 => break,
            count => bytes.extend_from_slice(&part[..count]),
        }
    }
    let (columns, typed) = split(&bytes);
    Ok((judge(&columns), escape::keys(&typed)))
}

fn wait(limit: Duration) -> bool {
    let stdin = rustix::stdio::stdin();
    let mut fds = [PollFd::new(&stdin, PollFlags::IN)];
    let limit = Timespec::try_from(limit).ok();
    !matches!(limit, Some(Timespec { tv_sec: 0, tv_nsec: 0 })) && poll(&mut fds, limit.as_ref()).is_ok_and(|ready| ready > 0)
}

/// Takes the cursor reports (`ESC [ row ; column R`) out of what arrived: their columns, and the rest.
fn split(bytes: &[u8]) -> (Vec<u16>, Vec<u8>) {
    let (mut columns, mut rest, mut at) = (Vec::new(), Vec::new(), 0);
    while at < bytes.len() {
        match report(&bytes[at..]) {
            Some((column, len)) => {
                columns.push(column);
                at += len;
            }
            None => {
                rest.push(bytes[at]);
                at += 1;
            }
        }
    }
    (columns, rest)
}

/// A cursor report at the start of `bytes`: its column and its length.
fn report(bytes: &[u8]) -> Option<(u16, usize)> {
    let body = bytes.strip_prefix(b"\x1b[")?;
    let end = body.iter().position(|b| !b.is_ascii_digit() && *b != b';').filter(|end| body.get(*end) == Some(&b'R'))?;
    let (row, column) = std::str::from_utf8(&body[..end]).ok()?.split_once(';')?;
    row.parse::<u16>().ok()?;
    Some((column.parse().ok()?, end + 3))
}

/// Two Han characters leave the cursor in column 5 in UTF-8 and in 7 as six bytes of GBK or Latin-1.
fn judge(columns: &[u16]) -> Finding {
    match columns {
        [5, 2] => Finding::Narrow,
        [5, 3] => Finding::Wide,
        [7, ..] => Finding::NotUtf8,
        [] | [5] => Finding::Silent,
        _ => Finding::Odd,
    }
}

/// How the program looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Skin {
    /// Line-drawing borders.
    Box,
    /// `+-|`, safe everywhere.
    Ascii,
    /// ASCII without any colour.
    Mono,
}

impl Skin {
    /// Reads `--skin box|ascii|mono`.
    pub fn parse(word: &str) -> Option<Skin> {
        [("box", Skin::Box), ("ascii", Skin::Ascii), ("mono", Skin::Mono)].into_iter().find(|(w, _)| *w == word).map(|(_, s)| s)
    }
}

/// What the environment says about the terminal.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Surroundings {
    pub term: String,
    /// `NO_COLOR` is set and not empty (no-color.org).
    pub no_color: bool,
    /// `SSH_CONNECTION`, or empty.
    pub ssh: String,
}

impl Surroundings {
    /// Reads the environment.
    pub fn here() -> Surroundings {
        let var = |name| std::env::var(name).unwrap_or_default();
        Surroundings { term: var("TERM"), no_color: !var("NO_COLOR").is_empty(), ssh: var("SSH_CONNECTION") }
    }

    /// The name under which a finding is remembered: the terminal's kind and where it calls from.
    pub fn terminal_key(&self) -> String {
        format!("{}@{}", self.term, self.ssh.split(' ').next().filter(|ip| !ip.is_empty()).unwrap_or("here"))
    }
}

/// Everything the first frame must know about the terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    pub skin: Skin,
    /// English instead of Chinese: the terminal has no Chinese glyphs.
    pub english: bool,
    /// For the backend: widths are confirmed.
    pub trust_width: bool,
    /// For the backend: ambiguous glyphs take two cells.
    pub wide_ambiguous: bool,
    /// One line to show, why it looks so.
    pub why: Option<&'static str>,
}

/// Chooses the look; `asked` (`--skin` or configuration) overrides the rest. Not probed yet means ASCII.
pub fn look(around: &Surroundings, found: Option<Finding>, asked: Option<Skin>) -> Look {
    let console = around.term == "linux";
    let skin = match (asked, found) {
        (Some(skin), _) => skin,
        _ if around.no_color || around.term == "dumb" => Skin::Mono,
        (None, Some(Finding::Narrow)) if !console => Skin::Box,
        _ => Skin::Ascii,
    };
    let utf8 = matches!(found, Some(Finding::Narrow | Finding::Wide));
    let why = match found {
        _ if console => Some(terminal::CONSOLE),
        Some(Finding::NotUtf8) => Some(terminal::NOT_UTF8_ASCII),
        _ => None,
    };
    let wide_ambiguous = found == Some(Finding::Wide);
    Look { skin, english: console || found == Some(Finding::NotUtf8), trust_width: utf8 && !console, wide_ambiguous, why }
}

/// The advice for a terminal that does not decode UTF-8, as bytes: a line of ASCII, then the same in GBK.
pub fn not_utf8_advice() -> Vec<u8> {
    let mut bytes = Vec::from(terminal::NOT_UTF8_ASCII);
    bytes.push(b'\n');
    bytes.extend_from_slice(&encoding_rs::GBK.encode(terminal::NOT_UTF8).0);
    bytes.push(b'\n');
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case(b"\x1b[24;5R\x1b[24;2R", Finding::Narrow, b"")]
    #[case(b"\x1b[24;5R\x1b[24;3R", Finding::Wide, b"")]
    #[case(b"\x1b[24;7R\x1b[24;4R", Finding::NotUtf8, b"")]
    #[case(b"\x1b[24;3R\x1b[24;2R", Finding::Odd, b"")]
    #[case(b"", Finding::Silent, b"")]
    #[case(b"zx\x1b[A", Finding::Silent, b"zx\x1b[A")]
    #[case(b"z\x1b[24;5Rx\x1b[A\x1b[24;2R\r", Finding::Narrow, b"zx\x1b[A\r")]
    #[case(b"\x1b[24;5R\x1b[24", Finding::Silent, b"\x1b[24")]
    fn answers_are_told_from_keys(#[case] bytes: &[u8], #[case] found: Finding, #[case] typed: &[u8]) {
        let (columns, rest) = split(bytes);
        assert_eq!((judge(&columns), rest.as_slice()), (found, typed));
        assert_eq!(Finding::parse(found.word()), Some(found));
    }

    proptest! {
        #[test]
        fn any_answer_is_taken(bytes in prop::collection::vec(prop::sample::select(b"\x1b[;R0123459Az".to_vec()), 0..40)) {
            let (columns, rest) = split(&bytes);
            judge(&columns);
            prop_assert!(rest.len() + columns.len() * 6 <= bytes.len());
        }
    }

    #[rstest]
    #[case("xterm-256color", false, None, None, Skin::Ascii, false, false)]
    #[case("xterm-256color", false, Some(Finding::Narrow), None, Skin::Box, true, false)]
    #[case("xterm-256color", false, Some(Finding::Wide), None, Skin::Ascii, true, false)]
    #[case("xterm-256color", false, Some(Finding::Silent), None, Skin::Ascii, false, false)]
    #[case("xterm-256color", true, Some(Finding::Narrow), None, Skin::Mono, true, false)]
    #[case("xterm-256color", true, Some(Finding::Narrow), Some(Skin::Ascii), Skin::Ascii, true, false)]
    #[case("linux", false, Some(Finding::Narrow), None, Skin::Ascii, false, true)]
    #[case("putty", false, Some(Finding::NotUtf8), None, Skin::Ascii, false, true)]
    fn the_look(
        #[case] term: &str,
        #[case] no_color: bool,
        #[case] found: Option<Finding>,
        #[case] asked: Option<Skin>,
        #[case] skin: Skin,
        #[case] trust: bool,
        #[case] english: bool,
    ) {
        let around = Surroundings { term: term.into(), no_color, ssh: String::new() };
        let look = look(&around, found, asked);
        assert_eq!((look.skin, look.trust_width, look.english, look.why.is_some()), (skin, trust, english, english));
    }

    #[test]
    fn the_advice_reads_in_ascii_and_in_gbk() {
        let advice = not_utf8_advice();
        assert!(advice.starts_with(terminal::NOT_UTF8_ASCII.as_bytes()));
        assert!(encoding_rs::GBK.decode(&advice).0.contains(terminal::NOT_UTF8));
    }

    #[test]
    fn a_terminal_is_known_by_its_kind_and_its_address() {
        let around = Surroundings { term: "xterm".into(), no_color: false, ssh: "192.0.2.7 50000 192.0.2.1 22".into() };
        assert_eq!(around.terminal_key(), "xterm@192.0.2.7");
        assert_eq!(Surroundings::default().terminal_key(), "@here");
    }
}
