//! The service catalogue and the refuse-list. Every figure is the site's to set; the seed comes in
//! through the same commands.

use super::super::{CertificateSet, Refusal, Service, ServiceSet};
use super::some;
use crate::calendar::deadline::LONGEST;
use crate::desk::change::{Change, Ctx, Plan, Verdict, verdict};
use crate::desk::reason::Reason;
use serde_json::Value;

/// Units of limits, as in the catalogue's file.
pub const UNITS: [&str; 8] = ["workday", "natural_day", "day", "hour", "instant", "yearly_batch", "none", "deadline_for_citizen"];

/// The id of an item: made of its code, so that every site's copy of an item is one item.
pub fn service_id(code: &str) -> String {
    format!("service:{code}")
}

/// The id of a certificate of the refuse-list.
pub fn certificate_id(code: &str) -> String {
    format!("certificate:{code}")
}

fn code(given: &str) -> Option<&str> {
    let fits = |c: u8| c.is_ascii_lowercase() || c.is_ascii_digit() || c == b'_';
    some(given).filter(|c| c.len() <= 32 && c.bytes().all(fits))
}

/// `service.set`; `known` is the item as it stands.
pub fn set_service(known: Option<&Service>, cmd: &ServiceSet, ctx: &Ctx<'_>) -> Verdict {
    let mut reasons = named(&cmd.code, cmd.name.as_deref(), known.is_some());
    if let Some(unit) = cmd.unit.as_deref().filter(|u| !UNITS.contains(u)) {
        reasons.push(Reason::of(Refusal::BadUnit).fact("given", unit));
    }
    reasons.extend(bad_limit(known, cmd));
    verdict(ctx, reasons, || {
        let mut change = Change::of(service_id(cmd.code.trim())).set("code", cmd.code.trim());
        let texts = [
            ("number", &cmd.number),
            ("name", &cmd.name),
            ("category", &cmd.category),
            ("unit", &cmd.unit),
            ("handled_by", &cmd.handled_by),
            ("legal_basis", &cmd.legal_basis),
            ("confidence", &cmd.confidence),
            ("note", &cmd.note),
        ];
        for (field, text) in texts {
            change = put(change, field, text.as_deref().map(|t| t.trim().into()));
        }
        for (field, lines) in [("materials", &cmd.materials), ("stages", &cmd.stages)] {
            change = put(change, field, lines.as_ref().map(|l| joined(l).into()));
        }
        let figures = [
            ("promised", cmd.promised),
            ("ceiling", cmd.ceiling),
            ("extended", cmd.extended),
            ("return_hours", cmd.return_hours),
        ];
        for (field, figure) in figures {
            change = put(change, field, figure.map(|n| if n == 0 { Value::Null } else { n.into() }));
        }
        for (field, flag) in
            [("aid", cmd.aid), ("sealed", cmd.sealed), ("unconfirmed", cmd.unconfirmed), ("retired", cmd.retired)]
        {
            change = put(change, field, flag.map(Value::from));
        }
        Plan::one(change).tell("code", cmd.code.trim())
    })
}

fn put(change: Change, field: &str, value: Option<Value>) -> Change {
    match value {
        Some(value) => change.set(field, value),
        None => change,
    }
}

/// Trimmed lines without empty ones; a line break inside one would make two.
fn joined(lines: &[String]) -> String {
    let clean = lines.iter().map(|l| l.replace(['\n', '\r'], " ").trim().to_owned());
    clean.filter(|l| !l.is_empty()).collect::<Vec<_>>().join("\n")
}

fn named(given: &str, name: Option<&str>, known: bool) -> Vec<Reason> {
    let mut reasons = Vec::new();
    if code(given).is_none() {
        reasons.push(Reason::of(Refusal::BadCode).fact("given", given));
    }
    if name.and_then(some).is_none() && (name.is_some() || !known) {
        reasons.push(Reason::of(Refusal::NoName).fact("code", given));
    }
    reasons
}

