//! The studio's forms: booking, our cancelling, a note, a follow-up, a reason to go on.

use super::Studio;
use super::typed::{self, Known};
use crate::app::layer::OpenForm;
use crate::app::notice::{Level, Notice};
use crate::app::panel::{Cx, Wish};
use crate::desk::change::Fields;
use crate::desk::residents::Resident;
use crate::desk::studio::{AddFollowup, CancelBooking, Command, MakeBooking, NoteBooking, SignUp};
use crate::form::{Candidate, Field, Form};
use crate::i18n::studio::{Studio as Words, words};
use crate::i18n::{Lang, fill};
use crate::text::mask;
use crate::text::name::has_letter;
use crate::text::when::{Unclear, Why};
use chrono::{Duration, NaiveDateTime};
use serde_json::Value;

/// Values that a booking form begins with.
#[derive(Debug, Clone, Default)]
pub struct Filled {
    /// Id and label; empty = to be asked.
    pub who: (String, String),
    pub start: Option<NaiveDateTime>,
    pub minutes: Option<i64>,
    pub advisor: String,
    pub kind: String,
    pub place: String,
    pub phone: String,
}

/// How a start stands in the form, `2026-03-02 09:30` or with its end.
fn when_text(start: NaiveDateTime, minutes: Option<i64>) -> String {
    let end = minutes.map(|m| (start + Duration::minutes(m)).format("-%H:%M").to_string()).unwrap_or_default();
    format!("{}{end}", start.format("%Y-%m-%d %H:%M"))
}

/// The empty booking form.
pub fn booking(panel: &Studio, lang: Lang) -> OpenForm {
    let w = words(lang);
    let advisors = panel.advisors.iter().map(|a| Candidate::of(&a.advisor.id, &a.advisor.name)).collect();
    let minutes = |m: i64| format!("{m} {}", w.minutes);
    let kinds = panel.kinds.iter().map(|k| Candidate::of(&k.id, &k.name).detail(minutes(k.minutes))).collect();
    let mut fields = vec![
        Field::pick("who", w.who).required(),
        Field::text("when", w.when).required(),
        Field::choice("advisor", w.with, advisors),
        Field::choice("kind", w.kind, kinds).required(),
    ];
    if !panel.places.is_empty() {
        let places = panel.places.iter().map(|p| Candidate::of(&p.id, &p.name)).collect();
        fields.push(Field::choice("place", w.place, places));
    }
    fields.push(Field::text("community", w.community));
    fields.push(Field::text("phone", w.phone));
    fields.push(Field::text("topic", w.topic));
    OpenForm { name: "booking.make", title: w.book.to_owned(), form: Form::new(fields) }
}

/// The booking form with what is known; the cursor where something is missing, else in the last field,
/// so that Enter books.
pub fn filled(panel: &Studio, with: &Filled, lang: Lang) -> OpenForm {
    let mut open = booking(panel, lang);
    let name_of = |id: &str| panel.name_of(id);
    let form = &mut open.form;
    if !with.who.1.is_empty() {
        form.fill("who", &with.who.0, &with.who.1);
    }
    if let Some(start) = with.start {
        let text = when_text(start, with.minutes);
        form.fill("when", &text, &text);
    }
    for (field, id) in [("advisor", &with.advisor), ("kind", &with.kind), ("place", &with.place)] {
        if !id.is_empty() {
            form.fill(field, id, &name_of(id));
        }
    }
    form.fill("phone", &with.phone, &with.phone);
    let nobody = with.advisor.is_empty() && with.place.is_empty();
    let asked = [("who", with.who.1.is_empty()), ("when", with.start.is_none()), ("advisor", nobody)];
    let missing = asked.iter().find(|(name, missing)| *missing && (with.place.is_empty() || *name != "advisor"));
    form.focus_on(missing.map_or("topic", |(name, _)| name));
    open
}

/// The sign-up form for the person in hand; the cursor in the last field, so that Enter signs up.
pub fn sign_up(panel: &Studio, who: &(String, String), phone: &str, lang: Lang) -> Option<OpenForm> {
    let mut open = blank(panel, "lecture.sign_up", lang)?;
    if !who.1.is_empty() {
        open.form.fill("who", &who.0, &who.1);
        open.form.fill("phone", phone, phone);
        open.form.focus_on("phone");
    }
    Some(open)
}

/// A form of one or two text fields.
pub fn small(name: &'static str, title: &str, fields: Vec<Field>) -> OpenForm {
    OpenForm { name, title: title.to_owned(), form: Form::new(fields) }
}

