//! Forgiving reading of command fields: a window may come as `1` or `"1"`, an amount as `500` or `"500.50"`.

use crate::i18n::unread::NOT_WHOLE;
use crate::text::fold::half_width;
use serde::de::Error;
use serde::{Deserialize, Deserializer};

#[derive(Deserialize)]
#[serde(untagged)]
enum Given {
    Whole(i64),
    Broken(f64),
    Text(String),
}

impl Given {
    fn text(self) -> String {
        match self {
            Given::Whole(n) => n.to_string(),
            Given::Broken(n) => n.to_string(),
            Given::Text(t) => plain(t),
        }
    }
}

/// A number or code in the width of an input method, in its own; words with Hanzi stay as they are, signs and all.
fn plain(text: String) -> String {
    Some(half_width(&text)).filter(|half| half.is_ascii()).unwrap_or(text)
}

/// A word that may come as a number.
pub(super) fn word<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    Given::deserialize(from).map(Given::text)
}

/// The same, or nothing.
pub(super) fn word_or_none<'de, D: Deserializer<'de>>(from: D) -> Result<Option<String>, D::Error> {
    Option::<Given>::deserialize(from).map(|g| g.map(Given::text))
}

/// A whole number that may come as text.
pub(super) fn number<'de, D: Deserializer<'de>>(from: D) -> Result<i64, D::Error> {
    let text = Given::deserialize(from)?.text();
    text.trim().parse().map_err(|_| D::Error::custom(format!("{text}{NOT_WHOLE}")))
}

/// Yuan as a number or text with at most two decimals; kept as text so that fen stay exact.
pub fn fen(yuan: &str) -> Option<i64> {
    let yuan = half_width(yuan);
    let (whole, part) = yuan.trim().split_once('.').unwrap_or((yuan.trim(), ""));
    let digits = |t: &str| t.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || whole.len() > 12 || part.len() > 2 || !digits(whole) || !digits(part) {
        return None;
    }
    let cents: i64 = format!("{part:0<2}").parse().ok()?;
    Some(whole.parse::<i64>().ok()? * 100 + cents)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn yuan_are_read_exactly_or_not_at_all() {
        let read: Vec<_> = ["0", "500", "500.5", "0.07", "1,000", "-5", "", ".5", "1.234", "９．５"].map(fen).into();
        let told = [Some(0), Some(50_000), Some(50_050), Some(7), None, None, None, None, None, Some(950)];
        assert_eq!(read, told);
    }

    proptest! {
        #[test]
        fn no_text_panics(text in ".*") {
            fen(&text);
        }
    }
}
