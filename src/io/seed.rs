//! The lists that ship with the program (`db/seed`, sources in `db/seed/SOURCES.md`), for a new site
//! and for the demo. A site replaces them by file.

use crate::io::refused::Row;
use crate::io::services::{self, ServiceRow};

/// A certificate that a community must not issue, and who answers instead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Certificate {
    /// `01` … `20`, typed at the desk.
    pub number: &'static str,
    pub name: &'static str,
    pub office: &'static str,
}

/// A community of the street.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Community {
    /// Statistical code, 12 digits.
    pub code: &'static str,
    pub name: &'static str,
    /// First day it is listed.
    pub start: &'static str,
    /// Last day; empty while it stands.
    pub end: &'static str,
}

/// A title for the demo.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Book {
    pub title: &'static str,
    pub author: &'static str,
    /// Chinese Library Classification.
    pub class: &'static str,
}

/// The 38 items of the catalogue.
pub fn services() -> Vec<ServiceRow> {
    let rows = services::read(include_bytes!("../../db/seed/services.json")).unwrap_or_default();
    rows.into_iter().filter_map(Row::ok).collect()
}

/// The 20 certificates of the first list.
pub fn refuse_list() -> Vec<Certificate> {
    let cells = rows(include_str!("../../db/seed/refuse_list.csv"));
    cells.map(|[number, name, office]| Certificate { number, name, office }).collect()
}

/// The 19 communities of the list of 2023.
pub fn communities() -> Vec<Community> {
    let cells = rows(include_str!("../../db/seed/communities.csv"));
    cells.map(|[code, name, start, end]| Community { code, name, start, end }).collect()
}

/// Titles for the demo.
pub fn books() -> Vec<Book> {
    rows(include_str!("../../db/seed/books.csv")).map(|[title, author, class]| Book { title, author, class }).collect()
}

/// The words of a section of `names.txt`: `surnames`, `given_f`, `given_m`, `streets`, `estates`.
pub fn names(section: &str) -> Vec<&'static str> {
    let text = include_str!("../../db/seed/names.txt");
    let line = text.lines().find_map(|l| l.strip_prefix(section)?.strip_prefix(':'));
    line.unwrap_or("").split_whitespace().collect()
}

/// The lines of a shipped list, which has no quotes, after its headings.
fn rows<const N: usize>(text: &'static str) -> impl Iterator<Item = [&'static str; N]> {
    text.lines().skip(1).filter_map(|line| <[&str; N]>::try_from(line.split(',').collect::<Vec<_>>()).ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::deadline::Unit;
    use chrono::NaiveDate;
    use std::collections::BTreeSet;

    fn distinct<'a>(items: impl Iterator<Item = &'a str>) -> usize {
        items.collect::<BTreeSet<_>>().len()
    }

    #[test]
    fn the_catalogue_has_38_items_with_codes_01_to_38() {
        let services = services();
        let codes: Vec<String> = services.iter().map(|s| s.code.clone()).collect();
        assert_eq!(codes, (1..=38).map(|n| format!("{n:02}")).collect::<Vec<_>>());
        assert_eq!(distinct(services.iter().map(|s| s.id.as_str())), 38);
        for s in &services {
            assert!(
                !s.name.is_empty() && !s.handled_by.is_empty() && !s.materials.is_empty() && !s.stages.is_empty(),
                "{}",
                s.id
            );
            assert!(matches!(s.confidence.as_str(), "P" | "G" | "S" | "M"), "{}", s.id);
            let figures = s.limit.promised.or(s.limit.ceiling).or(s.limit.extended).is_some();
            assert!(!figures || s.limit.confidence.is_some(), "{}: a figure says how sure it is", s.id);
            assert_eq!(matches!(s.limit.unit.as_str(), "workday" | "natural_day"), Unit::parse(&s.limit.unit).is_some());
        }
        let dibao = &services[0];
        assert_eq!(
            (dibao.limit.ceiling, dibao.limit.extended, dibao.limit.confidence.as_deref()),
            (Some(30), Some(45), Some("M"))
        );
    }

    #[test]
    fn the_other_lists_are_whole() {
        assert_eq!((refuse_list().len(), distinct(refuse_list().iter().map(|c| c.name))), (20, 20));
        assert!(refuse_list().iter().all(|c| !c.office.is_empty()));
        let communities = communities();
        assert_eq!((communities.len(), distinct(communities.iter().map(|c| c.code))), (19, 19));
        assert!(communities.iter().all(|c| c.code.len() == 12 && c.start.parse::<NaiveDate>().is_ok() && c.end.is_empty()));
        assert!(communities.iter().any(|c| c.name == "青龙桥社区"));
        let books = books();
        assert_eq!(books.len(), include_str!("../../db/seed/books.csv").lines().count() - 1);
        assert!(books.len() >= 200 && distinct(books.iter().map(|b| b.title)) == books.len());
        assert!(books.iter().all(|b| b.class.starts_with(|c: char| c.is_ascii_uppercase())));
        for (section, least) in [("surnames", 80), ("given_f", 50), ("given_m", 50), ("streets", 8), ("estates", 8)] {
            assert!(names(section).len() >= least && distinct(names(section).into_iter()) == names(section).len(), "{section}");
        }
    }

    #[test]
    fn no_seed_holds_a_sign_of_doubtful_width() {
        let all = [
            include_str!("../../db/seed/services.json"),
            include_str!("../../db/seed/refuse_list.csv"),
            include_str!("../../db/seed/books.csv"),
            include_str!("../../db/seed/names.txt"),
            include_str!("../../db/seed/calendar.csv"),
        ];
        assert!(
            !all.concat().contains(['\u{b7}', '\u{2013}', '\u{2014}', '\u{2026}', '\u{2192}', '\u{d7}', '\u{2265}', '\u{2264}'])
        );
    }
}
