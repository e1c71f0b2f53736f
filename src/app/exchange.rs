//! The exchange room: what clashes and waits for a decision, then every site with what has come and what waits for it;
//! writing files for all, and reading what has arrived after its counts were shown.

use super::panel::{Cx, Focus, Panel, Wish};
use crate::desk::accord::{self, Card, Command, Conflicts, Settle};
use crate::desk::command::Order;
use crate::desk::query::Answer;
use crate::desk::report::{self, Network, Node};
use crate::desk::sites::spool::{Errand, Outcome, Waiting};
use crate::list::Move;
use crate::store::Reply;
use crate::text::line::TextLine;

/// What the files are doing.
#[derive(Debug, Default, PartialEq, Eq)]
pub enum Files {
    #[default]
    Rest,
    /// Being written, looked at, or read: so many operations of so many.
    Busy(Errand, u64, u64),
    /// What arrived, with what each file would do; a key reads it.
    Preview(Vec<Waiting>),
    /// What was done, a line a file.
    Done(Outcome),
}

/// The row that is chosen.
#[derive(Debug, Clone, Copy)]
pub enum Row<'a> {
    Clash(&'a Card),
    Site(&'a Node),
}

#[derive(Debug, Default)]
pub struct Exchange {
    pub clashes: Vec<Card>,
    pub network: Network,
    pub chosen: usize,
    pub files: Files,
}

impl Exchange {
    /// Rows of the list: clashes first, then sites.
    pub fn rows(&self) -> usize {
        self.clashes.len() + self.network.sites.len()
    }

    /// The row in hand.
    pub fn row(&self) -> Option<Row<'_>> {
        let site = || self.network.sites.get(self.chosen - self.clashes.len()).map(Row::Site);
        self.clashes.get(self.chosen).map(Row::Clash).or_else(site)
    }

    /// Which side a verb keeps: `Some(None)` keeps neither.
    fn keeps(verb: &str) -> Option<Option<usize>> {
        Some(match verb {
            "conflict.first" => Some(0),
            "conflict.second" => Some(1),
            "conflict.neither" => None,
            _ => return None,
        })
    }

    /// May the chosen clash be settled so from here?
    pub fn may(&self, keep: Option<usize>) -> bool {
        let Some(Row::Clash(card)) = self.row() else { return false };
        let there = match keep {
            Some(nth) => nth < card.sides.len(),
            // Two bookings may both give way; of two values one must stand.
            None => card.kind == "double_booking",
        };
        there && card.ours && self.files == Files::Rest
    }

    fn settle(&self, keep: Option<usize>, cx: &mut Cx<'_>) {
        if let Some(Row::Clash(card)) = self.row() {
            let keep = keep.and_then(|nth| card.sides.get(nth)).map(|side| side.id.clone());
            cx.run(Command::Settle(Settle { conflict: card.id.clone(), keep, ..Settle::default() }));
        }
    }

    fn send(&mut self, errand: Errand, cx: &mut Cx<'_>) {
        self.files = Files::Busy(errand, 0, 0);
        cx.wishes.push(Wish::Send(errand));
    }

    fn move_by(&mut self, motion: Move, page: usize) {
        let last = self.rows().saturating_sub(1);
        self.chosen = match motion {
            Move::Up => self.chosen.saturating_sub(1),
            Move::Down => self.chosen + 1,
            Move::PageUp => self.chosen.saturating_sub(page),
            Move::PageDown => self.chosen + page,
            Move::Home => 0,
            Move::End => last,
        }
        .min(last);
    }
}

impl Panel for Exchange {
    fn scope(&self) -> &'static str {
        "exchange"
    }

    fn focus(&self) -> Focus {
        Focus::List
    }

    fn set_focus(&mut self, _focus: Focus) {}

    fn line(&mut self) -> Option<&mut TextLine> {
        None
    }

    fn refresh(&mut self, cx: &mut Cx<'_>) {
        cx.ask("clashes", accord::Query::Conflicts(Conflicts::default()));
        cx.ask("network", report::Query::Network(report::Nothing {}));
    }

    fn verb(&mut self, verb: &str, cx: &mut Cx<'_>) -> bool {
        if !self.available(verb) {
            return false;
        }
        if let Some(keep) = Exchange::keeps(verb) {
            self.settle(keep, cx);
            return true;
        }
        if let Some(motion) = Move::of(verb) {
            self.move_by(motion, cx.rows.saturating_sub(2).max(1));
            return true;
        }
        match (verb, &self.files) {
            ("exchange.write", _) => self.send(Errand::Write, cx),
            ("exchange.recover", _) => self.send(Errand::Recover, cx),
            ("exchange.read" | "open", Files::Preview(_)) => self.send(Errand::Read, cx),
            ("exchange.read", _) => self.send(Errand::Look, cx),
            ("open" | "back", _) => self.files = Files::Rest,
            _ => return false,
        }
        true
    }

    fn available(&self, verb: &str) -> bool {
        if let Some(keep) = Exchange::keeps(verb) {
            return self.may(keep);
        }
        match verb {
            // While files are on their way nothing else is sent after them.
            "exchange.write" | "exchange.read" => !matches!(self.files, Files::Busy(..)),
            "exchange.recover" => matches!(&self.files, Files::Preview(all) if all.iter().any(Waiting::wants_recovery)),
            "open" => matches!(self.files, Files::Preview(_) | Files::Done(_)),
            "back" => !matches!(self.files, Files::Rest | Files::Busy(..)),
            other => Move::of(other).is_some(),
        }
    }

    fn answer(&mut self, _slot: &str, answer: Answer, _cx: &mut Cx<'_>) {
        match answer {
            Answer::Accord(accord::Answer::Conflicts(cards)) => self.clashes = cards,
            Answer::Report(report::Answer::Network(network)) => self.network = network,
            _ => {}
        }
        self.chosen = self.chosen.min(self.rows().saturating_sub(1));
    }

    fn files(&mut self, outcome: Outcome, cx: &mut Cx<'_>) {
        self.files = match outcome {
            Outcome::Arrived(waiting) if !waiting.is_empty() => Files::Preview(waiting),
            Outcome::Moving { errand, done, total } => {
                self.files = Files::Busy(errand, done, total);
                return;
            }
            other => Files::Done(other),
        };
        self.refresh(cx);
    }

    fn done(&mut self, _order: &Order, _reply: &Reply, _cx: &mut Cx<'_>) {}

    fn scan(&mut self, _text: &str, _cx: &mut Cx<'_>) {}
}
