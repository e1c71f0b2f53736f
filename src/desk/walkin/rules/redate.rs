//! A due date computed anew: the year's table of holidays has come, or a day of it was changed.

use super::request::{Case, set_due, step};
use crate::desk::change::{Change, Ctx};

/// A date that moved, or that is no longer provisional.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    pub number: String,
    pub was: String,
    pub due: String,
    pub provisional: bool,
}

/// The changes of a request whose date is another one by the case's table; `None` = it stays, or cannot be given.
pub fn redate(case: &Case<'_>, ctx: &Ctx<'_>) -> Option<(Vec<Change>, Moved)> {
    let request = &case.request;
    let was = request.due.clone()?;
    let start = request.accepted_at.unwrap_or(request.opened_at);
    let told = case.due(start, request.extra, &case.pauses, ctx.at).ok()?;
    let due = told.due.clone()?;
    if due == was && told.provisional == request.provisional {
        return None;
    }
    let text = format!("{was} -> {due}");
    let changes = vec![set_due(case.change(), &told), step(ctx, &request.id, "redate", &text)];
    Some((changes, Moved { number: request.number.clone(), was, due, provisional: told.provisional }))
}

#[cfg(test)]
mod tests {
    use super::super::super::{Service, State};
    use super::super::sample::{at, request, run, service};
    use super::*;
    use crate::calendar::official;
    use crate::calendar::workdays::{DayKind, SpecialDay, Workdays};
    use crate::desk::change::Plan;

    fn case<'a>(due: &str, provisional: bool, table: &'a Workdays) -> Case<'a> {
        let mut request = request(State::Accepted);
        request.accepted_at = Some(at("2026-12-30T10:00"));
        request.due = Some(due.into());
        request.provisional = provisional;
        Case { request, service: Service { promised: Some(3), ..service() }, pauses: vec![], table }
    }

    fn moved(case: &Case<'_>) -> Option<Moved> {
        let mut told = None;
        let _ = run("2026-12-31T10:00", None, |ctx| {
            told = redate(case, ctx);
            Ok(Plan::default())
        });
        told.map(|(_, moved)| moved)
    }

    #[test]
    fn the_table_of_the_year_moves_a_provisional_date_once() {
        let mut rows = official::rows();
        let notice = Some(2027);
        let day = |d: &str| SpecialDay { date: d.parse().unwrap(), kind: DayKind::Holiday, name: "元旦".into(), notice };
        rows.extend(["2027-01-01", "2027-01-04"].map(day));
        let table = Workdays::from_rows(rows);
        let found = moved(&case("2027-01-04", true, &table)).unwrap();
        assert_eq!((found.due.as_str(), found.provisional), ("2027-01-06", false));
        assert_eq!(moved(&case("2027-01-06", false, &table)), None);
    }
}
