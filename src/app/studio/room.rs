//! What the frame asks of the studio's room ([`Panel`]): keys, answers, forms sent and refused.

use super::{Studio, forms, granted, grid, setup, verbs};
use crate::app::layer::OpenForm;
use crate::app::notice::Notice;
use crate::app::panel::{Cx, Focus, Panel, Person, Wish};
use crate::desk::accord;
use crate::desk::change::Fields;
use crate::desk::command::Order;
use crate::desk::query::{Answer, Query};
use crate::desk::reason::Reason;
use crate::desk::residents;
use crate::desk::studio::{self, All, Followups, One, Unfinished};
use crate::form::Offered;
use crate::i18n::Lang;
use crate::store::Reply;
use crate::text::fold::half_width_char;
use crate::text::line::TextLine;
use serde_json::Value;

impl Panel for Studio {
    fn scope(&self) -> &'static str {
        "studio"
    }

    fn focus(&self) -> Focus {
        if self.boxed { Focus::Box } else { Focus::List }
    }

    fn set_focus(&mut self, focus: Focus) {
        self.boxed = focus == Focus::Box;
    }

    fn line(&mut self) -> Option<&mut TextLine> {
        Some(&mut self.line)
    }

    fn place(&self) -> Option<&'static str> {
        (self.moving.is_some() && self.month.is_none()).then_some("studio.moving")
    }

    fn places(&self) -> &'static [&'static str] {
        &["studio.moving"]
    }

    fn finds_itself(&self) -> bool {
        true
    }

    fn begins(&self, c: char) -> bool {
        // While a booking is moved a time may be typed as it is; no digit of it may enter an outcome or leave the room.
        self.moving.is_some() && self.month.is_none() && half_width_char(c).is_ascii_alphanumeric()
    }

    fn veiled(&self) -> Option<String> {
        self.selected().map(|entry| entry.booking.id.clone())
    }

    fn lead_to(&mut self, what: &str, cx: &mut Cx<'_>) {
        self.boxed = false;
        if let Some(at) = crate::desk::studio::time::parse_wall(what) {
            self.show(at, cx);
        } else if what == "followups" {
            // The list of what is promised; it is asked for anew, for the room may not have been entered yet.
            cx.ask("led", studio::Query::Followups(Followups::default()));
        } else if what == "unfinished" {
            cx.ask("led", studio::Query::Unfinished(Unfinished::default()));
        } else if what.starts_with("booking:") {
            self.of_form = None;
            cx.ask("led_to", studio::Query::Booking(One { id: what.to_owned() }));
        } else if what.starts_with("advisor:") {
            self.of_form = Some(what.to_owned());
        }
    }

    fn refresh(&mut self, cx: &mut Cx<'_>) {
        cx.ask("advisors", studio::Query::Advisors(All {}));
        cx.ask("kinds", studio::Query::Kinds(All {}));
        cx.ask("places", studio::Query::Places(All {}));
        cx.ask("unfinished", studio::Query::Unfinished(Unfinished::default()));
        cx.ask("series", studio::Query::AllSeries(All {}));
        cx.ask("followups", studio::Query::Followups(Followups::default()));
        self.ask_month(cx);
        if self.page.is_none() {
            self.wanted = Some(cx.now.local());
        }
        self.ask_week(cx);
    }

    fn verb(&mut self, verb: &str, cx: &mut Cx<'_>) -> bool {
        verbs::run(self, verb, cx)
    }

    fn available(&self, verb: &str) -> bool {
        verbs::available(self, verb)
    }

    fn answer(&mut self, slot: &str, answer: Answer, cx: &mut Cx<'_>) {
        if let Answer::Residents(residents::Answer::One(found)) = answer {
            match found {
                Some(card) => {
                    *cx.person = Some(Person { id: card.id.clone(), name: card.name.clone(), phone: card.phone.clone() });
                    self.verb("booking.first", cx);
                }
                None => cx.say(crate::i18n::shell::words(cx.lang).nothing_here),
            }
            return;
        }
        if let Answer::Accord(accord::Answer::Grants(rows)) = &answer {
            return self.granted(rows, cx);
        }
        let Answer::Studio(answer) = answer else { return };
        match (slot, answer) {
            (_, studio::Answer::Advisors(list)) => self.advisors = list,
            (_, studio::Answer::Kinds(list)) => self.kinds = list,
            (_, studio::Answer::Places(list)) => self.places = list,
            ("unfinished", studio::Answer::Bookings(list)) => self.unfinished = list,
            ("led", studio::Answer::Bookings(list)) => {
                self.unfinished = list;
                self.verb("studio.unfinished", cx);
            }
            ("month", studio::Answer::Bookings(list)) => {
                if let Some(month) = &mut self.month {
                    month.bookings = list;
                }
            }
            (_, studio::Answer::AllSeries(list)) => self.series = list,
            ("led", studio::Answer::Followups(list)) => {
                self.followups = list;
                self.set_up("followup.done", cx);
            }
            (_, studio::Answer::Followups(list)) => self.followups = list,
            (_, studio::Answer::Week(page)) => {
                let wanted = self.wanted.take().and_then(|at| grid::at(&page.week, at));
                self.spot = wanted.unwrap_or(self.spot).within(&page.week);
                self.page = Some(*page);
                self.row = self.row.min(self.of_day().len().saturating_sub(1));
                self.ask_detail(cx);
            }
            ("led_to", studio::Answer::Booking(detail)) => match detail {
                Some(detail) => {
                    let booking = &detail.entry.booking;
                    (self.of_form, self.seen) = (Some(booking.id.clone()), booking.rev);
                    let start = booking.start;
                    self.meant = Some(booking.id.clone());
                    self.detail = Some(detail);
                    self.show(start, cx);
                }
                None => cx.say(crate::i18n::shell::words(cx.lang).nothing_here),
            },
            (_, studio::Answer::Booking(detail)) => self.detail = detail,
            (_, studio::Answer::Slots(slots)) => self.propose(slots, cx),
            _ => {}
        }
    }

    fn done(&mut self, order: &Order, reply: &Reply, cx: &mut Cx<'_>) {
        self.moving = None;
        self.refused = None;
        let number = reply.result.get("number").and_then(|n| n.as_str()).unwrap_or_default();
        // What was made or moved is shown and selected.
        let start = match &order.command {
            crate::desk::command::Command::Studio(studio::Command::MakeBooking(c)) => Some(&c.start),
            crate::desk::command::Command::Studio(studio::Command::MoveBooking(c)) => Some(&c.start),
            crate::desk::command::Command::Studio(studio::Command::OpenLecture(c)) => Some(&c.start),
            crate::desk::command::Command::Studio(studio::Command::AddSeries(c)) => Some(&c.start),
            _ => None,
        };
        // Who is away leaves bookings behind: the first of them is shown, to be moved or called off.
        let left = reply.warnings.iter().find(|r| r.code == studio::Refusal::LeaveOverBookings.into());
        if let Some(at) = left.and_then(|r| r.facts.get("first")).and_then(|s| crate::desk::studio::time::parse_wall(s)) {
            (self.only, self.listed, self.boxed) = (None, false, false);
            self.show(at, cx);
        }
        if let Some(at) = start.and_then(|s| crate::desk::studio::time::parse_wall(s)) {
            self.show_owner(&order.command);
            self.meant = reply.result.get("id").and_then(|id| id.as_str()).map(str::to_owned);
            self.line.clear();
            self.boxed = false;
            self.day = Some(at.date());
            self.wanted = Some(at);
            if reply.warnings.is_empty() {
                cx.say(format!("{} {number}", crate::i18n::shell::words(cx.lang).saved));
            }
        }
    }

    fn refused(&mut self, order: &Order, reasons: &[Reason], cx: &mut Cx<'_>) -> bool {
        use crate::desk::command::Command as Any;
        if !matches!(order.command, Any::Studio(_) | Any::Accord(_)) {
            return false;
        }
        cx.wishes.push(Wish::Say(Notice::refusal(reasons, cx.lang)));
        if reasons.iter().any(|r| r.code == studio::Refusal::NothingToBook.into()) {
            cx.wishes.push(Wish::Wrong("advisor"));
        }
        let week = reasons.iter().find(|r| r.code == studio::Refusal::HoursSince.into()).and_then(|r| r.facts.get("week"));
        if let (Some(week), Any::Studio(studio::Command::SetHours(set))) = (week, &order.command) {
            self.weeks.retain(|(owner, _)| *owner != set.of);
            // Without any hours the message shows a dash.
            self.weeks.push((set.of.clone(), week.trim_matches('-').to_owned()));
        }
        // It is told what was changed elsewhere: the same key again is meant for the booking as it stands now.
        let now = reasons.iter().find(|r| r.code == studio::Refusal::ChangedSince.into()).and_then(|r| r.facts.get("rev"));
        self.seen = now.and_then(|rev| rev.parse().ok()).unwrap_or(self.seen);
        // Everything that speaks against it may be set aside: ask for the reason there and then.
        if !reasons.is_empty() && reasons.iter().all(|r| r.over.is_some()) {
            self.refused = Some(order.clone());
            if let Some(mut open) = forms::blank(self, "studio.override", cx.lang) {
                // Something came up meanwhile: the reason that was given may serve for it as well.
                let given = order.over.as_deref().unwrap_or_default();
                open.form.fill("reason", given, given);
                cx.open(open);
            }
        }
        true
    }

    fn scan(&mut self, text: &str, cx: &mut Cx<'_>) {
        // A card or an ID number: the person comes in hand, and the first free time is proposed for him.
        cx.ask("scanned", residents::Query::One(residents::One { id: text.to_owned() }));
        self.line.clear();
    }

    fn candidates_for(&self, form: &str, field: &str, typed: &str) -> Option<Query> {
        if !matches!(form, "booking.make" | "lecture.sign_up") || field != "who" || typed.trim().is_empty() {
            return None;
        }
        self.typed.replace(typed.to_owned());
        let page = residents::Page { find: typed.to_owned(), rows: 8, ..Default::default() };
        Some(residents::Query::Page(page).into())
    }

    fn candidates(&self, _form: &str, _field: &str, answer: Answer, lang: Lang) -> Offered {
        let Answer::Residents(residents::Answer::Page(rows)) = answer else { return Offered::default() };
        forms::people(rows.into_iter().map(|(_, card)| card).collect(), &self.typed.borrow(), lang).into()
    }

    fn submit(&mut self, form: &str, values: &Fields, cx: &mut Cx<'_>) {
        self.send(form, values, cx);
    }

    fn resume(&mut self, form: &str, cx: &Cx<'_>) -> Option<OpenForm> {
        // What a draft has chosen is found again among advisors, kinds and places only; the week comes after these.
        self.page.as_ref()?;
        if let Some(open) = self.form(form, cx) {
            self.of_form = None;
            self.look_at_weeks();
            return Some(open);
        }
        let of = self.of_form.clone()?;
        match form {
            "advisor.set" => self.about_advisor(&of, cx.lang),
            _ => of.starts_with("booking:").then(|| forms::blank(self, form, cx.lang)).flatten(),
        }
    }

    fn subject(&self) -> Option<String> {
        self.of_form.clone()
    }

    fn seen(&self, form: &str) -> Option<Value> {
        match form {
            "hours.set" => serde_json::to_value(&self.weeks).ok(),
            "booking.cancel_us" => Some(self.seen.into()),
            _ => None,
        }
    }

    fn seen_before(&mut self, form: &str, seen: &Value) {
        match form {
            "hours.set" => self.weeks = serde_json::from_value(seen.clone()).unwrap_or_default(),
            _ => self.seen = seen.as_i64().unwrap_or(self.seen),
        }
    }

    fn keeps(&self, form: &str) -> bool {
        !matches!(form, "studio.override" | "studio.setup")
    }

    fn knows(&self, form: &str, _cx: &Cx<'_>) -> bool {
        form == "booking.make" || form == granted::GIVE || (setup::is_mine(form) && self.keeps(form))
    }

    fn form(&self, form: &str, cx: &Cx<'_>) -> Option<OpenForm> {
        match form {
            "booking.make" => Some(forms::booking(self, cx.lang)),
            // What a correction speaks of is not known after a restart.
            "advisor.set" | granted::TAKE => None,
            granted::GIVE => granted::give(self, cx.lang),
            other => setup::is_mine(other).then(|| setup::blank(self, other, cx.lang)).flatten(),
        }
    }
}
