//! Series: the days a rule gives, and what is booked on them.

use super::load::{self, Base, Days};
use super::missing::{Missing, missing, some_room, with_values};
use super::plan::{named, next_number, studio_here};
use crate::desk::change::{Ctx, Verdict};
use crate::desk::reason::{Common, Reason};
use crate::desk::studio::check::Room;
use crate::desk::studio::pick::{Pick, pick};
use crate::desk::studio::rules::{self, SeriesState};
use crate::desk::studio::time::{parse_day, wall_text};
use crate::desk::studio::{AddSeries, Series, StopSeries};
use crate::store::db::Db;
use crate::store::{Fault, sql};
use chrono::NaiveTime;
use rusqlite::{Row, named_params};

type Planned = Result<Result<Verdict, Missing>, Fault>;

fn read(row: &Row<'_>) -> rusqlite::Result<Series> {
    Ok(Series {
        id: row.get("id")?,
        name: row.get("name")?,
        rule: row.get("rule")?,
        start: row.get("start")?,
        minutes: row.get("minutes")?,
        holidays: row.get("holidays")?,
        kind: row.get("kind")?,
        advisor: row.get("advisor")?,
        place: row.get("place")?,
        stopped: row.get("stopped")?,
    })
}

pub fn all(db: &Db) -> Result<Vec<Series>, Fault> {
    db.rows(sql!("studio/series_listed"), [], read)
}

pub fn add(db: &Db, base: &Base, c: &AddSeries, ctx: &Ctx<'_>) -> Planned {
    let mut absent = Missing::new();
    let advisor = named(c.advisor.as_deref(), |given| base.advisor(given), &mut absent);
    let place = named(c.place.as_deref(), |given| base.place(given), &mut absent);
    let kind = named(c.kind.as_deref(), |given| base.kind(given), &mut absent);
    let kind = kind.or_else(|| base.kinds.iter().find(|k| k.capacity > 1)).or(base.kinds.first());
    let table = db.workdays()?;
    let Some(kind) = kind.filter(|_| absent.is_empty()) else {
        let state = SeriesState { room: some_room(kind), table, studio: true };
        return Ok(Err(with_values(absent, rules::add_series(&state, &[], c, ctx))));
    };
    let mut state = SeriesState { room: Room::default(), table, studio: studio_here(db)? };
    let mut numbers = Vec::new();
    // A rule that is none is refused by the rule itself, with everything else that speaks against the series.
    let found = rules::days(c, &state.table).map(|(_, found)| found).unwrap_or_default();
    if let (Some(first), Some(last)) = (found.days.first(), found.days.last()) {
        state.room = Days::load(db, first.date, last.date)?.room(base, advisor, place, kind);
        for _ in 0..found.days.len() {
            numbers.push(next_number(db, ctx)?);
        }
    } else {
        let today = ctx.at.date();
        state.room = Days::load(db, today, today)?.room(base, advisor, place, kind);
    }
    Ok(Ok(rules::add_series(&state, &numbers, c, ctx)))
}

pub fn stop(db: &Db, c: &StopSeries, ctx: &Ctx<'_>) -> Planned {
    let all = all(db)?;
    let series = match pick(all.iter().map(|s| (s.id.as_str(), s.name.as_str())), &c.series) {
        Pick::One(at) => &all[at],
        Pick::Many(names) => {
            return Ok(Err(vec![Reason::of(Common::Ambiguous).fact("given", &c.series).fact("fits", names.join(" "))]));
        }
        Pick::None => {
            let verdict = rules::stop_series(&Series::default(), &[], true, c, ctx);
            return Ok(Err(with_values(missing("series", &c.series), verdict)));
        }
    };
    let from = c.from.as_deref().and_then(parse_day).unwrap_or_else(|| ctx.at.date()).and_time(NaiveTime::MIN);
    let params = named_params! {":series": series.id, ":from": wall_text(from)};
    let coming = db.rows(sql!("studio/bookings_of_series"), params, load::booking)?;
    Ok(Ok(rules::stop_series(series, &coming, studio_here(db)?, c, ctx)))
}
