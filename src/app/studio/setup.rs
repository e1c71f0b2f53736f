//! The forms that set the diary up: advisors, hours, leave, places, kinds, lectures, series; and what each becomes.

use super::Studio;
use crate::app::layer::OpenForm;
use crate::app::panel::Cx;
use crate::calendar::recur::Holidays;
use crate::desk::studio::{Advisor, AdvisorCard};
use crate::form::number::is_whole;
use crate::form::{Candidate, Field, Form};
use crate::i18n::Lang;
use crate::i18n::studio_setup::{Setup as Words, words};
use crate::text::when::week;
use chrono::{Datelike as _, NaiveDateTime};

/// What the set-up form offers, in the order of its digits: the verbs of the forms.
pub const FORMS: [&str; 13] = [
    "hours.set",
    "advisor.leave",
    "advisor.add",
    "advisor.set",
    "place.add",
    "place.set",
    "place.close",
    "kind.add",
    "series.add",
    "series.stop",
    "leave.drop",
    "lecture.open",
    "followup.done",
];

/// The rules a clerk chooses from instead of writing RFC 5545; the last one is written.
const EVERY: [(&str, &str); 4] = [
    ("FREQ=WEEKLY", "every_week"),
    ("FREQ=WEEKLY;INTERVAL=2", "every_second_week"),
    ("FREQ=MONTHLY", "every_month_day"),
    ("NTH", "every_month_weekday"),
];

/// Is it one of these forms?
pub fn is_mine(form: &str) -> bool {
    form == "studio.setup" || FORMS.contains(&form)
}

/// A form by name; `None` when it makes no sense here and now (nobody to choose from).
pub fn blank(panel: &Studio, name: &str, lang: Lang) -> Option<OpenForm> {
    let w = words(lang);
    let verb = |name: &str| crate::command::table::verb(name).map_or("", |v| v.label(lang)).to_owned();
    let number = |name, label: &str| Field::text(name, label).check(is_whole, w.a_number);
    let (name, fields) = match name {
        "studio.setup" => {
            let all = FORMS.into_iter().filter(|f| *f == "advisor.add" || blank(panel, f, lang).is_some());
            let all = all.map(|f| Candidate::of(f, verb(f)).detail(crate::command::table::verb(f).map_or("", |v| v.help(lang))));
            ("studio.setup", vec![Field::choice("form", w.what, all.collect()).required()])
        }
        "advisor.add" => ("advisor.add", advisor(w)),
        "advisor.set" if panel.advisor_meant().is_some() => ("advisor.set", advisor(w)),
        "hours.set" => {
            let owners = panel.owners();
            let of = Field::choice("of", w.of, some(owners)?).required();
            ("hours.set", vec![of, Field::text("week", w.week).check(is_week, w.week_hint).hint(w.week_hint)])
        }
        "advisor.leave" => ("advisor.leave", stretch(Field::choice("of", w.advisor, some(panel.advisor_choices())?), w)),
        "place.close" => ("place.close", stretch(Field::choice("of", w.place, some(panel.place_choices())?), w)),
        "leave.drop" => ("leave.drop", vec![Field::choice("leave", w.leave, some(leaves(panel))?).required()]),
        "place.add" => {
            let mut fields = vec![Field::text("name", w.name).required()];
            fields.extend(details(w));
            ("place.add", fields)
        }
        "place.set" => {
            // Nothing is filled in beforehand: what stood there would be written to the place that is chosen next.
            let which = panel.places.iter().map(|p| Candidate::of(&p.id, &p.name).detail(told(p, w)));
            let mut fields = vec![Field::choice("of", w.place, some(which.collect())?).required()];
            fields.push(Field::text("name", w.new_name).hint(w.empty_stays));
            fields.extend(details(w));
            ("place.set", fields)
        }
        "kind.add" => {
            let needs = vec![
                Candidate::of("advisor", w.needs_advisor),
                Candidate::of("place", w.needs_place),
                Candidate::of("both", w.needs_both),
            ];
            let fields = vec![
                Field::text("name", w.name).required(),
                number("minutes", w.minutes).required(),
                number("capacity", w.capacity),
                Field::choice("needs", w.needs, needs),
            ];
            ("kind.add", fields)
        }
        "lecture.open" => {
            let mut fields = vec![Field::text("when", w.start).required(), Field::text("title", w.topic).required()];
            fields.push(Field::choice("advisor", w.advisor, panel.advisor_choices()));
            fields.push(Field::choice("place", w.place, panel.place_choices()));
            fields.push(number("capacity", w.seats));
            ("lecture.open", if panel.owners().is_empty() { return None } else { fields })
        }
        "series.add" => {
            let rules = EVERY.into_iter().map(|(value, word)| Candidate::of(value, w.every(word)));
            let policies = Holidays::ALL.into_iter().map(|h| Candidate::of(h.name(), crate::i18n::recur::holidays(h, lang)));
            let mut fields = vec![
                Field::text("name", w.name).required(),
                Field::text("when", w.first).required(),
                Field::choice("every", w.repeats, rules.collect()).required(),
                Field::choice("holidays", w.holidays, policies.collect()).required(),
                Field::choice("kind", w.kind, panel.kind_choices(w)),
                Field::choice("advisor", w.advisor, panel.advisor_choices()),
                Field::choice("place", w.place, panel.place_choices()),
                Field::text("until", w.until),
            ];
            fields.push(Field::text("rule", w.own_rule));
            ("series.add", if panel.owners().is_empty() { return None } else { fields })
        }
        "series.stop" => {
            let going = panel.series.iter().filter(|s| s.stopped.is_empty());
            let all = going.map(|s| Candidate::of(&s.id, &s.name).detail(format!("{}  {}", s.start.replace('T', " "), s.rule)));
            ("series.stop", vec![Field::choice("series", w.series, some(all.collect())?).required(), Field::text("from", w.from)])
        }
        "followup.done" => ("followup.done", vec![Field::choice("followup", w.followup, some(followups(panel))?).required()]),
        _ => return None,
    };
    Some(titled(name, fields, lang))
}

