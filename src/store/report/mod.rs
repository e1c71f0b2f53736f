//! Reports from the tables: every figure is a range of an index by site, so its cost follows the period and not the years.

mod network;
mod stream;
mod tally;
mod union;

use super::db::Db;
use super::{Fault, sql};
use crate::base::clock::Moment;
use crate::desk::report::{Answer, Period, Query, Report, Sheet, SiteLine, Tally};
use rusqlite::named_params;
use tally::Gather;

pub(super) use network::heard_by;
pub use stream::{LogOp, LogPart};

pub(super) fn answer(db: &Db, query: &Query, at: Moment) -> Result<Answer, Fault> {
    Ok(match query {
        Query::Report(q) => Answer::Report(Box::new(report(db, q, at)?)),
        Query::Network(_) => Answer::Network(network::network(db, at)?),
        Query::Union(q) => Answer::Union(union::titles(db, q)?),
    })
}

/// A site with its name and when its last file was made (ms; 0 = never).
struct Known {
    site: String,
    name: String,
    at: i64,
}

fn sites(db: &Db, after: &str, only: &str, rows: i64) -> Result<Vec<Known>, Fault> {
    let params = named_params! {":after": after, ":only": only, ":rows": rows};
    db.rows(sql!("report/sites"), params, |r| Ok(Known { site: r.get(0)?, name: r.get(1)?, at: r.get(2)? }))
}

fn report(db: &Db, q: &Report, at: Moment) -> Result<Sheet, Fault> {
    let period = Period::read(q.from.as_deref(), q.until.as_deref(), q.period.as_deref(), at.date());
    let period = period.map_err(|field| Fault::Other(format!("report: {field}")))?;
    let (site, name, hub): (String, String, bool) =
        db.one(sql!("core/site_state"), [], |r| Ok((r.get("site")?, r.get("name")?, r.get("hub")?)))?.ok_or(Fault::NoSite)?;
    let wanted = q.site.as_deref().map(str::trim).filter(|s| !s.is_empty()).map(str::to_ascii_uppercase);
    let gather = Gather::new(db, period, at)?;
    let mut sheet = Sheet {
        site: site.clone(),
        name,
        period: period.span.name().to_owned(),
        from: period.from.to_string(),
        until: period.until.to_string(),
        at: at.rfc3339(),
        ..Sheet::default()
    };
    if !hub || wanted.is_some() {
        let one = wanted.filter(|_| hub).unwrap_or(site);
        if let Some(known) = sites(db, "", &one, 1)?.pop().filter(|k| !k.name.is_empty()) {
            sheet.name = known.name;
        }
        sheet.site.clone_from(&one);
        fill(&mut sheet, gather.site(&one)?);
        return Ok(sheet);
    }
    let rows = q.rows.as_deref().and_then(|r| r.parse().ok()).unwrap_or(100).clamp(1, 5000);
    let after = q.after.as_deref().unwrap_or("").trim().to_ascii_uppercase();
    let mut all = Tally::default();
    for known in sites(db, &after, "", rows)? {
        let tally = gather.site(&known.site)?;
        all.add(&tally);
        let own = known.site == site;
        sheet.sites.push(line(known, own, tally, period, at));
    }
    sheet.stale = sheet.sites.iter().filter(|s| s.stale).count();
    fill(&mut sheet, all);
    Ok(sheet)
}

fn line(known: Known, own: bool, tally: Tally, period: Period, at: Moment) -> SiteLine {
    let heard = Moment(known.at);
    // What is on this machine itself is never old; a period that is over needs a file made after it.
    let until = period.until.min(at.date());
    let ended = Moment::start_of(period.until.succ_opt().unwrap_or(period.until));
    let stale = !own && (known.at == 0 || (heard < ended && heard.date() < until));
    SiteLine {
        name: if known.name.is_empty() { known.site.clone() } else { known.name },
        site: known.site,
        heard: if known.at == 0 { String::new() } else { heard.rfc3339() },
        days: (known.at != 0 && !own).then(|| (at.date() - heard.date()).num_days().max(0)),
        stale,
        figures: tally.figures(),
    }
}

fn fill(sheet: &mut Sheet, tally: Tally) {
    let mut services: Vec<_> = tally.services.values().cloned().collect();
    services.sort_by(|a, b| (&a.category, &a.name, &a.service).cmp(&(&b.category, &b.name, &b.service)));
    for service in &services {
        for (state, n) in &service.states {
            *sheet.states.entry(state.clone()).or_default() += n;
        }
    }
    sheet.services = services;
    sheet.figures = tally.figures();
}
