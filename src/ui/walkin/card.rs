//! The card of a request: who, until when, its stages, its papers, its history; or its limit day by day.

use super::raw;
use crate::desk::walkin::{Card, Handed, Referral, State};
use crate::i18n::walkin::{Walkin as Words, handed as handed_words, score, state, step};
use crate::i18n::{calendar, fill};
use crate::text::{mask, width};
use crate::ui::look::Look;
use crate::ui::paint::{put, put_right};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// Writes line after line.
struct Down<'a> {
    buf: &'a mut Buffer,
    area: Rect,
    y: u16,
    look: Look,
}

impl Down<'_> {
    fn line(&mut self, text: &str) {
        put(self.buf, self.area, 0, self.y, self.area.width, text, self.look.plain());
        self.y += 1;
    }

    fn rule(&mut self) {
        for x in 0..self.area.width {
            raw(self.buf, self.area, x, self.y, self.look.skin.border()[0]);
        }
        self.y += 1;
    }

    /// Words one after the other, on a new line where one does not fit.
    fn flow(&mut self, words: impl Iterator<Item = String>) {
        let mut line = String::new();
        for word in words {
            if !line.is_empty() && width::cells(&line) + width::cells(&word) + 2 > usize::from(self.area.width) {
                self.line(&line);
                line.clear();
            }
            if !line.is_empty() {
                line.push_str("  ");
            }
            line.push_str(&word);
        }
        if !line.is_empty() {
            self.line(&line);
        }
    }
}

/// The whole card; without its history where that stands beside it.
pub(super) fn card_of(card: &Card, w: &Words, look: &Look, area: Rect, buf: &mut Buffer, beside: bool) {
    let (request, item) = (&card.request, &card.service_item);
    let stands = state(request.state.name(), look.lang);
    let cells = u16::try_from(width::cells(&stands)).unwrap_or(0);
    let room = area.width.saturating_sub(cells + 1);
    put(buf, area, 0, 0, room, &format!("{}  {}", card.short, item.name), look.bold());
    put_right(buf, area, 0, 0, area.width, &stands, look.plain());
    let mut down = Down { buf, area, y: 1, look: *look };
    down.line(&person(card, look));
    due(card, w, look, &mut down);
    down.line(&request.summary);
    down.rule();
    let stages = card.stages.iter().skip(usize::try_from(request.stage).unwrap_or(0).saturating_sub(1)).take(4);
    for stage in stages {
        let people = if stage.people > 1 { w.two } else { "" };
        let format = if stage.until.is_some() { "%m-%d" } else { "%m-%d %H:%M" };
        let at = stage.at.map(|m| m.local().format(format).to_string()).unwrap_or_default();
        // A publicity from its first day to its last.
        let at = match stage.until.as_deref() {
            Some(day) => fill(w.from_to, [("from", at.as_str()), ("until", day.get(5..).unwrap_or(day))].into_iter()),
            None => at,
        };
        let said = [people, &at].into_iter().filter(|part| !part.is_empty());
        down.line(&said.fold(format!("{} {}", stage.n, stage.name), |line, part| format!("{line}  {part}")));
    }
    down.rule();
    let papers = card.papers.iter().map(|p| format!("[{}] {}", if p.state == "here" { "x" } else { " " }, p.name));
    down.flow(std::iter::once(w.papers.to_owned()).chain(papers));
    if let Some(at) = request.told_at.filter(|_| request.missing.is_some()) {
        let at = at.local().format("%m-%d %H:%M").to_string();
        down.line(&fill(w.told, [("at", at.as_str())].into_iter()));
    }
    let handed = card.handed.as_ref();
    if let Some(from) = handed.filter(|h| h.request != request.id) {
        let facts = [("site", from.from_site.as_str()), ("name", &from.sender)];
        down.line(&format!("{}  {}", fill(w.handed_by, facts.into_iter()), from.number));
    } else if let Some(away) = handed.filter(|h| h.state != Handed::Recalled) {
        away_line(away, card.request.state == State::Referred, look, &mut down);
    } else if card.request.state == State::Referred {
        down.line(&format!("{}  {}", stands, request.referred_to.as_deref().unwrap_or("")));
    }
    if let Some(result) = &request.result {
        let rated = request.score.map(|n| format!("{} {}", w.rating, score(n, look.lang))).unwrap_or_default();
        down.line(&format!("{} {result}  {rated}", w.result));
    }
    if beside {
        return;
    }
    down.rule();
    let y = down.y.min(area.height);
    history(card, look, Rect { y: area.y + y, height: area.height - y, ..area }, buf);
}

