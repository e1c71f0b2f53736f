//! Which keys work here and now: the footer's one line and the help page.

use super::keymap::Keymap;
use super::label::{label, labels};
use super::table::{self, VERBS, Verb};
use crate::i18n::{Lang, verbs};
use crate::text::width;

/// The place that is asked about: its keymap, its scopes (nearest first), and what is available in it.
#[derive(Clone, Copy)]
pub struct Here<'a> {
    pub map: &'a Keymap,
    pub scopes: &'a [&'a str],
    pub lang: Lang,
    /// Whether this verb can be done now.
    pub available: &'a dyn Fn(&str) -> bool,
}

/// One key and what it does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hint {
    pub verb: &'static str,
    /// `F5`, or all keys on the help page: `n Ctrl-N`.
    pub keys: String,
    pub label: &'static str,
}

impl Hint {
    /// With the cells it takes.
    fn measured(self) -> (Hint, usize) {
        let cells = width::cells(&self.keys) + 1 + width::cells(self.label);
        (self, cells)
    }
}

/// One heading of the help page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HelpGroup {
    pub title: &'static str,
    pub lines: Vec<HelpLine>,
}

/// One line under it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HelpLine {
    pub keys: String,
    pub label: &'static str,
    pub help: &'static str,
}

impl Here<'_> {
    /// The hints that fit into `cells`, the most wanted first, help always among them; and the gap between them
    /// in cells (1 on a crowded line, else 2).
    pub fn hints(&self, cells: usize) -> (Vec<Hint>, usize) {
        let verbs = self.ranked();
        let measured = |verb: &'static Verb| self.hint(verb).map(Hint::measured);
        let is_help = |verb: &&&Verb| verb.name == "help";
        let mut help = verbs.iter().find(is_help).and_then(|verb| measured(verb)).filter(|(_, wide)| *wide <= cells);
        // With a gap behind each, help's room kept free until its turn comes.
        let mut used = help.as_ref().map_or(0, |(_, wide)| wide + 1);
        let mut kept: Vec<(Hint, usize)> = Vec::new();
        let mut whole = true;
        for verb in &verbs {
            if is_help(&verb) {
                kept.extend(help.take());
                continue;
            }
            let Some((hint, wide)) = measured(verb) else { continue };
            if used + wide > cells {
                whole = false;
                break;
            }
            used += wide + 1;
            kept.push((hint, wide));
        }
        kept.extend(help);
        let roomy = (used + kept.len()).saturating_sub(2) <= cells;
        (kept.into_iter().map(|(hint, _)| hint).collect(), if whole && roomy { 2 } else { 1 })
    }

    /// The footer: whole hints only, never wider than `cells`.
    pub fn footer(&self, cells: usize) -> String {
        let (hints, gap) = self.hints(cells);
        let words: Vec<String> = hints.iter().map(|h| format!("{} {}", h.keys, h.label)).collect();
        words.join(&" ".repeat(gap))
    }

    /// The help page: every verb that a key reaches from here, under the scope that binds it.
    pub fn help(&self) -> Vec<HelpGroup> {
        let mut told: Vec<&str> = Vec::new();
        let mut groups: Vec<HelpGroup> = Vec::new();
        for scope in self.scopes {
            let mut lines = Vec::new();
            for binding in self.map.bindings(scope) {
                if told.contains(&binding.verb) || !(self.available)(binding.verb) {
                    continue;
                }
                told.push(binding.verb);
                lines.extend(table::verb(binding.verb).and_then(|verb| self.help_line(verb)));
            }
            if !lines.is_empty() {
                groups.push(HelpGroup { title: verbs::heading(scope, self.lang), lines });
            }
        }
        groups
    }

    /// The help page as lines of at most `cells`, keys, labels and helps in columns.
    pub fn help_lines(&self, cells: usize) -> Vec<String> {
        let groups = self.help();
        let lines = || groups.iter().flat_map(|g| &g.lines);
        let keys = lines().map(|l| width::cells(&l.keys)).max().unwrap_or(0);
        let names = lines().map(|l| width::cells(l.label)).max().unwrap_or(0);
        let mut page = Vec::new();
        for group in &groups {
            page.push(width::clip(group.title, cells));
            for line in &group.lines {
                // A sentence that is too long goes on below itself.
                let room = cells.saturating_sub(keys + names + 6).max(10);
                for (n, part) in width::folded(line.help, room).into_iter().enumerate() {
                    let (key, name) = if n == 0 { (line.keys.as_str(), line.label) } else { ("", "") };
                    let text = format!("  {}  {}  {part}", width::pad(key, keys), width::pad(name, names));
                    page.push(width::clip(&text, cells));
                }
            }
        }
        page
    }

    fn help_line(&self, verb: &Verb) -> Option<HelpLine> {
        let keys = self.map.keys_of(self.scopes, verb.name, self.available);
        let line = HelpLine { keys: labels(&keys, self.lang), label: verb.label(self.lang), help: verb.help(self.lang) };
        (!keys.is_empty()).then_some(line)
    }

    /// The verbs of the footer by rank.
    fn ranked(&self) -> Vec<&'static Verb> {
        let all = VERBS.iter().enumerate().filter(|(_, v)| v.rank > 0 && (self.available)(v.name));
        let mut verbs: Vec<(usize, &Verb)> = all.collect();
        // In the table's order where ranks are equal; a stable sort would take memory for it.
        verbs.sort_unstable_by_key(|(at, v)| (v.rank, *at));
        verbs.into_iter().map(|(_, verb)| verb).collect()
    }

    /// The first key that reaches a verb.
    fn hint(&self, verb: &'static Verb) -> Option<Hint> {
        let key = self.map.key_of(self.scopes, verb.name, self.available)?;
        Some(Hint { verb: verb.name, keys: label(key, self.lang), label: verb.label(self.lang) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command::load;

    fn footer(scopes: &[&str], lang: Lang, available: &dyn Fn(&str) -> bool, cells: usize) -> String {
        let map = load::embedded("default").unwrap();
        Here { map: &map, scopes, lang, available }.footer(cells)
    }

    const LOANS: &[&str] = &["loans.box", "box", "global"];
    const WALKIN: &[&str] = &["walkin.list", "list", "global"];

    #[test]
    fn the_footer_says_what_works_here() {
        let few = |v: &str| ["loan.renew_all", "loan.hold", "loan.bookdrop", "undo", "help"].contains(&v);
        let line = "Ctrl-R 全部续借  Ctrl-O 预约  F7 昨日还书箱  F8 撤销  F9 帮助";
        assert_eq!(footer(LOANS, Lang::Zh, &few, 80), line);
        let some = |v: &str| v.starts_with("ticket.") || ["open", "request.register", "help"].contains(&v);
        assert!(footer(WALKIN, Lang::Zh, &some, 80).starts_with("Enter 打开  F5 叫下一位  F6 过号  n 登记  "));
        assert_eq!(footer(WALKIN, Lang::En, &|v| v == "undo", 80), "F8 Undo");
    }

    #[test]
    fn a_narrow_footer_keeps_whole_hints_and_help() {
        for cells in 0..130 {
            let line = footer(WALKIN, Lang::Zh, &|_| true, cells);
            assert!(width::cells(&line) <= cells, "{cells}: {line}");
            assert!(cells < 7 || line.ends_with("F9 帮助") || line.ends_with("? 帮助"), "{cells}: {line}");
        }
    }

    /// What is left when hints are dropped from the least wanted on until the line fits.
    #[test]
    fn no_hint_is_left_out_that_would_fit() {
        let map = load::embedded("default").unwrap();
        for (scopes, lang) in [(WALKIN, Lang::Zh), (LOANS, Lang::En)] {
            let here = Here { map: &map, scopes, lang, available: &|_| true };
            let every: Vec<_> = here.ranked().into_iter().filter_map(|v| here.hint(v)).map(Hint::measured).collect();
            for cells in 0..400 {
                let mut left = every.clone();
                let line = |all: &[(Hint, usize)], gap| all.iter().map(|(_, wide)| wide + gap).sum::<usize>().saturating_sub(gap);
                let gap = if line(&left, 2) <= cells { 2 } else { 1 };
                while line(&left, gap) > cells && !left.is_empty() {
                    left.remove(left.iter().rposition(|(hint, _)| hint.verb != "help").unwrap_or(0));
                }
                let (hints, told) = here.hints(cells);
                assert_eq!(hints, left.into_iter().map(|(hint, _)| hint).collect::<Vec<_>>(), "{cells}");
                assert!(hints.len() < 2 || told == gap, "{cells}");
            }
        }
    }

    #[test]
    fn no_sentence_of_the_help_is_cut() {
        let map = load::embedded("default").unwrap();
        for lang in [Lang::Zh, Lang::En] {
            for scope in table::SCOPES {
                let scopes = [*scope, scope.rsplit('.').next().unwrap(), "global"];
                let here = Here { map: &map, scopes: &scopes, lang, available: &|_| true };
                let page = here.help_lines(76);
                assert!(page.iter().all(|line| !line.ends_with('~') && width::cells(line) <= 76), "{scope}: {page:#?}");
            }
        }
    }

    #[test]
    fn help_names_every_key_that_reaches_a_verb() {
        let map = load::embedded("default").unwrap();
        let here = Here { map: &map, scopes: WALKIN, lang: Lang::Zh, available: &|_| true };
        let groups = here.help();
        assert_eq!(groups.iter().map(|g| g.title).collect::<Vec<_>>(), ["来访事项", "列表", "任何页面"]);
        let tell = groups[0].lines.iter().find(|l| l.label == "告知").unwrap();
        assert_eq!(tell.keys, "m 8");
        let all: Vec<_> = groups.iter().flat_map(|g| &g.lines).collect();
        assert_eq!(all.iter().filter(|l| l.label == "登记").count(), 1);
        for line in here.help_lines(60) {
            assert!(width::cells(&line) <= 60, "{line}");
        }
    }
}
