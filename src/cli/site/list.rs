//! `desk site list`: who is in the roster.

use super::say;
use crate::cli::{Exit, Problem, World};
use crate::desk::query::Query;
use crate::desk::sites::Nothing;
use crate::desk::trust;
use crate::i18n::trust::{Trust, words};
use crate::store::Store;
use std::io::Write;

pub(super) fn list(store: &Store, world: &World, out: &mut dyn Write) -> Result<Exit, Problem> {
    let ask = |query: trust::Query| store.ask(&Query::from(query), world.now());
    let standing = serde_json::to_value(ask(trust::Query::Trust(Nothing {}))?)?;
    let rows = match ask(trust::Query::Roster(Nothing {}))? {
        crate::desk::query::Answer::Trust(trust::Answer::Roster(rows)) => rows,
        _ => Vec::new(),
    };
    let w = words(world.lang);
    let mut lines = vec![format!("{} {}", w.version, standing["version"])];
    lines.extend(rows.iter().map(|row| line(row, w)));
    if standing["listed"] == false {
        lines.push(w.not_listed.to_owned());
    }
    let mut all = standing;
    all["keys"] = serde_json::to_value(&rows)?;
    all["ok"] = true.into();
    say(all, &lines, world, out)
}

fn line(row: &trust::Row, w: &Trust) -> String {
    let state = match row.state {
        "in_force" => w.in_force,
        "rotated" => w.was_rotated,
        "replaced" => w.was_replaced,
        _ => w.was_revoked,
    };
    let day = |at: &str| at.get(..10).unwrap_or_default().to_owned();
    let until = if row.ended.is_empty() { String::new() } else { format!("  {} {}", w.until, day(&row.ended)) };
    let hub = if row.hub { format!("  {}", w.hub) } else { String::new() };
    format!(
        "{:<8} {}{hub}  {} {}  {state}  {} {}{until}  {} {}",
        row.site,
        row.name,
        w.key,
        row.number,
        w.since,
        day(&row.since),
        w.digits,
        row.digits
    )
}
