//! Items of the service catalogue. A file says the whole item: a figure it leaves empty is none set.

use super::{Entering, Listed, Outcome};
use crate::desk::query::Answer;
use crate::desk::walkin::{self, Command, Find, Query, Service, ServiceSet};
use crate::io::refused::Repair;
use crate::io::services::ServiceRow;
use crate::store::Fault;

impl Listed for ServiceRow {
    fn line(&self) -> u64 {
        self.line
    }
    fn repairs(&self) -> &[Repair] {
        &[]
    }
}

pub(super) fn enter(desk: &mut Entering<'_, '_>, row: &ServiceRow) -> Result<Outcome, Fault> {
    let known = known(desk, row)?;
    let command = Command::SetService(Box::new(wanted(row, known.as_ref())));
    desk.enter(command, known.is_some())
}

/// The item of this lasting name; a list without lasting names means the number that is typed.
fn known(desk: &Entering<'_, '_>, row: &ServiceRow) -> Result<Option<Service>, Fault> {
    let Answer::Walkin(walkin::Answer::Services(all)) = desk.ask(Query::Services(Find::default()))? else { return Ok(None) };
    let by_number = row.id == row.code;
    let mut items = all.into_iter().map(|offer| offer.item);
    Ok(items.find(|s| s.code == row.id || (by_number && s.number == row.code)))
}

fn wanted(row: &ServiceRow, known: Option<&Service>) -> ServiceSet {
    let figure = |n: Option<u32>| Some(i64::from(n.unwrap_or(0)));
    let text = |t: &String| Some(t.clone());
    let doubtful = [&row.limit.confidence, &row.limit.ceiling_confidence].into_iter().any(|c| c.as_deref() == Some("M"));
    let number = Some(&row.code).filter(|n| !n.is_empty()).or_else(|| known.is_none().then_some(&row.id));
    ServiceSet {
        code: known.map_or_else(|| row.id.clone(), |s| s.code.clone()),
        number: number.cloned(),
        name: text(&row.name),
        category: text(&row.category),
        materials: Some(row.materials.clone()),
        stages: Some(row.stages.clone()),
        unit: text(&row.limit.unit),
        promised: figure(row.limit.promised),
        ceiling: figure(row.limit.ceiling),
        extended: figure(row.limit.extended),
        return_hours: figure(row.limit.return_hours),
        handled_by: text(&row.handled_by),
        legal_basis: text(&row.legal_basis),
        confidence: text(&row.confidence),
        unconfirmed: Some(doubtful).filter(|d| *d || known.is_some_and(|s| s.unconfirmed)),
        ..ServiceSet::default()
    }
}
