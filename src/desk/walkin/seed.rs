//! What a new site begins with: the catalogue of 38 items and the refuse-list of 20 certificates, as
//! commands. Doing them twice changes nothing.

use super::{CertificateSet, Command, ServiceSet};
use serde::Deserialize;

const ITEMS: &str = include_str!("../../../db/seed/services.json");
const REFUSED: &str = include_str!("../../../db/seed/refuse_list.csv");

#[derive(Deserialize)]
struct Catalogue {
    items: Vec<Item>,
}

#[derive(Deserialize)]
struct Item {
    id: String,
    code: String,
    name: String,
    category: String,
    handled_by: String,
    materials: Vec<String>,
    stages: Vec<String>,
    limit: Limit,
    legal_basis: String,
    confidence: String,
}

#[derive(Deserialize)]
struct Limit {
    unit: String,
    promised: Option<i64>,
    ceiling: Option<i64>,
    extended: Option<i64>,
    return_hours: Option<i64>,
    confidence: Option<String>,
}

/// Social aid: its stages are fixed (PRODUCT.md, 立体救助网). Known by the items' ids.
const AID: [&str; 9] =
    ["dibao", "tekun", "linshi_normal", "linshi_urgent", "dibaobian", "gangxing", "yiliao", "daxuesheng", "gongzufang"];

/// Items whose person never stands in a list.
const SEALED: [&str; 2] = ["hongniang", "xinfang"];

/// The commands that fill an empty site.
///
/// # Errors
/// The embedded file is not what this program reads.
pub fn orders() -> Result<Vec<Command>, serde_json::Error> {
    let catalogue: Catalogue = serde_json::from_str(ITEMS)?;
    let mut all: Vec<Command> = catalogue.items.into_iter().map(item).collect();
    all.extend(REFUSED.lines().skip(1).filter_map(certificate));
    Ok(all)
}

fn item(item: Item) -> Command {
    let of_memory = |c: Option<&str>| c == Some("M");
    let flag = |list: &[&str]| list.contains(&item.id.as_str()).then_some(true);
    Command::SetService(Box::new(ServiceSet {
        aid: flag(&AID),
        sealed: flag(&SEALED),
        unconfirmed: of_memory(item.limit.confidence.as_deref()).then_some(true),
        code: item.id,
        number: Some(item.code),
        name: Some(item.name),
        category: Some(item.category),
        materials: Some(item.materials),
        stages: Some(item.stages),
        unit: Some(item.limit.unit),
        promised: item.limit.promised,
        ceiling: item.limit.ceiling,
        extended: item.limit.extended,
        return_hours: item.limit.return_hours,
        handled_by: Some(item.handled_by),
        legal_basis: Some(item.legal_basis),
        confidence: Some(item.confidence),
        note: None,
        retired: None,
    }))
}

/// A line of the list: number, name, office; the office may hold commas of its own.
fn certificate(line: &str) -> Option<Command> {
    let mut parts = line.splitn(3, ',');
    let (code, name, office) = (parts.next()?, parts.next()?, parts.next()?);
    let text = |t: &str| Some(t.trim().to_owned());
    Some(Command::CertificateSet(CertificateSet {
        code: code.trim().into(),
        name: text(name),
        office: text(office),
        retired: None,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::walkin::rules::catalogue::{set_certificate, set_service};
    use crate::desk::walkin::rules::sample::{refused, run};

    #[test]
    fn the_seed_is_whole_and_every_line_of_it_is_allowed() {
        let all = orders().unwrap();
        assert_eq!(all.len(), 38 + 20);
        for order in &all {
            let told = match order {
                Command::SetService(c) => run("2026-03-02T09:00", None, |ctx| set_service(None, c, ctx)),
                Command::CertificateSet(c) => run("2026-03-02T09:00", None, |ctx| set_certificate(false, c, ctx)),
                other => panic!("{other:?}"),
            };
            assert_eq!(refused(&told), "ok", "{order:?}");
        }
        let aid = all.iter().filter(|c| matches!(c, Command::SetService(s) if s.aid == Some(true))).count();
        assert_eq!(aid, AID.len());
    }
}
