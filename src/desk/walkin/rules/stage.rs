//! The stages of an item: one a line, a name and tags behind it.
//!
//! `#2p` needs two different people, `#7d` is a publicity of seven calendar days as they fall, `#5w`
//! one of five working days, `#o` may be left out.

use super::super::Service;
use crate::calendar::deadline::{Unit, due};
use crate::calendar::workdays::Workdays;
use chrono::NaiveDate;

/// A stage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stage<'a> {
    pub name: &'a str,
    /// At least so many different people must have done it.
    pub people: usize,
    /// It publishes a name for so long.
    pub publicity: Option<(u32, Unit)>,
    /// It happens only where the case asks for it, or after the request is settled.
    pub optional: bool,
}

/// Reads one line.
fn read(line: &str) -> Stage<'_> {
    let mut parts = line.split(" #");
    let mut stage = Stage { name: parts.next().unwrap_or("").trim(), people: 1, publicity: None, optional: false };
    for tag in parts {
        let tag = tag.trim();
        stage.optional |= tag == "o";
        let (Some(unit), Some(n)) = (tag.chars().last(), tag.get(..tag.len() - 1).and_then(|n| n.parse::<u32>().ok())) else {
            continue;
        };
        match unit {
            'p' => stage.people = n as usize,
            'd' => stage.publicity = Some((n, Unit::Day)),
            'w' => stage.publicity = Some((n, Unit::Workday)),
            _ => {}
        }
    }
    stage
}

impl Service {
    /// Its stages in order.
    pub fn stages(&self) -> Vec<Stage<'_>> {
        self.stages.lines().filter(|l| !l.trim().is_empty()).map(read).collect()
    }

    /// The place (from 0) of a stage named by its number from 1, its whole name, or the one name that begins so.
    pub fn find_stage(&self, given: &str) -> Option<usize> {
        let (given, stages) = (given.trim(), self.stages());
        if let Ok(n) = given.parse::<usize>() {
            return n.checked_sub(1).filter(|i| *i < stages.len());
        }
        if let Some(i) = stages.iter().position(|s| s.name == given) {
            return Some(i);
        }
        let mut fits = stages.iter().enumerate().filter(|(_, s)| !given.is_empty() && s.name.starts_with(given)).map(|(i, _)| i);
        fits.next().filter(|_| fits.next().is_none())
    }
}

impl Stage<'_> {
    /// The last day of its publicity when it begins on `from`.
    pub fn published_until(&self, from: NaiveDate, table: &Workdays) -> Option<NaiveDate> {
        let (n, unit) = self.publicity?;
        due(from, n, unit, table).ok().map(|d| d.due)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::official::workdays;
    use proptest::prelude::*;

    #[test]
    fn tags_say_people_and_publicity() {
        let service =
            Service { stages: "受理\n入户调查 #2p\n公示 #7d\n公示复核 #5w\n\n".into(), ..Service::default() };
        let stages = service.stages();
        assert_eq!(stages.len(), 4);
        assert_eq!((stages[1].name, stages[1].people), ("入户调查", 2));
        let friday = "2025-09-26".parse().unwrap();
        assert_eq!(stages[2].published_until(friday, &workdays()).unwrap().to_string(), "2025-10-03");
        assert_eq!(stages[3].published_until(friday, &workdays()).unwrap().to_string(), "2025-10-10");
        let found = ["2", "入户", "公示", "公", "0", "5", "", "办结"].map(|g| service.find_stage(g));
        assert_eq!(found, [Some(1), Some(1), Some(2), None, None, None, None, None]);
    }

    proptest! {
        #[test]
        fn no_line_panics(line in ".*") {
            read(&line);
            Service { stages: line.clone(), ..Service::default() }.find_stage(&line);
        }
    }
}
