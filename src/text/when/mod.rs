//! A date and a time typed on one line, as a clerk says them: `明 930 刘`, `周五 3点 科普`, `12.3 1400-1530`,
//! `+3 9:30`, `下周二 下午两点半`. Full-width digits and signs, traditional characters and no spaces are fine.
//!
//! Pieces may come in any order. What is neither date nor time is kept in `rest`, in its order, as typed.

mod clock;
mod day;
mod number;
pub mod week;

use super::fold::{fold, half_width_char};
use super::safe::clean;
use chrono::{NaiveDate, NaiveTime, TimeDelta};

/// What was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Typed {
    pub date: Option<NaiveDate>,
    pub start: Option<NaiveTime>,
    pub end: Option<NaiveTime>,
    /// Names and all else.
    pub rest: Vec<String>,
}

/// The piece that cannot be meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unclear {
    /// As it was typed.
    pub piece: String,
    pub why: Why,
}

/// What is the matter with a piece.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    NoSuchDate,
    NoSuchTime,
    EndBeforeStart,
    /// A second date that is another day than the first.
    TwoDates,
    TwoTimes,
}

/// A piece found at the beginning of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Piece<'a, T> {
    value: Result<T, Why>,
    after: &'a str,
}

/// Reads a line typed on the day `today`.
///
/// # Errors
/// The first piece that looks like a date or time and is none, or says what another piece denies.
pub fn parse(text: &str, today: NaiveDate) -> Result<Typed, Unclear> {
    let clean = as_meant(&clean(text));
    let mut line = Line { today, typed: Typed::default(), minutes: None };
    for token in tokens(&clean) {
        line.take(&token).map_err(|why| Unclear { piece: token, why })?;
    }
    line.finish()
}

/// Half a day, if these words name one: is it the morning?
pub fn is_morning(words: &str) -> Option<bool> {
    clock::half(&fold(words))
}

/// The signs that an input method puts for a full stop within a number (`12。31`) and for the gap between two words
/// (`明，930，刘`), as they are meant.
fn as_meant(text: &str) -> String {
    let digit = |c: Option<&char>| c.is_some_and(|c| half_width_char(*c).is_ascii_digit());
    let all: Vec<char> = text.chars().collect();
    let meant = |(at, c): (usize, &char)| match c {
        '。' | '｡' if at > 0 && digit(all.get(at - 1)) && digit(all.get(at + 1)) => '.',
        '，' | '、' | ',' | '；' | ';' => ' ',
        c => *c,
    };
    all.iter().enumerate().map(meant).collect()
}

/// Words; a range sign that stands alone joins its neighbours (`1400 - 1530`).
fn tokens(text: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut joining = false;
    for word in text.split_whitespace() {
        let sign = clock::RANGE.iter().any(|s| fold(word) == *s);
        match out.last_mut() {
            Some(last) if sign || joining => last.push_str(word),
            _ => out.push(word.to_owned()),
        }
        joining = sign;
    }
    out
}

struct Line {
    today: NaiveDate,
    typed: Typed,
    /// A length in minutes, and how it was typed.
    minutes: Option<(i64, String)>,
}

impl Line {
    fn take(&mut self, token: &str) -> Result<(), Why> {
        let folded = fold(token);
        if let Some(minutes) = number::minutes(&folded).filter(|_| self.minutes.is_none()) {
            self.minutes = Some((minutes, token.to_owned()));
            return Ok(());
        }
        let day = day::read(&folded, self.today);
        match day {
            Some(day) if day.after.is_empty() => self.date(day.value?),
            Some(day) => match clock::read(day.after).filter(|t| is_name(t.after)) {
                Some(time) => {
                    self.date(day.value?)?;
                    self.time(time.value?)?;
                    self.keep_tail(token, time.after);
                    Ok(())
                }
                None if clock::half(day.after).is_some() => {
                    self.date(day.value?)?;
                    self.keep_tail(token, day.after);
                    Ok(())
                }
                None => self.time_or_rest(token, &folded),
            },
            None => self.time_or_rest(token, &folded),
        }
    }

    fn time_or_rest(&mut self, token: &str, folded: &str) -> Result<(), Why> {
        let plain = clock::is_plain(folded);
        // After a time has been given, bare digits are a phone's tail or a card.
        let found = clock::read(folded).filter(|t| is_name(t.after) && (t.after.is_empty() || !clock::is_plain_start(folded)));
        match found {
            Some(_) if plain && self.typed.start.is_some() => self.typed.rest.push(token.to_owned()),
            Some(time) => {
                self.time(time.value?)?;
                self.keep_tail(token, time.after);
            }
            None => self.typed.rest.push(token.to_owned()),
        }
        Ok(())
    }

    /// What is left of a token, as typed: folding keeps the number of characters.
    fn keep_tail(&mut self, token: &str, after: &str) {
        let mut tail: Vec<char> = token.chars().rev().take(after.chars().count()).collect();
        tail.reverse();
        if !tail.is_empty() {
            self.typed.rest.push(tail.into_iter().collect());
        }
    }

    fn date(&mut self, date: NaiveDate) -> Result<(), Why> {
        if self.typed.date.is_some_and(|d| d != date) {
            return Err(Why::TwoDates);
        }
        self.typed.date = Some(date);
        Ok(())
    }

    fn time(&mut self, (start, end): clock::Span) -> Result<(), Why> {
        if self.typed.start.is_some() {
            return Err(Why::TwoTimes);
        }
        (self.typed.start, self.typed.end) = (Some(start), end);
        Ok(())
    }

    /// A length gives the end; without a start it is a word like others.
    fn finish(mut self) -> Result<Typed, Unclear> {
        let Some((minutes, piece)) = self.minutes.take() else {
            return Ok(self.typed);
        };
        match (self.typed.start, self.typed.end) {
            (None, _) => self.typed.rest.push(piece),
            (Some(_), Some(_)) => return Err(Unclear { piece, why: Why::TwoTimes }),
            (Some(start), None) => {
                let (end, over) = start.overflowing_add_signed(TimeDelta::minutes(minutes));
                if over != 0 || end == start {
                    return Err(Unclear { piece, why: Why::EndBeforeStart });
                }
                self.typed.end = Some(end);
            }
        }
        Ok(self.typed)
    }
}

/// Whether what follows a date or time without a space may be a name: `3点科普`, not `12:30:15`.
fn is_name(after: &str) -> bool {
    after.chars().next().is_none_or(|c| c.is_alphabetic() && !c.is_ascii())
}

#[cfg(test)]
mod tests;
