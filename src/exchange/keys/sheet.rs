//! The recovery sheet 恢复单: a key as 24 characters on paper, in a sealed envelope.
//!
//! ```text
//! # whatever the language says to people
//! desk-sheet 1 S03 2
//! check 1f3a99c0
//! 01 族  02 昌  …
//! ```
//! The characters are BIP-39's Chinese list: 24 of them hold the 256 bits of the secret and 8 bits that show a
//! slip of the pen; `check` shows the rest. Read back by hand or from the file.

use super::super::format::is_site;
use super::{SiteKey, short};
use crate::desk::sites::exchange::{Finding, Trouble};
use bip39::{Error, Language, Mnemonic};
use zeroize::Zeroizing;

const FIRST_WORD: &str = "desk-sheet";
/// Longest sheet, bytes.
const SHEET_MAX: usize = 16 * 1024;
/// Characters of a secret.
const WORDS: usize = 24;
const A_ROW: usize = 6;

/// What a sheet holds.
#[derive(Debug)]
pub struct Sheet {
    pub site: String,
    pub key: SiteKey,
}

fn bad(why: impl ToString) -> Finding {
    Finding::of(Trouble::Sheet).fact("why", why)
}

impl Sheet {
    /// The text to print; `notes` are told to people, each on a line of its own.
    ///
    /// # Errors
    /// Never in practice: 32 bytes always make 24 characters.
    pub fn to_text(&self, notes: &[String]) -> Result<Zeroizing<String>, Finding> {
        let words = Mnemonic::from_entropy_in(Language::SimplifiedChinese, self.key.seed()).map_err(bad)?;
        let mut text = Zeroizing::new(String::with_capacity(SHEET_MAX));
        for note in notes {
            text.push_str(&format!("# {note}\n"));
        }
        text.push_str(&format!("\n{FIRST_WORD} 1 {} {}\n", self.site, self.key.number));
        text.push_str(&format!("check {}\n\n", short(&self.key.sign_key())));
        for (n, word) in words.words().enumerate() {
            text.push_str(&format!("{:02} {word}{}", n + 1, if (n + 1) % A_ROW == 0 { "\n" } else { "  " }));
        }
        Ok(text)
    }

    /// Reads a sheet.
    ///
    /// # Errors
    /// E-SHEET with the number of the character that is wrong, as far as that can be known.
    pub fn parse(text: &str) -> Result<Sheet, Finding> {
        if text.len() > SHEET_MAX {
            return Err(bad("length"));
        }
        let mut lines = text.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with('#'));
        let head = lines.next().and_then(|l| l.strip_prefix(FIRST_WORD)).ok_or_else(|| bad("form"))?;
        let head: Vec<&str> = head.split_whitespace().collect();
        let [form, site, number] = head[..] else { return Err(bad("form")) };
        let number: u32 = number.parse().map_err(|_| bad("form"))?;
        if form != "1" || !is_site(site) || number == 0 {
            return Err(bad("form"));
        }
        let check = lines.next().and_then(|l| l.strip_prefix("check ")).ok_or_else(|| bad("check"))?.trim().to_owned();
        let key = SiteKey::from_seed(number, *secret(lines)?);
        if short(&key.sign_key()) != check {
            return Err(bad("check"));
        }
        Ok(Sheet { site: site.to_owned(), key })
    }
}

/// The characters of all lines, whatever numbers and spaces stand between.
fn secret<'a>(lines: impl Iterator<Item = &'a str>) -> Result<Zeroizing<[u8; 32]>, Finding> {
    let mut words = Zeroizing::new(String::with_capacity(WORDS * 5));
    let mut count = 0;
    for word in lines.flat_map(str::chars).filter(|c| !c.is_ascii() && c.is_alphabetic()) {
        count += 1;
        if count > WORDS {
            return Err(bad(format!("{count}/{WORDS}")));
        }
        words.push(word);
        words.push(' ');
    }
    if count != WORDS {
        return Err(bad(format!("{count}/{WORDS}")));
    }
    let read = Mnemonic::parse_in_normalized(Language::SimplifiedChinese, words.trim_end()).map_err(|e| match e {
        Error::UnknownWord(at) => bad(format!("#{}", at + 1)),
        _ => bad("sum"),
    })?;
    let (mut all, len) = read.to_entropy_array();
    let mut out = Zeroizing::new([0u8; 32]);
    let fits = len == 32;
    out.copy_from_slice(&all[..32]);
    zeroize::Zeroize::zeroize(&mut all);
    if fits { Ok(out) } else { Err(bad("sum")) }
}
