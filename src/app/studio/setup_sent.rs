//! What the set-up forms become once they are sent.

use super::Studio;
use super::typed::Wanted;
use crate::app::notice::{Level, Notice};
use crate::app::panel::{Cx, Wish};
use crate::desk::change::Fields;
use crate::desk::studio::time::wall_text;
use crate::desk::studio::{
    AddAdvisor, AddKind, AddPlace, AddSeries, AdvisorLeave, ClosePlace, Command, DropLeave, FinishFollowup, OpenLecture,
    SetAdvisor, SetHours, SetPlace, StopSeries,
};
use crate::form::number::whole;
use crate::text::when::is_morning;
use chrono::NaiveDate;
use serde_json::Value;

impl Studio {
    /// Sends one of these forms.
    pub(super) fn send_setup(&mut self, form: &str, values: &Fields, cx: &mut Cx<'_>) {
        let text = |name: &str| values.get(name).and_then(Value::as_str).map(|t| t.trim().to_owned()).unwrap_or_default();
        let some = |name: &str| Some(text(name)).filter(|t| !t.is_empty());
        let number = |name: &str| some(name).and_then(|t| whole(&t));
        match form {
            "studio.setup" => {
                let form = text("form");
                cx.wishes.push(Wish::Close);
                self.set_up(&form, cx);
            }
            "advisor.add" | "advisor.set" => {
                let (Some(active_from), Some(active_to)) =
                    (self.day("active_from", &text("active_from"), cx), self.day("active_to", &text("active_to"), cx))
                else {
                    return;
                };
                // Of a correction only what was changed is there: an emptied limit is no limit, an emptied date an open one.
                let changed = |name: &str| form == "advisor.add" || values.contains_key(name);
                let limit = |name: &str| if form == "advisor.add" { number(name) } else { Some(number(name).unwrap_or(0)) };
                let limit = |name: &str| limit(name).filter(|_| changed(name));
                let (buffer, notice, horizon, daily_max) =
                    (limit("buffer"), limit("notice"), limit("horizon"), limit("daily_max"));
                if form == "advisor.add" {
                    let (active_from, active_to) =
                        (Some(active_from).filter(|d| !d.is_empty()), Some(active_to).filter(|d| !d.is_empty()));
                    cx.run(Command::AddAdvisor(AddAdvisor {
                        name: text("name"),
                        active_from,
                        active_to,
                        buffer,
                        notice,
                        horizon,
                        daily_max,
                    }));
                } else if let Some(advisor) = self.of_form.clone() {
                    cx.run(Command::SetAdvisor(SetAdvisor {
                        advisor,
                        name: some("name"),
                        active_from: Some(active_from).filter(|_| changed("active_from")),
                        active_to: Some(active_to).filter(|_| changed("active_to")),
                        buffer,
                        notice,
                        horizon,
                        daily_max,
                    }));
                }
            }
            "hours.set" => {
                let (of, week) = (text("of"), text("week"));
                let seen = self.weeks.iter().find(|(owner, _)| *owner == of).map(|(_, week)| week.clone());
                cx.run(Command::SetHours(SetHours { of, week, seen }));
            }
            "advisor.leave" | "place.close" => {
                let Some((from, to)) = self.stretch_of(&text("from"), &text("to"), cx) else { return };
                cx.run(match form {
                    "advisor.leave" => Command::AdvisorLeave(AdvisorLeave { advisor: text("of"), from, to }),
                    _ => Command::ClosePlace(ClosePlace { place: text("of"), from, to }),
                });
            }
            "leave.drop" => cx.run(Command::DropLeave(DropLeave { leave: text("leave") })),
            "place.add" => cx.run(Command::AddPlace(AddPlace {
                name: text("name"),
                capacity: number("capacity"),
                shared: some("shared").map(|s| s == "yes"),
                community: some("community"),
            })),
            "place.set" => cx.run(Command::SetPlace(SetPlace {
                place: text("of"),
                name: some("name"),
                capacity: number("capacity"),
                shared: some("shared").map(|s| s == "yes"),
                community: some("community"),
            })),
            "kind.add" => cx.run(Command::AddKind(AddKind {
                name: text("name"),
                minutes: number("minutes").unwrap_or(0),
                capacity: number("capacity"),
                needs_advisor: some("needs").map(|n| n != "place"),
                needs_place: some("needs").map(|n| n != "advisor"),
            })),
            "lecture.open" => {
                let Some((start, minutes)) = self.start("when", &text("when"), cx) else { return };
                cx.run(Command::OpenLecture(OpenLecture {
                    start,
                    kind: None,
                    advisor: some("advisor"),
                    place: some("place"),
                    minutes,
                    capacity: number("capacity"),
                    title: some("title"),
                }));
            }
            "series.add" => self.send_series(&text, &some, cx),
            "series.stop" => {
                let Some(from) = self.day("from", &text("from"), cx) else { return };
                cx.run(Command::StopSeries(StopSeries { series: text("series"), from: Some(from).filter(|f| !f.is_empty()) }));
            }
            "followup.done" => cx.run(Command::FinishFollowup(FinishFollowup { followup: text("followup") })),
            _ => {}
        }
    }

