//! Gathering the figures of one site.

use super::super::db::Db;
use super::super::{Fault, sql};
use crate::base::clock::Moment;
use crate::desk::report::Period;
use crate::desk::report::figures::Tally;
use crate::desk::walkin::rules::limit::passed;
use rusqlite::named_params;
use std::collections::HashMap;

/// What is asked once for all sites, and the period in the forms that the tables keep.
pub(super) struct Gather<'a> {
    db: &'a Db,
    at: Moment,
    from: i64,
    until: i64,
    first: String,
    last: String,
    /// Service id to name, category, aid.
    services: HashMap<String, (String, String, bool)>,
    /// By home: state, past, count.
    bookings: HashMap<String, Vec<(String, bool, i64)>>,
    residents: HashMap<String, i64>,
    visits: HashMap<String, i64>,
}

impl<'a> Gather<'a> {
    pub(super) fn new(db: &'a Db, period: Period, at: Moment) -> Result<Gather<'a>, Fault> {
        let end = period.until.succ_opt().unwrap_or(period.until);
        let (from, until) = (Moment::start_of(period.from), Moment::start_of(end));
        let services = db.rows(sql!("report/services"), [], |r| Ok((r.get(0)?, (r.get(1)?, r.get(2)?, r.get(3)?))))?;
        let now = at.local().format("%Y-%m-%dT%H:%M").to_string();
        let params = named_params! {":first": period.from.to_string(), ":end": end.to_string(), ":now": now};
        let mut bookings: HashMap<String, Vec<_>> = HashMap::new();
        for (home, line) in db.rows(sql!("report/bookings"), params, |r| Ok((r.get(0)?, (r.get(1)?, r.get(2)?, r.get(3)?))))? {
            bookings.entry(home).or_default().push(line);
        }
        let params = named_params! {":low": first_id(from), ":high": first_id(until)};
        let residents = db.rows(sql!("report/residents"), params, |r| Ok((r.get(0)?, r.get(1)?)))?;
        let params = named_params! {":first": period.from.to_string(), ":last": period.until.to_string()};
        let visits = db.rows(sql!("report/visits"), params, |r| Ok((r.get(0)?, r.get(1)?)))?;
        Ok(Gather {
            db,
            at,
            from: from.0,
            until: until.0,
            first: period.from.to_string(),
            last: period.until.to_string(),
            services: services.into_iter().collect(),
            bookings,
            residents: residents.into_iter().collect(),
            visits: visits.into_iter().collect(),
        })
    }

    /// Everything about one site.
    pub(super) fn site(&self, site: &str) -> Result<Tally, Fault> {
        let mut tally = Tally::default();
        self.opened(site, &mut tally)?;
        self.finished(site, &mut tally)?;
        self.now(site, &mut tally)?;
        self.queue(site, &mut tally)?;
        self.room(site, &mut tally)?;
        self.booked(site, &mut tally);
        tally.figures.visits = self.visits.get(site).copied().unwrap_or(0);
        tally.figures.residents = self.residents.get(site).copied().unwrap_or(0);
        for line in tally.services.values_mut() {
            if let Some((name, category, _)) = self.services.get(&line.service) {
                line.name.clone_from(name);
                line.category.clone_from(category);
            }
        }
        Ok(tally)
    }

    fn opened(&self, site: &str, tally: &mut Tally) -> Result<(), Fault> {
        let params = named_params! {":site": site, ":from": self.from, ":until": self.until};
        let rows = self.db.rows(sql!("report/requests_opened"), params, |r| {
            Ok((r.get::<_, String>(0)?, r.get::<_, String>(1)?, r.get::<_, Option<bool>>(2)?, r.get::<_, i64>(3)?))
        })?;
        for (service, state, taken, n) in rows {
            tally.figures.opened += n;
            tally.figures.referred_in += if taken == Some(true) { n } else { 0 };
            let line = tally.line(&service);
            line.opened += n;
            *line.states.entry(state).or_default() += n;
        }
        let params = named_params! {":site": site, ":from": self.from, ":until": self.until};
        tally.figures.referred_out = self.count(sql!("report/referred_out"), params)?;
        let params = named_params! {":site": site, ":first": self.first, ":last": self.last};
        tally.figures.guidance = self.count(sql!("report/guidance"), params)?;
        Ok(())
    }

    fn finished(&self, site: &str, tally: &mut Tally) -> Result<(), Fault> {
        type Row = (String, i64, i64, Option<String>, Option<i64>, Option<i64>);
        let params = named_params! {":site": site, ":from": self.from, ":until": self.until};
        let rows: Vec<Row> = self.db.rows(sql!("report/requests_finished"), params, |r| {
            Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?, r.get(4)?, r.get(5)?))
        })?;
        for (service, began, ended, due, score, amount) in rows {
            let ended = Moment(ended);
            let days = (ended.date() - Moment(began).date()).num_days();
            let in_time = due.filter(|d| !d.is_empty()).map(|due| !passed(&due, ended));
            tally.settle(&service, days, in_time, score);
            let aid = self.services.get(&service).is_some_and(|(_, _, aid)| *aid);
            if let Some(fen) = amount.filter(|fen| aid && *fen > 0) {
                tally.figures.aid += 1;
                tally.figures.aid_fen += fen;
            }
        }
        Ok(())
    }

    fn now(&self, site: &str, tally: &mut Tally) -> Result<(), Fault> {
        let now = self.at.local().format("%Y-%m-%dT%H:%M").to_string();
        let params = named_params! {":site": site, ":today": self.at.date().to_string(), ":now": now};
        let pair = self.db.one(sql!("report/requests_now"), params, |r| Ok((r.get(0)?, r.get(1)?)))?;
        (tally.figures.open_now, tally.figures.overdue_now) = pair.unwrap_or_default();
        Ok(())
    }

    fn queue(&self, site: &str, tally: &mut Tally) -> Result<(), Fault> {
        let params = named_params! {":site": site, ":first": self.first, ":last": self.last};
        let rows = self.db.rows(sql!("report/tickets"), params, |r| Ok((r.get::<_, String>(0)?, r.get::<_, Option<i64>>(1)?)))?;
        for (state, waited) in rows {
            tally.figures.tickets += 1;
            match state.as_str() {
                "done" | "called" => tally.figures.served += 1,
                "left" | "closed" => tally.figures.left += 1,
                _ => {}
            }
            tally.waits.extend(waited.map(|ms| (ms / 60_000).max(0)));
        }
        Ok(())
    }

    fn room(&self, site: &str, tally: &mut Tally) -> Result<(), Fault> {
        let today = self.at.date().to_string();
        let params = named_params! {":site": site, ":from": self.from, ":until": self.until, ":today": today};
        let f = &mut tally.figures;
        let found = self.db.one(sql!("report/loans"), params, |r| Ok([r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?, r.get(4)?]))?;
        [f.loans, f.returns, f.returned_late, f.loans_now, f.loans_overdue_now] = found.unwrap_or_default();
        Ok(())
    }

    fn booked(&self, site: &str, tally: &mut Tally) {
        let f = &mut tally.figures;
        for (state, past, n) in self.bookings.get(site).into_iter().flatten() {
            f.bookings += n;
            match state.as_str() {
                "attended" => f.attended += n,
                "no_show" => f.no_show += n,
                "cancelled_client" => f.cancelled_client += n,
                "cancelled_us" => f.cancelled_us += n,
                _ if *past => f.no_outcome += n,
                _ => {}
            }
        }
    }

    fn count(&self, sql: &str, params: impl rusqlite::Params) -> Result<i64, Fault> {
        Ok(self.db.one(sql, params, |r| r.get(0))?.unwrap_or(0))
    }
}

/// The least id of a resident made at or after a moment.
fn first_id(at: Moment) -> String {
    format!("resident:{:012x}", at.0.max(0))
}