/// A form by name, empty.
pub fn blank(panel: &Studio, name: &str, lang: Lang) -> Option<OpenForm> {
    let w = words(lang);
    Some(match name {
        "booking.make" => booking(panel, lang),
        "lecture.sign_up" => {
            let fields =
                vec![Field::pick("who", w.who).required(), Field::text("community", w.community), Field::text("phone", w.phone)];
            small("lecture.sign_up", w.sign_up, fields)
        }
        "booking.cancel_us" => small("booking.cancel_us", w.cancel_us, vec![Field::text("reason", w.reason).required()]),
        "booking.note" => {
            let who = vec![Candidate::of("no", w.for_all), Candidate::of("yes", w.restricted)];
            let seen = Field::choice("restricted", w.seen_by, who);
            small("booking.note", w.note, vec![Field::text("text", w.note).required(), seen])
        }
        "followup.add" => {
            let fields = vec![Field::text("due", w.due_day).required(), Field::text("text", w.topic)];
            small("followup.add", w.due_day, fields)
        }
        "studio.override" => small("studio.override", w.go_on, vec![Field::text("reason", w.reason).required()]),
        _ => return None,
    })
}

/// Residents as candidates, and the bare name last.
pub fn people(found: Vec<Resident>, typed: &str, lang: Lang) -> Vec<Candidate> {
    let detail = |r: &Resident| format!("{} {} {}", r.birth.get(..4).unwrap_or(""), mask::phone(&r.phone), r.address);
    let known = found.into_iter().map(|r| {
        let detail = detail(&r);
        Candidate::of(r.id, r.name).detail(detail.trim().to_owned())
    });
    let bare = has_letter(typed).then(|| Candidate::of(typed.trim(), typed.trim()).detail(words(lang).name_only));
    known.chain(bare).collect()
}

/// A piece of a line that cannot be meant, in words.
pub fn unclear(piece: &Unclear, lang: Lang) -> Notice {
    let w: &Words = words(lang);
    let text = match piece.why {
        Why::NoSuchDate => w.unclear_date,
        Why::NoSuchTime => w.unclear_time,
        Why::EndBeforeStart => w.unclear_end,
        Why::TwoDates | Why::TwoTimes => w.unclear_twice,
    };
    let text = fill(text, [("piece", piece.piece.as_str())].into_iter());
    Notice { level: Level::Warning, text, hint: w.hint.to_owned() }
}

fn text(values: &Fields, name: &str) -> Option<String> {
    values.get(name).and_then(Value::as_str).map(str::to_owned)
}

impl Studio {
    fn known(&self) -> Known<'_> {
        Known { advisors: &self.advisors, kinds: &self.kinds, places: &self.places }
    }

    /// Reads a typed line, or says what is wrong with it.
    pub(super) fn read_line(&self, line: &str, cx: &mut Cx<'_>) -> Option<typed::Wanted> {
        match typed::read(line, cx.now.date(), self.known()) {
            Ok(wanted) => Some(wanted),
            Err(piece) => {
                cx.wishes.push(Wish::Say(unclear(&piece, cx.lang)));
                None
            }
        }
    }

    /// Sends a form.
    pub(super) fn send(&mut self, form: &str, values: &Fields, cx: &mut Cx<'_>) {
        match form {
            "booking.make" => self.send_booking(values, cx),
            "studio.override" => {
                let Some(mut order) = self.refused.take() else { return };
                order.over = text(values, "reason");
                // The reason goes first; the form it was asked for stays until the booking is made.
                cx.wishes.push(Wish::Close);
                cx.wishes.push(Wish::Do(order));
            }
            _ if super::granted::is_mine(form) => self.send_grant(form, values, cx),
            _ if super::setup::is_mine(form) => self.send_setup(form, values, cx),
            _ => self.send_small(form, values, cx),
        }
    }

    fn send_booking(&mut self, values: &Fields, cx: &mut Cx<'_>) {
        let Some((start, minutes)) = self.start("when", &text(values, "when").unwrap_or_default(), cx) else { return };
        cx.run(Command::MakeBooking(MakeBooking {
            kind: text(values, "kind").unwrap_or_default(),
            start,
            client: text(values, "who").unwrap_or_default(),
            advisor: text(values, "advisor"),
            place: text(values, "place"),
            minutes,
            phone: text(values, "phone"),
            community: text(values, "community"),
            topic: text(values, "topic"),
        }));
    }

    fn send_small(&mut self, form: &str, values: &Fields, cx: &mut Cx<'_>) {
        let Some(booking) = self.of_form.clone() else { return };
        match form {
            "booking.cancel_us" => {
                cx.run(Command::CancelBooking(CancelBooking {
                    booking,
                    by: "us".into(),
                    reason: text(values, "reason"),
                    rev: Some(self.seen),
                }));
            }
            "lecture.sign_up" => {
                let client = text(values, "who").unwrap_or_default();
                let (phone, community) = (text(values, "phone"), text(values, "community"));
                cx.run(Command::SignUp(SignUp { lecture: booking, client, phone, community }));
            }
            "booking.note" => {
                let text = text(values, "text").unwrap_or_default();
                let restricted = values.get("restricted").and_then(Value::as_str).map(|r| r == "yes");
                cx.run(Command::NoteBooking(NoteBooking { booking, text, restricted }));
            }
            "followup.add" => {
                let Some(due) = self.day("due", &text(values, "due").unwrap_or_default(), cx) else { return };
                let text = text(values, "text");
                cx.run(Command::AddFollowup(AddFollowup { due, booking: Some(booking), client: None, text }));
            }
            _ => {}
        }
    }
}
