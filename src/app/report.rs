//! The report's room: a period, its figures, what each means; at the hub a row a community first.

use super::panel::{Cx, Focus, Panel};
use crate::desk::command::Order;
use crate::desk::query::Answer;
use crate::desk::report::{self, Line, Period, Sheet, Span};
use crate::list::Move;
use crate::store::Reply;
use crate::text::line::TextLine;

/// What stands beside the figures.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Side {
    /// Requests by category and item.
    #[default]
    Services,
    /// How the chosen figure is counted.
    Meaning,
}

#[derive(Debug, Default)]
pub struct Report {
    pub period: Option<Period>,
    pub sheet: Option<Box<Sheet>>,
    /// At the hub: the one community that is shown.
    pub site: Option<String>,
    /// The row of the list: a figure, or (at the hub) all and then each community.
    pub chosen: usize,
    pub side: Side,
    /// Where the hub's list stood before a community was opened.
    left_at: usize,
}

impl Report {
    /// Is this the hub's list of communities?
    pub fn is_roll(&self) -> bool {
        self.site.is_none() && self.sheet.as_ref().is_some_and(|s| !s.sites.is_empty())
    }

    /// The figure that is chosen.
    pub fn line(&self) -> Line {
        Line::ALL[self.chosen.min(Line::ALL.len() - 1)]
    }

    fn rows(&self) -> usize {
        match &self.sheet {
            Some(sheet) if self.is_roll() => sheet.sites.len() + 1,
            Some(_) => Line::ALL.len(),
            None => 0,
        }
    }

    fn ask(&self, cx: &mut Cx<'_>) {
        let period = self.period.unwrap_or_else(|| Period::around(Span::Month, cx.now.date()));
        let named = period.span == Span::Days;
        cx.ask(
            "sheet",
            report::Query::Report(report::Report {
                from: Some(period.from.to_string()),
                until: named.then(|| period.until.to_string()),
                period: (!named).then(|| period.span.name().to_owned()),
                site: self.site.clone(),
                after: None,
                rows: Some("5000".into()),
            }),
        );
    }

    fn to(&mut self, period: Period, cx: &mut Cx<'_>) {
        self.period = Some(period);
        self.ask(cx);
    }

    /// The community of the chosen row; the first row is all of them.
    fn open(&mut self, cx: &mut Cx<'_>) {
        let site = self.sheet.as_ref().and_then(|s| s.sites.get(self.chosen.checked_sub(1)?)).map(|s| s.site.clone());
        if let Some(site) = site {
            self.left_at = self.chosen;
            self.site = Some(site);
            self.chosen = 0;
            self.ask(cx);
        }
    }

    fn back(&mut self, cx: &mut Cx<'_>) {
        if self.side == Side::Meaning {
            self.side = Side::Services;
        } else if self.site.take().is_some() {
            self.chosen = self.left_at;
            self.ask(cx);
        }
    }
}

impl Panel for Report {
    fn scope(&self) -> &'static str {
        "report"
    }

    fn focus(&self) -> Focus {
        Focus::List
    }

    fn set_focus(&mut self, _focus: Focus) {}

    fn line(&mut self) -> Option<&mut TextLine> {
        None
    }

    fn refresh(&mut self, cx: &mut Cx<'_>) {
        self.ask(cx);
    }

    fn verb(&mut self, verb: &str, cx: &mut Cx<'_>) -> bool {
        let today = cx.now.date();
        let period = self.period.unwrap_or_else(|| Period::around(Span::Month, today));
        if let Some(span) = verb.strip_prefix("report.").and_then(Span::parse) {
            self.to(Period::around(span, today), cx);
            return true;
        }
        let last = self.rows().saturating_sub(1);
        let page = cx.rows.saturating_sub(3).max(1);
        match verb {
            "report.prev" => self.to(period.step(-1), cx),
            "report.next" => self.to(period.step(1), cx),
            "report.explain" => self.side = if self.side == Side::Meaning { Side::Services } else { Side::Meaning },
            "report.services" => self.side = Side::Services,
            "up" => self.chosen = self.chosen.saturating_sub(1),
            "down" => self.chosen = (self.chosen + 1).min(last),
            "page_up" => self.chosen = self.chosen.saturating_sub(page),
            "page_down" => self.chosen = (self.chosen + page).min(last),
            "home" => self.chosen = 0,
            "end" => self.chosen = last,
            "open" | "accept" if self.is_roll() => self.open(cx),
            "back" => self.back(cx),
            _ => return false,
        }
        true
    }

    fn available(&self, verb: &str) -> bool {
        match verb {
            "open" | "accept" => self.is_roll() && self.chosen > 0,
            "back" => self.site.is_some() || self.side == Side::Meaning,
            "report.services" => self.side == Side::Meaning && !self.is_roll(),
            "report.explain" => !self.is_roll() && self.sheet.is_some(),
            other if other.starts_with("report.") => true,
            other => Move::of(other).is_some() && self.rows() > 0,
        }
    }

    fn answer(&mut self, _slot: &str, answer: Answer, _cx: &mut Cx<'_>) {
        let Answer::Report(report::Answer::Report(sheet)) = answer else { return };
        self.sheet = Some(sheet);
        self.chosen = self.chosen.min(self.rows().saturating_sub(1));
    }

    fn done(&mut self, _order: &Order, _reply: &Reply, _cx: &mut Cx<'_>) {}

    fn scan(&mut self, _text: &str, _cx: &mut Cx<'_>) {}
}
