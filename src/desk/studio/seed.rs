//! The kinds of session every studio starts with, as data (`db/seed/session_kinds.csv`).

use super::SessionKind;
use std::sync::LazyLock;

const SEED: &str = include_str!("../../../db/seed/session_kinds.csv");

/// Read once: every booking asks for them.
static KINDS: LazyLock<Vec<SessionKind>> = LazyLock::new(|| {
    csv::Reader::from_reader(SEED.as_bytes()).records().filter_map(|row| row.ok().and_then(|row| kind(&row))).collect()
});

/// The built-in kinds, in the order of the file. Built in, their ids are the same at every site.
/// `kind.add` of the same name puts the site's own form in place.
pub fn kinds() -> Vec<SessionKind> {
    KINDS.clone()
}

fn kind(row: &csv::StringRecord) -> Option<SessionKind> {
    let number = |n: usize| row.get(n).and_then(|text| text.trim().parse::<i64>().ok());
    Some(SessionKind {
        id: format!("session_kind:{}", row.get(0)?),
        name: row.get(1)?.to_owned(),
        minutes: number(2)?,
        capacity: number(3)?,
        needs_advisor: number(4)? != 0,
        needs_place: number(5)? != 0,
    })
}

/// The kinds of a site: the built-in ones, its own form of them by id, its further ones after.
pub fn with_own(own: Vec<SessionKind>) -> Vec<SessionKind> {
    let mut all = kinds();
    for kind in own {
        match all.iter_mut().find(|k| k.id == kind.id) {
            Some(known) => *known = kind,
            None => all.push(kind),
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_eight_kinds_of_the_studio_are_there_and_usable() {
        let all = kinds();
        let names: Vec<_> = all.iter().map(|k| k.name.as_str()).collect();
        let wanted = ["预约问诊", "重点指导", "小讲堂", "个别访谈", "工作指导", "方法督导", "社区实践", "跟踪反馈"];
        assert_eq!(names[..8], wanted);
        assert!(all.iter().all(|k| (15..=240).contains(&k.minutes) && k.capacity >= 1 && (k.needs_advisor || k.needs_place)));
    }

    #[test]
    fn a_sites_own_kind_takes_the_place_of_the_built_in_one() {
        let own = |code: &str, name: &str| SessionKind {
            id: format!("session_kind:{code}"),
            name: name.into(),
            minutes: 45,
            ..SessionKind::default()
        };
        let all = with_own(vec![own("follow", "跟踪反馈"), own("x", "读书会")]);
        assert_eq!(all.len(), kinds().len() + 1);
        assert_eq!(all.iter().find(|k| k.name == "跟踪反馈").map(|k| k.minutes), Some(45));
    }
}