fn titled(name: &'static str, fields: Vec<Field>, lang: Lang) -> OpenForm {
    let title = crate::command::table::verb(name).map_or("", |v| v.label(lang)).to_owned();
    OpenForm { name, title, form: Form::new(fields) }
}

fn some(candidates: Vec<Candidate>) -> Option<Vec<Candidate>> {
    Some(candidates).filter(|c| !c.is_empty())
}

fn is_week(text: &str) -> bool {
    week::hours(text).is_ok()
}

/// What there is to say of a place besides its name.
fn details(w: &Words) -> Vec<Field> {
    let yes = vec![Candidate::of("no", w.whole_place), Candidate::of("yes", w.by_seat)];
    vec![
        Field::text("capacity", w.capacity).check(is_whole, w.a_number),
        Field::choice("shared", w.booked, yes),
        Field::text("community", w.community),
    ]
}

/// A place's details as they stand.
fn told(place: &crate::desk::studio::Place, w: &Words) -> String {
    let holds = Some(place.capacity).filter(|n| *n > 0).map(|n| format!("{} {n}", w.capacity)).unwrap_or_default();
    let way = if place.shared { w.by_seat } else { w.whole_place };
    [holds.as_str(), way, &place.community].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("  ")
}

fn advisor(w: &Words) -> Vec<Field> {
    let number = |name, label: &str| Field::text(name, label).check(is_whole, w.a_number);
    vec![
        Field::text("name", w.name).required(),
        Field::text("active_from", w.active_from),
        Field::text("active_to", w.active_to),
        number("buffer", w.buffer),
        number("notice", w.notice),
        number("horizon", w.horizon),
        number("daily_max", w.daily_max),
    ]
}

fn stretch(of: Field, w: &Words) -> Vec<Field> {
    vec![of.required(), Field::text("from", w.from).required(), Field::text("to", w.to)]
}

fn leaves(panel: &Studio) -> Vec<Candidate> {
    let of = |name: &str, l: &crate::desk::studio::Leave| {
        let span = format!("{} - {}", l.from.format("%m-%d %H:%M"), l.to.format("%m-%d %H:%M"));
        Candidate::of(&l.id, format!("{name} {span}"))
    };
    panel.advisors.iter().flat_map(|a| a.leave.iter().map(move |l| of(&a.advisor.name, l))).collect()
}

/// Open follow-ups, those of the selected booking first.
fn followups(panel: &Studio) -> Vec<Candidate> {
    let here = panel.selected().map(|e| e.booking.id.clone()).unwrap_or_default();
    let mut open: Vec<_> = panel.followups.iter().filter(|f| f.done.is_empty()).collect();
    open.sort_by_key(|f| (f.booking != here || here.is_empty(), f.due.clone()));
    let label = |f: &crate::desk::studio::Followup| format!("{} {} {}", f.due, f.client_name, f.text).trim().to_owned();
    open.into_iter().take(50).map(|f| Candidate::of(&f.id, label(f))).collect()
}

impl Studio {
    /// The advisor that a correction is about: the one shown alone, of the selected booking, or the only one.
    pub(super) fn advisor_meant(&self) -> Option<&AdvisorCard> {
        let of_booking = self.selected().and_then(|e| self.advisors.iter().find(|a| a.advisor.id == e.booking.advisor));
        self.advisor().or(of_booking).or_else(|| self.advisors.first().filter(|_| self.advisors.len() == 1))
    }

