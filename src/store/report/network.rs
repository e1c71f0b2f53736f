//! The network as this site knows it from its files.

use super::super::db::Db;
use super::super::{Fault, exchange, sql};
use crate::base::clock::Moment;
use crate::desk::report::{Network, Node, SILENT_DAYS};
use crate::exchange::format::Manifest;
use rusqlite::named_params;
use std::collections::HashMap;

/// Remembers which program wrote a site's newest file.
pub(in super::super) fn heard_by(db: &Db, manifest: &Manifest) -> Result<(), Fault> {
    let params = named_params! {":site": manifest.from, ":via": manifest.id, ":app": manifest.app, ":schema": manifest.schema};
    db.run(sql!("report/app_put"), params)?;
    Ok(())
}

pub(super) fn network(db: &Db, at: Moment) -> Result<Network, Fault> {
    let (site, name, hub): (String, String, bool) =
        db.one(sql!("core/site_state"), [], |r| Ok((r.get("site")?, r.get("name")?, r.get("hub")?)))?.ok_or(Fault::NoSite)?;
    let open = db.rows(sql!("report/nodes"), [], |r| Ok((r.get(0)?, [r.get(1)?, r.get(2)?, r.get(3)?])))?;
    let open: HashMap<String, [i64; 3]> = open.into_iter().collect();
    let apps = db.rows(sql!("report/apps"), [], |r| Ok((r.get(0)?, (r.get(1)?, r.get(2)?))))?;
    let apps: HashMap<String, (String, i64)> = apps.into_iter().collect();
    let ours = exchange::have(db)?;
    let mut sites: Vec<Node> = Vec::new();
    for peer in exchange::peers(db)? {
        let [gaps, forks, held] = open.get(&peer.site).copied().unwrap_or_default();
        let (app, schema) = apps.get(&peer.site).cloned().unwrap_or_default();
        // Only what we may hold: our own copy of a stream, or one that it wrote itself.
        let own = format!("{}.", peer.site);
        let missing = peer.have.iter().filter(|(stream, _)| stream.starts_with(&own) && readable(stream, &site, hub));
        let missing = missing.map(|(stream, n)| (n - ours.get(stream).copied().unwrap_or(0)).max(0)).sum();
        sites.push(Node {
            heard_days: Moment::parse(&peer.heard).map(|m| (at.date() - m.date()).num_days().max(0)),
            site: peer.site,
            name: peer.name,
            hub: peer.hub,
            heard: peer.heard,
            written: peer.written,
            lacks: peer.lacks,
            missing,
            gaps,
            forks,
            held,
            app,
            schema,
        });
    }
    let silent = sites.iter().filter(|n| n.heard_days.is_none_or(|d| d > SILENT_DAYS)).count();
    let troubled = sites.iter().filter(|n| n.gaps + n.forks + n.held > 0).count();
    let operations = ours.values().sum();
    let schema = db.conn.pragma_query_value(None, "user_version", |r| r.get(0))?;
    Ok(Network { site, name, hub, app: env!("CARGO_PKG_VERSION").into(), schema, operations, sites, silent, troubled })
}

/// May we hold this stream of another site (`S07.0.hub`)?
fn readable(stream: &str, site: &str, hub: bool) -> bool {
    let mut parts = stream.splitn(3, '.');
    let (author, _, name) = (parts.next().unwrap_or(""), parts.next(), parts.next().unwrap_or(""));
    crate::exchange::plan::may_read(name, author, site, hub)
}
