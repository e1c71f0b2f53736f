//! Lists for Excel and WPS: CSV in UTF-8 with its mark, every value quoted, and no value that a spreadsheet would take
//! for a formula (SAFETY.md 4.1).

use std::io::{self, Write};

/// Characters that make a spreadsheet compute, in both widths.
const FORMULA: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];

/// Writes a list, row by row.
#[derive(Debug)]
pub struct Sheet<W: Write> {
    to: W,
    pub rows: u64,
}

impl<W: Write> Sheet<W> {
    /// Begins with the mark of UTF-8 and the headings.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn new(mut to: W, headings: &[&str]) -> io::Result<Sheet<W>> {
        to.write_all("\u{feff}".as_bytes())?;
        let mut sheet = Sheet { to, rows: 0 };
        sheet.line(headings.iter().map(|h| (*h).to_owned()))?;
        Ok(sheet)
    }

    /// One row. Numbers stay numbers; text that could be computed gets an apostrophe in front.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn row(&mut self, cells: impl IntoIterator<Item = String>) -> io::Result<()> {
        self.rows += 1;
        self.line(cells.into_iter().map(|c| safe(&c)))
    }

    fn line(&mut self, cells: impl Iterator<Item = String>) -> io::Result<()> {
        let line: Vec<String> = cells.map(|c| format!("\"{}\"", c.replace('"', "\"\""))).collect();
        writeln!(self.to, "{}\r", line.join(","))
    }

    /// Gives the writer back.
    pub fn finish(self) -> W {
        self.to
    }
}

/// A value that no spreadsheet computes. A plain number may begin with a minus.
pub fn safe(value: &str) -> String {
    let clean: String = value.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t' | '\r')).collect();
    let number = clean.parse::<f64>().is_ok_and(f64::is_finite) && !clean.starts_with('+');
    let bare = clean.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    let begins = clean.starts_with(FORMULA) || bare.starts_with(FORMULA);
    if begins && !number { format!("'{clean}") } else { clean }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_list_has_its_mark_and_quotes_and_computes_nothing() {
        let mut sheet = Sheet::new(Vec::new(), &["a", "b"]).unwrap();
        sheet.row(["=1+1".to_owned(), "say \"x\"".to_owned()]).unwrap();
        let text = String::from_utf8(sheet.finish()).unwrap();
        assert_eq!(text, "\u{feff}\"a\",\"b\"\r\n\"'=1+1\",\"say \"\"x\"\"\"\r\n");
    }

    #[test]
    fn whatever_begins_like_a_formula_is_text() {
        for (given, kept) in [
            ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
            ("@SUM", "'@SUM"),
            ("+86 138", "'+86 138"),
            ("+1", "'+1"),
            ("-x", "'-x"),
            ("-12", "-12"),
            ("＝1", "'＝1"),
            ("\t=1", "'\t=1"),
            (" =1", "' =1"),
            ("张三", "张三"),
            ("", ""),
        ] {
            assert_eq!(safe(given), kept);
        }
    }

    proptest! {
        #[test]
        fn no_value_begins_a_formula(value in any::<String>()) {
            let kept = safe(&value);
            let first = kept.trim_start().chars().next();
            prop_assert!(first.is_none_or(|c| !FORMULA.contains(&c)) || kept.parse::<f64>().is_ok());
        }
    }
}