    pub(super) fn send_series(
        &mut self,
        text: &impl Fn(&str) -> String,
        some: &impl Fn(&str) -> Option<String>,
        cx: &mut Cx<'_>,
    ) {
        let Some((start, minutes)) = self.start("when", &text("when"), cx) else { return };
        let Some(until) = self.day("until", &text("until"), cx) else { return };
        let rule = match (some("rule"), text("every").as_str()) {
            (Some(own), _) => own,
            (None, "NTH") => nth_weekday(&start),
            (None, chosen) => chosen.to_owned(),
        };
        cx.run(Command::AddSeries(AddSeries {
            name: text("name"),
            rrule: rule,
            start,
            kind: some("kind"),
            advisor: some("advisor"),
            place: some("place"),
            minutes,
            holidays: some("holidays"),
            until: Some(until).filter(|u| !u.is_empty()),
        }));
    }

    /// A day as people type it; empty stays empty. `None`: it was said what is wrong, and the cursor is in the field.
    pub(super) fn day(&self, field: &'static str, text: &str, cx: &mut Cx<'_>) -> Option<String> {
        if text.is_empty() {
            return Some(String::new());
        }
        self.wanted(field, text, |w| w.day.map(|d| d.to_string()).filter(|_| stray(w, text).is_none()), cx)
    }

    /// A start and the minutes, if an end was typed.
    pub(super) fn start(&self, field: &'static str, text: &str, cx: &mut Cx<'_>) -> Option<(String, Option<i64>)> {
        let today = cx.now.date();
        let mean = |w: &Wanted| Some((wall_text(w.start(today)?), w.minutes)).filter(|_| stray(w, text).is_none());
        self.wanted(field, text, mean, cx)
    }

    /// From and to of a leave: days, half days or times; without an end the day itself, its half, or the stretch typed.
    pub(super) fn stretch_of(&self, from: &str, to: &str, cx: &mut Cx<'_>) -> Option<(String, String)> {
        let today = cx.now.date();
        let noon = |day: NaiveDate| format!("{day}T12:00");
        let meant = |w: &Wanted, text: &str, day: Option<NaiveDate>| {
            let day = w.day.or_else(|| w.time.and(day))?;
            let half = is_morning(&w.client);
            (half.is_some() || stray(w, text).is_none()).then(|| (w.clone(), day, half))
        };
        let (first, day, half) = self.wanted("from", from, |w| meant(w, from, Some(today)), cx)?;
        let begin = match (first.time, half) {
            (Some(time), _) => wall_text(day.and_time(time)),
            (None, Some(false)) => noon(day),
            (None, _) => day.to_string(),
        };
        if to.is_empty() {
            let end = first.start(today).zip(first.minutes).map(|(s, m)| wall_text(s + chrono::Duration::minutes(m)));
            return Some((begin, end.unwrap_or_else(|| if half == Some(true) { noon(day) } else { day.to_string() })));
        }
        let (last, day, half) = self.wanted("to", to, |w| meant(w, to, Some(day)), cx)?;
        let end = match (last.time, half) {
            (Some(time), _) => wall_text(day.and_time(time)),
            (None, Some(true)) => noon(day),
            (None, _) => day.to_string(),
        };
        Some((begin, end))
    }

    /// What a field is read as; `None`: it was said what is wrong, and the cursor is in the field.
    fn wanted<T>(&self, field: &'static str, text: &str, mean: impl FnOnce(&Wanted) -> Option<T>, cx: &mut Cx<'_>) -> Option<T> {
        let read = self.read_line(text, cx);
        let value = read.as_ref().and_then(mean);
        if let (Some(read), None) = (&read, &value) {
            let w = crate::i18n::studio::words(cx.lang);
            let stray = stray(read, text).filter(|_| read.day.is_some() || read.time.is_some());
            let lacks = if read.day.is_some() { w.no_time } else { w.no_day };
            let said = stray.as_ref().map_or((lacks, text), |words| (w.only_time, words.as_str()));
            let text = crate::i18n::fill(said.0, [("piece", said.1)].into_iter());
            cx.wishes.push(Wish::Say(Notice { level: Level::Warning, text, hint: w.hint.to_owned() }));
        }
        if value.is_none() {
            cx.wishes.push(Wish::Wrong(field));
        }
        value
    }
}

/// Words beside the time, which a field that asks for a time alone would lose.
fn stray(read: &Wanted, text: &str) -> Option<String> {
    let named = read.advisor.is_some() || read.kind.is_some() || read.place.is_some();
    let words = if named { text } else { read.client.as_str() };
    Some(words.trim().to_owned()).filter(|words| !words.is_empty())
}

/// `FREQ=MONTHLY;BYDAY=1MO`: the weekday of the start, so many times into its month.
fn nth_weekday(start: &str) -> String {
    use chrono::Datelike as _;
    let Some(at) = crate::desk::studio::time::parse_wall(start) else { return String::new() };
    let names = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
    let nth = at.day0() / 7 + 1;
    // A fifth one is the last one: not every month has five.
    let nth = if nth > 4 { "-1".to_owned() } else { nth.to_string() };
    format!("FREQ=MONTHLY;BYDAY={nth}{}", names[at.weekday().num_days_from_monday() as usize])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nth_weekday_of_a_month_is_named_for_the_rule() {
        for (start, rule) in [
            ("2026-03-02T09:00", "FREQ=MONTHLY;BYDAY=1MO"),
            ("2026-03-13T09:00", "FREQ=MONTHLY;BYDAY=2FR"),
            ("2026-03-31T09:00", "FREQ=MONTHLY;BYDAY=-1TU"),
        ] {
            assert_eq!(nth_weekday(start), rule);
        }
    }
}