fn bad_limit(known: Option<&Service>, cmd: &ServiceSet) -> Option<Reason> {
    let figure = |given: Option<i64>, old: Option<i64>| given.or(old).filter(|n| *n != 0);
    let promised = figure(cmd.promised, known.and_then(|k| k.promised));
    let ceiling = figure(cmd.ceiling, known.and_then(|k| k.ceiling));
    let extended = figure(cmd.extended, known.and_then(|k| k.extended));
    let all: Vec<i64> = [promised, ceiling, extended].into_iter().flatten().collect();
    let inside = all.iter().chain(&cmd.return_hours).all(|n| (0..=i64::from(LONGEST)).contains(n));
    if inside && all.is_sorted() {
        return None;
    }
    let fact = |n: Option<i64>| n.map_or("-".into(), |n| n.to_string());
    let reason = Reason::of(Refusal::BadLimit).fact("promised", fact(promised)).fact("ceiling", fact(ceiling));
    Some(reason.fact("extended", fact(extended)))
}

/// `certificate.set`.
pub fn set_certificate(known: bool, cmd: &CertificateSet, ctx: &Ctx<'_>) -> Verdict {
    let reasons = named(&cmd.code, cmd.name.as_deref(), known);
    verdict(ctx, reasons, || {
        let mut change = Change::of(certificate_id(cmd.code.trim())).set("code", cmd.code.trim());
        for (field, text) in [("name", &cmd.name), ("office", &cmd.office)] {
            change = put(change, field, text.as_deref().map(|t| t.trim().into()));
        }
        Plan::one(put(change, "retired", cmd.retired.map(Value::from))).tell("code", cmd.code.trim())
    })
}

#[cfg(test)]
mod tests {
    use super::super::sample::{refused, run, service, wrote};
    use super::*;
    use rstest::rstest;

    const NOW: &str = "2026-03-02T09:30";

    fn set(known: bool, cmd: ServiceSet) -> Verdict {
        let item = Service { ceiling: Some(20), ..service() };
        run(NOW, None, |ctx| set_service(known.then_some(&item), &cmd, ctx))
    }

    #[rstest]
    #[case(false, ServiceSet { code: "x".into(), ..ServiceSet::default() }, "service.no_name")]
    #[case(true, ServiceSet { code: "x".into(), name: Some(" ".into()), ..ServiceSet::default() }, "service.no_name")]
    #[case(true, ServiceSet { code: "Ä b".into(), unit: Some("week".into()), ..ServiceSet::default() }, "service.bad_code service.bad_unit")]
    #[case(true, ServiceSet { code: "x".into(), promised: Some(21), ..ServiceSet::default() }, "service.bad_limit")]
    #[case(true, ServiceSet { code: "x".into(), promised: Some(-1), ..ServiceSet::default() }, "service.bad_limit")]
    #[case(true, ServiceSet { code: "x".into(), promised: Some(20), ..ServiceSet::default() }, "ok")]
    #[case(true, ServiceSet { code: "x".into(), promised: Some(21), ceiling: Some(0), ..ServiceSet::default() }, "ok")]
    fn items(#[case] known: bool, #[case] cmd: ServiceSet, #[case] told: &str) {
        assert_eq!(refused(&set(known, cmd)), told);
    }

    #[test]
    fn what_is_left_out_stays_and_nought_empties() {
        let lines = vec!["身份证\n正本 ".into(), " ".into(), "户口簿".into()];
        let cmd = ServiceSet { code: "dibao".into(), promised: Some(0), materials: Some(lines), ..ServiceSet::default() };
        let told = set(true, cmd);
        assert_eq!((wrote(&told, "promised"), wrote(&told, "ceiling")), (Value::Null, "(not written)".into()));
        assert_eq!(wrote(&told, "materials"), "身份证 正本\n户口簿");
        assert_eq!(told.unwrap().changes[0].ent, "service:dibao");
    }

    #[test]
    fn certificates_need_a_name_once() {
        let cmd = CertificateSet { code: "wufanzui".into(), office: Some("派出所".into()), ..CertificateSet::default() };
        assert_eq!(refused(&run(NOW, None, |ctx| set_certificate(false, &cmd, ctx))), "service.no_name");
        assert_eq!(refused(&run(NOW, None, |ctx| set_certificate(true, &cmd, ctx))), "ok");
    }
}
