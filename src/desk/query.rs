//! What may be looked at. The panels and `desk show` ask the same questions.

use crate::desk::{accord, loans, report, residents, sites, studio, trust, walkin};
use serde_json::{Map, Value};

/// Declares a room's queries with the view names of `desk show`.
#[macro_export]
macro_rules! queries {
    ($(#[$meta:meta])* $vis:vis enum $name:ident { $($(#[$doc:meta])* $text:literal => $variant:ident($body:ty),)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
        #[serde(tag = "view")]
        $vis enum $name { $($(#[$doc])* #[serde(rename = $text)] $variant($body),)+ }
        impl $name {
            /// Every view of this room.
            pub const NAMES: &'static [&'static str] = &[$($text,)+];
        }
    };
}

/// A question to any room.
#[derive(Debug, Clone, PartialEq)]
pub enum Query {
    Residents(residents::Query),
    Walkin(walkin::Query),
    Studio(studio::Query),
    Loans(loans::Query),
    Sites(sites::Query),
    Trust(trust::Query),
    Report(report::Query),
    Accord(accord::Query),
}

/// Its answer.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
#[serde(untagged)]
pub enum Answer {
    Residents(residents::Answer),
    Walkin(walkin::Answer),
    Studio(studio::Answer),
    Loans(loans::Answer),
    Sites(sites::Answer),
    Trust(trust::Answer),
    Report(report::Answer),
    Accord(accord::Answer),
}

macro_rules! rooms {
    ($($variant:ident => $room:ident,)+) => {
        impl Query {
            /// Every view's name.
            pub fn names() -> impl Iterator<Item = &'static str> {
                [$($room::Query::NAMES,)+].into_iter().flatten().copied()
            }

            /// `desk show VIEW k=v …`: words become a question. `Err` says what is wrong.
            pub fn from_words(view: &str, words: &[(String, String)]) -> Result<Query, BadWords> {
                let mut object = Map::new();
                object.insert("view".into(), view.into());
                for (key, value) in words {
                    if looks_like_a_day(value) && value[..10].parse::<chrono::NaiveDate>().is_err() {
                        return Err(BadWords::NoSuchDay(format!("{key}={value}")));
                    }
                    object.insert(key.clone(), value.clone().into());
                }
                let object = Value::Object(object);
                $(if $room::Query::NAMES.contains(&view) {
                    return serde_json::from_value(object).map(Query::$variant).map_err(|e| BadWords::Fields(e.to_string()));
                })+
                let near = crate::text::nearest::nearest(view, Query::names()).map(str::to_owned);
                Err(BadWords::Unknown { view: view.to_owned(), near })
            }
        }
        $(impl From<$room::Query> for Query { fn from(q: $room::Query) -> Query { Query::$variant(q) } })+
        $(impl From<$room::Answer> for Answer { fn from(a: $room::Answer) -> Answer { Answer::$variant(a) } })+
    };
}
rooms! { Residents => residents, Walkin => walkin, Studio => studio, Loans => loans, Sites => sites, Trust => trust, Report => report, Accord => accord, }

/// Words that are no question.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadWords {
    #[error("{0}: no such day")]
    NoSuchDay(String),
    #[error("unknown view {view}")]
    Unknown { view: String, near: Option<String> },
    #[error("{0}")]
    Fields(String),
}

/// `2026-02-30`, with or without a time: it looks like a day, whether there is one or not.
fn looks_like_a_day(text: &str) -> bool {
    let shape = |(at, byte): (usize, u8)| if matches!(at, 4 | 7) { byte == b'-' } else { byte.is_ascii_digit() };
    text.len() >= 10 && text.bytes().take(10).enumerate().all(shape)
}

/// Reads a count given as a number or, by `desk show`, as text.
///
/// # Errors
/// Neither of the two.
pub fn count<'de, D: serde::Deserializer<'de>>(from: D) -> Result<usize, D::Error> {
    use serde::Deserialize as _;
    use serde::de::Error as _;
    match Value::deserialize(from)? {
        Value::Number(n) => n.as_u64().and_then(|n| usize::try_from(n).ok()),
        Value::String(s) => s.trim().parse().ok(),
        _ => None,
    }
    .ok_or_else(|| D::Error::custom("a whole number"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_with_a_word_it_does_not_know_or_a_day_there_is_not_is_refused() {
        let ask = |view: &str, key: &str, value: &str| Query::from_words(view, &[(key.into(), value.into())]);
        assert!(ask("bookings", "from", "2026-03-02").is_ok() && ask("slots", "from", "2026-03-02T09:00").is_ok());
        for view in ["bookings", "loans", "residents", "requests", "grants", "places", "journal"] {
            assert!(ask(view, "frm", "2026-03-02").unwrap_err().to_string().contains("frm"), "{view}");
        }
        assert!(ask("bookings", "from", "2026-02-30").unwrap_err().to_string().contains("2026-02-30"));
        assert!(ask("booking", "number", "B0302-003").is_ok(), "another name of the same word");
    }
}
