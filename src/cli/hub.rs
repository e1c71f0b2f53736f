//! `desk hub`: the network as its files tell it, and the log for PostgreSQL.

use super::args::Hub;
use super::{Exit, Problem, World, stream};
use crate::base::clock::Moment;
use crate::desk::query::Answer;
use crate::desk::report::{self, Network, Node, Nothing};
use crate::i18n::hub::{Words, words};
use crate::text::width;
use std::io::Write;

pub(super) fn run(call: &Hub, world: &World, out: &mut dyn Write) -> Result<Exit, Problem> {
    match call {
        Hub::Status => status(world, out),
        Hub::Stream(call) => stream::run(call, world, out),
    }
}

fn status(world: &World, out: &mut dyn Write) -> Result<Exit, Problem> {
    let asked = world.store()?.ask(&report::Query::Network(Nothing {}).into(), world.now())?;
    let Answer::Report(report::Answer::Network(network)) = asked else {
        return Err(Problem::Data("answer of another kind".into()));
    };
    if world.json {
        writeln!(out, "{}", serde_json::to_string(&network)?)?;
    } else {
        table(&network, words(world.lang), out)?;
    }
    Ok(Exit::Done)
}

fn table(network: &Network, w: &Words, out: &mut dyn Write) -> std::io::Result<()> {
    writeln!(out, "{} {}  {} {}", network.name, network.site, w.operations, network.operations)?;
    let mut rows = vec![[w.site, w.heard, w.written, w.lacks, w.missing, w.gaps, w.forks, w.held, w.program].map(str::to_owned)];
    rows.extend(network.sites.iter().map(|node| row(node, network, w)));
    let widths: Vec<usize> = (0..rows[0].len()).map(|i| rows.iter().map(|r| width::cells(&r[i])).max().unwrap_or(0)).collect();
    for row in &rows {
        let cells: Vec<String> = row.iter().zip(&widths).map(|(c, w)| width::pad(c, *w)).collect();
        writeln!(out, "{}", cells.join("  ").trim_end())?;
    }
    Ok(())
}

fn row(node: &Node, network: &Network, w: &Words) -> [String; 9] {
    let day = |stamp: &str| Moment::parse(stamp).map_or(w.never.to_owned(), |m| m.local().format("%m-%d %H:%M").to_string());
    let count = |n: i64| if n == 0 { "-".to_owned() } else { n.to_string() };
    let alarm = |n: i64| if n == 0 { "-".to_owned() } else { format!("! {n}") };
    let silent = node.heard_days.is_none_or(|d| d > crate::desk::report::SILENT_DAYS);
    let mark = if silent { "! " } else { "" };
    let other = node.schema != 0 && node.schema != network.schema;
    [
        format!("{} {}", node.site, node.name),
        format!("{mark}{}", day(&node.heard)),
        day(&node.written),
        count(node.lacks),
        count(node.missing),
        alarm(node.gaps),
        alarm(node.forks),
        alarm(node.held),
        format!("{}{}", node.app, if other { format!(" ({})", node.schema) } else { String::new() }),
    ]
}