/// What the desk that it was handed to has made of it; `open`: this desk has not answered that yet.
fn away_line(handed: &Referral, open: bool, look: &Look, down: &mut Down<'_>) {
    let told = |text: &Option<String>| text.clone().unwrap_or_default();
    let (as_, by, reason, result) = (told(&handed.taken_as), told(&handed.taker), told(&handed.reason), told(&handed.result));
    let facts = [("site", handed.to_site.as_str()), ("as", &as_), ("by", &by), ("reason", &reason), ("result", &result)];
    let text = fill(&handed_words(handed.state.name(), look.lang), facts.into_iter());
    let style = match handed.state {
        Handed::SentBack if open => look.alarm(),
        Handed::Finished => look.bold(),
        _ => look.plain(),
    };
    let at = handed.finished_at.or(handed.answered_at).unwrap_or(handed.sent_at).local().format("%m-%d %H:%M").to_string();
    for part in width::folded(&format!("{at} {}", text.trim_end()), usize::from(down.area.width)) {
        put(down.buf, down.area, 0, down.y, down.area.width, &part, style);
        down.y += 1;
    }
}

fn person(card: &Card, look: &Look) -> String {
    let (name, number, phone) = (card.name.as_deref(), card.id_number.as_deref(), card.phone.as_deref());
    let told = |text: Option<&str>, hide: fn(&str) -> String| {
        text.map(|t| if look.revealed { t.to_owned() } else { hide(t) }).unwrap_or_default()
    };
    format!("{}  {}  {}", told(name, mask::name), told(number, mask::id_number), told(phone, mask::phone))
}

fn due(card: &Card, w: &Words, look: &Look, down: &mut Down<'_>) {
    let request = &card.request;
    let Some(date) = &request.due else { return down.line(w.no_limit) };
    let basis = if request.due_basis == "ceiling" { w.ceiling } else { w.promised };
    let days = |template, n: i64| fill(template, [("n", n.abs().to_string().as_str())].into_iter());
    let left = match (request.state, card.left) {
        (State::Papers | State::Paused, _) => w.still.to_owned(),
        (State::Finished | State::Merged, _) => String::new(),
        (_, n) if card.late => days(w.over, n.unwrap_or(0)),
        (_, Some(0)) => w.ends_today.to_owned(),
        (_, Some(n)) => days(w.left, n),
        (_, None) => String::new(),
    };
    let doubt = if request.provisional { w.provisional } else { "" };
    let style = if card.late { look.alarm() } else { look.plain() };
    put(down.buf, down.area, 0, down.y, down.area.width, &format!("{basis} {date}  {left}  {doubt}"), style);
    down.y += 1;
}

/// What happened, the latest last; what does not fit is left out from the beginning.
pub(super) fn history(card: &Card, look: &Look, area: Rect, buf: &mut Buffer) {
    let skip = card.steps.len().saturating_sub(usize::from(area.height));
    for (y, made) in (0..area.height).zip(card.steps.iter().skip(skip)) {
        let at = made.at.local().format("%m-%d %H:%M").to_string();
        let stage = made.stage.filter(|_| made.kind == "stage").and_then(|n| card.stages.iter().find(|s| s.n == n));
        let what = stage.map_or_else(|| step(&made.kind, look.lang), |s| s.name.clone());
        let text = match made.kind.as_str() {
            "pause" => made.text.as_deref().map(|t| calendar::pause(t, look.lang).to_owned()),
            "rate" => made.stage.map(|n| format!("{}  {}", score(n, look.lang), made.text.as_deref().unwrap_or(""))),
            _ => made.text.as_deref().map(|t| t.replace('\n', " ")),
        };
        let by = made.by.as_deref().filter(|_| matches!(made.kind.as_str(), "stage" | "extend")).unwrap_or(&made.clerk);
        let line = format!("{at} {what}  {}  {}", by.replace('\n', " "), text.unwrap_or_default());
        put(buf, area, 0, y, area.width, line.trim_end(), look.plain());
    }
}

pub(super) fn explained(card: &Card, w: &Words, look: &Look, area: Rect, buf: &mut Buffer) {
    put(buf, area, 0, 0, area.width, &format!("{}  {}", card.short, w.explained), look.bold());
    let room = usize::from(area.height.saturating_sub(1));
    let words = calendar::words(look.lang);
    let skip = card.days.len().saturating_sub(room);
    for (y, day) in (1..area.height).zip(card.days.iter().skip(skip)) {
        let mark = if day.counted { words.counted } else { words.not_counted };
        let weekday = calendar::weekday(day.line.date, look.lang);
        let why = calendar::why(&day.line.why, look.lang);
        put(buf, area, 0, y, area.width, &format!("{} {weekday}  {mark}  {why}", day.date), look.plain());
    }
}