    /// The only advisor who has hours at a time.
    fn alone_at_work(&self, at: NaiveDateTime) -> Option<Advisor> {
        let weekday = at.weekday().number_from_monday();
        let has = |a: &&AdvisorCard| a.hours.iter().any(|h| h.weekday == weekday && h.from <= at.time() && at.time() < h.to);
        let mut all = self.advisors.iter().filter(has);
        all.next().filter(|_| all.next().is_none()).map(|card| card.advisor.clone())
    }

    pub(super) fn advisor_choices(&self) -> Vec<Candidate> {
        self.advisors.iter().map(|a| Candidate::of(&a.advisor.id, &a.advisor.name)).collect()
    }

    pub(super) fn place_choices(&self) -> Vec<Candidate> {
        self.places.iter().map(|p| Candidate::of(&p.id, &p.name)).collect()
    }

    fn kind_choices(&self, w: &Words) -> Vec<Candidate> {
        self.kinds.iter().map(|k| Candidate::of(&k.id, &k.name).detail(format!("{} {}", k.minutes, w.minutes))).collect()
    }

    /// Whoever has weekly hours, with the week as it stands.
    fn owners(&self) -> Vec<Candidate> {
        let week = |id: &str| self.advisors.iter().find(|a| a.advisor.id == id).map(week_of).unwrap_or_default();
        let mut all = self.advisor_choices();
        all.extend(self.place_choices());
        all.into_iter().map(|c| Candidate { detail: week(&c.value), ..c }).collect()
    }

    /// The weeks as they stand are those that the clerk has before him.
    pub(super) fn look_at_weeks(&mut self) {
        self.weeks = self.advisors.iter().map(|a| (a.advisor.id.clone(), week_of(a))).collect();
    }

    /// The form that corrects an advisor, over what is known of him.
    pub(super) fn about_advisor(&mut self, id: &str, lang: Lang) -> Option<OpenForm> {
        let a = self.advisors.iter().map(|card| &card.advisor).find(|a| a.id == id)?.clone();
        let mut open = titled("advisor.set", advisor(words(lang)), lang);
        let form = &mut open.form;
        let numbers = [("buffer", a.buffer), ("notice", a.notice), ("horizon", a.horizon), ("daily_max", a.daily_max)];
        for (field, text) in [("name", &a.name), ("active_from", &a.active_from), ("active_to", &a.active_to)] {
            form.fill(field, text, text);
        }
        for (field, n) in numbers {
            let text = if n == 0 { String::new() } else { n.to_string() };
            form.fill(field, &text, &text);
        }
        open.form = open.form.of_record();
        // These two may be the site's own, which the advisor's record does not say.
        ["notice", "horizon"].into_iter().for_each(|field| open.form.insist(field));
        self.of_form = Some(a.id);
        Some(open)
    }

    /// Opens one of these forms with what is known.
    pub(super) fn set_up(&mut self, name: &str, cx: &mut Cx<'_>) -> bool {
        let Some(mut open) = blank(self, name, cx.lang) else {
            cx.say(words(cx.lang).nobody_yet);
            return true;
        };
        let form = &mut open.form;
        self.of_form = None;
        self.look_at_weeks();
        let subject = self.advisor_meant().map(|a| a.advisor.clone());
        match name {
            "advisor.set" => {
                let Some(of) = subject.and_then(|a| self.about_advisor(&a.id, cx.lang)) else { return true };
                open = of;
            }
            "hours.set" => {
                if let Some(card) = self.advisor_meant() {
                    let week = week_of(card);
                    form.fill("of", &card.advisor.id, &card.advisor.name);
                    form.fill("week", &week, &week);
                    form.focus_on("week");
                }
            }
            "advisor.leave" => {
                if let Some(a) = subject {
                    form.fill("of", &a.id, &a.name);
                    form.focus_on("from");
                }
            }
            "lecture.open" | "series.add" => {
                if let Some(start) = self.spot_start() {
                    let text = start.format("%Y-%m-%d %H:%M").to_string();
                    // The time under the cursor is a proposal: another one is typed over it.
                    form.propose("when", &text);
                    form.focus_on(if name == "lecture.open" { "title" } else { "name" });
                }
                if let Some(a) = subject.or_else(|| self.alone_at_work(self.spot_start()?)) {
                    form.fill("advisor", &a.id, &a.name);
                }
                if let Some(kind) = self.kinds.iter().find(|k| k.capacity > 1) {
                    form.fill("kind", &kind.id, &kind.name);
                }
                form.fill("holidays", Holidays::Next.name(), crate::i18n::recur::holidays(Holidays::Next, cx.lang));
            }
            _ => {}
        }
        cx.open(open);
        true
    }
}

fn week_of(card: &AdvisorCard) -> String {
    let rows: Vec<week::Row> = card.hours.iter().map(|h| week::Row { weekday: h.weekday, from: h.from, to: h.to }).collect();
    week::text(&rows)
}
