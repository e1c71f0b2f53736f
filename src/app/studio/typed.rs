//! What is meant by one typed line: `明 930 刘`, `周五 3点 小讲堂`, `12.3 1400-1530`.

use crate::desk::studio::pick::{Pick, pick};
use crate::desk::studio::time::parse_wall;
use crate::desk::studio::{AdvisorCard, Place, SessionKind};
use crate::text::when::{self, Unclear};
use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

/// Names that a line may speak of.
#[derive(Debug, Clone, Copy)]
pub struct Known<'a> {
    pub advisors: &'a [AdvisorCard],
    pub kinds: &'a [SessionKind],
    pub places: &'a [Place],
}

/// What the line said; what it left out is empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    pub day: Option<NaiveDate>,
    pub time: Option<NaiveTime>,
    pub minutes: Option<i64>,
    /// Ids.
    pub advisor: Option<String>,
    pub kind: Option<String>,
    pub place: Option<String>,
    /// Words that are nobody known: the name of who comes.
    pub client: String,
}

impl Wanted {
    /// The start, if a time was said; without a day the one that is looked at.
    pub fn start(&self, day: NaiveDate) -> Option<NaiveDateTime> {
        Some(self.day.unwrap_or(day).and_time(self.time?))
    }
}

/// Reads a line typed on `today`.
pub fn read(line: &str, today: NaiveDate, known: Known<'_>) -> Result<Wanted, Unclear> {
    if let Some(at) = parse_wall(line) {
        return Ok(Wanted { day: Some(at.date()), time: Some(at.time()), ..Wanted::default() });
    }
    let typed = when::parse(line, today)?;
    let minutes = typed.start.zip(typed.end).map(|(start, end)| (end - start).num_minutes());
    let mut wanted = Wanted { day: typed.date, time: typed.start, minutes, ..Wanted::default() };
    let mut names = Vec::new();
    for word in typed.rest {
        if !wanted.name(&word, known) {
            names.push(word);
        }
    }
    wanted.client = names.join(" ");
    Ok(wanted)
}

impl Wanted {
    fn name(&mut self, word: &str, known: Known<'_>) -> bool {
        let advisors = known.advisors.iter().map(|a| (a.advisor.id.as_str(), a.advisor.name.as_str()));
        let kinds = known.kinds.iter().map(|k| (k.id.as_str(), k.name.as_str()));
        let places = known.places.iter().map(|p| (p.id.as_str(), p.name.as_str()));
        take(&mut self.advisor, advisors, word) || take(&mut self.kind, kinds, word) || take(&mut self.place, places, word)
    }
}

fn take<'a>(slot: &mut Option<String>, list: impl Iterator<Item = (&'a str, &'a str)> + Clone, word: &str) -> bool {
    if slot.is_some() {
        return false;
    }
    if let Pick::One(at) = pick(list.clone(), word) {
        *slot = list.clone().nth(at).map(|(id, _)| id.to_owned());
    }
    slot.is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::studio::{Advisor, seed};
    use proptest::prelude::*;
    use rstest::rstest;

    fn advisors() -> Vec<AdvisorCard> {
        let card = |id: &str, name: &str| AdvisorCard {
            advisor: Advisor { id: id.into(), name: name.into(), ..Advisor::default() },
            hours: Vec::new(),
            leave: Vec::new(),
        };
        vec![card("advisor:liu", "刘老师"), card("advisor:he", "何老师")]
    }

    fn said(line: &str) -> String {
        let (advisors, kinds) = (advisors(), seed::kinds());
        let known = Known { advisors: &advisors, kinds: &kinds, places: &[] };
        let today: NaiveDate = "2026-03-02".parse().unwrap();
        let w = read(line, today, known).unwrap();
        let start = w.start(today).map(|s| s.format("%m-%d %H:%M").to_string()).unwrap_or_default();
        let word = |id: Option<String>| id.and_then(|i| i.split(':').nth(1).map(str::to_owned)).unwrap_or_default();
        format!("{start} {} {} {} {}", w.minutes.unwrap_or(0), word(w.advisor), word(w.kind), w.client).trim_end().to_owned()
    }

    #[rstest]
    #[case("明 930 刘", "03-03 09:30 0 liu")]
    #[case("明　９３０　刘", "03-03 09:30 0 liu")]
    #[case("周五 3点 小讲堂", "03-06 15:00 0  lecture")]
    #[case("12.3 1400-1530", "12-03 14:00 90")]
    #[case("2026-03-04T10:00", "03-04 10:00 0")]
    #[case("10点 何 重点 李和", "03-02 10:00 0 he coach 李和")]
    fn a_line_says_when_with_whom_what_and_who(#[case] line: &str, #[case] meant: &str) {
        assert_eq!(said(line), meant);
    }

    proptest! {
        #[test]
        fn no_line_breaks_it(line in ".{0,40}") {
            let kinds = seed::kinds();
            let today: NaiveDate = "2026-03-02".parse().unwrap();
            let _ = read(&line, today, Known { advisors: &advisors(), kinds: &kinds, places: &[] });
        }
    }
}
